"""The selection grows from the caret to its word, sentence, paragraph and the whole article, and back the same way."""

from collections.abc import Iterator
from typing import Literal

from annotator.domain.model import Span
from annotator.domain.text import snap_to_sentences, snap_to_words
from annotator.gui.reader.sheet import Sheet

Unit = Literal["word", "sentence", "paragraph", "article"]
UNITS: tuple[Unit, ...] = ("word", "sentence", "paragraph", "article")


def grown_to(sheet: Sheet, span: Span, unit: Unit) -> Span:
    """The span grown to whole words, sentences, paragraphs or all of the article."""
    text = sheet.article.text
    if unit == "word":
        return snap_to_words(text, span)
    if unit == "sentence":
        return snap_to_sentences(text, span, sheet.article.language, sheet.paragraphs(span))
    return sheet.paragraphs(span) if unit == "paragraph" else Span(0, len(text))


class Growth:
    """Remembers the steps by which a selection grew, until another one is made."""

    def __init__(self) -> None:
        self._steps: list[Span] = []

    def grow(self, sheet: Sheet, span: Span) -> Span:
        """The next larger selection; the same when it is all of the article."""
        if not self._steps or self._steps[-1] != span:
            self._steps = [span]
        grown = next((found for found in self._found(sheet, span) if len(found) > len(span)), span)
        if grown != span:
            self._steps.append(grown)
        return grown

    def _found(self, sheet: Sheet, span: Span) -> Iterator[Span]:
        for unit in UNITS:
            found = grown_to(sheet, span, unit)
            yield Span(min(found.start, span.start), max(found.end, span.end))

    def shrink(self, span: Span) -> Span | None:
        """What the selection grew from; None when it did not grow."""
        if len(self._steps) < 2 or self._steps[-1] != span:
            return None
        self._steps.pop()
        return self._steps[-1]
