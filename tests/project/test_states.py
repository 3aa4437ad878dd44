"""Both states of a draft with tracked changes: one is checked, the other can be seen, and checked instead."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, MentionState, Span
from annotator.domain.tracked import TrackedState
from annotator.project import Project
from tests.importers.test_docx_notes import CHANGED
from tests.importers.test_odt_tracked import CHANGED as OPEN_CHANGED
from tests.importers.word_files import with_body
from tests.project.making import visible


@pytest.fixture(params=["docx", "odt"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A draft of each format that keeps tracked changes."""
    path = tmp_path / f"draft.{request.param}"
    path.write_bytes({"docx": with_body(CHANGED), "odt": OPEN_CHANGED}[request.param])
    return path


@pytest.fixture
def draft(project: Project, file: Path) -> Article:
    return project.articles.add(file)


def test_the_file_remembers_which_state_is_checked(
    project: Project, file: Path, draft: Article, tmp_path: Path
) -> None:
    read = project.articles.read_original(project.articles.read(file))
    original = project.articles.add_read(read)
    assert (draft.state, original.state) == (TrackedState.ACCEPTED, TrackedState.ORIGINAL)
    corrected = project.articles.correct(draft.id, draft_words(draft), "The newest rule.")
    assert corrected.state is TrackedState.ACCEPTED
    path = project.path
    project.close()
    with Project.open(path) as again:
        states = [article.state for article in again.articles.all()]
        assert states == [TrackedState.ACCEPTED, TrackedState.ORIGINAL, TrackedState.ACCEPTED]
        assert again.check() == []
        again.export("json", tmp_path / "whole.json")
    with Project.create(tmp_path / "fresh.factcheck") as fresh:
        fresh.articles.add(tmp_path / "whole.json")
        assert [article.state for article in fresh.articles.all()] == states
        assert fresh.states.other(original.id).text.startswith("The new rule.")


def draft_words(article: Article) -> Span:
    return Span(0, article.text.index("\n"))


def test_the_other_state_is_read_from_the_kept_file(project: Project, file: Path, draft: Article) -> None:
    file.unlink()
    other = project.states.other(draft.id)
    assert other.text.startswith("The old rule.") and draft.text.startswith("The new rule.")
    assert (other.state, other.original) == (TrackedState.ORIGINAL, project.articles.original(draft.id))
    assert [one.author for one in other.tracked] == ["Flo", "Ed"]


def test_an_untouched_article_is_replaced_in_one_step(project: Project, draft: Article) -> None:
    project.articles.set(draft.id, publisher="The Plain Paper")
    before, steps = visible(project), len(project.history.steps())
    other = project.states.take(draft.id, project.states.other(draft.id))
    assert [article.id for article in project.articles.all()] == [other.id]
    assert (other.state, other.supersedes, other.publisher) == (TrackedState.ORIGINAL, "", "The Plain Paper")
    assert len(project.history.steps()) == steps + 1 and project.history.steps(1)[0].name.startswith("Check the text")
    back = project.states.take(other.id, project.states.other(other.id))
    assert back.text == draft.text
    project.history.undo()
    project.history.undo()
    assert visible(project) == before and project.check() == []


def test_claims_are_carried_over_to_the_other_state(project: Project, draft: Article) -> None:
    project.claims.mark_quote(draft.id, "halves")
    other = project.states.take(draft.id, project.states.other(draft.id))
    assert other.supersedes == draft.id
    (claim,) = project.claims.all(other.id)
    assert [m.state for m in claim.mentions if m.article == other.id] == [MentionState.SAME]
    project.history.undo()
    assert [article.id for article in project.articles.all()] == [draft.id]


def test_an_article_without_tracked_changes_has_no_other_state(project: Project, draft: Article) -> None:
    plain = project.articles.add_text("Plain words.")
    with pytest.raises(AnnotatorError, match="no tracked changes"):
        project.states.other(plain.id)
    with pytest.raises(AnnotatorError, match="in this state already"):
        project.states.take(draft.id, replace(project.states.other(draft.id), state=TrackedState.ACCEPTED))
