"""Broken and hostile files of every format give a sound article or one AnnotatorError, and nothing else. A reading
without end is ended by the limit that pytest has for every test."""

import io
import json
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator import importers
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import ImportedArticle
from annotator.domain.returned import Known
from annotator.importers import markup_file, returned
from annotator.project import Project
from tests.importers import hostile_data, hostile_packages, made_files
from tests.importers.invariants import assert_sound
from tests.importers.scraped_pages import PAGES
from tests.importers.test_html import PAGE
from tests.importers.test_markdown import SOURCE
from tests.importers.test_project_json import PROJECT
from tests.importers.word_files import sample, with_part

NAMES = [
    *("a.html", "a.md", "a.txt", "a.docx", "a.json", "a.odt", "a.epub", "a.pdf", "a.rtf", "a.eml", "a.mhtml"),
    *("a.srt", "a.vtt", "a.qdpx", "a.jsonld", "b.jsonld", "b.json"),
]

PIECES = [
    *(b"\0", b"\xff", b"\xed\xa0\x80", b"\r", b"\n\n", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\x1b", b" " * 50, b"9" * 50),
    *(b"<", b">", b"</p>", b"<p>", b"<table>", b"<tr><td>", b"<!--", b"<![CDATA[", b"&#0;", b"&#xD800;", b"<br>" * 5),
    *(
        b"<a href='//[x'>",
        b"<base href='http://[':>",
        b"<svg>",
        b"<h1>",
        b"<li>",
        b"<script>",
        b'<meta charset="utf-7">',
    ),
    *(
        b"```",
        b"|-|",
        b"> ",
        b"- ",
        b"# ",
        b"[x](y)",
        b"*",
        b"~~",
        b"---\n",
        b"{",
        b"[",
        b'"',
        b"}",
        b"-1",
        b"true",
        b"null",
    ),
    *(b"<w:p>", b"</w:p>", b'w:val="x"', b"<!DOCTYPE a>", b"PK\x03\x04", b"PK\x05\x06"),
]


@cache
def seed(name: str) -> bytes:
    """A sound file of each format."""
    return {
        "a.html": PAGE.encode(),
        "a.md": SOURCE.encode(),
        "a.txt": PAGES["de"].encode() + PAGES["zh"].encode(),
        "a.docx": sample(),
        "a.json": json.dumps(PROJECT).encode(),
        "a.odt": made_files.odt(),
        "a.epub": made_files.epub(),
        "a.pdf": made_files.pdf([made_files.column(60, 700, 11, ["Some words", "on two lines"]), []]),
        "a.rtf": made_files.RTF.encode(),
        "a.eml": made_files.message("Some words.\r\n\r\n> Old words."),
        "a.mhtml": made_files.saved_page("<h1>A title</h1><p>Some words.</p>"),
        "a.srt": made_files.SRT.encode(),
        "a.vtt": made_files.VTT.encode(),
        "a.qdpx": hostile_packages.qdpx(),
        "a.jsonld": hostile_data.reviews(2).encode(),
        "b.jsonld": hostile_data.annotations(2, "Some words.").encode(),
        "b.json": hostile_data.labelled(2).encode(),
    }[name]


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes with pieces cut out, put in, moved, or the end missing."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 0, 1, 2, 8, 64, 1000])))
        piece = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8), st.just(bytes(data[:start][-40:]))))
        data[start:end] = piece
    return bytes(data[: draw(st.integers(0, len(data)))] if draw(st.integers(0, 9)) == 0 else data)


def read_soundly(data: bytes, name: str) -> None:
    try:
        imported = importers.read_bytes(data, name)
    except AnnotatorError as refusal:
        assert refusal.what_happened.endswith(".")
    else:
        if isinstance(imported, ImportedArticle):
            assert_sound(imported)
            assert imported.original == data


@pytest.mark.parametrize("name", NAMES)
@given(st.data())
@settings(max_examples=80)
def test_damaged_files(name: str, data: st.DataObject) -> None:
    read_soundly(data.draw(damaged(seed(name))), name)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("a.docx", "word/document.xml"),
        ("a.docx", "word/styles.xml"),
        ("a.docx", "word/footnotes.xml"),
        ("a.docx", "docProps/core.xml"),
        ("a.odt", "content.xml"),
        ("a.odt", "meta.xml"),
        ("a.epub", "OPS/book.opf"),
        ("a.epub", "META-INF/container.xml"),
        ("a.epub", "OPS/c 0.xhtml"),
        ("a.qdpx", "project.qde"),
    ],
)
@given(st.data())
@settings(max_examples=40)
def test_files_of_parts_with_a_damaged_part(name: str, part: str, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(seed(name))) as package:
        whole = package.read(part)
    read_soundly(with_part(seed(name), part, data.draw(damaged(whole))), name)


@given(st.binary(max_size=400), st.sampled_from([*NAMES, ""]))
def test_any_bytes_under_any_name(data: bytes, name: str) -> None:
    read_soundly(data, name)


@given(damaged(PAGE.encode()), st.sampled_from(["", "utf-8", "utf-16", "cp1252", "idna", "zlib_codec", "no such one"]))
@settings(max_examples=60)
def test_damaged_pages_of_a_server_that_names_any_encoding(data: bytes, charset: str) -> None:
    try:
        page = importers.read_source(importers.SourceFile(data, "https://a.example/b", charset, True))
    except AnnotatorError as refusal:
        assert refusal.what_happened.endswith(".")
    else:
        assert isinstance(page, ImportedArticle)
        assert_sound(page)


@given(damaged(hostile_data.reviews(2).encode()), st.booleans())
@settings(max_examples=80)
def test_damaged_mark_up_that_is_checked(data: bytes, in_page: bool) -> None:
    page = b"<!doctype html><p>x<script type='application/ld+json'>%s</script>"
    try:
        found = markup_file.problems(page % data if in_page else data, "a.jsonld")
    except AnnotatorError as refusal:
        assert refusal.what_happened.endswith(".")
    else:
        assert all(problem.sentence.endswith(".") for problem in found)


@cache
def annotated_copy() -> tuple[bytes, tuple[Known, ...]]:
    """An annotated copy of a small project, and the mentions that it tells of."""
    with TemporaryDirectory() as folder, Project.create(Path(folder) / "p.factcheck") as project:
        article = project.articles.add_text("The dues rose by 12 percent. Nobody paid them.")
        claim = project.claims.mark_quote(article.id, "rose by 12 percent")
        project.verdicts.give(claim.id, "wrong", rationale="They fell.", correction="fell by 12 percent")
        project.export("docx", Path(folder) / "p.docx")
        return (Path(folder) / "p.docx").read_bytes(), tuple(project.replies.known())


@pytest.mark.parametrize("part", ["", "word/document.xml", "word/comments.xml", "word/commentsExtended.xml"])
@given(st.data())
@settings(max_examples=40)
def test_damaged_copies_that_come_back(part: str, data: st.DataObject) -> None:
    copy, known = annotated_copy()
    if part:
        with zipfile.ZipFile(io.BytesIO(copy)) as package:
            whole = package.read(part)
        file = with_part(copy, part, data.draw(damaged(whole)))
    else:
        file = data.draw(damaged(copy))
    try:
        found = returned.read(file, known)
    except AnnotatorError as refusal:
        assert refusal.what_happened.endswith(".")
    else:
        assert {reply.mention for reply in found.replies} <= {mention.mention for mention in known}


values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.sampled_from(["a1", "c1", "k1"])
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=6,
)


@given(st.data())
@settings(max_examples=150)
def test_projects_with_any_value_anywhere(data: st.DataObject) -> None:
    project = json.loads(seed("a.json"))
    place = project
    while True:
        key = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else list(range(len(place)))))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.integers(0, 3)) == 0:
            break
        place = place[key]
    place[key] = data.draw(values)
    read_soundly(json.dumps(project).encode(), "a.json")
