"""Text in any script: the quotation stored is the one selected, in the file and in every export."""

import csv
import html
import html.parser
import json
import re
import unicodedata
from pathlib import Path

import pytest

from tests.cli.running import Annotator

QUOTES = {
    "joined emoji": "the scientist 👩🏽‍🔬 said",
    "flags": "🇪🇺🇧🇾 agreed",
    "family": "a 👨‍👩‍👧‍👦 of four",
    "combining marks": unicodedata.normalize("NFD", "Übergrößenträger à Zürich"),
    "composed marks": unicodedata.normalize("NFC", "Übergrößenträger à Zürich"),
    "stacked marks": "Z̴̡͇͖a̵l̶g̷o",
    "arabic": "قال الرئيس إن العدد ١٢٣",
    "hebrew with points": "שָׁלוֹם עֲלֵיכֶם",
    "chinese": "白俄罗斯当局未能调查",
    "rare chinese": "𠜎𠜱𠝹 三字",
    "thai": "ประเทศไทยมีประชากร",
    "devanagari": "क्षत्रिय नमस्ते",
    "no-break spaces": "27\u00a0000\u202f€ exactly",
    "signs of markup": '<b>&amp; "x" | *y* _z_ `c` [l](u) \\ # 1. =cmd()',
    "two lines": "ends here\r\nand goes on there",
}


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A file with a byte order mark and line ends CRLF, in which each quotation stands after all that came before."""
    path = tmp_path / "scripts.txt"
    paragraphs = [f"Number {n} 😀: {quote}. The end of it." for n, quote in enumerate(QUOTES.values())]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n\r\n".join(["A headline 👍🏿 of its own", *paragraphs]).encode())
    return path


@pytest.fixture
def project(annotator: Annotator, tmp_path: Path, text: Path) -> Path:
    path = tmp_path / "scripts.factcheck"
    annotator("new", path)
    annotator("add", path, text)
    return path


def selected(quote: str) -> str:
    """The quotation as the article has it, whose line ends are LF."""
    return quote.replace("\r\n", "\n")


def marked(annotator: Annotator, project: Path) -> list[str]:
    """Mark each quotation by its place and give it a verdict; gives what was stored."""
    (article,) = annotator("articles", project, "--json").value
    assert not set(article["text"]) & {"\r", "\ufeff"}
    stored = []
    for quote in map(selected, QUOTES.values()):
        start = article["text"].index(quote)
        place = ("--article", article["id"], "--span", f"{start}:{start + len(quote)}")
        claim = annotator("mark", project, *place, "--json").value
        rating = ("--rating", "confirmed", "--rationale", quote)
        assert annotator("rate", project, "--claim", claim["id"], *rating).status == 0
        (mention,) = claim["mentions"]
        assert article["text"][mention["start"] : mention["end"]] == mention["exact"]
        stored.append(mention["exact"])
    return stored


@pytest.mark.parametrize("quote", QUOTES.values(), ids=QUOTES)
def test_a_quotation_given_in_words_is_the_one_stored(annotator: Annotator, project: Path, quote: str) -> None:
    (article,) = annotator("articles", project, "--json").value
    made = annotator("mark", project, "--article", article["id"], "--quote", selected(quote), "--json").value
    (mention,) = made["mentions"]
    assert mention["exact"] == selected(quote)
    assert article["text"][mention["start"] : mention["end"]] == selected(quote)


def test_the_quotations_are_the_same_in_every_export(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    wanted = [selected(quote) for quote in QUOTES.values()]
    assert marked(annotator, project) == wanted
    for name, read in READERS.items():
        out = tmp_path / f"report.{name}"
        assert annotator("export", project, "--format", name, "--out", out).status == 0
        found = read(out)
        for quote in wanted:
            assert any(said(quote) in said(each) for each in found), f"{name} lacks {quote!r}"


def said(text: str) -> str:
    """A text with any white space as one space, as most formats may lay it out; no-break spaces stay."""
    return re.sub(r"[ \t\n]+", " ", text)


def in_json(path: Path) -> list[str]:
    """The words of every passage, checked against its place in the text."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return sorted(set(strings(found)))


def strings(value: object) -> list[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for each in value for text in strings(each)] if isinstance(value, list) else []


def in_csv(path: Path) -> list[str]:
    """Cells as the spreadsheet's text, without the apostrophe that keeps one from being a formula."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [cell.removeprefix("'") for row in csv.reader(file) for cell in row]


class Words(html.parser.HTMLParser):
    """The text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found = ""

    def handle_data(self, data: str) -> None:
        self.found += data


def in_html(path: Path) -> list[str]:
    words = Words()
    words.feed(path.read_text(encoding="utf-8"))
    return [words.found]


def in_markdown(path: Path) -> list[str]:
    """The text without the backslashes and entities of CommonMark (2.4, 2.5, 6.7)."""
    text = re.sub(r"^(> ?)+", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    escaped = re.compile(r"\\([\n!-/:-@\[-`{-~])|(&#?\w+;)")
    return [escaped.sub(lambda found: found[1] or html.unescape(found[2]), text)]


READERS = {
    "json": in_json,
    "webannotation": in_json,
    "claimreview": in_json,
    "csv": in_csv,
    "html": in_html,
    "markdown": in_markdown,
}
