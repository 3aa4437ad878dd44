"""Authors' notes at the command line: listed, accepted, dismissed."""

from pathlib import Path

import pytest

from annotator.domain.model import ImportedNote, NoteKind, Span
from annotator.project import Project
from tests.cli.running import Annotator
from tests.importers.test_docx_notes import CHANGED
from tests.importers.test_odt_tracked import CHANGED as OPEN_CHANGED
from tests.importers.word_files import with_body
from tests.project.making import TEXT, with_article


@pytest.fixture
def draft(project: Path) -> str:
    notes = (
        ImportedNote(Span(11, 18), NoteKind.COMMENT, "See https://register.example/ for it."),
        ImportedNote(Span(37, 51), NoteKind.FOOTNOTE, "I counted."),
    )
    with Project.open(project) as opened:
        return with_article(opened, notes=notes).id


def test_notes_are_listed_in_the_order_of_the_text(annotator: Annotator, project: Path, draft: str) -> None:
    first, second = annotator("notes", project, "--json").value
    assert (first["exact"], first["kind"], first["state"], first["claim"]) == ("In 1994", "comment", "open", None)
    assert (second["exact"], second["text"], second["article"]) == (TEXT[37:51], "I counted.", draft)
    assert annotator("notes", project, "--article", draft, "--json").value == [first, second]
    assert "See https://register.example/ for it." in annotator("notes", project).out


def test_a_note_is_accepted_and_another_dismissed(annotator: Annotator, project: Path, draft: str) -> None:
    first, second = annotator("notes", project, "--json").value
    (claim,) = annotator("accept", project, "--note", first["id"], "--json").value
    assert (claim["statement"], len(claim["evidence"])) == ("In 1994", 1)
    (dismissed,) = annotator("dismiss", project, "--note", second["id"], "--json").value
    assert dismissed["state"] == "dismissed"
    states = [(note["state"], note["claim"]) for note in annotator("notes", project, "--json").value]
    assert states == [("accepted", claim["id"]), ("dismissed", None)]


@pytest.mark.parametrize("article", [True, False])
def test_all_are_accepted_at_once_and_one_undo_takes_them_back(
    annotator: Annotator, project: Path, draft: str, article: bool
) -> None:
    only = ("--article", draft) if article else ()
    assert len(annotator("accept", project, "--all", *only, "--json").value) == 2
    assert annotator("dismiss", project, "--all", *only, "--json").value == []
    annotator("undo", project)
    assert annotator("claims", project, "--json").value == []
    assert len(annotator("dismiss", project, "--all", *only, "--json").value) == 2


def test_one_or_all_must_be_said(annotator: Annotator, project: Path, draft: str) -> None:
    assert annotator("accept", project).status == 2
    assert annotator("dismiss", project, "--all", "--note", "x").status == 2
    assert annotator("accept", project, "--note", "none").err.startswith("There is no author's note")


def test_a_note_is_added_to_a_claim(annotator: Annotator, project: Path, draft: str) -> None:
    first, _ = annotator("notes", project, "--json").value
    claim = annotator("mark", project, "--article", draft, "--quote", "1994", "--json").value
    (told,) = annotator("accept", project, "--note", first["id"], "--claim", claim["id"], "--json").value
    assert told["id"] == claim["id"] and told["note"].startswith("Author’s note: See")
    assert annotator("accept", project, "--all", "--claim", claim["id"]).status == 1


def test_the_text_of_an_open_document_before_its_changes_can_be_added(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    path = tmp_path / "draft.odt"
    path.write_bytes(OPEN_CHANGED)
    added = annotator("add", project, path, "--original")
    assert "read as rejected" in added.err
    (article,) = [each for each in annotator("articles", project, "--json").value if each["state"] == "original"]
    assert annotator("tracked", project, "--article", article["id"], "--json").value["other"]["state"] == "accepted"


def test_tracked_changes_are_told_and_the_other_text_checked(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(with_body(CHANGED))
    article = annotator("add", project, path, "--json").value["id"]
    told = annotator("tracked", project, "--article", article, "--json").value
    assert (told["state"], told["other"]["state"]) == ("accepted", "original")
    assert told["changes"][0] == {"author": "Flo", "insertions": 0, "deletions": 2}
    assert told["other"]["text"].startswith("The old rule.")
    assert "2 deletions by Flo, 3 insertions by Ed" in annotator("tracked", project, "--article", article).out
    switched = annotator("tracked", project, "--article", article, "--switch", "--json").value
    assert (switched["state"], switched["other"]["state"]) == ("original", "accepted")
    assert switched["other"]["text"].startswith("The new rule.")
    assert [each["state"] for each in annotator("articles", project, "--json").value][-1] == "original"
    annotator("undo", project)
    assert annotator("tracked", project, "--article", article, "--json").value == told


def test_an_article_without_tracked_changes_says_so(annotator: Annotator, project: Path, draft: str) -> None:
    ran = annotator("tracked", project, "--article", draft)
    assert ran.status == 1 and "no tracked changes" in ran.err
