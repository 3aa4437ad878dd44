"""What a report tells, and what it must never tell."""

from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Claim, MentionState, Source, Span
from annotator.exporters import EXPORTERS
from annotator.project import Project
from annotator.project.export import WITHHELD
from tests.project.drafts import CHANGED, GONE, MOVED, SAME, first, marked, second
from tests.project.making import with_article

SECRET = "Zqxjk"


def secret(field: str) -> str:
    return f"{SECRET}-{field}"


@pytest.fixture
def told_in_confidence(project: Project, claim: Claim, source: Source, tmp_path: Path) -> Source:
    """A person who must not be known, with every field filled, beside an ordinary source."""
    words = ("author", "publisher", "url", "archive_url", "note")
    fields = {name: secret(name) for name in words}
    person = project.sources.add(
        secret("title"), kind="person", confidential=True, published="1987-06-05", accessed="1987-06-06", **fields
    )
    (tmp_path / "recording").write_text(secret("recording"))
    project.sources.keep_snapshot(person.id, tmp_path / "recording")
    project.evidence.attach(claim.id, person.id, "refutes", secret("excerpt"), secret("locator"), secret("evidence"))
    project.evidence.attach(claim.id, source.id, "supports", "open excerpt")
    project.verdicts.give(claim.id, "wrong", "Two sources say so.")
    return project.sources.get(person.id)


def test_of_a_confidential_source_a_report_tells_that_there_is_one(
    project: Project, claim: Claim, source: Source, told_in_confidence: Source
) -> None:
    told = project.report()
    assert told.withheld == 1
    assert told.sources == (source, Source(told_in_confidence.id, WITHHELD, told_in_confidence.kind, confidential=True))
    hidden, shown = told.claims[0].evidence
    assert (hidden.stance, hidden.excerpt, hidden.locator, hidden.note) == ("refutes", "", "", "")
    assert shown.excerpt == "open excerpt"
    assert SECRET not in repr(told)
    assert "1987" not in repr(told)


@pytest.mark.parametrize("name", [name for name, exporter in EXPORTERS.items() if not exporter.needs_blobs])
@pytest.mark.parametrize("of_article", [False, True], ids=["project", "article"])
def test_no_export_for_readers_holds_a_byte_of_it(
    project: Project, article: Article, told_in_confidence: Source, tmp_path: Path, name: str, of_article: bool
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    for path in project.export(name, folder / "report", article=article.id if of_article else ""):
        data = path.read_bytes()
        assert data
        assert SECRET.encode() not in data
        assert b"1987" not in data


def test_the_archive_keeps_it_all(project: Project, told_in_confidence: Source, tmp_path: Path) -> None:
    project.export("json", tmp_path / "whole.json")
    assert (tmp_path / "whole.json").read_text().count(SECRET) >= 9


def test_a_report_of_one_article_tells_only_of_what_it_mentions(
    project: Project, article: Article, claim: Claim, told_in_confidence: Source
) -> None:
    other = with_article(project, "Another text.")
    apart = project.claims.mark(other.id, Span(0, 7))
    project.claims.add_mention(claim.id, other.id, Span(8, 12))
    project.evidence.attach(apart.id, project.sources.add("For the other").id, "supports")
    project.sources.add("For none")
    told = project.report(article.id)
    assert [a.id for a in told.articles] == [article.id]
    assert [c.id for c in told.claims] == [claim.id]
    assert {m.article for c in told.claims for m in c.mentions} == {article.id}
    assert {s.title for s in told.sources} == {"A register", WITHHELD}
    whole = project.report()
    assert (len(whole.articles), len(whole.claims), len(whole.sources)) == (2, 2, 4)
    with pytest.raises(AnnotatorError, match="no article"):
        project.report("nothing")


def test_a_report_is_dated_by_its_newest_verdict_not_by_the_clock(
    project: Project, article: Article, claim: Claim
) -> None:
    assert project.report().as_of == ""
    verdict = project.verdicts.give(claim.id, "wrong")
    project.claims.set(claim.id, note="later")
    assert project.report().as_of == verdict.at
    assert project.report(article.id).as_of == verdict.at
    assert project.report() == project.report()
    assert project.report().checked == 1


def test_a_report_is_the_same_in_both_of_two_processes(
    project: Project, other: Project, told_in_confidence: Source
) -> None:
    assert project.report() == other.report()


def test_originals_are_in_the_report_only_for_formats_that_want_them(
    project: Project, article: Article, tmp_path: Path
) -> None:
    assert project.report().blobs == {}
    project.export("json", tmp_path / "whole.json")
    assert article.original in (tmp_path / "whole.json").read_text()


def test_of_an_article_in_several_versions_a_report_has_the_newest_and_every_claim(project: Project) -> None:
    old = first(project)
    same, moved, changed, gone = marked(project, old, SAME, MOVED, CHANGED, GONE)
    new = project.articles.add_read(second(), supersedes=old.id)
    told = project.report()
    assert [article.id for article in told.articles] == [new.id]
    assert [claim.id for claim in told.claims] == [moved.id, changed.id, same.id, gone.id]
    assert [[mention.article for mention in claim.mentions] for claim in told.claims] == [*[[new.id]] * 3, [old.id]]
    assert told.claims[-1].mentions[0].state is MentionState.GONE
    assert [article.id for article in project.report(old.id).articles] == [old.id]


def test_of_versions_side_by_side_a_report_has_the_one_that_counts_everywhere(project: Project) -> None:
    old = first(project)
    one, two = (project.articles.add_read(second(), supersedes=old.id) for _ in range(2))
    other = project.articles.add_text("Another article.")
    assert project.articles.newest(one.id) == two.id
    assert [article.id for article in project.report().articles] == [two.id, other.id]


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_takes_an_article_in_several_versions(project: Project, tmp_path: Path, name: str) -> None:
    old = first(project)
    marked(project, old, SAME, MOVED, CHANGED, GONE)
    new = project.articles.add_read(second(), supersedes=old.id)
    claim = project.claims.mark(new.id, Span(0, 9), Span(10, 20), severity="must-fix")
    project.replies.add(claim.id, "reply", "An Editor", "2026-01-01", "Why?")
    for article in ("", old.id):
        assert project.export(name, tmp_path / f"out.{EXPORTERS[name].extension}", article)


def test_a_report_has_one_version_of_an_article_also_when_one_between_was_removed(project: Project) -> None:
    old = first(project)
    (same,) = marked(project, old, SAME)
    between = project.articles.add_read(second(), supersedes=old.id)
    last = project.articles.add_read(second(), supersedes=between.id)
    project.articles.remove(between.id)
    told = project.report()
    assert [article.id for article in told.articles] == [last.id]
    assert [(c.id, [m.article for m in c.mentions]) for c in told.claims] == [(same.id, [last.id])]
