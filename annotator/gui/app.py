"""Starts the window: the application with its looks, settings and messages, and what the command line names."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

from annotator.domain.errors import AnnotatorError
from annotator.gui import fonts, icons
from annotator.gui.main_window import NAME, MainWindow
from annotator.gui.messages import Messages
from annotator.gui.settings import Settings
from annotator.gui.theme import Look

SETTLING = 100
"""Milliseconds after which what the start did not need is done."""


def application() -> QApplication:
    """The one application of this process, in our style."""
    existing = QApplication.instance()
    # Named as an argument, the style needs none of PySide's classes of styles, which take 10 ms to make.
    app = existing if isinstance(existing, QApplication) else QApplication([*sys.argv[:1], "-style", "fusion"])
    app.setApplicationName("annotator")
    app.setApplicationDisplayName(NAME)
    app.setDesktopFileName("annotator")
    app.setWindowIcon(icons.app_icon())
    QLocale.setDefault(QLocale(QLocale.Language.English))
    fonts.wear(app)
    return app


def open_window(app: QApplication, settings: Settings, messages: Messages) -> MainWindow:
    """The window, looking as it was left."""
    return MainWindow(settings, messages, Look(app, settings.get("theme")))


def run(argv: Sequence[str]) -> int:
    """Show the window until it is closed: on the project named first in `argv`, else on the one of last time, else on
    the start page. Gives the exit status."""
    app = application()
    settings, messages = Settings(), Messages()
    messages.catch_the_rest()
    window = open_window(app, settings, messages)
    messages.safely(first_page)(window, list(argv))
    window.show()
    QTimer.singleShot(SETTLING, lambda: _settle(window))
    try:
        return app.exec()
    finally:
        messages.close()


def _settle(window: MainWindow) -> None:
    """What can wait until the window is seen and answers."""
    gc.freeze()
    gc.enable()
    close_on_signals(window)


def close_on_signals(window: MainWindow) -> None:
    """Let Ctrl+C in the terminal, and the end of the session, close the window as a person would."""
    import signal

    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), lambda *_: window.close())
    # Python looks at signals between two of its own instructions, so it has to run some now and then.
    ticking = QTimer(window)
    ticking.timeout.connect(lambda: None)
    ticking.start(500)


def first_page(window: MainWindow, argv: Sequence[str]) -> None:
    """Open what was asked for. Without a project, the last one, if it is still there."""
    named = argv[0] if argv else window.settings.get("last_project")
    path = Path(named) if named else None
    if path is not None and not argv and not path.exists():
        path = None
    if path is None:
        return
    from annotator.domain.model import SUFFIX  # late: the start page needs nothing of it

    if argv and path.suffix != SUFFIX and path.exists():
        window.commands.take_files([str(path)])
        return
    try:
        window.open_project(path)
    except AnnotatorError as error:
        window.messages.problem(error)
