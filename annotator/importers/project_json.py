"""Our own JSON export, read back: a whole project as a report. Every value is checked, since the file may have been
edited, cut short or made by someone else."""

import base64
import binascii
import hashlib
import json
import re
import typing
from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields, replace
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import (
    Article,
    AuthorNote,
    Block,
    Checker,
    Claim,
    Evidence,
    Inline,
    InlineKind,
    Mention,
    MentionState,
    PassedOver,
    Publication,
    Reply,
    Review,
    Selector,
    Source,
    Span,
    Verdict,
)
from annotator.domain.ratings import scale as scale_of
from annotator.domain.ratings import scales
from annotator.domain.report import FORMAT, VERSION, Report
from annotator.domain.text import canonical

_NO_TEXT = re.compile("[\ud800-\udfff]")
_BLOB = re.compile(rb'\s*+"([0-9a-f]{64})"\s*+:\s*+"([A-Za-z0-9+/=]*+)"\s*+,?+')
_BLOBS = re.compile(rb'"blobs"\s*+:\s*+\{((?:' + _BLOB.pattern.replace(b"(", b"(?:") + rb")++)\s*+\}")
_CALLED: dict[type, str] = {str: "a text", int: "a whole number", bool: "true or false"}
_LONGEST_VALUE = 100_000_000
"""Code points of one text."""

Row = dict[str, Any]
_T = TypeVar("_T")
_E = TypeVar("_E", bound=StrEnum)


class _Fault(Exception):
    """What is wrong and where: `claims[3].mentions[0].start`."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place} {problem}")


def read(data: bytes, name: str) -> Report:
    """Read a project. Raises AnnotatorError, naming the place, when a value is missing, of the wrong kind, or does not
    agree with the others."""
    try:
        rest, packed = _without_blobs(data)
        return _report(_parsed(rest), packed)
    except _Fault as fault:
        raise AnnotatorError(f"The project file is not sound: {fault}.", "Export the project once more.") from None


def _without_blobs(data: bytes) -> tuple[bytes, dict[str, bytes]]:
    """The file without its blobs, and these, in Base64: as text they would take several times their room. What is not
    as we write it is left where it stands. No text can look like it, since its quotation marks are escaped."""
    at = data.rfind(b'"blobs"')
    found = _BLOBS.match(data, at) if at >= 0 else None
    if found is None:
        return data, {}
    packed = {blob[1].decode(): blob[2] for blob in _BLOB.finditer(data, *found.span(1))}
    return data[: found.start(1)] + data[found.end(1) :], packed


def _parsed(data: bytes) -> Row:
    try:
        value = json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise _Fault("it", "is not UTF-8") from None
    except RecursionError:
        raise _Fault("it", "is nested too deeply") from None
    except ValueError:
        raise _Fault("it", "is no whole JSON; it may have been cut short") from None
    root = _row(value, "it")
    if root.get("format") != FORMAT:
        raise _Fault("format", f"is not “{FORMAT}”")
    version = root.get("version")
    if type(version) is not int or version < 1:
        raise _Fault("version", "is not a whole number")
    if version > VERSION:
        raise AnnotatorError("The project file was made by a newer version of this app.", "Update the app.")
    return root


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _report(root: Row, packed: dict[str, bytes]) -> Report:
    project = _row(root.get("project"), "project")
    title, key = _text(project, "title", "project"), _text(project, "scale", "project")
    if key not in scales():
        raise _Fault("project.scale", f"names no rating scale of this app: {_shown(key)}")
    checkers = tuple(_plain(Checker, row, place) for row, place in _rows(root, "checkers"))
    articles = _known_versions([_article(row, place) for row, place in _rows(root, "articles")])
    sources = tuple(_plain(Source, row, place) for row, place in _rows(root, "sources"))
    by_article = {article.id: article for article in articles}
    claims = tuple(_claim(row, place, by_article) for row, place in _rows(root, "claims"))
    notes = tuple(_author_note(row, place, by_article) for row, place in _rows(root, "notes", optional=True))
    passed = tuple(
        _plain(PassedOver, row, place, article=_known_article(row, place, by_article).id)
        for row, place in _rows(root, "passed_over", optional=True)
    )
    published = tuple(_plain(Publication, row, place) for row, place in _rows(root, "publications", optional=True))
    blobs = _blobs(packed or root.get("blobs", {}))
    _check_ids(checkers, articles, sources, claims, notes, passed, published)
    _check_references(articles, sources, claims, blobs)
    return Report(
        title=title,
        scale=scale_of(key),
        scales=scales(),
        checkers=checkers,
        articles=articles,
        claims=claims,
        sources=sources,
        as_of=max((verdict.at for claim in claims for verdict in claim.verdicts), default=""),
        blobs=blobs,
        notes=_of_known_claims(notes, claims),
        passed_over=passed,
        publications=published,
    )


def _article(row: Row, place: str) -> Article:
    text = _text(row, "text", place)
    if not text.strip() or canonical(text) != text:
        raise _Fault(f"{place}.text", "is empty or not canonical text")
    blocks: list[Block] = []
    for block, at in _rows(row, "blocks", place):
        inlines = tuple(_plain(Inline, inline, where) for inline, where in _rows(block, "inlines", at, optional=True))
        made = _plain(Block, block, at, inlines=inlines)
        _check_span(made.start, made.end, text, at)
        if blocks and made.start < blocks[-1].end:
            raise _Fault(at, "overlaps the block before it, or stands out of order")
        for number, inline in enumerate(inlines):
            fits = made.start <= inline.start <= inline.end <= made.end
            if not fits or (inline.start == inline.end and inline.kind is not InlineKind.IMAGE):
                raise _Fault(f"{at}.inlines[{number}]", "lies outside its block")
        blocks.append(made)
    return _plain(Article, row, place, blocks=tuple(blocks))


def _known_versions(articles: list[Article]) -> tuple[Article, ...]:
    """The articles; one whose earlier version was not exported with it supersedes nothing."""
    ids = {article.id for article in articles}
    for article in articles:
        if article.supersedes == article.id:
            raise _Fault(f"article {_shown(article.id)}", "supersedes itself")
    return tuple(a if a.supersedes in ids else replace(a, supersedes="") for a in articles)


def _claim(row: Row, place: str, articles: dict[str, Article]) -> Claim:
    key = _text(row, "id", place)
    mentions = tuple(_mention(each, at, key, articles) for each, at in _rows(row, "mentions", place))
    evidence = tuple(_plain(Evidence, each, at, claim=key) for each, at in _rows(row, "evidence", place))
    verdicts = tuple(_verdict(each, at, key) for each, at in _rows(row, "verdicts", place))
    replies = tuple(_plain(Reply, each, at, claim=key) for each, at in _rows(row, "replies", place, optional=True))
    _check_parts(mentions, place)
    return _plain(Claim, row, place, mentions=mentions, evidence=evidence, verdicts=verdicts, replies=replies)


def _check_parts(mentions: Iterable[Mention], place: str) -> None:
    """Each further part of a passage names the first one, which stands before it in the same article."""
    first = {mention.id: mention for mention in mentions if not mention.continues}
    for mention in mentions:
        if not mention.continues:
            continue
        head = first.get(mention.continues)
        if head is None or head.article != mention.article or head.span >= mention.span:
            raise _Fault(place, f"has a mention that continues none before it: {_shown(mention.id)}")


def _mention(row: Row, place: str, claim: str, articles: dict[str, Article]) -> Mention:
    article = _known_article(row, place, articles)
    start, end, exact = _number(row, "start", place), _number(row, "end", place), _text(row, "exact", place)
    state = _enumerated(MentionState, _text(row, "state", place, MentionState.SAME), f"{place}.state")
    if state is not MentionState.GONE:
        _check_span(start, end, article.text, place)
        if article.text[start:end] != exact:
            raise _Fault(f"{place}.exact", f"is not what the article holds at {start}:{end}")
    elif not 0 <= start <= end:
        raise _Fault(place, f"has no span at {start}:{end}")
    selector = Selector(Span(start, end), exact, _text(row, "prefix", place, ""), _text(row, "suffix", place, ""))
    further, earlier = _text(row, "continues", place, ""), _text(row, "carried_from", place, "")
    found = _candidates(row, place)
    return Mention(_text(row, "id", place), claim, article.id, selector, state, further, found, earlier)


def _known_article(row: Row, place: str, articles: dict[str, Article]) -> Article:
    article = articles.get(_text(row, "article", place))
    if article is None:
        raise _Fault(f"{place}.article", "names no article of the file")
    return article


def _candidates(row: Row, place: str) -> tuple[Span, ...]:
    found = row.get("candidates", [])
    if not isinstance(found, list) or not all(_is_span(pair) for pair in found):
        raise _Fault(f"{place}.candidates", "is no list of spans [start, end]")
    return tuple(Span(start, end) for start, end in found)


def _is_span(pair: Any) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(type(n) is int for n in pair) and 0 <= pair[0] < pair[1]


def _author_note(row: Row, place: str, articles: dict[str, Article]) -> AuthorNote:
    article = _known_article(row, place, articles)
    start, end, exact = _number(row, "start", place), _number(row, "end", place), _text(row, "exact", place)
    _check_span(start, end, article.text, place)
    if article.text[start:end] != exact:
        raise _Fault(f"{place}.exact", f"is not what the article holds at {start}:{end}")
    selector = Selector(Span(start, end), exact, _text(row, "prefix", place, ""), _text(row, "suffix", place, ""))
    return _plain(AuthorNote, row, place, article=article.id, selector=selector)


def _of_known_claims(notes: tuple[AuthorNote, ...], claims: tuple[Claim, ...]) -> tuple[AuthorNote, ...]:
    """The notes; one whose claim was not exported with it, or was removed, names none."""
    ids = {claim.id for claim in claims}
    return tuple(note if note.claim in ids else replace(note, claim="") for note in notes)


def _verdict(row: Row, place: str, claim: str) -> Verdict:
    key = _text(row, "id", place)
    checker = _plain(Checker, _row(row.get("checker"), f"{place}.checker"), f"{place}.checker")
    reviews = tuple(
        _plain(
            Review, each, at, verdict=key, checker=_plain(Checker, _row(each.get("checker"), f"{at}.checker"), at)
        )
        for each, at in _rows(row, "reviews", place, optional=True)
    )  # fmt: skip
    return _plain(Verdict, row, place, claim=claim, checker=checker, reviews=reviews)


def _blobs(value: Any) -> dict[str, bytes]:
    blobs = {}
    for key, packed in _row(value, "blobs").items():
        if not isinstance(packed, str | bytes):
            raise _Fault(f"blobs.{_shown(key)}", "is not text")
        try:
            content = base64.b64decode(packed, validate=True)
        except (binascii.Error, ValueError):
            raise _Fault(f"blobs.{_shown(key)}", "is not Base64") from None
        if hashlib.sha256(content).hexdigest() != key:
            raise _Fault(f"blobs.{_shown(key)}", "does not have the SHA-256 it is filed under")
        blobs[key] = content
    return blobs


def _check_ids(*kinds: Iterable[Any]) -> None:
    seen: set[str] = set()
    claims = [claim for kind in kinds for claim in kind if isinstance(claim, Claim)]
    inner = [part for c in claims for part in (*c.mentions, *c.evidence, *c.verdicts, *c.replies)]
    reviews = [review for claim in claims for verdict in claim.verdicts for review in verdict.reviews]
    things: list[Any] = [*(thing for kind in kinds for thing in kind), *inner, *reviews]
    for thing in things:
        if not thing.id:
            raise _Fault(type(thing).__name__.lower(), "has an empty id")
        if thing.id in seen:
            raise _Fault(f"the id {_shown(thing.id)}", "is used twice")
        seen.add(thing.id)


def _check_references(
    articles: tuple[Article, ...], sources: tuple[Source, ...], claims: tuple[Claim, ...], blobs: dict[str, bytes]
) -> None:
    known = {source.id for source in sources}
    for claim in claims:
        for evidence in claim.evidence:
            if evidence.source not in known:
                raise _Fault(f"evidence {_shown(evidence.id)}", "names no source of the file")
    named = [(f"article {_shown(article.id)}", article.original) for article in articles]
    named += [(f"source {_shown(source.id)}", source.snapshot) for source in sources]
    named += [(f"reply {_shown(reply.id)}", reply.origin) for claim in claims for reply in claim.replies]
    for place, blob in named:
        if blob and blobs and blob not in blobs:
            raise _Fault(place, "names a blob that is not in the file")


def _check_span(start: int, end: int, text: str, place: str) -> None:
    if not 0 <= start < end <= len(text):
        raise _Fault(place, f"lies outside the text at {start}:{end}")


def _plain(kind: Callable[..., _T], row: Row, place: str, **given: Any) -> _T:
    """A dataclass from the values of its names; `given` are those that were made already."""
    values = dict(given)
    for name, (expected, is_needed) in _fields(kind).items():
        if name in given:
            continue
        if name in row:
            values[name] = _value(row[name], expected, f"{place}.{name}")
        elif is_needed:
            raise _Fault(f"{place}.{name}", "is missing")
    return kind(**values)


@cache
def _fields(kind: Any) -> dict[str, tuple[type, bool]]:
    """The names of a dataclass with the type of each, and whether it must be given."""
    hints = typing.get_type_hints(kind)
    return {
        each.name: (hints[each.name], each.default is MISSING and each.default_factory is MISSING)
        for each in fields(kind)
    }


def _value(value: Any, expected: Any, place: str) -> Any:
    if type(value) is not expected:
        if issubclass(expected, StrEnum):
            return _enumerated(expected, _value(value, str, place), place)
        raise _Fault(place, f"is not {_CALLED.get(expected, 'what it should be')}")
    if expected is str and (_NO_TEXT.search(value) or len(value) > _LONGEST_VALUE):
        raise _Fault(place, "holds signs that are no text")
    return value


def _enumerated(kind: type[_E], value: str, place: str) -> _E:
    try:
        return kind(value)
    except ValueError:
        raise _Fault(place, f"is none of {', '.join(kind)}") from None


def _row(value: Any, place: str) -> Row:
    if not isinstance(value, dict):
        raise _Fault(place, "is missing or no object")
    return value


def _rows(row: Row, name: str, place: str = "", optional: bool = False) -> list[tuple[Row, str]]:
    """The objects of a list, each with its place."""
    where = f"{place}.{name}" if place else name
    values = row.get(name, [] if optional else None)
    if not isinstance(values, list):
        raise _Fault(where, "is missing or no list")
    return [(_row(value, f"{where}[{number}]"), f"{where}[{number}]") for number, value in enumerate(values)]


def _text(row: Row, name: str, place: str, without: str | None = None) -> str:
    if name not in row and without is not None:
        return without
    text: str = _value(row.get(name), str, f"{place}.{name}")
    return text


def _number(row: Row, name: str, place: str) -> int:
    number: int = _value(row.get(name), int, f"{place}.{name}")
    return number


def _shown(key: str) -> str:
    return f"“{key[:40]}”"
