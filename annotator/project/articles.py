"""The desk of articles: bringing texts in, and what the window needs to show one."""

import hashlib
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
    MentionState,
    Progress,
    Span,
)
from annotator.domain.report import Report
from annotator.domain.revision import Revision
from annotator.importers import apart
from annotator.project import archive, carrying, drafts, revisions
from annotator.project.carrying import Carrying, Foreseen, Landings
from annotator.project.corrected import corrected
from annotator.project.desk import Desk, Stepping
from annotator.project.fields import one_of, words
from annotator.project.joining import joined
from annotator.project.kept import blocks_as_json
from annotator.storage import queries, versions
from annotator.storage.blobs import read_blob
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
    def read_text(text: str) -> ImportedArticle:
        """What `add_text` would keep of pasted text."""
        return importers.read_text(text)

    @staticmethod
    def read_original(read: ImportedArticle | Report) -> ImportedArticle:
        """A draft that was read, as it was before its tracked changes, read in a process of its own. Raises
        AnnotatorError when it is no such file."""
        return apart.read_original(read)

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
        landings: Landings | None = None,
    ) -> Article:
        """Keep what `read` gave, in one step. As a new version of the article that it `supersedes`, it has every
        mention of that one that can be found in it: where they are is known from `landings`, or looked for here before
        the step. Raises AnnotatorError when a newer version was added since that was begun, Cancelled by `progress`,
        and then keeps nothing."""
        if isinstance(read, Report):
            return self._add_project(read)
        if supersedes and landings is None:
            landings = self.carrying(supersedes).land(read.text, progress)
        with self._step("Add new version" if supersedes else "Add article"):
            original = self._log.put_blob(read.original) if read.original else ""
            return self._keep(read, {"original": original, "title": title}, supersedes, landings, progress)

    def carrying(self, article_id: str) -> Carrying:
        """What is to be found in the next version of an article: plain values with which a worker may look for it."""
        return carrying.carrying(self._store, self.get(article_id), newest=self.newest(article_id) == article_id)

    def correct(
        self,
        article_id: str,
        span: Span,
        words: str,
        landings: Landings | None = None,
        progress: Progress | None = None,
    ) -> Article:
        """Replace the words at a span of one block by others: a new version of the article, with the claims of the old
        one carried over, as `add_read` has it. A blank line in `words` begins a new block. Raises AnnotatorError when
        nothing changes, or the span is not in one block."""
        read = self.corrected(article_id, span, words)
        landings = landings or self.carrying(article_id).land(read.text, progress)
        with self._step("Correct text"):
            original = self._row("article", article_id)["original"]
            return self._keep(read, {"original": original, "title": read.title}, article_id, landings, progress)

    def corrected(self, article_id: str, span: Span, words: str) -> ImportedArticle:
        """The article as `correct` would keep it; nothing is written. Raises AnnotatorError as that does."""
        return corrected(self.get(article_id), span, words, self._store.read(queries.author_notes, article_id))

    def foresee(self, article_id: str, span: Span, words: str) -> list[Foreseen]:
        """What `correct` would do to the claims at the words replaced: each mention that would not have the words that
        it has, in the order of the text. Nothing is written. Raises AnnotatorError as that does."""
        old, new = self.get(article_id), self.corrected(article_id, span, words)
        return list(carrying.foreseen(old.text, new.text, self._store.read(versions.spans, article_id)))

    def revision(self, article_id: str) -> Revision:
        """What became of the claims of the version that this one supersedes, and what it says anew. Raises
        AnnotatorError when it supersedes none."""
        new = self.get(article_id)
        if not new.supersedes:
            raise AnnotatorError("This article supersedes no other.", "Add it as a new version of one.")
        return revisions.revision(self._store, new, self.get(new.supersedes))

    def fared(self, article_id: str, lately: bool = False) -> dict[MentionState, int]:
        """How many claims' mentions fared how on their way to this version; every state is there. `lately` leaves out
        what was unsure or gone already in the version before."""
        earlier = self._store.read(versions.before, article_id)
        return self._store.read(versions.fared, article_id, earlier[:1] if lately else earlier)

    def newest(self, article_id: str) -> str:
        """The id of the newest version of an article, which may be itself."""
        self._row("article", article_id)
        return revisions.newest(self._store, article_id)

    def _keep(
        self,
        read: ImportedArticle,
        given: dict[str, str],
        supersedes: str,
        landings: Landings | None,
        progress: Progress | None,
    ) -> Article:
        """Keep an article, with its author's notes and, of an earlier version, its mentions."""
        old = self.get(supersedes) if supersedes else None
        if old and landings and landings.newest and self.newest(supersedes) != supersedes:
            raise AnnotatorError("This article has a newer draft by now.", "Begin again with that one.")
        article_id = self._log.new_id()
        fields = {**self._fields(read, given["title"]), "original": given["original"], "supersedes": supersedes}
        if old:
            fields |= {name: getattr(old, name) for name in _TOLD if not fields[name]}
            fields["kinds"] = drafts.kinds_told(old, json.loads(self._row("article", supersedes)["kinds"]), read)
            if old.title and not given["title"] and not drafts.has_headline(read):
                fields["title"] = old.title
        self._log.create("article", fields, article_id)
        before = self._store.read(queries.author_notes, supersedes) if old else []
        notes = drafts.note_fields(read, article_id, before)
        self._log.create_all("author_note", ((self._log.new_id(), fields) for fields in notes))
        new = self.get(article_id)
        if old and landings:
            revisions.carry_over(self._log, self._store, (old, new), landings, progress)
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
            "state": str(read.state),
            "remarks": words("remarks", "\n".join(read.remarks)),
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

    def original(self, article_id: str) -> bytes:
        """The bytes that an article was read from. Raises AnnotatorError when none were kept."""
        kept = self._row("article", article_id)["original"]
        if not kept:
            raise AnnotatorError("The file of this article was not kept.", "Add the file anew.")
        return self._store.read(read_blob, kept)

    def with_original(self, data: bytes) -> str:
        """The id of an article that was read from the very same bytes, "" when there is none."""
        return self._store.read(queries.with_original, hashlib.sha256(data).hexdigest())

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
