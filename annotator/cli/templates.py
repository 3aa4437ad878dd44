"""The verb that lists the templates of reports, and copies them for a newsroom to change."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from annotator.cli import lines
from annotator.cli.options import FILE, Given, Option
from annotator.cli.verb import Verb, nothing
from annotator.project import formats


def _run(_: None, given: Given) -> list[dict[str, str]]:
    if "copy" in given:
        return [{"file": str(path)} for path in formats.copy_templates(Path(given["copy"]))]
    return [
        {"name": name, "format": format_name, "description": description}
        for name, format_name, description in formats.templates()
    ]


def _lines(rows: list[dict[str, str]]) -> Iterable[str]:
    if rows and "file" in rows[0]:
        return _copied(rows)
    return lines.table(("NAME", "FORMAT", "DESCRIPTION"), ((r["name"], r["format"], r["description"]) for r in rows))


def _copied(rows: list[dict[str, str]]) -> Iterator[str]:
    for row in rows:
        yield lines.plain(row["file"])


def _same(value: Any) -> Any:
    return value


TEMPLATES = Verb(
    "templates",
    "List the templates of reports, or copy them to change them.",
    _run,
    _same,
    _lines,
    (Option("copy", "the folder to copy them to; it is made if it is not there", FILE, metavar="FOLDER"),),
    opens=nothing,
    details="`export --template FILE` uses a changed one. packaging/docs/templates.md tells what a template may say.",
)
