"""Puts an export on disk whole or not at all; every format of `EXPORTERS` is written here."""

import errno
import os
import re
import secrets
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from annotator.domain.errors import AnnotatorError

_DATABASE = b"SQLite format 3\0"
_OF_A_DATABASE = ("-wal", "-shm", "-journal")
_SURROGATE = re.compile("[\ud800-\udfff]")

_REASONS = {
    errno.ENOSPC: ("The disk is full.", "Free some space, or choose another disk."),
    errno.EDQUOT: ("Your share of the disk is used up.", "Free some space, or choose another disk."),
    errno.EROFS: ("“{folder}” cannot be written to.", "Choose another folder."),
    errno.EACCES: ("You may not write “{name}” in “{folder}”.", "Choose another folder, or ask for the right to."),
    errno.EPERM: ("You may not write “{name}” in “{folder}”.", "Choose another folder, or ask for the right to."),
    errno.ENAMETOOLONG: ("The name “{name}” is too long.", "Choose a shorter name."),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an export. `suffix` goes between the name and its extension: "" for the main file. `extension`, with
    its dot, is the file's own where it is not that of the export. A file that its readers look for under a fixed `name`
    bears that alone, and one of that name that is there already is left as it is: it may be somebody's own."""

    suffix: str
    data: bytes
    extension: str = ""
    name: str = ""

    def beside(self, path: Path) -> Path:
        """Where the file belongs when the export is to be written to `path`."""
        if self.name:
            return path.with_name(self.name)
        return path.with_name(f"{path.stem}{self.suffix}{self.extension or path.suffix}")


def utf8(text: str) -> bytes:
    """The text as UTF-8; a lone surrogate, which UTF-8 cannot carry, becomes U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files, in the order of the names given: the same bytes whatever the clock and machine. Nothing is
    compressed, as what a compressor makes of the same bytes differs from one version of it to the next."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            archive.writestr(info, data)
    return packed.getvalue()


def write_parts(path: Path, parts: Sequence[Part]) -> list[Path]:
    """Write every part beside `path`, then rename them all into place; the paths come back in the order of the parts.

    Each file is complete and synced to the disk before the first is renamed. Whatever stops the work, the files that
    were there are as before and nothing else is left. Raises AnnotatorError when the files cannot be written.
    """
    if "\0" in str(path):
        raise AnnotatorError(
            "The name of the file holds a character that no file name can hold.", "Choose another name."
        )
    path = Path(os.path.realpath(path))
    parts = [part for part in parts if not (part.name and part.beside(path).exists())]
    targets = [part.beside(path) for part in parts]
    written: list[Path] = []
    try:
        for target in targets:
            _check(target)
        for target, part in zip(targets, parts, strict=True):
            written.append(_beside(target))
            _write(written[-1], part.data, target)
        _replace_all(written, targets)
    except OSError as error:
        raise _explained(error, path) from error
    finally:
        _discard(written)
    return targets


def _check(target: Path) -> None:
    """Refuse what would fail, or do harm, before anything is written."""
    if target.is_dir():
        raise AnnotatorError(f"“{target}” is a folder.", "Give the name of a file.")
    if not target.parent.is_dir():
        raise AnnotatorError(f"There is no folder “{target.parent}”.", "Make the folder first, or choose another.")
    if target.exists() and not target.is_file():
        raise AnnotatorError(f"“{target}” is not an ordinary file.", "Choose another name.")
    if target.exists() and _is_of_a_database(target):
        raise AnnotatorError(
            f"“{target}” is a project or belongs to one; no report replaces it.", "Choose another name."
        )
    if target.exists() and not os.access(target, os.W_OK):
        raise AnnotatorError(f"“{target}” is write-protected.", "Choose another name, or lift the protection.")


def _is_of_a_database(target: Path) -> bool:
    """Whether the file is a database, such as a project, or one of those that lie beside it while it is open."""
    owners = [target.with_name(target.name.removesuffix(end)) for end in _OF_A_DATABASE if target.name.endswith(end)]
    for path in (target, *owners):
        with suppress(OSError), path.open("rb") as file:
            if file.read(len(_DATABASE)) == _DATABASE:
                return True
    return False


def _beside(target: Path) -> Path:
    """A short hidden name in the same folder, so that renaming stays within one disk."""
    return target.with_name(f".{secrets.token_hex(8)}.part")


def _write(path: Path, data: bytes, target: Path) -> None:
    with path.open("xb") as file:
        if target.exists():
            shutil.copymode(target, path)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _replace_all(written: Sequence[Path], targets: Sequence[Path]) -> None:
    """Rename each written file onto its target; when one rename fails, put back those that came before it."""
    kept: list[tuple[Path, Path | None]] = []
    try:
        for source, target in zip(written, targets, strict=True):
            kept.append((target, _keep(target) if len(targets) > 1 else None))
            source.replace(target)
    except BaseException:
        for target, old in reversed(kept[:-1]):
            if old:
                old.replace(target)
            else:
                target.unlink(missing_ok=True)
        raise
    finally:
        _discard([old for _, old in kept if old])
    _sync_folder(targets[0].parent)


def _keep(target: Path) -> Path | None:
    """A second name for the file that is about to be replaced, None when there is none."""
    if not target.exists():
        return None
    kept = _beside(target)
    try:
        os.link(target, kept)
    except OSError:
        shutil.copy2(target, kept)
    return kept


def _discard(paths: Sequence[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the renames themselves durable, where the system lets a folder be opened."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _explained(error: OSError, path: Path) -> AnnotatorError:
    happened, to_do = _REASONS.get(
        error.errno or 0, (f"“{{name}}” could not be written: {error.strerror or error}.", "Choose another folder.")
    )
    return AnnotatorError(happened.format(name=path.name, folder=path.parent), to_do)
