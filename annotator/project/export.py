"""From the file to a Report, and from a Report to the formats: both the window and the command line go this way."""

import hashlib
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from annotator import exporters
from annotator.domain import ratings
from annotator.domain.errors import AnnotatorError
from annotator.domain.garbage import uncollected
from annotator.domain.model import Article, Claim, Mention, Progress, Publication, Source, SourceKind, VerdictState
from annotator.domain.report import Report
from annotator.domain.revision import UNSETTLED
from annotator.project import remarks
from annotator.project.desk import no_such
from annotator.project.remarks import Remarks
from annotator.storage import blobs, queries, versions
from annotator.storage.store import Store


class Written(list[Path]):
    """The files of an export, the main one first, and what there is to remark on it."""

    def __init__(self, paths: Iterable[Path], remarks: Remarks) -> None:
        super().__init__(paths)
        self.remarks = remarks


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
        passed = store.read(queries.passed_over, (article,) if article else None)
        published = [each for each in store.read(queries.publications) if each.article in ("", article) or not article]
    whole = Report(
        title=title,
        scale=scale,
        scales=ratings.scales(),
        checkers=checkers,
        articles=tuple(articles),
        claims=tuple(claims),
        sources=tuple(sources),
        as_of=max((verdict.at for claim in claims for verdict in claim.verdicts), default=""),
        notes=tuple(notes),
        passed_over=tuple(passed),
        publications=tuple(published),
    )
    if not withhold:
        return whole
    return for_readers(whole if article else newest(whole, store.read(versions.newest)))


def for_readers(whole: Report) -> Report:
    """The report with nothing in it that could tell who a confidential source is."""
    hidden = {source.id for source in whole.sources if source.confidential}
    if not hidden:
        return whole
    return replace(
        whole,
        claims=tuple(_without(claim, hidden) for claim in whole.claims),
        sources=tuple(_withheld(source) if source.id in hidden else source for source in whole.sources),
        withheld=len(hidden),
    )


def newest(whole: Report, of: Mapping[str, str]) -> Report:
    """The report of the newest version of each article, which is given by id, with every claim."""
    articles, claims = _newest(list(whole.articles), list(whole.claims), of)
    told = {article.id for article in articles}
    notes = tuple(note for note in whole.notes if note.article in told)
    passed = tuple(each for each in whole.passed_over if each.article in told)
    return replace(whole, articles=tuple(articles), claims=tuple(claims), notes=notes, passed_over=passed)


def _newest(articles: list[Article], claims: list[Claim], of: Mapping[str, str]) -> tuple[list[Article], list[Claim]]:
    """The articles that are newest versions, and every claim with its mentions in them, in their reading order; a claim
    that is found in none has those that were lost, if any, and comes last."""
    newest = [article for article in articles if of[article.id] == article.id]
    if len(newest) == len(articles):
        return articles, claims
    order = {article.id: number for number, article in enumerate(newest)}
    told = [replace(claim, mentions=_mentions(claim, order)) for claim in claims]
    places = {
        c.id: min((order.get(m.article, len(order)), m.span.start, -m.span.end) for m in c.mentions)
        for c in told
        if c.mentions
    }
    return newest, sorted(told, key=lambda claim: places.get(claim.id, (len(order), 0, 0)))


def _mentions(claim: Claim, articles: Container[str]) -> tuple[Mention, ...]:
    here = tuple(mention for mention in claim.mentions if mention.article in articles)
    return here or tuple(mention for mention in claim.mentions if mention.state in UNSETTLED)


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
) -> Written:
    """Export in one of the formats; gives the files written, with what there is to remark. Raises AnnotatorError."""
    exporter = _exporter(format_name)
    with uncollected():
        with store.at_one_moment():
            whole = report(store, title, scale, article, withhold=False)
            told = _told(store, exporter, whole, article)
            since = since or (last_published(whole.publications, article) if exporter.is_notice else "")
            if since:
                told = replace(told, since=_moment(since), withdrawals=_withdrawals(store, told))
            if exporter.needs_blobs:
                told = replace(told, blobs=_blobs(store, told))
        more = {"progress": progress} if progress else {}
        losses = exporter.losses(told, path.suffix.lower().lstrip("."))
        paths = exporter.write(told, path, template=template, losses=losses, **more)
        data = paths[0].read_bytes() if exporter.is_markup else b""
        return Written(paths, remarks.on(exporter, whole, told, data, losses))


def preview(
    store: Store, title: str, scale: ratings.RatingScale, format_name: str, article: str, progress: Progress | None
) -> Remarks:
    """What there would be to remark on an export, before anything is written. Raises AnnotatorError, or Cancelled."""
    exporter, heed = _exporter(format_name), progress or _unheard
    heed(0, 3)
    with uncollected():
        whole = report(store, title, scale, article, withhold=False)
        heed(1, 3)
        told = _told(store, exporter, whole, article)
        data = exporter.render(told, heed)[0].data if exporter.is_markup else b""
        heed(2, 3)
        return remarks.on(exporter, whole, told, data, exporter.losses(told))


def last_published(publications: Iterable[Publication], article: str) -> str:
    """When the report of the article, or of the whole project, was published last, "" if it never was."""
    return max((each.at for each in publications if each.article in ("", article)), default="")


def check_publishable(format_name: str, read_only: str) -> None:
    """Raises AnnotatorError when the format is not one for the public, or nothing can be noted in the project."""
    if read_only:
        raise AnnotatorError(read_only, "That the report is published cannot be noted in it.")
    if not _exporter(format_name).tells_changes:
        known = ", ".join(name for name, exporter in exporters.EXPORTERS.items() if exporter.tells_changes)
        raise AnnotatorError(f"The format “{format_name}” is not for the public.", f"Publish one of: {known}.")


def publication(format_name: str, article: str, path: Path) -> dict[str, str]:
    """What is noted of a report that was published."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {"article": article, "format": format_name, "name": path.name, "sha256": digest}


def _unheard(done: int, total: int) -> None:
    """The progress of nobody in particular."""


def _exporter(format_name: str) -> exporters.Exporter:
    exporter = exporters.EXPORTERS.get(format_name)
    if exporter is None:
        known = ", ".join(exporters.EXPORTERS)
        raise AnnotatorError(f"There is no export format “{format_name}”.", f"Use one of: {known}.")
    return exporter


def _told(store: Store, exporter: exporters.Exporter, whole: Report, article: str) -> Report:
    """What of the whole the format is to tell: everything, where it is to be imported again."""
    if exporter.needs_blobs:
        return whole
    return for_readers(whole if article else newest(whole, store.read(versions.newest)))


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
