"""The workbook, read as a spreadsheet reads it: texts as texts, the header in sight, nothing from the clock."""

import io
import zipfile
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.losses import LONGEST_CELL
from annotator.domain.model import BlockKind
from annotator.domain.report import Report
from annotator.exporters import EXPORTERS
from annotator.exporters.tables import CLAIM_COLUMNS, SOURCE_COLUMNS
from annotator.exporters.wording import clean
from tests.exporters.reading import QUIET
from tests.exporters.reports import HOSTILE, Draft, full, hostile

ASKED = [
    "fact",
    "passage",
    "article",
    "method",
    "sources",
    "date checked",
    "checker",
    "verdict",
    "correction",
    "why not",
]


def workbook(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(EXPORTERS["xlsx"].render(report, QUIET)[0].data))


def cells(report: Report, sheet: str = "Claims") -> list[dict[str, Any]]:
    heading, *rows = workbook(report)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str.lower, heading), row, strict=True)) for row in rows]


def test_the_columns_an_editor_asks_for_come_first() -> None:
    assert [column.name for column in CLAIM_COLUMNS][1:11] == ASKED
    row = cells(full())[4]
    assert [row[name] for name in ASKED] == [
        "light needs 13 seconds",
        "light needs 13 seconds",
        "The Moon, in figures",
        "looked up data; asked a person",
        "refutes: Planetary fact sheet, https://almanac.example/moon?x=1&y=2 (384,400 km at 299,792 km/s.)\n"
        "context: Confidential source",
        "2026-02-04",
        "First Checker",
        "Wrong",
        "light needs 1.3 seconds",
        None,
    ]


def test_a_claim_that_is_not_settled_says_why_not() -> None:
    draft = Draft()
    article = draft.article((BlockKind.PARAGRAPH, "One, two, three, four, five."))
    given = (("One", "confirmed", "Seen."), ("two", "unverifiable", "No record."), ("three", "not-checkable", ""))
    for words, rating, rationale in given:
        draft.rate(draft.claim(draft.mention(article, words)), rating, rationale)
    draft.claim(draft.mention(article, "four"))
    draft.reword(draft.rate(draft.claim(draft.mention(article, "five")), "confirmed"), "5")
    assert [row["why not"] for row in cells(draft.report())] == [
        None,
        "No record.",
        "Opinion, forecast or figure of speech.",
        "Not yet checked",
        "Changed after its verdict, to be checked again",
    ]


def test_the_header_stays_filters_and_is_printed_on_each_page() -> None:
    book = workbook(full())
    assert book.sheetnames == ["Claims", "Sources", "Summary"]
    for name, columns, rows in (("Claims", len(CLAIM_COLUMNS), 8), ("Sources", len(SOURCE_COLUMNS), 3)):
        sheet = book[name]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == f"A1:{openpyxl.utils.get_column_letter(columns)}{rows + 1}"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet["B2"].alignment.wrap_text
    assert book["Claims"].column_dimensions["B"].width > 30
    assert book["Claims"].print_area == "'Claims'!$A$1:$K$9"


def test_the_summary_counts_what_the_report_counts() -> None:
    told = dict(workbook(full())["Summary"].iter_rows(values_only=True))
    assert told["Claims"] == 8
    assert told["Claims checked"] == 3
    assert (told["✓ Confirmed"], told["✕ Wrong"], told["↻ To be checked again"]) == (2, 1, 1)
    assert told["As of"] == "5 February 2026, 10:00 UTC"


@pytest.mark.parametrize("words", [*HOSTILE, "<r>x</r>", "<r><t>x</t></r>", "_x0007_ rings"])
def test_no_cell_is_anything_but_the_text_it_holds(words: str) -> None:
    for sheet in workbook(hostile(words)):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n"), (cell.coordinate, cell.data_type)
                assert cell.hyperlink is None
    found = cells(hostile(words))[0]
    expected = clean(words)
    assert (found["rationale"] or "").rstrip(" ") == expected.rstrip(" ")


@given(st.text(max_size=60))
@settings(max_examples=30)
def test_every_text_comes_back_as_it_was_put_in(words: str) -> None:
    draft = Draft()
    draft.claim(draft.mention(draft.article((BlockKind.PARAGRAPH, "Ten.")), "Ten"), note=words)
    data = EXPORTERS["xlsx"].render(draft.report(), QUIET)[0].data
    (row,) = cells(draft.report())
    assert (row["note"] or "") == clean(words)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")


def test_a_text_too_long_for_a_cell_is_cut_and_counted() -> None:
    draft = Draft()
    article = draft.article((BlockKind.PARAGRAPH, "Ten."))
    draft.claim(draft.mention(article, "Ten"), note="😀" * 1_000_000)
    (row,) = cells(draft.report())
    assert len(row["note"].encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert row["note"].endswith("😀…")
    assert "1 text’s end, too long for a cell" in [str(loss) for loss in EXPORTERS["xlsx"].losses(draft.report())]


def test_what_it_says_of_its_making_comes_from_the_report() -> None:
    data = EXPORTERS["xlsx"].render(full(), QUIET)[0].data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert workbook(full()).properties.created == datetime(2026, 2, 5)
    assert workbook(Draft().report()).properties.created == datetime(1980, 1, 1)
