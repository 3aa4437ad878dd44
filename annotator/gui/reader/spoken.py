"""What a screen reader says of claims: the names of cards, and the claim that the caret comes into."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from annotator.domain.locators import in_words
from annotator.domain.model import ClaimState, Mark
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.pictures import name_of as name_of_picture
from annotator.gui.reader.view import ArticleView

_WORDS = 300
"""Code points of a statement that are read out."""


def facts(mark: Mark) -> list[str]:
    """What stands beside the verdict, what is missing first."""
    found = ["words changed"] if mark.state is ClaimState.STALE else []
    found += ["no source"] if not mark.sources else []
    found += ["no rationale"] if not mark.reasoned else []
    return found + ([f"{mark.sources} source{'' if mark.sources == 1 else 's'}"] if mark.sources else [])


def flat(text: str, most: int = 600) -> str:
    """As much of a text as is ever shown of it at once, on one line."""
    return " ".join(text[:most].split())


def name_of(
    marks: Sequence[Mark], inks: Inks, active: bool = False, nth: str = "", parts: int = 1, locator: str = ""
) -> str:
    """The name of a card; `nth` is the place of its mention among those of the claim, `parts` how many that has, and
    `locator` the page or time that it is from."""
    if len(marks) == 1:
        mark = marks[0]
        lead = "Current claim" if active else "Claim"
        about = ([f"mention {nth}"] if nth else []) + ([f"in {parts} parts"] if parts > 1 else [])
        about += [in_words(locator)] if locator else []
        told = ", ".join(facts(mark) + about)
        return f"{lead}, {inks.tone(mark).label}: {flat(mark.statement, _WORDS)}, {told}"
    counted = Counter(inks.tone(mark).label for mark in marks)
    told = ", ".join(
        f"{count} {label}" for label, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    )
    return f"{len(marks)} claims: {told}"


class CaretVoice(QObject):
    """Says which claims the caret came into, and when it left the last; what pictures stood by the paragraph that it
    came into, and which page or time of the original. Silent unless something listens."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._inside: set[str] = set()
        self._row = -1
        self._locator = ""
        view.cursorPositionChanged.connect(self._moved)

    def _moved(self) -> None:
        if not QAccessible.isActive():
            return
        words = "; ".join(filter(None, (self.locator(), self.pictures(), self.news())))
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, words))

    def news(self) -> str:
        """What there is to say of the caret's place since it was last asked."""
        sheet = self._view.sheet
        point = sheet.positions.to_point(self._view.textCursor().position())
        marks = sheet.marks.overlapping(point, point + 1)
        before, self._inside = self._inside, {mark.mention for mark in marks}
        entered = [mark for mark in marks if mark.mention not in before]
        if entered:
            return "; ".join(self._told(mark) for mark in entered)
        if not before or marks:
            return ""
        left = [mark for mark in map(sheet.marks.get, before) if mark]
        return "Claim goes on further down" if any(map(sheet.marks.is_broken_off, left)) else "End of claim"

    def locator(self) -> str:
        """The page or time that the caret came into, when that is another than it was."""
        sheet = self._view.sheet
        before, self._locator = (
            self._locator,
            sheet.locators.at(sheet.positions.to_point(self._view.textCursor().position())),
        )
        return in_words(self._locator) if self._locator != before else ""

    def pictures(self) -> str:
        """What pictures stood by the paragraph of the caret, when that is another than it was."""
        row = self._view.sheet.positions.row_at(self._view.textCursor().position())
        before, self._row = self._row, row
        above, below = self._view.sheet.pictures(row) if row != before else ([], [])
        return "; ".join(f"Picture: {name_of_picture(one) or 'not described'}" for one in (*above, *below))

    def _told(self, mark: Mark) -> str:
        """A claim, or that one goes on whose first part was told."""
        sheet, inks = self._view.sheet, self._view.painter.inks
        if sheet.marks.is_further(mark):
            return f"Claim goes on, {inks.tone(mark).label}: {flat(mark.statement, _WORDS)}"
        return name_of([mark], inks, mark.claim == sheet.active, parts=len(sheet.marks.parts(mark)))
