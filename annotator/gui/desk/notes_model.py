"""The author's notes of an article as a list: who wrote what of which words. Only the rows in sight are painted."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.model import AuthorNote, NoteKind, NoteState
from annotator.gui.guard import guarded
from annotator.gui.lists import Index, draw_lines, paint_ground, smaller
from annotator.gui.reader.shown import shown
from annotator.gui.theme import Look

NOTE = Qt.ItemDataRole.UserRole
KINDS = {NoteKind.COMMENT: "Comment", NoteKind.FOOTNOTE: "Footnote", NoteKind.ENDNOTE: "Endnote"}
STATES = {NoteState.OPEN: "", NoteState.ACCEPTED: "✓ Accepted", NoteState.DISMISSED: "✕ Dismissed"}
_LONGEST = 400
"""Code points of a text that a row tells."""


def signed(note: AuthorNote) -> str:
    """What a note is, and whose: "Comment by Ann Author"."""
    author = flat(note.author, 80)
    return f"{KINDS[note.kind]} by {author}" if author else KINDS[note.kind]


def flat(text: str, most: int = _LONGEST) -> str:
    """The beginning of a text on one line, with stand-ins for what cannot be shown."""
    words = shown(" ".join(text[: 2 * most].split()))
    return words if len(words) <= most and len(text) <= 2 * most else f"{words[: most - 1].rstrip()}…"


class NotesModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[AuthorNote] = []

    def show(self, notes: Sequence[AuthorNote]) -> None:
        """Show these notes, in the order of the text."""
        if self.rows == notes:
            return
        self.beginResetModel()
        self.rows = list(notes)
        self.endResetModel()

    def row_of(self, note_id: str) -> int:
        """The row of a note, -1 for one that is not there."""
        return next((number for number, note in enumerate(self.rows) if note.id == note_id), -1)

    @guarded(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    @guarded()
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        note = self.rows[index.row()]
        told = _TOLD.get(role)
        return told(note) if told else None


def _heard(note: AuthorNote) -> str:
    parts = (signed(note), STATES[note.state][2:], f"on “{flat(note.selector.exact, 200)}”", flat(note.text))
    return ". ".join(filter(None, parts))


_TOLD: dict[int, Callable[[AuthorNote], object]] = {
    NOTE: lambda note: note,
    Qt.ItemDataRole.DisplayRole: lambda note: flat(note.text),
    Qt.ItemDataRole.AccessibleTextRole: _heard,
}


class NotesDelegate(QStyledItemDelegate):
    """Who wrote it, what it is about, and two lines of what it says."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    @guarded(lambda: QSize(100, 80))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line, small = QFontMetrics(option.font).lineSpacing(), QFontMetrics(smaller(option.font)).lineSpacing()
        return QSize(100, 2 * line + 2 * small + 22)

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        note: AuthorNote = index.data(NOTE)
        theme, small = self._look.theme, smaller(option.font)
        painter.save()
        paint_ground(painter, option, self._look)
        area = option.rect.adjusted(16, 8, -12, -8)
        painter.setPen(theme.colour("text-dim"))
        state = STATES[note.state]
        taken = QFontMetrics(small).horizontalAdvance(state) + 12 if state else 0
        painter.setFont(small)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, state)
        bold = smaller(option.font, bold=True)
        rest = QRect(area)
        rest.setTop(draw_lines(painter, area.adjusted(0, 0, -taken, 0), signed(note), bold, 1))
        painter.setPen(theme.colour("text"))
        bottom = draw_lines(painter, rest, flat(note.text), option.font, 2)
        rest.setTop(bottom + 2)
        painter.setPen(theme.colour("text-dim"))
        draw_lines(painter, rest, f"on “{flat(note.selector.exact, 200)}”", small, 1)
        painter.restore()
