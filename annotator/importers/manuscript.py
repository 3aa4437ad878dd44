"""Makes an article of passages whose own file told what they are, for the formats that hold a text and no page around
it: a book, a message, a transcript, a manuscript."""

from collections.abc import Sequence
from dataclasses import replace

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle
from annotator.importers import language
from annotator.importers.composer import Passage, compose, plain_run
from annotator.importers.plain import shortened
from annotator.importers.scraped import judge_marked

_HEADLINE_WITHIN = 4
"""Passages from the top in which the headline is looked for."""
_LONGEST_FIELD = 500


def manuscript(
    passages: Sequence[Passage], about: ImportedArticle, what: str, *, headed: bool = False
) -> ImportedArticle:
    """The article of these passages; `about` brings what the file says of itself, its media type and its bytes. Without
    a heading at the top and when `headed`, the title becomes one. Raises AnnotatorError when there are no words; `what`
    is the kind of file, for that sentence."""
    passages = [passage for passage in passages if passage.words.strip()]
    if not passages:
        raise AnnotatorError(f"The {what} holds no words.", "Choose a file with the article's text.")
    title = field(about.title)
    headings = [at for at, p in enumerate(passages[:_HEADLINE_WITHIN]) if p.kind is BlockKind.HEADING]
    headline = min(headings, key=lambda at: (passages[at].level, at), default=-1)
    if headline < 0 and headed and title:
        passages, headline = [Passage(BlockKind.HEADING, plain_run(title), 1), *passages], 0
    judged = judge_marked([p.words.strip() for p in passages], [p.kind for p in passages], headline)
    # Such a file has no furniture but what it marks as such; what looks like some is part of the text.
    kinds = [p.kind if k is BlockKind.FURNITURE else k for p, k in zip(passages, judged.kinds, strict=True)]
    text, blocks = compose(replace(p, kind=kind) for p, kind in zip(passages, kinds, strict=True))
    said = " ".join(passages[headline].words.split()) if headline >= 0 else title
    return replace(
        about,
        text=text,
        blocks=blocks,
        title=said or shortened(text[blocks[0].start : blocks[0].end]),
        byline=field(about.byline) or judged.byline,
        publisher=field(about.publisher),
        language=about.language or language.guess(text),
        published=about.published or judged.published,
    )


def field(value: str) -> str:
    """A line that a file says of itself, as one line of sound text."""
    words = " ".join(value.split())[:_LONGEST_FIELD]
    return "".join("\ufffd" if sign == "\0" or "\ud800" <= sign <= "\udfff" else sign for sign in words)
