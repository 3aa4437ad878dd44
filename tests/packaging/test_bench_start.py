"""The bench of starting and that of the reader: what they prepare, and that a start that fails ends them."""

from pathlib import Path

import pytest

from annotator.project import Project
from benches import reader, screen, start
from benches.apply import ARTICLE_CODE_POINTS
from benches.rows import Row


def test_the_large_project_has_what_is_said(tmp_path: Path) -> None:
    with Project.open(start.begin(tmp_path / "desk.factcheck", 6)) as project:
        (article,) = project.articles.all()
        assert len(article.text) >= ARTICLE_CODE_POINTS
        claims = project.claims.all()
        assert len(claims) == 6 and all(claim.evidence for claim in claims)
        assert sum(claim.verdict is not None for claim in claims) == 4


def test_the_small_one_has_nothing(tmp_path: Path) -> None:
    with Project.open(start.begin(tmp_path / "desk.factcheck", 0)) as project:
        assert not project.articles.all()


def test_a_start_lasts_until_the_window_is_painted(tmp_path: Path) -> None:
    assert start._started(tmp_path, [start._BARE]) > 0
    assert start._started(tmp_path, [start._OURS, start.begin(tmp_path / "desk.factcheck", 1)]) > 0


@pytest.mark.parametrize("program", ["print('broken')", "print('painted', flush=True); raise SystemExit(3)"])
def test_a_start_that_fails_ends_the_bench(tmp_path: Path, program: str) -> None:
    with pytest.raises(RuntimeError, match="The app ended with"):
        start._started(tmp_path, [program])


def test_a_deed_in_the_window_is_timed_without_its_commit(tmp_path: Path) -> None:
    path = start.begin(tmp_path / "desk.factcheck", 12)
    found = screen.figures(path)
    assert {"rate", "undo", "open Go to Claim"} <= set(found) and all(ms > 0 for ms in found.values())
    with Project.open(path) as project:
        assert len(project.claims.all()) > 12


def test_a_deed_that_fails_ends_the_bench(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="The window ended with"):
        screen.figures(start.begin(tmp_path / "desk.factcheck", 0))


def test_growth_is_told_of_what_has_a_limit() -> None:
    usual = [Row("a", "jump, median", 4, "ms", limit=16), Row("a", "plain, median", 1, "ms")]
    largest = [Row("b", "jump, median", 5, "ms", limit=16), Row("b", "plain, median", 9, "ms")]
    assert reader._growth(usual, largest) == [Row("growth", "jump, median", 5, "ms", 4, reader.FLAT)]
