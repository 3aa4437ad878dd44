"""What comes in kinds and states, each a table of the words that files and people use for them (see CONTEXT.md)."""

from enum import StrEnum


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTATION = "quotation"
    CAPTION = "caption"
    CREDIT = "credit"
    TABLE = "table"
    FURNITURE = "furniture"


class InlineKind(StrEnum):
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    LINK = "link"
    NOTE = "note"
    IMAGE = "image"
    LOCATOR = "locator"


class ClaimKind(StrEnum):
    FIGURE = "figure"
    QUOTATION = "quotation"
    DATE = "date"
    NAME = "name"
    ATTRIBUTION = "attribution"
    CAUSAL = "causal"
    COMPARISON = "comparison"
    OTHER = "other"


class SourceKind(StrEnum):
    PAGE = "page"
    PAPER = "paper"
    DATASET = "dataset"
    RECORDING = "recording"
    PHOTOGRAPH = "photograph"
    BOOK = "book"
    PERSON = "person"


class Stance(StrEnum):
    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


class ClaimState(StrEnum):
    """Unchecked: no verdict stands. Stale: the newest verdict was given of other words than the claim has now, or than
    its article has."""

    UNCHECKED = "unchecked"
    CHECKED = "checked"
    STALE = "stale"


class MentionState(StrEnum):
    """How a mention fared when the article's text last changed."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    UNSURE = "unsure"
    GONE = "gone"


class VerdictState(StrEnum):
    CURRENT = "current"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class Severity(StrEnum):
    """How urgent a claim is for the editor, when the checker says it rather than leave it to the verdict's rating."""

    AS_RATED = ""
    MUST_FIX = "must-fix"
    SHOULD_FIX = "should-fix"


class MemoGroup(StrEnum):
    """The parts of a memo to the editor, in their order; open are claims without a verdict of what they state now."""

    MUST_FIX = "must-fix"
    SHOULD_FIX = "should-fix"
    UNVERIFIED = "unverified"
    CONFIRMED = "confirmed"
    OPEN = "open"


class NoteKind(StrEnum):
    """How an author's note stands in a draft."""

    COMMENT = "comment"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"


class NoteState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class TrackedState(StrEnum):
    """Which state of a draft with tracked changes an article is."""

    NONE = ""
    ACCEPTED = "accepted"
    ORIGINAL = "original"


class ReplyKind(StrEnum):
    """What an editor did on a returned copy: wrote back, closed a comment, took or refused a suggested correction."""

    REPLY = "reply"
    RESOLVED = "resolved"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
