"""Cutting a text where claims begin and end loses nothing and covers each claim exactly, however they overlap."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.model import Article, Block, BlockKind, Inline, InlineKind
from annotator.exporters.passages import Mark, Passage, depths, passages, without_title
from tests.work import calls

ALPHABET = "ab \t\n👩\u200d\u0301ع月"


@st.composite
def articles(draw: st.DrawFn) -> tuple[Article, list[Mark]]:
    text = draw(st.text(ALPHABET, min_size=1, max_size=60))
    places = st.integers(0, len(text))
    edges = sorted(draw(st.lists(places, max_size=8)))
    blocks = []
    for start, end in zip(edges[::2], edges[1::2], strict=False):
        styles = []
        for _ in range(draw(st.integers(0, 3))):
            low, high = sorted((draw(st.integers(start, end)), draw(st.integers(start, end))))
            styles.append(Inline(low, high, draw(st.sampled_from(InlineKind)), "https://a.example"))
        blocks.append(Block(start, end, draw(st.sampled_from(BlockKind)), 1, tuple(styles)))
    spans = draw(st.lists(st.tuples(places, places), max_size=8))
    marks = [Mark(min(s), max(s), number, 1) for number, s in enumerate(spans, 1) if s[0] != s[1]]
    return Article("a", "", text, tuple(blocks)), marks


def covered(found: list[Passage]) -> dict[int, str]:
    """The text under each mark, told from where it opens to where it closes."""
    words: dict[int, str] = defaultdict(str)
    over: set[int] = set()
    for passage in found:
        for segment in passage.segments:
            over |= {mark.number for mark in segment.opens}
            if not segment.is_break:
                for number in over:
                    words[number] += segment.text
            over -= {mark.number for mark in segment.closes}
    assert not over
    return dict(words)


@given(articles())
def test_segments_join_up_to_their_block(drawn: tuple[Article, list[Mark]]) -> None:
    article, marks = drawn
    found = passages(article, marks)
    if article.blocks:
        assert [passage.block for passage in found] == list(article.blocks)
    for passage in found:
        assert passage.text == article.text[passage.block.start : passage.block.end]


@given(articles())
def test_each_mark_covers_its_words_in_the_blocks_and_no_others(drawn: tuple[Article, list[Mark]]) -> None:
    article, marks = drawn
    found = passages(article, marks)
    expected = {}
    for mark in marks:
        words = ""
        for block in (passage.block for passage in found):
            part = article.text[max(block.start, mark.start) : max(block.start, min(block.end, mark.end))]
            words += part.replace("\t", "").replace("\n", "") if block.kind is BlockKind.TABLE else part
        if words:
            expected[mark.number] = words
    assert covered(found) == expected


@given(articles())
def test_the_innermost_mark_is_the_shortest_over_a_segment(drawn: tuple[Article, list[Mark]]) -> None:
    article, marks = drawn
    for passage in passages(article, marks):
        place = passage.block.start
        for segment in passage.segments:
            over = [mark for mark in marks if mark.start <= place < mark.end]
            if not (segment.is_break or segment.picture):
                expected = min(((mark.end - mark.start, mark.number) for mark in over), default=None)
                told = segment.claim and (segment.claim.end - segment.claim.start, segment.claim.number)
                assert told == expected
            place += len(segment.text)


@given(articles())
def test_styles_lie_where_the_article_has_them(drawn: tuple[Article, list[Mark]]) -> None:
    article, marks = drawn
    for passage in passages(article, marks):
        place = passage.block.start
        for segment in passage.segments:
            over = {inline.kind for inline in passage.block.inlines if inline.start <= place < inline.end}
            assert segment.is_break or segment.picture or segment.styles == over - {InlineKind.IMAGE}
            assert bool(segment.href) == (InlineKind.LINK in segment.styles)
            place += len(segment.text)


@given(articles())
def test_every_picture_stands_once_in_its_place_and_nothing_is_laid_over_it(drawn: tuple[Article, list[Mark]]) -> None:
    article, marks = drawn
    for passage in passages(article, marks):
        place, found = passage.block.start, []
        for segment in passage.segments:
            if segment.picture:
                assert (segment.text, segment.claim, segment.opens, segment.closes) == ("", None, (), ())
                assert segment.picture.start == place
                found.append(segment.picture)
            place += len(segment.text)
        wanted = [inline for inline in passage.block.inlines if inline.kind is InlineKind.IMAGE]
        assert found == sorted(wanted, key=lambda inline: inline.start)


def test_an_article_without_blocks_has_those_that_blank_lines_make() -> None:
    found = passages(Article("a", "", "\n\none\ntwo\n \nthree\n"), [])
    assert [passage.text for passage in found] == ["one\ntwo", "three"]


def test_list_depths_never_jump_inwards() -> None:
    text = "abcd"
    blocks = tuple(Block(i, i + 1, BlockKind.ITEM, level) for i, level in enumerate((3, 3, 9, 0)))
    assert depths(passages(Article("a", "", text, blocks), [])) == [1, 2, 3, 1]


def nested(count: int) -> tuple[Article, list[Mark]]:
    """Marks each of which lies within the one before, over words half of which are styled so too."""
    end = 4 * count
    styles = tuple(Inline(i, end - i, InlineKind.STRONG) for i in range(count // 2))
    article = Article("a", "", "x" * end, (Block(0, end, BlockKind.PARAGRAPH, 0, styles),))
    return article, [Mark(i, end - i, i + 1, 1) for i in range(count)]


def test_ten_thousand_marks_nested_in_one_place_take_no_square_of_work() -> None:
    article, marks = nested(10_000)
    (passage,) = passages(article, marks)
    assert passage.text == article.text
    assert passage.segments[9_999].claim == marks[-1]
    assert calls(lambda: passages(article, marks)) < 11 * calls(lambda: passages(*nested(1_000)))


def test_a_headline_that_is_the_title_is_told_once_even_below_furniture() -> None:
    text = "Menu\n\nThe bridge\n\nIt opened."
    kinds = ((0, 4, BlockKind.FURNITURE), (6, 16, BlockKind.HEADING), (18, 28, BlockKind.PARAGRAPH))
    article = Article("a", "The bridge", text, tuple(Block(start, end, kind) for start, end, kind in kinds))
    blocks = passages(article, ())
    assert [passage.text for passage in without_title(blocks, "The bridge")] == ["Menu", "It opened."]
    assert without_title(blocks, "Another title") == blocks
    assert without_title(blocks[:1], "Menu") == blocks[:1]
