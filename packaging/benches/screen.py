"""From a person's deed to the screen, in the real window on a project with many claims: what the deed costs beside the
commit, whose time is the disk's. Run as a program on a project file, it prints the figures."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from annotator.domain.model import Span
from annotator.gui.app import application, open_window
from annotator.gui.desk.claim_panel import CLAIMS
from annotator.gui.dialogs.palette import Palette
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Messages
from annotator.gui.settings import Settings
from annotator.storage.log import Log
from benches.rows import Row

ROOT = Path(__file__).resolve().parents[2]
TIMES, TURNS = 15, 3
"""How often a deed is done in a process, and how many processes take turns: a busy machine slows both."""
AT_ONCE, OPENED = 16.0, 50.0
"""Milliseconds in which a deed is on the screen, and a long list opened."""
GROWTH = 1.5
"""How many times what it takes among few claims a deed may take among many."""

Figures = dict[str, float]
"""Milliseconds by deed."""


def rows(few: str, many: str, claims: int, most: str, most_claims: int) -> list[Row]:
    """Each deed in a project with so many claims; to rate one, beside the same in a project with few; lists and
    filters in one with the most claims."""
    turns = [(figures(few), figures(many)) for _ in range(TURNS)]
    small, large = (_medians(those) for those in zip(*turns, strict=True))
    largest = figures(most)
    return [
        Row(f"{claims:,} claims", "rate, to screen", large["rate"], "ms", small["rate"], GROWTH),
        *(_row(claims, deed, ms) for deed, ms in large.items()),
        *(_row(most_claims, deed, ms) for deed, ms in largest.items() if deed.startswith(("open", "type"))),
    ]


def _medians(turns: Sequence[Figures]) -> Figures:
    return {deed: statistics.median(figures[deed] for figures in turns) for deed in turns[0]}


def _row(claims: int, deed: str, ms: float) -> Row:
    limit = OPENED if deed.startswith("open") else AT_ONCE
    return Row(f"{claims:,} claims", f"{deed}, to screen", ms, "ms", limit=limit)


def figures(path: str) -> Figures:
    """Medians of every deed, measured in a process of its own."""
    folders = os.pathsep.join((str(ROOT / "packaging"), str(ROOT)))
    variables = {**os.environ, "HOME": str(Path(path).parent), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": folders}
    command = [sys.executable, "-m", "benches.screen", path]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"The window ended with {done.returncode} and said: {done.stderr}")
    found: Figures = json.loads(done.stdout)
    return found


class _Commits:
    """How long commits took since the last look, in milliseconds."""

    def __init__(self) -> None:
        self._taken = 0.0
        execute = Log._execute

        def timed(log: Log, statement: str) -> None:
            began = time.perf_counter()
            execute(log, statement)
            if statement == "COMMIT":
                self._taken += (time.perf_counter() - began) * 1e3

        Log._execute = timed  # type: ignore[assignment, method-assign]

    def taken(self) -> float:
        taken, self._taken = self._taken, 0.0
        return taken


def _deeds(window: MainWindow) -> dict[str, Callable[[int], Any]]:
    """What a person does, in turn."""
    page, commands = window.page, window.commands
    assert page is not None
    verdict, claims = page.desk.verdict, page.desk.claims

    def palette() -> Palette:
        assert isinstance(commands.dialog, Palette)
        return commands.dialog

    def mark(n: int) -> None:
        begin = page.reader.place() + n * 50
        page.project.claims.mark(page.article, Span(begin, begin + 20))

    return {
        "choose a rating": lambda n: verdict.pick(n % 3),
        "rate": lambda _: verdict.give(),
        "undo": lambda _: commands.undo(),
        "mark a claim": mark,
        "next claim": lambda _: page.step(1),
        "open the list of claims": lambda _: page.desk.turn_to(CLAIMS),
        "type a letter to filter it": lambda _: claims.words.setText("s"),
        "type another": lambda n: claims.words.setText(f"s{n % 10}"),
        "clear the filter": lambda _: claims.words.clear(),
        "open Go to Claim": lambda _: commands.go_to_claim(),
        "type a letter in it": lambda _: palette().words.setText("t"),
        "type another in it": lambda n: palette().words.setText(f"t{n % 10}"),
        "go there": lambda _: palette().run(),
    }


def measured(path: Path) -> Figures:
    app, messages, settings = application(), Messages(), Settings(path.with_suffix(".ini"))
    failed: list[str] = []
    messages.said.connect(lambda notice: failed.append(notice.details) if notice.details else None)
    settings.set("checker", "bench")
    window, commits = open_window(app, settings, messages), _Commits()
    window.resize(1440, 900)
    window.show()
    window.open_project(path)
    _settle(app)
    page = window.page
    assert page is not None
    page.show_claim(page.claims.claims[len(page.claims.claims) // 2].claim)
    taken: dict[str, list[float]] = {}
    deeds = _deeds(window)
    for n in range(TIMES + 1):
        for name, do in deeds.items():
            _settle(app)
            commits.taken()
            began = time.perf_counter()
            do(n)
            app.processEvents()
            taken.setdefault(name, []).append((time.perf_counter() - began) * 1e3 - commits.taken())
        page.desk.turn_to(0)
    if failed:
        raise RuntimeError(failed[0])
    window.close()
    return {name: statistics.median(times[1:]) for name, times in taken.items()}


def _settle(app: QApplication) -> None:
    """Let everything that was put off be done."""
    for _ in range(30):
        app.processEvents()


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]))))
