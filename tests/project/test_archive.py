"""A project exported as JSON and read into a new file is the same project."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, BlockKind, Claim, Inline, InlineKind, Source, Span
from annotator.project import Project
from tests.project.making import imported, visible, with_article


@pytest.fixture
def whole(project: Project, other: Project, article: Article, claim: Claim, source: Source, tmp_path: Path) -> Path:
    """The archive of a project with something of every kind."""
    newer = project.articles.add_text("A later version.", title="Later", supersedes=article.id)
    project.articles.set_kind(article.id, 0, BlockKind.HEADING)
    project.claims.add_mention(claim.id, newer.id, Span(2, 7))
    project.claims.set(
        claim.id, kind="date", claimant="The register", claim_date="1994", assignee="x", note="n", severity="must-fix"
    )
    (tmp_path / "page").write_bytes(b"a page")
    project.sources.keep_snapshot(source.id, tmp_path / "page")
    project.sources.add("A person", kind="person", confidential=True, note="met twice")
    project.evidence.attach(claim.id, source.id, "refutes", "e", "l", "n")
    returned = project.verdicts.give(claim.id, "confirmed", "at first")
    other.reviews.give(returned.id, False, "look again")
    project.verdicts.withdraw(returned.id)
    other.verdicts.give(claim.id, "wrong", "then")
    project.set_scale("three")
    path = tmp_path / "whole.json"
    project.export("json", path)
    return path


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "fresh.factcheck", checker="third checker", device="third") as project:
        yield project


def test_everything_comes_back_under_its_own_id(project: Project, fresh: Project, whole: Path) -> None:
    first = fresh.articles.add(whole)
    assert first.id == project.articles.all()[0].id
    assert visible(fresh) == visible(project)
    assert fresh.check() == []
    fresh.export("json", whole.with_name("again.json"))
    one, other = (json.loads(path.read_bytes()) for path in (whole, whole.with_name("again.json")))
    assert {**one, "checkers": 0} == {**other, "checkers": 0}
    assert [checker for checker in one["checkers"] if checker not in other["checkers"]] == []


def test_it_comes_in_as_one_step(fresh: Project, whole: Path) -> None:
    before = visible(fresh)
    fresh.articles.add(whole)
    after = visible(fresh)
    undone = fresh.history.undo()
    assert undone and undone.name == "Add project"
    assert visible(fresh) == before
    fresh.history.redo()
    assert visible(fresh) == after
    assert fresh.check() == []


def test_what_is_here_already_is_refused_and_nothing_is_kept(project: Project, fresh: Project, whole: Path) -> None:
    for target in (project, fresh):
        with suppress(AnnotatorError):
            target.articles.add(whole)
        before, steps = visible(target), target.history.steps()
        with pytest.raises(AnnotatorError, match="already holds"):
            target.articles.add(whole)
        assert (visible(target), target.history.steps()) == (before, steps)
        assert target.check() == []


def test_a_project_that_has_articles_keeps_its_own_title_and_scale(fresh: Project, whole: Path) -> None:
    with_article(fresh)
    fresh.articles.add(whole)
    assert (fresh.title, fresh.scale.key) == ("fresh", "editorial")


def test_a_project_without_an_article_is_refused(project: Project, fresh: Project) -> None:
    with pytest.raises(AnnotatorError, match="holds no article"):
        fresh.articles.add_read(project.report())


def test_a_report_that_refers_to_what_it_does_not_hold_keeps_nothing(
    project: Project, fresh: Project, whole: Path
) -> None:
    before = visible(fresh)
    with pytest.raises(AnnotatorError):
        fresh.articles.add_read(replace(project.report(), sources=()))
    assert visible(fresh) == before
    assert fresh.check() == []


def test_a_ledger_keeps_its_order_though_the_clock_ran_backwards(fresh: Project, tmp_path: Path) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)

    def backwards() -> datetime:
        nonlocal moment
        moment -= timedelta(hours=1)
        return moment

    path = tmp_path / "desk.factcheck"
    with Project.create(path, checker="a", clock=backwards) as project:
        claim = project.claims.mark(with_article(project).id, Span(0, 5))
    for rating in ("wrong", "confirmed"):
        with Project.open(path, checker=rating, clock=backwards) as project:
            project.verdicts.give(claim.id, rating)
            with_article(project, rating)
            project.sources.add(rating)
            expected = visible(project)
            project.export("json", tmp_path / f"{rating}.json")
    fresh.articles.add(tmp_path / "confirmed.json")
    assert visible(fresh) == expected
    newest = fresh.claims.get(claim.id).verdict
    assert newest and newest.rating == "confirmed"


def test_a_picture_is_kept_with_its_address_and_label(project: Project, fresh: Project, tmp_path: Path) -> None:
    pictures = (
        Inline(0, 0, InlineKind.IMAGE, "https://site.example/a.jpg", "Boats"),
        Inline(10, 10, InlineKind.IMAGE),
    )
    block = replace(imported().blocks[0], inlines=pictures)
    kept = project.articles.add_read(replace(imported(), blocks=(block, *imported().blocks[1:])))
    assert kept.blocks[0].inlines == project.articles.all()[0].blocks[0].inlines == pictures
    project.export("json", tmp_path / "pictures.json")
    assert fresh.articles.add(tmp_path / "pictures.json").blocks == kept.blocks
    assert fresh.check() == []


def test_what_was_passed_over_comes_back(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.factcheck", checker="first") as project:
        old = project.articles.add_text("It rained on Monday.")
        new = project.articles.add_text("It rained on Monday. It snowed on Tuesday.", supersedes=old.id)
        (fresh,) = project.rechecks.of(new.id, project.rechecks.fresh(new, old))
        project.rechecks.pass_over(new.id, fresh)
        (path,) = project.export("json", tmp_path / "a.json")
    with Project.create(tmp_path / "b.factcheck", checker="second") as project:
        project.articles.add(path)
        old, new = project.articles.all()
        assert project.rechecks.fresh(new, old)
        assert project.rechecks.of(new.id, project.rechecks.fresh(new, old)) == []
