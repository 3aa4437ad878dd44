"""Hostile files that are text: plain, Markdown, pages, messages, saved pages, transcripts. Rows of
`hostile_files.CASES`."""

from collections.abc import Iterator
from itertools import cycle, islice

from tests.importers import made_files as made
from tests.importers.hostile_packages import Row

_PAGE = (
    "<!doctype html><html><head><title>Dues</title></head><body><article><h1>Dues rise</h1>{}</article></body></html>"
)

# What our own patterns, and those of the libraries, may go back over again and again.
_RUNS = {
    "spaces": " ", "hyphens": "-", "dots": ".", "angles": "<", "closing angles": ">", "brackets": "[",
    "parentheses": "(", "stars": "*", "underscores": "_", "backticks": "`", "hashes": "#", "pipes": "|",
    "quotes": '"', "ampersands": "&", "digits": "1", "letters": "a", "capitals": "A", "slashes": "/", "colons": ":",
    "tabs": "\t", "no-break spaces": "\u00a0", "tildes": "~", "exclamations": "!", "arrows": "» ", "equals": "=",
    "one word": "word ", "one line": "a\n", "empty lines": "\n", "returns": "\r", "sentences": "It rose. ",
    "kana": "\u3042", "marks": "e\u0301", "mark after mark": "\u0301", "joiners": "\u200d", "emoji": "👩‍🔬",
    "backwards": "\u202e\u05d0", "bullets": "- a\n", "numbers": "1. a\n", "quoted": "> ", "links": "[a](",
    "images": "![", "autolinks": "<http://a",
    "entities": "&#x;", "open tags": "<a ", "open comments": "<!--", "cdata": "<![CDATA[",
    "dates": "1.1.2020 ", "times": "10:00 ", "by": "By Ann Example ", "agencies": "AFP, ", "replacements": "\ufffd",
    "line separators": "\u2028", "table rows": "|a|b|\n", "rules": "---\n", "definitions": "[a]: b\n", "escapes": "\\",
    "closing and opening": "](", "strong": "**a ", "emphasis": "*a **b ", "lazy quotes": "> a\nb\n",
    "deeper items": " - ", "tag ends": "</p>", "attributes": "<p a='", "scripts": "<script>", "styles": "<style><",
}  # fmt: skip


def run(piece: str, length: int) -> str:
    return "".join(islice(cycle(piece), length))


def _encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "surrogatepass")


def _plain() -> Iterator[Row]:
    for name, piece in _RUNS.items():
        yield "a.txt", f"nothing but {name}", lambda n, p=piece: run(p, n).encode(), 5_000_000, 30_000
    yield "a.txt", "one line", lambda n: run("words of one line, ", n).encode(), 20_000_000, 200_000
    yield "a.txt", "tiny paragraphs", lambda n: ("a\n\n" * n).encode(), 1_000_000, 5_000
    yield "a.txt", "short lines of one paragraph", lambda n: ("- a b\n" * n).encode(), 1_000_000, 5_000
    yield "a.txt", "NUL after NUL", lambda n: b"Some words.\n" + b"\0" * n, 5_000_000, 20_000
    yield "a.txt", "NUL among words", lambda n: b"Some words\0 " * n, 400_000, 2_000
    yield (
        "a.txt",
        "lone surrogates",
        lambda n: b"\xff\xfe" + _encoded("a\ud800b\udfff " * n, "utf-16-le"),
        500_000,
        2_000,
    )
    yield "a.txt", "lone surrogates as UTF-8", lambda n: _encoded("word \ud800 " * n, "utf-8"), 500_000, 2_000
    yield "a.txt", "half a sign", lambda _: b"\xff\xfeS\0o\0m\0e\0 \0w", 1, 1
    yield "a.txt", "no encoding at all", lambda n: b"Some words \x81\x8d\x8f\x90\x9d\xff\xfe " * n, 100_000, 500
    yield "a.txt", "UTF-32 out of range", lambda n: b"\xff\xfe\0\0" + b"\xff\xff\xff\x7f" * n, 100_000, 500


def _marked() -> Iterator[Row]:
    for name, piece in _RUNS.items():
        yield "a.md", f"nothing but {name}", lambda n, p=piece: run(p, n).encode(), 5_000_000, 12_000
    deep = lambda n: "\n".join(" " * (2 * k) + "- a" for k in range(n)).encode()  # noqa: E731
    yield "a.md", "lists within lists", deep, 1_500, 120
    yield "a.md", "quotations within quotations", lambda n: (">" * n + " a").encode(), 100_000, 5_000
    yield (
        "a.md",
        "a wide table",
        lambda n: ("|a" * n + "|\n" + "|-" * n + "|\n" + "|b" * n + "|").encode(),
        300_000,
        1_000,
    )
    yield "a.md", "a table of bars", lambda n: ("|a" * n + "|\n" + "|-" * n + "|\n" + "|\n" * n).encode(), 20_000, 120
    yield "a.md", "paragraphs of marks", lambda n: (("*a_`[<" * 1_600 + "\n\n") * n).encode(), 500, 1
    yield (
        "a.md",
        "references to one address",
        lambda n: (f"[a]: http://{'x' * n}\n\n" + "[a] " * n).encode(),
        100_000,
        2_000,
    )
    yield "a.md", "tiny paragraphs", lambda n: ("a\n\n" * n).encode(), 1_000_000, 2_000
    yield "a.md", "pictures", lambda n: ("![a](b.png)\n\n" * n).encode() + b"words", 300_000, 1_000
    yield "a.md", "endless front matter", lambda n: ("---\n" + "title: a\n" * n).encode(), 500_000, 2_000
    yield "a.md", "mark-up within mark-up", lambda n: ("<div>\n" * n + "words").encode(), 100_000, 2_000


def page(body: str) -> bytes:
    return _PAGE.format(body).encode("utf-8", "surrogatepass")


def _pages() -> Iterator[Row]:
    for name, piece in _RUNS.items():
        yield f"nothing but {name}", lambda n, p=piece: page(f"<p>{run(p, n)}"), 5_000_000, 30_000
    for tag in ("div", "b", "table><tr><td", "ul><li", "a href='//a/b'", "blockquote", "font", "p"):
        yield f"<{tag}> within itself", lambda n, t=tag: page(f"<{t}>" * n + "words"), 100_000, 240
        yield f"<{tag}> a hundred deep", lambda n, t=tag: page((f"<{t}>" * 100 + "words") * n), 1, 1
    yield "tiny paragraphs", lambda n: page("<p>a</p>" * n), 1_000_000, 3_000
    yield "sentences", lambda n: page("<p>The dues rose by 12 percent in 2020.</p>" * n), 40_000, 500
    yield "pictures", lambda n: page("<img src='//a.example/b.png' alt='c'>" * n + "words"), 500_000, 2_000
    yield "links", lambda n: page("<p><a href='https://a.example/b'>words</a> and</p>" * n), 40_000, 500
    yield (
        "a cell of a milliard columns",
        lambda _: page("<table><tr><td colspan=1000000000 rowspan=1000000000>a<td>b</table><col span=1000000000>"),
        1,
        1,
    )
    yield "cells", lambda n: page(f"<table><tr>{'<td>a' * n}</table>"), 500_000, 5_000
    yield (
        "cells that span",
        lambda n: page(f"<table>{'<tr><td colspan=999>a<td rowspan=999>b' * n}</table>"),
        100_000,
        300,
    )
    yield "rows", lambda n: page(f"<table>{'<tr><td>a<td>b' * n}</table>"), 300_000, 2_000
    yield "tables without end tags", lambda n: page("<table>" * n + "words"), 20_000, 200
    yield "an attribute of megabytes", lambda n: page(f"<p title='{'a' * n}'>words"), 15_000_000, 100_000
    yield "attributes", lambda n: page(f"<p {' '.join(f'a{k}=b' for k in range(n))}>words"), 500_000, 3_000
    yield "classes", lambda n: page(f"<p class='{'ad-' * n}x'>words</p>" * 3), 1_500_000, 20_000
    yield "styles", lambda n: page(f"<p style='{'display : ' * n}'>words</p>" * 3), 500_000, 5_000
    yield "a script that never ends", lambda n: page("<p>words</p><script>" + "<" * n), 10_000_000, 50_000
    yield "scripts that never end", lambda n: page("<p>words</p>" + "<script>a" * n), 1_000_000, 3_000
    yield "drawings that never end", lambda n: page("<p>words</p>" + "<svg>a" * n), 500_000, 200
    yield "pictures in many sizes", lambda n: page(f"<img srcset='{'a.png 1x,' * n}'>words"), 1_000_000, 5_000


def _descriptions() -> Iterator[Row]:
    ld = "<script type='application/ld+json'>{}</script>"
    yield "descriptions nested deeply", lambda n: page(ld.format('{"a":' * n) + "<p>words"), 1_000_000, 5_000
    yield "descriptions of lists", lambda n: page(ld.format("[" * n + "]" * n) + "<p>words"), 100_000, 2_000
    yield (
        "a title of megabytes",
        lambda n: f"<html><head><title>{'Dues ' * n}</title></head><p>words".encode(),
        2_000_000,
        (9_000),
    )
    meta = "<meta name='author' content='By {0}'><meta name='date' content='{1}'>"
    yield (
        "metas of megabytes",
        lambda n: f"<html><head>{meta.format('a, ' * n, '1' * n)}</head><p>words".encode(),
        (1_000_000),
        5_000,
    )
    yield "metas", lambda n: f"<html><head>{meta.format('a', '2020') * n}</head><p>words".encode(), 100_000, 1_000
    yield (
        "a base of megabytes",
        lambda n: page(f"<base href='http://{'[' * n}'><a href='x'>words</a>"),
        5_000_000,
        9_000,
    )
    yield "comments", lambda n: page("<!-- a -->" * n + "words"), 1_000_000, 9_000
    yield "comments before the page", lambda n: b"<!-- a -->" * n + page("words"), 1_000_000, 9_000
    yield "a false charset", lambda _: b"<html><meta charset='utf-16'><p>Some words.", 1, 1
    yield "a charset that runs", lambda _: b"<html><meta charset='zlib_codec'><p>Some words.", 1, 1
    yield "a charset of its own", lambda _: b"<html><meta charset='../../etc/passwd'><p>Some words.", 1, 1
    yield "UTF-7", lambda _: b"<html><meta charset='utf-7'><p>+ADw-script+AD4-words", 1, 1
    yield "punycode", lambda n: b"<html><meta charset='punycode'><p>" + b"a" * n + b"-99999999", 300_000, 2_000
    yield "idna", lambda n: b"<html><meta charset='idna'><p>" + b"a." * n, 300_000, 2_000
    yield (
        "unicode_escape",
        lambda n: b"<html><meta charset='unicode_escape'><p>" + b"\\N{DIGIT ONE}" * n,
        300_000,
        2_000,
    )


def _odd_pages() -> Iterator[Row]:
    yield "NUL among tags", lambda n: page("<p>a\0b<\0p>\0" * n), 300_000, 2_000
    yield "lone surrogates", lambda n: b"\xff\xfe" + _encoded("<html><p>a\ud800b" * n, "utf-16-le"), 200_000, 1_000
    yield "entities", lambda n: page("<p>&amp;&#0;&#xD800;&#x110000;&#99999999999;&bogus;" * n), 300_000, 1_000
    yield (
        "declared entities",
        lambda _: (
            b'<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
            b"<html><p>words &b; &c;</p>"
        ),
        1,
        1,
    )
    yield "cut in a tag", lambda _: page("<p>Some words. <a href='http")[:-26], 1, 1
    yield (
        "hidden parts",
        lambda n: page("<div hidden>a</div><p style='display:none'>b</p>" * n + "words"),
        200_000,
        2_000,
    )
    yield (
        "lists of hidden menus",
        lambda n: page("<ul>" + "<li><a href=/>Home</a>" * n + "</ul><p>words"),
        200_000,
        2_000,
    )
    yield "quotations", lambda n: page("<blockquote>a<p>b</blockquote>" * n), 200_000, 1_000
    yield "breaks", lambda n: page("a<br>" * n), 1_000_000, 5_000
    yield "times", lambda n: page("<time datetime='2020-01-01'>1 Jan 2020</time>" * n + "<p>words"), 100_000, 1_000


_HEAD = "From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\nMessage-ID: <1@example.org>\r\n"


def mail(headers: str, body: str) -> bytes:
    return f"{_HEAD}{headers}\r\n\r\n{body}".encode("utf-8", "surrogatepass")


def _nested_mail(depth: int, inner: str) -> bytes:
    begun = "".join(f'Content-Type: multipart/mixed; boundary="b{k}"\r\n\r\n--b{k}\r\n' for k in range(depth))
    return f"{_HEAD}{begun}Content-Type: text/plain\r\n\r\n{inner}\r\n".encode()


def _forwarded(depth: int) -> bytes:
    return (f"{_HEAD}Content-Type: message/rfc822\r\n\r\n" * depth + f"{_HEAD}\r\nSome words.").encode()


def _messages() -> Iterator[Row]:
    for name in ("spaces", "hyphens", "quoted", "one word", "one line", "empty lines", "letters", "rules", "emoji"):
        yield f"nothing but {name}", lambda n, p=_RUNS[name]: mail("Subject: a", run(p, n)), 5_000_000, 30_000
    yield "parts within parts", lambda n: _nested_mail(n, "Some words."), 100_000, 60
    yield "parts within parts, a hundred", lambda _: _nested_mail(100, "Some words."), 1, 1
    yield "messages within messages", _forwarded, 100_000, 60
    part = "--b\r\nContent-Type: text/plain\r\n\r\na\r\n"
    mixed = 'Content-Type: multipart/mixed; boundary="b"'
    yield "parts", lambda n: mail(mixed, part * n), 300_000, 300
    yield "boundaries", lambda n: mail(mixed, "--b\r\n" * n), 1_000_000, 400
    yield (
        "a boundary of spaces",
        lambda n: mail(f'Content-Type: multipart/mixed; boundary="{" " * n}"', "a\r\n"),
        (900_000),
        9_000,
    )
    yield "headers", lambda n: mail("\r\n".join(f"X-{k}: a" for k in range(n)), "Some words."), 300_000, 2_000
    yield "one header over and over", lambda n: mail("\r\n".join(["Subject: a"] * n), "Some words."), 300_000, 2_000
    for header in ("Subject", "From", "Date", "Content-Type", "Content-Disposition", "Content-Transfer-Encoding"):
        for name, piece in (
            ("words", "=?utf-8?q?=C3=BC?= "), ("brackets", "("), ("commas", "a, "), ("angles", "<"), ("colons", "a:;"),
            ("semicolons", ";a=b"), ("quotes", '"'), ("escapes", "\\"), ("spaces", " "), ("percents", "; a*0*=%"),
            ("unclosed words", "=?utf-8?b?"), ("at signs", "@"),
        ):  # fmt: skip
            yield (
                f"{header} of {name}",
                lambda n, h=header, p=piece: mail(
                    f"{h}: a{'/b; ' if h == 'Content-Type' else ''}{run(p, n)}", "Some words."
                ),
                900_000,
                1_500,
            )


def _bodies() -> Iterator[Row]:
    part = "--b\r\nContent-Type: text/plain\r\n\r\na\r\n"
    mixed = 'Content-Type: multipart/mixed; boundary="b"'
    yield (
        "a name in pieces",
        lambda n: mail("Content-Type: text/plain;" + "".join(f"\r\n name*{k}=a;" for k in range(n)), "Some words."),
        50_000,
        300,
    )
    yield (
        "a name with a far piece",
        lambda _: mail("Content-Type: text/plain; name*999999999999=a", "Some words."),
        1,
        1,
    )
    yield "a charset that runs", lambda _: mail("Content-Type: text/plain; charset=zlib_codec", "Some words."), 1, 1
    yield "a false charset", lambda _: mail("Content-Type: text/plain; charset=utf-16", "Some words"), 1, 1
    yield (
        "broken base64",
        lambda n: mail("Content-Transfer-Encoding: base64", "U29tZSB3b3Jkcy4=*" * n),
        1_000_000,
        2_000,
    )
    yield (
        "uuencoded",
        lambda n: mail("Content-Transfer-Encoding: x-uuencode", "begin 644 a\n" + "!" * n),
        1_000_000,
        2_000,
    )
    yield "quoted-printable", lambda n: mail("Content-Transfer-Encoding: quoted-printable", "=" * n), 5_000_000, 20_000
    yield "a page nested deeply", lambda n: mail("Content-Type: text/html", "<div>" * n + "words"), 100_000, 1_000
    yield (
        "quotations of a page",
        lambda n: mail("Content-Type: text/html", "<p>words</p>" + "<blockquote type=cite>a</blockquote>" * n),
        100_000,
        500,
    )
    yield (
        "quotations within quotations",
        lambda n: mail("Content-Type: text/html", "<p>words</p>" + "<blockquote type=cite>a" * n),
        240,
        100,
    )
    yield "quoted lines", lambda n: mail("Subject: a", "a\n> b\n" * n), 500_000, 2_000
    yield "leads of quotations", lambda n: mail("Subject: a", "\n\n".join(["On " + "a" * 230] * n)), 20_000, 100
    name = 'Content-Disposition: attachment; filename="{0}"\r\n\r\na\r\n'
    yield (
        "attached files",
        lambda n: mail(mixed, "".join("--b\r\n" + name.format(f"{k}.txt") for k in range(n))),
        (100_000),
        300,
    )
    yield "no end of its head", lambda n: _HEAD.encode() + b"a: b\r\n" * n, 500_000, 2_000
    yield "a circle of references", lambda _: mail("Content-Type: multipart/related; boundary=b; start=<a>", part), 1, 1


def _archives() -> Iterator[Row]:
    whole = made.saved_page("<h1>A title</h1><p>Some words.</p>")
    for eighths in range(1, 8):
        yield f"cut short at {eighths}/8", lambda _, at=eighths: whole[: len(whole) * at // 8], 1, 1
    yield "a page nested deeply", lambda n: made.saved_page("<div>" * n + "words"), 100_000, 1_000
    yield "tiny paragraphs", lambda n: made.saved_page("<p>a</p>" * n), 1_000_000, 2_000
    yield (
        "addresses that lead outside",
        lambda _: whole.replace(b"https://site.example/dues", b"file:///etc/passwd"),
        1,
        1,
    )
    yield "no page", lambda n: whole.replace(b"text/html", b"image/png"), 1, 1
    yield "boundaries", lambda n: whole.replace(b"----b--", b"----b\r\n" * n), 1_000_000, 400
    yield "a charset that runs", lambda _: whole.replace(b"charset=utf-8", b"charset=bz2_codec"), 1, 1


_OF_CUES = ("angles", "spaces", "hyphens", "letters", "open tags", "colons", "one word", "one line", "ampersands")


def _transcripts() -> Iterator[Row]:
    cue = "{0}\n00:00:{1:02},000 --> 00:00:{1:02},500\nwords {0}\n\n"
    for file, head in (("a.srt", ""), ("a.vtt", "WEBVTT\n\n")):
        cues = lambda n, h=head: h + "".join(cue.format(k, k % 60) for k in range(1, n + 1))  # noqa: E731
        dotted = (lambda n, c=cues: c(n).encode()) if not head else (
            lambda n, c=cues: c(n).replace(",000", ".000").replace(",500", ".500").encode()
        )  # fmt: skip
        yield file, "cues", dotted, 200_000, 1_000
        yield file, "cut short", lambda _, d=dotted: d(5)[:-25]
        begun = f"{head}1\n00:00:01.000 --> 00:00:02.000\n" if head else "1\n00:00:01,000 --> 00:00:02,000\n"
        for name in _OF_CUES:
            yield (
                file,
                f"a cue of {name}",
                lambda n, b=begun, p=_RUNS[name]: (b + run(p, n)).encode(),
                5_000_000,
                30_000,
            )
        yield file, "arrows", lambda n, b=begun: (b + "a\n\n" + "00:00 --> \n" * n).encode(), 300_000, 3_000


def _odd_times() -> Iterator[Row]:
    for file, head in (("a.srt", ""), ("a.vtt", "WEBVTT\n\n")):
        begun = f"{head}1\n00:00:01.000 --> 00:00:02.000\n" if head else "1\n00:00:01,000 --> 00:00:02,000\n"
        yield (
            file,
            "times of many digits",
            lambda n, h=head: (
                f"{h}1\n{'9' * n}:00:01{'.' if h else ','}000 --> {'9' * n}:00:02{'.' if h else ','}000\nwords\n"
            ).encode(),
            100_000,
            5_000,
        )
        yield (
            file,
            "times beyond all",
            lambda _, h=head: (
                f"{h}1\n99:99:99{'.' if h else ','}999 --> 00:00:00{'.' if h else ','}000\nwords\n"
            ).encode(),
        )
        yield (
            file,
            "notes",
            lambda n, b=begun: (b + "words\n\n" + "NOTE a\n\nSTYLE\na {}\n\n" * n).encode(),
            300_000,
            2_000,
        )


ROWS: list[Row] = [
    *_plain(),
    *_marked(),
    *(("a.html", *row) for rows in (_pages(), _descriptions(), _odd_pages()) for row in rows),
    *(("a.eml", *row) for rows in (_messages(), _bodies()) for row in rows),
    *(("a.mhtml", *row) for row in _archives()),
    *_transcripts(),
    *_odd_times(),
]
