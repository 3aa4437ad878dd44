"""How values of the domain lie in the log; the desks and the archive write them by this one account of it."""

from collections.abc import Iterable
from typing import Any

from annotator.domain.model import AuthorNote, Block, Inline, Mention, Selector, Span


def blocks_as_json(blocks: Iterable[Block]) -> list[list[Any]]:
    """Blocks as an article keeps them: [start, end, kind, level, [[start, end, kind, href] …]]; a picture's label is
    the fifth of its five."""
    return [[b.start, b.end, str(b.kind), b.level, [_inline_as_json(i) for i in b.inlines]] for b in blocks]


def _inline_as_json(inline: Inline) -> list[Any]:
    label = [inline.label] if inline.label else []
    return [inline.start, inline.end, str(inline.kind), inline.href, *label]


def selector_fields(selector: Selector) -> dict[str, Any]:
    """The fields of a mention or of an author's note that say where it is."""
    return {
        "start": selector.span.start,
        "end": selector.span.end,
        "exact": selector.exact,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
    }


def mention_fields(mention: Mention) -> dict[str, Any]:
    """The fields of a mention. Those that most mentions leave empty are written only when they hold something."""
    of = {"claim": mention.claim, "article": mention.article, "state": str(mention.state)}
    rare = {
        "continues": mention.continues,
        "candidates": spans_as_json(mention.candidates),
        "carried_from": mention.carried_from,
    }
    return {**of, **selector_fields(mention.selector), **{name: value for name, value in rare.items() if value}}


def spans_as_json(spans: Iterable[Span]) -> list[list[int]]:
    """Spans as [start, end] pairs."""
    return [[span.start, span.end] for span in spans]


def author_note_fields(note: AuthorNote) -> dict[str, Any]:
    """The fields of an author's note."""
    told = {name: str(getattr(note, name)) for name in ("article", "kind", "text", "author", "at", "state", "claim")}
    return {**told, **selector_fields(note.selector)}
