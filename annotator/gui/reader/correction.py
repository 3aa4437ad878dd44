"""The editor that lies over a paragraph while its words are put right: plain text in the paragraph's place and font."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from annotator.domain.model import ClaimState, Mark, Span
from annotator.gui.fields import TextField
from annotator.gui.guard import guarded
from annotator.gui.layouts import button, clear, column, label, row
from annotator.gui.reader.geometry import begins_right
from annotator.gui.reader.shown import shown
from annotator.gui.reader.typography import style_of
from annotator.gui.reader.utf16 import Utf16
from annotator.gui.reader.view import ArticleView
from annotator.gui.theme import Look, dress

_PAD = 12
_EDGE = 8
"""Pixels around the words; between the editor and the edges of the view."""
_MOST = 4
"""Claims whose words would change that are named; the others are counted."""
_MOVE, _KEEP = QTextCursor.MoveMode.MoveAnchor, QTextCursor.MoveMode.KeepAnchor
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def exact(words: str, before: str, now: str) -> str:
    """What `words` have become: a widget showed them as `before`, sign by sign, and holds `now`. What was not typed
    over is what it was, whatever stood in for it."""
    most = min(len(before), len(now))
    start = next((n for n in range(most) if before[n] != now[n]), most)
    end = next((n for n in range(most - start) if before[-1 - n] != now[-1 - n]), most - start)
    was, typed = before[start : len(before) - end], now[start : len(now) - end]
    original = words[start : len(words) - end]
    if was != original:
        matched = SequenceMatcher(None, was, typed, autojunk=False).get_opcodes()
        typed = "".join(original[i:j] if same == "equal" else typed[k:m] for same, i, j, k, m in matched)
    return words[:start] + typed + words[len(words) - end :]


class CorrectionField(TextField):
    """Enter keeps the correction, Shift+Enter breaks the line, Escape leaves everything as it was."""

    kept = Signal()
    left = Signal()

    @guarded(False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
            if _ends(event) or (self.isReadOnly() and not plain and event.text()):
                event.accept()
                return True
        return super().event(event)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly() and event.text():
            event.accept()  # what is typed is for nobody else
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.textCursor().insertText("\n")
            self.ensureCursorVisible()
        elif event.key() in _ENTER:
            self.kept.emit()
        else:
            super().keyPressEvent(event)

    def align(self, words: str) -> None:
        """Set words that are written from the right at the right; Qt leaves them at the left here."""
        option = self.document().defaultTextOption()
        side = Qt.AlignmentFlag.AlignRight if begins_right(words) else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self.document().setDefaultTextOption(option)

    def limit(self, pixels: int) -> None:
        """Grow no higher than this; scroll what is beyond."""
        most = max(1, (pixels - 20) // self.fontMetrics().lineSpacing())
        if most != self._most:
            self._most = most
            self._fit()

    @guarded(QMimeData)
    def createMimeDataFromSelection(self) -> QMimeData:
        """The words themselves: Qt would make spaces of no-break spaces."""
        data = QMimeData()
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n"))
        return data


def _ends(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    enters = event.key() in _ENTER and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier)
    return enters or event.key() == Qt.Key.Key_Escape


class CorrectionEditor(QFrame):
    """Over one paragraph, or over several blocks of it. `kept` and `left` tell how it is ended, `edited` that something
    was typed. It stays where it is when the focus goes elsewhere."""

    kept = Signal()
    left = Signal()
    edited = Signal()

    def __init__(self, view: ArticleView, look: Look, span: Span, marks: Sequence[Mark]) -> None:
        super().__init__(view.viewport())
        self.span = span
        self.words = view.sheet.article.text[span.start : span.end]
        self._view, self._look = view, look
        self._typography = view.lines.typography
        self._marks = [mark for mark in marks if mark.start < span.end and mark.end > span.start]
        self._reworded: dict[str, Span | None] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, role="card")
        self.field = CorrectionField("Paragraph to correct", lines=(1, 400), commits=False)
        self.field.setFrameShape(QFrame.Shape.NoFrame)
        self.field.align(self.words)
        self.field.setPlainText(shown(self.words))
        self._before = self.field.value()
        self._cursors = self._mark_words()
        self.foreseen = QWidget()
        self._lines = column(space=2)
        self.foreseen.setLayout(self._lines)
        self.problem = label("", "problem", wrap=True)
        self.keep = button("Correct", "primary", "Make a new version with these words")
        self.cancel = button("Cancel", "", "Leave the text as it was")
        hint = label("Enter corrects, Shift+Enter breaks the line, Esc cancels", "small", wrap=True)
        buttons = row(hint, self.cancel, self.keep, space=8)
        buttons.setStretch(0, 1)
        self._laid = column(self.field, self.foreseen, self.problem, buttons, margins=(_PAD,) * 4, space=8)
        self.setLayout(self._laid)
        self._connect()
        self.say("")
        self.foresee([])
        self.wear()

    def _connect(self) -> None:
        self.field.kept.connect(self.kept)
        self.field.left.connect(self.left)
        self.keep.clicked.connect(self.kept)
        self.cancel.clicked.connect(self.left)
        self.field.textChanged.connect(self.edited)
        self.field.textChanged.connect(self._come_into_sight)
        self.field.document().documentLayout().documentSizeChanged.connect(lambda _: self.place())
        self._view.moved.connect(self.place)
        self._room, self._seen = QRect(), False
        self._look.changed.connect(self.wear)
        for one, other in ((self.field, self.cancel), (self.cancel, self.keep)):
            self.setTabOrder(one, other)

    # ---- words

    def value(self) -> str:
        """The words of the paragraph as they are now, to the code point."""
        return exact(self.words, self._before, self.field.value())

    @property
    def changed(self) -> bool:
        return self.value() != self.words

    def write(self, words: str) -> None:
        """Put other words in place of those shown, as if they were typed."""
        cursor = self.field.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(shown(words))

    def put_caret(self, start: int, end: int) -> None:
        """Select what these points of the article are in the paragraph (code points)."""
        units = Utf16(self.words)
        low, high = self.span.start, self.span.end
        cursor = self.field.textCursor()
        cursor.setPosition(units.to_units(min(max(start, low), high) - low))
        cursor.setPosition(units.to_units(min(max(end, low), high) - low), _KEEP)
        self.field.setTextCursor(cursor)

    def set_busy(self, busy: bool) -> None:
        """While the correction is made, nothing can be typed."""
        self.field.setReadOnly(busy)
        self.keep.setDisabled(busy)

    # ---- what would become of claims

    def _mark_words(self) -> list[tuple[str, QTextCursor]]:
        """A cursor for each mark, which Qt moves along while something is typed."""
        units, low = Utf16(self.words), self.span.start
        found = []
        for mark in self._marks:
            cursor = QTextCursor(self.field.document())
            cursor.setPosition(units.to_units(max(mark.start, low) - low))
            end = units.to_units(min(mark.end, self.span.end) - low)
            cursor.setPosition(end, _KEEP)
            found.append((mark.mention, cursor))
        return found

    def checked(self, mention: str) -> bool:
        """Whether a verdict was given of the claim of a mention."""
        return any(mark.mention == mention and mark.state is not ClaimState.UNCHECKED for mark in self._marks)

    def foresee(self, rewordings: Sequence[tuple[str, str, Span | None]]) -> None:
        """Name the claims whose words would be others: the mention, what is told of it, and where its words would be
        in the new text."""
        clear(self._lines)
        self._reworded = {mention: span for mention, _, span in rewordings}
        told = [words for _, words, _ in rewordings[:_MOST]]
        if len(rewordings) > _MOST:
            told.append(f"And {len(rewordings) - _MOST} more.")
        for words in told:
            self._lines.addWidget(label(words, wrap=True))
        self.foreseen.setVisible(bool(told))
        self.foreseen.setAccessibleName(" ".join(told))
        self._underline()
        self.place()

    def say(self, problem: str) -> None:
        """Say what is wrong with the words as they are."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.keep.setDisabled(bool(problem))
        self.place()

    def _underline(self) -> None:
        theme, selections, units = self._look.theme, [], Utf16(self.field.value())
        for mention, kept in self._cursors:
            selection, cursor = QTextEdit.ExtraSelection(), QTextCursor(kept)
            paint = QTextCharFormat()
            reworded = mention in self._reworded
            if span := self._reworded.get(mention):
                low = self.span.start
                last = self.field.document().characterCount() - 1
                for point, mode in ((span.start, _MOVE), (span.end, _KEEP)):
                    cursor.setPosition(min(last, units.to_units(max(0, point - low))), mode)
            paint.setUnderlineColor(theme.colour("danger" if reworded else "accent"))
            waves = QTextCharFormat.UnderlineStyle
            paint.setUnderlineStyle(waves.WaveUnderline if reworded else waves.SingleUnderline)
            selection.format, selection.cursor = paint, cursor
            selections.append(selection)
        self.field.setExtraSelections(selections)

    # ---- place

    def wear(self, *_: object) -> None:
        """The font of the paragraph, and the colours of the theme."""
        view = self._view
        self._typography = view.lines.typography
        first = view.sheet.rows[view.sheet.positions.row_of(self.span.start)]
        font = self._typography.font(style_of(first))
        if self.field.font() != font:
            self.field.setFont(font)
        self._underline()
        self.place()

    def place(self) -> None:
        """Lie over the paragraph, moved up as far as needed to be seen whole."""
        view = self._view
        if view.lines.typography is not self._typography:
            self.wear()
            return
        rows = view.sheet.positions.rows_of(self.span)
        if self.span.end > len(view.sheet.article.text) or view.loader.loaded < rows.stop:
            return
        style, em = style_of(view.sheet.rows[rows[0]]), view.lines.typography.em
        left, width = view.lines.column
        top = view.lines.heights.top(rows[0]) + style.above * em - view.top - _PAD
        inset = self.field.document().documentMargin() + _PAD + 5
        indent = style.indent * em
        start = max(_EDGE, round(left + indent - inset))
        end = min(view.viewport().width() - _EDGE, round(left + width + inset))
        area = QRect(start, round(top), end - start, self._height(end - start))
        lowest = view.viewport().height() - area.height() - _EDGE
        bottom = view.lines.heights.top(rows[-1] + 1) - view.top
        if area.top() < view.viewport().height() and bottom > 2 * em:
            area.moveTop(max(_EDGE, min(area.top(), lowest)))
        if area != self.geometry():
            self.setGeometry(area)
        self._stay_in_sight()

    def _stay_in_sight(self) -> None:
        """A notice above the text makes the view lower: what was in sight stays so."""
        before, self._room = self._room, self._view.viewport().rect()
        seen, self._seen = self._seen, self._room.contains(self.geometry())
        if seen and not self._seen and self._room.height() < before.height():
            self._come_into_sight()

    def _come_into_sight(self) -> None:
        """What is typed is to be seen."""
        if self.isVisible() and not self._view.viewport().rect().contains(self.geometry()):
            self._view.scroll_to(self.span.start)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key goes on to the article beneath."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        event.accept()

    def _height(self, width: int) -> int:
        """How high the editor is at a width: as its words need, but no higher than the view."""
        room = self._view.viewport().height() - 2 * _EDGE
        rest = self._laid.totalHeightForWidth(width) - self.field.height()
        self.field.limit(max(3 * self.field.fontMetrics().lineSpacing(), room - rest))
        return max(1, rest + self.field.height())
