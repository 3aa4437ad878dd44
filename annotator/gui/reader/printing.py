"""The article on paper: its marks numbered where they end, and a note for each claim after the text."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from heapq import heappop, heappush
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPagedPaintDevice, QPainter, QTextCharFormat

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, Inline, InlineKind, Mark
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.paper import Face, Pages, Paper, Strip, Words, cells, gap, paragraph
from annotator.gui.reader.rows import LONGEST, Row
from annotator.gui.reader.sheet import Sheet
from annotator.gui.reader.shown import shown
from annotator.gui.reader.typography import SERIFS

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_POINTS = 10.5
_SIZES = {1: 1.6, 2: 1.3, 3: 1.12}
"""Sizes of headings by level."""
_SMALL = 0.88
_GROUND = 26
"""How opaque (of 255) the ground of a mark is on paper."""
_INDENT = 16.0
_PAD = 3.0
"""Points: of one step of indent, and between the words of a cell and its edge."""
_COLUMNS = 32
"""Columns of a table that are set apart; the cells beyond share the last one."""
_WIDEST = 40
"""Letters by which a column grows in share of the page, at the most."""

_SHOWN = 300
"""Code points of the title at the foot of a page, at the most."""
_MOST_KEPT = 1000
"""Strips that are kept laid out."""

Steps = Generator[tuple[int, int], None, None]
"""Work in small steps: each tells how much is done, of how much."""
_WHOLE = 1000


class Printout:
    """An article as it is now, its marks and what is said of its claims, on pages. `notes` holds the rationale of a
    claim's verdict where it is known. It is laid out before it is painted."""

    def __init__(self, sheet: Sheet, inks: Inks, notes: Mapping[str, str], paper: Paper) -> None:
        self._sheet, self._article, self._inks, self._notes = sheet, sheet.article, inks, notes
        self._marks = sheet.marks.copied()
        self.paper = paper
        self.numbers: dict[str, int] = {}
        """Claims by their place in the text, from 1; complete once all is laid out."""
        self._firsts: list[Mark] = []
        self._strips: list[Callable[[], Strip]] = []
        self._kept: dict[int, Strip] = {}
        self._faces: dict[float, Face] = {}
        self._formats: dict[tuple[float, bool, str], QTextCharFormat] = {}
        self._pages = Pages(paper.height)
        self._finished = False

    # ---- pages

    @property
    def pages(self) -> int:
        """How many pages there are, or how many of them are full so far."""
        return len(self._pages.starts) - (not self._finished)

    @property
    def finished(self) -> bool:
        """Whether all pages are laid out."""
        return self._finished

    def lay(self) -> Steps:
        """Find out what goes on which page. Of a long article only the first strips are kept; the others are made anew
        when they are painted."""
        length, half = max(1, len(self._article.text)), _WHOLE // 2
        for done, make in self._all():
            self._strips.append(make)
            strip = make()
            self._pages.put(strip)
            if len(self._kept) < _MOST_KEPT:
                self._kept[len(self._strips) - 1] = strip
            yield half * done // length, _WHOLE
        self._finished = True

    def paint_page(self, painter: QPainter, page: int) -> None:
        """Paint a page (from 1) that has been laid out."""
        y = below = 0.0
        for number, start, end in self._pages.parts(page):
            strip = self._kept.get(number) or self._strips[number]()
            y += gap(y, below, strip)
            end = strip.height if end is None else end
            strip.paint(painter, y, start, end, self.paper.width)
            y, below = y + end - start, strip.below
        told = f"{page} / {self.pages}" if self._finished else str(page)
        self._foot(painter, QRectF(0, self.paper.height, self.paper.width, self.paper.foot), told)

    def print(self, device: QPagedPaintDevice, pages: tuple[int, int] | None = None) -> Steps:
        """Lay out and paint all pages, or those from one up to another (counted from 1). A printer is told to forget
        what was painted where the work ends before its time. Raises AnnotatorError where nothing can be painted."""
        yield from self.lay()
        first, last = pages or (1, self.pages)
        wanted = range(max(1, first), min(self.pages, last) + 1)
        painter = QPainter()
        if not painter.begin(device):
            raise AnnotatorError("The pages cannot be printed.", "Check the printer, or where the file is to be.")
        try:
            for page in wanted:
                if page > wanted[0]:
                    device.newPage()
                self.paint_page(painter, page)
                yield _WHOLE // 2 + _WHOLE // 2 * (page - wanted[0] + 1) // len(wanted), _WHOLE
        except BaseException:
            if hasattr(device, "abort"):
                device.abort()
            raise
        finally:
            painter.end()

    def print_to(self, printer: "QPrinter") -> Steps:
        """The same on a printer, as many pages as its dialog was asked for. Where it writes a file, that is there when
        it is whole, and one of that name is left alone till then."""
        some = printer.printRange() is printer.PrintRange.PageRange
        pages = (printer.fromPage(), printer.toPage()) if some else None
        if not printer.outputFileName():
            yield from self.print(printer, pages)
            return
        target = Path(printer.outputFileName())
        part = target.with_name(f".{target.name}.part")
        printer.setOutputFileName(str(part))
        try:
            yield from self.print(printer, pages)
            part.replace(target)
        finally:
            printer.setOutputFileName(str(target))
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def _foot(self, painter: QPainter, box: QRectF, told: str) -> None:
        font, down = self._face(0.8).font, box.bottom()
        painter.setFont(font)
        painter.setPen(self._inks.colour("text-dim"))
        metrics = QFontMetricsF(font)
        painter.drawText(QPointF(box.right() - metrics.horizontalAdvance(told), down), told)
        room = box.width() - metrics.horizontalAdvance(told) * 2
        title = " ".join(shown(self._article.title[:_SHOWN]).split())
        painter.drawText(QPointF(box.left(), down), metrics.elidedText(title, Qt.TextElideMode.ElideRight, room))

    # ---- the text

    def _all(self) -> Iterator[tuple[int, Callable[[], Strip]]]:
        """How to make each strip, in order, with the place of the text that it comes to."""
        rows, at = self._sheet.rows, 0
        for made in self._head(next((row for row in rows if row.kind is not BlockKind.FURNITURE), rows[0])):
            yield 0, made
        for index, row in enumerate(rows):
            for mark in self._marks.starting(at, row.end):
                if mark.claim not in self.numbers:
                    self.numbers[mark.claim] = len(self.numbers) + 1
                    self._firsts.append(mark)
            at = max(at, row.end)
            aside = row.kind is BlockKind.FURNITURE and not self._marks.overlapping(row.start, row.end)
            if row.label or aside:
                continue
            for made in self._lines(row) if row.kind is BlockKind.TABLE else (partial(self._row, index),):
                yield at, made
        yield from ((at, made) for made in self._said())

    def _head(self, first: Row) -> Iterator[Callable[[], Strip]]:
        """Title and where the article is from, unless the article itself begins with its title."""
        article = self._article
        words = " ".join(article.text[first.start : first.end].split())
        if article.title.strip() and words != " ".join(article.title.split()):
            yield partial(self._plainly, shown(article.title), _SIZES[1], (0, 4), bold=True)
        told = [w for w in (article.byline, article.publisher, article.published[:10], article.url) if w.strip()]
        if told:
            yield partial(self._plainly, shown(" · ".join(told)), 0.85, (0, 14), token="text-dim")

    def _row(self, index: int) -> Strip:
        row = self._sheet.rows[index]
        size, how = self._base(row)
        words = Words()
        if bullet := self._sheet.bullet(index):
            words.add(f"{bullet}\u2002", self._format(token="text-dim"))
        self._fill(words, row.start, row.end, row, how)
        above, below, steps = _air(row)
        air = (above if row.first else 0, below if row.last else 0)
        made = self._strip(words, size, air, steps)
        made.keep = made.breaks[0] * 2 if row.kind is BlockKind.HEADING else 0.0
        return made

    def _base(self, row: Row) -> tuple[float, QTextCharFormat]:
        """The size of a row's words, and how they look."""
        if row.kind is BlockKind.HEADING:
            return _SIZES.get(row.level, 1.0), self._format(_SIZES.get(row.level, 1.0), bold=True)
        if row.kind in (BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.FURNITURE):
            return _SMALL, self._format(_SMALL, token="text-dim")
        made = self._format()
        made.setFontItalic(row.kind is BlockKind.QUOTATION)
        return 1.0, made

    def _fill(self, words: Words, start: int, end: int, row: Row, base: QTextCharFormat) -> None:
        """Add a stretch of the article, cut wherever a mark or an emphasis begins or ends or a picture stood."""
        marks, blocks = self._marks.overlapping(start, end), self._article.blocks
        inside = blocks[row.block].inlines if blocks and row.block >= 0 else ()
        until = end if row.last or end < row.end else end - 1
        pictures = [one for one in inside if one.kind is InlineKind.IMAGE and start <= one.start <= until]
        inlines = [one for one in inside if one.kind is not InlineKind.IMAGE and one.start < end and one.end > start]
        ends = [(mark.start, mark.end) for mark in marks] + [(inline.start, inline.end) for inline in inlines]
        edges = {edge for pair in ends for edge in pair} | {picture.start for picture in pictures}
        closing: dict[int, list[Mark]] = {}
        for mark in marks:
            closing.setdefault(mark.end, []).append(mark)
        low, over = start, _Over(marks, inlines)
        for high in sorted({start, end} | {edge for edge in edges if start < edge < end}):
            if low < high:
                innermost, styles = over.at(low)
                how = self._marked(_emphasised(base, styles), innermost)
                words.add(shown(self._article.text[low:high]), how)
                for mark in closing.get(high, ()):
                    self._number(words, mark)
            for picture in pictures:
                if picture.start == high:
                    words.add(_told(picture), self._format(_SMALL, token="text-dim"))
            low = high

    def _marked(self, how: QTextCharFormat, mark: Mark | None) -> QTextCharFormat:
        """The innermost mark gives the ground and the line."""
        if mark is not None:
            tone = self._inks.tone(mark)
            how.setBackground(self._inks.colour(tone.token, _GROUND))
            how.setUnderlineStyle(_UNDERLINES.get(tone.line, QTextCharFormat.UnderlineStyle.SingleUnderline))
            how.setUnderlineColor(self._inks.colour(tone.token))
        return how

    def _number(self, words: Words, mark: Mark) -> None:
        """After a mark its claim's number; where the passage goes on in a further part, that it does so."""
        tone, head = self._inks.tone(mark), mark.continues or mark.mention
        goes_on = any(
            other.start > mark.start and other.continues == head for other in self._marks.of_claim(mark.claim)
        )
        how = self._format(bold=True, token=tone.token)
        how.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        words.add(f"\u2009{self.numbers[mark.claim]}{'…' if goes_on else tone.sign}", how)

    # ---- tables

    def _lines(self, row: Row) -> Iterator[Callable[[], Strip]]:
        """A strip for each line of a table; its columns share the page by their longest cells."""
        lines = self._article.text[row.start : row.end].removesuffix("\n").split("\n")
        wide = [0] * min(_COLUMNS, max(line.count("\t") for line in lines) + 1)
        for line in lines:
            for column, cell in enumerate(line.split("\t", _COLUMNS - 1)):
                wide[column] = max(wide[column], min(len(cell), _WIDEST))
        scale = self.paper.width / sum(letters + 3 for letters in wide)
        edges = [0.0, *accumulate((letters + 3) * scale for letters in wide)]
        at = row.start
        for number, line in enumerate(lines):
            yield partial(self._cells, row, at, line, edges, number == 0, number == len(lines) - 1)
            at += len(line) + 1

    def _cells(self, row: Row, at: int, line: str, edges: list[float], first: bool, last: bool) -> Strip:
        base, point = self._format(_SMALL), self.paper.point
        each = [Words() for _ in edges[1:]]
        for words, cell in zip(each, line.split("\t", _COLUMNS - 1), strict=False):
            self._fill(words, at, at + len(cell), row, base)
            at += len(cell) + 1
        made = cells(each, self._face(_SMALL), edges, _PAD * point, self._inks.pen("line", 0.75 * point))
        made.above, made.below = (3 * point if first and row.first else 0.0), (8 * point if last and row.last else 0.0)
        return made

    # ---- the notes

    def _said(self) -> Iterator[Callable[[], Strip]]:
        if self._firsts:
            yield partial(self._plainly, "Notes", _SIZES[2], (16, 5), bold=True, keep=True)
        for mark in self._firsts:
            first, *more = _portions(mark.statement)
            yield partial(self._note, mark, shown(first))
            for portion in more:
                yield partial(self._plainly, shown(portion), 1.0, (0, 1))
            for line in self._notes.get(mark.claim, "").split("\n"):
                for portion in _portions(line.strip()) if line.strip() else ():
                    yield partial(self._plainly, shown(portion), 0.92, (0, 2), token="text-dim", steps=1)

    def _note(self, mark: Mark, statement: str) -> Strip:
        tone = self._inks.tone(mark)
        words = Words().add(
            f"{self.numbers[mark.claim]}\u2003{tone.sign} {tone.label}", self._format(bold=True, token=tone.token)
        )
        return self._strip(words.add(f"\u2003{statement}", self._format()), 1.0, (4, 1))

    # ---- strips and formats

    def _plainly(
        self,
        text: str,
        size: float,
        air: tuple[float, float],
        bold: bool = False,
        token: str = "text",
        steps: int = 0,
        keep: bool = False,
    ) -> Strip:
        """A strip of text all in one look."""
        made = self._strip(Words().add(text, self._format(size, bold, token)), size, air, steps)
        made.keep = made.breaks[0] * 2 if keep else 0.0
        return made

    def _strip(self, words: Words, size: float, air: tuple[float, float], steps: int = 0) -> Strip:
        """`air` in points, `steps` of indent."""
        point = self.paper.point
        above, below = air
        indent = steps * _INDENT * point
        return paragraph(words, self._face(size), self.paper.width, indent, (above * point, below * point))

    def _format(self, size: float = 1.0, bold: bool = False, token: str = "text") -> QTextCharFormat:
        made = self._formats.get((size, bold, token))
        if made is None:
            made = self._formats[size, bold, token] = QTextCharFormat()
            made.setFont(self._face(size).font)
            made.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
            made.setForeground(self._inks.brush(token))
        return QTextCharFormat(made)

    def _face(self, size: float) -> Face:
        """The face of the text at a multiple of its size."""
        if size not in self._faces:
            font = QFont(list(SERIFS))
            font.setPixelSize(max(1, round(_POINTS * size * self.paper.point)))
            self._faces[size] = Face.of(font)
        return self._faces[size]


_UNDERLINES = {
    Qt.PenStyle.DotLine: QTextCharFormat.UnderlineStyle.DotLine,
    Qt.PenStyle.DashLine: QTextCharFormat.UnderlineStyle.DashUnderline,
}


class _Over:
    """What lies over a stretch of text, asked for from its start to its end; so the time it takes is that of what
    begins and ends, however many marks lie within each other."""

    def __init__(self, marks: Sequence[Mark], inlines: Sequence[Inline]) -> None:
        self._marks = sorted(marks, key=lambda mark: mark.start, reverse=True)
        self._inlines = sorted(inlines, key=lambda inline: inline.start, reverse=True)
        self._heap: list[tuple[int, str, Mark]] = []
        self._styles: list[Inline] = []

    def at(self, point: int) -> tuple[Mark | None, list[Inline]]:
        """The innermost mark and all emphasis at a point that is no less than the one before."""
        while self._marks and self._marks[-1].start <= point:
            mark = self._marks.pop()
            heappush(self._heap, (mark.end - mark.start, mark.mention, mark))
        while self._heap and self._heap[0][2].end <= point:
            heappop(self._heap)
        self._styles = [inline for inline in self._styles if inline.end > point]
        while self._inlines and self._inlines[-1].start <= point:
            self._styles.append(self._inlines.pop())
        return (self._heap[0][2] if self._heap else None), self._styles


def _portions(text: str) -> Iterator[str]:
    """A long line in portions of no more than a row of the article has, so that none takes long to lay out."""
    while len(text) > LONGEST:
        at = text.rfind(" ", LONGEST // 2, LONGEST) + 1 or LONGEST
        yield text[:at]
        text = text[at:]
    yield text


def _emphasised(base: QTextCharFormat, inlines: list[Inline]) -> QTextCharFormat:
    how = QTextCharFormat(base)
    for inline in inlines:
        if inline.kind is InlineKind.STRONG:
            how.setFontWeight(QFont.Weight.Bold)
        elif inline.kind is InlineKind.EMPHASIS:
            how.setFontItalic(True)
        elif inline.kind is InlineKind.CODE:
            how.setFontFamilies(["DejaVu Sans Mono", "Menlo", "Consolas", "monospace"])
    return how


def _told(picture: Inline) -> str:
    """What stands in place of a picture."""
    return f"[Picture: {shown(' '.join(picture.label.split()))}]" if picture.label.strip() else "[Picture]"


def _air(row: Row) -> tuple[float, float, int]:
    """Points above and below a row, and its steps of indent."""
    if row.kind is BlockKind.HEADING:
        return 9, 4, 0
    depth = max(1, min(row.level, 6)) if row.kind is BlockKind.ITEM else 0
    return 0, (3 if depth else 7), depth or int(row.kind is BlockKind.QUOTATION)
