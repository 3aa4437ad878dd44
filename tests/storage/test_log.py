"""The log takes facts in named steps, whole or not at all, and gives none of them up."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Change, ChangeSet, Claim, Source, Span
from annotator.project import Project
from annotator.storage.integrity import problems
from annotator.storage.log import exact_json, hash_of
from annotator.storage.schema import CHANGE_COLUMNS
from tests.project.making import visible, with_article


def log_of(project: Project) -> list[Change]:
    query = f"SELECT {', '.join(CHANGE_COLUMNS)} FROM change ORDER BY rowid"
    with closing(sqlite3.connect(project.path)) as conn:
        return [Change(*row) for row in conn.execute(query)]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM change",
        "DELETE FROM blob",
        "UPDATE blob SET data = x'00'",
        *(f"UPDATE change SET {column} = {column}" for column in CHANGE_COLUMNS),
    ],
)
def test_what_was_written_can_be_neither_altered_nor_deleted(
    project: Project, article: Article, statement: str
) -> None:
    with closing(sqlite3.connect(project.path)) as conn, pytest.raises(sqlite3.IntegrityError, match="insert-only"):
        conn.execute(statement)


def test_a_hub_may_note_where_it_keeps_a_change(project: Project) -> None:
    with closing(sqlite3.connect(project.path)) as conn:
        conn.execute("UPDATE change SET hub_position = 7")
        conn.commit()
    assert project.check() == []


def test_each_device_numbers_its_changes_without_a_gap_and_chains_them(
    project: Project, other: Project, article: Article
) -> None:
    for who in (project, other, project, other, other):
        who.sources.add("A register")
    for device in ("first", "second"):
        changes = [change for change in log_of(project) if change.device == device]
        assert [change.seq for change in changes] == list(range(1, len(changes) + 1))
        assert [change.prev_hash for change in changes] == ["", *(change.hash for change in changes[:-1])]
        for change in changes:
            fields = [getattr(change, name) for name in CHANGE_COLUMNS if name != "hash"]
            assert hash_of(tuple(fields)) == change.hash


def test_a_step_has_one_header_and_all_its_changes_share_its_time_and_author(project: Project) -> None:
    with project.step("Two sources"):
        project.sources.add("A register")
        project.sources.add("A book")
    header, *rest = log_of(project)[-3:]
    assert header.entity == "step"
    assert header.value == exact_json({"name": "Two sources", "kind": "do", "order": 2, "undoes": ""})
    assert {change.step for change in rest} == {header.entity_id}
    assert {(change.at, change.actor) for change in rest} == {(header.at, header.actor)}


def test_an_exception_leaves_nothing_of_a_step(project: Project, article: Article) -> None:
    before, changes = visible(project), log_of(project)
    with pytest.raises(KeyError), project.step("Fail"):
        project.sources.add("A register")
        project.claims.mark(article.id, Span(0, 5))
        raise KeyError
    assert visible(project) == before
    assert log_of(project) == changes
    project.sources.add("A register")
    assert project.check() == []


def test_an_empty_step_leaves_no_trace(project: Project) -> None:
    changes = log_of(project)
    heard: list[ChangeSet] = []
    project.subscribe(heard.append)
    with project.step("Nothing"), project.step("Nothing at all"):
        pass
    assert log_of(project) == changes
    assert heard == []


def test_setting_what_is_so_already_leaves_no_trace(
    project: Project, article: Article, claim: Claim, source: Source
) -> None:
    changes = log_of(project)
    project.set_title(project.title)
    project.set_scale(project.scale.key)
    project.articles.set(article.id, title=article.title)
    project.articles.set_kind(article.id, 0, article.blocks[0].kind)
    project.claims.set(claim.id, statement=claim.statement)
    project.claims.move_mention(claim.mentions[0].id, claim.mentions[0].span)
    project.sources.set(source.id, confidential=False, title=source.title)
    assert log_of(project) == changes


def test_a_step_inside_another_joins_it(project: Project) -> None:
    heard: list[ChangeSet] = []
    project.subscribe(heard.append)
    with project.step("Outer"):
        first = project.sources.add("A register")
        with project.step("Inner"):
            second = project.sources.add("A book")
    assert [changes.of("source") for changes in heard] == [{first.id, second.id}]
    undone = project.history.undo()
    assert undone and undone.name == "Outer"
    assert project.sources.all() == []


def test_of_an_inner_step_that_failed_only_its_own_part_is_gone(project: Project) -> None:
    heard: list[ChangeSet] = []
    project.subscribe(heard.append)
    with project.step("Outer"):
        with pytest.raises(KeyError), project.step("First of all"):
            project.sources.add("gone with its header")
            raise KeyError
        kept = project.sources.add("kept")
        with pytest.raises(AnnotatorError):
            project.evidence.attach("no claim", kept.id, "supports")
        with pytest.raises(KeyError), project.step("Inner"):
            project.sources.add("gone")
            raise KeyError
        last = project.sources.add("kept too")
    assert [source.title for source in project.sources.all()] == ["kept", "kept too"]
    assert [changes.of("source") for changes in heard] == [{kept.id, last.id}]
    assert project.check() == []


def test_a_failing_copy_leaves_nothing_in_the_step_around_it(project: Project, tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes(b"copy")
    steps = project.history.steps()
    with project.step("Outer"), pytest.raises(AnnotatorError, match="no source"):
        project.sources.keep_snapshot("nothing", tmp_path / "copy")
    assert project.history.steps() == steps


def test_a_write_outside_a_step_raises(project: Project) -> None:
    for write in (
        lambda: project._log.create("source", {}),
        lambda: project._log.set("project", "", "title", ""),
        lambda: project._log.put_blob(b""),
    ):
        with pytest.raises(RuntimeError, match="outside a step"):
            write()


def test_what_fails_for_its_own_reasons_inside_a_step_is_not_explained_away(project: Project) -> None:
    with pytest.raises(FileNotFoundError), project.step("Read"):
        Path("/none/of/these").read_bytes()


def test_reference_to_nothing_is_refused_when_the_step_ends(project: Project, article: Article) -> None:
    before = log_of(project)
    with pytest.raises(AnnotatorError), project.step("Break"):
        project._log.create(
            "mention", {"claim": "none", "article": article.id, "start": 0, "end": 1, "exact": "A", "state": "same"}
        )
    assert log_of(project) == before


def test_who_works_is_told_with_their_first_change_only(project: Project, other: Project) -> None:
    assert [c.entity_id for c in log_of(project) if c.entity == "checker"] == [project.checker.id]
    other.sources.add("A register")
    other.sources.add("A book")
    assert [c.entity_id for c in log_of(project) if c.entity == "checker"] == [project.checker.id, other.checker.id]
    with Project.open(project.path, checker="second checker") as again:
        assert again.checker == other.checker


def test_a_change_names_what_its_author_had_seen(project: Project, claim: Claim) -> None:
    create = next(change for change in log_of(project) if change.entity_id == claim.id)
    project.claims.set(claim.id, note="one")
    first = log_of(project)[-1]
    project.claims.set(claim.id, note="two")
    second = log_of(project)[-1]
    assert first.parents == exact_json([create.id])
    assert second.parents == exact_json([first.id])


def test_the_order_of_things_never_comes_from_the_clock(tmp_path: Path) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)

    def backwards() -> datetime:
        nonlocal moment
        moment -= timedelta(hours=1)
        return moment

    path = tmp_path / "desk.factcheck"
    Project.create(path, checker="first checker", device="first", clock=backwards).close()
    articles: list[str] = []
    ratings: list[str] = []
    for rating in ("wrong", "confirmed", "needs-fix"):
        with Project.open(path, checker="first checker", device=rating, clock=backwards) as project:
            articles.append(with_article(project).id)
            claim = project.claims.all()[0] if ratings else project.claims.mark(articles[0], Span(0, 5))
            ratings.append(project.verdicts.give(claim.id, rating).rating)
            assert [article.id for article in project.articles.all()] == articles
            assert [verdict.rating for verdict in project.verdicts.of(claim.id)] == ratings
            undoable = project.history.undoable
            assert undoable and undoable.name == "Rate claim"
            newest = project.claims.get(claim.id).verdict
            assert newest and newest.rating == rating
            assert project.articles.marks(articles[0])[0].rating == rating
            assert project.check() == []
    assert articles == sorted(articles, reverse=True)


def test_exact_json_is_the_same_whatever_the_order_of_keys() -> None:
    assert exact_json({"b": [1, True, None], "a": "é\u2028"}) == '{"a":"é\u2028","b":[1,true,null]}'
    assert exact_json({"a": 1, "b": 2}) == exact_json({"b": 2, "a": 1})


def test_a_problem_is_found_in_the_chain_whoever_looks(project: Project, tamper: Callable[[str], None]) -> None:
    tamper("UPDATE change SET at = '' WHERE seq = 2")
    with closing(sqlite3.connect(project.path)) as conn:
        assert any("not what was written" in problem for problem in problems(conn))


def test_many_entities_of_one_kind_are_written_as_one_by_one(project: Project, other: Project) -> None:
    titles = [f"Register {number}" for number in range(2_500)]
    with project.step("Many"):
        ids = project._log._ids.several(len(titles))
        project._log.create_all(
            "source", ((one, {"title": title, "kind": "page"}) for one, title in zip(ids, titles, strict=True))
        )
        project._log.set_all("source", "note", {one: f"of {one}" for one in ids})
    assert [source.title for source in project.sources.all()] == titles
    assert [source.note for source in project.sources.all()] == [f"of {one}" for one in ids]
    created, noted = log_of(project)[-5_000:-2_500], log_of(project)[-2_500:]
    assert [json.loads(change.parents) for change in noted] == [[change.id] for change in created]
    assert project.check() == []


def test_a_change_follows_the_one_that_was_seen_in_each_of_many(project: Project) -> None:
    one, other = project.sources.add("A register").id, project.sources.add("A book").id
    project.sources.set(one, note="first")
    first = project.history.of(one)[-1].id
    with project.step("Both"):
        project._log.set_all("source", "note", {one: "second", other: "second"})
    assert [json.loads(project.history.of(each)[-1].parents) for each in (one, other)] == [
        [first],
        [project.history.of(other)[0].id],
    ]
    assert project.check() == []


def test_of_many_that_cannot_all_be_written_none_is(project: Project) -> None:
    before, changes = visible(project), log_of(project)
    rows = [(f"s{number}", {"title": "A register"}) for number in (*range(1_500), 3)]
    with pytest.raises(AnnotatorError, match="refused this change"), project.step("Fail"):
        project._log.create_all("source", rows)
    assert (visible(project), log_of(project)) == (before, changes)
    assert project.check() == []
