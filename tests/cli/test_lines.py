"""What a terminal gets: one line a thing, aligned, and nothing that it would obey."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from annotator.cli import lines

ANY = st.text(st.characters(), max_size=300)


@given(ANY)
def test_plain_text_is_one_line_that_no_terminal_obeys(text: str) -> None:
    plain = lines.plain(text)
    assert plain.splitlines() in ([], [plain])
    assert not any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in plain)
    assert lines.plain(plain) == plain


@given(ANY, st.integers(1, 60))
def test_short_text_keeps_to_its_columns(text: str, columns: int) -> None:
    assert lines.width(lines.short(text, columns)) <= columns


@given(ANY)
def test_text_that_fits_is_not_cut(text: str) -> None:
    assert lines.short(text, 10_000) == lines.plain(text)


def test_a_long_text_is_cut_without_being_read_to_its_end() -> None:
    assert lines.short("a " * 10_000_000, 10) == "a a a a a…"
    assert lines.short("a" + " " * 1000, 10) == "a…"


def test_wide_and_joining_signs_take_their_columns() -> None:
    assert [lines.width(text) for text in ("abc", "白俄", "e\u0301", "👩")] == [3, 4, 1, 2]


def test_columns_are_aligned_under_their_headings() -> None:
    heading, first, second = lines.table(("A", "B", "C"), [("1", "白", "x"), ("333", "", "y")])
    assert heading == "A    B   C"
    assert first == "1    白  x"
    assert second == "333      y"


def test_an_empty_table_says_so() -> None:
    assert list(lines.table(("A",), [])) == ["There are none yet."]
