"""What is not there, or no longer, is told in a sentence, and nothing is changed."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, BlockKind, Claim, Source, Span
from annotator.project import Project
from tests.project.making import imported, visible, with_article

NOTHING: dict[str, Callable[[Project, str], object]] = {
    "articles.get": lambda p, i: p.articles.get(i),
    "articles.set": lambda p, i: p.articles.set(i, title="x"),
    "articles.set_kind": lambda p, i: p.articles.set_kind(i, 0, BlockKind.HEADING),
    "articles.remove": lambda p, i: p.articles.remove(i),
    "articles.links": lambda p, i: p.articles.links(i),
    "articles.add_read": lambda p, i: p.articles.add_read(imported(), supersedes=i),
    "claims.get": lambda p, i: p.claims.get(i),
    "claims.set": lambda p, i: p.claims.set(i, note="x"),
    "claims.remove": lambda p, i: p.claims.remove(i),
    "claims.mark": lambda p, i: p.claims.mark(i, Span(0, 1)),
    "claims.mark_quote": lambda p, i: p.claims.mark_quote(i, "x"),
    "claims.all": lambda p, i: p.claims.all(i),
    "claims.move_mention": lambda p, i: p.claims.move_mention(i, Span(0, 1)),
    "claims.remove_mention": lambda p, i: p.claims.remove_mention(i),
    "sources.get": lambda p, i: p.sources.get(i),
    "sources.set": lambda p, i: p.sources.set(i, title="x"),
    "sources.remove": lambda p, i: p.sources.remove(i),
    "sources.snapshot": lambda p, i: p.sources.snapshot(i),
    "sources.keep_snapshot": lambda p, i: p.sources.keep_snapshot(i, p.path),
    "evidence.get": lambda p, i: p.evidence.get(i),
    "evidence.set": lambda p, i: p.evidence.set(i, note="x"),
    "evidence.detach": lambda p, i: p.evidence.detach(i),
    "verdicts.give": lambda p, i: p.verdicts.give(i, "wrong"),
    "verdicts.get": lambda p, i: p.verdicts.get(i),
    "verdicts.withdraw": lambda p, i: p.verdicts.withdraw(i),
    "reviews.give": lambda p, i: p.reviews.give(i, True),
    "replies.add": lambda p, i: p.replies.add(i, "reply", "", "", "x"),
    "replies.remove": lambda p, i: p.replies.remove(i),
    "notes.of": lambda p, i: p.notes.of(i),
    "notes.get": lambda p, i: p.notes.get(i),
    "notes.accept": lambda p, i: p.notes.accept(i),
    "notes.accept_all": lambda p, i: p.notes.accept_all(i),
    "notes.dismiss": lambda p, i: p.notes.dismiss(i),
    "notes.dismiss_all": lambda p, i: p.notes.dismiss_all(i),
    "claims.place": lambda p, i: p.claims.place(i, Span(0, 1)),
    "articles.correct": lambda p, i: p.articles.correct(i, Span(0, 1), "x"),
    "articles.revision": lambda p, i: p.articles.revision(i),
    "articles.newest": lambda p, i: p.articles.newest(i),
    "claims.add_part": lambda p, i: p.claims.add_part(i, Span(0, 1)),
    "report": lambda p, i: p.report(i),
}
BOTH: dict[str, Callable[[Project, str, str, str], object]] = {
    "add_mention, claim": lambda p, a, c, s: p.claims.add_mention("none", a, Span(0, 1)),
    "add_mention, article": lambda p, a, c, s: p.claims.add_mention(c, "none", Span(0, 1)),
    "attach, claim": lambda p, a, c, s: p.evidence.attach("none", s, "supports"),
    "attach, source": lambda p, a, c, s: p.evidence.attach(c, "none", "supports"),
}


@pytest.mark.parametrize("unknown", ["none", "\ud800", "' OR 1=1 --"], ids=repr)
@pytest.mark.parametrize("command", NOTHING.values(), ids=NOTHING)
def test_an_unknown_id_is_told_and_changes_nothing(
    project: Project, claim: Claim, command: Callable[[Project, str], object], unknown: str
) -> None:
    before, steps = visible(project), project.history.steps()
    with pytest.raises(AnnotatorError) as told:
        command(project, unknown)
    assert told.value.what_to_do
    assert (visible(project), project.history.steps()) == (before, steps)


@pytest.mark.parametrize("command", BOTH.values(), ids=BOTH)
def test_of_two_ids_both_must_be_known(
    project: Project, article: Article, claim: Claim, source: Source, command: Callable[..., object]
) -> None:
    steps = project.history.steps()
    with pytest.raises(AnnotatorError, match="There is no"):
        command(project, article.id, claim.id, source.id)
    assert project.history.steps() == steps


def test_what_was_removed_is_as_unknown_as_what_never_was(
    project: Project, article: Article, claim: Claim, source: Source
) -> None:
    evidence = project.evidence.attach(claim.id, source.id, "supports")
    project.sources.remove(source.id)
    with pytest.raises(AnnotatorError, match="source of this evidence was removed"):
        project.evidence.get(evidence.id)
    project.articles.remove(article.id)
    with pytest.raises(AnnotatorError):
        project.claims.move_mention(claim.mentions[0].id, Span(0, 5))
    assert project.claims.get(claim.id).mentions == ()
    project.claims.remove(claim.id)
    for command in (NOTHING["claims.set"], NOTHING["claims.remove"], NOTHING["verdicts.give"]):
        with pytest.raises(AnnotatorError, match="no claim"):
            command(project, claim.id)
    assert project.check() == []


def test_an_article_that_another_process_removed_takes_no_more_marks(
    project: Project, other: Project, article: Article, claim: Claim
) -> None:
    assert project.articles.get(article.id)
    other.articles.remove(article.id)
    with pytest.raises(AnnotatorError, match="no article"):
        project.claims.mark(article.id, Span(0, 5))
    with pytest.raises(AnnotatorError, match="no article"):
        project.claims.add_mention(claim.id, article.id, Span(0, 5))


def test_a_passage_of_a_removed_article_is_known_no_more(project: Project) -> None:
    here, there = with_article(project), with_article(project, "In 1994 there were 900 complaints, again.")
    claim = project.claims.mark(here.id, Span(11, 18))
    mention = project.claims.add_mention(claim.id, there.id, Span(3, 7))
    project.articles.remove(there.id)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: project.claims.move_mention(mention.id, Span(3, 8)),
        lambda: project.claims.place(mention.id, Span(3, 7)),
        lambda: project.claims.add_part(mention.id, Span(10, 15)),
    )
    for attempt in attempts:
        with pytest.raises(AnnotatorError, match="There is no"):
            attempt()
    assert [each.id for each in project.claims.get(claim.id).mentions] == [claim.mentions[0].id]


def test_the_file_of_an_article_that_was_not_kept_is_told_of(project: Project) -> None:
    article = project.articles.add_read(replace(imported(), original=b""))
    with pytest.raises(AnnotatorError, match="was not kept"):
        project.articles.original(article.id)
    with pytest.raises(AnnotatorError, match="no tracked changes"):
        project.states.other(article.id)
    assert project.rechecks.versions("none") == []
