"""How many claims an article has is kept in step with the tally, whatever happens to them."""

import sqlite3
from contextlib import closing
from pathlib import Path

from annotator.domain.model import Span
from annotator.project import Project


def _counted(path: Path) -> dict[str, tuple[int, int]]:
    with closing(sqlite3.connect(path)) as conn:
        return {article: (claims, checked) for article, claims, checked in conn.execute("SELECT * FROM counted")}


def _counts(project: Project) -> list[tuple[int, int]]:
    return [(summary.claims, summary.checked) for summary in project.articles.summaries()]


def test_counts_follow_every_step_and_its_undoing(tmp_path: Path) -> None:
    path = tmp_path / "desk.factcheck"
    with Project.create(path, checker="first checker") as project:
        one, other = (project.articles.add_text(text, title=text).id for text in ("One text here.", "Another text."))
        assert _counts(project) == [(0, 0), (0, 0)] and _counted(path) == {}
        claim = project.claims.mark(one, Span(0, 3))
        second = project.claims.mark(one, Span(4, 8))
        project.claims.add_mention(claim.id, other, Span(0, 7))
        verdict = project.verdicts.give(claim.id, project.scale.ratings[0].key)
        assert _counts(project) == [(2, 1), (1, 1)]
        assert _counted(path) == {one: (2, 1), other: (1, 1)}
        project.verdicts.withdraw(verdict.id)
        assert _counts(project) == [(2, 0), (1, 0)]
        project.history.undo()
        project.claims.remove(second.id)
        assert _counts(project) == [(1, 1), (1, 1)]
        project.claims.remove(claim.id)
        assert _counts(project) == [(0, 0), (0, 0)] and _counted(path) == {}
        project.history.undo()
        assert _counted(path) == {one: (1, 1), other: (1, 1)} and project.check() == []


def test_counts_that_are_wrong_are_found(tmp_path: Path) -> None:
    path = tmp_path / "desk.factcheck"
    with Project.create(path, checker="first checker") as project:
        article = project.articles.add_text("One text here.").id
        project.claims.mark(article, Span(0, 3))
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE counted SET claims = 7")
    with Project.open(path) as project:
        assert any("counted" in found for found in project.check())
