"""Which page or time of the original a place in an article's text is from."""

from bisect import bisect_left, bisect_right

from annotator.domain.model import Article, InlineKind

_PAGE = "p. "


class Locators:
    """The locators of an article in order, each where it differs from the one before: `starts` in code points."""

    def __init__(self, article: Article) -> None:
        found = sorted(
            (inline.start, inline.label)
            for block in article.blocks
            if block.inlines
            for inline in block.inlines
            if inline.kind is InlineKind.LOCATOR and inline.label
        )
        kept = [one for before, one in zip([(0, ""), *found], found, strict=False) if one[1] != before[1]]
        self.starts = [start for start, _ in kept]
        self.labels = [label for _, label in kept]

    def __bool__(self) -> bool:
        return bool(self.starts)

    def at(self, point: int) -> str:
        """The locator of a place; "" where none is known."""
        before = bisect_right(self.starts, point)
        return self.labels[before - 1] if before else ""

    def between(self, start: int, end: int) -> list[tuple[int, str]]:
        """The locators that begin at `start` or later and before `end`."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return list(zip(self.starts[first:last], self.labels[first:last], strict=True))


def in_words(locator: str) -> str:
    """A locator as it is read out: "page 12"."""
    return f"page {locator.removeprefix(_PAGE)}" if locator.startswith(_PAGE) else locator
