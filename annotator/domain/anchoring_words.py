"""Words as anchoring compares them: which differences of writing are none, and where each word of a text stands."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

# Writings of one sign that keyboards, editors and news systems put in place of each other.
_SINGLE_QUOTES = "‘’‚‛‹›′ʼ`´「」｢｣"
_DOUBLE_QUOTES = "“”„‟«»″＂『』〝〞〟"
_DASHES = "‐‑‒–—―−﹘﹣－"
_UNSEEN = "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_SIGNS: dict[int, str] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, _SINGLE_QUOTES), "'"),
    **dict.fromkeys(map(ord, _DOUBLE_QUOTES), '"'),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _UNSEEN), ""),
    ord("…"): "...",
    **{ord(sign): unicodedata.normalize("NFKC", sign) for sign in "ﬀﬁﬂﬃﬄﬅﬆ"},
}
_SIGN = re.compile(f"[{''.join(map(chr, _SIGNS))}]")
_SPACED_GUILLEMETS = re.compile(r"(?<=[«‹])\s+|\s+(?=[»›])")
_SPACED_DASH = re.compile(r" ?- ?")
_QUOTE_NOT_INCH = re.compile(r'(?<!\d)"')

_PLAIN_WORDS = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[a-z0-9_]{1,64}")

# A run of letters without end is cut into words of this many code points, so that no single word costs much.
_LONGEST_WORD = 64

NUMBER_WEIGHT, WORD_WEIGHT, SHORT_WEIGHT, SYLLABLE_WEIGHT, SIGN_WEIGHT = 1.2, 1.0, 0.4, 0.45, 0.1
_SHORT = 3
"""Words of so few letters are mostly the ones that every sentence has."""


def folded(words: str) -> str:
    """The words without what is only a manner of writing them: the kinds of white space, quotation marks, dashes and
    ellipses, full-width and composed forms, signs that are not seen. Letters, digits, case and stops stay."""
    if not words.isascii():
        words = unicodedata.normalize("NFC", words)
        if "«" in words or "‹" in words:
            words = _SPACED_GUILLEMETS.sub("", words)
        words = _SIGN.sub(_plain, words)
    words = " ".join(words.split())
    if "-" in words:
        words = _SPACED_DASH.sub("-", words)
    return _QUOTE_NOT_INCH.sub("'", words) if '"' in words else words


def _plain(sign: re.Match[str]) -> str:
    return _SIGNS[ord(sign.group())]


def same_words(one: str, other: str) -> bool:
    """Whether two wordings are the same but for the manner of writing and for a capital at the very start, which comes
    and goes where sentences are joined and parted."""
    one, other = folded(one), folded(other)
    if one == other:
        return True
    return one[1:] == other[1:] and one[:1].casefold() == other[:1].casefold() and one[1:2].islower()


@dataclass(frozen=True, slots=True)
class Words:
    """The words and signs of a stretch of text in order: where each starts and ends (code points of the whole text),
    and the `keys` by which they are compared."""

    starts: list[int]
    ends: list[int]
    keys: list[str]

    def __len__(self) -> int:
        return len(self.keys)


def words_in(text: str, start: int, end: int) -> Words:
    """The words of `text[start:end]`. Where words are written without spaces, each character is one."""
    starts, ends, keys = [], [], []
    for found in _words().finditer(text, start, end):
        starts.append(found.start())
        ends.append(found.end())
        keys.append(_key(found.group()))
    return Words(starts, ends, keys)


def weight(key: str) -> float:
    """How much a word tells: figures most, signs least."""
    if is_number(key):
        return NUMBER_WEIGHT
    if not key[:1].isalnum():
        return SIGN_WEIGHT
    if is_syllable(key):
        return SYLLABLE_WEIGHT
    return SHORT_WEIGHT if len(key) <= _SHORT else WORD_WEIGHT


@lru_cache(1 << 16)
def is_number(key: str) -> bool:
    return key[:1].isnumeric()


@lru_cache(1 << 16)
def is_syllable(key: str) -> bool:
    """Whether the word is one character of a script that puts no spaces between words."""
    return not key.isascii() and _syllables().match(key) is not None


def features(key: str) -> Counter[str]:
    """What folded words are recognised by, in any order: the words, and the pairs of neighbours where each character
    is one word."""
    key = key.casefold()
    if key.isascii():
        return Counter(_PLAIN_WORDS.findall(key))
    words = _words().findall(key)
    if _syllables().search(key) is None:
        return Counter([word for word in words if word[:1].isalnum() or not word.isascii()])
    counted: Counter[str] = Counter()
    before = ""
    for word in words:
        syllable = is_syllable(word)
        if syllable and before:
            counted[before + word] += 1
        elif not syllable and (word[:1].isalnum() or not word.isascii()):
            counted[word] += 1
        before = word if syllable else ""
    return counted


def _key(word: str) -> str:
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", word).translate(_SIGNS).casefold() or word


UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"


@cache
def _words() -> Any:
    import regex

    number = r"\p{N}+(?:[.,٫٬]\p{N}+)*"
    syllable = rf"(?=[{UNSPACED}])\X"
    word = rf"[[\p{{L}}\p{{M}}\p{{N}}_\u200c\u200d]--[{UNSPACED}]]{{1,{_LONGEST_WORD}}}"
    return regex.compile(rf"{number}|{syllable}|{word}|(?=\S)\X", regex.VERSION1)


@cache
def _syllables() -> Any:
    import regex

    return regex.compile(rf"[{UNSPACED}]")
