"""The page tells each claim, its verdicts and its evidence; it asks nothing of the network."""

import re
import tomllib
from dataclasses import replace

from annotator.domain.model import BlockKind
from annotator.domain.ratings import scale
from annotator.domain.resources import RESOURCES
from tests.exporters.reading import exported, page, whole_page
from tests.exporters.reports import Draft, full, scripts


def test_the_summary_counts_claims_and_verdicts_by_sign_and_word() -> None:
    (summary,) = page(full()).find_class("summary")
    words = " ".join(summary.text_content().split())
    assert words == "3 of 8 claims checked ✓ Confirmed 2 ✕ Wrong 1 ↻ To be checked again 1 ○ Not yet checked 4"


def test_claims_are_numbered_in_reading_order_and_their_verdicts_told_in_words() -> None:
    claims = page(full()).find_class("claim")
    assert [claim.get("id") for claim in claims] == [f"claim-{number}" for number in range(1, 9)]
    badges = [" ".join(claim.find_class("badge")[0].text_content().split()) for claim in claims]
    again = "↻ To be checked again (was – Not checkable)"
    assert badges[:5] == ["✓ Confirmed", "○ Not yet checked", again, "✓ Confirmed", "✕ Wrong"]


def test_every_number_in_the_text_says_its_verdict_to_a_screen_reader() -> None:
    labels = [number[0].get("aria-label") for number in page(full()).find_class("number")]
    assert "Claim 5: Wrong" in labels
    assert "Claim 1 begins: Confirmed" in labels
    assert "Claim 1 ends: Confirmed" in labels


def test_the_ledger_is_not_for_readers() -> None:
    words = page(full()).text_content()
    assert "A first look." not in words and "Off by ten." not in words
    returned = Draft()
    claim = returned.claim(returned.mention(returned.article((BlockKind.PARAGRAPH, "Ten.")), "Ten"))
    returned.review(returned.rate(claim, "wrong"), approved=False)
    assert "Returned" not in page(returned.report()).text_content()


def test_a_second_look_that_approved_is_told() -> None:
    (seconded,) = page(full()).get_element_by_id("claim-4").find_class("review")
    assert seconded.text_content() == "Seconded by Second Checker, 1 March 2026, 09:00 UTC"


def test_corrections_tell_what_changed_since_the_report_was_published() -> None:
    assert not page(full()).xpath("//*[@id='corrections']")
    section = page(replace(full(), since="2026-02-03T12:00:00Z")).get_element_by_id("corrections")
    (change,) = section.find_class("amendment")
    assert [b.text_content() for b in change.find_class("badge")] == ["≈ Needs a fix", "✕ Wrong"]
    assert change.xpath(".//a/@href") == ["#claim-5"]
    quiet = page(replace(full(), since="2026-03-01")).get_element_by_id("corrections")
    assert "Nothing that was published on 1 March 2026 has changed since." in quiet.text_content()


def test_each_marked_passage_has_a_note_with_its_verdict_and_evidence() -> None:
    root = whole_page(full())
    notes = root.xpath("//aside[@class='notes']/div[@aria-label='Claim 5']")
    words = " ".join(notes[0].text_content().split())
    assert words.startswith("✕ Wrong light needs 13 seconds Light needs 1.3 seconds. − Refutes Planetary fact sheet")
    place = next(c for c in notes[0].get("class").split() if c.startswith("n") and c != "note")
    assert f"m{place[1:]}" in root.get_element_by_id("mention-5-1").get("class").split()
    assert notes[0].xpath(".//a/@href")[-1] == "#claim-5"


def test_the_method_says_what_the_ratings_mean() -> None:
    method = page(full()).get_element_by_id("method")
    words = " ".join(method.text_content().split())
    assert "1 data set, 1 book, 1 confidential source" in words
    assert "✕ WrongThe sources contradict it." in words


def test_a_verdict_of_older_words_says_so() -> None:
    (stale,) = page(full()).get_element_by_id("claim-3").find_class("stale")
    assert "The Moon circles Earth, not the Sun." in stale.text_content()


def test_a_verdict_of_older_words_is_not_told_as_one_of_the_words_that_stand_here() -> None:
    root = whole_page(full())
    badges = {badge.text_content() for badge in root.xpath("//*[@id='claim-3']//*[contains(@class, 'badge')]")}
    assert badges == {"↻ To be checked again (was – Not checkable)"}
    (note,) = root.xpath("//aside[@class='notes']/div[@aria-label='Claim 3']")
    assert note.find_class("badge")[0].text_content() in badges
    assert "The Moon circles Earth, not the Sun." in note.find_class("stale")[0].text_content()
    assert {label.text_content()[-1] for label in root.xpath("//a[@href='#claim-3']/i")} <= {"↻"}


def test_a_passage_that_is_gone_is_told_but_not_marked() -> None:
    root = page(full())
    assert root.get_element_by_id("claim-8").find_class("lost")[0].text_content() == "no longer in the text"
    assert not root.xpath("//*[@id='mention-8-1']")


def test_a_confidential_source_is_shown_as_withheld() -> None:
    root = page(full())
    text = root.get_element_by_id("source-2").text_content()
    assert "Confidential source" in text and "details withheld" in text and "Person" not in text
    assert "Details of 1 confidential source are withheld." in root.find_class("page")[-1].text_content()


def test_furniture_is_folded_unless_a_claim_stands_in_it() -> None:
    assert page(full()).find_class("furniture")[0].get("open") is None
    draft = Draft()
    article = draft.article((BlockKind.FURNITURE, "Founded in 1901, the largest there is"))
    draft.claim(draft.mention(article, "1901"))
    (folded,) = (e for e in page(draft.report()).find_class("furniture") if e.tag == "details")
    assert folded.get("open") is not None


def test_blocks_become_the_elements_they_are() -> None:
    (story,) = page(full()).find_class("story")
    assert [h.text_content() for h in story.iter("h4")] == ["How far, how large"]
    assert [len(item.xpath("ancestor::ul")) for item in story.iter("li")] == [1, 2, 1]
    assert next([cell.text_content() for cell in row] for row in story.iter("tr")) == ["Body", "Diameter"]
    assert story.get("lang") == "en"
    assert all(p.get("dir") == "auto" for p in story.iter("p", "li", "td", "h4"))


def test_a_heading_that_repeats_the_title_is_said_once() -> None:
    assert exported(full(), "html").count("The Moon, in figures</h") == 1


def test_several_articles_stand_under_their_own_headings_and_quotes_name_theirs() -> None:
    root = page(scripts())
    assert [h.text_content() for h in root.find_class("headline")] == [
        "emoji",
        "combining",
        "arabic",
        "chinese",
        "spaces",
    ]
    (cited,) = root.get_element_by_id("claim-7").xpath(".//cite")
    assert cited.text_content() == "arabic"
    assert root.find_class("story")[2].get("lang") == "ar"


def test_a_rating_of_an_unknown_scale_is_told_by_its_word() -> None:
    report = full()
    verdicts = tuple(replace(v, scale="house", rating="shaky", label="Shaky") for v in report.claims[0].verdicts)
    claims = (replace(report.claims[0], verdicts=verdicts), *report.claims[1:])
    badge = page(replace(report, claims=claims)).find_class("badge")[0]
    assert badge.text_content() == "• Shaky"
    assert "rating-none" in badge.get("class", "")


def test_evidence_without_its_source_says_so() -> None:
    root = page(replace(full(), sources=()))
    assert "Source not in this report" in root.get_element_by_id("claim-1").text_content()


def test_nothing_is_asked_of_the_network() -> None:
    source = exported(full(), "html")
    assert not re.search(
        r"<(?:link|script|img|iframe|object|embed|base)\b|@import|url\(|\ssrc=|srcset|@font-face", source
    )


def test_the_colours_are_those_of_the_themes() -> None:
    source = exported(full(), "html")
    for name in ("light", "dark"):
        colours = tomllib.loads((RESOURCES / "themes" / f"{name}.toml").read_text(encoding="utf-8"))["colours"]
        assert all(f"--{token}:{colour};" in source for token, colour in colours.items())
    style = source[source.index("<style>") : source.index("</style>")]
    assert all(f".{rating.colour} {{" in style for rating in scale("truth").ratings)
    assert not re.search(r"(?<![-:])#[0-9a-f]{3,8}\b", style.replace("--", "")[style.index("* {") :])
