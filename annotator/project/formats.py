"""Which formats come in and go out, for whoever lists them: the command line, the dialogs, the written documents."""

from annotator.exporters import EXPORTERS
from annotator.importers import IMPORTERS


def importable() -> list[tuple[str, tuple[str, ...], str]]:
    """Each format that articles come in: its name, the extensions of its files with their dots, and what it is."""
    return [(importer.name, importer.extensions, importer.description) for importer in IMPORTERS]


def exportable() -> list[tuple[str, str, str, str]]:
    """Each format of reports: its name, its label, the extension of its files without a dot, and what it is for."""
    return [(e.name, e.label, e.extension, e.description) for e in EXPORTERS.values()]
