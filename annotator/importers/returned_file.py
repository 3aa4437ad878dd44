"""The parts of a returned annotated copy as values: its comments with their threads, and the words between any two
places of its text, with the changes that are still open."""

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.copy_keys import Place, of_bookmark
from annotator.importers.office import Package, damaged

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_CID = "{http://schemas.microsoft.com/office/word/2016/wordml/cid}"
_CEX = "{http://schemas.microsoft.com/office/word/2018/wordml/cex}"
_PROPERTIES = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_TERMS = "{http://purl.org/dc/terms/}"
_SIGNS = {
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}tab": "\t",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\u00ad",
}
_TEXTS = (f"{_W}t", f"{_W}delText")
_TAKEN_OUT = (f"{_W}del", f"{_W}moveFrom")
_PUT_IN = (f"{_W}ins", f"{_W}moveTo")
_MOST_COMMENTS = 100_000


@dataclass(slots=True)
class Comment:
    """One comment of the file; `paragraph` names its last paragraph, by which replies name it as their parent, or the
    comment itself where the paragraph has no name."""

    author: str
    at: str
    text: str
    paragraph: str
    parent: str = ""
    resolved: bool = False
    start: int = -1
    end: int = -1


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
        elif tag in _SIGNS:
            text.add(_SIGNS[tag], taken_out > 0, put_in > 0)
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


def comments_of(package: Package, text: Text) -> list[Comment]:
    """The comments in the order of the text, each with its thread, its state and its place."""
    root = package.xml("word/comments.xml")
    utc = _times(package)
    states = _states(package)
    found = []
    for element in list(root.iterchildren(f"{_W}comment"))[:_MOST_COMMENTS] if root is not None else ():
        paragraphs = list(element.iter(f"{_W}p"))
        keys = [paragraph.get(f"{_W14}paraId") or "" for paragraph in paragraphs]
        last = (keys[-1] if keys else "") or f"comment {element.get(f'{_W}id')}"
        parent, resolved = states.get(last, ("", False))
        start, end = text.comments.get(element.get(f"{_W}id") or "", (text.length, text.length))
        lines = [_line(paragraph) for paragraph in paragraphs]
        at = utc.get(last) or element.get(f"{_W}date") or ""
        author = " ".join((element.get(f"{_W}author") or "").split())
        found.append(Comment(author, at, "\n".join(lines).strip(), last, parent, resolved, start, end))
    return sorted(found, key=lambda comment: (comment.start, -comment.end))


def _line(paragraph: Any) -> str:
    return "".join(_SIGNS.get(element.tag) or element.text or "" for element in paragraph.iter(*_SIGNS, f"{_W}t"))


def _states(package: Package) -> dict[str, tuple[str, bool]]:
    """The parent and the resolved state of each comment, by the name of its last paragraph."""
    root = package.xml("word/commentsExtended.xml")
    return {
        element.get(f"{_W15}paraId") or "": (
            element.get(f"{_W15}paraIdParent") or "",
            element.get(f"{_W15}done") in ("1", "true", "on"),
        )
        for element in (root.iterchildren(f"{_W15}commentEx") if root is not None else ())
    }


def _times(package: Package) -> dict[str, str]:
    """The times of comments in UTC, which newer Words keep apart: `w:date` is by the editor's own clock."""
    ids, extensible = package.xml("word/commentsIds.xml"), package.xml("word/commentsExtensible.xml")
    if ids is None or extensible is None:
        return {}
    times = {e.get(f"{_CEX}durableId"): e.get(f"{_CEX}dateUtc") for e in extensible.iter(f"{_CEX}commentExtensible")}
    return {
        e.get(f"{_CID}paraId") or "": times.get(e.get(f"{_CID}durableId")) or "" for e in ids.iter(f"{_CID}commentId")
    }


def saved_by(package: Package) -> tuple[str, str]:
    """Who saved the file last, and when, as far as it says."""
    root = package.xml("docProps/core.xml")
    if root is None:
        return "", ""
    name, at = root.findtext(f"{_PROPERTIES}lastModifiedBy"), root.findtext(f"{_TERMS}modified")
    return " ".join((name or "").split())[:200], (at or "").strip()[:40]
