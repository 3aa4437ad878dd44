"""What a format of reports cannot carry: one table of what there is to carry, and one comparison with a report."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from annotator.domain.model import (
    Article,
    BlockKind,
    Claim,
    ClaimKind,
    ClaimState,
    Evidence,
    Inline,
    MentionState,
    Source,
    Verdict,
    VerdictState,
)
from annotator.domain.report import Report

LONGEST_CELL = 32_767
"""UTF-16 units that a cell of a spreadsheet can hold."""

FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no way to write."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Something a format may carry or not: `one` and `many` name it, `count` says how often a report has it."""

    key: str
    one: str
    many: str
    count: Callable[[Report], int]


@dataclass(frozen=True, slots=True)
class Loss:
    """How many things of one kind are not in an export, and what people call them."""

    kind: str
    count: int
    words: str

    def __str__(self) -> str:
        return f"{self.count:,} {self.words}"


def lost(report: Report, told: Report, carried: Collection[str]) -> list[Loss]:
    """What is in the report and not in the export of it: everything of the kinds that the format does not carry, and of
    those it does what is not in `told`, the part of the report that it tells of."""
    found = []
    for kind in KINDS:
        if kind.key in carried and told is report:
            continue
        count = kind.count(report)
        if count and kind.key in carried:
            count -= kind.count(told)
        if count:
            found.append(Loss(kind.key, count, kind.one if count == 1 else kind.many))
    return found


def summary(losses: Iterable[Loss]) -> str:
    """The losses as one sentence, "" when there are none."""
    words = [str(loss) for loss in losses]
    if not words:
        return ""
    listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    return f"This format leaves out {listed}."


def page(name: str, losses: Iterable[Loss]) -> str:
    """The text that lies beside an export: what the file of that name could not carry."""
    lines = [f"- {loss}" for loss in losses]
    heading = f"What “{name}” could not carry" if lines else f"“{name}” carries everything that was to be told."
    kept = ["", "The project itself still holds all of it."] if lines else []
    return "\n".join([heading, *([""] if lines else []), *lines, *kept, ""])


def _count(things: Callable[[Report], Iterable[object]]) -> Callable[[Report], int]:
    """How many of the things there are, empty ones not counted."""
    return lambda report: sum(1 for thing in things(report) if thing)


def _articles(get: Callable[[Article], object]) -> Callable[[Report], int]:
    return _count(lambda report: (get(article) for article in report.articles))


def _claims(get: Callable[[Claim], object]) -> Callable[[Report], int]:
    return _count(lambda report: (get(claim) for claim in report.claims))


def _verdicts(get: Callable[[Verdict], object]) -> Callable[[Report], int]:
    """Of the verdicts that stand."""
    return _count(lambda report: (get(verdict) for claim in report.claims if (verdict := claim.verdict)))


def _evidence(get: Callable[[Evidence], object]) -> Callable[[Report], int]:
    return _count(lambda report: (get(evidence) for claim in report.claims for evidence in claim.evidence))


def _sources(get: Callable[[Source], object]) -> Callable[[Report], int]:
    return _count(lambda report: (get(source) for source in report.sources))


def _in_claims(get: Callable[[Claim], Iterable[object]]) -> Callable[[Report], int]:
    return _count(lambda report: (thing for claim in report.claims for thing in get(claim)))


def _inlines(report: Report) -> Iterator[Inline]:
    return (inline for article in report.articles for block in article.blocks for inline in block.inlines)


def _is_plain(kind: BlockKind) -> bool:
    return kind in (BlockKind.PARAGRAPH, BlockKind.FURNITURE)


def _unused(report: Report) -> int:
    used = {evidence.source for claim in report.claims for evidence in claim.evidence}
    return sum(source.id not in used for source in report.sources)


def _is_reworded(claim: Claim) -> bool:
    """Whether the claim states something else than its first passage, letter by letter."""
    return bool(claim.mentions) and claim.statement not in ("", claim.mentions[0].selector.exact)


def _texts(report: Report) -> Iterator[str]:
    """Every text of the report that people or pages wrote."""
    for article in report.articles:
        yield from (article.title, article.text, article.byline, article.publisher)
    for claim in report.claims:
        yield from (claim.statement, claim.claimant, claim.claim_date_text, claim.note)
        yield from (words for verdict in claim.verdicts for words in (verdict.rationale, verdict.correction))
        yield from (words for e in claim.evidence for words in (e.excerpt, e.locator, e.note))
        yield from (mention.selector.exact for mention in claim.mentions[1:])
    for source in report.sources:
        yield from (source.title, source.author, source.publisher, source.note)


def _forbidden(report: Report) -> int:
    return sum(len(FORBIDDEN_IN_XML.findall(text)) for text in _texts(report))


def _too_long(report: Report) -> int:
    """Texts of cells that are too long for one; articles stand in none."""
    texts = {article.text for article in report.articles}
    long = (text for text in _texts(report) if len(text) > LONGEST_CELL // 2 and text not in texts)
    return sum(len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_CELL for text in long)


KINDS: tuple[Kind, ...] = (
    Kind("project-title", "title of the project", "titles of the project", lambda report: bool(report.title)),
    Kind("texts", "article’s text", "articles’ texts", _articles(lambda a: a.text)),
    Kind("blocks", "heading, list item, quotation or the like, as such",
         "headings, list items, quotations and the like, as such",
         lambda report: sum(not _is_plain(block.kind) for article in report.articles for block in article.blocks)),
    Kind("furniture", "stretch that was told from the article as furniture",
         "stretches that were told from the article as furniture",
         lambda report: sum(b.kind is BlockKind.FURNITURE for article in report.articles for b in article.blocks)),
    Kind("inlines", "stretch of emphasis, link or picture in the text", "links, pictures and stretches of emphasis",
         lambda report: sum(1 for _ in _inlines(report))),
    Kind("headlines", "headline", "headlines", _articles(lambda a: a.title)),
    Kind("bylines", "byline", "bylines", _articles(lambda a: a.byline)),
    Kind("publishers", "publisher of an article", "publishers of articles", _articles(lambda a: a.publisher)),
    Kind("addresses", "address of an article", "addresses of articles", _articles(lambda a: a.url)),
    Kind("languages", "language of an article", "languages of articles", _articles(lambda a: a.language)),
    Kind("article-dates", "article’s date", "articles’ dates", _articles(lambda a: a.published)),
    Kind("captures", "time of capture", "times of capture", _articles(lambda a: a.captured)),
    Kind("versions", "tie to an earlier version of an article", "ties to earlier versions of articles",
         _articles(lambda a: a.supersedes)),
    Kind("originals", "kept original of an article", "kept originals of articles", _articles(lambda a: a.original)),
    Kind("claims", "claim", "claims", lambda report: len(report.claims)),
    Kind("statements", "claim in the checker’s own words", "claims in the checker’s own words", _claims(_is_reworded)),
    Kind("kinds", "kind of a claim", "kinds of claims", _claims(lambda c: c.kind is not ClaimKind.OTHER)),
    Kind("claimants", "claimant", "claimants", _claims(lambda c: c.claimant)),
    Kind("claim-dates", "claim’s date", "claims’ dates", _claims(lambda c: c.claim_date)),
    Kind("typed-dates", "date as it was typed", "dates as they were typed",
         _claims(lambda c: c.claim_date_text != c.claim_date and c.claim_date_text)),
    Kind("assignees", "assignee", "assignees", _claims(lambda c: c.assignee)),
    Kind("severities", "severity", "severities", _claims(lambda c: c.severity)),
    Kind("claim-notes", "note on a claim", "notes on claims", _claims(lambda c: c.note)),
    Kind("author-notes", "note of the author in the draft", "notes of authors in drafts",
         lambda report: len(report.notes)),
    Kind("passages", "passage of a claim", "passages of claims", _claims(lambda c: c.mentions)),
    Kind("further-passages", "further passage of a claim", "further passages of claims",
         lambda report: sum(len(claim.passages) - 1 for claim in report.claims if len(claim.mentions) > 1)),
    Kind("parts", "passage in several parts, as one", "passages in several parts, each as one",
         _in_claims(lambda c: (len(p) > 1 for p in c.passages) if len(c.mentions) > 1 else ())),
    Kind("orphans", "passage that its article no longer has", "passages that their articles no longer have",
         _in_claims(lambda c: (mention.state is MentionState.GONE for mention in c.mentions))),
    Kind("verdicts", "verdict", "verdicts", _verdicts(lambda v: v)),
    Kind("rationales", "rationale", "rationales", _verdicts(lambda v: v.rationale)),
    Kind("corrections", "suggested correction", "suggested corrections", _verdicts(lambda v: v.correction)),
    Kind("signatures", "name under a verdict", "names under verdicts", _verdicts(lambda v: v.checker.name)),
    Kind("verdict-dates", "date of a verdict", "dates of verdicts", _verdicts(lambda v: v.at)),
    Kind("stale", "statement reworded after its verdict", "statements reworded after their verdicts",
         _claims(lambda c: c.state is ClaimState.STALE)),
    Kind("earlier-verdicts", "verdict that was replaced or withdrawn", "verdicts that were replaced or withdrawn",
         _in_claims(lambda c: (v.state is not VerdictState.CURRENT for v in c.verdicts))),
    Kind("reviews", "second person’s review", "second persons’ reviews",
         _in_claims(lambda c: (review for v in c.verdicts for review in v.reviews))),
    Kind("review-notes", "note on a review", "notes on reviews",
         _in_claims(lambda c: (review.note for v in c.verdicts for review in v.reviews))),
    Kind("replies", "reply of an editor", "replies of editors", _in_claims(lambda c: c.replies)),
    Kind("evidence", "piece of evidence", "pieces of evidence", _evidence(lambda e: e)),
    Kind("stances", "stance of evidence", "stances of evidence", _evidence(lambda e: e)),
    Kind("excerpts", "excerpt", "excerpts", _evidence(lambda e: e.excerpt)),
    Kind("locators", "place in a source", "places in sources", _evidence(lambda e: e.locator)),
    Kind("evidence-notes", "note on evidence", "notes on evidence", _evidence(lambda e: e.note)),
    Kind("sources", "source", "sources", _sources(lambda s: s)),
    Kind("unused-sources", "source that no claim rests on", "sources that no claim rests on", _unused),
    Kind("source-kinds", "kind of a source", "kinds of sources", _sources(lambda s: s)),
    Kind("source-authors", "author of a source", "authors of sources", _sources(lambda s: s.author)),
    Kind("source-publishers", "publisher of a source", "publishers of sources", _sources(lambda s: s.publisher)),
    Kind("source-addresses", "address of a source", "addresses of sources", _sources(lambda s: s.url)),
    Kind("archive-addresses", "archive address", "archive addresses", _sources(lambda s: s.archive_url)),
    Kind("source-dates", "source’s date", "sources’ dates", _sources(lambda s: s.published)),
    Kind("access-dates", "date of access", "dates of access", _sources(lambda s: s.accessed)),
    Kind("source-notes", "note on a source", "notes on sources", _sources(lambda s: s.note)),
    Kind("snapshots", "kept copy of a source", "kept copies of sources", _sources(lambda s: s.snapshot)),
    Kind("confidential", "confidential source, withheld", "confidential sources, withheld",
         lambda report: report.withheld),
    Kind("long-texts", "text’s end, too long for a cell", "texts’ ends, too long for a cell", _too_long),
    Kind("control-signs", "control sign that the format forbids, shown as �",
         "control signs that the format forbids, each shown as �", _forbidden),
)  # fmt: skip

EVERYTHING = frozenset(kind.key for kind in KINDS)


def all_but(*keys: str) -> frozenset[str]:
    """Every kind but these. Raises ValueError for a key that is no kind's."""
    return EVERYTHING - only(*keys)


def only(*keys: str) -> frozenset[str]:
    """These kinds. Raises ValueError for a key that is no kind's."""
    if unknown := set(keys) - EVERYTHING:
        raise ValueError(f"no such kinds: {sorted(unknown)}")
    return frozenset(keys)
