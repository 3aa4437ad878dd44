"""Pictures of this very moment, taken once for all tests in processes with fonts, settings and a home of their own."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DOUBLED = ("200-percent",)
"""Scenes taken at two pixels to the point."""

_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{shipped}</dir>
  <dir>{scripts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="hintstyle" mode="assign"><const>hintnone</const></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-snapshots", action="store_true", help="take the pictures of tests/snapshots anew")


@pytest.fixture(scope="session")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a picture of every scene as the app paints it now."""
    folder = tmp_path_factory.mktemp("snapshots")
    (folder / "fonts.conf").write_text(
        _FONTS.format(shipped=ROOT / "resources" / "fonts", scripts=ROOT / "tests" / "fonts", cache=folder / "cache"),
        encoding="utf-8",
    )
    names = [path.stem for path in sorted(HERE.glob("*.png"))]
    _take(folder, 1, [name for name in names if name not in DOUBLED])
    _take(folder, 2, DOUBLED)
    return folder


def _take(folder: Path, scale: int, names: Iterable[str]) -> None:
    own = {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "QT_FONT_DPI": "96",
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(scale),
    }
    command = [sys.executable, str(HERE / "scenes.py"), str(folder), *names]
    done = subprocess.run(command, env={**os.environ, **own}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
