"""Rows of two compared texts: nothing of either is lost, and each change can be gone to."""

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.differences import PieceKind
from annotator.domain.model import Article
from annotator.gui.compare.rows import LONGEST, Compared, compare
from tests.project.drafts import FIRST, SECOND

PIECES = st.sampled_from(
    [*FIRST.split(". "), "It rained.", "同じ。", "هطل المطر.", "👩‍👩‍👧", "\n\n", "\n", " ", "long " * 800]
)
DRAFTS = st.lists(PIECES, max_size=10).map(" ".join)


def compared(old: str, new: str) -> Compared:
    return compare(Article("old", "", old), Article("new", "", new))


def without_breaks(text: str) -> str:
    return text.replace("\n", "")


@settings(max_examples=80, deadline=None)
@given(DRAFTS, DRAFTS)
def test_rows_hold_both_texts_but_for_the_ends_of_paragraphs(old: str, new: str) -> None:
    found = compared(old, new)
    was = "".join(old[clip.old.start : clip.old.end] for row in found.rows for clip in row.clips)
    now = "".join(new[clip.new.start : clip.new.end] for row in found.rows for clip in row.clips)
    assert (without_breaks(was), without_breaks(now)) == (without_breaks(old), without_breaks(new))
    for row in found.rows:
        assert row.clips
        assert sum(max(len(clip.old), len(clip.new)) for clip in row.clips) <= 2 * LONGEST
        for clip in row.clips:
            assert clip.breaks or "\n" not in found.text_of(clip)
            assert clip.kind is not PieceKind.SAME or clip.change < 0
    for number, change in enumerate(found.changes):
        assert number in found.rows[change.row].changes


def told(old: str, new: str) -> list[tuple[str, str, str]]:
    return [
        (change.word, old[change.old.start : change.old.end], new[change.new.start : change.new.end])
        for change in compared(old, new).changes
    ]


def test_each_change_says_what_happened() -> None:
    assert told(FIRST, SECOND) == [
        ("Moved here", "", "Every day 9,000 cars cross the bridge. In winter it is closed on about ten days."),
        ("Changed", "412", "421"),
        ("Removed", "Nobody was hurt while it was built.", ""),
        ("Moved away", "Every day 9,000 cars cross the bridge. In winter it is closed on about ten days.", ""),
        ("Added", "", "A second bridge is planned for 2031, says the council."),
        ("Removed", "Their work was praised by the press.", ""),
    ]


def test_words_changed_side_by_side_are_one_change() -> None:
    assert told("It was very very cold.", "It was not so cold.") == [("Changed", "very very", "not so")]


def test_a_paragraph_parted_in_two_is_a_change_of_its_own() -> None:
    old = "The bridge is long. The river is wide."
    found = compared(old, old.replace(". The", ".\n\nThe"))
    assert [change.word for change in found.changes] == ["Added"]
    assert [clip.breaks for row in found.rows for clip in row.clips].count(True) == 1


def test_texts_that_are_the_same_have_no_change() -> None:
    assert compared(FIRST, FIRST).changes == ()
    assert compared("", "").rows == ()
