"""Giving a verdict: the ratings of the project's scale always in sight, the reasons once one is chosen.

A verdict that is written but not signed is a draft. Drafts belong to this installation, are kept from one run to the
next, and never reach the project file.
"""

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QWidget

from annotator.domain.model import Claim, ClaimState
from annotator.domain.ratings import RatingScale
from annotator.gui.fields import PAUSE, LineField, TextField
from annotator.gui.guard import guarded
from annotator.gui.keys import Keys
from annotator.gui.layouts import FlowLayout, button, clear, column, label, row
from annotator.gui.lists import smaller
from annotator.gui.messages import Messages
from annotator.gui.settings import Draft, Settings
from annotator.gui.theme import dress
from annotator.project import Project


class RatingButton(QPushButton):
    """Sign and word of a rating, with the number of its key before them."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._number = ""
        self.setCheckable(True)
        self.setAutoDefault(False)
        dress(self, role="rating")

    def show_number(self, number: str) -> None:
        self._number = number
        self.update()

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(smaller(self.font()))
        role = QPalette.ColorRole.BrightText if self.isChecked() else QPalette.ColorRole.PlaceholderText
        painter.setPen(self.palette().color(role))
        painter.setOpacity(1.0 if self.isEnabled() else 0.5)
        place = QRect(9, 0, 14, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._number)
        painter.end()


class VerdictPanel(QFrame):
    """`signed` carries the claim whose verdict was given."""

    signed = Signal(str)

    def __init__(self, project: Project, settings: Settings, messages: Messages, keys: Keys) -> None:
        super().__init__()
        self._project, self._settings, self._messages, self._keys = project, settings, messages, keys
        self._claim: Claim | None = None
        self._scale: RatingScale | None = None
        self._editable = True
        self._drafts = settings.drafts()
        dress(self, role="footer")
        self.buttons: list[RatingButton] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._flow = FlowLayout()
        self.rationale = TextField("Rationale", "Why: what the sources say", (3, 8), commits=False)
        self.correction = LineField("Suggested correction", "How the text should read instead", commits=False)
        self.sign = button("Sign verdict", "primary")
        self.discard = button("Discard", "quiet", "Forget this draft")
        self.hint = label("", "small")
        self.sign.clicked.connect(messages.safely(self.give))
        self.discard.clicked.connect(self._discard)
        self._keep = QTimer(self, interval=PAUSE, singleShot=True)
        self._keep.timeout.connect(self.keep_draft)
        self._unkept = False
        self._write = QTimer(self, interval=PAUSE, singleShot=True)
        self._write.timeout.connect(messages.safely(self.write_drafts))
        self.rationale.textChanged.connect(self._typed)
        self.correction.textEdited.connect(self._typed)
        self._showing = False
        self._pick_safely = messages.safely(self.pick)
        self._lay_out()
        keys.changed.connect(self._tell_keys)
        self._tell_keys()

    def _lay_out(self) -> None:
        ratings = QWidget()
        ratings.setLayout(self._flow)
        self.reasons = QWidget()
        caption, better = label("Rationale", "dim"), label("Suggested correction", "dim")
        caption.setBuddy(self.rationale)
        better.setBuddy(self.correction)
        self.reasons.setLayout(
            column(
                column(caption, self.rationale, space=2),
                column(better, self.correction, space=2),
                row(self.discard, None, self.sign),
                space=8,
            )
        )
        self.reasons.hide()
        heading = label("Verdict", "section")
        self.setLayout(column(row(heading, None, self.hint), ratings, self.reasons, margins=(16, 10, 16, 12), space=8))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def show_scale(self, scale: RatingScale) -> None:
        """Offer the ratings of a scale."""
        if scale == self._scale:
            return
        self._scale = scale
        clear(self._flow)
        self.buttons = []
        for number, rating in enumerate(scale.ratings, 1):
            made = RatingButton(f"{rating.sign} {rating.label}".replace("&", "&&"))
            made.setAccessibleName(f"Rating {number}: {rating.label}")
            made.setAccessibleDescription(rating.meaning)
            dress(made, tone=rating.colour)
            made.clicked.connect(lambda _=False, at=number - 1: self._pick_safely(at))
            self._flow.addWidget(made)
            self.buttons.append(made)
        self._tell_keys()
        self._show_draft()

    def _tell_keys(self, *_: object) -> None:
        """The keys of the ratings and of signing, as they are now."""
        self.sign.setToolTip(self._keys.tip("Give this verdict", "sign_verdict"))
        ratings = self._scale.ratings if self._scale else ()
        for number, (made, rating) in enumerate(zip(self.buttons, ratings, strict=True), 1):
            made.setToolTip(self._keys.tip(rating.meaning, f"rate_{number}") if number <= 9 else rating.meaning)
            made.show_number(str(number) if number <= 9 and self._key(number).endswith(str(number)) else "")
        self.hint.setText(self._hint())

    def _key(self, number: int) -> str:
        return self._keys.shown(f"rate_{number}")

    def _numbers(self) -> str:
        """The keys of the ratings, where they are one key held and the number."""
        count, held = min(9, len(self.buttons)), self._key(1).removesuffix("1")
        alike = held and count and all(self._key(number) == f"{held}{number}" for number in range(1, count + 1))
        return f"{held}1 to {held}{count}" if alike else ""

    def show_claim(self, claim: Claim | None) -> None:
        """Show the verdict of a claim and the draft for it, if there is one."""
        other = claim is None or self._claim is None or claim.id != self._claim.id
        if other:
            self.keep_draft()
        self._claim = claim
        self.setEnabled(claim is not None and self._editable)
        if other or not self.draft:
            self._show_draft()
        else:
            self._check_buttons()

    @property
    def draft(self) -> Draft | None:
        """What is written for the claim shown and not signed."""
        return self._drafts.get(self._claim.id) if self._claim else None

    def _show_draft(self) -> None:
        draft = self.draft
        self._showing = True
        self.reasons.setVisible(draft is not None)
        if draft is not None:
            for field, text in ((self.rationale, draft.rationale), (self.correction, draft.correction)):
                field.pending.drop()
                field.show_value(text)
        self._showing = False
        self._check_buttons()

    def _check_buttons(self) -> None:
        """Press the button of the draft's rating, else of the standing verdict's."""
        draft, standing = self.draft, self._claim.verdict if self._claim else None
        scale = self._scale.key if self._scale else ""
        chosen = draft or standing
        key = chosen.rating if chosen is not None and chosen.scale == scale else ""
        ratings = self._scale.ratings if self._scale else ()
        for made, rating in zip(self.buttons, ratings, strict=True):
            made.setChecked(rating.key == key)
        self.hint.setText(self._hint())

    def _hint(self) -> str:
        if self.draft:
            return "not signed yet"
        state = self._claim.state if self._claim else ClaimState.CHECKED
        return {ClaimState.UNCHECKED: self._numbers(), ClaimState.STALE: "words changed: sign again"}.get(state, "")

    def pick(self, at: int) -> None:
        """Choose the rating at this place of the scale, and go on to the reasons; choosing it again signs."""
        if self._claim is None or self._scale is None or not self._editable or at >= len(self._scale.ratings):
            return
        rating, draft = self._scale.ratings[at], self.draft
        if draft is not None and draft.rating == rating.key and draft.scale == self._scale.key:
            self.give()
            return
        standing = self._claim.verdict
        written = draft or standing
        reasons = (written.rationale, written.correction) if written else ("", "")
        if draft is not None:
            reasons = self.rationale.value(), self.correction.text()
        self._drafts[self._claim.id] = Draft(self._scale.key, rating.key, *reasons)
        self._show_draft()
        self._write.start()
        self.rationale.setFocus()

    def _typed(self, *_: object) -> None:
        if not self._showing and self.draft is not None:
            self._unkept = True
            self._keep.start()

    def keep_draft(self) -> None:
        """Write down what was typed, so that nothing that happens can lose it."""
        draft = self.draft
        if self._unkept and self._claim is not None and draft is not None:
            written = Draft(draft.scale, draft.rating, self.rationale.value(), self.correction.text())
            self._drafts[self._claim.id] = written
            self.write_drafts()
        self._all_kept()

    def write_drafts(self) -> None:
        """Have on disk what is known of drafts: soon after one is begun or forgotten, since a disk may be slow."""
        self._write.stop()
        self._settings.keep_drafts(self._drafts)

    def leave(self) -> None:
        """Have them there now, if they are not."""
        if self._write.isActive():
            self.write_drafts()

    def _all_kept(self) -> None:
        self._unkept = False
        self._keep.stop()

    def give(self) -> None:
        """Sign the draft. Without one there is nothing to sign."""
        draft, claim = self.draft, self._claim
        if draft is None or claim is None:
            return
        rationale, correction = self.rationale.value(), self.correction.text()
        self._project.verdicts.give(claim.id, draft.rating, rationale, correction, draft.scale)
        self.forget_draft()
        self.signed.emit(claim.id)

    def _discard(self) -> None:
        """Forget the draft at a person's wish, and offer it back."""
        self.keep_draft()
        draft, claim = self.draft, self._claim
        self.forget_draft()
        if draft is None or claim is None:
            return

        def bring_back() -> None:
            self._drafts[claim.id] = draft
            self._settings.keep_drafts(self._drafts)
            self._show_draft()

        self._messages.tell("Draft discarded.", "Bring it back", bring_back)

    def forget_draft(self) -> None:
        """Forget what was written for the claim shown."""
        self._all_kept()
        if self._claim is not None and self._claim.id in self._drafts:
            del self._drafts[self._claim.id]
            self._write.start()
        self._show_draft()

    def focus_ratings(self) -> None:
        """Let a rating be chosen: the one that is, else the first."""
        chosen = next((made for made in self.buttons if made.isChecked()), next(iter(self.buttons), None))
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_editable(self, editable: bool) -> None:
        self._editable = editable
        self.setEnabled(editable and self._claim is not None)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.draft is not None and not self._has_words():
            self.forget_draft()
            return
        super().keyPressEvent(event)

    def _has_words(self) -> bool:
        return bool(self.rationale.value().strip() or self.correction.text().strip())
