"""Every format of reports, at 100, 1,000 and 10,000 claims: seconds and memory from the open project to the file.

Each export has a process of its own, so that its memory is its own; the processes that it starts are counted with it.
What a format loads once is loaded before the clock starts.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from annotator.domain.model import (
    Article,
    Block,
    BlockKind,
    Checker,
    Claim,
    Evidence,
    Mention,
    Source,
    Span,
    Stance,
    Verdict,
)
from annotator.domain.ratings import scale, scales
from annotator.domain.report import Report
from annotator.domain.selectors import make
from annotator.project import Project
from annotator.project.formats import exportable
from benches.apply import BUILD
from benches.rows import Row

ROOT = Path(__file__).resolve().parents[2]
SIZES, FEW = (100, 1_000, 10_000), (100, 1_000)
"""Claims in a project."""

SECONDS: dict[tuple[str, int], float] = {
    ("html", 10_000): 3,
    ("csv", 10_000): 1,
    ("json", 10_000): 1,
    ("xlsx", 10_000): 5,
    ("docx", 10_000): 30,
    ("pdf", 1_000): 10,
    ("pdf", 10_000): 120,
}
MEGABYTES = {"pdf": 1_000.0}
USUAL_MEGABYTES = 400.0
GROWTH = 1.5
"""How many times what a thousand claims take among a thousand they may take among ten thousand."""

_LOOKED_AT = 0.02


def measure(small: bool, only: tuple[str, ...] = ()) -> list[Row]:
    """Seconds, megabytes and seconds per thousand claims of each format (of those named, where some are)."""
    sizes = FEW if small else SIZES
    formats = [name for name, *_ in exportable() if name in (only or [row[0] for row in exportable()])]
    BUILD.mkdir(exist_ok=True)
    found: dict[tuple[str, int], tuple[float, float]] = {}
    with tempfile.TemporaryDirectory(prefix="bench-", dir=BUILD) as folder:
        for size in sizes:
            _own_process("make", str(size), folder)
        for name in formats:
            for size in sizes:
                said, peak = _own_process("write", name, str(size), folder)
                found[name, size] = json.loads(said)["seconds"], peak
    return [row for name in formats for row in _rows(name, sizes, found)]


def _rows(name: str, sizes: tuple[int, ...], found: dict[tuple[str, int], tuple[float, float]]) -> list[Row]:
    rows = []
    for size in sizes:
        seconds, peak = found[name, size]
        case = f"{name}, {size:,}"
        rows.append(Row(case, "time", seconds, "s", limit=SECONDS.get((name, size))))
        rows.append(Row(case, "time of a thousand", seconds / size * 1_000, "s"))
        most = MEGABYTES.get(name, USUAL_MEGABYTES)
        rows.append(Row(case, "memory, children too", peak, "MB", limit=most))
    if sizes[-1] == SIZES[-1]:
        each = [found[name, size][0] / size * 1_000 for size in sizes[-2:]]
        rows.append(Row(f"{name}, growth", "time of a thousand, 10,000 over 1,000", each[1], "s", each[0], GROWTH))
    return rows


def _own_process(*arguments: str) -> tuple[str, float]:
    """What this module says when it is run with these arguments, and the most memory it and its children had in MB."""
    command = [sys.executable, "-m", "benches.export", *arguments]
    found = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (ROOT / "packaging", ROOT)))}
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=found)
    peak, ended = [0.0], threading.Event()
    watch = threading.Thread(target=_watch, args=(child.pid, peak, ended))
    watch.start()
    said, _ = child.communicate()
    ended.set()
    watch.join()
    if child.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {child.returncode}")
    return said, max(peak[0], json.loads(said or "{}").get("peak", 0.0))


def _watch(pid: int, peak: list[float], ended: threading.Event) -> None:
    """Keep the most memory that a process and all below it have at one moment, as far as /proc tells."""
    while not ended.wait(_LOOKED_AT):
        peak[0] = max(peak[0], sum(_memory(each) for each in _family(pid)))


def _family(pid: int) -> list[int]:
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        with suppress(OSError, ValueError):
            path = Path(f"/proc/{found[-1]}/task/{found[-1]}/children")
            waiting += map(int, path.read_text(encoding="ascii").split())
    return found


def _memory(pid: int, line: str = "VmRSS:") -> float:
    """Megabytes of a process by that line of its status, 0 where the system does not tell."""
    with suppress(OSError, ValueError, StopIteration):
        lines = Path(f"/proc/{pid or 'self'}/status").read_text(encoding="ascii", errors="replace").splitlines()
        return int(next(each for each in lines if each.startswith(line)).split()[1]) / 1024
    return 0.0


def _peak() -> float:
    """The most memory that this process has had, in MB."""
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return _memory(0, "VmHWM:") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def make_project(size: int, folder: Path) -> None:
    """A project of that many claims in an article that grows with them."""
    with Project.create(folder / f"{size}.factcheck", checker="bench", title="Bench") as project:
        project.articles.add_read(report_of(size))


def report_of(size: int) -> Report:
    """Claims spread evenly over an article, each with two pieces of evidence and a verdict with its reasons."""
    line = "The number given here is one of many numbers that somebody has to look up before it is printed. "
    paragraph = (line * 4).strip()
    count = max(1, size // 4)
    text = "\n\n".join([paragraph] * count)
    step = len(paragraph) + 2
    blocks = tuple(Block(at * step, at * step + len(paragraph), BlockKind.PARAGRAPH) for at in range(count))
    article = Article("a", "Numbers", text, blocks, byline="A. Writer", url="https://paper.example/numbers")
    sources = tuple(
        Source(
            f"s{n}", f"Source {n}", publisher=f"Office {n}", url=f"https://office.example/{n}", accessed="2026-01-05"
        )
        for n in range(max(2, size // 10))
    )
    checker = Checker("k", "First Checker")
    claims = tuple(_claim(number, article, sources, checker, len(text) // size) for number in range(size))
    return Report("Bench", scale("editorial"), scales(), (checker,), (article,), claims, sources)


def _claim(number: int, article: Article, sources: tuple[Source, ...], checker: Checker, gap: int) -> Claim:
    key, statement = f"c{number}", f"Statement {number} says that a number is {number * 7} and not another."
    span = Span(number * gap, min(len(article.text), number * gap + 20 + number % 37))
    mention = Mention(f"m{number}", key, article.id, make(article.text, span))
    evidence = tuple(
        Evidence(f"e{number}-{n}", key, sources[(number + n) % len(sources)].id, stance, "The very words.", "p. 3")
        for n, stance in enumerate((Stance.SUPPORTS, Stance.REFUTES))
    )
    rating = scale("editorial").ratings[number % 4]
    reasons = "Two sources were read. They agree on the number, and give the year to which it belongs."
    verdict = Verdict(
        f"v{number}", key, "editorial", rating.key, rating.label, reasons, "Another number" if number % 4 else "",
        statement, checker, f"2026-02-{number % 27 + 1:02d}T10:00:00Z",
    )  # fmt: skip
    return Claim(key, statement, mentions=(mention,), evidence=evidence, verdicts=(verdict,))


def write_report(name: str, size: int, folder: Path) -> None:
    """Export the project of that size, after the smallest one, which is not measured; say how long it took."""
    extension = next(row[2] for row in exportable() if row[0] == name)
    with Project.open(folder / f"{SIZES[0]}.factcheck", checker="bench") as smallest:
        smallest.export(name, folder / f"first.{extension}")
    with Project.open(folder / f"{size}.factcheck", checker="bench") as project:
        started = time.perf_counter()
        project.export(name, folder / f"report.{extension}")
        seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "peak": _peak()}))


if __name__ == "__main__":
    what, *given = sys.argv[1:]
    if what == "make":
        make_project(int(given[0]), Path(given[1]))
    else:
        write_report(given[0], int(given[1]), Path(given[2]))
