"""Decides what each mention gets in an annotated copy: its comment, its bookmark, and whether the correction of its
claim is offered as a tracked change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.copy_keys import NEUTRAL_AUTHOR, bookmark, paragraph_id
from annotator.domain.model import Article, BlockKind, Claim, ClaimState, Mention, Reply, ReplyKind, Verdict
from annotator.domain.report import Report
from annotator.domain.text import canonical
from annotator.exporters.passages import Mark, Passage


class Unoffered(StrEnum):
    """Why a suggested correction stands in its comment alone, as a sentence for the editor."""

    NO = ""
    SAME = "The words in the text are these already."
    OVERTAKEN = "It was written for other words than the claim has now, so it is no change in the text."
    PARTS = "The claim is in several parts, so it is no change in the text."
    PARAGRAPHS = "The words go beyond a cell or plain paragraphs, so it is no change in the text."
    OTHER_WORDS = "The words here differ from those it was written for, so it is no change in the text."
    REFUSED = "The editor refused it, so it is no change in the text."
    OVERLAP = "It overlaps another suggested change, so it is no change in the text."


@dataclass(frozen=True, slots=True)
class Change:
    """A suggested correction as the text offers it: these words in place of the claim's."""

    author: str
    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What an editor wrote under a comment of an earlier copy; `count` numbers all of them from 0."""

    count: int
    paragraph_id: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class Note:
    """What one mention gets. `comment` numbers the comments in the order of the text; `first` is the bookmark of the
    mention where the claim's comment stands in full, "" where it stands here; `is_part` says that the words go on from
    another mention's. The `answers` stand under the first, and where the editor `closed` the claim's thread it is
    closed at every mention."""

    comment: int
    number: int
    claim: Claim
    exact: str
    is_part: bool
    first: str
    bookmark: str
    paragraph_id: str
    change: Change | None
    unoffered: Unoffered
    answers: tuple[Answer, ...] = ()
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Margin:
    """Every note: those in the text by number and ordinal of their mark, those of claims whose words are not in the
    text by the claim's number. `places` has the bookmark of each claim's first note, `answers` counts them all."""

    notes: tuple[Note, ...]
    placed: dict[tuple[int, int], Note]
    unplaced: dict[int, Note]
    places: dict[int, str]
    answers: int = 0


def signer(verdict: Verdict | None) -> str:
    """Who signs a comment: the checker of the verdict, or nobody in particular."""
    return (verdict.checker.name.strip() if verdict else "") or NEUTRAL_AUTHOR


def margin(report: Report, texts: Sequence[tuple[Article, list[Passage]]]) -> Margin:
    """The notes of a report whose articles are cut into these passages."""
    made = _Notes()
    for _, passages in texts:
        free_from = 0
        for mark, reach in _shown(passages):
            claim = report.claims[mark.number - 1]
            mention = claim.mentions[mark.ordinal - 1]
            reason = _unoffered(claim, mention, reach, free_from)
            change = _change(claim) if reason is None else None
            free_from = mark.end if change else free_from
            note = made.add(mark.number, claim, mention, change, reason or Unoffered.NO)
            made.placed[mark.number, mark.ordinal] = note
    for number, claim in enumerate(report.claims, 1):
        if number not in made.places:
            first = next(iter(claim.mentions), None)
            made.unplaced[number] = made.add(number, claim, first, None, Unoffered.NO)
    return Margin(tuple(made.notes), made.placed, made.unplaced, made.places, made.answers)


class _Notes:
    def __init__(self) -> None:
        self.notes: list[Note] = []
        self.placed: dict[tuple[int, int], Note] = {}
        self.unplaced: dict[int, Note] = {}
        self.places: dict[int, str] = {}
        self.answers = 0
        self._taken: set[str] = set()

    def add(self, number: int, claim: Claim, mention: Mention | None, change: Change | None, why: Unoffered) -> Note:
        key = mention.id if mention else claim.id
        paragraph = self._paragraph(key)
        name, exact = bookmark(key, number, change is not None), mention.selector.exact if mention else ""
        first = self.places.get(number, "")
        self.places.setdefault(number, name)
        is_part = bool(mention and mention.continues)
        answers = () if first else tuple(self._answers(claim))
        closed = _is_since(claim, ReplyKind.RESOLVED)
        note = Note(
            len(self.notes), number, claim, exact, is_part, first, name, paragraph, change, why, answers, closed
        )
        self.notes.append(note)
        return note

    def _answers(self, claim: Claim) -> Iterator[Answer]:
        for reply in claim.replies:
            if reply.kind is ReplyKind.REPLY:
                yield Answer(self.answers, self._paragraph(reply.id), reply)
                self.answers += 1

    def _paragraph(self, key: str) -> str:
        """A name that no other paragraph has."""
        name = paragraph_id(key)
        while name in self._taken:
            name = f"{int(name, 16) % 0x7FFFFFFF + 1:08X}"
        self._taken.add(name)
        return name


def _is_since(claim: Claim, kind: ReplyKind) -> bool:
    """Whether the editor did so since the verdict that stands was given: a newer one opens the question again."""
    given = claim.verdict.at if claim.verdict else ""
    return any(reply.kind is kind and reply.at > given for reply in claim.replies)


def _shown(passages: Sequence[Passage]) -> Iterator[tuple[Mark, list[Passage]]]:
    """Each mark with the passages it goes through, in the order in which the marks begin."""
    for at, passage in enumerate(passages):
        for segment in passage.segments:
            for mark in segment.opens:
                yield mark, [passage, *_begun_before(mark.end, passages, at + 1)]


def _begun_before(end: int, passages: Sequence[Passage], at: int) -> Iterator[Passage]:
    """Those from `at` on that begin before a place of the text."""
    while at < len(passages) and passages[at].block.start < end:
        yield passages[at]
        at += 1


def _unoffered(claim: Claim, mention: Mention, reach: Sequence[Passage], free_from: int) -> Unoffered | None:
    """Why the claim's correction cannot be a change of this mention's words; None when it can."""
    verdict, words = claim.verdict, mention.selector.exact
    if verdict is None or not verdict.correction.strip():
        return Unoffered.NO
    if claim.state is not ClaimState.CHECKED:
        return Unoffered.OVERTAKEN
    if any(len(parts) > 1 and mention in parts for parts in claim.passages):
        return Unoffered.PARTS
    if not _can_be_struck_out(mention, reach):
        return Unoffered.PARAGRAPHS
    if words == canonical(verdict.correction):
        return Unoffered.SAME
    if words != claim.mentions[0].selector.exact:
        return Unoffered.OTHER_WORDS
    if _is_since(claim, ReplyKind.REJECTED):
        return Unoffered.REFUSED
    return Unoffered.OVERLAP if mention.span.start < free_from else None


def _can_be_struck_out(mention: Mention, reach: Sequence[Passage]) -> bool:
    """Whether the words are within one block (of a table, one cell) or plain paragraphs that follow each other: taken
    out, those become one paragraph, which of blocks of other kinds nobody could want."""
    if not reach[0].block.start <= mention.span.start <= mention.span.end <= reach[-1].block.end:
        return False
    if len(reach) > 1:
        return all(p.block.kind is BlockKind.PARAGRAPH for p in reach) and not any(p.bullet for p in reach[1:])
    words = mention.selector.exact
    return reach[0].block.kind is not BlockKind.TABLE or not ("\t" in words or "\n" in words)


def _change(claim: Claim) -> Change | None:
    verdict = claim.verdict
    return Change(signer(verdict), verdict.at, verdict.correction) if verdict else None
