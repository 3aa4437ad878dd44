"""The report as one web page: readable without scripts, asking nothing of the network, in light, dark and on paper."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from annotator.domain.model import Article, BlockKind, Progress
from annotator.domain.report import Report
from annotator.exporters.files import Part
from annotator.exporters.looks import UNCHECKED
from annotator.exporters.pace import Pace, Paced
from annotator.exporters.pages import page
from annotator.exporters.passages import Passage, Segment, depths, marks_by_article, passages, rows, without_title
from annotator.exporters.public import public_values
from annotator.exporters.templates import AS_BUILT_IN, Order

_RUNS = {BlockKind.ITEM, BlockKind.TABLE, BlockKind.QUOTATION, BlockKind.FURNITURE}
_ORDERED = re.compile(r"\(?[0-9a-z]{1,3}[.)]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, with how the list goes on after it: one level `deeper`, or `shallower` by so many."""

    passage: Passage
    ordered: bool
    deeper: bool
    shallower: int


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks that belong in one element: the items of a list, the rows of a table, a long quotation, furniture.
    `places` gives each claim marked in it, by its number, the place of its note."""

    kind: str
    passages: list[Passage]
    items: list[Item]
    rows: list[list[list[Segment]]]
    places: dict[int, int]


@dataclass(frozen=True, slots=True)
class Copy:
    """An article as it is set on the page."""

    article: Article
    runs: Paced[Run]


NOTE_PLACES = range(1, 25)
"""Claims of one run whose notes can be shown beside it; those beyond, which are rare, lead to the list of claims."""


def render(report: Report, progress: Progress, order: Order = AS_BUILT_IN) -> list[Part]:
    """The page as one file. Raises AnnotatorError when the ordered template cannot be used."""
    marks = marks_by_article(report)
    texts = [(article, passages(article, marks[article.id])) for article in report.articles]
    shown = frozenset(
        (mark.number, mark.ordinal)
        for _, text in texts
        for passage in text
        for segment in passage.segments
        for mark in segment.opens
    )
    blocks = [(article, without_title(text, article.title)) for article, text in texts]
    pace = Pace(progress, len(report.claims) + sum(len(text) for _, text in blocks))
    told = public_values(report, pace, shown)
    copies = [Copy(article, Paced(pace, _runs(text), _size)) for article, text in blocks]
    values = told | {
        "copies": copies,
        "note_places": NOTE_PLACES,
        "looks": [UNCHECKED, *(e.look for e in told["entries"].items)],
    }
    return [page("report.html", order, values, pace.heed)]


def _size(run: Run) -> int:
    return len(run.passages)


def _runs(blocks: list[Passage]) -> list[Run]:
    """The article's blocks in runs, under the page's own heading."""
    runs: list[Run] = []
    for kind, group in groupby(blocks, key=lambda passage: passage.block.kind):
        members = list(group)
        if kind in _RUNS:
            runs.append(_run(kind, members))
        else:
            runs.extend(_run(kind, [member]) for member in members)
    return runs


def _run(kind: BlockKind, members: list[Passage]) -> Run:
    items = list(_items(members)) if kind is BlockKind.ITEM else []
    lines = [line for member in members for line in rows(member)] if kind is BlockKind.TABLE else []
    numbers = dict.fromkeys(s.claim.number for member in members for s in member.segments if s.claim)
    return Run(kind.value, members, items, lines, dict(zip(numbers, NOTE_PLACES, strict=False)))


def _items(members: list[Passage]) -> Iterator[Item]:
    """The items of one list, each with what its end closes and its nesting opens."""
    own = depths(members)
    for member, depth, following in zip(members, own, [*own[1:], 1], strict=True):
        ordered = bool(_ORDERED.fullmatch(member.bullet))
        yield Item(member, ordered, following > depth, max(depth - following, 0))
