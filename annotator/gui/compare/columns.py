"""One of two compared texts, or both in one, as the rows of a comparison show it: where each point stands, and what is
copied. Points are code points of the column's own text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import Enum, auto
from html import escape
from typing import NamedTuple

from annotator.domain.differences import PieceKind
from annotator.domain.model import Article, Span
from annotator.domain.text import snap_to_words
from annotator.gui.compare.rows import Clip, Compared, CompareRow
from annotator.gui.compare.setting import Cell, stands_for
from annotator.gui.reader.copying import source_line
from annotator.gui.reader.utf16 import Utf16, units

_TAGS = {PieceKind.REMOVED: "del", PieceKind.ADDED: "ins"}


class Side(Enum):
    OLD = auto()
    NEW = auto()
    BOTH = auto()


class Part(NamedTuple):
    """A clip, the point at which it begins, and its words; the end of a paragraph has none."""

    clip: Clip
    point: int
    text: str


class Column:
    """`text` of the old or the new version is all of it; of both in one it is what stands there, with a space between
    words and those that came in their place, and a blank line between paragraphs."""

    def __init__(self, compared: Compared, side: Side) -> None:
        self.side, self._compared = side, compared
        self._numbers: list[int] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.text = compared.new.text if side is Side.NEW else compared.old.text
        if side is Side.BOTH:
            self.text = self._joined()
        else:
            self._find_rows()

    def _joined(self) -> str:
        rows: list[str] = []
        at = 0
        for number, row in enumerate(self._compared.rows):
            text = "".join(part.text if part.point >= 0 else " " for part in self._parts_of_both(row, 0, spaces=True))
            self._numbers.append(number)
            self._starts.append(at)
            self._ends.append(at + len(text))
            rows.append(text)
            at += len(text) + 2
        return "\n\n".join(rows)

    def _find_rows(self) -> None:
        for number, row in enumerate(self._compared.rows):
            own = [clip for clip in row.clips if self._has(clip)]
            if own:
                spans = [self._span(clip) for clip in own if not clip.breaks] or [self._empty(own[0])]
                self._numbers.append(number)
                self._starts.append(spans[0].start)
                self._ends.append(spans[-1].end)

    def _has(self, clip: Clip) -> bool:
        other = PieceKind.ADDED if self.side is Side.OLD else PieceKind.REMOVED
        return self.side is Side.BOTH or clip.kind is not other

    def _span(self, clip: Clip) -> Span:
        return clip.new if self.side is Side.NEW else clip.old

    def _empty(self, clip: Clip) -> Span:
        start = self._span(clip).start
        return Span(start, start)

    # ---- rows

    def row_of(self, point: int) -> int:
        """The number of the row that shows a point; of one between two rows the first."""
        return self._numbers[self._at(point)]

    def _at(self, point: int) -> int:
        return max(0, bisect_right(self._starts, point) - 1)

    def row_beside(self, number: int) -> int:
        """The nearest row from this one on that shows some of the text, else the last."""
        return self._numbers[min(bisect_left(self._numbers, number), len(self._numbers) - 1)]

    def span_of(self, number: int) -> Span:
        """What a row shows; nothing of a row that has none of the text."""
        at = bisect_left(self._numbers, number)
        if at == len(self._numbers):
            return Span(len(self.text), len(self.text))
        own = self._numbers[at] == number
        return Span(self._starts[at], self._ends[at] if own else self._starts[at])

    def next_row(self, number: int, by: int) -> int | None:
        """The row after (1) or before (-1) that shows some of the text."""
        at = bisect_left(self._numbers, number) + by
        return self._numbers[at] if 0 <= at < len(self._numbers) else None

    @property
    def is_empty(self) -> bool:
        return not self._numbers

    def parts(self, number: int) -> list[Part]:
        """The clips of a row that hold some of the text, in their order."""
        row = self._compared.rows[number]
        if self.side is Side.BOTH:
            return list(self._parts_of_both(row, self.span_of(number).start))
        own = [clip for clip in row.clips if self._has(clip)]
        return [Part(clip, self._span(clip).start, self._words(clip)) for clip in own]

    def _parts_of_both(self, row: CompareRow, at: int, spaces: bool = False) -> Iterator[Part]:
        """The clips of a row in one text; with `spaces` those between them too, at no point."""
        before: Clip | None = None
        for clip in row.clips:
            if before is not None and stands_for(self._compared, before, clip):
                at += 1
                if spaces:
                    yield Part(before, -1, " ")
            words = self._words(clip)
            yield Part(clip, at, words)
            at += len(words)
            before = clip

    def _words(self, clip: Clip) -> str:
        return "" if clip.breaks else self._compared.text_of(clip)

    # ---- in a cell, whose layout counts in UTF-16 units

    def unit_at(self, cell: Cell, number: int, point: int) -> int:
        """Where a point of a row stands in its layout."""
        found = 0
        for part, (_, start, end) in zip(self.parts(number), cell.clips, strict=True):
            if part.point > point:
                break
            found = min(end, start + units(part.text[: point - part.point]))
        return found

    def point_at(self, cell: Cell, number: int, unit: int) -> int:
        """The point at a place in the layout of a row."""
        found = self.span_of(number).start
        for part, (_, start, end) in zip(self.parts(number), cell.clips, strict=True):
            if start > unit:
                break
            found = part.point + Utf16(part.text).to_points(min(unit, end) - start) if part.text else part.point
        span = self.span_of(number)
        return min(max(found, span.start), span.end)

    # ---- what is chosen

    def word(self, point: int) -> Span:
        """The word at a point, or that it touches."""
        span = self.span_of(self.row_of(point))
        found = snap_to_words(self.text[span.start : span.end], Span(point - span.start, point - span.start))
        return Span(found.start + span.start, found.end + span.start)

    def paragraph(self, point: int) -> Span:
        """All of the row at a point."""
        return self.span_of(self.row_of(point))

    def bounds(self) -> Span:
        """All that is shown."""
        return Span(self._starts[0], self._ends[-1]) if self._numbers else Span(0, 0)

    def html(self, span: Span) -> str:
        """The words of a span as a quotation, and below it where they are from; what only one version has is told when
        both are in one text. All escaped."""
        paragraphs: list[str] = []
        for at in range(self._at(span.start), len(self._numbers)):
            if self._starts[at] >= span.end:
                break
            if words := "".join(self._marked_up(self._numbers[at], span)):
                paragraphs.append(f'<p dir="auto">{words}</p>')
        return f"<blockquote>{''.join(paragraphs)}</blockquote>{source_line(self.article)}"

    def _marked_up(self, number: int, span: Span) -> Iterator[str]:
        last = -1
        for part in self.parts(number):
            words = part.text[max(0, span.start - part.point) : max(0, span.end - part.point)]
            if not words:
                continue
            if self.side is Side.BOTH and 0 <= last < part.point:
                yield " "
            tag = _TAGS.get(part.clip.kind) if self.side is Side.BOTH else None
            yield f"<{tag}>{escape(words)}</{tag}>" if tag else escape(words)
            last = part.point + len(part.text)

    @property
    def article(self) -> Article:
        """Where the words are from; both in one text are told as from the newer."""
        return self._compared.old if self.side is Side.OLD else self._compared.new
