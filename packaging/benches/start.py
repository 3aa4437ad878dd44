"""Starting the app: to a usable window, beside a bare window of Qt; on a large project, beside an empty one. Then what
deeds there cost until they are seen.

Every figure is the median of several processes, each from its start until the first paint is done; those compared take
turns, so that a busy machine slows both.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from annotator.domain.model import Span
from annotator.project import Project
from benches import screen
from benches.apply import ARTICLE_CODE_POINTS, BUILD, paragraphs
from benches.rows import Row

ROOT = Path(__file__).resolve().parents[2]
TURNS, FEW = 15, 3
COLD, REOPENED = 2.0, 1.2
"""How many times a bare window, and the same app with an empty project, a start may take."""
CLAIMS, SOME = 10_000, 200
FEWEST, MOST = 100, 50_000
"""Claims beside which, and among which at most, deeds are measured."""
LISTED = 20
"""Imports that are listed, the dearest first."""

_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
app.processEvents()
print("painted", flush=True)
"""
_OURS = """
import sys
from annotator.__main__ import main
from PySide6.QtWidgets import QApplication
def painted():
    QApplication.processEvents()
    print("painted", flush=True)
    page = next(w for w in QApplication.topLevelWidgets() if hasattr(w, "page")).page
    if page is not None and page.article:
        first = page.project.articles.marks(page.article)[0]
        if not page.reader.rects_of(first.mention):
            sys.exit("no mark was painted")
QApplication.exec = staticmethod(painted)
main(sys.argv[1:])
"""


def measure(small: bool) -> list[Row]:
    """Milliseconds; the dearest imports are printed."""
    turns = FEW if small else TURNS
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=BUILD) as name:
        home, fresh = Path(name), Path(name) / "fresh"
        large, empty = begin(home / "large.factcheck", SOME if small else CLAIMS), begin(home / "empty.factcheck", 0)
        bare, cold = _compared(turns, fresh, [_BARE], [_OURS])
        none, many = _compared(turns, home, [_OURS, empty], [_OURS, large])
        print(_imports(fresh))
        fewest = begin(home / "fewest.factcheck", FEWEST, room=SOME if small else CLAIMS)
        most = begin(home / "most.factcheck", SOME if small else MOST, plain=True)
        deeds = screen.rows(fewest, large, SOME if small else CLAIMS, most, SOME if small else MOST)
    reopened = f"{ARTICLE_CODE_POINTS / 1e6:g} MB, {SOME if small else CLAIMS:,} claims"
    return [
        Row("cold start", "usable window", cold, "ms", bare, COLD),
        Row(f"reopening {reopened}", "first paint", many, "ms", none, REOPENED),
        *deeds,
    ]


def begin(path: Path, claims: int, plain: bool = False, room: int = 0) -> str:
    """A project at `path` with so many claims spread evenly over one long article, or with nothing in it; where there
    is `room` for more claims, they stand as close together as those would. Unless they are `plain`, they have evidence,
    and most of them verdicts."""
    with Project.create(path, checker="bench") as project, project.step("Fill"):
        if claims:
            article = project.articles.add_text("\n\n".join(paragraphs()), title="Bench")
            source = project.sources.add(title="Bench", url="https://example.org/").id
            for number in range(claims):
                start = number * (ARTICLE_CODE_POINTS - 100) // max(claims, room)
                claim = project.claims.mark(article.id, Span(start, start + 40), statement=f"Statement {number}").id
                if plain:
                    continue
                project.evidence.attach(claim, source, "supports", excerpt="It says so.")
                if number % 3:
                    project.verdicts.give(claim, ("confirmed", "wrong")[number % 2], rationale="The source says so.")
    return str(path)


def _compared(turns: int, home: Path, one: list[str], other: list[str]) -> tuple[float, float]:
    """Medians of two programs that take turns; the first turn warms the disk and does not count."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(turns + 1):
        for program, found in zip((one, other), times, strict=True):
            found.append(_started(home, program))
    return statistics.median(times[0][1:]), statistics.median(times[1][1:])


def _started(home: Path, program: list[str]) -> float:
    """Milliseconds from the start of a process until it says that it painted."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", *program], env=_variables(home), cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        seconds = time.perf_counter() - begun
    if said.strip() != "painted" or process.returncode:
        raise RuntimeError(f"The app ended with {process.returncode} and said: {said!r}")
    return seconds * 1e3


def _variables(home: Path) -> dict[str, str]:
    """Off screen, with settings of its own: nothing was opened before."""
    own = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA")}
    return {**os.environ, **own, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


def _imports(home: Path) -> str:
    """The modules that take longest to import by themselves until the first window, as `-X importtime` tells them."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", _OURS],
        env=_variables(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [line.removeprefix("import time:").split("|") for line in done.stderr.splitlines() if line.count("|") == 2]
    dear = sorted(((int(row[0]), row[2].strip()) for row in rows if row[0].strip().isdigit()), reverse=True)[:LISTED]
    return "\n".join(["Imports until the first window, ms:", *(f"{own / 1e3:7.1f}  {module}" for own, module in dear)])
