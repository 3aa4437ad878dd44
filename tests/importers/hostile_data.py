"""Hostile files that bring claims, as JSON. Rows of `hostile_files.CASES`."""

import json
from collections.abc import Iterator
from typing import Any

from tests.importers.hostile_packages import Row

_CONTEXT = '"@context": "http://www.w3.org/ns/anno.jsonld"'
_BEGIN = {
    "project": '{"format": "factcheck-project", "version": 2, "project": {"title": "", "scale": "editorial"}, '
    '"checkers": [], "articles": [], "sources": [], "claims": ',
    "claimreview": '{"@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": "Dues rose.", "a": ',
    "annotation": f'{{{_CONTEXT}, "type": "AnnotationCollection", "first": ',
    "averitec": '[{"claim": "Dues rose.", "label": "Supported", "questions": ',
}
_FILES = {"project": "a.json", "claimreview": "a.jsonld", "annotation": "a.jsonld", "averitec": "a.json"}


def reviews(count: int, **more: Any) -> str:
    return json.dumps([_review(number) | more for number in range(count)])


def _review(number: int) -> dict[str, Any]:
    return {
        "@context": "https://schema.org", "@type": "ClaimReview", "url": f"https://a.example/{number}",
        "claimReviewed": f"Dues rose {number} times.", "datePublished": "2020-01-01",
        "author": {"@type": "Organization", "name": "The test desk"},
        "reviewRating": {"@type": "Rating", "ratingValue": "1", "bestRating": "5", "worstRating": "1",
                         "alternateName": "False"},
        "itemReviewed": {"@type": "Claim", "appearance": {"url": f"https://b.example/{number % 7}"}},
    }  # fmt: skip


def annotations(count: int, text: str = "", exact: str = "words") -> str:
    target: dict[str, Any] = {"selector": [{"type": "TextQuoteSelector", "exact": exact}]}
    target["source"] = "https://b.example/" if not text else "urn:uuid:t1"
    items = [{"type": "Annotation", "id": f"urn:uuid:{k}", "body": "said", "target": target} for k in range(count)]
    attached = [{"id": "urn:uuid:t1", "value": text}] if text else []
    return json.dumps({"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationCollection",
                       "as:attachment": attached, "first": {"type": "AnnotationPage", "items": items}})  # fmt: skip


def labelled(count: int, **more: Any) -> str:
    row = {
        "label": "Supported",
        "questions": [{"question": "Q?", "answers": [{"answer": "A"}]}],
        "claim_date": "1-1-2020",
    }
    return json.dumps([{"claim": f"Dues rose {k} times."} | row | more for k in range(count)])


def project(count: int, text: str = "Some words.") -> str:
    mention = {"article": "t1", "start": 0, "end": 4, "exact": text[:4]}
    claims = [
        {"id": f"c{k}", "statement": "Dues rose.", "kind": "other", "evidence": [], "verdicts": [],
         "mentions": [mention | {"id": f"m{k}"}]} for k in range(count)
    ]  # fmt: skip
    article = {
        "id": "t1",
        "title": "Dues",
        "text": text,
        "blocks": [{"start": 0, "end": len(text), "kind": "paragraph"}],
    }
    return json.dumps({"format": "factcheck-project", "version": 2, "project": {"title": "", "scale": "editorial"},
                       "checkers": [], "articles": [article], "sources": [], "claims": claims})  # fmt: skip


def _each() -> Iterator[Row]:
    for kind, begin in _BEGIN.items():
        file = _FILES[kind]
        yield file, f"{kind}: lists nested deeply", lambda n, b=begin: (b + "[" * n).encode(), 100_000, 5_000
        yield file, f"{kind}: nested as deep as goes", lambda n, b=begin: (b + "[" * n + "]" * n).encode(), 900, 900
        yield (
            file,
            f"{kind}: objects nested deeply",
            lambda n, b=begin: (b + '{"first": {"a": ' * n).encode(),
            100_000,
            5_000,
        )
        yield (
            file,
            f"{kind}: a number of many digits",
            lambda n, b=begin: (b + "9" * n + "}").encode(),
            5_000_000,
            5_000,
        )


def _values() -> Iterator[Row]:
    for kind, begin in _BEGIN.items():
        file = _FILES[kind]
        yield (
            file,
            f"{kind}: a number without end",
            lambda n, b=begin: (b + "[" + "1e999," * n + "1]}").encode(),
            500_000,
            99,
        )
        yield file, f"{kind}: a text without end", lambda n, b=begin: (b + '"' + "a" * n).encode(), 50_000_000, 50_000
        yield (
            file,
            f"{kind}: lone surrogates",
            lambda n, b=begin: (b + '"' + "\\ud800" * n + '"}').encode(),
            500_000,
            99,
        )
        yield file, f"{kind}: not UTF-8", lambda _, b=begin: (b + '"').encode() + b'\xff\xfe"}'
        yield file, f"{kind}: spaces", lambda n, b=begin: (b + " " * n).encode(), 50_000_000, 50_000
        yield (
            file,
            f"{kind}: names without end",
            lambda n, b=begin: (b + "{" + ",".join(f'"{k}":[]' for k in range(n)) + "}}").encode(),
            2_000_000,
            5_000,
        )


def _kinds() -> Iterator[Row]:
    yield "a.jsonld", "claimreview: reviews", lambda n: reviews(n).encode(), 100_000, 300
    yield (
        "a.jsonld",
        "claimreview: one address over and over",
        lambda n: reviews(n, url="https://a.example").encode(),
        (100_000),
        300,
    )
    yield (
        "a.jsonld",
        "claimreview: appearances",
        lambda n: reviews(1, itemReviewed={"appearance": [f"https://b.example/{k}" for k in range(n)]}).encode(),
        300_000,
        1_000,
    )
    yield (
        "a.jsonld",
        "claimreview: wrong types",
        lambda _: reviews(
            3, author=[1, None, {"name": {"a": []}}], reviewRating=["a", 5], itemReviewed=[[[]]], url={"a": 1}
        ).encode(),
        1,
        1,
    )
    yield "a.jsonld", "annotation: annotations", lambda n: annotations(n).encode(), 100_000, 300
    yield (
        "a.jsonld",
        "annotation: passages looked for in a text",
        lambda n: annotations(n, "a words " * n).encode(),
        (50_000),
        300,
    )
    yield (
        "a.jsonld",
        "annotation: words that nearly repeat",
        lambda n: annotations(50, "ab" * n, "ab" * (n // 2) + "c").encode(),
        500_000,
        2_000,
    )
    yield (
        "a.jsonld",
        "annotation: words that repeat",
        lambda n: annotations(20, "ab" * n, "ab" * 20).encode(),
        500_000,
        2_000,
    )
    yield (
        "a.jsonld",
        "annotation: a text of tiny paragraphs",
        lambda n: annotations(2, "words\n\n" * n).encode(),
        (1_000_000),
        3_000,
    )


def _rows() -> Iterator[Row]:
    yield "a.json", "averitec: claims", lambda n: labelled(n).encode(), 100_000, 300
    yield (
        "a.json",
        "averitec: questions",
        lambda n: labelled(
            1, questions=[{"question": "Q", "answers": [{"answer": "A", "source_url": "a"}]}] * n
        ).encode(),
        300_000,
        1_000,
    )
    yield (
        "a.json",
        "averitec: wrong types",
        lambda _: labelled(
            3, questions=[[], {"question": [], "answers": {"answer": {}}}], claim_types=[[]], claim_date=[], speaker={}
        ).encode(),
        1,
        1,
    )
    yield "a.json", "project: claims", lambda n: project(n).encode(), 150_000, 300
    yield "a.json", "project: an article without end", lambda n: project(1, "word " * n).encode(), 10_000_000, 50_000
    yield (
        "a.json",
        "project: blobs",
        lambda n: (project(1)[:-1] + f', "blobs": {{"{"0" * 64}": "{"QUFB" * n}"}}}}').encode(),
        10_000_000,
        5_000,
    )


ROWS: list[Row] = [*_each(), *_values(), *_kinds(), *_rows()]
