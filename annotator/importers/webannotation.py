"""W3C Web Annotations, read back: passages with what is said of them. A text is found in the file where it is attached,
as we do it; without it, the words quoted stand for the article until it is found in the project."""

from dataclasses import dataclass, field, replace
from typing import Any

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import (
    Article,
    Claim,
    Mention,
    MentionState,
    Selector,
    Span,
    Verdict,
    VerdictState,
    words_of,
)
from annotator.domain.report import Report
from annotator.domain.selectors import best_place
from annotator.domain.text import BOM
from annotator.importers.foreign import (
    LONGEST_ARTICLE,
    Ids,
    Quotations,
    Row,
    as_parts,
    checker,
    common_scale,
    json_in,
    listed,
    made,
    objects,
    paragraphs,
    rated,
    report,
    text,
)

_URN = "urn:uuid:"


def read(data: bytes, name: str) -> Report:
    """Read a collection, a page, a list of annotations or one alone. Raises AnnotatorError when there is no annotation
    that quotes anything."""
    root = json_in(data, "annotation")
    reader = _Reader([each for top in objects(root) for each in objects(top.get("as:attachment"))])
    for annotation in _annotations(root):
        reader.take(annotation)
    title = text(root.get("label")) if isinstance(root, dict) else ""
    return reader.report(title)


def _annotations(root: Any) -> list[Row]:
    """The annotations of a collection, of its pages, of a page, of a list."""
    found: list[Row] = []
    waiting = objects(root)[::-1]
    while waiting:
        each = waiting.pop()
        if "target" in each:
            found.append(each)
        else:
            inner = [*objects(each.get("first")), *objects(each.get("items")), *objects(each.get("next"))]
            waiting += inner[::-1]
    return found


@dataclass(slots=True)
class _Found:
    """A claim while its annotations come in."""

    statement: str = ""
    note: str = ""
    verdict: Verdict | None = None
    mentions: list[Mention] = field(default_factory=list)
    quoted: list[tuple[str, str]] = field(default_factory=list)


class _Reader:
    def __init__(self, attached: list[Row]) -> None:
        self._ids = Ids()
        self._quotations = Quotations(self._ids)
        self._articles = [_article(each, self._ids) for each in attached if _has_text(each)]
        self._by_id = {article.id: article for article in self._articles}
        self._by_url = {article.url: article for article in self._articles if article.url}
        self._claims: dict[str, _Found] = {}

    def take(self, annotation: Row) -> None:
        """One annotation: a passage of a claim, with what is said of it."""
        identity = text(annotation.get("id"))
        targets = [target for target in listed(annotation.get("target")) if _selectors(target)]
        if not targets:
            return
        head = self._ids.of(identity, "annotation", identity, *map(_source, targets), _quote(targets[0]))
        context = annotation.get("as:context")
        claim_id = text(context).removeprefix(_URN) or made("claim", head)
        found = self._claims.setdefault(claim_id, _Found())
        parts = [self._mention(target, claim_id, head, len(targets) > 1, at) for at, target in enumerate(targets)]
        found.mentions += as_parts(_in_order([mention for mention in parts if mention is not None]))
        _tell(found, annotation, claim_id, self._ids)

    def _mention(self, target: Any, claim_id: str, head: str, several: bool, at: int) -> Mention | None:
        """The mention of a target; None where its article is yet to be put together from quotations."""
        own = text(target.get("id")).removeprefix(_URN) if several and isinstance(target, dict) else ""
        is_head = at == 0 and own in ("", head)
        key = head if is_head else self._ids.new(own or made("part", head, str(at)))
        article = self._article_of(target)
        if article is None:
            words, source = _quote(target), _source(target)
            facts = {"title": source, "url": source if "://" in source[:20] else ""}
            quote = _of_kind(target, "TextQuoteSelector")
            around = text(quote.get("prefix")), text(quote.get("suffix"))
            self._quotations.quote((source,), facts, claim_id, key, words, around)
            self._claims[claim_id].quoted.append((key, words))
            return None
        selector, state = _selector(target, article.text, bool(self._articles))
        return Mention(key, claim_id, article.id, selector, state, "" if key == head else head)

    def _article_of(self, target: Any) -> Article | None:
        source = _source(target)
        states = objects(target.get("state")) if isinstance(target, dict) else []
        cached = next((text(state.get("cached")).removeprefix(_URN) for state in states), "")
        return self._by_id.get(cached) or self._by_id.get(source.removeprefix(_URN)) or self._by_url.get(source)

    def report(self, title: str) -> Report:
        articles, quoted = self._quotations.articles()
        claims = [self._claim(key, found, quoted.get(key, [])) for key, found in self._claims.items()]
        claims = [claim for claim in claims if claim.mentions]
        if not claims:
            raise AnnotatorError("The file holds no annotation that quotes a text.", "Choose another file.")
        return report(title, [*self._articles, *articles], claims, scale=common_scale(claims))

    def _claim(self, key: str, found: _Found, quoted: list[Mention]) -> Claim:
        claim = Claim(key, found.statement, note=found.note, mentions=(*found.mentions, *quoted))
        first = claim.passages[0] if claim.mentions else ()
        statement = found.statement or words_of(mention.selector for mention in first)
        verdict = found.verdict
        signed = (replace(verdict, statement=statement),) if verdict else ()
        return replace(claim, statement=statement, verdicts=signed)


def _has_text(attached: Row) -> bool:
    return bool(text(attached.get("value"), LONGEST_ARTICLE).strip())


def _article(attached: Row, ids: Ids) -> Article:
    whole = text(attached["value"], LONGEST_ARTICLE).lstrip(BOM)
    key = ids.of(attached.get("id"), "text", whole[:10_000])
    url = text(attached.get("via"))
    title, language = text(attached.get("label")), text(attached.get("language"))
    return Article(key, title, whole, paragraphs(whole), url=url, language=language)


def _source(target: Any) -> str:
    if isinstance(target, str):
        return text(target).split("#")[0]
    source = target.get("source") if isinstance(target, dict) else None
    return text(source) or (text(source.get("id")) if isinstance(source, dict) else "")


def _selectors(target: Any) -> list[Row]:
    return objects(target.get("selector")) if isinstance(target, dict) else []


def _of_kind(target: Any, kind: str) -> Row:
    return next((selector for selector in _selectors(target) if selector.get("type") == kind), {})


def _quote(target: Any) -> str:
    return text(_of_kind(target, "TextQuoteSelector").get("exact"))


def _selector(target: Any, whole: str, attached: bool) -> tuple[Selector, MentionState]:
    """Where the words are in the text. A position that does not hold them is worth nothing; without one, a text that
    came with the file no longer has them, while in another they are looked for."""
    quote, place = _of_kind(target, "TextQuoteSelector"), _of_kind(target, "TextPositionSelector")
    exact, prefix, suffix = (text(quote.get(name)) for name in ("exact", "prefix", "suffix"))
    start, end = place.get("start"), place.get("end")
    if type(start) is int and type(end) is int and 0 <= start < end <= len(whole):
        held = whole[start:end]
        if held == exact or (not exact and held.strip()):
            return Selector(Span(start, end), held, prefix, suffix), MentionState.SAME
    span = None if attached and not place else best_place(whole, exact, prefix, suffix)
    if span:
        return Selector(span, exact, prefix, suffix), MentionState.SAME
    return Selector(Span(0, 0), exact, prefix, suffix), MentionState.GONE


def _in_order(parts: list[Mention]) -> list[Mention]:
    """The parts of a passage, each that its text no longer has right after the one before it."""
    found: list[Mention] = []
    for part in parts:
        if found and part.state is MentionState.GONE:
            before = found[-1].span
            part = replace(part, selector=replace(part.selector, span=Span(before.start, before.end + 1)))
        found.append(part)
    return found


def _tell(found: _Found, annotation: Row, claim_id: str, ids: Ids) -> None:
    """What the bodies say: the statement, the verdict's word, its reasons and correction, or a mere comment."""
    said: dict[str, str] = {}
    verdict_id = ""
    for body in listed(annotation.get("body")):
        words, purpose = (text(body), "") if isinstance(body, str) else _body(body)
        said.setdefault(purpose, words)
        if purpose == "assessing" and isinstance(body, dict):
            verdict_id = text(body.get("id")).removeprefix(_URN)
    found.statement = found.statement or said.get("describing", "")
    if annotation.get("motivation") != "assessing" and "assessing" not in said:
        comments = [said[purpose] for purpose in ("commenting", "tagging", "") if said.get(purpose)]
        found.note = "\n".join([*([found.note] if found.note else []), *comments])
        return
    if found.verdict is None:
        label = said.get("assessing", "")
        scale, rating = rated(label)
        people = objects(annotation.get("creator"))
        signer = checker(text(people[0].get("name")), people[0].get("id")) if people else checker("")
        reasons = said.get("commenting", ""), said.get("editing", "")
        key = ids.new(verdict_id or made("verdict", claim_id))
        at = text(annotation.get("created"))
        found.verdict = Verdict(key, claim_id, scale, rating, label, *reasons, "", signer, at, VerdictState.CURRENT)


def _body(body: Any) -> tuple[str, str]:
    if not isinstance(body, dict) or body.get("type") not in ("TextualBody", None):
        return "", "elsewhere"
    return text(body.get("value")), text(body.get("purpose"))
