"""Books, messages, transcripts, manuscripts and PDFs: their words in order, told apart by what the file says."""

import pytest

from annotator import importers
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle, InlineKind
from tests.importers import made_files as made
from tests.importers.invariants import assert_sound, kinds


def read(data: bytes, name: str = "") -> ImportedArticle:
    article = importers.read_bytes(data, name)
    assert isinstance(article, ImportedArticle)
    assert_sound(article)
    assert article.original == data
    return article


def places(article: ImportedArticle) -> list[tuple[str, str]]:
    """Each locator with the words that follow it."""
    return [
        (inline.label, article.text[inline.start :].split("\n")[0][:12])
        for block in article.blocks
        for inline in block.inlines
        if inline.kind is InlineKind.LOCATOR
    ]


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (made.odt(), made.ODT_TYPE),
        (made.epub(), "application/epub+zip"),
        (made.message("Some words.\r\n"), "message/rfc822"),
        (made.saved_page("<p>Some words.</p>"), "multipart/related"),
        (made.SRT.encode(), "application/x-subrip"),
        (made.VTT.encode("utf-8-sig"), "text/vtt"),
        (made.RTF.encode(), "application/rtf"),
        (made.pdf([made.column(60, 700, 11, ["Some words."])]), "application/pdf"),
    ],
)
@pytest.mark.parametrize("name", ["", "a.txt", "a.docx"])
def test_a_format_is_known_by_its_content_alone(data: bytes, media_type: str, name: str) -> None:
    assert read(data, name).media_type == media_type


def test_headers_that_a_person_wrote_make_no_message() -> None:
    assert read(b"From: the desk\nDate: Monday\n\nSome words.", "a.txt").media_type == "text/plain"
    assert read(b"From: the desk\nDate: Monday\n\nSome words.", "a.eml").media_type == "message/rfc822"


def test_an_open_document_keeps_its_structure() -> None:
    article = read(made.odt())
    assert kinds(article) == [
        ("heading", "Harbour dues rise"),
        ("paragraph", "The office counted 4,310 boats in its table[1]."),
        ("item", "First  item"),
        ("item", "Inner item"),
        ("quotation", "We counted every boat."),
        ("table", "Year\tBoats\n2020\t4,310"),
        ("paragraph", "العربية 中文 👩‍🔬 e\u0301"),
        ("item", "[1] Counted twice."),
    ]
    marks = [(i.kind, i.href, article.text[i.start : i.end]) for i in article.blocks[1].inlines]
    assert marks == [
        (InlineKind.STRONG, "", "4,310 boats"),
        (InlineKind.LINK, "https://example.org/table", "its table"),
        (InlineKind.NOTE, "", "[1]"),
    ]
    assert [block.level for block in article.blocks[2:4]] == [1, 2]
    assert (article.title, article.byline) == ("Harbour dues rise", "The test desk")


def test_deleted_text_of_an_open_document_is_no_text() -> None:
    tracked = "<text:tracked-changes><text:changed-region><text:deletion><text:p>old words</text:p></text:deletion>"
    article = read(made.odt(f"{tracked}</text:changed-region></text:tracked-changes><text:p>New words.</text:p>"))
    assert article.text == "New words."


def test_an_e_book_is_read_chapter_by_chapter_without_its_table_of_contents() -> None:
    article = read(made.epub())
    assert kinds(article) == [
        ("heading", "Chapter one"),
        ("paragraph", "Some words of it."),
        ("heading", "Chapter two"),
        ("paragraph", "More words."),
    ]
    assert (article.byline, article.published, article.language) == ("The test desk", "2020-05-01", "en")
    assert article.remarks == ()


def test_a_locked_e_book_is_refused() -> None:
    with pytest.raises(AnnotatorError, match="locked by its seller"):
        importers.read_bytes(made.epub(rights=True))


def test_no_chapter_lies_outside_the_e_book() -> None:
    data = made.zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="book.opf"/></rootfiles></container>',
            "book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="../../etc/passwd" '
            'media-type="text/html"/><item id="b" href="b.html" media-type="text/html"/></manifest><spine>'
            '<itemref idref="a"/><itemref idref="b"/></spine></package>',
            "b.html": "<p>Some words.</p>",
        }
    )
    article = read(data)
    assert article.text == "Some words."
    assert article.remarks == ("1 of the e-book's chapters could not be read.",)


def test_a_message_folds_what_it_quotes() -> None:
    article = read(
        made.message(
            "The dues rose by 12 percent.\r\n\r\nOn Mon, 25 Jan 2021 at 09:00, The Office wrote:\r\n"
            "> Did they rise?\r\n> By how much?\r\n\r\n-- \r\nThe test desk\r\n"
        )
    )
    told = [(block.kind, article.text[block.start : block.end]) for block in article.blocks]
    assert (BlockKind.PARAGRAPH, "The dues rose by 12 percent.") in told
    assert (BlockKind.FURNITURE, "Did they rise?\nBy how much?") in told
    assert [words for kind, words in told if kind is BlockKind.PARAGRAPH] == ["The dues rose by 12 percent."]
    assert (article.title, article.byline, article.published) == ("Harbour dües", "The test desk", "2021-01-26")


def test_a_message_that_is_a_page_keeps_its_links_and_folds_its_quotation() -> None:
    article = read(
        made.message(
            '<p>See <a href="https://example.org/t">the table</a>.</p>'
            '<blockquote type="cite"><p>Old words.</p></blockquote>',
            kind="text/html",
        )
    )
    assert ("paragraph", "See the table.") in kinds(article)
    assert ("furniture", "Old words.") in kinds(article)
    assert any(i.href == "https://example.org/t" for block in article.blocks for i in block.inlines)


def test_a_message_names_the_files_it_brings() -> None:
    body = (
        "--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n--b\r\nContent-Type: application/pdf\r\n"
        'Content-Disposition: attachment; filename="table.pdf"\r\n\r\n%PDF-1.4\r\n--b--\r\n'
    )
    article = read(made.message(body, kind='multipart/mixed; boundary="b"'))
    assert article.remarks == ("Files came with the message, each to be added as an article of its own: “table.pdf”.",)


def test_a_saved_page_knows_its_address() -> None:
    page = "<html><head><title>Dues</title></head><article><h1>Dues rise</h1><p>See <a href='/t'>it</a>.</p></article>"
    article = read(made.saved_page(page), "dues.mhtml")
    assert article.url == "https://site.example/dues"
    assert any(i.href == "https://site.example/t" for block in article.blocks for i in block.inlines)


def test_a_transcript_joins_what_was_said_in_one_go_and_keeps_its_times() -> None:
    article = read(made.SRT.encode(), "a.srt")
    assert [words for _, words in kinds(article)] == [
        "Good evening. The dues rose by 12 percent.",
        "- How many boats?",
        "- 4,310 boats.",
    ]
    assert places(article) == [
        ("00:00:01", "Good evening"),
        ("00:00:03", "rose by 12 p"),
        ("00:01:40", "- How many b"),
        ("00:01:42", "- 4,310 boat"),
    ]


def test_a_transcript_tells_who_speaks() -> None:
    article = read(made.VTT.encode(), "a.vtt")
    assert [words for _, words in kinds(article)] == [
        "Host: How many boats are there?",
        "Guest: There are 4,310 boats. And 12 ferries.",
    ]


def test_rich_text_gives_its_words_and_says_what_it_left_out() -> None:
    article = read(made.RTF.encode())
    assert [words for _, words in kinds(article)] == [
        "Harbour dues rise",
        "The office counted 4,310 boats’s and cafés.",
        "عرب 中",
    ]
    assert article.remarks == ("The Rich Text file also holds footnotes, which are not read.",)
    assert article.byline == "The test desk"


BODY = [
    "The harbour office counted boats on every day of the year and",
    "wrote the numbers into a table that is kept in its main build-",
    "ing. It says that 4,310 boats came in, which is more than in",
    "any year before.",
]


def test_a_pdf_mends_lines_and_words_and_knows_its_pages() -> None:
    second = ["The second page begins a paragraph of its own, as can be seen", "by the end of the one before it."]
    article = read(
        made.pdf(
            [[(60, 760, 20, "Harbour dues rise"), *made.column(60, 700, 11, BODY)], made.column(60, 700, 11, second)]
        )
    )
    assert kinds(article) == [
        ("heading", "Harbour dues rise"),
        (
            "paragraph",
            "The harbour office counted boats on every day of the year and wrote the numbers into a table that is kept "
            "in its main building. It says that 4,310 boats came in, which is more than in any year before.",
        ),
        (
            "paragraph",
            "The second page begins a paragraph of its own, as can be seen by the end of the one before it.",
        ),
    ]
    assert [label for label, _ in places(article)] == ["p. 1", "p. 1", "p. 2"]


def test_running_heads_of_a_pdf_are_furniture_and_part_no_paragraph() -> None:
    pages = [
        [
            (60, 810, 9, "The Test Review"),
            (500, 30, 9, str(n)),
            *made.column(60, 700, 11, [f"Page {n} says that the", "rest"]),
        ]
        for n in range(1, 5)
    ]
    article = read(made.pdf(pages))
    furniture = [words for kind, words in kinds(article) if kind == "furniture"]
    assert furniture == [words for n in range(1, 5) for words in ("The Test Review", str(n))]
    assert all("Review" not in words for kind, words in kinds(article) if kind != "furniture")


def test_two_columns_of_a_pdf_are_read_one_after_the_other_however_they_were_drawn() -> None:
    left = [f"left {word} words of the first column" for word in ("one", "two", "three", "four", "five")]
    right = [f"right {word} words of the second one" for word in ("one", "two", "three", "four", "five")]
    title = (60, 760, 20, "A headline that runs across both of the columns")
    drawn = [
        w for pair in zip(made.column(60, 700, 10, left), made.column(320, 700, 10, right), strict=True) for w in pair
    ]
    article = read(made.pdf([[title, *drawn]]))
    assert article.text.index("left five") < article.text.index("right one")
    assert article.text.startswith("A headline")


def test_scanned_pages_are_named() -> None:
    article = read(made.pdf([made.column(60, 700, 11, BODY), []], pictures=[1]))
    assert article.remarks == ("1 of the PDF's pages is a picture of text and is not read: p. 2.",)
    with pytest.raises(AnnotatorError, match="only pictures of pages"):
        importers.read_bytes(made.pdf([[]], pictures=[0]))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (made.odt()[:400], "damaged or was cut short"),
        (made.epub()[:400], "damaged or was cut short"),
        (b"%PDF-1.7 ...", "The PDF is damaged"),
        (made.pdf([made.column(60, 700, 11, BODY)])[:300], "PDF"),
        (b"{\\rtf1 }", "holds no words"),
        (b"WEBVTT\n\n", "holds no words"),
        (made.message(""), "message"),
        (made.odt("<text:p/>"), "holds no words"),
        (made.epub(["<p> </p>"]), "holds no words"),
        (made.saved_page(""), "holds no"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, what: str) -> None:
    with pytest.raises(AnnotatorError, match=what):
        importers.read_bytes(data, "")


def test_signs_that_rich_text_writes_in_two_halves_are_one() -> None:
    assert read(rb"{\rtf1\ansi A \u-10179?\u-8704? and \u55357\'3f\u56832\'3f.}").text == "A 😀 and 😀."


def test_entities_of_a_transcript_are_signs_where_its_format_has_them() -> None:
    cue = "00:01.000 --> 00:04.000\n<v Ann &amp; Co>It&nbsp;rose by &lt;4&gt; &amp; more&#0;.\n"
    assert read(f"WEBVTT\n\n{cue}".encode()).text == "Ann & Co: It rose by <4> & more\ufffd."
    srt = "1\n00:00:01,000 --> 00:00:03,500\nThe A&amp;B shop.\n"
    assert read(srt.encode()).text == "The A&amp;B shop."
