"""How values of the domain lie in the log; the desks and the archive write them by this one account of it."""

from collections.abc import Iterable
from typing import Any

from annotator.domain.model import Block, Selector


def blocks_as_json(blocks: Iterable[Block]) -> list[list[Any]]:
    """Blocks as an article keeps them: [start, end, kind, level, [[start, end, kind, href] …]]."""
    return [
        [b.start, b.end, str(b.kind), b.level, [[i.start, i.end, str(i.kind), i.href] for i in b.inlines]]
        for b in blocks
    ]


def selector_fields(selector: Selector) -> dict[str, Any]:
    """The fields of a mention that say where it is."""
    return {
        "start": selector.span.start,
        "end": selector.span.end,
        "exact": selector.exact,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
    }
