"""The nouns of the field as plain values (see CONTEXT.md). Nothing here knows of files, SQL or windows.

Offsets are Unicode code points of an article's text, half-open. Times are ISO 8601 text in UTC, dates ISO 8601
`YYYY-MM-DD`; "" means not known.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from annotator.domain.kinds import BlockKind as BlockKind
from annotator.domain.kinds import ClaimKind as ClaimKind
from annotator.domain.kinds import ClaimState as ClaimState
from annotator.domain.kinds import InlineKind as InlineKind
from annotator.domain.kinds import MemoGroup as MemoGroup
from annotator.domain.kinds import MentionState as MentionState
from annotator.domain.kinds import NoteKind as NoteKind
from annotator.domain.kinds import NoteState as NoteState
from annotator.domain.kinds import ReplyKind as ReplyKind
from annotator.domain.kinds import Severity as Severity
from annotator.domain.kinds import SourceKind as SourceKind
from annotator.domain.kinds import Stance as Stance
from annotator.domain.kinds import VerdictState as VerdictState
from annotator.domain.tracked import TrackedBy, TrackedState

SUFFIX = ".factcheck"
"""What the name of a project's file ends in."""

Progress = Callable[[int, int], None]
"""Called with (done, total) during long work; raises `Cancelled` to stop it."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`start, end` in code points, half-open; never negative, never backwards."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}, {self.end}")

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Selector:
    """A span with the words it holds and those around it (W3C TextPositionSelector and TextQuoteSelector)."""

    span: Span
    exact: str
    prefix: str
    suffix: str


def words_of(parts: Iterable[Selector]) -> str:
    """The words of a passage, those of its parts joined by an ellipsis."""
    return " … ".join(part.exact for part in parts)


@dataclass(frozen=True, slots=True)
class Inline:
    """Emphasis, a link or a picture inside a block; `start, end` in code points of the article's text.

    A picture adds nothing to the text: it may be empty (`start == end`) and says that it stood there, with its address
    as `href` and its alternative text as `label`."""

    start: int
    end: int
    kind: InlineKind
    href: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article that is one paragraph, heading, item … Blocks are in order and never overlap; what lies
    between two of them is white space or a list bullet. `level` is 1–6 for a heading, the depth (1 …) for an item."""

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    inlines: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedNote:
    """An author's note as an importer finds it, of the words at `span`; `at` is ISO 8601, "" if not known."""

    span: Span
    kind: NoteKind
    text: str
    author: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """What an importer makes of a file: canonical text, its blocks, and what the file says about itself.
    `remarks` are sentences for the person who adds it: what could not be read, what comes with it. `tracked` are the
    tracked changes in the file, `state` is which state of it was read."""

    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    byline: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    published: str = ""
    media_type: str = "text/plain"
    original: bytes = b""
    notes: tuple[ImportedNote, ...] = ()
    remarks: tuple[str, ...] = ()
    tracked: tuple[TrackedBy, ...] = ()
    state: TrackedState = TrackedState.NONE


@dataclass(frozen=True, slots=True)
class Article:
    """An immutable version of captured text. `original` is the SHA-256 of the bytes it was read from; where these hold
    tracked changes, `state` is which state of them this is. `remarks` are what its importer had to tell, by line."""

    id: str
    title: str
    text: str
    blocks: tuple[Block, ...] = ()
    byline: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    published: str = ""
    captured: str = ""
    supersedes: str = ""
    media_type: str = "text/plain"
    original: str = ""
    state: TrackedState = TrackedState.NONE
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """One line of the list of articles: no text, and how many of its claims have a verdict of what they state now.
    `newest` is the id of its newest version, its own where it is that."""

    id: str
    title: str
    publisher: str
    published: str
    supersedes: str
    claims: int
    checked: int
    captured: str = ""
    newest: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link that the article itself carries: what its author relied on."""

    text: str
    href: str
    span: Span


@dataclass(frozen=True, slots=True)
class Checker:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a claim appears in an article. A passage in several parts ("The minister … resigned") is several mentions:
    each but the first names the first as the one it `continues`. In a later version of an article, `carried_from` is
    the mention of an earlier one that it was made of. A mention that could not be carried over stays, unsure or gone;
    `candidates` are the places in the newest version that an unsure one may have."""

    id: str
    claim: str
    article: str
    selector: Selector
    state: MentionState = MentionState.SAME
    continues: str = ""
    candidates: tuple[Span, ...] = ()
    carried_from: str = ""

    @property
    def span(self) -> Span:
        return self.selector.span


@dataclass(frozen=True, slots=True)
class Source:
    """What was consulted. `snapshot` is the SHA-256 of a kept copy. A confidential source is withheld from reports."""

    id: str
    title: str
    kind: SourceKind = SourceKind.PAGE
    author: str = ""
    publisher: str = ""
    url: str = ""
    archive_url: str = ""
    published: str = ""
    accessed: str = ""
    confidential: bool = False
    note: str = ""
    snapshot: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    id: str
    claim: str
    source: str
    stance: Stance
    excerpt: str = ""
    locator: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A second person's look at one verdict."""

    id: str
    verdict: str
    approved: bool
    note: str
    checker: Checker
    at: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rating with its reasons, by a checker, at a time, of exactly `statement`. Never edited. `label` is the rating's
    word on the day, so that a later change of scale cannot reword what was signed. `overtaken` says that a revision has
    changed the words of the claim in its article since."""

    id: str
    claim: str
    scale: str
    rating: str
    label: str
    rationale: str
    correction: str
    statement: str
    checker: Checker
    at: str
    state: VerdictState = VerdictState.CURRENT
    reviews: tuple[Review, ...] = ()
    overtaken: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What an editor wrote back on a returned copy. `author` and `at` are as the file has them; `origin` is the SHA-256
    of that file, "" when it was not kept."""

    id: str
    claim: str
    kind: ReplyKind
    author: str
    at: str
    text: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class AuthorNote:
    """A note of the author in a draft, offered as a claim; `claim` is the one made of it when it was accepted."""

    id: str
    article: str
    selector: Selector
    kind: NoteKind
    text: str
    author: str = ""
    at: str = ""
    state: NoteState = NoteState.OPEN
    claim: str = ""

    @property
    def span(self) -> Span:
        return self.selector.span


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A re-check of a version of an article that a person does not need: `what` is the id of a mention that is gone, or
    the place "start:end" of a sentence that is new (code points)."""

    id: str
    article: str
    what: str


@dataclass(frozen=True, slots=True)
class Publication:
    """That a report was published: of which article ("" for the whole project), in which format, in a file of which
    name and SHA-256, and as of when."""

    id: str
    article: str
    format: str
    name: str
    sha256: str
    at: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A checkable statement in the checker's words, with all that hangs on it; `verdicts` and `replies` oldest first.
    `claim_date` is what was understood from `claim_date_text`, the words the checker typed."""

    id: str
    statement: str
    kind: ClaimKind = ClaimKind.OTHER
    claimant: str = ""
    claim_date: str = ""
    claim_date_text: str = ""
    assignee: str = ""
    note: str = ""
    severity: Severity = Severity.AS_RATED
    mentions: tuple[Mention, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    replies: tuple[Reply, ...] = ()

    @property
    def passages(self) -> tuple[tuple[Mention, ...], ...]:
        """The places where the claim appears, each the mentions that are its parts, in the order of the text."""
        known = {mention.id: mention for mention in self.mentions}
        parts: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            first = known.get(mention.continues)
            joined = first is not None and first.article == mention.article and not first.continues
            parts.setdefault(mention.continues if joined else mention.id, []).append(mention)
        return tuple(tuple(sorted(passage, key=lambda mention: mention.span)) for passage in parts.values())

    @property
    def verdict(self) -> Verdict | None:
        """The verdict that stands: the newest that was neither replaced nor withdrawn."""
        return next((v for v in reversed(self.verdicts) if v.state is VerdictState.CURRENT), None)

    @property
    def state(self) -> ClaimState:
        verdict = self.verdict
        if verdict is None:
            return ClaimState.UNCHECKED
        stands = verdict.statement == self.statement and not verdict.overtaken
        return ClaimState.CHECKED if stands else ClaimState.STALE


@dataclass(frozen=True, slots=True)
class Mark:
    """What the reader needs to paint one mention and its card, and no more. `reasoned` is False where the standing
    verdict gives no rationale. `continues` is the mention that this one is a further part of, "" for none."""

    mention: str
    claim: str
    start: int
    end: int
    statement: str
    scale: str = ""
    rating: str = ""
    state: ClaimState = ClaimState.UNCHECKED
    sources: int = 0
    reasoned: bool = True
    continues: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One command as the history tells it. `kind` is do, undo, redo or setup (set-up is never undone)."""

    id: str
    name: str
    kind: str
    checker: str
    at: str


@dataclass(frozen=True, slots=True)
class Change:
    """One immutable fact of the log; `value` is exact JSON text."""

    id: str
    step: str
    device: str
    seq: int
    actor: str
    at: str
    entity: str
    entity_id: str
    op: str
    field: str | None
    value: str
    parents: str
    prev_hash: str
    hash: str
    schema: int


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What a step (or another process) touched: ids by kind of entity. Views refresh that part and no more."""

    step: str = ""
    ids: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, entity: str) -> frozenset[str]:
        return self.ids.get(entity, frozenset())

    def __bool__(self) -> bool:
        return any(self.ids.values())
