"""Claims that other programs wrote: ClaimReview, Web Annotations, AVeriTeC and REFI-QDA as they are found."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator import importers
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import ClaimKind, MentionState, SourceKind, Stance
from annotator.domain.report import QUOTED, UNPLACED, Report
from annotator.exporters import EXPORTERS
from annotator.importers.foreign import paragraphs
from annotator.project import Project
from tests.exporters.reading import QUIET
from tests.exporters.reports import full
from tests.importers.faults import faults
from tests.work import calls

REVIEW = {
    "@context": "http://schema.org",
    "@type": "ClaimReview",
    "datePublished": "2026-01-05T10:00:00+01:00",
    "url": "https://check.example/2026/ten",
    "claimReviewed": "Ten of ten doctors agree.",
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Organization", "name": "A company"},
        "datePublished": "2026-01-01",
        "appearance": ["https://shop.example/advert", {"@type": "CreativeWork", "name": "Advert on paper"}],
    },
    "author": {"@type": "Organization", "name": "The checkers"},
    "reviewRating": {"@type": "Rating", "ratingValue": "1", "bestRating": "5", "worstRating": "1",
                     "alternateName": "Not quite"},
}  # fmt: skip

ROW = {
    "claim": "The tower is 400 m high.",
    "label": "Refuted",
    "justification": "It is 330 m high.",
    "claim_date": "5-8-2020",
    "speaker": None,
    "reporting_source": "A magazine",
    "original_claim_url": "https://magazine.example/tower",
    "claim_types": ["Position Statement", "Numerical Claim"],
    "questions": [
        {
            "question": "How high is the tower?",
            "answers": [
                {"answer": "330 m", "answer_type": "Extractive", "source_url": "https://tower.example",
                 "source_medium": "Web text"},
                {"answer": "No answer could be found.", "answer_type": "Unanswerable", "source_url": ""},
            ],
        }
    ],
}  # fmt: skip

ANNOTATION = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "https://notes.example/1",
    "type": "Annotation",
    "motivation": "commenting",
    "body": [
        {"type": "TextualBody", "value": "Is that so?"},
        {"type": "TextualBody", "purpose": "tagging", "value": "tower"},
    ],
    "target": {
        "source": "https://magazine.example/tower",
        "selector": [
            {"type": "RangeSelector", "startSelector": {}, "endSelector": {}},
            {"type": "TextQuoteSelector", "exact": "400 m", "prefix": "tower is ", "suffix": " high"},
        ],
    },
}  # fmt: skip

QDE = """<?xml version="1.0" encoding="utf-8"?>
<Project name="Interviews" origin="Another program" xmlns="urn:QDA-XML:project:1.0">
<Users><User guid="11111111-1111-4111-8111-111111111111" name="A coder"/></Users>
<CodeBook><Codes>
<Code guid="22222222-2222-4222-8222-222222222222" name="Numbers" isCodable="true"/>
</Codes></CodeBook>
<Sources>
<TextSource guid="33333333-3333-4333-8333-333333333333" name="One" plainTextPath="internal://one.txt">
<PlainTextSelection guid="44444444-4444-4444-8444-444444444444" startPosition="{start}" endPosition="{end}">
<Coding guid="55555555-5555-4555-8555-555555555555" creatingUser="11111111-1111-4111-8111-111111111111">
<CodeRef targetGUID="22222222-2222-4222-8222-222222222222"/></Coding>
</PlainTextSelection>
</TextSource>
<PDFSource guid="66666666-6666-4666-8666-666666666666" name="Two" path="internal://two.pdf"/>
</Sources></Project>"""


def read(value: Any, name: str = "x.jsonld") -> Report:
    found = importers.read_bytes(json.dumps(value).encode(), name)
    assert isinstance(found, Report)
    assert faults(found) == []
    return found


def research(text: str, quote: str) -> bytes:
    """A project of another program with one text, byte for byte, and one coding of a quotation in it."""
    start = text.index(quote)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("sources/one.txt", text.encode("utf-8"))
        archive.writestr("project.qde", QDE.format(start=start, end=start + len(quote)))
    return packed.getvalue()


@pytest.mark.parametrize("shape", [lambda r: r, lambda r: [r], lambda r: {"@graph": [r]},
                                   lambda r: {"@type": "DataFeed", "dataFeedElement": [{"item": [r]}]}])  # fmt: skip
def test_a_review_of_another_desk_becomes_a_claim_with_its_verdict(shape: Any) -> None:
    (claim,) = read(shape(REVIEW)).claims
    verdict = claim.verdict
    assert (claim.statement, claim.claimant, claim.claim_date) == (REVIEW["claimReviewed"], "A company", "2026-01-01")
    assert verdict is not None
    assert (verdict.label, verdict.scale, verdict.checker.name) == ("Not quite", "", "The checkers")
    assert verdict.at == "2026-01-05"


def test_the_words_of_claims_stand_for_the_works_in_which_they_appeared() -> None:
    report = read([REVIEW, {**REVIEW, "claimReviewed": "Nine of ten."}])
    assert [(a.url, a.title, a.media_type) for a in report.articles] == [
        ("https://shop.example/advert", "https://shop.example/advert", QUOTED),
        ("", "Advert on paper", QUOTED),
    ]
    assert report.articles[0].text == "Ten of ten doctors agree.\n\nNine of ten."


def test_a_review_without_an_appearance_is_placed_nowhere_and_says_so_again() -> None:
    report = read({**REVIEW, "itemReviewed": {"@type": "Claim"}})
    assert [article.title for article in report.articles] == [UNPLACED]
    (review,) = json.loads(EXPORTERS["claimreview"].render(report, QUIET)[0].data)["@graph"]
    assert "appearance" not in review["itemReviewed"]


def test_a_row_of_averitec_becomes_a_claim_with_evidence() -> None:
    report = read([ROW, {"claim": "Of a test set.", "questions": []}], "dev.json")
    claim = report.claims[0]
    assert (claim.kind, claim.claim_date, claim.claimant) == (ClaimKind.FIGURE, "2020-08-05", "")
    assert claim.verdict is not None and (claim.verdict.rating, claim.verdict.rationale) == (
        "refuted",
        "It is 330 m high.",
    )
    assert [(e.stance, e.excerpt) for e in claim.evidence] == [
        (Stance.CONTEXT, "How high is the tower?\n330 m"),
        (Stance.CONTEXT, "How high is the tower?\nNo answer could be found."),
    ]
    assert [(s.title, s.kind) for s in report.sources] == [
        ("https://tower.example", SourceKind.PAGE),
        ("Source not named", SourceKind.PAGE),
    ]
    assert report.claims[1].verdict is None
    assert report.scale.key == "averitec"


def test_annotations_find_their_words_in_an_article_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "notes.jsonld").write_text(json.dumps(ANNOTATION), encoding="utf-8")
    with Project.create(tmp_path / "p.factcheck", checker="c") as project:
        article = project.articles.add_text("In 400 m: a sign.\n\nThe tower is 400 m high.", title="Tower")
        project.articles.set(article.id, url="https://magazine.example/tower")
        shown = project.articles.add(tmp_path / "notes.jsonld")
        (claim,) = project.claims.all()
        (mention,) = claim.mentions
        assert shown.id == article.id and len(project.articles.all()) == 1
        assert mention.article == article.id
        assert mention.span.start == article.text.rindex("400 m")
        assert claim.note == "tower\nIs that so?"
        assert claim.verdict is None
        assert project.check() == []


def test_annotations_of_an_article_that_is_not_here_bring_the_words_they_quote(tmp_path: Path) -> None:
    report = read([ANNOTATION])
    assert [(a.url, a.text, a.media_type) for a in report.articles] == [
        ("https://magazine.example/tower", "400 m", QUOTED)
    ]
    assert report.claims[0].mentions[0].state is MentionState.SAME


@pytest.mark.parametrize("text", ["It is 10 m.", "\ufeffIt is\r\n10 m.", "👩 e\u0301\r\n\r\nIt is 10 m."])
def test_positions_of_another_program_are_of_the_text_as_it_lay_in_the_file(text: str) -> None:
    report = importers.read_bytes(research(text, "10 m"), "x.qdpx")
    assert isinstance(report, Report) and faults(report) == []
    (claim,) = report.claims
    assert claim.mentions[0].selector.exact == "10 m"
    assert claim.statement == "10 m"
    assert (claim.note, claim.verdict) == ("Numbers", None)
    assert report.title == "Interviews"


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (b'{"@context": "https://schema.org", "@type": "ClaimReview"}', "x.jsonld", "holds no ClaimReview of a claim"),
        (b'{"@type": "ClaimReview", ', "x.jsonld", "no whole JSON"),
        (b'{"@type": "ClaimReview", "x": ' + b"[" * 100_000, "x.jsonld", "nested too deeply"),
        (b'{"@context": "http://www.w3.org/ns/anno.jsonld"}', "x.jsonld", "no annotation that quotes"),
        (b'[{"claim": "", "questions": []}]', "x.json", "holds no AVeriTeC claims"),
        (b'{"@type": "Recipe"}', "x.jsonld", "no project of this app"),
        (b'{"a": 1}\n{"a": 2}\n', "x.jsonl", "no project of this app"),
        (research("It is 10 m.", "10 m")[:-30], "x.qdpx", "damaged"),
    ],
)
def test_a_file_of_nothing_that_can_be_read_is_refused_in_a_sentence(data: bytes, name: str, what: str) -> None:
    with pytest.raises(AnnotatorError, match=what):
        importers.read_bytes(data, name)


def test_a_research_project_that_would_unpack_to_too_much_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", "<Project xmlns='urn:QDA-XML:project:1.0'/>")
        archive.writestr("sources/one.txt", b"0" * 60_000_000)
    with pytest.raises(AnnotatorError, match="more than an article can need"):
        importers.read_bytes(packed.getvalue(), "x.qdpx")


SEEDS = {
    "claimreview": json.dumps([REVIEW]).encode(),
    "averitec": json.dumps([ROW]).encode(),
    "webannotation": EXPORTERS["webannotation"].render(full(), QUIET)[0].data,
}
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just("urn:uuid:")),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=6,
)


@pytest.mark.parametrize("name", SEEDS)
@given(st.data())
@settings(max_examples=60)
def test_any_value_anywhere_gives_a_sound_report_or_a_refusal(name: str, data: st.DataObject) -> None:
    value = json.loads(SEEDS[name])
    place = value
    while True:
        key = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else list(range(len(place)))))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.integers(0, 3)) == 0:
            break
        place = place[key]
    place[key] = data.draw(VALUES)
    try:
        report = importers.read_bytes(json.dumps(value).encode(), "x.json")
    except AnnotatorError as refusal:
        assert refusal.what_happened.endswith(".")
    else:
        assert isinstance(report, Report)
        assert faults(report) == []


def test_a_verdict_that_two_claims_name_is_one_of_each() -> None:
    found = json.loads(SEEDS["webannotation"])
    for annotation in found["first"]["items"]:
        annotation.pop("as:context", None)
    report = importers.read_bytes(json.dumps(found).encode(), "x.json")
    assert isinstance(report, Report)
    assert faults(report) == []


def packed(qde: bytes, name: str = "sources/one.txt", text: bytes = b"It is 10 m.") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, text)
        archive.writestr("project.qde", qde)
    return made.getvalue()


@given(st.data())
@settings(max_examples=80)
def test_a_damaged_research_project_gives_a_sound_report_or_a_refusal(data: st.DataObject) -> None:
    whole = bytearray(QDE.format(start=6, end=10).encode())
    pieces = (b"", b"<", b"&#0;", b"\xff", b"-1", b"99999999999999999999", b"</Sources>", b'guid=""', b"<!DOCTYPE a>")
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(whole)))
        end = min(len(whole), start + data.draw(st.sampled_from([0, 1, 2, 8, 40])))
        whole[start:end] = data.draw(st.sampled_from(pieces))
    try:
        report = importers.read_bytes(packed(bytes(whole)), "x.qdpx")
    except AnnotatorError as refusal:
        assert refusal.what_happened.endswith(".")
    else:
        assert isinstance(report, Report)
        assert faults(report) == []


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "internal://../one.txt", "http://a.example/x"])
def test_a_research_project_reaches_for_nothing_outside_itself(path: str) -> None:
    qde = QDE.format(start=6, end=10).replace("internal://one.txt", path)
    with pytest.raises(AnnotatorError, match="holds no text"):
        importers.read_bytes(packed(qde.encode()), "x.qdpx")


def test_a_research_project_may_not_declare_entities() -> None:
    bomb = b'<!DOCTYPE Project [<!ENTITY a "aaaa">]>' + QDE.format(start=6, end=10).split("?>")[1].encode()
    with pytest.raises(AnnotatorError, match="declarations"):
        importers.read_bytes(packed(bomb), "x.qdpx")


def told_apart(count: int) -> list[Any]:
    """Rows of a set of claims, no two alike."""
    return [{**ROW, "claim": f"The tower is {number} m high.", "original_claim_url": None} for number in range(count)]


def test_each_of_many_claims_takes_as_much_work_as_one_of_few() -> None:
    assert len(read(told_apart(5_000), "train.json").claims) == 5_000
    many, few = told_apart(2_500), told_apart(250)
    assert calls(lambda: read(many, "train.json")) < 11 * calls(lambda: read(few, "train.json"))


def test_more_than_can_be_worked_with_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.importers.foreign.MOST", 12)
    rows = told_apart(11)
    assert len(read(rows[:3], "train.json").claims) == 3
    with pytest.raises(AnnotatorError, match="holds 44 claims, passages and pieces of evidence"):
        read(rows, "train.json")
    asked = [{"question": f"Q{number}?", "answers": [{"answer": "A"}]} for number in range(20)]
    with pytest.raises(AnnotatorError, match=r"holds 2\d claims, passages and pieces of evidence"):
        read([{**rows[0], "questions": asked}], "train.json")


@pytest.mark.parametrize("text", ["", "a", "a\nb", "\n a \n \n\nb\nc\n", "a\n\n\u2028\n b", " \n \n", "a\n\n\n\nz"])
def test_paragraphs_are_what_stands_between_blank_lines(text: str) -> None:
    blocks = paragraphs(text)
    assert "\n\n".join(text[b.start : b.end] for b in blocks) == "\n\n".join(
        part for part in re.split(r"\n(?:[^\S\n]*\n)+", text.strip("\n") if text.strip() else "") if part.strip()
    )
    assert all(one.end < other.start for one, other in pairwise(blocks))


@pytest.mark.parametrize(
    ("times", "name"),
    [
        (lambda many: [{"@type": "ClaimReview", "claimReviewed": "Ten."}] * many, "x.jsonld"),
        (lambda many: [{"claim": "Ten.", "questions": []}] * many, "x.json"),
        (lambda many: [ANNOTATION] + [{"@context": "http://www.w3.org/ns/anno.jsonld"}] * many * 10, "x.jsonld"),
    ],
    ids=["reviews", "rows", "annotations"],
)
def test_no_shape_of_a_file_takes_a_square_of_work(times: Callable[[int], Any], name: str) -> None:
    many, few = times(10_000), times(1_000)
    assert calls(lambda: read(many, name)) < 11 * calls(lambda: read(few, name))


def test_words_after_two_million_spaces_are_read_without_trying_each_of_them_again() -> None:
    read({**ANNOTATION, "as:attachment": [{"value": " " * 2_000_000 + "x"}]}, "x.jsonld")  # or this takes hours
