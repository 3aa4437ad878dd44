"""The memo to the editor in each of its kinds: what must be fixed comes first, with passage, problem and wording."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from lxml import html
from markdown_it import MarkdownIt

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, Severity, SourceKind, Stance
from annotator.domain.report import Report
from annotator.exporters import EXPORTERS
from annotator.exporters.memo import EXTENSIONS
from annotator.exporters.memo_groups import groups
from annotator.exporters.pace import Pace
from annotator.exporters.templates import Order
from tests.exporters.reading import QUIET
from tests.exporters.reports import HOSTILE, Draft, full, hostile, large

ORDER = ["Must fix", "Should fix", "Cannot be verified", "Confirmed", "Still open"]


def memo(report: Report, extension: str) -> bytes:
    return EXPORTERS["memo"].render(report, QUIET, Order(extension))[0].data


def story() -> Report:
    draft = Draft("Desk")
    article = draft.article((BlockKind.PARAGRAPH, "One two three four five six."), title="Numbers", byline="A. Writer")
    one, two, three, four, five, six = (draft.claim(draft.mention(article, w)) for w in article.text[:-1].split())
    source = draft.source("A census", SourceKind.DATASET, url="https://census.example/1", publisher="Bureau")
    draft.rate(one, "confirmed", "So it is.")
    draft.review(draft.rate(two, "needs-fix", "The figure is old.", "twenty"), approved=False)
    draft.rate(three, "unverifiable", "Nobody counted.")
    draft.rate(
        draft.attach(four, source, Stance.REFUTES, excerpt="44", locator="p. 4"), "wrong", "It is 44.", "forty-four"
    )
    urgent = draft.rate(five, "needs-fix", "A person could be hurt.")
    draft._put(urgent, replace(urgent, severity=Severity.MUST_FIX))
    assert six.statement == "six"
    return draft.report()


def headings(extension: str) -> list[str]:
    data = memo(story(), extension)
    if extension == "docx":
        paragraphs = Document(io.BytesIO(data)).paragraphs
        return [p.text for p in paragraphs if p.style is not None and p.style.name == "heading 1"] or [
            p.text for p in paragraphs if p.style is not None and p.style.style_id == "Heading1"
        ]
    page = data.decode() if extension == "html" else MarkdownIt().render(data.decode())
    return [str(heading.xpath("string()")) for heading in html.fromstring(page).iter("h2")]


@pytest.mark.parametrize("extension", ["docx", "html", "md"])
def test_what_must_be_fixed_comes_first(extension: str) -> None:
    told = [re.sub(r" \(\d+\)", "", heading) for heading in headings(extension)]
    assert [heading for heading in told if heading != "Sources"] == ORDER


def words(extension: str) -> str:
    data = memo(story(), extension)
    if extension == "docx":
        return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)
    page = data.decode() if extension == "html" else MarkdownIt().render(data.decode())
    return str(html.fromstring(page).xpath("string()"))


@pytest.mark.parametrize("extension", ["docx", "html", "md"])
def test_each_problem_has_passage_reason_wording_and_evidence(extension: str) -> None:
    told = " ".join(words(extension).split())
    must = told[told.index("Must fix") : told.index("Should fix")] if extension != "html" else told
    for said in ("four", "It is 44.", "Suggested wording", "forty-four", "A census", "p. 4", "44"):
        assert said in must, said
    assert "A person could be hurt." in must
    assert "Returned by Second Checker" in told


@pytest.mark.parametrize("extension", ["docx", "html", "md", "pdf"])
def test_what_a_newer_draft_left_out_is_not_to_be_fixed(extension: str) -> None:
    draft = Draft("Desk")
    article = draft.article((BlockKind.PARAGRAPH, "One two."))
    draft.lose(draft.rate(draft.claim(draft.mention(article, "One")), "wrong", "Not one.", "Two"))
    (part,) = groups(draft.report(), Pace(QUIET, 1))
    assert (part.title, len(part.entries), part.brief) == ("No longer in the text", 1, True)
    data = memo(draft.report(), extension)
    if extension in ("html", "md"):
        assert "No longer in the text" in data.decode() and "Must fix" not in data.decode()


def test_a_memo_without_claims_says_so() -> None:
    for extension in ("html", "md", "docx"):
        data = memo(Draft().report(), extension)
        data = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml") if extension == "docx" else data
        assert b"No claim has been marked" in data


def test_the_pdf_has_the_same_parts_in_the_same_order() -> None:
    data = memo(story(), "pdf")
    assert data.startswith(b"%PDF")
    places = [data.find(f"{name} (".encode()) for name in ORDER]
    assert all(place == -1 for place in places) or places == sorted(places)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_the_name_of_the_file_says_what_it_is(extension: str, tmp_path: Path) -> None:
    (path, *_) = EXPORTERS["memo"].write(story(), tmp_path / f"memo.{extension}")
    begins = {"docx": b"PK", "pdf": b"%PDF", "html": b"<!DOCTYPE", "htm": b"<!DOCTYPE"}.get(extension, b"# Memo")
    assert path.read_bytes().startswith(begins)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError, match=r"cannot be written as \.txt\. .*\.docx, \.pdf, \.html"):
        EXPORTERS["memo"].write(story(), tmp_path / "memo.txt")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_words_in_every_kind(words: str) -> None:
    report = hostile(words)
    page = html.document_fromstring(memo(report, "html"))
    assert not {"script", "img", "svg", "iframe"} & {element.tag for element in page.iter()}
    text = html.fromstring(f"<div>{MarkdownIt('commonmark', {'html': True}).render(memo(report, 'md').decode())}</div>")
    assert not {"script", "img", "svg", "pre", "hr"} & {element.tag for element in text.iter()}
    hrefs = [element.get("href", "#") for tree in (page, text) for element in tree.iter("a")]
    assert all(href.startswith(("#", "http://", "https://", "mailto:")) for href in hrefs)
    assert Document(io.BytesIO(memo(report, "docx"))).paragraphs
    assert memo(report, "pdf").startswith(b"%PDF")


def test_a_long_memo_is_written_in_every_kind() -> None:
    report = large(1_000, 100_000)
    assert all(memo(report, extension) for extension in ("docx", "html", "md"))


def test_confidential_sources_stay_so() -> None:
    for extension in ("html", "md"):
        assert "Confidential source" in memo(full(), extension).decode()
