"""The memo to the editor: what must be fixed, what should be, what nobody could verify, what stands. One content, four
kinds of file: Word, PDF, web page and Markdown."""

from collections.abc import Callable

from annotator.domain.errors import AnnotatorError
from annotator.domain.losses import Loss
from annotator.domain.model import Progress
from annotator.domain.report import Report
from annotator.exporters import commonmark, pages
from annotator.exporters.files import Part
from annotator.exporters.memo_docx import memo_docx
from annotator.exporters.memo_groups import Group, groups
from annotator.exporters.memo_pdf import memo_pdf, unset_letters
from annotator.exporters.pace import Pace
from annotator.exporters.public import cited
from annotator.exporters.templates import AS_BUILT_IN, Order
from annotator.exporters.wording import report_title

_SET: dict[str, Callable[[Report, list[Group], Pace], list[Part]]] = {"docx": memo_docx, "pdf": memo_pdf}
_BY_TEMPLATE = {
    "html": (pages.page, "memo.html"),
    "htm": (pages.page, "memo.html"),
    "md": (commonmark.page, "memo.md"),
    "markdown": (commonmark.page, "memo.md"),
}

EXTENSIONS = (*_SET, *_BY_TEMPLATE)
"""What the name of a memo's file may end in; the first is its own."""


def also_lost(report: Report, extension: str = "") -> list[Loss]:
    """On paper, the letters that no shipped font has."""
    return unset_letters(report) if extension == "pdf" else []


def render(report: Report, progress: Progress, order: Order = AS_BUILT_IN) -> list[Part]:
    """The memo as the kind of file that its extension says. Raises AnnotatorError when that is none of `EXTENSIONS`, or
    when the ordered template cannot be used."""
    extension = order.extension or EXTENSIONS[0]
    pace = Pace(progress, len(report.claims))
    told = groups(report, pace)
    if extension in _SET:
        if order.template:
            raise AnnotatorError(f"A memo as .{extension} takes no template.", "Write it as .html or .md.")
        return _SET[extension](report, told, pace)
    if extension not in _BY_TEMPLATE:
        kinds = ", ".join(f".{each}" for each in EXTENSIONS)
        raise AnnotatorError(
            f"A memo cannot be written as .{extension}.", f"Let the file’s name end in one of {kinds}."
        )
    page, name = _BY_TEMPLATE[extension]
    values = {"report": report, "title": report_title(report), "groups": told, "sources": cited(report)}
    return [page(name, order, values, pace.heed)]
