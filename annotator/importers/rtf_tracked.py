"""The tracked changes of Rich Text (RTF 1.9.1, "Track Changes"): words that were put in or deleted are under a control
word that says so, ends of paragraphs among them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotator.domain.tracked import TrackedBy, TrackedState
from annotator.importers.tracked import counted

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'[0-9a-fA-F]{2}|\\[^a-zA-Z]|[{}]|[^\\{}\r\n]+|[\r\n]+|\\$", re.S
)
_PUT_IN, _DELETED = ("revised", "mvt"), ("deleted", "mvf")
_AUTHORS = ("revauth", "revauthdel", "mvauth")
_ANY = re.compile(r"\\(?:revised|deleted|mvt|mvf)\b")
_SAYING = frozenset((
    "par", "line", "tab", "page", "sect", "u", "emdash", "endash", "emspace", "enspace", "qmspace", "bullet", "lquote",
    "rquote", "ldblquote", "rdblquote",
))  # fmt: skip
_UNSAID = ("\\*", "{", "}")
"""What is no control word and stands for no words either."""
_TABLE = re.compile(r"\\revtbl\b((?:\s*\{[^{}]{0,300}\})*)")
_NAME = re.compile(r"\{([^{}]*?);?\}")


@dataclass(frozen=True, slots=True)
class _Look:
    """What became of the words in a group, and by whose hand."""

    put_in: bool = False
    deleted: bool = False
    author: int = 0


def has_changes(source: str) -> bool:
    return bool(_ANY.search(source))


def in_state(source: str, state: TrackedState) -> str:
    """The source without the words that are not in that state."""
    if not has_changes(source):
        return source
    accepted = state is TrackedState.ACCEPTED
    # A line end says nothing, and parts what stood on both sides of the words.
    return "".join(
        "\n" if says and (look.deleted if accepted else look.put_in) else token for token, look, says in _looks(source)
    )


def names(source: str) -> list[str]:
    """The names of those who made changes, as the file writes them, by their numbers."""
    table = _TABLE.search(source)
    return _NAME.findall(table[1]) if table else []


def tracked(source: str, authors: list[str]) -> tuple[TrackedBy, ...]:
    """Who changed how much; a stretch of words is one change. What was put in and deleted again is in no state."""
    return counted(_changes(source, authors) if has_changes(source) else ())


def _changes(source: str, authors: list[str]) -> Iterator[tuple[str, bool]]:
    last = _Look()
    for _, look, says in _looks(source):
        if says and look != last:
            last = look
            if look.put_in != look.deleted:
                yield authors[look.author] if 0 < look.author < len(authors) else "", look.put_in


def _looks(source: str) -> Iterator[tuple[str, _Look, bool]]:
    """Each piece of the source, what became of it, and whether it stands for words."""
    look, around = _Look(), list[_Look]()
    for found in _TOKEN.finditer(source):
        token, word, number = found[0], found[1], found[2]
        if token == "{":
            around.append(look)
        elif token == "}":
            look = around.pop() if around else _Look()
        elif word == "plain":
            look = _Look()
        elif word in _PUT_IN:
            look = replace(look, put_in=number != "0")
        elif word in _DELETED:
            look = replace(look, deleted=number != "0")
        elif word in _AUTHORS:
            look = replace(look, author=int(number or 0))
        yield token, look, word in _SAYING if word else token not in _UNSAID and bool(token.strip("\r\n"))
