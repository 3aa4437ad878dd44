"""What a verb of the command line is, and how it comes by its project."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from annotator.cli.options import Given, Option
from annotator.domain.errors import AnnotatorError
from annotator.project import Project


@dataclass(frozen=True, slots=True)
class Positional:
    """An argument without a dash; `many` says that there may be several."""

    name: str
    metavar: str
    help: str
    many: bool = False


@dataclass(frozen=True, slots=True)
class Passing:
    """What a verb gives that does one thing after the other: each value is told of as it comes, by its `shape` (None
    for no JSON), `lines`, `remarks` and `complaint`. `alone` says that there is one at most, which is no list as JSON;
    `after` are remarks at the end."""

    values: Iterator[Any]
    alone: bool = False
    after: Callable[[], Iterable[str]] = tuple


def opened(given: Given) -> Project:
    """The project of the verb. Raises AnnotatorError when this version cannot know all of what is in it."""
    project = Project.open(given["project"], checker=given["checker"], patience=given["wait"])
    if project.newer:
        project.close()
        raise AnnotatorError(project.read_only)
    return project


def created(given: Given) -> Project:
    chosen = {name: given[name] for name in ("title", "scale") if name in given}
    return Project.create(given["project"], checker=given["checker"], patience=given["wait"], **chosen)


def nothing(given: Given) -> AbstractContextManager[None]:
    """What a verb without a project opens."""
    return nullcontext()


def sound(value: Any) -> str:
    """No complaint."""
    return ""


def unremarkable(value: Any) -> Iterable[str]:
    """Nothing to remark."""
    return ()


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb. `run` does it and gives a value, which `shape` makes into JSON and `lines` into what people read.
    `positional` follows the project; of the options in `either` exactly one is needed. `opens` gives what `run` works
    on. `complaint` finds in the value the sentence with which the verb fails after all; `remarks`
    are told on standard error, and fail nothing. With `as_it_goes` the value is
    an iterator: a JSON line is printed for each as it comes, and `lines` gets their number."""

    name: str
    help: str
    run: Callable[[Any, Given], Any]
    shape: Callable[[Any], Any]
    lines: Callable[[Any], Iterable[str]]
    options: tuple[Option, ...] = ()
    either: tuple[str, ...] = ()
    positional: Positional | None = None
    details: str = ""
    opens: Callable[[Given], AbstractContextManager[Any]] = opened
    complaint: Callable[[Any], str] = sound
    remarks: Callable[[Any], Iterable[str]] = unremarkable
    as_it_goes: bool = False
