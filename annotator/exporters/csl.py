"""The sources as CSL-JSON, for Zotero and every other program that formats citations."""

import json
from typing import Any

from annotator.domain.model import Progress, Source, SourceKind
from annotator.domain.report import Report
from annotator.exporters.files import Part, utf8
from annotator.exporters.pace import Pace
from annotator.exporters.wording import iso_date, known

_TYPES = {
    SourceKind.PAGE: "webpage",
    SourceKind.PAPER: "article-journal",
    SourceKind.DATASET: "dataset",
    SourceKind.RECORDING: "broadcast",
    SourceKind.PHOTOGRAPH: "graphic",
    SourceKind.BOOK: "book",
    SourceKind.PERSON: "personal_communication",
}
_IN_A_CONTAINER = {SourceKind.PAGE, SourceKind.PAPER, SourceKind.RECORDING}
"""Kinds whose publisher is the site, journal or station that they are part of."""


def render(report: Report, progress: Progress) -> list[Part]:
    """An array of items by the CSL-JSON schema, version 1.0.2, in the order of the sources."""
    pace = Pace(progress, len(report.sources))
    items = [_item(source) for source in pace.over(report.sources)]
    return [Part("", utf8(json.dumps(items, ensure_ascii=False, indent=1) + "\n"))]


def _item(source: Source) -> dict[str, Any]:
    """`id` and `type` always; of the rest what is known. An author is one name: where a name's parts begin, nobody can
    tell. The schema has no field for the address of an archived copy: it is in `custom`, and for people in `note`."""
    kind = SourceKind(source.kind)
    archived = {"archive_url": source.archive_url} if source.archive_url else None
    return known(
        {
            "id": source.id,
            "type": _TYPES[kind],
            "title": source.title,
            "author": [{"literal": source.author}] if source.author else None,
            "container-title" if kind in _IN_A_CONTAINER else "publisher": source.publisher,
            "URL": source.url,
            "issued": _date(source.published),
            "accessed": _date(source.accessed),
            "note": f"Archived copy: {source.archive_url}" if source.archive_url else "",
            "custom": archived,
        }
    )


def _date(text: str) -> dict[str, Any] | None:
    """The date as parts, a freely written one as it is."""
    parts = [int(part) for part in iso_date(text).split("-") if part]
    if parts:
        return {"date-parts": [parts]}
    return {"literal": text} if text else None
