"""Selectors: a span together with the words it holds, so that a mention is found again when its text has moved."""

import re

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Selector, Span
from annotator.domain.text import BOM, is_whole, whole, whole_end, whole_start

CONTEXT = 32
"""Code points of prefix and suffix that a selector keeps."""

# Marks that keyboards, editors and news systems put in place of each other.
_DOUBLE_QUOTES = '"“”„‟«»″＂'
_SINGLE_QUOTES = "'‘’‚‛′ʼ`´"
_QUOTE_CLASS = {sign: f"[{re.escape(signs)}]" for signs in (_DOUBLE_QUOTES, _SINGLE_QUOTES) for sign in signs}

# A longer quotation is looked for letter by letter alone: a pattern of its size would take longer than the search.
_LONGEST_PATTERN = 10_000

# Of more places that hold the same words, nobody could tell which is meant.
_MOST_PLACES = 10_000

# What was meant by a quotation that is nowhere is looked for in so much text (0.1 s), by so long a quotation, and is
# told when it is so alike (100 is the same).
_SEARCHED_NEAR = 1_000_000
_LONGEST_NEAR = 500
_NEAR = 75.0


def make(text: str, span: Span, context: int = CONTEXT) -> Selector:
    """The selector of a span, with up to `context` code points on either side, cut at no grapheme cluster.

    Raises AnnotatorError when the span is empty, not wholly inside the text, or holds nothing that can be seen."""
    if span.end > len(text):
        raise AnnotatorError(
            f"The span {span.start}:{span.end} lies outside the text, which has {len(text)} characters.",
            "Give a start and an end inside the text.",
        )
    exact = text[span.start : span.end]
    if not exact:
        raise AnnotatorError(f"The span {span.start}:{span.end} is empty.", "Mark at least one word.")
    if not exact.replace(BOM, "").strip():
        raise AnnotatorError(f"The span {span.start}:{span.end} holds only white space.", "Mark at least one word.")
    before = min(whole_end(text, max(0, span.start - context)), span.start)
    after = max(whole_start(text, min(len(text), span.end + context)), span.end)
    return Selector(span, exact, text[before : span.start], text[span.end : after])


def find_quote(text: str, quote: str, occurrence: int = 1) -> Span:
    """Where the quotation stands in the text for the `occurrence`-th time, counted from 1.

    Looked for letter by letter first; if it is nowhere, with any white space for white space and any quotation mark for
    one of its kind. A find that would cut a grapheme cluster is none ("e" is not in a decomposed "é").
    Raises AnnotatorError when there is no such quotation, or there are fewer."""
    if not quote.strip():
        raise AnnotatorError("The quotation is empty.", "Give at least one word of the text.")
    if occurrence < 1:
        raise AnnotatorError("Occurrences of a quotation are counted from 1.", "Give 1 for the first one.")
    count = 0
    for pattern in _patterns(quote):
        for found in pattern.finditer(text):
            if not (is_whole(text, found.start()) and is_whole(text, found.end())):
                continue
            count += 1
            if count == occurrence:
                return Span(found.start(), found.end())
        if count:
            break
    raise _too_few(quote, count) if count else _not_found(text, quote)


def best_place(text: str, exact: str, prefix: str, suffix: str) -> Span | None:
    """Where the words stand between those around them, letter by letter; of several places the one with the most of
    both sides, the first of equals. None when the text does not hold them."""
    best: tuple[int, Span] | None = None
    start = text.find(exact) if exact.strip() else -1
    for _ in range(_MOST_PLACES):
        if start < 0:
            break
        end = start + len(exact)
        around = _alike(text[max(0, start - len(prefix)) : start][::-1], prefix[::-1])
        around += _alike(text[end : end + len(suffix)], suffix)
        if best is None or around > best[0]:
            best = around, Span(start, end)
        start = text.find(exact, start + 1)
    return best[1] if best else None


def _alike(one: str, other: str) -> int:
    """How many code points two texts begin with in common."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _patterns(quote: str) -> tuple[re.Pattern[str], ...]:
    exact = re.compile(re.escape(quote))
    if len(quote) > _LONGEST_PATTERN:
        return (exact,)
    words = ("".join(_QUOTE_CLASS.get(sign, re.escape(sign)) for sign in word) for word in quote.split())
    return exact, re.compile(r"\s+".join(words))


def _too_few(quote: str, count: int) -> AnnotatorError:
    times = "once" if count == 1 else f"{count} times"
    return AnnotatorError(f"The text holds “{_short(quote)}” only {times}.", f"Give an occurrence from 1 to {count}.")


def _not_found(text: str, quote: str) -> AnnotatorError:
    """Says what the text holds that is nearest to the words asked for, if anything is near."""
    what = f"The text does not hold “{_short(quote)}”."
    if len(quote) <= _LONGEST_NEAR:
        from rapidfuzz import fuzz  # late: only a quotation that is nowhere needs it

        near = fuzz.partial_ratio_alignment(quote, text[:_SEARCHED_NEAR], score_cutoff=_NEAR)
        if near and near.dest_end > near.dest_start:
            words = whole(text, Span(near.dest_start, near.dest_end))
            nearest = _short(" ".join(text[words.start : words.end].split()))
            return AnnotatorError(what, f"The nearest words are “{nearest}”: copy them from the article.")
    return AnnotatorError(what, "Copy the words from the article itself.")


def _short(quote: str) -> str:
    return quote if len(quote) <= 60 else quote[:59].rstrip() + "…"
