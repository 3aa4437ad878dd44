"""Which formats come in and go out, for whoever lists them."""

from annotator.importers import IMPORTERS
from annotator.project.export import formats as exportable

__all__ = ["exportable", "importable"]


def importable() -> list[tuple[str, tuple[str, ...], str]]:
    """Each format that articles come in: its name, the extensions of its files with their dots, and what it is."""
    return [(importer.name, importer.extensions, importer.description) for importer in IMPORTERS]
