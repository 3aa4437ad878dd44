"""What a printed report says, as plain data for the typesetter: nothing of the contents is ever part of its program."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from annotator.domain.model import Article, BlockKind
from annotator.domain.report import Report
from annotator.exporters.corrections import Amendment, Corrections
from annotator.exporters.looks import Look
from annotator.exporters.passages import Passage, Segment, depths, marks_by_article, passages, rows, without_title
from annotator.exporters.pdf_fonts import is_right_to_left, printable
from annotator.exporters.public import Cited, Entry, Exhibit, cited, entries, method
from annotator.exporters.wording import long_date, report_title, safe_link, tallies

Data = dict[str, Any]

_GAP = re.compile(r"\n\s*\n")

HAPPENED = {
    "changed": "The verdict has changed.",
    "explained": "The verdict stands, for other reasons.",
    "reworded": "The verdict stands, of other words.",
    "withdrawn": "The verdict has been withdrawn.",
    "added": "This claim has been checked since.",
}


def said(text: str) -> Data:
    return {"text": printable(text), "rtl": is_right_to_left(text)}


def flat(text: str) -> str:
    """Text in one line."""
    return " ".join(printable(text).split())


def facts(*told: str) -> str:
    return " · ".join(flat(each) for each in told if each)


def look(told: Look) -> Data:
    return {"sign": printable(told.sign), "word": flat(told.word), "colour": told.colour}


def front(report: Report) -> Data:
    """What stands above everything else."""
    claims = "1 claim" if len(report.claims) == 1 else f"{len(report.claims)} claims"
    only = report.articles[0] if len(report.articles) == 1 else None
    origin = facts(only.byline, only.publisher, long_date(only.published)) if only else ""
    return {
        "origin": [origin] if origin else [],
        "address": printable(only.url) if only else "",
        "url": safe_link(only.url) if only else "",
        "counts": f"{report.checked} of {claims} checked",
        "tallies": [
            {"sign": printable(t.sign), "label": flat(t.label), "colour": t.colour, "count": t.count}
            for t in tallies(report)
        ],
    }


def items(report: Report, changes: Corrections) -> Iterator[Data]:
    """The whole report, piece by piece, in order."""
    yield from corrections(changes)
    told = entries(report)
    looks = [look(entry.look) for entry in told]
    marks = marks_by_article(report)
    for article in report.articles:
        text = without_title(passages(article, marks[article.id]), article.title)
        yield from _story(article, text, looks, named=len(report.articles) > 1)
    yield _section("Claims")
    if not told:
        yield {"kind": "words", "words": "No claim has been marked."}
    yield from (claim(entry, looks[entry.number - 1]) for entry in told)
    yield _section("Sources")
    if not report.sources:
        yield {"kind": "words", "words": "No source has been recorded."}
    yield from (_source(each) for each in cited(report))
    yield _section("How this was checked")
    yield _method(report)


def _section(title: str) -> Data:
    return {"kind": "section", "title": flat(title)}


def corrections(changes: Corrections) -> Iterator[Data]:
    if not changes.since:
        return
    yield _section("Corrections")
    published = long_date(changes.since)
    if not (changes.corrected or changes.articles):
        yield {"kind": "words", "words": f"Nothing that was published on {published} has changed since."}
        return
    yield {"kind": "words", "words": f"What has changed since this report was published on {published}."}
    for article in changes.articles:
        yield _amendment(
            long_date(article.captured), "The text of the article has changed.", article.title or "Untitled"
        )
    yield from (amendment(change) for change in changes.corrected)


def amendment(change: Amendment) -> Data:
    told = _amendment(long_date(change.at), HAPPENED[change.kind], change.statement)
    return told | {
        "number": change.number,
        "before": look(change.before_look) if change.before else None,
        "after": look(change.after_look) if change.after else None,
        "rationale": said(change.after.rationale if change.after else ""),
    }


def _amendment(when: str, what: str, statement: str) -> Data:
    nothing = {"number": 0, "before": None, "after": None, "rationale": said("")}
    return {"kind": "amendment", "when": flat(when), "what": what, "statement": said(statement), **nothing}


def _story(article: Article, text: list[Passage], looks: list[Data], named: bool) -> Iterator[Data]:
    yield _section((article.title or "Untitled") if named else "Article")
    if named:
        origin = facts(article.byline, article.publisher, long_date(article.published))
        yield {"kind": "origin", "facts": origin, "address": printable(article.url), "url": safe_link(article.url)}
    members = [p for p in text if p.block.kind is not BlockKind.FURNITURE or p.marked]
    deep = iter(depths([p for p in members if p.block.kind is BlockKind.ITEM]))
    for passage in members:
        yield _block(passage, looks, next(deep) if passage.block.kind is BlockKind.ITEM else 0)
    if left_out := len(text) - len(members):
        blocks = "block" if left_out == 1 else "blocks"
        yield {"kind": "furniture", "words": f"Other text on the page is left out: {left_out} {blocks}."}


def _block(passage: Passage, looks: list[Data], depth: int) -> Data:
    kind = passage.block.kind
    if kind is BlockKind.TABLE:
        lines = [[[_part(s, looks) for s in cell if not s.is_break] for cell in row] for row in rows(passage)]
        width = max(map(len, lines), default=0)
        if width:
            return {"kind": "table", "columns": width, "rows": [row + [[]] * (width - len(row)) for row in lines]}
    told = {"parts": [_part(s, looks) for s in passage.segments], "rtl": is_right_to_left(passage.text)}
    match kind:
        case BlockKind.HEADING:
            return {"kind": "heading", "level": min(max(passage.block.level + 1, 3), 5), **told}
        case BlockKind.ITEM:
            bullet = flat(passage.bullet)
            return {"kind": "item", "depth": depth - 1, "bullet": bullet if 0 < len(bullet) < 6 else "•", **told}
        case BlockKind.QUOTATION | BlockKind.CAPTION | BlockKind.CREDIT:
            return {"kind": kind.value, **told}
        case _:
            return {"kind": "paragraph", **told}


def _part(segment: Segment, looks: list[Data]) -> Data:
    picture = f"[Picture: {segment.picture.label}] " if segment.picture else ""
    told: Data = {
        "text": printable(picture or segment.text),
        "strong": "strong" in segment.styles,
        "emphasis": "emphasis" in segment.styles,
        "claim": segment.claim.number if segment.claim else 0,
        "url": "" if segment.claim else safe_link(segment.href),
        "opens": [mark.number for mark in segment.opens if mark not in segment.closes],
        "closes": [[m.number, looks[m.number - 1]["sign"], m in segment.opens] for m in segment.closes],
    }
    return told | ({"look": looks[segment.claim.number - 1]} if segment.claim else {})


def claim(entry: Entry, shown: Data) -> Data:
    """A claim as the list tells it, and as the memo does."""
    verdict = entry.verdict
    stale = ""
    if entry.stale and verdict:
        reworded = verdict.statement != entry.claim.statement
        words = f"This verdict was given of other words: “{verdict.statement}”"
        stale = words if reworded else "The article’s words have changed since this verdict was given."
    return {
        "kind": "claim",
        "number": entry.number,
        "statement": said(" ".join(entry.statement.split())),
        "look": shown,
        "by": facts(verdict.checker.name, long_date(verdict.at)) if verdict else "",
        "claimed": _claimed(entry),
        "stale": flat(stale),
        "quotes": [_quote(quote) for quote in entry.quotes],
        "rationale": [said(part) for part in _GAP.split(verdict.rationale if verdict else "") if part.strip()],
        "correction": said(verdict.correction if verdict else ""),
        "evidence": [_exhibit(exhibit) for exhibit in entry.exhibits],
        "seconded": [facts(review.checker.name, long_date(review.at)) for review in entry.approved],
    }


def _claimed(entry: Entry) -> str:
    dated = entry.claim.claim_date or entry.claim.claim_date_text
    told = [f"by {entry.claim.claimant}"] if entry.claim.claimant else []
    told += [long_date(dated)] if dated else []
    return flat(f"Claimed {', '.join(told)}") if told else ""


def _quote(quote: Any) -> Data:
    return {
        "before": printable(quote.before),
        "exact": said(quote.exact),
        "after": printable(quote.after),
        "lost": quote.lost,
        "title": flat(quote.title),
    }


def _exhibit(exhibit: Exhibit) -> Data:
    evidence, source = exhibit.evidence, exhibit.source
    title = (source.title or source.url or "Confidential source") if source else "Source not in this report"
    return {
        "stance": evidence.stance.value.capitalize(),
        "number": exhibit.number,
        "title": flat(title),
        "url": safe_link(source.url) if source else "",
        "publisher": flat(source.publisher) if source else "",
        "archive": safe_link(source.archive_url) if source else "",
        "locator": flat(evidence.locator),
        "excerpt": said(evidence.excerpt),
    }


def _source(told: Cited) -> Data:
    source = told.source
    dates = (long_date(source.published), f"consulted {long_date(source.accessed)}" if source.accessed else "")
    known = (source.kind.value.capitalize(), source.author, source.publisher, *dates)
    return {
        "kind": "source",
        "number": told.number,
        "title": flat(source.title or source.url),
        "url": safe_link(source.url),
        "address": printable(source.url),
        "archive": safe_link(source.archive_url),
        "facts": "Details withheld" if source.confidential else facts(*known),
        "claims": told.claims,
    }


def _method(report: Report) -> Data:
    how = method(report)
    words = "Each claim was marked in the text, set against sources and rated; "
    words += "every verdict gives its reasons and is signed."
    words += f" Consulted were {', '.join(how.sources)}." if how.sources else ""
    if how.approved:
        words += f" A second person approved of {how.approved} {'verdict' if how.approved == 1 else 'verdicts'}."
    lines = [
        f"{a.title or 'Untitled'}: text as it stood on {long_date(a.captured)}." for a in report.articles if a.captured
    ]
    if report.withheld:
        lines.append(f"Details of {report.withheld} confidential source{'s'[: report.withheld - 1]} are withheld.")
    signers = ", ".join(checker.name or checker.id for checker in report.signers)
    lines += [f"Checked by {signers}."] if signers else []
    ratings = [{"look": look(each.look), "meaning": flat(each.meaning)} for each in how.meanings]
    return {"kind": "method", "words": words, "lines": [flat(line) for line in lines], "ratings": ratings}


def headline(report: Report) -> Data:
    return said(" ".join(report_title(report).split()))


def weight(told: Iterable[Data]) -> list[int]:
    """About how much each piece asks of the typesetter, in characters."""
    return [300 + len(str(each)) for each in told]
