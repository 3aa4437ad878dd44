"""The tables can be made again from the log at any time, also from a log in which two people worked at once."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.model import Article, Claim, Source, Span
from annotator.project import Project
from annotator.storage import file
from annotator.storage.log import exact_json, hash_of
from annotator.storage.projections import rebuild
from annotator.storage.schema import CHANGE_COLUMNS, SCHEMA_VERSION
from tests.project.making import tables, visible


def rebuilt(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(file.open_file(path).db) as db:
        rebuild(db)
    return tables(path)


def merge_in(path: Path, order: int, facts: Sequence[tuple[str, str, str, Any, list[str]]], device: str = "zz") -> None:
    """Put another device's step into the log, as a merge would: its facts are entity, id, field, value and parents."""
    step = f"{device}-{order}"
    header = {"name": "Elsewhere", "kind": "do", "order": order, "undoes": ""}
    rows = [("step", step, "create", None, header, []), *((e, i, "set", f, v, p) for e, i, f, v, p in facts)]
    before = ""
    with closing(sqlite3.connect(path)) as conn:
        actor = conn.execute("SELECT min(id) FROM checker").fetchone()[0]
        for seq, (entity, entity_id, op, field, value, parents) in enumerate(rows, 1):
            at = "2020-01-01T00:00:00.000Z"
            fields: tuple[Any, ...] = (f"{step}-{seq}", step, device, seq, actor, at, entity, entity_id, op, field)
            fields = (*fields, exact_json(value), exact_json(parents), before)
            before = hash_of((*fields, SCHEMA_VERSION))
            marks = ", ".join("?" * len(CHANGE_COLUMNS))
            row = (*fields, before, SCHEMA_VERSION)
            conn.execute(f"INSERT INTO change({', '.join(CHANGE_COLUMNS)}) VALUES ({marks})", row)
        conn.commit()
    rebuilt(path)


def last_change(project: Project, entity_id: str) -> str:
    return project.history.of(entity_id)[-1].id


def order_of(project: Project) -> int:
    return int(project._store._db.execute("SELECT max(ord) FROM step").fetchone()[0])


def test_the_tables_made_again_from_the_log_are_the_same(
    project: Project, other: Project, article: Article, claim: Claim, source: Source
) -> None:
    evidence = project.evidence.attach(claim.id, source.id, "refutes")
    verdict = project.verdicts.give(claim.id, "wrong")
    other.reviews.give(verdict.id, False, "why?")
    project.articles.set_kind(article.id, 0, article.blocks[0].kind.HEADING)
    project.evidence.detach(evidence.id)
    project.history.undo()
    project.history.redo()
    before = tables(project.path)
    assert rebuilt(project.path) == before
    assert project.check() == []


def test_rebuilding_fails_whole(project: Project, claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tables(project.path)
    with closing(file.open_file(project.path).db) as db:
        monkeypatch.setattr("annotator.storage.projections.json.loads", lambda text: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            rebuild(db)
    monkeypatch.undo()
    assert tables(project.path) == before


def test_two_changes_that_had_not_seen_each_other_are_a_conflict_and_both_are_kept(
    project: Project, claim: Claim
) -> None:
    seen = last_change(project, claim.id)
    project.claims.set(claim.id, note="ours")
    merge_in(project.path, order_of(project), [("claim", claim.id, "note", "theirs", [seen])])
    assert project.history.conflicts() == [(claim.id, "note")]
    assert [change.value for change in project.history.of(claim.id)[1:]] == ['"ours"', '"theirs"']
    assert project.check() == []


def test_both_sides_of_a_merge_show_the_same_of_a_conflict(project: Project, claim: Claim) -> None:
    seen = last_change(project, claim.id)
    project.claims.set(claim.id, note="ours")
    merge_in(project.path, order_of(project), [("claim", claim.id, "note", "theirs", [seen])])
    assert project.claims.get(claim.id).note == "theirs"
    project.claims.set(claim.id, note="resolved")
    assert project.history.conflicts() == []
    assert project.check() == []


def test_undoing_the_resolution_brings_the_conflict_back_as_it_was_shown(project: Project, claim: Claim) -> None:
    seen = last_change(project, claim.id)
    project.claims.set(claim.id, note="ours")
    # By its id their change is older than ours; it is shown all the same, as it counts later.
    merge_in(project.path, order_of(project), [("claim", claim.id, "note", "theirs", [seen])], device="zz")
    shown = project.claims.get(claim.id).note
    project.claims.set(claim.id, note="resolved")
    project.history.undo()
    assert project.claims.get(claim.id).note == shown == "theirs"


def test_of_two_that_counted_alike_the_later_device_is_shown_whatever_its_ids(project: Project, claim: Claim) -> None:
    seen = last_change(project, claim.id)
    project.claims.set(claim.id, note="ours")
    merge_in(project.path, order_of(project), [("claim", claim.id, "note", "theirs", [seen])], device="00")
    assert project.claims.get(claim.id).note == "ours"
    project.claims.set(claim.id, note="resolved")
    project.history.undo()
    assert project.claims.get(claim.id).note == "ours"


def test_two_people_moving_one_mention_never_mix_their_places(project: Project, claim: Claim, article: Article) -> None:
    mention = claim.mentions[0]
    seen = [last_change(project, mention.id)]
    theirs = {"start": 0, "end": 10, "exact": article.text[:10], "prefix": "", "suffix": article.text[10:42]}
    project.claims.move_mention(mention.id, Span(11, 22))
    facts = [("mention", mention.id, field, value, seen) for field, value in theirs.items()]
    merge_in(project.path, order_of(project), facts, device="00")
    assert project.claims.get(claim.id).mentions[0].span == Span(11, 22)
    assert project.check() == []


def test_merged_work_is_seen_by_who_has_the_project_open(project: Project, claim: Claim) -> None:
    merge_in(project.path, order_of(project) + 1, [("claim", claim.id, "note", "theirs", [])])
    assert project.refresh().of("claim") == {claim.id}
    assert visible(project)["claims"][0].note == "theirs"
