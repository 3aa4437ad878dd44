"""Starting: the first window is there before most of the app is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.project import Project

ROOT = Path(__file__).resolve().parents[2]

STARTED = """
import sys
from annotator.__main__ import main
from PySide6.QtWidgets import QApplication
QApplication.exec = staticmethod(QApplication.processEvents)
main(sys.argv[1:])
print(*sys.modules)
"""
ONLY_FOR_PROJECTS = ("annotator.project", "annotator.storage", "annotator.domain.model", "sqlite_utils", "dateutil")
ONLY_FOR_ARTICLES = ("trafilatura", "lxml", "markdown_it", "charset_normalizer", "urllib3", "jinja2", "sentencex")


def imported(*arguments: str) -> set[str]:
    """The modules that are there once the window is."""
    done = subprocess.run(
        [sys.executable, "-c", STARTED, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_the_start_page_needs_nothing_of_a_project(home: Path) -> None:
    there = imported()
    assert not there & {*ONLY_FOR_PROJECTS, *ONLY_FOR_ARTICLES, "PySide6.QtSvg", "annotator.gui.reader"}


@pytest.mark.parametrize("marked", [False, True])
def test_opening_a_project_needs_nothing_that_reads_or_writes_other_files(tmp_path: Path, marked: bool) -> None:
    path = tmp_path / "desk.factcheck"
    with Project.create(path, checker="first checker") as project:
        if marked:
            article = project.articles.add_text("The bridge opened in 1932.")
            project.claims.mark_quote(article.id, "opened in 1932")
    assert not imported(str(path)) & {*ONLY_FOR_ARTICLES}
