"""Cuts an article's text where claims and emphasis begin and end, for the formats that show the text itself.

One sweep over the article, O((mentions + blocks + inlines) · log): nothing here looks at the text once per claim.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise, zip_longest

from annotator.domain.model import Article, Block, BlockKind, Inline, InlineKind, Mention, MentionState
from annotator.domain.report import Report

_CELL_BREAK = re.compile(r"[\t\n]")
_PARAGRAPH = re.compile(r"^[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One mention in the text: `number` is its claim's, `ordinal` counts the mentions of that claim from 1."""

    start: int
    end: int
    number: int
    ordinal: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one block in which nothing changes. `claim` is the innermost mark over it; `opens` and `closes` are
    the marks whose first or last visible segment this is. `is_break`: a tab or line end between two cells of a table,
    which nothing marks. `picture`: an image stood here; such a segment has no text and no marks. `text` joins up,
    segment by segment, to the block's text."""

    text: str
    claim: Mark | None
    opens: tuple[Mark, ...]
    closes: tuple[Mark, ...]
    styles: frozenset[InlineKind]
    href: str
    is_break: bool = False
    picture: Inline | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A block with its segments; `bullet` is the visible text between the block before and this one."""

    block: Block
    bullet: str
    segments: tuple[Segment, ...]

    @property
    def marked(self) -> bool:
        return any(segment.claim for segment in self.segments)

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)


def is_placed(mention: Mention, articles: dict[str, Article]) -> bool:
    """Whether the article is told of here and still has the mention's words at its span."""
    article = articles.get(mention.article)
    span = mention.span
    return (
        article is not None
        and mention.state is not MentionState.GONE
        and span.start < span.end
        and article.text[span.start : span.end] == mention.selector.exact
    )


def marks_by_article(report: Report) -> dict[str, list[Mark]]:
    """The mentions that can be shown in each article, by its id."""
    articles = {article.id: article for article in report.articles}
    found: dict[str, list[Mark]] = {article.id: [] for article in report.articles}
    for number, claim in enumerate(report.claims, 1):
        for ordinal, mention in enumerate(claim.mentions, 1):
            if is_placed(mention, articles):
                found[mention.article].append(Mark(mention.span.start, mention.span.end, number, ordinal))
    return found


def passages(article: Article, marks: Iterable[Mark]) -> list[Passage]:
    """The article's blocks, each cut into segments; an article without blocks has those that blank lines make."""
    blocks = article.blocks or tuple(
        Block(*found.span(), BlockKind.PARAGRAPH) for found in _PARAGRAPH.finditer(article.text)
    )
    marks = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.number, mark.ordinal))
    cuts = _cuts(article.text, blocks, marks)
    bounds = [pair for inside in cuts for pair in pairwise(inside)]
    breaks = {pair for block in blocks for pair in _cell_breaks(article.text, block)}
    layers = _Layers([pair for pair in bounds if pair not in breaks], marks, blocks)
    segments = layers.segments(article.text)
    found, before = [], 0
    for block, inside in zip(blocks, cuts, strict=True):
        own = (
            Segment(article.text[pair[0]], None, (), (), frozenset(), "", True) if pair in breaks else next(segments)
            for pair in pairwise(inside)
        )
        whole = tuple(_with_pictures(block, inside, own))
        found.append(Passage(block, article.text[before : block.start].strip(), whole))
        before = block.end
    return found


def _with_pictures(block: Block, cuts: Sequence[int], segments: Iterable[Segment]) -> Iterator[Segment]:
    """The segments of a block, which begin at its cuts, with the pictures between them."""
    pictures: dict[int, list[Inline]] = {}
    for inline in block.inlines:
        if inline.kind is InlineKind.IMAGE:
            pictures.setdefault(inline.start, []).append(inline)
    if not pictures:
        yield from segments
        return
    for start, segment in zip_longest(cuts, segments):
        for inline in pictures.get(start, ()):
            yield Segment("", None, (), (), frozenset(), "", picture=inline)
        if segment:
            yield segment


def without_title(blocks: list[Passage], title: str) -> list[Passage]:
    """The blocks less a first heading, furniture aside, that only repeats the article's title and carries no claim."""
    at = next((n for n, passage in enumerate(blocks) if passage.block.kind is not BlockKind.FURNITURE), None)
    if at is None or blocks[at].marked or blocks[at].block.kind is not BlockKind.HEADING:
        return blocks
    return blocks[:at] + blocks[at + 1 :] if blocks[at].text.strip() == title.strip() else blocks


def depths(items: Sequence[Passage]) -> list[int]:
    """How deep each item of a list is, made even: the first at 1, none more than one deeper than the one before."""
    found: list[int] = []
    for item in items:
        deepest = found[-1] + 1 if found else 1
        found.append(min(max(item.block.level, 1), deepest))
    return found


def rows(passage: Passage) -> Iterator[list[list[Segment]]]:
    """The cells of each line of a table; the tab or line end that closes a cell is its last segment."""
    row: list[list[Segment]] = [[]]
    for segment in passage.segments:
        row[-1].append(segment)
        if segment.is_break and segment.text == "\t":
            row.append([])
        elif segment.is_break:
            yield row
            row = [[]]
    if row != [[]]:
        yield row


def _cell_breaks(text: str, block: Block) -> list[tuple[int, int]]:
    if block.kind is not BlockKind.TABLE:
        return []
    return [found.span() for found in _CELL_BREAK.finditer(text, block.start, block.end)]


def _cuts(text: str, blocks: Sequence[Block], marks: Sequence[Mark]) -> list[list[int]]:
    """For each block the sorted places, its ends included, at which one segment gives way to the next."""
    edges = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
    found = []
    for block in blocks:
        inside = {block.start, block.end}
        inside.update(edges[bisect_left(edges, block.start) : bisect_right(edges, block.end)])
        for inline in block.inlines:
            inside.update(edge for edge in (inline.start, inline.end) if block.start < edge < block.end)
        inside.update(edge for cell_break in _cell_breaks(text, block) for edge in cell_break)
        found.append(sorted(inside))
    return found


class _Layers:
    """What lies over each segment. `bounds` are the segments' starts and ends, in order."""

    def __init__(self, bounds: list[tuple[int, int]], marks: Sequence[Mark], blocks: Sequence[Block]) -> None:
        self._bounds = bounds
        self._starts = [start for start, _ in bounds]
        self._ends = [end for _, end in bounds]
        self._opens: dict[int, list[tuple[Mark, int]]] = {}
        self._closes: dict[int, list[Mark]] = {}
        self._styles: dict[int, set[InlineKind]] = {}
        self._hrefs: dict[int, str] = {}
        for mark in marks:
            first, last = self._covered(mark.start, mark.end)
            if first <= last:
                self._opens.setdefault(first, []).append((mark, last))
                self._closes.setdefault(last, []).append(mark)
        self._lay_inlines([inline for block in blocks for inline in block.inlines])

    def segments(self, text: str) -> Iterator[Segment]:
        over: list[tuple[int, int, Mark, int]] = []
        for index, (start, end) in enumerate(self._bounds):
            opening = self._opens.get(index, ())
            for mark, last in opening:
                heappush(over, (mark.end - mark.start, mark.number, mark, last))
            while over and over[0][3] < index:
                heappop(over)
            yield Segment(
                text[start:end],
                over[0][2] if over else None,
                tuple(mark for mark, _ in opening),
                tuple(reversed(self._closes.get(index, ()))),
                frozenset(self._styles.get(index, ())),
                self._hrefs.get(index, ""),
            )

    def _covered(self, start: int, end: int) -> tuple[int, int]:
        """The first and last segment that share text with start:end; the first is beyond the last when none does."""
        return bisect_right(self._ends, start), bisect_left(self._starts, end) - 1

    def _lay_inlines(self, inlines: Sequence[Inline]) -> None:
        """Each kind is laid over a segment once, however deep a hostile page nests it."""
        reached = dict.fromkeys(InlineKind, -1)
        told = (inline for inline in inlines if inline.kind is not InlineKind.IMAGE)
        for inline in sorted(told, key=lambda inline: (inline.start, inline.end)):
            first, last = self._covered(inline.start, inline.end)
            for index in range(max(first, reached[inline.kind] + 1), last + 1):
                self._styles.setdefault(index, set()).add(inline.kind)
                if inline.kind is InlineKind.LINK:
                    self._hrefs[index] = inline.href
            reached[inline.kind] = max(reached[inline.kind], last)
