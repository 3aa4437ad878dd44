"""What became of the mentions of one version of an article in the next, and what that asks of a person, as plain
values."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
    old text, and the sentences that are new, in the order of the new one (code points)."""

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
    are gone; a sentence is new and holds no claim."""

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


def rechecks(
    article: Article,
    versions: Sequence[str],
    claims: Collection[Claim],
    fresh: Iterable[Span] = (),
    passed: Collection[str] = (),
) -> list[Recheck]:
    """All that is still to be looked at in an article, by kind and then by place. `versions` are its own id and those
    before it, the newest first; `claims` has each that one of them mentions; `passed` what was passed over."""
    by_id = {claim.id: claim for claim in claims}
    lost = [each for each in carried(versions, claims) if each.new is None and each.old.id not in passed]
    return [
        *sorted(_changed(article.id, claims), key=lambda recheck: recheck.new[0].span),
        *(_of_lost(each, by_id) for each in lost if each.state is MentionState.UNSURE),
        *(_of_lost(each, by_id) for each in lost if each.state is not MentionState.UNSURE),
        *_fresh(article, claims, fresh, passed),
    ]


def _changed(article: str, claims: Iterable[Claim]) -> Iterator[Recheck]:
    """The claims whose words have changed since their verdict was given, or that have changed without one."""
    for claim in claims:
        overtaken = claim.verdict is not None and claim.verdict.overtaken
        if claim.state is ClaimState.CHECKED:
            continue
        here = [passage for passage in claim.passages if passage[0].article == article]
        differ = [passage for passage in here if any(part.state is MentionState.CHANGED for part in passage)]
        for passage in (differ or here[:1]) if overtaken else differ:
            if passage[0].carried_from or any(part.carried_from for part in passage):
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


def _of_lost(each: Carried, claims: Mapping[str, Claim]) -> Recheck:
    kind = RecheckKind.UNSURE if each.state is MentionState.UNSURE else RecheckKind.GONE
    return Recheck(kind, each.old.id, claims[each.claim], (each.old,))


def _fresh(
    article: Article, claims: Iterable[Claim], fresh: Iterable[Span], passed: Collection[str]
) -> Iterator[Recheck]:
    """The new sentences in which nothing is marked; what is not the article itself is nobody's to check."""
    aside = [Span(block.start, block.end) for block in article.blocks if block.kind is BlockKind.FURNITURE]
    marked = (mention.span for claim in claims for mention in claim.mentions if mention.article == article.id)
    taken = sorted(chain(aside, marked))
    at = 0
    reach = 0
    for span in sorted(fresh):
        while at < len(taken) and taken[at].start < span.end:
            reach = max(reach, taken[at].end)
            at += 1
        if reach <= span.start and place_key(span) not in passed:
            yield Recheck(RecheckKind.FRESH, place_key(span), span=span)
