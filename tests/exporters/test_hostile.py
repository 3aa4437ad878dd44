"""Nothing that an article, a title or a note holds becomes part of the form of an export."""

import json
import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from annotator.domain.model import BlockKind, SourceKind, Stance
from annotator.domain.report import Report
from annotator.exporters import EXPORTERS
from tests.exporters.reading import QUIET, exported, rendered, rows, tags, unpacked, whole_page
from tests.exporters.reports import HOSTILE, Draft, full, hostile, large

WORDS = pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
PLAIN = "plain words"
FORMULA = re.compile(r"[\s\u200b\ufeff]*[-=+@＝＋－＠\t\r\n]")
ANY_WORDS = st.one_of(st.text(max_size=40), st.text("<>&\"'`*_[]()#!\\|~:/-=+ \n\t@{}^$1.)aw", max_size=40))


def shape(root: html.HtmlElement) -> list[str]:
    """The elements of a page but those that follow from tabs, line ends, dates and links that the words may hold."""
    return [tag for tag in tags(root) if tag not in ("a", "bdi", "cite", "tr", "td", "span", "sup", "i")]


def check_page(report: Report) -> html.HtmlElement:
    source = exported(report, "html")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", source)
    root = whole_page(report)
    allowed = {"style", "meta", "title"}
    assert not {"script", "img", "svg", "iframe", "object", "embed", "form", "base", "link"} & set(tags(root))
    for element in root.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on"), name
            assert name != "style" or re.fullmatch(r"flex-grow:\d+", value)
            assert name != "src"
            if name == "href":
                assert value.startswith("#") or urlsplit(value).scheme.lower() in ("http", "https", "mailto"), value
    assert [child.tag for child in root.head if child.tag not in allowed] == []
    assert len(root.head.findall("style")) == 1
    policy = root.head.xpath("meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == [
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    ]
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in root.xpath("//@href") if link.startswith("#")} <= set(ids)
    return root


@WORDS
def test_the_page_has_the_form_it_would_have_with_plain_words(words: str) -> None:
    assert shape(check_page(hostile(words))) == shape(check_page(hostile(PLAIN)))


@given(ANY_WORDS)
@settings(max_examples=40)
def test_no_words_at_all_give_the_page_a_script_or_a_strange_link(words: str) -> None:
    check_page(hostile(words))


def test_whole_reports_give_sound_pages() -> None:
    check_page(full())
    check_page(large(50, 5_000))


def check_markdown(words: str, plain: html.HtmlElement) -> None:
    root = rendered(hostile(words))
    assert not {"script", "img", "svg", "pre", "code", "hr", "table"} & set(tags(root))
    for element in root.iter():
        assert set(element.attrib) <= {"href"}
        href = element.get("href", "#")
        assert href.startswith("#") or urlsplit(href).scheme.lower() in ("http", "https", "mailto")
    kinds = ("h1", "h2", "h3", "h4", "ul", "ol", "li", "em", "strong", "blockquote")
    assert [tag for tag in tags(root) if tag in kinds] == [tag for tag in tags(plain) if tag in kinds]


@WORDS
def test_markdown_has_the_headings_and_lists_it_would_have_with_plain_words(words: str) -> None:
    check_markdown(words, rendered(hostile(PLAIN)))


@given(ANY_WORDS.filter(lambda words: words.strip() and not words[-1].isspace()))
@settings(max_examples=40)
def test_no_words_at_all_become_markdown(words: str) -> None:
    check_markdown(words, rendered(hostile(PLAIN)))


@WORDS
def test_a_dialect_that_links_bare_addresses_finds_none(words: str) -> None:
    dialect = MarkdownIt("gfm-like", {"linkify": False})
    root = html.fromstring(f"<div>{dialect.render(exported(hostile(words), 'markdown'))}</div>")
    hrefs = {element.get("href") for element in root.iter("a")}
    assert all(href.startswith("#claim-") for href in hrefs if href), hrefs


@WORDS
def test_no_cell_of_a_table_is_a_formula(words: str) -> None:
    report = hostile(words)
    for part in (0, 1):
        (row,) = rows(report, part)
        assert None not in row
        for column, cell in row.items():
            if column in ("number", "start", "end", "mentions"):
                assert cell.isdigit()
            else:
                assert not FORMULA.match(cell), (column, cell)
    (row,) = rows(report)
    expected = words.replace("\0", "\ufffd")
    assert row["rationale"] == (f"'{expected}" if FORMULA.match(words) else expected)


@given(st.text(max_size=60))
@settings(max_examples=40)
def test_tables_keep_every_text_apart_from_the_sign_of_a_formula(words: str) -> None:
    (row,) = rows(hostile(words))
    assert row["note"].removeprefix("'") == words.replace("\0", "\ufffd").removeprefix("'")


@WORDS
@pytest.mark.parametrize("name", ["json", "claimreview", "webannotation", "csl"])
def test_json_parses_back_to_the_very_words(name: str, words: str) -> None:
    text = exported(hostile(words), name)
    found: list[str] = []

    def collect(value: object) -> None:
        if isinstance(value, dict):
            for item in value.values():
                collect(item)
        elif isinstance(value, list):
            for item in value:
                collect(item)
        elif isinstance(value, str):
            found.append(value)

    collect(json.loads(text))
    assert words in found
    assert text.endswith("\n")


@WORDS
def test_a_claim_review_can_stand_in_a_script_element(words: str) -> None:
    assert not re.search("[<>&\u2028\u2029]", exported(hostile(words), "claimreview"))


def test_lone_surrogates_stop_no_format() -> None:
    for exporter in EXPORTERS.values():
        for part in exporter.render(hostile("a\ud800b"), QUIET):
            for data in unpacked(part.data):
                assert data.startswith(b"%PDF") or data.decode("utf-8")


def test_a_note_of_a_million_signs_stops_no_format() -> None:
    words = "=1+1 <b>&\x07 👩 " * 70_000
    draft = Draft()
    claim = draft.claim(draft.mention(draft.article((BlockKind.PARAGRAPH, "Ten.")), "Ten"), note=words)
    source = draft.source("A book", SourceKind.BOOK, note=words)
    claim = draft.attach(claim, source, Stance.REFUTES, excerpt=words, note=words)
    draft.rate(claim, "wrong", words)
    for exporter in EXPORTERS.values():
        if exporter.extension not in ("pdf", "docx"):  # these have tests of their own for long texts
            assert exporter.render(draft.report(), QUIET)
