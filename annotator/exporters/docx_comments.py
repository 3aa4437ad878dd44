"""What an annotated copy says in its margin: one comment for each mention, told in full at the claim's first."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from annotator.domain.model import Claim, ClaimState, Evidence, MemoGroup, Reply, ReplyKind, Source, Verdict
from annotator.domain.ratings import memo_group
from annotator.domain.report import Report
from annotator.exporters.docx_margin import Answer, Margin, Note, Unoffered, signer
from annotator.exporters.docx_package import HEAD, WORD, Links, escaped
from annotator.exporters.docx_text import STRONG, Directions, linked, paragraph, runs
from annotator.exporters.looks import look_now
from annotator.exporters.pace import Pace
from annotator.exporters.wording import long_date, sign_and_colour

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|\+00:00)", re.ASCII)
_PARAGRAPH_GAP = re.compile(r"\n\s*\n")
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = f'xmlns:w="{WORD}" xmlns:r="{_R}" xmlns:mc="{_MC}" xmlns:w14="{_W14}" xmlns:w15="{_W15}" mc:Ignorable="w14 w15"'
"""The name spaces of a part; a reader that does not know the newer ones may pass over what is in them."""
_URGENT = {MemoGroup.MUST_FIX: ", must fix", MemoGroup.SHOULD_FIX: ", should fix"}
UNCHECKED = "○ Not yet checked"


def moment(at: str) -> str:
    """A time as Word takes it, "" where it is none: Word refuses a file with a date that is not one."""
    if _TIME.fullmatch(at):
        with suppress(ValueError):
            return datetime.fromisoformat(at).strftime("%Y-%m-%dT%H:%M:%SZ")
    return ""


def signature(author: str, at: str) -> str:
    """Who made a comment or a change, and when, as attributes."""
    told = moment(at)
    return f' w:author="{escaped(author)}"' + (f' w:date="{told}"' if told else "")


def opened(note: Note, margin: Margin) -> str:
    """Where a note's words begin, and with them those of the answers to it."""
    starts = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in _numbers(note, margin))
    return f'<w:bookmarkStart w:id="{note.comment + len(margin.notes)}" w:name="{note.bookmark}"/>{starts}'


def closed(note: Note, margin: Margin) -> str:
    """Where they end, with the mark by which Word finds each comment."""
    ends = "".join(
        f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
        f'<w:commentReference w:id="{number}"/></w:r>'
        for number in _numbers(note, margin)
    )
    return f'{ends}<w:bookmarkEnd w:id="{note.comment + len(margin.notes)}"/>'


def _numbers(note: Note, margin: Margin) -> list[int]:
    """The numbers of a comment and its answers; those of all answers come after the comments and bookmarks."""
    return [note.comment, *(2 * len(margin.notes) + answer.count for answer in note.answers)]


def _rating(report: Report, verdict: Verdict) -> str:
    """The sign and the word of a verdict."""
    return f"{sign_and_colour(report, verdict)[0]} {verdict.label}"


def state(report: Report, claim: Claim) -> str:
    """How the claim stands now, by sign and word."""
    verdict = claim.verdict
    if verdict is None:
        return UNCHECKED
    if claim.state is ClaimState.STALE:
        again = look_now(report, claim)
        return f"{again.sign} {again.word}"
    urgent = _URGENT.get(memo_group(claim, report.scales), "")
    return _rating(report, verdict) + urgent


class Comments:
    """The two parts that hold the comments: their words, and whether they are resolved."""

    def __init__(self, report: Report, margin: Margin) -> None:
        self._report = report
        self._margin = margin
        self._links = Links()
        self._now = max((article.captured for article in report.articles), default="") or report.as_of
        self._sources = {source.id: (number, source) for number, source in enumerate(report.sources, 1)}

    def parts(self, pace: Pace) -> dict[str, str]:
        made = "".join(self._comment(note) for note in pace.over(self._margin.notes))
        extended = "".join(map(_states, self._margin.notes))
        return {
            "word/comments.xml": f"{HEAD}<w:comments {NAMES}>{made}</w:comments>",
            "word/_rels/comments.xml.rels": self._links.xml(),
            "word/commentsExtended.xml": f"{HEAD}<w15:commentsEx {NAMES}>{extended}</w15:commentsEx>",
        }

    def _comment(self, note: Note) -> str:
        verdict = note.claim.verdict
        author = signer(verdict)
        paragraphs = list(self._again(note) if note.first else self._told(note))
        laid = _laid(paragraphs, note.paragraph_id)
        numbers = _numbers(note, self._margin)
        answers = "".join(map(_answer, numbers[1:], note.answers))
        return _comment(numbers[0], author, verdict.at if verdict else self._now, laid) + answers

    def _again(self, note: Note) -> Iterator[tuple[str, bool]]:
        """What stands at a further mention, or at a further part of the same one."""
        word = "continued" if note.is_part else "again"
        yield _words(f"Claim {note.number} {word}: {state(self._report, note.claim)}", strong=True)
        yield from self._suggestion(note)
        yield _words("Reasons and sources are in the comment on its first mention.")

    def _told(self, note: Note) -> Iterator[tuple[str, bool]]:
        claim, verdict = note.claim, note.claim.verdict
        yield _words(f"Claim {note.number}: {state(self._report, claim)}", strong=True)
        if claim.statement and claim.statement != note.exact:
            yield _words(f"The claim: {claim.statement}")
        claimed = [part for part in (claim.claimant, long_date(claim.claim_date or claim.claim_date_text)) if part]
        if claimed:
            yield _words(f"Claimed by: {', '.join(claimed)}" if claim.claimant else f"Claimed: {claimed[0]}")
        for ordinal, mention in enumerate(claim.mentions, 1):
            if (note.number, ordinal) not in self._margin.placed:
                yield _words(f"No longer in the text: “{mention.selector.exact}”")
        if verdict:
            yield from self._reasons(note, verdict)
        for reply in claim.replies:
            if reply.kind in _DECIDED:
                yield _words(_decision(reply))
        for evidence in claim.evidence:
            yield from self._evidence(evidence)
        for earlier in reversed(claim.verdicts):
            if earlier is not verdict:
                yield from self._earlier(earlier)

    def _reasons(self, note: Note, verdict: Verdict) -> Iterator[tuple[str, bool]]:
        if verdict.statement != note.claim.statement:
            yield _words(f"The verdict was given of other words: “{verdict.statement}”")
        yield from _prose(verdict.rationale)
        yield from self._suggestion(note)
        for review in verdict.reviews:
            told = f"{'Approved' if review.approved else 'Returned'} by {review.checker.name}"
            yield _words(f"{told}, {long_date(review.at)}")

    def _earlier(self, verdict: Verdict) -> Iterator[tuple[str, bool]]:
        signed = f"{verdict.checker.name}, {long_date(verdict.at)}"
        yield _words(f"Earlier: {_rating(self._report, verdict)} · {signed} · {verdict.state.value}")
        yield from _prose(verdict.rationale)
        if verdict.correction.strip():
            yield _words(f"Correction suggested then: “{verdict.correction.strip()}”")

    def _suggestion(self, note: Note) -> Iterator[tuple[str, bool]]:
        verdict = note.claim.verdict
        if verdict and verdict.correction.strip():
            yield _words(f"Suggested correction: “{verdict.correction.strip()}”")
            if note.unoffered is not Unoffered.NO:
                yield _words(note.unoffered.value)

    def _evidence(self, evidence: Evidence) -> Iterator[tuple[str, bool]]:
        number, source = self._sources.get(evidence.source, (0, None))
        stance = runs(f"{evidence.stance.value.capitalize()}: ", STRONG)
        cited = self._cited(number, source) if source else runs("source not in this report")
        locator = runs(f", {evidence.locator}") if evidence.locator else ""
        yield stance + cited + locator, False
        if evidence.excerpt:
            yield _words(f"“{evidence.excerpt}”")

    def _cited(self, number: int, source: Source) -> str:
        told = runs(f"[S{number}] ") + linked(source.title, source.url, self._links)
        told += runs(f", {source.publisher}") if source.publisher else ""
        told += runs(f", {long_date(source.published)}") if source.published else ""
        return told + (
            runs(", ") + linked("archived copy", source.archive_url, self._links) if source.archive_url else ""
        )


_DECIDED = {ReplyKind.ACCEPTED: "taken", ReplyKind.REJECTED: "refused"}


def _decision(reply: Reply) -> str:
    """What the editor did with a suggested correction; of one that was taken, the words that stood then."""
    who = ", ".join(part for part in (reply.author, long_date(reply.at)) if part)
    words = f": “{reply.text}”" if reply.kind is ReplyKind.ACCEPTED and reply.text else ""
    return f"Correction {_DECIDED[reply.kind]}{f' by {who}' if who else ''}{words}"


def _comment(number: int, author: str, at: str, laid: str) -> str:
    initials = escaped("".join(word[0] for word in author.split())[:3].upper())
    return f'<w:comment w:id="{number}"{signature(author, at)} w:initials="{initials}">{laid}</w:comment>'


def _laid(paragraphs: list[tuple[str, bool]], key: str) -> str:
    """The paragraphs of one comment; the last bears the name of it all."""
    last = len(paragraphs) - 1
    return "".join(
        paragraph(content if at else _MARK + content, "CommentText", rtl=rtl, key=key if at == last else "")
        for at, (content, rtl) in enumerate(paragraphs)
    )


def _answer(number: int, answer: Answer) -> str:
    """What the editor wrote, line by line, as a comment of its own."""
    laid = _laid([_words(line) for line in answer.reply.text.split("\n")], answer.paragraph_id)
    return _comment(number, answer.reply.author, answer.reply.at, laid)


def _states(note: Note) -> str:
    """Whether a comment is closed, and to which one each answer belongs."""
    done = int(note.closed)
    made = f'<w15:commentEx w15:paraId="{note.paragraph_id}" w15:done="{done}"/>'
    parent = f'w15:paraIdParent="{note.paragraph_id}"'
    return made + "".join(
        f'<w15:commentEx w15:paraId="{answer.paragraph_id}" {parent} w15:done="{done}"/>' for answer in note.answers
    )


_MARK = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'


def _prose(text: str) -> Iterator[tuple[str, bool]]:
    """The paragraphs of a longer text."""
    return (_words(part) for part in _PARAGRAPH_GAP.split(text.strip()) if part)


def _words(text: str, strong: bool = False) -> tuple[str, bool]:
    """A paragraph of a comment: its runs, and whether it runs from right to left."""
    directions = Directions(text)
    return runs(text, STRONG) if strong else runs(text), directions.rtl
