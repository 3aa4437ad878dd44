"""Which files of a folder are articles: a folder of a newsroom holds much else, which is passed by and counted."""

import os
import re
import stat
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Progress
from annotator.importers import holds_article
from annotator.importers.recognition import PAGES, PARTS

_HEAD = 65_536


class Skipped(StrEnum):
    """Why something in a folder is passed by."""

    HIDDEN = "hidden"
    LINK = "link"
    PARTS = "parts"
    UNKNOWN = "unknown"


@dataclass
class Walked:
    """The files of folders that look like articles, in the order of their names; how many of what else there was; and
    the folders that could not be looked into."""

    files: list[Path] = field(default_factory=list)
    skipped: Counter[Skipped] = field(default_factory=Counter)
    refused: list[tuple[Path, AnnotatorError]] = field(default_factory=list)


def walk(folder: Path, progress: Progress | None = None) -> Walked:
    """Look through a folder and all below it. Links are never followed, so that nothing outside comes in and no loop is
    entered. Raises Cancelled when `progress` asks for it."""
    found, waiting, entered = Walked(), [folder], set()
    while waiting:
        at = waiting.pop()
        try:
            told = at.stat()
            entries = sorted(os.scandir(at), key=_order)
        except OSError:
            refusal = AnnotatorError(f"You may not look into the folder “{at.name}”.", "Change its permissions.")
            found.refused.append((at, refusal))
            continue
        if (told.st_dev, told.st_ino) in entered:
            continue
        if told.st_ino:
            entered.add((told.st_dev, told.st_ino))
        inner = _sorted_out(entries, found, progress)
        waiting += reversed(inner)
    return found


def page_of(folder: Path) -> Path | None:
    """The saved page, without its ending, whose parts a folder of that name would hold."""
    parts = PARTS.fullmatch(folder.name)
    return folder.parent / parts[1] if parts else None


def page_beside(folder: Path) -> Path | None:
    """The saved page whose parts a folder holds, when it stands beside it."""
    page = page_of(folder)
    endings = (*PAGES, *(ending.upper() for ending in PAGES))
    beside = [page.with_name(page.name + ending) for ending in endings] if page else []
    return next((path for path in beside if path.is_file()), None)


def _order(entry: "os.DirEntry[str]") -> tuple[list[tuple[int, int, str]], str]:
    """As people count: 2 before 10."""
    pieces = re.findall(r"\d{1,15}|\D+|\d+", entry.name.casefold())
    return [(0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces], entry.name


def _sorted_out(entries: Iterable["os.DirEntry[str]"], found: Walked, progress: Progress | None) -> list[Path]:
    """Put each entry of a folder where it belongs; gives the folders to be looked into."""
    entries = list(entries)
    pages = {Path(entry.name).stem for entry in entries if Path(entry.name).suffix.lower() in PAGES}
    inner: list[Path] = []
    for entry in entries:
        if progress is not None:
            progress(0, 0)
        why = _why_not(entry, pages)
        if why is not None:
            found.skipped[why] += 1
        elif entry.is_dir(follow_symlinks=False):
            inner.append(Path(entry.path))
        else:
            found.files.append(Path(entry.path))
    return inner


def _why_not(entry: "os.DirEntry[str]", pages: set[str]) -> Skipped | None:
    if entry.name.startswith((".", "~$")) or _is_hidden(entry):
        return Skipped.HIDDEN
    if entry.is_symlink():
        return Skipped.LINK
    if entry.is_dir(follow_symlinks=False):
        page = page_of(Path(entry.name))
        return Skipped.PARTS if page and page.name in pages else None
    return None if _looks_like_article(entry) else Skipped.UNKNOWN


def _is_hidden(entry: "os.DirEntry[str]") -> bool:
    """Whether Windows has it hidden."""
    try:
        attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    except OSError:
        return False
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)


def _looks_like_article(entry: "os.DirEntry[str]") -> bool:
    """Whether a file is one by its name, or its beginning says so. One that may not be read is not asked what it
    holds: reading it will tell."""
    if not entry.is_file(follow_symlinks=False):
        return False
    if holds_article(b"", entry.name):
        return True
    try:
        with Path(entry.path).open("rb") as file:
            return holds_article(file.read(_HEAD), entry.name)
    except OSError:
        return False
