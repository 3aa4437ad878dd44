"""The memo to the editor as a Word file."""

import re
from collections.abc import Iterator

from annotator.domain.report import Report
from annotator.exporters.docx_frame import frame
from annotator.exporters.docx_lists import Lists
from annotator.exporters.docx_package import Links, bundle
from annotator.exporters.docx_text import EMPHASIS, STRONG, Directions, linked, paragraph, runs, words
from annotator.exporters.files import Part
from annotator.exporters.memo_groups import Group, reviews
from annotator.exporters.pace import Pace
from annotator.exporters.public import Entry, Exhibit
from annotator.exporters.wording import long_date, report_title, tallies

_GAP = re.compile(r"\n\s*\n")


def memo_docx(report: Report, groups: list[Group], pace: Pace) -> list[Part]:
    """One Word file."""
    links = Links.of_document(comments=False)
    body = [*_front(report, links)]
    for group in groups:
        body += [words(f"{group.title} ({len(group.entries)})", "Heading1"), words(group.lead, "Origin")]
        for entry in group.entries:
            body += _brief(entry, links) if group.brief else _claim(entry, links)
    title = f"Memo to the editor: {report_title(report)}"
    return [Part("", bundle(frame(report, title, body, links, Lists())))]


def _front(report: Report, links: Links) -> Iterator[str]:
    yield words("Memo to the editor", "Origin")
    yield words(report_title(report), "Title")
    if len(report.articles) == 1:
        article = report.articles[0]
        origin = [fact for fact in (article.byline, article.publisher, long_date(article.published)) if fact]
        yield words(" · ".join(origin), "Origin") if origin else ""
        yield paragraph(linked("", article.url, links), "Origin") if article.url else ""
    facts = [f"as of {long_date(report.as_of)}"] if report.as_of else []
    facts += [", ".join(checker.name or checker.id for checker in report.signers)] if report.signers else []
    yield words(" · ".join(facts), "Origin") if facts else ""
    counts = "".join(f" · {tally.sign} {tally.label}: {tally.count}" for tally in tallies(report))
    yield paragraph(
        runs(f"{report.checked} of {len(report.claims)} claims checked", STRONG) + runs(counts), "ReportLine"
    )
    if not report.claims:
        yield words("No claim has been marked.", "Origin")


def _claim(entry: Entry, links: Links) -> Iterator[str]:
    yield words(f"{entry.number}. {_line(entry.statement)}", "Heading2")
    verdict = entry.verdict
    signed = [verdict.checker.name, long_date(verdict.at)] if verdict else []
    rating = runs(f"{entry.look.sign} {entry.look.word}", STRONG)
    yield paragraph(rating + runs("".join(f" · {fact}" for fact in signed if fact)), keep=True)
    for quote in entry.quotes:
        whole = quote.before + quote.exact + quote.after
        rtl = Directions(whole).rtl
        said = runs(quote.before, into_rtl=rtl) + runs(quote.exact, STRONG, into_rtl=rtl)
        said += runs(quote.after, into_rtl=rtl) + runs(f" ({quote.lost})" if quote.lost else "", EMPHASIS)
        yield paragraph(said + runs(f" – {quote.title}" if quote.title else "", EMPHASIS), "Quote", rtl=rtl)
    if verdict:
        yield from _told("Problem", verdict.rationale)
        yield from _told("Suggested wording", verdict.correction)
    if entry.exhibits:
        yield words("Evidence", "ReportLabel")
    for exhibit in entry.exhibits:
        yield from _exhibit(exhibit, links)
    for word, review in reviews(entry):
        facts = [f"{word} by {review.checker.name}", long_date(review.at), review.note]
        yield words(" · ".join(fact for fact in facts if fact), "Origin")


def _told(name: str, text: str) -> Iterator[str]:
    parts = [part for part in _GAP.split(text) if part.strip()]
    if parts:
        yield words(name, "ReportLabel")
    yield from (words(part) for part in parts)


def _exhibit(exhibit: Exhibit, links: Links) -> Iterator[str]:
    evidence, source = exhibit.evidence, exhibit.source
    told = runs(f"{evidence.stance.value.capitalize()}: ", STRONG)
    if source:
        told += linked(source.title, source.url, links)
        told += runs(f", {source.publisher}") if source.publisher else ""
        told += (
            runs(" (") + linked("archived copy", source.archive_url, links) + runs(")") if source.archive_url else ""
        )
    else:
        told += runs("Source not in this report")
    told += runs(f", {evidence.locator}") if evidence.locator else ""
    yield paragraph(told, "ListParagraph", number=(1, 0))
    if evidence.excerpt:
        yield words(evidence.excerpt, "Quote")


def _brief(entry: Entry, links: Links) -> Iterator[str]:
    told = runs(f"{entry.number}. ", STRONG) + runs(_line(entry.statement))
    told += runs(f" {entry.look.sign} {entry.look.word}", EMPHASIS)
    told += runs("".join(f" ({quote.lost})" for quote in entry.quotes if quote.lost), EMPHASIS)
    for exhibit in entry.exhibits:
        if exhibit.source:
            told += runs(" · ") + linked(exhibit.source.title, exhibit.source.url, links)
    yield paragraph(told, "ReportLine", rtl=Directions(entry.statement).rtl)


def _line(text: str) -> str:
    return " ".join(text.split())
