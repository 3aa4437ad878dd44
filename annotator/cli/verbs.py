"""The table of verbs: everything that the command line can do to a project."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from annotator.cli import apply, lines, shapes
from annotator.cli.adding import ADD
from annotator.cli.changing import REVIEW, SET
from annotator.cli.making import ATTACH, MARK, RATE, SOURCE
from annotator.cli.noting import ACCEPT, DISMISS, NOTES, TRACKED
from annotator.cli.options import FILE, FLAG, ID, TEXT, Given, Option
from annotator.cli.publishing import READY, VALIDATE, export_remarks
from annotator.cli.returned import RETURNED
from annotator.cli.revising import CORRECT, PLACE, REVISION
from annotator.cli.templates import TEMPLATES
from annotator.cli.verb import Positional, Verb, created, nothing
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, ArticleSummary, Claim, Source, Step, Verdict
from annotator.project import Project, formats

ONLY_ARTICLE = Option("article", "only what belongs to this article, by its id", ID)


def _new(project: Project, given: Given) -> Project:
    return project


def _articles(project: Project, given: Given) -> list[tuple[Article, ArticleSummary]]:
    told = [project.articles.get(given["article"])] if "article" in given else project.articles.all()
    summaries = {summary.id: summary for summary in project.articles.summaries()}
    return [(article, summaries[article.id]) for article in told]


def _claims(project: Project, given: Given) -> list[Claim]:
    return project.claims.all(given.get("article", ""))


def _sources(project: Project, given: Given) -> list[Source]:
    if "article" not in given:
        return project.sources.all()
    used = {evidence.source for claim in _claims(project, given) for evidence in claim.evidence}
    return [source for source in project.sources.all() if source.id in used]


def _verdicts(project: Project, given: Given) -> list[Verdict]:
    return [verdict for claim in _claims(project, given) for verdict in claim.verdicts]


def _undo(project: Project, given: Given) -> Step:
    return _there(project.history.undo(), "undo")


def _redo(project: Project, given: Given) -> Step:
    return _there(project.history.redo(), "redo")


def _there(step: Step | None, what: str) -> Step:
    if step is None:
        raise AnnotatorError(f"There is nothing to {what}.")
    return step


def _export(project: Project, given: Given) -> list[Path]:
    more = {name: given[name] for name in ("template", "since", "published") if name in given}
    return project.export(given["format"], given["out"], given.get("article", ""), **more)


def _check(project: Project, given: Given) -> list[str]:
    return project.check()


def _check_lines(problems: list[str]) -> Iterator[str]:
    yield from map(lines.plain, problems or ["All is sound."])


def _unsound(problems: list[str]) -> str:
    if not problems:
        return ""
    number = "1 problem was" if len(problems) == 1 else f"{len(problems)} problems were"
    return f"The project is not sound: {number} found. Restore it from a backup, and keep this file for rescue."


def _formats(_: None, given: Given) -> list[dict[str, Any]]:
    coming = [
        {"use": "import", "name": name, "extensions": list(extensions), "description": description}
        for name, extensions, description in formats.importable()
    ]
    going = [
        {"use": "export", "name": name, "label": label, "extensions": [f".{extension}"], "description": description}
        for name, label, extension, description in formats.exportable()
    ]
    return coming + going


def _format_lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    heading = ("USE", "NAME", "FILES", "DESCRIPTION")
    return lines.table(heading, ((r["use"], r["name"], " ".join(r["extensions"]), r["description"]) for r in rows))


def _same(value: Any) -> Any:
    return value


def _each(shape: Callable[[Any], Any]) -> Callable[[Iterable[Any]], list[Any]]:
    return lambda values: [shape(value) for value in values]


VERBS: tuple[Verb, ...] = (
    Verb(
        "new",
        "Make a new project.",
        _new,
        shapes.project,
        lines.project,
        (
            Option("title", "its title; without it, the name of the file", TEXT),
            Option("scale", "its rating scale, by its key; editorial is the default", TEXT, metavar="NAME"),
        ),
        opens=created,
    ),
    ADD,
    Verb(
        "articles",
        "List the articles.",
        _articles,
        _each(lambda told: shapes.article(told[0])),
        lambda told: lines.articles(summary for _, summary in told),
        (ONLY_ARTICLE,),
    ),
    Verb(
        "claims",
        "List the claims in reading order.",
        _claims,
        _each(shapes.claim),
        lines.claims,
        (ONLY_ARTICLE,),
    ),
    Verb("sources", "List the sources.", _sources, _each(shapes.source), lines.sources, (ONLY_ARTICLE,)),
    Verb(
        "verdicts",
        "List every verdict given, claim by claim, oldest first.",
        _verdicts,
        _each(shapes.verdict),
        lines.verdicts,
        (ONLY_ARTICLE,),
    ),
    MARK,
    SET,
    SOURCE,
    ATTACH,
    RATE,
    REVIEW,
    NOTES,
    ACCEPT,
    DISMISS,
    TRACKED,
    REVISION,
    PLACE,
    CORRECT,
    RETURNED,
    Verb("undo", "Take back the last step.", _undo, shapes.step, lines.step),
    Verb("redo", "Bring back the step undone last.", _redo, shapes.step, lines.step),
    Verb(
        "export",
        "Write a report; `formats` lists the formats.",
        _export,
        lambda paths: [str(path) for path in paths],
        lambda paths: (lines.plain(str(path)) for path in paths),
        (
            Option("format", "the format, by its name", TEXT, needed=True, metavar="NAME"),
            Option("out", "the file to write; one that is there is replaced", FILE, needed=True),
            ONLY_ARTICLE,
            Option("template", "a template of one's own; `templates` lists and copies the built-in ones", FILE),
            Option(
                "since",
                "tell as corrections what changed after this date or time; a corrections notice begins at the last "
                "--published",
                TEXT,
                metavar="DATE",
            ),
            Option("published", "note in the project that this report is published now", FLAG),
        ),
        details="With --json, prints the list of the files written, the main one first. Notes on standard error tell "
        "what is still open, what mark-up lacks and what the format cannot carry; the last lies beside the report too.",
        remarks=export_remarks,
    ),
    READY,
    VALIDATE,
    Verb(
        "check",
        "Check the whole file: its history, its tables, its kept files.",
        _check,
        lambda problems: {"sound": not problems, "problems": problems},
        _check_lines,
        complaint=_unsound,
        details="Ends with 0 when all is sound, otherwise with 1 after a line for each problem.",
    ),
    Verb(
        "apply",
        "Mark, attach, rate and more in bulk, from a file of operations.",
        apply.run,
        apply.shape,
        lambda number: (f"{number} operation{'' if number == 1 else 's'} done.",),
        positional=Positional("operations", "OPERATIONS.jsonl", "the file of operations, or - for standard input"),
        details=apply.DETAILS,
        as_it_goes=True,
    ),
    TEMPLATES,
    Verb("formats", "List the formats that can be added and exported.", _formats, _same, _format_lines, opens=nothing),
)
