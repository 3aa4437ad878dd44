"""Claims and sources as an Excel workbook that an editor can filter, sort and print: every text a text, no formula."""

import io
import tomllib
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width
from zipfile import ZipFile

from annotator.domain.losses import LONGEST_CELL
from annotator.domain.model import Progress
from annotator.domain.report import Report
from annotator.domain.resources import RESOURCES
from annotator.exporters.files import Part, zipped
from annotator.exporters.pace import Pace
from annotator.exporters.tables import CLAIM_COLUMNS, PRINTED, SOURCE_COLUMNS, Cell, claim_rows, source_rows
from annotator.exporters.wording import clean, iso_date, long_date, report_title, tallies

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_EPOCH = datetime(1980, 1, 1)
_LINE, _MOST_LINES = 15, 18
"""The height of a line in points, and how many of them a row shows at most; a cell holds all of its text anyway."""
# With parts in files, their modes and times would get into the zip; only `write_string` and `write_number` are used, so
# that nothing is ever guessed.
_OPTIONS = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
_VERDICT = [column.name for column in CLAIM_COLUMNS].index("verdict")


def render(report: Report, progress: Progress) -> list[Part]:
    """One workbook (ECMA-376) of three sheets; what it says of its making comes from the report, not the clock."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    pace = Pace(progress, len(report.claims) + len(report.sources))
    with Workbook(file, _OPTIONS) as book:
        book.set_properties({"title": _text(report_title(report))[:255], "created": _made(report)})
        looks = _Looks(book)
        claims = book.add_worksheet("Claims")
        colours = _colours(report)
        _fill(claims, looks, [(c.name, c.width) for c in CLAIM_COLUMNS], claim_rows(report, pace), colours)
        claims.print_area(0, 0, len(report.claims), PRINTED - 1)
        sources = book.add_worksheet("Sources")
        _fill(sources, looks, SOURCE_COLUMNS, source_rows(report, pace), {})
        _summarise(book.add_worksheet("Summary"), looks, report)
    with ZipFile(file) as packed:
        return [Part("", zipped({name: packed.read(name) for name in packed.namelist()}))]


class _Looks:
    """How cells look: one format for all of a kind, made when it is first asked for."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._verdicts: dict[str, Format] = {}
        self.heading = self._new(bold=True, bg_color="#E8E6E1", bottom=1)
        self.words = self._new(text_wrap=True, align="left")
        self.strong = self._new(bold=True, text_wrap=True)

    def _new(self, **how: Any) -> "Format":
        return self._book.add_format({"valign": "top", "font_name": "Calibri", "font_size": 11, **how})

    def verdict(self, colour: str) -> "Format":
        """Under the word of a verdict, the soft colour of its rating."""
        if colour not in self._verdicts:
            self._verdicts[colour] = self._new(text_wrap=True, bg_color=_soft(colour))
        return self._verdicts[colour]


def _fill(
    sheet: "Worksheet",
    looks: _Looks,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[Cell]],
    colours: dict[str, str],
) -> None:
    """The heading, which stays in sight and filters, and the rows below it. `colours` are those of verdicts."""
    for at, (_, width) in enumerate(columns):
        sheet.set_column(at, at, width)
    for at, (name, _) in enumerate(columns):
        sheet.write_string(0, at, name.capitalize(), looks.heading)
    number = 0
    for number, row in enumerate(rows, 1):
        sheet.set_row(number, _LINE * min(_MOST_LINES, _lines(row, columns)))
        for at, cell in enumerate(row):
            colour = colours.get(str(cell)) if at == _VERDICT else None
            _write(sheet, number, at, cell, looks.verdict(colour) if colour else looks.words)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(number, 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.set_footer("&C&8&P / &N")


def _write(sheet: "Worksheet", row: int, column: int, cell: Cell, look: "Format") -> None:
    if isinstance(cell, int):
        sheet.write_number(row, column, cell, look)
    elif cell:
        sheet.write_string(row, column, _text(cell), look)


def _lines(row: Sequence[Cell], columns: Sequence[tuple[str, int]]) -> int:
    """Lines that the fullest cell of the row takes once wrapped; programs that open the file do not all work it out."""
    most = 1
    for cell, (_, width) in zip(row, columns, strict=True):
        if isinstance(cell, str) and (len(cell) > width // 2 or "\n" in cell):
            room = max(1, width - 2)
            most = max(most, sum(max(1, -(-_width(line) // room)) for line in cell[: _MOST_LINES * width].split("\n")))
    return most


def _width(line: str) -> int:
    """Digits that a line takes: two for a wide sign."""
    return len(line) if line.isascii() else sum(1 + (east_asian_width(sign) in "WF") for sign in line)


def _summarise(sheet: "Worksheet", looks: _Looks, report: Report) -> None:
    """What was checked, by whom, and how the verdicts fell."""
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 60)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    lines: list[tuple[str, Cell]] = [("Project", report.title)]
    lines += [("Article", f"{a.title or a.id} {a.url}".strip()) for a in report.articles[:_MOST_ARTICLES]]
    if len(report.articles) > _MOST_ARTICLES:
        lines.append(("Further articles", len(report.articles) - _MOST_ARTICLES))
    lines.append(("Checked by", ", ".join(checker.name or checker.id for checker in report.signers)))
    lines.append(("As of", long_date(report.as_of)))
    lines += [("Claims", len(report.claims)), ("Claims checked", report.checked)]
    lines += [(f"{tally.sign} {tally.label}", tally.count) for tally in tallies(report)]
    lines.append(("Sources", len(report.sources)))
    if report.withheld:
        lines.append(("Confidential sources, withheld", report.withheld))
    for at, (name, value) in enumerate(lines):
        sheet.write_string(at, 0, _text(name), looks.strong)
        _write(sheet, at, 1, value, looks.words)


_MOST_ARTICLES = 100
"""Of more, the summary tells the number alone; the claims name their articles anyway."""


def _made(report: Report) -> datetime:
    """The day of the newest verdict; that of the file format's beginning where there is none."""
    try:
        return datetime.fromisoformat(iso_date(report.as_of))
    except ValueError:
        return _EPOCH


def _text(cell: str) -> str:
    """The text as a cell can hold it: what XML forbids shown as U+FFFD, cut to the longest that Excel opens. What
    looks like the library's own form of rich text, which it would write unescaped, gets a space at its end."""
    text = clean(cell)
    if len(text) > LONGEST_CELL // 2:
        units = text.encode("utf-16-le")
        if len(units) // 2 > LONGEST_CELL:
            text = units[: 2 * LONGEST_CELL - 4].decode("utf-16-le", "ignore") + "…"
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _colours(report: Report) -> dict[str, str]:
    """The colour of each verdict's word, as the scale that it was given on has it."""
    given = [verdict for claim in report.claims if (verdict := claim.verdict)]
    rated = ((verdict.label, report.rating(verdict.scale, verdict.rating)) for verdict in given)
    return {label: _theme()[rating.colour] for label, rating in rated if rating and rating.colour in _theme()}


@cache
def _theme() -> dict[str, str]:
    colours: dict[str, str] = tomllib.loads((RESOURCES / "themes" / "light.toml").read_text(encoding="utf-8"))[
        "colours"
    ]
    return colours


def _soft(colour: str) -> str:
    """The colour as a thin layer over white: #RRGGBB."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{255 - (255 - part) * 18 // 100:02X}" for part in parts)
