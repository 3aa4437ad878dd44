"""The kinds of edits that are made to drafts, each a function of the article under the editor's hands."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from benches.drafts import Atom, Sentence, Work

_ONE_MOULD = 0.4
"""The share of common words from which two sentences are of one mould."""

STYLES = (
    {"“": '"', "”": '"', "„": '"', "’": "'", "—": "–", "…": "...", "«": '"', "»": '"'},
    {"“": "«", "”": "»", '"': "”", "„": "«", "’": "'", "–": "—", "«": "“", "»": "”", "-": "\u2011", " ": "\u00a0"},
    {
        "“": "„",
        "”": "“",
        '"': "“",
        "–": " - ",
        "—": "-",
        "«": "„",
        "»": "“",
        ",": "，",
        "。": "．",
        "「": "『",
        "」": "』",
    },
)
"""Signs and what house styles put in place of them."""

SPELLINGS = {
    "en": (("metre", "meter"), ("per cent", "percent"), ("our", "or"), ("ise", "ize"), ("centi", "Centi")),
    "de": (("ß", "ss"), ("ä", "ae"), ("ph", "f"), ("ü", "ue")),
    "fr": (("œ", "oe"), ("î", "i"), ("û", "u"), ("é", "e\u0301")),
    "es": (("é", "e"), ("í", "i\u0301"), ("ó", "o")),
    "ru": (("ё", "е"), ("ие", "ье"), ("ет", "ѣтъ")),
    "uk": (("ь", ""), ("ї", "і\u0308"), ("ет", "єт")),
    "ar": (("أ", "ا"), ("إ", "ا"), ("ة", "ه"), ("ً", "")),
    "he": (("יי", "י"), ("וו", "ו"), ("ים", "ין")),
    "zh": (("长", "長"), ("国", "國"), ("这", "這"), ("年", "年")),
    "ja": (("一番", "いちばん"), ("国", "國"), ("頂上", "山頂")),
    "th": (("แม่น้ำ", "เเม่น้ำ"), ("กรุงเทพ", "กรุงเทพฯ")),
    "hi": (("ं", "ँ"), ("लंबी", "लम्बी"), ("ई", "यी"), ("ज़", "ज़")),
    "ko": (("글", "글"), ("년", "년도"), ("되었", "됐")),
}
"""Ways to write the same in another manner, by language."""


def swap_words(work: Work, share: float = 0.1) -> None:
    for sentence in work.sentences():
        for n, atom in enumerate(sentence):
            if atom.is_word and not atom.is_figure and work.is_drawn(share):
                sentence[n] = replace(atom, text=work.word())


def change_figures(work: Work, share: float = 0.6) -> None:
    for sentence in work.sentences():
        for n, atom in enumerate(sentence):
            if atom.is_figure and work.is_drawn(share):
                sentence[n] = replace(atom, text="".join(_other_digit(work, sign) for sign in atom.text))


def _other_digit(work: Work, sign: str) -> str:
    return work.chance.choice([digit for digit in "123456789" if digit != sign]) if sign.isdecimal() else sign


def trim_edges(work: Work, share: float = 0.25) -> None:
    for sentence, first, last in work.ends(share):
        if sum(atom.is_word for atom in sentence[first : last + 1]) > 2:
            edge = next((n for n in _from_an_end(work, first, last) if sentence[n].is_word), first)
            work.drop(sentence, edge)


def _from_an_end(work: Work, first: int, last: int) -> range:
    return range(first, last + 1) if work.is_drawn(0.5) else range(last, first - 1, -1)


def swap_edges(work: Work, share: float = 0.25) -> None:
    for sentence, first, last in work.ends(share):
        edge = next((n for n in _from_an_end(work, first, last) if sentence[n].is_word), first)
        if sum(atom.is_word for atom in sentence[first : last + 1]) > 2:
            sentence[edge] = replace(sentence[edge], text=work.word())


def add_at_edges(work: Work, share: float = 0.2) -> None:
    for sentence, first, last in work.ends(share):
        if work.is_drawn(0.5):
            work.add_word(sentence, first, work.word())
        elif last + 1 < len(sentence):
            work.add_word(sentence, last + 1, work.word(), after=True)


def add_words(work: Work, share: float = 0.08) -> None:
    for sentence in work.sentences():
        for n in range(len(sentence) - 1, 0, -1):
            if sentence[n].is_word and work.is_drawn(share):
                work.add_word(sentence, n, work.word())


def drop_words(work: Work, share: float = 0.08) -> None:
    for sentence in work.sentences():
        for n in reversed([n for n, atom in enumerate(sentence) if atom.is_word]):
            if work.is_drawn(share) and sum(atom.is_word for atom in sentence) > 3:
                work.drop(sentence, n)


def move_paragraphs(work: Work) -> None:
    for _ in range(2):
        taken = work.paragraphs.pop(work.chance.randrange(len(work.paragraphs)))
        work.paragraphs.insert(work.chance.randint(0, len(work.paragraphs)), taken)


def move_and_edit(work: Work) -> None:
    move_paragraphs(work)
    swap_words(work, 0.06)
    change_figures(work, 0.15)


def merge_paragraphs(work: Work) -> None:
    for _ in range(2):
        n = work.chance.randrange(len(work.paragraphs) - 1)
        work.paragraphs[n : n + 2] = [work.paragraphs[n] + work.paragraphs[n + 1]]


def part_paragraphs(work: Work) -> None:
    for _ in range(2):
        n = work.chance.randrange(len(work.paragraphs))
        paragraph = work.paragraphs[n]
        if len(paragraph) > 1:
            at = work.chance.randrange(1, len(paragraph))
            work.paragraphs[n : n + 1] = [paragraph[:at], paragraph[at:]]


def repeat_sentences(work: Work) -> None:
    """Copies of sentences that still have an old neighbour, put where no old neighbour of theirs is: so it can be told
    which of the two is the old one."""
    for _ in range(4):
        everything = list(work.sentences())
        rooted = [s for one, s in pairwise(everything) if _follow(one, s)]
        rooted += [one for one, s in pairwise(everything) if _follow(one, s)]
        if rooted:
            _insert_copy(work, work.chance.choice(rooted))


def _insert_copy(work: Work, sentence: Sentence) -> None:
    places = []
    before: Sentence = []
    for paragraph in work.paragraphs:
        for n in range(len(paragraph) + 1):
            after = paragraph[n] if n < len(paragraph) else []
            before = paragraph[n - 1] if n else before
            near = (before, after)
            if not any(one is sentence or _follow(one, sentence) or _follow(sentence, one) for one in near):
                places.append((paragraph, n))
    if places:
        paragraph, n = work.chance.choice(places)
        paragraph.insert(n, [Atom(atom.text) for atom in sentence])


def _follow(one: Sentence, other: Sentence) -> bool:
    """Whether the second sentence came right after the first one in the old draft, give or take a lost word."""
    ends = [atom.place for atom in one if atom.place >= 0], [atom.place for atom in other if atom.place >= 0]
    return bool(ends[0] and ends[1]) and 0 < min(ends[1]) - max(ends[0]) <= 4


def _insert_sentence(work: Work, sentence: Sentence) -> None:
    paragraph = work.chance.choice(work.paragraphs)
    paragraph.insert(work.chance.randint(0, len(paragraph)), sentence)


def reorder_sentences(work: Work) -> None:
    for paragraph in work.paragraphs:
        if len(paragraph) > 1 and work.is_drawn(0.6):
            n = work.chance.randrange(len(paragraph) - 1)
            paragraph[n], paragraph[n + 1] = paragraph[n + 1], paragraph[n]


def move_sentences(work: Work) -> None:
    for _ in range(3):
        source = work.chance.choice([paragraph for paragraph in work.paragraphs if paragraph])
        _insert_sentence(work, source.pop(work.chance.randrange(len(source))))


def delete_sentences(work: Work, share: float = 0.25) -> None:
    for paragraph in work.paragraphs:
        paragraph[:] = [sentence for sentence in paragraph if not work.is_drawn(share)]


def delete_and_edit(work: Work) -> None:
    delete_sentences(work)
    swap_words(work, 0.06)
    change_figures(work, 0.2)


def delete_paragraphs(work: Work) -> None:
    for _ in range(2):
        del work.paragraphs[work.chance.randrange(len(work.paragraphs))]


def delete_phrases(work: Work, share: float = 0.15) -> None:
    for sentence, first, last in work.ends(share):
        kept = sum(atom.is_word for atom in sentence[:first] + sentence[last + 1 :])
        if kept > 2 and sum(atom.is_word for atom in sentence[first : last + 1]) > 1:
            for n in range(last, first - 1, -1):
                if n < len(sentence):
                    work.drop(sentence, n)


def replace_sentences(work: Work, share: float = 0.25) -> None:
    """Puts a sentence of other matter in place of each of some; of other matter than that one, that is: it may be of
    the mould of another that is taken out."""
    _replace(work, share, lambda alike: alike < _ONE_MOULD)


def put_twins(work: Work) -> None:
    """Puts a sentence of the same mould in place of each that has one: "The dam is 128 metres high" for one of 111.
    Whether that is an edit or another statement, the texts do not say."""
    _replace(work, 1.0, lambda alike: alike >= _ONE_MOULD)


def _replace(work: Work, share: float, suits: Callable[[float], bool]) -> None:
    on_end: list[tuple[Sentence, Sentence]] = []
    for paragraph in work.paragraphs:
        for n, sentence in enumerate(paragraph):
            suitable = [spare for spare in work.article.spare if suits(_common_words(sentence, spare))]
            if suitable and work.is_drawn(share):
                paragraph[n] = list(work.chance.choice(suitable))
                on_end.append((sentence, paragraph[n]))
            else:
                _note_twins(work, on_end)
                on_end = []
    _note_twins(work, on_end)


def _note_twins(work: Work, on_end: list[tuple[Sentence, Sentence]]) -> None:
    """Notes which of some sentences, replaced one after the other, have one of their mould among those put in."""
    for old, _ in on_end:
        if any(_common_words(old, new) >= _ONE_MOULD for _, new in on_end):
            work.twins |= {mark for atom in old for mark in atom.marks}


def _common_words(one: Sentence, other: Sentence) -> float:
    """The share (0 … 1) of words that two sentences have in common."""
    words, new_words = ({atom.text for atom in sentence if atom.is_word} for sentence in (one, other))
    return len(words & new_words) / max(1, min(len(words), len(new_words)))


def insert_sentences(work: Work) -> None:
    for sentence in work.article.spare:
        _insert_sentence(work, list(sentence))


def restyle(work: Work) -> None:
    style = work.chance.choice(STYLES)
    for sentence in work.sentences():
        for n, atom in enumerate(sentence):
            if not atom.is_word:
                sentence[n] = replace(atom, text="".join(style.get(sign, sign) for sign in atom.text))


def repunctuate(work: Work, share: float = 0.4) -> None:
    for sentence in work.sentences():
        for n in range(len(sentence) - 2, 0, -1):
            if sentence[n].text in (",", "،", "，", "、", ";", ":", "–", "—") and work.is_drawn(share):
                if work.is_drawn(0.5):
                    work.drop(sentence, n)
                else:
                    sentence[n] = replace(sentence[n], text=work.chance.choice([";", ",", ":"]))


def respell(work: Work) -> None:
    spellings = SPELLINGS[work.article.language]
    is_composed = work.is_drawn(0.7)
    for sentence in work.sentences():
        for n, atom in enumerate(sentence):
            text = atom.text
            for one, other in spellings:
                text = text.replace(one, other)
            sentence[n] = replace(atom, text=unicodedata.normalize("NFC" if is_composed else "NFD", text))


def join_sentences(work: Work) -> None:
    for paragraph in work.paragraphs:
        for n in range(len(paragraph) - 1, 0, -1):
            if work.is_drawn(0.4):
                one, other = paragraph[n - 1], paragraph.pop(n)
                if not one[-1].is_word:
                    one[-1] = replace(one[-1], text=";")
                glue = [Atom(work.article.glue, one[-1].marks & other[0].marks)] if work.article.glue else []
                other[0] = replace(other[0], text=other[0].text[:1].lower() + other[0].text[1:])
                one += glue + other


def part_sentences(work: Work) -> None:
    stop = {"zh": "。", "ja": "。", "hi": "।"}.get(work.article.language, ".")
    for paragraph in work.paragraphs:
        for number in range(len(paragraph) - 1, -1, -1):
            sentence = paragraph[number]
            commas = [n for n in range(1, len(sentence) - 2) if sentence[n].text in (",", "،", "，", "、", ";", ":")]
            if commas and work.is_drawn(0.7):
                at = work.chance.choice(commas)
                sentence[at] = replace(sentence[at], text=stop)
                rest = sentence[at + 1 :]
                rest = rest[1:] if rest[0].text == " " else rest
                rest[0] = replace(rest[0], text=rest[0].text[:1].upper() + rest[0].text[1:])
                paragraph[number : number + 1] = [sentence[: at + 1], rest]


def rewrap(work: Work) -> None:
    work.wrapped = 72
    swap_words(work, 0.05)


def add_emoji(work: Work, share: float = 0.1) -> None:
    for sentence in work.sentences():
        for n in range(len(sentence) - 1, 0, -1):
            if sentence[n].text == " " and work.is_drawn(share):
                work.insert(sentence, n, [work.chance.choice(["😀", "👩\u200d🔬", "🇺🇳", "👍🏽", "✍️"])])


def rewrite(work: Work) -> None:
    """Half of the sentences worded anew, a third of their words each."""
    kept = [sentence[:] for sentence in work.sentences()]
    swap_words(work, 0.2)
    drop_words(work, 0.08)
    add_words(work, 0.08)
    for sentence, was in zip(work.sentences(), kept, strict=True):
        if work.is_drawn(0.5):
            sentence[:] = was


def _edit(work: Work, count: int) -> None:
    edits: list[Callable[[], None]] = [
        lambda: swap_words(work, 0.04),
        lambda: change_figures(work, 0.2),
        lambda: add_words(work, 0.03),
        lambda: drop_words(work, 0.03),
        lambda: delete_sentences(work, 0.08),
        lambda: replace_sentences(work, 0.06),
        lambda: move_paragraphs(work),
        lambda: reorder_sentences(work),
        lambda: join_sentences(work),
        lambda: restyle(work),
    ]
    for edit in work.chance.sample(edits, count):
        edit()
        work.paragraphs[:] = [paragraph for paragraph in work.paragraphs if paragraph]
    if work.is_drawn(0.5):
        repeat_sentences(work)  # last, since a copy of what is edited later is more like the old words than they are


def edit_lightly(work: Work) -> None:
    """What a desk does in one evening: a little of many things."""
    _edit(work, 4)


def edit_heavily(work: Work) -> None:
    """What it does in a week."""
    _edit(work, 9)


KINDS: dict[str, Callable[[Work], None]] = {
    edit.__name__.replace("_", " "): edit
    for edit in (
        *(swap_words, change_figures, trim_edges, swap_edges, add_at_edges, add_words, drop_words),
        *(move_paragraphs, move_and_edit, merge_paragraphs, part_paragraphs, repeat_sentences, reorder_sentences),
        *(move_sentences, delete_sentences, delete_and_edit, delete_paragraphs, delete_phrases, replace_sentences),
        put_twins,
        *(insert_sentences, restyle, repunctuate, respell, join_sentences, part_sentences, rewrap, add_emoji),
        *(rewrite, edit_lightly, edit_heavily),
    )
}
"""Every kind of edits by its name."""
