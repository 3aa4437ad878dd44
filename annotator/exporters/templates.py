"""The templates of reports: those that ship with the app, and one of a newsroom's own in their place."""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.domain.resources import RESOURCES

if TYPE_CHECKING:
    from markupsafe import Markup

    from annotator.exporters.templates_sandbox import Cage

FOLDER = RESOURCES / "templates"

_LARGEST = 1_000_000
"""Bytes of one template."""

_INCLUDED = frozenset((".html", ".css", ".md"))
"""What a template may include from its own folder: never whatever else lies there."""

_ADVICE = "Mend it, or start from a fresh copy: `annotator templates --copy FOLDER`."


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A template that ships with the app: its file in `FOLDER`, the format it makes, and what it is."""

    name: str
    format: str
    description: str


BUILT_IN = (
    BuiltIn("report.html", "html", "The public report as a web page."),
    BuiltIn("report.md", "markdown", "The public report as Markdown."),
    BuiltIn("memo.html", "memo", "The memo to the editor as a web page."),
    BuiltIn("memo.md", "memo", "The memo to the editor as Markdown."),
    BuiltIn("corrections.html", "corrections", "The corrections notice as a web page."),
    BuiltIn("corrections.md", "corrections", "The corrections notice as Markdown."),
)
"""The whole templates; the other files of `FOLDER` are parts that they include."""

SHARED = ("page.css", "report.css", "parts.html", "claim.html", "parts.md")


@dataclass(frozen=True, slots=True)
class Order:
    """How a person wants an export: the `extension` of its file (no dot, "" for the format's own), and a `template` in
    place of the built-in one."""

    extension: str = ""
    template: Path | None = None


AS_BUILT_IN = Order()


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """What a kind of template escapes by, and the further filters it has."""

    escape: Callable[[Any], "Markup"]
    filters: Mapping[str, Callable[..., Any]]


def rendered(dialect: Dialect, name: str, own: Path | None, values: Mapping[str, Any], heed: Callable[[], None]) -> str:
    """The built-in template of that name with the values in it, or the person's own template in its place.

    `heed` is called now and then while an own one runs; what it raises is let through. Raises AnnotatorError, with the
    file's name and the line, when an own template is none, asks for what it may not have, or does not come to an end.
    """
    if own is None:
        return _cage(dialect).get_template(name).render(values)
    if not own.is_file():
        raise AnnotatorError(
            f"There is no template “{own}”.", "Choose a file; `annotator templates` lists what there is."
        )
    try:
        return _caged(dialect, own, heed).get_template(own.name).render(values)
    except (AnnotatorError, Cancelled):
        raise
    except Exception as error:
        raise _explained(error, own) from error


def copy_to(folder: Path) -> list[Path]:
    """Copy every built-in template, and the parts they include, for a newsroom to change; gives the copies.

    Raises AnnotatorError, and copies nothing, when one of them would replace a file or the folder cannot be written.
    """
    contents = {folder / name: (FOLDER / name).read_bytes() for name in (*(each.name for each in BUILT_IN), *SHARED)}
    if there := next((target for target in contents if target.exists()), None):
        raise AnnotatorError(f"“{there}” is there already.", "Choose an empty folder; nothing was copied.")
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for target, data in contents.items():
            written.append(target)
            target.write_bytes(data)
    except OSError as error:
        for target in written:
            target.unlink(missing_ok=True)
        reason = f"The templates cannot be copied to “{folder}”: {error.strerror}."
        raise AnnotatorError(reason, "Choose another folder.") from error
    return written


@cache
def _cage(dialect: Dialect) -> "Cage":
    """Made, and its library loaded, when the first report is: the window starts without it."""
    from jinja2 import FileSystemLoader

    from annotator.exporters.templates_sandbox import Cage

    cage = Cage(FileSystemLoader(FOLDER), dialect.escape)
    cage.filters.update(dialect.filters)
    return cage


def _caged(dialect: Dialect, own: Path, heed: Callable[[], None]) -> "Cage":
    from jinja2 import ChoiceLoader, FileSystemLoader, FunctionLoader

    from annotator.exporters.templates_sandbox import Allowance, Cage

    def beside(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = own.parent / name
        wanted = name == own.name or Path(name).suffix in _INCLUDED
        if Path(name).name != name or not wanted or not path.is_file():
            return None
        return _source(path), str(path), lambda: True

    loader = ChoiceLoader([FunctionLoader(beside), FileSystemLoader(FOLDER)])
    cage = Cage(loader, dialect.escape, Allowance(heed))
    cage.filters.update(dialect.filters)
    return cage


def _source(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise AnnotatorError(f"The template “{path}” cannot be read: {error.strerror}.", "Choose another.") from error
    if len(data) > _LARGEST:
        raise AnnotatorError(f"The template “{path}” is over 1 MB.", "No template is that long: choose another file.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AnnotatorError(
            f"The template “{path}” is not UTF-8 text.", "Save it as UTF-8, or choose another."
        ) from None


def _explained(error: Exception, own: Path) -> AnnotatorError:
    name, line = _place(error, own)
    where = f"“{name}”, line {line}" if line else f"“{name}”"
    if isinstance(error, RecursionError):
        what = "it calls itself without end"
    elif isinstance(error, MemoryError):
        what = "it needs more memory than there is"
    else:
        what = " ".join(str(getattr(error, "message", None) or error or type(error).__name__).split())
    return AnnotatorError(f"The template {where}, cannot be used: {what[:300].rstrip('.')}.", _ADVICE)


def _place(error: Exception, own: Path) -> tuple[str, int]:
    """The template file and the line (from 1; 0 when not known) that an error comes from."""
    name, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if name and line and Path(name).suffix != ".py":
        return Path(name).name, int(line)
    files = {str(own.parent), str(FOLDER)}
    frames = [f for f in traceback.extract_tb(error.__traceback__) if str(Path(f.filename).parent) in files]
    return (Path(frames[-1].filename).name, frames[-1].lineno or 0) if frames else (own.name, 0)
