"""The desk of articles: bringing texts in, and what the window needs to show one."""

import json
from pathlib import Path
from typing import Any

from annotator import importers
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import (
    Article,
    ArticleSummary,
    BlockKind,
    ImportedArticle,
    InlineKind,
    Link,
    Mark,
    Progress,
    Span,
)
from annotator.domain.report import Report
from annotator.domain.revision import Revision
from annotator.importers import apart
from annotator.project import archive, revisions
from annotator.project.corrected import corrected
from annotator.project.desk import Desk, Stepping
from annotator.project.drafts import note_fields
from annotator.project.fields import one_of, words
from annotator.project.joining import joined
from annotator.project.kept import blocks_as_json
from annotator.storage import queries
from annotator.storage.store import Store

_TOLD = ("byline", "publisher", "url", "language", "published")
"""What a file says about its article, besides the title."""

_KEPT_TEXTS = 4
"""How many articles stay in memory, as long as their rows say the same: the text is wanted for each mark."""


class Articles(Desk):
    entity = "article"

    def __init__(self, store: Store, step: Stepping) -> None:
        super().__init__(store, step)
        self._kept: dict[str, tuple[dict[str, Any], Article]] = {}

    @staticmethod
    def read(path_or_url: str | Path, progress: Progress | None = None) -> ImportedArticle | Report:
        """Read a file or a page without touching the project, in a process of its own that can be ended: an article, or
        a whole project from our own JSON. Raises AnnotatorError when it cannot be read, Cancelled by `progress`."""
        return apart.read(path_or_url, progress)

    @staticmethod
    def read_original(read: ImportedArticle | Report) -> ImportedArticle:
        """A Word file that was read, as it was before its tracked changes. Raises AnnotatorError when it is no such
        file."""
        return importers.read_original(read)

    def add(self, path_or_url: str | Path, supersedes: str = "") -> Article:
        """Read a file or a page and keep it as an article; of a project as JSON everything is kept, and its first
        article given. Raises AnnotatorError."""
        return self.add_read(self.read(path_or_url), supersedes)

    def add_text(self, text: str, title: str = "", supersedes: str = "") -> Article:
        """Keep pasted text as an article."""
        return self.add_read(importers.read_text(text), supersedes, title)

    def add_read(
        self,
        read: ImportedArticle | Report,
        supersedes: str = "",
        title: str = "",
        progress: Progress | None = None,
    ) -> Article:
        """Keep what `read` gave, in one step. As a new version of the article that it `supersedes`, it has every
        mention of that one that can be found in it; `progress` counts them."""
        if isinstance(read, Report):
            return self._add_project(read)
        with self._step("Add new version" if supersedes else "Add article"):
            original = self._log.put_blob(read.original) if read.original else ""
            return self._keep(read, {"original": original, "title": title}, supersedes, progress)

    def correct(self, article_id: str, span: Span, words: str) -> Article:
        """Replace the words at a span of one block by others: a new version of the article, with the claims of the old
        one carried over. A blank line in `words` begins a new block. Raises AnnotatorError when nothing changes, or the
        span is not in one block."""
        with self._step("Correct text"):
            old = self.get(article_id)
            read = corrected(old, span, words, self._store.read(queries.author_notes, article_id))
            return self._keep(read, {"original": old.original, "title": ""}, article_id, None)

    def revision(self, article_id: str) -> Revision:
        """What became of the claims of the version that this one supersedes, and what it says anew. Raises
        AnnotatorError when it supersedes none."""
        new = self.get(article_id)
        if not new.supersedes:
            raise AnnotatorError("This article supersedes no other.", "Add it as a new version of one.")
        return revisions.revision(self._store, new, self.get(new.supersedes))

    def newest(self, article_id: str) -> str:
        """The id of the newest version of an article, which may be itself."""
        self._row("article", article_id)
        return revisions.newest(self._store, article_id)

    def _keep(
        self, read: ImportedArticle, given: dict[str, str], supersedes: str, progress: Progress | None
    ) -> Article:
        """Keep an article, with its author's notes and, of an earlier version, its mentions."""
        old = self.get(supersedes) if supersedes else None
        article_id = self._log.new_id()
        fields = {**self._fields(read, given["title"]), "original": given["original"], "supersedes": supersedes}
        self._log.create("article", fields, article_id)
        before = self._store.read(queries.author_notes, supersedes) if old else []
        for fields in note_fields(read, article_id, before):
            self._log.create("author_note", fields)
        new = self.get(article_id)
        if old:
            revisions.carry_over(self._log, self._store, old, new, progress)
        return new

    def _fields(self, read: ImportedArticle, title: str) -> dict[str, Any]:
        text = self._log.put_blob(read.text.encode())
        return {
            "title": words("title", title) or words("title", read.title),
            "text": text,
            "blocks": blocks_as_json(read.blocks),
            **{name: words(name, getattr(read, name)) for name in _TOLD},
            "captured": self._log.now(),
            "media_type": read.media_type,
            "kinds": {},
        }

    def _add_project(self, report: Report) -> Article:
        if not report.articles:
            raise AnnotatorError("The project in this file holds no article.", "Export one that does.")
        with self._step("Add project"):
            found, shown = joined(report, self.all())
            archive.write(self._log, self._store, found)
        return self.get(shown)

    def get(self, article_id: str) -> Article:
        """The article of that id, with text and blocks. Raises AnnotatorError when there is none."""
        row = self._row("article", article_id)
        kept, article = self._kept.pop(article_id, ({}, None))
        if article is None or kept != row:
            article = self._store.read(queries.articles, (article_id,))[0]
        self._kept[article_id] = row, article
        if len(self._kept) > _KEPT_TEXTS:
            del self._kept[next(iter(self._kept))]
        return article

    def all(self) -> list[Article]:
        """Every article with its text, in the order they were added."""
        return self._store.read(queries.articles)

    def summaries(self) -> list[ArticleSummary]:
        """One line for each article, with how far its claims are."""
        return self._store.read(queries.summaries)

    def marks(self, article_id: str, claims: frozenset[str] | None = None, begin: Span | None = None) -> list[Mark]:
        """What the reader paints, by place in the text; when asked, only that of some claims, or only what begins
        within a span (code points)."""
        return self._store.read(queries.marks, article_id, claims, begin)

    def set(self, article_id: str, /, **given: Any) -> Article:
        """Correct what is known about an article (title, byline, publisher, url, language, published)."""
        self._change(article_id, given)
        return self.get(article_id)

    def set_kind(self, article_id: str, start: int, kind: BlockKind) -> None:
        """Say what the block that begins at `start` (code points) is: a paragraph after all, say, and not furniture."""
        chosen = one_of(BlockKind)("kind of block", kind)
        with self._step("Change block"):
            block = next((block for block in self.get(article_id).blocks if block.start == start), None)
            if block is None:
                raise AnnotatorError(f"No block of the article begins at {start}.", "Choose a block of the text.")
            if block.kind != chosen:
                kinds: dict[str, str] = json.loads(self._row("article", article_id)["kinds"])
                self._log.set("article", article_id, "kinds", {**kinds, str(start): chosen})

    def remove(self, article_id: str) -> None:
        """Take an article out of sight, with the mentions in it; the claims themselves stay."""
        self._remove(article_id)

    def links(self, article_id: str) -> list[Link]:
        """The links of the article's own text, each address once: what its author relied on."""
        article = self.get(article_id)
        found: dict[str, Link] = {}
        for block in article.blocks:
            if block.kind is BlockKind.FURNITURE:
                continue
            for inline in block.inlines:
                if inline.kind is InlineKind.LINK and inline.href.startswith(("http://", "https://")):
                    span = Span(inline.start, inline.end)
                    found.setdefault(inline.href, Link(article.text[inline.start : inline.end], inline.href, span))
        return list(found.values())
