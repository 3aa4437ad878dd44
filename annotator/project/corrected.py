"""A text with some of its words put right, as a new version of its article: blocks and inlines elsewhere stay."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, AuthorNote, Block, ImportedArticle, ImportedNote, Inline, InlineKind, Span
from annotator.domain.text import BOM, canonical

_GAP = re.compile(r"[^\S\n]*\n(?:[^\S\n]*\n)+\s*")


@dataclass(frozen=True, slots=True)
class _Edit:
    """Words at a span replaced by others."""

    span: Span
    words: str

    def of(self, text: str) -> str:
        return text[: self.span.start] + self.words + text[self.span.end :]

    def moved(self, start: int, end: int) -> tuple[int, int]:
        """Where start and end of a stretch are afterwards; what began or ended within the words replaced ends before
        them and begins after them."""
        return self._place(start, self.span.start + len(self.words)), self._place(end, self.span.start)

    def _place(self, place: int, inside: int) -> int:
        if place <= self.span.start:
            return place
        return inside if place < self.span.end else place + len(self.words) - len(self.span)


def corrected(article: Article, span: Span, words: str, notes: Sequence[AuthorNote]) -> ImportedArticle:
    """The article, without its original, with the words at a span replaced by others; a blank line in them begins a new
    block of the same kind, and a block that is left without words goes. Raises AnnotatorError when the span is not in
    the text or in more than one block, nothing changes, or nothing would be left."""
    words = canonical(words).replace(BOM, "")
    if span.end > len(article.text) or article.text[span.start : span.end] == words:
        raise AnnotatorError("The text has these words already, or no such place.", "Give other words for some of it.")
    number = _number_of_block(article.blocks, span)
    edit = _fitted(article, number, _Edit(span, words))
    text = edit.of(article.text)
    blocks = tuple(_blocks(article.blocks, number, edit, text))
    if not text.replace(BOM, "").strip() or (article.blocks and not blocks):
        raise AnnotatorError("Nothing would be left of the article.", "Keep at least one word.")
    return ImportedArticle(
        text=text,
        blocks=blocks,
        title=_title(article, number, edit, text),
        byline=article.byline,
        publisher=article.publisher,
        url=article.url,
        language=article.language,
        published=article.published,
        media_type=article.media_type,
        state=article.state,
        remarks=tuple(article.remarks.splitlines()),
        notes=tuple(_note(note, edit) for note in notes),
    )


def _number_of_block(blocks: Sequence[Block], span: Span) -> int:
    """Which block a span lies in; -1 in a text without blocks."""
    if not blocks:
        return -1
    found = next((n for n, b in enumerate(blocks) if b.start <= span.start and span.end <= b.end), None)
    if found is None:
        raise AnnotatorError("These words are not in one paragraph.", "Correct one paragraph after the other.")
    return found


def _fitted(article: Article, number: int, edit: _Edit) -> _Edit:
    """The edit so that its block neither begins nor ends with white space; a block without words goes as a whole, with
    what stood between it and its neighbour."""
    if number < 0:
        return edit
    block, text = article.blocks[number], article.text
    start, end, words = edit.span.start, edit.span.end, edit.words
    if not (text[block.start : start] + words + text[end : block.end]).strip():
        return _without(article, number)
    if not text[block.start : start].strip():
        start, words = block.start, words.lstrip()
        while not words and end < block.end and text[end].isspace():
            end += 1
    if not text[end : block.end].strip():
        end, words = block.end, words.rstrip()
        while not words and start > block.start and text[start - 1].isspace():
            start -= 1
    return _Edit(Span(start, end), words)


def _without(article: Article, number: int) -> _Edit:
    block = article.blocks[number]
    if number:
        return _Edit(Span(article.blocks[number - 1].end, block.end), "")
    after = article.text[block.end :]
    return _Edit(Span(0, block.end + len(after) - len(after.lstrip())), "")


def _blocks(blocks: Sequence[Block], number: int, edit: _Edit, text: str) -> Iterator[Block]:
    for n, block in enumerate(blocks):
        start, end = edit.moved(block.start, block.end)
        inlines = tuple(moved for inline in block.inlines if (moved := _moved(inline, edit)))
        if n != number:
            yield replace(block, start=start, end=end, inlines=inlines)
        elif start < end and text[start:end].strip():
            yield from _split(replace(block, start=start, end=end, inlines=inlines), text)


def _moved(inline: Inline, edit: _Edit) -> Inline | None:
    start, end = edit.moved(inline.start, inline.end)
    if inline.kind is InlineKind.IMAGE:
        return replace(inline, start=min(start, end), end=end)
    return replace(inline, start=start, end=end) if start < end else None


def _split(block: Block, text: str) -> Iterator[Block]:
    """The block, or those that blank lines make of it."""
    start = block.start
    ends = [found.span() for found in _GAP.finditer(text, block.start, block.end)]
    for end, following in (*ends, (block.end, block.end)):
        inside = (
            replace(inline, start=max(inline.start, start), end=min(inline.end, end))
            for inline in block.inlines
            if inline.start <= end and inline.end >= start
        )
        kept = tuple(inline for inline in inside if inline.start < inline.end or inline.kind is InlineKind.IMAGE)
        yield replace(block, start=start, end=end, inlines=kept)
        start = following


def _title(article: Article, number: int, edit: _Edit, text: str) -> str:
    """The headline as corrected, where the title was its words."""
    if number < 0:
        return article.title
    block = article.blocks[number]
    start, end = edit.moved(block.start, block.end)
    now = " ".join(text[start:end].split()) if start < end else ""
    return now if now and " ".join(article.text[block.start : block.end].split()) == article.title else article.title


def _note(note: AuthorNote, edit: _Edit) -> ImportedNote:
    start, end = edit.moved(note.span.start, note.span.end)
    return ImportedNote(Span(min(start, end), max(start, end)), note.kind, note.text, note.author, note.at)
