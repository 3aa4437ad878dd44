"""Going about by keyboard: back and forward, claims and headings by typing, stale verdicts, selections and ends."""

import itertools
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator import importers
from annotator.domain.model import Span
from annotator.gui.dialogs.claims_to_go_to import ClaimsToGoTo
from annotator.gui.dialogs.palette import Palette
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Notice
from annotator.gui.project_page import ProjectPage
from annotator.gui.reader.history import STAY
from tests.gui.conftest import Hands

Key = Qt.Key
MANY = 550
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def long(page: ProjectPage, tmp_path: Path) -> str:
    """A second article of several screens under headings of two levels, with two claims in it."""
    parts = [f"{'#' * (1 + n % 2)} Part {n}\n\n{'Plain words of this part. ' * 60}" for n in range(1, 13)]
    file = tmp_path / "long.md"
    file.write_text("\n\n".join(parts), encoding="utf-8")
    article = page.project.articles.add_read(importers.read(file))
    for name in ("Part 3", "Part 11"):
        start = article.text.index(name)
        page.project.claims.mark(article.id, Span(start, start + len(name)), statement=f"There is a {name.lower()}")
    return article.id


def _palette(window: MainWindow) -> Palette:
    palette = window.commands.dialog
    assert isinstance(palette, Palette) and palette.isVisible()
    return palette


def _listed(palette: Palette) -> list[str]:
    return [palette.rows.index(row).data() for row in range(palette.rows.rowCount())]


def test_a_claim_is_gone_to_by_its_words(window: MainWindow, page: ProjectPage, long: str, hands: Hands) -> None:
    page.project.claims.mark_quote(page.article, "1932", statement="It opened in 1932")
    hands.press(Key.Key_G, CTRL, SHIFT)
    palette = _palette(window)
    assert _listed(palette) == ["It opened in 1932", "There is a part 3", "There is a part 11"]
    hands.write("part 11")
    assert _listed(palette) == ["There is a part 11"]
    hands.press(Key.Key_Return)
    assert page.article == long and page.claim is not None and page.claim.statement == "There is a part 11"
    assert page.reader.rects_of(page.claim.mentions[0].id)
    assert QApplication.focusWidget() is page.reader.view


def test_a_claim_is_gone_to_by_its_number(window: MainWindow, page: ProjectPage, long: str, hands: Hands) -> None:
    page.show_article(long)
    hands.press(Key.Key_G, CTRL, SHIFT)
    hands.write("2")
    hands.press(Key.Key_Return)
    assert page.claim is not None and page.claim.statement == "There is a part 11"


def test_the_list_of_claims_begins_at_the_current_one(
    window: MainWindow, page: ProjectPage, long: str, hands: Hands
) -> None:
    page.show_article(long)
    page.step(1)
    page.step(1)
    hands.press(Key.Key_G, CTRL, SHIFT)
    assert _palette(window).list.currentIndex().row() == 1
    hands.press(Key.Key_Escape)


def test_a_long_list_is_searched_whole(window: MainWindow, page: ProjectPage, hands: Hands) -> None:
    with page.project.step("Mark claims"):
        for n in range(MANY):
            page.project.claims.mark(page.article, Span(0, 5), statement=f"Claim of number {n + 1}")
    hands.press(Key.Key_G, CTRL, SHIFT)
    palette = _palette(window)
    assert palette.rows.rowCount() == MANY
    hands.write(str(MANY - 20))
    assert _listed(palette)[0] == f"Claim of number {MANY - 20}"
    hands.press(Key.Key_Escape)


def test_claims_of_other_articles_come_bit_by_bit_each_once(page: ProjectPage) -> None:
    project = page.project
    project.claims.mark_quote(page.article, "1932", statement="Here")
    far = project.articles.add_text("Plain words of a long text. " * 8_000, title="Far")
    with project.step("Mark claims"):
        made = [project.claims.mark(far.id, Span(n * 2_000, n * 2_000 + 5), statement=f"There {n}") for n in range(110)]
        project.claims.add_mention(made[0].id, far.id, Span(200_000, 200_005))
    gone: list[tuple[str, str]] = []
    choices = ClaimsToGoTo(page, lambda article, mark: gone.append((article, mark.mention)))
    assert [choices.name(n) for n in range(len(choices))] == ["Here"]
    slices = 0
    while choices.more():
        slices += 1
    assert slices > 2
    assert [choices.name(n) for n in range(len(choices))] == ["Here", *(f"There {n}" for n in range(110))]
    assert [choices[n].aside for n in (0, 1, 110)] == ["1", "1", "110"] and choices[1].second.endswith("Far")
    assert list(choices.search("1"))[:2] == [0, 1]
    choices[1].do()
    assert gone == [(far.id, made[0].mentions[0].id)]


def test_the_keys_go_on_from_the_heading_and_the_claim_gone_to(
    window: MainWindow, page: ProjectPage, long: str, hands: Hands
) -> None:
    page.show_article(long)
    page.reader.setFocus()
    text = page.project.articles.get(long).text

    def next_line() -> str:
        hands.press(Key.Key_End, SHIFT)
        span = page.reader.selection()
        return text[span.start : span.end] if span else ""

    hands.press(Key.Key_O, CTRL, SHIFT)
    hands.write("part 9")
    hands.press(Key.Key_Enter)
    assert next_line() == "Part 9"
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_Down, ALT)
    assert page.claim is not None and next_line().startswith("Part")
    assert text[page.claim.mentions[0].span.start :].startswith(next_line())


def test_a_heading_is_gone_to_by_its_words_and_back(
    window: MainWindow, page: ProjectPage, long: str, hands: Hands, said: list[Notice]
) -> None:
    page.show_article(long)
    page.reader.setFocus()
    hands.press(Key.Key_O, CTRL, SHIFT)
    palette = _palette(window)
    assert [name.strip() for name in _listed(palette)] == [f"Part {n}" for n in range(1, 13)]
    assert _listed(palette)[0].startswith("\u2003") and not _listed(palette)[1].startswith("\u2003")
    hands.write("part 12")
    hands.press(Key.Key_Enter)
    text = page.project.articles.get(long).text
    there = page.reader.place()
    assert there > text.index("Part 10") and QApplication.focusWidget() is page.reader.view
    hands.press(Key.Key_Left, ALT)
    assert page.reader.place() == 0
    hands.press(Key.Key_Right, ALT)
    assert page.reader.place() == there
    hands.press(Key.Key_Right, ALT)
    assert said[-1].text == "There is no place to go forward to."


def test_back_returns_to_the_other_article_its_place_and_its_claim(
    window: MainWindow, page: ProjectPage, long: str, hands: Hands, said: list[Notice]
) -> None:
    first = page.project.claims.mark_quote(page.article, "1932", statement="It opened in 1932")
    page.show_article(long)
    hands.press(Key.Key_G, CTRL, SHIFT)
    hands.write("part 11")
    hands.press(Key.Key_Return)
    there = page.reader.here()
    hands.press(Key.Key_G, CTRL, SHIFT)
    hands.write("opened")
    hands.press(Key.Key_Return)
    assert page.article != long and page.claim is not None and page.claim.id == first.id
    hands.press(Key.Key_Left, ALT)
    assert page.reader.here() == there and page.article == long
    assert page.claim is not None and page.claim.statement == "There is a part 11"
    assert page.articles.view.currentIndex().row() == 1
    hands.press(Key.Key_Right, ALT)
    assert page.article != long and page.claim is not None and page.claim.id == first.id
    hands.press(Key.Key_Left, ALT)
    hands.press(Key.Key_Left, ALT)
    assert page.article == long and page.reader.place() == 0
    hands.press(Key.Key_Left, ALT)
    assert page.article != long
    hands.press(Key.Key_Left, ALT)
    assert said[-1].text == "There is no place to go back to."


def test_an_article_chosen_in_the_list_is_returned_from(page: ProjectPage, long: str, hands: Hands) -> None:
    page.show_article(long)
    page.reader.go_to(Span(9000, 9010))
    place = page.reader.place()
    page.articles.view.setFocus()
    hands.press(Key.Key_Up)
    assert page.article != long
    hands.press(Key.Key_Left, ALT)
    assert page.article == long and page.reader.place() == place


def test_articles_that_are_only_passed_in_the_list_are_not_returned_to(
    page: ProjectPage, long: str, hands: Hands, said: list[Notice]
) -> None:
    began = page.article
    third = page.project.articles.add_text("A third article.", title="Third").id
    page.articles.view.setFocus()
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Down)
    assert page.article == third
    hands.press(Key.Key_Left, ALT)
    assert page.article == began
    hands.press(Key.Key_Left, ALT)
    assert said[-1].text == "There is no place to go back to."
    assert page.article == began


def test_articles_that_one_stays_in_are(page: ProjectPage, long: str, hands: Hands) -> None:
    began, now = page.article, itertools.count(0, STAY)
    page.reader.history.clock = lambda: next(now)
    third = page.project.articles.add_text("A third article.", title="Third").id
    page.articles.view.setFocus()
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Down)
    assert page.article == third
    hands.press(Key.Key_Left, ALT)
    assert page.article == long
    hands.press(Key.Key_Left, ALT)
    assert page.article == began


def test_a_removed_article_is_not_returned_to(
    window: MainWindow, page: ProjectPage, long: str, hands: Hands, said: list[Notice]
) -> None:
    page.show_article(long)
    page.reader.setFocus()
    page.project.articles.remove(long)
    assert page.article != long
    hands.press(Key.Key_Left, ALT)
    assert page.article != long and said[-1].text == "There is no place to go back to."


def test_the_next_unchecked_in_another_article_is_one_step_back(page: ProjectPage, long: str, hands: Hands) -> None:
    page.reader.setFocus()
    first = page.article
    hands.press(Key.Key_J, CTRL)
    assert page.article == long
    hands.press(Key.Key_Left, ALT)
    assert page.article == first


def test_an_article_without_headings_says_so(window: MainWindow, page: ProjectPage, said: list[Notice]) -> None:
    page.show_article(page.project.articles.add_text("Some plain words.", "Plain").id)
    window.commands.dialog = None
    window.actions_by_id["outline"].trigger()
    assert said[-1].text == "This article has no headings." and window.commands.dialog is None


def test_next_stale_finds_the_claim_whose_words_changed(
    window: MainWindow, page: ProjectPage, long: str, hands: Hands, said: list[Notice]
) -> None:
    for claim in page.project.claims.all(long):
        page.project.verdicts.give(claim.id, "confirmed")
    hands.press(Key.Key_J, CTRL, SHIFT)
    assert said[-1].text == "Every verdict is of its claim’s present words."
    last = page.project.claims.all(long)[1]
    page.project.claims.set(last.id, statement="There is an eleventh part")
    hands.press(Key.Key_J, CTRL, SHIFT)
    assert page.article == long and page.claim is not None and page.claim.id == last.id


def test_the_selection_grows_and_shrinks(page: ProjectPage, hands: Hands) -> None:
    text = page.project.articles.get(page.article).text
    hands.select("year")
    seen = []
    for key in (Key.Key_Up, Key.Key_Up, Key.Key_Down):
        hands.press(key, ALT, SHIFT)
        span = page.reader.selection()
        assert span is not None
        seen.append(text[span.start : span.end])
    assert seen == ["years", "It took eight years to build.", "years"]


def test_ends_of_a_mark_move_by_characters(window: MainWindow, page: ProjectPage, hands: Hands) -> None:
    page.mark(hands.select("1149 metres"))
    assert page.claim is not None
    for name, words in (
        ("end_letter_earlier", "1149 metre"),
        ("start_letter_later", "149 metre"),
        ("start_letter_earlier", "1149 metre"),
        ("end_letter_later", "1149 metres"),
        ("start_earlier", "is 1149 metres"),
        ("start_later", "1149 metres"),
    ):
        window.actions_by_id[name].trigger()
        assert page.project.claims.get(page.claim.id).mentions[0].selector.exact == words
