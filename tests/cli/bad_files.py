"""Files that must be refused, each made on the spot."""

import io
import struct
import tempfile
import zipfile
import zlib
from functools import cache
from pathlib import Path

import docx

from annotator.project import Project


def empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def binary(path: Path) -> Path:
    path.write_bytes(bytes(range(256)) * 64)
    return path


def truncated_docx(path: Path) -> Path:
    written = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Some words that nobody will read.")
    document.save(written)
    path.write_bytes(written.getvalue()[: len(written.getvalue()) // 2])
    return path


def inflating_docx(path: Path) -> Path:
    """A DOCX of some megabytes whose text is three gigabytes of spaces."""
    chunk, times = b" " * (1 << 20), 3000
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = squeezer.compress(chunk) + squeezer.flush(zlib.Z_FULL_FLUSH)
    data = block * times + squeezer.flush()
    members = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": data,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, stored in members.items():
            archive.writestr(name, stored)
    _say_deflated(path, b"word/document.xml", len(chunk) * times)
    return path


def _say_deflated(path: Path, name: bytes, size: int) -> None:
    """Make the headers of a member say that what is stored is deflated, and how long it is (APPNOTE.TXT, 4.3)."""
    data = bytearray(path.read_bytes())
    local, central = data.index(name) - 30, data.rindex(name) - 46
    for start, method_at, size_at in ((local, 8, 22), (central, 10, 24)):
        struct.pack_into("<H", data, start + method_at, zipfile.ZIP_DEFLATED)
        struct.pack_into("<I", data, start + size_at, size)
    path.write_bytes(data)


def not_a_project(path: Path) -> Path:
    path.write_text("This is a letter, not a project.\n" * 100, encoding="utf-8")
    return path


def sound(path: Path) -> Path:
    """Nothing bad about it: fifty claims."""
    path.write_bytes(sound_project())
    return path


@cache
def sound_project() -> bytes:
    """A project with enough in it to be damaged."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sound.factcheck"
        _fill(path)
        return path.read_bytes()


def _fill(path: Path) -> None:
    with Project.create(path, checker="first checker") as project:
        article = project.articles.add_text("Words to be marked, one after the other. " * 500)
        for start in range(0, 2000, 40):
            project.claims.mark_quote(article.id, "one after", 1 + start // 40)


def garbled_project(path: Path) -> Path:
    """The header says that it is a project; the pages after the first are noise."""
    data = sound_project()
    path.write_bytes(data[:4096] + b"\xa5\x5a" * ((len(data) - 4096) // 2))
    return path


def cut_project(path: Path) -> Path:
    data = sound_project()
    path.write_bytes(data[: len(data) // 3])
    return path


def newer_project(path: Path) -> Path:
    """As a version to come would have left it."""
    data = bytearray(sound_project())
    data[60:64] = (999).to_bytes(4, "big")  # user_version in the header of an SQLite file
    path.write_bytes(data)
    return path
