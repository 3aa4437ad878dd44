"""The context menu of the reader: what can be done with what is under the mouse."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from annotator.domain.model import BlockKind, Mark, Span
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.view import ArticleView

_WORDS = 48
"""Code points of a statement that fit a menu."""

Act = Callable[..., object]


def context_menu(
    view: ArticleView,
    point: QPoint,
    marks: Sequence[Mark],
    inks: Inks,
    *,
    mark: Callable[[Span], object],
    go_on: Callable[[], object] | None,
    activate: Callable[[str], object],
    follow: Callable[[str], object],
    kind: Callable[[int, str], object],
    correct: Callable[[int], object],
) -> QMenu:
    """A menu for a point of the viewport; `marks` are those under it, innermost first, and `go_on` adds the selection
    to the mark of the current claim."""
    menu = QMenu(view)
    span = view.selection()
    if span:
        menu.addAction("Mark claim").triggered.connect(lambda: mark(span))
        if go_on:
            menu.addAction("Add to the mark").triggered.connect(lambda: go_on())
        menu.addAction("Copy").triggered.connect(view.copy)
        menu.addSeparator()
    for found in marks:
        tone = inks.tone(found)
        words = " ".join(found.statement.split())
        shown = words if len(words) <= _WORDS else words[: _WORDS - 1].rstrip() + "…"
        action = menu.addAction(f"{tone.sign}  {shown}".replace("&", "&&"))
        action.triggered.connect(lambda _=False, claim=found.claim: activate(claim))
    link = view.link_at(point)
    if link:
        menu.addSeparator()
        menu.addAction("Open link…").triggered.connect(lambda: follow(link.href))
    if (frame := view.picture_at(point)) and frame.picture.href.startswith(("https://", "http://")):
        menu.addSeparator()
        href = frame.picture.href
        menu.addAction("Copy Address of the Picture").triggered.connect(
            lambda: QGuiApplication.clipboard().setText(href)
        )
    _block_actions(menu, view, point, kind, correct)
    return menu


def _block_actions(
    menu: QMenu,
    view: ArticleView,
    point: QPoint,
    kind: Callable[[int, str], object],
    correct: Callable[[int], object],
) -> None:
    row = view.sheet.rows[view.row_under(point)]
    blocks = view.sheet.article.blocks
    if row.end > row.start and not row.label:
        menu.addSeparator()
        menu.addAction("Correct this paragraph…").triggered.connect(lambda: correct(row.start))
    if not blocks:
        return
    if row.label:
        fold = view.sheet.folds[row.fold]
        menu.addAction("Fold" if fold.open else "Unfold").triggered.connect(lambda: view.fold_toggled.emit(fold))
        return
    start = blocks[row.block].start
    if row.kind is BlockKind.FURNITURE:
        action, wanted = menu.addAction("Part of the article"), BlockKind.PARAGRAPH
    else:
        action, wanted = menu.addAction("Not part of the article"), BlockKind.FURNITURE
    action.triggered.connect(lambda: kind(start, wanted.value))
