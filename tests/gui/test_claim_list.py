"""The list of claims follows the marks row by row, whatever comes, goes or changes."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Mark
from annotator.gui.desk.claim_list import ClaimFilter, ClaimModel


def marks(told: list[tuple[int, str]]) -> list[Mark]:
    """Marks of these claims and statements, in order."""
    return [Mark(f"m{n}", f"c{claim}", n, n + 1, said) for n, (claim, said) in enumerate(told)]


def shown(model: ClaimModel | ClaimFilter) -> list[object]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


TOLD = st.lists(st.tuples(st.integers(0, 8), st.sampled_from(("said", "worded anew"))), max_size=10)


@given(st.lists(TOLD, min_size=1, max_size=4))
def test_every_view_shows_the_claims_there_are(qapp: QApplication, states: list[list[tuple[int, str]]]) -> None:
    model = ClaimModel()
    filtered = ClaimFilter()
    filtered.setSourceModel(model)
    for told in states:
        model.show(marks(told))
        firsts = {f"c{claim}": said for claim, said in reversed(told)}
        ordered = list(dict.fromkeys(f"c{claim}" for claim, _ in told))
        assert shown(model) == shown(filtered) == [firsts[claim] for claim in ordered]
        assert [model.row_of(claim) for claim in ordered] == list(range(len(ordered)))


def test_one_more_claim_moves_no_other_row(qapp: QApplication) -> None:
    model = ClaimModel()
    model.show(marks([(0, "first"), (1, "second"), (3, "fourth")]))
    came: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _, first, last: came.append((first, last)))
    model.modelReset.connect(lambda: came.append((-1, -1)))
    model.show(marks([(0, "first"), (1, "second"), (2, "third"), (3, "fourth")]))
    assert came == [(2, 2)]
