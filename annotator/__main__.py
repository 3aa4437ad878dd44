"""Starts the app: no arguments or a project opens the window, a verb goes to the command line."""

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the app; gives the exit status. `arguments` are those of the command line, without the program's name."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if _is_for_the_window(given):
            return _window(given)
        _speak_utf8()
        from annotator import cli

        return cli.main(given, _demo)
    except KeyboardInterrupt:
        return _INTERRUPTED


def _is_for_the_window(arguments: Sequence[str]) -> bool:
    """Whether there is nothing but, at most, the name of a file: unlike verbs and options, it has a dot or a folder."""
    if len(arguments) != 1:
        return not arguments
    only = arguments[0]
    return not only.startswith("-") and any(sign and sign in only for sign in (".", os.sep, os.altsep))


def _window(arguments: list[str]) -> int:
    try:
        from annotator.gui import app
    except ImportError as error:
        return _no_window(error)
    return app.run(arguments)


def _demo(out: Path, keep_open: bool) -> int:
    try:
        from annotator.gui import demo
    except ImportError as error:
        return _no_window(error)
    return demo.run_demo(out)


def _no_window(error: ImportError) -> int:
    print(f"The window cannot be opened: {error}. Install what is missing, or use a verb.", file=sys.stderr)
    return 1


def _speak_utf8() -> None:
    """Whatever the locale: a title in any script may come out, and must never end a command."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


if __name__ == "__main__":
    sys.exit(main())
