"""The sample project: its quotations are in its article, its sources are used, its planted mistakes are corrected."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from annotator import importers
from annotator.domain import dates, ratings, selectors
from annotator.domain.model import BlockKind, ClaimKind, ClaimState, ImportedArticle, SourceKind, Span, Stance
from annotator.domain.resources import RESOURCES
from annotator.project import Project

FOLDER = RESOURCES / "sample"
SAMPLE: dict[str, Any] = tomllib.loads((FOLDER / "sample.toml").read_text(encoding="utf-8"))
CLAIMS: list[dict[str, Any]] = SAMPLE["claim"]
SOURCES: dict[str, dict[str, Any]] = {source["key"]: source for source in SAMPLE["source"]}
SCALE = ratings.scale(SAMPLE["project"]["scale"])

OWN_KEYS = {
    "claim": {"quote", "also", "rating", "rationale", "correction", "evidence"},
    "source": {"key"},
    "evidence": {"source"},
}
"""Keys of the sample that are no fields of the entity they stand with."""


def of(key: str) -> Callable[[dict[str, Any]], str]:
    return lambda entry: str(entry[key])


@pytest.fixture(scope="module")
def article() -> ImportedArticle:
    read = importers.read(FOLDER / "article.html")
    assert isinstance(read, ImportedArticle)
    return read


@pytest.fixture
def project(tmp_path: Path, fixed_clock: Callable[[], datetime]) -> Iterator[Project]:
    """The sample as a project, by the façade alone."""
    with Project.create(tmp_path / "sample.factcheck", clock=fixed_clock, **SAMPLE["project"]) as project:
        fill(project)
        yield project


def fill(project: Project) -> None:
    article = project.articles.add(FOLDER / "article.html")
    sources = {key: project.sources.add(**fields(source, "source")).id for key, source in SOURCES.items()}
    for entry in CLAIMS:
        claim = project.claims.mark_quote(article.id, entry["quote"], **fields(entry, "claim"))
        for quote in entry.get("also", []):
            project.claims.add_mention(claim.id, article.id, project.claims.find(article.id, quote))
        for evidence in entry.get("evidence", []):
            project.evidence.attach(claim.id, sources[evidence["source"]], **fields(evidence, "evidence"))
        if "rating" in entry:
            project.verdicts.give(claim.id, entry["rating"], entry["rationale"], entry.get("correction", ""))


def fields(entry: dict[str, Any], entity: str) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name not in OWN_KEYS[entity]}


def span_of(article: ImportedArticle, quote: str) -> Span:
    return selectors.find_quote(article.text, quote)


def test_the_article_says_who_published_it_when_and_where(article: ImportedArticle) -> None:
    assert article.title == "How the metre left the vault"
    assert "newsroom desk" in article.byline
    assert article.publisher == "The Sample Gazette"
    assert article.published == "2025-05-20"
    assert article.url.startswith("https://www.example.org/")
    assert article.language == "en"


def test_the_article_shows_every_kind_of_block_but_a_credit(article: ImportedArticle) -> None:
    assert {block.kind for block in article.blocks} >= set(BlockKind) - {BlockKind.CREDIT}


def test_what_surrounds_the_article_is_furniture(article: ImportedArticle) -> None:
    furniture = [article.text[b.start : b.end] for b in article.blocks if b.kind is BlockKind.FURNITURE]
    for words in ("Skip to content", "Related stories", "Newsletter", "wrong on purpose"):
        assert any(words in line for line in furniture), words


@pytest.mark.parametrize("claim", CLAIMS, ids=of("quote"))
def test_a_quotation_stands_once_within_one_block(claim: dict[str, Any], article: ImportedArticle) -> None:
    for quote in [claim["quote"], *claim.get("also", [])]:
        span = span_of(article, quote)
        assert " ".join(article.text.split()).count(quote) == 1
        block = next(b for b in article.blocks if b.start <= span.start and span.end <= b.end)
        assert block.kind is not BlockKind.FURNITURE


def test_two_claims_are_nested_and_one_appears_twice(article: ImportedArticle) -> None:
    spans = [span_of(article, claim["quote"]) for claim in CLAIMS]
    assert any(a != b and a.start <= b.start and b.end <= a.end for a in spans for b in spans)
    assert any(claim.get("also") for claim in CLAIMS)


def test_claims_are_in_reading_order(article: ImportedArticle) -> None:
    places = [span_of(article, claim["quote"]) for claim in CLAIMS]
    assert [span.start for span in places] == sorted(span.start for span in places)


@pytest.mark.parametrize("claim", CLAIMS, ids=of("quote"))
def test_a_verdict_has_a_rating_of_the_scale_its_reasons_and_its_evidence(claim: dict[str, Any]) -> None:
    assert ClaimKind(claim["kind"])
    evidence = claim.get("evidence", [])
    assert all(Stance(each["stance"]) and each["source"] in SOURCES for each in evidence)
    assert all(each["locator"] and (each.get("excerpt") or each.get("note")) for each in evidence)
    if "rating" in claim:
        assert SCALE.find(claim["rating"])
        assert claim["rationale"]
        assert evidence or claim["rating"] == "not-checkable"
        assert claim.get("correction") or claim["rating"] not in ("wrong", "needs-fix")


def test_every_rating_is_given_and_some_claims_are_left_to_check() -> None:
    given = Counter(claim.get("rating", "unchecked") for claim in CLAIMS)
    assert set(given) == {rating.key for rating in SCALE.ratings} | {"unchecked"}
    assert 2 <= given["unchecked"] <= 3


@pytest.mark.parametrize("source", SOURCES.values(), ids=of("key"))
def test_a_source_can_be_looked_up_and_is_used(source: dict[str, Any]) -> None:
    kind = SourceKind(source["kind"])
    addresses = [source[name] for name in ("url", "archive_url") if name in source]
    assert all(address.startswith("https://") for address in addresses)
    assert addresses or kind is SourceKind.PERSON
    assert any(source["key"] == each["source"] for claim in CLAIMS for each in claim.get("evidence", []))


def test_sources_are_of_every_kind_and_the_person_is_confidential_and_nameless() -> None:
    assert {source["kind"] for source in SOURCES.values()} == set(SourceKind)
    people = [source for source in SOURCES.values() if source["kind"] == SourceKind.PERSON]
    assert all(person["confidential"] and "author" not in person for person in people)


def test_dates_typed_freely_are_understood_from_the_article(article: ImportedArticle) -> None:
    assert {dates.understand(claim["claim_date"], article.published).date for claim in CLAIMS} == {"2025-05-20"}


def test_the_links_of_the_article_are_offered_as_sources(project: Project) -> None:
    article = project.articles.all()[0]
    offered = {link.href for link in project.articles.links(article.id)}
    assert len(offered & {source.get("url") for source in SOURCES.values()}) >= 4


def test_the_sample_makes_a_sound_project_with_what_it_says(project: Project) -> None:
    told = project.report()
    assert told.withheld == 1
    assert told.checked == sum("rating" in claim for claim in CLAIMS)
    assert [claim.mentions[0].selector.exact for claim in told.claims] == [claim["quote"] for claim in CLAIMS]
    assert {claim.state for claim in told.claims} == {ClaimState.CHECKED, ClaimState.UNCHECKED}
    assert project.check() == []
