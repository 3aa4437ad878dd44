"""A place of the text is from the page or the time that began last before it."""

from annotator.domain.locators import Locators, in_words
from annotator.domain.model import Article, Block, BlockKind, Inline, InlineKind

_TEXT = "One two three.\n\nFour five six."


def _article(*points: tuple[int, str]) -> Article:
    inlines = tuple(Inline(at, at, InlineKind.LOCATOR, "", label) for at, label in points)
    split = [tuple(i for i in inlines if i.start < 16), tuple(i for i in inlines if i.start >= 16)]
    blocks = (Block(0, 14, BlockKind.PARAGRAPH, 0, split[0]), Block(16, 30, BlockKind.PARAGRAPH, 0, split[1]))
    return Article(id="a", title="", text=_TEXT, blocks=blocks)


def test_a_place_has_the_locator_before_it() -> None:
    found = Locators(_article((0, "p. 1"), (8, "p. 2"), (16, "p. 2"), (21, "p. 3")))
    assert [found.at(at) for at in (0, 7, 8, 16, 20, 21, 29)] == ["p. 1", "p. 1", *["p. 2"] * 3, "p. 3", "p. 3"]


def test_a_locator_that_goes_on_is_told_once() -> None:
    found = Locators(_article((0, "p. 1"), (8, "p. 2"), (16, "p. 2")))
    assert found.between(0, 14) == [(0, "p. 1"), (8, "p. 2")] and not found.between(15, 31)


def test_before_the_first_one_nothing_is_known() -> None:
    assert Locators(_article((16, "00:01:02"))).at(3) == ""
    assert not Locators(_article()) and Locators(_article()).at(3) == ""


def test_pages_are_read_out_in_full() -> None:
    assert in_words("p. iv") == "page iv" and in_words("00:01:02") == "00:01:02"
