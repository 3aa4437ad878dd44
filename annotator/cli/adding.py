"""The verb that adds articles: one, or many, each told of as it is added, so that what a file is refused for stops no
other and no number of them fills the memory."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from annotator.cli import lines
from annotator.cli.options import FLAG, ID, TEXT, Given, Option
from annotator.cli.revising import lines_added, shape_added, with_revision
from annotator.cli.verb import Passing, Positional, Verb
from annotator.domain.errors import AnnotatorError
from annotator.project import Project
from annotator.project.batch import Batch, How, Outcome, passed_by

_LONGEST_PASTE = 50_000_000
"""Bytes that are read from standard input as one article."""
_LONGEST_NAME = 60
"""Columns of the name of the file that is being read."""

_Told = tuple[Project, Outcome]


def _add(project: Project, given: Given) -> Passing:
    inputs: list[str] = given["inputs"]
    alone = len(inputs) == 1 and not Path(inputs[0]).is_dir()
    if not alone and ("-" in inputs or "title" in given or "supersedes" in given):
        raise AnnotatorError("Pasted text, --title and --supersedes are for one article alone.", "Add it by itself.")
    if inputs == ["-"]:
        text, named, articles = _pasted(), given.get("supersedes", ""), project.articles
        newest = named and (articles.newest(named) or named)
        pasted = Outcome("-", "-", articles.add_text(text, given.get("title", ""), newest))
        return Passing(iter([(project, pasted)]), alone=True)
    names = ("allow_private", "again", "attachments", "original", "title", "supersedes")
    batch = Batch(project, inputs, How(**{name: given[name] for name in names if name in given}))
    alone = alone and "attachments" not in given
    return Passing(_each(project, batch, alone), alone, lambda: filter(None, [passed_by(batch.skipped)]))


def _each(project: Project, batch: Batch, alone: bool) -> Iterator[_Told]:
    """What became of each. Raises AnnotatorError when the only one is refused."""
    for outcome in batch.run(_show_progress):
        _clear_progress()
        if alone and outcome.refused is not None:
            raise outcome.refused
        yield project, outcome


def _show_progress(at: int, total: int, name: str) -> None:
    if total > 1 and sys.stderr is not None and sys.stderr.isatty():
        print(f"\r\x1b[K{at} of {total} · {lines.short(name, _LONGEST_NAME)}", end="", file=sys.stderr, flush=True)


def _clear_progress() -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _pasted() -> str:
    data = sys.stdin.buffer.read(_LONGEST_PASTE + 1)
    if len(data) > _LONGEST_PASTE:
        megabytes = _LONGEST_PASTE // 1_000_000
        raise AnnotatorError("The text on standard input is too long.", f"Keep it under {megabytes} MB.")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise AnnotatorError("Standard input is not UTF-8 text.", "Save it as a file and add that.") from None


def _shape(told: _Told) -> Any:
    """The article as JSON, with what there is to tell of its adding; None when there is none."""
    project, outcome = told
    if outcome.article is None:
        return None
    return {
        **shape_added(with_revision(project, outcome.article)),
        "place": outcome.place,
        "known": outcome.known,
        "attachments": [{"name": each.name, "size": each.size} for each in outcome.attached],
    }


def _lines(told: _Told) -> Iterable[str]:
    project, outcome = told
    return lines_added([with_revision(project, outcome.article)]) if outcome.article else ()


def _remarks(told: _Told) -> Iterator[str]:
    outcome = told[1]
    if outcome.known:
        yield f"“{outcome.place}” is in the project already, byte for byte; --again adds it once more."
    yield from (f"“{outcome.place}”: {remark}" for remark in outcome.remarks)


def _complaint(told: _Told) -> str:
    outcome = told[1]
    return f"“{outcome.place}” was not added: {outcome.refused}" if outcome.refused else ""


ADD = Verb(
    "add",
    "Add articles: files, folders with all in them, addresses, or - for text on standard input.",
    _add,
    _shape,
    _lines,
    (
        Option("title", "its title, in place of the one found in it", TEXT),
        Option("supersedes", "an earlier version of it, by its id; the claims of the newest are carried over", ID),
        Option("original", "drafts as they were before their tracked changes", FLAG),
        Option("attachments", "add the files that come with messages too, each as an article of its own", FLAG),
        Option("again", "add files once more that the project has already, byte for byte", FLAG),
        Option("allow_private", "let the addresses given lie in the local network", FLAG),
    ),
    positional=Positional("inputs", "ARTICLE", "a file, a folder, an http(s) address, or - for pasted text", many=True),
    details="Each article is a step of its own. When several are named, or a folder, one that cannot be read stops no "
    "other: standard error has a line for each, and the verb ends with 1. In folders, what is hidden, links, the parts "
    "of saved pages and files of no known format are passed by and counted. Notes on standard error tell what an "
    "importer has to say: scanned pages, redirects, files that came with a message. With --json, prints the article as "
    "an object of the shape that `articles` lists, with “place”, “known” (the project had it before), “remarks” and "
    "“attachments”; when several are named, a list of them in that order. One that supersedes another has “revision” "
    "too: how many of its mentions are the same, moved, changed, unsure and gone, each of them, and the sentences that "
    "are new.",
    remarks=_remarks,
    complaint=_complaint,
)
