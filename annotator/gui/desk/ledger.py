"""The ledger of a claim: every verdict ever signed, newest first, with what became of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from annotator.domain.model import Claim, ClaimState, Verdict, VerdictState
from annotator.gui import tones
from annotator.gui.desk.article_list import short_date
from annotator.gui.layouts import button, clear, column, label, row
from annotator.gui.theme import dress

_FATES = {VerdictState.REPLACED: "replaced", VerdictState.WITHDRAWN: "withdrawn"}


class Ledger(QWidget):
    """`withdraw_wanted` asks to take the standing verdict back."""

    withdraw_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[object, ...] = ()
        self._editable = True
        self._rows = column(space=8)
        self.heading = label("Verdicts", "section")
        self.setLayout(column(self.heading, self._rows, space=6))

    def show_claim(self, claim: Claim | None) -> None:
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
            fate = "Approved" if review.approved else "Returned"
            lines.addWidget(label(f"{fate} by {review.checker.name}. {review.note}".strip(), "small", wrap=True))
        if standing and self._editable:
            withdraw = button("Withdraw", "link", "Take this verdict back; it stays in the ledger")
            withdraw.clicked.connect(self.withdraw_wanted)
            lines.addLayout(row(None, withdraw))
        card.setLayout(lines)
        return card

    def set_editable(self, editable: bool) -> None:
        self._editable = editable
