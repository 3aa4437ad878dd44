"""What an editor wrote back stays with its claim, once, with the copy it came in."""

from hashlib import sha256
from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Claim, Reply, ReplyKind
from annotator.project import Project
from tests.project.making import visible

AT = "2026-02-03T10:00:00Z"
COPY = b"the returned copy"


def told(project: Project, claim: Claim, text: str = "Where is this from?") -> Reply:
    return project.replies.add(claim.id, "reply", "An Editor", AT, text)


def test_a_reply_is_kept_with_its_claim_in_one_step(project: Project, claim: Claim) -> None:
    with project.step("Read returned copy"):
        origin = project.replies.keep(COPY)
        first = project.replies.add(claim.id, "reply", "An Editor", AT, " Where is this from? ", origin)
        second = project.replies.add(claim.id, ReplyKind.RESOLVED, "An Editor", "2026-02-04", "", origin)
    assert (first.kind, first.author, first.at, first.text) == (ReplyKind.REPLY, "An Editor", AT, "Where is this from?")
    assert first.origin == sha256(COPY).hexdigest()
    assert project.claims.get(claim.id).replies == (first, second)
    assert [step.name for step in project.history.steps(1)] == ["Read returned copy"]
    assert [change.op for change in project.history.of(first.id)] == ["create"]
    assert project.check() == []
    project.history.undo()
    assert project.claims.get(claim.id).replies == ()
    project.history.redo()
    assert project.claims.get(claim.id).replies == (first, second)


def test_the_same_reply_added_twice_is_one_and_no_step(project: Project, claim: Claim) -> None:
    first, steps = told(project, claim), project.history.steps()
    assert told(project, claim) == first
    assert project.history.steps() == steps
    assert told(project, claim, "Another.") != first
    project.replies.remove(first.id)
    assert told(project, claim).id != first.id


def test_a_reply_touches_its_claim_alone(project: Project, claim: Claim) -> None:
    heard: list[frozenset[str]] = []
    stop = project.subscribe(lambda changes: heard.append(project.claims.touched(changes)))
    told(project, claim)
    stop()
    assert heard == [frozenset({claim.id})]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kind": "shouted"}, "is not a kind of reply"),
        ({"text": " "}, "is empty"),
        ({"claim_id": "none"}, "There is no claim"),
        ({"origin": "0" * 64}, "was not kept"),
    ],
)
def test_what_is_no_reply_is_refused(project: Project, claim: Claim, given: dict[str, str], words: str) -> None:
    whole = {"claim_id": claim.id, "kind": "reply", "author": "An Editor", "at": AT, "text": "Why?", **given}
    before = visible(project), project.history.steps()
    with pytest.raises(AnnotatorError, match=words):
        project.replies.add(**whole)
    assert (visible(project), project.history.steps()) == before


def test_replies_come_back_from_json_with_their_copy(project: Project, claim: Claim, tmp_path: Path) -> None:
    project.replies.add(claim.id, "accepted", "An Editor", AT, "", project.replies.keep(COPY))
    project.export("json", tmp_path / "whole.json")
    with Project.create(tmp_path / "fresh.factcheck") as fresh:
        fresh.articles.add(tmp_path / "whole.json")
        assert fresh.claims.get(claim.id).replies == project.claims.get(claim.id).replies
        assert fresh.check() == []


def test_only_colleagues_read_replies(project: Project, claim: Claim) -> None:
    told(project, claim)
    report = project.report()
    assert report.claims[0].replies
    assert report.without_notes().claims[0].replies == ()
