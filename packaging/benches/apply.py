"""`annotator apply` against the bare SQLite inserts of the very rows that it left in the project file."""

import contextlib
import io
import itertools
import json
import shutil
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from annotator import cli
from annotator.project import Project
from benches.rows import Row

LIMIT = 3.0
"""How many times the bare inserts `apply` may take."""

BUILD = Path(__file__).resolve().parents[2] / "build"
"""On the same disk as people's projects would be; /tmp may be memory, where a durable commit costs nothing."""

ARTICLE_CODE_POINTS = 1_000_000
OPERATIONS, FEW = 10_000, 300

BY_THE_FILE = "counted"
"""The table that triggers of the file itself keep, for the bare inserts too."""

Operation = dict[str, Any]
Rows = dict[str, list[tuple[Any, ...]]]
"""Rows by table."""


def measure(small: bool) -> list[Row]:
    """Mark, attach and rate in turn, one durable step each."""
    count = FEW if small else OPERATIONS
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=BUILD) as name:
        path = Path(name) / "bench.factcheck"
        article, source = begin(path)
        bare = Path(shutil.copy(path, Path(name) / "bare.sqlite"))
        steps = itertools.islice(operations(article, source, count), count)
        ours = applied(path, steps, count)
        floor = inserted(bare, added(path, bare))
    case = f"{count:,} operations on {ARTICLE_CODE_POINTS / 1e6:g} MB"
    return [
        Row(case, "time", ours, "s", floor, LIMIT),
        Row(case, "time of one", ours / count * 1e3, "ms", floor / count * 1e3),
    ]


def begin(path: Path) -> tuple[str, str]:
    """A project with one article and one source; gives their ids."""
    with Project.create(path, checker="bench") as project:
        article = project.articles.add_text("\n\n".join(paragraphs()), title="Bench")
        return article.id, project.sources.add(title="Bench", url="https://example.org/").id


def paragraphs() -> Iterator[str]:
    """Paragraphs of ten plain sentences, each different, of ARTICLE_CODE_POINTS in all."""
    length, number = 0, itertools.count(1)
    while length < ARTICLE_CODE_POINTS:
        paragraph = " ".join(f"Sentence {next(number)} states a figure that can be looked up." for _ in range(10))
        length += len(paragraph) + 2
        yield paragraph


def operations(article: str, source: str, count: int) -> Iterator[Operation]:
    """Marks spread evenly over the text, each with evidence and a verdict; at least `count` operations in all."""
    claims = count // 3 + 1
    for number in range(claims):
        start = number * (ARTICLE_CODE_POINTS - 100) // claims
        named, meant = f"c{number}", f"@c{number}"
        statement = f"Statement {number}"
        yield {"op": "mark", "as": named, "article": article, "span": [start, start + 40], "statement": statement}
        yield {"op": "attach", "claim": meant, "source": source, "stance": "supports", "excerpt": "It says so."}
        yield {"op": "rate", "claim": meant, "rating": "confirmed", "rationale": "The source says so."}


def applied(path: Path, steps: Iterable[Operation], count: int) -> float:
    """Seconds that `annotator apply` takes inside this process, printing a line for each operation."""
    script = path.with_suffix(".jsonl")
    script.write_text("".join(json.dumps(step) + "\n" for step in steps), encoding="utf-8")
    said = io.StringIO()
    started = time.perf_counter()
    with contextlib.redirect_stdout(said):
        status = cli.main(["apply", str(path), str(script), "--json"])
    seconds = time.perf_counter() - started
    if status or said.getvalue().count("\n") != count:
        raise RuntimeError(f"apply ended with {status}, {count} operations asked: {said.getvalue()[-200:]}")
    return seconds


def added(path: Path, before: Path) -> list[Rows]:
    """Every row of every table that `path` has and `before` has not, step by step in the order of the steps."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("ATTACH ? AS before", (str(before),))
        tables = [name for (name,) in db.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'")]
        order: dict[str, int] = dict(db.execute("SELECT id, ord FROM step"))
        for change, made, step in db.execute("SELECT id, entity_id, step FROM change ORDER BY seq DESC").fetchall():
            order[change] = order[made] = order[step]
        steps: defaultdict[int, Rows] = defaultdict(lambda: defaultdict(list))
        for table in set(tables) - {BY_THE_FILE}:
            query = f'SELECT * FROM main."{table}" EXCEPT SELECT * FROM before."{table}"'
            found = db.execute(query)
            columns = [column for column, *_ in found.description]
            for row in found:
                steps[step_of(dict(zip(columns, row, strict=True)), order)][table].append(row)
    return [steps[number] for number in sorted(steps)]


def step_of(row: dict[str, Any], order: dict[str, int]) -> int:
    """The order of the step that wrote a row: it names its step, its change, its claim, or is what a change made."""
    return order[row.get("step") or row.get("change") or row.get("id") or row["claim"]]


def inserted(path: Path, steps: Iterable[Rows]) -> float:
    """Seconds to insert these rows, a durable commit for each step, into a project file without our code."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        started = time.perf_counter()
        for rows in steps:
            db.execute("BEGIN IMMEDIATE")
            for table, values in rows.items():
                db.executemany(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(values[0]))})', values)
            db.execute("COMMIT")
        return time.perf_counter() - started
