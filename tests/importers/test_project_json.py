"""Our own JSON, read back as a report; whatever does not agree with itself is refused with its place."""

import copy
import hashlib
import json
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest

from annotator import importers
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ClaimState, InlineKind, Span
from annotator.domain.report import Report
from annotator.importers import project_json

TEXT = "The title\n\nNearly 160 people 👩\u200d👩 were there."
BLOB = b"the original bytes"
KEY = hashlib.sha256(BLOB).hexdigest()

PROJECT: dict[str, Any] = {
    "format": "factcheck-project",
    "version": 1,
    "project": {"title": "A project", "scale": "editorial"},
    "checkers": [{"id": "k1", "name": "First checker"}],
    "articles": [
        {
            "id": "a1",
            "title": "The title",
            "text": TEXT,
            "blocks": [
                {"start": 0, "end": 9, "kind": "heading", "level": 1, "inlines": []},
                {
                    "start": 11,
                    "end": len(TEXT),
                    "kind": "paragraph",
                    "level": 0,
                    "inlines": [{"start": 18, "end": 21, "kind": "link", "href": "https://site.example/"}],
                },
            ],
            "byline": "",
            "publisher": "",
            "url": "",
            "language": "en",
            "published": "2021-01-27",
            "captured": "2021-01-28T10:00:00Z",
            "supersedes": "",
            "media_type": "text/plain",
            "original": KEY,
        }
    ],
    "claims": [
        {
            "id": "c1",
            "statement": "160 people were there.",
            "kind": "figure",
            "claimant": "",
            "claim_date": "2021-01",
            "claim_date_text": "January",
            "assignee": "",
            "note": "",
            "mentions": [
                {
                    "id": "m1",
                    "article": "a1",
                    "start": 11,
                    "end": 21,
                    "exact": "Nearly 160",
                    "prefix": "title\n\n",
                    "suffix": " people",
                    "state": "same",
                }
            ],
            "evidence": [
                {"id": "e1", "source": "s1", "stance": "refutes", "excerpt": "x", "locator": "p. 12", "note": ""}
            ],
            "verdicts": [
                {
                    "id": "v1",
                    "scale": "editorial",
                    "rating": "wrong",
                    "label": "Wrong",
                    "rationale": "It was 150.",
                    "correction": "",
                    "statement": "160 people were there.",
                    "checker": {"id": "k1", "name": "First checker"},
                    "at": "2021-01-28T11:00:00Z",
                    "state": "current",
                    "reviews": [
                        {
                            "id": "r1",
                            "approved": True,
                            "note": "",
                            "checker": {"id": "k1", "name": "First checker"},
                            "at": "2021-01-28T12:00:00Z",
                        }
                    ],
                }
            ],
        }
    ],
    "sources": [{"id": "s1", "title": "The minutes", "kind": "page", "confidential": False, "snapshot": KEY}],
    "blobs": {KEY: b64encode(BLOB).decode()},
}


def read(project: Any) -> Report:
    report = importers.read_bytes(json.dumps(project).encode(), "project.json")
    assert isinstance(report, Report)
    return report


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    project = copy.deepcopy(PROJECT)
    change(project)
    return project


def test_everything_comes_back() -> None:
    report = read(PROJECT)
    assert (report.title, report.scale.key, report.as_of) == ("A project", "editorial", "2021-01-28T11:00:00Z")
    article, claim, source = report.articles[0], report.claims[0], report.sources[0]
    assert article.text == TEXT
    assert [b.kind for b in article.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]
    assert article.blocks[1].inlines[0].kind is InlineKind.LINK
    assert claim.mentions[0].span == Span(11, 21)
    assert claim.mentions[0].claim == claim.evidence[0].claim == claim.verdicts[0].claim == "c1"
    assert claim.state is ClaimState.CHECKED
    assert claim.verdicts[0].reviews[0].verdict == "v1"
    assert claim.verdicts[0].reviews[0].approved is True
    assert source.snapshot == article.original == KEY
    assert report.blobs == {KEY: BLOB}
    assert report.checkers[0].name == "First checker"


def test_it_is_known_by_its_content_whatever_its_name() -> None:
    assert isinstance(importers.read_bytes(json.dumps(PROJECT).encode("utf-8-sig"), "notes.txt"), Report)


def test_an_article_exported_without_its_earlier_version_supersedes_nothing() -> None:
    assert read(changed(lambda p: p["articles"][0].update(supersedes="a0"))).articles[0].supersedes == ""


def test_the_files_of_a_project_are_never_made_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """As text beside an emoji each of their bytes would take six."""
    parsed: list[bytes] = []

    def parse(data: bytes) -> Any:
        parsed.append(data)
        return json.loads(data)

    monkeypatch.setattr(project_json, "_parsed", parse)
    assert read(PROJECT).blobs == {KEY: BLOB}
    assert b64encode(BLOB) not in parsed[0]


def test_words_that_look_like_the_files_of_a_project_stay_words() -> None:
    words = f'"blobs": {{"{KEY}": "{b64encode(BLOB).decode()}"}}'
    found = read(changed(lambda p: (p["project"].update(title=words), p.pop("blobs"))))
    assert (found.title, found.blobs) == (words, {})


def test_a_project_without_blobs_is_whole() -> None:
    assert read(changed(lambda p: p.pop("blobs"))).blobs == {}


def test_a_mention_that_is_gone_need_not_fit_the_text() -> None:
    gone = {"state": "gone", "exact": "words that went", "start": 900, "end": 915}
    assert read(changed(lambda p: p["claims"][0]["mentions"][0].update(gone))).claims[0].mentions[0].span.start == 900


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda p: p.update(version=3), "newer version of this app"),
        (lambda p: p.update(version="1"), "version is not a whole number"),
        (lambda p: p.update(format="other", note="factcheck-project"), "format is not"),
        (lambda p: p.pop("project"), "project is missing"),
        (lambda p: p["project"].update(scale="no-such"), "names no rating scale"),
        (lambda p: p.update(claims={}), "claims is missing or no list"),
        (lambda p: p["claims"].append(7), r"claims\[1\] is missing or no object"),
        (lambda p: p["claims"][0].pop("statement"), r"claims\[0\].statement is missing"),
        (lambda p: p["claims"][0].update(statement=7), r"claims\[0\].statement is not a text"),
        (lambda p: p["claims"][0].update(kind="guess"), r"claims\[0\].kind is none of figure"),
        (lambda p: p["claims"][0].update(note="\ud800"), r"claims\[0\].note holds signs that are no text"),
        (lambda p: p["claims"][0]["mentions"][0].update(end=999), r"lies outside the text at 11:999"),
        (lambda p: p["claims"][0]["mentions"][0].update(start=-1), r"lies outside the text"),
        (lambda p: p["claims"][0]["mentions"][0].update(start=True), r"mentions\[0\].start is not a whole number"),
        (lambda p: p["claims"][0]["mentions"][0].update(exact="Nearly"), r"exact is not what the article holds"),
        (lambda p: p["claims"][0]["mentions"][0].update(article="a9"), "names no article of the file"),
        (lambda p: p["claims"][0]["evidence"][0].update(source="s9"), "names no source of the file"),
        (lambda p: p["claims"][0]["evidence"][0].update(stance="likes"), "stance is none of supports"),
        (lambda p: p["claims"][0]["verdicts"][0].pop("checker"), r"verdicts\[0\].checker is missing or no object"),
        (lambda p: p["claims"][0]["verdicts"][0]["reviews"][0].update(approved=1), "approved is not true or false"),
        (lambda p: p["articles"][0].update(text="a\r\nb"), r"articles\[0\].text is empty or not canonical"),
        (lambda p: p["articles"][0].update(text=" "), r"articles\[0\].text is empty"),
        (lambda p: p["articles"][0]["blocks"][1].update(start=5), "overlaps the block before it"),
        (lambda p: p["articles"][0]["blocks"][1].update(end=500), r"blocks\[1\] lies outside the text"),
        (lambda p: p["articles"][0]["blocks"][1]["inlines"][0].update(start=0), "lies outside its block"),
        (lambda p: p["articles"][0].update(supersedes="a1"), "supersedes itself"),
        (lambda p: p["sources"][0].update(id="c1"), "is used twice"),
        (lambda p: p["sources"][0].update(id=""), "has an empty id"),
        (lambda p: p["sources"][0].update(confidential="no"), "confidential is not true or false"),
        (lambda p: p["sources"][0].update(snapshot="0" * 64), "names a blob that is not in the file"),
        (lambda p: p["blobs"].update({KEY: "???"}), "is not Base64"),
        (lambda p: p["blobs"].update({KEY: "AAAA"}), "does not have the SHA-256"),
        (lambda p: p["blobs"].update({KEY: 7}), "is not text"),
    ],
)
def test_what_does_not_agree_is_refused_with_its_place(change: Callable[[dict[str, Any]], object], what: str) -> None:
    with pytest.raises(AnnotatorError, match=what):
        read(changed(change))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (json.dumps(PROJECT).encode()[:-20], "cut short"),
        (b'{"format": "factcheck-project", "x": ' + b"[" * 200_000, "nested too deeply"),
        (b'{"format": "factcheck-project", "x": NaN}', "cut short"),
        (b'{"format": "factcheck-project", "x": "\xff"}', "not UTF-8"),
        (b'{"format": "other"}', "no project of this app"),
        (b"[]", "no project of this app"),
    ],
)
def test_what_is_no_whole_project_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(AnnotatorError, match=what):
        importers.read_bytes(data, "project.json")
