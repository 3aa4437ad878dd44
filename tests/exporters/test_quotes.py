"""In every format the words quoted are the words at the span, whatever the script."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from annotator.domain.model import BlockKind, Mention
from annotator.domain.report import Report
from annotator.exporters.passages import is_placed
from tests.exporters.reading import exported, marked_words, page, rendered, rows
from tests.exporters.reports import Draft, full, scripts

REPORTS = pytest.mark.parametrize("make", [full, scripts])


def mentions(report: Report) -> list[tuple[int, int, Mention, str]]:
    """Claim number, ordinal, mention, and the words of the article at its span."""
    texts = {article.id: article.text for article in report.articles}
    return [
        (number, ordinal, mention, texts[mention.article][mention.span.start : mention.span.end])
        for number, claim in enumerate(report.claims, 1)
        for ordinal, mention in enumerate(claim.mentions, 1)
    ]


def visible(report: Report, mention: Mention) -> str:
    """The words of a mention that lie inside blocks, and in tables inside cells."""
    article = next(a for a in report.articles if a.id == mention.article)
    found = ""
    for block in article.blocks:
        words = article.text[max(block.start, mention.span.start) : max(block.start, min(block.end, mention.span.end))]
        found += re.sub(r"[\t\n]", "", words) if block.kind is BlockKind.TABLE else words
    return found


@REPORTS
def test_the_marked_words_of_the_page_are_the_words_of_the_span(make: Callable[[], Report]) -> None:
    report = make()
    articles = {article.id: article for article in report.articles}
    marked = marked_words(page(report))
    expected = {
        f"mention-{number}-{ordinal}": visible(report, mention)
        for number, ordinal, mention, _ in mentions(report)
        if is_placed(mention, articles)
    }
    assert marked == expected
    assert len(expected) > 5


@REPORTS
def test_the_page_quotes_each_mention_exactly(make: Callable[[], Report]) -> None:
    report = make()
    quoted = [element.text_content() for element in page(report).find_class("exact")]
    assert quoted == [words for *_, words in mentions(report)]


@REPORTS
def test_markdown_once_rendered_quotes_each_mention_exactly(make: Callable[[], Report]) -> None:
    report = make()
    root = rendered(report)
    for number, claim in enumerate(report.claims, 1):
        (heading,) = [h for h in root.iter("h3") if h.text_content() == f"Claim {number}"]
        following = heading.itersiblings()
        next(following)
        quotes = [next(following) for _ in claim.mentions]
        exact = [mention.selector.exact for mention in claim.mentions]
        assert [quote.tag for quote in quotes] == ["blockquote"] * len(exact)
        assert [quote[0].text_content() for quote in quotes] == exact


@REPORTS
def test_the_table_gives_words_and_span_of_each_first_mention(make: Callable[[], Report]) -> None:
    report = make()
    texts = {article.title: article.text for article in report.articles}
    for row in rows(report):
        words = texts[row["article"]][int(row["start"]) : int(row["end"])]
        assert row["passage"] in (words, f"'{words}")


@REPORTS
def test_the_project_file_gives_words_and_span_of_each_mention(make: Callable[[], Report]) -> None:
    data = json.loads(exported(make(), "json"))
    texts = {article["id"]: article["text"] for article in data["articles"]}
    found = [mention for claim in data["claims"] for mention in claim["mentions"]]
    assert found
    for mention in found:
        assert texts[mention["article"]][mention["start"] : mention["end"]] == mention["exact"]


@REPORTS
def test_each_annotation_selects_by_position_what_it_selects_by_quotation(make: Callable[[], Report]) -> None:
    report = make()
    told = {f"urn:uuid:{mention.id}": (mention, words) for *_, mention, words in mentions(report)}
    items = json.loads(exported(report, "webannotation"))["first"]["items"]
    assert [item["id"] for item in items] == list(told)
    for item in items:
        mention, words = told[item["id"]]
        selectors = {selector["type"]: selector for selector in item["target"]["selector"]}
        assert selectors["TextQuoteSelector"]["exact"] == words
        place = selectors.get("TextPositionSelector", {"start": mention.span.start, "end": mention.span.end})
        assert (place["start"], place["end"]) == (mention.span.start, mention.span.end)


@REPORTS
def test_reviews_are_of_the_words_that_were_rated(make: Callable[[], Report]) -> None:
    report = make()
    reviewed = [item["claimReviewed"] for item in json.loads(exported(report, "claimreview"))["@graph"]]
    assert reviewed == [claim.verdict.statement for claim in report.claims if claim.verdict]


def test_a_passage_in_several_parts_is_one_quotation_wherever_it_is_quoted() -> None:
    draft = Draft()
    article = draft.article((BlockKind.PARAGRAPH, "The minister, it was said, resigned on Friday."), title="T")
    first = draft.mention(article, "The minister")
    rest = replace(draft.mention(article, "resigned"), continues=first.id)
    draft.claim(first, rest, draft.mention(article, "Friday"))
    report = draft.report()
    quoted = ["The minister … resigned", "Friday"]
    assert [element.text_content() for element in page(report).find_class("exact")] == quoted
    assert [quote[0].text_content() for quote in rendered(report).iter("blockquote")] == quoted
    (row,) = rows(report)
    assert row["passage"] == quoted[0]
    assert marked_words(page(report)) == {
        "mention-1-1": "The minister", "mention-1-2": "resigned", "mention-1-3": "Friday",
    }  # fmt: skip
