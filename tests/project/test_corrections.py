"""Putting words right makes a new version: everything else stays as it was, claims included."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import (
    Article,
    Block,
    BlockKind,
    ClaimState,
    ImportedArticle,
    ImportedNote,
    Inline,
    InlineKind,
    MentionState,
    NoteKind,
    NoteState,
    Span,
)
from annotator.domain.text import BOM
from annotator.project import Project
from annotator.project.corrected import corrected
from tests import strategies

TEXT = "The brige\n\nIt is 412 metres long, see here.\n\n• one item\n• two items"
LINK = Inline(34, 43, InlineKind.LINK, "https://site.example/")
BLOCKS = (
    Block(0, 9, BlockKind.HEADING, 1),
    Block(11, 43, BlockKind.PARAGRAPH, 0, (Inline(17, 27, InlineKind.STRONG), LINK)),
    Block(47, 55, BlockKind.ITEM, 1),
    Block(58, 67, BlockKind.ITEM, 1),
)


@pytest.fixture
def draft(project: Project) -> Article:
    note = ImportedNote(Span(17, 27), NoteKind.COMMENT, "Measured.")
    read = ImportedArticle(TEXT, BLOCKS, "The brige", "A. Writer", original=b"the file", notes=(note,))
    return project.articles.add_read(read)


def find(project: Project, article: Article, words: str) -> Span:
    return project.claims.find(article.id, words)


def words_of_blocks(article: Article) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks]


def test_a_typo_put_right_makes_a_new_version_with_the_claims_of_the_old(project: Project, draft: Article) -> None:
    before, after = (project.claims.mark_quote(draft.id, words) for words in ("412 metres", "two items"))
    project.verdicts.give(before.id, "confirmed")
    new = project.articles.correct(draft.id, find(project, draft, "brige"), "bridge")
    assert new.text == TEXT.replace("brige", "bridge")
    assert (new.supersedes, new.title, new.byline, new.original) == (
        *(draft.id, "The bridge", draft.byline),
        draft.original,
    )
    assert project.articles.get(draft.id) == draft
    for claim, words in ((before, "412 metres"), (after, "two items")):
        assert [m.selector.exact for m in project.claims.get(claim.id).mentions if m.article == new.id] == [words]
    assert project.claims.get(before.id).state is ClaimState.CHECKED
    assert [step.name for step in project.history.steps(1)] == ["Correct text"]
    assert project.check() == []
    project.history.undo()
    assert [article.id for article in project.articles.all()] == [draft.id]


def test_a_claim_whose_words_were_put_right_is_to_be_checked_again(project: Project, draft: Article) -> None:
    claim = project.claims.mark_quote(draft.id, "412 metres")
    project.verdicts.give(claim.id, "wrong", correction="421 metres")
    new = project.articles.correct(draft.id, find(project, draft, "412"), "421")
    now = project.claims.get(claim.id)
    assert (now.statement, now.state) == ("421 metres", ClaimState.STALE)
    assert project.articles.revision(new.id).counts[MentionState.CHANGED] == 1


def test_blocks_and_inlines_elsewhere_keep_their_words(project: Project, draft: Article) -> None:
    new = project.articles.correct(draft.id, find(project, draft, "412"), "some 412")
    assert words_of_blocks(new) == ["The brige", "It is some 412 metres long, see here.", "one item", "two items"]
    assert [(block.kind, block.level) for block in new.blocks] == [(block.kind, block.level) for block in BLOCKS]
    strong, link = new.blocks[1].inlines
    assert new.text[strong.start : strong.end] == "some 412 metres"
    assert (new.text[link.start : link.end], link.href) == ("see here.", LINK.href)
    (note,) = project.notes.of(new.id)
    assert (note.selector.exact, note.text, note.state) == ("some 412 metres", "Measured.", NoteState.OPEN)


def test_a_blank_line_in_the_new_words_begins_a_new_block(project: Project, draft: Article) -> None:
    new = project.articles.correct(draft.id, find(project, draft, "It is"), " It stands.\n \n It is")
    assert words_of_blocks(new)[1:3] == ["It stands.", "It is 412 metres long, see here."]
    assert [block.kind for block in new.blocks[1:3]] == [BlockKind.PARAGRAPH] * 2
    assert new.blocks[1].inlines == () and len(new.blocks[2].inlines) == 2


@pytest.mark.parametrize(
    ("removed", "left"),
    [
        ("The brige", "It is 412 metres long, see here.\n\n• one item\n• two items"),
        ("It is 412 metres long, see here.", "The brige\n\n• one item\n• two items"),
        ("one item", "The brige\n\nIt is 412 metres long, see here.\n• two items"),
        ("two items", "The brige\n\nIt is 412 metres long, see here.\n\n• one item"),
        ("It is ", "The brige\n\n412 metres long, see here.\n\n• one item\n• two items"),
        (" see here.", "The brige\n\nIt is 412 metres long,\n\n• one item\n• two items"),
    ],
)
def test_what_is_left_without_words_goes_with_the_gap_beside_it(
    project: Project, draft: Article, removed: str, left: str
) -> None:
    new = project.articles.correct(draft.id, find(project, draft, removed), "")
    assert new.text == left
    assert all(words == words.strip() != "" for words in words_of_blocks(new))


def test_a_picture_among_words_put_right_stays() -> None:
    block = Block(0, 9, BlockKind.PARAGRAPH, 0, (Inline(4, 4, InlineKind.IMAGE, "", "Boats"),))
    read = corrected(Article("a", "", "one two x", (block,)), Span(2, 7), "!", ())
    assert read.text == "on! x" and read.blocks[0].inlines == (Inline(2, 2, InlineKind.IMAGE, "", "Boats"),)


@pytest.mark.parametrize(
    ("span", "words", "told"),
    [
        (Span(4, 9), "brige", "already"),
        (Span(4, 9000), "bridge", "no such place"),
        (Span(4, 14), "bridge", "one paragraph"),
        (Span(44, 50), "bridge", "one paragraph"),
    ],
)
def test_what_cannot_be_put_right_is_told(project: Project, draft: Article, span: Span, words: str, told: str) -> None:
    steps = project.history.steps()
    with pytest.raises(AnnotatorError, match=told):
        project.articles.correct(draft.id, span, words)
    assert project.history.steps() == steps


def test_the_last_words_of_an_article_stay(project: Project) -> None:
    for article in (
        project.articles.add_text("Words."),
        project.articles.add_read(ImportedArticle("Words.", (), "T")),
    ):
        with pytest.raises(AnnotatorError, match="Nothing would be left"):
            project.articles.correct(article.id, Span(0, 6), " ")


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Blocks of trimmed words with inlines anywhere in them, and gaps between."""
    text, blocks = "", []
    for words in draw(st.lists(strategies.hostile.map(str.strip).filter(bool), min_size=1, max_size=4)):
        text += draw(st.sampled_from(("\n\n", "\n", "\n• "))) if text else ""
        start, end = len(text), len(text) + len(words)
        places = st.integers(start, end)
        inlines = []
        for first, last in draw(st.lists(st.tuples(places, places), max_size=3)):
            kind = draw(st.sampled_from(InlineKind))
            if kind is InlineKind.IMAGE:
                inlines.append(Inline(first, first, kind))
            elif first != last:
                inlines.append(Inline(min(first, last), max(first, last), kind))
        blocks.append(Block(start, end, draw(st.sampled_from(BlockKind)), 0, tuple(inlines)))
        text += words
    return Article("a", "T", text, tuple(blocks) if draw(st.booleans()) else ())


@given(st.data())
def test_whatever_is_put_right_the_rest_of_the_text_and_its_blocks_stay_sound(data: st.DataObject) -> None:
    article = data.draw(articles())
    within = (
        data.draw(st.sampled_from(article.blocks)) if article.blocks else Block(0, len(article.text), BlockKind.TABLE)
    )
    places = st.integers(within.start, within.end)
    low, high = sorted((data.draw(places), data.draw(places)))
    words = data.draw(strategies.hostile)
    try:
        read = corrected(article, Span(low, high), words, ())
    except AnnotatorError:
        return
    text, place = read.text, 0
    for block in read.blocks:
        assert place <= block.start < block.end <= len(text)
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        for inline in block.inlines:
            assert block.start <= inline.start <= inline.end <= block.end
            assert inline.start < inline.end or inline.kind is InlineKind.IMAGE
        place = block.end
    kept = [block for block in article.blocks if block is not within]
    others = [article.text[block.start : block.end] for block in kept]
    found = [text[block.start : block.end] for block in read.blocks]
    at = article.blocks.index(within) if article.blocks else 0
    assert found[:at] == others[:at]
    assert found[len(found) - len(others[at:]) :] == others[at:]
    if not article.blocks:
        assert (
            text
            == article.text[:low]
            + words.replace(BOM, "").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
            + article.text[high:]
        )
