"""The names of OpenDocument's elements, and what the styles of a text make of a paragraph."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from annotator.domain.model import InlineKind
from annotator.importers.composer import Mark

_SPACES = {
    "office": "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
    "text": "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}",
    "table": "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}",
    "style": "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}",
    "draw": "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}",
    "fo": "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}",
    "meta": "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}",
    "dc": "{http://purl.org/dc/elements/1.1/}",
    "xlink": "{http://www.w3.org/1999/xlink}",
    "xml": "{http://www.w3.org/XML/1998/namespace}",
}
_DEEPEST_STYLE = 12


class Parts(Protocol):
    """A file of parts that are XML."""

    def xml(self, name: str) -> Any | None:
        """The root element of a part, None where there is no such part."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style by its name, small letters, the style that it is based on, and the marks that it gives to words."""

    name: str
    parent: str
    marks: tuple[Mark, ...]


@cache
def q(name: str) -> str:
    """The full name of what is written with a prefix in the specification."""
    prefix, _, local = name.partition(":")
    return _SPACES[prefix] + local


def styles_of(package: Parts) -> dict[str, Style]:
    """The styles of a file by their keys."""
    styles: dict[str, Style] = {}
    for part in ("styles.xml", "content.xml"):
        root = package.xml(part)
        for style in root.iter(q("style:style")) if root is not None else ():
            key = style.get(q("style:name")) or ""
            shown = style.get(q("style:display-name")) or key.replace("_20_", " ")
            styles[key] = Style(shown.lower(), style.get(q("style:parent-style-name")) or "", _marks(style))
    return styles


def chain(key: str, styles: Mapping[str, Style]) -> Iterator[Style]:
    """A style, the one that it is based on, and so on."""
    for _ in range(_DEEPEST_STYLE):
        style = styles.get(key)
        if style is None:
            return
        yield style
        key = style.parent


def _marks(style: Any) -> tuple[Mark, ...]:
    properties = style.find(q("style:text-properties"))
    if properties is None:
        return ()
    bold = properties.get(q("fo:font-weight")) in ("bold", "600", "700", "800", "900")
    slanted = properties.get(q("fo:font-style")) in ("italic", "oblique")
    wanted = ((bold, InlineKind.STRONG), (slanted, InlineKind.EMPHASIS))
    return tuple((kind, "") for there, kind in wanted if there)
