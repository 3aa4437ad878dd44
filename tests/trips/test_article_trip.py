"""The whole job on an article: in, marked, sourced, judged, out; then back to the empty article and forth again."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotator.project import Project
from tests.cli.running import Annotator, contents

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "articles" / "000_2e4a3ad5c360ce24.txt"
FORMATS = ("html", "markdown", "csv", "json", "claimreview", "webannotation")
RATINGS = ("confirmed", "needs-fix", "wrong", "unverifiable", "not-checkable")


@dataclass(frozen=True)
class Trip:
    """An article, what is to be its title, and the quotations to be marked."""

    path: Path
    title: str
    quotes: tuple[str, ...]


TRIPS = (
    Trip(
        HERE / "bridge.txt",
        "Exampleton Bridge Was Repaired Too Late, Test Report Says",
        (
            "issued on February 9",
            "412 faults",
            "more than 11 years",
            "May 2010",
            "20 kilometres an hour",
            "opened in 1999",
            "240 metres long",
            "Nearly 9,000 cars",
            "3.6 million, a fifth of what the bridge cost",
        ),
    ),
    Trip(
        SHARED,
        "Belarus Authorities Fail To Investigate Torture Accusations, Amnesty Says",
        (
            "January 27",
            "no criminal investigations",
            "more than 900 complaints",
            "in power since 1994",
            "Nearly 160 demonstrators",
            "thousands arrested",
            "Lukashenka, 66,",
            "deprived of food, drinking water or medical care for days",
            "scheduled to speak on January 27",
        ),
    ),
)


@pytest.fixture(params=TRIPS, ids=lambda trip: trip.path.stem)
def trip(request: pytest.FixtureRequest) -> Trip:
    found: Trip = request.param
    if not found.path.exists():
        pytest.skip(f"the article {found.path.name} is not on this machine")
    return found


def work(annotator: Annotator, project: Path, trip: Trip) -> int:
    """Mark, source and judge every quotation; gives the number of steps."""
    article = annotator("articles", project, "--json").value[0]["id"]
    for number, quote in enumerate(trip.quotes):
        claim = annotator("mark", project, "--article", article, "--quote", quote, "--json").value
        assert claim["mentions"][0]["exact"] == quote
        source = annotator("source", project, "--title", f"Source {number}", "--url", f"https://example.org/{number}")
        ids = ("--claim", claim["id"], "--source", source.out.split()[0])
        annotator("attach", project, *ids, "--stance", "supports", "--excerpt", quote, "--locator", f"p. {number}")
        rating = ("--rating", RATINGS[number % len(RATINGS)], "--rationale", f"Reason {number}.")
        assert annotator("rate", project, "--claim", claim["id"], *rating).status == 0
    return 4 * len(trip.quotes)


def exported(annotator: Annotator, project: Path, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    for name in FORMATS:
        assert annotator("export", project, "--format", name, "--out", folder / f"report.{name}").status == 0
    return contents(folder)


def test_an_article_goes_through_the_whole_job(annotator: Annotator, tmp_path: Path, trip: Trip) -> None:
    project = tmp_path / "trip.factcheck"
    annotator("new", project, "--title", "Trip")
    article = annotator("add", project, trip.path, "--json").value
    assert article["title"] == trip.title
    empty = exported(annotator, project, tmp_path / "empty")

    steps = work(annotator, project, trip)
    done = exported(annotator, project, tmp_path / "done")
    assert done.keys() == empty.keys()
    reports = [name for name in done if not name.endswith("-losses.txt")]
    assert len(reports) == len(FORMATS) + 1
    assert all(done[name] != empty[name] for name in reports)

    for _ in range(steps):
        assert annotator("undo", project).status == 0
    assert exported(annotator, project, tmp_path / "undone") == empty
    assert annotator("claims", project, "--json").value == annotator("sources", project, "--json").value == []
    for _ in range(steps):
        assert annotator("redo", project).status == 0
    assert annotator("redo", project).status == 1
    assert exported(annotator, project, tmp_path / "redone") == done
    assert annotator("check", project).status == 0


def test_undo_reaches_past_the_article_and_redo_brings_it_back(
    annotator: Annotator, tmp_path: Path, trip: Trip
) -> None:
    project = tmp_path / "trip.factcheck"
    annotator("new", project)
    annotator("add", project, trip.path)
    steps = work(annotator, project, trip)
    with Project.open(project) as opened:
        for _ in range(steps + 1):
            opened.history.undo()
        assert (opened.articles.all(), opened.history.undoable) == ([], None)
        for _ in range(steps + 1):
            opened.history.redo()
        assert len(opened.claims.all()) == len(trip.quotes)
        assert opened.check() == []


def test_a_whole_project_comes_back_from_its_json(annotator: Annotator, tmp_path: Path, trip: Trip) -> None:
    project, copy = tmp_path / "trip.factcheck", tmp_path / "copy.factcheck"
    annotator("new", project, "--title", "Trip")
    annotator("add", project, trip.path)
    work(annotator, project, trip)
    first = exported(annotator, project, tmp_path / "first")
    annotator("new", copy)
    assert annotator("add", copy, tmp_path / "first" / "report.json").status == 0
    second = exported(annotator, copy, tmp_path / "second")
    # Whoever brought it in is a checker of the copy too, and HTML and JSON name all of them.
    assert {name for name in second if first[name] != second[name]} <= {"report.html", "report.json"}
    told, again = json.loads(first["report.json"]), json.loads(second["report.json"])
    assert told.pop("checkers")[0] in again.pop("checkers")
    assert again == told
