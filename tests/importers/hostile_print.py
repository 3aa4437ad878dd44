"""Hostile PDFs and Rich Text. Rows of `hostile_files.CASES`."""

import zlib
from collections.abc import Iterator

from tests.importers import made_files as made
from tests.importers.hostile_packages import Row

_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf(objects: dict[int, bytes | str], trailer: str = "") -> bytes:
    """A PDF of these objects, the first of them its catalogue."""
    data = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content.encode("latin-1") if isinstance(content, str) else content)
    start, most = len(data), max(places) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n" % most
    for number in range(1, most):
        data += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    data += f"trailer << /Size {most} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n".encode("latin-1")
    return bytes(data)


def stream(content: bytes, extra: str = "") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra.encode(), content)


def printed(content: bytes | str, extra: str = "", more: dict[int, bytes | str] | None = None) -> bytes:
    """One page of this content."""
    raw = content.encode("latin-1") if isinstance(content, str) else content
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> "
        "/XObject << /X 6 0 R >> >> >>"
    )
    objects: dict[int, bytes | str] = {
        1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", 3: page,
        4: stream(raw, extra), 5: _FONT,
    }  # fmt: skip
    return pdf(objects | (more or {}))


def _kids(kids: str, count: int = 1) -> bytes:
    leaf = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
    )
    return pdf({
        1: "<< /Type /Catalog /Pages 2 0 R >>", 2: f"<< /Type /Pages /Kids [{kids}] /Count {count} >>", 3: leaf,
        4: stream(b"BT /F 11 Tf 60 700 Td (Some words) Tj ET"), 5: _FONT,
    })  # fmt: skip


def _tree(depth: int) -> bytes:
    objects: dict[int, bytes | str] = {1: "<< /Type /Catalog /Pages 2 0 R >>"}
    for number in range(2, depth + 2):
        objects[number] = f"<< /Type /Pages /Kids [{number + 1} 0 R] /Count 1 >>"
    objects[depth + 2] = "<< /Type /Page /MediaBox [0 0 612 792] >>"
    return pdf(objects)


def _written(count: int, piece: str = "(word ) Tj 0 -1 Td ") -> str:
    return f"BT /F 11 Tf 60 700 Td {piece * count} ET"


def _squeezed(length: int, times: int) -> bytes:
    data, filters = b" " * length, "/Filter [" + "/FlateDecode " * times + "]"
    for _ in range(times):
        data = zlib.compress(data, 9)
    return printed(data, filters)


def _in_circles() -> bytes:
    held = "/Resources << /XObject << /X 6 0 R >> /Font << /F 5 0 R >> >>"
    extra = f"/Type /XObject /Subtype /Form /BBox [0 0 612 792] {held}"
    form = stream(b"/X Do BT /F 11 Tf 60 700 Td (Some words) Tj ET", extra)
    return printed("/X Do", more={6: form})


def _growing_forms(depth: int) -> bytes:
    """Each form draws the next one ten times."""
    more: dict[int, bytes | str] = {}
    for number in range(6, 6 + depth):
        extra = (
            "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F 5 0 R >> "
            f"/XObject << /X {number + 1} 0 R >> >>"
        )
        more[number] = stream(b"/X Do " * 10, extra)
    last = "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F 5 0 R >> >>"
    more[6 + depth] = stream(b"BT /F 11 Tf 60 700 Td (word) Tj ET", last)
    return printed("/X Do", more=more)


def _locked() -> bytes:
    secret = "<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{0}> /U <{0}> >>".format("41" * 32)
    data = printed(_written(3), more={7: secret})
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 7 0 R /ID [<41><41>]")


def _whole() -> bytes:
    return made.pdf([made.column(60, 700, 11, ["Some words", "on two lines"])])


def _prints() -> Iterator[Row]:
    whole = _whole()
    for eighths in range(1, 8):
        yield f"cut short at {eighths}/8", lambda _, at=eighths: whole[: len(whole) * at // 8], 1, 1
    yield "locked by a password", lambda _: _locked(), 1, 1
    yield "a page tree in a circle", lambda _: _kids("2 0 R 3 0 R"), 1, 1
    yield "a page that is there over and over", lambda n: _kids("3 0 R " * n, n), 100_000, 200
    yield "as many pages as go", lambda n: _kids("3 0 R " * n, n), 3_000, 100
    yield "a false count of pages", lambda _: _kids("3 0 R", 2_147_483_647), 1, 1
    yield "a negative count of pages", lambda _: _kids("3 0 R", -5), 1, 1
    yield "a deep page tree", _tree, 100_000, 2_000
    yield "arrays within arrays", lambda n: printed(_written(1), more={7: "[" * n + "]" * n}), 100_000, 5_000
    yield "an operand nested deeply", lambda n: printed("[" * n + _written(1)), 1_000_000, 9_000
    yield "states within states", lambda n: printed("q " * n + _written(3)), 1_000_000, 9_000
    yield "tiny lines", lambda n: printed(_written(n)), 300_000, 1_000
    yield "words on one place", lambda n: printed(_written(n, "(word ) Tj ")), 300_000, 1_000
    yield "words far apart", lambda n: printed(_written(n, "(word ) Tj 900 0 Td (b) Tj -900 -20 Td ")), 100_000, 500
    yield "columns without end", lambda n: printed(_written(n, "1 0 0 1 {0} 700 Tm (a b) Tj ")), 100_000, 500
    yield "one long line", lambda n: printed(f"BT /F 11 Tf 60 700 Td ({'word ' * n}) Tj ET"), 500_000, 4_000
    yield (
        "hyphens at the ends of lines",
        lambda n: printed(_written(n, "(wor-) Tj 0 -14 Td (ding) Tj 0 -14 Td ")),
        (100_000),
        500,
    )
    yield "huge type", lambda n: printed(f"BT /F {'9' * n} Tf 60 700 Td (words) Tj ET"), 100_000, 400
    yield "a stream that inflates", lambda n: _squeezed(n, 1), 2_000_000_000, 20_000_000
    yield "a stream inflated three times", lambda n: _squeezed(n, 3), 1_000_000_000, 20_000_000
    yield "a form that draws itself", lambda _: _in_circles(), 1, 1


def _odd_prints() -> Iterator[Row]:
    whole = _whole()
    yield "forms that draw forms", _growing_forms, 12, 3
    yield "drawings", lambda n: printed("0 0 m 9 9 l S " * n + _written(3)), 1_000_000, 9_000
    yield "objects", lambda n: printed(_written(3), more=dict.fromkeys(range(7, n), "null")), 500_000, 2_000
    yield (
        "no cross references",
        lambda n: made.pdf([made.column(60, 700, 11, ["Some words"])] * n).replace(b"startxref", b"startxxxx"),
        500,
        5,
    )
    yield "a circle of cross references", lambda _: whole.replace(b"/Root", b"/Prev 9 /Root"), 1, 1
    yield "pages far too large", lambda _: whole.replace(b"/MediaBox", b"/UserUnit 1e30 /MediaBox"), 1, 1
    yield (
        "scripts",
        lambda _: whole.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (while(1);) >>"),
        1,
        1,
    )


def _rich() -> Iterator[Row]:
    whole = made.RTF.encode()
    for eighths in range(1, 8):
        yield f"cut short at {eighths}/8", lambda _, at=eighths: whole[: len(whole) * at // 8], 1, 1
    for name, piece in (
        ("groups", "{"), ("closed groups", "{}"), ("ends of groups", "}"), ("backslashes", "\\"),
        ("paragraphs", "\\par a "), ("spaces", " "),
        ("letters", "a"), ("cells", "a\\cell "), ("rows", "a\\cell b\\cell\\row "),
        ("signs", "\\u-10179?"), ("bytes", "\\'ff"),
        ("half bytes", "\\'f"), ("words", "\\abcdefghij"), ("numbers", "\\u99999999999 "),
        ("destinations", "{\\*\\x a}"), ("fields", '{\\field{\\*\\fldinst{HYPERLINK "http://a'), ("stars", "\\*"),
        ("code pages", "\\ansicpg99999 "), ("lines", "a\\line "), ("tabs", "\\tab"), ("skips", "\\uc9999999 \\u65 "),
        ("binary", "\\bin99999999 "), ("hyphens", "-"), ("fonts", "{\\fonttbl{\\f0\\fcharset999 a;}"), ("quotes", '"'),
        ("tracked changes", "{\\deleted a}{\\revised b\\par }"), ("open changes", "{\\revised\\revauth9 "),
    ):  # fmt: skip
        yield (
            f"nothing but {name}",
            lambda n, p=piece: ("{\\rtf1 Some words. " + p * (n // len(p))).encode(),
            5_000_000,
            9_000,
        )
    yield (
        "numbers of many digits",
        lambda n: (f"{{\\rtf1 a\\u{'9' * n} b\\uc{'9' * n} c\\ansicpg{'9' * n} d").encode(),
        (100_000),
        5_000,
    )
    yield "a picture", lambda n: ("{\\rtf1 {\\pict " + "ff" * n + "} Some words.").encode(), 10_000_000, 50_000
    yield (
        "a long title",
        lambda n: ("{\\rtf1 {\\info {\\title " + "{\\title " * n + "a}} Some words.").encode(),
        500_000,
        5_000,
    )


ROWS: list[Row] = [
    *(("a.pdf", *row) for rows in (_prints(), _odd_prints()) for row in rows),
    *(("a.rtf", *row) for row in _rich()),
]
