"""Rules that tell what on a page is not the article, and what in it is a credit or a caption: one small question each.

The words they go by are in `vocabulary.py`. Every rule looks at one whole line or paragraph, and where it is not sure
it says no: an article must never be hidden.
"""

import re

from annotator.domain.dates import understand
from annotator.importers import vocabulary as words

LONGEST_LINE = 80
"""Code points of the longest line that the rules for lines look at."""
LONGEST_NOTICE = 600
"""Code points of the longest paragraph that may be a promotion or a credit."""

_ENDS = " \t\u00a0.,;:!|›»→>…•·-–—*[]()"
_RATIO = re.compile(
    r"(?:16|4|3|2|1|9|21)\s?[x×:]\s?(?:16|9|4|3|2|1)\s+\w+|(?:16|4|3|2|1|9|21)\s?[x×]\s?(?:16|9|4|3|2|1)"
    r"|\d{3,4}\s?[x×]\s?\d{3,4}(?:\s?px|\s+\w+)?|(?:image|photo|bild|foto|slide|фото)\s+\d+\s*(?:of|/|von|sur|de|из)\s*\d+",
    re.I,
)
_COUNTED = re.compile(
    r"\d+\s+(?:comments?|shares?|views?|likes?|kommentare?|commentaires?|comentarios?|комментари\w+)"
    r"|\d+[\s-]?min(?:utes?|uten|utos)?\.?(?: (?:read|lesezeit|de lecture|de lectura|de leitura))"
    r"|(?:reading time|lesezeit|temps de lecture|tiempo de lectura):? \d+ ?min\w*\.?",
    re.I,
)
_PROMOTION = re.compile(rf"(?:{words.ASKS})(?:\b(?!\s*[,;:])|(?<=[\u4e00-\u9fff]))", re.I)
_OFFERED_WITHIN = 150
_LONGEST_REQUEST = 5
"""Words."""
_TRAIL = re.compile(r"\s+[>›»→]\s+")
_LONGEST_STEP = 30
_PAUSE = re.compile(r"[,;:.!?،。，；：！？]")
_OFFER = re.compile(words.OFFERS, re.I)
_CREDIT = re.compile(words.CREDITS, re.I)
_AGENCY = re.compile(rf"(?:{words.AGENCIES})", re.I)
_AGENCY_GAP = re.compile(r"\s*(?:[,;/|&·،、]|\band\b|\bund\b|\bet\b|\by\b|\bи\b|\bo?g\b| - )\s*", re.I)
_BYLINE = re.compile(rf"(?P<lead>{words.BYLINES})\s*(?P<name>\S.*)", re.I)
_NAME_WORD = re.compile(r"(?:[A-ZÀ-ÞĀ-ŽА-ЯЁІЇЄ][\w'’.-]*|[\u0600-\u06ff]+|[\u4e00-\u9fff\u3040-\u30ff]{1,6})$")
_NAME_LINK = frozenset((
    "and", "und", "et", "y", "e", "и", "و", "&", "for", "in",
    "de", "da", "di", "von", "van", "der", "den", "del", "la", "le", "bin", "al",
))  # fmt: skip
_FIRST_PERSON = re.compile(words.FIRST_PERSON, re.I)
_MEDIA = re.compile(words.MEDIA_WORDS, re.I)
_SERVES = re.compile(words.SERVES, re.I)
_PICTURE_CREDIT_WITHIN = 120
_PICTURE_CREDIT = re.compile(words.PICTURE_CREDIT, re.I)
_PICTURE_START = re.compile(words.PICTURE_START, re.I)
_TOLD = re.compile(words.TOLD, re.I)
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*(?=\s|$)|[。！？]")
_QUOTE_START = re.compile(r"\s*[\"'“”‘„«「『—–-]")
_SPACELESS = re.compile("[\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0e7f]")
_PARTS = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+|,\s+(?=\d{1,2}\.? \w|\d{4}-)")
_BY = re.compile(rf"{words.BYLINES}\s+", re.I)
_DATE_LABEL = re.compile(
    r"^(?:(?:first |last )?(?:published|posted|updated|modified|created|veröffentlicht|erstellt|aktualisiert|stand"
    r"|publi[ée]e?|mis à jour|modifié|publicado|actualizado|atualizado|опубликовано|обновлено|نشر(?:ت)?|تاريخ النشر"
    r"|发布时间|发表时间|更新时间|发布于)(?: on| at| am| le| el| em| в| في)?)\s*[:：]?\s*",
    re.I,
)
_UPDATED = re.compile(
    r"^(?:last )?(?:updated|modified|aktualisiert|mis à jour|actualizado|atualizado|обновлено|更新)", re.I
)
_TIME = re.compile(
    r"[\s,|·–—-]*(?:\b(?:at|um|à|a las|às|в)\s)?\b\d{1,2}[:.h]\d{2}(?!\.?\d)(?::\d{2})?"
    r"(?:\s*(?:[ap]\.?m\.?|uhr|h|gmt|utc|[bcem][ed]?s?t|мск|[+-]\d{2}:?\d{2}))*"
    r"|[\s|·•–—-]+\d+\s*(?:min|minutes?)\b.*$",
    re.I,
)


def length(text: str) -> int:
    """How many words the text has; in scripts without spaces two signs count as one."""
    return len(text.split()) + len(_SPACELESS.findall(text[:2000])) // 2


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does; a question or exclamation may be a headline as well."""
    return bool(re.search(r"[.。।…!?！？؟:：;][\"'”’»)\]]*$", text.rstrip()))


def is_one_sentence(text: str) -> bool:
    found = [match.end() for match in _SENTENCE_END.finditer(text.strip())]
    return len(found) == 1 and found[0] == len(text.strip())


def is_furniture(line: str) -> bool:
    """Navigation, sharing, advertising and labels of pictures: "Accessibility links", "16x9 Image", "Share on …"."""
    text = line.strip()
    if len(text) > LONGEST_LINE:
        return len(text) <= LONGEST_NOTICE and text.lower().startswith(words.NOTICES)
    plain = " ".join(text.lower().replace("’", "'").split())
    if plain.startswith(words.LABELS) or (plain.startswith(words.OPENINGS) and not _tells(plain)):
        return True
    if plain.strip(_ENDS) in words.PHRASES or _is_trail(plain):
        return True
    return bool(_RATIO.fullmatch(plain.strip(_ENDS)) or _COUNTED.fullmatch(plain))


def _tells(line: str) -> bool:
    """Whether the line is a sentence that says more than what to press."""
    return ends_sentence(line) and (length(line) > _LONGEST_REQUEST or bool(_PAUSE.search(line[:-1])))


def _is_trail(line: str) -> bool:
    """The way to the page through its site: "Home » News » Harbour"."""
    steps = [step.strip() for step in _TRAIL.split(line)]
    if len(steps) < 2 or not all(2 < len(step) <= _LONGEST_STEP and step[0].isalpha() for step in steps):
        return False
    return steps[0] in words.PHRASES or len(steps) > 2


def is_promotion(paragraph: str) -> bool:
    """An invitation to something of the publisher's: "Read our ongoing coverage …", "Subscribe to our newsletter"."""
    text = paragraph.strip()
    if len(text) > LONGEST_NOTICE or not _PROMOTION.match(text):
        return False
    offer = _OFFER.search(text[:_OFFERED_WITHIN])
    return offer is not None and not _PAUSE.search(text, 0, offer.start())


def is_credit(line: str) -> bool:
    """Who else reported, edited or translated, or the agencies it rests on: "With reporting by …", "AFP, Reuters"."""
    text = line.strip().strip("()[]").strip()
    if not text or len(text) > 200 or length(text) > 25:
        return False
    if (begun := _CREDIT.match(text)) and len(text) > begun.end():
        return not is_one_sentence(text) or length(text) <= 12
    return len(text) <= LONGEST_LINE and _all_agencies(text)


def byline(line: str) -> str:
    """The name or names of a line such as "By Ann Example", "" when it is no byline."""
    text = line.strip()
    found = _BYLINE.fullmatch(text)
    if not found or len(text) > LONGEST_LINE or ends_sentence(text):
        return ""
    lead, name = found["lead"], found["name"].strip()
    if not lead.endswith((":", "：", "/", "／")) and found.start("name") == found.end("lead") and lead.isascii():
        return ""
    if lead.isascii() and not (lead[0].isupper() or lead.isupper()):
        return ""
    parts = name.replace(",", " ").replace("|", " ").replace("،", " ").replace("、", " ").split()
    named = [part for part in parts if _NAME_WORD.match(part)]
    joined = all(_NAME_WORD.match(part) or part.lower() in _NAME_LINK for part in parts)
    return name if joined and named and len(parts) <= 12 and not understand(name, "2000-01-01").date else ""


def published(line: str) -> str:
    """The ISO date of a line that holds nothing but when the article appeared, "" for any other line."""
    text = line.strip()
    if len(text) > LONGEST_LINE or not any(sign.isdecimal() for sign in text):
        return ""
    rest = _TIME.sub("", _DATE_LABEL.sub("", text)).strip(" ,|·–—-")
    for form in (rest, re.sub(r"^\w+,?\s+", "", rest)):
        found = understand(form, "")
        if found.precision == "day":
            return found.date
    return ""


def signature(line: str, known: str = "") -> tuple[str, str]:
    """The name and the ISO date of a line that holds nothing else, "By Ann Example | 2 February 2026"; "" for what it
    does not hold. `known` is a name that needs no "by"."""
    text = line.strip()
    if len(text) > LONGEST_LINE or ends_sentence(text):
        return "", ""
    name = when = ""
    for part in _PARTS.split(text):
        bare = _BY.sub("", part).strip()
        if found := known if known and _names(bare) == _names(known) else byline(part[:1].upper() + part[1:]):
            name = name or found
        elif found := published(part):
            when = when or found
        elif not _TIME.fullmatch(part):
            return "", ""
    return name, when


def _names(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+", text.lower()) if word not in _NAME_LINK]


def is_update(line: str) -> bool:
    """Whether a line of a date tells of a change, not of the first appearance."""
    return bool(_UPDATED.match(line.strip()))


def is_self_description(paragraph: str) -> bool:
    """A paragraph in which a publisher speaks of itself in the first person. Ask only at an article's end: a columnist
    may speak so too."""
    text = paragraph.strip()
    if len(text) > 1200 or _QUOTE_START.match(text):
        return False
    return all(said.search(text) for said in (_FIRST_PERSON, _MEDIA, _SERVES))


def heads_self_description(line: str) -> bool:
    return line.strip().lower().strip(_ENDS) in words.ABOUT_US


def is_marked_caption(text: str) -> bool:
    """A caption that says so itself: "… (Photo: …)", "FILE – …"."""
    if len(text) > 400 or length(text) > 60:
        return False
    return bool(_PICTURE_START.match(text.strip()) or _PICTURE_CREDIT.search(text.strip()[-_PICTURE_CREDIT_WITHIN:]))


def could_caption(text: str, following: str) -> bool:
    """Whether one sentence between headline and lead describes a picture: it tells neither when nor who says so, and
    what follows starts the story afresh, longer, and tells both or one of them."""
    return (
        len(text) <= 200
        and is_one_sentence(text)
        and not _QUOTE_START.match(text)
        and not _TOLD.search(text)
        and len(following) * 2 >= len(text) * 3
        and bool(_TOLD.search(following))
    )


def _all_agencies(text: str) -> bool:
    parts = [part for part in _AGENCY_GAP.split(text.strip(" .")) if part]
    return bool(parts) and len(parts) <= 8 and all(_AGENCY.fullmatch(part.strip()) for part in parts)
