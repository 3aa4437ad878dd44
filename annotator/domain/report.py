"""The plain value that exporters receive: everything to be said, nothing about where it was kept."""

from dataclasses import dataclass, field, replace
from typing import Self

from annotator.domain.model import Article, AuthorNote, Checker, Claim, ClaimState, PassedOver, Publication, Source
from annotator.domain.ratings import Rating, RatingScale

FORMAT = "factcheck-project"
VERSION = 2
"""The name and version of the JSON that holds a whole project: its exporter, its importer and those who recognise it
read them here."""

QUOTED = "text/x-passages"
"""The media type of an article that was put together from the words a file quotes, since the file holds no more."""

UNPLACED = "Claims without an article"
"""The title of such an article for claims of which the file does not say where they were made."""


@dataclass(frozen=True, slots=True)
class Report:
    """Claims are in reading order, sources as they were added. `as_of` is the time of the newest verdict told of, ""
    without one: it comes from the file, so that the same contents give the same bytes. `withheld` counts confidential
    sources whose details were taken out. `blobs` (SHA-256 → bytes) is filled only for formats that ask for it.
    `notes` are the authors' own, of their drafts. `since` is when a report was published last (ISO 8601 date or time),
    "" if none was or it is not asked; `withdrawals` are the times at which verdicts were withdrawn, by their ids, and
    filled only with it. `passed_over` are the re-checks that nobody is to do, `publications` the reports that were
    published, oldest first."""

    title: str
    scale: RatingScale
    scales: dict[str, RatingScale]
    checkers: tuple[Checker, ...]
    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    as_of: str = ""
    withheld: int = 0
    blobs: dict[str, bytes] = field(default_factory=dict)
    notes: tuple[AuthorNote, ...] = ()
    since: str = ""
    withdrawals: dict[str, str] = field(default_factory=dict)
    passed_over: tuple[PassedOver, ...] = ()
    publications: tuple[Publication, ...] = ()

    def rating(self, scale: str, key: str) -> Rating | None:
        """The rating a verdict names, None when its scale is not known here."""
        found = self.scales.get(scale)
        return found.find(key) if found else None

    def without_notes(self, but_replies: bool = False) -> Self:
        """The report without what is written for colleagues: the notes of claims, evidence, reviews and sources, the
        authors' notes, the editors' replies unless those are to stay."""
        return replace(
            self,
            claims=tuple(_without_notes(claim, but_replies) for claim in self.claims),
            sources=tuple(replace(source, note="") if source.note else source for source in self.sources),
            notes=(),
        )

    def sources_by_id(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    @property
    def signers(self) -> tuple[Checker, ...]:
        """Those who gave a verdict or reviewed one: who answers for what is told here."""
        verdicts = [verdict for claim in self.claims for verdict in claim.verdicts]
        signed = {v.checker.id for v in verdicts} | {r.checker.id for v in verdicts for r in v.reviews}
        return tuple(checker for checker in self.checkers if checker.id in signed)

    @property
    def checked(self) -> int:
        """How many claims have a verdict of what they state now."""
        return sum(claim.state is ClaimState.CHECKED for claim in self.claims)


def _without_notes(claim: Claim, but_replies: bool) -> Claim:
    """The claim itself where it has none: copying each of ten thousand takes long."""
    reviews = [review for verdict in claim.verdicts for review in verdict.reviews]
    replies = claim.replies if but_replies else ()
    if not (
        claim.note or claim.replies != replies or any(e.note for e in claim.evidence) or any(r.note for r in reviews)
    ):
        return claim
    verdicts = tuple(
        replace(verdict, reviews=tuple(replace(review, note="") for review in verdict.reviews))
        for verdict in claim.verdicts
    )
    evidence = tuple(replace(e, note="") for e in claim.evidence)
    return replace(claim, note="", replies=replies, evidence=evidence, verdicts=verdicts)
