"""What reports for readers tell of, as plain values: the page, the PDF, the memo and the newsroom's own templates."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from annotator.domain.model import (
    Article,
    Claim,
    ClaimState,
    Evidence,
    Mention,
    MentionState,
    Review,
    Source,
    Verdict,
    words_of,
)
from annotator.domain.ratings import Rating
from annotator.domain.report import Report
from annotator.exporters.corrections import corrections
from annotator.exporters.looks import Look, look_now
from annotator.exporters.pace import Pace, Paced
from annotator.exporters.wording import citations, report_title, statement, tallies

PLURALS = {
    "page": ("web page", "web pages"),
    "paper": ("paper", "papers"),
    "dataset": ("data set", "data sets"),
    "recording": ("recording", "recordings"),
    "photograph": ("photograph", "photographs"),
    "book": ("book", "books"),
    "person": ("person", "people"),
}


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage that a claim quotes, with the words on the same line before and after it; `place` is where in the text
    it stands, "" if it is not shown there; `gone` says that its article has it no more, `lost` the same in words, or
    that it is unsure where it is, "" where it is in the text."""

    before: str
    exact: str
    after: str
    place: str
    title: str
    gone: bool
    lost: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A piece of evidence with its source and that source's number in the list (0 when it is not in the report)."""

    evidence: Evidence
    source: Source | None
    number: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim as the list tells it. `stale` says that its verdict was given of other words; `approved` are the second
    looks that approved of its verdict."""

    number: int
    claim: Claim
    look: Look
    verdict: Verdict | None
    statement: str
    quotes: list[Quote]
    exhibits: list[Exhibit]
    stale: bool
    approved: list[Review]


@dataclass(frozen=True, slots=True)
class Cited:
    """A source of the list with the numbers of the claims it is evidence for."""

    number: int
    source: Source
    claims: list[int]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A rating that is used in the report, with what it means."""

    look: Look
    meaning: str


@dataclass(frozen=True, slots=True)
class Method:
    """How it was checked: how many sources of which kind (in words), how many verdicts a second person approved, and
    what the ratings mean."""

    sources: list[str]
    approved: int
    meanings: list[Meaning]


def entries(report: Report, shown: frozenset[tuple[int, int]] = frozenset()) -> list[Entry]:
    """Every claim, in reading order; `shown` are the mentions (claim's number, ordinal) that stand marked in a text."""
    articles = {article.id: article for article in report.articles}
    sources = {source.id: (number, source) for number, source in enumerate(report.sources, 1)}
    return [_entry(report, number, claim, shown, articles, sources) for number, claim in enumerate(report.claims, 1)]


def _entry(
    report: Report,
    number: int,
    claim: Claim,
    shown: frozenset[tuple[int, int]],
    articles: dict[str, Article],
    sources: dict[str, tuple[int, Source]],
) -> Entry:
    verdict = claim.verdict
    ordinals = {mention.id: ordinal for ordinal, mention in enumerate(claim.mentions, 1)}
    quotes = []
    for passage in claim.passages:
        first, ordinal = passage[0], ordinals[passage[0].id]
        place = f"mention-{number}-{ordinal}" if (number, ordinal) in shown else ""
        quotes.append(_quote(passage, articles.get(first.article), place, len(articles) > 1))
    exhibits = []
    for evidence in claim.evidence:
        place_in_list, source = sources.get(evidence.source, (0, None))
        exhibits.append(Exhibit(evidence, source, place_in_list))
    stale = claim.state is ClaimState.STALE
    approved = [review for review in verdict.reviews if review.approved] if verdict and not stale else []
    return Entry(number, claim, look_now(report, claim), verdict, statement(claim), quotes, exhibits, stale, approved)


def _quote(passage: tuple[Mention, ...], article: Article | None, place: str, named: bool) -> Quote:
    """The passage with as much of its lines as its selectors keep, an ellipsis where that is not all of the line."""
    first, last = passage[0], passage[-1]
    _, line_start, before = first.selector.prefix.rpartition("\n")
    if before and not line_start and len(before) < first.span.start:
        before = "…" + before[before.find(" ") + 1 :]
    after, line_end, _ = last.selector.suffix.partition("\n")
    if after and not line_end and not (article and last.span.end + len(after) >= len(article.text)):
        after = (after[: after.rfind(" ")] if " " in after.rstrip() else after) + "…"
    exact = words_of(mention.selector for mention in passage)
    states = {mention.state for mention in passage}
    gone = MentionState.GONE in states
    lost = next((said for state, said in _LOST.items() if state in states), "")
    return Quote(before, exact, after, place, article.title if article and named else "", gone, lost)


_LOST = {MentionState.GONE: "no longer in the text", MentionState.UNSURE: "its place in the text is unsure"}


def cited(report: Report) -> list[Cited]:
    uses = citations(report)
    return [Cited(number, source, uses[source.id]) for number, source in enumerate(report.sources, 1)]


def method(report: Report) -> Method:
    """How the report's claims were checked, as far as the file tells it."""
    kinds = Counter("confidential" if s.confidential else s.kind.value for s in report.sources)
    words = [f"{count} {PLURALS[kind][count > 1]}" for kind in PLURALS if (count := kinds[kind])]
    if hidden := kinds["confidential"]:
        words.append(f"{hidden} confidential source{'s' if hidden > 1 else ''}")
    approved = sum(any(r.approved for r in v.reviews) for c in report.claims if (v := c.verdict))
    return Method(words, approved, list(_meanings(report)))


def _meanings(report: Report) -> Iterator[Meaning]:
    """The ratings that stand in the report, in the order of their scales, the project's own first."""
    used = {(v.scale, v.rating) for claim in report.claims if (v := claim.verdict)}
    scales = [report.scale, *(report.scales[key] for key in sorted(report.scales) if key != report.scale.key)]
    for scale in scales:
        for rating in scale.ratings:
            if (scale.key, rating.key) in used:
                yield Meaning(_rated(rating), rating.meaning)


def _rated(rating: Rating) -> Look:
    return Look(rating.sign, rating.label, rating.colour)


def told(report: Report) -> Report:
    """What of a report its readers are told: the verdicts that stand, and the second looks that approved of them."""
    return replace(report, claims=tuple(_told(claim) for claim in report.claims))


def _told(claim: Claim) -> Claim:
    verdict = claim.verdict
    if verdict is None:
        return replace(claim, verdicts=())
    approved = tuple(r for r in verdict.reviews if r.approved) if claim.state is ClaimState.CHECKED else ()
    if claim.verdicts == (verdict,) and approved == verdict.reviews:
        return claim
    return replace(claim, verdicts=(replace(verdict, reviews=approved),))


def public_values(report: Report, pace: Pace, shown: frozenset[tuple[int, int]] = frozenset()) -> dict[str, Any]:
    """What every template of a public report is given, by the names it uses; see packaging/docs/templates.md."""
    return {
        "report": report,
        "title": report_title(report),
        "entries": Paced(pace, entries(report, shown)),
        "sources": cited(report),
        "tallies": tallies(report),
        "corrections": corrections(report),
        "method": method(report),
    }
