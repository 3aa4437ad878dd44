"""What the styles of a Word file make of a paragraph: a heading, an item, a quotation, a caption."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from annotator.domain.model import BlockKind
from annotator.importers.office import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# Documents saved as "Strict Open XML" use other names for the same things.
_STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W,
    "http://purl.oclc.org/ooxml/officeDocument/relationships": R,
}

_QUOTATIONS = ("quote", "intense quote", "block text", "quotations", "block quotation")
_DEEPEST_STYLE = 12
_OUTLINES = tuple("012345678")


@dataclass(frozen=True, slots=True)
class Style:
    """A style by its name, small letters, and the style that it is based on."""

    name: str
    parent: str
    outline: int
    """Level of the outline from 0, -1 for none."""
    numbered: bool


def root_of(package: Package, name: str) -> Any | None:
    """A part's root, its names those of the transitional form."""
    root = package.xml(name)
    if root is None or not any(space in _STRICT for space in root.nsmap.values()):
        return root
    for element in root.iter():
        space, _, local = str(element.tag)[1:].partition("}")
        if space in _STRICT:
            element.tag = _STRICT[space] + local
        for key, value in list(element.attrib.items()):
            space, _, local = key[1:].partition("}")
            if space in _STRICT:
                element.set(_STRICT[space] + local, value)
    return root


def styles_of(package: Package) -> dict[str, Style]:
    """The styles of a file by their ids."""
    root = root_of(package, "word/styles.xml")
    styles = {}
    for style in root.iter(f"{W}style") if root is not None else ():
        outline = value_of(style.find(f"{W}pPr/{W}outlineLvl"), "-1")
        styles[style.get(f"{W}styleId") or ""] = Style(
            name=value_of(style.find(f"{W}name")).lower(),
            parent=value_of(style.find(f"{W}basedOn")),
            outline=int(outline) if outline.isdecimal() and len(outline) == 1 else -1,
            numbered=style.find(f"{W}pPr/{W}numPr") is not None,
        )
    return styles


def kind_of(paragraph: Any, styles: Mapping[str, Style]) -> tuple[BlockKind, int]:
    """What the style, or failing it the paragraph itself, says."""
    properties = paragraph.find(f"{W}pPr")
    numbering = properties.find(f"{W}numPr") if properties is not None else None
    own_outline = value_of(properties.find(f"{W}outlineLvl")) if properties is not None else ""
    chain = list(_chain(value_of(properties.find(f"{W}pStyle")) if properties is not None else "", styles))
    for style in chain:
        if style.name == "title":
            return BlockKind.HEADING, 1
        if found := re.fullmatch(r"heading ([1-9])", style.name):
            return BlockKind.HEADING, min(int(found[1]), 6)
        if style.name in _QUOTATIONS:
            return BlockKind.QUOTATION, 0
        if style.name == "caption":
            return BlockKind.CAPTION, 0
    outline = own_outline or next((str(style.outline) for style in chain if style.outline >= 0), "")
    if outline in _OUTLINES:
        return BlockKind.HEADING, min(int(outline) + 1, 6)
    return _item(numbering, chain)


def _item(numbering: Any | None, chain: list[Style]) -> tuple[BlockKind, int]:
    number = value_of(numbering.find(f"{W}numId"), "0") if numbering is not None else ""
    if number not in ("", "0"):
        depth = value_of(numbering.find(f"{W}ilvl"), "0") if numbering is not None else "0"
        return BlockKind.ITEM, min(int(depth), 8) + 1 if depth.isdecimal() and len(depth) < 3 else 1
    for style in chain if not number else ():
        found = re.fullmatch(r"list (?:bullet|number)(?: ([2-9]))?", style.name)
        if found or style.numbered:
            return BlockKind.ITEM, int(found[1] or 1) if found else 1
    return BlockKind.PARAGRAPH, 0


def _chain(key: str, styles: Mapping[str, Style]) -> Iterator[Style]:
    """A style and those it is based on."""
    for _ in range(_DEEPEST_STYLE):
        style = styles.get(key)
        if style is None:
            return
        yield style
        key = style.parent


def value_of(element: Any | None, without: str = "", name: str = "val") -> str:
    """The `w:val` (or another) attribute of an element."""
    return without if element is None else str(element.get(f"{W}{name}", without))
