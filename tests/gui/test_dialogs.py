"""The dialogs: none of them blocks, each says in place what is wrong, each is done with the keyboard."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.model import Link, Source, SourceKind, Span, Stance
from annotator.gui.desk.evidence_list import openable
from annotator.gui.dialogs.attach import AttachDialog, SourceDialog, offers
from annotator.gui.dialogs.export import ExportDialog
from annotator.gui.dialogs.files import file_name
from annotator.gui.dialogs.small import AddressDialog, ArticleDialog, PasteDialog, ProjectDialog
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Notice
from annotator.gui.project_page import ProjectPage
from annotator.project import Project
from annotator.project.formats import exportable
from tests.gui.conftest import Hands

Key = Qt.Key
LINK = Link("the report", "https://example.org/report", Span(3, 9))
SOURCES = [Source("1", "An atlas", SourceKind.BOOK), Source("2", "A page", url="https://example.org/page")]


def test_the_author_s_own_links_are_offered_first() -> None:
    found = offers("", [LINK], SOURCES)
    assert [(o.heading, o.title) for o in found] == [
        ("Linked in the article", "the report"),
        ("Sources of this project", "A page"),
        ("Sources of this project", "An atlas"),
        ("New source", "Write down a new source"),
    ]


def test_a_link_that_is_a_source_already_is_offered_once() -> None:
    known = Source("3", "The report", url=LINK.href)
    assert [o.source for o in offers("report", [LINK], [known])] == ["3", ""]


def test_what_is_typed_finds_sources_or_makes_one() -> None:
    assert [o.title for o in offers("atl", [LINK], SOURCES)] == ["An atlas", "“atl”"]
    new = offers("https://example.com/x", [], [])[0]
    assert (new.title, new.url) == ("example.com", "https://example.com/x")


def test_only_pages_of_the_web_are_handed_to_the_browser() -> None:
    assert openable("https://example.org") and openable("http://example.org")
    assert not any(map(openable, ("file:///etc/passwd", "javascript:alert(1)", "", "ftp://example.org")))


@pytest.fixture
def claim(page: ProjectPage, hands: Hands) -> str:
    hands.select("About 1400 people")
    hands.ctrl(Key.Key_M)
    hands.press(Key.Key_Return)
    assert page.claim is not None
    return page.claim.id


def attach_dialog(window: MainWindow, hands: Hands) -> AttachDialog:
    hands.ctrl(Key.Key_L)
    dialog = window.commands.dialog
    assert isinstance(dialog, AttachDialog)
    return dialog


def test_the_article_s_link_becomes_a_source(window: MainWindow, page: ProjectPage, claim: str, hands: Hands) -> None:
    dialog = attach_dialog(window, hands)
    assert dialog.offer is not None and dialog.offer.heading == "Linked in the article"
    assert dialog.source.lines["accessed"].text() == date.today().isoformat()
    hands.ctrl(Key.Key_Return)
    source = page.project.sources.all()[0]
    assert (source.url, source.title) == ("https://example.org/report", "the builders' report")
    assert page.project.claims.get(claim).evidence[0].stance is Stance.SUPPORTS


def test_attaching_a_new_source_is_one_step(window: MainWindow, page: ProjectPage, claim: str, hands: Hands) -> None:
    attach_dialog(window, hands)
    hands.write("A survey")
    hands.ctrl(Key.Key_Return)
    hands.ctrl(Key.Key_Z)
    assert page.project.sources.all() == [] and page.project.claims.get(claim).evidence == ()


def test_a_person_may_be_a_source_in_confidence(
    window: MainWindow, page: ProjectPage, claim: str, hands: Hands
) -> None:
    dialog = attach_dialog(window, hands)
    hands.write("Somebody")
    dialog.source.kind.show_value(SourceKind.PERSON)
    dialog.source.confidential.click()
    dialog.accept_button.click()
    source = page.project.sources.all()[0]
    assert (source.title, source.kind, source.confidential) == ("Somebody", SourceKind.PERSON, True)


def test_a_date_that_is_none_keeps_the_dialog_open(
    window: MainWindow, page: ProjectPage, claim: str, hands: Hands
) -> None:
    dialog = attach_dialog(window, hands)
    hands.write("A survey")
    dialog.source.lines["published"].setText("some day")
    dialog.accept_button.click()
    assert "some day" in dialog.wrong.text() and dialog.isVisible()
    assert page.project.sources.all() == []
    dialog.reject()


def test_evidence_is_edited_in_its_place(window: MainWindow, page: ProjectPage, claim: str, hands: Hands) -> None:
    attach_dialog(window, hands)
    hands.ctrl(Key.Key_Return)
    (row,) = page.desk.evidence.rows.values()
    row.toggle.click()
    row.stances.setFocus()
    hands.press(Key.Key_R)
    row._fields["locator"].setFocus()
    hands.write("p. 12")
    hands.press(Key.Key_Return)
    evidence = page.project.claims.get(claim).evidence[0]
    assert (evidence.stance, evidence.locator) == (Stance.REFUTES, "p. 12")
    assert row is next(iter(page.desk.evidence.rows.values()))


def test_a_source_is_edited(window: MainWindow, page: ProjectPage) -> None:
    source = page.project.sources.add("Draft title", kind=SourceKind.BOOK, note="kept")
    window.commands.edit_source(source.id)
    dialog = window.commands.dialog
    assert isinstance(dialog, SourceDialog)
    dialog.source.lines["title"].setText("Final title")
    dialog.accept_button.click()
    changed = page.project.sources.get(source.id)
    assert (changed.title, changed.kind, changed.note) == ("Final title", SourceKind.BOOK, "kept")


def test_pasted_text_stays_as_it_was(window: MainWindow, page: ProjectPage, hands: Hands) -> None:
    pasted = "A headline\n\nNo\u00a0break, caf\u0065\u0301 and 👩‍🚀 stay."
    QGuiApplication.clipboard().setText(pasted)
    window.commands.paste_article()
    dialog = window.commands.dialog
    assert isinstance(dialog, PasteDialog)
    dialog.accept_button.click()
    assert "No\u00a0break, caf\u0065\u0301 and 👩‍🚀 stay." in page.project.articles.get(page.article).text


def test_pasting_nothing_is_refused_in_place(window: MainWindow, page: ProjectPage) -> None:
    QGuiApplication.clipboard().setText("")
    window.commands.paste_article()
    dialog = window.commands.dialog
    assert isinstance(dialog, PasteDialog)
    dialog.accept_button.click()
    assert "no text" in dialog.wrong.text()
    dialog.reject()


def test_an_address_that_is_none_is_refused_in_place(window: MainWindow, page: ProjectPage) -> None:
    window.commands.add_address()
    dialog = window.commands.dialog
    assert isinstance(dialog, AddressDialog)
    dialog.address.setText("file:///etc/passwd")
    dialog.accept_button.click()
    assert dialog.wrong.text() and window.commands.job is None
    dialog.reject()


def test_article_details_are_corrected(window: MainWindow, page: ProjectPage) -> None:
    window.commands.article_details()
    dialog = window.commands.dialog
    assert isinstance(dialog, ArticleDialog)
    dialog.lines["published"].setText("29 January 2021")
    dialog.accept_button.click()
    assert page.project.articles.get(page.article).published == "2021-01-29"


def test_the_scale_and_the_name_that_signs_are_chosen(window: MainWindow, page: ProjectPage, path: Path) -> None:
    window.commands.project_settings()
    dialog = window.commands.dialog
    assert isinstance(dialog, ProjectDialog)
    dialog.scale.show_value("truth")
    dialog.checker.setText("second checker")
    dialog.accept_button.click()
    assert window.page is not None
    assert window.page.project.scale.key == "truth"
    assert window.page.project.checker.name == "second checker"
    assert len(window.page.desk.verdict.buttons) == 6


@pytest.mark.parametrize("name", [row[0] for row in exportable()])
def test_the_window_writes_what_the_command_line_writes(
    window: MainWindow, page: ProjectPage, claim: str, path: Path, tmp_path: Path, qtbot: QtBot, name: str
) -> None:
    window.commands.export()
    dialog = window.commands.dialog
    assert isinstance(dialog, ExportDialog)
    dialog.choose(name)
    target = tmp_path / ("here" + Path(dialog.path.text()).suffix)
    dialog.path.setText(str(target))
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: window.commands.job is None)
    with Project.open(path) as project:
        (there, *_) = project.export(name, tmp_path / ("there" + target.suffix))
    assert target.read_bytes() == there.read_bytes()


def test_a_report_is_written_by_a_template_of_one_s_own(
    window: MainWindow, page: ProjectPage, claim: str, tmp_path: Path, said: list[Notice], qtbot: QtBot
) -> None:
    own = tmp_path / "own.html"
    own.write_text("<p>{{ entries|length }} in our style, {{ corrections.since }}</p>", encoding="utf-8")
    window.commands.export()
    dialog = window.commands.dialog
    assert isinstance(dialog, ExportDialog)
    dialog.choose("csv")
    assert not dialog.template.isEnabled() and not dialog.since.isEnabled()
    dialog.choose("html")
    dialog.template.setText(str(own))
    dialog.since.setText("2026-02-27")
    dialog.path.setText(str(tmp_path / "report.html"))
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: window.commands.job is None)
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == "<p>1 in our style, 2026-02-27</p>"


def test_a_report_is_published_from_the_dialog_and_the_notice_begins_there(
    window: MainWindow, page: ProjectPage, claim: str, tmp_path: Path, qtbot: QtBot
) -> None:
    window.commands.export()
    dialog = window.commands.dialog
    assert isinstance(dialog, ExportDialog)
    dialog.choose("csv")
    assert not dialog.now.isEnabled()
    dialog.choose("html")
    assert dialog.now.isEnabled() and "Not yet" in dialog.since.placeholderText()
    dialog.now.setFocus()
    QTest.keyClick(dialog.now, Qt.Key.Key_Space)
    dialog.path.setText(str(tmp_path / "report.html"))
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: window.commands.job is None)
    last = page.project.published()
    assert last
    window.commands.export()
    dialog = window.commands.dialog
    assert isinstance(dialog, ExportDialog)
    dialog.choose("corrections")
    assert last[:10] in dialog.since.placeholderText()
    assert not dialog.now.isChecked()
    dialog.reject()


def test_a_memo_keeps_the_kind_of_file_that_was_typed(window: MainWindow, page: ProjectPage, tmp_path: Path) -> None:
    window.commands.export()
    dialog = window.commands.dialog
    assert isinstance(dialog, ExportDialog)
    dialog.choose("memo")
    dialog.path.setText(str(tmp_path / "memo.pdf"))
    dialog.path.textEdited.emit(dialog.path.text())
    dialog.scope.committed.emit("")
    assert dialog.path.text().endswith("memo.pdf")
    dialog.choose("html")
    assert dialog.path.text().endswith("memo.html")
    dialog.reject()


def test_a_report_that_cannot_be_written_is_told_of(
    window: MainWindow, page: ProjectPage, tmp_path: Path, said: list[Notice], qtbot: QtBot
) -> None:
    window.commands.write_report("html", tmp_path / "no folder" / "report.html", "")
    qtbot.waitUntil(lambda: window.commands.job is None)
    assert said[-1].text and "written" not in said[-1].text


@pytest.mark.parametrize("title", ["a/b: c?", "  ", "x" * 300, "nul\0"])
def test_a_report_has_a_name_that_file_systems_take(title: str) -> None:
    name = file_name(title, ".html")
    assert name.endswith(".html") and len(name) < 100 and not set(name) & set('<>:"/\\|?*\0')


def test_a_written_report_offers_its_folder(
    window: MainWindow, page: ProjectPage, tmp_path: Path, said: list[Notice], qtbot: QtBot
) -> None:
    window.commands.write_report("markdown", tmp_path / "report.md", "")
    qtbot.waitUntil(lambda: window.commands.job is None)
    assert said[-1].text.startswith("report.md written. What the format leaves out is listed in report.md-losses.txt.")
    assert said[-1].action == "Show in folder"
    assert window.status.act.isVisible()
    assert QApplication.activeModalWidget() is None
