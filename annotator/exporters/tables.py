"""The claims and the sources as two CSV tables that any spreadsheet opens rightly, with no cell run as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator

from annotator.domain.model import Article, Claim, Evidence, Mention, Progress, Source
from annotator.domain.report import Report
from annotator.domain.text import BOM
from annotator.exporters.files import Part, utf8
from annotator.exporters.pace import Pace

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_INVISIBLE = " \t\r\n\v\f\x85\xa0\u2028\u2029\u3000\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"

CLAIM_COLUMNS = (
    "number",
    "statement",
    "passage",
    "article",
    "start",
    "end",
    "mentions",
    "other passages",
    "kind",
    "claimant",
    "claim date",
    "claim date as typed",
    "assignee",
    "state",
    "verdict",
    "label",
    "rationale",
    "correction",
    "checker",
    "date checked",
    "sources",
    "note",
    "id",
)
SOURCE_COLUMNS = (
    "number",
    "kind",
    "title",
    "author",
    "publisher",
    "url",
    "archive url",
    "published",
    "accessed",
    "confidential",
    "claims",
    "note",
    "id",
)

_Cell = str | int


def render(report: Report, progress: Progress) -> list[Part]:
    """Two files by RFC 4180, in UTF-8 with a byte order mark because spreadsheets guess wrong without one.

    A text cell that a spreadsheet would take for a formula begins with an apostrophe; numbers, offsets in code points
    among them, are only in columns of our own.
    """
    pace = Pace(progress, len(report.claims) + len(report.sources))
    return [
        Part("", _table(CLAIM_COLUMNS, _claim_rows(report, pace))),
        Part("-sources", _table(SOURCE_COLUMNS, _source_rows(report, pace))),
    ]


def _table(columns: Iterable[str], rows: Iterable[list[_Cell]]) -> bytes:
    file = io.StringIO(newline="")
    file.write(BOM)
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    return utf8(file.getvalue())


def _inert(cell: _Cell) -> _Cell:
    """The cell as plain text to a spreadsheet, which looks past white space and unseen characters for the sign."""
    if isinstance(cell, int) or not cell:
        return cell
    cell = cell.replace("\0", "\ufffd")
    risky = cell.startswith(_FORMULA) or cell.lstrip(_INVISIBLE).startswith(_FORMULA)
    return f"'{cell}" if risky else cell


def _claim_rows(report: Report, pace: Pace) -> Iterator[list[_Cell]]:
    sources = report.sources_by_id()
    titles = {article.id: _title(article) for article in report.articles}
    for number, claim in enumerate(pace.over(report.claims), 1):
        yield [number, *_claim_cells(claim, titles, sources)]


def _claim_cells(claim: Claim, titles: dict[str, str], sources: dict[str, Source]) -> list[_Cell]:
    first = claim.mentions[0] if claim.mentions else None
    verdict = claim.verdict
    return [
        claim.statement,
        first.selector.exact if first else "",
        titles.get(first.article, "") if first else "",
        first.span.start if first else "",
        first.span.end if first else "",
        len(claim.mentions),
        "\n".join(_passage(mention, titles) for mention in claim.mentions[1:]),
        claim.kind.value,
        claim.claimant,
        claim.claim_date,
        claim.claim_date_text,
        claim.assignee,
        claim.state.value,
        verdict.rating if verdict else "",
        verdict.label if verdict else "",
        verdict.rationale if verdict else "",
        verdict.correction if verdict else "",
        (verdict.checker.name or verdict.checker.id) if verdict else "",
        verdict.at if verdict else "",
        "\n".join(_citation(evidence, sources) for evidence in claim.evidence),
        claim.note,
        claim.id,
    ]


def _passage(mention: Mention, titles: dict[str, str]) -> str:
    title = titles.get(mention.article, "")
    return f"{title}{', ' if title else ''}{mention.span.start}–{mention.span.end}: {mention.selector.exact}"


def _citation(evidence: Evidence, sources: dict[str, Source]) -> str:
    """One line: the stance, the source, where in it, its address, and the words relied on."""
    source = sources.get(evidence.source)
    title, url = (source.title, source.url) if source else ("", "")
    where = ", ".join(part for part in (title, evidence.locator, url) if part)
    words = f" “{evidence.excerpt}”" if evidence.excerpt else ""
    note = f" ({evidence.note})" if evidence.note else ""
    return f"{evidence.stance.value}: {where}{words}{note}"


def _source_rows(report: Report, pace: Pace) -> Iterator[list[_Cell]]:
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


def _title(article: Article) -> str:
    return article.title or article.url or article.id
