"""What follows the articles in an annotated copy: the table of claims, the list of sources, and what must be said."""

from collections.abc import Iterator

from annotator.domain.model import Claim, InlineKind, Source
from annotator.domain.report import Report
from annotator.exporters.docx_comments import closed, opened, state
from annotator.exporters.docx_margin import Margin, Unoffered
from annotator.exporters.docx_package import Links
from annotator.exporters.docx_text import (
    EMPHASIS,
    PAGE_WIDTH,
    STRONG,
    Directions,
    leading,
    linked,
    paragraph,
    runs,
    words,
)
from annotator.exporters.pace import Pace
from annotator.exporters.wording import citations, iso_date, long_date, statement, tallies

_COLUMNS = (("No.", 640), ("Claim", 4_230), ("Verdict", 2_600), ("Sources", 1_600))


def summary(report: Report, margin: Margin, pace: Pace) -> Iterator[str]:
    """How many claims got which verdict, then all of them as a table, each leading to its words in the text."""
    yield paragraph(runs("Claims"), "Heading1", new_page=True)
    counts = "".join(f" · {tally.sign} {tally.label}: {tally.count}" for tally in tallies(report))
    checked = runs(f"{report.checked} of {len(report.claims)} claims checked", STRONG)
    yield paragraph(checked + runs(counts), "ReportLine")
    if report.claims:
        numbers = {source.id: number for number, source in enumerate(report.sources, 1)}
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for _, width in _COLUMNS)
        yield (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{PAGE_WIDTH}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
            f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        yield _row([words(name, "TableText") for name, _ in _COLUMNS], head=True)
        for number, claim in enumerate(pace.over(report.claims), 1):
            yield _claim(report, margin, number, claim, numbers)
        yield "</w:tbl>" + paragraph("", "AfterTable")


def _claim(report: Report, margin: Margin, number: int, claim: Claim, sources: dict[str, int]) -> str:
    told, verdict, unplaced = runs(_line(statement(claim))), claim.verdict, margin.unplaced.get(number)
    if unplaced:
        told = opened(unplaced, margin) + told + closed(unplaced, margin) + runs(" (not in the text)", EMPHASIS)
    signed = f"{verdict.checker.name}, {long_date(iso_date(verdict.at))}" if verdict else ""
    used: dict[str, list[str]] = {}
    for evidence in claim.evidence:
        if evidence.source in sources:
            used.setdefault(evidence.stance.value, []).append(f"S{sources[evidence.source]}")
    return _row(
        [
            paragraph(leading(margin.places[number], str(number)), "TableText"),
            paragraph(told, "TableText", rtl=Directions(statement(claim)).rtl),
            words(state(report, claim), "TableText", STRONG) + (words(signed, "TableNote") if signed else ""),
            "".join(
                words(f"{stance}: {', '.join(dict.fromkeys(names))}", "TableText") for stance, names in used.items()
            )
            or words("none", "TableNote"),
        ]
    )


def _line(text: str) -> str:
    """Words of several paragraphs in one line."""
    return " ".join(text.split())


def _row(cells: list[str], head: bool = False) -> str:
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, (_, width) in zip(cells, _COLUMNS, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{inside}</w:tr>"


def sources(report: Report, links: Links) -> Iterator[str]:
    """Every source, with the claims it is evidence for."""
    if report.sources:
        yield paragraph(runs("Sources"), "Heading1")
    uses = citations(report)
    for number, source in enumerate(report.sources, 1):
        told = runs(f"S{number} ", STRONG) + linked(source.title, source.url, links)
        facts = [*_facts(source)]
        facts += [f"used in {', '.join(map(str, uses[source.id]))}"] if uses[source.id] else []
        told += runs("".join(f" · {fact}" for fact in facts))
        told += runs(" · ") + linked("archived copy", source.archive_url, links) if source.archive_url else ""
        yield paragraph(told, "ReportLine", rtl=Directions(source.title).rtl)


def _facts(source: Source) -> Iterator[str]:
    dates = long_date(source.published), long_date(source.accessed)
    yield from filter(None, (source.author, source.publisher, dates[0], dates[1] and f"consulted {dates[1]}"))
    yield "details withheld" if source.confidential else source.kind.value


def _pictures(report: Report) -> int:
    inlines = [inline for article in report.articles for block in article.blocks for inline in block.inlines]
    return sum(inline.kind is InlineKind.IMAGE for inline in inlines)


def closing(report: Report, margin: Margin, furniture: int) -> Iterator[str]:
    """As of when this is true, and what is not in the copy or not in its text."""
    lines = [f"As of {long_date(report.as_of)}."] if report.as_of else []
    left = sum(1 for note in margin.notes if not note.first and note.unoffered is not Unoffered.NO)
    for count, what in (
        (left, "Suggested corrections that are in a comment and no change in the text"),
        (report.withheld, "Confidential sources whose details are withheld"),
        (_pictures(report), "Pictures that are left out"),
        (furniture, "Blocks of other text on the page that are left out"),
    ):
        lines += [f"{what}: {count}."] if count else []
    yield paragraph("", "AfterTable")
    yield from (words(line, "Origin") for line in lines)
