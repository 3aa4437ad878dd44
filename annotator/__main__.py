"""Starts the app: no arguments or a project opens the window, a verb goes to the command line."""

import contextlib
import gc
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
        if given[0] == "_read":  # what the app starts itself with, to read a file apart
            from annotator.project import reading

            return reading.serve()
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
    if not (os.environ.get("QT_QPA_PLATFORM") or _has_display()):
        # Qt would end the process with a core dump.
        return _refused("There is no display to open a window on. Use a verb; `annotator --help` lists them.")
    gc.disable()  # nothing made for the first window is garbage; `app.run` enables it again
    try:
        from annotator.gui import app
    except ImportError as error:
        return _no_window(error)
    else:
        return app.run(arguments)
    finally:
        gc.enable()


def _demo(out: Path, keep_open: bool) -> int:
    _make_folder(out)
    if keep_open and _has_display():
        return _window([str(_sample(out))])
    if not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from annotator.gui import demo
    except ImportError as error:
        return _no_window(error)
    return demo.run_demo(out, print)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        from annotator.domain.errors import AnnotatorError

        raise AnnotatorError(f"“{folder}” cannot be made: {error.strerror}.", "Choose another folder.") from None


def _sample(folder: Path) -> Path:
    """The sample project in this folder, made if it is not there."""
    from annotator.project import sample

    path = folder / "sample.factcheck"
    if not path.exists():
        sample.create(path).close()
    return path


def _has_display() -> bool:
    """Whether a window would be seen by anybody."""
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in ("offscreen", "minimal"):
        return False
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _no_window(error: ImportError) -> int:
    return _refused(f"The window cannot be opened: {error}. Install what is missing, or use a verb.")


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def _speak_utf8() -> None:
    """Whatever the locale: a title in any script may come out, and must never end a command."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


if __name__ == "__main__":
    sys.exit(main())
