"""Two compared texts row by row: a paragraph as it was and as it is, and the changes one can go to. No Qt here."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from annotator.domain.differences import Piece, PieceKind, differences
from annotator.domain.model import Article, Block, BlockKind, Progress, Span
from annotator.domain.text import trim
from annotator.gui.reader.rows import Row as ReaderRow
from annotator.gui.reader.typography import RowStyle, style_of

LONGEST = 3_000
"""Code points of the longest row: a longer paragraph is shown in several, cut at the same words in both texts."""
_NEAR = 2
"""Code points of white space between two pieces of one change at most."""
_BREAKS = re.compile(r"\n+")


class Clip(NamedTuple):
    """A piece, or the part of it that a row shows; `change` is the number of the change it belongs to, -1 for none.
    `breaks` says that it is the end of a paragraph that only one of the texts has."""

    kind: PieceKind
    old: Span
    new: Span
    change: int = -1
    breaks: bool = False


class CompareRow(NamedTuple):
    """What stands beside each other. `style` is how the paragraph is set."""

    clips: tuple[Clip, ...]
    style: RowStyle

    @property
    def changes(self) -> range:
        """The numbers of the changes in it."""
        found = [clip.change for clip in self.clips if clip.change >= 0]
        return range(found[0], found[-1] + 1) if found else range(0)


@dataclass(frozen=True, slots=True)
class Change:
    """Pieces that follow each other and differ; `old` and `new` are what they hold of each text, one may be empty.
    `moved` tells that the same words stand elsewhere in the other text."""

    old: Span
    new: Span
    row: int
    moved: bool = False

    @property
    def word(self) -> str:
        """What happened, in a word."""
        if self.moved:
            return "Moved here" if len(self.new) else "Moved away"
        return "Changed" if len(self.old) and len(self.new) else "Added" if len(self.new) else "Removed"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of an article, the older first, with the rows and the changes between them."""

    old: Article
    new: Article
    rows: tuple[CompareRow, ...]
    changes: tuple[Change, ...]

    def text_of(self, clip: Clip) -> str:
        """The words of a clip: those that were, when it holds such."""
        if clip.kind is PieceKind.ADDED:
            return self.new.text[clip.new.start : clip.new.end]
        return self.old.text[clip.old.start : clip.old.end]


def compare(old: Article, new: Article, progress: Progress | None = None) -> Compared:
    """Compare two versions; long work. Raises Cancelled by `progress`."""
    pieces = differences(old.text, new.text, progress)
    numbers, changes = _changes(pieces, old.text, new.text)
    setting = _Setting(old.blocks), _Setting(new.blocks)
    rows: list[CompareRow] = []
    first: dict[int, int] = {}
    for clips in _in_rows(pieces, numbers, old.text, new.text):
        for clip in clips:
            if clip.change >= 0:
                first.setdefault(clip.change, len(rows))
        rows.append(CompareRow(clips, _style(clips, setting)))
    placed = tuple(
        replace(change, old=_words(old.text, change.old), new=_words(new.text, change.new), row=first.get(number, 0))
        for number, change in enumerate(changes)
    )
    return Compared(old, new, tuple(rows), placed)


def _words(text: str, span: Span) -> Span:
    """A stretch without the white space at its ends; white space alone as it is."""
    words = trim(text, span)
    return words if len(words) else span


def _changes(pieces: Sequence[Piece], old: str, new: str) -> tuple[list[int], list[Change]]:
    """The number of the change that each piece belongs to, and the changes."""
    numbers: list[int] = []
    changes: list[Change] = []
    last = -2
    for at, piece in enumerate(pieces):
        text = new[piece.new.start : piece.new.end] or old[piece.old.start : piece.old.end]
        beside = bool(numbers) and numbers[-1] >= 0
        if piece.kind is PieceKind.SAME or (text.isspace() and (beside or "\n" not in text)):
            numbers.append(-1)
            continue
        between = pieces[last + 1 : at]
        near = last >= 0 and all(len(each.old) <= _NEAR and _is_space(old, each.old) for each in between)
        if near and changes and not piece.moved and not changes[-1].moved and not _ends_line(old, between):
            before = changes[-1]
            hull = replace(before, old=_joined(before.old, piece.old), new=_joined(before.new, piece.new))
            changes[-1] = hull
        else:
            changes.append(Change(piece.old, piece.new, 0, piece.moved is not None))
        numbers.append(len(changes) - 1)
        last = at
    return numbers, changes


def _is_space(text: str, span: Span) -> bool:
    return text[span.start : span.end].isspace()


def _ends_line(text: str, between: Sequence[Piece]) -> bool:
    return any("\n" in text[each.old.start : each.old.end] for each in between)


def _joined(one: Span, other: Span) -> Span:
    """The hull of two spans; one that is empty says only where."""
    if not len(one):
        return other if len(other) else one
    return Span(one.start, max(one.end, other.end)) if len(other) else one


def _in_rows(pieces: Sequence[Piece], numbers: Sequence[int], old: str, new: str) -> Iterator[tuple[Clip, ...]]:
    """The pieces cut at the ends of paragraphs, in either text, and where a row would grow too long."""
    row: list[Clip] = []
    length = 0
    for piece, number in zip(pieces, numbers, strict=True):
        text = (
            new[piece.new.start : piece.new.end]
            if piece.kind is PieceKind.ADDED
            else old[piece.old.start : piece.old.end]
        )
        at = 0
        for found in _BREAKS.finditer(text):
            for cut in _cuts(text, at, found.start(), length):
                row.append(_clip(piece, at, cut, number))
                if cut < found.start():
                    yield tuple(row)
                    row, length = [], 0
                at = cut
            if number >= 0 and text.isspace():
                row.append(_clip(piece, found.start(), found.end(), number)._replace(breaks=True))
            if row:
                yield tuple(row)
            row, length, at = [], 0, found.end()
        for cut in _cuts(text, at, len(text), length):
            row.append(_clip(piece, at, cut, number))
            length += cut - at
            if cut < len(text):
                yield tuple(row)
                row, length = [], 0
            at = cut
    if row:
        yield tuple(row)


def _cuts(text: str, start: int, end: int, length: int) -> Iterator[int]:
    """Where the stretch of a text is to be cut so that no row is too long, and its end; nothing for an empty one."""
    room = LONGEST - length
    while end - start > max(room, 1):
        limit = start + max(room, 1)
        space = text.rfind(" ", start, limit)
        start = space + 1 if space > start else limit
        yield start
        room = LONGEST
    if start < end:
        yield end


def _clip(piece: Piece, start: int, end: int, number: int) -> Clip:
    """The part of a piece from one point of its text to another."""
    old = Span(piece.old.start + start, piece.old.start + end) if len(piece.old) else piece.old
    new = Span(piece.new.start + start, piece.new.start + end) if len(piece.new) else piece.new
    return Clip(piece.kind, old, new, number)


class _Setting:
    """How the paragraphs of a text are set, by their places."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._starts = [block.start for block in blocks]
        self._known: dict[tuple[BlockKind, int], RowStyle] = {}

    def at(self, point: int) -> RowStyle:
        number = bisect_right(self._starts, point) - 1
        block = self._blocks[number] if 0 <= number < len(self._blocks) else None
        kind, level = (block.kind, block.level) if block else (BlockKind.PARAGRAPH, 0)
        if (kind, level) not in self._known:
            self._known[kind, level] = style_of(ReaderRow(0, 0, kind, level))
        return self._known[kind, level]


def _style(clips: Sequence[Clip], settings: tuple[_Setting, _Setting]) -> RowStyle:
    """The style of a row: that of the new text, where it has some of it."""
    for clip in clips:
        if len(clip.new):
            return settings[1].at(clip.new.start)
    return settings[0].at(clips[0].old.start)
