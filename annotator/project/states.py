"""The two states of a draft with tracked changes: as accepted and as it was before. One is the article's text; the
other is read from the kept file when somebody wants to see it, or to check it instead."""

from annotator import importers
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, ImportedArticle, NoteState, Progress
from annotator.domain.tracked import TrackedState
from annotator.importers import apart
from annotator.project.articles import Articles
from annotator.project.desk import Desk, Stepping
from annotator.storage import queries
from annotator.storage.store import Store

NAMES = {
    TrackedState.ACCEPTED: "the text with its changes accepted",
    TrackedState.ORIGINAL: "the text before its changes",
}
_KEPT = ("title", "byline", "publisher", "url", "language", "published")


class States(Desk):
    entity = "article"

    def __init__(self, store: Store, step: Stepping, articles: Articles) -> None:
        super().__init__(store, step)
        self._articles = articles

    def other(self, article_id: str, progress: Progress | None = None) -> ImportedArticle:
        """The other state of an article's file than the one it is, read in a process of its own. Raises AnnotatorError
        when the file holds no tracked changes, Cancelled by `progress`."""
        article = self._articles.get(article_id)
        if article.state is TrackedState.NONE:
            raise AnnotatorError("This article’s file holds no tracked changes.", "Its text has one state.")
        data = self._articles.original(article_id)
        with apart.Reader() as reader:
            if article.state is TrackedState.ACCEPTED:
                bare = ImportedArticle("", (), media_type=article.media_type, original=data)
                return reader.read_original(bare)
            found = reader.read_source(importers.SourceFile(data, "draft.docx"), progress)
        if not isinstance(found, ImportedArticle):
            raise AnnotatorError("The kept file holds no article.", "Add the draft anew.")
        return found

    def take(self, article_id: str, other: ImportedArticle) -> Article:
        """Let the other state be what is checked, in one step: in the place of this one as long as nothing was done
        with it, else as a new version, which the claims are carried over to. Raises AnnotatorError when it is the state
        that the article is already."""
        old = self._articles.get(article_id)
        if other.state is old.state or other.state is TrackedState.NONE:
            raise AnnotatorError("The article is in this state already.", "There is nothing to change.")
        with self._step(f"Check {NAMES[other.state]}"):
            if not self._is_untouched(old):
                return self._articles.add_read(other, supersedes=self._articles.newest(article_id))
            new = self._articles.add_read(other)
            self._articles.set(new.id, **{name: getattr(old, name) for name in _KEPT if getattr(old, name)})
            self._articles.remove(article_id)
        return self._articles.get(new.id)

    def _is_untouched(self, article: Article) -> bool:
        notes = self._store.read(queries.author_notes, article.id)
        alone = not article.supersedes and self._articles.newest(article.id) == article.id
        return (
            alone
            and all(note.state is NoteState.OPEN for note in notes)
            and not self._store.read(queries.marks, article.id)
        )
