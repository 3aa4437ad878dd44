"""A returned copy at the command line."""

from pathlib import Path

from annotator.project import Project
from tests.cli.running import Annotator
from tests.importers.editor import Editor
from tests.importers.test_docx_notes import CHANGED
from tests.importers.word_files import with_body


def test_what_came_back_is_listed_once(annotator: Annotator, project: Path, article: str, tmp_path: Path) -> None:
    with Project.open(project) as opened:
        claim = opened.claims.mark_quote(article, "3 May 1999")
        copy = opened.export("docx", tmp_path / "copy.docx")[0]
    editor = Editor(copy.read_bytes())
    editor.reply("Claim 1", "Which year was it?")
    editor.note("412 metres", "Who measured?")
    back = tmp_path / "back.docx"
    back.write_bytes(editor.saved())
    found = annotator("returned", project, back, "--json").value
    assert [(reply["claim"], reply["kind"], reply["author"], reply["text"]) for reply in found["replies"]] == [
        (claim.id, "reply", "Ed Itor", "Which year was it?")
    ]
    assert [(note["text"], note["author"]) for note in found["notes"]] == [("Who measured?", "Ed Itor")]
    assert (found["reworded"], found["open"], found["unknown"]) == ([], 0, 0)
    assert "Nothing new came back." in annotator("returned", project, back).out
    with Project.open(project) as opened:
        assert [reply.text for reply in opened.claims.get(claim.id).replies] == ["Which year was it?"]


def test_a_person_reads_a_table(annotator: Annotator, project: Path, article: str, tmp_path: Path) -> None:
    with Project.open(project) as opened:
        claim = opened.claims.mark_quote(article, "412 metres")
        opened.verdicts.give(claim.id, "wrong", "", "421 metres")
        copy = opened.export("docx", tmp_path / "copy.docx")[0]
    editor = Editor(copy.read_bytes())
    assert "not decided yet: 1" in annotator("returned", project, copy).out
    editor.take("421 metres")
    copy.write_bytes(editor.saved())
    told = annotator("returned", project, copy).out
    assert "accepted" in told and "421 metres" in told


def test_another_word_file_is_refused(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    ran = annotator("returned", project, tmp_path / "none.docx")
    assert ran.status == 1 and "no file" in ran.err


def test_a_word_file_is_added_in_either_state_of_its_tracked_changes(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(with_body(CHANGED))
    assert "The new rule." in annotator("add", project, path, "--json").value["text"]
    assert "The old rule." in annotator("add", project, path, "--original", "--json").value["text"]
    story = tmp_path / "story.md"
    story.write_text("# Words", encoding="utf-8")
    assert annotator("add", project, story, "--original").status == 1
