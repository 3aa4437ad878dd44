"""Projects and articles for tests of storage and of the façade, and what of a project a person can see."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from annotator.domain.model import Article, Block, BlockKind, ClaimState, ImportedArticle, MentionState
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
        "notes": project.notes.all(),
        "sources": project.sources.all(),
        "snapshots": [project.sources.snapshot(s.id) for s in project.sources.all() if s.snapshot],
    }


def tables(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that can be rebuilt."""
    with closing(file.open_file(path).db) as db:
        return {table: sorted(db.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in PROJECTIONS}


def agree(project: Project) -> None:
    """Asserts that marks and summaries say what follows from the claims."""
    claims = project.claims.all()
    done = [claim for claim in claims if claim.state is ClaimState.CHECKED]
    newest = {summary.newest for summary in project.articles.summaries()}
    placed = [claim for claim in claims if any(mention.article in newest for mention in claim.mentions)]
    assert project.claims.progress() == (sum(claim in done for claim in placed), len(placed))
    for summary in project.articles.summaries():
        here = [claim for claim in claims if any(m.article == summary.id for m in claim.mentions)]
        assert (summary.claims, summary.checked) == (len(here), sum(c in done for c in here))
        expected = {
            mention.id: (
                *(claim.id, mention.span.start, mention.span.end, claim.statement, claim.state),
                claim.verdict.rating if claim.verdict else "",
                claim.verdict.scale if claim.verdict else "",
                len({evidence.source for evidence in claim.evidence}),
            )
            for claim in here
            for mention in claim.mentions
            if mention.article == summary.id and mention.state is not MentionState.GONE
        }
        marks = project.articles.marks(summary.id)
        assert [(m.start, -m.end) for m in marks] == sorted((m.start, -m.end) for m in marks)
        assert {
            m.mention: (m.claim, m.start, m.end, m.statement, m.state, m.rating, m.scale, m.sources) for m in marks
        } == expected
        some = frozenset(claim.id for claim in here[::2])
        assert project.articles.marks(summary.id, some) == [m for m in marks if m.claim in some]
