"""Which fields a person may set, and what each may hold: one table for every desk."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from annotator.domain import dates
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import ClaimKind, Severity, SourceKind, Stance
from annotator.domain.text import BOM, canonical

_EMPTY = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace()) + BOM
"""What may stand at the ends of a text and cannot be seen."""

Rule = Callable[[str, Any], Any]

LONGEST = 2_000_000
"""Code points a field may hold."""


def words(name: str, value: Any) -> str:
    """Text in canonical form, without white space or byte order marks at its ends."""
    if not isinstance(value, str):
        raise AnnotatorError(f"“{name}” must be text, not {value!r}.", "Write it as text.")
    if len(value) > LONGEST:
        raise AnnotatorError(f"“{name}” is too long: {len(value)} characters.", f"Keep it under {LONGEST}.")
    return canonical(value).strip(_EMPTY)


def needed(name: str, value: Any) -> str:
    """Text that may not be empty."""
    text = words(name, value)
    if not text:
        raise AnnotatorError(f"“{name}” is empty.", "Write something there.")
    return text


def flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise AnnotatorError(f"“{name}” must be yes or no, not {value!r}.", "Give true or false.")
    return value


def date(name: str, value: Any) -> str:
    """A day, month or year in ISO 8601, from whatever way of writing it that leaves no doubt."""
    text = words(name, value)
    if not text:
        return ""
    understood = dates.understand(text, "")
    if not understood.date:
        raise AnnotatorError(f"“{text}” is not a date that “{name}” can hold.", "Write it as YYYY-MM-DD.")
    return understood.date


def one_of(kinds: type[StrEnum]) -> Rule:
    """One of the values of an enumeration."""

    def rule(name: str, value: Any) -> str:
        if value in tuple(kinds):
            return str(value)
        raise AnnotatorError(f"“{value}” is not a {name}.", f"Use one of: {', '.join(filter(None, kinds))}.")

    return rule


FIELDS: dict[str, dict[str, Rule]] = {
    "article": {
        "title": needed,
        "byline": words,
        "publisher": words,
        "url": words,
        "language": words,
        "published": date,
    },
    "claim": {
        "statement": needed,
        "kind": one_of(ClaimKind),
        "claimant": words,
        "claim_date": words,
        "assignee": words,
        "note": words,
        "severity": one_of(Severity),
    },
    "source": {
        "title": needed,
        "kind": one_of(SourceKind),
        "author": words,
        "publisher": words,
        "url": words,
        "archive_url": words,
        "published": date,
        "accessed": date,
        "confidential": flag,
        "note": words,
    },
    "evidence": {"stance": one_of(Stance), "excerpt": words, "locator": words, "note": words},
}


def checked(entity: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields given, each as its rule has it. Raises AnnotatorError for an unknown field or an unfit value."""
    rules = FIELDS[entity]
    for name in given:
        if name not in rules:
            raise AnnotatorError(f"A {entity} has no field “{name}”.", f"It has: {', '.join(rules)}.")
    return {name: rules[name](name, value) for name, value in given.items()}
