"""The project file holds every field of every value, so that it can be read back."""

import json
from base64 import b64decode
from dataclasses import fields, replace
from hashlib import sha256
from typing import Any

from annotator.domain.model import Article, Block, Claim, Evidence, Inline, Mention, Review, Source, Verdict
from tests.exporters.reading import exported
from tests.exporters.reports import full


def names(kind: Any, *left_out: str) -> list[str]:
    return [field.name for field in fields(kind) if field.name not in left_out]


def everything() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(exported(full(), "json"))
    return data


def test_the_whole_has_its_parts_in_a_fixed_order() -> None:
    data = everything()
    parts = [
        "format",
        "version",
        "project",
        "checkers",
        "articles",
        "notes",
        "passed_over",
        "publications",
        "claims",
        "sources",
        "blobs",
    ]
    assert list(data) == parts
    assert (data["format"], data["version"]) == ("factcheck-project", 2)
    assert data["project"] == {"title": "Desk", "scale": "editorial"}
    assert [checker["name"] for checker in data["checkers"]] == ["First Checker", "Second Checker"]


def test_every_field_of_the_domain_is_there_under_its_own_name() -> None:
    data = everything()
    article, claim, source = data["articles"][0], data["claims"][3], data["sources"][0]
    assert list(article) == names(Article)
    assert list(article["blocks"][1]) == names(Block)
    assert list(article["blocks"][1]["inlines"][0]) == names(Inline)
    assert list(claim) == names(Claim)
    mention = ["id", "article", *("start", "end", "exact", "prefix", "suffix"), "state"]
    mention += ["continues", "candidates", "carried_from"]
    assert list(claim["mentions"][0]) == mention
    assert set(names(Mention)) - set(mention) == {"claim", "selector"}
    assert list(claim["evidence"][0]) == names(Evidence, "claim")
    assert list(claim["verdicts"][0]) == names(Verdict, "claim")
    assert list(claim["verdicts"][0]["reviews"][0]) == names(Review, "verdict")
    assert list(source) == names(Source)


def test_values_are_those_of_the_report() -> None:
    report, data = full(), everything()
    for claim, told in zip(report.claims, data["claims"], strict=True):
        assert told["statement"] == claim.statement
        assert [verdict["state"] for verdict in told["verdicts"]] == [v.state.value for v in claim.verdicts]
    assert [source["confidential"] for source in data["sources"]] == [source.confidential for source in report.sources]
    assert data["claims"][0]["verdicts"][0]["checker"] == {"id": report.checkers[0].id, "name": "First Checker"}


def test_blobs_are_kept_byte_for_byte_in_the_order_of_their_names() -> None:
    kept = {sha256(data).hexdigest(): data for data in (b"\x00\xff" * 10, b"", b"<html>")}
    data = json.loads(exported(replace(full(), blobs=kept), "json"))
    assert {name: b64decode(text) for name, text in data["blobs"].items()} == kept
    assert list(data["blobs"]) == sorted(kept)
