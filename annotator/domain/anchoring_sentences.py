"""The sentences of a text, cut alike in every draft of it: signs alone decide, whatever the language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from annotator.domain.alive import alive
from annotator.domain.anchoring_words import folded
from annotator.domain.model import Progress

# A sentence longer than this is cut, at a place found from its words alone, so that an edit moves no distant cut.
_LONG, _LONGEST = 400, 1_200

# Thai and Lao: scripts whose sentences end without a sign.
_UNMARKED = re.compile("[\u0e01-\u0edf]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a piece of a very long one: its place, the paragraph it belongs to, its words folded."""

    start: int
    end: int
    paragraph: int
    key: str


def sentences(text: str, progress: Progress | None = None) -> list[Sentence]:
    """The sentences of a text in order, without the white space about them. Only signs decide where one ends, in any
    language, so that a sentence is cut alike in both drafts. Raises whatever `progress` raises, to stop."""
    found, sign = [], alive(progress)
    for number, (start, end) in enumerate(paragraphs(text)):
        sign()
        for low, high in _pieces(text, start, end):
            found.append(Sentence(low, high, number, folded(text[low:high])))
    return found


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph starts and ends: a line, or lines that were broken to a width."""
    for block in _blocks().finditer(text):
        lines = [line.span() for line in _lines().finditer(text, block.start(), block.end())]
        if _is_wrapped(text, lines):
            yield lines[0][0], lines[-1][1]
        else:
            yield from lines


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether these lines are one paragraph broken to a width: none is long, all but the last about equally so, and
    most end within a sentence."""
    if len(lines) < 2:
        return False
    widths = [end - start for start, end in lines]
    widest = max(widths)
    if not 30 <= widest <= 120 or any(width < 0.6 * widest for width in widths[:-1]):
        return False
    within = sum(text[end - 1].isalnum() or text[end - 1] in ",;-" for _, end in lines[:-1])
    return 2 * within >= len(lines) - 1


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    low = start
    unmarked = _UNMARKED.search(text, start, end) is not None
    for stop in _stops(unmarked=unmarked).finditer(text, start, end):
        yield from _short_pieces(text, low, stop.start() + len(stop.group().rstrip()))
        low = stop.end()
    if low < end:
        yield from _short_pieces(text, low, end)


def _short_pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence as it is; a very long one in pieces, cut before a word that its letters choose."""
    while end - start > _LONGEST:
        cut = start + _LONGEST
        for gap in _gaps().finditer(text, start + _LONG, start + _LONGEST):
            if sum(map(ord, text[gap.start() - 4 : gap.start()])) % 8 == 0:
                cut = gap.end()
                break
        low, high = start, cut
        yield low, low + len(text[low:high].rstrip()) or high
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


@cache
def _blocks() -> Any:
    import regex

    return regex.compile(r"\S[^\n]*+(?:\n(?!\s*?\n)[^\n]*+)*+", regex.VERSION1)


@cache
def _lines() -> Any:
    import regex

    return regex.compile(r"\S(?:[^\n]*\S)?", regex.VERSION1)


@cache
def _stops(*, unmarked: bool) -> Any:
    """The end of a sentence with the white space after it: not after a short word with a capital ("Dr.", "J."), and not
    where a small letter or a figure follows. Thai and Lao have no stop, only a space, told when asked for; each
    alternative begins with the sign it needs, because that is looked for fast."""
    import regex

    closing = r"[\"'”’»›)\]」』）】]*+"
    short, stop, wide = r"\b\p{Lu}\p{Ll}{0,2}", "[.!?…؟۔।॥։።]", "[。！？｡]"
    ends = [rf"{stop}(?<!{short}.|{stop}.){stop}*+{closing}\s++(?![\p{{Ll}}\p{{N}}])"]
    ends += [rf"{wide}(?<!{wide}.){wide}*+{closing}\s*+"]
    ends += [r"[^\S\n](?<=[\p{Thai}\p{Lao}]{2}.)[^\S\n]*+(?=[\p{Thai}\p{Lao}]{4})"] if unmarked else []
    return regex.compile("|".join(ends), regex.VERSION1)


@cache
def _gaps() -> Any:
    import regex

    return regex.compile(r"[\s,;:、，؛،]+", regex.VERSION1)
