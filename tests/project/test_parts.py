"""A passage in several parts: one claim of words that stand apart, in the order of the text."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Claim, Span
from annotator.project import Project
from tests.project.making import agree, visible, with_article

SENTENCE = "The minister, who had denied everything until the evening before, resigned on Friday."
MINISTER, RESIGNED, FRIDAY = Span(0, 12), Span(66, 74), Span(75, 84)


@pytest.fixture
def sentence(project: Project) -> Article:
    return with_article(project, SENTENCE)


@pytest.fixture
def parted(project: Project, sentence: Article) -> Claim:
    return project.claims.mark(sentence.id, MINISTER, RESIGNED)


def words(project: Project, claim: Claim) -> list[list[str]]:
    return [[part.selector.exact for part in passage] for passage in project.claims.get(claim.id).passages]


def test_a_claim_of_several_parts_states_them_joined(project: Project, parted: Claim) -> None:
    assert parted.statement == "The minister … resigned"
    first, second = parted.mentions
    assert (first.continues, second.continues) == ("", first.id)
    assert project.claims.get(parted.id) == parted
    assert words(project, parted) == [["The minister", "resigned"]]


def test_parts_are_in_the_order_of_the_text_however_they_were_given(project: Project, sentence: Article) -> None:
    claim = project.claims.mark(sentence.id, RESIGNED, FRIDAY, MINISTER, statement="He left.")
    assert claim.statement == "He left."
    assert words(project, claim) == [["The minister", "resigned", "on Friday"]]


@pytest.mark.parametrize("overlapping", [Span(10, 20), Span(0, 12), Span(4, 8), Span(0, 80)], ids=str)
def test_parts_that_overlap_are_refused(project: Project, sentence: Article, parted: Claim, overlapping: Span) -> None:
    before = visible(project)
    commands: tuple[Callable[[], object], ...] = (
        lambda: project.claims.mark(sentence.id, MINISTER, overlapping),
        lambda: project.claims.add_mention(parted.id, sentence.id, MINISTER, overlapping),
        lambda: project.claims.add_part(parted.mentions[1].id, overlapping),
        lambda: project.claims.move_mention(parted.mentions[1].id, overlapping),
    )
    for command in commands:
        with pytest.raises(AnnotatorError, match="of the passage overlap"):
            command()
    assert visible(project) == before


def test_a_part_is_added_after_or_before(project: Project, sentence: Article) -> None:
    claim = project.claims.mark(sentence.id, RESIGNED)
    after = project.claims.add_part(claim.mentions[0].id, FRIDAY)
    assert after.continues == claim.mentions[0].id
    before = project.claims.add_part(after.id, MINISTER)
    assert before.continues == ""
    now = project.claims.get(claim.id)
    assert now.statement == "The minister … resigned … on Friday"
    assert [mention.continues for mention in now.mentions] == ["", before.id, before.id]
    assert project.check() == []


def test_a_statement_in_the_checkers_own_words_stays_when_a_part_is_added(project: Project, sentence: Article) -> None:
    claim = project.claims.mark(sentence.id, MINISTER, statement="He left.")
    project.claims.add_part(claim.mentions[0].id, RESIGNED)
    assert project.claims.get(claim.id).statement == "He left."


def test_a_part_that_is_moved_to_the_front_is_the_first_one_then(project: Project, parted: Claim) -> None:
    first, second = parted.mentions
    project.claims.move_mention(first.id, FRIDAY)
    assert words(project, parted) == [["resigned", "on Friday"]]
    assert {m.id: m.continues for m in project.claims.get(parted.id).mentions} == {second.id: "", first.id: second.id}
    project.history.undo()
    assert project.claims.get(parted.id) == parted


def test_when_the_first_part_goes_the_others_stay_together(project: Project, sentence: Article) -> None:
    claim = project.claims.mark(sentence.id, MINISTER, RESIGNED, FRIDAY)
    project.claims.remove_mention(claim.mentions[0].id)
    assert words(project, claim) == [["resigned", "on Friday"]]
    project.claims.remove_mention(claim.mentions[2].id)
    with pytest.raises(AnnotatorError, match="only place"):
        project.claims.remove_mention(claim.mentions[1].id)
    project.history.undo()
    project.history.undo()
    assert project.claims.get(claim.id) == claim
    project.history.redo()
    assert words(project, claim) == [["resigned", "on Friday"]]
    assert project.check() == []


def test_a_passage_in_parts_and_another_place_are_told_apart(project: Project, parted: Claim) -> None:
    other = with_article(project, "On Friday the minister resigned.")
    project.claims.add_mention(parted.id, other.id, Span(10, 22))
    project.claims.add_mention(parted.id, other.id, Span(0, 9), Span(23, 31))
    assert words(project, parted) == [["The minister", "resigned"], ["On Friday", "resigned"], ["the minister"]]
    marks = project.articles.marks(other.id)
    assert [(mark.start, bool(mark.continues)) for mark in marks] == [(0, False), (10, False), (23, True)]
    assert marks[2].continues == marks[0].mention
    agree(project)


def test_it_comes_back_whole_from_json(project: Project, parted: Claim, tmp_path: Path) -> None:
    project.export("json", tmp_path / "whole.json")
    with Project.create(tmp_path / "fresh.factcheck") as fresh:
        fresh.articles.add(tmp_path / "whole.json")
        assert fresh.claims.all() == [parted]
        assert fresh.check() == []


@given(st.data())
def test_whatever_is_done_to_parts_they_stay_in_order_and_apart(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    edges = st.integers(0, len(SENTENCE))
    spans = st.tuples(edges, edges).map(lambda pair: Span(min(pair), max(pair)))
    with Project.create(tmp_path_factory.mktemp("parts") / "desk.factcheck") as project:
        article = with_article(project, SENTENCE)
        claim = project.claims.mark(article.id, RESIGNED)
        seen: list[dict[str, Any]] = []
        for _ in range(data.draw(st.integers(1, 6))):
            before, steps = visible(project), project.history.steps(1)
            one = data.draw(st.sampled_from(project.claims.get(claim.id).mentions)).id
            span, what = data.draw(spans), data.draw(st.sampled_from(("add", "move", "remove", "elsewhere")))
            try:
                if what == "add":
                    project.claims.add_part(one, span)
                elif what == "move":
                    project.claims.move_mention(one, span)
                elif what == "remove":
                    project.claims.remove_mention(one)
                else:
                    project.claims.add_mention(claim.id, article.id, span)
            except AnnotatorError:
                assert visible(project) == before
            if project.history.steps(1) != steps:
                seen.append(before)
            for passage in project.claims.get(claim.id).passages:
                assert [part.continues for part in passage] == ["", *[passage[0].id] * (len(passage) - 1)]
                ends = [edge for part in passage for edge in (part.span.start, part.span.end)]
                assert ends == sorted(ends)
        assert project.check() == []
        while seen:
            project.history.undo()
            assert visible(project) == seen.pop()
