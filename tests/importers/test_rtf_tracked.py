"""Both states of a Rich Text draft with tracked changes."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator import importers
from annotator.domain.model import ImportedArticle
from annotator.domain.tracked import TrackedBy, TrackedState
from tests.importers.invariants import assert_sound, kinds
from tests.importers.tracked_text import DELETED, END, KEPT, PUT_IN, Word, paragraphs

HEAD = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\revtbl {Unknown;}{Flo;}{Ed\'e9;}}"
GROUPS = {DELETED: r"{\deleted\revauthdel1 %s}", PUT_IN: r"{\revised\revauth2 %s}", KEPT: "{%s}"}


def draft(body: str) -> bytes:
    return f"{HEAD}{body}\\par}}".encode("cp1252")


def both(data: bytes) -> tuple[ImportedArticle, ImportedArticle]:
    """The draft with all its changes accepted, and with all rejected."""
    accepted, original = importers.read_bytes(data, "a.rtf"), importers.read_original(data, "a.rtf")
    assert isinstance(accepted, ImportedArticle)
    assert_sound(accepted)
    assert_sound(original)
    return accepted, original


CHANGED = draft(
    r"The {\deleted\revauthdel1 old \u8217\'92}{\revised\revauth2 \b0 new }rule.\par "
    r"Two {\deleted\revauthdel1\par }halves.\par Split {\revised\revauth2\par }here."
)


def test_both_states_are_read_and_told_of() -> None:
    accepted, original = both(CHANGED)
    assert [text for _, text in kinds(accepted)] == ["The new rule.", "Two halves.", "Split", "here."]
    assert [text for _, text in kinds(original)] == ["The old ’rule.", "Two", "halves.", "Split here."]
    assert accepted.tracked == original.tracked == (TrackedBy("Flo", 0, 2), TrackedBy("Edé", 2, 0))
    assert (accepted.state, original.state) == (TrackedState.ACCEPTED, TrackedState.ORIGINAL)
    assert accepted.remarks == ("The file holds 4 tracked changes by Flo, Edé, read as accepted.",)


def test_marks_that_are_switched_without_a_group_are_heeded() -> None:
    accepted, original = both(draft(r"The \deleted old \deleted0\revised new \plain rule is 12\deleted 3\plain 4."))
    assert (accepted.text, original.text) == ("The new rule is 124.", "The old rule is 1234.")


def test_what_was_put_in_and_deleted_again_is_in_no_state() -> None:
    accepted, original = both(draft(r"Words{\revised\deleted  and more}."))
    assert accepted.text == original.text == "Words."
    assert (accepted.tracked, accepted.state) == ((), TrackedState.NONE)


def test_moved_words_are_at_their_new_place_or_at_their_old_one() -> None:
    accepted, original = both(draft(r"{\mvf\mvauth1 First. }Then{\mvt\mvauth1  first}."))
    assert (accepted.text, original.text) == ("Then first.", "First. Then.")
    assert accepted.tracked == (TrackedBy("Flo", 1, 1),)


def _made_of(words: Sequence[Word]) -> bytes:
    return draft("".join(GROUPS[fate] % (r"\par " if word == END else word) for word, fate in words))


@given(st.lists(st.tuples(st.sampled_from(["one ", "2 ", r"\{x\} ", END]), st.sampled_from(list(GROUPS))), max_size=14))
@settings(max_examples=80)
def test_each_state_has_exactly_its_words_and_paragraphs(changed: list[Word]) -> None:
    whole = [("Start ", KEPT), *changed, ("end", KEPT)]
    accepted, original = both(_made_of(whole))
    for article, fate in ((accepted, PUT_IN), (original, DELETED)):
        expected = [line.replace("\\", "") for line in paragraphs(whole, KEPT, fate)]
        assert [text for _, text in kinds(article)] == expected
