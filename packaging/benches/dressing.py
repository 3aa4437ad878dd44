"""Another theme for the whole window, with an article and its marks in the reader and a claim on the desk."""

import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Article, Mark, Span
from annotator.domain.ratings import scales
from annotator.gui.app import open_window
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Messages
from annotator.gui.settings import Settings
from annotator.project import Project

TURNS = ("dark", "sepia", "high-contrast", "high-contrast-dark", "light")


def times(app: QApplication, article: Article, marks: Sequence[Mark], count: int) -> tuple[list[float], list[float]]:
    """Milliseconds from the choice of a theme until the window is painted in it; and how long, while what is out of
    sight is dressed after that, the window does not answer at the longest."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        home = Path(folder)
        messages, settings = Messages(), Settings(home / "bench.ini")
        settings.set("theme", "light")
        window = open_window(app, settings, messages)
        window.resize(1440, 900)
        window.show()
        window.take(_project(home / "bench.factcheck"))
        page = window.page
        assert page is not None
        page.show_claim(page.project.claims.all()[0].id)
        page.desk.turn_to(0)
        page.reader.show_article(article, marks)
        while not page.reader.view.loader.done:
            app.processEvents()
        found = [_timed(app, window, TURNS[number % len(TURNS)]) for number in range(count)]
        painted, busy = [first for first, _ in found], [longest for _, longest in found]
        window.close()
        window.deleteLater()
        app.sendPostedEvents(window, QEvent.Type.DeferredDelete)
        messages.close()
    return painted, busy


def _timed(app: QApplication, window: MainWindow, theme: str) -> tuple[float, float]:
    for _ in range(5):
        app.processEvents()
    painted = _taken(app, partial(window.commands.wear, "theme", theme))
    longest = 0.0
    while window.look.dressing:
        longest = max(longest, _taken(app, lambda: None))
    return painted, longest


def _taken(app: QApplication, act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    app.processEvents()
    return (time.perf_counter() - begun) * 1e3


def _project(path: Path) -> Project:
    """A claim with evidence and a verdict, so that every part of the desk is to be dressed."""
    project = Project.create(path, checker="bench")
    article = project.articles.add_text("The bridge was opened in 1932. It is 503 metres long.", title="Bench")
    claim = project.claims.mark(article.id, Span(0, 30)).id
    source = project.sources.add(title="Bench", url="https://example.org/").id
    project.evidence.attach(claim, source, "supports", excerpt="It says so.")
    project.verdicts.give(claim, scales()[project.scale.key].ratings[0].key, rationale="The source says so.")
    return project
