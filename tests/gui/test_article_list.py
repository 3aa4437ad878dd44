"""The list of articles: versions of one are one article, with its older drafts folded beneath it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.gui.desk.article_list import ArticleList
from annotator.gui.main_window import MainWindow
from annotator.gui.project_page import ProjectPage
from tests.gui.conftest import TEXT, Hands


@pytest.fixture
def drafts(page: ProjectPage) -> list[str]:
    """Three drafts of one article, oldest first, and then another article."""
    first = page.article
    second = page.project.articles.add_text(TEXT + " More.", "The bridge", first).id
    third = page.project.articles.add_text(TEXT + " Still more.", "The bridge", second).id
    other = page.project.articles.add_text("Another article of some words.", "Other").id
    page.show_article(third)
    QTest.keyClick(page.articles.view, Qt.Key.Key_Left)
    return [first, second, third, other]


def names(articles: ArticleList) -> list[str]:
    return [row.name for row in articles.model.rows]


def current(articles: ArticleList) -> str:
    return str(articles.view.currentIndex().data())


def click(articles: ArticleList, name: str) -> None:
    index = articles.model.index(names(articles).index(name))
    spot: QPoint = articles.view.visualRect(index).center()
    QTest.mouseClick(articles.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QApplication.processEvents()


def test_versions_are_one_article_with_its_older_drafts_folded(page: ProjectPage, drafts: list[str]) -> None:
    assert names(page.articles) == ["The bridge", "2 older drafts", "Other"]
    assert page.articles.heading.text() == "Articles (2)"
    assert current(page.articles) == "The bridge"


def test_a_click_on_the_fold_shows_them_and_the_article_stays(page: ProjectPage, drafts: list[str]) -> None:
    click(page.articles, "2 older drafts")
    assert names(page.articles) == ["The bridge", "2 older drafts", "Older draft 2", "Older draft 1", "Other"]
    assert page.article == drafts[2] and current(page.articles) == "The bridge"
    click(page.articles, "Older draft 1")
    assert page.article == drafts[0] and page.versions.bar.isVisible()
    click(page.articles, "The bridge")
    assert page.article == drafts[2] and not page.versions.bar.isVisible()
    click(page.articles, "2 older drafts")
    assert names(page.articles) == ["The bridge", "2 older drafts", "Other"] and page.article == drafts[2]


def test_they_are_reached_by_keyboard_alone(page: ProjectPage, drafts: list[str], hands: Hands) -> None:
    page.articles.view.setFocus()
    hands.press(Qt.Key.Key_Right)
    assert len(names(page.articles)) == 5 and current(page.articles) == "The bridge"
    hands.press(Qt.Key.Key_Down)
    assert current(page.articles) == "2 older drafts" and page.article == drafts[2]
    hands.press(Qt.Key.Key_Down)
    assert current(page.articles) == "Older draft 2" and page.article == drafts[1]
    hands.press(Qt.Key.Key_Left)
    assert current(page.articles) == "2 older drafts" and len(names(page.articles)) == 3
    hands.press(Qt.Key.Key_Return)
    assert len(names(page.articles)) == 5
    hands.press(Qt.Key.Key_Space)
    assert len(names(page.articles)) == 3
    hands.press(Qt.Key.Key_Down)
    assert page.article == drafts[3]


def test_in_a_mirrored_window_the_keys_are_mirrored(page: ProjectPage, drafts: list[str], hands: Hands) -> None:
    page.articles.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page.articles.view.setFocus()
    hands.press(Qt.Key.Key_Left)
    assert len(names(page.articles)) == 5
    hands.press(Qt.Key.Key_Right)
    assert len(names(page.articles)) == 3


def test_an_older_draft_that_is_shown_is_unfolded(page: ProjectPage, drafts: list[str]) -> None:
    page.show_article(drafts[1])
    assert current(page.articles) == "Older draft 2"


def test_rows_say_what_they_are(page: ProjectPage, drafts: list[str]) -> None:
    assert QAccessible.queryAccessibleInterface(page.articles.view) is not None
    told = [page.articles.model.index(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(2)]
    assert told == ["The bridge\nNo claims yet", "2 older drafts of The bridge, folded"]
    click(page.articles, "2 older drafts")
    told = [page.articles.model.index(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(1, 4)]
    assert told[0] == "2 older drafts of The bridge, shown"
    assert told[1].startswith("Older draft 2 of ") and told[2].startswith("Older draft 1 of The bridge, added ")


def test_a_project_is_opened_on_the_newest_draft(window: MainWindow, page: ProjectPage, drafts: list[str]) -> None:
    path = page.project.path
    window.settings.set("places", "{}")
    page.show_article("")
    window.leave_project()
    window.settings.set("places", "{}")
    window.open_project(path)
    assert window.page is not None and window.page.article == drafts[2]


def test_next_unchecked_passes_older_drafts_over(page: ProjectPage, drafts: list[str]) -> None:
    page.project.claims.mark_quote(drafts[0], "eight years")
    page.show_article(drafts[3])
    assert not page.next_unchecked()
    claim = page.project.claims.mark_quote(drafts[2], "1400 people")
    assert page.next_unchecked()
    assert page.article == drafts[2] and page.claim is not None and page.claim.id == claim.id


def test_an_article_with_one_version_has_nothing_to_fold(page: ProjectPage, hands: Hands) -> None:
    page.articles.view.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_Space):
        hands.press(key)
    assert names(page.articles) == ["The bridge"]
