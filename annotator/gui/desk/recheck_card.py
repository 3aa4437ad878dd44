"""One re-check in full: the words as they were and are, the places they may have, and what can be done about it."""

from functools import partial

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget

from annotator.domain.model import Article, Span
from annotator.domain.revision import Recheck, RecheckKind
from annotator.gui.compare.inked import Ink, Run, Words, around_words, break_lines, in_context, layout_of, spoken
from annotator.gui.desk.recheck_model import HEADINGS, runs_of, told_of_verdict
from annotator.gui.guard import guarded
from annotator.gui.keys import Keys
from annotator.gui.layouts import FlowLayout, button, clear, column, label, row
from annotator.gui.theme import Look, dress

_INDENT = 26
"""Pixels that the number of a candidate takes."""
_PAD = 6


class CandidateButton(QAbstractButton):
    """A place that words may have, in its context, with the number of the key that takes it."""

    def __init__(self, look: Look, number: int, runs: list[Run]) -> None:
        super().__init__()
        self._look, self._number, self._runs = look, number, runs
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"Place {number}: {spoken(runs)}")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @guarded(True)
    def hasHeightForWidth(self) -> bool:
        return True

    @guarded(40)
    def heightForWidth(self, width: int) -> int:
        layout = layout_of(self._runs, self.font(), self._look.theme)
        return round(break_lines(layout, width - _INDENT - 2 * _PAD)) + 2 * _PAD

    @guarded(lambda: QSize(100, 40))
    def sizeHint(self) -> QSize:
        return QSize(100, self.heightForWidth(max(100, self.width())))

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._look.theme, QPainter(self)
        if self.isChecked() or self.underMouse():
            painter.fillRect(self.rect(), theme.colour("accent-soft", 255 if self.isChecked() else 130))
        if self.isChecked():
            painter.fillRect(QRect(0, 0, 3, self.height()), theme.colour("accent"))
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setPen(theme.colour("text-dim"))
        place = QRect(_PAD + 2, _PAD, _INDENT - _PAD, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, str(self._number))
        painter.setPen(theme.colour("text"))
        layout = layout_of(self._runs, self.font(), theme)
        break_lines(layout, self.width() - _INDENT - 2 * _PAD)
        layout.draw(painter, QPointF(_INDENT + _PAD, _PAD))
        painter.end()


def _with_key(made: QWidget, key: str) -> QWidget:
    """A button and the key that does the same."""
    told, pair = label(key, "key"), QWidget()
    line = row(made, told, space=4)
    line.setAlignment(told, Qt.AlignmentFlag.AlignVCenter)
    pair.setLayout(line)
    return pair


_ACTS = {
    RecheckKind.CHANGED: (("rate", "Rate again", "Enter"), ("hold", "It still holds", "=")),
    RecheckKind.UNSURE: (("take", "Take this place", "Enter"), ("pass", "It is gone", "0")),
    RecheckKind.GONE: (("place", "Place on the selection", "Enter"), ("pass", "Leave it gone", "0")),
    RecheckKind.FRESH: (("mark", "Mark as claim", "Enter"), ("pass", "Skip", "0")),
}
"""What can be done, the first the most usual: its name here, its words, its key in the list."""


class RecheckCard(QFrame):
    """`wanted` asks for an act by its name; `candidate_wanted` for a candidate to be looked at, by its index."""

    wanted = Signal(str)
    candidate_wanted = Signal(int)

    def __init__(self, look: Look, keys: Keys) -> None:
        super().__init__()
        self._look, self._keys = look, keys
        self._shown: tuple[object, ...] = ()
        self.candidate = 0
        self.candidates: list[CandidateButton] = []
        self.acts: dict[str, QAbstractButton] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, role="footer")
        self._parts = column(space=8)
        self._parts.setContentsMargins(16, 12, 16, 12)
        self.setLayout(self._parts)
        self.hide()

    def show_recheck(self, recheck: Recheck | None, article: Article | None, editable: bool) -> None:
        """Show one re-check of an article, or nothing."""
        state = (recheck, article, editable)
        if state == self._shown:
            return
        self._shown = state
        self.candidate, self.candidates, self.acts = 0, [], {}
        clear(self._parts)
        self.setVisible(recheck is not None)
        if recheck is None or article is None:
            return
        self._parts.addWidget(label(HEADINGS[recheck.kind], "section"))
        for part in self._about(recheck, article):
            self._parts.addWidget(part)
        flow = FlowLayout()
        for act, text, key in _ACTS[recheck.kind]:
            if act == "hold" and not (recheck.claim and recheck.claim.verdict):
                continue
            made = button(text, "primary" if not self.acts else "", f"{text} ({key})")
            made.setEnabled(editable)
            made.clicked.connect(partial(self.wanted.emit, act))
            self.acts[act] = made
            flow.addWidget(_with_key(made, key))
        holder = QWidget()
        holder.setLayout(flow)
        self._parts.addWidget(holder)

    def _about(self, recheck: Recheck, article: Article) -> list[QWidget]:
        found: list[QWidget] = [self._words(runs_of(recheck, article))]
        if recheck.kind is RecheckKind.CHANGED and recheck.claim:
            found.append(label(told_of_verdict(recheck.claim), "small", wrap=True))
            if recheck.claim.verdict and recheck.claim.verdict.rationale:
                found.append(label(recheck.claim.verdict.rationale[:400], "quote", wrap=True))
        if recheck.kind in (RecheckKind.UNSURE, RecheckKind.GONE):
            selector = recheck.old[0].selector
            ink = Ink.REMOVED if recheck.kind is RecheckKind.GONE else Ink.STRONG
            context = around_words(selector.prefix, selector.exact, selector.suffix, ink)
            found[:1] = [label("In the version before:", "small"), self._words(context)]
        if recheck.kind is RecheckKind.UNSURE:
            found.append(label("Now it may be:", "small"))
            found += self._candidates(recheck, article)
        if recheck.kind is RecheckKind.GONE:
            found.append(label(self._how_to_place(), "small", wrap=True))
        return found

    def _how_to_place(self) -> str:
        key = self._keys.shown("place_claim")
        return f"If it is still said, select the words in the article{f' and press {key}' if key else ''}."

    def _words(self, runs: list[Run]) -> Words:
        made = Words(self._look)
        made.show_runs(runs)
        return made

    def _candidates(self, recheck: Recheck, article: Article) -> list[QWidget]:
        for number, span in enumerate(recheck.old[0].candidates, 1):
            within = Span(min(span.start, len(article.text)), min(span.end, len(article.text)))
            made = CandidateButton(self._look, number, in_context(article.text, within))
            made.setChecked(number == 1)
            made.clicked.connect(partial(self._clicked, number - 1))
            self.candidates.append(made)
        return list(self.candidates)

    def _clicked(self, index: int) -> None:
        self.look_at(index)
        self.candidate_wanted.emit(index)

    def look_at(self, index: int) -> None:
        """Let a candidate be the one that is looked at."""
        self.candidate = max(0, min(index, len(self.candidates) - 1))
        for number, made in enumerate(self.candidates):
            made.setChecked(number == self.candidate)
