"""The text of a returned annotated copy: the places of its comments and of our bookmarks, and the words between any two
places, with the changes that are still open."""

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.copy_keys import Place, of_bookmark
from annotator.importers.office import Package, damaged
from annotator.importers.office_comments import SIGNS, Comment

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROPERTIES = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_TERMS = "{http://purl.org/dc/terms/}"
_TEXTS = (f"{_W}t", f"{_W}delText")
_TAKEN_OUT = (f"{_W}del", f"{_W}moveFrom")
_PUT_IN = (f"{_W}ins", f"{_W}moveTo")


@dataclass(slots=True)
class Words:
    """What stands in a stretch of text; `open` says that a tracked change in it waits to be taken or refused."""

    text: str
    open: bool


@dataclass(slots=True)
class Text:
    """The text of a file. Places count every character, struck out or not, from its beginning."""

    length: int = 0
    comments: dict[str, list[int]] = field(default_factory=dict)
    bookmarks: dict[str, tuple[Place, list[int]]] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _pieces: list[tuple[str, bool, bool]] = field(default_factory=list)

    def add(self, words: str, taken_out: bool, put_in: bool) -> None:
        self._starts.append(self.length)
        self._pieces.append((words, taken_out, put_in))
        self.length += len(words)

    def between(self, start: int, end: int) -> Words:
        """The words that stand between two places, those struck out left away."""
        found, waits = [], False
        for at in range(max(0, bisect_left(self._starts, start + 1) - 1), len(self._pieces)):
            words, taken_out, put_in = self._pieces[at]
            if self._starts[at] >= end:
                break
            part = words[max(0, start - self._starts[at]) : end - self._starts[at]]
            waits = waits or bool(part and (taken_out or put_in))
            found += [] if taken_out else [part]
        return Words("".join(found), waits)


def text_of(package: Package) -> Text:
    """The text with the places of its comments and of our bookmarks. Raises AnnotatorError when there is none."""
    root = package.xml("word/document.xml")
    if root is None:
        raise damaged()
    text = Text()
    names: dict[str, str] = {}
    taken_out = put_in = 0
    for event, element in _events(root):
        tag, opening = element.tag, event == "start"
        if tag in _TAKEN_OUT:
            taken_out += 1 if opening else -1
        elif tag in _PUT_IN:
            put_in += 1 if opening else -1
        elif not opening:
            if tag == f"{_W}p":
                text.add("\n", False, False)
        elif tag in _TEXTS:
            text.add(element.text or "", taken_out > 0, put_in > 0)
        elif tag in SIGNS:
            text.add(SIGNS[tag], taken_out > 0, put_in > 0)
        else:
            _note_place(text, names, element)
    return text


def _events(root: Any) -> Any:
    from lxml import etree

    return etree.iterwalk(root, events=("start", "end"), tag=f"{_W}*")


def _note_place(text: Text, names: dict[str, str], element: Any) -> None:
    """Keep where a comment or one of our bookmarks begins or ends; one that never ends, ends where it begins."""
    key = element.get(f"{_W}id") or ""
    match element.tag.removeprefix(_W):
        case "commentRangeStart":
            text.comments.setdefault(key, [text.length, text.length])
        case "commentRangeEnd" | "commentReference":
            place = text.comments.setdefault(key, [text.length, text.length])
            place[1] = place[1] if place[1] > place[0] else text.length
        case "bookmarkStart":
            name = element.get(f"{_W}name") or ""
            place_named = of_bookmark(name)
            if place_named and name not in text.bookmarks:
                text.bookmarks[name] = place_named, [text.length, text.length]
                names[key] = name
        case "bookmarkEnd" if key in names:
            text.bookmarks[names.pop(key)][1][1] = text.length


def placed(comments: list[Comment], text: Text) -> list[Comment]:
    """The comments with their places, in the order of the text; those on nothing at its end."""
    for comment in comments:
        comment.start, comment.end = text.comments.get(comment.key, [text.length, text.length])
    return sorted(comments, key=lambda comment: (comment.start, -comment.end))


def saved_by(package: Package) -> tuple[str, str]:
    """Who saved the file last, and when, as far as it says."""
    root = package.xml("docProps/core.xml")
    if root is None:
        return "", ""
    name, at = root.findtext(f"{_PROPERTIES}lastModifiedBy"), root.findtext(f"{_TERMS}modified")
    return " ".join((name or "").split())[:200], (at or "").strip()[:40]
