"""Verdicts and reviews are added or withdrawn, never overwritten; every view tells the same of them."""

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Claim, ClaimState, Span, VerdictState
from annotator.project import Project
from tests.project.making import agree, with_article


def test_the_ledger_keeps_every_verdict_and_says_which_stands(project: Project, claim: Claim) -> None:
    def states() -> list[str]:
        return [str(verdict.state) for verdict in project.verdicts.of(claim.id)]

    first = project.verdicts.give(claim.id, "wrong", "one")
    assert states() == ["current"]
    second = project.verdicts.give(claim.id, "confirmed", "two", scale="editorial")
    assert states() == ["replaced", "current"]
    project.verdicts.withdraw(first.id)
    assert states() == ["withdrawn", "current"]
    assert project.verdicts.withdraw(second.id).state is VerdictState.WITHDRAWN
    assert states() == ["withdrawn", "withdrawn"]
    assert project.claims.get(claim.id).verdict is None
    with pytest.raises(AnnotatorError, match="withdrawn already"):
        project.verdicts.withdraw(second.id)
    project.verdicts.give(claim.id, "wrong", "three")
    assert states() == ["withdrawn", "withdrawn", "current"]
    assert [verdict.rationale for verdict in project.verdicts.of(claim.id)] == ["one", "two", "three"]


def test_when_the_newest_is_withdrawn_an_older_one_does_not_stand_again(project: Project, claim: Claim) -> None:
    project.verdicts.give(claim.id, "wrong")
    project.verdicts.withdraw(project.verdicts.give(claim.id, "confirmed").id)
    assert [v.state for v in project.verdicts.of(claim.id)] == [VerdictState.REPLACED, VerdictState.WITHDRAWN]
    assert project.claims.get(claim.id).state is ClaimState.UNCHECKED
    agree(project)


def test_a_verdict_is_of_the_words_that_stood_then(project: Project, claim: Claim) -> None:
    assert claim.state is ClaimState.UNCHECKED
    verdict = project.verdicts.give(claim.id, "wrong")
    assert verdict.statement == claim.statement
    assert project.claims.get(claim.id).state is ClaimState.CHECKED
    project.claims.set(claim.id, statement="Other words")
    assert project.claims.get(claim.id).state is ClaimState.STALE
    project.claims.set(claim.id, statement=claim.statement)
    assert project.claims.get(claim.id).state is ClaimState.CHECKED


def test_a_verdict_never_leaves_the_ledger_but_by_undo(project: Project) -> None:
    for desk in (project.verdicts, project.reviews):
        assert not hasattr(desk, "remove")
        assert not hasattr(desk, "set")


def test_a_rating_is_of_the_projects_scale_unless_another_is_named(project: Project, claim: Claim) -> None:
    with pytest.raises(AnnotatorError, match="is not a rating of the scale “editorial”"):
        project.verdicts.give(claim.id, "nothing")
    with pytest.raises(AnnotatorError, match="no rating scale “nothing”"):
        project.verdicts.give(claim.id, "wrong", scale="nothing")
    with pytest.raises(AnnotatorError, match="must be text"):
        project.verdicts.give(claim.id, "wrong", rationale=7)  # type: ignore[arg-type]
    project.set_scale("three")
    key = project.scale.ratings[0].key
    verdict = project.verdicts.give(claim.id, key)
    assert (verdict.scale, verdict.label) == ("three", project.scale.ratings[0].label)
    with pytest.raises(AnnotatorError, match="no rating scale"):
        project.set_scale("nothing")


def test_a_second_person_reviews_a_verdict(project: Project, other: Project, claim: Claim) -> None:
    verdict = project.verdicts.give(claim.id, "wrong")
    returned = other.reviews.give(verdict.id, False, "Where is the source?")
    approved = other.reviews.give(verdict.id, True)
    assert project.verdicts.get(verdict.id).reviews == (returned, approved)
    assert (approved.checker.name, approved.approved) == ("second checker", True)


@pytest.mark.parametrize("name", ["first checker", "First  Checker", "ﬁrst checker", "FIRST CHECKER "])
def test_nobody_reviews_their_own_verdict(project: Project, claim: Claim, name: str) -> None:
    verdict = project.verdicts.give(claim.id, "wrong")
    steps = len(project.history.steps())
    with Project.open(project.path, checker=name) as again, pytest.raises(AnnotatorError) as refused:
        again.reviews.give(verdict.id, True)
    assert str(refused.value) == "You signed this verdict yourself. Ask a colleague for the review."
    assert project.verdicts.get(verdict.id).reviews == ()
    assert len(project.history.steps()) == steps


def test_marks_and_summaries_agree_with_the_claims_whatever_was_removed(project: Project, article: Article) -> None:
    other = with_article(project, "Another text, with words.")
    claims = [project.claims.mark(article.id, Span(n, n + 4)) for n in range(0, 9, 2)]
    sources = [project.sources.add(f"Source {n}") for n in range(3)]
    for number, claim in enumerate(claims):
        project.claims.add_mention(claim.id, other.id, Span(number, number + 3))
        for source in sources[: number + 1]:
            project.evidence.attach(claim.id, source.id, "supports")
            project.evidence.attach(claim.id, source.id, "context")
        project.verdicts.give(claim.id, "wrong")
        agree(project)
    project.verdicts.withdraw(project.verdicts.give(claims[0].id, "confirmed").id)
    agree(project)
    project.claims.set(claims[1].id, statement="Other words")
    project.verdicts.give(claims[2].id, "confirmed")
    agree(project)
    project.sources.remove(sources[0].id)
    agree(project)
    project.claims.remove(claims[3].id)
    project.claims.remove_mention(claims[4].mentions[0].id)
    agree(project)
    project.articles.remove(article.id)
    agree(project)
    project.history.undo()
    agree(project)
