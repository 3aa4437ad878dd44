"""Where the claims of an article are in a text that is to be its next version: found before the file is written to,
off the thread that writes, so that nobody waits and a stop leaves nothing behind.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.model import Article, Mention, MentionState, Progress, Span
from annotator.storage import queries, versions
from annotator.storage.store import Store

if TYPE_CHECKING:
    from annotator.domain.anchoring import Landing

_LED_BY = 80
"""Code points of a paragraph by which it is found again."""
_MOST_PLACES = 4_000
"""Paragraphs that are looked for at most, so that one can be shown where one was."""


@dataclass(frozen=True, slots=True)
class Places:
    """Points of two versions that show the same passage, in pairs (code points of the old one, of the new one)."""

    pairs: tuple[tuple[int, int], ...] = ((0, 0),)

    def there(self, point: int) -> int:
        """The point of the new version that shows what a point of the old one shows."""
        return _beside(sorted(self.pairs), point)

    def back(self, point: int) -> int:
        """The same the other way."""
        return _beside(sorted((new, old) for old, new in self.pairs), point)


def _beside(pairs: Sequence[tuple[int, int]], point: int) -> int:
    at = max(0, bisect_right(pairs, (point, float("inf"))) - 1)
    here, there = pairs[at]
    found = there + max(0, point - here)
    following = pairs[at + 1][1] if at + 1 < len(pairs) else -1
    return min(found, following) if following > there else found


@dataclass(frozen=True, slots=True)
class Landings:
    """Where the mentions of an article, and the unsettled ones of its earlier versions, are in a `text`. A mention
    that has other words by now, or was made since, is not among those known: it is looked for when it is wanted."""

    text: str = ""
    known: Mapping[str, tuple[Span, "Landing"]] = field(default_factory=dict)
    places: Places = Places()
    newest: bool = False
    """Whether the article was the newest version when this was begun."""

    def of(self, old: Article, text: str, mentions: Sequence[Mention]) -> list["Landing"]:
        """Where these mentions of an article are in a text, in their order."""
        known = self.known if text == self.text else {}
        missing = [m for m in mentions if m.id not in known or known[m.id][0] != m.span]
        found = dict(zip((m.id for m in missing), land(old.text, text, [m.span for m in missing]), strict=True))
        return [found[m.id] if m.id in found else known[m.id][1] for m in mentions]


@dataclass(frozen=True, slots=True)
class Carrying:
    """What is to be found in the next version of an article: its mentions, and those that its earlier versions have
    unsettled. Plain values, which a worker may have."""

    article: Article
    texts: tuple[tuple[str, Mapping[str, Span]], ...]
    newest: bool

    def land(self, text: str, progress: Progress | None = None) -> Landings:
        """Look for all of them in a text. Raises whatever `progress` raises, to stop."""
        known: dict[str, tuple[Span, Landing]] = {}
        leads = _leads(self.article)
        places = Places()
        for number, (old, mentions) in enumerate(self.texts):
            spans = list(mentions.values())
            landings = land(old, text, [*spans, *leads] if number == 0 else spans, progress)
            known |= {key: (span, landed) for (key, span), landed in zip(mentions.items(), landings, strict=False)}
            if number == 0:
                places = _places(leads, landings[len(spans) :])
        return Landings(text, known, places, self.newest)


def carrying(store: Store, article: Article, newest: bool) -> Carrying:
    """What is to be found in the next version of an article."""
    texts = [(article.text, store.read(versions.spans, article.id))]
    for earlier in store.read(versions.before, article.id):
        if unsettled := store.read(versions.spans, earlier, unsettled=True):
            texts.append((store.read(queries.articles, (earlier,))[0].text, unsettled))
    return Carrying(article, tuple(texts), newest)


def places(old: Article, text: str) -> Places:
    """The points of an article and of another text that show the same passage."""
    leads = _leads(old)
    return _places(leads, land(old.text, text, leads))


def _places(leads: Sequence[Span], landings: Sequence["Landing"]) -> Places:
    there = ((lead.start, found.span.start) for lead, found in zip(leads, landings, strict=True) if found.span)
    return Places(((0, 0), *there))


def _leads(article: Article) -> list[Span]:
    """The first words of paragraphs."""
    step = len(article.blocks) // _MOST_PLACES + 1
    return [Span(block.start, min(block.end, block.start + _LED_BY)) for block in article.blocks[::step]]


class Foreseen(NamedTuple):
    """A mention whose words would be others: those that it has and those it would have, with their place in the new
    text; none where they are unsure or gone."""

    mention: str
    state: MentionState
    was: str
    now: str = ""
    span: Span | None = None


def foreseen(old: str, new: str, mentions: Mapping[str, Span]) -> Iterator[Foreseen]:
    """The mentions of the old text that do not have the same words in the new one."""
    safe = (MentionState.SAME, MentionState.MOVED)
    for (mention, span), landing in zip(mentions.items(), land(old, new, list(mentions.values())), strict=True):
        if landing.state not in safe:
            now = new[landing.span.start : landing.span.end] if landing.span else ""
            yield Foreseen(mention, landing.state, old[span.start : span.end], now, landing.span)


def land(old: str, new: str, spans: Sequence[Span], progress: Progress | None = None) -> list["Landing"]:
    """Where each span of the old text is in the new one. Whole lines that both begin or end with are the same: words in
    them are where they were, and only what stands between them is compared."""
    from annotator.domain import anchoring  # when first needed: the window starts without it

    start, old_end, new_end = differing(old, new, spans)
    between = sorted({span for span in spans if start <= span.start and span.end <= old_end})
    landed = {
        span: anchoring.Landing(MentionState.SAME, _by(span, 0 if span.end <= start else new_end - old_end))
        for span in set(spans).difference(between)
    }
    if between:
        moved = [_by(span, -start) for span in between]
        found = anchoring.carry(old[start:old_end], new[start:new_end], moved, progress)
        landed |= {span: _shifted(landing, start) for span, landing in zip(between, found, strict=True)}
    return [landed[span] for span in spans]


def _shifted(landing: "Landing", by: int) -> "Landing":
    span = landing.span and _by(landing.span, by)
    return replace(landing, span=span, candidates=tuple(_by(each, by) for each in landing.candidates))


def differing(old: str, new: str, spans: Sequence[Span] = ()) -> tuple[int, int, int]:
    """The lines that are not the same: where they start in both texts, and where they end in each. All of both texts,
    where one of the spans goes beyond them."""
    start = old.rfind("\n", 0, _alike(old, new, min(len(old), len(new)), at_end=False)) + 1
    at_end = _alike(old, new, min(len(old), len(new)) - start, at_end=True)
    line_end = old.find("\n", len(old) - at_end)
    end = line_end if line_end >= 0 else len(old)
    if any(span.start < edge < span.end for span in spans for edge in (start, end)):
        return 0, len(old), len(new)
    return start, end, end + len(new) - len(old)


def _alike(old: str, new: str, most: int, *, at_end: bool) -> int:
    """With how many code points, of so many at most, both texts begin, or end: halving, as slices compare fast."""
    low, high = 0, most
    while low < high:
        count = (low + high + 1) // 2
        one, other = (
            (old[len(old) - count : len(old) - low], new[len(new) - count : len(new) - low])
            if at_end
            else (old[low:count], new[low:count])
        )
        low, high = (count, high) if one == other else (low, count - 1)
    return low


def _by(span: Span, shift: int) -> Span:
    return Span(span.start + shift, span.end + shift)
