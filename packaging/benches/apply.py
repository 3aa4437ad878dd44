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
STATEMENTS = 10_000

Operation = dict[str, Any]
Rows = dict[str, list[tuple[Any, ...]]]
"""Rows by table."""


def measure(small: bool) -> list[Row]:
    """Mark, attach and rate, in equal parts, one durable step each; `small` does 3 % of it."""
    operations = STATEMENTS * 3 // 100 if small else STATEMENTS
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=BUILD) as name:
        folder = Path(name)
        path = folder / "bench.factcheck"
        article, source = begin(path)
        before = Path(shutil.copy(path, folder / "bare.sqlite"))
        marking, claims = applied(path, list(marks(article, operations // 3)), folder)
        judging, _ = applied(path, list(judgements(claims, source, operations - len(claims))), folder)
        bare = inserted(before, added(path, before))
    case = f"{operations:,} operations on {ARTICLE_CODE_POINTS / 1e6:g} MB"
    return [
        Row(case, "apply, all", marking + judging, "s", bare, LIMIT),
        Row(case, "apply, one mark", marking / len(claims) * 1e3, "ms"),
        Row(case, "apply, one attach or rate", judging / (operations - len(claims)) * 1e3, "ms"),
        Row(case, "bare inserts, one operation", bare / operations * 1e3, "ms"),
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


def marks(article: str, count: int) -> Iterator[Operation]:
    """Marks spread evenly over the text."""
    for number in range(count):
        start = number * (ARTICLE_CODE_POINTS - 100) // count
        yield {"op": "mark", "article": article, "span": [start, start + 40], "statement": f"Statement {number}"}


def judgements(claims: list[str], source: str, count: int) -> Iterator[Operation]:
    """Evidence and a verdict for each claim in turn."""
    attach = {"op": "attach", "source": source, "stance": "supports", "excerpt": "It says so.", "locator": "p. 1"}
    rate = {"op": "rate", "rating": "confirmed", "rationale": "The source says so."}
    pairs = ({**operation, "claim": claim} for claim in itertools.cycle(claims) for operation in (attach, rate))
    return itertools.islice(pairs, count)


def applied(path: Path, operations: list[Operation], folder: Path) -> tuple[float, list[str]]:
    """Seconds that `annotator apply` takes inside this process, and the ids of what it made."""
    script = folder / "operations.jsonl"
    script.write_text("".join(json.dumps(operation) + "\n" for operation in operations), encoding="utf-8")
    said = io.StringIO()
    started = time.perf_counter()
    with contextlib.redirect_stdout(said):
        status = cli.main(["apply", str(path), str(script), "--json"])
    seconds = time.perf_counter() - started
    made = [json.loads(line)["id"] for line in said.getvalue().splitlines()]
    if status or len(made) != len(operations):
        raise RuntimeError(f"apply ended with {status} after {len(made)} of {len(operations)} operations")
    return seconds, made


def added(path: Path, before: Path) -> list[Rows]:
    """Every row of every table that `path` has and `before` has not, step by step in the order of the steps."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("ATTACH ? AS before", (str(before),))
        tables = [name for (name,) in db.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'")]
        order: dict[str, int] = dict(db.execute("SELECT id, ord FROM step"))
        order |= {change: order[step] for change, step in db.execute("SELECT id, step FROM change")}
        steps: defaultdict[int, Rows] = defaultdict(lambda: defaultdict(list))
        for table in tables:
            query = f'SELECT * FROM main."{table}" EXCEPT SELECT * FROM before."{table}"'
            found = db.execute(query)
            columns = [column for column, *_ in found.description]
            for row in found:
                steps[step_of(dict(zip(columns, row, strict=True)), order)][table].append(row)
    return [steps[number] for number in sorted(steps)]


def step_of(row: dict[str, Any], order: dict[str, int]) -> int:
    """The order of the step that wrote a row: each table says it in one of three columns. Raises KeyError otherwise."""
    return int(row["ord"]) if "ord" in row else order[row.get("step") or row["change"]]


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
