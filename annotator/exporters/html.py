"""The report as one web page: readable without scripts, asking nothing of the network, in light, dark and on paper."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from annotator.domain.model import Article, BlockKind, Claim, Evidence, Mention, Progress, Source, Verdict, VerdictState
from annotator.domain.report import Report
from annotator.domain.resources import RESOURCES
from annotator.exporters.files import Part, utf8
from annotator.exporters.pace import Pace
from annotator.exporters.passages import Passage, Segment, depths, marks_by_article, passages, rows, without_title
from annotator.exporters.wording import (
    UNKNOWN_COLOUR,
    citations,
    clean,
    language_tag,
    long_date,
    report_title,
    safe_link,
    sign_and_colour,
    statement,
    tallies,
)

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

_RUNS = {BlockKind.ITEM, BlockKind.TABLE, BlockKind.QUOTATION, BlockKind.FURNITURE}
_ORDERED = re.compile(r"\(?[0-9a-z]{1,3}[.)]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """How a verdict is told: by sign, by word and by the theme token of its colour."""

    sign: str
    word: str
    colour: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, with how the list goes on after it: one level `deeper`, or `shallower` by so many."""

    passage: Passage
    ordered: bool
    deeper: bool
    shallower: int


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks that belong in one element: the items of a list, the rows of a table, a long quotation, furniture."""

    kind: str
    passages: list[Passage]
    items: list[Item]
    rows: list[list[list[Segment]]]


@dataclass(frozen=True, slots=True)
class Copy:
    """An article as it is set on the page."""

    article: Article
    runs: list[Run]
    blocks: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage that a claim quotes, with the words on the same line before and after it; `place` is where in the text
    it stands, "" if it is not shown there."""

    before: str
    exact: str
    after: str
    place: str
    title: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A piece of evidence with its source and that source's number in the list (0 when it is not in the report)."""

    evidence: Evidence
    source: Source | None
    number: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim as the list tells it."""

    number: int
    claim: Claim
    look: Look
    verdict: Verdict | None
    statement: str
    quotes: list[Quote]
    exhibits: list[Exhibit]
    earlier: list[tuple[Verdict, Look]]


def render(report: Report, progress: Progress) -> list[Part]:
    """The page as one file. Characters that HTML forbids are shown as U+FFFD."""
    marks = marks_by_article(report)
    texts = [(article, passages(article, marks[article.id])) for article in report.articles]
    shown = {(m.number, m.ordinal) for _, text in texts for p in text for segment in p.segments for m in segment.opens}
    copies = [_copy(article, without_title(text, article.title)) for article, text in texts]
    pace = Pace(progress, len(report.claims) + sum(copy.blocks for copy in copies))
    page = (
        _environment()
        .get_template("report.html")
        .generate(
            report=report,
            title=report_title(report),
            copies=copies,
            entries=_entries(report, shown),
            looks=[_UNCHECKED, *(_look(report, claim.verdict) for claim in report.claims)],
            tallies=tallies(report),
            citations=citations(report),
            pace=pace,
            themes=_themes(),
        )
    )
    return [Part("", utf8(clean("".join(page))))]


_UNCHECKED = Look("", "Not yet checked", UNKNOWN_COLOUR)


def _look(report: Report, verdict: Verdict | None) -> Look:
    if verdict is None:
        return _UNCHECKED
    sign, colour = sign_and_colour(report, verdict)
    return Look(sign, verdict.label, colour if colour in _themes()["light"] else UNKNOWN_COLOUR)


def _copy(article: Article, blocks: list[Passage]) -> Copy:
    """The article's blocks in runs, under the page's own heading."""
    runs: list[Run] = []
    for kind, group in groupby(blocks, key=lambda passage: passage.block.kind):
        members = list(group)
        if kind in _RUNS:
            runs.append(_run(kind, members))
        else:
            runs.extend(_run(kind, [member]) for member in members)
    return Copy(article, runs, len(blocks))


def _run(kind: BlockKind, members: list[Passage]) -> Run:
    items = list(_items(members)) if kind is BlockKind.ITEM else []
    lines = [line for member in members for line in rows(member)] if kind is BlockKind.TABLE else []
    return Run(kind.value, members, items, lines)


def _items(members: list[Passage]) -> Iterator[Item]:
    """The items of one list, each with what its end closes and its nesting opens."""
    own = depths(members)
    for member, depth, following in zip(members, own, [*own[1:], 1], strict=True):
        ordered = bool(_ORDERED.fullmatch(member.bullet))
        yield Item(member, ordered, following > depth, max(depth - following, 0))


def _entries(report: Report, shown: set[tuple[int, int]]) -> Iterator[Entry]:
    articles = {article.id: article for article in report.articles}
    sources = {source.id: (number, source) for number, source in enumerate(report.sources, 1)}
    for number, claim in enumerate(report.claims, 1):
        verdict = claim.verdict
        quotes = []
        for ordinal, mention in enumerate(claim.mentions, 1):
            place = f"mention-{number}-{ordinal}" if (number, ordinal) in shown else ""
            quotes.append(_quote(mention, articles.get(mention.article), place, len(articles) > 1))
        exhibits = []
        for evidence in claim.evidence:
            place_in_list, source = sources.get(evidence.source, (0, None))
            exhibits.append(Exhibit(evidence, source, place_in_list))
        earlier = [(v, _look(report, v)) for v in reversed(claim.verdicts) if v is not verdict]
        yield Entry(number, claim, _look(report, verdict), verdict, statement(claim), quotes, exhibits, earlier)


def _quote(mention: Mention, article: Article | None, place: str, named: bool) -> Quote:
    """The mention with as much of its line as its selector keeps, an ellipsis where that is not all of the line."""
    selector, span = mention.selector, mention.span
    _, line_start, before = selector.prefix.rpartition("\n")
    if before and not line_start and len(before) < span.start:
        before = "…" + before[before.find(" ") + 1 :]
    after, line_end, _ = selector.suffix.partition("\n")
    if after and not line_end and not (article and span.end + len(after) >= len(article.text)):
        after = (after[: after.rfind(" ")] if " " in after.rstrip() else after) + "…"
    return Quote(before, selector.exact, after, place, article.title if article and named else "")


@cache
def _themes() -> dict[str, dict[str, str]]:
    """The colours of each theme by token, the soft fills of the ratings (`NAME-fill`) among them."""
    found = {}
    for name in ("light", "dark"):
        data = tomllib.loads((RESOURCES / "themes" / f"{name}.toml").read_text(encoding="utf-8"))
        colours: dict[str, str] = data["colours"]
        alpha = f"{data['metrics']['fill-alpha']:02x}"
        fills = {f"{key}-fill": value + alpha for key, value in colours.items() if key.startswith("rating-")}
        found[name] = colours | fills
    return found


@cache
def _environment() -> "SandboxedEnvironment":
    """Made, and its library loaded, when the first page is: the window starts without it."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        loader=FileSystemLoader(RESOURCES / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(long_date=long_date, link=safe_link, language=language_tag)
    environment.globals["WITHDRAWN"] = VerdictState.WITHDRAWN
    return environment
