"""The comments of a Word file: who wrote what and when, in which thread, and whether it was closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotator.domain.errors import AnnotatorError
from annotator.importers.docx_styles import root_of
from annotator.importers.office import Package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_CID = "{http://schemas.microsoft.com/office/word/2016/wordml/cid}"
_CEX = "{http://schemas.microsoft.com/office/word/2018/wordml/cex}"
SIGNS = {
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}tab": "\t",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\u00ad",
}
"""What stands for a character in Word's runs."""
MOST = 20_000
"""Comments of one file."""
_LONGEST = 1_000_000


@dataclass(slots=True)
class Comment:
    """One comment. `paragraph` names its last paragraph, by which replies name it as their `parent`, or the comment
    itself where the paragraph has no name; `start` and `end` are its place, -1 until that is known."""

    key: str
    author: str
    at: str
    text: str
    paragraph: str
    parent: str = ""
    resolved: bool = False
    start: int = -1
    end: int = -1


def comments_of(package: Package) -> list[Comment]:
    """The comments as the file lists them. Raises AnnotatorError when there are more than can be wanted."""
    root = root_of(package, "word/comments.xml")
    times, states, links = _times(package), _states(package), links_of(package, "comments")
    found = []
    elements = list(root.iterchildren(f"{_W}comment")) if root is not None else []
    if len(elements) > MOST:
        raise AnnotatorError(f"The Word file holds more than {MOST} comments.", "Split it and add the parts.")
    for element in elements:
        paragraphs = list(element.iter(f"{_W}p"))
        key = element.get(f"{_W}id") or ""
        last = (paragraphs[-1].get(f"{_W14}paraId") if paragraphs else "") or f"comment {key}"
        parent, resolved = states.get(last, ("", False))
        author = " ".join((element.get(f"{_W}author") or "").split())[:200]
        at = times.get(last) or element.get(f"{_W}date") or ""
        found.append(Comment(key, author, at[:40], plain_text(element, links), last, parent, resolved))
    return found


def plain_text(parent: Any, links: Mapping[str, str]) -> str:
    """The words of a comment or a note, a line for each paragraph; the address that words lead to follows them."""
    lines = []
    for paragraph in parent.iter(f"{_W}p"):
        line = ""
        for element in paragraph.iter(*SIGNS, f"{_W}t", f"{_W}hyperlink"):
            if element.tag == f"{_W}hyperlink":
                address = links.get(element.get(f"{_R}id") or "", "")
                shown = "".join(text.text or "" for text in element.iter(f"{_W}t"))
                line += f"{shown} ({address})" if address and address not in shown else shown
            elif next(element.iterancestors(f"{_W}hyperlink"), None) is None:
                line += SIGNS.get(element.tag) or element.text or ""
        lines.append(line)
    return "\n".join(lines).strip()[:_LONGEST]


def links_of(package: Package, part: str) -> dict[str, str]:
    """Where the links of a part lead, by the name of the relation."""
    root = package.xml(f"word/_rels/{part}.xml.rels")
    return {
        relation.get("Id") or "": relation.get("Target") or ""
        for relation in (root if root is not None else ())
        if relation.get("TargetMode") == "External" and (relation.get("Type") or "").endswith("/hyperlink")
    }


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
    """The times of comments in UTC, which newer Words keep apart: `w:date` is by the writer's own clock."""
    ids, extensible = package.xml("word/commentsIds.xml"), package.xml("word/commentsExtensible.xml")
    if ids is None or extensible is None:
        return {}
    times = {e.get(f"{_CEX}durableId"): e.get(f"{_CEX}dateUtc") for e in extensible.iter(f"{_CEX}commentExtensible")}
    return {
        e.get(f"{_CID}paraId") or "": times.get(e.get(f"{_CID}durableId")) or "" for e in ids.iter(f"{_CID}commentId")
    }


def thread_of(comment: Comment, parents: Mapping[str, str]) -> str:
    """The name of the comment that begins the thread, by each one's parent; hostile circles end."""
    name, seen = comment.paragraph, set()
    while parents.get(name) and name not in seen:
        seen.add(name)
        name = parents[name]
    return name
