"""The desk of replies: what editors wrote back on a returned copy, kept with the claims it is about."""

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Reply, ReplyKind
from annotator.project.desk import Desk
from annotator.project.fields import needed, one_of, words
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

    def remove(self, reply_id: str) -> None:
        """Take a reply out of sight."""
        self._remove(reply_id)
