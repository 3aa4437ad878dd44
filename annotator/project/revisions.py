"""From one version of an article to the next: every mention is carried over, or says that it could not be.

The mentions of the old version stay where they are, since their words are its words. What is found in the new version
is a mention there. A verdict of words that have changed is overtaken, so that its claim is to be checked again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from annotator.domain import selectors
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Claim, Mention, MentionState, Progress, Span, words_of
from annotator.domain.revision import UNSETTLED, Carried, Revision, speaks_for_its_sentence, unmarked
from annotator.domain.text import BOM
from annotator.project.carrying import Landings
from annotator.project.fields import words
from annotator.project.kept import mention_fields, spans_as_json
from annotator.storage import queries, versions
from annotator.storage.log import Log
from annotator.storage.store import Store

if TYPE_CHECKING:
    from annotator.domain.anchoring import Landing

_TELL_EVERY = 32
"""Claims carried over between two signs of progress."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage on its way from one version to the next: the `parts` that are to go, and what is or will be there,
    the parts that went before included."""

    claim: Claim
    parts: tuple[Mention, ...]
    there: tuple[Mention, ...] = ()
    changed: bool = False

    @property
    def words(self) -> str:
        return words("statement", words_of(part.selector for part in self.parts))


def carry_over(
    log: Log, store: Store, pair: tuple[Article, Article], landings: Landings, progress: Progress | None = None
) -> None:
    """Make mentions in the newer article of those in the older, and of those that its own earlier versions still have
    unsettled. To be done within the step that adds the newer. Raises whatever `progress` raises, to stop."""
    old, new = pair
    _carry(log, _passages(store, old, new), pair, landings, progress)
    for key in store.read(versions.before, old.id):
        if not store.read(versions.spans, key, unsettled=True):
            continue
        earlier = store.read(queries.articles, (key,))[0]
        unsettled = [
            replace(passage, parts=parts)
            for passage in _passages(store, earlier, new)
            if (parts := tuple(part for part in passage.parts if part.state in UNSETTLED))
        ]
        _carry(log, unsettled, (earlier, new), landings, progress)


def _versions_before(store: Store, article: Article) -> Iterator[Article]:
    """The versions that came before an article, the newest first."""
    seen = {article.id}
    while article.supersedes and article.supersedes not in seen:
        found = store.read(queries.articles, (article.supersedes,))
        if not found:
            return
        article = found[0]
        seen.add(article.id)
        yield article


def _passages(store: Store, old: Article, new: Article) -> list[_Passage]:
    """The passages in a version of an article, with what of each is in `new` already."""
    return [
        _Passage(claim, parts, _descendants(claim, parts, new.id))
        for claim in store.read(queries.claims, article=old.id)
        for parts in claim.passages
        if parts[0].article == old.id
    ]


def _descendants(claim: Claim, parts: Sequence[Mention], article: str) -> tuple[Mention, ...]:
    """The mentions in an article that were made, at some remove, of these parts of an earlier version."""
    known = {mention.id: mention for mention in claim.mentions}
    wanted = {part.id for part in parts}
    found = []
    for mention in claim.mentions:
        came_from = mention.carried_from
        for _ in range(len(known)):
            if came_from in wanted or came_from not in known:
                break
            came_from = known[came_from].carried_from
        if mention.article == article and came_from in wanted:
            found.append(mention)
    return tuple(found)


def _carry(
    log: Log,
    passages: list[_Passage],
    pair: tuple[Article, Article],
    landings: Landings,
    progress: Progress | None,
) -> None:
    if not passages:
        return
    old, new = pair
    parts = [part for passage in passages for part in passage.parts]
    found = iter(landings.of(old, new.text, parts))
    for done, (_, group) in enumerate(groupby(passages, key=lambda passage: passage.claim.id)):
        if progress is not None and done % _TELL_EVERY == 0:
            progress(done, len(passages))
        reword(log, [_landed(log, passage, new, [next(found) for _ in passage.parts]) for passage in group])


def _landed(log: Log, passage: _Passage, new: Article, landings: list["Landing"]) -> _Passage:
    """Put the parts of a passage where they landed, and say of the others that they are unsure or gone."""
    landings = _sound(landings, new.text, [mention.span for mention in passage.there])
    made = []
    for part, landing in zip(passage.parts, landings, strict=True):
        if landing.span is None:
            _settle(log, part, landing.state, landing.candidates)
        else:
            made.append(carried(log, part, new, landing.span, landing.state))
            if part.state in UNSETTLED:
                _settle(log, part, MentionState.SAME, ())
    there = join(log, (*passage.there, *made))
    lost = bool(made) and len(made) < len(passage.parts)
    return replace(passage, there=there, changed=lost or any(m.state is MentionState.CHANGED for m in made))


def _sound(landings: list["Landing"], text: str, taken: list[Span]) -> list["Landing"]:
    """The landings of the parts of one passage; if some overlap, all are unsure. One on no words is none."""
    found = [
        replace(each, state=MentionState.GONE, span=None) if each.span and not _says(text, each.span) else each
        for each in landings
    ]
    spans = sorted([*taken, *(landing.span for landing in found if landing.span)])
    if all(one.end <= other.start for one, other in pairwise(spans)):
        return found
    unsure = MentionState.UNSURE
    return [replace(each, state=unsure, span=None, candidates=(each.span,)) if each.span else each for each in found]


def _says(text: str, span: Span) -> bool:
    return bool(text[span.start : span.end].replace(BOM, "").strip())


def carried(log: Log, part: Mention, new: Article, span: Span, state: MentionState) -> Mention:
    """Make the mention in a new version that a mention of an earlier one has become."""
    selector = selectors.make(new.text, span)
    made = Mention(log.new_id(), part.claim, new.id, selector, state, carried_from=part.id)
    log.create("mention", mention_fields(made), made.id)
    return made


def _settle(log: Log, part: Mention, state: MentionState, candidates: Sequence[Span]) -> None:
    if part.state is not state:
        log.set("mention", part.id, "state", str(state))
    if part.candidates != tuple(candidates):
        log.set("mention", part.id, "candidates", spans_as_json(candidates))


def join(log: Log, parts: Sequence[Mention]) -> tuple[Mention, ...]:
    """Make one passage of some mentions: the first in the text is the one that the others continue."""
    ordered = sorted(parts, key=attrgetter("span"))
    joined = [replace(part, continues=ordered[0].id if n else "") for n, part in enumerate(ordered)]
    for before, after in zip(ordered, joined, strict=True):
        if before.continues != after.continues:
            log.set("mention", after.id, "continues", after.continues)
    return tuple(joined)


def reword(log: Log, passages: Sequence[_Passage]) -> None:
    """What follows for a claim when the words of some of its passages have changed: its verdict is overtaken, and it
    states the new words if it stated the old ones, unless they stand elsewhere still."""
    changed = [passage for passage in passages if passage.changed]
    if not changed:
        return
    claim = changed[0].claim
    if claim.verdict and not claim.verdict.overtaken:
        log.set("verdict", claim.verdict.id, "overtaken", True)
    standing = {passage.words for passage in passages if passage.there and not passage.changed}
    for passage in changed:
        now = words("statement", words_of(mention.selector for mention in passage.there))
        if claim.statement == passage.words and now and now != claim.statement and passage.words not in standing:
            log.set("claim", claim.id, "statement", now)
            return


def newest(store: Store, article: str) -> str:
    """The id of the newest version of an article, which may be itself."""
    return store.read(versions.newest)[article]


def place(log: Log, claim: Claim, mention: Mention, new: Article, span: Span) -> Mention:
    """Say where in the newest version a mention is that was not carried over. Raises AnnotatorError when it is there
    already, or the span overlaps another part of its passage."""
    from annotator.domain.anchoring_words import same_words

    if mention.article == new.id:
        raise AnnotatorError("There is no newer version of the article of this mention.", "Add that version first.")
    if _descendants(claim, (mention,), new.id):
        raise AnnotatorError("This mention is in the newest version already.", "Adjust its mark there.")
    parts = next(passage for passage in claim.passages if mention in passage)
    there = _descendants(claim, parts, new.id)
    spans = sorted([*(each.span for each in there), span])
    if any(one.end > other.start for one, other in pairwise(spans)):
        raise AnnotatorError("Another part of the passage is there already.", "Choose words that it does not hold.")
    words_there = selectors.make(new.text, span).exact
    same = same_words(mention.selector.exact, words_there)
    made = carried(log, mention, new, span, MentionState.MOVED if same else MentionState.CHANGED)
    _settle(log, mention, MentionState.SAME, ())
    joined = join(log, (*there, made))
    reword(log, [_Passage(claim, parts, joined, not same)])
    return next(each for each in joined if each.id == made.id)


def revision(store: Store, new: Article, old: Article) -> Revision:
    """How `new` differs from `old`, which it supersedes, as far as claims go; what still earlier versions have
    unsettled is told of too."""
    from annotator.domain.anchoring import fresh_sentences

    claims = store.read(queries.claims, article=new.id)
    made = {m.carried_from: m for claim in claims for m in claim.mentions if m.article == new.id and m.carried_from}
    found = []
    for version in (old, *_versions_before(store, old)):
        in_version = (m for c in store.read(queries.claims, article=version.id) for m in c.mentions)
        for mention in sorted((m for m in in_version if m.article == version.id), key=attrgetter("span", "id")):
            if mention.id in made:
                found.append(Carried(made[mention.id].state, mention, made[mention.id]))
            elif mention.state in UNSETTLED:
                found.append(Carried(mention.state, mention, None))
    marked = [m.span for claim in claims for m in claim.mentions if m.article == new.id and speaks_for_its_sentence(m)]
    fresh = unmarked(new, fresh_sentences(old.text, new.text, new.language), marked)
    return Revision(new.id, old.id, tuple(found), tuple(each.span for each in fresh if each.span is not None))
