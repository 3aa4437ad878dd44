"""The written documents: their tables are the app's own, their commands and code run, their links lead somewhere."""

import inspect
import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
from platformdirs.api import PlatformDirsABC
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from annotator.__main__ import main
from annotator.domain import errors, model, ratings, report
from annotator.domain.model import ClaimState
from annotator.domain.resources import RESOURCES
from annotator.project import Project
from docs import tables

ROOT = tables.ROOT
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTEXT = (ROOT / "CONTEXT.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTEXT.md", "CONTRIBUTING.md", "CHANGELOG.md")]
DOCUMENTS += sorted((ROOT / "packaging/docs").glob("*.md"))

MADE_BY = {"add": "ARTICLE", "mark": "CLAIM", "source": "SOURCE"}
"""Verbs that print the id of what they make, and the word that stands for it in the README."""


def blocks(document: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", document, re.DOTALL | re.MULTILINE)


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two drafts of the sample's article in it, to work in."""
    monkeypatch.chdir(tmp_path)
    draft = (RESOURCES / "sample/article.html").read_text(encoding="utf-8")
    (tmp_path / "new.html").write_text(draft.replace("Twenty-seven states", "Seventeen states"), encoding="utf-8")
    return Path(shutil.copy(RESOURCES / "sample/article.html", tmp_path / "story.html"))


@pytest.mark.parametrize("path", tables.DOCUMENTS, ids=lambda path: path.name)
def test_a_table_of_a_document_is_that_of_the_app(path: Path) -> None:
    document = path.read_text(encoding="utf-8")
    assert "<!-- end -->" in document
    assert document == tables.filled(document), "run: .venv/bin/python packaging/docs/tables.py"


def test_the_commands_of_the_readme_do_what_it_says(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known: dict[str, str] = {}
    (story.parent / "operations.jsonl").write_text(blocks(README, "json")[0], encoding="utf-8")
    for line in "".join(blocks(README, "console")).splitlines():
        program, *arguments = shlex.split(line.removeprefix("$ "))
        assert program == "annotator"
        assert main([known.get(argument, argument) for argument in arguments]) == 0, capsys.readouterr().err
        printed = capsys.readouterr().out
        if arguments[0] in MADE_BY:
            known[MADE_BY[arguments[0]]] = printed.split()[0]
            fill_in(story.parent / "operations.jsonl", known)
    with Project.open("metre.factcheck") as project:
        signed = {claim.verdict.rating: claim.state for claim in project.claims.all() if claim.verdict}
        assert signed == {"confirmed": ClaimState.CHECKED, "wrong": ClaimState.STALE}
    assert "Twenty-seven" in Path("report.html").read_text(encoding="utf-8")


def fill_in(path: Path, known: dict[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"ARTICLE"', f'"{known["ARTICLE"]}"'), encoding="utf-8")


@pytest.mark.usefixtures("story")
def test_the_python_of_the_readme_runs() -> None:
    for code in blocks(README, "python"):
        exec(compile(code, "README.md", "exec"), {})
    with Project.open("desk.factcheck") as project:
        assert len(project.claims.all()) == 2
    assert Path("report.html").is_file()


def links(path: Path) -> list[str]:
    """Where a document leads within the project."""
    found = re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))
    return [target for target in found if "://" not in target]


LINKS = [(path, target) for path in DOCUMENTS for target in links(path)]


@pytest.mark.parametrize(("path", "target"), LINKS, ids=lambda value: getattr(value, "name", value))
def test_a_link_leads_somewhere(path: Path, target: str) -> None:
    file, _, place = target.partition("#")
    document = path if not file else (path.parent / file).resolve()
    assert document.is_file()
    assert not place or place in anchors(document.read_text(encoding="utf-8"))


def anchors(document: str) -> set[str]:
    """The anchors that headings get, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", document, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_noun_of_the_model_is_in_the_glossary() -> None:
    nouns = {
        name
        for module in (model, ratings, report, errors)
        for name, value in inspect.getmembers(module, inspect.isclass)
        if value.__module__ == module.__name__
    }
    assert not {noun for noun in nouns if not re.search(rf"\b{noun}\b", CONTEXT)}


def test_the_words_that_are_not_to_be_said_are_not_names_in_the_code() -> None:
    rows = re.findall(r"^\|(.*)\|$", CONTEXT, re.MULTILINE)
    shunned = {word.strip() for row in rows for word in row.split("|")[-1].split(",")} - {"", "Do not say", "---"}
    assert {"annotation", "workspace", "transaction"} <= shunned
    names = {path.stem for path in (ROOT / "annotator").rglob("*.py")}
    assert not names & shunned


@pytest.mark.parametrize("system", [Unix, MacOS])
def test_files_lie_where_the_readme_says(
    system: type[PlatformDirsABC], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in [name for name in os.environ if name.startswith("XDG_")]:
        monkeypatch.delenv(variable)
    folders = system("annotator", appauthor=False)
    for folder, name in (
        (folders.user_config_path, "settings.ini"),
        (folders.user_data_path, "device"),
        (folders.user_log_path, "errors.log"),
    ):
        assert f"`~/{(folder / name).relative_to(home).as_posix()}`" in README


def test_the_guide_explains_what_the_app_says_of_a_file() -> None:
    guide = (ROOT / "packaging/docs/guide.md").read_text(encoding="utf-8")
    said = re.findall(r"^\| ([^|]*(?:\.|…)) \| [^|]* \|$", guide.partition("## 8.")[2], re.MULTILINE)
    source = (ROOT / "annotator/storage/file.py").read_text(encoding="utf-8")
    assert len(said) == 6
    assert not [words for line in said for part in line.split("…") if (words := part.strip()) and words not in source]


@pytest.mark.parametrize("name", re.findall(r"`((?:annotator|packaging|resources|tests)/[\w./]+\w)`", CONTRIBUTING))
def test_a_place_that_contributing_names_is_there(name: str) -> None:
    assert (ROOT / name).exists() or "NAME" in name
