"""The check finds every kind of tampering, and nothing where there is none."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Claim, Source, Span
from annotator.project import Project

Tamper = Callable[[str], None]


@pytest.fixture(autouse=True)
def work(project: Project, other: Project, article: Article, claim: Claim, source: Source, tmp_path: Path) -> None:
    """A project with something of every kind."""
    project.evidence.attach(claim.id, source.id, "refutes", excerpt="800")
    verdict = project.verdicts.give(claim.id, "wrong", "It was 1995.")
    other.reviews.give(verdict.id, True)
    (tmp_path / "copy").write_bytes(b"the page")
    project.sources.keep_snapshot(source.id, tmp_path / "copy")
    project.claims.set(claim.id, note="seen")
    project.history.undo()


def test_a_sound_file_has_no_problem(project: Project) -> None:
    assert project.check() == []


FORGERIES = {
    "altered value": ("UPDATE change SET value = replace(value, '1995', '1996')", "is not what was written"),
    "altered author": ("UPDATE change SET actor = 'someone' WHERE entity = 'verdict'", "is not what was written"),
    "altered order of changes": (
        "UPDATE change SET prev_hash = hash WHERE seq = 4",
        "does not follow the change before it",
    ),
    "change taken out": ("DELETE FROM change WHERE entity = 'verdict'", "lacks change"),
    "first change taken out": ("DELETE FROM change WHERE seq = 1", "lacks change 1"),
    "last change taken out": (
        "DELETE FROM change WHERE seq = (SELECT max(seq) FROM change)",
        "does not say what the history says",
    ),
    "altered blob": ("UPDATE blob SET data = x'00'", "has been altered"),
    "missing blob": ("DELETE FROM blob", "is missing"),
    "altered row": ("UPDATE verdict SET rating = 'confirmed'", "“verdict” does not say"),
    "row taken out": ("DELETE FROM evidence", "“evidence” does not say"),
    "row put in": ("INSERT INTO checker(id, name, ord) VALUES ('x', 'y', 0)", "“checker” does not say"),
    "altered block": ("UPDATE block SET kind = 'heading'", "“block” does not say"),
    "altered step": ("UPDATE step SET state = 'dropped'", "“step” does not say"),
    "altered head": ("DELETE FROM head", "“head” does not say"),
    "altered quote": ("UPDATE mention SET exact = 'In 1984'", "does not hold the words of its span: “In 1984”"),
    "altered place": ("UPDATE mention SET start = start + 1", "does not hold the words"),
}


@pytest.mark.parametrize(("statement", "told"), FORGERIES.values(), ids=FORGERIES)
def test_a_forgery_is_found(project: Project, tamper: Tamper, statement: str, told: str) -> None:
    tamper(statement)
    assert any(told in problem for problem in project.check())


@pytest.mark.parametrize(
    "value", ["[]", "7", '"x"', "{}", "not JSON", "null", "[" * 5_000], ids=lambda value: value[:8]
)
@pytest.mark.parametrize("what", ["op = 'create'", "entity = 'step'", "field = 'snapshot'", "entity = 'mention'"])
def test_a_history_that_makes_no_sense_is_told_and_never_raises(
    project: Project, tamper: Tamper, what: str, value: str
) -> None:
    tamper(f"UPDATE change SET value = '{value}' WHERE {what}")
    assert project.check()


@pytest.mark.parametrize("column", ["entity", "field", "parents", "step", "entity_id", "op"])
def test_a_history_of_unknown_things_is_told_and_never_raises(project: Project, tamper: Tamper, column: str) -> None:
    value = {"op": "create"}.get(column, "nothing of ours")
    tamper(f"UPDATE change SET {column} = '{value}' WHERE entity <> 'step' AND op = 'set'")
    assert project.check()


def test_a_mention_of_a_text_that_is_missing_is_told_once(project: Project, tamper: Tamper) -> None:
    tamper("DELETE FROM blob WHERE hash IN (SELECT text FROM article)")
    assert [problem for problem in project.check() if "mention" in problem.lower()] == []


def test_a_mention_that_is_gone_from_its_text_is_no_problem(project: Project, claim: Claim) -> None:
    with project.step("Lose"):
        project._log.set("mention", claim.mentions[0].id, "state", "gone")
        project._log.set("mention", claim.mentions[0].id, "exact", "words of an earlier version")
    assert project.check() == []


def test_a_blob_is_checked_each_time_it_is_read(project: Project, source: Source, tamper: Tamper) -> None:
    tamper("UPDATE blob SET data = CAST(data || x'00' AS BLOB)")
    with pytest.raises(AnnotatorError, match="altered"):
        project.sources.snapshot(source.id)
    with pytest.raises(AnnotatorError, match="altered"):
        project.articles.all()
    tamper("DELETE FROM blob")
    with pytest.raises(AnnotatorError, match="missing"):
        project.sources.snapshot(source.id)


def test_a_table_with_what_the_app_never_writes_is_told_as_damage(project: Project, tamper: Tamper) -> None:
    tamper("UPDATE claim SET kind = 'nothing of ours'")
    with pytest.raises(AnnotatorError, match="damaged"):
        project.claims.all()


def test_a_damaged_page_is_told(project: Project) -> None:
    project.close()
    with closing(sqlite3.connect(project.path)) as conn:
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute("UPDATE sqlite_schema SET sql = 'CREATE TABLE block(x) STRICT' WHERE name = 'block'")
        conn.commit()
    with pytest.raises(AnnotatorError), Project.open(project.path) as broken:
        assert broken.check()
        raise AnnotatorError("found")


def test_the_check_sees_one_moment_while_another_process_works(
    project: Project, other: Project, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    decode = json.loads

    def with_work_beside(text: str) -> object:
        monkeypatch.setattr(json, "loads", decode)
        other.claims.set(claim.id, note="written meanwhile")
        return decode(text)

    monkeypatch.setattr(json, "loads", with_work_beside)
    assert project.check() == []
    assert json.loads is decode


def test_hidden_by_removal_is_still_checked(project: Project, claim: Claim, article: Article, tamper: Tamper) -> None:
    project.claims.mark(article.id, Span(0, 5))
    project.claims.remove(claim.id)
    assert project.check() == []
    tamper(f"UPDATE mention SET exact = 'x' WHERE claim = '{claim.id}'")
    assert project.check()
