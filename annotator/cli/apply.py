"""Many operations at once: JSON objects, one a line, each of them a step that is on the disk before it is told of."""

import contextlib
import json
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

from annotator.cli.changing import REVIEW, SET
from annotator.cli.making import ATTACH, MARK, RATE, SOURCE
from annotator.cli.options import Given, Option, from_json
from annotator.cli.verb import Verb
from annotator.domain.errors import AnnotatorError
from annotator.project import Project

OPERATIONS = {verb.name: verb for verb in (MARK, SET, SOURCE, ATTACH, RATE, REVIEW)}
"""The verbs that are taken in bulk."""

LONGEST_LINE = 32 << 20
"""Bytes of one operation."""

DETAILS = """OPERATIONS.jsonl (or - for standard input) holds one JSON object a line:
  {"op": "mark", "article": ID, "span": [412, 436], "statement": "…", "as": "c1"}
  {"op": "source", "title": "…", "url": "https://…", "as": "s1"}
  {"op": "attach", "claim": "@c1", "source": "@s1", "stance": "refutes"}
  {"op": "rate", "claim": "@c1", "rating": "wrong", "rationale": "…"}
The operations are mark, set, source, attach, rate and review; their keys are the options of those verbs. "as" names
what an operation makes, and "@name" stands for its id in the lines that follow. Each operation is one step. The first
one that cannot be done ends the work; those before it are kept. With --json, a line is printed for each operation
once it is on the disk: what it made, with "op" and, where it was named, "as"."""

Done = tuple[Verb, str, Any]
"""The verb of an operation, the name it gave to what it made ("" for none), and what it made."""


def run(project: Project, given: Given) -> Iterator[Done]:
    """Do the operations in turn; each is given once it is durable. Raises AnnotatorError, naming the line."""
    names: dict[str, str] = {}
    done = 0
    with _opened(given["operations"]) as stream:
        for number, line in enumerate(_lines(stream), 1):
            try:
                if len(line) > LONGEST_LINE:
                    raise AnnotatorError("it is too long.", f"Keep a line under {LONGEST_LINE >> 20} MB.")
                if not line.strip():
                    continue
                verb, options, name = _understood(line, names)
                made = verb.run(project, options)
            except AnnotatorError as error:
                raise _in_line(number, done, error) from error
            done += 1
            if name:
                names[name] = made.id
            yield verb, name, made


def shape(done: Done) -> dict[str, Any]:
    verb, name, made = done
    return {"op": verb.name, **({"as": name} if name else {}), **verb.shape(made)}


@contextlib.contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = open(path, "rb")  # noqa: SIM115, PTH123 - closed below; what happens within is not this error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise AnnotatorError(f"“{path}” cannot be read: {reason}.", "Check the name.") from None
    with stream:
        yield stream


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Each line as it comes in; of one that is too long, no more than shows that it is."""
    try:
        while line := stream.readline(LONGEST_LINE + 1):
            yield line
    except OSError as error:
        raise AnnotatorError(f"The operations cannot be read further: {error.strerror}.", "Check the file.") from None


def _understood(line: bytes, names: dict[str, str]) -> tuple[Verb, dict[str, Any], str]:
    """The verb of a line, its options, and the name to be given to what it makes."""
    value = _decoded(line)
    op, name = value.pop("op", None), value.pop("as", "")
    verb = OPERATIONS.get(op) if isinstance(op, str) else None
    if verb is None:
        known = ", ".join(OPERATIONS)
        raise AnnotatorError(f"there is no operation {json.dumps(op, ensure_ascii=False)}.", f"Use one of: {known}.")
    if not isinstance(name, str):
        raise AnnotatorError("“as” must be text.", "Give it a name.")
    options = from_json(verb.name, verb.options, verb.either, value)
    for option in verb.options:
        if option.refers and options.get(option.name, "").startswith("@"):
            options[option.name] = _named(option, options[option.name], names)
    return verb, options, name


def _decoded(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise AnnotatorError(f"this is not JSON ({error}).", "Write one object a line, in UTF-8.") from None
    if not isinstance(value, dict):
        raise AnnotatorError("this is not a JSON object.", 'Write {"op": …}.')
    return value


def _named(option: Option, reference: str, names: dict[str, str]) -> str:
    try:
        return names[reference[1:]]
    except KeyError:
        problem = f"no operation before this one was named “{reference[1:]}” with “as”."
        raise AnnotatorError(problem, f"Name the {option.name} first, or give its id.") from None


def _in_line(number: int, done: int, error: AnnotatorError) -> AnnotatorError:
    kept = {0: "nothing was changed", 1: "the operation before it is kept"}
    before = kept.get(done, f"the {done} operations before it are kept")
    return AnnotatorError(f"Line {number}: {error.what_happened.rstrip('.')}; {before}.", error.what_to_do)
