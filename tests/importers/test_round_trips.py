"""What was exported comes in again, and is exported as it was: a fixed point, for any report and through a project."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator import importers
from annotator.domain.model import Article, Claim, ClaimKind, Mention, MentionState, SourceKind, Stance
from annotator.domain.ratings import scales
from annotator.domain.report import Report
from annotator.exporters import EXPORTERS
from annotator.project import Project
from tests.exporters.reading import QUIET
from tests.exporters.reports import Draft, full, scripts
from tests.importers.faults import faults
from tests.strategies import articles as texts
from tests.strategies import names, spans

FORMATS = ("json", "claimreview", "webannotation", "averitec", "qdpx")
EACH = pytest.mark.parametrize("name", FORMATS)

ADDRESSES = st.sampled_from(["", "https://a.example/1", "https://b.example/2?x=1&y=2", "ftp://c.example", "/tmp/d"])
DATES = st.sampled_from(["", "2024", "2024-05", "2024-05-01"])
MOMENTS = st.sampled_from(["2026-01-01T10:00:00Z", "2026-02-03T04:05:06Z"])
MAYBE = st.one_of(st.just(""), names)


@st.composite
def parted(draw: st.DrawFn, draft: Draft, article: Article) -> list[Mention]:
    """A passage of one to three parts."""
    places = [draw(spans(article.text)) for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3])))]
    head, *others = [draft.mention_at(article, place.start, place.end) for place in sorted(set(places))]
    return [head, *(replace(mention, continues=head.id) for mention in others)]


@st.composite
def claims(draw: st.DrawFn, draft: Draft) -> Claim:
    mentions: list[Mention] = []
    for article in draw(st.lists(st.sampled_from(draft.articles), min_size=1, max_size=2)):
        mentions += draw(parted(draft, article))
    if draw(st.integers(0, 9)) == 0:
        mentions[0] = replace(mentions[0], state=MentionState.GONE)
    claim = draft.claim(
        *mentions,
        statement=draw(MAYBE),
        kind=draw(st.sampled_from(ClaimKind)),
        claimant=draw(MAYBE),
        claim_date=draw(DATES),
    )
    for source in draw(st.lists(st.sampled_from(draft.sources), max_size=6)) if draft.sources else ():
        excerpt = draw(st.one_of(MAYBE, st.just("Who says so?\nNobody."), st.just("It refutes the claim.")))
        claim = draft.attach(claim, source, draw(st.sampled_from(Stance)), excerpt=excerpt)
    for _ in range(draw(st.integers(0, 2))):
        scale = draw(st.sampled_from(list(scales().values())))
        rating = draw(st.sampled_from(scale.ratings))
        claim = draft.rate(claim, "confirmed", draw(MAYBE), draw(MAYBE), at=draw(MOMENTS))
        label = draw(st.sampled_from([rating.label, "As it was called then"]))
        newest = replace(claim.verdicts[-1], scale=scale.key, rating=rating.key, label=label)
        claim = draft._put(claim, replace(claim, verdicts=(*claim.verdicts[:-1], newest)))
    if draw(st.integers(0, 4)) == 0:
        claim = draft.reword(claim, draw(names))
    return claim


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report as a project may give it: every field such as the project would have kept it."""
    draft = Draft(draw(names))
    for _ in range(draw(st.integers(1, 2))):
        made = Article(
            draft._id(1), draw(MAYBE), draw(texts), byline=draw(MAYBE), publisher=draw(MAYBE), url=draw(ADDRESSES),
            language=draw(st.sampled_from(["", "en", "pt-BR"])), published=draw(DATES),
        )  # fmt: skip
        draft.articles.append(made)
    for _ in range(draw(st.integers(0, 2))):
        draft.source(draw(names), draw(st.sampled_from(SourceKind)), url=draw(ADDRESSES), archive_url=draw(ADDRESSES))
    for _ in range(draw(st.integers(1, 3))):
        draw(claims(draft))
    return draft.report()


def exported(report: Report, name: str) -> bytes:
    return EXPORTERS[name].render(report, QUIET)[0].data


def imported(data: bytes, name: str) -> Report:
    read = importers.read_bytes(data, f"x.{EXPORTERS[name].extension}")
    assert isinstance(read, Report)
    return read


def is_worth_it(report: Report, name: str) -> bool:
    """Whether the format tells of any claim of the report; a file of nothing is refused."""
    return name == "json" or bool(EXPORTERS[name].tells(report).claims)


@EACH
@given(reports())
@settings(max_examples=25)
def test_exported_imported_and_exported_again_it_is_the_same(name: str, report: Report) -> None:
    if is_worth_it(report, name):
        first = exported(report, name)
        read = imported(first, name)
        assert faults(read) == []
        assert exported(read, name) == first


@EACH
@pytest.mark.parametrize("make", [full, scripts], ids=["full", "scripts"])
def test_through_a_project_it_is_the_same(name: str, make: Callable[[], Report], tmp_path: Path) -> None:
    first = exported(make(), name)
    path = tmp_path / f"first.{EXPORTERS[name].extension}"
    path.write_bytes(first)
    for number in ("1", "2"):
        with Project.create(tmp_path / f"{number}.factcheck", checker="c") as project:
            project.articles.add(path)
            assert project.check() == []
            path = project.export(name, tmp_path / f"{number}.{EXPORTERS[name].extension}")[0]
    again = (tmp_path / f"1.{EXPORTERS[name].extension}").read_bytes()
    assert path.read_bytes() == again
    if make is scripts or name != "webannotation":  # where a passage that is gone once stood, annotations do not tell
        assert again == first
