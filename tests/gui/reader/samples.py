"""Articles and marks for the tests of the reader; the words are plainly artificial."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.domain.model import Article, Block, BlockKind, ClaimState, Inline, InlineKind, Mark, Span

_numbers = itertools.count(1)

AWKWARD = (
    "The family 👩\u200d👩\u200d👧 paid 42 percent 👍🏽 more.",
    "Cafe\u0301 prices rose; nai\u0308ve guesses fell.",
    "قالت الوزارة إن 900 شكوى قُدمت ولم يُفتح تحقيق (Ministry of Tests) فيها بعد.",
    "English with עברית inside and 123 numbers, then العربية again.",
    "先月の失業率は2.4%で、前年より低い。",
    "First line\nsecond line of one block\twith a tab.",
    "A\ufeffB mark, a\u2029separator, a\ufdd0 stop and no\u00a0break.",
    "Ends with a wide one 𝔘𝔫𝔦",
)
"""Paragraphs that a widget would alter or count differently."""


def article(paragraphs: Iterable[str | tuple[str, BlockKind]], gap: str = "\n\n• ") -> Article:
    """An article of these paragraphs, with a gap between them that is not shown."""
    text = ""
    blocks: list[Block] = []
    for paragraph in paragraphs:
        words, kind = (paragraph, BlockKind.PARAGRAPH) if isinstance(paragraph, str) else paragraph
        text += gap if blocks else ""
        blocks.append(Block(len(text), len(text) + len(words), kind))
        text += words
    return Article(id="article", title="", text=text, blocks=tuple(blocks))


def span_of(shown: Article, words: str) -> Span:
    start = shown.text.index(words)
    return Span(start, start + len(words))


def mark(shown: Article, words: str | Span, rating: str = "", state: ClaimState | None = None) -> Mark:
    span = words if isinstance(words, Span) else span_of(shown, words)
    number = next(_numbers)
    if state is None:
        state = ClaimState.CHECKED if rating else ClaimState.UNCHECKED
    said = shown.text[span.start : span.end]
    return Mark(f"mention-{number}", f"claim-{number}", span.start, span.end, said, "editorial", rating, state)


def long_article(paragraphs: int = 2000) -> Article:
    words = "Sentence {} of an artificial report says that the number {} was given in some year. "
    return article([words.format(i, i * 7) * (1 + i % 5) for i in range(paragraphs)], gap="\n\n")


def many_marks(
    shown: Article, count: int, ratings: Sequence[str] = ("", "confirmed", "wrong", "needs-fix")
) -> list[Mark]:
    step = max(1, (len(shown.text) - 50) // count)
    return [mark(shown, Span(i * step, i * step + 30), ratings[i % len(ratings)]) for i in range(count)]


def pictured(shown: Article, *pictures: Inline) -> Article:
    """The article with pictures where they say, each in the block that holds its place."""
    held = [
        replace(block, inlines=tuple(one for one in pictures if block.start <= one.start <= block.end))
        for block in shown.blocks
    ]
    return replace(shown, blocks=tuple(held))


def picture(point: int, label: str = "", href: str = "https://example.org/a%20bridge.jpg") -> Inline:
    return Inline(point, point, InlineKind.IMAGE, href, label)
