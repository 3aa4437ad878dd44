"""What is still open before a report is published: a list of points, each a sentence, most of them about one claim."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from annotator.domain.model import Claim, ClaimState, MemoGroup, MentionState, Source, SourceKind, Stance
from annotator.domain.report import Report
from annotator.domain.revision import UNSETTLED

INDEPENDENT = 2
"""How many sources that do not depend on each other a verdict should rest on."""

_SHORTEST_NAME = 4
"""Code points of a confidential source's name that is worth looking for: shorter ones are in many words."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is open. `kind` is a key of KINDS; `claim` is "" for what concerns the whole report."""

    kind: str
    claim: str
    sentence: str


KINDS: dict[str, tuple[str, str]] = {
    "confidential": ("shows a confidential source", "show a confidential source"),
    "lost": ("is not in the text for certain", "are not in the text for certain"),
    "unread": ("is in a sentence that was not looked at again", "are in sentences that were not looked at again"),
    "unchecked": ("has no verdict", "have no verdict"),
    "stale": ("changed after its verdict", "changed after their verdicts"),
    "sources": ("rests on fewer than two independent sources", "rest on fewer than two independent sources"),
    "archive": ("has a source without an archived copy", "have a source without an archived copy"),
    "claimant": ("does not say that the claimant was asked", "do not say that the claimants were asked"),
}
"""What can be open, the gravest first: how it is said of one claim, and of several."""


def points(report: Report, shows_confidential: bool = False) -> list[Point]:
    """Everything that is open in a report from which nothing is withheld yet, by the order of KINDS and then of the
    claims. `shows_confidential`: the format tells of confidential sources too."""
    sources = report.sources_by_id()
    origins = {key: _origin(source) for key, source in sources.items()}
    unkept = {key for key, s in sources.items() if not s.archive_url and not s.snapshot and _is_on_the_web(s)}
    found = list(_confidential(report, shows_confidential))
    for claim in report.claims:
        found += _of_claim(report, claim, sources, origins, unkept)
    return ordered(found)


def unread(title: str, sentences: int) -> Point:
    """That sentences of an article, new or reworded in its newest version, wait to be looked at."""
    told = "1 sentence, new or reworded, waits" if sentences == 1 else f"{sentences:,} sentences, new or reworded, wait"
    return Point("unread", "", f"{told} to be looked at in the newest version of “{_short(title)}”.")


def ordered(found: Iterable[Point]) -> list[Point]:
    """Points in the order of KINDS."""
    order = {kind: at for at, kind in enumerate(KINDS)}
    return sorted(found, key=lambda point: order[point.kind])


def summary(found: Iterable[Point]) -> list[str]:
    """The points in one sentence for each kind; points about the whole report as they are."""
    counts: dict[str, int] = {}
    sentences: list[str] = []
    for point in found:
        if point.claim:
            counts[point.kind] = counts.get(point.kind, 0) + 1
        else:
            sentences.append(point.sentence)
    for kind, count in counts.items():
        one, many = KINDS[kind]
        sentences.append(f"1 claim {one}." if count == 1 else f"{count:,} claims {many}.")
    return sentences


def _of_claim(
    report: Report, claim: Claim, sources: dict[str, Source], origins: dict[str, str], unkept: set[str]
) -> Iterator[Point]:
    yield from _lost(report, claim)
    verdict = claim.verdict
    if verdict is None:
        yield Point("unchecked", claim.id, "It has no verdict yet.")
        return
    if claim.state is ClaimState.STALE:
        what = "The words of the article" if verdict.overtaken else "The statement"
        yield Point("stale", claim.id, f"{what} changed after the verdict was given.")
    used = [sources[evidence.source] for evidence in claim.evidence if evidence.source in sources]
    rating = report.rating(verdict.scale, verdict.rating)
    group = rating.group if rating else MemoGroup.OPEN
    if group is not MemoGroup.UNVERIFIED:
        yield from _too_few(claim, origins)
    bare = [source for source in used if source.id in unkept]
    if bare:
        others = f" and {len(bare) - 1} more" if len(bare) > 1 else ""
        yield Point("archive", claim.id, f"No archived copy is known of “{_short(bare[0].title)}”{others}.")
    asked = any(source.kind is SourceKind.PERSON for source in used)
    if claim.claimant and group is not MemoGroup.CONFIRMED and not asked:
        yield Point("claimant", claim.id, f"No source says that the claimant, {_short(claim.claimant)}, was asked.")


def _lost(report: Report, claim: Claim) -> Iterator[Point]:
    """A claim that is in no newest version of its article, unless somebody said that it is gone for good."""
    if not claim.mentions or any(mention.state not in UNSETTLED for mention in claim.mentions):
        return
    passed = {each.what for each in report.passed_over}
    if all(mention.id in passed for mention in claim.mentions):
        return
    unsure = any(mention.state is MentionState.UNSURE for mention in claim.mentions)
    what = "It is unsure where it is" if unsure else "Its words are no longer"
    yield Point("lost", claim.id, f"{what} in the newest version of the article.")


def _too_few(claim: Claim, origins: dict[str, str]) -> Iterator[Point]:
    telling = (e.source for e in claim.evidence if e.stance is not Stance.CONTEXT and e.source in origins)
    found = {origins[source] for source in telling}
    if not found:
        yield Point("sources", claim.id, "The verdict rests on no source that supports or refutes the claim.")
    elif len(found) < INDEPENDENT:
        yield Point("sources", claim.id, "The verdict rests on one source: find a second that does not depend on it.")


def _origin(source: Source) -> str:
    """Who a source comes from: two sources of one publisher, site or author are not independent of each other."""
    host = urlsplit(source.url).hostname if not source.publisher and _is_on_the_web(source) else ""
    named = source.publisher or (host or "").removeprefix("www.") or source.author or source.id
    return " ".join(named.casefold().split())


def _is_on_the_web(source: Source) -> bool:
    if not source.url.lower().startswith(("http://", "https://")):
        return False
    try:
        return bool(urlsplit(source.url).hostname)
    except ValueError:
        return False


def _confidential(report: Report, shows: bool) -> Iterator[Point]:
    """Confidential sources that would be read of: all of them where the format tells them, else those whose names stand
    in what the checkers wrote for readers."""
    hidden = [source for source in report.sources if source.confidential]
    if not hidden:
        return
    if shows:
        number = "1 confidential source is" if len(hidden) == 1 else f"{len(hidden)} confidential sources are"
        yield Point("confidential", "", f"{number} told in full in this format: keep the file among colleagues.")
        return
    names = {name for source in hidden for name in (source.title, source.author) if len(name) >= _SHORTEST_NAME}
    if not names:
        return
    is_named: Callable[[str], object] = re.compile("|".join(map(re.escape, sorted(names))), re.IGNORECASE).search
    confidential = {source.id for source in hidden}
    for claim in report.claims:
        if any(is_named(text) for text in _told(claim, confidential)):
            yield Point("confidential", claim.id, "What is written here names a confidential source.")


def _told(claim: Claim, confidential: set[str]) -> Iterator[str]:
    """What of a claim readers get to see, evidence from confidential sources left out."""
    yield claim.statement
    for verdict in claim.verdicts:
        yield from (verdict.rationale, verdict.correction, verdict.statement)
    for evidence in claim.evidence:
        if evidence.source not in confidential:
            yield from (evidence.excerpt, evidence.locator)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 50 else flat[:49].rstrip() + "…"
