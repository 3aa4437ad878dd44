"""A saved page dropped with the folder of its parts is one article."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Notice
from annotator.gui.project_page import ProjectPage
from tests.cli.test_saved_pages import saved
from tests.gui.test_batch import wait
from tests.gui.test_files import drop


def test_a_saved_page_dropped_with_its_folder_is_one_article_that_is_shown(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot
) -> None:
    articles = len(page.summaries)
    drop(window, *saved(tmp_path / "in"))
    wait(window, qtbot)
    assert len(page.summaries) == articles + 1
    shown = page.project.articles.get(page.article)
    assert (shown.title, shown.url) == ("Harbour dues rise", "https://example.org/dues.html")
    assert "advertisement" not in shown.text


def test_the_folder_above_it_dropped_gives_the_same(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot
) -> None:
    saved(tmp_path / "in", "-Dateien")
    drop(window, tmp_path / "in")
    wait(window, qtbot)
    assert [summary.title for summary in page.summaries][1:] == ["Harbour dues rise"]


def test_the_folder_alone_dropped_is_refused_and_the_page_named(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, said: list[Notice]
) -> None:
    _, parts = saved(tmp_path / "in")
    drop(window, parts)
    wait(window, qtbot)
    assert len(page.summaries) == 1
    assert said[-1].text == "The folder holds the parts of the saved page “Dues rise.html”."
