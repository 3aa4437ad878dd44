"""Tells of files that can be read although their end is missing, where that shows. A text that ends between two words
shows nothing."""

import re

from annotator.importers import encoding

CUT = "The file was cut short: its end is missing."
_SEEMS_CUT = "The file seems to have been cut short: the tags that end the page are missing."

_TAIL = 20_000
"""Code points of a page's end in which a tag may have begun."""
_TAG = re.compile(r"<[a-zA-Z/!?]")
_PARTS = re.compile(r"<(/?)(?:article|main|div|section|table|ul|ol|blockquote|script|style)\b", re.I)
_FRAME = re.compile(r"<(?:html|body)\b", re.I)
_FRAME_END = re.compile(r"</(?:html|body)\b", re.I)
_TIMES = re.compile(r"\d{1,4}:\d{1,2}[\d:., \t>-]{0,60}(?:[a-z]+:\S{0,40}[ \t]?){0,8}")
_NUMBER = re.compile(r"\d{1,6}")
_OBJECT = re.compile(rb"\d[ \r\n]obj\b")


def of_text(data: bytes) -> tuple[str, ...]:
    """UTF-8 that ends within a sign."""
    return (CUT,) if encoding.unfinished(data) else ()


def of_page(data: bytes, markup: str) -> tuple[str, ...]:
    """A page that ends within a sign or a tag, or that ends neither itself nor the parts that it began."""
    tail = markup[-_TAIL:]
    begun = tail.rfind("<")
    if (begun > tail.rfind(">") and _TAG.match(tail, begun)) or encoding.unfinished(data):
        return (CUT,)
    if _FRAME.search(markup) and not _FRAME_END.search(markup):
        ends = [bool(part[1]) for part in _PARTS.finditer(markup)]
        if ends.count(False) > ends.count(True):
            return (_SEEMS_CUT,)
    return ()


def of_transcript(data: bytes, words: str) -> tuple[str, ...]:
    """A transcript whose last line is the number or the times of a cue, whole or not, that says nothing."""
    lines = words.removesuffix("\n").split("\n")
    last, before = lines[-1], lines[-2] if len(lines) > 1 else ""
    first = not before.strip()
    numbered = first and bool(_NUMBER.fullmatch(last))
    timed = bool(_TIMES.fullmatch(last)) and (first or bool(_NUMBER.fullmatch(before.strip())))
    return (CUT,) if numbered or timed or encoding.unfinished(data) else ()


def of_pdf(data: bytes) -> tuple[str, ...]:
    """A PDF without its last line, or with objects after it that no other one ends."""
    end = data.rfind(b"%%EOF")
    return (CUT,) if end < 0 or _OBJECT.search(data, end) else ()
