"""Sources, their copies, and the evidence drawn from them."""

from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Claim, Source, Span
from annotator.project import Project


def test_every_command_gives_what_can_then_be_got(project: Project, other: Project, article: Article) -> None:
    given: dict[str, Any] = {"statement": " 900 complaints ", "kind": "figure", "claimant": "The register"}
    claim = project.claims.mark(article.id, Span(11, 18), **given, claim_date="27 January 2021", assignee="x", note="n")
    assert claim == project.claims.get(claim.id)
    assert (claim.statement, claim.claim_date, claim.claim_date_text) == (
        "900 complaints",
        "2021-01-27",
        "27 January 2021",
    )
    assert project.claims.add_mention(claim.id, article.id, Span(0, 1)) in project.claims.get(claim.id).mentions
    source = project.sources.add(" A register ", kind="book", published="May 2020", confidential=True)
    assert source == project.sources.get(source.id) == project.sources.all()[0]
    evidence = project.evidence.attach(claim.id, source.id, "refutes", " e ", "p. 1", "n")
    assert evidence == project.evidence.get(evidence.id) == project.claims.get(claim.id).evidence[0]
    verdict = project.verdicts.give(claim.id, "wrong", " because ", "so")
    assert verdict == project.verdicts.get(verdict.id) == project.claims.get(claim.id).verdict
    review = other.reviews.give(verdict.id, False, " why? ")
    assert project.verdicts.get(verdict.id).reviews == (review,)
    withdrawn = project.verdicts.withdraw(verdict.id)
    assert withdrawn == project.verdicts.of(claim.id)[0]
    assert project.claims.set(claim.id, claim_date="").claim_date_text == ""


def test_a_copy_is_kept_with_its_source_byte_for_byte(project: Project, source: Source, tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError, match="No copy was kept"):
        project.sources.snapshot(source.id)
    data = bytes(range(256)) * 9
    (tmp_path / "page.html").write_bytes(data)
    assert project.sources.keep_snapshot(source.id, tmp_path / "page.html").snapshot
    assert project.sources.snapshot(source.id) == data


def test_a_copy_that_cannot_be_read_or_is_too_large_is_refused(
    project: Project, source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(AnnotatorError, match="cannot be read"):
            project.sources.keep_snapshot(source.id, path)
    monkeypatch.setattr("annotator.project.sources._LARGEST_SNAPSHOT", 3)
    (tmp_path / "page.html").write_bytes(b"abcd")
    with pytest.raises(AnnotatorError, match="too large"):
        project.sources.keep_snapshot(source.id, tmp_path / "page.html")


def test_evidence_changes_and_goes_while_its_source_stays(project: Project, claim: Claim, source: Source) -> None:
    evidence = project.evidence.attach(claim.id, source.id, "supports")
    assert project.evidence.set(evidence.id, stance="refutes", locator="p. 12").locator == "p. 12"
    project.evidence.detach(evidence.id)
    assert project.claims.get(claim.id).evidence == ()
    assert project.sources.all() == [source]
