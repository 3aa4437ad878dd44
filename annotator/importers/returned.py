"""Reads an annotated copy that an editor sends back: what they wrote under our comments, which they closed, which
corrections they took or refused, and which words they changed by hand."""

import re
from collections.abc import Iterable

from annotator.domain.copy_keys import key, paragraph_id
from annotator.domain.errors import AnnotatorError
from annotator.domain.kinds import ReplyKind
from annotator.domain.returned import EditorsNote, Known, Returned, ReturnedReply, Reworded
from annotator.importers.office import Package
from annotator.importers.office_comments import Comment, comments_of, thread_of
from annotator.importers.returned_file import Text, placed, saved_by, text_of

_HEAD = re.compile(r"Claim (\d{1,7})(?: again| continued)?: ")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_LONGEST = 100_000


def read(data: bytes, known: Iterable[Known]) -> Returned:
    """What an editor did on a copy of a project with these mentions. Raises AnnotatorError when the file is damaged, or
    no annotated copy of it."""
    package = Package(data)
    text = text_of(package)
    comments = placed(comments_of(package), text)
    mentions = {key(mention.mention): mention for mention in known}
    if not text.bookmarks and not any(_HEAD.match(comment.text) for comment in comments):
        raise AnnotatorError(
            "The Word file is no annotated copy that this app made.", "Choose the file that came back from the editor."
        )
    named = {paragraph_id(mention.mention): name for name, mention in mentions.items()}
    if not any(place.key in mentions for place, _ in text.bookmarks.values()) and not any(
        comment.paragraph in named and _HEAD.match(comment.text) for comment in comments
    ):
        raise AnnotatorError(
            "The Word file is an annotated copy of another project.", "Open the project that it was made from."
        )
    return _Reading(text, comments, mentions, named, saved_by(package)).returned()


class _Reading:
    """One file as it is gone through."""

    def __init__(
        self,
        text: Text,
        comments: list[Comment],
        mentions: dict[str, Known],
        named: dict[str, str],
        saved: tuple[str, str],
    ) -> None:
        self._text = text
        self._comments = comments
        self._mentions = mentions
        self._saved = saved
        self._by_number: dict[int, list[tuple[str, list[int]]]] = {}
        self._by_place: dict[tuple[int, int], str] = {}
        for place, (start, end) in text.bookmarks.values():
            self._by_number.setdefault(place.number, []).append((place.key, [start, end]))
            self._by_place.setdefault((start, end), place.key)
        self._by_paragraph = named

    def returned(self) -> Returned:
        replies, notes, unknown = self._threads()
        changes, reworded, waiting = self._changes()
        return Returned((*replies, *changes), tuple(reworded), tuple(notes), waiting, unknown)

    def _threads(self) -> tuple[list[ReturnedReply], list[EditorsNote], int]:
        """What hangs on our comments, what does not, and how many of ours are on claims not known here."""
        ours: dict[str, str] = {}
        for comment in self._comments:
            if not comment.parent and _HEAD.match(comment.text):
                ours[comment.paragraph] = self._named(comment)
        replies: list[ReturnedReply] = []
        notes: list[EditorsNote] = []
        parents = {comment.paragraph: comment.parent for comment in self._comments}
        for comment in self._comments:
            root = thread_of(comment, parents)
            if comment.paragraph in ours and root == comment.paragraph and _HEAD.match(comment.text):
                mention = self._mentions.get(ours[root])
                if comment.resolved and mention:
                    replies.append(ReturnedReply(mention.mention, mention.claim, ReplyKind.RESOLVED, *self._saved, ""))
                continue
            name = ours.get(root) or self._by_place.get((comment.start, comment.end), "")
            mention = self._mentions.get(name)
            said = comment.text[:_LONGEST]
            if mention and said:
                replies.append(
                    ReturnedReply(mention.mention, mention.claim, ReplyKind.REPLY, comment.author, comment.at, said)
                )
            elif said:
                words = self._text.between(comment.start, comment.end).text.strip()
                notes.append(EditorsNote(comment.author, comment.at, said, words[:_LONGEST]))
        return replies, notes, sum(name not in self._mentions for name in ours.values())

    def _named(self, comment: Comment) -> str:
        """The key of the mention that a comment of ours is about: by its number and place, else by its own name."""
        head = _HEAD.match(comment.text)
        numbered = self._by_number.get(int(head[1]) if head else 0, [])
        if numbered:
            return min(numbered, key=lambda one: abs(one[1][0] - comment.start) + abs(one[1][1] - comment.end))[0]
        return self._by_paragraph.get(comment.paragraph) or self._by_place.get((comment.start, comment.end), "")

    def _changes(self) -> tuple[list[ReturnedReply], list[Reworded], int]:
        """Corrections taken and refused, words changed otherwise, and how many corrections still wait."""
        replies: list[ReturnedReply] = []
        reworded: list[tuple[int, int, Reworded]] = []
        taken: list[tuple[int, int]] = []
        waiting = 0
        for place, (start, end) in self._text.bookmarks.values():
            mention = self._mentions.get(place.key)
            words = self._text.between(start, end)
            if mention is None or words.open:
                waiting += place.offered and words.open
                continue
            stands = _comparable(words.text)
            accepted = stands in map(_comparable, mention.corrections)
            unchanged = stands == _comparable(mention.words)
            if place.offered and (accepted or unchanged):
                kind = ReplyKind.ACCEPTED if accepted else ReplyKind.REJECTED
                taken += [(start, end)] if accepted else []
                replies.append(ReturnedReply(mention.mention, mention.claim, kind, *self._saved, words.text))
            elif not unchanged and "\n" not in mention.words:
                reworded.append((start, end, Reworded(mention.mention, mention.claim, words.text.strip())))
        # What a taken correction of another claim changed was not changed by hand.
        by_hand = [one for at, to, one in reworded if not any(at < end and start < to for start, end in taken)]
        return replies, by_hand, waiting


def _comparable(text: str) -> str:
    """The words as they are compared: programs differ in white space and in what they do to control characters."""
    return " ".join(_FORBIDDEN.sub("\ufffd", text).split())
