"""What is open before publishing is found, said in a sentence, and led back to its claim."""

from dataclasses import replace

import pytest

from annotator.domain.model import BlockKind, Claim, MentionState, PassedOver, SourceKind, Stance
from annotator.domain.readiness import KINDS, Point, points, summary
from annotator.domain.report import Report
from tests.exporters.reports import Draft, full


def draft_of_one(**facts: str) -> tuple[Draft, Claim]:
    draft = Draft()
    return draft, draft.claim(draft.mention(draft.article((BlockKind.PARAGRAPH, "Ten.")), "Ten"), **facts)


def kinds(report: Report) -> list[str]:
    return [point.kind for point in points(report)]


def ready(claimant: str = "") -> tuple[Draft, Claim]:
    """A claim with nothing open: two independent sources, both kept, the claimant asked."""
    draft, claim = draft_of_one(claimant=claimant)
    for number in (1, 2):
        url, archive = f"https://{number}.example/", f"https://archive.example/{number}"
        claim = draft.attach(claim, draft.source(f"Source {number}", url=url, archive_url=archive), Stance.SUPPORTS)
    claim = draft.attach(claim, draft.source("A spokesman", SourceKind.PERSON), Stance.CONTEXT)
    return draft, draft.rate(claim, "wrong", "Both say so.")


def test_a_claim_that_is_well_founded_leaves_nothing_open() -> None:
    assert points(ready("A company")[0].report()) == []


def test_a_claim_without_a_verdict_is_open_and_nothing_else_is_asked_of_it() -> None:
    draft, claim = draft_of_one(claimant="A company")
    assert points(draft.report()) == [Point("unchecked", claim.id, "It has no verdict yet.")]


def test_a_verdict_of_other_words_is_open() -> None:
    draft, claim = ready()
    draft.reword(claim, "Nine.")
    assert [p.sentence for p in points(draft.report())] == ["The statement changed after the verdict was given."]
    draft, claim = ready()
    overtaken = replace(claim, verdicts=(replace(claim.verdicts[-1], overtaken=True),))
    found = points(replace(draft.report(), claims=(overtaken,)))
    assert [point.sentence for point in found] == ["The words of the article changed after the verdict was given."]


@pytest.mark.parametrize(
    ("one", "other", "enough"),
    [
        ({"publisher": "Paper"}, {"publisher": "paper "}, False),
        ({"url": "https://www.a.example/1"}, {"url": "https://a.example/2"}, False),
        ({"url": "https://a.example/1"}, {"url": "https://b.example/2"}, True),
        ({"author": "B. Author"}, {"author": "B. Author"}, False),
        ({}, {}, True),
        ({"url": "https://[broken"}, {"url": "https://a.example"}, True),
    ],
)
def test_sources_of_one_origin_are_not_independent(one: dict[str, str], other: dict[str, str], enough: bool) -> None:
    draft, claim = draft_of_one()
    for facts in (one, other):
        claim = draft.attach(claim, draft.source("A", SourceKind.BOOK, **facts), Stance.REFUTES)
    draft.rate(claim, "wrong")
    assert ("sources" not in kinds(draft.report())) == enough


def test_context_alone_founds_no_verdict_and_one_that_nothing_settles_needs_no_source() -> None:
    draft, claim = draft_of_one()
    claim = draft.attach(claim, draft.source("A", SourceKind.BOOK), Stance.CONTEXT)
    draft.rate(claim, "confirmed")
    assert kinds(draft.report()) == ["sources"]
    draft.rate(draft.claims[0], "unverifiable")
    assert kinds(draft.report()) == []


def test_a_page_without_an_archived_copy_is_open_a_kept_one_is_not() -> None:
    draft, claim = ready()
    draft.attach(claim, draft.source("A page", url="https://3.example"), Stance.SUPPORTS)
    assert [p.sentence for p in points(draft.report())] == ["No archived copy is known of “A page”."]
    kept = tuple(replace(s, snapshot="0" * 64) for s in draft.report().sources)
    assert points(replace(draft.report(), sources=kept)) == []


def test_a_claimant_whose_claim_was_not_confirmed_should_have_been_asked() -> None:
    draft, claim = ready("A company")
    asked = tuple(e for e in claim.evidence if e.stance is not Stance.CONTEXT)
    report = replace(draft.report(), claims=(replace(claim, evidence=asked),))
    assert [p.sentence for p in points(report)] == ["No source says that the claimant, A company, was asked."]


def test_a_confidential_source_shows_by_its_name_or_by_its_format() -> None:
    draft, claim = ready()
    draft.source("Jane Doe of the ministry", SourceKind.PERSON, confidential=True)
    assert points(draft.report()) == []
    draft.rate(claim, "wrong", "As jane doe of the ministry told us.")
    assert [(p.kind, p.claim) for p in points(draft.report())] == [("confidential", claim.id)]
    (point,) = points(draft.report(), shows_confidential=True)
    assert point.claim == "" and point.sentence.startswith("1 confidential source is told in full")


def test_a_claim_that_is_in_no_newest_version_is_open_until_somebody_says_that_it_is_gone_for_good() -> None:
    draft = Draft()
    article = draft.article((BlockKind.PARAGRAPH, "Some words that were here."))
    claim = draft.lose(draft.claim(draft.mention(article, "words")))
    report = draft.report()
    assert points(report)[0] == Point("lost", claim.id, "Its words are no longer in the newest version of the article.")
    unsure = replace(claim, mentions=(replace(claim.mentions[0], state=MentionState.UNSURE),))
    assert points(replace(report, claims=(unsure,)))[0].sentence.startswith("It is unsure where it is in the newest")
    passed = PassedOver("", article.id, claim.mentions[0].id)
    assert "lost" not in {point.kind for point in points(replace(report, passed_over=(passed,)))}


def test_points_are_summed_up_by_kind_the_gravest_first() -> None:
    found = points(full())
    order = list(KINDS)
    assert [point.kind for point in found] == sorted((point.kind for point in found), key=order.index)
    assert summary(found) == [
        "1 claim is not in the text for certain.",
        "4 claims have no verdict.",
        "1 claim changed after its verdict.",
        "3 claims rest on fewer than two independent sources.",
    ]
    assert summary([]) == []
