"""A command line to type at, and a project to type about."""

import io
from pathlib import Path

import pytest

from annotator import cli
from annotator.project import Project
from tests.cli.running import Annotator, Ran

STORY = """The longest test of all

By the Test Desk

The bridge of Exampleton is 412 metres long. It was opened on 3 May 1999, the town says.

“It cost 27 million,” the mayor said. It cost 27 million then.
"""


@pytest.fixture
def annotator(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Annotator:
    """Runs a command line within this process."""

    def run(*words: object, typed: bytes = b"") -> Ran:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed), "utf-8"))
        capsys.readouterr()
        status = cli.main([str(word) for word in words])
        return Ran(status, *capsys.readouterr())

    return run


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The folder that holds the project, and nothing else."""
    folder = tmp_path / "desk"
    folder.mkdir()
    return folder


@pytest.fixture
def project(desk: Path) -> Path:
    """A project with one article."""
    path = desk / "desk.factcheck"
    with Project.create(path, checker="first checker") as made:
        made.articles.add_text(STORY, title="The bridge")
    return path


@pytest.fixture
def article(annotator: Annotator, project: Path) -> str:
    """The id of the project's article."""
    return str(annotator("articles", project, "--json").value[0]["id"])


@pytest.fixture
def claim(annotator: Annotator, project: Path, article: str) -> str:
    """The id of a claim."""
    return str(annotator("mark", project, "--article", article, "--quote", "412 metres", "--json").value["id"])


@pytest.fixture
def source(annotator: Annotator, project: Path) -> str:
    """The id of a source."""
    return str(annotator("source", project, "--title", "Bridge register", "--json").value["id"])
