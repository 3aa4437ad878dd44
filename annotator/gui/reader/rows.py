"""Rows: what the reader shows line by line, an article's blocks, and a quiet line in place of folded furniture."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from annotator.domain.model import Article, Block, BlockKind, Inline, InlineKind

LONGEST = 6000
"""Code points of the longest row: a longer block is shown in several, so that no single one can stall the window."""
_SPACES = " \n\t\u3000\u00a0"


class Row(NamedTuple):
    """One paragraph of the document. `start, end` in code points of the article; `block` is the index of the article's
    block, -1 for the line of a fold; `first` and `last` tell the pieces of a long block apart; `fold` is the index of
    the fold it belongs to, -1 without one; `label` is what a fold's line says."""

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    block: int = -1
    first: bool = True
    last: bool = True
    fold: int = -1
    label: str = ""


@dataclass(slots=True)
class Fold:
    """Neighbouring furniture behind one line: the row of that line, then `rows` of the passages themselves."""

    header: int
    rows: range
    start: int
    open: bool = False


def make_rows(article: Article) -> tuple[list[Row], list[Fold]]:
    """The rows of an article and its folds. An article of nothing but furniture is shown unfolded."""
    blocks = article.blocks or tuple(_lines(article.text))
    rows: list[Row] = []
    folds: list[Fold] = []
    index = 0
    while index < len(blocks):
        if blocks[index].kind is not BlockKind.FURNITURE:
            rows.extend(_pieces(article.text, blocks[index], index))
            index += 1
            continue
        end = index
        while end < len(blocks) and blocks[end].kind is BlockKind.FURNITURE:
            end += 1
        _fold(article.text, blocks, range(index, end), rows, folds)
        index = end
    if folds and len(folds) == 1 and len(folds[0].rows) + 1 == len(rows):
        folds[0].open = True
    return rows or [Row(0, 0, BlockKind.PARAGRAPH, block=0)], folds


def _fold(text: str, blocks: tuple[Block, ...], inside: range, rows: list[Row], folds: list[Fold]) -> None:
    start, header = blocks[inside[0]].start, len(rows)
    label = f"{len(inside)} passage{'s' if len(inside) > 1 else ''} outside the article"
    rows.append(Row(start, start, BlockKind.FURNITURE, fold=len(folds), label=label))
    for index in inside:
        rows.extend(row._replace(fold=len(folds)) for row in _pieces(text, blocks[index], index))
    folds.append(Fold(header, range(header + 1, len(rows)), start))


def _pieces(text: str, block: Block, index: int) -> Iterator[Row]:
    if block.end - block.start <= LONGEST:
        yield Row(block.start, block.end, block.kind, block.level, index)
        return
    start = block.start
    while start < block.end:
        end = _cut(text, start, block.end, "\n" if block.kind is BlockKind.TABLE else _SPACES)
        yield Row(start, end, block.kind, block.level, index, start == block.start, end == block.end)
        start = end


def _cut(text: str, start: int, end: int, spaces: str) -> int:
    """Where to end a piece: after the last white space within the longest length, or at that length without any."""
    if end - start <= LONGEST:
        return end
    limit = start + LONGEST
    found = max(text.rfind(space, start + LONGEST // 2, limit) for space in spaces)
    return found + 1 if found >= 0 else limit


def _lines(text: str) -> Iterator[Block]:
    """Blocks for a text that has none: one to a line that is not empty."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield Block(start, start + len(line), BlockKind.PARAGRAPH)
        start += len(line) + 1


def pictures_of(row: Row, inlines: tuple[Inline, ...]) -> tuple[list[Inline], list[Inline]]:
    """The pictures of a row that stand above its words, and those at the end of its block, which stand below."""
    above, below = [], []
    for one in inlines:
        if one.kind is not InlineKind.IMAGE or row.label or not row.start <= one.start <= row.end:
            continue
        if one.start < row.end or row.start == row.end:
            above.append(one)
        elif row.last:
            below.append(one)
    return above, below
