"""Hands values of the domain from one process to another: as JSON, which runs no code when it is read, with bytes apart
from it. What comes back is of the kinds that are told, or is refused."""

import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any

_PLAIN = frozenset((str, int, bool, float, type(None)))
"""What is in JSON as it is, which most values are."""

Taker = Callable[[Any, list[bytes]], Any]


def given(value: Any, apart: list[bytes]) -> Any:
    """The value as JSON has it: a dataclass as the list of its fields, bytes as their place in `apart`, where they are
    put."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, bytes):
        apart.append(value)
        return len(apart) - 1
    if isinstance(value, tuple | list):
        return [given(each, apart) for each in value]
    if isinstance(value, dict):
        return {key: given(each, apart) for key, each in value.items()}
    kind: Any = type(value)
    return [each if type(each) in _PLAIN else given(each, apart) for each in _fields_of(kind)(value)]


def taken(kind: Any, plain: Any, apart: list[bytes]) -> Any:
    """The value of that kind which was `given`. Raises TypeError, ValueError or LookupError when it is none."""
    return _taker(kind)(plain, apart)


@cache
def _fields_of(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    """What gives all fields of a dataclass."""
    names = _names(kind)
    return attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} cannot be handed over")
    return tuple(each.name for each in fields(kind))


@cache
def _taker(kind: Any) -> Taker:
    """How a value of a kind is taken: a type, an enumeration, a dataclass, or a tuple, dict or union of such."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return _several(_taker(inner[0])) if inner[-1] is Ellipsis else _each(tuple(map(_taker, inner)))
    if origin is dict:
        return _named(_taker(inner[1]))
    if origin in (types.UnionType, typing.Union):
        return _perhaps(_taker(next(one for one in inner if one is not types.NoneType)))
    if kind is bytes:
        return _from_apart
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda plain, _: kind(plain)
    return _of_fields(kind) if is_dataclass(kind) else _exactly(kind)


def _of_fields(kind: Any) -> Taker:
    hints = typing.get_type_hints(kind)
    take = _each(tuple(_taker(hints[name]) for name in _names(kind)))
    return lambda plain, apart: kind(*take(plain, apart))


def _several(take: Taker) -> Taker:
    return lambda plain, apart: tuple([take(each, apart) for each in _listed(plain)])


def _each(takers: tuple[Taker, ...]) -> Taker:
    return lambda plain, apart: tuple(
        [take(each, apart) for take, each in zip(takers, _listed(plain), strict=True)]
    )  # fmt: skip


def _named(take: Taker) -> Taker:
    def of_names(plain: Any, apart: list[bytes]) -> dict[str, Any]:
        if not isinstance(plain, dict):
            raise TypeError("not an object")
        return {key: take(each, apart) for key, each in plain.items()}

    return of_names


def _perhaps(take: Taker) -> Taker:
    return lambda plain, apart: None if plain is None else take(plain, apart)


def _from_apart(plain: Any, apart: list[bytes]) -> bytes:
    if type(plain) is not int or plain < 0:
        raise TypeError("not a place")
    return apart[plain]


def _exactly(kind: Any) -> Taker:
    def one(plain: Any, _: list[bytes]) -> Any:
        if type(plain) is not kind:
            raise TypeError(f"not {kind}")
        return plain

    return one


def _listed(plain: Any) -> list[Any]:
    if not isinstance(plain, list):
        raise TypeError("not a list")
    return plain
