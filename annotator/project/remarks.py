"""What there is to remark on an export: what is still open, what its mark-up lacks, what its format cannot carry."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.domain import markup, readiness
from annotator.domain.losses import Loss, summary
from annotator.domain.markup import Problem
from annotator.domain.readiness import Point
from annotator.domain.report import Report
from annotator.exporters import Exporter
from annotator.importers import apart


@dataclass(frozen=True, slots=True)
class Remarks:
    """The points that are open, the problems of the mark-up, and the losses. None of them stops an export."""

    points: tuple[Point, ...] = ()
    problems: tuple[Problem, ...] = ()
    losses: tuple[Loss, ...] = ()

    def also(self, points: Iterable[Point]) -> "Remarks":
        """These remarks with more points."""
        return replace(self, points=tuple(readiness.ordered((*self.points, *points))))

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
    """What is wrong with the ClaimReview and MediaReview mark-up of a file, JSON-LD or a page that holds some, read in
    a process of its own. Raises AnnotatorError when it cannot be read."""
    return list(apart.problems(path))
