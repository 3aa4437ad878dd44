"""What an editor did on a returned copy, as plain values."""

from dataclasses import dataclass

from annotator.domain.kinds import ReplyKind


@dataclass(frozen=True, slots=True)
class Known:
    """A mention that a returned copy may tell of: its claim, its words, and the corrections ever suggested for it."""

    mention: str
    claim: str
    words: str
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnedReply:
    """What the editor did about one mention. `author` and `at` are the comment's; of a comment closed or a correction
    taken or refused the file says neither, so they are those of its last saving. `text` is what was written, or the
    words that now stand."""

    mention: str
    claim: str
    kind: ReplyKind
    author: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Reworded:
    """A mention whose words the editor changed by hand; `words` stand there now, "" when they were cut."""

    mention: str
    claim: str
    words: str


@dataclass(frozen=True, slots=True)
class EditorsNote:
    """A comment of the editor that is about no claim of the project, on these words."""

    author: str
    at: str
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back. `open` counts the corrections that were neither taken nor refused, `unknown` the comments of ours
    on claims that the project does not have any more. `original` are the bytes of the copy."""

    replies: tuple[ReturnedReply, ...]
    reworded: tuple[Reworded, ...] = ()
    notes: tuple[EditorsNote, ...] = ()
    open: int = 0
    unknown: int = 0
    original: bytes = b""
