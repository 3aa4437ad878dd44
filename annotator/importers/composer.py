"""Puts an article's text together from blocks, for the formats whose text does not stand ready in the file."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TypeVar

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Block, BlockKind, Inline, InlineKind
from annotator.domain.text import BOM, canonical

Mark = tuple[InlineKind, str]
"""A kind of inline, and the address of a link."""

BREAK = "\n"
"""A line break inside a block, as a run of its own."""

CELL = "\t"
"""What parts the cells of a table's row, as a run of its own."""

_SPACES = re.compile(r"[ \t\n\f\r]+")
_MOST_INLINES = 10_000
_MOST_BLOCKS = 250_000

_T = TypeVar("_T")

# Blocks of one list stand on lines below each other, others with an empty line between.
_CLOSE = (BlockKind.ITEM,)
_LEVELLED = (BlockKind.HEADING, BlockKind.ITEM)


@dataclass(frozen=True, slots=True)
class Point:
    """What stands at a place of the text and adds nothing to it: a picture, with its address ("" if it lies within the
    file) and its alternative text, or the name of the page or time that begins there."""

    href: str
    label: str
    kind: InlineKind = InlineKind.IMAGE


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words under the same marks; a `point` stands before them."""

    text: str
    marks: tuple[Mark, ...] = ()
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A block before it has its place: its runs, kind and level."""

    kind: BlockKind
    runs: tuple[Run, ...]
    level: int = 0

    @property
    def words(self) -> str:
        return "".join(run.text for run in self.runs)


def limited(passages: Iterable[_T]) -> Iterator[_T]:
    """The passages, or whatever becomes blocks. Raises AnnotatorError when they are more than an article can have."""
    for number, passage in enumerate(passages):
        if number >= _MOST_BLOCKS:
            raise AnnotatorError(
                f"The text has more than {_MOST_BLOCKS} paragraphs.", "Split it and add the part that you check."
            )
        yield passage


def compose(passages: Iterable[Passage]) -> tuple[str, tuple[Block, ...]]:
    """The text and blocks of passages in order; those without words are left out, and so are levels that mean nothing:
    a passage may have been judged to be of another kind than the file says. Points of a passage without words go to
    the start of the next one, after the last to its end; unnamed pictures in furniture are left out."""
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    last: BlockKind | None = None
    waiting: list[Run] = []
    for passage in limited(passages):
        if not passage.words.replace(BOM, "").strip():
            waiting += points_of(passage.runs)
            continue
        words, inlines = _laid_out(replace(passage, runs=(*waiting, *passage.runs)))
        waiting = []
        if not words:
            continue
        if parts:
            gap = "\n" if passage.kind in _CLOSE and last is passage.kind else "\n\n"
            parts.append(gap)
            length += len(gap)
        moved = tuple(replace(i, start=i.start + length, end=i.end + length) for i in inlines)
        level = passage.level if passage.kind in _LEVELLED else 0
        blocks.append(Block(length, length + len(words), passage.kind, level, moved))
        parts.append(words)
        length += len(words)
        last = passage.kind
    if blocks and waiting:
        blocks[-1] = _with_points_at_end(blocks[-1], waiting)
    return "".join(parts), tuple(blocks)


def points_of(runs: Iterable[Run]) -> list[Run]:
    """The points of some runs, without their words."""
    return [Run("", (), run.point) for run in runs if run.point]


def locator(label: str) -> Run:
    """Says that a page or a time of the original ("p. 12", "00:01:23") begins here."""
    return Run("", (), Point("", label, InlineKind.LOCATOR))


def _with_points_at_end(block: Block, runs: Iterable[Run]) -> Block:
    found = tuple(_inline(run.point, block.end) for run in runs if run.point and _is_told(run.point, block.kind))
    return replace(block, inlines=(*block.inlines, *found))


def _is_told(point: Point, kind: BlockKind) -> bool:
    return bool(point.label) or kind is not BlockKind.FURNITURE


def _inline(point: Point, at: int) -> Inline:
    return Inline(at, at, point.kind, point.href, point.label)


def spaced(text: str) -> str:
    """White space as a browser shows it: each stretch one space. No-break spaces stay."""
    return _SPACES.sub(" ", text)


def plain_run(text: str) -> tuple[Run, ...]:
    return (Run(text),) if text else ()


def _laid_out(passage: Passage) -> tuple[str, list[Inline]]:
    """The words of a passage without white space at its ends, and its inlines counted from its start."""
    words = ""
    parts: list[str] = []
    length = 0
    spans: dict[Mark, list[list[int]]] = {}
    points: list[tuple[int, Point]] = []
    for run in passage.runs:
        if run.point and _is_told(run.point, passage.kind):
            points.append((length, run.point))
        words = canonical(run.text).replace(BOM, "")
        tail = parts[-1] if parts else "\n"
        if words.startswith(" ") and tail.endswith((" ", BREAK, CELL)):
            words = words[1:]
        elif words.startswith((BREAK, CELL)) and tail.endswith(" "):
            parts[-1] = tail[:-1]
            length -= 1
        if not words:
            continue
        for mark in run.marks:
            known = spans.setdefault(mark, [])
            if known and known[-1][1] >= length:
                known[-1][1] = length + len(words)
            else:
                known.append([length, length + len(words)])
        parts.append(words)
        length += len(words)
    whole = "".join(parts)
    lead = len(whole) - len(whole.lstrip())
    words = whole.strip()
    inlines = [
        Inline(start, end, *mark) for mark, places in spans.items() for start, end in _trimmed(places, words, lead)
    ]
    inlines += [_inline(point, min(max(0, at - lead), len(words))) for at, point in points]
    return words, sorted(inlines, key=attrgetter("start", "end", "kind", "href", "label"))[:_MOST_INLINES]


def _trimmed(places: list[list[int]], words: str, lead: int) -> Iterable[tuple[int, int]]:
    for first, last in places:
        start, end = max(0, first - lead), max(0, min(last - lead, len(words)))
        while start < end and words[start].isspace():
            start += 1
        while end > start and words[end - 1].isspace():
            end -= 1
        if start < end:
            yield start, end
