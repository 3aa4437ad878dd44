"""Puts the parts of a Word file together: one zip, the same bytes on every machine, and the links that lead outside."""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from annotator.domain.resources import RESOURCES
from annotator.exporters.files import utf8, zipped
from annotator.exporters.wording import clean, safe_link

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    "word/document.xml": f"{_OFFICE_TYPE}.wordprocessingml.document.main+xml",
    "word/styles.xml": f"{_OFFICE_TYPE}.wordprocessingml.styles+xml",
    "word/settings.xml": f"{_OFFICE_TYPE}.wordprocessingml.settings+xml",
    "word/numbering.xml": f"{_OFFICE_TYPE}.wordprocessingml.numbering+xml",
    "word/footer1.xml": f"{_OFFICE_TYPE}.wordprocessingml.footer+xml",
    "word/comments.xml": f"{_OFFICE_TYPE}.wordprocessingml.comments+xml",
    "word/commentsExtended.xml": f"{_OFFICE_TYPE}.wordprocessingml.commentsExtended+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": f"{_OFFICE_TYPE}.extended-properties+xml",
}
_OF_PACKAGE = {
    "word/document.xml": f"{_RELATIONS}/officeDocument",
    "docProps/core.xml": f"{_PACKAGE}/relationships/metadata/core-properties",
    "docProps/app.xml": f"{_RELATIONS}/extended-properties",
}
_OF_DOCUMENT = {
    "styles.xml": f"{_RELATIONS}/styles",
    "settings.xml": f"{_RELATIONS}/settings",
    "numbering.xml": f"{_RELATIONS}/numbering",
    "footer1.xml": f"{_RELATIONS}/footer",
    "comments.xml": f"{_RELATIONS}/comments",
    "commentsExtended.xml": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
}
FOOTER = f"rId{list(_OF_DOCUMENT).index('footer1.xml') + 1}"
"""The relation by which a section names its footer."""

_LONGEST_LINK = 2_000
_HOST = re.compile(r"[a-z0-9.-]+|\[[0-9a-f:.]+\]", re.IGNORECASE)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def escaped(text: str) -> str:
    """The text for an XML element or attribute; what XML forbids is shown as U+FFFD."""
    text = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


class Links:
    """The relations of one part: to its fellow parts, and to each address outside that its text leads to."""

    def __init__(self, parts: Mapping[str, str] | None = None) -> None:
        self._rows: list[tuple[str, str, str]] = [(kind, name, "") for name, kind in (parts or {}).items()]
        self._known: dict[str, str] = {}

    @classmethod
    def of_document(cls, comments: bool = True) -> "Links":
        """Those of the main part, which names all others under `word/`; without `comments`, those of a file that has
        none: Word takes a file for damaged if it names a part that is not there."""
        named = {name: kind for name, kind in _OF_DOCUMENT.items() if comments or not name.startswith("comments")}
        return cls(named)

    def to(self, url: str) -> str:
        """The relation that leads to the address, "" where Word would not follow it or would refuse the whole file."""
        if url not in self._known:
            target = _target(url)
            if target:
                self._rows.append((f"{_RELATIONS}/hyperlink", target, ' TargetMode="External"'))
            self._known[url] = f"rId{len(self._rows)}" if target else ""
        return self._known[url]

    def xml(self) -> str:
        rows = "".join(
            f'<Relationship Id="rId{number}" Type="{kind}" Target="{escaped(target)}"{mode}/>'
            for number, (kind, target, mode) in enumerate(self._rows, 1)
        )
        return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _target(url: str) -> str:
    """The address as a strict URI: Word takes a file for damaged if one of its links is none, or is too long."""
    url = safe_link(url)
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if not host.isascii():
            url = url.replace(parts.netloc, parts.netloc.lower().replace(host, host.encode("idna").decode()), 1)
            host = urlsplit(url).hostname or ""
        if parts.scheme.lower() != "mailto" and not _HOST.fullmatch(f"[{host}]" if ":" in host else host):
            return ""
        _ = parts.port
    except ValueError:
        return ""
    url, hash_sign, fragment = _STRAY_PERCENT.sub("%25", url).partition("#")
    found = quote(url, safe="/:?@!$&'()*+,;=%~[]") + hash_sign + quote(fragment, safe="/:?@!$&'()*+,;=%~")
    return found if len(found) <= _LONGEST_LINK else ""


def bundle(parts: Mapping[str, str]) -> bytes:
    """The file that holds those parts of `word/` and `docProps/` by their names, with styles and settings.

    It is not compressed: what a compressor makes of the same bytes differs from one version of it to the next.
    """
    own = {f"word/{name}.xml": _resource(name) for name in ("styles", "settings")} | dict(parts)
    whole = {
        "[Content_Types].xml": _content_types(own),
        "_rels/.rels": Links(_OF_PACKAGE).xml(),
        **dict(sorted(own.items())),
    }
    return zipped({name: utf8(content) for name, content in whole.items()})


def _resource(name: str) -> str:
    return (RESOURCES / "docx" / f"{name}.xml").read_text(encoding="utf-8")


def _content_types(parts: Mapping[str, str]) -> str:
    rows = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in _TYPES.items() if name in parts
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )
