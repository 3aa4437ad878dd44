"""Floor 2: what a report can be written as. One table, one file a format; `files.py` puts the result on disk."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.errors import AnnotatorError
from annotator.domain.losses import Loss, lost, only, page
from annotator.domain.model import Progress
from annotator.domain.report import Report
from annotator.exporters import (
    averitec,
    brat,
    claimreview,
    corrections_notice,
    csl,
    docx,
    html,
    json_project,
    jsonl,
    markdown,
    mediareview,
    memo,
    pdf,
    public,
    qdpx,
    tables,
    uima,
    webannotation,
    xlsx,
)
from annotator.exporters.carried import (
    AS_LINES,
    EVERYTHING,
    FOR_READERS,
    IN_ANNOTATIONS,
    IN_AVERITEC,
    IN_BRAT,
    IN_CITATIONS,
    IN_CLAIM_REVIEWS,
    IN_MEDIA_REVIEWS,
    IN_MEMOS,
    IN_NOTICES,
    IN_QDA,
    IN_TABLES,
    IN_UIMA,
)
from annotator.exporters.files import Part, utf8, write_parts
from annotator.exporters.templates import AS_BUILT_IN, Order

__all__ = ["EXPORTERS", "Exporter", "Order", "Part"]


def _unheard(done: int, total: int) -> None:
    """The progress of nobody in particular."""


def _all_of_it(report: Report) -> Report:
    """What a format tells of that leaves no claim out."""
    return report


def _nothing_more(report: Report, extension: str) -> list[Loss]:
    """Of a format whose losses are those of the kinds it does not carry."""
    return []


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format. `form` is pure: the same report gives the same bytes. `extension` has no dot; `needs_blobs` says
    that the report must bring the kept originals and snapshots. Only formats `for_colleagues` get the notes, and
    only they and those `for_editors` what editors replied. `carries` are the kinds of `domain.losses` that the
    format can tell; `tells` cuts a report down to the claims it has a place for; `also_lost` counts what this
    format alone loses. What was lost is listed beside every export. `takes_order` says that `form` heeds an
    `Order`: a template, or one of the `other_extensions` that a file may have. One that `tells_changes` has a place
    for what changed after `Report.since`; one that `is_notice` tells of nothing else. `is_markup`: the main file is
    mark-up of schema.org, which `domain.markup` checks."""

    name: str
    label: str
    extension: str
    description: str
    form: Callable[..., list[Part]]
    needs_blobs: bool = False
    for_colleagues: bool = False
    for_editors: bool = False
    carries: frozenset[str] = frozenset()
    tells: Callable[[Report], Report] = _all_of_it
    is_markup: bool = False
    also_lost: Callable[[Report, str], list[Loss]] = _nothing_more
    takes_order: bool = False
    tells_changes: bool = False
    is_notice: bool = False
    other_extensions: tuple[str, ...] = ()

    def render(self, report: Report, progress: Progress, order: Order = AS_BUILT_IN) -> list[Part]:
        """The files of the report, the main one first. Lets `Cancelled` from `progress` through. Raises AnnotatorError
        when the order cannot be met."""
        told = report if self.for_colleagues else report.without_notes(but_replies=self.for_editors)
        if self.takes_order:
            return self.form(told, progress, order)
        if order.template:
            taking = ", ".join(name for name, exporter in EXPORTERS.items() if exporter.takes_order)
            raise AnnotatorError(f"The format “{self.name}” takes no template.", f"Those that do are {taking}.")
        return self.form(told, progress)

    def write(
        self,
        report: Report,
        path: Path | str,
        progress: Progress = _unheard,
        template: Path | None = None,
        losses: list[Loss] | None = None,
    ) -> list[Path]:
        """Render the report and put it at `path`, all its files or none; the main file comes first in the answer, the
        list of `losses`, which are counted here unless they were already, last.

        Raises AnnotatorError when the files cannot be written or the template cannot be used, and lets `Cancelled`
        from `progress` through; either way the disk is as it was.
        """
        path = Path(path)
        order = Order(path.suffix.lower().lstrip("."), template)
        lost_of_it = self.losses(report, order.extension) if losses is None else losses
        return write_parts(path, [*self.render(report, progress, order), *self._beside(lost_of_it, path)])

    def losses(self, report: Report, extension: str = "") -> list[Loss]:
        """What the report holds and an export of it does not, by kind and count; `extension` is that of its file, ""
        for the format's own."""
        more = self.also_lost(report, extension or self.extension)
        return [*lost(report, self.tells(report), self.carries), *more]

    def _beside(self, losses: list[Loss], path: Path) -> list[Part]:
        """The list of what was lost, `NAME.EXTENSION-losses.txt`; none when nothing was and none lies there already."""
        beside = Part(f"{path.suffix}-losses", utf8(page(path.name, losses)), ".txt")
        return [beside] if losses or path.with_name(f"{path.name}-losses.txt").exists() else []


EXPORTERS: dict[str, Exporter] = {
    exporter.name: exporter
    for exporter in (
        Exporter(
            "html",
            "Web page",
            "html",
            "The article with its claims marked, then each claim with its verdict and evidence, for any browser.",
            html.render,
            carries=FOR_READERS | only("captures"),
            tells=public.told,
            takes_order=True,
            tells_changes=True,
        ),
        Exporter(
            "pdf",
            "PDF",
            "pdf",
            "The same report on paper: tagged for screen readers, with bookmarks and links; long ones come in volumes.",
            pdf.render,
            carries=FOR_READERS - only("furniture") | only("captures"),
            tells=public.told,
            also_lost=pdf.unset_letters,
            tells_changes=True,
        ),
        Exporter(
            "markdown",
            "Markdown",
            "md",
            "The same report as CommonMark text.",
            markdown.render,
            carries=FOR_READERS - only("furniture") | only("captures"),
            tells=public.told,
            takes_order=True,
            tells_changes=True,
        ),
        Exporter(
            "docx",
            "Annotated copy (Word)",
            "docx",
            "The article as a Word file: each claim a comment on its words, each correction a tracked change.",
            docx.render,
            for_editors=True,
            carries=FOR_READERS - only("furniture")
            | only("languages", "severities", "parts", "earlier-verdicts", "replies"),
        ),
        Exporter(
            "memo",
            "Memo to the editor",
            "docx",
            "What must and should be fixed, cannot be verified, stands: as .docx, .pdf, .html or .md, by the name.",
            memo.render,
            also_lost=memo.also_lost,
            carries=IN_MEMOS,
            takes_order=True,
            other_extensions=memo.EXTENSIONS[1:],
        ),
        Exporter(
            "corrections",
            "Corrections notice",
            "html",
            "What has changed since a report was published last, as .html or .md, as the file is named.",
            corrections_notice.render,
            carries=IN_NOTICES,
            tells=corrections_notice.told,
            takes_order=True,
            tells_changes=True,
            is_notice=True,
            other_extensions=corrections_notice.EXTENSIONS[1:],
        ),
        Exporter(
            "csv",
            "Spreadsheet (CSV)",
            "csv",
            "Two tables for colleagues: the claims, and beside them NAME-sources with the sources; notes included.",
            tables.render,
            for_colleagues=True,
            carries=IN_TABLES | only("long-texts", "control-signs"),
        ),
        Exporter(
            "xlsx",
            "Spreadsheet (Excel)",
            "xlsx",
            "A workbook for colleagues: a sheet of claims to filter and print, one of sources, and a summary.",
            xlsx.render,
            for_colleagues=True,
            carries=IN_TABLES | only("project-title", "addresses"),
        ),
        Exporter(
            "json",
            "Project (JSON)",
            "json",
            "Everything the project holds, originals and confidential sources included; it can be imported again.",
            json_project.render,
            needs_blobs=True,
            for_colleagues=True,
            carries=EVERYTHING,
        ),
        Exporter(
            "claimreview",
            "ClaimReview (JSON-LD)",
            "jsonld",
            "schema.org mark-up for search engines, one ClaimReview for each claim with a verdict.",
            claimreview.render,
            carries=IN_CLAIM_REVIEWS,
            tells=claimreview.told,
            is_markup=True,
        ),
        Exporter(
            "mediareview",
            "MediaReview (JSON-LD)",
            "jsonld",
            "schema.org mark-up for pictures and recordings: the verdicts given on the scale “Media”.",
            mediareview.render,
            carries=IN_MEDIA_REVIEWS,
            tells=mediareview.told,
            is_markup=True,
        ),
        Exporter(
            "webannotation",
            "Web Annotation (JSON-LD)",
            "jsonld",
            "W3C annotations, one for each passage, by position and by quotation.",
            webannotation.render,
            carries=IN_ANNOTATIONS,
        ),
        Exporter(
            "averitec",
            "AVeriTeC (JSON)",
            "json",
            "For research: claims with the four labels of AVeriTeC, the evidence as questions and answers.",
            averitec.render,
            carries=IN_AVERITEC,
            tells=averitec.told,
        ),
        Exporter(
            "qdpx",
            "REFI-QDA project (QDPX)",
            "qdpx",
            "For NVivo, ATLAS.ti, MAXQDA, QualCoder and others: articles as sources, verdicts as codes.",
            qdpx.render,
            carries=IN_QDA,
            tells=qdpx.told,
        ),
        Exporter(
            "brat",
            "brat standoff",
            "ann",
            "For annotation tools: each article as text, its claims beside it by their places, and a configuration.",
            brat.render,
            carries=IN_BRAT,
            tells=brat.told,
        ),
        Exporter(
            "uima",
            "UIMA CAS (XMI)",
            "xmi",
            "For INCEpTION and other UIMA tools: an XMI file for each article, with the type system beside.",
            uima.render,
            carries=IN_UIMA,
            tells=uima.told,
        ),
        Exporter(
            "csl",
            "Citations (CSL-JSON)",
            "json",
            "The sources alone, for Zotero and every program that formats citations.",
            csl.render,
            carries=IN_CITATIONS,
        ),
        Exporter(
            "jsonl",
            "JSON Lines",
            "jsonl",
            "One claim a line with its passages, evidence, sources and verdicts, for scripts.",
            jsonl.render,
            carries=AS_LINES,
        ),
    )
}
