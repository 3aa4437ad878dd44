"""Pictures of a page or a Markdown file: that one stood here, its address and its name; nothing is added."""

import socket

import pytest

from annotator import importers
from annotator.domain.model import BlockKind, ImportedArticle, Inline, InlineKind
from tests.importers.invariants import assert_sound

WORDS = "The council has agreed upon new rules for the harbour in the north of the town, said the mayor."


def read(markup: str, name: str = "page.html") -> ImportedArticle:
    article = importers.read_bytes(markup.encode(), name)
    assert isinstance(article, ImportedArticle)
    assert_sound(article)
    return article


def page(*parts: str) -> ImportedArticle:
    inside = "".join(parts)
    markup = f"<html><head><title>The harbour</title><base href='https://site.example/'></head><body>{inside}</body>"
    return read(markup + "</html>")


def pictures(article: ImportedArticle) -> list[tuple[str, str, str, str]]:
    """Each picture's address and label, the kind of its block, and the words of the block that stand before it."""
    return [
        (i.href, i.label, str(block.kind), article.text[block.start : i.start])
        for block in article.blocks
        for i in block.inlines
        if i.kind is InlineKind.IMAGE
    ]


FIGURE = '<img src="a.jpg" alt=" Boats  at sea "><figcaption>The harbour at dawn.</figcaption>'


@pytest.mark.parametrize(
    "figure",
    [
        f"<figure>{FIGURE}</figure>",
        '<figure><figcaption>The harbour at dawn.</figcaption><img src="a.jpg" alt="Boats at sea"></figure>',
        f"<figure><div><picture><source srcset='b.webp'>{FIGURE.partition('<fig')[0]}</picture></div>"
        "<figcaption>The harbour at dawn.</figcaption></figure>",
        f"<figure><a href='/big'>{FIGURE.replace('<figcaption', '</a><figcaption')}</figure>",
    ],
    ids=["before the caption", "after the caption", "in several sizes", "linked"],
)
def test_the_picture_of_a_figure_stands_at_the_start_of_its_caption(figure: str) -> None:
    article = page("<article><h1>The harbour</h1>", f"<p>{WORDS}</p>", figure, f"<p>{WORDS}</p></article>")
    assert pictures(article) == [("https://site.example/a.jpg", "Boats at sea", "caption", "")]
    assert "Boats" not in article.text


def test_a_picture_without_a_caption_stands_before_the_words_that_follow() -> None:
    article = page(
        f"<article><h1>The harbour</h1><p>{WORDS}</p>",
        f"<div><img src='b.png' alt=''></div><h2>A new rule</h2><p>{WORDS}</p>",
    )
    assert pictures(article) == [("https://site.example/b.png", "", "heading", "")]


def test_a_picture_after_the_last_words_stands_at_their_end() -> None:
    last = f"<p>{WORDS}</p><p><img src='/c.png' alt='A map'></p></article>"
    for after in ("", "<footer>Copyright The Site</footer>"):
        article = page("<article><h1>The harbour</h1>", last, after)
        assert pictures(article) == [("https://site.example/c.png", "A map", "paragraph", WORDS)]


def test_a_picture_within_words_keeps_its_place_among_them() -> None:
    article = page(f"<article><h1>The harbour</h1><p>{WORDS} <b>See <img src='d.png' alt='d'> below.</b></p></article>")
    ((_, _, _, before),) = pictures(article)
    assert before == f"{WORDS} See "
    assert f"{WORDS} See below." in article.text


@pytest.mark.parametrize(
    "image",
    [
        "<img src='dot.gif' width='1' height='1' alt='x'>",
        "<img src='dot.gif' style='width: 1px; height: 1px'>",
        "<img src='line.gif' role='presentation'>",
        "<img src='line.gif' aria-hidden='true' alt='x'>",
        "<img src='data:image/gif;base64,R0lGOD'>",
        "<img src='javascript:alert(1)'>",
        "<img>",
        "<nav><img src='logo.png' alt='The Site'></nav>",
        "<div class='related'><img src='other.png'></div>",
        "<div hidden><img src='a.png' alt='x'></div>",
    ],
)
def test_pictures_that_mean_nothing_are_left_out(image: str) -> None:
    assert pictures(page(f"<article><h1>The harbour</h1><p>{WORDS}</p>{image}<p>{WORDS}</p></article>")) == []


@pytest.mark.parametrize(
    "image",
    ["<img src='data:,x' data-src='a.jpg'>", "<img srcset='a.jpg 2x, b.jpg 1x'>", "<img data-original=' a.jpg '>"],
)
def test_the_address_of_a_picture_that_loads_late_is_found(image: str) -> None:
    article = page(f"<article><h1>The harbour</h1><p>{WORDS}</p>{image}<p>{WORDS}</p></article>")
    assert [href for href, *_ in pictures(article)] == ["https://site.example/a.jpg"]


def test_a_page_without_words_but_pictures_is_refused_as_before() -> None:
    with pytest.raises(Exception, match="no words"):
        page("<img src='a.jpg' alt='Boats'>")


def test_a_picture_in_a_table_stands_in_its_cell() -> None:
    rows = "<tr><th>Ship</th><th>Flag</th></tr><tr><td>Small</td><td><img src='f.png' alt='Flag'>red</td></tr>"
    article = page(f"<article><h1>The harbour</h1><p>{WORDS}</p><table>{rows}</table></article>")
    assert pictures(article) == [("https://site.example/f.png", "Flag", "table", "Ship\tFlag\nSmall\t")]


def test_markdown_tells_of_its_pictures_too() -> None:
    article = read(
        f"# The harbour\n\n![Boats *at* sea](https://site.example/a.jpg)\n\n{WORDS} See ![](b.png)below.\n\n"
        "![A map](https://site.example/c.png)\n",
        "story.md",
    )
    assert pictures(article) == [
        ("https://site.example/a.jpg", "Boats at sea", "paragraph", ""),
        ("", "", "paragraph", f"{WORDS} See "),
        ("https://site.example/c.png", "A map", "paragraph", f"{WORDS} See below."),
    ]


def test_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    test_the_picture_of_a_figure_stands_at_the_start_of_its_caption(f"<figure>{FIGURE}</figure>")


def test_unnamed_pictures_in_furniture_are_left_out_and_named_ones_kept() -> None:
    from annotator.importers.composer import Passage, Point, Run, compose

    unnamed, named = Run("", (), Point("https://site.example/a", "")), Run("", (), Point("", "A map"))
    _, (first, second) = compose(
        [
            Passage(BlockKind.FURNITURE, (unnamed, named, Run("Share this"))),
            Passage(BlockKind.PARAGRAPH, (Run("Words."), unnamed)),
        ]
    )
    assert first.inlines == (Inline(0, 0, InlineKind.IMAGE, "", "A map"),)
    assert second.inlines == (Inline(18, 18, InlineKind.IMAGE, "https://site.example/a", ""),)
