"""The history has words for whatever the log holds, from whichever version of the app it came."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.model import Change
from annotator.gui.desk.claim_panel import HISTORY
from annotator.gui.desk.history_panel import told_changes
from annotator.gui.project_page import ProjectPage
from annotator.storage.schema import ENTITIES
from tests.gui.noted import show_draft

CHANGE = Change("1", "s", "d", 1, "c", "2026-01-01T00:00:00Z", "", "e", "create", None, "{}", "[]", "", "", 1)
COLUMNS = [(entity, column) for entity, known in ENTITIES.items() for column in (*known.columns, "removed")]


def told(change: Change) -> list[str]:
    return [row.what for row in told_changes([change], {"c": "A checker"})]


@pytest.mark.parametrize("entity", [*ENTITIES, "thing_of_tomorrow"])
@pytest.mark.parametrize("filled", [True, False])
def test_every_kind_of_entity_has_words_when_it_is_created(entity: str, filled: bool) -> None:
    value = {column: f"the {column}" for column in ENTITIES[entity].columns} if filled and entity in ENTITIES else {}
    (said,) = told(replace(CHANGE, entity=entity, value=json.dumps(value)))
    assert said and "_" not in said and said[:1].isupper()


@pytest.mark.parametrize(("entity", "column"), [*COLUMNS, ("thing_of_tomorrow", "its_field")])
@pytest.mark.parametrize("value", ["words", "", True, False, 7, [[1, 2]], {"0": "heading"}, None])
def test_every_field_of_every_entity_has_words_when_it_is_set(entity: str, column: str, value: Any) -> None:
    change = replace(CHANGE, entity=entity, op="set", field=column, value=json.dumps(value))
    for said in told(change):
        assert said and said[:1].isupper() and not said.startswith("Author_")


@given(st.sampled_from(sorted(ENTITIES)), st.text(max_size=50))
def test_hostile_words_stay_on_their_line(entity: str, words: str) -> None:
    value = json.dumps(dict.fromkeys(ENTITIES[entity].columns, words * 50))
    (said,) = told(replace(CHANGE, entity=entity, value=value))
    assert len(said) <= 310 and "\n" not in said


def test_the_history_of_a_claim_tells_of_its_note_and_of_its_review(page: ProjectPage) -> None:
    article = show_draft(page)
    project = page.project
    note = project.notes.of(article.id)[0]
    claim = project.notes.accept(note.id)
    project.verdicts.give(claim.id, "confirmed", "It is so.")
    page.show_claim(claim.id)
    page.desk.turn_to(HISTORY)
    history = page.desk.history
    history.scope.setCurrentIndex(history.scope.findData("claim"))
    rows = [row.what for row in history.model.rows]
    assert f"Note in the draft: {note.text}" in rows and "Author’s note, state: accepted" in rows
    assert "Claim marked" in rows and "Verdict: Confirmed" in rows
