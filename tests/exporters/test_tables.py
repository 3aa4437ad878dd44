"""The two tables say what a spreadsheet needs, a claim or a source a row."""

from annotator.exporters.tables import CLAIM_COLUMNS, SOURCE_COLUMNS
from tests.exporters.reading import exported, rows
from tests.exporters.reports import full


def test_lines_end_as_rfc_4180_says() -> None:
    headings = [[column.name for column in CLAIM_COLUMNS], [name for name, _ in SOURCE_COLUMNS]]
    for part in (0, 1):
        text = exported(full(), "csv", part)
        assert text.endswith("\r\n")
        assert text.split("\r\n")[0].removeprefix("\ufeff") == ",".join(headings[part])


def test_a_claim_is_one_row_with_its_verdict_and_its_sources() -> None:
    found = rows(full())
    assert [row["number"] for row in found] == [str(number) for number in range(1, 9)]
    row = found[3]
    assert row["passage"] == "384,400 km"
    assert (row["mentions"], row["kind"], row["state"]) == ("2", "figure", "checked")
    assert (row["rating"], row["verdict"], row["date checked"]) == ("confirmed", "Confirmed", "2026-02-05")
    assert row["signed at"] == "2026-02-05T10:00:00Z"
    assert row["other passages"].endswith(": 384,400 km")
    assert row["sources"] == (
        "supports: Planetary fact sheet, table 2, https://almanac.example/moon?x=1&y=2 “Semimajor axis 384 400 km”"
    )
    assert [row["state"] for row in found[:3]] == ["checked", "unchecked", "stale"]


def test_a_source_is_one_row_with_the_claims_it_serves() -> None:
    found = rows(full(), 1)
    assert [row["title"] for row in found] == ["Planetary fact sheet", "Confidential source", "A book of the Moon"]
    assert found[0]["claims"] == "4 supports; 5 refutes"
    assert [row["confidential"] for row in found] == ["no", "yes", "no"]
