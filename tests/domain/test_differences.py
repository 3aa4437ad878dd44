"""The pieces of two texts rebuild both of them exactly, whatever the texts are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.anchoring_words import words_in
from annotator.domain.differences import Piece, PieceKind, differences, word_differences
from annotator.domain.errors import Cancelled
from tests.project.drafts import FIRST, SECOND

SENTENCES = st.sampled_from([
    *FIRST.replace("\n\n", " ").split(". "), "It rained.", "Es regnete – 12 Tage.", "同じ言葉です。",
    "هطل المطر يوم الاثنين.",
    "e\u0301te\u0301", "👩‍👩‍👧 came", "It  rained .", "“It rained.”", '"It rained."', "", "\u00a0", "\ufeff",
])  # fmt: skip
GAPS = st.sampled_from([" ", "\n\n", "\n", "  ", "\n \n", "", ". ", "\t"])
DRAFTS = st.lists(st.tuples(SENTENCES, GAPS), max_size=12).map(lambda parts: "".join(a + b for a, b in parts))


def rebuilt(pieces: list[Piece], old: str, new: str) -> tuple[str, str]:
    return (
        "".join(old[piece.old.start : piece.old.end] for piece in pieces),
        "".join(new[piece.new.start : piece.new.end] for piece in pieces),
    )


def sound(pieces: list[Piece], old: str, new: str) -> bool:
    """The texts can be read off, no piece is empty, and each is on the sides that its kind says."""
    i = j = 0
    for piece in pieces:
        assert (piece.old.start, piece.new.start) == (i, j)
        i, j = piece.old.end, piece.new.end
        assert bool(len(piece.old)) == (piece.kind is not PieceKind.ADDED)
        assert bool(len(piece.new)) == (piece.kind is not PieceKind.REMOVED)
        if piece.kind is PieceKind.SAME:
            assert old[piece.old.start : piece.old.end] == new[piece.new.start : piece.new.end]
    return rebuilt(pieces, old, new) == (old, new)


@settings(max_examples=150)
@given(DRAFTS, DRAFTS)
def test_two_drafts_are_rebuilt_from_their_pieces(old: str, new: str) -> None:
    assert sound(differences(old, new), old, new)


@settings(max_examples=50)
@given(st.text(max_size=80), st.text(max_size=80))
def test_two_texts_of_any_signs_are_rebuilt_from_their_pieces(old: str, new: str) -> None:
    assert sound(differences(old, new), old, new)
    assert sound(word_differences(old, new), old, new)


@given(DRAFTS)
def test_a_text_and_itself_are_one_piece(text: str) -> None:
    assert [piece.kind for piece in differences(text, text)] == ([PieceKind.SAME] if text else [])


def told(old: str, new: str) -> list[tuple[str, str]]:
    pieces = differences(old, new)
    return [
        (str(piece.kind), old[piece.old.start : piece.old.end] or new[piece.new.start : piece.new.end])
        for piece in pieces
        if piece.kind is not PieceKind.SAME
    ]


def test_a_word_that_was_changed_is_told_alone() -> None:
    new = FIRST.replace("412", "421")
    assert told(FIRST, new) == [("removed", "412"), ("added", "421")]


def test_a_paragraph_that_was_put_in_leaves_the_others_as_they_are() -> None:
    new = FIRST.replace("\n\nEvery day", "\n\nIt is blue and very beautiful.\n\nEvery day")
    assert told(FIRST, new) == [("added", "It is blue and very beautiful.\n\n")]


def test_a_sentence_that_moved_tells_where_from_and_where_to() -> None:
    pieces = differences(FIRST, SECOND)
    moved = [piece for piece in pieces if piece.moved]
    assert moved
    for piece in moved:
        here, there = (FIRST, SECOND) if piece.kind is PieceKind.REMOVED else (SECOND, FIRST)
        span = piece.old if piece.kind is PieceKind.REMOVED else piece.new
        assert piece.moved
        assert here[span.start : span.end] == there[piece.moved.start : piece.moved.end]


def test_no_letter_is_parted_from_its_accent() -> None:
    old, new = "The cafe\u0301 opened.", "The cafe\u0300 opened."
    edges = {edge for piece in word_differences(old, new) for edge in (piece.old.start, piece.old.end)}
    words = words_in(old, 0, len(old))
    assert edges <= {0, len(old), *words.starts, *words.ends}


def test_it_stops_when_it_is_told_to() -> None:
    def stop(done: int, total: int) -> None:
        if total:
            raise Cancelled

    with pytest.raises(Cancelled):
        differences(FIRST, SECOND, stop)


CITY = "Two thirds of them came from the city on Monday."


@pytest.mark.parametrize("n", range(len(CITY.split())))
def test_a_word_that_was_taken_out_or_put_in_is_told_alone(n: int) -> None:
    words = CITY.removesuffix(".").split()
    fewer = " ".join([*words[:n], *words[n + 1 :]]) + "."
    assert [(kind, text.strip()) for kind, text in told(CITY, fewer)] == [("removed", words[n])]
    assert [(kind, text.strip()) for kind, text in told(fewer, CITY)] == [("added", words[n])]


def test_a_sentence_that_was_cut_off_a_claim_leaves_the_rest_as_it_was() -> None:
    pieces = word_differences("sank in the harbour. All the passengers", "sank in the harbour.")
    assert [(piece.kind, len(piece.old)) for piece in pieces] == [(PieceKind.SAME, 20), (PieceKind.REMOVED, 19)]
