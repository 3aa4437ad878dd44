"""A reader on the screen, with an article in it."""

from collections.abc import Callable, Iterable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.model import Article, Mark
from annotator.domain.ratings import scales
from annotator.gui.reader import Reader
from annotator.gui.theme import themes

Shows = Callable[..., Reader]


def searched(reader: Reader) -> Reader:
    """The reader once its search is over, in however many slices that may be."""
    while reader.search.running:
        QApplication.processEvents()
    return reader


@pytest.fixture
def shows(qtbot: QtBot) -> Shows:
    """Makes a shown reader of an article and its marks."""

    def show(article: Article | None, marks: Iterable[Mark] = (), size: tuple[int, int] = (1180, 800)) -> Reader:
        reader = Reader(themes()["light"])
        qtbot.addWidget(reader)
        reader.set_scales(scales())
        reader.resize(*size)
        reader.show_article(article, list(marks))
        with qtbot.waitExposed(reader):
            reader.show()
        reader.setFocus()
        return reader

    return show
