"""Reads exports back as their readers do, for the tests: HTML by a parser, Markdown as rendered, CSV by its rules."""

import csv
import io
import zipfile
from collections import defaultdict
from functools import cache

from lxml import etree, html
from markdown_it import MarkdownIt

from annotator.domain.model import Progress
from annotator.domain.report import Report
from annotator.exporters import EXPORTERS


def unheard(done: int, total: int) -> None:
    """A progress nobody looks at."""


QUIET: Progress = unheard


def unpacked(data: bytes) -> list[bytes]:
    """The files in a zip; bytes that are none as they are."""
    if not data.startswith(b"PK"):
        return [data]
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return [packed.read(name) for name in packed.namelist()]


def exported(report: Report, name: str, part: int = 0) -> str:
    return EXPORTERS[name].render(report, QUIET)[part].data.decode("utf-8")


def whole_page(report: Report) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    return html.document_fromstring(exported(report, "html").encode(), parser=parser)


def page(report: Report) -> html.HtmlElement:
    """The page without the notes that are shown beside the text while a claim is pointed at."""
    root = whole_page(report)
    for notes in root.find_class("notes"):
        notes.drop_tree()
    return root


@cache
def commonmark() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True})


def rendered(report: Report) -> html.HtmlElement:
    return html.fromstring(f"<div>{commonmark().render(exported(report, 'markdown'))}</div>")


def rows(report: Report, part: int = 0) -> list[dict[str, str]]:
    text = exported(report, "csv", part)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def marked_words(root: html.HtmlElement) -> dict[str, str]:
    """The text of the marked segments of each mention, joined, by the mention's number: what a person sees as marked.

    A mention over several segments is open from its opening number to its closing one; the number of any other stands
    right after its only segment.
    """
    found: dict[str, str] = defaultdict(str)
    open_marks: dict[str, str] = {}
    last = ""
    for element in root.iterdescendants("a", "sup"):
        kinds = (element.get("class") or "").split()
        if element.tag == "a" and "mark" in kinds:
            last = str(element.text_content())
            for key in open_marks.values():
                found[key] += last
        elif element.tag == "sup":
            number = (element[0].get("href") or "").removeprefix("#claim-")
            if "open" in kinds:
                open_marks[number] = element.get("id") or ""
            elif "close" in kinds:
                del open_marks[number]
            else:
                found[element.get("id") or ""] = last
    assert not open_marks
    return dict(found)


def tags(root: html.HtmlElement) -> list[str]:
    return [
        element.tag for element in root.iter() if isinstance(element, etree._Element) and isinstance(element.tag, str)
    ]
