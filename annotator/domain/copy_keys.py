"""How an annotated copy names the mentions it tells of, so that they are known again when the copy comes back."""

import hashlib
import re
from dataclasses import dataclass

NEUTRAL_AUTHOR = "Annotator"
"""Who signs what no checker has signed."""

_PLAIN, _OFFERED = "_fcm", "_fcx"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAME = re.compile(rf"({_PLAIN}|{_OFFERED})([0-9a-f]{{32}})([0-9a-z]{{0,4}})")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Place:
    """What a bookmark names: the key of a mention, the number that its claim had in the copy (0 when that is not
    known), and whether a change of its words was offered."""

    key: str
    number: int
    offered: bool


def key(mention_id: str) -> str:
    """32 hexadecimal digits for a mention: its id's own where that is a UUID."""
    if _UUID.fullmatch(mention_id):
        return mention_id.replace("-", "")
    return hashlib.sha256(mention_id.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def bookmark(mention_id: str, number: int, offered: bool) -> str:
    """The name of the bookmark around a mention's words; `offered` when they bear a suggested change. It has at most 40
    characters, as Word wants, and begins with the low line by which Word hides it from lists."""
    digits = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return f"{_OFFERED if offered else _PLAIN}{key(mention_id)}{digits if len(digits) <= 4 else ''}"


def of_bookmark(name: str) -> Place | None:
    """What a bookmark names, None when it is not one of ours."""
    found = _NAME.fullmatch(name)
    return Place(found[2], int(found[3] or "0", len(_DIGITS)), found[1] == _OFFERED) if found else None


def paragraph_id(mention_id: str) -> str:
    """What a comment's last paragraph is called: eight hexadecimal digits below 80000000, never 0 ([MS-DOCX] 2.2.4)."""
    number = int(hashlib.sha256(key(mention_id).encode()).hexdigest()[:8], 16) & 0x7FFFFFFF
    return f"{number or 1:08X}"
