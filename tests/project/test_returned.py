"""A returned copy read into the project that it came from: each thing once, at its claim, in one step."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Claim, ReplyKind
from annotator.importers.office import Package
from annotator.importers.office_comments import comments_of
from annotator.project import Project
from tests.exporters.word import Copy, W
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


def again(project: Project, folder: Path) -> Editor:
    """The annotated copy as it is now, with the editor."""
    return Editor(project.export("docx", folder / "again.docx")[0].read_bytes())


def test_the_next_copy_has_the_replies_in_their_threads_and_they_are_no_news(
    project: Project, editor: Editor, length: Claim, opening: Claim, tmp_path: Path
) -> None:
    editor.reply("Claim 2", "Which year was it?\n\nSee “the plan” & <more> 👍")
    editor.reply("Claim 2", "Never mind.")
    editor.resolve("Claim 2")
    project.replies.read_returned(copy_from(editor, tmp_path))
    second = again(project, tmp_path)
    comments = {comment.text.split("\n")[0]: comment for comment in comments_of(Package(second.saved()))}
    root = next(comment for text, comment in comments.items() if text.startswith("Claim 2"))
    first, then = comments["Which year was it?"], comments["Never mind."]
    assert (first.author, first.at, first.parent) == ("Ed Itor", "2026-03-01T10:00:00Z", root.paragraph)
    assert then.parent == root.paragraph and "👍" in first.text
    assert root.resolved and first.resolved and then.resolved
    assert not next(comment for text, comment in comments.items() if text.startswith("Claim 1")).resolved
    assert project.replies.read_returned(copy_from(second, tmp_path, "second.docx")).replies == ()
    second.reply("Claim 2", "One more thing.")
    news = project.replies.read_returned(copy_from(second, tmp_path, "third.docx")).replies
    assert [reply.text for reply in news] == ["One more thing."]


def test_replies_stand_at_the_words_of_their_claim(
    project: Project, editor: Editor, length: Claim, opening: Claim, tmp_path: Path
) -> None:
    editor.reply("Claim 1", "Is that so?")
    project.replies.read_returned(copy_from(editor, tmp_path))
    copy = Copy(project.export("docx", tmp_path / "again.docx")[0].read_bytes())
    keys = {"".join(map(str, c.itertext())): str(c.get(f"{W}id")) for c in copy.comments}
    key = next(key for text, key in keys.items() if text == "Is that so?")
    assert copy.ranges[key].before == ["412 metres"]
    assert len(set(keys.values())) == len(keys) == 3


def test_a_new_verdict_opens_a_closed_thread_again_and_offers_what_was_refused(
    project: Project, article: Article, length: Claim, tmp_path: Path
) -> None:
    project.replies.add(length.id, "resolved", "An Editor", "2026-02-01T00:00:00Z", "")
    project.replies.add(length.id, "rejected", "An Editor", "2026-02-01T00:00:00Z", "412 metres")
    (closed,) = comments_of(Package(again(project, tmp_path).saved()))
    assert closed.resolved and "Correction refused by An Editor, 1 February 2026" in closed.text
    assert "The editor refused it" in closed.text
    with Project.open(project.path, clock=lambda: datetime(2026, 3, 1, tzinfo=UTC)) as later:
        later.verdicts.give(length.id, "wrong", "The plan says 422.", "422 metres")
    editor = again(project, tmp_path)
    (opened,) = comments_of(Package(editor.saved()))
    assert not opened.resolved and "The editor refused it" not in opened.text
    editor.resolve("Claim 1")
    back = copy_from(editor, tmp_path, at="2026-04-01T00:00:00Z")
    assert [reply.kind for reply in project.replies.read_returned(back).replies] == [ReplyKind.RESOLVED]
    assert project.replies.read_returned(back).replies == ()


def test_notes_for_colleagues_are_in_no_copy_for_the_editor(project: Project, length: Claim, tmp_path: Path) -> None:
    project.claims.set(length.id, note="secret note")
    data = project.export("docx", tmp_path / "copy.docx")[0].read_bytes()
    assert b"secret note" not in data


@pytest.mark.parametrize(("taken", "kind"), [(True, ReplyKind.ACCEPTED), (False, ReplyKind.REJECTED)])
def test_a_change_of_several_paragraphs_is_known_again_whether_it_was_taken_or_refused(
    project: Project, article: Article, tmp_path: Path, taken: bool, kind: ReplyKind
) -> None:
    claim = project.claims.mark_quote(article.id, "3 May 1999, the town says.\n\nIt cost a lot")
    project.verdicts.give(claim.id, "wrong", "Nobody knows.", "in May, and it was cheap")
    editor = again(project, tmp_path)
    assert project.replies.read(copy_from(editor, tmp_path), project.replies.known()).open == 1
    editor.decide_all(taken)
    back = copy_from(editor, tmp_path)
    assert Copy(back.read_bytes()).article()[-1] == (
        "It was opened on in May, and it was cheap." if taken else "It cost a lot."
    )
    found = project.replies.read_returned(back)
    assert [reply.kind for reply in found.replies] == [kind]
    assert (found.reworded, found.open) == ((), 0)
