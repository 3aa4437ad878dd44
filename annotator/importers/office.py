"""Opens the parts of a Word, OpenDocument or EPUB file, which is a zip that anyone may have made: limits on number,
size and ratio, no entities, nothing outside the file."""

import lzma
import zipfile
import zlib
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file made of parts: what people call it, and the part that every one of them has."""

    what: str
    main: str


WORD = Form("Word file", "word/document.xml")
OPEN_TEXT = Form("OpenDocument file", "content.xml")
BOOK = Form("e-book", "META-INF/container.xml")

_MANIFEST = "META-INF/manifest.xml"

# A part that only another kind of file has, and what that file is.
_OTHERS = (
    ("xl/workbook.xml", "a spreadsheet"),
    ("ppt/presentation.xml", "a presentation"),
    ("content.xml", "an OpenDocument file"),
    ("META-INF/container.xml", "an e-book (EPUB)"),
)


def damaged(form: Form = WORD) -> AnnotatorError:
    """What to say of a file whose parts do not hold together."""
    return AnnotatorError(f"The {form.what} is damaged or was cut short.", "Get a whole copy of it, or save it anew.")


def parsed(content: bytes, form: Form) -> Any:
    """The root element of XML. Raises AnnotatorError when it is not sound, or declares what could be told to expand."""
    from lxml import etree

    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:65_536]:
        raise AnnotatorError(f"The {form.what} holds declarations that none needs.", "Save it anew.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise damaged(form) from None


class Package:
    """The parts of one file by name. Raises AnnotatorError when it is no sound file of its form, or too much of one."""

    def __init__(self, data: bytes, form: Form = WORD) -> None:
        self._form = form
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
            raise damaged(self._form) from None
        self._names = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        self._check_kind()
        self._check_size(len(data))
        self._refuse_locked()

    def names(self) -> list[str]:
        return list(self._names)

    def xml(self, name: str) -> Any | None:
        """The root element of a part, None where there is no such part."""
        if name not in self._names:
            return None
        return parsed(self.part(name), self._form)

    def _check_kind(self) -> None:
        if self._form.main in self._names:
            return
        for name, what in _OTHERS:
            if name in self._names:
                raise AnnotatorError(f"The file is {what}, no article.", "Save its text as DOCX and add that.")
        raise AnnotatorError("The file is a zip archive, not an article.", "Unpack it and add the article inside.")

    def _check_size(self, packed: int) -> None:
        """By what the parts say of their size; no more than that is ever unpacked of one."""
        infos = self._zip.infolist()
        unpacked = sum(info.file_size for info in infos)
        if any(info.flag_bits & 1 for info in infos):
            raise self._locked()
        if len(infos) > MOST_PARTS:
            raise AnnotatorError(
                f"The {self._form.what} holds {len(infos)} parts, more than an article can need.",
                "Save the text alone as DOCX and add that.",
            )
        inflated = unpacked > _SUSPECT_FROM and unpacked > packed * _SUSPECT_RATIO
        if unpacked > LARGEST or inflated:
            raise AnnotatorError(
                f"The {self._form.what} would unpack to {unpacked // 1_000_000} MB, more than an article can need.",
                "Save the text alone as DOCX and add that.",
            )

    def _locked(self) -> AnnotatorError:
        return AnnotatorError(f"The {self._form.what} is protected by a password.", "Save it without a password.")

    def _refuse_locked(self) -> None:
        """Raises AnnotatorError when the file lists parts that are encrypted (OpenDocument 1.3, part 2, 3.4)."""
        if self._form is OPEN_TEXT and _MANIFEST in self._names and b":encryption-data" in self.part(_MANIFEST):
            raise self._locked()

    def part(self, name: str) -> bytes:
        """The content of a part that is there."""
        content = bytearray()
        try:
            with self._zip.open(self._names[name]) as opened:
                while chunk := opened.read(_CHUNK):
                    content += chunk
                    if len(content) > LARGEST_XML:
                        what = f"The {self._form.what} holds too much text."
                        raise AnnotatorError(what, "Split it and add the parts.")
        except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, ValueError, zlib.error, lzma.LZMAError):
            raise damaged(self._form) from None
        return bytes(content)
