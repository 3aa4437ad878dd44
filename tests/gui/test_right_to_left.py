"""What is painted of texts from right to left reads in their own order: a number at the start stays at the start."""

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from annotator.domain.model import ClaimState, Mark
from annotator.domain.ratings import scales
from annotator.gui.lists import draw_lines
from annotator.gui.reader.card_paint import CardPainter, CardState, Fullness
from annotator.gui.reader.inks import Inks
from annotator.gui.theme import themes

PLAIN = "45 אנשים נהרגו, אמר השר (C)."
SAID = f"\u200f{PLAIN}"
"""The same, with the direction said by a mark that is not seen."""
FOREIGN = "\u200e45 people of אבג died."


def card(statement: str, fullness: Fullness) -> QImage:
    image = QImage(320, 90, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as that of a widget
    mark = Mark("m", "c", 0, 9, statement, "editorial", "confirmed", ClaimState.CHECKED)
    CardPainter(Inks(themes()["light"], scales())).paint(painter, QRectF(image.rect()), [mark], fullness, CardState())
    painter.end()
    return image


def listed(text: str, width: int = 320) -> QImage:
    image = QImage(320, 90, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as that of a widget
    draw_lines(painter, QRect(0, 0, width, 90), text, QFont(QApplication.font()), 3)
    painter.end()
    return image


@pytest.mark.parametrize("fullness", [Fullness.OPEN, Fullness.FULL, Fullness.LINE])
def test_a_card_reads_in_the_order_of_its_statement(qapp: QApplication, fullness: Fullness) -> None:
    assert card(PLAIN, fullness) == card(SAID, fullness)
    assert card(FOREIGN, fullness) == card(FOREIGN[1:], fullness)


@pytest.mark.parametrize("width", [320, 120])
def test_a_row_reads_in_the_order_of_its_words(qapp: QApplication, width: int) -> None:
    assert listed(PLAIN, width) == listed(SAID, width)
    assert listed(FOREIGN, width) == listed(FOREIGN[1:], width)


def test_a_row_of_a_text_from_right_to_left_begins_at_the_right(qapp: QApplication) -> None:
    image = listed("45 אב")
    ink = [x for x in range(320) if any(image.pixel(x, y) & 0xFFFFFF != 0xFFFFFF for y in range(30))]
    assert ink[0] > 200 and ink[-1] > 300
