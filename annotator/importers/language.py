"""A simple guess at the language of a text: its script, then its commonest small words; "" when that is not enough."""

import re
from collections import Counter

_SAMPLE = 20_000

# Script by ranges of code points → the language that mostly uses it. Kana and some letters decide in `_refined`.
_SCRIPTS = (
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")

_SMALL_WORDS = {
    "en": "the of and to in that is was for on with as by have has are from this they said which not",
    "de": "der die und das den von zu mit des nicht ist ein eine auf dem im sich auch für dass wurde nach",
    "fr": "le la les des et est une dans du que pour qui pas sur au avec par ce plus ont été sont",
    "es": "el la los las de que y en un una por con para del se no es su lo como más fue han",
    "pt": "o os as de que e em um uma por com para do da dos das não se é ao mais foi são",
    "it": "il lo gli di che e in un una per con del della dei non è si sono più nel alla ha",
    "nl": "de het een van en in is dat op te voor met zijn niet aan er die door ook heeft werd",
    "pl": "i w na z się że do nie jest to od po za przez jak ale oraz był są dla tego",
    "sv": "och i att det som en på är av för med till den har inte om ett var de från",
    "tr": "ve bir bu için ile olarak da de daha çok en olan gibi sonra kadar ise olduğu dedi",
}
_WORDS_OF = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")


def guess(text: str) -> str:
    """The code of the language ("en"), "" when unsure. Looks at the first 20,000 code points."""
    sample = text[:_SAMPLE]
    letters = Counter({language: len(signs.findall(sample)) for language, signs in _SCRIPTS})
    script, most = letters.most_common(1)[0]
    if most > len(_LATIN.findall(sample)):
        return _refined(script, letters, sample) if most >= 5 else ""
    return _by_small_words(sample)


def _refined(script: str, letters: Counter[str], sample: str) -> str:
    if script in ("zh", "ja"):
        return "ja" if letters["ja"] * 10 > letters["zh"] else "zh"
    if script == "ru":
        if re.search("[ўЎ]", sample):
            return "be"
        return "uk" if re.search("[іїєґ]", sample, re.I) else "ru"
    if script == "ar":
        return "fa" if len(re.findall("[پچژگی]", sample)) * 25 > letters["ar"] else "ar"
    return script


def _by_small_words(sample: str) -> str:
    words = Counter(word.lower() for word in _WORD.findall(sample))
    hits = Counter({language: sum(words[word] for word in known) for language, known in _WORDS_OF.items()})
    (first, most), (_, next_most) = hits.most_common(2)
    enough = most >= 3 and most * 20 >= words.total()
    return first if enough and most * 10 >= next_most * 13 else ""
