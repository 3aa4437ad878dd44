"""Canonical text, and spans that fit words, sentences and characters."""

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Span
from annotator.domain.text import canonical, is_whole, snap_to_sentences, snap_to_words, trim, whole

FAMILY = "👩\u200d👩\u200d👧"
THUMB = "👍🏽"
FLAG = "🇩🇪"
ACCENT = "e\u0301"

signs = st.sampled_from([*"ab. !?\n'“”،؟。你好กिक्ष,3-", "\u00a0", "\u0301", "\u200d", FAMILY, THUMB, FLAG, "🇫", ACCENT])
texts = st.lists(signs, max_size=60).map("".join)


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(texts)
    ends = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    return text, Span(*ends)


def cut(text: str, span: Span) -> str:
    return text[span.start : span.end]


def of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("\ufeffa", "a"),
        ("a\0b\ud800c", "a\ufffdb\ufffdc"),
        ("a\u00a0b e\u0301 é\u2028\u000b", "a\u00a0b e\u0301 é\u2028\u000b"),
        ("a\ufeffb", "a\ufeffb"),
        ("", ""),
    ],
)
def test_canonical_text_changes_line_ends_marks_and_what_is_no_text_and_nothing_else(
    given_text: str, kept: str
) -> None:
    assert canonical(given_text) == kept


def test_bytes_are_decoded_in_the_encoding_that_was_found() -> None:
    assert canonical("\ufeffa\r\nß".encode()) == "a\nß"
    assert canonical("ß\r".encode("cp1252"), "cp1252") == "ß\n"
    assert canonical("ß".encode("utf-16"), "utf-16") == "ß"
    assert canonical(b"a\xed\xa0\x80b") == "a\ufffdb"


def test_bytes_in_another_encoding_are_refused_in_one_sentence() -> None:
    with pytest.raises(AnnotatorError, match="not in the encoding utf-8"):
        canonical(b"\xff\xfe\xfa")
    with pytest.raises(AnnotatorError, match="not in the encoding nonsense"):
        canonical(b"a", "nonsense")


@given(st.text())
def test_canonical_text_is_canonical(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once
    assert canonical(once.encode()) == once


def test_trimming_leaves_the_words_between_white_space() -> None:
    text = "a  \u00a0words here\n b"
    assert cut(text, trim(text, Span(1, len(text) - 1))) == "words here"
    assert trim(text, Span(1, 4)) == Span(1, 1)


@pytest.mark.parametrize(
    ("text", "part", "words"),
    [
        ("The report says so.", "por", "report"),
        ("The report says so.", "eport sa", "report says"),
        ("The report says so.", " report ", "report"),
        ("He can't go", "an", "can't"),
        ("some 27,000 people", "7,0", "27,000"),
        ("it is well-known", "know", "known"),
        (f"a {FAMILY}{THUMB} b", "👩", FAMILY),
        (f"caf{ACCENT}s open", "af", f"caf{ACCENT}s"),
        ("你好世界", "好", "好"),
        ("قال الرئيس اليوم", "ئي", "الرئيس"),
        ("end.", ".", "."),
    ],
)
def test_a_span_snaps_to_the_words_it_touches(text: str, part: str, words: str) -> None:
    assert cut(text, snap_to_words(text, of(text, part))) == words


@pytest.mark.parametrize(("place", "word"), [(0, "One"), (2, "One"), (3, "One"), (4, "two"), (7, "two"), (9, "")])
def test_a_caret_snaps_to_the_word_it_stands_in_or_touches(place: int, word: str) -> None:
    text = "One two.  Three"
    assert cut(text, snap_to_words(text, Span(place, place))) == word


def test_white_space_alone_has_no_words_to_snap_to() -> None:
    assert snap_to_words("a   b", Span(2, 3)) == Span(2, 3)
    assert snap_to_words("", Span(0, 0)) == Span(0, 0)


@pytest.mark.parametrize(
    ("text", "part", "sentence"),
    [
        ("Dr. Lee came. He left. Done.", "left", "He left."),
        ("Dr. Lee came. He left. Done.", "came. He", "Dr. Lee came. He left."),
        (f"So {FAMILY}{FLAG} it was. Then {THUMB}. End.", "Then", f"Then {THUMB}."),
        ("One.\n\nTwo of\nit. Three.", "of", "Two of\nit."),
        ("你好世界。再见。", "再", "再见。"),
        ("ذهب الرجل. كيف حالك؟ نعم.", "حالك", "كيف حالك؟"),
        ("no end here", "end", "no end here"),
        (f"It is caf{ACCENT}. Next.", "is", f"It is caf{ACCENT}."),
    ],
)
def test_a_span_snaps_to_the_sentences_it_touches(text: str, part: str, sentence: str) -> None:
    assert cut(text, snap_to_sentences(text, of(text, part), "en")) == sentence


def test_sentences_stay_inside_the_block_that_is_given() -> None:
    text = "First item\nSecond item\nThird item"
    assert cut(text, snap_to_sentences(text, Span(14, 15), "en", within=Span(11, 22))) == "Second item"


def test_an_empty_stretch_between_paragraphs_is_no_sentence() -> None:
    assert snap_to_sentences("One.\n\n\nTwo.", Span(5, 5)) == Span(5, 5)


@given(texts_with_spans())
@settings(max_examples=150)
def test_snapping_grows_spans_and_cuts_no_character(case: tuple[str, Span]) -> None:
    text, span = case
    edges = {0, *(m.end() for m in regex.finditer(r"\X", text))}
    inner = trim(text, span)
    for snapped in (whole(text, span), snap_to_words(text, span), snap_to_sentences(text, span)):
        assert snapped.end <= len(text)
        if len(inner):
            assert snapped.start <= inner.start < inner.end <= snapped.end
            assert {snapped.start, snapped.end} <= edges


@given(texts)
def test_a_cut_is_whole_exactly_between_grapheme_clusters(text: str) -> None:
    edges = {0, *(m.end() for m in regex.finditer(r"\X", text))}
    assert {place for place in range(len(text) + 1) if is_whole(text, place)} == edges
