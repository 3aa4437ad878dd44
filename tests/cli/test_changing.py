"""`set` changes fields of a claim, `review` is a second person's look at a verdict; `apply` takes both."""

import json
from pathlib import Path

import pytest

from tests.cli.running import Annotator
from tests.cli.test_refusals import refuses


@pytest.fixture
def verdict(annotator: Annotator, project: Path, claim: str) -> str:
    words = ("--claim", claim, "--rating", "wrong", "--rationale", "It is 400.", "--checker", "Ada")
    return str(annotator("rate", project, *words, "--json").value["id"])


def test_set_changes_the_severity_of_a_claim_and_takes_it_away(annotator: Annotator, project: Path, claim: str) -> None:
    assert (
        annotator("set", project, "--claim", claim, "--severity", "must-fix", "--json").value["severity"] == "must-fix"
    )
    assert annotator("claims", project, "--json").value[0]["severity"] == "must-fix"
    assert not annotator("set", project, "--claim", claim, "--severity", "", "--json").value["severity"]
    assert annotator("undo", project, "--json").value["name"] == "Edit claim"


def test_set_changes_several_fields_in_one_step(annotator: Annotator, project: Path, claim: str) -> None:
    made = annotator("set", project, "--claim", claim, "--claimant", "The mayor", "--kind", "date", "--json").value
    assert (made["claimant"], made["kind"]) == ("The mayor", "date")


def test_set_refuses_what_it_cannot_do(annotator: Annotator, project: Path, claim: str) -> None:
    refuses(annotator("set", project, "--claim", claim), "Nothing is given")
    refuses(annotator("set", project, "--claim", claim, "--severity", "grave"), "grave", "must-fix")
    refuses(annotator("set", project, "--claim", "nonsense", "--note", "n"), "nonsense")


def test_a_colleague_approves_or_returns(annotator: Annotator, project: Path, verdict: str) -> None:
    annotator("review", project, "--verdict", verdict, "--approve", "--checker", "Bo")
    made = annotator("review", project, "--verdict", verdict, "--return", "Where?", "--checker", "Bo", "--json").value
    assert [(r["approved"], r["note"], r["checker"]) for r in made["reviews"]] == [
        (True, "", "Bo"),
        (False, "Where?", "Bo"),
    ]


@pytest.mark.parametrize("name", ["Ada", " ADA "])
def test_nobody_reviews_their_own(annotator: Annotator, project: Path, verdict: str, name: str) -> None:
    refuses(annotator("review", project, "--verdict", verdict, "--approve", "--checker", name), "signed this verdict")
    line = json.dumps({"op": "review", "verdict": verdict, "approve": True}).encode()
    refuses(annotator("apply", project, "-", "--checker", name, typed=line), "Line 1", "signed this verdict")
    assert annotator("verdicts", project, "--json").value[0]["reviews"] == []


def test_a_return_needs_a_note(annotator: Annotator, project: Path, verdict: str) -> None:
    refuses(annotator("review", project, "--verdict", verdict, "--return", " ", "--checker", "Bo"), "no note")
    line = json.dumps({"op": "review", "verdict": verdict, "approve": False}).encode()
    refuses(annotator("apply", project, "-", "--checker", "Bo", typed=line), "neither approved nor returned")


def test_apply_takes_both(annotator: Annotator, project: Path, claim: str, verdict: str) -> None:
    operations = (
        {"op": "set", "claim": claim, "severity": "should-fix", "as": "c"},
        {"op": "review", "verdict": verdict, "return": "Where?"},
    )
    typed = "\n".join(map(json.dumps, operations)).encode()
    done = annotator("apply", project, "-", "--checker", "Bo", "--json", typed=typed).values
    assert [each["op"] for each in done] == ["set", "review"]
    assert done[0]["severity"] == "should-fix" and done[1]["reviews"][0]["note"] == "Where?"
