"""Hostile and broken files for every importer, each made on the spot: `CASES` lists them. A case has a full size, at
which `hostile_measured` adds it to a project, and a small one, at which the suite reads it."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.importers import hostile_data, hostile_packages, hostile_print, hostile_texts


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file: the name it comes under, what is wrong with it, and the maker of its bytes for a size."""

    file: str
    what: str
    make: Callable[[int], bytes]
    full: int = 1
    small: int = 1

    @property
    def ending(self) -> str:
        return self.file.rpartition(".")[2]

    def __str__(self) -> str:
        return f"{self.file}: {self.what}"


CASES: tuple[Hostile, ...] = tuple(
    Hostile(file, what, make, *sizes)
    for rows in (hostile_packages.ROWS, hostile_texts.ROWS, hostile_print.ROWS, hostile_data.ROWS)
    for file, what, make, *sizes in rows
)
