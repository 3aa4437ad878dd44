"""The real window on a small project, for a client of the accessibility bus to look at: `stage.py FOLDER`."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from annotator.domain.model import BlockKind
from annotator.gui.app import application, open_window
from annotator.gui.messages import Messages
from annotator.gui.settings import Settings
from annotator.project import Project

TEXT = """# The bridge

The bridge opened in 1932 and is 1149 metres long. It is painted grey.

It took eight years to build. About 1400 people worked on it.

Share this page.
"""
LONGEST = 60_000
"""Milliseconds after which the window closes by itself, should nobody close it."""


def prepare(folder: Path) -> Path:
    """A project with two claims: one rated wrong from one source, one not checked."""
    path, article = folder / "bridge.factcheck", folder / "bridge.md"
    article.write_text(TEXT, encoding="utf-8")
    with Project.create(path, checker="first checker", title="Bridge") as project:
        added = project.articles.add(article)
        project.articles.set_kind(added.id, added.text.index("Share this page"), BlockKind.FURNITURE)
        claim = project.claims.mark_quote(added.id, "1149 metres long")
        source = project.sources.add(title="An artificial register")
        project.evidence.attach(claim.id, source.id, "refutes")
        project.verdicts.give(claim.id, "wrong", rationale="The register says something else.")
        project.claims.mark_quote(added.id, "About 1400 people worked on it")
    return path


def main(folder: Path) -> int:
    path = prepare(folder)
    app, messages, settings = application(), Messages(), Settings(folder / "settings.ini")
    settings.set("checker", "first checker")
    window = open_window(app, settings, messages)
    window.resize(1500, 900)
    window.show()
    window.open_project(path)
    QTimer.singleShot(0, window.activateWindow)  # there is no window manager to do it
    QTimer.singleShot(LONGEST, app.quit)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
