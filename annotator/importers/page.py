"""Walks a web page's tree for the text that a reader sees: passages in page order, with their kinds and marks."""

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote, urljoin

from annotator.domain.model import BlockKind, InlineKind
from annotator.importers.composer import BREAK, CELL, Mark, Passage, Point, Run, points_of, spaced
from annotator.importers.recognition import PARTS

_UNSEEN = frozenset((
    "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "canvas", "audio", "video",
    "select", "datalist", "textarea", "input", "meta", "link", "title", "param", "track", "map",
))  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_KINDS = {
    "blockquote": BlockKind.QUOTATION, "figcaption": BlockKind.CAPTION, "caption": BlockKind.CAPTION,
    "li": BlockKind.ITEM, "dd": BlockKind.ITEM, "pre": BlockKind.PARAGRAPH,
} | {f"h{level}": BlockKind.HEADING for level in range(1, 7)}  # fmt: skip
# What holds passages side by side; the others are passages, or belong to one.
_PARTS = frozenset((
    "article", "aside", "body", "center", "details", "dialog", "div", "fieldset", "footer", "form", "header", "html",
    "main", "nav", "search", "section", "td",
))  # fmt: skip
_WHOLE = frozenset(("html", "body", "main", "article"))
# Inside these a plain block stays what they are: a paragraph in a quotation is a quotation.
_LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))
_MARKS = {
    "b": InlineKind.STRONG, "strong": InlineKind.STRONG, "i": InlineKind.EMPHASIS, "em": InlineKind.EMPHASIS,
    "code": InlineKind.CODE, "kbd": InlineKind.CODE, "samp": InlineKind.CODE, "tt": InlineKind.CODE,
}  # fmt: skip
_APART = frozenset(("nav", "footer", "aside", "form", "button", "dialog"))
# What class or id call a part that is not the article. Pages use words as they like: this only adds to a doubt.
_ASIDES = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|banner|bio|breadcrumbs?|comments?|consent|cookies?|menu|modal|most-read|nav\w*"
    r"|newsletter|outbrain|pagination|paywall|popular|popup|promo\w*|recommend\w*|related|shar(?:e|ing)|sidebar|social"
    r"|sponsor\w*|subscri\w*|taboola|tags?|toolbar|trending)(?:$|[\s_-])",
    re.I,
)
_APART_ROLES = frozenset(("navigation", "contentinfo", "complementary", "search", "banner", "dialog", "alert"))
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_LINK = re.compile(r"(?:https?|ftp|mailto|doi):", re.I)
_LONGEST_CELL = 300
_LONGEST_ADDRESS = 2000
_LONGEST_LABEL = 1000
_DOT = re.compile(r"\s*[0-3](?:\.\d*)?\s*(?:px)?\s*$")
_DOT_STYLE = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*[0-3](?:px)?\s*(?:!important\s*)?(?:;|$)", re.I)


@dataclass(frozen=True, slots=True)
class Seen:
    """A passage of the page. `apart`: it stands in a part that the mark-up sets apart (navigation, foot, form …);
    `main`: in the part it calls the article or the main one. `doubtful`: in one whose name speaks of something else.
    `linked` is the share of its signs that are links. `part` numbers the part of the page that it stands in."""

    passage: Passage
    apart: bool
    main: bool
    linked: float
    doubtful: bool = False
    part: int = 0

    @property
    def words(self) -> str:
        return self.passage.words


@dataclass(frozen=True, slots=True)
class _Place:
    """What the elements around some text make of it."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    depth: int = 0
    marks: tuple[Mark, ...] = ()
    verbatim: bool = False
    apart: bool = False
    main: bool = False
    doubtful: bool = False
    linked: bool = False
    part: int = 0


def passages(root: Any, base: str, *, saved: bool = False) -> list[Seen]:
    """The visible passages of a page in order. `base` resolves the addresses of its links; of a `saved` page, pictures
    in the folder beside it have none. The tree's depth must have been checked."""
    walk = _Walk(base, saved)
    walk.element(root, _Place())
    walk.flush(_Place())
    walk.finish()
    return walk.seen


class _Walk:
    def __init__(self, base: str, saved: bool) -> None:
        self.base, self.saved = base, saved
        self.seen: list[Seen] = []
        self._runs: list[Run] = []
        self._parts = 0
        self._linked = 0

    def element(self, element: Any, place: _Place) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN or _is_hidden(element):
            return
        if tag == "br":
            self._break(place)
        elif tag == "img":
            self._picture(element, place)
        elif tag == "table" and _is_data(element):
            self._table(element, place)
        elif tag in _BLOCKS:
            self.flush(place)
            inner = _inside(element, tag, place)
            if tag in _PARTS and any(child.tag in _BLOCKS for child in element):
                self._parts += 1
                inner = replace(inner, part=self._parts)
            before = len(self.seen)
            self._children(element, inner)
            self.flush(inner)
            if tag == "figure":
                self._caption(before)
        else:
            linked = place.linked or (tag == "a" and not element.get("href", "#").startswith("#"))
            self._children(element, replace(place, marks=self._marks(element, tag, place.marks), linked=linked))

    def flush(self, place: _Place) -> None:
        """End the passage that was being gathered. Pictures without words wait for the next one; one that is set apart
        from the article does not get them."""
        runs, self._runs = self._runs, []
        linked, self._linked = self._linked, 0
        words = "".join(run.text for run in runs)
        if not words.strip():
            self._runs = points_of(runs)
            return
        if place.apart and (waiting := points_of(runs)):
            self._give(waiting)
            runs = [replace(run, point=None) for run in runs]
        level = place.depth if place.kind is BlockKind.ITEM else place.level
        passage = Passage(place.kind, tuple(runs), level)
        self.seen.append(
            Seen(passage, place.apart, place.main, linked / len(words.strip()), place.doubtful, place.part)
        )

    def finish(self) -> None:
        """Pictures after the last words belong to those."""
        self._give(points_of(self._runs))

    def _give(self, pictures: list[Run]) -> None:
        if self.seen and not self.seen[-1].apart:
            last = self.seen[-1]
            self.seen[-1] = replace(last, passage=replace(last.passage, runs=(*last.passage.runs, *pictures)))

    def _caption(self, before: int) -> None:
        """A picture that its figure has after the caption stands with the caption all the same."""
        for number, seen in enumerate(self.seen[before:], before):
            if seen.passage.kind is BlockKind.CAPTION:
                runs = (*points_of(self._runs), *seen.passage.runs)
                self.seen[number] = replace(seen, passage=replace(seen.passage, runs=runs))
                self._runs = []
                return

    def _picture(self, element: Any, place: _Place) -> None:
        label = spaced(element.get("alt") or "").strip()[:_LONGEST_LABEL]
        if not (place.apart or (place.doubtful and not label) or _is_meaningless(element)):
            sources = [each for each in _sources(element) if not (self.saved and _is_part(each))]
            address = next(filter(None, (resolved(self.base, source) for source in sources)), "")
            if address or label:
                self._runs.append(Run("", (), Point(address, label)))

    def _children(self, element: Any, place: _Place) -> None:
        self._text(element.text, place)
        for child in element:
            self.element(child, place)
            self._text(child.tail, place)

    def _text(self, text: str | None, place: _Place) -> None:
        if text:
            words = text if place.verbatim else spaced(text)
            self._runs.append(Run(words, place.marks))
            self._linked += len(words) if place.linked else 0

    def _break(self, place: _Place) -> None:
        """One break is a new line, two are a new passage."""
        last = next((run.text for run in reversed(self._runs) if run.text.strip(" ")), "")
        if last == BREAK and not place.verbatim:
            self.flush(place)
        else:
            self._runs.append(Run(BREAK))

    def _table(self, table: Any, place: _Place) -> None:
        self.flush(place)
        for caption in table.iterchildren("caption"):
            self.element(caption, place)
        rows: list[Run] = []
        for row in table.iter("tr"):
            cells: list[Run] = []
            for cell in row.iterchildren("td", "th"):
                words = self._cell(cell, place)
                cells += [Run(CELL), *(replace(run, text=run.text.replace(BREAK, " ")) for run in words)]
            rows += [Run(BREAK), *cells[1:]]
        self._runs = rows[1:]
        self.flush(replace(place, kind=BlockKind.TABLE))

    def _cell(self, cell: Any, place: _Place) -> list[Run]:
        """The words of a cell; the paragraphs that it may be made of follow each other in its line."""
        before, linked = len(self.seen), self._linked
        self._children(cell, _Place(marks=place.marks, linked=place.linked))
        runs, self._runs = self._runs, []
        inner, self.seen[before:] = self.seen[before:], []
        if inner:
            self._linked = linked + sum(round(seen.linked * len(seen.words.strip())) for seen in inner)
        return [*(run for seen in inner for run in (*seen.passage.runs, Run(" "))), *runs]

    def _marks(self, element: Any, tag: str, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        mark: Mark | None = (_MARKS[tag], "") if tag in _MARKS else None
        if tag == "a":
            mark = self._link(element)
        return (*marks, mark) if mark and mark not in marks else marks

    def _link(self, element: Any) -> Mark | None:
        href = (element.get("href") or "").strip()
        if href.startswith("#"):
            noted = element.get("role") == "doc-noteref" or any(e.tag == "sup" for e in (element.getparent(), *element))
            return (InlineKind.NOTE, "") if noted else None
        address = resolved(self.base, href)
        return (InlineKind.LINK, address) if address else None


def resolved(base: str, href: str) -> str:
    """The full address of a link, "" when it leads nowhere outside the page or to something that would run."""
    try:
        address = urljoin(base, href) if base else href
    except ValueError:
        return ""
    return address if href and _LINK.match(address) and len(address) <= _LONGEST_ADDRESS else ""


def _inside(element: Any, tag: str, place: _Place) -> _Place:
    """The place that a block makes for what it holds."""
    quoted = tag == "footer" and place.kind is BlockKind.QUOTATION
    if (tag in _APART and not quoted) or (element.get("role") or "").lower() in _APART_ROLES:
        place = replace(place, apart=True)
    if tag not in _WHOLE and _ASIDES.search(f"{element.get('class', '')} {element.get('id', '')}"):
        place = replace(place, doubtful=True)
    if tag in ("article", "main"):
        place = replace(place, main=True)
    if tag in _LISTS:
        return replace(place, depth=min(place.depth + 1, 9))
    if tag == "pre":
        return replace(place, verbatim=True, marks=(*place.marks, (InlineKind.CODE, "")))
    kind = _KINDS.get(tag)
    if kind is None:
        return place
    if kind is BlockKind.ITEM:
        return replace(place, kind=kind, depth=max(place.depth, 1))
    return replace(place, kind=kind, level=int(tag[1]) if kind is BlockKind.HEADING else 0)


def _is_hidden(element: Any) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN_STYLE.search(style))


def _is_meaningless(image: Any) -> bool:
    """Whether an image is decoration or counts readers: hidden from screen readers, or of a dot's size."""
    if image.get("role") in ("presentation", "none") or image.get("aria-hidden") == "true":
        return True
    if _DOT_STYLE.search(image.get("style") or ""):
        return True
    return any(_DOT.match(image.get(side) or "") for side in ("width", "height"))


def _sources(image: Any) -> list[str]:
    """Where an image may be, the likeliest first: pages that load late keep the address elsewhere."""
    names = ("data-src", "data-original", "src")
    sets = (image.get("srcset") or image.get("data-srcset") or "").split(",")
    return [*((image.get(name) or "").strip() for name in names), *(each.strip().split(" ")[0] for each in sets)]


def _is_part(source: str) -> bool:
    """Whether a picture lies in the folder beside a saved page, and not where the page came from."""
    folder, _, name = unquote(source).removeprefix("./").partition("/")
    return bool(name) and bool(PARTS.fullmatch(folder))


def _is_data(table: Any) -> bool:
    """Whether a table holds data, not the layout of a page: cells side by side, short, without blocks of text."""
    if table.get("role") in ("presentation", "none") or next(table.iterdescendants("table", "form"), None) is not None:
        return False
    if next(table.iterdescendants("h1", "h2", "h3", "article", "blockquote"), None) is not None:
        return False
    side_by_side = any(len(list(row.iterchildren("td", "th"))) > 1 for row in table.iter("tr"))
    return side_by_side and all(_is_short(cell) for cell in table.iter("td", "th"))


def _is_short(cell: Any) -> bool:
    length = 0
    for text in cell.itertext():
        length += len(text)
        if length > _LONGEST_CELL:
            return False
    return True
