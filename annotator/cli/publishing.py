"""The verbs around publishing: what is still open, and whether mark-up is what its readers ask for."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from annotator.cli import lines
from annotator.cli.options import ID, Given, Option
from annotator.cli.verb import Positional, Verb, nothing
from annotator.domain.markup import Problem
from annotator.domain.readiness import Point
from annotator.project import Project
from annotator.project.export import Written
from annotator.project.remarks import validate


def _ready(project: Project, given: Given) -> list[Point]:
    return project.open_points(given.get("article", ""))


def _point_lines(points: list[Point]) -> Iterator[str]:
    if not points:
        return iter(["Nothing is open."])
    return lines.table(("KIND", "CLAIM", "WHAT IS OPEN"), ((p.kind, p.claim, p.sentence) for p in points))


def _point(point: Point) -> dict[str, Any]:
    return {"kind": point.kind, "claim": point.claim or None, "what": point.sentence}


def _validate(_: None, given: Given) -> list[Problem]:
    return validate(Path(given["file"]))


def _problem_lines(problems: list[Problem]) -> Iterator[str]:
    if not problems:
        yield "The mark-up is what its readers ask for."
    for problem in problems:
        yield lines.plain(f"{'Advice' if problem.advice else 'Problem'}: {problem}")


def _problem(problem: Problem) -> dict[str, Any]:
    return {"claim": problem.claim or None, "problem": problem.sentence, "advice": problem.advice}


def _invalid(problems: list[Problem]) -> str:
    wrong = sum(not problem.advice for problem in problems)
    number = "1 problem was" if wrong == 1 else f"{wrong} problems were"
    return f"The mark-up is not sound: {number} found. Correct it before it is published." if wrong else ""


def export_remarks(paths: Iterable[Path]) -> Iterator[str]:
    """What there is to remark on an export, for standard error."""
    if isinstance(paths, Written):
        yield from paths.remarks.sentences()


READY = Verb(
    "ready",
    "List what is still open before a report is published.",
    _ready,
    lambda points: [_point(point) for point in points],
    _point_lines,
    (Option("article", "only what belongs to this article, by its id", ID),),
    details="Claims without a verdict or reworded after it, sentences of a new draft that nobody looked at, verdicts "
    "on fewer than two independent sources, sources without an archived copy, claimants nobody asked, and "
    "confidential sources that would show. Ends with 0.",
)
VALIDATE = Verb(
    "validate",
    "Check ClaimReview and MediaReview mark-up, without a network.",
    _validate,
    lambda problems: [_problem(problem) for problem in problems],
    _problem_lines,
    positional=Positional("file", "FILE", "a file of JSON-LD, or a page that holds some"),
    details="Ends with 0 when there is at most advice, otherwise with 1 after a line for each problem.",
    opens=nothing,
    complaint=_invalid,
)
