"""Plain text: kept to the letter, its blocks found by its lines and judged by the rules for scraped pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Block, BlockKind, ImportedArticle
from annotator.domain.text import whole_start
from annotator.importers import endings, furniture, language
from annotator.importers.composer import limited
from annotator.importers.encoding import text_of
from annotator.importers.scraped import Judged, judge

LONGEST_TITLE = 90

_LINE = re.compile(r"^[^\n]*\S[^\n]*", re.MULTILINE)
_BULLET = re.compile(r"\s*(?:[•·‣▪●◦▸►∙⁃○■□➤✓✔]\s+|(?P<weak>[-*+])\s+|(?P<number>\d{1,2})[.)]\s+)(?=\S)")
_SENTENCE = re.compile(r"(?<=[.!?؟])\s|(?<=[。！？])")
_WRAP_WIDTH = (40, 100)
_VERSE_WIDTH = 60
_VERSE_LINES = 20
"""Lines at either end by which verse is told from a menu."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without white space and bullet: `indent` is where its words begin in it, `bullet` "" or its sign."""

    start: int
    end: int
    indent: int = 0
    bullet: str = ""


def read(data: bytes, name: str) -> ImportedArticle:
    """Read the bytes of a text file. Raises AnnotatorError when they hold no words or no known encoding."""
    return replace(read_canonical(text_of(data), data), remarks=endings.of_text(data))


def read_canonical(text: str, original: bytes) -> ImportedArticle:
    """Read canonical text, which becomes the article's text unchanged."""
    if not text.strip():
        raise AnnotatorError("The file holds no words.", "Choose a file with the article's text.")
    units = list(limited(unit for group in _groups(text) for unit in _units(text, group)))
    words = [text[unit.start : unit.end] for unit in units]
    judged = judge(words, [BlockKind.ITEM if unit.bullet else BlockKind.PARAGRAPH for unit in units])
    return ImportedArticle(
        text=text,
        blocks=tuple(_blocks(units, judged)),
        title=_title(words, judged),
        byline=judged.byline,
        language=language.guess(text),
        published=judged.published,
        original=original,
    )


def shortened(text: str) -> str:
    """The first sentence of a text as a title, cut at a word when it is long."""
    start = text.strip()[:2000]
    first = start.split("\n")[0]
    line = " ".join(_SENTENCE.split(first if len(first) < _WRAP_WIDTH[0] else start)[0].split())
    if len(line) <= LONGEST_TITLE:
        return line
    cut = line.rfind(" ", LONGEST_TITLE // 2, LONGEST_TITLE - 1)
    return line[: cut if cut > 0 else whole_start(line, LONGEST_TITLE - 1)].rstrip(" ,;:–—-") + "…"


def _title(words: list[str], judged: Judged) -> str:
    if judged.headline >= 0:
        return " ".join(words[judged.headline].split())
    content = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM, BlockKind.QUOTATION)
    return shortened(next(unit for unit, kind in zip(words, judged.kinds, strict=True) if kind in content))


def _groups(text: str) -> Iterator[list[_Line]]:
    """Lines that follow each other without an empty one."""
    group: list[_Line] = []
    for found in _LINE.finditer(text):
        start, end = found.span()
        if group and text.count("\n", group[-1].end, start) > 1:
            yield group
            group = []
        group.append(_line(text, start, end))
    if group:
        yield group


def _line(text: str, start: int, end: int) -> _Line:
    words = text[start:end].strip()
    first = text.index(words[0], start)
    last = first + len(words)
    found = _BULLET.match(text, first, last)
    if not found:
        return _Line(first, last, first - start)
    return _Line(found.end(), last, first - start, found["weak"] or found["number"] or "•")


def _units(text: str, group: list[_Line]) -> list[_Line]:
    """The lines of a group as paragraphs: items each by itself, the rest line by line unless it was wrapped or is
    verse."""
    group = _with_true_bullets(text, group)
    units: list[_Line] = []
    plain: list[_Line] = []
    for line in group:
        if line.bullet:
            units += _paragraphs(text, plain)
            plain = []
            units.append(line)
        else:
            plain.append(line)
    return units + _paragraphs(text, plain)


def _with_true_bullets(text: str, group: list[_Line]) -> list[_Line]:
    """Dashes, stars and numbers are bullets only where there are two of them; numbers must count up."""
    weak = [line for line in group if line.bullet in ("-", "*", "+")]
    numbers = [int(line.bullet) for line in group if line.bullet.isdecimal()]
    counted = len(numbers) > 1 and all(later - first == 1 for first, later in pairwise(numbers))
    true = {"", "•"} | ({"-", "*", "+"} if len(weak) > 1 else set())
    return [
        line if line.bullet in true or (counted and line.bullet.isdecimal()) else _unbulleted(text, line)
        for line in group
    ]


def _unbulleted(text: str, line: _Line) -> _Line:
    start = text.rfind("\n", 0, line.start) + 1 + line.indent
    return _Line(start, line.end, line.indent)


def _paragraphs(text: str, lines: list[_Line]) -> list[_Line]:
    if len(lines) > 1 and (_is_wrapped(text, lines) or _is_verse(text, lines)):
        return [_Line(lines[0].start, lines[-1].end)]
    return lines


def _is_wrapped(text: str, lines: list[_Line]) -> bool:
    """Prose broken at a width, as in mails: all lines but the last are about as long, most ending within a sentence."""
    lengths = [line.end - line.start for line in lines[:-1]]
    narrow, wide = _WRAP_WIDTH
    if max(lengths) > wide or max(lengths) < narrow or min(lengths) < max(lengths) * 0.6:
        return False
    if lines[-1].end - lines[-1].start > wide:
        return False
    broken = sum(text[line.end - 1] not in '.!?…。”"»:' for line in lines[:-1])
    return broken * 2 > len(lines) - 1


def _is_verse(text: str, lines: list[_Line]) -> bool:
    """Three short lines or more that are not a menu, byline, date and credit below each other."""
    if len(lines) < 3 or any(line.end - line.start > _VERSE_WIDTH for line in lines):
        return False
    words = [text[line.start : line.end] for line in (lines[:_VERSE_LINES] + lines[_VERSE_LINES:][-_VERSE_LINES:])]
    marked = sum(furniture.is_furniture(line) for line in words)
    told = any(furniture.is_credit(line) or furniture.byline(line) or furniture.published(line) for line in words)
    return marked * 2 < len(words) and not told


def _blocks(units: list[_Line], judged: Judged) -> Iterator[Block]:
    indents: list[int] = []
    for place, (unit, kind) in enumerate(zip(units, judged.kinds, strict=True)):
        level = judged.levels.get(place, 0)
        if kind is BlockKind.ITEM:
            indents = [indent for indent in indents if indent < unit.indent] + [unit.indent]
            level = min(len(indents), 9)
        else:
            indents = []
        yield Block(unit.start, unit.end, kind, level)
