"""UIMA CAS XMI: for each article a CAS with its claims as annotations, and beside it the type system they need."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from annotator.domain.model import Article, Claim, Mention, Progress
from annotator.domain.report import Report
from annotator.exporters.files import Part, utf8
from annotator.exporters.pace import Pace
from annotator.exporters.passages import is_placed
from annotator.exporters.wording import known, language_tag
from annotator.exporters.xml import HEAD, escaped

_ROOT = (
    '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'
    ' xmlns:tcas="http:///uima/tcas.ecore" xmlns:factcheck="http:///factcheck.ecore" xmi:version="2.0">\n'
    '<cas:NULL xmi:id="0"/>\n'
)
_SOFA = 1

_TYPES: dict[str, tuple[str, ...]] = {
    "Article": ("articleId", "title", "byline", "publisher", "url", "published"),
    "Block": ("kind",),
    "Claim": (
        "claimId", "mentionId", "continues", "statement", "kind", "claimant", "claimDate", "state", "scale", "rating",
        "verdict", "rationale", "correction", "checker", "checked",
    ),
}  # fmt: skip
"""The types under `factcheck.`, each an annotation, and their features, each a string."""


def told(report: Report) -> Report:
    """The report with the claims alone that have a passage in an article of it."""
    articles = {article.id: article for article in report.articles}
    return replace(report, claims=tuple(c for c in report.claims if any(is_placed(m, articles) for m in c.mentions)))


def render(report: Report, progress: Progress) -> list[Part]:
    """NAME.xmi for the first article, NAME-2.xmi for the next …, and NAME-typesystem.xml, since XMI holds no types.

    Offsets are UTF-16 units, as UIMA counts them. A character that XML forbids becomes U+FFFD, one unit for one, so
    that every offset stays true.
    """
    pace = Pace(progress, len(report.claims) + len(report.articles))
    articles = {article.id: article for article in report.articles}
    mentions: dict[str, list[tuple[Claim, Mention]]] = {key: [] for key in articles}
    for claim in pace.over(report.claims):
        for mention in claim.mentions:
            if is_placed(mention, articles):
                mentions[mention.article].append((claim, mention))
    parts = [
        Part(f"-{number}" if number > 1 else "", utf8("".join(_cas(article, mentions[article.id]))))
        for number, article in enumerate(pace.over(report.articles), 1)
    ]
    parts = parts or [Part("", utf8("".join(_cas(Article("", "", ""), []))))]
    return [*parts, Part("-typesystem", utf8(_type_system()), ".xml")]


def _cas(article: Article, mentions: list[tuple[Claim, Mention]]) -> Iterator[str]:
    units = _Units(article.text)
    ids = count(_SOFA + 1)
    members: list[int] = []

    def annotation(kind: str, start: int, end: int, features: dict[str, str]) -> str:
        members.append(next(ids))
        begin, stop = units.at(start), units.at(end)
        said = "".join(f' {name}="{escaped(value)}"' for name, value in known(features).items())
        return f'<{kind} xmi:id="{members[-1]}" sofa="{_SOFA}" begin="{begin}" end="{stop}"{said}/>\n'

    yield HEAD + _ROOT
    whole = (0, len(article.text))
    language = language_tag(article.language) or "x-unspecified"
    yield annotation("tcas:DocumentAnnotation", *whole, {"language": language})
    yield annotation("factcheck:Article", *whole, _article(article))
    for block in article.blocks:
        yield annotation("factcheck:Block", block.start, block.end, {"kind": block.kind.value})
    for claim, mention in mentions:
        yield annotation("factcheck:Claim", mention.span.start, mention.span.end, _claim(claim, mention))
    text = escaped(article.text)
    yield f'<cas:Sofa xmi:id="{_SOFA}" sofaNum="1" sofaID="_InitialView" mimeType="text/plain" sofaString="{text}"/>\n'
    yield f'<cas:View sofa="{_SOFA}" members="{" ".join(map(str, members))}"/>\n</xmi:XMI>\n'


def _article(article: Article) -> dict[str, str]:
    return {
        "articleId": article.id,
        "title": article.title,
        "byline": article.byline,
        "publisher": article.publisher,
        "url": article.url,
        "published": article.published,
    }


def _claim(claim: Claim, mention: Mention) -> dict[str, str]:
    told = {
        "claimId": claim.id,
        "mentionId": mention.id,
        "continues": mention.continues,
        "statement": claim.statement,
        "kind": claim.kind.value,
        "claimant": claim.claimant,
        "claimDate": claim.claim_date,
        "state": claim.state.value,
    }
    if verdict := claim.verdict:
        told |= {
            "scale": verdict.scale,
            "rating": verdict.rating,
            "verdict": verdict.label,
            "rationale": verdict.rationale,
            "correction": verdict.correction,
            "checker": verdict.checker.name,
            "checked": verdict.at,
        }
    return told


class _Units:
    """Places in a text as UTF-16 units: signs beyond the first 65,536 take two."""

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [at for at, sign in enumerate(text) if sign > "\uffff"]

    def at(self, place: int) -> int:
        """The place, given in code points, in UTF-16 units."""
        return place + bisect_left(self._wide, place)


def _type_system() -> str:
    types = "".join(
        f"<typeDescription><name>factcheck.{name}</name><description/>"
        f"<supertypeName>uima.tcas.Annotation</supertypeName><features>"
        + "".join(
            f"<featureDescription><name>{feature}</name><description/>"
            f"<rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>"
            for feature in features
        )
        + "</features></typeDescription>\n"
        for name, features in _TYPES.items()
    )
    return (
        f'{HEAD}<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">\n<name>factcheck</name>\n'
        f"<types>\n{types}</types>\n</typeSystemDescription>\n"
    )
