"""Word files: structure, marks and notes kept; damaged, hostile and foreign ones refused."""

import io
import zipfile
from functools import cache

import pytest

from annotator import importers
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle
from annotator.importers import office
from tests.importers.invariants import assert_sound, kinds
from tests.importers.word_files import sample, with_body, with_part


def read(data: bytes) -> ImportedArticle:
    article = importers.read_bytes(data, "a.docx")
    assert isinstance(article, ImportedArticle)
    assert_sound(article)
    return article


word_file = cache(sample)


def test_blocks() -> None:
    assert kinds(read(word_file())) == [
        ("heading", "New rules 😀"),
        ("credit", "By Ann Example"),
        ("paragraph", "The council agreed upon rules in March[1], it says.[2]"),
        ("heading", "What happens next"),
        ("item", "one"),
        ("item", "inside one"),
        ("item", "first"),
        ("quotation", "It is a good day."),
        ("quotation", "A better day."),
        ("caption", "The harbour at dawn."),
        ("table", "Ship\tMetres\nSmall\t12"),
        ("paragraph", "Comments"),
        ("paragraph", "مرحبا 你好 e\u0301."),
        ("item", "[1] A call to the mayor."),
        ("item", "More of it."),
        ("item", "[2] Minutes of the council."),
    ]


def test_marks_and_depths() -> None:
    article = read(word_file())
    marks = [(i.kind.value, article.text[i.start : i.end], i.href) for b in article.blocks for i in b.inlines]
    assert marks == [
        ("strong", "agreed", ""),
        ("emphasis", "rules", ""),
        ("link", "in March", "https://site.example/a"),
        *[("note", "[1]", ""), ("note", "[2]", "")] * 2,
    ]
    assert [b.level for b in article.blocks if b.kind is BlockKind.ITEM][:3] == [1, 2, 1]
    assert [b.level for b in article.blocks if b.kind is BlockKind.HEADING] == [1, 1]


def test_the_title_is_the_headline_and_the_byline_that_of_the_text() -> None:
    article = read(word_file())
    assert (article.title, article.byline) == ("New rules 😀", "Ann Example")
    assert article.original == word_file()


def test_without_headline_and_byline_the_properties_tell() -> None:
    core = (
        b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        b' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Kept title</dc:title>'
        b"<dc:creator>Otto Owner</dc:creator>"
        b"</cp:coreProperties>"
    )
    article = read(with_part(with_body("<w:p><w:r><w:t>Words.</w:t></w:r></w:p>"), "docProps/core.xml", core))
    assert (article.title, article.byline) == ("Kept title", "Otto Owner")


def test_fields_breaks_boxes_and_outline_levels() -> None:
    link = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>HYPERLINK "https://site.example/f"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>shown</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    article = read(
        with_body(
            '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Outlined</w:t></w:r></w:p>'
            f"<w:p>{link}<w:r><w:br/><w:t>below</w:t><w:noBreakHyphen/></w:r></w:p>"
            "<w:p><w:r><w:t>Anchor</w:t><w:pict><w:txbxContent>"
            "<w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
            '<w:sdt><w:sdtContent><w:p><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="7"/></w:numPr></w:pPr>'
            "<w:r><w:t>deep item</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        )
    )
    assert kinds(article) == [
        ("heading", "Outlined"),
        ("paragraph", "shown\nbelow\u2011"),
        ("paragraph", "Anchor"),
        ("paragraph", "Boxed"),
        ("item", "deep item"),
    ]
    assert [b.level for b in article.blocks] == [2, 0, 0, 0, 3]
    assert article.blocks[1].inlines[0].href == "https://site.example/f"


def test_a_table_that_lays_out_the_page_is_read_as_what_it_holds() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    long, short = cell.format("long words " * 40), cell.format("beside")
    article = read(with_body(f"<w:tbl><w:tr>{long}{short}</w:tr></w:tbl>"))
    assert [kind for kind, _ in kinds(article)] == ["paragraph", "paragraph"]


def test_tables_nested_in_tables_take_no_time() -> None:
    opened, closed = "<w:tbl><w:tr><w:tc>" * 60, "</w:tc></w:tr></w:tbl>" * 60
    assert kinds(read(with_body(f"{opened}<w:p><w:r><w:t>core</w:t></w:r></w:p>{closed}"))) == [("paragraph", "core")]


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (word_file()[:-400], "damaged or was cut short"),
        (word_file()[: len(word_file()) // 2], "damaged or was cut short"),
        (b"PK\x03\x04", "damaged or was cut short"),
        (zipped({"a.txt": b"text"}), "a zip archive, not an article"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "a spreadsheet, no article"),
        (zipped({"content.xml": b"<x/>"}), "The OpenDocument file is no text"),
        (zipped({"word/document.xml": b"<x"}), "damaged or was cut short"),
        (zipped({"word/document.xml": b"<x/>"}), "damaged or was cut short"),
        (zipped({"word/document.xml": ENTITIES}), "declarations that none needs"),
        (zipped({"word/document.xml": bytes(60_000_000)}), "would unpack to 60 MB"),
        (zipped({f"{n}": b"" for n in range(office.MOST_PARTS + 1)} | {"word/document.xml": b"<x/>"}), "5002 parts"),
        (with_body(""), "holds no words"),
        (with_body("<w:p>" * 300 + "</w:p>" * 300), "damaged or was cut short"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password-protected"),
    ],
)
def test_what_is_no_sound_word_file_is_refused_in_one_sentence(data: bytes, what: str) -> None:
    with pytest.raises(AnnotatorError, match=what):
        importers.read_bytes(data, "a.docx")


def test_a_part_whose_bytes_were_changed_is_noticed() -> None:
    data = bytearray(word_file())
    place = data.index(b"word/document.xml") + 400
    data[place : place + 40] = bytes(40)
    with pytest.raises(AnnotatorError, match="damaged"):
        importers.read_bytes(bytes(data), "a.docx")
