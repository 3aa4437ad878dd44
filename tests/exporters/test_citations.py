"""CSL-JSON by the rules of its schema, and JSON Lines line by line."""

import json
from typing import Any

import pytest

from annotator.domain.model import SourceKind
from annotator.domain.report import Report
from tests.exporters.reading import exported
from tests.exporters.reports import HOSTILE, Draft, full, hostile

TYPES = {"webpage", "article-journal", "dataset", "broadcast", "graphic", "book", "personal_communication"}
"""Of the types of the CSL 1.0.2 schema, those in use here."""
TEXTS = {"title", "container-title", "publisher", "URL", "note"}


def citations(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(exported(report, "csl"))
    return found


def check(items: list[dict[str, Any]]) -> None:
    """By https://github.com/citation-style-language/schema, csl-data.json: an array, `id` and `type` in each item."""
    assert isinstance(items, list)
    for item in items:
        assert isinstance(item["id"], str) and item["id"]
        assert item["type"] in TYPES
        assert set(item) <= TEXTS | {"id", "type", "author", "issued", "accessed", "custom"}
        assert all(isinstance(item[name], str) and item[name] for name in TEXTS & set(item))
        for name in item.get("author", []):
            assert set(name) == {"literal"}
        for field in ("issued", "accessed"):
            date = item.get(field, {"literal": "x"})
            assert set(date) in ({"date-parts"}, {"literal"})
            for parts in date.get("date-parts", []):
                assert 1 <= len(parts) <= 3 and all(type(part) is int for part in parts)


@pytest.mark.parametrize("report", [full(), Draft().report(), *map(hostile, HOSTILE)], ids=str)
def test_citations_keep_the_schema(report: Report) -> None:
    check(citations(report))
    assert len(citations(report)) == len(report.sources)


def test_a_citation_says_what_is_known_of_its_source() -> None:
    assert citations(full())[0] == {
        "id": full().sources[0].id,
        "type": "dataset",
        "title": "Planetary fact sheet",
        "author": [{"literal": "A public agency"}],
        "publisher": "Space Agency",
        "URL": "https://almanac.example/moon?x=1&y=2",
        "issued": {"date-parts": [[2024, 5]]},
        "accessed": {"date-parts": [[2026, 2, 1]]},
        "note": "Archived copy: https://archive.example/2026/moon",
        "custom": {"archive_url": "https://archive.example/2026/moon"},
    }


def test_of_a_confidential_source_only_its_kind_is_cited() -> None:
    hidden = citations(full())[1]
    assert set(hidden) == {"id", "type", "title"}
    assert (hidden["type"], hidden["title"]) == ("personal_communication", "Confidential source")


@pytest.mark.parametrize("kind", SourceKind)
def test_every_kind_of_source_has_a_type(kind: SourceKind) -> None:
    draft = Draft()
    draft.source("A", kind, publisher="P")
    check(citations(draft.report()))


@pytest.mark.parametrize("report", [full(), *map(hostile, HOSTILE)], ids=str)
def test_lines_are_objects_however_lines_are_broken(report: Report) -> None:
    text = exported(report, "jsonl")
    assert text.endswith("\n")
    rows = [json.loads(line) for line in text.splitlines()]
    assert [row["id"] for row in rows] == [claim.id for claim in report.claims]
    for row, claim in zip(rows, report.claims, strict=True):
        told = [part["exact"] for passage in row["passages"] for part in passage["parts"]]
        assert sorted(told) == sorted(mention.selector.exact for mention in claim.mentions)
        assert row["state"] == claim.state


def test_a_line_brings_its_sources_with_it() -> None:
    row = json.loads(exported(full(), "jsonl").splitlines()[3])
    (evidence,) = row["evidence"]
    assert evidence["source"]["archive_url"] == "https://archive.example/2026/moon"
    assert row["verdicts"][0]["reviews"][0]["approved"] is True
