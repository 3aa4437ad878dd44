"""Projects and articles for tests of storage and of the façade, and what of a project a person can see."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from annotator.domain.model import Article, Block, BlockKind, ImportedArticle
from annotator.project import Project
from annotator.storage import file
from annotator.storage.schema import PROJECTIONS

TEXT = "A headline\nIn 1994 there were 900 complaints.\nNobody counted them, it said."


def imported(text: str = TEXT, **told: Any) -> ImportedArticle:
    """What an importer would make of `text`: its lines as paragraphs."""
    return ImportedArticle(text, tuple(_lines(text)), original=text.encode(), **told)


def _lines(text: str) -> Iterator[Block]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield Block(start, start + len(line), BlockKind.PARAGRAPH)
        start += len(line) + 1


def with_article(project: Project, text: str = TEXT, **told: Any) -> Article:
    return project.articles.add_read(imported(text, **told))


def visible(project: Project) -> dict[str, Any]:
    """Everything that the project shows, but its history and who worked on it."""
    articles = project.articles.all()
    return {
        "title": project.title,
        "scale": project.scale.key,
        "articles": articles,
        "summaries": project.articles.summaries(),
        "marks": [project.articles.marks(article.id) for article in articles],
        "claims": project.claims.all(),
        "sources": project.sources.all(),
        "snapshots": [project.sources.snapshot(s.id) for s in project.sources.all() if s.snapshot],
    }


def tables(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that can be rebuilt."""
    with closing(file.open_file(path).db) as db:
        return {table: sorted(db.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in PROJECTIONS}
