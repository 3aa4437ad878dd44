"""Before a report is written, the window says what is open and what the format loses, and leads to the claim."""

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Progress
from annotator.gui.dialogs.export import ExportDialog
from annotator.gui.lists import SECOND
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Notice
from annotator.gui.project_page import ProjectPage
from annotator.project import Project
from annotator.project.remarks import Remarks


@pytest.fixture
def claim(page: ProjectPage) -> str:
    return page.project.claims.mark_quote(page.article, "About 1400 people", claimant="The mayor").id


def opened(window: MainWindow, name: str, qtbot: QtBot) -> ExportDialog:
    window.commands.export()
    dialog = window.commands.dialog
    assert isinstance(dialog, ExportDialog)
    dialog.choose(name)
    settle(dialog, qtbot)
    return dialog


def settle(dialog: ExportDialog, qtbot: QtBot) -> None:
    """Wait until what is open is looked up."""
    qtbot.waitUntil(lambda: dialog.ahead.job is None)


def points(dialog: ExportDialog) -> list[tuple[str, str]]:
    rows = [dialog.before.list.item(at) for at in range(dialog.before.list.count())]
    return [(row.text(), row.data(SECOND)) for row in rows]


def test_a_claim_without_a_verdict_is_listed_and_gone_to(
    window: MainWindow, page: ProjectPage, claim: str, qtbot: QtBot
) -> None:
    dialog = opened(window, "html", qtbot)
    assert points(dialog) == [("It has no verdict yet.", "About 1400 people")]
    assert dialog.before.heading.text() == "Still open: 1"
    dialog.before.go_button.click()
    assert page.claim is not None and page.claim.id == claim
    assert not dialog.isVisible()


def test_a_claim_in_another_article_is_gone_to_there(
    window: MainWindow, page: ProjectPage, claim: str, qtbot: QtBot
) -> None:
    other = page.project.articles.add_text("Nothing is claimed here.")
    page.show_article(other.id)
    dialog = opened(window, "html", qtbot)
    dialog.before.list.itemDoubleClicked.emit(dialog.before.list.item(0))
    assert page.article != other.id
    assert page.claim is not None and page.claim.id == claim


def test_what_mark_up_lacks_is_told_before_it_is_written(
    window: MainWindow, page: ProjectPage, claim: str, qtbot: QtBot
) -> None:
    page.project.verdicts.give(claim, "wrong", "It was 140.")
    dialog = opened(window, "claimreview", qtbot)
    told = [text for text, _ in points(dialog)]
    assert any("No source says that the claimant, The mayor, was asked." in text for text in told)
    assert any("url is no web address" in text for text in told)
    last = dialog.before.list.count() - 1
    dialog.before.list.setCurrentRow(last)
    assert not dialog.before.go_button.isEnabled()
    dialog.choose("html")
    settle(dialog, qtbot)
    assert not any("url" in text for text, _ in points(dialog))
    dialog.reject()


def test_what_the_format_loses_is_told_by_kind_and_count(
    window: MainWindow, page: ProjectPage, claim: str, qtbot: QtBot
) -> None:
    dialog = opened(window, "brat", qtbot)
    assert "1 headline" in dialog.before.losses.toolTip() or "1 article’s date" in dialog.before.losses.toolTip()
    assert dialog.before.losses.text().startswith("This format leaves out 1 ")
    dialog.choose("json")
    settle(dialog, qtbot)
    assert dialog.before.losses.text() == "This format leaves nothing out."
    dialog.reject()


def test_of_an_article_only_its_own_claims_are_looked_at(
    window: MainWindow, page: ProjectPage, claim: str, qtbot: QtBot
) -> None:
    other = page.project.articles.add_text("Nothing is claimed here.")
    page.show_article(other.id)
    dialog = opened(window, "html", qtbot)
    dialog.scope.show_value(other.id)
    dialog.scope.committed.emit(other.id)
    settle(dialog, qtbot)
    assert points(dialog) == []
    assert dialog.before.heading.text() == "Nothing is open"
    assert not dialog.before.list.isVisible()
    dialog.reject()


def test_the_window_goes_on_while_many_claims_are_looked_through(
    window: MainWindow, page: ProjectPage, claim: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look is held up until the window has shown that one waits."""
    seen = threading.Event()
    real = Project.remarks

    def slow(project: Project, name: str, article: str = "", progress: Progress | None = None) -> Remarks:
        assert threading.current_thread() is not threading.main_thread()
        assert progress is not None
        progress(1, 3)
        seen.wait(10)
        return real(project, name, article, progress)

    monkeypatch.setattr(Project, "remarks", slow)
    window.commands.export()
    dialog = window.commands.dialog
    assert isinstance(dialog, ExportDialog)
    qtbot.waitUntil(lambda: dialog.before.bar.isVisible() and dialog.before.bar.maximum() == 3)
    assert dialog.before.heading.text() == "Looking at what is open…"
    dialog.choose("json")
    assert dialog.format == "json"
    seen.set()
    settle(dialog, qtbot)
    assert dialog.before.losses.text() == "This format leaves nothing out."
    assert not dialog.before.bar.isVisible()
    assert points(dialog) == [("It has no verdict yet.", "About 1400 people")]
    dialog.reject()


def test_a_dialog_that_is_closed_meanwhile_leaves_nothing_behind(
    window: MainWindow, page: ProjectPage, claim: str, said: list[Notice], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    went_on = threading.Event()
    started = threading.Event()

    def slow(project: Project, name: str, article: str = "", progress: Progress | None = None) -> Remarks:
        assert progress is not None
        started.set()
        went_on.wait(10)
        progress(1, 3)
        return Remarks()

    monkeypatch.setattr(Project, "remarks", slow)
    window.commands.export()
    dialog = window.commands.dialog
    assert isinstance(dialog, ExportDialog)
    ahead = dialog.ahead
    qtbot.waitUntil(started.is_set)
    dialog.reject()
    went_on.set()
    with qtbot.waitSignal(ahead.destroyed):
        pass
    assert said == []


def test_what_cannot_be_looked_up_is_said(
    window: MainWindow, page: ProjectPage, claim: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Remarks:
        raise AnnotatorError("The disk is failing.", "Copy the file.")

    monkeypatch.setattr(Project, "remarks", broken)
    dialog = opened(window, "html", qtbot)
    assert dialog.before.losses.text() == "The disk is failing. Copy the file."
    dialog.reject()


def test_the_list_of_losses_is_named_once_the_report_is_written(
    window: MainWindow, page: ProjectPage, claim: str, tmp_path: Path, said: list[Notice], qtbot: QtBot
) -> None:
    dialog = opened(window, "csv", qtbot)
    dialog.path.setText(str(tmp_path / "r.csv"))
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: window.commands.job is None and (tmp_path / "r.csv").exists())
    assert said[-1].text == "2 files written. What the format leaves out is listed in r.csv-losses.txt."
