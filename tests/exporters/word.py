"""Reads an annotated copy back as Word does: paragraphs with their tracked changes, and the words of each comment."""

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from annotator.domain.model import Article, BlockKind
from annotator.domain.report import Report
from annotator.exporters import docx
from tests.exporters.reading import QUIET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
OURS = ("Title", "Origin", "AfterTable")
"""Styles of paragraphs that are the copy's, not the article's."""
_SIGNS = {f"{W}br": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}


@dataclass
class Paragraph:
    """`before` and `after`: its words with every change rejected, and with every change accepted, when it becomes one
    with the next where it `is_joined`."""

    style: str
    before: str = ""
    after: str = ""
    is_joined: bool = False


@dataclass
class Range:
    """The words of one comment or bookmark, paragraph by paragraph."""

    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


class Copy:
    """One Word file."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.document = etree.fromstring(self.parts["word/document.xml"])
        self.comments = etree.fromstring(self.parts["word/comments.xml"])
        self.paragraphs: list[Paragraph] = []
        self.ranges: dict[str, Range] = {}
        self.bookmarks: dict[str, Range] = {}
        self._names: dict[str, str] = {}
        self._open: dict[tuple[str, str], Range] = {}
        for paragraph in self.document.iter(f"{W}p"):
            self._read(paragraph)
        assert not [kind for kind, _ in self._open if kind == "comment"]

    def _read(self, paragraph: Any) -> None:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        self.paragraphs.append(Paragraph("" if style is None else style.get(f"{W}val")))
        self.paragraphs[-1].is_joined = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
        for one in self._open.values():
            one.before.append("")
            one.after.append("")
        for element in paragraph.iter():
            key = element.get(f"{W}id")
            match etree.QName(element).localname:
                case "commentRangeStart":
                    self.ranges[key] = self._open["comment", key] = Range([""], [""])
                case "commentRangeEnd":
                    del self._open["comment", key]
                case "bookmarkStart":
                    self.bookmarks[element.get(f"{W}name")] = self._open["bookmark", key] = Range([""], [""])
                case "bookmarkEnd":
                    del self._open["bookmark", key]
                case "t" | "delText":
                    self._add(element, element.text or "")
                case "br" if element.get(f"{W}type") == "page":
                    continue
                case "br" | "tab" | "noBreakHyphen" | "softHyphen" if element.getparent().tag == f"{W}r":
                    self._add(element, _SIGNS[element.tag])

    def _add(self, element: Any, text: str) -> None:
        above = {parent.tag for parent in element.iterancestors()}
        assert (f"{W}del" in above) == (element.tag == f"{W}delText") or element.tag in _SIGNS
        for one in (self.paragraphs[-1], *self._open.values()):
            for name, dropped in (("before", f"{W}ins"), ("after", f"{W}del")):
                if dropped not in above:
                    held = getattr(one, name)
                    if isinstance(held, list):
                        held[-1] += text
                    else:
                        setattr(one, name, held + text)

    def article(self, changed: bool = False) -> list[str]:
        """The words of the articles, paragraph by paragraph, empty ones aside; all changes accepted when `changed`."""
        texts: list[tuple[str, str]] = []
        joined = ""
        for one in self.paragraphs:
            texts.append((one.style, joined + one.after if changed else one.before))
            joined = texts.pop()[1] if changed and one.is_joined else ""
        end = max(n for n, (style, text) in enumerate(texts) if (style, text) == ("Heading1", "Claims"))
        return [text for style, text in texts[:end] if style not in OURS and text]

    def comment(self, number: str) -> list[str]:
        """The paragraphs of a comment."""
        (found,) = [c for c in self.comments if c.get(f"{W}id") == number]
        return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in found.iter(f"{W}p")]


def copy_of(report: Report) -> Copy:
    return Copy(docx.render(report, QUIET)[0].data)


def pieces(article: Article, start: int, end: int) -> list[str]:
    """The words of a span as the paragraphs and cells of the article part them, empty pieces left out."""
    found = []
    for block in article.blocks:
        words = article.text[max(start, block.start) : max(start, min(end, block.end))]
        cells = words.replace("\n", "\t").split("\t") if block.kind is BlockKind.TABLE else [words]
        found += [cell for cell in cells if cell]
    return found
