"""Dates in words, links worth following, and languages worth naming."""

import pytest

from annotator.exporters.wording import clean, iso_date, language_tag, long_date, safe_link


@pytest.mark.parametrize(
    ("text", "words", "date"),
    [
        ("2021-01-27", "27 January 2021", "2021-01-27"),
        ("2021-01", "January 2021", "2021-01"),
        ("2021", "2021", "2021"),
        ("2021-01-27T10:12:33.120Z", "27 January 2021, 10:12 UTC", "2021-01-27"),
        ("2021-01-27T10:12:33+02:00", "2021-01-27T10:12:33+02:00", ""),
        ("last Tuesday", "last Tuesday", ""),
        ("2021-13-01", "2021-13-01", ""),
        ("", "", ""),
    ],
)
def test_dates_are_told_in_words_and_kept_in_iso(text: str, words: str, date: str) -> None:
    assert long_date(text) == words
    assert iso_date(text) == date


@pytest.mark.parametrize("url", ["https://a.example/x?a=1&b=2#c", "HTTP://a.example", "mailto:a@b.example"])
def test_ordinary_addresses_are_links(url: str) -> None:
    assert safe_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://a.example",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//a.example",
        "https:\\\\a.example",
        "file:///etc/passwd",
        'https://a.example/"onclick',
        "https://a.example/a b",
        "https://a.example/\x00",
        "https:",
        "vbscript:x",
    ],
)
def test_all_else_is_not(url: str) -> None:
    assert safe_link(url) == ""


def test_only_language_tags_name_a_language() -> None:
    assert [language_tag(text) for text in ("en", "pt-BR", "zh-Hant-TW", 'en" x', "", "e")] == [
        "en",
        "pt-BR",
        "zh-Hant-TW",
        "",
        "",
        "",
    ]


def test_forbidden_characters_are_shown_one_for_one() -> None:
    assert clean("a\x00b\x1bc\x85d\r\ne\rf\tg\ufffe") == "a\ufffdb\ufffdc\ufffdd\ne\nf\tg\ufffd"
