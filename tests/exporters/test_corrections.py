"""What changed since a report was published, from the ledger; and the notice that tells of it."""

from dataclasses import replace

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind
from annotator.domain.report import Report
from annotator.exporters import EXPORTERS
from annotator.exporters.corrections import corrections
from annotator.exporters.templates import Order
from tests.exporters.reading import QUIET
from tests.exporters.reports import Draft

MARCH = "2026-03-01T12:00:00Z"


def story(since: str = MARCH) -> Report:
    """Seven claims: unchanged, changed, explained anew, reworded, withdrawn, added, withdrawn long ago."""
    draft = Draft("Desk")
    article = draft.article((BlockKind.PARAGRAPH, "One two three four five six seven."), title="Numbers")
    one, two, three, four, five, six, seven = (
        draft.claim(draft.mention(article, w)) for w in article.text[:-1].split()
    )
    early, late = "2026-02-01T08:00:00Z", "2026-04-0{}T08:00:00Z"
    draft.rate(one, "confirmed", at=early)
    draft.rate(draft.rate(two, "confirmed", at=early), "wrong", "A newer census.", at=late.format(5))
    draft.rate(draft.rate(three, "wrong", "Thus.", at=early), "wrong", "Rather thus.", at=late.format(4))
    draft.rate(draft.reword(draft.rate(four, "wrong", at=early), "Four."), "wrong", at=late.format(3))
    gone = draft.withdraw(draft.rate(five, "wrong", at=early))
    draft.rate(six, "confirmed", at=late.format(1))
    long_gone = draft.withdraw(draft.rate(seven, "wrong", at=early))
    times = {gone.verdicts[0].id: late.format(2), long_gone.verdicts[0].id: "2026-02-02T08:00:00Z"}
    return replace(draft.report(), since=since, withdrawals=times)


def told(report: Report) -> list[tuple[str, int, str]]:
    return [(change.kind, change.number, change.at[:10]) for change in corrections(report).amendments]


def test_each_change_after_publication_is_told_in_the_order_of_time() -> None:
    assert told(story()) == [
        ("added", 6, "2026-04-01"),
        ("withdrawn", 5, "2026-04-02"),
        ("reworded", 4, "2026-04-03"),
        ("explained", 3, "2026-04-04"),
        ("changed", 2, "2026-04-05"),
    ]


def test_a_report_published_later_has_fewer_corrections() -> None:
    assert [number for _, number, _ in told(story("2026-04-03T08:00:00Z"))] == [3, 2]
    assert [number for _, number, _ in told(story("2026-04-04"))] == [3, 2]
    assert told(story("2026-05-01")) == []


def test_a_report_that_was_never_published_has_none() -> None:
    assert told(story("")) == []


def test_a_newer_text_of_an_article_is_told() -> None:
    report = story()
    (article,) = report.articles
    newer = replace(article, supersedes="an-earlier-one", captured="2026-04-01T00:00:00Z")
    assert corrections(replace(report, articles=(newer,))).articles == [newer]
    assert not corrections(replace(report, articles=(replace(newer, captured="2026-02-01"),))).articles


def notice(report: Report, extension: str) -> str:
    return EXPORTERS["corrections"].render(report, QUIET, Order(extension))[0].data.decode()


def test_the_notice_tells_corrections_apart_from_what_is_new() -> None:
    text = notice(story(), "md")
    corrected, added = text.split("## Checked since")
    assert "published on 1 March 2026, 12:00 UTC" in corrected
    assert "≈" not in text
    assert "✓ Confirmed → **✕ Wrong**" in corrected and "A newer census." in corrected
    assert "The verdict has been withdrawn." in corrected
    assert "> six" in added and "> six" not in corrected
    assert "> One" not in text and "> seven" not in text


def test_the_notice_without_a_date_tells_what_changed_since_the_first_verdicts() -> None:
    text = notice(story(""), "md")
    assert "since our verdicts were first given" in text
    assert "> two" in text and "> six" not in text


def test_the_notice_of_no_change_says_so() -> None:
    assert "Nothing that was published on 1 May 2026 has changed since." in notice(story("2026-05-01"), "md")


def test_the_notice_is_a_page_or_markdown() -> None:
    assert notice(story(), "html").startswith("<!DOCTYPE html>")
    with pytest.raises(AnnotatorError, match=r"cannot be written as \.docx"):
        notice(story(), "docx")
