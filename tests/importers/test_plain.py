"""Plain text is kept to the letter; rules tell its headline, credits, captions and furniture from the article."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import importers
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle
from annotator.domain.text import canonical
from annotator.importers.plain import shortened
from tests.importers.invariants import assert_sound, kinds
from tests.importers.scraped_pages import PAGES

NEWS = Path(__file__).parents[3] / "shared" / "articles" / "000_2e4a3ad5c360ce24.txt"


def read(text: str) -> ImportedArticle:
    article = importers.read_bytes(text.encode("utf-8", "surrogatepass"), "text.txt")
    assert isinstance(article, ImportedArticle)
    return article


def page(name: str) -> tuple[str, list[tuple[str, str]]]:
    """A sample page's text, and the kind and words of each of its paragraphs."""
    rows = [line.partition(" | ") for line in PAGES[name].strip().split("\n")]
    return "\n".join(words for _, _, words in rows), [(kind.strip(), words) for kind, _, words in rows if words]


@pytest.mark.parametrize("name", PAGES)
def test_scraped_pages_of_any_language_are_told_from_their_furniture(name: str) -> None:
    text, expected = page(name)
    article = read(text)
    assert kinds(article) == expected
    assert article.text == text
    assert_sound(article)


def test_the_lines_at_the_top_tell_byline_date_and_language() -> None:
    articles = {name: read(page(name)[0]) for name in PAGES}
    assert articles["de"].byline == "Anna Beispiel"
    assert articles["ar"].byline == "مثال مثالي"
    assert articles["kicker"].byline == "ANN EXAMPLE and BOB SAMPLE"
    assert {name: article.published for name, article in articles.items() if article.published} == dict.fromkeys(
        ("de", "fr", "zh", "kicker"), "2021-01-27"
    )
    assert {name: articles[name].language for name in ("de", "fr", "es", "ru", "ar", "zh", "kicker")} == {
        **{name: name for name in ("de", "fr", "es", "ru", "ar", "zh")},
        "kicker": "en",
    }


@pytest.mark.skipif(not NEWS.exists(), reason="the article of a news site is not part of the project")
def test_an_article_scraped_from_a_news_site() -> None:
    article = importers.read(NEWS)
    assert isinstance(article, ImportedArticle)
    assert_sound(article)
    by_kind = {kind: [words for each, words in kinds(article) if each == kind] for kind in BlockKind}
    assert by_kind[BlockKind.HEADING] == [article.title]
    assert article.title == "Belarus Authorities Fail To Investigate Torture Accusations, Amnesty Says"
    assert [words[:20] for words in by_kind[BlockKind.FURNITURE]] == [
        "Accessibility links",
        "Breaking News",
        "Crisis In Belarus",
        "Read our ongoing cov",
        "16x9 Image",
        "RFE/RL journalists r",
    ]
    assert [words[:23] for words in by_kind[BlockKind.CAPTION]] == ["Protests have been held"]
    assert by_kind[BlockKind.CREDIT] == ["With reporting by dpa"]
    assert len(by_kind[BlockKind.PARAGRAPH]) == 15
    assert article.language == "en"
    assert article.original == NEWS.read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        "Just one line of a post about the harbour",
        "Breaking news",
        "Read our newsletter!",
        "Autumn\n\nLeaves fall down\none by one\nhome\nunder the sun",
        "The council has agreed upon new rules for the harbour in the\nnorth of the town, from next year on.",
        "Read, 45, was the only one to object.\n\nHe said our coverage of the meeting had been poor.",
        "By Friday\n\nnobody knew.",
        "Home is where the heart is.\n\nSearch and you will find.",
        "16 x 9 is 144, he said.\n\nSource of the trouble was the harbour.",
        "We provide independent news, said nobody.",
    ],
)
def test_where_rules_are_not_sure_there_are_paragraphs(text: str) -> None:
    assert {kind for kind, _ in kinds(read(text))} <= {"paragraph", "heading"}


def test_a_column_that_ends_with_us_is_no_self_description() -> None:
    last = "We need independent journalism, and our readers report that they know it."
    article = read(f"On the press\n\nThe press is in trouble, as everybody knows by now.\n\n{last}")
    assert kinds(article)[-1] == ("paragraph", last)


def test_a_short_lead_is_no_caption_where_nothing_shows_a_scraped_page() -> None:
    text = (
        "New rules agreed\n\nThe harbour at dawn.\n\nThe council agreed the rules on Monday, a spokesman said after it."
    )
    assert kinds(read(text))[1][0] == "paragraph"


def test_lists_keep_their_bullets_outside_the_items_and_their_depth() -> None:
    article = read(
        "To do:\n\n- walk the pier\n- see boats\n  - small ones\n- eat\n\n1. First\n2. Second\n\n• one alone"
    )
    items = [(article.text[b.start : b.end], b.level) for b in article.blocks if b.kind is BlockKind.ITEM]
    assert items == [
        *[("walk the pier", 1), ("see boats", 1), ("small ones", 2), ("eat", 1)],
        *[("First", 1), ("Second", 1), ("one alone", 1)],
    ]
    assert_sound(article)


@pytest.mark.parametrize("line", ["- a dash alone", "* a star alone", "7. a number alone"])
def test_a_sign_that_may_be_no_bullet_stays_in_the_text(line: str) -> None:
    assert kinds(read(line)) == [("paragraph", line)]


def test_wrapped_prose_is_one_paragraph_and_verse_keeps_its_lines() -> None:
    prose = (
        "The council has agreed upon new rules for the harbour\nin the north of the town, which apply to all\nships."
    )
    verse = "Leaves fall down\none by one\nunder the sun"
    assert [words for _, words in kinds(read(f"{prose}\n\n{verse}"))] == [prose, verse]


def test_a_menu_of_unknown_words_above_the_headline_is_furniture() -> None:
    prose = (
        "The council agreed the rules for the harbour on Monday, a spokesman said after the meeting, which was long."
    )
    article = read(
        f"World\nLocal Sport\nWeather\n\nOpinion\n\nCouncil agrees new harbour rules\n\nBy Ann Example\n\n{prose}"
    )
    assert [kind for kind, _ in kinds(article)] == [*["furniture"] * 2, "heading", "credit", "paragraph"]
    assert article.title == "Council agrees new harbour rules"


def test_a_poem_of_short_lines_is_no_menu() -> None:
    article = read("Home\nis far\naway\n\nAnd nobody knows the way there\n\nHome\nis near\nagain")
    assert "furniture" not in {kind for kind, _ in kinds(article)}


def test_subheadings_between_paragraphs_are_headings() -> None:
    prose = "The rules will come into force next year and apply to every ship that is longer than twelve metres."
    article = read(f"New rules for ships\n\n{prose}\n\nWhat happens next\n\n{prose}")
    assert [(b.kind, b.level) for b in article.blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("One sentence. Another.", "One sentence."),
        ("你好世界。再见。", "你好世界。"),
        ("word " * 40, ("word " * 17).strip() + "…"),
        ("x" * 200, "x" * 89 + "…"),
        ("A line\nbelow", "A line"),
    ],
)
def test_a_text_without_headline_is_titled_by_its_first_sentence(text: str, title: str) -> None:
    assert shortened(text) == title


def decoded(data: bytes) -> str:
    article = importers.read_bytes(data, "a.txt")
    assert isinstance(article, ImportedArticle)
    return article.text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_marks_and_unmarked_utf16_are_decoded(encoding: str) -> None:
    assert decoded("A line of text, ß.\r\nNext".encode(encoding)) == "A line of text, ß.\nNext"


def test_old_encodings_are_found_out() -> None:
    text = "Die Größe der Schäden über den Flüssen ist höher, als die Behörde für möglich hält. " * 3
    assert decoded(text.encode("cp1252")) == text


def test_pasted_text_is_plain_text_whatever_it_looks_like() -> None:
    article = importers.read_text("\ufeff<p>Not a page</p>\r\n\ud800")
    assert article.text == "<p>Not a page</p>\n\ufffd"
    assert article.original == article.text.encode()
    with pytest.raises(AnnotatorError, match="no words"):
        importers.read_text(" \n")


words = st.sampled_from(
    [
        *("Read", "our", "coverage", "By Ann Example", "a.", "- ", "• ", "1. ", "2. ", "\n", "\n\n", " ", "AFP"),
        *("16x9 Image", "27 January 2021", "Source:", "“q”", "👩\u200d👩", "e\u0301", "مرحبا", "你好。", "x" * 90),
        *("\r\n", "\u2028", "\x0b", "\0"),
    ]
)


@given(st.one_of(st.lists(words, max_size=40).map("".join), st.text(max_size=200)))
def test_any_text_gives_sound_blocks(text: str) -> None:
    if not canonical(text).strip():
        return
    article = importers.read_text(text)
    assert article.text == canonical(text)
    assert_sound(article)


def test_a_line_of_a_million_spaces_is_read_in_one_go() -> None:
    article = importers.read_bytes(b"A word.\n\n" + b" " * 1_000_000 + b"\n\nAnother.", "a.txt")
    assert isinstance(article, ImportedArticle) and len(article.blocks) == 2
