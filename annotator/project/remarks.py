"""What there is to remark on an export: what is still open, what its mark-up lacks, what its format cannot carry."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator import importers
from annotator.domain import markup, readiness
from annotator.domain.errors import AnnotatorError
from annotator.domain.losses import Loss, summary
from annotator.domain.markup import Problem
from annotator.domain.readiness import Point
from annotator.domain.report import Report
from annotator.exporters import Exporter


@dataclass(frozen=True, slots=True)
class Remarks:
    """The points that are open, the problems of the mark-up, and the losses. None of them stops an export."""

    points: tuple[Point, ...] = ()
    problems: tuple[Problem, ...] = ()
    losses: tuple[Loss, ...] = ()

    def sentences(self) -> Iterator[str]:
        """All of it in few sentences: what many claims share is said once."""
        yield from readiness.summary(self.points)
        yield from self.shared_problems()
        if lost := summary(self.losses):
            yield lost

    def shared_problems(self) -> Iterator[str]:
        """Each problem of the mark-up once, with the first claim that has it and how many others do."""
        claims: dict[str, list[str]] = {}
        for problem in self.problems:
            claims.setdefault(problem.sentence, []).append(problem.claim)
        for sentence, named in claims.items():
            others = f" ({len(named) - 1:,} more like it)" if len(named) > 1 else ""
            yield f"“{named[0]}”: {sentence}{others}" if named[0] else f"{sentence}{others}"


def on(exporter: Exporter, whole: Report, told: Report, data: bytes, losses: Iterable[Loss]) -> Remarks:
    """The remarks on an export of the whole report, of which the format gets `told`; `data` is its main file where that
    is mark-up."""
    found = markup.problems(json.loads(data)) if data and exporter.tells(told).claims else []
    points = readiness.points(whole, shows_confidential=exporter.needs_blobs)
    return Remarks(tuple(points), tuple(found), tuple(losses))


def validate(path: Path) -> list[Problem]:
    """What is wrong with the ClaimReview and MediaReview mark-up of a file: JSON-LD, or a page that holds some. Raises
    AnnotatorError when it cannot be read."""
    data = importers.contents(path, None)
    texts = _scripts(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else [data]
    if not texts:
        raise AnnotatorError(f"“{path.name}” holds no JSON-LD.", "Choose the mark-up, or the page with it.")
    values = [_parsed(text, path) for text in texts]
    reviewed = [value for value in values if markup.reviews(value)] or values[:1]
    return [problem for value in reviewed for problem in markup.problems(value)]


def _scripts(data: bytes) -> list[bytes]:
    """The JSON-LD that stands in the scripts of a page."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return []
    scripts = (each for each in root.iter("script") if each.get("type") == "application/ld+json")
    return [(script.text or "").encode("utf-8", "replace") for script in scripts]


def _parsed(data: bytes, path: Path) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise AnnotatorError(f"“{path.name}” is no whole JSON.", "Check its commas, quotes and brackets.") from None
