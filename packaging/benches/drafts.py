"""Articles as lists of atoms (words, signs, spaces) that know the marked spans they belong to, through every edit."""

import random
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.domain.model import Span

TEXTS = Path(__file__).resolve().parents[2] / "tests/domain/revisions"
"""One article a file, a sentence a line, a blank line between paragraphs; after `--` come sentences to insert. `|`
parts words where the script puts no spaces between them."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A word, a sign or a space; `marks` are the spans that it belongs to, `place` its index in the old draft or -1."""

    text: str
    marks: frozenset[int] = frozenset()
    place: int = -1

    @property
    def is_word(self) -> bool:
        return any(sign.isalnum() for sign in self.text)

    @property
    def is_figure(self) -> bool:
        return any(sign.isdecimal() for sign in self.text)


Sentence = list[Atom]
Paragraph = list[Sentence]


@dataclass(slots=True)
class Article:
    """A text of the folder: its paragraphs, the sentences and words to put into it, and what parts its sentences."""

    name: str
    glue: str
    paragraphs: list[Paragraph]
    spare: list[Sentence] = field(default_factory=list)

    @property
    def language(self) -> str:
        return self.name.partition("-")[0]

    def words(self) -> list[str]:
        """The words to swap in: those of the sentences that are not in the article."""
        return [atom.text for sentence in self.spare for atom in sentence if atom.is_word and not atom.is_figure]


def articles() -> list[Article]:
    return [_article(path) for path in sorted(TEXTS.glob("*.txt"))]


def _article(path: Path) -> Article:
    text, _, spare = path.read_text(encoding="utf-8").partition("\n--\n")
    piped = "|" in text
    paragraphs = [[_atoms(line) for line in block.splitlines()] for block in text.strip().split("\n\n")]
    glue = "" if piped and path.name[:2] in ("zh", "ja") else " "
    return Article(path.stem, glue, paragraphs, [_atoms(line) for line in spare.split("\n") if line])


def _atoms(line: str) -> Sentence:
    if "|" in line:
        return [Atom(piece) for piece in line.split("|")]
    pieces: list[str] = []
    for number, word in enumerate(line.split(" ")):
        if number:
            pieces.append(" ")
        pieces += _parted(word)
    return [Atom(piece) for piece in pieces]


def _parted(word: str) -> Iterator[str]:
    """A word without the signs before and after it, and those one by one; an emoji stays whole."""
    solid = [n for n, sign in enumerate(word) if unicodedata.category(sign)[0] in "LNM"]
    if not solid or any(unicodedata.category(sign) == "So" for sign in word):
        yield word
        return
    yield from word[: solid[0]]
    yield word[solid[0] : solid[-1] + 1]
    yield from word[solid[-1] + 1 :]


@dataclass(slots=True)
class Place:
    """Where the atoms of one mark stand in a text: the hull, the places of its words, the other atoms within it."""

    span: Span
    words: list[int]
    strange: int


def rendered(paragraphs: list[Paragraph], glue: str, wrapped: int = 0) -> tuple[str, dict[int, Place]]:
    """The text, and where each mark stands in it. Lines are broken where they would be longer than `wrapped`."""
    atoms: list[Atom] = []
    for paragraph in paragraphs:
        if atoms:
            atoms.append(Atom("\n\n"))
        for number, sentence in enumerate(paragraph):
            if number and glue:
                atoms.append(Atom(glue))
            atoms += sentence
    at, width, starts = 0, 0, []
    for n, atom in enumerate(atoms):
        if wrapped and atom.text == " " and width + len(atoms[min(n + 1, len(atoms) - 1)].text) >= wrapped:
            atoms[n] = atom = replace(atom, text="\n")
        width = 0 if "\n" in atom.text else width + len(atom.text)
        starts.append(at)
        at += len(atom.text)
    return "".join(atom.text for atom in atoms), _places(atoms, starts)


def _places(atoms: list[Atom], starts: list[int]) -> dict[int, Place]:
    held: dict[int, list[int]] = {}
    for n, atom in enumerate(atoms):
        if atom.text.strip():
            for mark in atom.marks:
                held.setdefault(mark, []).append(n)
    places = {}
    for mark, found in held.items():
        first, last = found[0], found[-1]
        strange = sum(bool(atom.text.strip()) for atom in atoms[first : last + 1]) - len(found)
        words = [atoms[n].place for n in found if atoms[n].is_word and atoms[n].place >= 0]
        places[mark] = Place(Span(starts[first], starts[last] + len(atoms[last].text)), words, strange)
    return places


@dataclass(slots=True)
class Work:
    """An article under the editor's hands. `twins` are the marks of sentences that were taken out while one of the same
    mould was put in between the same neighbours."""

    article: Article
    paragraphs: list[Paragraph]
    chance: random.Random
    wrapped: int = 0
    twins: set[int] = field(default_factory=set)

    def sentences(self) -> Iterator[Sentence]:
        for paragraph in self.paragraphs:
            yield from paragraph

    def is_drawn(self, share: float) -> bool:
        return self.chance.random() < share

    def word(self) -> str:
        return self.chance.choice(self.article.words())

    def spare(self) -> Sentence:
        return list(self.chance.choice(self.article.spare))

    def ends(self, share: float) -> Iterator[tuple[Sentence, int, int]]:
        """Marks drawn by chance, within one sentence: the sentence, the first atom and the last."""
        for sentence in list(self.sentences()):
            for mark in sorted({mark for atom in sentence for mark in atom.marks}):
                if self.is_drawn(share):
                    held = [n for n, atom in enumerate(sentence) if mark in atom.marks]
                    if held:
                        yield sentence, held[0], held[-1]

    def insert(self, sentence: Sentence, at: int, texts: Iterable[str]) -> None:
        """Puts new atoms before atom `at`; they belong to the spans that go on from one side of them to the other."""
        through = sentence[at - 1].marks & sentence[at].marks if 0 < at < len(sentence) else frozenset()
        sentence[at:at] = [Atom(text, through) for text in texts]

    def add_word(self, sentence: Sentence, at: int, word: str, *, after: bool = False) -> None:
        """Puts a word before atom `at` (or after the one before it), with a space where the script has them."""
        spaced = self.article.glue == " " and self.article.language != "th"
        pieces = [word, " "] if spaced else [word]
        self.insert(sentence, at, pieces[::-1] if after else pieces)

    def drop(self, sentence: Sentence, at: int) -> None:
        """Takes out an atom and the space that is left over."""
        del sentence[at]
        if at < len(sentence) and sentence[at].text == " " and (at == 0 or sentence[at - 1].text == " "):
            del sentence[at]
        elif at == len(sentence) and at and sentence[at - 1].text == " ":
            del sentence[at - 1]
