"""The demonstration does the whole job by keys and mouse, and what comes of it is the sample, letter by letter."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Claim
from annotator.gui.demo import run_demo
from annotator.project import Project, sample
from annotator.project.formats import exportable


def told(project: Project) -> list[Any]:
    """Everything that was said of the claims, without ids and times."""
    sources = {source.id: source for source in project.sources.all()}

    def said(claim: Claim) -> tuple[Any, ...]:
        evidence = [(replace(sources[e.source], id=""), e.stance, e.excerpt, e.locator, e.note) for e in claim.evidence]
        verdicts = [(v.rating, v.rationale, v.correction, v.state) for v in claim.verdicts]
        spans = [mention.span for mention in claim.mentions]
        fields = (claim.statement, claim.kind, claim.claimant, claim.claim_date, claim.assignee, claim.note)
        return (*fields, spans, evidence, verdicts)

    return [said(claim) for claim in project.claims.all()]


@pytest.mark.slow
def test_the_whole_job_is_done_and_nothing_is_lost(tmp_path: Path, qapp: QApplication) -> None:
    lines: list[str] = []
    assert run_demo(tmp_path / "out", lines.append) == 0, lines
    sample.create(tmp_path / "sample.factcheck").close()
    with (
        Project.open(tmp_path / "out" / "demo.factcheck") as done,
        Project.open(tmp_path / "sample.factcheck") as wanted,
    ):
        assert told(done) == told(wanted)
        assert done.check() == []
    assert len(list((tmp_path / "out" / "pictures").glob("*.png"))) >= 20
    assert len(list((tmp_path / "out" / "reports").iterdir())) > len(exportable())
