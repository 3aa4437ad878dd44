"""Which formats come in and go out, for whoever lists them: the command line, the dialogs, the written documents."""

from pathlib import Path

from annotator.exporters import EXPORTERS
from annotator.exporters.templates import BUILT_IN, copy_to
from annotator.importers import IMPORTERS


def importable() -> list[tuple[str, tuple[str, ...], str]]:
    """Each format that articles come in: its name, the extensions of its files with their dots, and what it is."""
    return [(importer.name, importer.extensions, importer.description) for importer in IMPORTERS]


def exportable() -> list[tuple[str, str, str, str]]:
    """Each format of reports: its name, its label, the extension of its files without a dot, and what it is for."""
    return [(e.name, e.label, e.extension, e.description) for e in EXPORTERS.values()]


def templates() -> list[tuple[str, str, str]]:
    """Each built-in template of reports: its name, the format it makes, and what it is."""
    return [(each.name, each.format, each.description) for each in BUILT_IN]


def copy_templates(folder: Path) -> list[Path]:
    """Copy the built-in templates to a folder; gives the copies. Raises AnnotatorError, and copies nothing, when one of
    them would replace a file."""
    return copy_to(folder)


def takes_template(format_name: str) -> bool:
    """Whether a format can be written by a template of one's own."""
    return EXPORTERS[format_name].takes_order


def tells_changes(format_name: str) -> bool:
    """Whether a format has a place for what changed since a report was published."""
    return EXPORTERS[format_name].tells_changes


def is_notice(format_name: str) -> bool:
    """Whether a format tells of nothing but what changed since a report was published."""
    return EXPORTERS[format_name].is_notice


def endings(format_name: str) -> tuple[str, ...]:
    """What the name of a file of this format may end in, with the dot; its own ending first."""
    exporter = EXPORTERS[format_name]
    return tuple(f".{extension}" for extension in (exporter.extension, *exporter.other_extensions))
