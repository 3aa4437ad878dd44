"""The window and the command line at work on one project at the same time."""

import json
import subprocess
from pathlib import Path

from annotator.domain.model import ChangeSet, Span
from annotator.project import Project
from tests.cli.running import ROOT, command

OPERATIONS = 150
HERE = Path(__file__).parent


def test_two_processes_write_one_project_and_both_are_right(tmp_path: Path) -> None:
    path = tmp_path / "shared.factcheck"
    with Project.create(path, checker="at the window") as window:
        heard: list[ChangeSet] = []
        window.subscribe(heard.append)
        article = window.articles.add(HERE / "bridge.txt")
        operation = {"op": "mark", "article": article.id, "span": [100, 120], "statement": "By the command line"}
        typed = f"{json.dumps(operation)}\n" * OPERATIONS

        words = command("apply", path, "-", "--json", "--checker", "at the command line", "--wait", "30")
        with subprocess.Popen(
            words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as other:
            assert other.stdin and other.stdout and other.stderr
            other.stdin.write(typed)
            other.stdin.close()
            theirs = [json.loads(other.stdout.readline())["id"]]
            ours = [window.claims.mark(article.id, Span(200 + n, 230 + n)).id for n in range(OPERATIONS)]
            theirs += [json.loads(line)["id"] for line in other.stdout]
            assert (other.wait(60), other.stderr.read()) == (0, "")

        window.refresh()
        assert not window.refresh()
        told = set[str]().union(*(changes.of("claim") for changes in heard))
        assert told == {*ours, *theirs}
        assert len(theirs) == OPERATIONS
        assert {claim.id for claim in window.claims.all()} == told
        assert window.check() == []
        assert {step.checker for step in window.history.steps(2 * OPERATIONS)} >= {
            "at the window",
            "at the command line",
        }


def test_the_window_hears_of_what_the_command_line_did(tmp_path: Path) -> None:
    path = tmp_path / "shared.factcheck"
    with Project.create(path) as window:
        article = window.articles.add(HERE / "bridge.txt")
        assert not window.refresh()
        words = command("mark", path, "--article", article.id, "--quote", "240 metres", "--json")
        made = json.loads(subprocess.run(words, cwd=ROOT, capture_output=True, check=True, timeout=60).stdout)
        heard: list[ChangeSet] = []
        window.subscribe(heard.append)
        changes = window.refresh()
        assert heard == [changes]
        assert set(changes.of("claim")) == {made["id"]}
        assert len(changes.of("mention")) == 1
        assert window.claims.get(made["id"]).statement == "240 metres"
        step = window.history.undo()
        assert step is not None
        assert step.name == "Mark claim"
        assert window.claims.all() == []
