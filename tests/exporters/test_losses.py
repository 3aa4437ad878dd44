"""What a format says it carries is in its files, what it says it does not is not, and the rest is told in writing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.losses import EVERYTHING, KINDS, Loss, all_but, lost, only, page, summary
from annotator.domain.model import (
    AuthorNote,
    BlockKind,
    Checker,
    ClaimKind,
    MentionState,
    NoteKind,
    Reply,
    ReplyKind,
    Review,
    Severity,
    SourceKind,
    Stance,
)
from annotator.domain.report import Report
from annotator.exporters import EXPORTERS, Exporter
from tests.exporters.reading import QUIET, unpacked
from tests.exporters.reports import Draft, full, scripts

FORMATS = pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=list(EXPORTERS))

TOKENS = {
    "project-title": "zaprojecttitle",
    "texts": "zawordsofthearticle",
    "headlines": "zaheadline",
    "bylines": "zabyline",
    "publishers": "zapaper",
    "addresses": "https://zaarticle.example/",
    "article-dates": "1931",
    "captures": "1932",
    "originals": "zaoriginal",
    "claims": "zastatement",
    "claimants": "zaclaimant",
    "claim-dates": "1933",
    "typed-dates": "zatypeddate",
    "assignees": "zaassignee",
    "claim-notes": "zaclaimnote",
    "passages": "zapassage",
    "further-passages": "zafurtherpassage",
    "orphans": "zaorphan",
    "rationales": "zarationale",
    "corrections": "zacorrection",
    "signatures": "zachecker",
    "verdict-dates": "1934",
    "earlier-verdicts": "zaearlier",
    "stale": "zarewordedsince",
    "reviews": "1937",
    "review-notes": "zareviewnote",
    "replies": "zareply",
    "author-notes": "zaauthornote",
    "excerpts": "zaexcerpt",
    "locators": "zalocator",
    "evidence-notes": "zaevidencenote",
    "sources": "zasource",
    "unused-sources": "zaunused",
    "source-authors": "zaauthor",
    "source-publishers": "zapublisher",
    "source-addresses": "https://zasource.example/",
    "archive-addresses": "https://zaarchive.example/",
    "source-dates": "1935",
    "access-dates": "1936",
    "source-notes": "zasourcenote",
    "snapshots": "zasnapshot",
}
"""A sign of each kind that shows in the bytes of a format that carries it. Years, as dates are told in many ways."""

UNSEEN = {kind.key for kind in KINDS} - set(TOKENS)
"""Kinds whose presence no single word shows; their formats' own tests show them."""


def telling(scale: str) -> Report:
    """A report with every one of the TOKENS in its place, and nowhere else."""
    t = TOKENS
    draft = Draft(t["project-title"], scale)
    article = draft.article(
        (BlockKind.PARAGRAPH, f"{t['passages']} one. {t['further-passages']} two. Then nothing."),
        (BlockKind.PARAGRAPH, "Here nobody claims anything for quite a while, " * 2),
        (BlockKind.PARAGRAPH, t["texts"]),
        (BlockKind.FURNITURE, "zafurniture"),
        title=t["headlines"],
        byline=t["bylines"],
        publisher=t["publishers"],
        url=t["addresses"],
        language="de",
        published="1931-01-01",
        captured="1932-01-01T00:00:00Z",
    )
    draft.articles[0] = replace(article, original=t["originals"])
    gone = draft.mention(article, "nothing")
    claim = draft.claim(
        *(draft.mention(article, t[key]) for key in ("passages", "further-passages")),
        replace(gone, state=MentionState.GONE, selector=replace(gone.selector, exact=t["orphans"])),
        statement=t["claims"],
        kind=ClaimKind.CAUSAL,
        claimant=t["claimants"],
        claim_date="1933-01-01",
        claim_date_text=t["typed-dates"],
        assignee=t["assignees"],
        note=t["claim-notes"],
    )
    source = draft.source(
        t["sources"], SourceKind.BOOK, author=t["source-authors"], publisher=t["source-publishers"],
        url=t["source-addresses"], archive_url=t["archive-addresses"], published="1935-01-01", accessed="1936-01-01",
        note=t["source-notes"], snapshot=t["snapshots"],
    )  # fmt: skip
    draft.source(t["unused-sources"])
    claim = draft.attach(
        claim, source, Stance.REFUTES, excerpt=t["excerpts"], locator=t["locators"], note=t["evidence-notes"]
    )
    key = {"media": "EditedOrCroppedContent", "averitec": "refuted"}.get(scale, "wrong")
    claim = draft.rate(claim, key, t["earlier-verdicts"], at="2026-01-01T00:00:00Z")
    claim = draft.rate(claim, key, t["rationales"], t["corrections"], at="1934-01-01T00:00:00Z")
    newest = claim.verdicts[-1]
    seen = Review("r1", newest.id, True, t["review-notes"], Checker("k9", "Nobody"), "1937-01-03T00:00:00Z")
    signed = replace(newest, checker=Checker("k8", t["signatures"]), reviews=(seen,))
    reply = Reply("y1", claim.id, ReplyKind.REPLY, t["replies"], "2026-01-04T00:00:00Z", "Yes.")
    claim = replace(claim, verdicts=(*claim.verdicts[:-1], signed), severity=Severity.MUST_FIX, replies=(reply,))
    draft.claims[0] = claim
    stale = draft.rate(draft.claim(draft.mention(article, "two")), key)
    draft.reword(stale, t["stale"])
    report = draft.report()
    selector = draft.mention(article, "one").selector
    note = AuthorNote("n1", article.id, selector, NoteKind.COMMENT, t["author-notes"], "An author")
    report = replace(report, notes=(note,))
    return replace(report, checkers=(*report.checkers, Checker("k8", t["signatures"]), Checker("k9", "Nobody")))


def scale_of(exporter: Exporter) -> str:
    return {"mediareview": "media", "averitec": "averitec"}.get(exporter.name, "editorial")


def shown(exporter: Exporter, report: Report) -> str:
    """All that the files of an export say, unpacked."""
    said = []
    for part in exporter.render(report, QUIET):
        if part.data.startswith(b"%PDF"):
            pytest.skip("what a PDF says is compressed; its own tests read it")
        said += unpacked(part.data)
    return b"\n".join(said).decode("utf-8", "replace")


@FORMATS
def test_a_format_carries_what_it_says_and_nothing_else(exporter: Exporter) -> None:
    said = shown(exporter, telling(scale_of(exporter)))
    present = {key for key, token in TOKENS.items() if token in said}
    declared = exporter.carries - UNSEEN
    assert present == declared


@FORMATS
def test_every_format_says_what_it_carries(exporter: Exporter) -> None:
    assert exporter.carries
    assert "confidential" not in exporter.carries or exporter.needs_blobs
    if "further-passages" in exporter.carries:
        assert "passages" in exporter.carries


@FORMATS
@pytest.mark.parametrize("make", [full, scripts])
def test_an_export_lies_beside_the_list_of_what_it_lost(
    exporter: Exporter, make: Callable[[], Report], tmp_path: Path
) -> None:
    target = tmp_path / f"report.{exporter.extension}"
    exporter.write(make(), target)
    beside = tmp_path / f"{target.name}-losses.txt"
    losses = exporter.losses(make())
    assert beside.exists() == bool(losses)
    if losses:
        said = beside.read_text(encoding="utf-8")
        assert target.name in said
        assert [line[2:] for line in said.splitlines() if line.startswith("- ")] == list(map(str, losses))


def test_a_list_of_an_earlier_export_does_not_outlive_its_truth(tmp_path: Path) -> None:
    beside = tmp_path / "report.json-losses.txt"
    beside.write_text("- 3 rationales", encoding="utf-8")
    written = EXPORTERS["json"].write(Draft("Desk").report(), tmp_path / "report.json")
    assert written == [tmp_path / "report.json", beside]
    assert beside.read_text(encoding="utf-8") == "“report.json” carries everything that was to be told.\n"


def test_losses_count_what_a_kind_that_is_not_carried_has() -> None:
    report = full()
    found = {loss.kind: str(loss) for loss in lost(report, report, all_but("rationales", "archive-addresses", "stale"))}
    assert found == {
        "rationales": "4 rationales",
        "archive-addresses": "1 archive address",
        "stale": "1 statement reworded after its verdict",
    }
    assert lost(report, report, EVERYTHING) == []


def test_of_what_is_carried_only_what_was_told_of_is_not_lost() -> None:
    report = full()
    told = replace(report, claims=report.claims[:1])
    found = {loss.kind: loss.count for loss in lost(report, told, only("claims", "rationales"))}
    assert found["claims"] == len(report.claims) - 1
    assert found["rationales"] == 3


def test_every_kind_is_counted_somewhere_and_named_in_both_numbers() -> None:
    reports = (telling("editorial"), full(), scripts())
    seen = {kind.key for kind in KINDS if any(kind.count(report) for report in reports)}
    assert set(EVERYTHING) - seen == {"versions", "parts", "long-texts", "control-signs"}
    for kind in KINDS:
        assert kind.one and kind.many and not kind.one.endswith(".")


def test_a_kind_that_is_misspelt_is_no_kind() -> None:
    with pytest.raises(ValueError, match="rationale"):
        only("rationale")


def test_losses_are_told_in_one_sentence_and_on_one_page() -> None:
    losses = [Loss("rationales", 12, "rationales"), Loss("parts", 2, "passages in several parts, each as one")]
    assert summary([]) == ""
    assert summary(losses[:1]) == "This format leaves out 12 rationales."
    assert summary(losses) == "This format leaves out 12 rationales and 2 passages in several parts, each as one."
    assert page("r.csv", losses).splitlines()[0] == "What “r.csv” could not carry"
