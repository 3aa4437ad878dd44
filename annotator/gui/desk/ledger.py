"""The ledger of a claim: every verdict ever signed, newest first, with what became of it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from annotator.domain.model import Checker, Claim, ClaimState, Review, Verdict, VerdictState
from annotator.gui import tones
from annotator.gui.actions import ACTIONS
from annotator.gui.desk.article_list import short_date
from annotator.gui.keys import Keys
from annotator.gui.layouts import button, clear, column, label, row
from annotator.gui.theme import dress

_TIPS = {action.id: action.tip for action in ACTIONS}
_FOUND = {True: "✓ Approved", False: "↩ Returned"}
_FATES = {VerdictState.REPLACED: "replaced", VerdictState.WITHDRAWN: "withdrawn"}


_ACTS = {"withdraw_verdict": "Withdraw"}, {"return_verdict": "Return…", "approve_verdict": "Approve"}
"""What the checker may do with a standing verdict, and what another may, by the ids of the actions."""


class Ledger(QWidget):
    """`action_wanted` asks for an action on the standing verdict, by its id."""

    action_wanted = Signal(str)

    def __init__(self, checker: Checker, keys: Keys) -> None:
        super().__init__()
        self._checker, self._keys = checker, keys
        self._claim: Claim | None = None
        self._shown: tuple[object, ...] = ()
        self._editable = True
        self._rows = column(space=8)
        self.heading = label("Verdicts", "section")
        self.setLayout(column(self.heading, self._rows, space=6))
        keys.changed.connect(self._tell_keys)

    def _tell_keys(self, *_: object) -> None:
        self._shown = ()
        self.show_claim(self._claim)

    def show_claim(self, claim: Claim | None) -> None:
        self._claim = claim
        verdicts = claim.verdicts if claim else ()
        state = (verdicts, claim.statement if claim else "", self._editable)
        if state == self._shown:
            return
        self._shown = state
        clear(self._rows)
        self.setVisible(bool(verdicts))
        for verdict in reversed(verdicts):
            stale = claim is not None and verdict is claim.verdict and claim.state is ClaimState.STALE
            self._rows.addWidget(self._row(verdict, stale))

    def _row(self, verdict: Verdict, stale: bool) -> QWidget:
        standing = verdict.state is VerdictState.CURRENT
        tone = tones.of_verdict(verdict.scale, verdict.rating, verdict.label)
        card = QFrame()
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(card, role="card")
        word = label(f"{tone.sign} {tone.word}", "dim" if not standing else "")
        dress(word, tone=tone.token if standing else "")
        signed = " · ".join(
            p for p in (verdict.checker.name, short_date(verdict.at), _FATES.get(verdict.state, "")) if p
        )
        lines = column(row(word, None, label(signed, "small")), margins=(12, 8, 12, 8), space=4)
        if stale:
            lines.addWidget(
                label(
                    "! The statement changed after this verdict. Sign it again if it still holds.", "problem", wrap=True
                )
            )
        if verdict.rationale:
            lines.addWidget(label(verdict.rationale, "" if standing else "dim", wrap=True))
        if verdict.correction:
            lines.addWidget(label(f"Should read: {verdict.correction}", "quote", wrap=True))
        if verdict.statement and stale:
            lines.addWidget(label(f"It was given of: “{verdict.statement}”", "small", wrap=True))
        for review in verdict.reviews:
            lines.addWidget(self._review(review, standing and review is verdict.reviews[-1]))
        if standing and self._editable:
            lines.addLayout(row(None, *self._acts(verdict)))
        card.setLayout(lines)
        return card

    def _review(self, review: Review, newest: bool) -> QWidget:
        """What a second person found, with its sign; that a standing verdict was returned stands out."""
        found = f"{_FOUND[review.approved]} by {review.checker.name} · {short_date(review.at)}"
        role = "problem" if newest and not review.approved else "small"
        made = QWidget()
        made.setLayout(
            column(label(found, role), *([label(review.note, "quote", wrap=True)] if review.note else []), space=2)
        )
        return made

    def _acts(self, verdict: Verdict) -> list[QWidget]:
        """Buttons for what may be done with a verdict: its checker withdraws it, others review it."""
        own, others = _ACTS
        made: list[QWidget] = []
        for name, word in (own if verdict.checker.id == self._checker.id else {**others, **own}).items():
            act = button(word, "link", self._keys.tip(_TIPS[name], name))
            act.clicked.connect(partial(self.action_wanted.emit, name))
            made.append(act)
        return made

    def set_editable(self, editable: bool) -> None:
        self._editable = editable
