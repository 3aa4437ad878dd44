"""The guard that every override of a Qt virtual wears.

On Python 3.11 an exception that leaves such an override can crash the process, and on any Python it would reach a
person as a traceback. The guard catches it and logs it as an error; `messages.py` listens to that log.
"""

import functools
import logging
from collections.abc import Callable
from typing import Any, TypeVar, cast

log = logging.getLogger("annotator.gui")

_F = TypeVar("_F", bound=Callable[..., Any])


def guarded(fallback: Any = None) -> Callable[[_F], _F]:
    """Decorate an override of a Qt virtual: an exception inside is logged, and the call gives `fallback`, or what
    `fallback` makes when it is a type or a function."""

    def decorate(method: _F) -> _F:
        @functools.wraps(method)
        def wrapper(*args: Any) -> Any:
            try:
                return method(*args)
            except Exception:  # the one place that must catch everything
                log.exception("%s failed", method.__qualname__)
                return fallback() if callable(fallback) else fallback

        return cast(_F, wrapper)

    return decorate
