"""The sample project: the desk of a checker half-way through an article, filled from `resources/sample`."""

import tomllib
from pathlib import Path
from typing import Any

from annotator.domain.resources import RESOURCES
from annotator.project.project import Project

FOLDER = RESOURCES / "sample"
ARTICLE = FOLDER / "article.html"
_NOT_OF_A_CLAIM = ("quote", "also", "rating", "rationale", "correction", "evidence")


def described(folder: Path = FOLDER) -> dict[str, Any]:
    """What the sample holds, as its file says: `project`, `source` and `claim`."""
    return tomllib.loads((folder / "sample.toml").read_text(encoding="utf-8"))


def create(path: str | Path, *, checker: str = "") -> Project:
    """Make the sample project at `path`. Raises AnnotatorError when something is there already."""
    data = described()
    project = Project.create(path, checker=checker, scale=data["project"]["scale"], title=data["project"]["title"])
    try:
        fill(project, data)
    except BaseException:
        project.close()
        raise
    return project


def fill(project: Project, data: dict[str, Any]) -> None:
    """Add the sample's article, sources and claims, each by the command a person would use."""
    article = project.articles.add(ARTICLE).id
    sources = {row["key"]: project.sources.add(**source_fields(row)).id for row in data["source"]}
    for row in data["claim"]:
        claim = project.claims.mark_quote(article, row["quote"], **claim_fields(row)).id
        for quote in row.get("also", ()):
            project.claims.add_mention(claim, article, project.claims.find(article, quote))
        for evidence in row.get("evidence", ()):
            said = {name: value for name, value in evidence.items() if name != "source"}
            project.evidence.attach(claim, sources[evidence["source"]], **said)
        if "rating" in row:
            project.verdicts.give(claim, row["rating"], row.get("rationale", ""), row.get("correction", ""))


def source_fields(row: dict[str, Any]) -> dict[str, Any]:
    """The fields of a source in the sample's file."""
    return {name: value for name, value in row.items() if name != "key"}


def claim_fields(row: dict[str, Any]) -> dict[str, Any]:
    """The fields of a claim in the sample's file, without what hangs on it."""
    return {name: value for name, value in row.items() if name not in _NOT_OF_A_CLAIM}
