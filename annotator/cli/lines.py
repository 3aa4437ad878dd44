"""What people read in a terminal: short, aligned, and free of anything that a terminal would obey."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.model import (
    Article,
    ArticleSummary,
    AuthorNote,
    Claim,
    ClaimState,
    Evidence,
    Source,
    Step,
    Verdict,
)
from annotator.domain.revision import UNSETTLED
from annotator.project import Project

_LONGEST_CELL, _LONGEST_END = 60, 120
"""Columns of a terminal that one cell may take, and the one at the end of a line."""

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Categories of signs that steer a terminal or turn the order of what is read."""

_JOINERS = "\u200c\u200d"


def plain(text: str) -> str:
    """The text on one line, without control signs, escape sequences and the like."""
    spaced = " ".join(text.split())
    if spaced.isascii() and spaced.isprintable():
        return spaced
    return "".join("\ufffd" if unicodedata.category(c) in _UNSEEN and c not in _JOINERS else c for c in spaced)


def width(text: str) -> int:
    """Columns that a terminal gives the text: two for a wide sign, none for one that joins the sign before it."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) or c in _JOINERS else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def short(text: str, columns: int = _LONGEST_CELL) -> str:
    """The text on one line, cut to so many columns."""
    some = text[: 20 * columns]
    whole, text = some == text, plain(some)
    if whole and width(text) <= columns:
        return text
    while width(text) > columns - 1:
        text = text[: len(text) - max(1, (width(text) - columns + 1) // 2)]
    return text.rstrip() + "…"


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The rows under their heading, in columns; a line that says so when there is none."""
    cells = [[*map(short, row[:-1]), short(row[-1], _LONGEST_END)] for row in rows]
    if not cells:
        yield "There are none yet."
        return
    widths = [max(map(width, column)) for column in zip(heading, *cells, strict=True)]
    for row in (heading, *cells):
        padded = (cell + " " * (columns - width(cell)) for cell, columns in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def project(value: Project) -> Iterator[str]:
    yield f"“{plain(value.title)}” is ready in {plain(str(value.path))}, with the scale “{value.scale.label}”."


def articles(values: Iterable[ArticleSummary]) -> Iterator[str]:
    heading = ("ID", "CHECKED", "PUBLISHED", "PUBLISHER", "TITLE")
    return table(heading, ((a.id, _checked(a), a.published, a.publisher, a.title) for a in values))


def _checked(article: ArticleSummary) -> str:
    """How many claims are checked: in the newest version, which alone counts."""
    is_newest = article.newest in ("", article.id)
    return f"{article.checked} of {article.claims}" if is_newest else "older draft"


def claims(values: Iterable[Claim]) -> Iterator[str]:
    return table(
        ("ID", "VERDICT", "EVIDENCE", "STATEMENT"),
        ((c.id, _standing(c), str(len(c.evidence)), c.statement) for c in values),
    )


def _standing(claim: Claim) -> str:
    told = ["stale"] if claim.state is ClaimState.STALE else []
    told += _lost(claim)
    return (claim.verdict.label if claim.verdict else "unchecked") + (f" ({', '.join(told)})" if told else "")


def _lost(claim: Claim) -> list[str]:
    """How a claim fared that is in no newest version for certain."""
    carried = {mention.carried_from for mention in claim.mentions}
    last = {mention.state for mention in claim.mentions if mention.id not in carried}
    return sorted(last) if last and last.issubset(UNSETTLED) else []


def sources(values: Iterable[Source]) -> Iterator[str]:
    return table(("ID", "KIND", "TITLE", "ADDRESS"), ((s.id, str(s.kind), s.title, s.url) for s in values))


def verdicts(values: Iterable[Verdict]) -> Iterator[str]:
    return table(
        ("ID", "VERDICT", "STATE", "CHECKER", "AT", "STATEMENT"),
        ((v.id, v.label, str(v.state), v.checker.name, v.at, v.statement) for v in values),
    )


def author_notes(values: Iterable[AuthorNote]) -> Iterator[str]:
    return table(
        ("ID", "STATE", "KIND", "WORDS", "NOTE"),
        ((n.id, str(n.state), str(n.kind), n.selector.exact, n.text) for n in values),
    )


def added(values: Iterable[Article]) -> Iterator[str]:
    return (f"{article.id}  {short(article.title, _LONGEST_END)}" for article in values)


def claim(value: Claim) -> Iterator[str]:
    yield f"{value.id}  {short(value.statement, _LONGEST_END)}"


def source(value: Source) -> Iterator[str]:
    yield f"{value.id}  {short(value.title, _LONGEST_END)}"


def evidence(value: Evidence) -> Iterator[str]:
    yield f"{value.id}  {value.stance}"


def verdict(value: Verdict) -> Iterator[str]:
    yield f"{value.id}  {plain(value.label)}: {short(value.statement, _LONGEST_END)}"


def step(value: Step) -> Iterator[str]:
    yield f"{plain(value.name)}  ({plain(value.checker)}, {value.at})"
