"""What an editor wrote back about a claim, oldest first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from annotator.domain.model import Claim, Reply, ReplyKind
from annotator.gui.desk.article_list import short_date
from annotator.gui.layouts import clear, column, label, row
from annotator.gui.theme import dress

KINDS = {
    ReplyKind.REPLY: "↩ Reply",
    ReplyKind.RESOLVED: "✓ Comment closed",
    ReplyKind.ACCEPTED: "✓ Correction taken",
    ReplyKind.REJECTED: "✕ Correction refused",
}
"""What an editor did, by sign and word."""


class Replies(QWidget):
    """Read only: replies come from returned copies."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Reply, ...] = ()
        self._rows = column(space=8)
        self.setLayout(column(label("The editor", "section"), self._rows, space=6))
        self.hide()

    def show_claim(self, claim: Claim | None) -> None:
        replies = claim.replies if claim else ()
        if replies == self._shown:
            return
        self._shown = replies
        clear(self._rows)
        for reply in replies:
            self._rows.addWidget(_card(reply))
        self.setVisible(bool(replies))


def _card(reply: Reply) -> QWidget:
    card = QFrame()
    card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    dress(card, role="card")
    signed = " · ".join(part for part in (reply.author, short_date(reply.at)) if part)
    lines = column(row(label(KINDS[reply.kind]), None, label(signed, "small")), margins=(12, 8, 12, 8), space=4)
    if reply.text:
        lines.addWidget(label(reply.text, "" if reply.kind is ReplyKind.REPLY else "quote", wrap=True))
    card.setLayout(lines)
    return card
