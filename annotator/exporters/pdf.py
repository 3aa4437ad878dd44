"""The report as PDF: tagged, with bookmarks and links, in volumes when it is long. Its bytes are the same on every
machine, unless it has letters for which fonts of the machine are borrowed."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from annotator.domain.errors import AnnotatorError
from annotator.domain.losses import Loss
from annotator.domain.model import Progress
from annotator.domain.report import Report
from annotator.domain.resources import RESOURCES
from annotator.exporters.corrections import corrections
from annotator.exporters.files import Part, utf8
from annotator.exporters.pace import Pace
from annotator.exporters.pages import themes
from annotator.exporters.pdf_borrowed import LENT, borrow, lend, scripts
from annotator.exporters.pdf_contents import Data, flat, front, headline, items, weight
from annotator.exporters.pdf_fonts import FOLDERS, filled, lacking
from annotator.exporters.wording import long_date

_VOLUME = 2_500_000
"""How much of the typesetter's work (see `weight`) goes into one volume: it keeps a process under half a gigabyte."""

_SECONDS = 300.0
"""The longest that one volume may take."""

_PATIENCE = 0.1


def render(report: Report, progress: Progress) -> list[Part]:
    """One file for each volume; links lead from text to claims within a volume. Lets `Cancelled` from `progress`
    through, and ends the typesetter then. Raises AnnotatorError when it fails."""
    told = list(items(report, corrections(report)))
    bound = list(volumes(told))
    pace = Pace(progress, len(told) + len(report.claims))
    as_of = flat(f"As of {long_date(report.as_of)}") if report.as_of else ""
    title = headline(report)
    parts = []
    for number, volume in enumerate(bound, 1):
        numbers = [item["number"] for item in volume if item["kind"] == "claim"]
        which = f", volume {number} of {len(bound)}" if len(bound) > 1 else ""
        data = {
            "title": title["text"] + which,
            "kicker": f"FACT-CHECK REPORT{which.upper()}",
            "headline": title,
            "front": front(report) if number == 1 else None,
            "foot": as_of,
            "items": volume,
            "first": min(numbers, default=0),
            "last": max(numbers, default=-1),
        }
        parts.append(Part("" if number == 1 else f"-{number}", printed("report", data, pace.heed)))
        for _ in pace.over((*volume, *numbers)):
            pass
    return parts


def unset_letters(report: Report, extension: str = "pdf") -> list[Loss]:
    """The letters of the report that no shipped font has."""
    articles = (t for a in report.articles for t in (a.title, a.text, a.byline, a.publisher))
    return not_ours([*articles, *texts_of_claims(report)])


def not_ours(texts: Iterable[str]) -> list[Loss]:
    """How many letters of the texts no shipped font has, so that fonts of this computer are borrowed for them, and how
    many no font at all, so that a box stands in their place."""
    lacks = lacking("\n".join(texts))
    borrowed = borrow(lacks)
    boxed = [letter for letter in lacks if letter not in borrowed.letters]
    unset, lent = sum(lacks[letter] for letter in boxed), sum(lacks[letter] for letter in borrowed.letters)
    losses = []
    if unset:
        letters = "letter" if unset == 1 else "letters"
        words = f"{letters} shown as □, as no font here has them ({', '.join(scripts(boxed))}: a Noto font would)"
        losses.append(Loss("unset-letters", unset, words))
    if lent:
        letters = "letter" if lent == 1 else "letters"
        families = ", ".join(borrowed.families)
        words = f"{letters} in the app’s own fonts (this computer’s {families}; another one’s may look different)"
        losses.append(Loss("borrowed-letters", lent, words))
    return losses


def texts_of_claims(report: Report) -> Iterator[str]:
    """What is said of claims and sources in print."""
    for claim in report.claims:
        yield from (claim.statement, claim.claimant)
        yield from (words for v in claim.verdicts for words in (v.rationale, v.correction))
        yield from (words for e in claim.evidence for words in (e.excerpt, e.locator))
    for source in report.sources:
        yield from (source.title, source.author, source.publisher)


def printed(name: str, data: dict[str, Any], heed: Callable[[], None]) -> bytes:
    """The data set by the typesetter's program of that name (`resources/print`), in a process of its own. `heed` is
    called while it works; when that raises, the process is ended. Raises AnnotatorError when it fails."""
    with tempfile.TemporaryDirectory(prefix="annotator-") as made:
        folder = Path(made)
        for source in (RESOURCES / "print" / "page.typ", RESOURCES / "print" / f"{name}.typ"):
            shutil.copyfile(source, folder / source.name)
        (folder / f"{name}.typ").replace(folder / "report.typ")
        borrowed = borrow(lacking(json.dumps(data, ensure_ascii=False)))
        lend(borrowed, folder)
        told = {"colours": themes()["light"], **filled(data, borrowed.letters)}
        (folder / "data.json").write_bytes(utf8(json.dumps(told, ensure_ascii=False)))
        _press(folder, heed)
        return (folder / "report.pdf").read_bytes()


def _press(folder: Path, heed: Callable[[], None]) -> None:
    program = Path(__file__).with_name("pdf_press.py")
    fonts = [str(each) for each in FOLDERS if each.is_dir()]
    with (folder / "errors").open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-P", str(program), str(folder), *fonts, str(folder / LENT)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            _await(process, heed)
        finally:
            process.kill()
            process.wait()
    if process.returncode or not (folder / "report.pdf").is_file():
        said = (folder / "errors").read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise AnnotatorError(
            f"The PDF could not be set: {said[-1][:300] if said else 'no reason was given'}.",
            "Export as a web page, and print that.",
        )


def _await(process: "subprocess.Popen[bytes]", heed: Callable[[], None]) -> None:
    ends = time.monotonic() + _SECONDS
    while True:
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            heed()
            if time.monotonic() > ends:
                raise AnnotatorError(
                    "The PDF took longer than five minutes to set.", "Export fewer articles at once."
                ) from None
        else:
            return


def volumes(told: list[Data]) -> Iterator[list[Data]]:
    """The pieces in volumes, each of which begins with a section and skips no level of heading, as PDF/UA asks."""
    volume: list[Data] = []
    filled, section = 0, told[0]
    for item, size in zip(told, weight(told), strict=True):
        if volume and filled + size > _VOLUME:
            yield _levelled(volume)
            volume, filled = [], 0
        if item["kind"] == "section":
            section = {"kind": "section", "title": f"{item['title']}, continued"}
        elif not volume:
            volume.append(section)
        volume.append(item)
        filled += size
    yield _levelled(volume)


def _levelled(volume: list[Data]) -> list[Data]:
    level = 2
    for item in volume:
        if item["kind"] == "heading":
            item["level"] = level = min(item["level"], level + 1)
        elif item["kind"] in ("section", "claim"):
            level = 2 if item["kind"] == "section" else 3
    return volume
