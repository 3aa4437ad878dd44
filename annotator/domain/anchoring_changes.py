"""What differs between two drafts of an article, for people: paragraphs, in them sentences, in them words."""

import itertools
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.anchoring_align import align
from annotator.domain.anchoring_inside import Inside, inside
from annotator.domain.anchoring_pairs import Pairing
from annotator.domain.anchoring_sentences import Sentence, paragraphs
from annotator.domain.anchoring_words import folded
from annotator.domain.model import Progress, Span
from annotator.domain.text import whole


class DifferenceKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch that differs: where it was in the old text and where it is in the new one (code points). What was added
    has an empty `old`, at the place where it would have stood; what was removed an empty `new`.

    The `parts` of a paragraph are its sentences, those of a sentence its words. What is as it was has none, so what
    moved unchanged has no parts, nor has a paragraph that was added or removed as a whole."""

    kind: DifferenceKind
    old: Span
    new: Span
    parts: tuple["Difference", ...] = ()


def changes(old: str, new: str) -> list[Difference]:
    """The paragraphs that differ, in the order of the new text, what was removed standing where it was."""
    return list(_Comparison(old, new).paragraphs())


def fresh_sentences(old: str, new: str, language: str = "", progress: Progress | None = None) -> list[Span]:
    """The sentences of the new text that are new, or have other words or figures than in the old one, in order.
    `language` is a code such as "en", "" when it is not known. Raises whatever `progress` raises, to stop."""
    comparison = _Comparison(old, new, progress)
    fresh = [sentence for n, sentence in enumerate(comparison.new) if comparison.is_fresh(n)]
    return list(_as_people_cut_them(new, fresh, language))


def _as_people_cut_them(text: str, fresh: list[Sentence], language: str) -> Iterator[Span]:
    """The sentences by the rules of the language that are mostly made of fresh ones."""
    import sentencex

    starts, ends = [each.start for each in fresh], [each.end for each in fresh]
    for start, end in paragraphs(text):
        if bisect_right(ends, start) == bisect_left(starts, end):
            continue
        at = start
        for boundary in sentencex.get_sentence_boundaries(language or "en", text[start:end]):
            piece = boundary["text"]
            words = Span(at + len(piece) - len(piece.lstrip()), max(at + len(piece.rstrip()), at))
            at += len(piece)
            within = range(bisect_right(ends, words.start), bisect_left(starts, words.end))
            new = sum(min(ends[n], words.end) - max(starts[n], words.start) for n in within)
            if 2 * new > len(words):
                yield whole(text, words)


class _Comparison:
    """Two texts with their sentences paired, told as differences."""

    def __init__(self, old: str, new: str, progress: Progress | None = None) -> None:
        self._texts = old, new
        self._alignment = align(old, new, progress)
        self.old, self.new = self._alignment.old, self._alignment.new
        self._blocks = _paragraph_of_each(self.old), _paragraph_of_each(self.new)

    def is_fresh(self, n: int) -> bool:
        """Whether a new sentence is one that was not there, or says something in other words or figures."""
        pairing = self._alignment.of_new.get(n)
        if pairing is None or pairing.exact:
            return pairing is None
        old, new = self._texts
        start, end = self._alignment.new[n].start, self._alignment.new[n].end
        differing = self._inside(pairing).differing(old, new)
        return any(
            start <= now.start <= end and _said(old[was.start : was.end]) != _said(new[now.start : now.end])
            for was, now in differing
        )

    def paragraphs(self) -> Iterator[Difference]:
        """Each group of paragraphs that belong together, and what stands between the groups."""
        a = c = 0
        for old, new in self._groups():
            yield from self._between(a, old.start, c, new.start)
            parts = tuple(self._sentences(old.start, old.end, new.start, new.end))
            if parts:
                whole_old, whole_new = self._hull(0, old.start, old.end), self._hull(1, new.start, new.end)
                yield Difference(DifferenceKind.CHANGED, whole_old, whole_new, parts)
            a, c = old.end, new.end
        yield from self._between(a, len(self.old), c, len(self.new))

    def _groups(self) -> list[tuple[Span, Span]]:
        """The sentences of paragraphs that are joined by sentences which kept their place: old from-to, new from-to."""
        groups: list[tuple[Span, Span]] = []
        for pairing in self._alignment.pairings():
            if pairing.moved:
                continue
            old, new = _paragraphs_of(self._blocks[0], pairing.old), _paragraphs_of(self._blocks[1], pairing.new)
            if groups and (old.start < groups[-1][0].end or new.start < groups[-1][1].end):
                before, new_before = groups.pop()
                old = Span(before.start, max(before.end, old.end))
                new = Span(new_before.start, max(new_before.end, new.end))
            groups.append((old, new))
        return groups

    def _between(self, a: int, b: int, c: int, d: int) -> Iterator[Difference]:
        """Paragraphs none of whose sentences kept its place."""
        for first, end in _each_paragraph(self.old, a, b):
            gone = [i for i in range(first, end) if i not in self._alignment.of_old]
            if len(gone) == end - first:
                yield self._removed(first, end, c)
            else:
                yield from (self._removed(i, i + 1, c) for i in gone)
        for first, end in _each_paragraph(self.new, c, d):
            pairings = list(dict.fromkeys(self._alignment.of_new.get(j) for j in range(first, end)))
            came = [pairing for pairing in pairings if pairing is not None]
            if not came:
                yield self._added(first, end, b)
                continue
            parts = tuple(self._sentences(b, b, first, end))
            if len(came) < len(pairings) or any(x.old.end != y.old.start for x, y in itertools.pairwise(came)):
                yield Difference(DifferenceKind.ADDED, self._place(0, b), self._hull(1, first, end), parts)
                continue
            edits = tuple(part for part in parts if part.parts)
            old = self._hull(0, came[0].old.start, came[-1].old.end)
            yield Difference(DifferenceKind.MOVED, old, self._hull(1, first, end), edits)

    def _sentences(self, a: int, b: int, c: int, d: int) -> Iterator[Difference]:
        """The differences of old sentences `a:b` and new sentences `c:d`."""
        j, before = c, None
        while j < d:
            pairing = self._alignment.of_new.get(j)
            if pairing is None:
                yield self._added(j, j + 1, a)
                j += 1
                continue
            j = pairing.new.end
            old, new = self._hull(0, *_ends(pairing.old)), self._hull(1, *_ends(pairing.new))
            words = tuple(self._words(pairing))
            if pairing.moved:
                yield Difference(DifferenceKind.MOVED, old, new, words)
                continue
            yield from self._gone(a, pairing.old.start, pairing.new.start)
            if before is not None and a == pairing.old.start:
                yield from self._break(before, pairing)
            if words:
                yield Difference(DifferenceKind.CHANGED, old, new, words)
            a, before = pairing.old.end, pairing
        yield from self._gone(a, b, d)

    def _gone(self, a: int, b: int, place: int) -> Iterator[Difference]:
        return (self._removed(i, i + 1, place) for i in range(a, b) if i not in self._alignment.of_old)

    def _break(self, before: Pairing, after: Pairing) -> Iterator[Difference]:
        """Where two sentences that still follow each other are no longer of one paragraph, or have become so."""
        old = Span(self.old[before.old.end - 1].end, self.old[after.old.start].start)
        new = Span(self.new[before.new.end - 1].end, self.new[after.new.start].start)
        parted = self.old[before.old.end - 1].paragraph != self.old[after.old.start].paragraph
        now_parted = self.new[before.new.end - 1].paragraph != self.new[after.new.start].paragraph
        if parted != now_parted and before.new.end == after.new.start:
            yield Difference(DifferenceKind.CHANGED, old, new)

    def _words(self, pairing: Pairing) -> Iterator[Difference]:
        old, new = self._hull(0, *_ends(pairing.old)), self._hull(1, *_ends(pairing.new))
        one, other = self._texts[0][old.start : old.end], self._texts[1][new.start : new.end]
        if one == other:
            return
        for was, now in self._inside(pairing).differing(*self._texts):
            kind = DifferenceKind.CHANGED if was and now else DifferenceKind.ADDED if now else DifferenceKind.REMOVED
            yield Difference(kind, was, now)

    def _inside(self, pairing: Pairing) -> Inside:
        return inside(self._alignment, pairing, *self._texts)

    def _added(self, first: int, end: int, place: int) -> Difference:
        return Difference(DifferenceKind.ADDED, self._place(0, place), self._hull(1, first, end))

    def _removed(self, first: int, end: int, place: int) -> Difference:
        return Difference(DifferenceKind.REMOVED, self._hull(0, first, end), self._place(1, place))

    def _hull(self, side: int, first: int, end: int) -> Span:
        sentences = self.new if side else self.old
        return Span(sentences[first].start, sentences[end - 1].end)

    def _place(self, side: int, index: int) -> Span:
        """The empty span where a sentence of this index starts, or would start at the end of the text."""
        sentences = self.new if side else self.old
        at = sentences[index].start if index < len(sentences) else len(self._texts[side])
        return Span(at, at)


def _said(words: str) -> str:
    """The letters and figures alone."""
    return "".join(sign for sign in folded(words).casefold() if unicodedata.category(sign)[0] in "LNM")


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _paragraph_of_each(sentences: Sequence[Sentence]) -> list[Span]:
    """For each sentence, the indices of all sentences of its paragraph."""
    return [
        span for ends in _each_paragraph(sentences, 0, len(sentences)) for span in [Span(*ends)] * (ends[1] - ends[0])
    ]


def _paragraphs_of(blocks: Sequence[Span], indices: Span) -> Span:
    """The indices of all sentences of the paragraphs in which these stand."""
    return Span(blocks[indices.start].start, blocks[indices.end - 1].end)


def _each_paragraph(sentences: Sequence[Sentence], first: int, end: int) -> Iterator[tuple[int, int]]:
    low = first
    for index in range(first + 1, end + 1):
        if index == end or sentences[index].paragraph != sentences[low].paragraph:
            yield low, index
            low = index
