"""The bench of `apply` measures what it says: the bare inserts leave the same file as `apply` did."""

import contextlib
import itertools
import shutil
import sqlite3
from pathlib import Path

import pytest

from benches import apply


def contents(path: Path) -> dict[str, list[str]]:
    """Every row of every table."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {table: sorted(map(repr, db.execute(f'SELECT * FROM "{table}"'))) for table in tables}


def test_the_floor_is_the_same_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apply, "ARTICLE_CODE_POINTS", 2_000)
    path, bare = tmp_path / "bench.factcheck", tmp_path / "bare.sqlite"
    article, source = apply.begin(path)
    shutil.copy(path, bare)

    apply.applied(path, itertools.islice(apply.operations(article, source, 10), 10), 10)
    steps = apply.added(path, bare)
    apply.inserted(bare, steps)

    assert [len(rows["step"]) for rows in steps] == [1] * 10
    assert contents(bare) == contents(path)


def test_operations_that_cannot_be_done_end_the_bench(tmp_path: Path) -> None:
    apply.begin(path := tmp_path / "bench.factcheck")
    with pytest.raises(RuntimeError, match="1 operations asked"):
        apply.applied(path, [{"op": "mark", "article": "none", "span": [0, 4]}], 1)


def test_small_is_a_quick_run_of_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apply, "BUILD", tmp_path / "build")
    monkeypatch.setattr(apply, "ARTICLE_CODE_POINTS", 2_000)
    rows = apply.measure(small=True)
    assert [row.metric for row in rows] == ["time", "time of one"]
    assert all(row.floor and row.value for row in rows)
    assert rows[0].limit == 3.0 and "300 operations" in rows[0].case
