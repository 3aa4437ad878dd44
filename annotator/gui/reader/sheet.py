"""The article as the reader shows it: rows, folds, marks, find results, and what is active. No Qt here."""

from collections.abc import Sequence

from annotator.domain.locators import Locators
from annotator.domain.model import Article, BlockKind, Inline, InlineKind, Mark, Span
from annotator.gui.reader.hits import Hits
from annotator.gui.reader.marks import MarkStore, reading_order
from annotator.gui.reader.rows import Fold, Row, make_rows, pictures_of
from annotator.gui.reader.shown import shown
from annotator.gui.reader.utf16 import Positions

_EMPTY = Article(id="", title="", text="")


class Sheet:
    """Shared by layout, view, cards and overview; each reads it and only the view changes it."""

    def __init__(self, article: Article | None = None, marks: Sequence[Mark] = ()) -> None:
        self.article = article or _EMPTY
        self.rows: list[Row]
        self.folds: list[Fold]
        self.rows, self.folds = make_rows(self.article)
        hidden = {row for fold in self.folds if not fold.open for row in fold.rows}
        self.positions = Positions(self.article.text, self.rows, hidden)
        self._pictured = {
            number
            for number, block in enumerate(self.article.blocks)
            if block.inlines and any(inline.kind is InlineKind.IMAGE for inline in block.inlines)
        }
        self.locators = Locators(self.article)
        self.marks = MarkStore(marks)
        self.active: str | None = None
        self.hovered: str | None = None
        """The passage that is pointed at."""
        self.chosen: str | None = None
        """The mention of the active claim that was pointed at."""
        self.preview: Mark | None = None
        """A mark as it would be: painted in place of the one of the same mention."""
        self.hits = Hits()
        self.hit = -1
        self.pointed: Span | None = None
        """Words that are shown to somebody who is to decide about them."""

    def set_marks(self, marks: Sequence[Mark]) -> None:
        self.marks = MarkStore(marks)

    def marks_between(self, start: int, end: int) -> list[Mark]:
        """The marks to be painted that share a code point with `start, end`, outer before inner."""
        found, preview = self.marks.overlapping(start, end), self.preview
        if preview is None:
            return found
        found = [mark for mark in found if mark.mention != preview.mention]
        if preview.start < end and preview.end > start:
            found.append(preview)
        return sorted(found, key=reading_order)

    def paragraphs(self, span: Span) -> Span:
        """The whole blocks that a span touches."""
        blocks = self.article.blocks
        touched = self.positions.rows_of(span)
        first, last = self.rows[touched[0]], self.rows[touched[-1]]
        start, end = min(first.start, span.start), max(last.end, span.end)
        if blocks and first.block >= 0 and last.block >= 0:
            start, end = blocks[first.block].start, blocks[last.block].end
        return Span(min(start, span.start), max(end, span.end))

    def toggle(self, fold: Fold) -> None:
        """Open or close a fold; the document is to hold its words, or not to."""
        fold.open = not fold.open
        self.positions.set_held(fold.rows, fold.open)

    def shown_text(self, row: int) -> str:
        """What the document holds for a row: nothing of what nobody is to see, or to hear from a screen reader."""
        of = self.rows[row]
        if self.hidden(row):
            return ""
        words = of.label or shown(self.article.text[of.start : of.end])
        return words.replace("\t", "\u2028") if of.kind is BlockKind.TABLE else words

    def pictures(self, row: int) -> tuple[list[Inline], list[Inline]]:
        """The pictures that stand above the words of a row, and those below."""
        of = self.rows[row]
        return pictures_of(of, self.article.blocks[of.block].inlines) if of.block in self._pictured else ([], [])

    @property
    def has_pictures(self) -> bool:
        return bool(self._pictured)

    def hidden(self, row: int) -> bool:
        """Whether a row lies inside a closed fold."""
        of = self.rows[row]
        return of.fold >= 0 and not of.label and not self.folds[of.fold].open

    def header(self, row: int) -> Fold | None:
        """The fold whose line this row is."""
        of = self.rows[row]
        return self.folds[of.fold] if of.label else None

    def visible_row(self, row: int) -> int:
        """The row itself, or the line of the closed fold that hides it."""
        return self.folds[self.rows[row].fold].header if self.hidden(row) else row

    def bullet(self, row: int) -> str:
        """What stands before a list item: the number the article gives it, else a bullet."""
        of = self.rows[row]
        if of.kind is not BlockKind.ITEM or not of.first:
            return ""
        before = self.rows[row - 1].end if row else 0
        written = self.article.text[before : of.start].strip()
        return written if 0 < len(written) <= 5 and written[0].isalnum() else "•"
