"""E-books (EPUB 2 and 3): the chapters of the spine in reading order, each read as a page's own tree. Nothing in a
chapter runs and nothing is fetched."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from annotator.domain.dates import iso_or_nothing
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle
from annotator.importers.composer import Passage, limited
from annotator.importers.encoding import declared_by, text_of
from annotator.importers.manuscript import manuscript
from annotator.importers.office import BOOK, Package, damaged

MEDIA_TYPE = "application/epub+zip"

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XENC = "{http://www.w3.org/2001/04/xmlenc#}"
_ENCRYPTION = "META-INF/encryption.xml"
_OF_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_MOST_CHAPTERS = 2_000
_PAGES = ("application/xhtml+xml", "text/html")


def read(data: bytes, name: str) -> ImportedArticle:
    """Read an e-book. Raises AnnotatorError when it is damaged, locked, too large, or holds no words."""
    package = Package(data, BOOK)
    if "META-INF/rights.xml" in package.names() or _is_locked(package):
        raise AnnotatorError("The e-book is locked by its seller.", "Copy the passage you need and paste it.")
    where, root = _contents(package)
    chapters, missing = _chapters(package, where, root)
    passages = list(limited(passage for chapter in chapters for passage in _passages(package.part(chapter))))
    remarks = (f"{missing} of the e-book's chapters could not be read.",) if missing else ()
    return manuscript(passages, _about(root, data, remarks), "e-book", headed=True)


def _is_locked(package: Package) -> bool:
    """Whether parts other than fonts are encrypted; fonts may be, in books that are open (EPUB 3.3, 4.2.6.3.1)."""
    root = package.xml(_ENCRYPTION)
    methods = root.iter(f"{_XENC}EncryptionMethod") if root is not None else ()
    return any(method.get("Algorithm") not in _OF_FONTS for method in methods)


def _contents(package: Package) -> tuple[str, Any]:
    container = package.xml("META-INF/container.xml")
    first = container.find(f".//{_CONTAINER}rootfile") if container is not None else None
    where = unquote(first.get("full-path") or "") if first is not None else ""
    root = package.xml(where) if where else None
    if root is None:
        raise damaged(BOOK)
    return where, root


def _chapters(package: Package, where: str, root: Any) -> tuple[list[str], int]:
    """The names of the chapters' parts in reading order, without tables of contents, and how many are not there."""
    chapters: list[str] = []
    missing = 0
    items = {item.get("id"): item for item in root.iter(f"{_OPF}item")}
    known = set(package.names())
    for count, reference in enumerate(root.iter(f"{_OPF}itemref")):
        item = items.get(reference.get("idref"))
        if item is not None and "nav" in (item.get("properties") or "").split():
            continue
        if count >= _MOST_CHAPTERS or item is None or item.get("media-type") not in _PAGES:
            missing += 1
            continue
        name = posixpath.normpath(posixpath.join(posixpath.dirname(where), unquote(item.get("href") or "")))
        if name in known:
            chapters.append(name)
        else:
            missing += 1
    return chapters, missing


def _passages(content: bytes) -> Iterator[Passage]:
    from annotator.importers import html, page

    markup = text_of(content, declared_by(content))
    if not markup.strip():
        return
    for seen in page.passages(html.tree(markup), ""):
        yield Passage(BlockKind.FURNITURE, seen.passage.runs) if _is_index(seen) else seen.passage


def _is_index(seen: Any) -> bool:
    """Whether a passage is a line of a table of contents, or part of a page's own navigation."""
    return bool(seen.apart and seen.linked > 0.5)


def _about(root: Any, data: bytes, remarks: tuple[str, ...]) -> ImportedArticle:
    def told(name: str) -> str:
        return ", ".join(e.text.strip() for e in root.iter(f"{_DC}{name}") if e.text and e.text.strip())

    language = re.match(r"[a-z]{2,3}(?=[-_]|$)", told("language").lower())
    return ImportedArticle(
        "",
        (),
        title=told("title"),
        byline=told("creator"),
        publisher=told("publisher"),
        language=language[0] if language else "",
        published=iso_or_nothing(told("date")[:100]),
        media_type=MEDIA_TYPE,
        original=data,
        remarks=remarks,
    )
