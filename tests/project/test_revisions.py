"""A new version of an article has each claim of the old one that is found in it, and tells what became of the rest."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from annotator.domain.anchoring import Landing, carry
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import (
    Article,
    Claim,
    ClaimState,
    ImportedNote,
    Mention,
    MentionState,
    NoteKind,
    NoteState,
    Progress,
    Span,
)
from annotator.project import Project
from tests.project.drafts import CHANGED, CHANGED_TO, FIRST, GONE, MOVED, SAME, SECOND, first, marked, second
from tests.project.making import agree, imported, visible


@pytest.fixture
def old(project: Project) -> Article:
    return first(project)


def there(project: Project, claim: Claim, article: Article) -> list[Mention]:
    return [mention for mention in project.claims.get(claim.id).mentions if mention.article == article.id]


def test_each_mention_is_carried_over_or_says_why_not(project: Project, old: Article) -> None:
    claims = marked(project, old, SAME, MOVED, CHANGED, GONE)
    new = project.articles.add_read(second(), supersedes=old.id)
    revision = project.articles.revision(new.id)
    assert {state: count for state, count in revision.counts.items() if count} == {
        MentionState.SAME: 1,
        MentionState.MOVED: 1,
        MentionState.CHANGED: 1,
        MentionState.GONE: 1,
    }
    assert [(each.claim, each.state) for each in revision.carried] == [
        (claims[2].id, MentionState.CHANGED),
        (claims[0].id, MentionState.SAME),
        (claims[3].id, MentionState.GONE),
        (claims[1].id, MentionState.MOVED),
    ]
    for claim, words in zip(claims, (SAME, MOVED, CHANGED_TO), strict=False):
        (mention,) = there(project, claim, new)
        assert mention.selector.exact == words == SECOND[mention.span.start : mention.span.end]
        assert mention.carried_from == claim.mentions[0].id
    assert there(project, claims[3], new) == []
    assert [SECOND[span.start : span.end] for span in revision.fresh] == [
        "A second bridge is planned for 2031, says the council."
    ]
    assert project.check() == []
    agree(project)


def test_the_mentions_of_the_old_version_stay_where_they_were(project: Project, old: Article) -> None:
    claims = marked(project, old, SAME, CHANGED, GONE)
    project.articles.add_read(second(), supersedes=old.id)
    for claim, state in zip(claims, (MentionState.SAME, MentionState.SAME, MentionState.GONE), strict=True):
        (mention,) = there(project, claim, old)
        assert (mention.span, mention.selector, mention.state) == (
            *(claim.mentions[0].span, claim.mentions[0].selector),
            state,
        )


def test_a_verdict_of_changed_words_is_stale_until_given_again(project: Project, old: Article) -> None:
    own = project.claims.mark_quote(old.id, CHANGED, statement="The bridge is 412 m long.")
    project.verdicts.give(own.id, "confirmed")
    quoted, kept = marked(project, old, CHANGED, SAME)
    new = project.articles.add_read(second(), supersedes=old.id)
    assert project.claims.get(kept.id).state is ClaimState.CHECKED
    for claim, statement in ((own, "The bridge is 412 m long."), (quoted, CHANGED_TO)):
        now = project.claims.get(claim.id)
        assert (now.statement, now.state) == (statement, ClaimState.STALE)
        assert now.verdict and now.verdict.overtaken
        project.verdicts.give(claim.id, "wrong")
        assert project.claims.get(claim.id).state is ClaimState.CHECKED
    assert {mark.state for mark in project.articles.marks(new.id)} == {ClaimState.CHECKED}
    agree(project)


def test_a_claim_without_a_verdict_states_the_new_words(project: Project, old: Article) -> None:
    claim = project.claims.mark_quote(old.id, CHANGED)
    project.articles.add_read(second(), supersedes=old.id)
    now = project.claims.get(claim.id)
    assert (now.statement, now.state) == (CHANGED_TO, ClaimState.UNCHECKED)


def test_words_that_stand_elsewhere_still_are_stated_still(project: Project, old: Article) -> None:
    draft = project.articles.add_text(f"{FIRST}\n\nIt has 412 metres, as was said.", title="Again")
    claim = project.claims.mark_quote(draft.id, CHANGED)
    project.claims.add_mention(claim.id, draft.id, project.claims.find(draft.id, CHANGED, 2))
    project.verdicts.give(claim.id, "confirmed")
    project.articles.add_text(f"{FIRST.replace('412', '421')}\n\nIt has 412 metres, as was said.", supersedes=draft.id)
    now = project.claims.get(claim.id)
    assert (now.statement, now.state) == (CHANGED, ClaimState.STALE)


def test_undo_takes_the_whole_revision_back_in_one_step(project: Project, old: Article) -> None:
    marked(project, old, SAME, MOVED, CHANGED, GONE)
    before = visible(project)
    project.articles.add_read(second(), supersedes=old.id)
    after = visible(project)
    assert after != before
    undone = project.history.undo()
    assert undone and undone.name == "Add new version"
    assert visible(project) == before
    project.history.redo()
    assert visible(project) == after
    assert project.check() == []


def test_a_passage_in_parts_goes_over_in_parts(project: Project, old: Article) -> None:
    length, opened = project.claims.find(old.id, CHANGED), project.claims.find(old.id, "3 May 1999")
    claim = project.claims.mark(old.id, length, opened)
    new = project.articles.add_read(second(), supersedes=old.id)
    first_part, second_part = there(project, claim, new)
    assert (first_part.continues, second_part.continues) == ("", first_part.id)
    assert project.claims.get(claim.id).statement == "421 metres … 3 May 1999"


def test_a_passage_that_lost_a_part_is_to_be_checked_again(project: Project, old: Article) -> None:
    paid, hurt = project.claims.find(old.id, SAME), project.claims.find(old.id, GONE)
    claim = project.claims.mark(old.id, paid, hurt)
    project.verdicts.give(claim.id, "confirmed")
    new = project.articles.add_read(second(), supersedes=old.id)
    (kept,) = there(project, claim, new)
    now = project.claims.get(claim.id)
    assert (kept.selector.exact, now.state, now.statement) == (SAME, ClaimState.STALE, SAME)
    assert [mention.state for mention in there(project, claim, old)] == [MentionState.SAME, MentionState.GONE]


def unsure(words: str, *candidates: str) -> object:
    """A carrying over that cannot tell where some words are."""

    def carry_all_but(old: str, new: str, spans: Sequence[Span], progress: Progress | None = None) -> list[Landing]:
        found = tuple(Span(new.index(each), new.index(each) + len(each)) for each in candidates if each in new)
        doubt = Landing(MentionState.UNSURE, None, found)
        landings = carry(old, new, spans, progress)
        return [
            doubt if old[span.start : span.end] == words else landing
            for span, landing in zip(spans, landings, strict=True)
        ]

    return carry_all_but


@pytest.fixture
def doubtful(project: Project, old: Article, monkeypatch: pytest.MonkeyPatch) -> Claim:
    """A claim of words of which it cannot be told where they went; there are two places."""
    monkeypatch.setattr("annotator.domain.anchoring.carry", unsure(CHANGED, CHANGED_TO, "9,000 cars"))
    return marked(project, old, CHANGED)[0]


def test_what_is_unsure_waits_with_its_candidates_and_is_placed_by_a_person(
    project: Project, old: Article, doubtful: Claim
) -> None:
    new = project.articles.add_read(second(), supersedes=old.id)
    (waiting,) = project.claims.get(doubtful.id).mentions
    assert (waiting.article, waiting.state) == (old.id, MentionState.UNSURE)
    assert [SECOND[span.start : span.end] for span in waiting.candidates] == [CHANGED_TO, "9,000 cars"]
    assert project.claims.get(doubtful.id).state is ClaimState.CHECKED
    before = visible(project)
    placed = project.claims.place(waiting.id, waiting.candidates[0])
    assert (placed.article, placed.state, placed.carried_from) == (new.id, MentionState.CHANGED, waiting.id)
    now = project.claims.get(doubtful.id)
    assert (now.statement, now.state) == (CHANGED_TO, ClaimState.STALE)
    assert (now.mentions[0].state, now.mentions[0].candidates) == (MentionState.SAME, ())
    assert project.articles.revision(new.id).counts[MentionState.UNSURE] == 0
    assert project.check() == []
    with pytest.raises(AnnotatorError, match="in the newest version already"):
        project.claims.place(waiting.id, Span(0, 5))
    project.history.undo()
    assert visible(project) == before


def test_what_is_gone_may_be_placed_too(project: Project, old: Article) -> None:
    (claim,) = marked(project, old, GONE)
    new = project.articles.add_read(second(), supersedes=old.id)
    placed = project.claims.place(claim.mentions[0].id, project.claims.find(new.id, "A second bridge is planned"))
    assert project.claims.get(claim.id).mentions == (claim.mentions[0], placed)
    assert project.claims.get(claim.id).state is ClaimState.STALE


def test_words_placed_that_are_the_same_leave_the_verdict_as_it_is(
    project: Project, old: Article, doubtful: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = project.articles.add_text(f"Words before. {FIRST}", supersedes=old.id)
    placed = project.claims.place(doubtful.mentions[0].id, project.claims.find(new.id, CHANGED))
    assert placed.state is MentionState.MOVED
    assert project.claims.get(doubtful.id).state is ClaimState.CHECKED


def test_what_has_nowhere_to_go_is_refused(project: Project, old: Article, doubtful: Claim) -> None:
    mention = doubtful.mentions[0].id
    with pytest.raises(AnnotatorError, match="no newer version"):
        project.claims.place(mention, Span(0, 5))
    new = project.articles.add_read(second(), supersedes=old.id)
    with pytest.raises(AnnotatorError, match="outside the text"):
        project.claims.place(mention, Span(0, 10_000))
    project.articles.remove(new.id)
    with pytest.raises(AnnotatorError, match="no newer version"):
        project.claims.place(mention, Span(0, 5))


def test_what_was_put_on_the_wrong_words_or_marked_later_is_placed_too(project: Project, old: Article) -> None:
    (claim,) = marked(project, old, SAME)
    new = project.articles.add_read(second(), supersedes=old.id)
    late = project.claims.mark_quote(old.id, "3 May 1999")
    with pytest.raises(AnnotatorError, match="in the newest version already"):
        project.claims.place(claim.mentions[0].id, Span(0, 5))
    project.claims.remove_mention(there(project, claim, new)[0].id)
    for each, words in ((claim, SAME), (late, "3 May 1999")):
        placed = project.claims.place(each.mentions[0].id, project.claims.find(new.id, words))
        assert (placed.article, placed.selector.exact, placed.state) == (new.id, words, MentionState.MOVED)


def test_what_was_gone_comes_back_with_a_version_that_has_it_again(project: Project, old: Article) -> None:
    lost, kept = marked(project, old, GONE, SAME)
    second_version = project.articles.add_read(second(), supersedes=old.id)
    third = project.articles.add_text(FIRST, supersedes=second_version.id)
    (back,) = there(project, lost, third)
    assert (back.selector.exact, back.carried_from) == (GONE, lost.mentions[0].id)
    assert there(project, lost, old)[0].state is MentionState.SAME
    assert len(there(project, kept, third)) == len(there(project, kept, second_version)) == 1
    assert project.articles.newest(old.id) == third.id
    assert [each.claim for each in project.articles.revision(third.id).carried] == [kept.id, lost.id]
    assert project.check() == []


def test_what_stays_gone_is_still_listed_with_where_it_was(project: Project, old: Article) -> None:
    (lost,) = marked(project, old, GONE)
    second_version = project.articles.add_read(second(), supersedes=old.id)
    third = project.articles.add_text(SECOND.replace("2031", "2032"), supersedes=second_version.id)
    (gone,) = project.articles.revision(third.id).of(MentionState.GONE)
    assert (gone.old.id, gone.old.selector.exact, gone.new) == (lost.mentions[0].id, GONE, None)


def test_a_part_placed_joins_the_parts_that_went_before_it(project: Project, old: Article) -> None:
    claim = project.claims.mark(old.id, project.claims.find(old.id, SAME), project.claims.find(old.id, GONE))
    new = project.articles.add_read(second(), supersedes=old.id)
    with pytest.raises(AnnotatorError, match="Another part"):
        project.claims.place(claim.mentions[1].id, project.claims.find(new.id, "paid 27 million for it"))
    placed = project.claims.place(claim.mentions[1].id, project.claims.find(new.id, "two thirds"))
    kept, joined = there(project, claim, new)
    assert (joined.id, joined.continues) == (placed.id, kept.id)


def test_notes_that_were_settled_are_settled_in_the_next_draft(project: Project) -> None:
    notes = tuple(ImportedNote(Span(n, n + 3), NoteKind.COMMENT, f"Note {n}", "An Author") for n in (0, 4, 11))
    old = project.articles.add_read(imported(FIRST, notes=notes))
    accepted, dismissed, _ = project.notes.of(old.id)
    claim = project.notes.accept(accepted.id)
    project.notes.dismiss(dismissed.id)
    new = project.articles.add_read(imported(FIRST, notes=notes), supersedes=old.id)
    assert project.notes.all() == project.notes.of(new.id)
    states = [(note.state, note.claim) for note in project.notes.of(new.id)]
    assert states == [(NoteState.ACCEPTED, claim.id), (NoteState.DISMISSED, ""), (NoteState.OPEN, "")]


def test_a_revision_comes_back_from_json(project: Project, old: Article, doubtful: Claim, tmp_path: Path) -> None:
    marked(project, old, SAME, MOVED, GONE)
    new = project.articles.add_read(second(), supersedes=old.id)
    project.export("json", tmp_path / "whole.json")
    with Project.create(tmp_path / "fresh.factcheck") as fresh:
        fresh.articles.add(tmp_path / "whole.json")
        assert fresh.articles.revision(new.id) == project.articles.revision(new.id)
        assert fresh.claims.all() == project.claims.all()
        assert fresh.check() == []


def test_an_article_that_supersedes_none_has_no_revision(project: Project, old: Article) -> None:
    with pytest.raises(AnnotatorError, match="supersedes no other"):
        project.articles.revision(old.id)


def test_progress_is_told_and_a_stop_leaves_nothing(project: Project, old: Article) -> None:
    marked(project, old, SAME, GONE)
    before = visible(project)

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        project.articles.add_read(second(), supersedes=old.id, progress=stop)
    assert visible(project) == before
