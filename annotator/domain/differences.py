"""Two texts told as one row of pieces, off which either can be read exactly: what both have, what only one has."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.anchoring_align import align
from annotator.domain.anchoring_inside import Inside, inside
from annotator.domain.anchoring_pairs import Alignment, Pairing
from annotator.domain.anchoring_sentences import Sentence
from annotator.domain.model import Progress, Span

_Move = tuple[Span, Span]
"""Where a sentence that moved stands in the one text, and in the other."""


class PieceKind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of both texts, or of one: the other's span is empty then, at the place where it would stand (code
    points). Of what `moved`, that is the span of the same sentence in the other text."""

    kind: PieceKind
    old: Span
    new: Span
    moved: Span | None = None


def differences(old: str, new: str, progress: Progress | None = None) -> list[Piece]:
    """The pieces of two versions of an article, in the order of both. One after the other, the `old` spans are the old
    text and the `new` spans the new one; what is the same is so letter by letter. Raises Cancelled by `progress`."""
    if progress is not None:
        progress(0, 0)
    return _Telling(old, new).between(align(old, new, progress), progress)


def word_differences(old: str, new: str) -> list[Piece]:
    """The same for two short wordings, such as those of a claim."""
    telling = _Telling(old, new)
    telling.words(Inside(old, Span(0, len(old)), new, Span(0, len(new))))
    telling.reach(len(old), len(new))
    return telling.pieces


class _Telling:
    """Tells pieces from the start of both texts on; `reach` goes on in both."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._i = self._j = 0
        self._moved: tuple[list[_Move], list[_Move]] = ([], [])
        self.pieces: list[Piece] = []

    def between(self, alignment: Alignment, progress: Progress | None) -> list[Piece]:
        pairings = alignment.pairings()
        moves = self._joined(sorted({_hulls(alignment, pairing) for pairing in pairings if pairing.moved}))
        self._moved = moves, sorted((new, old) for old, new in moves)
        for done, pairing in enumerate(pairings):
            if progress is not None and done % 64 == 0:
                progress(done, len(pairings))
            if not pairing.moved:
                self._pair(alignment, pairing)
        self._gap(len(self._old), len(self._new))
        return self.pieces

    def _joined(self, moves: list[_Move]) -> list[_Move]:
        """The moves, with sentences that went together as one."""
        found: list[_Move] = []
        for old, new in moves:
            if found and self._is_space(found[-1][0].end, old.start, found[-1][1].end, new.start):
                before, new_before = found.pop()
                old, new = Span(before.start, old.end), Span(new_before.start, new.end)
            found.append((old, new))
        return found

    def _is_space(self, start: int, end: int, new_start: int, new_end: int) -> bool:
        """Whether there is the same white space, or nothing, between these places of both texts."""
        between = self._old[start:end]
        return start <= end and new_start <= new_end and between == self._new[new_start:new_end] and not between.strip()

    def _pair(self, alignment: Alignment, pairing: Pairing) -> None:
        old, new = _hulls(alignment, pairing)
        if old.start < self._i or new.start < self._j:
            return
        self._gap(old.start, new.start)
        if self._old[old.start : old.end] != self._new[new.start : new.end]:
            self.words(inside(alignment, pairing, self._old, self._new))
        self.reach(old.end, new.end)

    def words(self, within: Inside) -> None:
        """Tell word by word what stands there."""
        for was, now in within.differing(self._old, self._new):
            if was.start >= self._i and now.start >= self._j:
                self.reach(was.start, now.start)
                self._replace(was.end, now.end)

    def reach(self, i: int, j: int) -> None:
        """Go on to these places; what lies before them should be the same in both, but for white space about it that
        goes with a word which one text alone has."""
        old, new = self._old[self._i : i], self._new[self._j : j]
        words = old.strip()
        if words != new.strip():
            self._gap(i, j)
            return
        before, new_before = (len(text) - len(text.lstrip()) for text in (old, new))
        self._white(self._i + before, self._j + new_before)
        self._same(len(words))
        self._white(i, j)

    def _white(self, i: int, j: int) -> None:
        """Go on over white space, alike or not."""
        if self._old[self._i : i] == self._new[self._j : j]:
            self._same(i - self._i)
        else:
            self._replace(i, j)

    def _gap(self, i: int, j: int) -> None:
        """Go on to these places over sentences that have no counterpart; the white space at both ends mostly has."""
        old, new = self._old[self._i : i], self._new[self._j : j]
        ahead = _shared_space(old, new)
        behind = _shared_space(old[ahead:][::-1], new[ahead:][::-1])
        self._same(ahead)
        self._replace(i - behind, j - behind)
        self._same(behind)

    def _same(self, count: int) -> None:
        if count:
            old, new = Span(self._i, self._i + count), Span(self._j, self._j + count)
            last = self.pieces[-1] if self.pieces else None
            if last and last.kind is PieceKind.SAME:
                self.pieces.pop()
                old, new = Span(last.old.start, old.end), Span(last.new.start, new.end)
            self.pieces.append(Piece(PieceKind.SAME, old, new))
            self._i, self._j = self._i + count, self._j + count

    def _replace(self, i: int, j: int) -> None:
        """What stands in the old text up to one place was taken out, and what stands in the new one put in."""
        for span, other in _parted(Span(self._i, i), self._moved[0]):
            self._put(Piece(PieceKind.REMOVED, span, Span(self._j, self._j), other))
        for span, other in _parted(Span(self._j, j), self._moved[1]):
            self._put(Piece(PieceKind.ADDED, Span(i, i), span, other))
        self._i, self._j = i, j

    def _put(self, piece: Piece) -> None:
        """Add a piece, or lengthen the last one by it where both are of one kind and neither moved."""
        last = self.pieces[-1] if self.pieces else None
        if last and last.kind is piece.kind and last.moved is None and piece.moved is None:
            old, new = Span(last.old.start, piece.old.end), Span(last.new.start, piece.new.end)
            self.pieces[-1] = Piece(piece.kind, old, new)
        else:
            self.pieces.append(piece)


def _hulls(alignment: Alignment, pairing: Pairing) -> _Move:
    """The stretches of both texts that a pairing is of."""
    return _hull(alignment.old, pairing.old), _hull(alignment.new, pairing.new)


def _hull(sentences: list[Sentence], indices: Span) -> Span:
    return Span(sentences[indices.start].start, sentences[indices.end - 1].end)


def _shared_space(one: str, other: str) -> int:
    """How many signs of white space two texts begin with alike."""
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count] and one[count].isspace():
        count += 1
    return count


def _parted(span: Span, moves: list[_Move]) -> Iterator[tuple[Span, Span | None]]:
    """The stretch, parted where a sentence begins or ends that stands elsewhere in the other text."""
    at = span.start
    for own, other in moves[bisect_left(moves, span.start, key=lambda move: move[0].start) :]:
        if own.start >= span.end:
            break
        if at <= own.start and own.end <= span.end:
            if at < own.start:
                yield Span(at, own.start), None
            yield own, other
            at = own.end
    if at < span.end:
        yield Span(at, span.end), None
