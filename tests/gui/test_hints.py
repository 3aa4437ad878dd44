"""Hints (tooltips) quote articles, statements and names of strangers: none of it is ever read as markup."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import Qt as Gui
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from annotator.domain.model import Span
from annotator.gui.main_window import MainWindow
from annotator.gui.project_page import ProjectPage

HOSTILE = "<img src='file:///picture.png'><b>bold</b> & more"
HINT = Qt.ItemDataRole.ToolTipRole


def rows(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
    for number in range(model.rowCount(parent or QModelIndex())):
        yield model.index(number, 0, parent or QModelIndex())


def hints(window: QWidget) -> Iterator[str]:
    """Every hint that there is now."""
    for widget in QApplication.allWidgets():
        yield widget.toolTip()
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from (str(row.data(HINT) or "") for row in rows(widget.model()))


def test_no_hint_reads_words_of_others_as_markup(window: MainWindow, page: ProjectPage) -> None:
    article = page.project.articles.add_text(f"{HOSTILE}\n\nThe bridge was opened in 1932.", title=HOSTILE)
    page.show_article(article.id)
    claim = page.project.claims.mark(article.id, Span(len(HOSTILE) + 2, len(HOSTILE) + 12), statement=HOSTILE)
    source = page.project.sources.add(title=HOSTILE, url="https://example.org/?<img>")
    page.project.evidence.attach(claim.id, source.id, "supports", excerpt=HOSTILE, locator=HOSTILE)
    page.project.verdicts.give(claim.id, "wrong", HOSTILE, correction=HOSTILE)
    page.show_claim(claim.id)
    for action in ("show_history", "show_claims", "show_claim", "go_to_claim"):
        window.actions_by_id[action].trigger()
        QApplication.processEvents()
        told = [hint for hint in hints(window) if "bold" in hint]
        assert all("<img" not in hint and "<b>" not in hint for hint in told if Gui.mightBeRichText(hint))
    assert told
