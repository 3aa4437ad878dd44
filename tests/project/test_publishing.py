"""That a report was published is noted in the project; the next corrections notice begins there."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Claim, Span
from annotator.project import Project
from tests.project.making import with_article


def notice(project: Project, folder: Path, article: str = "", since: str = "") -> str:
    (path, *_) = project.export("corrections", folder / "notice.md", article, since=since)
    return path.read_text(encoding="utf-8")


def test_a_published_report_is_noted_with_its_file_and_its_time(project: Project, claim: Claim, tmp_path: Path) -> None:
    (path, *_) = project.export("html", tmp_path / "report.html", published=True)
    (noted,) = project.report().publications
    assert (noted.article, noted.format, noted.name) == ("", "html", "report.html")
    assert noted.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert noted.at.startswith("2026-01-01T")
    assert project.history.steps()[0].name == "Publish report"
    assert project.check() == []
    project.history.undo()
    assert project.report().publications == ()


def test_an_export_is_not_published_unless_that_is_said(project: Project, claim: Claim, tmp_path: Path) -> None:
    project.export("html", tmp_path / "report.html")
    assert project.report().publications == ()


def test_a_notice_begins_where_a_report_was_published_last(project: Project, claim: Claim, tmp_path: Path) -> None:
    project.verdicts.give(claim.id, "wrong", "First reasons.")
    assert "was published on" not in notice(project, tmp_path)
    project.export("html", tmp_path / "report.html", published=True)
    assert "Nothing that was published on 1 January 2026" in notice(project, tmp_path)
    project.verdicts.give(claim.id, "confirmed", "Second reasons.")
    told = notice(project, tmp_path)
    assert "The verdict has changed" in told and "Second reasons" in told
    project.export("corrections", tmp_path / "published.md", published=True)
    assert "Nothing that was published" in notice(project, tmp_path)
    assert "checked since" in notice(project, tmp_path, since="2020-01-01")


def test_a_notice_of_an_article_begins_at_the_report_of_it_or_of_the_whole(
    project: Project, article: Article, claim: Claim, tmp_path: Path
) -> None:
    project.verdicts.give(claim.id, "wrong", "First reasons.")
    project.export("html", tmp_path / "one.html", article.id, published=True)
    assert "Nothing that was published" in notice(project, tmp_path, article.id)
    assert "was published on" not in notice(project, tmp_path)
    project.verdicts.give(claim.id, "confirmed", "Second reasons.")
    project.export("pdf", tmp_path / "whole.pdf", published=True)
    assert "Nothing that was published" in notice(project, tmp_path, article.id)


def test_other_reports_do_not_change_because_one_was_published(project: Project, claim: Claim, tmp_path: Path) -> None:
    project.verdicts.give(claim.id, "wrong", "Reasons.")
    (first, *_) = project.export("html", tmp_path / "first.html", published=True)
    (second, *_) = project.export("html", tmp_path / "second.html")
    assert first.read_bytes() == second.read_bytes()


def test_what_is_not_for_the_public_is_not_published(project: Project, claim: Claim, tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError, match="not for the public"):
        project.export("csv", tmp_path / "claims.csv", published=True)
    with pytest.raises(AnnotatorError, match="no export format"):
        project.export("nothing", tmp_path / "claims.csv", published=True)
    assert not (tmp_path / "claims.csv").exists()
    assert project.report().publications == ()


def test_a_report_that_could_not_be_written_is_not_published(project: Project, claim: Claim, tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError):
        project.export("html", tmp_path / "nowhere" / "report.html", published=True)
    assert project.report().publications == ()


def test_publications_come_back_from_json(
    project: Project, claim: Claim, tmp_path: Path, fixed_clock: Callable[[], datetime]
) -> None:
    project.export("html", tmp_path / "report.html", published=True)
    (path, *_) = project.export("json", tmp_path / "whole.json")
    with Project.create(tmp_path / "other.factcheck", clock=fixed_clock) as other:
        other.articles.add(path)
        assert other.report().publications == project.report().publications
        assert other.check() == []


def test_what_an_export_would_leave_out_is_told_before_it_is_written(project: Project, tmp_path: Path) -> None:
    article = with_article(project)
    claim = project.claims.mark(article.id, Span(11, 18))
    project.verdicts.give(claim.id, "wrong", "Counted.")
    heard: list[tuple[int, int]] = []
    for name in ("html", "csv", "claimreview"):
        ahead = project.remarks(name, progress=lambda at, of: heard.append((at, of)))
        written = project.export(name, tmp_path / f"report-{name}.x")
        assert ahead.losses == written.remarks.losses
    assert heard[:3] == [(0, 3), (1, 3), (2, 3)]
