"""Operations in bulk: one step each, told of once they are durable, up to the first that cannot be done."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from annotator.cli import apply
from annotator.project import Project
from tests.cli.running import ROOT, Annotator, command, contents, is_one_sentence_or_two


def lines(*operations: Any) -> bytes:
    return "".join(json.dumps(operation) + "\n" for operation in operations).encode()


@pytest.fixture
def job(article: str) -> list[dict[str, Any]]:
    """One of each operation, each referring to those before it."""
    return [
        {"op": "mark", "article": article, "quote": "412 metres", "kind": "figure", "as": "length"},
        {"op": "source", "title": "Register", "confidential": True, "as": "register"},
        {"op": "attach", "claim": "@length", "source": "@register", "stance": "refutes", "excerpt": "400"},
        {"op": "rate", "claim": "@length", "rating": "wrong", "rationale": "It is 400."},
    ]


def test_each_operation_is_told_of_in_the_shape_of_its_verb(
    annotator: Annotator, project: Path, job: list[dict[str, Any]]
) -> None:
    ran = annotator("apply", project, "-", "--json", typed=lines(*job))
    mark, source, attach, rate = ran.values
    assert [each["op"] for each in ran.values] == ["mark", "source", "attach", "rate"]
    assert (mark["as"], source["as"]) == ("length", "register")
    (claim,) = annotator("claims", project, "--json").value
    assert (claim["id"], claim["state"]) == (mark["id"], "checked")
    assert [claim["evidence"], claim["verdicts"]] == [
        [{k: v for k, v in attach.items() if k != "op"}],
        [{k: v for k, v in rate.items() if k != "op"}],
    ]
    assert source["confidential"] is True


def test_each_operation_is_a_step_of_its_own(annotator: Annotator, project: Path, job: list[dict[str, Any]]) -> None:
    annotator("apply", project, "-", typed=lines(*job))
    names = [annotator("undo", project, "--json").value["name"] for _ in job]
    assert names == ["Rate claim", "Attach source", "Add source", "Mark claim"]


def test_operations_come_from_a_file_and_empty_lines_are_passed_over(
    annotator: Annotator, project: Path, job: list[dict[str, Any]], tmp_path: Path
) -> None:
    path = tmp_path / "operations.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + b"\r\n \n".join(lines(each) for each in job).removesuffix(b"\n"))
    assert annotator("apply", project, path).out == "4 operations done.\n"
    assert annotator("apply", project, "-", typed=b"\n\n").out == "0 operations done.\n"


def test_keys_are_options_with_or_without_dashes(annotator: Annotator, project: Path, article: str) -> None:
    mark = {"op": "mark", "article": article, "span": "0:3"}
    typed = lines({**mark, "claim-date": "1999"}, {**mark, "span": [0, 3], "claim_date": "1999"})
    typed += lines({**mark, "span": [[0, 3], [4, 9]]}, {**mark, "span": "0:3,4:9"})
    first, second, *parted = annotator("apply", project, "-", "--json", typed=typed).values
    assert [[mention["end"] for mention in each["mentions"]] for each in parted] == [[3, 9], [3, 9]]
    assert first["claim_date"] == second["claim_date"] == "1999"
    assert first["mentions"][0]["end"] == second["mentions"][0]["end"] == 3


def test_the_first_bad_line_ends_the_work_and_those_before_it_are_kept(
    annotator: Annotator, project: Path, job: list[dict[str, Any]]
) -> None:
    typed = (
        lines(*job[:2])
        + b"\n"
        + lines({"op": "rate", "claim": "nonsense", "rating": "wrong", "rationale": "r"}, job[3])
    )
    ran = annotator("apply", project, "-", "--json", typed=typed)
    assert (ran.status, len(ran.values)) == (1, 2)
    assert is_one_sentence_or_two(ran.err)
    assert ran.err.startswith("Line 4: ")
    assert "the 2 operations before it are kept." in ran.err
    assert len(annotator("claims", project, "--json").value) == 1
    assert annotator("verdicts", project, "--json").value == []


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        (b"nonsense", "JSON"),
        (b"[1, 2]", "object"),
        (b'"mark"', "object"),
        (b"\xff\xfe", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b'{"op": ' + b"9" * 10_000 + b"}", "JSON"),
        (b'{"op": "mark", "article": "\\ud800", "span": [0, 3]}', "surrogate"),
        (b"{}", "null"),
        (b'{"op": "sing"}', "sing"),
        (b'{"op": ["mark"]}', "mark"),
        (b'{"op": "source"}', "title"),
        (b'{"op": "source", "title": 7}', "text"),
        (b'{"op": "source", "title": null}', "text"),
        (b'{"op": "source", "title": "t", "confidential": "yes"}', "true or false"),
        (b'{"op": "source", "title": "t", "colour": "red"}', "colour"),
        (b'{"op": "source", "title": "t", "as": 7}', "as"),
        (b'{"op": "mark", "article": "@none", "span": [0, 3]}', "none"),
        (b'{"op": "mark", "article": "a", "span": [0, 3], "quote": "q"}', "exactly one"),
        (b'{"op": "mark", "article": "a"}', "exactly one"),
        (b'{"op": "mark", "article": "a", "span": [0]}', "two whole numbers"),
        (b'{"op": "mark", "article": "a", "span": [0, 1.5]}', "two whole numbers"),
        (b'{"op": "mark", "article": "a", "span": [true, 2]}', "two whole numbers"),
        (b'{"op": "mark", "article": "a", "span": 7}', "two whole numbers"),
        (b'{"op": "mark", "article": "a", "quote": "q", "occurrence": "2"}', "whole number"),
    ],
)
def test_a_bad_line_is_explained_and_changes_nothing(
    annotator: Annotator, project: Path, bad: bytes, word: str
) -> None:
    before = contents(project.parent)
    ran = annotator("apply", project, "-", "--json", typed=bad)
    assert (ran.status, ran.out) == (1, "")
    assert is_one_sentence_or_two(ran.err), ran.err
    assert ran.err.startswith("Line 1: ")
    assert word in ran.err
    assert "nothing was changed" in ran.err
    assert contents(project.parent) == before


def test_a_line_without_end_is_given_up(annotator: Annotator, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apply, "LONGEST_LINE", 1000)
    ran = annotator("apply", project, "-", typed=b" " * 1001)
    assert ran.status == 1
    assert "too long" in ran.err


@pytest.mark.parametrize("name", ["none.jsonl", ".", "nul\0l"])
def test_a_file_of_operations_that_cannot_be_read_is_refused(annotator: Annotator, project: Path, name: str) -> None:
    ran = annotator("apply", project, f"{project.parent}/{name}")
    assert ran.status == 1
    assert is_one_sentence_or_two(ran.err)


def test_a_line_is_printed_as_soon_as_its_operation_is_on_the_disk(project: Path, job: list[dict[str, Any]]) -> None:
    words = command("apply", project, "-", "--json")
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for operation in job[:2]:
            running.stdin.write(lines(operation))
            running.stdin.flush()
            made = json.loads(running.stdout.readline())
            with Project.open(project) as looking:
                assert made["id"] in looking.history.of(made["id"])[0].entity_id
        running.stdin.close()
        assert running.wait(30) == 0
