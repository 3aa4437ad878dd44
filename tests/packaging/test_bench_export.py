"""The bench of exports: projects of the size asked for, each export in a process of its own, and how they grow."""

import sys
from pathlib import Path

import pytest

from annotator.project import Project
from benches import export


def test_a_project_has_as_many_claims_as_were_asked_for_all_of_them_sound(tmp_path: Path) -> None:
    export.make_project(12, tmp_path)
    with Project.open(tmp_path / "12.factcheck") as project:
        claims = project.claims.all()
        assert len(claims) == 12
        assert all(claim.verdict and len(claim.evidence) == 2 for claim in claims)
        assert project.check() == []


def test_each_format_is_measured_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(export, "SIZES", (3, 5, 9))
    monkeypatch.setattr(export, "BUILD", tmp_path)
    own = export._own_process

    def small(*arguments: str) -> tuple[str, float]:
        """The process measures the smallest of its own sizes first, which is to be there."""
        if arguments[:2] == ("make", "3"):
            own("make", "100", arguments[-1])
        return own(*arguments)

    monkeypatch.setattr(export, "_own_process", small)
    rows = export.measure(False, ("csv",))
    assert [(row.case, row.metric) for row in rows if row.metric == "time"] == [
        ("csv, 3", "time"),
        ("csv, 5", "time"),
        ("csv, 9", "time"),
    ]
    assert all(10 < row.value < 400 for row in rows if row.unit == "MB")
    (growth,) = [row for row in rows if row.case == "csv, growth"]
    assert growth.limit == export.GROWTH and growth.floor
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_fails_ends_the_bench() -> None:
    with pytest.raises(RuntimeError, match="ended with"):
        export._own_process("write", "csv", "100", "/nowhere")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of the memory of other processes")
def test_the_memory_of_children_is_counted() -> None:
    assert export._memory(0) > 10
    assert export._family(1)[0] == 1
