"""Word files, read from their XML: headings, lists, quotations, tables, footnotes, links and emphasis. Tracked changes
are read as accepted; pictures, comments, page headers and page feet are left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle, InlineKind
from annotator.importers import language
from annotator.importers.composer import BREAK, CELL, Mark, Passage, Run, compose
from annotator.importers.office import Package, damaged
from annotator.importers.page import resolved
from annotator.importers.plain import shortened
from annotator.importers.scraped import judge_marked

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
# Documents saved as "Strict Open XML" use other names for the same things.
_STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": _W,
    "http://purl.oclc.org/ooxml/officeDocument/relationships": _R,
}

_QUOTATIONS = ("quote", "intense quote", "block text", "quotations", "block quotation")
_STYLE_MARKS = {"strong": InlineKind.STRONG, "emphasis": InlineKind.EMPHASIS, "intense emphasis": InlineKind.EMPHASIS}
_GENERATORS = ("python-docx", "microsoft office user", "windows user", "user", "administrator", "apache poi", "admin")
_SIGNS = {"tab": "\t", "br": BREAK, "cr": BREAK, "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_SKIPPED = frozenset((
    "del", "moveFrom", "instrText", "delText", "pPr", "rPr", "drawing", "pict", "object", "rPrChange", "Fallback",
))  # fmt: skip
_FIELD_LINK = re.compile(r'HYPERLINK\s+"([^"]{1,2000})"')
_LONGEST_CELL = 300
_DEEPEST_STYLE = 12


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    parent: str
    outline: int
    """Level of the outline from 0, -1 for none."""
    numbered: bool


@dataclass(slots=True)
class _Word:
    """What the paragraphs of a file refer to, and the notes in the order they are referred to."""

    styles: dict[str, _Style]
    links: dict[str, str]
    notes: dict[tuple[str, str], Any]
    called: list[tuple[str, str]] = field(default_factory=list)


def read(data: bytes, name: str) -> ImportedArticle:
    """Read a Word file. Raises AnnotatorError when it is damaged, protected, too large, or holds no words."""
    package = Package(data)
    document = _root(package, "word/document.xml")
    body = document.find(f"{_W}body") if document is not None else None
    if body is None:
        raise damaged()
    word = _Word(_styles(package), _links(package), _notes(package))
    passages = [*_blocks(body, word)]
    passages += [passage for number, key in enumerate(word.called, 1) for passage in _note(number, key, word)]
    passages = [passage for passage in passages if passage.words.strip()]
    if not passages:
        raise AnnotatorError("The Word file holds no words.", "Choose a file with the article's text.")
    return _article(package, passages, data)


def _article(package: Package, passages: list[Passage], data: bytes) -> ImportedArticle:
    headings = [at for at, p in enumerate(passages[:4]) if p.kind is BlockKind.HEADING]
    headline = min(headings, key=lambda at: (passages[at].level, at), default=-1)
    judged = judge_marked([p.words.strip() for p in passages], [p.kind for p in passages], headline)
    # A manuscript has no furniture; what looks like some is part of it.
    kinds = [p.kind if k is BlockKind.FURNITURE else k for p, k in zip(passages, judged.kinds, strict=True)]
    text, blocks = compose(replace(p, kind=kind) for p, kind in zip(passages, kinds, strict=True))
    title, author = _properties(package)
    if headline >= 0:
        title = " ".join(passages[headline].words.split())
    return ImportedArticle(
        text=text,
        blocks=blocks,
        title=title or shortened(text[blocks[0].start : blocks[0].end]),
        byline=judged.byline or author,
        language=language.guess(text),
        published=judged.published,
        media_type=MEDIA_TYPE,
        original=data,
    )


def _root(package: Package, name: str) -> Any | None:
    """A part's root, its names those of the transitional form."""
    root = package.xml(name)
    if root is None or not any(space in _STRICT for space in root.nsmap.values()):
        return root
    for element in root.iter():
        space, _, local = str(element.tag)[1:].partition("}")
        if space in _STRICT:
            element.tag = _STRICT[space] + local
        for key, value in list(element.attrib.items()):
            space, _, local = key[1:].partition("}")
            if space in _STRICT:
                element.set(_STRICT[space] + local, value)
    return root


def _styles(package: Package) -> dict[str, _Style]:
    root = _root(package, "word/styles.xml")
    styles = {}
    for style in root.iter(f"{_W}style") if root is not None else ():
        outline = _value(style.find(f"{_W}pPr/{_W}outlineLvl"), "-1")
        styles[style.get(f"{_W}styleId") or ""] = _Style(
            name=_value(style.find(f"{_W}name")).lower(),
            parent=_value(style.find(f"{_W}basedOn")),
            outline=int(outline) if outline.isdecimal() and len(outline) == 1 else -1,
            numbered=style.find(f"{_W}pPr/{_W}numPr") is not None,
        )
    return styles


def _links(package: Package) -> dict[str, str]:
    links: dict[str, str] = {}
    for part in ("document", "footnotes", "endnotes"):
        root = package.xml(f"word/_rels/{part}.xml.rels")
        for relation in root if root is not None else ():
            if relation.get("TargetMode") == "External" and (relation.get("Type") or "").endswith("/hyperlink"):
                links.setdefault(f"{part}:{relation.get('Id')}", resolved("", relation.get("Target") or ""))
    return links


def _notes(package: Package) -> dict[tuple[str, str], Any]:
    notes = {}
    for part in ("footnote", "endnote"):
        root = _root(package, f"word/{part}s.xml")
        for note in root.iter(f"{_W}{part}") if root is not None else ():
            notes[part, note.get(f"{_W}id") or ""] = note
    return notes


def _note(number: int, key: tuple[str, str], word: _Word) -> Iterator[Passage]:
    label: tuple[Run, ...] = (Run(f"[{number}] ", ((InlineKind.NOTE, ""),)),)
    for passage in _blocks(word.notes[key], word, f"{key[0]}s"):
        yield Passage(BlockKind.ITEM, (*label, *passage.runs), 1)
        label = ()


def _properties(package: Package) -> tuple[str, str]:
    root = package.xml("docProps/core.xml")
    if root is None:
        return "", ""
    title, author = (" ".join((root.findtext(f"{_DC}{name}") or "").split())[:500] for name in ("title", "creator"))
    return title, "" if author.lower() in _GENERATORS else author


def _blocks(parent: Any, word: _Word, part: str = "document") -> Iterator[Passage]:
    """The passages of a body, a note or a text box."""
    for child in parent:
        match _local(child):
            case "p":
                yield _paragraph(child, word, part)
                for box in child.iter(f"{_W}txbxContent"):
                    if next(box.iterancestors(f"{_MC}Fallback"), None) is None and _owner(box) is child:
                        yield from _blocks(box, word, part)
            case "tbl":
                yield from _table(child, word, part)
            case "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag":
                yield from _blocks(child, word, part)


def _owner(box: Any) -> Any:
    """The paragraph that a text box hangs on."""
    return next(box.iterancestors(f"{_W}p"), None)


def _table(table: Any, word: _Word, part: str) -> Iterator[Passage]:
    """A table of short cells as one passage; one that lays out a page as the passages inside it."""
    cells: list[list[list[Passage]]] = []
    if next(table.iterdescendants(f"{_W}tbl"), None) is None:
        rows = [list(row.iter(f"{_W}tc")) for row in table.iter(f"{_W}tr")]
        cells = [[list(_blocks(cell, word, part)) for cell in row] for row in rows]
    longest = max((sum(len(p.words) for p in cell) for row in cells for cell in row), default=0)
    if longest > _LONGEST_CELL or max(map(len, cells), default=0) < 2:
        for row in table.iterchildren(f"{_W}tr"):
            for cell in row.iterchildren(f"{_W}tc"):
                yield from _blocks(cell, word, part)
        return
    runs: list[Run] = []
    for row in cells:
        runs.append(Run(BREAK))
        for place, cell in enumerate(row):
            runs += [Run(CELL)] if place else []
            for passage in cell:
                runs += [Run(re.sub(r"[\n\t]", " ", run.text), run.marks) for run in (*passage.runs, Run(" "))]
    yield Passage(BlockKind.TABLE, tuple(runs[1:]))


def _paragraph(paragraph: Any, word: _Word, part: str) -> Passage:
    kind, level = _kind(paragraph, word)
    marks_of_style = kind is not BlockKind.HEADING
    return Passage(kind, tuple(_runs(paragraph, word, part, (), marks_of_style)), level)


def _kind(paragraph: Any, word: _Word) -> tuple[BlockKind, int]:
    """What the style, or failing it the paragraph itself, says."""
    properties = paragraph.find(f"{_W}pPr")
    numbering = properties.find(f"{_W}numPr") if properties is not None else None
    own_outline = _value(properties.find(f"{_W}outlineLvl")) if properties is not None else ""
    chain = list(_chain(_value(properties.find(f"{_W}pStyle")) if properties is not None else "", word.styles))
    for style in chain:
        if style.name == "title":
            return BlockKind.HEADING, 1
        if found := re.fullmatch(r"heading ([1-9])", style.name):
            return BlockKind.HEADING, min(int(found[1]), 6)
        if style.name in _QUOTATIONS:
            return BlockKind.QUOTATION, 0
        if style.name == "caption":
            return BlockKind.CAPTION, 0
    outline = own_outline or next((str(style.outline) for style in chain if style.outline >= 0), "")
    if outline.isdecimal() and int(outline) < 9:
        return BlockKind.HEADING, min(int(outline) + 1, 6)
    return _item(numbering, chain)


def _item(numbering: Any | None, chain: list[_Style]) -> tuple[BlockKind, int]:
    number = _value(numbering.find(f"{_W}numId"), "0") if numbering is not None else ""
    if number not in ("", "0"):
        depth = _value(numbering.find(f"{_W}ilvl"), "0") if numbering is not None else "0"
        return BlockKind.ITEM, min(int(depth), 8) + 1 if depth.isdecimal() and len(depth) < 3 else 1
    for style in chain if not number else ():
        found = re.fullmatch(r"list (?:bullet|number)(?: ([2-9]))?", style.name)
        if found or style.numbered:
            return BlockKind.ITEM, int(found[1] or 1) if found else 1
    return BlockKind.PARAGRAPH, 0


def _chain(key: str, styles: dict[str, _Style]) -> Iterator[_Style]:
    """A style and those it is based on."""
    for _ in range(_DEEPEST_STYLE):
        style = styles.get(key)
        if style is None:
            return
        yield style
        key = style.parent


def _runs(parent: Any, word: _Word, part: str, marks: tuple[Mark, ...], bold_counts: bool) -> Iterator[Run]:
    """The runs of a paragraph, through links, insertions and fields."""
    field_link: tuple[Mark, ...] = ()
    instruction = ""
    for child in parent:
        tag = _local(child)
        if tag == "r":
            instruction += "".join(code.text or "" for code in child.iterchildren(f"{_W}instrText"))
            state = _value(child.find(f"{_W}fldChar"), "", "fldCharType")
            if state == "separate" and (found := _FIELD_LINK.search(instruction)):
                field_link = _link(resolved("", found[1]))
            elif state in ("begin", "end"):
                field_link, instruction = (), ""
            yield from _run(child, word, (*marks, *field_link), bold_counts)
        elif tag == "hyperlink":
            address = word.links.get(f"{part}:{child.get(f'{_R}id')}", "")
            yield from _runs(child, word, part, (*marks, *_link(address)), bold_counts)
        elif tag and tag not in _SKIPPED:
            yield from _runs(child, word, part, marks, bold_counts)


def _run(run: Any, word: _Word, marks: tuple[Mark, ...], bold_counts: bool) -> Iterator[Run]:
    marks = (*marks, *_emphasis(run, word, bold_counts))
    for child in run:
        tag = _local(child)
        if tag == "t" and child.text:
            yield Run(child.text, marks)
        elif tag in _SIGNS:
            yield Run(_SIGNS[tag], marks)
        elif tag in ("footnoteReference", "endnoteReference"):
            key = (tag.removesuffix("Reference"), child.get(f"{_W}id") or "")
            if key in word.notes:
                if key not in word.called:
                    word.called.append(key)
                yield Run(f"[{word.called.index(key) + 1}]", ((InlineKind.NOTE, ""),))


def _emphasis(run: Any, word: _Word, bold_counts: bool) -> Iterator[Mark]:
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return
    style = word.styles.get(_value(properties.find(f"{_W}rStyle")))
    kinds = {_STYLE_MARKS[style.name]} if style is not None and style.name in _STYLE_MARKS else set()
    for tag, kind in (("b", InlineKind.STRONG), ("i", InlineKind.EMPHASIS)):
        switch = properties.find(f"{_W}{tag}")
        if switch is not None and _value(switch, "1") not in ("0", "false", "off"):
            kinds.add(kind)
    if not bold_counts:
        kinds.discard(InlineKind.STRONG)
    yield from ((kind, "") for kind in sorted(kinds))


def _link(address: str) -> tuple[Mark, ...]:
    return ((InlineKind.LINK, address),) if address else ()


def _value(element: Any | None, without: str = "", name: str = "val") -> str:
    """The `w:val` (or another) attribute of an element."""
    return without if element is None else str(element.get(f"{_W}{name}", without))


def _local(element: Any) -> str:
    """The local name of an element of Word's or of the compatibility name space, "" for any other."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    space, _, local = tag.rpartition("}")
    return local if f"{space}}}" in (_W, _MC) else ""
