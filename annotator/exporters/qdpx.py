"""REFI-QDA projects (QDPX 1.0): articles as sources, passages as selections, verdicts as codes, for NVivo, ATLAS.ti,
MAXQDA, QualCoder, Taguette and others of their kind.

A selection refers to the note of its claim, which all passages of that claim share; a coding refers to the notes that
hold the rationale and the correction. A further part of a passage is linked to the part that it continues.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from annotator.domain.model import Article, Checker, Claim, Mention, Progress, Verdict
from annotator.domain.qda import CLAIM, CONTINUES, CORRECTION, NAMESPACE, ORIGIN, RATIONALE, VARIABLES
from annotator.domain.report import Report
from annotator.exporters.files import Part, utf8, zipped
from annotator.exporters.pace import Pace
from annotator.exporters.passages import is_placed
from annotator.exporters.xml import HEAD, allowed, escaped, guid

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_LONGEST_NAME = 80

Placed = dict[str, list[tuple[Mention, Claim]]]
"""The mentions that their articles hold, by article and place, each with its claim."""


def told(report: Report) -> Report:
    """The report with the claims alone that have a passage in an article of it: all else has no place in the format."""
    articles = {article.id: article for article in report.articles}
    return replace(report, claims=tuple(c for c in report.claims if any(is_placed(m, articles) for m in c.mentions)))


def render(report: Report, progress: Progress) -> list[Part]:
    """A zip of `project.qde` and flat `sources/`, a text for each article. Positions are code points, end-exclusive."""
    pace = Pace(progress, len(report.claims) + len(report.articles))
    placed = _placed(report, pace)
    project = _Project(report, placed)
    files = {"project.qde": utf8("".join(project.lines(pace)))}
    files |= {f"sources/{guid(article.id)}.txt": utf8(article.text) for article in report.articles}
    return [Part("", zipped(files))]


def _placed(report: Report, pace: Pace) -> Placed:
    articles = {article.id: article for article in report.articles}
    found: Placed = {article.id: [] for article in report.articles}
    for claim in pace.over(report.claims):
        for mention in claim.mentions:
            if is_placed(mention, articles):
                found[mention.article].append((mention, claim))
    for mentions in found.values():
        mentions.sort(key=lambda pair: (pair[0].span, pair[0].id))
    return found


class _Project:
    """The XML of one project. All is named in the order in which the texts bring it up, so that reading a project in
    and writing it again changes nothing."""

    def __init__(self, report: Report, placed: Placed) -> None:
        self._report, self._placed = report, placed
        self._claims: dict[str, Claim] = {c.id: c for pairs in placed.values() for _, c in pairs}
        self._verdicts = [verdict for claim in self._claims.values() if (verdict := claim.verdict)]
        self._signed: set[str] = set()

    def lines(self, pace: Pace) -> Iterator[str]:
        title = escaped(self._report.title)
        yield f'{HEAD}<Project xmlns="{NAMESPACE}" name="{title}" origin="{ORIGIN}">\n'
        yield from self._users()
        yield from self._codes()
        yield from self._variables()
        if self._report.articles:
            yield "<Sources>\n"
            for article in pace.over(self._report.articles):
                yield from self._source(article)
            yield "</Sources>\n"
        yield from _wrapped("Notes", self._notes())
        yield from _wrapped("Links", self._links())
        yield "</Project>\n"

    def _users(self) -> Iterator[str]:
        signed = {verdict.checker.id: verdict.checker for verdict in self._verdicts}
        known = [checker for checker in self._report.checkers if checker.id in signed]
        checkers: dict[str, Checker] = {checker.id: checker for checker in known} | signed
        rows = (f'<User guid="{guid(c.id)}" name="{escaped(c.name)}"/>\n' for c in checkers.values())
        return _wrapped("Users", rows)

    def _codes(self) -> Iterator[str]:
        """A code for every claim, and below it, scale by scale, the ratings: the project's own first, and whole."""
        yield f'<CodeBook><Codes>\n<Code guid="{guid(CLAIM, "code")}" name="{CLAIM}" isCodable="true">\n'
        groups: dict[str, dict[tuple[str, str], None]] = {self._report.scale.key: {}}
        for rating in self._report.scale.ratings:
            groups[self._report.scale.key][rating.key, rating.label] = None
        for scale, rating_key, label in sorted({(v.scale, v.rating, v.label) for v in self._verdicts}):
            groups.setdefault(scale, {})[rating_key, label] = None
        for key, ratings in groups.items():
            known = self._report.scales.get(key)
            name = escaped(known.label if known else key)
            yield f'<Code guid="{guid("scale", key)}" name="{name}" isCodable="false">{_described(key)}\n'
            for rating_key, label in ratings:
                code = _code(key, rating_key, label)
                yield f'<Code guid="{code}" name="{escaped(label)}" isCodable="true">{_described(rating_key)}</Code>\n'
            yield "</Code>\n"
        yield "</Code>\n</Codes></CodeBook>\n"

    def _variables(self) -> Iterator[str]:
        rows = (f'<Variable guid="{guid("variable", n)}" name="{n}" typeOfVariable="Text"/>\n' for n in VARIABLES)
        return _wrapped("Variables", rows) if self._report.articles else iter(())

    def _source(self, article: Article) -> Iterator[str]:
        key, name = guid(article.id), escaped(article.title)
        yield f'<TextSource guid="{key}" name="{name}" plainTextPath="internal://{key}.txt">\n'
        for mention, claim in self._placed[article.id]:
            yield from self._selection(mention, claim)
        for variable in VARIABLES:
            if value := getattr(article, variable):
                reference = f'<VariableRef targetGUID="{guid("variable", variable)}"/>'
                yield f"<VariableValue>{reference}<TextValue>{escaped(value)}</TextValue></VariableValue>\n"
        yield "</TextSource>\n"

    def _selection(self, mention: Mention, claim: Claim) -> Iterator[str]:
        span, name = mention.span, escaped(_short(_statement(claim)))
        place = f'name="{name}" startPosition="{span.start}" endPosition="{span.end}"'
        yield f'<PlainTextSelection guid="{guid(mention.id)}" {place}>\n'
        yield self._coding(mention, claim)
        yield f'<NoteRef targetGUID="{guid(claim.id)}"/>\n</PlainTextSelection>\n'

    def _coding(self, mention: Mention, claim: Claim) -> str:
        """The verdict, its own id on the first passage that bears it; the bare code for a claim without one."""
        verdict = claim.verdict
        if verdict is None:
            reference = f'<CodeRef targetGUID="{guid(CLAIM, "code")}"/>'
            return f'<Coding guid="{guid("coding", mention.id)}">{reference}</Coding>\n'
        key = guid("coding", verdict.id, mention.id) if verdict.id in self._signed else guid(verdict.id)
        self._signed.add(verdict.id)
        moment = f' creationDateTime="{verdict.at}"' if _MOMENT.fullmatch(verdict.at) else ""
        reference = f'<CodeRef targetGUID="{_code(verdict.scale, verdict.rating, verdict.label)}"/>'
        reasons = "".join(f'<NoteRef targetGUID="{key}"/>' for key, _, _ in _reasons(verdict))
        user = guid(verdict.checker.id)
        return f'<Coding guid="{key}" creatingUser="{user}"{moment}>{reference}{reasons}</Coding>\n'

    def _notes(self) -> Iterator[str]:
        for claim in self._claims.values():
            yield _note(guid(claim.id), CLAIM, _statement(claim))
            for key, name, text in _reasons(claim.verdict) if claim.verdict else ():
                yield _note(key, name, text)

    def _links(self) -> Iterator[str]:
        known = {mention.id for pairs in self._placed.values() for mention, _ in pairs}
        for pairs in self._placed.values():
            for mention, _ in pairs:
                if mention.continues in known:
                    ends = f'originGUID="{guid(mention.id)}" targetGUID="{guid(mention.continues)}"'
                    key = guid("link", mention.id)
                    yield f'<Link guid="{key}" name="{CONTINUES}" direction="OneWay" {ends}/>\n'


def _wrapped(name: str, rows: Iterable[str]) -> Iterator[str]:
    """The rows in an element of that name, which the schema allows only where there are some."""
    inside = "".join(rows)
    if inside:
        yield f"<{name}>\n{inside}</{name}>\n"


def _statement(claim: Claim) -> str:
    """What the claim states; with a verdict, what it stated when that was given."""
    return (claim.verdict.statement if claim.verdict else "") or claim.statement


def _code(scale: str, rating: str, label: str) -> str:
    return guid("rating", scale, rating, label)


def _described(text: str) -> str:
    return f"<Description>{escaped(text)}</Description>"


def _reasons(verdict: Verdict) -> list[tuple[str, str, str]]:
    """Of each note about a verdict its id, its name and its text."""
    said = ((RATIONALE, verdict.rationale), (CORRECTION, verdict.correction))
    return [(guid(name, verdict.id), name, text) for name, text in said if text]


def _note(key: str, name: str, text: str) -> str:
    return f'<Note guid="{key}" name="{name}"><PlainTextContent>{escaped(text)}</PlainTextContent></Note>\n'


def _short(text: str) -> str:
    flat = " ".join(allowed(text).split())
    return flat if len(flat) <= _LONGEST_NAME else flat[: _LONGEST_NAME - 1].rstrip() + "…"
