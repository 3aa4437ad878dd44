"""A returned copy read into the project that it came from: each thing once, at its claim, in one step."""

from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Claim, ReplyKind
from annotator.project import Project
from tests.importers.editor import Editor

STORY = "The bridge is 412 metres long.\n\nIt was opened on 3 May 1999, the town says.\n\nIt cost a lot."


@pytest.fixture
def article(project: Project) -> Article:
    return project.articles.add_text(STORY, title="The bridge")


@pytest.fixture
def length(project: Project, article: Article) -> Claim:
    claim = project.claims.mark_quote(article.id, "412 metres")
    project.verdicts.give(claim.id, "wrong", "The plan says 421.", "421 metres")
    return claim


@pytest.fixture
def opening(project: Project, article: Article) -> Claim:
    return project.claims.mark_quote(article.id, "3 May 1999")


def copy_from(editor: Editor, folder: Path, name: str = "back.docx", **saved: str) -> Path:
    path = folder / name
    path.write_bytes(editor.saved(**saved))
    return path


@pytest.fixture
def editor(project: Project, length: Claim, opening: Claim, tmp_path: Path) -> Editor:
    return Editor(project.export("docx", tmp_path / "copy.docx")[0].read_bytes())


def test_what_came_back_is_kept_with_its_claims_and_undone_in_one_step(
    project: Project, editor: Editor, length: Claim, opening: Claim, tmp_path: Path
) -> None:
    editor.take("421 metres")
    editor.reply("Claim 2", "Which year was it?")
    path = copy_from(editor, tmp_path)
    found = project.replies.read_returned(path)
    assert [(reply.claim, reply.kind) for reply in found.replies] == [
        (opening.id, ReplyKind.REPLY),
        (length.id, ReplyKind.ACCEPTED),
    ]
    (accepted,) = project.claims.get(length.id).replies
    (reply,) = project.claims.get(opening.id).replies
    assert (accepted.kind, accepted.text) == (ReplyKind.ACCEPTED, "421 metres")
    assert (reply.author, reply.text, reply.at) == ("Ed Itor", "Which year was it?", "2026-03-01T10:00:00Z")
    assert reply.origin == accepted.origin != ""
    assert project.check() == []
    assert (step := project.history.undo()) is not None and step.name == "Read returned copy"
    assert project.claims.get(opening.id).replies == ()


def test_the_same_copy_read_again_brings_no_news_and_a_later_one_only_what_is_new(
    project: Project, editor: Editor, length: Claim, opening: Claim, tmp_path: Path
) -> None:
    editor.take("421 metres")
    editor.resolve("Claim 2")
    path = copy_from(editor, tmp_path)
    assert len(project.replies.read_returned(path).replies) == 2
    steps = project.history.steps()
    assert project.replies.read_returned(path).replies == ()
    assert project.history.steps() == steps
    editor.reply("Claim 1", "Thank you.")
    later = copy_from(editor, tmp_path, at="2026-03-09T10:00:00Z")
    assert [reply.text for reply in project.replies.read_returned(later).replies] == ["Thank you."]


def test_the_editors_own_comments_become_notes_where_their_words_are_in_one_place(
    project: Project, editor: Editor, article: Article, tmp_path: Path
) -> None:
    editor.note("It cost a lot", "How much? https://town.example/budget")
    found = project.replies.read_returned(copy_from(editor, tmp_path))
    assert [note.words for note in found.notes] == ["It cost a lot."]
    (note,) = project.notes.of(article.id)
    assert (note.selector.exact, note.author) == ("It cost a lot.", "Ed Itor")
    assert project.notes.accept(note.id).statement == "It cost a lot."
    assert project.replies.read_returned(copy_from(editor, tmp_path)).notes == ()


def test_a_later_correction_does_not_hide_that_the_earlier_one_was_taken(
    project: Project, editor: Editor, length: Claim, tmp_path: Path
) -> None:
    editor.take("421 metres")
    project.verdicts.give(length.id, "wrong", "Measured anew.", "422 metres")
    found = project.replies.read_returned(copy_from(editor, tmp_path))
    assert [(reply.kind, reply.text) for reply in found.replies] == [(ReplyKind.ACCEPTED, "421 metres")]


def test_copies_of_other_projects_and_files_that_are_not_there_change_nothing(
    project: Project, editor: Editor, tmp_path: Path
) -> None:
    steps = project.history.steps()
    with pytest.raises(AnnotatorError, match="no file"):
        project.replies.read_returned(tmp_path / "none.docx")
    path = copy_from(editor, tmp_path)
    with Project.create(tmp_path / "other.factcheck") as other:
        article = other.articles.add_text(STORY)
        other.claims.mark_quote(article.id, "412 metres")
        with pytest.raises(AnnotatorError, match="another project"):
            other.replies.read_returned(path)
    assert project.history.steps() == steps
