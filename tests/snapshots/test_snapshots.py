"""The app looks as it did when a person last looked at it. Take the pictures anew with
`python3 packaging/dev.py test tests/snapshots --update-snapshots`, and look at them.
"""

import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLineF
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication

from tests.snapshots.conftest import HERE
from tests.snapshots.likeness import difference

MEAN, GREATEST = 1.0, 16.0
"""Of 255: room for versions of FreeType, which differ in the grey of some edges; none for a sign that is missing."""

SCENES = sorted(path.stem for path in HERE.glob("*.png"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="letters are drawn by another library elsewhere")
@pytest.mark.parametrize("scene", SCENES)
def test_it_looks_as_it_did(scene: str, taken: Path, request: pytest.FixtureRequest) -> None:
    known, now = HERE / f"{scene}.png", taken / f"{scene}.png"
    if request.config.getoption("--update-snapshots", default=False):
        shutil.copy(now, known)
    found = difference(QImage(str(known)), QImage(str(now)))
    shown = taken / f"{scene}-difference.png"
    if found.mean > MEAN or found.greatest > GREATEST:
        found.picture.save(str(shown))
        pytest.fail(
            f"{scene} looks otherwise by {found.mean:.2f}, in one place by {found.greatest:.0f}: {now}, {shown}"
        )


def test_every_scene_has_a_picture(qapp: QApplication) -> None:
    from tests.snapshots.scenes import SCENES as SCRIPTED

    assert sorted(SCRIPTED) == SCENES


def test_a_missing_sign_is_seen(qapp: QApplication) -> None:
    one = QImage(640, 480, QImage.Format.Format_RGB32)
    one.fill(QColor("#fbfaf7"))
    other = one.copy()
    painter = QPainter(other)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("#ba354f"), 1.5))
    painter.drawLines([QLineF(100, 60, 108, 68), QLineF(108, 60, 100, 68)])
    painter.end()
    assert difference(one, one).greatest == 0
    assert difference(one, other).greatest > GREATEST
    assert QColor(difference(one, other).picture.pixel(104, 64)).lightness() > 100


def test_pictures_of_two_sizes_are_not_compared(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="640 by 480 pixels, not 64 by 48"):
        difference(QImage(640, 480, QImage.Format.Format_RGB32), QImage(64, 48, QImage.Format.Format_RGB32))
