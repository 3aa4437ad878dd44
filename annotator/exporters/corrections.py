"""What has changed since a report was published: read from the ledger of verdicts and the versions of articles."""

from dataclasses import dataclass

from annotator.domain.model import Article, Claim, Verdict, VerdictState
from annotator.domain.report import Report
from annotator.exporters.looks import Look, look
from annotator.exporters.wording import statement


@dataclass(frozen=True, slots=True)
class Amendment:
    """What became of one claim's verdict since. `kind` is changed, explained (the same rating for other reasons),
    reworded (the same rating of other words), withdrawn or added; `before` and `after` are None where none stood."""

    kind: str
    number: int
    claim: Claim
    statement: str
    at: str
    before: Verdict | None
    before_look: Look
    after: Verdict | None
    after_look: Look


@dataclass(frozen=True, slots=True)
class Corrections:
    """What changed after `since`: the verdicts, oldest change first, and the articles whose text is newer."""

    since: str
    amendments: list[Amendment]
    articles: list[Article]

    @property
    def corrected(self) -> list[Amendment]:
        """Those that take back or change something that was published."""
        return [amendment for amendment in self.amendments if amendment.kind != "added"]

    @property
    def added(self) -> list[Amendment]:
        """Those that say something for the first time."""
        return [amendment for amendment in self.amendments if amendment.kind == "added"]

    def __bool__(self) -> bool:
        return bool(self.amendments or self.articles)


def corrections(report: Report, first: bool = False) -> Corrections:
    """What changed after `report.since`; when that is "", nothing, or with `first` what changed since each claim got
    its first verdict. Times are compared as ISO 8601 text in UTC, so that everything of the day of a mere date counts
    as later."""
    if not report.since and not first:
        return Corrections("", [], [])
    found = [
        amendment
        for number, claim in enumerate(report.claims, 1)
        if (amendment := _amendment(report, number, claim)) is not None
    ]
    found.sort(key=lambda amendment: (amendment.at, amendment.number))
    newer = [a for a in report.articles if report.since and a.supersedes and a.captured > report.since]
    return Corrections(report.since, found, newer)


def _amendment(report: Report, number: int, claim: Claim) -> Amendment | None:
    before = _standing_then(report, claim)
    after = claim.verdict
    if before is after:
        return None
    kind = _kind(before, after)
    at = after.at if after else report.withdrawals.get(before.id, "") if before else ""
    looks = (look(report, before), look(report, after))
    return Amendment(kind, number, claim, statement(claim), at, before, looks[0], after, looks[1])


def _kind(before: Verdict | None, after: Verdict | None) -> str:
    if before is None:
        return "added"
    if after is None:
        return "withdrawn"
    if (before.scale, before.rating) != (after.scale, after.rating):
        return "changed"
    return "reworded" if before.statement != after.statement else "explained"


def _standing_then(report: Report, claim: Claim) -> Verdict | None:
    """The verdict that stood when the report was published: the newest given by then, unless withdrawn by then."""
    if not report.since:
        return next(iter(claim.verdicts), None)
    given = [verdict for verdict in claim.verdicts if verdict.at <= report.since]
    return None if not given or _withdrawn_by(report, given[-1]) else given[-1]


def _withdrawn_by(report: Report, verdict: Verdict) -> bool:
    if verdict.state is not VerdictState.WITHDRAWN:
        return False
    return report.withdrawals.get(verdict.id, verdict.at) <= report.since
