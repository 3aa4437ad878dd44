"""Starting: the first window is there before most of the app is.

What each import costs, `dev.py bench start` tells; which of them there are must not depend on a busy machine.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from platformdirs import user_config_path

from annotator.gui.settings import Settings
from annotator.project import Project

ROOT = Path(__file__).resolve().parents[2]

STARTED = """
import sys
from annotator.__main__ import main
from PySide6.QtWidgets import QApplication
def painted():
    QApplication.processEvents()
QApplication.exec = staticmethod(painted)
main(sys.argv[1:])
print(*sys.modules)
"""
BARE = "import contextlib, pathlib, sys, PySide6.QtWidgets; print(*sys.modules)"

OF_THE_FIRST_WINDOW = {
    *("__main__", "domain.errors", "domain.resources"),
    *("gui.app", "gui.main_window", "gui.desk.start_page", "gui.layouts", "gui.notices", "gui.guard"),
    *("gui.actions", "gui.keys", "gui.messages", "gui.settings", "gui.theme", "gui.fonts", "gui.icons"),
}
"""Every module of ours that the start page needs. Others take their time when they are first wanted."""
OF_PYTHON = {"datetime", "gc", "json", "tomllib"}
"""What of the standard library it needs besides, for themes and settings."""

ONLY_WHEN_WANTED = {
    *("trafilatura", "lxml", "markdown_it", "charset_normalizer", "urllib3", "sentencex", "rapidfuzz"),
    *("jinja2", "docx", "xlsxwriter", "annotator.exporters", "annotator.project.export", "annotator.project.formats"),
    *("PySide6.QtPrintSupport", "annotator.gui.dialogs.export", "annotator.gui.reader.printing"),
}
"""What an open project does not need until an article is brought in, looked for, printed or reported on."""


def imported(program: str, *arguments: str) -> set[str]:
    """The modules that are there at the end of a program."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_the_first_window_needs_these_modules_and_no_others(home: Path) -> None:
    added = imported(STARTED) - imported(BARE)
    ours = {name.removeprefix("annotator.") for name in added if name.startswith("annotator.")}
    packages = {name for name in ours if (ROOT / "annotator" / name.replace(".", "/")).is_dir()}
    assert ours - packages == OF_THE_FIRST_WINDOW
    assert {name.partition(".")[0].removeprefix("_") for name in added - {"annotator"}} - {"annotator"} <= OF_PYTHON


@pytest.mark.parametrize("marked", [False, True])
def test_opening_a_project_needs_nothing_that_reads_or_writes_other_files(tmp_path: Path, marked: bool) -> None:
    path = tmp_path / "desk.factcheck"
    with Project.create(path, checker="first checker") as project:
        if marked:
            article = project.articles.add_text("The bridge opened in 1932.")
            project.claims.mark_quote(article.id, "opened in 1932")
    assert not imported(STARTED, str(path)) & ONLY_WHEN_WANTED


@pytest.mark.skipif(sys.platform == "win32", reason="there the system does not ask the environment")
def test_settings_lie_where_other_programs_of_this_system_have_theirs(home: Path) -> None:
    assert Settings().path == user_config_path("annotator", appauthor=False) / "settings.ini"
