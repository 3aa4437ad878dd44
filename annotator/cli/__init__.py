"""Floor 4: the command line, over Project. What is printed, and with what exit status a verb ends, is decided here."""

import argparse
import contextlib
import logging
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from annotator import __version__
from annotator.cli import lines, shapes
from annotator.cli.options import add_to, seconds
from annotator.cli.verb import Passing, Verb, nothing
from annotator.cli.verbs import VERBS
from annotator.domain.errors import AnnotatorError
from annotator.project import PATIENCE

DONE, REFUSED, USAGE = 0, 1, 2
INTERRUPTED, BROKEN_PIPE = 130, 141
"""As shells tell of a process ended by SIGINT or SIGPIPE."""

_LONGEST_REFUSAL = 2000
"""Columns of the line that tells of an error, which may quote anything."""

Demo = Callable[[Path, bool], int]
"""Does the whole job on a sample in a folder; with True, leaves the window open. Gives the exit status."""


class _OutputLost(Exception):
    """Standard output takes nothing more; carries the system's reason."""


def main(arguments: Sequence[str], demo: Demo | None = None) -> int:
    """Do what a command line says; gives the exit status. Errors become one line on standard error."""
    try:
        given = vars(_parser(demo).parse_args(list(arguments)))
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else USAGE
    try:
        return _performed(given, demo)
    except AnnotatorError as error:
        return _refused(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_output()
        return BROKEN_PIPE
    except _OutputLost as error:
        _let_go_of_output()
        return _refused(f"The output cannot be written: {error}. Look up with another command what was done.")
    except Exception as error:  # the one place that must catch everything
        return _refused(_unexpected(error))


def _performed(given: dict[str, Any], demo: Demo | None) -> int:
    verb: Verb | None = given.pop("verb")
    if verb is None:
        return demo(given["out"], given["open"]) if demo else USAGE
    as_json = given.pop("json")
    options = {name: value for name, value in given.items() if name not in ("project", "checker", "wait")}
    with verb.opens(given) as project:
        value = verb.run(project, options)
        if isinstance(value, Passing):
            return _told_one_by_one(verb, value, as_json)
        if verb.as_it_goes:
            value = _told_as_it_goes(verb, value, as_json)
        elif as_json:
            _say([shapes.as_text(verb.shape(value))])
        if not as_json:
            _say(verb.lines(value))
    _remark(verb.remarks(value))
    complaint = verb.complaint(value)
    return _refused(complaint) if complaint else DONE


def _told_as_it_goes(verb: Verb, values: Iterable[Any], as_json: bool) -> int:
    """Tell of each value as it comes; gives their number."""
    told = 0
    for value in values:
        told += 1
        if as_json:
            _say([shapes.as_text(verb.shape(value), on_one_line=True)])
    return told


def _told_one_by_one(verb: Verb, passing: Passing, as_json: bool) -> int:
    """Tell of each value as it comes; gives the exit status."""
    status, listed = DONE, as_json and not passing.alone
    before = "[\n" if listed else ""
    try:
        for value in passing.values:
            if as_json and (shape := verb.shape(value)) is not None:
                _say([before + shapes.as_text(shape)], end="" if listed else "\n")
                before = ",\n" if listed else ""
            elif not as_json:
                _say(verb.lines(value))
            _remark(verb.remarks(value))
            if complaint := verb.complaint(value):
                status = _refused(complaint)
    finally:
        if listed:
            _say(["\n]" if before.startswith(",") else "[]"])
    _remark(passing.after())
    return status


def _say(said: Iterable[str], end: str = "\n") -> None:
    """Print lines, and see them off. Raises BrokenPipeError when nobody reads on."""
    text = "".join(f"{line}{end}" for line in said)
    if sys.stdout is None:
        raise _OutputLost("there is none")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise _OutputLost(getattr(error, "strerror", None) or error) from error


def _remark(sentences: Iterable[str]) -> None:
    """Notes on standard error, a line each."""
    with contextlib.suppress(OSError, ValueError):
        for sentence in sentences:
            print(f"Note: {lines.short(sentence, _LONGEST_REFUSAL)}", file=sys.stderr, flush=True)


def _refused(sentence: str) -> int:
    """One line on standard error, whatever the sentence quotes."""
    with contextlib.suppress(OSError, ValueError):
        print(lines.short(sentence, _LONGEST_REFUSAL), file=sys.stderr, flush=True)
    return REFUSED


def _let_go_of_output() -> None:
    """Keep the interpreter from trying once more, and complaining, when it ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _unexpected(error: Exception) -> str:
    """The sentence for an error that is ours; its details go to a log file."""
    from platformdirs import user_log_path

    path = user_log_path("annotator", appauthor=False) / "errors.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace")
        with contextlib.closing(handler):
            raised = type(error), error, error.__traceback__
            record = logging.LogRecord(__name__, logging.ERROR, __file__, 0, "%s", (error,), raised)
            handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
            handler.emit(record)
        details = f"details are in {path}"
    except OSError:
        details = "and no details could be kept"
    kind = type(error).__name__
    return f"Something went wrong inside the app: {kind} ({error}); only finished steps were kept, {details}."


def _parser(demo: Demo | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="annotator",
        description="The fact-checker's desk. Without a verb it opens the window, on a project if one is named.",
        epilog="`annotator VERB --help` tells of a verb's options. Ends with 0; with 1 and a sentence on standard "
        "error when something is refused; with 2 when the command line is wrong. Places in a text are Unicode code "
        "points.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"annotator {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="VERB", title="verbs")
    for verb in VERBS:
        _add_verb(verbs, verb)
    if demo is not None:
        _add_demo(verbs)
    return parser


def _add_verb(verbs: Any, verb: Verb) -> None:
    layout = argparse.RawDescriptionHelpFormatter if "\n" in verb.details else argparse.HelpFormatter
    made: argparse.ArgumentParser = verbs.add_parser(
        verb.name,
        help=verb.help,
        description=verb.help,
        epilog=verb.details,
        allow_abbrev=False,
        formatter_class=layout,
    )
    made.set_defaults(verb=verb)
    if verb.opens is not nothing:
        made.add_argument("project", metavar="PROJECT", type=Path, help="the project, a file NAME.factcheck")
        made.add_argument("--checker", metavar="NAME", default="", help="who does this; without it, the account's name")
        how_long = f"how long to wait for another program that is writing ({PATIENCE:g})"
        made.add_argument("--wait", metavar="SECONDS", type=seconds, default=PATIENCE, help=how_long)
    if further := verb.positional:
        several: dict[str, Any] = {"nargs": "+"} if further.many else {}
        made.add_argument(further.name, metavar=further.metavar, help=further.help, **several)
    add_to(made, verb.options, verb.either)
    made.add_argument("--json", action="store_true", help="print JSON")


def _add_demo(verbs: Any) -> None:
    words = "Do the whole job on a sample article in the real window, off screen if there is no display."
    made = verbs.add_parser("demo", help=words, description=words, allow_abbrev=False)
    made.set_defaults(verb=None)
    made.add_argument("out", metavar="OUT_DIR", type=Path, help="the folder for the project, reports and screenshots")
    made.add_argument("--open", action="store_true", help="open the window on a fresh sample project instead")
