"""The desk of replies: what editors wrote back on a returned copy, kept with the claims it is about."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from annotator.domain import selectors
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import AuthorNote, NoteKind, Reply, ReplyKind, Span
from annotator.domain.returned import EditorsNote, Known, Returned, ReturnedReply
from annotator.importers import apart
from annotator.project.desk import Desk
from annotator.project.fields import needed, one_of, words
from annotator.project.kept import author_note_fields
from annotator.storage import blobs, queries


class Replies(Desk):
    entity = "reply"

    def keep(self, returned: bytes) -> str:
        """Keep the bytes of a returned copy; gives their SHA-256, the `origin` of the replies read from it. To be done
        in one step with adding them."""
        with self._step("Keep returned copy"):
            return self._log.put_blob(returned)

    def add(self, claim_id: str, kind: str, author: str, at: str, text: str, origin: str = "") -> Reply:
        """Keep a reply with its claim. `author` and `at` (ISO 8601, UTC) are as the returned copy has them. One that is
        there already, from whatever copy, is given as it is. Raises AnnotatorError when `origin` was not kept."""
        chosen = ReplyKind(one_of(ReplyKind)("kind of reply", kind))
        said = needed("text", text) if chosen is ReplyKind.REPLY else words("text", text)
        wanted = (chosen, words("author", author), words("at", at), said)
        with self._step("Add reply"):
            self._row("claim", claim_id)
            for known in self.of(claim_id):
                if (known.kind, known.author, known.at, known.text) == wanted:
                    return known
            if origin and not self._store.read(blobs.has_blob, origin):
                raise AnnotatorError("The returned copy of this reply was not kept.", "Keep the copy first.")
            reply = Reply(self._log.new_id(), claim_id, *wanted, origin)
            fields = {"claim": claim_id, "kind": str(chosen), "author": reply.author, "at": reply.at, "text": said}
            self._log.create("reply", {**fields, "origin": origin}, reply.id)
        return reply

    def of(self, claim_id: str) -> list[Reply]:
        """The replies to a claim, oldest first."""
        return self._store.read(queries.replies, (claim_id,)).get(claim_id, [])

    def known(self) -> list[Known]:
        """The mentions that a returned copy may tell of, with every correction ever suggested for them."""
        return [
            Known(mention.id, claim.id, mention.selector.exact, corrections)
            for claim in self._store.read(queries.claims)
            for corrections in [tuple(dict.fromkeys(v.correction for v in claim.verdicts if v.correction.strip()))]
            for mention in claim.mentions
        ]

    @staticmethod
    def read(path: str | Path, known: Iterable[Known]) -> Returned:
        """What an editor did on a returned copy, without touching the project, in a process of its own. Raises
        AnnotatorError when it cannot be read or is no annotated copy of this project."""
        return apart.read_returned(path, known)

    def take(self, returned: Returned) -> Returned:
        """Keep what `read` gave, in one step: the replies with their claims, the copy itself, and of the editor's other
        comments those whose words stand once in an article, as authors' notes of it. Gives what was not there yet."""
        with self._step("Read returned copy"):
            replies = [reply for reply in returned.replies if not self._is_known(reply)]
            origin = self.keep(returned.original) if replies and returned.original else ""
            for reply in replies:
                self.add(reply.claim, reply.kind, reply.author, reply.at, reply.text, origin)
            notes = self._noted(returned.notes) if returned.notes else ()
        return replace(returned, replies=tuple(replies), notes=notes)

    def read_returned(self, path: str | Path) -> Returned:
        """Read a returned copy and keep what came back; gives what was not there yet. Raises AnnotatorError."""
        return self.take(self.read(path, self.known()))

    def _is_known(self, reply: ReturnedReply) -> bool:
        """Whether it was read before. A copy saved again has another time, but the same comment closed is no news,
        unless a verdict was given in between."""
        text = words("text", reply.text)
        alike = [known for known in self.of(reply.claim) if (known.kind, known.text) == (reply.kind, text)]
        if reply.kind is ReplyKind.REPLY:
            return any((known.author, known.at) == (reply.author, reply.at) for known in alike)
        given = max(
            (verdict.at for verdict in self._store.read(queries.verdicts, (reply.claim,)).get(reply.claim, ())),
            default="",
        )
        return any(known.at > given or reply.at in (known.at, "") or reply.at <= given for known in alike)

    def _noted(self, notes: Iterable[EditorsNote]) -> tuple[EditorsNote, ...]:
        """Offer each of the editor's comments at its words where these are in one place alone; gives those that are
        news, the ones without a place as well."""
        articles = self._store.read(queries.articles)
        known = {(n.text, n.author, n.at) for n in self._store.read(queries.author_notes)}
        news = [note for note in notes if (words("text", note.text), note.author, note.at) not in known]
        for note in news:
            places = [(article, article.text.count(note.words)) for article in articles if _says_something(note.words)]
            if sum(times for _, times in places) == 1:
                article = next(article for article, times in places if times)
                start = article.text.index(note.words)
                selector = selectors.make(article.text, Span(start, start + len(note.words)))
                text = words("text", note.text)
                made = AuthorNote("", article.id, selector, NoteKind.COMMENT, text, note.author, note.at)
                self._log.create("author_note", author_note_fields(made))
        return tuple(news)

    def remove(self, reply_id: str) -> None:
        """Take a reply out of sight."""
        self._remove(reply_id)


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, text))
