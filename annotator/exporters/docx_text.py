"""Words as Word's runs and paragraphs: in the order of elements that Word demands, each stretch in its direction."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import bidirectional

from annotator.exporters.docx_package import Links, escaped

PAGE_WIDTH = 9_070
"""Of the text on a page, in twentieths of a point."""

_SIGNS = {"\n": "<w:br/>", "\t": "<w:tab/>", "\u2011": "<w:noBreakHyphen/>", "\u00ad": "<w:softHyphen/>"}
_SIGN = re.compile("([\n\t\u2011\u00ad])")
_MAY_BE_RTL = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_RTL_LANGUAGES = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
)
_ASIAN_LANGUAGES = frozenset(("zh", "yue", "ja", "ko"))


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks; `language` is a BCP 47 tag or "". A `link` is only drawn as one here."""

    strong: bool = False
    emphasis: bool = False
    code: bool = False
    raised: bool = False
    link: bool = False
    language: str = ""


PLAIN = Look()
STRONG = Look(strong=True)
EMPHASIS = Look(emphasis=True)


@lru_cache(maxsize=1024)
def _properties(look: Look, rtl: bool) -> str:
    """The properties of a run in their order: style, font, weight, slant, height, direction, language."""
    told = '<w:rStyle w:val="Hyperlink"/>' if look.link else ""
    told += '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>' if look.code else ""
    told += "<w:b/><w:bCs/>" if look.strong else ""
    told += "<w:i/><w:iCs/>" if look.emphasis else ""
    told += '<w:vertAlign w:val="superscript"/>' if look.raised else ""
    told += "<w:rtl/>" if rtl else ""
    if look.language:
        primary = look.language.lower().split("-")[0]
        kind = "bidi" if primary in _RTL_LANGUAGES else "eastAsia" if primary in _ASIAN_LANGUAGES else "val"
        told += f'<w:lang w:{kind}="{look.language}"/>'
    return f"<w:rPr>{told}</w:rPr>" if told else ""


def run(text: str, look: Look = PLAIN, rtl: bool = False, deleted: bool = False) -> str:
    """One run of those words, or of words struck out by a tracked change; "" for none."""
    if not text:
        return ""
    tag = "delText" if deleted else "t"
    pieces = (
        _SIGNS.get(piece) or f'<w:{tag} xml:space="preserve">{escaped(piece)}</w:{tag}>'
        for piece in _SIGN.split(text.replace("\r\n", "\n").replace("\r", "\n"))
        if piece
    )
    return f"<w:r>{_properties(look, rtl)}{''.join(pieces)}</w:r>"


class Directions:
    """Which way each stretch of one paragraph runs. Word asks that of every run, spaces and signs included. The first
    letter decides for the paragraph, unless it is said that the words are put into one that runs from right to left."""

    def __init__(self, text: str, into_rtl: bool = False) -> None:
        self.rtl = into_rtl
        self._starts = [0]
        self._turned = [False]
        if into_rtl or _MAY_BE_RTL.search(text):
            self._read(text, into_rtl)

    def _read(self, text: str, into_rtl: bool) -> None:
        """Stretches of the other direction go from the first of their letters to the last before the paragraph's own;
        the marks set on that last letter belong to it."""
        kinds = [bidirectional(character) for character in text]
        strong = [(place, kind != "L") for place, kind in enumerate(kinds) if kind in ("L", "R", "AL")]
        if not strong:
            return
        self.rtl = into_rtl or strong[0][1]
        previous = self.rtl
        last = 0
        for place, rtl in strong:
            if rtl != previous:
                cut = place
                if rtl == self.rtl:
                    cut = last + 1
                    while cut < place and kinds[cut] in ("NSM", "BN"):
                        cut += 1
                self._starts.append(cut)
                self._turned.append(rtl != self.rtl)
            previous, last = rtl, place
        if previous != self.rtl:
            cut = last + 1
            while cut < len(text) and kinds[cut] in ("NSM", "BN"):
                cut += 1
            self._starts.append(cut)
            self._turned.append(False)

    def split(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """The stretches of start:end, in code points of the paragraph, and whether each runs from right to left."""
        at = bisect_right(self._starts, start) - 1
        while start < end:
            stop = min(end, self._starts[at + 1]) if at + 1 < len(self._starts) else end
            if start < stop:
                yield start, stop, self.rtl != self._turned[at]
            start, at = max(start, stop), at + 1


def runs(text: str, look: Look = PLAIN, into_rtl: bool = False) -> str:
    """Words that stand by themselves, as runs; `into_rtl` when the paragraph they come into runs from right to left."""
    stretches = Directions(text, into_rtl).split(0, len(text))
    return "".join(run(text[start:end], look, rtl) for start, end, rtl in stretches)


def linked(text: str, url: str, links: Links, look: Look = PLAIN) -> str:
    """Words that lead to an address; where it cannot be followed, the words with the address after them."""
    relation = links.to(url) if url else ""
    if relation:
        drawn = Look(look.strong, look.emphasis, look.code, look.raised, True, look.language)
        return f'<w:hyperlink r:id="{relation}" w:history="1">{runs(text or url, drawn)}</w:hyperlink>'
    return runs(f"{text} – {url}" if text and url else text or url, look)


def leading(anchor: str, text: str) -> str:
    """Words that lead to a bookmark of the same file."""
    return f'<w:hyperlink w:anchor="{escaped(anchor)}" w:history="1">{run(text, Look(link=True))}</w:hyperlink>'


def paragraph(
    content: str,
    style: str = "",
    *,
    rtl: bool = False,
    number: tuple[int, int] | None = None,
    new_page: bool = False,
    keep: bool = False,
    key: str = "",
    end: str = "",
) -> str:
    """A paragraph of runs; `number` is the list it is an item of and its depth from 0, `key` its w14:paraId, `keep`
    holds it on the page of the next, `end` is the tracked change of its paragraph mark."""
    told = f'<w:pStyle w:val="{style}"/>' if style else ""
    told += "<w:keepNext/>" if keep else ""
    told += "<w:pageBreakBefore/>" if new_page else ""
    told += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    told += "<w:bidi/>" if rtl else ""
    told += f"<w:rPr>{end}</w:rPr>" if end else ""
    opening = f'<w:p w14:paraId="{key}" w14:textId="77777777">' if key else "<w:p>"
    return f"{opening}{f'<w:pPr>{told}</w:pPr>' if told else ''}{content}</w:p>"


def words(text: str, style: str = "", look: Look = PLAIN) -> str:
    """A paragraph of words that stand by themselves."""
    return paragraph(runs(text, look), style, rtl=Directions(text).rtl)
