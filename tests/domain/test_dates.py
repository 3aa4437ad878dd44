"""Dates typed freely, understood against the article's date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.dates import iso_or_nothing, spelled, understand

ARTICLE = "2021-01-27"  # a Wednesday


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("27 January", "2021-01-27"),
        ("January 27th", "2021-01-27"),
        ("27. Januar", "2021-01-27"),
        ("27 janvier 2021", "2021-01-27"),
        ("2 de enero de 2020", "2020-01-02"),
        ("27 января 2021 года", "2021-01-27"),
        ("٢٧ يناير ٢٠٢١", "2021-01-27"),
        ("2021年1月27日", "2021-01-27"),
        ("1月27日", "2021-01-27"),
        ("Wed, 27 Jan 2021 10:30:00 GMT", "2021-01-27"),
        ("27 Jan 21", "2021-01-27"),
        ("27-Jan-2021", "2021-01-27"),
        ("2021-01-27", "2021-01-27"),
        ("2021-01-27T10:30:00Z", "2021-01-27"),
        ("2021-1-7", "2021-01-07"),
        ("20210127", "2021-01-27"),
        ("27.1.2021", "2021-01-27"),
        ("27.1.", "2021-01-27"),
        ("13/2/2021", "2021-02-13"),
        ("2/13/21", "2021-02-13"),
        ("the 27th", "2021-01-27"),
        ("29 February", "2020-02-29"),
        ("December 28", "2020-12-28"),
        ("28 June", "2021-06-28"),
        ("29 July", "2020-07-29"),
        ("today", "2021-01-27"),
        ("yesterday", "2021-01-26"),
        ("gestern", "2021-01-26"),
        ("вчера", "2021-01-26"),
        ("the day before yesterday", "2021-01-25"),
        ("Tuesday", "2021-01-26"),
        ("on Wednesday", "2021-01-27"),
        ("last Tuesday", "2021-01-26"),
        ("last Wednesday", "2021-01-20"),
        ("next Wednesday", "2021-02-03"),
        ("this Friday", "2021-01-29"),
        ("three days ago", "2021-01-24"),
        ("2 weeks ago", "2021-01-13"),
        ("last month", "2020-12"),
        ("two months ago", "2020-11"),
        ("two years ago", "2019"),
        ("January 2021", "2021-01"),
        ("in January", "2021-01"),
        ("December", "2020-12"),
        ("2021-01", "2021-01"),
        ("1/2021", "2021-01"),
        ("1994", "1994"),
        ("in 1994", "1994"),
    ],
)
def test_words_become_the_date_they_mean_in_the_article(words: str, iso: str) -> None:
    understood = understand(words, ARTICLE)
    assert understood.date == iso
    assert understood.precision == {10: "day", 7: "month", 4: "year"}[len(iso)]
    assert understood.explanation == spelled(iso)


def test_what_was_understood_is_told_in_words() -> None:
    assert understand("27 January", ARTICLE).explanation == "Wednesday 27 January 2021"
    assert spelled("2021-01") == "January 2021"
    assert spelled("1994") == "1994"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("1/2/2021", "may be 1 February or 2 January"),
        ("Monday 27 January", "is not a Monday"),
        ("last week", "more than one day"),
        ("31 February 2021", "not understood"),
        ("31.2.2021", "no such date"),
        ("2021-13", "no such date"),
        ("January 27-28", "not understood"),
        ("1", "not understood"),
        ("some day", "not understood"),
        ("99999999999 days ago", "no such date"),
        ("0000", "no such date"),
        ("", "No date was given"),
        ("x" * 200, "too long"),
    ],
)
def test_what_is_not_clear_is_not_guessed(words: str, why: str) -> None:
    understood = understand(words, ARTICLE)
    assert (understood.date, understood.precision) == ("", "")
    assert why in understood.explanation


def test_habit_settles_which_figure_is_the_day() -> None:
    assert understand("1/2/2021", ARTICLE, day_first=True).date == "2021-02-01"
    assert understand("1/2/2021", ARTICLE, day_first=False).date == "2021-01-02"


@pytest.mark.parametrize("words", ["27 January", "27.1.", "27 Jan 21", "1.2.21"])
def test_without_an_article_date_no_year_is_made_up(words: str) -> None:
    assert understand(words, "").date == ""


def test_counting_needs_the_day_of_the_article() -> None:
    assert "no date to count" in understand("yesterday", "2021-01").explanation
    assert understand("27 January", "2021").date == "2021-01-27"
    assert understand("27 January", "not a date").date == ""


def test_an_open_year_is_the_nearest_and_the_past_of_two_equally_near() -> None:
    assert understand("1 January", "2020-07-01").date == "2020-01-01"
    assert understand("20 December", "2021-01-10").date == "2020-12-20"
    assert understand("10 January", "2020-12-20").date == "2021-01-10"
    assert understand("8 March", "2021-09-06").date == "2021-03-08"


def test_only_a_whole_date_counts_for_files() -> None:
    assert iso_or_nothing("2021-01-27T10:00:00+01:00") == "2021-01-27"
    assert iso_or_nothing("January 2021") == ""
    assert iso_or_nothing("yesterday") == ""


pieces = [
    *("27", "January", "2021", "last", "Tuesday", "ago", "days", "99", "0", "٢"),
    *"-/.:Z+年",
    "1月",
    "GMT",
    "am",
    "T10",
]
date_words = st.lists(st.sampled_from(pieces), max_size=8)
typed = st.one_of(st.text(max_size=120), date_words.map(" ".join), date_words.map("".join))


@given(typed, st.sampled_from(["", ARTICLE, "9999-12-31", "0001-01-01", "1994"]))
def test_whatever_is_typed_gives_a_date_or_a_reason(words: str, reference: str) -> None:
    understood = understand(words, reference)
    assert understood.explanation
    assert bool(understood.date) == bool(understood.precision)
    assert understood == understand(words, reference)
