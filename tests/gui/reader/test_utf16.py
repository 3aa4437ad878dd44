"""Code points and UTF-16 units, there and back."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.model import Article, Block, BlockKind, Span
from annotator.gui.reader.rows import LONGEST, make_rows
from annotator.gui.reader.shown import shown
from annotator.gui.reader.utf16 import Positions, Utf16, units

TEXT = st.text(
    alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from("a \n👍👩\u200d🏽é\u0301שع"), max_size=120
)


@given(TEXT)
def test_a_point_becomes_the_units_before_it_and_comes_back(text: str) -> None:
    mapping = Utf16(text)
    for point in range(len(text) + 1):
        assert mapping.to_units(point) == len(text[:point].encode("utf-16-le")) // 2
        assert mapping.to_points(mapping.to_units(point)) == point


def test_inside_a_pair_is_the_start_of_its_character() -> None:
    assert Utf16("a👍b").to_points(2) == 1


@given(TEXT)
def test_stand_ins_keep_every_position(text: str) -> None:
    assert len(shown(text)) == len(text)
    assert units(shown(text)) == units(text)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    parts = draw(
        st.lists(st.tuples(st.text("ab 👍é\n", min_size=1, max_size=12), st.booleans()), min_size=1, max_size=8)
    )
    text, blocks = draw(st.sampled_from(["", "\n", "  "])), []
    for words, furniture in parts:
        kind = BlockKind.FURNITURE if furniture else BlockKind.PARAGRAPH
        blocks.append(Block(len(text), len(text) + len(words), kind))
        text += words + draw(st.sampled_from(["", "\n", "\n\n• "]))
    return Article(id="a", title="", text=text, blocks=tuple(blocks))


@given(articles())
def test_every_shown_point_has_its_own_place_in_the_document(article: Article) -> None:
    rows, _ = make_rows(article)
    positions = Positions(article.text, rows)
    document = "\u2029".join(row.label or shown(article.text[row.start : row.end]) for row in rows).encode("utf-16-le")
    for block in article.blocks:
        for point in range(block.start, block.end):
            position = positions.to_position(point)
            character = shown(article.text[point]).encode("utf-16-le")
            assert document[2 * position : 2 * position + len(character)] == character
            assert positions.to_point(position) == point


@given(articles(), st.data())
def test_a_span_of_shown_words_survives_the_way_there_and_back(article: Article, data: st.DataObject) -> None:
    rows, _ = make_rows(article)
    positions = Positions(article.text, rows)
    shown_points = [p for block in article.blocks for p in range(block.start, block.end)]
    first, last = sorted((data.draw(st.sampled_from(shown_points)), data.draw(st.sampled_from(shown_points))))
    span = Span(first, last + 1)
    assert positions.to_span(*positions.to_positions(span)) == span
    assert first in range(rows[positions.rows_of(span)[0]].start, rows[positions.rows_of(span)[0]].end)
    assert last in range(rows[positions.rows_of(span)[-1]].start, rows[positions.rows_of(span)[-1]].end)


def test_a_point_between_two_rows_is_drawn_inwards() -> None:
    article = Article(
        id="a", title="", text="one\n\n• two", blocks=(Block(0, 3, BlockKind.PARAGRAPH), Block(7, 10, BlockKind.ITEM))
    )
    positions = Positions(article.text, make_rows(article)[0])
    assert positions.to_position(5) == 4
    assert positions.to_positions(Span(0, 6)) == (0, 3)
    assert positions.to_span(3, 7) == Span(7, 10)


def test_a_very_long_block_is_shown_in_pieces_that_lose_nothing() -> None:
    text = "word " * 5000 + "x" * 20000
    rows, _ = make_rows(Article(id="a", title="", text=text, blocks=(Block(0, len(text), BlockKind.PARAGRAPH),)))
    assert "".join(text[row.start : row.end] for row in rows) == text
    assert max(row.end - row.start for row in rows) <= LONGEST
    positions = Positions(text, rows)
    span = Span(5900, 6100)
    assert positions.to_span(*positions.to_positions(span)) == span


def test_an_article_of_furniture_alone_is_unfolded() -> None:
    text = "menu\nlogin"
    kinds = (Block(0, 4, BlockKind.FURNITURE), Block(5, 10, BlockKind.FURNITURE))
    _, folds = make_rows(Article(id="a", title="", text=text, blocks=kinds))
    assert [fold.open for fold in folds] == [True]


@given(articles(), st.data())
def test_rows_whose_words_come_and_go_are_counted_as_if_they_always_had(article: Article, data: st.DataObject) -> None:
    rows, folds = make_rows(article)
    closed = {row for fold in folds if not fold.open for row in fold.rows}
    positions = Positions(article.text, rows, closed)
    for _ in range(3):
        for fold in folds:
            fold.open = data.draw(st.booleans())
            positions.set_held(fold.rows, fold.open)
    held = {row for fold in folds if not fold.open for row in fold.rows}
    anew = Positions(article.text, rows, held)
    for row in range(len(rows)):
        assert positions.start_of(row) == anew.start_of(row)
        assert positions.length_of(row) == (0 if row in held else units(rows[row].label or _words(article, row)))
    for point in range(len(article.text) + 1):
        assert positions.to_position(point) == anew.to_position(point)


def _words(article: Article, row: int) -> str:
    of = make_rows(article)[0][row]
    return article.text[of.start : of.end]
