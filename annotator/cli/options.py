"""What a verb takes, said once: the command line's parser and the lines of `apply` are both read by these tables."""

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.domain.errors import AnnotatorError

Given = Mapping[str, Any]
"""The options that a person gave, by name; those not given are not in it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of option: what stands for it in the usage, how words of the command line become it, and what of JSON may
    be it. `read` raises ValueError; so does `of_json`, whose message completes “"name" must be …”."""

    metavar: str
    read: Callable[[str], Any]
    of_json: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Option:
    """One option. Its `name` is a key of `apply`, and with dashes an option of the command line. `refers` says that it
    holds an id, for which `apply` takes the name of an earlier operation too."""

    name: str
    help: str
    kind: Kind
    needed: bool = False
    refers: bool = False
    metavar: str = ""


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """`START:END` in code points, or several after commas. Raises ValueError when it is not of that form."""
    pairs = (part.partition(":") for part in text.split(","))
    return tuple((int(start), int(end)) for start, _, end in pairs)


def seconds(text: str) -> float:
    """A length of time up to an hour. Raises ValueError when it is none."""
    number = float(text)
    if 0 <= number <= 3600:
        return number
    raise ValueError("not from 0 to 3600")


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise ValueError("text")


def _whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError("a whole number")


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("true or false")


def _pairs(value: Any) -> tuple[tuple[int, int], ...]:
    """One pair, or a list of them."""
    try:
        if isinstance(value, str):
            return spans(value)
        several = value if isinstance(value[0], list) else [value]
        return tuple((_whole(start), _whole(end)) for start, end in several)
    except (TypeError, ValueError, LookupError):
        raise ValueError("two whole numbers, [start, end], or a list of such pairs") from None


TEXT = Kind("TEXT", str, _text)
ID = Kind("ID", str, _text)
NUMBER = Kind("N", int, _whole)
FLAG = Kind("", bool, _flag)
SPANS = Kind("START:END[,START:END…]", spans, _pairs)
FILE = Kind("FILE", Path, lambda value: Path(_text(value)))


def add_to(parser: argparse.ArgumentParser, options: Iterable[Option], either: tuple[str, ...] = ()) -> None:
    """Make the options known to a parser; of those named in `either`, exactly one must be given."""
    choice = parser.add_mutually_exclusive_group(required=True) if either else parser
    for option in options:
        where = choice if option.name in either else parser
        flag = f"--{option.name.replace('_', '-')}"
        words: dict[str, Any] = {"dest": option.name, "help": option.help, "default": argparse.SUPPRESS}
        if option.kind is FLAG:
            where.add_argument(flag, action="store_true", **words)
        else:
            typed: dict[str, Any] = {"type": option.kind.read, "metavar": option.metavar or option.kind.metavar}
            where.add_argument(flag, required=option.needed, **typed, **words)


def from_json(op: str, options: Iterable[Option], either: tuple[str, ...], value: Mapping[str, Any]) -> dict[str, Any]:
    """The options of one operation, each of its kind. Raises AnnotatorError for an unknown key, a value of another
    kind, or one that is missing."""
    known = {option.name: option for option in options}
    given = dict(_of_json(op, known, value))
    missing = next((option.name for option in known.values() if option.needed and option.name not in given), None)
    if missing:
        raise AnnotatorError(f"The operation “{op}” lacks “{missing}”.", "Add it.")
    if either and sum(name in given for name in either) != 1:
        raise AnnotatorError(f"The operation “{op}” needs exactly one of {_listed(either)}.", "Give one of them.")
    return given


def _of_json(op: str, known: Mapping[str, Option], value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, found in value.items():
        option = known.get(key) or known.get(key.replace("-", "_"))
        if option is None:
            raise AnnotatorError(f"The operation “{op}” has no key “{key}”.", f"It has: {', '.join(known)}.")
        try:
            yield option.name, option.kind.of_json(found)
        except ValueError as error:
            raise AnnotatorError(f"“{key}” must be {error}.", "Write it that way.") from None


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(f"“{name}”" for name in names)
