"""Where notices are seen: a banner above the page for what went wrong, the status bar for what went well."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QProgressBar,
    QPushButton,
    QStatusBar,
    QToolButton,
    QWidget,
)

from annotator.gui import icons
from annotator.gui.layouts import YieldingLabel, button, column, label, row
from annotator.gui.messages import Level, Notice
from annotator.gui.theme import Look, dress

if TYPE_CHECKING:
    from annotator.gui.work import Task

_PASSING = 12_000
"""Milliseconds that a notice in passing stays in the status bar."""


def progress_words(checked: int, claims: int) -> str:
    """How far the claims are, in words."""
    if claims == 0:
        return "No claims yet"
    return f"{checked} of {claims} claim{'' if claims == 1 else 's'} checked"


class Banner(QFrame):
    """One problem, calm and in place: what happened, what to do. It stays until it is closed or followed by another."""

    def __init__(self, look: Look, show_details: Callable[[Notice], None]) -> None:
        super().__init__()
        self._look = look
        self._notice: Notice | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sign = QLabel()
        self.text = label("", "section", wrap=True)
        self.advice = label("", wrap=True)
        self.details = button("Details…", "link")
        self.details.clicked.connect(lambda: show_details(self._notice) if self._notice else None)
        self.dismiss = QToolButton()
        self.dismiss.setToolTip("Close this notice")
        self.dismiss.setAccessibleName("Close this notice")
        dress(self.dismiss, role="quiet")
        self.dismiss.clicked.connect(self.hide)
        words = row(column(self.text, self.advice, space=2))
        line = row(self.sign, margins=(16, 8, 10, 8), space=12)
        line.addLayout(words, 1)
        line.addWidget(self.details)
        line.addWidget(self.dismiss)
        self.setLayout(line)
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """What is shown now."""
        return self._notice if not self.isHidden() else None

    def show_notice(self, notice: Notice) -> None:
        self._notice = notice
        calm = notice.level is Level.INFO
        dress(self, role="notice" if calm else "notice-problem")
        theme = self._look.theme
        name, token = ("info", "accent") if calm else ("problem", "danger")
        self.sign.setPixmap(icons.pixmap(name, theme.colour(token), 22, self.devicePixelRatioF()))
        self.dismiss.setIcon(icons.icon("close", theme))
        self.text.setText(notice.text)
        self.advice.setText(notice.advice)
        self.advice.setVisible(bool(notice.advice))
        self.details.setVisible(bool(notice.details))
        self.setAccessibleName(f"{notice.text} {notice.advice}".strip())
        self.show()


class StatusBar(QStatusBar):
    """Progress always in sight, the last notice, and long work with a way to stop it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.last = YieldingLabel("dim")
        self.act, self.also = button("", "link"), button("", "link")
        self._do: dict[QPushButton, Callable[[], object] | None] = {}
        for link in (self.act, self.also):
            link.hide()
            link.clicked.connect(partial(self._acted, link))
        self.working = label("", "dim")
        self.work_bar = QProgressBar(textVisible=False)
        self.work_bar.setFixedWidth(120)
        self.stop = button("Cancel", "link")
        self._job: Task | None = None
        self.stop.clicked.connect(lambda: self._job.cancel() if self._job else None)
        self.count = label("")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedWidth(140)
        self.bar.setAccessibleName("Claims checked")
        self._fade = QTimer(self, interval=_PASSING, singleShot=True)
        self._fade.timeout.connect(lambda: self.tell(Notice(Level.INFO, "")))
        left, right = QWidget(), QWidget()
        parts = (self.last, self.act, self.also, self.working, self.work_bar, self.stop)
        left.setLayout(row(*parts, None, margins=(12, 2, 0, 2)))
        right.setLayout(row(self.count, self.bar, margins=(0, 2, 14, 2), space=10))
        self.addWidget(left, 1)
        self.addPermanentWidget(right)
        self.show_job(None)

    def show_progress(self, checked: int, claims: int, words: str) -> None:
        self.count.setText(words)
        self.bar.setMaximum(max(1, claims))
        self.bar.setValue(checked)
        self.bar.setVisible(claims > 0)

    def tell(self, notice: Notice) -> None:
        self.last.show_text(notice.text)
        for link, (words, do) in ((self.act, (notice.action, notice.act)), (self.also, notice.also or ("", None))):
            link.setText(words)
            link.setVisible(bool(words))
            self._do[link] = do
        self._fade.start()

    def _acted(self, link: QPushButton) -> None:
        do = self._do.get(link)
        if do is not None:
            self.tell(Notice(Level.INFO, ""))
            do()

    def show_job(self, job: "Task | None") -> None:
        """Show long work while it lasts."""
        self._job = job
        for part in (self.working, self.work_bar, self.stop):
            part.setVisible(job is not None)
        self.last.setVisible(job is None)
        for link in (self.act, self.also):
            link.setVisible(job is None and bool(link.text()))
        if job is not None:
            self.working.setText(job.title)
            self.work_bar.setMaximum(0)
            job.progressed.connect(self._progressed)
            job.titled.connect(self.working.setText)

    def _progressed(self, done: int, total: int) -> None:
        self.work_bar.setMaximum(total)
        self.work_bar.setValue(done)
