"""Every field takes what it can hold, in its own form, and says in a sentence why it takes nothing else."""

from typing import Any

import pytest
from hypothesis import given

from annotator.domain.errors import AnnotatorError
from annotator.domain.text import canonical
from annotator.project import fields
from annotator.project.fields import FIELDS, checked
from tests import strategies


@pytest.mark.parametrize(
    ("entity", "given", "kept"),
    [
        ("claim", {"statement": "  It rained.\r\n"}, {"statement": "It rained."}),
        ("claim", {"note": "a\0b\ud800"}, {"note": "a\ufffdb\ufffd"}),
        ("claim", {"claimant": "   "}, {"claimant": ""}),
        ("claim", {"kind": "figure"}, {"kind": "figure"}),
        ("source", {"published": "1 May 2020"}, {"published": "2020-05-01"}),
        ("source", {"published": "1994"}, {"published": "1994"}),
        ("source", {"accessed": "  "}, {"accessed": ""}),
        ("source", {"confidential": True}, {"confidential": True}),
        ("evidence", {"stance": "refutes"}, {"stance": "refutes"}),
        ("article", {}, {}),
    ],
)
def test_what_fits_is_kept_in_its_own_form(entity: str, given: dict[str, Any], kept: dict[str, Any]) -> None:
    assert checked(entity, given) == kept


@pytest.mark.parametrize(
    ("entity", "given", "told"),
    [
        ("claim", {"statement": " \n "}, "“statement” is empty"),
        ("claim", {"statement": None}, "must be text"),
        ("claim", {"note": 7}, "must be text"),
        ("claim", {"note": ["a"]}, "must be text"),
        ("claim", {"note": "a" * (fields.LONGEST + 1)}, "too long"),
        ("claim", {"kind": "rumour"}, "“rumour” is not a kind"),
        ("claim", {"kind": []}, "is not a kind"),
        ("claim", {"kind": ""}, "is not a kind"),
        ("claim", {"removed": True}, "has no field “removed”"),
        ("claim", {"id": "x"}, "has no field “id”"),
        ("source", {"confidential": "yes"}, "must be yes or no"),
        ("source", {"confidential": 1}, "must be yes or no"),
        ("source", {"accessed": "1/2/2021"}, "is not a date"),
        ("source", {"published": 2021}, "must be text"),
        ("source", {"snapshot": "x"}, "has no field “snapshot”"),
        ("evidence", {"stance": "maybe"}, "“maybe” is not a stance"),
        ("article", {"text": "x"}, "has no field “text”"),
        ("article", {"title": ""}, "“title” is empty"),
    ],
)
def test_what_does_not_fit_is_refused(entity: str, given: dict[str, Any], told: str) -> None:
    with pytest.raises(AnnotatorError, match=told) as error:
        checked(entity, given)
    assert error.value.what_to_do


@given(strategies.anything)
def test_words_are_canonical_and_stay_what_they_are_when_kept_again(text: str) -> None:
    kept = fields.words("note", text)
    assert kept == canonical(kept) == fields.words("note", kept)
    kept.encode()


def test_every_field_of_every_entity_has_a_rule() -> None:
    assert set(FIELDS) == {"article", "claim", "source", "evidence"}
