"""Two drafts compared for people: paragraphs, sentences and words, and what is not yet checked."""

from collections.abc import Iterable, Iterator

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.anchoring import Difference, DifferenceKind, changes, fresh_sentences

ADDED, REMOVED = DifferenceKind.ADDED, DifferenceKind.REMOVED
CHANGED, MOVED = DifferenceKind.CHANGED, DifferenceKind.MOVED

OLD = (
    "The river is 6,650 km long. It rises in the hills.\n\n"
    "The dam was built in 1960. It is 111 metres high.\n\n"
    "Three towns lie on the eastern bank of the river.\n\n"
    "The market is held on Mondays."
)


def told(old: str, new: str, differences: Iterable[Difference] | None = None) -> list[tuple[object, ...]]:
    """The differences with their words in place of their spans."""
    found = changes(old, new) if differences is None else differences
    return [
        (d.kind, old[d.old.start : d.old.end], new[d.new.start : d.new.end], *told(old, new, d.parts)) for d in found
    ]


def leaves(differences: Iterable[Difference]) -> Iterator[Difference]:
    for difference in differences:
        if difference.parts:
            yield from leaves(difference.parts)
        else:
            yield difference


def test_a_changed_figure_is_told_within_its_sentence_and_paragraph() -> None:
    new = OLD.replace("6,650", "6,700")
    paragraph, sentence = OLD.partition("\n\n")[0], "The river is 6,650 km long."
    changed = (CHANGED, sentence, sentence.replace("6,650", "6,700"), (CHANGED, "6,650", "6,700"))
    assert told(OLD, new) == [(CHANGED, paragraph, paragraph.replace("6,650", "6,700"), changed)]


def test_what_came_and_went_is_told_where_it_stands_or_stood() -> None:
    new = OLD.replace(" It is 111 metres high.", "").replace("hills.", "hills. Nobody lives there.") + "\n\nThe end."
    parts = [part[0] for paragraph in told(OLD, new) for part in paragraph[3:] if isinstance(part, tuple)]
    assert parts == [ADDED, REMOVED]
    assert told(OLD, new)[-1] == (ADDED, "", "The end.")
    removed = next(each for each in leaves(changes(OLD, new)) if each.kind is REMOVED)
    assert new[removed.new.start :].startswith("Three towns")


def test_a_moved_paragraph_is_known_as_moved() -> None:
    first, second, third, fourth = OLD.split("\n\n")
    assert told(OLD, "\n\n".join([fourth, first, second, third])) == [(MOVED, fourth, fourth)]
    edited = fourth.replace("Mondays", "Sundays")
    moved = told(OLD, "\n\n".join([edited, first, second, third]))
    assert [each[:3] for each in moved] == [(MOVED, fourth, edited)]


def test_joined_and_parted_paragraphs_differ_in_their_breaks_alone() -> None:
    joined = OLD.replace("hills.\n\nThe dam", "hills. The dam")
    assert [(each[0], *each[3:]) for each in told(OLD, joined)] == [(CHANGED, (CHANGED, "\n\n", " "))]
    assert [(each[0], *each[3:]) for each in told(joined, OLD)] == [(CHANGED, (CHANGED, " ", "\n\n"))]


def test_other_quotation_marks_are_shown_though_the_words_are_the_same() -> None:
    old, new = "He said “no” and left.", 'He said "no" and left.'
    assert [(d.kind, old[d.old.start : d.old.end]) for d in leaves(changes(old, new))] == [
        (CHANGED, "“"),
        (CHANGED, "”"),
    ]


def test_lines_broken_elsewhere_are_no_difference() -> None:
    old = (
        "The river rises in the hills of the north, flows past\nthree old towns with their markets and ends in the sea."
    )
    assert changes(old, old.replace("\n", " ")) == []


def test_sentences_are_new_that_were_not_in_the_old_draft_or_say_something_else() -> None:
    new = (
        OLD.replace("hills.", "hills. Dr. Lee has been there.").replace("1960", "1961") + "\n\nIt ends. 👩\u200d🔬 Yes!"
    )
    fresh = [new[span.start : span.end] for span in fresh_sentences(OLD, new, "en")]
    assert fresh == ["Dr. Lee has been there.", "The dam was built in 1961.", "It ends.", "👩\u200d🔬 Yes!"]
    assert fresh_sentences(OLD, OLD) == []


def test_sentences_that_are_only_written_in_another_manner_are_not_new() -> None:
    new = OLD.replace("hills.\n\n", "hills; ").replace("6,650 km", "6,650\u00a0km").replace("lie on", "lie – on")
    assert fresh_sentences(OLD, new, "en") == []


def test_a_negation_makes_a_sentence_say_something_else() -> None:
    new = OLD.replace("is held", "is not held")
    assert [new[span.start : span.end] for span in fresh_sentences(OLD, new, "en")] == [
        "The market is not held on Mondays."
    ]


WORDS = st.lists(st.sampled_from(["Ab.", "cd", "900", "中文。", "\n\n", "“x”", "👍🏽", "न्", "e\u0301!"]), max_size=24)


@given(WORDS, WORDS)
def test_differences_lie_in_their_texts_and_parts_in_what_they_are_parts_of(one: list[str], other: list[str]) -> None:
    old, new = " ".join(one), " ".join(other)
    for difference in changes(old, new):
        assert difference.old.end <= len(old)
        assert difference.new.end <= len(new)
        assert (len(difference.old) == 0) <= (difference.kind is ADDED)
        assert (len(difference.new) == 0) <= (difference.kind is REMOVED)
        for leaf in leaves(difference.parts):
            assert difference.new.start <= leaf.new.start <= leaf.new.end <= max(difference.new.end, leaf.new.start)
    assert changes(old, old) == []


@given(WORDS, WORDS)
def test_every_letter_that_only_one_text_has_lies_in_a_difference(one: list[str], other: list[str]) -> None:
    old, new = " ".join(one), " ".join([*other, "zebra"])
    assert any("zebra" in new[each.new.start : each.new.end] for each in changes(old, new))
