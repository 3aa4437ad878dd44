"""Opens the parts of a Word file, which is a zip that anyone may have made: limits on number, size and ratio, no
entities, nothing outside the file."""

import lzma
import zipfile
import zlib
from io import BytesIO
from typing import Any

from annotator.domain.errors import AnnotatorError

MOST_PARTS = 5_000
LARGEST = 200_000_000
"""Bytes of all parts together, unpacked."""
LARGEST_XML = 60_000_000
"""Bytes of one part, unpacked."""
_SUSPECT_RATIO = 150
_SUSPECT_FROM = 20_000_000
_CHUNK = 1 << 20

# A part that only another kind of file has, and what that file is.
_OTHERS = (
    ("xl/workbook.xml", "a spreadsheet"),
    ("ppt/presentation.xml", "a presentation"),
    ("content.xml", "an OpenDocument file"),
    ("META-INF/container.xml", "an e-book (EPUB)"),
)


def damaged() -> AnnotatorError:
    """What to say of a file whose parts do not hold together."""
    return AnnotatorError("The Word file is damaged or was cut short.", "Get a whole copy of it, or save it anew.")


class Package:
    """The parts of one Word file by name. Raises AnnotatorError when it is no sound Word file, or too much of one."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
            raise damaged() from None
        self._names = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        self._check_kind()
        self._check_size(len(data))

    def names(self) -> list[str]:
        return list(self._names)

    def xml(self, name: str) -> Any | None:
        """The root element of a part, None where there is no such part."""
        from lxml import etree

        if name not in self._names:
            return None
        content = self._bytes(name)
        if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:65_536]:
            raise AnnotatorError("The Word file holds declarations that no Word writes.", "Save it anew in Word.")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise damaged() from None

    def _check_kind(self) -> None:
        if "word/document.xml" in self._names:
            return
        for name, what in _OTHERS:
            if name in self._names:
                raise AnnotatorError(f"The file is {what}, not a Word file.", "Save its text as DOCX and add that.")
        raise AnnotatorError("The file is a zip archive, not a Word file.", "Unpack it and add the article inside.")

    def _check_size(self, packed: int) -> None:
        """By what the parts say of their size; no more than that is ever unpacked of one."""
        infos = self._zip.infolist()
        unpacked = sum(info.file_size for info in infos)
        if any(info.flag_bits & 1 for info in infos):
            raise AnnotatorError("The Word file is protected by a password.", "Save it without a password.")
        inflated = unpacked > _SUSPECT_FROM and unpacked > packed * _SUSPECT_RATIO
        if len(infos) > MOST_PARTS or unpacked > LARGEST or inflated:
            raise AnnotatorError(
                f"The Word file would unpack to {unpacked // 1_000_000} MB, more than an article can need.",
                "Save the text alone as DOCX and add that.",
            )

    def _bytes(self, name: str) -> bytes:
        content = bytearray()
        try:
            with self._zip.open(self._names[name]) as part:
                while chunk := part.read(_CHUNK):
                    content += chunk
                    if len(content) > LARGEST_XML:
                        raise AnnotatorError("The Word file holds too much text.", "Split it and add the parts.")
        except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, ValueError, zlib.error, lzma.LZMAError):
            raise damaged() from None
        return bytes(content)
