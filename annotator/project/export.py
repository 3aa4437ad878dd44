"""From the file to a Report, and from a Report to the formats: both the window and the command line go this way."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from annotator import exporters
from annotator.domain import ratings
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Claim, Progress, Source, SourceKind, VerdictState
from annotator.domain.report import Report
from annotator.project.desk import no_such
from annotator.storage import blobs, queries
from annotator.storage.store import Store

_ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?Z)?", re.ASCII)

WITHHELD = "Confidential source"
"""What a report says in place of a source that must not be known."""


def report(store: Store, title: str, scale: ratings.RatingScale, article: str = "", withhold: bool = True) -> Report:
    """Everything to be said of a project, or of one article of it. Unless `withhold` is False, nothing that could tell
    who a confidential source is stays in it, and of an article's versions it has the newest. Raises AnnotatorError when
    there is no such article."""
    with store.at_one_moment():
        checkers = tuple(store.read(queries.checkers))
        articles, claims, sources = _chosen(store, article)
        notes = store.read(queries.author_notes, article)
    if withhold and not article:
        articles, claims = _newest(articles, claims)
    told = {each.id for each in articles}
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
        notes=tuple(note for note in notes if note.article in told),
    )


def _newest(articles: list[Article], claims: list[Claim]) -> tuple[list[Article], list[Claim]]:
    """The articles that no other supersedes, and every claim with its mentions in them, in their reading order; a claim
    that is found in no newest version has none and comes last."""
    earlier = {article.supersedes for article in articles}
    newest = [article for article in articles if article.id not in earlier]
    if len(newest) == len(articles):
        return articles, claims
    order = {article.id: number for number, article in enumerate(newest)}
    told = [replace(claim, mentions=tuple(m for m in claim.mentions if m.article in order)) for claim in claims]
    places = {c.id: min((order[m.article], m.span.start, -m.span.end) for m in c.mentions) for c in told if c.mentions}
    return newest, sorted(told, key=lambda claim: places.get(claim.id, (len(order), 0, 0)))


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
    template: Path | None = None,
    since: str = "",
) -> list[Path]:
    """Export in one of the formats; gives the files written. Raises AnnotatorError."""
    exporter = exporters.EXPORTERS.get(format_name)
    if exporter is None:
        known = ", ".join(exporters.EXPORTERS)
        raise AnnotatorError(f"There is no export format “{format_name}”.", f"Use one of: {known}.")
    with store.at_one_moment():
        told = report(store, title, scale, article, withhold=not exporter.needs_blobs)
        if since:
            told = replace(told, since=_moment(since), withdrawals=_withdrawals(store, told))
        if exporter.needs_blobs:
            told = replace(told, blobs=_blobs(store, told))
    more = {"progress": progress} if progress else {}
    return exporter.write(told, path, template=template, **more)


def _moment(since: str) -> str:
    """When a report was published, as ISO 8601. Raises AnnotatorError when it is neither a date nor a time in UTC."""
    if not _ISO.fullmatch(since):
        raise AnnotatorError(f"“{since}” is no date.", "Write it as 2026-02-27 or, in UTC, 2026-02-27T10:00:00Z.")
    return since


def _withdrawals(store: Store, told: Report) -> dict[str, str]:
    """When each withdrawn verdict was withdrawn, by its id."""
    withdrawn = [v.id for c in told.claims for v in c.verdicts if v.state is VerdictState.WITHDRAWN]
    changes = [(key, store.read(queries.changes, key)) for key in withdrawn]
    times = {key: max((c.at for c in found if c.field == "withdrawn"), default="") for key, found in changes}
    return {key: at for key, at in times.items() if at}


def _blobs(store: Store, told: Report) -> dict[str, bytes]:
    origins = (reply.origin for claim in told.claims for reply in claim.replies)
    names: Iterable[str] = (*(a.original for a in told.articles), *(s.snapshot for s in told.sources), *origins)
    return {name: store.read(blobs.read_blob, name) for name in sorted(set(names)) if name}
