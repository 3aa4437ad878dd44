"""Before a report is written, the window says what is open and what the format loses, and leads to the claim."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.gui.dialogs import export
from annotator.gui.dialogs.export import ExportDialog
from annotator.gui.lists import SECOND
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Notice
from annotator.gui.project_page import ProjectPage


@pytest.fixture
def claim(page: ProjectPage) -> str:
    return page.project.claims.mark_quote(page.article, "About 1400 people", claimant="The mayor").id


def opened(window: MainWindow, name: str) -> ExportDialog:
    window.commands.export()
    dialog = window.commands.dialog
    assert isinstance(dialog, ExportDialog)
    dialog.choose(name)
    return dialog


def points(dialog: ExportDialog) -> list[tuple[str, str]]:
    rows = [dialog.before.list.item(at) for at in range(dialog.before.list.count())]
    return [(row.text(), row.data(SECOND)) for row in rows]


def test_a_claim_without_a_verdict_is_listed_and_gone_to(window: MainWindow, page: ProjectPage, claim: str) -> None:
    dialog = opened(window, "html")
    assert points(dialog) == [("It has no verdict yet.", "About 1400 people")]
    assert dialog.before.heading.text() == "Still open: 1"
    dialog.before.go_button.click()
    assert page.claim is not None and page.claim.id == claim
    assert not dialog.isVisible()


def test_a_claim_in_another_article_is_gone_to_there(window: MainWindow, page: ProjectPage, claim: str) -> None:
    other = page.project.articles.add_text("Nothing is claimed here.")
    page.show_article(other.id)
    dialog = opened(window, "html")
    dialog.before.list.itemDoubleClicked.emit(dialog.before.list.item(0))
    assert page.article != other.id
    assert page.claim is not None and page.claim.id == claim


def test_what_mark_up_lacks_is_told_before_it_is_written(window: MainWindow, page: ProjectPage, claim: str) -> None:
    page.project.verdicts.give(claim, "wrong", "It was 140.")
    dialog = opened(window, "claimreview")
    told = [text for text, _ in points(dialog)]
    assert any("No source says that the claimant, The mayor, was asked." in text for text in told)
    assert any("url is no web address" in text for text in told)
    last = dialog.before.list.count() - 1
    dialog.before.list.setCurrentRow(last)
    assert not dialog.before.go_button.isEnabled()
    dialog.choose("html")
    assert not any("url" in text for text, _ in points(dialog))
    dialog.reject()


def test_what_the_format_loses_is_told_by_kind_and_count(window: MainWindow, page: ProjectPage, claim: str) -> None:
    dialog = opened(window, "brat")
    assert "1 headline" in dialog.before.losses.toolTip() or "1 article’s date" in dialog.before.losses.toolTip()
    assert dialog.before.losses.text().startswith("This format leaves out 1 ")
    dialog.choose("json")
    assert dialog.before.losses.text() == "This format leaves nothing out."
    dialog.reject()


def test_of_an_article_only_its_own_claims_are_looked_at(window: MainWindow, page: ProjectPage, claim: str) -> None:
    other = page.project.articles.add_text("Nothing is claimed here.")
    page.show_article(other.id)
    dialog = opened(window, "html")
    dialog.scope.show_value(other.id)
    dialog.scope.committed.emit(other.id)
    assert points(dialog) == []
    assert dialog.before.heading.text() == "Nothing is open"
    assert not dialog.before.list.isVisible()
    dialog.reject()


def test_many_claims_are_not_looked_through_while_one_chooses(
    window: MainWindow, page: ProjectPage, claim: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MOST_LOOKED_AT", 0)
    dialog = opened(window, "html")
    assert points(dialog) == []
    assert dialog.before.heading.text() == "Not looked up yet"
    dialog.reject()


def test_the_list_of_losses_is_named_once_the_report_is_written(
    window: MainWindow, page: ProjectPage, claim: str, tmp_path: Path, said: list[Notice], qtbot: QtBot
) -> None:
    dialog = opened(window, "csv")
    dialog.path.setText(str(tmp_path / "r.csv"))
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: window.commands.job is None and (tmp_path / "r.csv").exists())
    assert said[-1].text == "2 files written. What the format leaves out is listed in r.csv-losses.txt."
