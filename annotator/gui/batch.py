"""What came of adding many articles in a worker: light enough to be kept whole, however many there were."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Checker, Progress
from annotator.project import Project
from annotator.project.batch import AttachedFile, Batch, How, Outcome, Place, passed_by

LONGEST_NAME = 48
"""Code points of a file's name that the status bar shows."""


class Told(NamedTuple):
    """A place, by its name and in full, and what there is to say of it. `article` is the one made of it, if any, and
    `given` the place to be added once more."""

    name: str
    place: str
    words: str = ""
    article: str = ""
    given: Place = ""


@dataclass
class Brought:
    """`added` counts articles, of which `first` is the first by its id; `known` were in the project before."""

    places: tuple[Place, ...]
    how: How = field(default_factory=How)
    added: int = 0
    first: str = ""
    known: list[Told] = field(default_factory=list)
    refused: list[Told] = field(default_factory=list)
    remarks: list[Told] = field(default_factory=list)
    attached: dict[str, list[AttachedFile]] = field(default_factory=dict)
    skipped: str = ""
    stopped: bool = False
    failure: AnnotatorError | None = None

    def note(self, outcome: Outcome) -> None:
        """Remember what became of one place, without its text."""
        name, place, article = outcome.name, outcome.place, outcome.article
        if outcome.refused is not None or article is None:
            self.failure = outcome.refused
            self.refused.append(Told(name, place, str(outcome.refused)))
            return
        self.first = self.first or article.id
        if outcome.known:
            self.known.append(Told(name, place, article.title, article.id, outcome.given))
            return
        self.added += 1
        self.remarks += (Told(name, place, remark, article.id) for remark in outcome.remarks)
        if outcome.attached:
            self.attached[article.title or name] = list(outcome.attached)

    @property
    def alone(self) -> bool:
        """Whether there was one place, and no folder."""
        return self.added + len(self.known) + len(self.refused) == 1

    def summary(self) -> str:
        """What came of it, in a sentence or two."""
        counts = (
            (self.added, "1 article added", "{} articles added"),
            (len(self.known), "1 was in the project already", "{} were in the project already"),
            (len(self.refused), "1 could not be read", "{} could not be read"),
        )
        if self.alone and self.added:
            return "Article added."
        told = [(one if count == 1 else many.format(count)) for count, one, many in counts if count]
        if not told:
            return "Stopped. Nothing was added." if self.stopped else "Nothing was added."
        return ("Stopped; what was added stays. " if self.stopped else "") + ", ".join(told) + "."

    def as_text(self) -> str:
        """All of it, to be copied."""
        parts = [self.summary(), self.skipped]
        for heading, rows in self.headed():
            parts += ["", heading, *(f"{row.place}: {row.words}" if row.words else row.place for row in rows)]
        return "\n".join(part for at, part in enumerate(parts) if part or at > 1) + "\n"

    def headed(self) -> list[tuple[str, list[Told]]]:
        """The lists that hold something, under their headings."""
        lists = (
            ("Could not be read", self.refused),
            ("In the project already", self.known),
            ("Worth knowing", self.remarks),
        )
        return [(heading, rows) for heading, rows in lists if rows]


def bring(
    path: Path, checker: Checker, brought: Brought, progress: Progress, name_it: Callable[[str], object]
) -> Brought:
    """Add the places to the project at `path`, which is opened once more for that; `name_it` is told which one it is
    at. Raises Cancelled when `progress` asks for it, with `brought` telling what was done till then."""
    at = of = 0

    def tell(number: int, total: int, name: str) -> None:
        nonlocal at, of
        at, of = number - 1, total
        progress(at, of)
        name_it(f"{number} of {total} · {shown(name)}" if total > 1 else f"Reading {shown(name)}…")

    def alive(_: int, __: int) -> None:
        progress(at, of)

    with Project.open(path, checker=checker) as project:
        batch = Batch(project, brought.places, brought.how)
        try:
            for outcome in batch.run(tell, alive):
                brought.note(outcome)
        finally:
            brought.skipped = passed_by(batch.skipped)
    return brought


def shown(name: str) -> str:
    """A file's name on one line, cut in the middle where it is long."""
    flat = "".join(" " if not sign.isprintable() else sign for sign in name)
    if len(flat) <= LONGEST_NAME:
        return flat
    half = LONGEST_NAME // 2
    return f"{flat[: half - 1]}…{flat[-half:]}"


def again(brought: Brought) -> tuple[Place, ...]:
    """The places whose files the project had already."""
    return tuple(told.given for told in brought.known)
