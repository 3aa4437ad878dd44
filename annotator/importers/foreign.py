"""What the importers of other programs' claims share: values of any kind made safe, ids that repeat, verdicts by their
words, and articles put together from quotations where a file holds no more of a text than those."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Block, BlockKind, Checker, Claim, Mention, Selector, Source, Span
from annotator.domain.ratings import DEFAULT_SCALE, RatingScale, scales
from annotator.domain.ratings import scale as scale_of
from annotator.domain.report import QUOTED, Report
from annotator.domain.text import BOM, canonical

MOST = 150_000
"""Claims, passages and pieces of evidence together: what is stored in good time."""

_LONGEST, LONGEST_ARTICLE = 2_000_000, 50_000_000
"""Code points of one text, as many as a field of a project holds; and of the text of an article."""

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_URN = "urn:uuid:"

Row = dict[str, Any]


def json_in(data: bytes, what: str) -> Any:
    """The value of JSON text. Raises AnnotatorError when it is none."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise AnnotatorError(f"The {what} file is nested too deeply.", "Get another copy of it.") from None
    except (UnicodeDecodeError, ValueError):
        problem = f"The {what} file is no whole JSON; it may have been cut short."
        raise AnnotatorError(problem, "Get a whole copy of it.") from None


def text(value: Any, longest: int = _LONGEST) -> str:
    """Text in canonical form but for a byte order mark, "" for anything that is none. Raises AnnotatorError when it is
    too long."""
    if not isinstance(value, str):
        return ""
    if len(value) > longest:
        raise AnnotatorError(f"A text of the file is too long: {len(value)} characters.", f"Keep it under {longest}.")
    begin = len(value) - len(value.lstrip(BOM))
    return value[:begin] + canonical(value[begin:])


def date(value: Any) -> str:
    """The date of an ISO 8601 date or time, "" for anything else."""
    found = _DATE.match(value) if isinstance(value, str) else None
    return found[0] if found else ""


def listed(value: Any) -> list[Any]:
    """The values of a property that may stand alone or in a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def objects(value: Any) -> list[Row]:
    return [each for each in listed(value) if isinstance(each, dict)]


class Ids:
    """Ids for what a file holds: those it gives where it names things as we do, else ones that follow from the words:
    the same file read twice is known to be the same. No two are alike."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._copies: dict[str, int] = {}

    def of(self, name: Any, *words: str) -> str:
        """The id that `urn:uuid:…` gives; that of the words where `name` is something else."""
        given = text(name).removeprefix(_URN) if isinstance(name, str) and name.startswith(_URN) else ""
        return self.new(given or made(*words))

    def new(self, wanted: str) -> str:
        """The id wanted, or one that follows from it when that is taken."""
        found = wanted
        while found in self._taken:
            self._copies[wanted] = self._copies.get(wanted, 1) + 1
            found = made(wanted, str(self._copies[wanted]))
        self._taken.add(found)
        return found


def made(*words: str) -> str:
    """The id that always follows from these words."""
    return str(uuid5(NAMESPACE_URL, "\n".join(words).encode("utf-8", "replace").decode()))


def checker(name: str, given: Any = "") -> Checker:
    """Whoever signed, known by an id or by the name alone."""
    known = text(given).removeprefix(_URN) if isinstance(given, str) and given.startswith(_URN) else ""
    return Checker(known or made("checker", name), name)


def rated(label: str, number: Any = None, worst: Any = None, best: Any = None) -> tuple[str, str]:
    """The scale and the key of the rating that a word names, or a number between two others. A rating of no scale here
    is of the scale "", under its own word."""
    bounds = (worst, best) if number is not None else None
    fitting = [s for s in scales().values() if bounds is None or s.bounds == bounds]
    for scale in fitting:
        for rating in scale.ratings:
            if rating.label == label and (number is None or rating.number == number):
                return scale.key, rating.key
    for scale in fitting if number is not None else ():
        for rating in scale.ratings:
            if rating.number == number:
                return scale.key, rating.key
    return "", label


def paragraphs(whole: str) -> tuple[Block, ...]:
    """The blocks of a text of which nothing is known: what stands between its blank lines."""
    found: list[Block] = []
    start, place = -1, 0
    for line in whole.split("\n"):
        end = place + len(line)
        if line.strip():
            start = place if start < 0 else start
            found[len(found) - (start < place) :] = [Block(start, end, BlockKind.PARAGRAPH)]
        else:
            start = -1
        place = end + 1
    return tuple(found)


def as_parts(mentions: list[Mention]) -> list[Mention]:
    """The mentions, each part after the one that it continues; a part that continues none of the same article, or that
    another continues, is a passage of its own."""
    heads = {mention.id: mention for mention in mentions if not mention.continues}
    parts = {m.id for m in mentions if _goes_on(m, heads.get(m.continues))}
    sound = [m if m.id in parts else replace(m, continues="") for m in mentions]
    return sorted(sound, key=lambda mention: bool(mention.continues))


def _goes_on(mention: Mention, head: Mention | None) -> bool:
    return head is not None and head.article == mention.article and head.span < mention.span


class Quotations:
    """Articles whose texts a file does not hold, put together from the words it quotes of them: a paragraph each."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._facts: dict[tuple[str, ...], Row] = {}
        self._quoted: dict[tuple[str, ...], list[tuple[str, str, str, tuple[str, str]]]] = {}

    def quote(
        self, key: tuple[str, ...], facts: Row, claim: str, mention: str, words: str, around: tuple[str, str] = ("", "")
    ) -> None:
        """Words of a claim in the article of that key, and what stands before and after them there, if that is known;
        `facts` are the fields that the article is known by."""
        self._facts.setdefault(key, facts)
        if words.strip():
            self._quoted.setdefault(key, []).append((claim, mention, words, around))

    def articles(self) -> tuple[list[Article], dict[str, list[Mention]]]:
        """The articles in the order they came up, and the mentions in them by claim."""
        articles: list[Article] = []
        mentions: dict[str, list[Mention]] = {}
        for key, quoted in self._quoted.items():
            whole = "\n\n".join(words for _, _, words, _ in quoted)
            article_id = self._ids.new(made("article", *key))
            blocks, start = [], 0
            for claim, mention, words, around in quoted:
                end = start + len(words)
                blocks.append(Block(start, end, BlockKind.PARAGRAPH))
                selector = Selector(Span(start, end), words, *around)
                mentions.setdefault(claim, []).append(Mention(mention, claim, article_id, selector))
                start = end + 2
            facts = self._facts[key]
            articles.append(Article(article_id, text=whole, blocks=tuple(blocks), media_type=QUOTED, **facts))
        return articles, mentions


def report(
    title: str,
    articles: Iterable[Article],
    claims: Iterable[Claim],
    sources: Iterable[Source] = (),
    checkers: Iterable[Checker] = (),
    scale: str = DEFAULT_SCALE,
) -> Report:
    """What a file holds, as a whole project. Raises AnnotatorError when it holds no claim, or too many."""
    found = tuple(claims)
    held = len(found) + sum(len(claim.mentions) + len(claim.evidence) for claim in found)
    if held > MOST:
        raise AnnotatorError(
            f"The file holds {held:,} claims, passages and pieces of evidence.", f"Bring in at most {MOST:,} at a time."
        )
    signed = {v.checker.id: v.checker for claim in found for v in claim.verdicts}
    chosen: RatingScale = scale_of(scale)
    return Report(
        title=title,
        scale=chosen,
        scales=scales(),
        checkers=tuple(({known.id: known for known in checkers} | signed).values()),
        articles=tuple(articles),
        claims=found,
        sources=tuple(sources),
        as_of=max((verdict.at for claim in found for verdict in claim.verdicts), default=""),
    )


def common_scale(claims: Iterable[Claim]) -> str:
    """The scale that most of the verdicts were given on, the default where there is none."""
    counts: dict[str, int] = {}
    for key in _scales_of(claims):
        counts[key] = counts.get(key, 0) + 1
    return max(counts, key=lambda key: counts[key], default=DEFAULT_SCALE)


def _scales_of(claims: Iterable[Claim]) -> Iterator[str]:
    return (v.scale for claim in claims for v in claim.verdicts if v.scale in scales())
