"""Word files, read from their XML: headings, lists, quotations, tables, footnotes, links, emphasis, comments.
Tracked changes are read as accepted, or as rejected if asked; pictures, page headers and page feet are left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle, InlineKind
from annotator.domain.tracked import TrackedState
from annotator.importers import language
from annotator.importers.composer import BREAK, CELL, Mark, Passage, Run, compose, limited
from annotator.importers.docx_styles import R, Style, W, kind_of, root_of, styles_of, value_of
from annotator.importers.docx_tracked import PUT_IN, TAKEN_OUT, tracked
from annotator.importers.margin import Margin, call, comments, footnotes, left_out, settled, taken_out
from annotator.importers.office import Package, damaged
from annotator.importers.office_comments import comments_of, links_of, plain_text
from annotator.importers.page import resolved
from annotator.importers.plain import shortened
from annotator.importers.scraped import judge_marked
from annotator.importers.tracked import joined, remarks

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"

_STYLE_MARKS = {"strong": InlineKind.STRONG, "emphasis": InlineKind.EMPHASIS, "intense emphasis": InlineKind.EMPHASIS}
_GENERATORS = ("python-docx", "microsoft office user", "windows user", "user", "administrator", "apache poi", "admin")
_SIGNS = {"tab": "\t", "br": BREAK, "cr": BREAK, "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_SKIPPED = frozenset(("instrText", "pPr", "rPr", "drawing", "pict", "object", "rPrChange", "Fallback"))
_FIELD_LINK = re.compile(r'HYPERLINK\s+"([^"]{1,2000})"')
_LONGEST_CELL = 300
_MOST_NOTES = 20_000


@dataclass(slots=True)
class _Word:
    """What the paragraphs of a file refer to, and the notes in the order they are referred to."""

    styles: dict[str, Style]
    links: dict[str, str]
    notes: dict[tuple[str, str], Any]
    kept: tuple[str, ...] = PUT_IN
    """The tracked changes that are read as if they were none; the others are left out."""
    left: tuple[str, ...] = TAKEN_OUT
    called: list[tuple[str, str]] = field(default_factory=list)
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    margin: Margin = field(default_factory=Margin)


def read(data: bytes, name: str) -> ImportedArticle:
    """Read a Word file as edited, with every tracked change accepted. Raises AnnotatorError when it is damaged,
    protected, too large, or holds no words."""
    return _read(data, PUT_IN, TAKEN_OUT)


def read_original(data: bytes) -> ImportedArticle:
    """Read a Word file as it was before its tracked changes, every one rejected. Raises AnnotatorError like `read`."""
    return _read(data, TAKEN_OUT, PUT_IN)


def _read(data: bytes, kept: tuple[str, ...], left: tuple[str, ...]) -> ImportedArticle:
    package = Package(data)
    document = root_of(package, "word/document.xml")
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise damaged()
    word = _Word(styles_of(package), _links(package), _notes(package), kept, left)
    passages = [*limited(_blocks(body, word))]
    passages += [passage for number, key in enumerate(word.called, 1) for passage in _note(number, key, word)]
    passages = [passage for passage in passages if passage.words.strip()]
    if not passages:
        raise AnnotatorError("The Word file holds no words.", "Choose a file with the article's text.")
    found = _article(package, passages, data)
    blocks, spans = taken_out(found.blocks)
    in_margin, lost = comments(comments_of(package), spans)
    below = {key: plain_text(note, links_of(package, f"{key[0]}s")) for key, note in word.notes.items()}
    changes = tracked([document, *word.notes.values()])
    state = TrackedState.ACCEPTED if kept is PUT_IN else TrackedState.ORIGINAL
    notes = [*in_margin, *footnotes(below, found.text, blocks, spans, found.language)]
    return replace(
        found,
        blocks=blocks,
        notes=tuple(sorted(notes, key=lambda note: note.span)),
        remarks=(*remarks(changes, state), *left_out(lost)),
        tracked=changes,
        state=state if changes else TrackedState.NONE,
    )


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
        root = root_of(package, f"word/{part}s.xml")
        for note in root.iter(f"{W}{part}") if root is not None else ():
            notes[part, note.get(f"{W}id") or ""] = note
    if len(notes) > _MOST_NOTES:
        raise AnnotatorError(f"The Word file holds more than {_MOST_NOTES} footnotes.", "Split it and add the parts.")
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
    begun: Passage | None = None
    for child in parent:
        match _local(child):
            case "p":
                passage = joined(begun, _paragraph(child, word, part))
                begun = passage if _goes_on(child, word) else None
                if begun is None:
                    yield passage
                for box in child.iter(f"{W}txbxContent"):
                    if next(box.iterancestors(f"{_MC}Fallback"), None) is None and _owner(box) is child:
                        yield from _blocks(box, word, part)
            case "tbl":
                yield from _table(child, word, part)
            case "sdt" | "sdtContent" | "customXml" | "smartTag":
                yield from _blocks(child, word, part)
            case tag if tag in word.kept:
                yield from _blocks(child, word, part)
            case "commentRangeStart":
                word.margin.begin(value_of(child, "", "id"))
            case "commentRangeEnd":
                runs = tuple(word.margin.end(value_of(child, "", "id")))
                begun = joined(begun, Passage(BlockKind.PARAGRAPH, runs)) if begun else begun
    if begun is not None:
        yield begun


def _goes_on(paragraph: Any, word: _Word) -> bool:
    """Whether the end of a paragraph is a tracked change that is left out, so that the next one goes on in it."""
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    return marks is not None and any(marks.find(f"{W}{tag}") is not None for tag in word.left)


def _owner(box: Any) -> Any:
    """The paragraph that a text box hangs on."""
    return next(box.iterancestors(f"{W}p"), None)


def _table(table: Any, word: _Word, part: str) -> Iterator[Passage]:
    """A table of short cells as one passage; one that lays out a page as the passages inside it."""
    cells: list[list[list[Passage]]] = []
    before = word.margin.again()
    if next(table.iterdescendants(f"{W}tbl"), None) is None:
        rows = [list(row.iter(f"{W}tc")) for row in table.iter(f"{W}tr") if not _is_left_out(row, word)]
        cells = [[list(_blocks(cell, word, part)) for cell in row] for row in rows]
    longest = max((sum(len(p.words) for p in cell) for row in cells for cell in row), default=0)
    if longest > _LONGEST_CELL or max(map(len, cells), default=0) < 2:
        word.margin = before
        for row in table.iterchildren(f"{W}tr"):
            if _is_left_out(row, word):
                continue
            for cell in row.iterchildren(f"{W}tc"):
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


def _is_left_out(row: Any, word: _Word) -> bool:
    return any(row.find(f"{W}trPr/{W}{tag}") is not None for tag in word.left)


def _paragraph(paragraph: Any, word: _Word, part: str) -> Passage:
    kind, level = kind_of(paragraph, word.styles)
    marks_of_style = kind is not BlockKind.HEADING
    return Passage(kind, settled(_runs(paragraph, word, part, (), marks_of_style)), level)


def _runs(parent: Any, word: _Word, part: str, marks: tuple[Mark, ...], bold_counts: bool) -> Iterator[Run]:
    """The runs of a paragraph, through links, insertions and fields."""
    field_link: tuple[Mark, ...] = ()
    instruction = ""
    for child in parent:
        tag = _local(child)
        if tag == "r":
            instruction += "".join(code.text or "" for code in child.iterchildren(f"{W}instrText"))
            state = value_of(child.find(f"{W}fldChar"), "", "fldCharType")
            if state == "separate" and (found := _FIELD_LINK.search(instruction)):
                field_link = _link(resolved("", found[1]))
            elif state in ("begin", "end"):
                field_link, instruction = (), ""
            yield from _run(child, word, (*marks, *field_link), bold_counts)
        elif tag == "hyperlink":
            address = word.links.get(f"{part}:{child.get(f'{R}id')}", "")
            yield from _runs(child, word, part, (*marks, *_link(address)), bold_counts)
        elif tag == "commentRangeStart":
            word.margin.begin(value_of(child, "", "id"))
        elif tag == "commentRangeEnd":
            yield from word.margin.end(value_of(child, "", "id"))
        elif tag and tag not in _SKIPPED and tag not in word.left:
            yield from _runs(child, word, part, marks, bold_counts)


def _run(run: Any, word: _Word, marks: tuple[Mark, ...], bold_counts: bool) -> Iterator[Run]:
    marks = (*marks, *_emphasis(run, word, bold_counts), *word.margin.marks)
    for child in run:
        tag = _local(child)
        if tag in ("t", "delText") and child.text:
            word.margin.read(child.text)
            yield Run(child.text, marks)
        elif tag in _SIGNS:
            yield Run(_SIGNS[tag], marks)
        elif tag == "commentReference":
            yield from word.margin.end(value_of(child, "", "id"))
        elif tag in ("footnoteReference", "endnoteReference"):
            key = (tag.removesuffix("Reference"), child.get(f"{W}id") or "")
            if key in word.notes:
                if key not in word.numbers:
                    word.called.append(key)
                    word.numbers[key] = len(word.called)
                    yield Run(f"[{len(word.called)}]", ((InlineKind.NOTE, ""), call(*key)))
                else:
                    yield Run(f"[{word.numbers[key]}]", ((InlineKind.NOTE, ""),))


def _emphasis(run: Any, word: _Word, bold_counts: bool) -> Iterator[Mark]:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return
    style = word.styles.get(value_of(properties.find(f"{W}rStyle")))
    kinds = {_STYLE_MARKS[style.name]} if style is not None and style.name in _STYLE_MARKS else set()
    for tag, kind in (("b", InlineKind.STRONG), ("i", InlineKind.EMPHASIS)):
        switch = properties.find(f"{W}{tag}")
        if switch is not None and value_of(switch, "1") not in ("0", "false", "off"):
            kinds.add(kind)
    if not bold_counts:
        kinds.discard(InlineKind.STRONG)
    yield from ((kind, "") for kind in sorted(kinds))


def _link(address: str) -> tuple[Mark, ...]:
    return ((InlineKind.LINK, address),) if address else ()


def _local(element: Any) -> str:
    """The local name of an element of Word's or of the compatibility name space, "" for any other."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    space, _, local = tag.rpartition("}")
    return local if f"{space}}}" in (W, _MC) else ""
