"""Claims and sources as the rows of two tables, for every spreadsheet; and those tables as CSV."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from annotator.domain.model import (
    Article,
    Claim,
    ClaimState,
    Evidence,
    MemoGroup,
    Mention,
    Progress,
    Source,
    SourceKind,
    Verdict,
    words_of,
)
from annotator.domain.report import Report
from annotator.domain.revision import UNSETTLED
from annotator.domain.text import BOM
from annotator.exporters.files import Part, utf8
from annotator.exporters.pace import Pace
from annotator.exporters.wording import iso_date, statement

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_INVISIBLE = " \t\r\n\v\f\x85\xa0\u2028\u2029\u3000\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"

Cell = str | int

# How a source of each kind was used, in the words of a checker's log.
_CONSULTED = {
    SourceKind.PAGE: "read a page",
    SourceKind.PAPER: "read a paper",
    SourceKind.DATASET: "looked up data",
    SourceKind.RECORDING: "listened to a recording",
    SourceKind.PHOTOGRAPH: "looked at a photograph",
    SourceKind.BOOK: "read a book",
    SourceKind.PERSON: "asked a person",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A claim on its way into a table, with what its cells refer to."""

    number: int
    claim: Claim
    report: Report
    titles: dict[str, str]
    sources: dict[str, Source]
    passages: tuple[tuple[Mention, ...], ...]
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the claims: its heading, what its cells hold, and its width in digits."""

    name: str
    cell: Callable[[Row], Cell]
    width: int = 12


def _verdict(field: str) -> Callable[[Row], Cell]:
    return lambda row: str(getattr(row.verdict, field)) if row.verdict else ""


def _claim(field: str) -> Callable[[Row], Cell]:
    return lambda row: str(getattr(row.claim, field))


def _passage(row: Row) -> Cell:
    return _words(row.passages[0]) if row.passages else ""


def _article(row: Row) -> Cell:
    return row.titles.get(row.passages[0][0].article, "") if row.passages else ""


def _start(row: Row) -> Cell:
    return row.passages[0][0].span.start if row.passages else ""


def _end(row: Row) -> Cell:
    return row.passages[0][-1].span.end if row.passages else ""


def _others(row: Row) -> Cell:
    return "\n".join(_placed(passage, row.titles) for passage in row.passages[1:])


def _method(row: Row) -> Cell:
    """What was done, in the order it was done, each once: "read a page; asked a person"."""
    kinds = (row.sources[e.source].kind for e in row.claim.evidence if e.source in row.sources)
    return "; ".join(dict.fromkeys(_CONSULTED[SourceKind(kind)] for kind in kinds))


def _citations(row: Row) -> Cell:
    return "\n".join(_citation(evidence, row.sources) for evidence in row.claim.evidence)


def _day(row: Row) -> Cell:
    at = row.verdict.at if row.verdict else ""
    return iso_date(at) or at


def _checker(row: Row) -> Cell:
    verdict = row.verdict
    return (verdict.checker.name or verdict.checker.id) if verdict else ""


def _why_not(row: Row) -> Cell:
    """Why the claim does not count as settled: nobody looked, it was reworded since, or no source settles it."""
    verdict = row.verdict
    if verdict is None:
        return "Not yet checked"
    if row.claim.state is ClaimState.STALE:
        return "Changed after its verdict, to be checked again"
    if row.claim.mentions and all(mention.state in UNSETTLED for mention in row.claim.mentions):
        return "Not found in the newest version of its article"
    rating = row.report.rating(verdict.scale, verdict.rating)
    return (verdict.rationale or rating.meaning) if rating and rating.group is MemoGroup.UNVERIFIED else ""


CLAIM_COLUMNS: tuple[Column, ...] = (
    Column("number", lambda row: row.number, 8),
    Column("fact", lambda row: statement(row.claim), 36),
    Column("passage", _passage, 36),
    Column("article", _article, 18),
    Column("method", _method, 16),
    Column("sources", _citations, 42),
    Column("date checked", _day, 12),
    Column("checker", _checker, 14),
    Column("verdict", _verdict("label"), 14),
    Column("correction", _verdict("correction"), 28),
    Column("why not", _why_not, 24),
    Column("rationale", _verdict("rationale"), 44),
    Column("state", lambda row: row.claim.state.value, 11),
    Column("severity", _claim("severity"), 11),
    Column("kind", lambda row: row.claim.kind.value, 12),
    Column("claimant", _claim("claimant"), 20),
    Column("claim date", _claim("claim_date"), 12),
    Column("claim date as typed", _claim("claim_date_text"), 20),
    Column("assignee", _claim("assignee"), 16),
    Column("note", _claim("note"), 30),
    Column("start", _start, 9),
    Column("end", _end, 9),
    Column("mentions", lambda row: len(row.passages), 10),
    Column("other passages", _others, 44),
    Column("scale", _verdict("scale"), 11),
    Column("rating", _verdict("rating"), 14),
    Column("signed at", _verdict("at"), 22),
    Column("id", _claim("id"), 38),
)
"""The columns an editor asks for come first, as far as `why not`; a printed sheet ends there."""

PRINTED = 1 + [column.name for column in CLAIM_COLUMNS].index("why not")

SOURCE_COLUMNS = (
    ("number", 8),
    ("kind", 12),
    ("title", 44),
    ("author", 24),
    ("publisher", 24),
    ("url", 40),
    ("archive url", 40),
    ("published", 12),
    ("accessed", 12),
    ("confidential", 12),
    ("claims", 24),
    ("note", 30),
    ("id", 38),
)
"""The headings of the table of sources, and their widths in digits."""


def render(report: Report, progress: Progress) -> list[Part]:
    """Two files by RFC 4180, in UTF-8 with a byte order mark because spreadsheets guess wrong without one.

    A text cell that a spreadsheet would take for a formula begins with an apostrophe; numbers, offsets in code points
    among them, are only in columns of our own.
    """
    pace = Pace(progress, len(report.claims) + len(report.sources))
    return [
        Part("", _table([column.name for column in CLAIM_COLUMNS], claim_rows(report, pace))),
        Part("-sources", _table([name for name, _ in SOURCE_COLUMNS], source_rows(report, pace))),
    ]


def claim_rows(report: Report, pace: Pace) -> Iterator[list[Cell]]:
    """The cells of each claim, by CLAIM_COLUMNS."""
    sources = report.sources_by_id()
    titles = {article.id: _title(article) for article in report.articles}
    for number, claim in enumerate(pace.over(report.claims), 1):
        row = Row(number, claim, report, titles, sources, claim.passages, claim.verdict)
        yield [column.cell(row) for column in CLAIM_COLUMNS]


def source_rows(report: Report, pace: Pace) -> Iterator[list[Cell]]:
    """The cells of each source, by SOURCE_COLUMNS."""
    uses: dict[str, list[str]] = {}
    for number, claim in enumerate(report.claims, 1):
        for evidence in claim.evidence:
            uses.setdefault(evidence.source, []).append(f"{number} {evidence.stance.value}")
    for number, source in enumerate(pace.over(report.sources), 1):
        yield [
            number,
            source.kind.value,
            source.title,
            source.author,
            source.publisher,
            source.url,
            source.archive_url,
            source.published,
            source.accessed,
            "yes" if source.confidential else "no",
            "; ".join(uses.get(source.id, ())),
            source.note,
            source.id,
        ]


def _table(columns: Iterable[str], rows: Iterable[list[Cell]]) -> bytes:
    file = io.StringIO(newline="")
    file.write(BOM)
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    return utf8(file.getvalue())


def _inert(cell: Cell) -> Cell:
    """The cell as plain text to a spreadsheet, which looks past white space and unseen characters for the sign."""
    if isinstance(cell, int) or not cell:
        return cell
    cell = cell.replace("\0", "\ufffd")
    risky = cell.startswith(_FORMULA) or cell.lstrip(_INVISIBLE).startswith(_FORMULA)
    return f"'{cell}" if risky else cell


def _words(passage: Iterable[Mention]) -> str:
    return words_of(mention.selector for mention in passage)


def _placed(passage: tuple[Mention, ...], titles: dict[str, str]) -> str:
    title = titles.get(passage[0].article, "")
    return f"{title}{', ' if title else ''}{passage[0].span.start}–{passage[-1].span.end}: {_words(passage)}"


def _citation(evidence: Evidence, sources: dict[str, Source]) -> str:
    """One line: the stance, the source, where in it, its address, and the words relied on."""
    source = sources.get(evidence.source)
    title, url = (source.title, source.url) if source else ("", "")
    where = ", ".join(part for part in (title, evidence.locator, url) if part)
    excerpt = f" “{evidence.excerpt}”" if evidence.excerpt else ""
    note = f" ({evidence.note})" if evidence.note else ""
    return f"{evidence.stance.value}: {where}{excerpt}{note}"


def _title(article: Article) -> str:
    return article.title or article.url or article.id
