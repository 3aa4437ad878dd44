"""Small sound files of the formats that arrive as files of parts or of a program, made without those programs."""

import io
import zipfile
from collections.abc import Sequence

ODT_TYPE = "application/vnd.oasis.opendocument.text"
_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
ODT_BODY = (
    '<text:h text:outline-level="1">Harbour dues rise</text:h>'
    '<text:p>The office counted <text:span text:style-name="B">4,310 boats</text:span> in '
    '<text:a xlink:href="https://example.org/table">its table</text:a><text:note text:note-class="footnote">'
    "<text:note-citation>1</text:note-citation><text:note-body><text:p>Counted twice.</text:p></text:note-body>"
    "</text:note>.</text:p>"
    '<text:list><text:list-item><text:p>First<text:s text:c="2"/>item</text:p><text:list><text:list-item>'
    "<text:p>Inner item</text:p></text:list-item></text:list></text:list-item></text:list>"
    '<text:p text:style-name="Q">We counted every boat.</text:p>'
    "<table:table><table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell><table:table-cell>"
    "<text:p>Boats</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>2020"
    "</text:p></table:table-cell><table:table-cell><text:p>4,310</text:p></table:table-cell></table:table-row>"
    "</table:table><text:p>العربية 中文 👩‍🔬 e\u0301</text:p>"
)


def zipped(parts: dict[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def odt(body: str = ODT_BODY) -> bytes:
    content = (
        f"<office:document-content {_NAMES}><office:automatic-styles>"
        '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="Q" style:parent-style-name="Quotations"/>'
        '<style:style style:name="Quotations" style:display-name="Quotations"/></office:automatic-styles>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    meta = (
        f"<office:document-meta {_NAMES}><office:meta><dc:title>Dues</dc:title>"
        "<meta:initial-creator>The test desk</meta:initial-creator></office:meta></office:document-meta>"
    )
    return zipped({"mimetype": ODT_TYPE, "content.xml": content, "meta.xml": meta})


def epub(chapters: Sequence[str] = (), rights: bool = False) -> bytes:
    pages = chapters or ("<h1>Chapter one</h1><p>Some words of it.</p>", "<h2>Chapter two</h2><p>More words.</p>")
    items = "".join(
        f'<item id="c{n}" href="c%20{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(pages))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(pages)))
    parts: dict[str, bytes | str] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        "OPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<metadata><dc:title>A book of tests</dc:title><dc:creator>The test desk</dc:creator><dc:language>en-GB"
        "</dc:language><dc:date>2020-05-01</dc:date></metadata><manifest>"
        f'{items}<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>'
        f'<spine><itemref idref="nav"/>{spine}</spine></package>',
        "OPS/nav.xhtml": "<html><body><nav><a href='c0.xhtml'>Chapter one</a></nav></body></html>",
    }
    parts |= {f"OPS/c {n}.xhtml": f"<html><body>{page}</body></html>" for n, page in enumerate(pages)}
    return zipped(parts | ({"META-INF/rights.xml": "<rights/>"} if rights else {}))


def message(body: str, headers: str = "", kind: str = "text/plain") -> bytes:
    lines = (
        "From: The test desk <desk@example.org>\r\nTo: checkers@example.org\r\n"
        "Subject: Harbour =?utf-8?q?d=C3=BCes?=\r\n"
        f"Date: Tue, 26 Jan 2021 10:00:00 +0100\r\nMIME-Version: 1.0\r\n{headers}"
        f"Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return (lines + body).encode()


def saved_page(page: str) -> bytes:
    return (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://site.example/dues\r\nSubject: Dues\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n'
        "----b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: https://site.example/dues\r\n\r\n{page}\r\n----b\r\nContent-Type: image/png\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----b--\r\n"
    ).encode()


SRT = """1
00:00:01,000 --> 00:00:03,500
<i>Good evening.</i> The dues

2
00:00:03,600 --> 00:00:06,000
rose by 12 percent.

3
00:01:40,000 --> 00:01:42,000
- How many boats?

4
00:01:42,100 --> 00:01:44,000
- 4,310 boats.
"""
VTT = """WEBVTT

NOTE made for tests

00:01.000 --> 00:04.000
<v Host>How many boats are there?

00:04.100 --> 00:06.000
<v Guest>There are <b>4,310</b> boats.

00:06.100 --> 00:08.000
<v Guest>And 12 ferries.
"""
RTF = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title Dues}{\author The test desk}}"
    r"{\b Harbour dues rise}\par The office counted 4,310 boats\u8217\'92s and caf\'e9s.{\footnote A note.}\par "
    r"\u1593?\u1585?\u1576? \u20013?\par}"
)

Words = tuple[float, float, float, str]
"""Left and baseline in points from the bottom left, size of type, words."""


def pdf(pages: Sequence[Sequence[Words]], title: str = "", pictures: Sequence[int] = ()) -> bytes:
    """A PDF whose pages (595 by 842 points) hold these words; `pictures` are the pages that show a picture."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (6 + 2 * n) for n in range(len(pages))), len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (%s) >>" % title.encode("latin-1"),
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Length 1 >>\nstream\n0\nendstream",
    ]
    for number, words in enumerate(pages):
        drawn = b"".join(
            b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n"
            % (size, left, base, text.replace("(", r"\(").replace(")", r"\)").encode("cp1252"))
            for left, base, size, text in words
        )
        drawn += b"q 500 0 0 700 40 60 cm /I1 Do Q\n" if number in pictures else b""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> /XObject << /I1 5 0 R >> >> >>" % (7 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        made
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            len(made),
        )
    )


def column(left: float, top: float, size: float, lines: Sequence[str], pitch: float = 14.0) -> list[Words]:
    """Lines below each other."""
    return [(left, top - pitch * at, size, line) for at, line in enumerate(lines)]
