"""The canonical form of an article's text, and spans that fit its words, sentences and characters.

All offsets are Unicode code points. What a reader calls a character is a grapheme cluster (UAX 29): no function here
ever gives an edge inside one, unless the span it was given has that edge and it asks for no change there.
"""

import re
from functools import cache
from typing import Any

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Span

BOM = "\ufeff"
REPLACEMENT = "\ufffd"

_NOT_TEXT = re.compile("[\0\ud800-\udfff]")
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n")

# Clusters, words and sentences are looked for in a stretch of text about the place asked for, so that the answer takes
# the same time in 10 MB as in 10 KB. No word or cluster of a language is as long as the first of these.
_WORD_REACH = 1024
_SENTENCE_REACH = 16_384

# Below this code point nothing joins what stands before it, and canonical text holds no CR.
_FIRST_COMBINING = 0x300


def canonical(data: bytes | str, encoding: str = "utf-8") -> str:
    """Text as articles keep it: decoded, no byte order mark, line ends LF, NUL and lone surrogates U+FFFD; nothing else
    is touched. Doing it twice changes nothing. Raises AnnotatorError when `data` is not text in that encoding."""
    text = data if isinstance(data, str) else _decoded(data, encoding)
    text = text.lstrip(BOM)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_TEXT.sub(REPLACEMENT, text)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, errors="surrogatepass")
    except (UnicodeDecodeError, LookupError):
        problem = f"The text is not in the encoding {encoding}."
        raise AnnotatorError(problem, "Save it as UTF-8 and try again.") from None


def trim(text: str, span: Span) -> Span:
    """The span without white space at its ends; an empty one at its start when it holds nothing else."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else Span(span.start, span.start)


def is_whole(text: str, position: int) -> bool:
    """Whether a cut at `position` (code points) leaves every grapheme cluster whole."""
    if position <= 0 or position >= len(text):
        return True
    if ord(text[position]) < _FIRST_COMBINING and ord(text[position - 1]) < _FIRST_COMBINING:
        return True
    start = _safe_start(text, position)
    return any(m.start() == position for m in _clusters().finditer(text, start, min(len(text), position + _WORD_REACH)))


def whole_start(text: str, position: int) -> int:
    """The last place at or before `position` that cuts no grapheme cluster."""
    return position if is_whole(text, position) else _cluster_about(text, position).start


def whole_end(text: str, position: int) -> int:
    """The first place at or after `position` that cuts no grapheme cluster."""
    return position if is_whole(text, position) else _cluster_about(text, position).end


def whole(text: str, span: Span) -> Span:
    """The span grown to hold every grapheme cluster that it touches; an empty span goes before its cluster."""
    start = whole_start(text, span.start)
    return Span(start, whole_end(text, span.end) if len(span) else start)


def snap_to_words(text: str, span: Span) -> Span:
    """The span without white space at its ends, grown to whole words (UAX 29). An empty span takes the word it stands
    in or touches. White space alone stays as it is."""
    inner = trim(text, span)
    if len(inner) == 0:
        return _touching_word(text, span.start) if len(span) == 0 else span
    return Span(_word_about(text, inner.start).start, _word_about(text, inner.end - 1).end)


def snap_to_sentences(text: str, span: Span, language: str = "", within: Span | None = None) -> Span:
    """The span grown to whole sentences of its block `within` (without it: of the paragraphs between blank lines), with
    no white space at its ends. `language` is a code such as "en", "" when it is not known."""
    inner = trim(text, span)
    if len(inner) == 0:
        inner = span
    block = within if within is not None else _paragraphs_about(text, inner)
    start = max(block.start, inner.start - _SENTENCE_REACH)
    end = min(block.end, inner.end + _SENTENCE_REACH)
    cuts = _sentence_cuts(text, Span(min(start, inner.start), max(end, inner.end)), language)
    first = max((cut for cut in cuts if cut <= inner.start), default=inner.start)
    last = min((cut for cut in cuts if cut >= max(inner.end, first + 1)), default=inner.end)
    grown = trim(text, Span(first, last))
    return whole(text, grown) if len(grown) else span


def _sentence_cuts(text: str, span: Span, language: str) -> list[int]:
    import sentencex

    cuts = [span.start]
    for boundary in sentencex.get_sentence_boundaries(language or "en", text[span.start : span.end]):
        cuts.append(cuts[-1] + len(boundary["text"]))
    return cuts


def _paragraphs_about(text: str, span: Span) -> Span:
    """The stretch between the blank lines about the span."""
    low = max(0, span.start - _SENTENCE_REACH)
    start = low
    for gap in _PARAGRAPH_END.finditer(text, low, span.start):
        start = gap.end()
    gap_after = _PARAGRAPH_END.search(text, span.end, span.end + _SENTENCE_REACH)
    return Span(start, gap_after.start() if gap_after else min(len(text), span.end + _SENTENCE_REACH))


def _touching_word(text: str, position: int) -> Span:
    signs = [at for at in (position, position - 1) if 0 <= at < len(text) and not text[at].isspace()]
    signs.sort(key=lambda at: not text[at].isalnum())
    return _word_about(text, signs[0]) if signs else Span(position, position)


def _word_about(text: str, position: int) -> Span:
    """The word (or the single sign) that holds the code point at `position`, its clusters whole."""
    start = _safe_start(text, position)
    low, high = start, position + 1
    for cut in _word_cuts().finditer(text, start, min(len(text), position + _WORD_REACH)):
        if cut.start() <= position:
            low = cut.start()
        else:
            high = cut.start()
            break
    else:
        high = min(len(text), position + _WORD_REACH)
    return Span(whole_start(text, low), whole_end(text, high))


def _cluster_about(text: str, position: int) -> Span:
    """The grapheme cluster that `position` cuts."""
    start = _safe_start(text, position)
    for cluster in _clusters().finditer(text, start, min(len(text), position + _WORD_REACH)):
        if cluster.end() > position:
            return Span(cluster.start(), cluster.end())
    return Span(position, position)


def _safe_start(text: str, position: int) -> int:
    """A place before `position` from which clusters and words are cut as they are from the text's start."""
    low = max(0, position - _WORD_REACH)
    line = max(text.rfind("\n", low, position), low)
    space = text.rfind(" ", line, position)
    return space if space > line and not _prepended_signs().match(text, space - 1) else line


@cache
def _clusters() -> Any:
    import regex

    return regex.compile(r"\X")


@cache
def _prepended_signs() -> Any:
    """Signs that join what follows them, a space too (the Arabic number sign is one)."""
    import regex

    return regex.compile(r"\p{GCB=Prepend}")


@cache
def _word_cuts() -> Any:
    import regex

    return regex.compile(r"\b", regex.WORD | regex.VERSION1)
