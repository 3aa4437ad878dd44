"""From the lines of printed pages back to a text: the order in which columns are read, running heads, paragraphs, and
words that were parted at the end of a line. Lengths are points; y grows upwards, as on a PDF's page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from annotator.domain.model import BlockKind
from annotator.importers.composer import Passage, Run, locator

_EDGE = 0.11
"""The share of a page's height at its top and bottom in which running heads stand."""
_REPEATED = 3
_MOST_WIDE = 0.35
"""The share of lines that may cross the space between two columns."""
_FEWEST = 4
_LONGEST_HEADING = 220

_ENDS = re.compile(r"[.!?:…。！？؟][\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[•·‣▪●◦▸▪]|[-–]|\(?\d{1,2}[.)])\s+(?=\S)")
_PARTED = re.compile(r"(\w+)[-\u00ad\u2010]$")
_FIRST = re.compile(r"^[\"'“‘(]?(\w+)")
_NUMBERS = re.compile(r"\d+|\b[ivxlc]+\b")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_BACKWARDS = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column: its words, its box, and the size of its type."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines in the order they were drawn. `label` is the number that stands on it."""

    label: str
    height: float
    lines: tuple[Line, ...]


def passages(pages: Sequence[Page]) -> list[Passage]:
    """The text of the pages in reading order; running heads and page numbers are furniture."""
    heads = _running_heads(pages)
    body = _body_size(pages)
    known = Counter(word.lower() for page in pages for line in page.lines for word in _WORD.findall(line.text))
    found: list[Passage] = []
    open_lines: list[tuple[str, Line]] = []
    for number, page in enumerate(pages):
        asides = [line for at, line in enumerate(page.lines) if (number, at) in heads]
        lines = in_order([line for at, line in enumerate(page.lines) if (number, at) not in heads])
        edges = _edges(lines)
        for line in lines:
            if open_lines and _begins(open_lines[-1], (page.label, line), edges, body):
                found.append(_passage(open_lines, body, known))
                open_lines = []
            open_lines.append((page.label, line))
        found += [Passage(BlockKind.FURNITURE, (Run(line.text),)) for line in asides]
    if open_lines:
        found.append(_passage(open_lines, body, known))
    return found


def in_order(lines: Sequence[Line]) -> list[Line]:
    """The lines as they are read: columns one after the other between the lines that run across them."""
    gutter = _gutter(lines)
    if gutter is None:
        return _settled(lines)
    backwards = sum(bool(_BACKWARDS.search(line.text)) for line in lines) * 2 > len(lines)
    ordered: list[Line] = []
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line in sorted(lines, key=lambda each: -each.top):
        if line.left < gutter < line.right:
            ordered += [*_sides(sides, backwards), line]
            sides = ([], [])
        else:
            sides[line.left >= gutter].append(line)
    return ordered + _sides(sides, backwards)


def _sides(sides: tuple[list[Line], list[Line]], backwards: bool) -> list[Line]:
    first, second = reversed(sides) if backwards else sides
    return [*in_order(first), *in_order(second)]


def _settled(lines: Sequence[Line]) -> list[Line]:
    """One column: as drawn, unless that jumps up and down."""
    rises = sum(after.bottom > before.top for before, after in pairwise(lines))
    return sorted(lines, key=lambda each: (-round(each.bottom), each.left)) if rises > 1 else list(lines)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where the space between two columns is, None for a single one."""
    if len(lines) < 2 * _FEWEST:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    best: tuple[int, float] | None = None
    for place in sorted({round(line.left - 2) for line in lines} | {round(line.right + 2) for line in lines}):
        if not left + (right - left) * 0.2 < place < left + (right - left) * 0.8:
            continue
        wide = sum(line.left < place < line.right for line in lines)
        if best is None or wide < best[0]:
            best = (wide, float(place))
    if best is None or best[0] > len(lines) * _MOST_WIDE:
        return None
    sides = [line for line in lines if line.right <= best[1]], [line for line in lines if line.left >= best[1]]
    if any(len(side) < _FEWEST for side in sides):
        return None
    tops, bottoms = [max(x.top for x in side) for side in sides], [min(x.bottom for x in side) for side in sides]
    shared = min(tops) - max(bottoms)
    return best[1] if shared > 0.4 * min(top - bottom for top, bottom in zip(tops, bottoms, strict=True)) else None


def _running_heads(pages: Sequence[Page]) -> set[tuple[int, int]]:
    """Page and place of the lines at the edges of pages that repeat but for their numbers, or are a mere number."""
    at_edges: dict[str, list[tuple[int, int]]] = {}
    for number, page in enumerate(pages):
        for at, line in enumerate(page.lines):
            at_edge = line.bottom > page.height * (1 - _EDGE) or line.top < page.height * _EDGE
            if at_edge and _stands_apart(line, page.lines):
                at_edges.setdefault(_NUMBERS.sub("#", line.text.strip().lower()), []).append((number, at))
    bare = re.compile(r"[\W_]*(?:page|seite|p\.?|s\.?|стр\.?)?[\W_]*#(?:[\W_]+(?:of|von|de|/)?[\W_]*#)?[\W_]*")
    heads: set[tuple[int, int]] = set()
    for words, places in at_edges.items():
        often = len({number for number, _ in places}) >= min(_REPEATED, max(2, len(pages)))
        if often or (bare.fullmatch(words) and len(pages) > 1):
            heads |= set(places)
    return heads


def _stands_apart(line: Line, lines: Sequence[Line]) -> bool:
    """Whether there is more than the space between two lines above and below a line."""
    room = line.size * 0.5
    near = (o for o in lines if o is not line and o.bottom - room < line.top and o.top + room > line.bottom)
    return all(min(o.top, line.top) - max(o.bottom, line.bottom) > 0.5 * line.size for o in near)


def _body_size(pages: Sequence[Page]) -> float:
    """The size of type in which most of the words are set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    """How far apart lines stand as a rule, and how wide a full one is."""
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if 0 < a.bottom - b.bottom < 60]
    widths = sorted(line.right - line.left for line in lines)
    return (median(steps) if steps else 14.0), (widths[int(len(widths) * 0.8)] if widths else 400.0)


def _begins(last: tuple[str, Line], now: tuple[str, Line], edges: tuple[float, float], body: float) -> bool:
    """Whether a line begins a paragraph after another."""
    (page, before), (page_now, line) = last, now
    pitch, width = edges
    if abs(line.size - before.size) > body * 0.08 or _BULLET.match(line.text):
        return True
    ended = bool(_ENDS.search(before.text))
    if page != page_now or line.bottom > before.top or abs(line.left - before.left) > width * 0.6:
        return ended or bool(line.text[:1].isupper() and before.right - before.left < width * 0.8)
    gap = before.bottom - line.bottom
    if gap > max(pitch * 1.3, line.size * 1.6):
        return True
    short = before.right - before.left < width * 0.85
    indented = line.left - before.left > line.size * 0.7
    shifted = abs(line.left - before.left) > line.size * 0.7
    if before.right - before.left < width * 0.7 and not line.text[:1].islower() and (gap > line.size * 1.4 or shifted):
        return True
    return ended and (short or indented) and (short == indented or not _DENSE.search(before.text[-1:]))


def _passage(lines: Sequence[tuple[str, Line]], body: float, known: Counter[str]) -> Passage:
    """A paragraph of its lines, or a heading when its type is larger; words that were parted are whole again."""
    runs: list[Run] = []
    page = ""
    for at, (label, line) in enumerate(lines):
        text = line.text.strip()
        if at:
            before, text = _joined(runs.pop().text, text, known)
            runs.append(Run(before))
        if label != page:
            runs.append(locator(label))
            page = label
        runs.append(Run(text))
    first = lines[0][1]
    words = "".join(run.text for run in runs)
    if first.size >= body * 1.15 and len(words) <= _LONGEST_HEADING and not words.rstrip().endswith("."):
        return Passage(BlockKind.HEADING, tuple(runs), 1 if first.size >= body * 1.6 else 2)
    if not (bullet := _BULLET.match(words)):
        return Passage(BlockKind.PARAGRAPH, tuple(runs))
    if not words[0].isdigit() and words[0] != "(":
        runs[1] = Run(runs[1].text[bullet.end() :])
    return Passage(BlockKind.ITEM, tuple(runs), 1)


def _joined(before: str, after: str, known: Counter[str]) -> tuple[str, str]:
    """Two lines of one paragraph as they follow each other."""
    parted, first = _PARTED.search(before), _FIRST.match(after)
    if parted and first:
        whole, hyphened = f"{parted[1]}{first[1]}".lower(), f"{parted[1]}-{first[1]}".lower()
        stays = before[-1] == "-" and not known[whole] and (known[hyphened] > 0 or not first[1][:1].islower())
        return (before, after) if stays else (before[:-1], after)
    if before and after and _DENSE.match(before[-1]) and _DENSE.match(after[0]):
        return before, after
    return before.rstrip(), f" {after}"
