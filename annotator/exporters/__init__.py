"""Floor 2: what a report can be written as. One table, one file a format; `files.py` puts the result on disk."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.model import Progress
from annotator.domain.report import Report
from annotator.exporters import claimreview, html, json_project, markdown, tables, webannotation
from annotator.exporters.files import Part, write_parts

__all__ = ["EXPORTERS", "Exporter", "Part"]


def _unheard(done: int, total: int) -> None:
    """The progress of nobody in particular."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format. `form` is pure: the same report gives the same bytes. `extension` has no dot; `needs_blobs` says
    that the report must bring the kept originals and snapshots. Only formats `for_colleagues` get the notes."""

    name: str
    label: str
    extension: str
    description: str
    form: Callable[[Report, Progress], list[Part]]
    needs_blobs: bool = False
    for_colleagues: bool = False

    def render(self, report: Report, progress: Progress) -> list[Part]:
        """The files of the report, the main one first. Lets `Cancelled` from `progress` through."""
        return self.form(report if self.for_colleagues else report.without_notes(), progress)

    def write(self, report: Report, path: Path | str, progress: Progress = _unheard) -> list[Path]:
        """Render the report and put it at `path`, all its files or none; the main file comes first in the answer.

        Raises AnnotatorError when the files cannot be written, and lets `Cancelled` from `progress` through; either
        way the disk is as it was.
        """
        return write_parts(Path(path), self.render(report, progress))


EXPORTERS: dict[str, Exporter] = {
    exporter.name: exporter
    for exporter in (
        Exporter(
            "html",
            "Web page",
            "html",
            "The article with its claims marked, then each claim with its verdict and evidence, for any browser.",
            html.render,
        ),
        Exporter("markdown", "Markdown", "md", "The same report as CommonMark text.", markdown.render),
        Exporter(
            "csv",
            "Spreadsheet (CSV)",
            "csv",
            "Two tables for colleagues: the claims, and beside them NAME-sources with the sources; notes included.",
            tables.render,
            for_colleagues=True,
        ),
        Exporter(
            "json",
            "Project (JSON)",
            "json",
            "Everything the project holds, originals and confidential sources included; it can be imported again.",
            json_project.render,
            needs_blobs=True,
            for_colleagues=True,
        ),
        Exporter(
            "claimreview",
            "ClaimReview (JSON-LD)",
            "jsonld",
            "schema.org mark-up for search engines, one ClaimReview for each claim with a verdict.",
            claimreview.render,
        ),
        Exporter(
            "webannotation",
            "Web Annotation (JSON-LD)",
            "jsonld",
            "W3C annotations, one for each passage, by position and by quotation.",
            webannotation.render,
        ),
    )
}
