"""Selectors keep a span's words with those around it; quotations are found again."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Span
from annotator.domain.selectors import find_quote, make
from annotator.domain.text import canonical

TEXT = "He said: “It’s late,” then\u00a0left. He said: no. caf" + "e\u0301 👩\u200d👩\u200d👧 end"


@given(st.text(min_size=1).map(canonical), st.data())
def test_the_quote_stored_is_the_quote_selected(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    assume(text[start:end].strip())
    selector = make(text, Span(start, end), context=5)
    assert selector.exact == text[start:end]
    assert text[:start].endswith(selector.prefix)
    assert text[end:].startswith(selector.suffix)
    assert len(selector.prefix) <= 5
    assert len(selector.suffix) <= 5


def test_context_cuts_no_character() -> None:
    text = "e\u0301xy👩\u200d👩"
    selector = make(text, Span(2, 4), context=1)
    assert (selector.prefix, selector.suffix) == ("", "")
    assert make(text, Span(2, 4), context=3).suffix == "👩\u200d👩"


@pytest.mark.parametrize(
    ("span", "what"),
    [(Span(0, 99), "outside the text"), (Span(3, 3), "is empty"), (Span(2, 3), "only white space")],
)
def test_a_span_without_words_is_refused_in_one_sentence(span: Span, what: str) -> None:
    with pytest.raises(AnnotatorError, match=what):
        make("He is", span)


def found(quote: str, occurrence: int = 1) -> str:
    span = find_quote(TEXT, quote, occurrence)
    return TEXT[span.start : span.end]


def test_a_quotation_is_found_letter_by_letter() -> None:
    assert find_quote(TEXT, "He said") == Span(0, 7)
    assert find_quote(TEXT, "He said", 2).start == TEXT.rindex("He said")


def test_white_space_and_quotation_marks_may_differ() -> None:
    assert found('"It\'s  late,"') == "“It’s late,”"
    assert found("then\nleft") == "then\u00a0left"


def test_a_find_inside_a_character_is_none() -> None:
    with pytest.raises(AnnotatorError):
        find_quote(TEXT, "cafe")
    assert found("cafe\u0301") == "cafe\u0301"


@pytest.mark.parametrize(
    ("quote", "occurrence", "what"),
    [
        ("not there", 1, "does not hold “not there”"),
        ("He said", 3, "only 2 times"),
        ("left.", 2, "only once"),
        (" ", 1, "empty"),
        ("He", 0, "counted from 1"),
        ("x" * 20_000, 1, "does not hold"),
    ],
)
def test_what_can_not_be_found_is_said_in_one_sentence(quote: str, occurrence: int, what: str) -> None:
    with pytest.raises(AnnotatorError, match=what):
        find_quote(TEXT, quote, occurrence)


def test_a_mark_that_cannot_be_seen_is_refused() -> None:
    with pytest.raises(AnnotatorError, match="only white space"):
        make("a\ufeff", Span(1, 2))


def test_the_words_nearest_to_a_quotation_that_is_nowhere_are_told() -> None:
    text = "Almost 160 people — 👩‍🔬 among them — were detained."
    with pytest.raises(AnnotatorError, match="The nearest words are “Almost 160 people —"):
        find_quote(text, "Almost 190 people — ")
    with pytest.raises(AnnotatorError, match="Copy the words from the article itself"):
        find_quote(text, "zzzz qqqq xxxx")
