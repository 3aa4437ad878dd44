"""What several formats say the same way: dates in words, links worth following, the tally of verdicts."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from annotator.domain.dates import MONTHS
from annotator.domain.model import Claim, ClaimState, Verdict, words_of
from annotator.domain.report import Report

UNKNOWN_COLOUR = "rating-none"

AGAIN = "To be checked again"
"""What is said of a claim whose verdict was given of other words."""

_ISO = re.compile(
    r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|\+00:00)?)?)?)?",
    re.ASCII,
)
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20\x7f-\x9f<>\"\\\ud800-\udfff]+", re.IGNORECASE)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims got one rating, or wait for one; `colour` names a theme token."""

    label: str
    sign: str
    colour: str
    count: int


def clean(text: str) -> str:
    """The text with every character that HTML and XML forbid shown as U+FFFD, one for one, and CRLF or CR as LF."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def safe_link(url: str) -> str:
    """The address if a reader may be led there (http, https or mailto, with nothing strange in it), else ""."""
    return url if _LINK.fullmatch(url) else ""


def language_tag(language: str) -> str:
    """The language if it has the form of a BCP 47 tag, else ""."""
    return language if _LANGUAGE.fullmatch(language) else ""


def iso_date(text: str) -> str:
    """The date of an ISO 8601 date or time, "" if it is neither."""
    found = _ISO.fullmatch(text.strip())
    return "-".join(part for part in found.group(1, 2, 3) if part) if found else ""


def long_date(text: str) -> str:
    """An ISO 8601 date or time in English words: "27 January 2021, 10:12 UTC"; anything else comes back as it was."""
    found = _ISO.fullmatch(text.strip())
    if not found:
        return text
    year, month, day, time = found.groups()
    words = [str(int(day))] if day else []
    words += [MONTHS[int(month) - 1]] if month else []
    return " ".join([*words, year]) + (f", {time} UTC" if time else "")


def sign_and_colour(report: Report, verdict: Verdict) -> tuple[str, str]:
    """The sign and the colour token of a verdict's rating; neutral ones when its scale is not known here."""
    rating = report.rating(verdict.scale, verdict.rating)
    return (rating.sign, rating.colour) if rating else ("•", UNKNOWN_COLOUR)


def known(properties: dict[str, Any]) -> dict[str, Any]:
    """Only the properties that have something to say."""
    return {key: value for key, value in properties.items() if value not in (None, "", [])}


def report_title(report: Report) -> str:
    """The headline of the only article, or the project's title where there are several."""
    only = report.articles[0].title if len(report.articles) == 1 else ""
    return only or report.title or "Fact-check report"


def statement(claim: Claim) -> str:
    """The claim in the checker's words, in the article's where the checker has written none."""
    return claim.statement or (words_of(part.selector for part in claim.passages[0]) if claim.mentions else "")


def citations(report: Report) -> dict[str, list[int]]:
    """The numbers of the claims that each source is evidence for, by the source's id."""
    found: dict[str, dict[int, None]] = {source.id: {} for source in report.sources}
    for number, claim in enumerate(report.claims, 1):
        for evidence in claim.evidence:
            found.setdefault(evidence.source, {})[number] = None
    return {source: list(numbers) for source, numbers in found.items()}


def tallies(report: Report) -> list[Tally]:
    """How often each rating was given of what is claimed now, in the order of the project's scale, then of the others;
    words as signed. Last, how many claims were reworded after their verdict, and how many have none."""
    counts: Counter[tuple[str, str, str]] = Counter()
    example: dict[tuple[str, str, str], Verdict] = {}
    for verdict in (claim.verdict for claim in report.claims if claim.state is ClaimState.CHECKED):
        if verdict:
            key = (verdict.scale, verdict.rating, verdict.label)
            counts[key] += 1
            example.setdefault(key, verdict)
    order = _places(report)
    keys = sorted(counts, key=lambda key: (order.get(key[:2], len(order)), key))
    given = [Tally(key[2], *sign_and_colour(report, example[key]), counts[key]) for key in keys]
    states = Counter(claim.state for claim in report.claims)
    open_ones = (Tally(label, sign, UNKNOWN_COLOUR, states[state]) for state, sign, label in _OPEN)
    return [*given, *(tally for tally in open_ones if tally.count)]


_OPEN = ((ClaimState.STALE, "↻", AGAIN), (ClaimState.UNCHECKED, "○", "Not yet checked"))


def standing(claims: tuple[Claim, ...]) -> list[tuple[Claim, Verdict]]:
    """The claims with a verdict that stands, each with that verdict, in reading order."""
    return [(claim, verdict) for claim in claims if (verdict := claim.verdict)]


def _places(report: Report) -> dict[tuple[str, str], int]:
    ordered = [report.scale, *(report.scales[key] for key in sorted(report.scales) if key != report.scale.key)]
    keys = [(scale.key, rating.key) for scale in ordered for rating in scale.ratings]
    return {key: place for place, key in enumerate(keys)}
