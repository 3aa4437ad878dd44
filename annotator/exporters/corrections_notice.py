"""The corrections notice: what has changed since a report was published, to be published in its turn."""

from dataclasses import replace

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Progress
from annotator.domain.report import Report
from annotator.exporters import commonmark, pages, public
from annotator.exporters.corrections import corrections
from annotator.exporters.files import Part
from annotator.exporters.pace import Pace
from annotator.exporters.templates import AS_BUILT_IN, Order
from annotator.exporters.wording import report_title

_KINDS = {
    "html": (pages.page, "corrections.html"),
    "htm": (pages.page, "corrections.html"),
    "md": (commonmark.page, "corrections.md"),
    "markdown": (commonmark.page, "corrections.md"),
}
EXTENSIONS = tuple(_KINDS)
"""What the name of a notice's file may end in; the first is its own."""


def render(report: Report, progress: Progress, order: Order = AS_BUILT_IN) -> list[Part]:
    """The notice as the kind of file that its extension says: of what changed after `report.since`, or where that is
    not known since each claim got its first verdict. Raises AnnotatorError when the extension is none of `EXTENSIONS`,
    or when the ordered template cannot be used."""
    extension = order.extension or EXTENSIONS[0]
    if extension not in _KINDS:
        kinds = ", ".join(f".{each}" for each in EXTENSIONS)
        what_happened = f"A corrections notice cannot be written as .{extension}."
        raise AnnotatorError(what_happened, f"Let the file’s name end in one of {kinds}.")
    pace = Pace(progress, len(report.claims))
    changes = corrections(report, first=True)
    for _ in pace.over(report.claims):
        pass
    page, name = _KINDS[extension]
    values = {"report": report, "title": report_title(report), "corrections": changes}
    return [page(name, order, values, pace.heed)]


def told(report: Report) -> Report:
    """The claims that the notice tells of."""
    changed = {amendment.claim.id for amendment in corrections(report, first=True).amendments}
    return public.told(replace(report, claims=tuple(claim for claim in report.claims if claim.id in changed)))
