"""Claims: exactly the words that were marked, wherever they appear, in reading order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Claim, Source, Span
from annotator.project import Project
from tests import strategies
from tests.project.making import visible, with_article


@settings(max_examples=60)
@given(st.data())
def test_the_quote_stored_is_the_quote_selected(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    text, span = data.draw(strategies.marked())
    path = tmp_path_factory.mktemp("text") / "desk.factcheck"
    with Project.create(path) as project:
        article = with_article(project, text)
        mention = project.claims.mark(article.id, span).mentions[0]
        assert mention.selector.exact == text[span.start : span.end]
        assert text.startswith(mention.selector.prefix, span.start - len(mention.selector.prefix))
        assert text.startswith(mention.selector.suffix, span.end)
    with Project.open(path) as project:
        assert project.articles.get(article.id).text == text
        assert project.claims.all()[0].mentions == (mention,)
        assert project.check() == []


@pytest.mark.parametrize("span", [Span(0, 10_000), Span(3, 3), Span(10, 11), Span(2**70, 2**71)])
def test_a_span_that_marks_nothing_is_refused(project: Project, article: Article, claim: Claim, span: Span) -> None:
    before = visible(project)
    for command in (
        lambda: project.claims.mark(article.id, span),
        lambda: project.claims.add_mention(claim.id, article.id, span),
        lambda: project.claims.move_mention(claim.mentions[0].id, span),
    ):
        with pytest.raises(AnnotatorError):
            command()
    assert visible(project) == before


def test_a_claim_is_marked_by_its_words(project: Project, article: Article) -> None:
    claim = project.claims.mark_quote(article.id, "there", occurrence=1, kind="figure")
    assert claim.mentions[0].span == project.claims.find(article.id, "there")
    with pytest.raises(AnnotatorError):
        project.claims.mark_quote(article.id, "there", occurrence=2)
    with pytest.raises(AnnotatorError, match="no field"):
        project.claims.mark(article.id, Span(0, 1), colour="red")


def test_the_last_mention_goes_only_with_its_claim(project: Project, article: Article, claim: Claim) -> None:
    with pytest.raises(AnnotatorError, match="only place"):
        project.claims.remove_mention(claim.mentions[0].id)
    project.claims.add_mention(claim.id, article.id, Span(0, 10))
    project.claims.remove_mention(claim.mentions[0].id)
    assert [mention.span for mention in project.claims.get(claim.id).mentions] == [Span(0, 10)]


def test_a_date_counts_from_the_article_or_else_from_its_capture(project: Project) -> None:
    dated = with_article(project, published="2021-01-30")
    captured = with_article(project)
    assert project.claims.mark(dated.id, Span(0, 1), claim_date="27 January").claim_date == "2021-01-27"
    assert project.claims.mark(captured.id, Span(0, 1), claim_date="27 January").claim_date == "2026-01-27"
    assert project.claims.understand_date("27 January", "").date == ""
    unclear = project.claims.mark(dated.id, Span(0, 1), claim_date="some day")
    assert (unclear.claim_date, unclear.claim_date_text) == ("", "some day")
    project.articles.remove(dated.id)
    assert project.claims.set(unclear.id, claim_date="1994").claim_date == "1994"


def test_claims_come_in_reading_order_of_the_project_and_of_each_article(project: Project) -> None:
    first, second = with_article(project), with_article(project)
    late = project.claims.mark(first.id, Span(30, 35))
    project.claims.add_mention(late.id, second.id, Span(0, 5))
    early = project.claims.mark(first.id, Span(0, 5))
    project.claims.add_mention(early.id, second.id, Span(30, 35))
    wide = project.claims.mark(first.id, Span(0, 10))
    elsewhere = project.claims.mark(second.id, Span(2, 4))
    assert [c.id for c in project.claims.all()] == [wide.id, early.id, late.id, elsewhere.id]
    assert [c.id for c in project.claims.all(second.id)] == [late.id, elsewhere.id, early.id]
    assert [c.id for c in project.report(second.id).claims] == [late.id, elsewhere.id, early.id]
    assert [m.claim for m in project.articles.marks(second.id)] == [late.id, elsewhere.id, early.id]
    project.articles.remove(first.id)
    assert [c.id for c in project.claims.all()] == [late.id, elsewhere.id, early.id, wide.id]


def test_a_claim_looks_different_when_it_or_what_hangs_on_it_changes(
    project: Project, other: Project, article: Article, claim: Claim, source: Source
) -> None:
    project.claims.mark(article.id, Span(0, 5))
    touched: list[frozenset[str]] = []
    project.subscribe(lambda changes: touched.append(project.claims.touched(changes)))
    project.claims.set(claim.id, note="n")
    mention = project.claims.add_mention(claim.id, article.id, Span(0, 10))
    project.claims.move_mention(mention.id, Span(0, 5))
    evidence = project.evidence.attach(claim.id, source.id, "supports")
    project.evidence.set(evidence.id, note="n")
    project.sources.set(source.id, title="Another title")
    verdict = project.verdicts.give(claim.id, "wrong")
    other.reviews.give(verdict.id, True)
    project.refresh()
    project.verdicts.withdraw(verdict.id)
    project.sources.remove(source.id)
    project.history.undo()
    project.claims.remove(claim.id)
    assert touched == [{claim.id}] * 12
    project.sources.add("Of no claim")
    assert touched[-1] == frozenset()


def test_a_mark_tells_when_its_verdict_gives_no_reasons(project: Project, article: Article, claim: Claim) -> None:
    def reasoned() -> bool:
        return next(mark.reasoned for mark in project.articles.marks(article.id) if mark.claim == claim.id)

    assert reasoned(), "nothing is missing before there is a verdict"
    bare = project.verdicts.give(claim.id, "wrong", rationale="  ")
    assert not reasoned()
    project.verdicts.withdraw(bare.id)
    assert reasoned()
    project.verdicts.give(claim.id, "wrong", rationale="The register says so.")
    assert reasoned()
