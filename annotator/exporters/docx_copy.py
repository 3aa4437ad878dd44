"""The articles of an annotated copy as Word's paragraphs, lists and tables, with the edges of each claim in them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, groupby

from annotator.domain.model import Article, BlockKind, InlineKind
from annotator.exporters.docx_comments import closed, opened, signature
from annotator.exporters.docx_lists import Lists
from annotator.exporters.docx_margin import Margin, Note
from annotator.exporters.docx_package import Links
from annotator.exporters.docx_text import PAGE_WIDTH, Directions, Look, linked, paragraph, run, runs
from annotator.exporters.pace import Pace
from annotator.exporters.passages import Mark, Passage, Segment, rows
from annotator.exporters.wording import language_tag, long_date

_STYLES = {
    BlockKind.QUOTATION: "Quote",
    BlockKind.CAPTION: "Caption",
    BlockKind.CREDIT: "Credit",
    BlockKind.FURNITURE: "Furniture",
    BlockKind.ITEM: "ListParagraph",
}
_MOST_COLUMNS = 63
"""A table with more is damage to Word."""
_LONGEST_TAG = 35


class Copy:
    """Writes articles into one document. `furniture` counts the blocks left out as no part of any article, with nothing
    marked in them."""

    def __init__(self, margin: Margin, links: Links, lists: Lists) -> None:
        self._margin = margin
        self._links = links
        self._lists = lists
        self._ids = count(2 * len(margin.notes) + margin.answers)
        self._open: Note | None = None
        self._look = Look()
        self._into_rtl = False
        self._language = ""
        self.furniture = 0

    def article(self, article: Article, passages: Sequence[Passage], pace: Pace, new_page: bool) -> Iterator[str]:
        """One article, block by block, under its title where its text does not begin with that."""
        tag = language_tag(article.language)
        self._language = tag if len(tag) <= _LONGEST_TAG else ""
        opening = next((p for p in passages if p.block.kind is not BlockKind.FURNITURE), None)
        if opening is None or opening.text.strip() != article.title.strip():
            opening = None
            rtl = Directions(article.title).rtl
            style = "Title" if article.title else "AfterTable"
            yield paragraph(runs(article.title), style, rtl=rtl, new_page=new_page)
            yield from self._origin(article)
        elif new_page:
            yield paragraph("", "AfterTable", new_page=True)
        for kind, group in groupby(passages, key=lambda passage: passage.block.kind):
            members = list(group)
            numbers = self._lists.items(members) if kind is BlockKind.ITEM else None
            for member in pace.over(members):
                yield self._block(member, next(numbers) if numbers else None)
                if member is opening:
                    yield from self._origin(article)

    def _origin(self, article: Article) -> Iterator[str]:
        facts = [fact for fact in (article.byline, article.publisher, long_date(article.published)) if fact]
        if facts:
            yield paragraph(runs(" · ".join(facts)), "Origin")
        if article.url:
            yield paragraph(linked("", article.url, self._links), "Origin")

    def _block(self, passage: Passage, number: tuple[int, int] | None) -> str:
        kind = passage.block.kind
        if kind is BlockKind.FURNITURE and not passage.marked:
            self.furniture += 1
            return ""
        if kind is BlockKind.TABLE:
            table = list(rows(passage))
            if 1 <= max(map(len, table), default=0) <= _MOST_COLUMNS:
                return self._table(table)
        style = _STYLES.get(kind, "")
        if kind is BlockKind.HEADING:
            style = f"Heading{min(max(passage.block.level, 1), 6)}"
        return self._paragraph(passage.segments, style, number)

    def _table(self, table: list[list[list[Segment]]]) -> str:
        columns = max(map(len, table))
        width = PAGE_WIDTH // columns
        rtl = Directions("".join(s.text for row in table for cell in row for s in cell)).rtl
        grid = f'<w:gridCol w:w="{width}"/>' * columns
        made = []
        for row in table:
            cells = [self._paragraph([s for s in cell if not s.is_break], "TableText") for cell in row]
            cells += [paragraph("", "TableText")] * (columns - len(cells))
            inside = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{c}</w:tc>' for c in cells)
            made.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inside}</w:tr>")
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="ArticleTable"/>{"<w:bidiVisual/>" if rtl else ""}'
            f'<w:tblW w:w="{width * columns}" w:type="dxa"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(made)}'
            f"</w:tbl>{paragraph('', 'AfterTable')}"
        )

    def _paragraph(self, segments: Sequence[Segment], style: str, number: tuple[int, int] | None = None) -> str:
        directions = Directions("".join(segment.text for segment in segments))
        parts: list[str] = []
        place = 0
        self._into_rtl = directions.rtl
        for segment in segments:
            parts += [self._opened(mark, segment) for mark in segment.opens]
            parts.append(self._words(segment, directions, place))
            parts += self._closed(segment.closes)
            place += len(segment.text)
        change = self._open.change if self._open else None
        struck = f'<w:del w:id="{next(self._ids)}"{signature(change.author, change.at)}/>' if change else ""
        return paragraph("".join(parts), style, rtl=directions.rtl, number=number, end=struck)

    def _words(self, segment: Segment, directions: Directions, place: int) -> str:
        look = self._look_of(segment)
        relation = self._links.to(segment.href) if segment.href else ""
        pieces = "".join(
            run(segment.text[start - place : end - place], look, rtl, deleted=self._open is not None)
            for start, end, rtl in directions.split(place, place + len(segment.text))
        )
        change = self._open.change if self._open else None
        if change and pieces:
            pieces = f'<w:del w:id="{next(self._ids)}"{signature(change.author, change.at)}>{pieces}</w:del>'
        return f'<w:hyperlink r:id="{relation}" w:history="1">{pieces}</w:hyperlink>' if relation else pieces

    def _look_of(self, segment: Segment) -> Look:
        styles = segment.styles
        return Look(
            InlineKind.STRONG in styles,
            InlineKind.EMPHASIS in styles,
            InlineKind.CODE in styles,
            InlineKind.NOTE in styles,
            bool(segment.href and self._links.to(segment.href)),
            self._language,
        )

    def _opened(self, mark: Mark, segment: Segment) -> str:
        """The bookmark and the comment of a mark begin, and with them the change that it offers."""
        note = self._margin.placed[mark.number, mark.ordinal]
        if note.change:
            self._open, self._look = note, replace(self._look_of(segment), raised=False, link=False)
        return opened(note, self._margin)

    def _closed(self, marks: Sequence[Mark]) -> Iterator[str]:
        """New words stand right after the old ones, inside every mark that ends there."""
        notes = [self._margin.placed[mark.number, mark.ordinal] for mark in marks]
        if self._open in notes and self._open and self._open.change:
            change = self._open.change
            words = runs(change.words, self._look, self._into_rtl)
            yield f'<w:ins w:id="{next(self._ids)}"{signature(change.author, change.at)}>{words}</w:ins>'
            self._open = None
        yield from (closed(note, self._margin) for note in notes)
