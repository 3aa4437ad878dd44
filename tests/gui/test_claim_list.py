"""The list of claims follows the marks row by row, whatever comes, goes or changes, and whatever is filtered."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractListModel
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from annotator.domain.model import ClaimState, Mark
from annotator.gui.desk.claim_model import ClaimModel, first_mentions
from annotator.gui.reader.marks import reading_order

STATES = tuple(ClaimState)

marks = st.builds(
    lambda mention, start, length, said, state: Mark(
        f"m{mention}", f"c{mention // 2}", start, start + length, said, state=state
    ),
    *(st.integers(0, 9), st.integers(0, 12), st.integers(1, 3)),
    *(st.sampled_from(("said", "worded anew")), st.sampled_from(STATES)),
)
changes = st.tuples(st.lists(marks, max_size=4, unique_by=lambda mark: mark.mention), st.sets(st.integers(0, 9)))
filters = st.tuples(st.sampled_from(("", "new", "s")), st.sets(st.sampled_from(STATES), min_size=1))


def shown(model: QAbstractListModel) -> list[object]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


@given(st.lists(st.one_of(changes, filters), max_size=8))
def test_every_view_shows_the_claims_there_are(
    qapp: QApplication, doings: list[tuple[list[Mark], set[int]] | tuple[str, set[ClaimState]]]
) -> None:
    model = ClaimModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    kept: dict[str, Mark] = {}
    words, states = "", set(STATES)
    for what, which in doings:
        if isinstance(what, str):
            words, states = what, {state for state in which if isinstance(state, ClaimState)}
            model.want(words, states)
        else:
            removed = [f"m{n}" for n in which if f"m{n}" not in {mark.mention for mark in what}]
            model.change(what, removed)
            kept = {mention: mark for mention, mark in kept.items() if mention not in removed}
            kept |= {mark.mention: mark for mark in what}
        firsts = first_mentions(sorted(kept.values(), key=reading_order))
        rows = [mark for mark in firsts if words in mark.statement and mark.state in states]
        assert model.claims == firsts and model.rows == rows
        assert shown(model) == [mark.statement for mark in rows]
        assert [model.place(mark.claim) for mark in firsts] == list(range(len(firsts)))
        assert [model.row_of(mark.claim) for mark in rows] == list(range(len(rows)))
        again = ClaimModel()
        again.show(sorted(kept.values(), key=reading_order))
        assert again.claims == firsts
    del tester


def test_one_more_claim_moves_no_other_row(qapp: QApplication) -> None:
    model = ClaimModel()
    first, second, third = (Mark(f"m{n}", f"c{n}", n, n + 1, "said") for n in range(3))
    model.show([first, third])
    came: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _, first, last: came.append((first, last)))
    model.modelReset.connect(lambda: came.append((-1, -1)))
    model.change([second])
    assert came == [(1, 1)] and model.claims == [first, second, third]
