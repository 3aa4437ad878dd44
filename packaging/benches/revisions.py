"""Pairs of drafts made by scripted edits, with the truth of where every marked span went.

The truth comes from the script alone: edits replace, move and drop atoms, which carry the numbers of the spans they
belong to, and where the numbers end up is where the spans are.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotator.domain.model import Span
from benches.drafts import Article, Paragraph, Place, Sentence, Work, rendered
from benches.edits import KINDS


@dataclass(frozen=True, slots=True)
class Truth:
    """A span of the old draft, and where it is in the new one: None when it was deleted. `twin` says that a sentence of
    the same mould stands in its place then."""

    old: Span
    new: Span | None
    twin: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two drafts; `kind` names the edits between them."""

    article: str
    kind: str
    old: str
    new: str
    truths: tuple[Truth, ...]


def pair(article: Article, kind: str, seed: int) -> Pair:
    """The article, marked, and the article after one kind of edits; the same for the same seed."""
    chance = random.Random(f"{article.name} {kind} {seed}")
    marked = _marked(article, chance)
    old, was = rendered(marked, article.glue)
    work = Work(article, [[list(sentence) for sentence in paragraph] for paragraph in marked], chance)
    KINDS[kind](work)
    new, now = rendered([p for p in ([s for s in p if s] for p in work.paragraphs) if p], article.glue, work.wrapped)
    truths = []
    for mark in sorted(was):
        truth = _truth(mark, was[mark], now.get(mark))
        if truth is not None:
            truths.append(replace(truth, twin=truth.new is None and mark in work.twins))
    return Pair(article.name, kind, old, new, tuple(truths))


def _truth(mark: int, was: Place, now: Place | None) -> Truth | None:
    """None where nobody could say what is right: the span is torn, turned about, or less than half of it is left."""
    if now is None or not now.words:
        return Truth(was.span, None)
    if now.strange or now.words != sorted(now.words) or 2 * len(now.words) < len(was.words):
        return None
    return Truth(was.span, now.span)


def _marked(article: Article, chance: random.Random) -> list[Paragraph]:
    """The paragraphs with marks on whole sentences, figures, single words, phrases, and two sentences on end."""
    paragraphs = [[list(sentence) for sentence in paragraph] for paragraph in article.paragraphs]
    place = mark = 0
    for paragraph in paragraphs:
        for number, sentence in enumerate(paragraph):
            for n, atom in enumerate(sentence):
                sentence[n] = replace(atom, place=place)
                place += 1
            for low, high in _stretches(sentence, chance):
                mark += 1
                for n in range(low, high):
                    sentence[n] = replace(sentence[n], marks=sentence[n].marks | {mark})
            if number and chance.random() < 0.15:
                mark += 1
                for part in (paragraph[number - 1], sentence):
                    part[:] = [replace(atom, marks=atom.marks | {mark}) for atom in part]
    return paragraphs


def _stretches(sentence: Sentence, chance: random.Random) -> Iterator[tuple[int, int]]:
    words = [n for n, atom in enumerate(sentence) if atom.is_word]
    if chance.random() < 0.5:
        yield 0, len(sentence)
    if chance.random() < 0.2:
        yield words[0], words[-1] + 1
    for n in words:
        if chance.random() < (0.5 if sentence[n].is_figure else 0.04):
            yield n, n + 1
    for _ in range(2):
        first = chance.randrange(len(words))
        last = min(len(words) - 1, first + chance.randint(1, 7))
        if last > first:
            yield words[first], words[last] + 1
