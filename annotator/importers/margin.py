"""The author's notes in a draft: which words each comment, footnote and endnote is about.

While paragraphs are read, the words under a comment bear a mark that names it, and so does each call of a footnote;
once the text is put together, the marks are taken out again and tell the spans.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from annotator.domain.kinds import InlineKind, NoteKind
from annotator.domain.model import Block, ImportedNote, Inline, Span
from annotator.domain.text import snap_to_sentences, trim
from annotator.importers.composer import Mark, Run
from annotator.importers.office_comments import Comment, thread_of

_SIGN = "\0"
"""Begins the address of a mark of ours, as no address of a file can."""
_POINT = "point"
_MOST_OPEN = 40
_EDGES = re.compile(r"[\s,;:.)\]\u2013\u2014-]+")


@dataclass(slots=True)
class Margin:
    """What is known of the comments at the place that is being read."""

    _open: tuple[str, ...] = ()
    _wordless: set[str] = field(default_factory=set)
    _ended: set[str] = field(default_factory=set)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Those of the words that are read next."""
        return tuple(_mark(NoteKind.COMMENT, key) for key in self._open)

    def begin(self, key: str) -> None:
        if len(self._open) < _MOST_OPEN and key not in self._open:
            self._open += (key,)
            self._wordless.add(key)

    def read(self, text: str) -> None:
        """Words were read, under all that is open."""
        if text.strip():
            self._wordless.difference_update(self._open)

    def end(self, key: str) -> Iterator[Run]:
        """The comment ends here; one that held no words, or never began, is about this point."""
        was_open, self._open = key in self._open, tuple(one for one in self._open if one != key)
        if key not in self._ended and (key in self._wordless or not was_open):
            yield Run("", (_mark(_POINT, key),))
        self._ended.add(key)

    def again(self) -> "Margin":
        """The state to come back to when the same words are read a second time."""
        return replace(self, _wordless=set(self._wordless), _ended=set(self._ended))


def _mark(kind: str, key: str) -> Mark:
    return InlineKind.NOTE, f"{_SIGN}{kind}{_SIGN}{key}"


def call(kind: str, key: str) -> Mark:
    """The mark of the place that calls a footnote or an endnote."""
    return _mark(kind, key)


def settled(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs of a paragraph with each point marked on the words before it, or else on those after it."""
    found: list[Run] = []
    waiting: tuple[Mark, ...] = ()
    for run in runs:
        if not run.text and run.marks and run.marks[0][1].startswith(f"{_SIGN}{_POINT}"):
            at = next((at for at in range(len(found) - 1, -1, -1) if found[at].text.strip()), -1)
            if at >= 0:
                found[at] = replace(found[at], marks=(*found[at].marks, *run.marks))
            else:
                waiting += run.marks
            continue
        if waiting and run.text.strip():
            run, waiting = replace(run, marks=(*run.marks, *waiting)), ()
        found.append(run)
    return tuple(found)


def taken_out(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], dict[tuple[str, str], Span]]:
    """The blocks without our marks, and the span of each by kind and key, from its first words to its last."""
    cleaned: list[Block] = []
    spans: dict[tuple[str, str], Span] = {}
    for block in blocks:
        told: list[Inline] = []
        for inline in block.inlines:
            if not inline.href.startswith(_SIGN):
                told.append(inline)
                continue
            _, kind, key = inline.href.split(_SIGN, 2)
            known = spans.get((kind, key), Span(inline.start, inline.end))
            spans[kind, key] = Span(min(known.start, inline.start), max(known.end, inline.end))
        cleaned.append(replace(block, inlines=tuple(told)))
    return tuple(cleaned), spans


def left_out(lost: int) -> Iterator[str]:
    """What to tell of comments that have no place in the text, if there are any."""
    if lost:
        yield f"{lost} of the file's comments {'is' if lost == 1 else 'are'} on no words of the text, and left out."


def comments(found: Iterable[Comment], spans: Mapping[tuple[str, str], Span]) -> tuple[list[ImportedNote], int]:
    """Each thread of comments as one note, and how many have no place in the text."""
    threads: dict[str, list[Comment]] = {}
    listed = list(found)
    parents = {comment.paragraph: comment.parent for comment in listed}
    for comment in listed:
        threads.setdefault(thread_of(comment, parents), []).append(comment)
    notes, lost = [], 0
    for first, *replies in threads.values():
        point = spans.get((_POINT, first.key))
        span = spans.get((NoteKind.COMMENT, first.key), Span(point.end, point.end) if point else None)
        text = "\n".join([first.text, *(f"{reply.author}: {reply.text}" for reply in replies)])
        if span is None:
            lost += 1
        elif text.strip():
            notes.append(ImportedNote(span, NoteKind.COMMENT, text, first.author, first.at))
    return notes, lost


def footnotes(
    texts: Mapping[tuple[str, str], str],
    text: str,
    blocks: Iterable[Block],
    spans: Mapping[tuple[str, str], Span],
    language: str,
) -> list[ImportedNote]:
    """Each footnote and endnote as a note on the words before its call: those of its sentence since the last call."""
    calls = sorted((span, key) for key, span in spans.items() if key in texts)
    notes: list[ImportedNote] = []
    before, last = Span(0, 0), Span(0, 0)
    at = 0
    listed = list(blocks)
    for span, key in calls:
        while at + 1 < len(listed) and listed[at].end < span.end:
            at += 1
        block = Span(listed[at].start, max(listed[at].start, min(listed[at].end, span.start)))
        sentence = snap_to_sentences(text, trim(text, Span(_reach(text, block), block.end)), language, block)
        start = max(sentence.start, before.end if before.end > block.start else 0)
        start += len(found[0]) if (found := _EDGES.match(text, start, span.start)) else 0
        words = trim(text, Span(min(start, span.start), span.start))
        words = words if len(words) else last if last.start >= block.start else block
        notes.append(ImportedNote(words, NoteKind(key[0]), texts[key]))
        before, last = span, words
    return notes


def _reach(text: str, block: Span) -> int:
    """Where the last word of a stretch begins, as far as signs that end a sentence and spaces go."""
    words = text[block.start : block.end].rstrip(" .!?…\u00a0\n\t”’\"')]")
    return max(block.start, block.start + len(words) - 1)
