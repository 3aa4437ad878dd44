"""The article on paper: its marks numbered where they end, and a note for each claim after the text."""

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPainter,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)

from annotator.domain.model import Block, BlockKind, Inline, InlineKind, Mark
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.marks import reading_order
from annotator.gui.reader.sheet import Sheet
from annotator.gui.reader.shown import shown
from annotator.gui.reader.typography import SERIFS

_POINTS = 10.5
_SIZES = {1: 1.6, 2: 1.3, 3: 1.12}
"""Sizes of headings by level."""
_GROUND = 26
"""How opaque (of 255) the ground of a mark is on paper."""
_FOOT = 2.4
"""Room for the foot of a page, in lines."""
_INDENT = 22.0
"""Pixels at 96 to the inch."""
_MARGIN = 15.0
"""Millimetres of white on each side of a page at the least."""


class Printout:
    """An article, its marks and what is said of its claims, as a document that is painted page by page. `notes` holds
    the rationale of a claim's verdict where it is known. The time it takes grows with the length of the article."""

    def __init__(self, sheet: Sheet, inks: Inks, notes: Mapping[str, str]) -> None:
        self._sheet, self._article, self._inks, self._notes = sheet, sheet.article, inks, notes
        self._marks = sorted(sheet.marks, key=reading_order)
        self.numbers: dict[str, int] = {}
        """Claims by their place in the text, from 1."""
        for mark in self._marks:
            self.numbers.setdefault(mark.claim, len(self.numbers) + 1)
        self.font = QFont(list(SERIFS))
        self.font.setPointSizeF(_POINTS)
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(0)
        self.document.setDefaultFont(self.font)
        self.document.setIndentWidth(_INDENT)
        self._cursor = QTextCursor(self.document)
        self._begun = False
        """Whether the cursor's block has something in it."""
        self._write()

    # ---- pages

    def paint(self, device: QPagedPaintDevice, pages: tuple[int, int] | None = None) -> int:
        """Paint all pages, or those from one up to another (counted from 1), and return how many there are."""
        now = device.pageLayout().margins(QPageLayout.Unit.Millimeter)
        sides = (max(_MARGIN, side) for side in (now.left(), now.top(), now.right(), now.bottom()))
        device.setPageMargins(QMarginsF(*sides), QPageLayout.Unit.Millimeter)
        painter = QPainter(device)
        try:
            return self._paint(painter, device, pages)
        finally:
            painter.end()

    def _paint(self, painter: QPainter, device: QPagedPaintDevice, pages: tuple[int, int] | None) -> int:
        layout = self.document.documentLayout()
        layout.setPaintDevice(device)
        foot = QFontMetricsF(self.font, device).height() * _FOOT
        width, height = float(device.width()), device.height() - foot
        self.document.setPageSize(QRectF(0, 0, width, height).size())
        count = self.document.pageCount()
        first, last = pages or (1, count)
        for page in range(max(1, first), min(count, last) + 1):
            if page > max(1, first):
                device.newPage()
            view = QRectF(0, (page - 1) * height, width, height)
            painter.save()
            painter.translate(0, -view.top())
            painter.setClipRect(view)
            context = QAbstractTextDocumentLayout.PaintContext()
            context.clip = view
            palette = QPalette(context.palette)
            palette.setColor(QPalette.ColorRole.Text, self._inks.colour("text"))
            context.palette = palette
            layout.draw(painter, context)
            painter.restore()
            self._foot(painter, QRectF(0, height, width, foot), f"{page} / {count}")
        return count

    def _foot(self, painter: QPainter, box: QRectF, told: str) -> None:
        painter.setFont(self._sized(0.8))
        painter.setPen(self._inks.colour("text-dim"))
        metrics = QFontMetricsF(painter.font(), painter.device())
        down = Qt.AlignmentFlag.AlignBottom
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | down, told)
        room = box.width() - metrics.horizontalAdvance(told) * 2
        title = metrics.elidedText(" ".join(self._article.title.split()), Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | down | Qt.TextFlag.TextSingleLine, title)

    # ---- the text

    def _write(self) -> None:
        blocks = self._article.blocks or (Block(0, len(self._article.text), BlockKind.PARAGRAPH),)
        cursor = self._cursor
        cursor.beginEditBlock()
        self._head(blocks[0])
        for block in blocks:
            if block.kind is BlockKind.FURNITURE and not self._sheet.marks.overlapping(block.start, block.end):
                continue
            if block.kind is BlockKind.TABLE:
                self._table(block)
            else:
                how = _char_format(block, self)
                self._begin(_block_format(block), how)
                if bullet := self._sheet.bullet(self._sheet.positions.row_of(block.start)):
                    self._cursor.insertText(f"{bullet}\u2002", self._plain(token="text-dim"))
                self._words(block.start, block.end, block, how)
        self._write_notes()
        cursor.endEditBlock()

    def _begin(self, block: QTextBlockFormat, characters: QTextCharFormat) -> None:
        if self._begun:
            self._cursor.insertBlock(block)
        else:
            self._cursor.setBlockFormat(block)
        self._begun = True
        self._cursor.setCharFormat(characters)
        self._cursor.setBlockCharFormat(characters)

    def _head(self, first: Block) -> None:
        """Title and where the article is from, unless the article itself begins with its title."""
        article = self._article
        words = " ".join(article.text[first.start : first.end].split())
        if article.title.strip() and words != " ".join(article.title.split()):
            self._begin(_spaced(0, 4), self._plain(size=_SIZES[1], bold=True))
            self._cursor.insertText(shown(article.title))
        told = [w for w in (article.byline, article.publisher, article.published[:10], article.url) if w.strip()]
        if told:
            self._begin(_spaced(0, 14), self._plain(size=0.85, token="text-dim"))
            self._cursor.insertText(shown(" · ".join(told)))

    def _words(self, start: int, end: int, block: Block, base: QTextCharFormat) -> None:
        """Insert a stretch of the article, cut wherever a mark or an emphasis begins or ends."""
        marks = self._sheet.marks.overlapping(start, end)
        inlines = [i for i in block.inlines if i.start < end and i.end > start]
        ends = [(mark.start, mark.end) for mark in marks] + [(inline.start, inline.end) for inline in inlines]
        edges = {edge for pair in ends for edge in pair if start < edge < end}
        for low, high in pairwise(sorted({start, end} | edges)):
            here = [mark for mark in marks if mark.start <= low and mark.end >= high]
            how = self._emphasised(base, [i for i in inlines if i.start <= low and i.end >= high])
            self._cursor.insertText(shown(self._article.text[low:high]), self._marked(how, here))
            for mark in marks:
                if mark.end == high:
                    self._number(mark)

    def _marked(self, how: QTextCharFormat, marks: list[Mark]) -> QTextCharFormat:
        """The innermost mark gives the ground and the line."""
        if marks:
            tone = self._inks.tone(min(marks, key=lambda mark: (mark.end - mark.start, mark.mention)))
            how.setBackground(self._inks.colour(tone.token, _GROUND))
            how.setUnderlineStyle(_UNDERLINES.get(tone.line, QTextCharFormat.UnderlineStyle.SingleUnderline))
            how.setUnderlineColor(self._inks.colour(tone.token))
        return how

    def _number(self, mark: Mark) -> None:
        tone = self._inks.tone(mark)
        how = self._plain(bold=True, token=tone.token)
        how.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        self._cursor.insertText(f"\u2009{self.numbers[mark.claim]}{tone.sign}", how)

    def _emphasised(self, base: QTextCharFormat, inlines: list[Inline]) -> QTextCharFormat:
        how = QTextCharFormat(base)
        for inline in inlines:
            if inline.kind is InlineKind.STRONG:
                how.setFontWeight(QFont.Weight.Bold)
            elif inline.kind is InlineKind.EMPHASIS:
                how.setFontItalic(True)
            elif inline.kind is InlineKind.CODE:
                how.setFontFamilies(["DejaVu Sans Mono", "Menlo", "Consolas", "monospace"])
        return how

    def _table(self, block: Block) -> None:
        lines = self._article.text[block.start : block.end].split("\n")
        form = QTextTableFormat()
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorder(1)
        form.setBorderCollapse(True)
        form.setBorderBrush(self._inks.brush("line"))
        form.setCellPadding(3)
        form.setTopMargin(4)
        form.setBottomMargin(10)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table = self._cursor.insertTable(len(lines), max(line.count("\t") for line in lines) + 1, form)
        at = block.start
        for row, line in enumerate(lines):
            for column, cell in enumerate(line.split("\t")):
                self._cursor = table.cellAt(row, column).firstCursorPosition()
                self._words(at, at + len(cell), block, self._plain(size=0.88))
                at += len(cell) + 1
        self._cursor = self.document.rootFrame().lastCursorPosition()
        self._begun = False

    # ---- the notes

    def _write_notes(self) -> None:
        if not self._marks:
            return
        head = _spaced(22, 6)
        head.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_Auto)
        self._begin(head, self._plain(size=_SIZES[2], bold=True))
        self._cursor.insertText("Notes")
        first = {mark.claim: mark for mark in reversed(self._marks)}
        for claim, number in self.numbers.items():
            self._note(number, first[claim])

    def _note(self, number: int, mark: Mark) -> None:
        tone = self._inks.tone(mark)
        self._begin(_spaced(5, 1), self._plain())
        self._cursor.insertText(f"{number}\u2003{tone.sign} {tone.label}", self._plain(bold=True, token=tone.token))
        self._cursor.insertText(f"\u2003{shown(mark.statement)}", self._plain())
        rationale = self._notes.get(mark.claim, "").strip()
        if rationale:
            self._begin(_spaced(0, 3, 1), self._plain(size=0.92, token="text-dim"))
            self._cursor.insertText(shown(rationale))

    # ---- formats

    def _plain(self, size: float = 1.0, bold: bool = False, token: str = "text") -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(self._sized(size))
        made.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        made.setForeground(self._inks.brush(token))
        return made

    def heading(self, level: int) -> QTextCharFormat:
        return self._plain(_SIZES.get(level, 1.0), bold=True)

    def body(self, size: float = 1.0, token: str = "text") -> QTextCharFormat:
        return self._plain(size, token=token)

    def _sized(self, size: float) -> QFont:
        font = QFont(self.font)
        font.setPointSizeF(_POINTS * size)
        return font


_UNDERLINES = {
    Qt.PenStyle.DotLine: QTextCharFormat.UnderlineStyle.DotLine,
    Qt.PenStyle.DashLine: QTextCharFormat.UnderlineStyle.DashUnderline,
}


def _block_format(block: Block) -> QTextBlockFormat:
    if block.kind is BlockKind.HEADING:
        made = _spaced(12, 5)
        made.setNonBreakableLines(True)
        return made
    depth = max(1, min(block.level, 6)) if block.kind is BlockKind.ITEM else 0
    return _spaced(0, 4 if depth else 9, depth or int(block.kind is BlockKind.QUOTATION))


def _char_format(block: Block, of: Printout) -> QTextCharFormat:
    if block.kind is BlockKind.HEADING:
        return of.heading(block.level)
    if block.kind in (BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.FURNITURE):
        return of.body(0.88, "text-dim")
    made = of.body()
    made.setFontItalic(block.kind is BlockKind.QUOTATION)
    return made


def _spaced(above: float, below: float, indent: int = 0) -> QTextBlockFormat:
    """Spaces in pixels at 96 to the inch, which Qt scales to the paper; `indent` in steps."""
    made = QTextBlockFormat()
    made.setTopMargin(above)
    made.setBottomMargin(below)
    made.setIndent(indent)
    made.setLineHeight(128, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return made
