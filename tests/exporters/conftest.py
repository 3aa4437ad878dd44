"""Golden files: what an export was when a person last looked at it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.exporters import pdf_borrowed

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "exporters"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files of the exporters anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, bytes], None]:
    """Compares bytes with a golden file, or writes it when `--update-golden` is given."""

    def compare(name: str, data: bytes) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden", default=False):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        assert path.read_bytes() == data, f"{path.name} differs; look at it, then run with --update-golden"

    return compare


@pytest.fixture(autouse=True)
def no_fonts_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test sees does not depend on the fonts that are installed."""
    monkeypatch.setattr(pdf_borrowed, "FOLDERS", ())
