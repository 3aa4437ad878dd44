"""SIGKILL at any moment of a thousand edits: nothing that was reported done is lost, and the file is sound."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.project import Project
from tests.cli.running import ROOT

EDITS, ROUNDS = 1000, 6
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with an article and no edits."""
    path = tmp_path_factory.mktemp("fresh") / "fresh.factcheck"
    with Project.create(path, checker="first checker", device="a") as project:
        project.articles.add(HERE / "bridge.txt")
    return path


def killed_after(project: Path, seed: int, lines: int) -> list[str]:
    """The ids of the steps that were reported done by a process that was killed while it worked on."""
    words = [sys.executable, "-m", "tests.trips.edits", str(project), str(seed), str(EDITS)]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        reported = [running.stdout.readline().strip() for _ in range(lines)]
        running.kill()
        rest = running.stdout.read()
    return [*reported, *(line for line in rest.split("\n")[:-1])]


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is of POSIX systems")
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_killed_process_loses_nothing_that_it_reported_done(fresh: Path, tmp_path: Path, seed: int) -> None:
    project = Path(shutil.copy(fresh, tmp_path / "killed.factcheck"))
    reported = killed_after(project, seed, lines=random.Random(seed).randrange(1, EDITS // 2))
    with Project.open(project) as opened:
        kept = {step.id for step in opened.history.steps(2 * EDITS)}
        assert reported
        assert set(reported) <= kept
        assert opened.check() == []
        opened.history.undo()
        opened.history.redo()
        assert opened.check() == []
    assert sorted(path.name for path in tmp_path.iterdir()) == [project.name]
