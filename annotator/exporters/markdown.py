"""The report as CommonMark: no raw HTML, nothing of the contents able to become structure. Emphasis is left behind.

Headings "Claim N" are what the text's references lead to, as every renderer that makes anchors of headings names them.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from annotator.domain.model import Article, BlockKind, Claim, Evidence, Progress, Source, Verdict, words_of
from annotator.domain.report import Report
from annotator.exporters.files import Part, utf8
from annotator.exporters.pace import Pace
from annotator.exporters.passages import Passage, Segment, depths, marks_by_article, passages, without_title
from annotator.exporters.wording import (
    citations,
    clean,
    long_date,
    report_title,
    safe_link,
    sign_and_colour,
    statement,
    tallies,
)

_MARKUP = re.compile(r"[\\`*_\[\]{}<>&|~^#$@]|!$|:(?=//|$)|(?<=www)\.", re.IGNORECASE)
_LINE_START = re.compile(r"^(?:(\d{1,9})(?=[.)])|(?=[-+=:]))", re.ASCII)
_EDGE_SPACE = re.compile(r"^\s+|\s+$")
_PARAGRAPH_GAP = re.compile(r"\n\s*\n")


def render(report: Report, progress: Progress) -> list[Part]:
    """One file. Control characters that no text may hold are shown as U+FFFD."""
    marks = marks_by_article(report)
    texts = [(a, without_title(passages(a, marks[a.id]), a.title)) for a in report.articles]
    pace = Pace(progress, len(report.claims) + sum(len(text) for _, text in texts))
    sections = [*_front(report)]
    for article, text in texts:
        sections += [f"## {_line(article.title) if len(texts) > 1 else 'Article'}"]
        sections += _origin(article) if len(texts) > 1 else []
        sections += _blocks(pace.over(text))
    sections.append("## Claims")
    sources = {source.id: (number, source) for number, source in enumerate(report.sources, 1)}
    for number, claim in enumerate(pace.over(report.claims), 1):
        sections += _claim(report, number, claim, sources)
    sections += _sources(report)
    sections += _end(report)
    return [Part("", utf8("\n\n".join(section for section in sections if section) + "\n"))]


def _inline(text: str) -> str:
    """The text with whatever CommonMark, or the bare links of its dialects, would take for markup escaped."""
    return _MARKUP.sub(lambda found: "\\" + found[0], clean(text))


def _entities(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(character)};" for character in found[0])


def _laid(markup: str, prefix: str = "") -> str:
    """Escaped text as the lines of one paragraph, its line ends kept; `prefix` goes before every line but the first."""
    lines = [_LINE_START.sub(r"\1\\", _EDGE_SPACE.sub(_entities, line), count=1) for line in markup.split("\n")]
    laid = lines[0]
    for before, line in pairwise(lines):
        laid += f"\\\n{prefix}{line}" if before and line else f"&#10;{line}"
    return laid


def _line(text: str) -> str:
    """Text in one line, as a heading needs it."""
    return _EDGE_SPACE.sub(_entities, _inline(text).replace("\n", "&#10;"))


def _prose(text: str, prefix: str = "") -> list[str]:
    """Text of several paragraphs, each indented by `prefix`."""
    return [prefix + _laid(_inline(part), prefix) for part in _PARAGRAPH_GAP.split(text.strip()) if part]


def _quoted(text: str, prefix: str = "") -> list[str]:
    """The same as one quotation; none when there is no text."""
    quotation = f"\n{prefix}>\n".join(_prose(text, f"{prefix}> "))
    return [quotation] if quotation else []


def _link(url: str, label: str = "") -> str:
    """The address as a link, or as plain text where a reader may not be led there."""
    if safe_link(url):
        return f"[{_line(label or url)}](<{url.replace('&', '&amp;')}>)"
    return _line(f"{label} – {url}" if label and url else label or url)


def _facts(*facts: str) -> str:
    return " · ".join(fact for fact in facts if fact)


def _front(report: Report) -> Iterator[str]:
    yield f"# {_line(report_title(report))}"
    if len(report.articles) == 1:
        yield from _origin(report.articles[0])
    counts = [f"{_line(tally.sign)} {_line(tally.label)}: {tally.count}" for tally in tallies(report)]
    yield _facts(f"**{report.checked} of {len(report.claims)} claims checked**", *counts)


def _origin(article: Article) -> list[str]:
    facts = _facts(_line(article.byline), _line(article.publisher), _line(long_date(article.published)))
    return [_laid(line) for line in (facts, _link(article.url)) if line]


def _blocks(text: Iterable[Passage]) -> Iterator[str]:
    """Every block but unmarked furniture, of which it is said how much there was."""
    left_out = 0
    for kind, group in groupby(text, key=lambda passage: passage.block.kind):
        members = list(group)
        if kind is BlockKind.FURNITURE:
            left_out += sum(not member.marked for member in members)
            members = [member for member in members if member.marked]
        if kind is BlockKind.ITEM:
            yield "\n".join(_item(member, depth) for member, depth in zip(members, depths(members), strict=True))
        else:
            yield from (_block(member) for member in members)
    if left_out:
        yield f"*Other text on the page is left out: {left_out} {'block' if left_out == 1 else 'blocks'}.*"


def _block(passage: Passage) -> str:
    markup = "".join(map(_segment, passage.segments))
    match passage.block.kind:
        case BlockKind.HEADING:
            level = min(max(passage.block.level + 2, 3), 6)
            return f"{'#' * level} {_EDGE_SPACE.sub(_entities, markup.replace(chr(10), '&#10;'))}"
        case BlockKind.QUOTATION:
            return f"> {_laid(markup, '> ')}"
        case BlockKind.CAPTION | BlockKind.CREDIT if markup:
            return f"*{_laid(markup)}*"
        case _:
            return _laid(markup)


def _item(passage: Passage, depth: int) -> str:
    indent = "  " * depth
    numbered = passage.bullet[:-1].isalnum() and passage.bullet[-1:] in (".", ")")
    bullet = f"{_inline(passage.bullet)} " if numbered else ""
    return f"{indent[2:]}- {_laid(bullet + ''.join(map(_segment, passage.segments)), indent)}"


def _segment(segment: Segment) -> str:
    """The words, led to their innermost claim or to where the article itself led, and the numbers of its claims."""
    words = _inline(segment.text)
    if segment.claim is None:
        return f"[{words}](<{segment.href.replace('&', '&amp;')}>)" if safe_link(segment.href) else words
    opening = "".join(f"\\[{mark.number}…\\]" for mark in segment.opens if mark not in segment.closes)
    own_link = f"{_link(segment.href, '↗')}" if safe_link(segment.href) else ""
    closing = "".join(f"\\[{'' if mark in segment.opens else '…'}{mark.number}\\]" for mark in segment.closes)
    return f"{opening}[{words}](#claim-{segment.claim.number}){own_link}{closing}"


def _claim(report: Report, number: int, claim: Claim, sources: dict[str, tuple[int, Source]]) -> Iterator[str]:
    yield f"### Claim {number}"
    words = statement(claim)
    yield f"**{_laid(_inline(words))}**" if words else ""
    for passage in claim.passages:
        yield f"> {_laid(_inline(words_of(mention.selector for mention in passage)), '> ')}"
    claimed = _facts(_line(claim.claimant), _line(long_date(claim.claim_date or claim.claim_date_text)))
    yield f"Claimed: {claimed}" if claimed else ""
    verdict = claim.verdict
    yield _signed(report, verdict) if verdict else "**Not yet checked**"
    if verdict and verdict.statement != claim.statement:
        yield f"Given of other words: “{_line(verdict.statement)}”"
    if verdict:
        yield from _reasons(verdict)
    if claim.evidence:
        yield "Evidence:"
        yield "\n\n".join(_evidence(evidence, sources) for evidence in claim.evidence)
    earlier = [v for v in reversed(claim.verdicts) if v is not verdict]
    if earlier:
        yield "Earlier verdicts:"
        yield "\n\n".join(_earlier(report, v) for v in earlier)


def _signed(report: Report, verdict: Verdict) -> str:
    sign, _ = sign_and_colour(report, verdict)
    rating = f"**{_line(sign)} {_line(verdict.label)}**"
    return _facts(rating, _line(verdict.checker.name), _line(long_date(verdict.at)))


def _reasons(verdict: Verdict, prefix: str = "") -> list[str]:
    found = _prose(verdict.rationale, prefix)
    if verdict.correction:
        found += [f"{prefix}Suggested correction:", *_quoted(verdict.correction, prefix)]
    for review in verdict.reviews:
        word = "Approved" if review.approved else "Returned"
        told = (review.checker.name, long_date(review.at))
        found.append(f"{prefix}{_facts(word, *map(_line, told))}")
    return found


def _evidence(evidence: Evidence, sources: dict[str, tuple[int, Source]]) -> str:
    number, source = sources.get(evidence.source, (0, None))
    told = [*(_cited(source) if source else ["Source not in this report"]), _line(evidence.locator)]
    reference = f"\\[S{number}\\] " if source else ""
    lines = [f"- {evidence.stance.value.capitalize()}: {reference}{', '.join(filter(None, told))}"]
    lines += _quoted(evidence.excerpt, "  ")
    return "\n\n".join(lines)


def _cited(source: Source) -> list[str]:
    archive = _link(source.archive_url, "archived copy") if source.archive_url else ""
    return [part for part in (_link(source.url, source.title), _line(source.publisher), archive) if part]


def _earlier(report: Report, verdict: Verdict) -> str:
    return "\n\n".join([f"- {_signed(report, verdict)} · {verdict.state.value}", *_reasons(verdict, "  ")])


def _sources(report: Report) -> Iterator[str]:
    yield "## Sources"
    uses = citations(report)
    for number, source in enumerate(report.sources, 1):
        facts = [_line(source.author), _line(source.publisher), _line(long_date(source.published))]
        facts += [f"consulted {_line(long_date(source.accessed))}"] if source.accessed else []
        facts += [_link(source.archive_url, "archived copy")] if source.archive_url else []
        facts += ["details withheld" if source.confidential else source.kind.value]
        facts += [f"used in {', '.join(map(str, uses[source.id]))}"] if uses[source.id] else []
        yield f"**S{number}** {_facts(_link(source.url, source.title), *facts)}"


def _end(report: Report) -> Iterator[str]:
    if report.as_of:
        yield f"As of {_line(long_date(report.as_of))}."
    if report.withheld:
        yield f"Confidential sources whose details are withheld: {report.withheld}."
