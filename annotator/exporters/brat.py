"""brat standoff: for each article its text and beside it the claims, each over exactly its words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from annotator.domain.model import Article, Claim, ClaimKind, Mention, Progress, Verdict
from annotator.domain.report import Report
from annotator.exporters.files import Part, utf8
from annotator.exporters.pace import Pace
from annotator.exporters.passages import is_placed
from annotator.exporters.wording import statement

_BREAKS = re.compile("[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
"""Where a line or a field of an `.ann` file would end, to one reader of it or another."""

_NAME = re.compile(r"[^A-Za-z0-9_-]+")

Spans = list[tuple[int, int]]


def told(report: Report) -> Report:
    """The report with the claims alone that have a passage in an article of it."""
    articles = {article.id: article for article in report.articles}
    return replace(report, claims=tuple(claim for claim in report.claims if _by_article(claim, articles)))


def render(report: Report, progress: Progress) -> list[Part]:
    """NAME.ann and NAME.txt for the first article, NAME-2.ann and NAME-2.txt for the next; `annotation.conf`, which
    brat looks for under that name, says which types there are. Offsets are code points, from 0, end-exclusive."""
    pace = Pace(progress, len(report.claims) + len(report.articles))
    articles = {article.id: article for article in report.articles}
    notes: dict[str, _Notes] = {article.id: _Notes(article) for article in report.articles}
    for number, claim in enumerate(pace.over(report.claims), 1):
        for key, passages in _by_article(claim, articles).items():
            notes[key].add(number, claim, passages)
    parts: list[Part] = []
    for number, article in enumerate(pace.over(report.articles), 1):
        suffix = f"-{number}" if number > 1 else ""
        text = article.text if article.text.endswith("\n") else article.text + "\n"
        parts += [Part(suffix, utf8(notes[article.id].text()), ".ann"), Part(suffix, utf8(text), ".txt")]
    parts = parts or [Part("", b"", ".ann"), Part("", b"\n", ".txt")]
    return [*parts, Part("", utf8(_configuration(report)), name="annotation.conf")]


def _by_article(claim: Claim, articles: dict[str, Article]) -> dict[str, list[list[Mention]]]:
    """The passages that can be shown, by article; of each the parts that are still in the text."""
    found: dict[str, list[list[Mention]]] = {}
    for passage in claim.passages:
        placed = [mention for mention in passage if is_placed(mention, articles)]
        if placed:
            found.setdefault(placed[0].article, []).append(placed)
    return found


class _Notes:
    """The lines of one `.ann` file, numbered as they come."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        self._lines: list[str] = []
        self._texts = self._attributes = self._comments = 0

    def text(self) -> str:
        return "".join(f"{line}\n" for line in self._lines)

    def add(self, number: int, claim: Claim, passages: Iterable[Sequence[Mention]]) -> None:
        """A claim: its passages here, tied together where there are several, each with verdict and comment."""
        names = [name for passage in passages if (name := self._passage(passage))]
        for name in names:
            for attribute in _attributes(claim):
                self._attributes += 1
                kind, _, value = attribute.partition(" ")
                self._lines.append(f"A{self._attributes}\t{kind} {name}{' ' if value else ''}{value}")
            self._comments += 1
            self._lines.append(f"#{self._comments}\tAnnotatorNotes {name}\t{_comment(number, claim)}")
        if len(names) > 1:
            self._lines.append(f"*\tEquiv {' '.join(names)}")

    def _passage(self, passage: Sequence[Mention]) -> str:
        """The line of a passage; its name, "" when it holds nothing but line ends."""
        fragments = list(_fragments(self._text, [(m.span.start, m.span.end) for m in passage]))
        if not fragments:
            return ""
        self._texts += 1
        places = ";".join(f"{start} {end}" for start, end in fragments)
        words = " ".join(self._text[start:end] for start, end in fragments)
        self._lines.append(f"T{self._texts}\tClaim {places}\t{words}")
        return f"T{self._texts}"


def _fragments(text: str, spans: Spans) -> Iterator[tuple[int, int]]:
    """The spans without what ends a line or field, in order, none touching another twice."""
    reached = 0
    for first, last in sorted(spans):
        start = max(first, reached)
        reached = max(reached, last)
        for gap in _BREAKS.finditer(text, start, max(start, last)):
            if start < gap.start():
                yield start, gap.start()
            start = gap.end()
        if start < last:
            yield start, last


def _attributes(claim: Claim) -> Iterator[str]:
    if claim.kind is not ClaimKind.OTHER:
        yield f"Kind {claim.kind.value}"
    if verdict := claim.verdict:
        yield f"Verdict {_value(verdict)}"
        if verdict.statement != claim.statement:
            yield "Stale"


def _value(verdict: Verdict) -> str:
    """The rating as one word of letters, digits and hyphens, as brat wants the values of attributes."""
    return _NAME.sub("-", f"{verdict.scale}-{verdict.rating}").strip("-") or "unknown"


def _comment(number: int, claim: Claim) -> str:
    """The claim in words, what was found and why, on one line."""
    verdict = claim.verdict
    said = [f"{number}. {statement(claim)}", f"Claimant: {claim.claimant}" if claim.claimant else ""]
    if verdict:
        said += [f"{verdict.label}: {verdict.rationale}" if verdict.rationale else verdict.label]
        said += [f"Correction: {verdict.correction}" if verdict.correction else ""]
    return " | ".join(_BREAKS.sub(" ", words) for words in said if words)


def _configuration(report: Report) -> str:
    verdicts = (verdict for claim in report.claims if (verdict := claim.verdict))
    own = {f"{report.scale.key}-{rating.key}" for rating in report.scale.ratings}
    values = "|".join(sorted(own | {_value(verdict) for verdict in verdicts}))
    kinds = "|".join(kind.value for kind in ClaimKind)
    return (
        "[entities]\nClaim\n\n"
        "[relations]\n"
        "Equiv\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive\n"
        "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n"
        "[events]\n\n"
        f"[attributes]\nKind\tArg:Claim, Value:{kinds}\nVerdict\tArg:Claim, Value:{values}\nStale\tArg:Claim\n"
    )
