"""PDF: the words of each page with their places, by PDFium; `lines` makes a text of them. No script of the file runs,
no form is filled, nothing is fetched."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from statistics import median_high
from typing import Any

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import ImportedArticle
from annotator.importers import endings
from annotator.importers.lines import Line, Page, passages
from annotator.importers.manuscript import field, manuscript

MEDIA_TYPE = "application/pdf"
_MOST_PAGES = 3_000
_MOST_CHARACTERS = 12_000_000
_FEWEST_WORDS = 12
"""Characters below which a page with pictures is taken for a scanned one."""
_WIDE_SPACE = 2.2
"""In sizes of type: a wider space on one line parts columns that the file draws as one line."""
_PARTED = (0x02, 0xFFFE)
"""What PDFium puts for the hyphen of a word that goes on in the next line, in place of the end of the line."""
_ENDS = (0, 10, 13, *_PARTED)
_GENERATORS = ("microsoft office user", "windows user", "user", "administrator", "admin", "unknown")


def read(data: bytes, name: str) -> ImportedArticle:
    """Read a PDF. Raises AnnotatorError when it is damaged, protected, too long, or holds only pictures of pages."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            pages, scanned = _pages(document)
            told = document.get_metadata_dict(skip_empty=True)
    except pypdfium2.PdfiumError as problem:
        raise _refused(str(problem)) from None
    if not any(page.lines for page in pages):
        raise AnnotatorError(
            "The PDF holds only pictures of pages, no text.", "Have its text recognised (OCR) and add that file."
        )
    author = field(str(told.get("Author", "")))
    about = ImportedArticle(
        "",
        (),
        title=_title(field(str(told.get("Title", "")))),
        byline="" if author.lower() in _GENERATORS else author,
        media_type=MEDIA_TYPE,
        original=data,
        remarks=(*endings.of_pdf(data), *_remarks(scanned)),
    )
    return manuscript(passages(pages), about, "PDF")


def _refused(problem: str) -> AnnotatorError:
    if "password" in problem.lower() or "security" in problem.lower():
        return AnnotatorError("The PDF is protected by a password.", "Save a copy without a password and add that.")
    return AnnotatorError("The PDF is damaged or was cut short.", "Get a whole copy of it.")


def _title(told: str) -> str:
    """The title of the file's properties, unless a program put a file's name there."""
    return "" if re.search(r"\.(?:docx?|indd|pdf|tex|qxd|odt|rtf)$|^(?:untitled|microsoft word)", told, re.I) else told


def _pages(document: Any) -> tuple[list[Page], list[str]]:
    """The pages with their lines, and the labels of those that are pictures of text."""
    if len(document) > _MOST_PAGES:
        raise AnnotatorError(f"The PDF has more than {_MOST_PAGES} pages.", "Add the part that you check.")
    pages, scanned, characters = [], [], 0
    for number in range(len(document)):
        page = document[number]
        label = f"p. {document.get_page_label(number) or number + 1}"
        lines = tuple(_lines(page))
        written = sum(len(line.text) for line in lines)
        characters += written
        if characters > _MOST_CHARACTERS:
            raise AnnotatorError("The PDF holds too much text.", "Add the part that you check.")
        if written < _FEWEST_WORDS and _has_picture(page):
            scanned.append(label)
        pages.append(Page(label, page.get_height(), lines))
        page.close()
    return pages, scanned


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    return any(kind.type == pdfium.FPDF_PAGEOBJ_IMAGE for kind in page.get_objects(max_depth=3))


def _lines(page: Any) -> Iterator[Line]:
    """The lines of a page as they are drawn, those that columns share parted."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    count = pdfium.FPDFText_CountChars(text)
    signs = [pdfium.FPDFText_GetUnicode(text, place) for place in range(count)]
    for is_end, places in groupby(range(count), lambda place: signs[place] in _ENDS):
        if not is_end:
            drawn = list(places)
            lines = list(_parts(text, drawn, signs))
            after = signs[drawn[-1] + 1] if drawn[-1] + 1 < count else 0
            if lines and after in _PARTED:
                lines[-1] = replace(lines[-1], text=f"{lines[-1].text}-")
            yield from lines
    text.close()


def _parts(text: Any, places: list[int], signs: list[int]) -> Iterator[Line]:
    """The parts of a drawn line between wide spaces."""
    start = 0
    for at, place in enumerate(places):
        if signs[place] == 32 and 0 < at < len(places) - 1:
            before, after = _box(text, places[at - 1]), _box(text, places[at + 1])
            if after[0] - before[2] > _WIDE_SPACE * max(4.0, before[3] - before[1]) * 0.8:
                yield from _line(text, places[start:at], signs)
                start = at + 1
    yield from _line(text, places[start:], signs)


def _line(text: Any, places: list[int], signs: list[int]) -> Iterator[Line]:
    import pypdfium2.raw as pdfium

    words = _decoded([signs[place] for place in places])
    inked = [place for place in places if signs[place] > 32]
    if not words.strip() or not inked:
        return
    sampled = sorted({inked[0], inked[len(inked) // 3], inked[len(inked) * 2 // 3], inked[-1]})
    boxes = [_box(text, place) for place in sampled]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    size = median_high(pdfium.FPDFText_GetFontSize(text, place) for place in sampled)
    height = max(tops) - min(bottoms)
    shown = size if 2 < size < 200 else height
    yield Line(" ".join(words.split()), min(lefts), min(bottoms), max(rights), max(tops), shown)


def _box(text: Any, place: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a character with the room its type gives it."""
    import pypdfium2.raw as pdfium

    rect = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(text, place, ctypes.byref(rect)):
        return 0.0, 0.0, 0.0, 0.0
    return rect.left, rect.bottom, rect.right, rect.top


def _decoded(units: list[int]) -> str:
    """Characters of PDFium's numbers, which may be halves of a pair."""
    raw = b"".join(unit.to_bytes(4, "little") if unit > 0xFFFF else unit.to_bytes(2, "little") for unit in units)
    if all(unit <= 0xFFFF for unit in units):
        return raw.decode("utf-16-le", "replace")
    return "".join(chr(unit) if unit <= 0x10FFFF and not 0xD800 <= unit < 0xE000 else "\ufffd" for unit in units)


def _remarks(scanned: list[str]) -> tuple[str, ...]:
    if not scanned:
        return ()
    named = ", ".join(scanned[:10]) + (" …" if len(scanned) > 10 else "")
    are = "is a picture of text and is" if len(scanned) == 1 else "are pictures of text and are"
    return (f"{len(scanned)} of the PDF's pages {are} not read: {named}.",)
