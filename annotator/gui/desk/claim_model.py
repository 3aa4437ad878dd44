"""The claims of the article shown, in reading order: one truth for the list, for stepping from claim to claim and for
"3 of 10". A change costs the same among ten claims and fifty thousand."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from annotator.domain.model import ClaimState, Mark
from annotator.gui import tones
from annotator.gui.guard import guarded
from annotator.gui.lists import TOLD, Index, as_told
from annotator.gui.reader.marks import reading_order

MARK = Qt.ItemDataRole.UserRole


def first_mentions(marks: Iterable[Mark]) -> list[Mark]:
    """One mark for each claim, its first in the text; the marks come in the order of the text."""
    found: dict[str, Mark] = {}
    for mark in marks:
        found.setdefault(mark.claim, mark)
    return list(found.values())


def describe(mark: Mark) -> str:
    """State and sources of a claim in words."""
    sources = "no sources" if not mark.sources else f"{mark.sources} source{'' if mark.sources == 1 else 's'}"
    return f"{tones.of_claim(mark.scale, mark.rating, mark.state).word} · {sources}"


def place_of(mark: Mark, marks: Sequence[Mark]) -> int:
    """Where a mark stands among others in reading order, or would."""
    return bisect_left(marks, reading_order(mark), key=reading_order)


class ClaimModel(QAbstractListModel):
    """`claims` has the first mark of every claim; `rows` has those that fit the filter."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.claims: list[Mark] = []
        self.rows: list[Mark] = []
        self._marks: dict[str, Mark] = {}
        self._of_claim: dict[str, list[Mark]] = {}
        self._words = ""
        self._states: Collection[ClaimState] = tuple(ClaimState)

    # ---- the marks of the article

    @property
    def marks(self) -> Iterable[Mark]:
        """Every mark, in no order."""
        return self._marks.values()

    def get(self, mention: str) -> Mark | None:
        return self._marks.get(mention)

    def of_claim(self, claim: str) -> Sequence[Mark]:
        """The marks of a claim, in reading order."""
        return self._of_claim.get(claim, ())

    def place(self, claim: str) -> int:
        """The place of a claim among all of them, from 0; -1 when it is not here."""
        marks = self.of_claim(claim)
        return place_of(marks[0], self.claims) if marks else -1

    def show(self, marks: Sequence[Mark]) -> None:
        """Show these marks (in the order of the text) and no others."""
        self.beginResetModel()
        self._marks = {mark.mention: mark for mark in marks}
        self._of_claim = {}
        for mark in marks:
            self._of_claim.setdefault(mark.claim, []).append(mark)
        self.claims = [marks[0] for marks in self._of_claim.values()]
        self.rows = self._fitting()
        self.endResetModel()

    def change(self, changed: Iterable[Mark], removed: Iterable[str] = ()) -> None:
        """Put some marks in place of those of the same mentions, and take some mentions away. Views hear of the rows
        that came, went or changed, and of no others."""
        coming = {mark.mention: mark for mark in changed}
        going = [mark for mark in map(self.get, (*removed, *coming)) if mark is not None]
        for claim in dict.fromkeys(mark.claim for mark in (*going, *coming.values())):
            before = self.of_claim(claim)
            mentions = {mark.mention: mark for mark in before}
            for mark in going:
                mentions.pop(mark.mention, None)
            mentions |= {mark.mention: mark for mark in coming.values() if mark.claim == claim}
            self._keep(claim, before, sorted(mentions.values(), key=reading_order))

    def _keep(self, claim: str, before: Sequence[Mark], after: list[Mark]) -> None:
        for mark in before:
            del self._marks[mark.mention]
        self._marks |= {mark.mention: mark for mark in after}
        if after:
            self._of_claim[claim] = after
        else:
            self._of_claim.pop(claim, None)
        old, new = next(iter(before), None), next(iter(after), None)
        if old != new:
            self._move(old, new)

    def _move(self, old: Mark | None, new: Mark | None) -> None:
        """Let a claim that stood at one mark stand at another."""
        if old is not None:
            del self.claims[place_of(old, self.claims)]
        if new is not None:
            self.claims.insert(place_of(new, self.claims), new)
        old = old if old is not None and self._fits(old) else None
        new = new if new is not None and self._fits(new) else None
        if old is not None and new is not None and reading_order(old) == reading_order(new):
            at = place_of(old, self.rows)
            self.rows[at] = new
            self.dataChanged.emit(self.index(at), self.index(at))
            return
        if old is not None:
            at = place_of(old, self.rows)
            self.beginRemoveRows(QModelIndex(), at, at)
            del self.rows[at]
            self.endRemoveRows()
        if new is not None:
            at = place_of(new, self.rows)
            self.beginInsertRows(QModelIndex(), at, at)
            self.rows.insert(at, new)
            self.endInsertRows()

    # ---- what of them is wanted

    def want(self, words: str, states: Collection[ClaimState]) -> None:
        """Let only claims with these words and in one of these states be rows."""
        self.beginResetModel()
        self._words, self._states = words.casefold().strip(), states
        self.rows = self._fitting()
        self.endResetModel()

    def _fitting(self) -> list[Mark]:
        rows, words, states = self.claims, self._words, self._states
        if words:
            rows = [mark for mark in rows if words in mark.statement.casefold()]
        return [mark for mark in rows if mark.state in states] if len(states) < len(ClaimState) else list(rows)

    def _fits(self, mark: Mark) -> bool:
        return mark.state in self._states and self._words in mark.statement.casefold()

    def row_of(self, claim: str) -> int:
        """The row of a claim, -1 when it has none."""
        marks = self.of_claim(claim)
        return place_of(marks[0], self.rows) if marks and self._fits(marks[0]) else -1

    # ---- Qt

    @guarded(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    @guarded()
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        mark = self.rows[index.row()]
        if role == MARK:
            return mark
        if role == Qt.ItemDataRole.DisplayRole:
            return mark.statement
        if role in TOLD:
            return as_told(f"{mark.statement}\n{describe(mark)}", role)
        return None
