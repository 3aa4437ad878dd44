"""What is joined to the words of a span without a space: "guilty" that became "not-guilty" is not the same claim."""

import re
import unicodedata
from functools import cache
from typing import Any

from annotator.domain.anchoring_words import UNSPACED, folded
from annotator.domain.model import Span
from annotator.domain.text import whole

# Signs that belong to the figure after them.
_FIGURE_SIGNS = tuple("+-−±~≈<>≤≥")

# So many code points beside a span are looked at.
_NEAR = 80


def with_joined(old: str, span: Span, new: str, landing: Span) -> Span | None:
    """The landing of a span with what is joined to its first and last words, when that is another than it was: "-one"
    of "Twenty-one"; None when it is what it was."""
    was, now = _before(old, span.start), _before(new, landing.start)
    was_after, now_after = _after(old, span.end), _after(new, landing.end)
    before = not (_ends(old, span.start, now) and _ends(new, landing.start, was))
    after = not (_begins(old, span.end, now_after) and _begins(new, landing.end, was_after))
    if not before and not after:
        return None
    return whole(new, Span(landing.start - len(now) * before, landing.end + len(now_after) * after))


def _before(text: str, start: int) -> str:
    """What belongs to the word or figure that starts here: "twenty-", the sign of a currency, a minus."""
    near, first = text[max(0, start - _NEAR) : start], text[start : start + 1]
    if first and unicodedata.category(first) == "Sc":
        return _found(_patterns().country, near)
    joined = _found(_patterns().before, near)
    return joined[1:] if joined.startswith(_FIGURE_SIGNS) and not first.isnumeric() else joined


def _after(text: str, end: int) -> str:
    """What belongs to the word or figure that ends here: "-one", the sign of per cent."""
    return _found(_patterns().after, text[end : end + _NEAR])


def _found(pattern: Any, text: str) -> str:
    found = pattern.search(text)
    return found.group() if found else ""


def _ends(text: str, at: int, joined: str) -> bool:
    """Whether this stands before the place, in whatever manner of writing."""
    return folded(text[max(0, at - _NEAR) : at]).endswith(folded(joined))


def _begins(text: str, at: int, joined: str) -> bool:
    return folded(text[at : at + _NEAR]).startswith(folded(joined))


class _Patterns:
    """Words joined by hyphens, slashes or, where no space is, en dashes; and signs of currencies and of shares."""

    def __init__(self) -> None:
        import regex

        word, dash = rf"[[\p{{L}}\p{{M}}\p{{N}}]--[{UNSPACED}]]+(?:[.,]\p{{N}}+)*", "[-‐‑–−/]"
        signs = rf"\p{{Lu}}{{1,3}}?\p{{Sc}}|[{re.escape(''.join(_FIGURE_SIGNS))}]"
        outside = r"(?<![\p{L}\p{M}\p{N}])"
        before = rf"{outside}(?:{signs})?(?:\p{{Sc}}?{word}{dash})*\p{{Sc}}?\Z"
        self.before = regex.compile(before, regex.VERSION1)
        self.after = regex.compile(rf"\A(?:\p{{Sc}}|[%‰°])?(?:{dash}\p{{Sc}}?{word})*", regex.VERSION1)
        self.country = regex.compile(rf"{outside}\p{{Lu}}{{1,3}}\Z", regex.VERSION1)


@cache
def _patterns() -> _Patterns:
    return _Patterns()
