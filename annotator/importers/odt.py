"""OpenDocument text (ODT), read from its XML (OpenDocument 1.3, part 3): headings, lists, quotations, tables, links,
emphasis, footnotes and endnotes; comments and notes are the author's notes. Tracked changes are read as accepted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle, InlineKind
from annotator.importers.composer import BREAK, CELL, Mark, Passage, Run, limited, spaced
from annotator.importers.manuscript import field as one_line
from annotator.importers.manuscript import manuscript
from annotator.importers.office import OPEN_TEXT, Package, damaged
from annotator.importers.page import resolved

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"

_SPACES = {
    "office": "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
    "text": "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}",
    "table": "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}",
    "style": "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}",
    "draw": "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}",
    "fo": "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}",
    "meta": "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}",
    "dc": "{http://purl.org/dc/elements/1.1/}",
    "xlink": "{http://www.w3.org/1999/xlink}",
}
_DEEPEST = 100
_DEEPEST_STYLE = 12
_MOST_SPACES = 200
_LONGEST_CELL = 300


def _q(name: str) -> str:
    prefix, _, local = name.partition(":")
    return _SPACES[prefix] + local


_QUOTATIONS = ("quotations", "quote", "intense quote", "block quotation")
_CAPTIONS = ("caption", "illustration", "figure", "table")
_GROUPS = tuple(_q(n) for n in ("text:section", "text:list-header", "text:index-body", "draw:frame", "draw:text-box"))
_ROW_GROUPS = tuple(_q(n) for n in ("table:table-header-rows", "table:table-rows", "table:table-row-group"))
_SKIPPED = tuple(_q(n) for n in ("office:annotation", "text:tracked-changes", "text:sequence-decls", "office:forms"))


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    parent: str
    marks: tuple[Mark, ...]


@dataclass(slots=True)
class _Text:
    """What the paragraphs refer to, and the notes in the order in which they are called."""

    styles: dict[str, _Style]
    notes: list[Any] = field(default_factory=list)


def read(data: bytes, name: str) -> ImportedArticle:
    """Read an OpenDocument text. Raises AnnotatorError when it is damaged, protected, too large, or has no words."""
    package = Package(data, OPEN_TEXT)
    root = package.xml("content.xml")
    body = root.find(f"{_q('office:body')}/{_q('office:text')}") if root is not None else None
    if root is None or body is None:
        raise (
            damaged(OPEN_TEXT)
            if root is None
            else AnnotatorError("The OpenDocument file is no text.", "Save its text as ODT or DOCX and add that.")
        )
    text = _Text(_styles(package))
    passages = list(limited(_blocks(body, text, BlockKind.PARAGRAPH, 0, 0)))
    passages += [passage for number, note in enumerate(text.notes, 1) for passage in _note(number, note, text)]
    return manuscript(passages, _about(package, data), "OpenDocument file")


def _about(package: Package, data: bytes) -> ImportedArticle:
    root = package.xml("meta.xml")
    told = {name: one_line((root.findtext(f".//{_q(name)}") or "") if root is not None else "") for name in _FIELDS}
    return ImportedArticle(
        "",
        (),
        title=told["dc:title"],
        byline=told["meta:initial-creator"] or told["dc:creator"],
        language=(re.match(r"[a-z]{2,3}(?=-|$)", told["dc:language"]) or [""])[0],
        media_type=MEDIA_TYPE,
        original=data,
    )


_FIELDS = ("dc:title", "meta:initial-creator", "dc:creator", "dc:language")


def _styles(package: Package) -> dict[str, _Style]:
    styles: dict[str, _Style] = {}
    for part in ("styles.xml", "content.xml"):
        root = package.xml(part)
        for style in root.iter(_q("style:style")) if root is not None else ():
            key = style.get(_q("style:name")) or ""
            shown = style.get(_q("style:display-name")) or key.replace("_20_", " ")
            styles[key] = _Style(shown.lower(), style.get(_q("style:parent-style-name")) or "", _marks(style))
    return styles


def _marks(style: Any) -> tuple[Mark, ...]:
    properties = style.find(_q("style:text-properties"))
    if properties is None:
        return ()
    bold = properties.get(_q("fo:font-weight")) in ("bold", "600", "700", "800", "900")
    slanted = properties.get(_q("fo:font-style")) in ("italic", "oblique")
    wanted = ((bold, InlineKind.STRONG), (slanted, InlineKind.EMPHASIS))
    return tuple((kind, "") for there, kind in wanted if there)


def _blocks(parent: Any, text: _Text, kind: BlockKind, level: int, depth: int) -> Iterator[Passage]:
    """The passages of a body, a list, a cell or a note."""
    if depth > _DEEPEST:
        raise AnnotatorError("The OpenDocument file is nested too deeply.", "Save its text as DOCX and add that.")
    for child in parent:
        tag = child.tag
        if tag == _q("text:h"):
            outline = child.get(_q("text:outline-level")) or "1"
            yield _passage(child, text, BlockKind.HEADING, min(_number(outline), 6), depth)
        elif tag == _q("text:p"):
            yield from _paragraph(child, text, kind, level, depth)
        elif tag == _q("text:list"):
            yield from _blocks(child, text, BlockKind.ITEM, min(level + 1, 9), depth + 1)
        elif tag == _q("text:list-item"):
            yield from _blocks(child, text, BlockKind.ITEM, max(level, 1), depth + 1)
        elif tag == _q("table:table"):
            yield from _table(child, text, depth)
        elif tag in _GROUPS:
            yield from _blocks(child, text, kind, level, depth + 1)


def _paragraph(paragraph: Any, text: _Text, kind: BlockKind, level: int, depth: int) -> Iterator[Passage]:
    names = [style.name for style in _chain(paragraph.get(_q("text:style-name")) or "", text.styles)]
    if "title" in names:
        kind, level = BlockKind.HEADING, 1
    elif any(name in _QUOTATIONS for name in names):
        kind = BlockKind.QUOTATION
    elif any(name in _CAPTIONS for name in names):
        kind = BlockKind.CAPTION
    yield _passage(paragraph, text, kind, level, depth)
    for box in paragraph.iter(_q("draw:text-box")):
        if next(box.iterancestors(_q("text:p"))) is not paragraph:
            continue  # it hangs on a paragraph inside another box
        yield from _blocks(box, text, BlockKind.CAPTION, 0, depth + 1)


def _passage(element: Any, text: _Text, kind: BlockKind, level: int, depth: int) -> Passage:
    runs = _runs(element, text, (), depth)
    if kind is BlockKind.HEADING:
        runs = (replace(run, marks=tuple(m for m in run.marks if m[0] is not InlineKind.STRONG)) for run in runs)
    return Passage(kind, tuple(runs), level)


def _chain(key: str, styles: dict[str, _Style]) -> Iterator[_Style]:
    for _ in range(_DEEPEST_STYLE):
        style = styles.get(key)
        if style is None:
            return
        yield style
        key = style.parent


def _runs(parent: Any, text: _Text, marks: tuple[Mark, ...], depth: int) -> Iterator[Run]:
    if depth > _DEEPEST:
        raise AnnotatorError("The OpenDocument file is nested too deeply.", "Save its text as DOCX and add that.")
    if parent.text:
        yield Run(spaced(parent.text), marks)
    for child in parent:
        yield from _inline(child, text, marks, depth + 1)
        if child.tail:
            yield Run(spaced(child.tail), marks)


def _number(written: str) -> int:
    """A number as it is written, 1 for anything that is none, or too long to be meant."""
    return int(written) if written.isdecimal() and len(written) < 7 else 1


def _inline(child: Any, text: _Text, marks: tuple[Mark, ...], depth: int) -> Iterator[Run]:
    tag = child.tag
    if tag == _q("text:s"):
        count = child.get(_q("text:c")) or "1"
        yield Run(" " * min(_number(count), _MOST_SPACES), marks)
    elif tag == _q("text:tab"):
        yield Run("\t", marks)
    elif tag == _q("text:line-break"):
        yield Run(BREAK, marks)
    elif tag == _q("text:a"):
        address = resolved("", child.get(_q("xlink:href")) or "")
        yield from _runs(child, text, (*marks, *([(InlineKind.LINK, address)] if address else [])), depth)
    elif tag == _q("text:note"):
        text.notes.append(child)
        yield Run(f"[{len(text.notes)}]", ((InlineKind.NOTE, ""),))
    elif tag == _q("text:span"):
        styles = list(_chain(child.get(_q("text:style-name")) or "", text.styles))
        yield from _runs(child, text, tuple(dict.fromkeys((*marks, *(m for s in styles for m in s.marks)))), depth)
    elif isinstance(tag, str) and tag not in _SKIPPED and tag != _q("draw:frame"):
        yield from _runs(child, text, marks, depth)


def _note(number: int, note: Any, text: _Text) -> Iterator[Passage]:
    body = note.find(_q("text:note-body"))
    label: tuple[Run, ...] = (Run(f"[{number}] ", ((InlineKind.NOTE, ""),)),)
    for passage in _blocks(body, text, BlockKind.ITEM, 1, 1) if body is not None else ():
        yield Passage(BlockKind.ITEM, (*label, *passage.runs), 1)
        label = ()


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table, not those of tables inside its cells."""
    for child in table:
        if child.tag == _q("table:table-row"):
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _table(table: Any, text: _Text, depth: int) -> Iterator[Passage]:
    """A table of short cells as one passage; one that lays out a page as the passages inside it."""
    rows = [list(row.iterchildren(_q("table:table-cell"))) for row in _rows(table)]
    cells = [[list(_blocks(cell, text, BlockKind.PARAGRAPH, 0, depth + 1)) for cell in row] for row in rows]
    longest = max((sum(len(p.words) for p in cell) for row in cells for cell in row), default=0)
    if longest > _LONGEST_CELL or max(map(len, cells), default=0) < 2:
        yield from (passage for row in cells for cell in row for passage in cell)
        return
    runs: list[Run] = []
    for row in cells:
        runs.append(Run(BREAK))
        for place, cell in enumerate(row):
            runs += [Run(CELL)] if place else []
            for passage in cell:
                runs += [Run(re.sub(r"[\n\t]", " ", run.text), run.marks) for run in (*passage.runs, Run(" "))]
    yield Passage(BlockKind.TABLE, tuple(runs[1:]))
