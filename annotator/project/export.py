"""From the file to a Report, and from a Report to the formats: both the window and the command line go this way."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from annotator import exporters
from annotator.domain import ratings
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Claim, Progress, Source, SourceKind
from annotator.domain.report import Report
from annotator.project.desk import no_such
from annotator.storage import blobs, queries
from annotator.storage.store import Store

WITHHELD = "Confidential source"
"""What a report says in place of a source that must not be known."""


def report(store: Store, title: str, scale: ratings.RatingScale, article: str = "", withhold: bool = True) -> Report:
    """Everything to be said of a project, or of one article of it. Unless `withhold` is False, nothing that could tell
    who a confidential source is stays in it. Raises AnnotatorError when there is no such article."""
    with store.at_one_moment():
        checkers = tuple(store.read(queries.checkers))
        articles, claims, sources = _chosen(store, article)
        notes = tuple(store.read(queries.author_notes, article))
    hidden = {source.id for source in sources if source.confidential} if withhold else set()
    return Report(
        title=title,
        scale=scale,
        scales=ratings.scales(),
        checkers=checkers,
        articles=tuple(articles),
        claims=tuple(_without(claim, hidden) for claim in claims) if hidden else tuple(claims),
        sources=tuple(_withheld(source) if source.id in hidden else source for source in sources),
        as_of=max((verdict.at for claim in claims for verdict in claim.verdicts), default=""),
        withheld=len(hidden),
        notes=notes,
    )


def _chosen(store: Store, article: str) -> tuple[list[Article], list[Claim], list[Source]]:
    if not article:
        return store.read(queries.articles), store.read(queries.claims), store.read(queries.sources)
    articles = store.read(queries.articles, (article,))
    if not articles:
        raise no_such("article", article)
    claims = [
        replace(claim, mentions=tuple(m for m in claim.mentions if m.article == article))
        for claim in store.read(queries.claims, article=article)
    ]
    used = {evidence.source for claim in claims for evidence in claim.evidence}
    return articles, claims, store.read(queries.sources, tuple(used))


def _withheld(source: Source) -> Source:
    return Source(source.id, WITHHELD, SourceKind(source.kind), confidential=True)


def _without(claim: Claim, hidden: set[str]) -> Claim:
    evidence = tuple(replace(e, excerpt="", locator="", note="") if e.source in hidden else e for e in claim.evidence)
    return replace(claim, evidence=evidence)


def write(
    store: Store,
    title: str,
    scale: ratings.RatingScale,
    format_name: str,
    path: Path,
    article: str,
    progress: Progress | None,
) -> list[Path]:
    """Export in one of the formats; gives the files written. Raises AnnotatorError."""
    exporter = exporters.EXPORTERS.get(format_name)
    if exporter is None:
        known = ", ".join(exporters.EXPORTERS)
        raise AnnotatorError(f"There is no export format “{format_name}”.", f"Use one of: {known}.")
    with store.at_one_moment():
        told = report(store, title, scale, article, withhold=not exporter.needs_blobs)
        if exporter.needs_blobs:
            told = replace(told, blobs=_blobs(store, told))
    return exporter.write(told, path, *([progress] if progress else []))


def _blobs(store: Store, told: Report) -> dict[str, bytes]:
    origins = (reply.origin for claim in told.claims for reply in claim.replies)
    names: Iterable[str] = (*(a.original for a in told.articles), *(s.snapshot for s in told.sources), *origins)
    return {name: store.read(blobs.read_blob, name) for name in sorted(set(names)) if name}
