"""What became of the mentions of one version of an article in the next, and what that asks of a person, as plain
values."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from operator import attrgetter

from annotator.domain.model import Article, BlockKind, Claim, ClaimState, Mention, MentionState, Span

UNSETTLED = (MentionState.UNSURE, MentionState.GONE)
"""How a mention fared that is in no newer version."""


@dataclass(frozen=True, slots=True)
class Carried:
    """One mention of an earlier version (`old`), and the one in the newer version that was made of it; `new` is None
    while it is unsure or gone."""

    state: MentionState
    old: Mention
    new: Mention | None

    @property
    def claim(self) -> str:
        return self.old.claim


@dataclass(frozen=True, slots=True)
class Revision:
    """How the version `article` differs from the one it `supersedes`: what became of each mention, in the order of the
    old text, and the sentences that are new or reworded and hold no claim that says so, in the order of the new one
    (code points)."""

    article: str
    supersedes: str
    carried: tuple[Carried, ...]
    fresh: tuple[Span, ...]

    def of(self, state: MentionState) -> tuple[Carried, ...]:
        """The mentions that fared so."""
        return tuple(each for each in self.carried if each.state is state)

    @property
    def counts(self) -> dict[MentionState, int]:
        """How many mentions fared how; every state is there."""
        return {state: len(self.of(state)) for state in MentionState}


def carried(versions: Sequence[str], claims: Iterable[Claim]) -> list[Carried]:
    """What became in the first of these versions (ids, the newest first) of the mentions of the second, and of those
    that still earlier ones have unsettled, in the order of the old texts. `claims` are those that they
    mention."""
    mentions = [mention for claim in claims for mention in claim.mentions]
    made = {mention.carried_from: mention for mention in mentions if mention.article == versions[0]}
    found = []
    for version in versions[1:]:
        in_version = (mention for mention in mentions if mention.article == version)
        for mention in sorted(in_version, key=attrgetter("span", "id")):
            if mention.id in made:
                found.append(Carried(made[mention.id].state, mention, made[mention.id]))
            elif mention.state in UNSETTLED:
                found.append(Carried(mention.state, mention, None))
    return found


class RecheckKind(StrEnum):
    """Why a new version asks a person to look: the words of a claim have changed; where they are now is unsure; they
    are gone; a sentence is new or reworded, and no claim in it says so."""

    CHANGED = "changed"
    UNSURE = "unsure"
    GONE = "gone"
    FRESH = "new"


@dataclass(frozen=True, slots=True)
class Recheck:
    """One thing that a new version of an article asks a person to look at. `old` are the parts of a passage as they
    were, `new` as they are now, of a claim; a fresh sentence has only its `span` in the new text (code points). `key`
    tells it apart and is how it is passed over."""

    kind: RecheckKind
    key: str
    claim: Claim | None = None
    old: tuple[Mention, ...] = ()
    new: tuple[Mention, ...] = ()
    span: Span | None = None

    @property
    def can_be_passed_over(self) -> bool:
        """Whether a person may say that there is nothing to do; changed words need a verdict."""
        return self.kind is not RecheckKind.CHANGED


def place_key(span: Span) -> str:
    """How a sentence is called when it is passed over."""
    return f"{span.start}:{span.end}"


def is_place(key: str) -> bool:
    """Whether a key calls a sentence, by its place in the version in which it was passed over."""
    return ":" in key


def asked_of(claim: Claim, versions: Sequence[str]) -> list[Recheck]:
    """What one claim asks for in the first of these versions (ids, the newest first), for its words have changed since
    its verdict, or it is not where it was."""
    lost = (each for each in carried(versions, [claim]) if each.new is None)
    return [*_changed(versions[0], claim), *(_of_lost(each, claim) for each in lost)]


def speaks_for_its_sentence(mention: Mention) -> bool:
    """Whether a new or reworded sentence needs no look of its own: someone marked it there, or it is a claim that is
    looked at again because its words have changed. One that was carried over as it was says nothing of its sentence."""
    return not mention.carried_from or mention.state is MentionState.CHANGED


def unmarked(article: Article, fresh: Iterable[Span], marked: Iterable[Span]) -> list[Recheck]:
    """The new and reworded sentences for which nothing marked speaks; what is not the article itself is nobody's to
    check."""
    aside = (Span(block.start, block.end) for block in article.blocks if block.kind is BlockKind.FURNITURE)
    taken = sorted(chain(aside, marked))
    found = []
    at = reach = 0
    for span in sorted(fresh):
        while at < len(taken) and taken[at].start < span.end:
            reach = max(reach, taken[at].end)
            at += 1
        if reach <= span.start:
            found.append(Recheck(RecheckKind.FRESH, place_key(span), span=span))
    return found


def arranged(asked: Iterable[Recheck], versions: Sequence[str], passed: Collection[str]) -> list[Recheck]:
    """What was not passed over, by kind and then by place: what is lost by its place in the latest version that had
    it."""
    age = {version: n for n, version in enumerate(versions)}

    def place(recheck: Recheck) -> tuple[int, int, Span]:
        if recheck.span is not None:
            return _ORDER[recheck.kind], 0, recheck.span
        part = (recheck.new or recheck.old)[0]
        return _ORDER[recheck.kind], age.get(part.article, 0), part.span

    return sorted((recheck for recheck in asked if recheck.key not in passed), key=place)


_ORDER = {kind: n for n, kind in enumerate(RecheckKind)}


def _changed(article: str, claim: Claim) -> Iterator[Recheck]:
    """The passages of a claim whose words have changed since its verdict was given, or without there being one."""
    verdict = claim.verdict
    overtaken = verdict is not None and verdict.overtaken
    if not overtaken and all(m.state is not MentionState.CHANGED or m.article != article for m in claim.mentions):
        return
    if claim.state is ClaimState.CHECKED:
        return
    here = [passage for passage in claim.passages if passage[0].article == article]
    differ = [passage for passage in here if any(part.state is MentionState.CHANGED for part in passage)]
    for passage in (differ or here[:1]) if overtaken else differ:
        if any(part.carried_from for part in passage):
            yield Recheck(RecheckKind.CHANGED, passage[0].id, claim, _before(claim, passage), passage)


def _before(claim: Claim, passage: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The parts of a passage in the last version that had other words there."""
    known = {mention.id: mention for mention in claim.mentions}
    words = [part.selector.exact for part in passage]
    earlier = [part.carried_from for part in passage]
    for _ in known:
        came = [known[key] for key in earlier if key in known]
        if not came:
            return passage
        parts = next(parts for parts in claim.passages if came[0] in parts)
        if [part.selector.exact for part in parts] != words:
            return parts
        earlier = [part.carried_from for part in came]
    return passage


def _of_lost(each: Carried, claim: Claim) -> Recheck:
    kind = RecheckKind.UNSURE if each.state is MentionState.UNSURE else RecheckKind.GONE
    return Recheck(kind, each.old.id, claim, (each.old,))
