"""What a draft does to the claims is found before the file is written to; what changed meanwhile is noticed then."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.domain.model import Article, Block, BlockKind, ImportedArticle, MentionState, Span
from annotator.domain.text import whole
from annotator.project import Project
from annotator.project.carrying import Landings, Places, land
from tests.project.drafts import CHANGED, CHANGED_TO, FIRST, GONE, MOVED, SAME, SECOND, first, marked, second
from tests.project.making import agree, imported, visible


@pytest.fixture
def old(project: Project) -> Article:
    return first(project)


def landings(project: Project, old: Article) -> Landings:
    return project.articles.carrying(old.id).land(second().text)


def test_what_was_found_before_is_what_is_found_in_the_step(project: Project, old: Article) -> None:
    marked(project, old, SAME, MOVED, CHANGED, GONE)
    new = project.articles.add_read(second(), old.id, landings=landings(project, old))
    counts = dict.fromkeys(MentionState, 1) | {MentionState.UNSURE: 0}
    assert project.articles.fared(new.id) == project.articles.revision(new.id).counts == counts


def test_nothing_is_looked_for_while_the_file_is_being_written(
    project: Project, old: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked(project, old, SAME, MOVED, CHANGED, GONE)
    found = landings(project, old)
    monkeypatch.setattr("annotator.domain.anchoring.carry", lambda *_: pytest.fail("looked for in the step"))
    new = project.articles.add_read(second(), old.id, landings=found)
    assert sum(project.articles.fared(new.id).values()) == 4


def test_others_can_write_while_the_claims_are_looked_for(project: Project, old: Article) -> None:
    marked(project, old, SAME)
    written: list[str] = []

    def meanwhile(done: int, total: int) -> None:
        if not written:
            with sqlite3.connect(project.path, timeout=0) as conn:
                conn.execute("BEGIN IMMEDIATE")
                conn.rollback()
            written.append("yes")

    project.articles.add_read(second(), supersedes=old.id, progress=meanwhile)
    assert written == ["yes"]


def test_a_claim_marked_moved_or_removed_meanwhile_goes_over_as_it_is_now(
    project: Project, other: Project, old: Article
) -> None:
    moved, removed = marked(project, old, SAME, MOVED)
    found = landings(project, old)
    other.refresh()
    other.claims.move_mention(moved.mentions[0].id, other.claims.find(old.id, CHANGED))
    other.claims.remove(removed.id)
    late = other.claims.mark_quote(old.id, "3 May 1999")
    project.refresh()
    new = project.articles.add_read(second(), old.id, landings=found)
    there = [(mark.claim, SECOND[mark.start : mark.end]) for mark in project.articles.marks(new.id)]
    assert there == [(moved.id, CHANGED_TO), (late.id, "3 May 1999")]
    agree(project)
    assert project.check() == []


def test_a_draft_is_refused_when_another_came_first(project: Project, other: Project, old: Article) -> None:
    marked(project, old, SAME)
    found = landings(project, old)
    other.refresh()
    other.articles.add_text(FIRST.replace("412", "413"), supersedes=old.id)
    project.refresh()
    before = visible(project)
    with pytest.raises(AnnotatorError, match="newer draft by now"):
        project.articles.add_read(second(), old.id, landings=found)
    with pytest.raises(AnnotatorError, match="newer draft by now"):
        project.articles.correct(old.id, Span(0, 3), "Our", landings=found)
    assert visible(project) == before


def test_a_draft_of_an_article_that_was_removed_meanwhile_is_refused(project: Project, old: Article) -> None:
    found = landings(project, old)
    project.articles.remove(old.id)
    with pytest.raises(AnnotatorError, match="no article"):
        project.articles.add_read(second(), old.id, landings=found)


def test_landings_in_another_text_are_not_used(project: Project, old: Article) -> None:
    (claim,) = marked(project, old, CHANGED)
    found = project.articles.carrying(old.id).land("Nothing of it.")
    new = project.articles.add_read(second(), old.id, landings=found)
    assert [m.selector.exact for m in project.claims.get(claim.id).mentions if m.article == new.id] == [CHANGED_TO]


def test_looking_is_stopped_by_its_progress(project: Project, old: Article) -> None:
    marked(project, old, SAME)

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        project.articles.carrying(old.id).land(SECOND, stop)


def test_a_draft_has_from_the_one_before_what_it_does_not_say_of_itself(project: Project) -> None:
    told = {"byline": "A. Writer", "publisher": "A Paper", "published": "2026-01-05", "language": "en"}
    old = project.articles.add_read(imported(FIRST, title="The bridge"))
    project.articles.set(old.id, **told)
    new = project.articles.add_read(ImportedArticle(SECOND, (), byline="B. Writer"), supersedes=old.id)
    assert (new.title, new.byline, new.publisher) == ("The bridge", "B. Writer", "A Paper")
    assert (new.published, new.language) == ("2026-01-05", "en")


@pytest.mark.parametrize(
    ("text", "title"),
    [("It is long.\n\nIt is old.", "The bridge"), ("A headline\n\nIt is long, they say.", "A headline")],
)
def test_a_draft_without_a_headline_keeps_the_title(project: Project, text: str, title: str) -> None:
    old = project.articles.add_read(imported(FIRST, title="The bridge"))
    assert project.articles.add_text(text, supersedes=old.id).title == title


# ---- which version counts


def test_only_the_newest_version_counts(project: Project, old: Article) -> None:
    marked(project, old, SAME, MOVED)
    project.claims.mark_quote(old.id, GONE)
    assert project.claims.progress() == (2, 3)
    new = project.articles.add_read(second(), supersedes=old.id)
    assert project.claims.progress() == (2, 2)
    assert [(s.id, s.newest) for s in project.articles.summaries()] == [(old.id, new.id), (new.id, new.id)]
    project.articles.remove(new.id)
    assert project.claims.progress() == (2, 3)
    assert [s.newest for s in project.articles.summaries()] == [old.id]


def test_a_version_between_that_was_removed_still_holds_the_others_together(project: Project, old: Article) -> None:
    between = project.articles.add_read(second(), supersedes=old.id)
    last = project.articles.add_text(SECOND.replace("2031", "2032"), supersedes=between.id)
    project.articles.remove(between.id)
    assert [s.newest for s in project.articles.summaries()] == [last.id, last.id]
    assert project.articles.newest(old.id) == last.id


def test_of_versions_side_by_side_the_one_added_last_is_the_newest(project: Project, old: Article) -> None:
    one, two = (project.articles.add_text(SECOND.replace("2031", year), supersedes=old.id) for year in ("2032", "2033"))
    three = project.articles.add_text(SECOND.replace("2031", "2034"), supersedes=one.id)
    other = project.articles.add_text("Another article.")
    newest = {s.id: s.newest for s in project.articles.summaries()}
    assert newest == {old.id: three.id, one.id: three.id, two.id: three.id, three.id: three.id, other.id: other.id}


# ---- what both texts have in common


LINES = st.lists(
    st.sampled_from(["", "One line.", "Two words.", "Ça\u0301 va 🇫🇷.", "A long line of words.", "x"]), max_size=6
)


@given(LINES, LINES, LINES, LINES, st.data())
def test_what_stands_in_the_same_lines_is_where_it_was(
    before: list[str], after: list[str], was: list[str], now: list[str], data: st.DataObject
) -> None:
    old, new = ("\n".join([*before, *middle, *after]) for middle in (was, now))
    starts = data.draw(st.lists(st.integers(0, max(0, len(old) - 1)), max_size=4))
    spans = [Span(at, data.draw(st.integers(at, min(len(old), at + 12)))) for at in starts]
    for span, landing in zip(spans, land(old, new, spans), strict=True):
        if landing.state is MentionState.SAME and landing.span:
            words = new[landing.span.start : landing.span.end].split()
            assert words in [old[each.start : each.end].split() for each in (span, whole(old, span))]
        for each in (*landing.candidates, *filter(None, [landing.span])):
            assert 0 <= each.start <= each.end <= len(new)


def test_a_word_that_is_written_on_has_changed() -> None:
    old = "One.\n\nIt has 412 metres.\n\nTwo."
    span = Span(13, 16)
    assert old[13:16] == "412"
    (landing,) = land(old, old.replace("412", "4120"), [span])
    assert (landing.state, landing.span) == (MentionState.CHANGED, Span(13, 17))


def test_words_over_several_lines_are_found_whole() -> None:
    old = "One sentence.\nA second sentence.\nA third sentence."
    span = Span(0, len("One sentence.\nA second sentence."))
    (landing,) = land(old, old.replace("third", "fourth"), [span])
    assert (landing.state, landing.span) == (MentionState.SAME, span)


def test_a_passage_is_shown_where_it_is_in_the_other_version(project: Project) -> None:
    def draft(text: str) -> ImportedArticle:
        starts, blocks = 0, []
        for part in text.split("\n\n"):
            blocks.append(Block(starts, starts + len(part), BlockKind.PARAGRAPH))
            starts += len(part) + 2
        return ImportedArticle(text, tuple(blocks))

    old = project.articles.add_read(draft(FIRST))
    places = project.articles.carrying(old.id).land(SECOND).places
    for words in ("Every day 9,000 cars", "The town paid", "two thirds of which"):
        assert places.there(FIRST.index(words)) == SECOND.index(words)
        assert places.back(SECOND.index(words)) == FIRST.index(words)
    assert Places().there(17) == Places().back(17) == 17
