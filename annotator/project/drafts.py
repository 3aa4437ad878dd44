"""What a draft brings beside its text, as it is kept: its author's notes, and what was said by hand of its blocks."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotator.domain import selectors, text
from annotator.domain.model import Article, AuthorNote, Block, BlockKind, ImportedArticle, NoteState, Span
from annotator.project.fields import words
from annotator.project.kept import selector_fields


def note_fields(read: ImportedArticle, article_id: str, before: Iterable[AuthorNote] = ()) -> Iterator[dict[str, Any]]:
    """The fields of each note that says something. One that hangs on no words is about the sentence it stands in. One
    that says what a note of the version `before` said is accepted or dismissed as that one was."""
    known = {(note.kind, note.text, note.author): note for note in before if note.state is not NoteState.OPEN}
    for note in read.notes:
        if said := words("text", note.text):
            selector = selectors.make(read.text, _of_words(read, note.span))
            told = {"author": words("author", note.author), "at": words("at", note.at)}
            same = known.get((note.kind, said, told["author"]))
            fate = {"state": str(same.state), "claim": same.claim} if same else {"state": str(NoteState.OPEN)}
            kind = {"article": article_id, "kind": str(note.kind), "text": said}
            yield {**kind, **told, **fate, **selector_fields(selector)}


def kinds_told(old: Article, told: Mapping[str, str], read: ImportedArticle) -> dict[str, str]:
    """What somebody said by hand that blocks of the version before are (`told`: the kind by the block's start), for the
    blocks of a new one that say the same; nothing where blocks of one wording were told apart."""
    kinds: dict[str, set[BlockKind]] = {}
    for block in old.blocks:
        kinds.setdefault(_said(old.text, block), set()).add(block.kind)
    by_hand = {_said(old.text, block) for block in old.blocks if str(block.start) in told}
    found = {}
    for block in read.blocks:
        said = _said(read.text, block)
        if said in by_hand and len(kinds[said]) == 1 and block.kind not in kinds[said]:
            found[str(block.start)] = str(next(iter(kinds[said])))
    return found


def has_headline(read: ImportedArticle) -> bool:
    """Whether the title of a text is more than the first words of its first paragraph."""
    title = " ".join(read.title.rstrip("…").split())
    first = next((block for block in read.blocks if block.kind is not BlockKind.FURNITURE), None)
    if not title or first is None or first.kind is BlockKind.HEADING:
        return bool(title)
    return not " ".join(read.text[first.start : first.end].split()).startswith(title)


def _said(of: str, block: Block) -> str:
    return " ".join(of[block.start : block.end].split())


def _of_words(read: ImportedArticle, span: Span) -> Span:
    length = len(read.text)
    inside = text.trim(read.text, Span(min(span.start, length), min(span.end, length)))
    if len(inside) and read.text[inside.start : inside.end].replace(text.BOM, ""):
        return inside
    block = _block_about(read, inside.start)
    if block is None:
        return text.trim(read.text, Span(0, length))
    at = min(max(inside.start, block.start), block.end)
    sentence = text.snap_to_sentences(read.text, Span(at, at), read.language, Span(block.start, block.end))
    return sentence if len(text.trim(read.text, sentence)) else Span(block.start, block.end)


def _block_about(read: ImportedArticle, place: int) -> Block | None:
    """The block that a place is in, or else the last one before it, or else the first."""
    before = [block for block in read.blocks if block.start <= place]
    return before[-1] if before else next(iter(read.blocks), None)
