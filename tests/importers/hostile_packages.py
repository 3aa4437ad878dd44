"""Hostile files that are zips of parts: Word, OpenDocument, e-books, REFI-QDA. Rows of `hostile_files.CASES`."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from tests.importers import made_files as made
from tests.importers import tracked_text as tracked
from tests.importers.word_files import sample

Row = tuple[Any, ...]
"""The name of a file, what is wrong with it, the maker of its bytes, and its full and small size."""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MAIN = {"docx": "word/document.xml", "odt": "content.xml", "epub": "OPS/book.opf", "qdpx": "project.qde"}
QDE = (
    '<?xml version="1.0" encoding="utf-8"?><Project name="P" xmlns="urn:QDA-XML:project:1.0"><Users>'
    '<User guid="u1" name="The test desk"/></Users>{codes}<Sources><TextSource guid="s1" name="Dues">'
    "<PlainTextContent>{text}</PlainTextContent>{selections}</TextSource></Sources>{notes}</Project>"
)
_SELECTION = '<PlainTextSelection guid="p{0}" startPosition="0" endPosition="4"/>'


def qdpx(text: str = "Some words.", selections: str = _SELECTION.format(0), codes: str = "", notes: str = "") -> bytes:
    return made.zipped({"project.qde": QDE.format(text=text, selections=selections, codes=codes, notes=notes)})


def docx(body: str, **parts: str) -> bytes:
    """A Word file of a body's mark-up; `parts` are further ones by their names without folder and ending."""
    document = f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    more = {f"word/{name}.xml": content for name, content in parts.items()}
    return packed({"[Content_Types].xml": types, "word/document.xml": document} | more)


def packed(parts: dict[str, Any]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return written.getvalue()


def whole(kind: str) -> bytes:
    makers: dict[str, Any] = {"docx": sample, "odt": made.odt, "epub": made.epub, "qdpx": qdpx}
    data: bytes = makers[kind]()
    return data


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _with(kind: str, more: dict[str, Any]) -> bytes:
    return packed(parts_of(whole(kind)) | more)


def _paragraphs(count: int) -> str:
    return "<w:p><w:r><w:t>word</w:t></w:r></w:p>" * count


def _cut(kind: str, eighths: int) -> bytes:
    data = whole(kind)
    return data[: len(data) * eighths // 8]


def _marked(data: bytes, flags: int = 0, method: int | None = None) -> bytes:
    """The zip with flags or another method in every header (APPNOTE.TXT, 4.3.7 and 4.3.12)."""
    marked = bytearray(data)
    for sign, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = marked.find(sign)
        while place >= 0:
            struct.pack_into("<H", marked, place + at, struct.unpack_from("<H", marked, place + at)[0] | flags)
            if method is not None:
                struct.pack_into("<H", marked, place + at + 2, method)
            place = marked.find(sign, place + 4)
    return bytes(marked)


def _inflating(kind: str, megabytes: int, says: int | None = None) -> bytes:
    """The main part is spaces without end; `says` is the size in the headers, where it is not the truth."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = squeezer.compress(b" " * (1 << 20)) + squeezer.flush(zlib.Z_FULL_FLUSH)
    data = block * megabytes + squeezer.flush()
    name, size = _MAIN[kind].encode(), megabytes << 20 if says is None else says
    parts = {name: part for name, part in parts_of(whole(kind)).items() if name != _MAIN[kind]}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for each, content in parts.items():
            package.writestr(each, content)
        package.writestr(_MAIN[kind], data)
    found = bytearray(written.getvalue())
    for start, method_at, size_at in ((found.index(name) - 30, 8, 22), (found.rindex(name) - 46, 10, 24)):
        struct.pack_into("<H", found, start + method_at, zipfile.ZIP_DEFLATED)
        struct.pack_into("<I", found, start + size_at, min(size, 0xFFFFFFFF))
    return bytes(found)


def _overlapping(kind: str, count: int) -> bytes:
    """Many names in the directory for one and the same stretch of bytes."""
    data = _with(kind, {"kernel.xml": b"<a>" + b" " * 1_000_000 + b"</a>"})
    end = data.rindex(b"PK\5\6")
    directory = struct.unpack_from("<I", data, end + 16)[0]
    entry = data[data.rindex(b"PK\1\2", 0, end) : end]
    more = b"".join(entry[:28] + struct.pack("<H", 11) + entry[30:46] + b"%011d" % n for n in range(count))
    total = data[end + 8 : end + 10] and min(0xFFFF, struct.unpack_from("<H", data, end + 8)[0] + count)
    size = end - directory + len(more)
    tail = data[end : end + 8] + struct.pack("<HHIIH", total, total, size, directory, 0)
    return data[:end] + more + tail


def _nested(kind: str, depth: int) -> bytes:
    inner = b" " * 10_000_000
    for _ in range(depth):
        inner = packed({"word/document.xml": inner, "inner.zip": inner[:100_000]})
    return _with(kind, {"word/embeddings/inner.docx": inner})


def _many(kind: str, count: int) -> bytes:
    return _with(kind, {f"x/{number}": b"" for number in range(count)})


def _outside(kind: str) -> bytes:
    names = ("../../../../tmp/outside", "/tmp/outside", "C:\\outside", "..\\outside", "a/../../outside", "\x01")
    return _with(kind, {f"{name}{_MAIN[kind]}": "<a>no</a>" for name in names})


def _linked(kind: str) -> bytes:
    """The main part is a symbolic link to a file of the system."""
    parts = {name: part for name, part in parts_of(whole(kind)).items() if name != _MAIN[kind]}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
        link = zipfile.ZipInfo(_MAIN[kind])
        link.create_system, link.external_attr = 3, 0o120777 << 16
        package.writestr(link, "/etc/passwd")
    return written.getvalue()


def _expanding(kind: str, encoding: str, lead: str = "") -> bytes:
    """Entities within entities, and one that is a file, used in text and in an attribute."""
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    declared = f'<!DOCTYPE a [<!ENTITY e0 "ha"><!ENTITY file SYSTEM "file:///etc/passwd">{steps}]>'
    said = f'<?xml version="1.0" encoding="{encoding}"?>{lead}{declared}'
    body = parts_of(whole(kind))[_MAIN[kind]].decode().rpartition("?>")[2]
    first = body.index(">")
    text = f'{said}{body[:first]} evil="&e9;"{body[first : first + 1]}&e9;&file;{body[first + 1 :]}'
    return _with(kind, {_MAIN[kind]: text.encode(encoding)})


def _including(kind: str) -> bytes:
    body = parts_of(whole(kind))[_MAIN[kind]].decode().rpartition("?>")[2]
    first = body.index(">") + 1
    more = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="file:///etc/passwd"/>'
        '<xsl:copy-of xmlns:xsl="http://www.w3.org/1999/XSL/Transform" select="document(\'/etc/passwd\')"/>'
        '<svg xmlns="http://www.w3.org/2000/svg"><script href="http://127.0.0.1:9/"/></svg>'
    )
    style = '<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/a.xsl"?>'
    return _with(kind, {_MAIN[kind]: f"{style}{body[:first]}{more}{body[first:]}"})


def _deep(kind: str, depth: int) -> bytes:
    body = parts_of(whole(kind))[_MAIN[kind]].decode().rpartition("?>")[2]
    first = body.index(">") + 1
    return _with(kind, {_MAIN[kind]: body[:first] + "<a>" * depth + "</a>" * depth + body[first:]})


def margin_full(count: int) -> bytes:
    begun = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(count))
    comment = '<w:comment w:id="{0}" w:author="A"><w:p><w:r><w:t>Said {0}</w:t></w:r></w:p></w:comment>'
    said = "".join(comment.format(n) for n in range(count))
    return docx(
        f"<w:p>{begun}<w:r><w:t>Some words.</w:t></w:r></w:p>", comments=f"<w:comments {_W}>{said}</w:comments>"
    )


def _footnotes(count: int) -> bytes:
    note = '<w:footnote w:id="{0}"><w:p><w:r><w:t>Note {0}.</w:t></w:r></w:p></w:footnote>'
    calls = "".join(f'<w:r><w:t>a </w:t><w:footnoteReference w:id="{n}"/></w:r>' for n in range(count))
    notes = "".join(note.format(n) for n in range(count))
    return docx(f"<w:p>{calls}</w:p>", footnotes=f"<w:footnotes {_W}>{notes}</w:footnotes>")


def _calling_notes(count: int) -> bytes:
    """Footnotes that call each other and themselves."""
    note = '<w:footnote w:id="{0}"><w:p><w:r><w:t>N</w:t><w:footnoteReference w:id="{1}"/></w:r></w:p></w:footnote>'
    notes = "".join(note.format(n, (n + 1) % count) for n in range(count))
    return docx(
        '<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id="0"/></w:r></w:p>',
        footnotes=f"<w:footnotes {_W}>{notes}</w:footnotes>",
    )


def _huge_numbers(digits: int) -> bytes:
    number = "9" * digits
    style = f'<w:style w:styleId="S"><w:name w:val="heading {number}"/><w:pPr><w:outlineLvl w:val="{number}"/></w:pPr>'
    paragraph = (
        f'<w:p><w:pPr><w:pStyle w:val="S"/><w:outlineLvl w:val="{number}"/><w:numPr><w:ilvl w:val="{number}"/>'
        f'<w:numId w:val="{number}"/></w:numPr></w:pPr><w:r><w:t>Some words.</w:t></w:r></w:p>'
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{number}"/></w:tcPr>{_paragraphs(1)}</w:tc></w:tr></w:tbl>'
    )
    return docx(paragraph, styles=f"<w:styles {_W}>{style}</w:style></w:styles>")


def _basing_styles(count: int) -> bytes:
    style = '<w:style w:styleId="S{0}"><w:name w:val="s"/><w:basedOn w:val="S{1}"/></w:style>'
    styles = "".join(style.format(n, (n + 1) % count) for n in range(count))
    body = '<w:p><w:pPr><w:pStyle w:val="S0"/></w:pPr><w:r><w:t>Some words.</w:t></w:r></w:p>' * count
    return docx(body, styles=f"<w:styles {_W}>{styles}</w:styles>")


def _nested_tables(depth: int) -> bytes:
    begun, ended = "<w:tbl><w:tr><w:tc>" * depth, f"{_paragraphs(1)}</w:tc></w:tr></w:tbl>" * depth
    return docx(begun + ended)


def _nested_boxes(depth: int) -> bytes:
    begun = "<w:p><w:r><w:t>a</w:t></w:r><w:r><w:txbxContent>" * depth
    return docx(begun + _paragraphs(1) + "</w:txbxContent></w:r></w:p>" * depth)


def _long_field(length: int) -> bytes:
    code = "<w:r><w:instrText>" + 'HYPERLINK "' * (length // 11) + "</w:instrText></w:r>"
    begun = '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Some words.</w:t></w:r>'
    return docx(f"<w:p>{code}{begun}</w:p>")


def _split_fields(count: int) -> bytes:
    return docx(f"<w:p>{'<w:r><w:instrText>abcdefghij</w:instrText><w:t>a</w:t></w:r>' * count}</w:p>")


def _locked_odt() -> bytes:
    entry = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:size="5000"><manifest:encryption-data '
        'manifest:checksum-type="SHA256"/></manifest:file-entry></manifest:manifest>'
    )
    return _with("odt", {"content.xml": bytes(range(256)) * 20, "META-INF/manifest.xml": entry})


def _locked_book() -> bytes:
    data = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
        '<e:EncryptedData><e:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/><e:CipherData>'
        '<e:CipherReference URI="OPS/c%200.xhtml"/></e:CipherData></e:EncryptedData></encryption>'
    )
    return _with("epub", {"META-INF/encryption.xml": data, "OPS/c 0.xhtml": bytes(range(256)) * 20})


def _office_lock() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return head + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


def _repeating_book(count: int) -> bytes:
    """A spine that names one chapter over and over."""
    container = parts_of(whole("epub"))["META-INF/container.xml"]
    spine = '<itemref idref="a"/>' * count
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.html" media-type="text/html"/>'
        f"</manifest><spine>{spine}</spine></package>"
    )
    page = "<p>Some words.</p>" * 5_000
    return packed({"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OPS/book.opf": opf,
                   "OPS/a.html": page})  # fmt: skip


def _odt_of(kind: str, count: int) -> bytes:
    number = "9" * max(5_000, count)
    return made.odt({
        "paragraphs": "<text:p>word</text:p>" * count,
        "spans": f"<text:p>{'<text:span>a</text:span>' * count}</text:p>",
        "notes": "<text:p>a" + '<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note>' * count
        + "</text:p>",
        "comments": "<text:p>Some words" + "<office:annotation><dc:creator>A</dc:creator><text:p>n</text:p>"
        "</office:annotation>" * count + "</text:p>",
        "numbers": f'<text:h text:outline-level="{number}">Head</text:h><text:p>a<text:s text:c="{number}"/>b</text:p>',
        "columns": f'<table:table><table:table-row table:number-rows-repeated="{number}"><table:table-cell '
        f'table:number-columns-repeated="{number}" table:number-columns-spanned="{number}"><text:p>a</text:p>'
        "</table:table-cell></table:table-row></table:table>",
        "tables": "<table:table><table:table-row><table:table-cell>" * count + "<text:p>a</text:p>"
        + "</table:table-cell></table:table-row></table:table>" * count,
        "lists": "<text:list><text:list-item>" * count + "<text:p>a</text:p>" + "</text:list-item></text:list>" * count,
        "boxes": "<text:p>a<draw:frame><draw:text-box>" * count + "<text:p>a</text:p>"
        + "</draw:text-box></draw:frame></text:p>" * count,
    }[kind])  # fmt: skip


def _changed_odt(kind: str, count: int) -> bytes:
    """A text with tracked changes of one kind without end."""
    numbers = range(count)
    body, content = {
        "deletions": (tracked.gone, "<text:p>a</text:p>"),
        "deletions of ends of paragraphs": (tracked.gone, "<text:p>a</text:p><text:p>b</text:p>"),
        "deletions of items": (lambda name: f"<text:list><text:list-item><text:p>a{tracked.gone(name)}b</text:p>"
                               "</text:list-item></text:list>",
                               "<text:list><text:list-item><text:p>a</text:p></text:list-item><text:list-item>"
                               "<text:p>b</text:p></text:list-item></text:list>"),
        "insertions": (lambda name: f"{tracked.begun(name)}a</text:p><text:p>{tracked.ended(name)}", ""),
        "insertions that never end": (tracked.begun, ""),
    }[kind]  # fmt: skip
    regions = [
        tracked.deletion(f"c{n}", content, f"A{n}") if content else tracked.insertion(f"c{n}", f"A{n}") for n in numbers
    ]
    return tracked.draft(f"<text:p>word {''.join(body(f'c{n}') for n in numbers)} word</text:p>", *regions)


def _deletions_in_deletions(count: int) -> bytes:
    spans = "<text:span>" * 20
    content = f"<text:p>{spans}a{{}}{'</text:span>' * 20}</text:p>"
    regions = [tracked.deletion(f"c{n}", content.format(tracked.gone(f"c{n + 1}"))) for n in range(count)]
    return tracked.draft(f"<text:p>word {tracked.gone('c0')}</text:p>", *regions)


def _one_deletion_everywhere(count: int) -> bytes:
    content = "<text:p>a</text:p>" * 1_000
    return tracked.draft(f"<text:p>word {tracked.gone('c0') * count}</text:p>", tracked.deletion("c0", content))


def _each(kind: str) -> Iterator[Row]:
    """What every file of parts may suffer from."""
    file = f"a.{kind}"
    for eighths in range(1, 8):
        yield file, f"cut short at {eighths}/8", lambda _, at=eighths: _cut(kind, at)
    yield file, "parts under a password", lambda _: _marked(whole(kind), flags=1)
    yield file, "an unknown compression", lambda _: _marked(whole(kind), method=99)
    yield file, "inflates to gigabytes", lambda n: _inflating(kind, n), 3_000, 200
    yield file, "inflates to gigabytes and says it does not", lambda n: _inflating(kind, n, 1_000), 3_000, 100
    yield file, "parts that overlap", lambda n: _overlapping(kind, n), 4_000, 300
    yield file, "zips within zips", lambda n: _nested(kind, n), 10, 2
    yield file, "many parts", lambda n: _many(kind, n), 60_000, 6_000
    yield file, "names that lead outside", lambda _: _outside(kind)
    yield file, "a link to a file of the system", lambda _: _linked(kind)
    for encoding in ("utf-8", "utf-16"):
        yield file, f"entities within entities, {encoding}", lambda _, e=encoding: _expanding(kind, e)
    late = f"<!--{' ' * 70_000}-->"
    yield file, "entities after a long comment", lambda _: _expanding(kind, "utf-8", late)
    yield file, "inclusions and style sheets", lambda _: _including(kind)
    yield file, "elements nested deeply", lambda n: _deep(kind, n), 100_000, 5_000


def _word() -> Iterator[Row]:
    yield "locked by Office", lambda _: _office_lock(), 1, 1
    yield "tiny paragraphs", lambda n: docx(_paragraphs(n)), 1_000_000, 3_000
    yield "empty paragraphs", lambda n: docx(_paragraphs(1) + "<w:p/>" * n), 8_000_000, 20_000
    yield "tiny runs of one paragraph", lambda n: docx(f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * n}</w:p>"), 1_000_000, 10_000
    yield "text without end", lambda n: docx(f"<w:p><w:r><w:t>{'a' * n}</w:t></w:r></w:p>"), 50_000_000, 500_000
    yield "comments that never end", margin_full, 300_000, 3_000
    yield "footnotes of one paragraph", _footnotes, 200_000, 2_000
    yield "footnotes that call each other", _calling_notes, 100_000, 2_000
    yield "numbers of many digits", _huge_numbers, 100_000, 5_000
    yield "styles based on each other", _basing_styles, 100_000, 2_000
    yield "tables within tables", _nested_tables, 100_000, 70
    yield "tables within tables, as deep as goes", lambda _: _nested_tables(80), 1, 1
    yield "text boxes within text boxes", _nested_boxes, 75, 40
    yield "an endless field", _long_field, 5_000_000, 100_000
    yield "fields in many pieces", _split_fields, 500_000, 10_000
    yield (
        "cells of one row",
        lambda n: docx(f"<w:tbl><w:tr>{f'<w:tc>{_paragraphs(1)}</w:tc>' * n}</w:tr></w:tbl>"),
        (500_000),
        5_000,
    )
    changes = '<w:ins w:author="A{0}"><w:r><w:t>a</w:t></w:r></w:ins><w:del w:author="B"><w:r><w:delText>b</w:delText>'
    yield "tracked changes", lambda n: docx(f"<w:p>{(changes + '</w:r></w:del>') * n}</w:p>"), 300_000, 5_000


def _open_text() -> Iterator[Row]:
    yield "locked by a password", lambda _: _locked_odt(), 1, 1
    for kind, full, small in (
        ("paragraphs", 1_000_000, 3_000), ("spans", 1_000_000, 10_000), ("notes", 300_000, 3_000),
        ("comments", 300_000, 3_000), ("numbers", 100_000, 5_000), ("columns", 100_000, 5_000),
        ("tables", 80, 40), ("lists", 100_000, 120), ("boxes", 80, 40),
    ):  # fmt: skip
        yield f"{kind} without end", lambda n, k=kind: _odt_of(k, n), full, small
    for kind in (
        "deletions", "deletions of ends of paragraphs", "deletions of items", "insertions", "insertions that never end"
    ):  # fmt: skip
        yield f"tracked changes, {kind}", lambda n, k=kind: _changed_odt(k, n), 50_000, 2_000
    yield "tracked changes, deletions in deletions", _deletions_in_deletions, 50_000, 200
    yield "tracked changes, one deletion everywhere", _one_deletion_everywhere, 300_000, 2_000


def _books() -> Iterator[Row]:
    yield "chapters locked by the seller", lambda _: _locked_book(), 1, 1
    yield "one chapter over and over", _repeating_book, 2_000, 2
    yield "a chapter of tiny paragraphs", lambda n: made.epub(["<p>word</p>" * n]), 1_000_000, 3_000
    yield "a chapter nested deeply", lambda n: made.epub(["<div>" * n + "words"]), 100_000, 1_000
    yield "many chapters", lambda n: made.epub(["<p>Some words.</p>"] * n), 4_000, 200


def _selections(count: int) -> str:
    return "".join(_SELECTION.format(number) for number in range(count))


def _projects() -> Iterator[Row]:
    yield "selections without end", lambda n: qdpx(selections=_selections(n)), 500_000, 3_000
    yield "a text without end", lambda n: qdpx("a " * n), 20_000_000, 200_000
    yield "lines without end", lambda n: qdpx("a\r\n\r\n" * n), 5_000_000, 20_000
    numbers = '<PlainTextSelection guid="p" startPosition="{0}" endPosition="{0}9"/>'
    yield "numbers of many digits", lambda n: qdpx(selections=numbers.format("9" * n)), 100_000, 5_000
    code = '<Code guid="c{0}" name="Claim" isCodable="false"><Description>editorial</Description>'
    yield (
        "codes within codes",
        lambda n: qdpx(codes=f"<CodeBook><Codes>{code * n}{'</Code>' * n}</Codes></CodeBook>"),
        (100_000),
        200,
    )
    note = '<Note guid="n{0}" name="Claim"><PlainTextContent>said</PlainTextContent></Note>'
    refs = '<PlainTextSelection guid="p{0}" startPosition="0" endPosition="4"><NoteRef targetGUID="n0"/>'
    yield (
        "selections of one claim",
        lambda n: qdpx(
            selections="".join(refs.format(k) + "</PlainTextSelection>" for k in range(n)),
            notes=f"<Notes>{note.format(0)}</Notes>",
        ),
        300_000,
        3_000,
    )


ROWS: list[Row] = [
    *(row for kind in _MAIN for row in _each(kind)),
    *(("a.docx", *row) for row in _word()),
    *(("a.odt", *row) for row in _open_text()),
    *(("a.epub", *row) for row in _books()),
    *(("a.qdpx", *row) for row in _projects()),
]
