"""Puts an article's text together from blocks, for the formats whose text does not stand ready in the file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import attrgetter

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

# Blocks of one list stand on lines below each other, others with an empty line between.
_CLOSE = (BlockKind.ITEM,)
_LEVELLED = (BlockKind.HEADING, BlockKind.ITEM)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of the file: its address, "" if it lies within the file, and its alternative text."""

    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words under the same marks; a `picture` stands before them."""

    text: str
    marks: tuple[Mark, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A block before it has its place: its runs, kind and level."""

    kind: BlockKind
    runs: tuple[Run, ...]
    level: int = 0

    @property
    def words(self) -> str:
        return "".join(run.text for run in self.runs)


def compose(passages: Iterable[Passage]) -> tuple[str, tuple[Block, ...]]:
    """The text and blocks of passages in order; those without words are left out, and so are levels that mean nothing:
    a passage may have been judged to be of another kind than the file says. Pictures of a passage without words go to
    the start of the next one, after the last to its end; unnamed ones in furniture are left out."""
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    last: BlockKind | None = None
    waiting: list[Run] = []
    for passage in passages:
        if not passage.words.replace(BOM, "").strip():
            waiting += pictures_of(passage.runs)
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
        blocks[-1] = _with_pictures_at_end(blocks[-1], waiting)
    return "".join(parts), tuple(blocks)


def pictures_of(runs: Iterable[Run]) -> list[Run]:
    """The pictures of some runs, without their words."""
    return [Run("", (), run.picture) for run in runs if run.picture]


def _with_pictures_at_end(block: Block, runs: Iterable[Run]) -> Block:
    found = tuple(_inline(run.picture, block.end) for run in runs if run.picture and _is_told(run.picture, block.kind))
    return replace(block, inlines=(*block.inlines, *found))


def _is_told(picture: Picture, kind: BlockKind) -> bool:
    return bool(picture.label) or kind is not BlockKind.FURNITURE


def _inline(picture: Picture, at: int) -> Inline:
    return Inline(at, at, InlineKind.IMAGE, picture.href, picture.label)


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
    pictures: list[tuple[int, Picture]] = []
    for run in passage.runs:
        if run.picture and _is_told(run.picture, passage.kind):
            pictures.append((length, run.picture))
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
    inlines += [_inline(picture, min(max(0, at - lead), len(words))) for at, picture in pictures]
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
