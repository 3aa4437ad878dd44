"""OpenDocument text (ODT), read from its XML (OpenDocument 1.3, part 3): headings, lists, quotations, tables, links,
emphasis; comments, footnotes and endnotes are the author's notes. Tracked changes are read as accepted, or as rejected
if asked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle, InlineKind, NoteKind
from annotator.domain.tracked import TrackedState
from annotator.importers.composer import BREAK, CELL, Mark, Passage, Run, limited, spaced
from annotator.importers.manuscript import field as one_line
from annotator.importers.manuscript import manuscript
from annotator.importers.margin import Margin, call, comments, footnotes, left_out, settled, taken_out
from annotator.importers.odt_styles import Parts, Style, chain, q, styles_of
from annotator.importers.odt_tracked import BEGUN, CHANGES, DELETED, ENDED, Tracked, name_of
from annotator.importers.office import LARGEST_XML, OPEN_TEXT, Package, damaged, parsed
from annotator.importers.office_comments import MOST, Comment
from annotator.importers.page import resolved
from annotator.importers.recognition import is_flat
from annotator.importers.tracked import joined, remarks

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"

_DEEPEST = 100
_MOST_SPACES = 200
_LONGEST_CELL = 300
_MOST_NOTES = 20_000
_LONGEST_NOTE = 1_000_000

_QUOTATIONS = ("quotations", "quote", "intense quote", "block quotation")
_CAPTIONS = ("caption", "illustration", "figure", "table")
_GROUPS = tuple(q(n) for n in ("text:section", "text:list-header", "text:index-body", "draw:frame", "draw:text-box"))
_ROW_GROUPS = tuple(q(n) for n in ("table:table-header-rows", "table:table-rows", "table:table-row-group"))
_SKIPPED = (CHANGES, *(q(n) for n in ("text:sequence-decls", "office:forms")))
_SIGNS = {q("text:tab"): "\t", q("text:line-break"): BREAK}
_NOTED, _NOTED_END = q("office:annotation"), q("office:annotation-end")


@dataclass(slots=True)
class _Text:
    """What the paragraphs refer to, the notes in the order in which they are called, and what is known of the place
    that is being read."""

    styles: dict[str, Style]
    tracked: Tracked
    state: TrackedState
    ends: frozenset[str] = frozenset()
    """The names of the comments of which the file says where they end."""
    notes: list[Any] = field(default_factory=list)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    boxes: list[Any] = field(default_factory=list)
    margin: Margin = field(default_factory=Margin)
    out: set[str] = field(default_factory=set)
    """The changes that are open here and left out with all that is in them."""
    begun: Passage | None = None
    """A paragraph whose end is left out, so that the next one goes on in it."""

    def run(self, words: str, marks: tuple[Mark, ...]) -> Iterator[Run]:
        """Words that stand here, unless they are left out."""
        if words and not self.out:
            self.margin.read(words)
            yield Run(words, (*marks, *self.margin.marks))

    def taken(self) -> Passage | None:
        """What was begun, which nothing goes on in from here."""
        begun, self.begun = self.begun, None
        return begun

    def turn(self, mark: Any) -> None:
        """A change that may be left out begins or ends here."""
        if mark.tag == ENDED:
            self.out.discard(name_of(mark))
        elif name_of(mark) in self.tracked.left_out[self.state]:
            self.out.add(name_of(mark))

    def comment(self, mark: Any) -> Iterator[Run]:
        """A comment begins or ends here; one of which the file tells no end is about this point."""
        key = mark.get(q("office:name")) or ""
        if mark.tag == _NOTED and key in self.ends:
            self.margin.begin(key)
        else:
            yield from self.margin.end(key)


def read(data: bytes, name: str) -> ImportedArticle:
    """Read an OpenDocument text as edited, with every tracked change accepted. Raises AnnotatorError when it is
    damaged, protected, too large, or has no words."""
    return _read(data, TrackedState.ACCEPTED)


def read_original(data: bytes) -> ImportedArticle:
    """Read an OpenDocument text as it was before its tracked changes, every one rejected. Raises AnnotatorError like
    `read`."""
    return _read(data, TrackedState.ORIGINAL)


def _read(data: bytes, state: TrackedState) -> ImportedArticle:
    package: Parts = _Flat(data) if is_flat(data) else Package(data, OPEN_TEXT)
    root = package.xml("content.xml")
    if root is None:
        raise damaged(OPEN_TEXT)
    body = root.find(f"{q('office:body')}/{q('office:text')}")
    if body is None:
        raise AnnotatorError("The OpenDocument file is no text.", "Save its text as ODT or DOCX and add that.")
    noted = _named(body)
    ends = frozenset(mark.get(q("office:name")) or "" for mark in body.iter(_NOTED_END))
    text = _Text(styles_of(package), Tracked(body), state, ends)
    changes = text.tracked.by
    said = [_comment(each, text) for each in noted]
    if state is TrackedState.ORIGINAL:
        text.tracked.put_back(body)
    passages = list(limited(_whole(body, text, BlockKind.PARAGRAPH, 0, 0)))
    passages += [passage for number, note in enumerate(text.notes, 1) for passage in _note(number, note, text)]
    found = manuscript(passages, _about(package, data), "OpenDocument file")
    blocks, spans = taken_out(found.blocks)
    in_margin, lost = comments(said, spans)
    notes = [*in_margin, *footnotes(text.texts, found.text, blocks, spans, found.language)]
    return replace(
        found,
        blocks=blocks,
        notes=tuple(sorted(notes, key=lambda note: note.span)),
        remarks=(*remarks(changes, state), *left_out(lost)),
        tracked=changes,
        state=state if changes else TrackedState.NONE,
    )


def _named(body: Any) -> list[Any]:
    """The comments, each with a name of its own. Raises AnnotatorError when there are more than can be wanted."""
    found = list(body.iter(_NOTED))
    if len(found) > MOST:
        raise AnnotatorError(f"The OpenDocument file holds more than {MOST} comments.", "Split it and add the parts.")
    names: set[str] = set()
    for number, each in enumerate(found):
        name = each.get(q("office:name")) or ""
        if not name or name in names:
            each.set(q("office:name"), name := f"comment {number}")
        names.add(name)
    return found


def _comment(noted: Any, text: _Text) -> Comment:
    """A comment; its name is what those that answer it name as their parent (LibreOffice's extension)."""
    key = noted.get(q("office:name")) or ""
    parent = next((value for name, value in noted.attrib.items() if name.endswith("}parent-name")), "")
    alone = _Text(text.styles, text.tracked, text.state)
    words = _plain(_whole(noted, alone, BlockKind.PARAGRAPH, 0, 1))
    author = one_line(noted.findtext(q("dc:creator")) or "")[:200]
    return Comment(key, author, (noted.findtext(q("dc:date")) or "")[:40], words, key, parent)


def _plain(passages: Iterable[Passage]) -> str:
    """The words of a comment or a note, a line for each paragraph; the address that words lead to follows them."""
    lines = []
    for passage in passages:
        line = ""
        for address, runs in groupby(passage.runs, lambda run: dict(run.marks).get(InlineKind.LINK, "")):
            shown = "".join(run.text for run in runs)
            line += f"{shown} ({address})" if address and address not in shown else shown
        lines.append(line)
    return "\n".join(lines).strip()[:_LONGEST_NOTE]


class _Flat:
    """An OpenDocument file in one piece (OpenDocument 1.3, part 3, 3.1.2), in which each part of others is an element.
    Raises AnnotatorError when it is not sound or holds too much."""

    def __init__(self, data: bytes) -> None:
        if len(data) > LARGEST_XML:
            raise AnnotatorError("The OpenDocument file holds too much text.", "Split it and add the parts.")
        self._root = parsed(data, OPEN_TEXT)

    def xml(self, name: str) -> Any | None:
        """The root element of what would be a part of that name."""
        return self._root.find(q("office:meta")) if name == "meta.xml" else self._root


def _about(package: Parts, data: bytes) -> ImportedArticle:
    root = package.xml("meta.xml")
    told = {name: one_line((root.findtext(f".//{q(name)}") or "") if root is not None else "") for name in _FIELDS}
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


def _whole(parent: Any, text: _Text, kind: BlockKind, level: int, depth: int) -> Iterator[Passage]:
    """The passages of a body, a cell, a box or a note, which no paragraph goes on out of."""
    outer = text.taken()
    yield from _blocks(parent, text, kind, level, depth)
    begun, text.begun = text.taken(), outer
    if begun is not None:
        yield begun


def _blocks(parent: Any, text: _Text, kind: BlockKind, level: int, depth: int) -> Iterator[Passage]:
    """The passages of a body, a list, a cell or a note."""
    if depth > _DEEPEST:
        raise AnnotatorError("The OpenDocument file is nested too deeply.", "Save its text as DOCX and add that.")
    for child in parent:
        tag = child.tag
        if tag == q("text:h"):
            outline = child.get(q("text:outline-level")) or "1"
            yield from _paragraph(child, text, BlockKind.HEADING, min(_number(outline), 6), depth)
        elif tag == q("text:p"):
            yield from _paragraph(child, text, *_styled(child, text, kind, level), depth)
        elif tag == q("text:list"):
            yield from _blocks(child, text, BlockKind.ITEM, min(level + 1, 9), depth + 1)
        elif tag == q("text:list-item"):
            yield from _blocks(child, text, BlockKind.ITEM, max(level, 1), depth + 1)
        elif tag == q("table:table"):
            yield from _beside(_table(child, text, depth), text)
        elif tag in _GROUPS:
            yield from _blocks(child, text, kind, level, depth + 1)
        elif tag in (BEGUN, ENDED):
            text.turn(child)


def _beside(passages: Iterator[Passage], text: _Text) -> Iterator[Passage]:
    """A table's passages, before which a paragraph that was begun ends, unless all of them are left out."""
    begun = text.taken()
    found = [passage for passage in passages if passage.words.strip()]
    if begun is not None and found:
        yield begun
    elif begun is not None:
        text.begun = begun
    yield from found


def _styled(paragraph: Any, text: _Text, kind: BlockKind, level: int) -> tuple[BlockKind, int]:
    """The kind and level of a paragraph by its style, or else those of what it stands in."""
    names = [style.name for style in chain(paragraph.get(q("text:style-name")) or "", text.styles)]
    if "title" in names:
        return BlockKind.HEADING, 1
    if any(name in _QUOTATIONS for name in names):
        return BlockKind.QUOTATION, level
    if any(name in _CAPTIONS for name in names):
        return BlockKind.CAPTION, level
    return kind, level


def _paragraph(paragraph: Any, text: _Text, kind: BlockKind, level: int, depth: int) -> Iterator[Passage]:
    """A paragraph, and after it the text boxes that hang on it."""
    outer, text.boxes = text.boxes, []
    whole = joined(text.begun, _passage(paragraph, text, kind, level, depth))
    text.begun = whole if text.out else None
    if text.begun is None:
        yield whole
    boxes, text.boxes = text.boxes, outer
    for box in boxes:
        yield from _whole(box, text, BlockKind.CAPTION, 0, depth + 1)


def _passage(element: Any, text: _Text, kind: BlockKind, level: int, depth: int) -> Passage:
    runs = _runs(element, text, (), depth)
    if kind is BlockKind.HEADING:
        runs = (replace(run, marks=tuple(m for m in run.marks if m[0] is not InlineKind.STRONG)) for run in runs)
    return Passage(kind, settled(runs), level)


def _runs(parent: Any, text: _Text, marks: tuple[Mark, ...], depth: int) -> Iterator[Run]:
    if depth > _DEEPEST:
        raise AnnotatorError("The OpenDocument file is nested too deeply.", "Save its text as DOCX and add that.")
    yield from text.run(spaced(parent.text or ""), marks)
    for child in parent:
        yield from _inline(child, text, marks, depth + 1)
        yield from text.run(spaced(child.tail or ""), marks)


def _number(written: str) -> int:
    """A number as it is written, 1 for anything that is none, or too long to be meant."""
    return int(written) if written.isdecimal() and len(written) < 7 else 1


def _inline(child: Any, text: _Text, marks: tuple[Mark, ...], depth: int) -> Iterator[Run]:
    tag = child.tag
    if tag == q("text:s"):
        count = child.get(q("text:c")) or "1"
        yield from text.run(" " * min(_number(count), _MOST_SPACES), marks)
    elif tag in _SIGNS:
        yield from text.run(_SIGNS[tag], marks)
    elif tag == q("text:a"):
        address = resolved("", child.get(q("xlink:href")) or "")
        yield from _runs(child, text, (*marks, *([(InlineKind.LINK, address)] if address else [])), depth)
    elif tag == q("text:note"):
        yield from _called(child, text)
    elif tag == q("text:span"):
        styles = list(chain(child.get(q("text:style-name")) or "", text.styles))
        yield from _runs(child, text, tuple(dict.fromkeys((*marks, *(m for s in styles for m in s.marks)))), depth)
    elif tag in (BEGUN, ENDED):
        text.turn(child)
    elif tag in (_NOTED, _NOTED_END):
        yield from text.comment(child)
    elif tag == DELETED:
        deletion = text.tracked.deletions.pop(name_of(child), None)
        for noted in deletion.iter(_NOTED, _NOTED_END) if deletion is not None else ():
            yield from text.comment(noted)
    elif tag == q("draw:frame"):
        if not text.out:
            text.boxes.append(child)
    elif isinstance(tag, str) and tag not in _SKIPPED:
        yield from _runs(child, text, marks, depth)


def _called(note: Any, text: _Text) -> Iterator[Run]:
    if len(text.notes) >= _MOST_NOTES:
        raise AnnotatorError(
            f"The OpenDocument file holds more than {_MOST_NOTES} notes.", "Split it and add the parts."
        )
    if not text.out:
        text.notes.append(note)
        number = len(text.notes)
        yield Run(f"[{number}]", ((InlineKind.NOTE, ""), call(_kind_of(note), str(number))))


def _kind_of(note: Any) -> NoteKind:
    return NoteKind.ENDNOTE if note.get(q("text:note-class")) == "endnote" else NoteKind.FOOTNOTE


def _note(number: int, note: Any, text: _Text) -> Iterator[Passage]:
    body = note.find(q("text:note-body"))
    passages = list(_whole(body, text, BlockKind.ITEM, 1, 1)) if body is not None else []
    text.texts[_kind_of(note), str(number)] = _plain(passages)
    label: tuple[Run, ...] = (Run(f"[{number}] ", ((InlineKind.NOTE, ""),)),)
    for passage in passages:
        yield Passage(BlockKind.ITEM, (*label, *passage.runs), 1)
        label = ()


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table, not those of tables inside its cells."""
    for child in table:
        if child.tag == q("table:table-row"):
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _table(table: Any, text: _Text, depth: int) -> Iterator[Passage]:
    """A table of short cells as one passage; one that lays out a page as the passages inside it."""
    cells = []
    for row in _rows(table):
        left = bool(text.out)
        found = [
            list(_whole(cell, text, BlockKind.PARAGRAPH, 0, depth + 1))
            for cell in row.iterchildren(q("table:table-cell"))
        ]
        if not left or any(passage.words.strip() for cell in found for passage in cell):
            cells.append(found)
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
