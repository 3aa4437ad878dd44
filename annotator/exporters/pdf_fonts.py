"""Which characters the shipped fonts can set: a PDF holds its fonts, and ours alone where these have every letter, so
that its bytes are the same on every machine."""

import re
import struct
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from annotator.domain.resources import RESOURCES
from annotator.exporters.wording import clean

FOLDERS = (RESOURCES / "fonts", RESOURCES / "print" / "fonts")

UNSET = "\u25a1"
"""What stands for a character that no font has."""

_ADDRESSES = ("url", "archive")
_SILENT = {0x0A, 0x20, 0x200B, 0x200C, 0x200D, 0x2060, 0xFE0E, 0xFE0F}
_LONG_WORD = re.compile(r"([^\s\u0300-\u036f\u0900-\U0010ffff]{30})(?=[^\s\u0300-\u036f\u0900-\U0010ffff]{10})")
"""Of letters among which a word may be broken: from the Indic scripts on they form shapes, or break by themselves."""


@cache
def settable() -> frozenset[int]:
    """The code points that both the text fonts, or else one of the fonts they fall back on, have."""
    plain, others = [], set[int]()
    for path in (path for folder in FOLDERS for path in sorted(folder.glob("*-Regular.ttf"))):
        found = set(_mapped(path))
        if path.stem.startswith(("AnnotatorSans", "AnnotatorSerif")):
            plain.append(found)
        else:
            others |= found
    return frozenset(set.intersection(*plain) | others | _SILENT)


def lacking(text: str) -> Counter[str]:
    """The characters of the text that no shipped font has, and how often each stands there."""
    return Counter(letter for letter in _lacking().findall(_settled(text)) if not _is_space(letter))


def filled(told: Any, borrowed: Collection[str]) -> Any:
    """The data with a box for each character that neither the shipped fonts nor the borrowed ones have; the addresses
    that links lead to stay as they are."""
    if isinstance(told, str):
        return _lacking().sub(lambda found: _in_its_place(found[0], borrowed), told)
    if isinstance(told, (list, tuple)):
        return [filled(each, borrowed) for each in told]
    if isinstance(told, dict):
        return {key: each if key in _ADDRESSES else filled(each, borrowed) for key, each in told.items()}
    return told


def printable(text: str) -> str:
    """The text without directional controls and without what chooses among forms of a character; very long words may
    break."""
    return _LONG_WORD.sub("\\1\u200b", _settled(text))


def _settled(text: str) -> str:
    return _CONTROLS.sub("", clean(text).replace("\t", " "))


def _in_its_place(letter: str, borrowed: Collection[str]) -> str:
    if letter in borrowed:
        return letter
    return " " if _is_space(letter) else UNSET


def _is_space(letter: str) -> bool:
    return unicodedata.category(letter) == "Zs"


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction of its own runs from right to left (Unicode bidirectional rule P2)."""
    strong = (kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL"))
    return next(strong, "L") != "L"


_CONTROLS = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufe00-\ufe0d\ufeff\U000e0000-\U000e0fff]"
)


@cache
def _lacking() -> "re.Pattern[str]":
    """Whatever is not settable, as one class of characters."""
    known = sorted(settable())
    spans: list[list[int]] = []
    for point in known:
        if spans and point == spans[-1][1] + 1:
            spans[-1][1] = point
        else:
            spans.append([point, point])
    return re.compile("[^" + "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in spans) + "]")


def _mapped(path: Path) -> Iterator[int]:
    """The code points of a TrueType font's character map (OpenType, `cmap` formats 4 and 12)."""
    data = path.read_bytes()
    tables = {
        data[at : at + 4]: struct.unpack(">II", data[at + 8 : at + 16]) for at in range(12, 12 + 16 * data[5], 16)
    }
    start = tables[b"cmap"][0]
    for number in range(struct.unpack(">H", data[start + 2 : start + 4])[0]):
        at = start + struct.unpack(">I", data[start + 8 + 8 * number : start + 12 + 8 * number])[0]
        form = struct.unpack(">H", data[at : at + 2])[0]
        if form == 4:
            yield from _segments(data, at)
        elif form == 12:
            for group in range(struct.unpack(">I", data[at + 12 : at + 16])[0]):
                first, last = struct.unpack(">II", data[at + 16 + 12 * group : at + 24 + 12 * group])
                yield from range(first, last + 1)


def _segments(data: bytes, at: int) -> Iterator[int]:
    count = struct.unpack(">H", data[at + 6 : at + 8])[0] // 2
    ends = struct.unpack(f">{count}H", data[at + 14 : at + 14 + 2 * count])
    starts = struct.unpack(f">{count}H", data[at + 16 + 2 * count : at + 16 + 4 * count])
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)
