"""An editor at work on an annotated copy, for the tests: takes and refuses changes, replies, resolves, writes."""

import io
import zipfile
from typing import Any

from lxml import etree

W_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_SPACE}}}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"


class Editor:
    """Has a Word file open."""

    def __init__(self, data: bytes, name: str = "Ed Itor") -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._parts = {info: archive.read(info) for info in archive.namelist()}
        self._name = name
        self._document = self._root("word/document.xml")
        self._comments = self._root("word/comments.xml")
        self._states = self._root("word/commentsExtended.xml")

    def _root(self, name: str) -> Any:
        return etree.fromstring(self._parts[name])

    def take(self, words: str) -> None:
        """Accept the change that puts these words in."""
        for inserted in self._changes("ins", words):
            before = inserted.getprevious()
            while before is not None and before.tag != f"{W}del" and not len(before.findall(f".//{W}t")):
                before = before.getprevious()
            while before is not None and (before.tag == f"{W}del" or before.tag.endswith(("Start", "End"))):
                gone, before = before, before.getprevious()
                if gone.tag == f"{W}del":
                    gone.getparent().remove(gone)
            self._unwrap(inserted)

    def refuse(self, words: str) -> None:
        """Reject the change that takes these words out."""
        for deleted in self._changes("del", words):
            after = deleted.getnext()
            while after is not None and after.tag != f"{W}ins":
                after = after.getnext()
            after.getparent().remove(after)
            for text in deleted.iter(f"{W}delText"):
                text.tag = f"{W}t"
            self._unwrap(deleted)

    def decide_all(self, taken: bool) -> None:
        """Accept every change, or reject every one; paragraphs whose mark is taken out become one with the next."""
        gone, kept = ("del", "ins") if taken else ("ins", "del")
        for mark in list(self._document.iter(f"{W}{gone}", f"{W}{kept}")):
            if mark.getparent().tag != f"{W}rPr":
                continue
            paragraph = mark.getparent().getparent().getparent()
            mark.getparent().remove(mark)
            if mark.tag == f"{W}{gone}":
                following = paragraph.getnext()
                for element in reversed([e for e in paragraph if e.tag != f"{W}pPr"]):
                    following.insert(1 if following.find(f"{W}pPr") is not None else 0, element)
                paragraph.getparent().remove(paragraph)
        for change in list(self._document.iter(f"{W}{gone}")):
            change.getparent().remove(change)
        for change in list(self._document.iter(f"{W}{kept}")):
            for text in change.iter(f"{W}delText"):
                text.tag = f"{W}t"
            self._unwrap(change)

    def _changes(self, tag: str, words: str) -> list[Any]:
        found = [e for e in self._document.iter(f"{W}{tag}") if "".join(e.itertext()) == words]
        assert found
        return found

    @staticmethod
    def _unwrap(element: Any) -> None:
        parent = element.getparent()
        for child in list(element):
            element.addprevious(child)
        parent.remove(element)

    def retype(self, words: str, new: str) -> None:
        """Type other words over words in one run."""
        text = next(t for t in self._document.iter(f"{W}t") if words in (t.text or ""))
        text.text = text.text.replace(words, new)

    def paragraph_of(self, head: str) -> str:
        return str(self._comment(head).findall(f"{W}p")[-1].get(f"{W14}paraId"))

    def _comment(self, head: str) -> Any:
        return next(c for c in self._comments if "".join(c.itertext()).startswith(head))

    def resolve(self, head: str) -> None:
        """Mark the comment that begins with `head` as resolved."""
        key = self.paragraph_of(head)
        next(s for s in self._states if s.get(f"{W15}paraId") == key).set(f"{W15}done", "1")

    def reply(self, head: str, text: str, at: str = "2026-03-01T10:00:00Z") -> None:
        """Write under the comment that begins with `head`."""
        parent = self._comment(head)
        number = self._written(text, at, self.paragraph_of(head))
        key = parent.get(f"{W}id")
        for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            place = next(e for e in self._document.iter(f"{W}{tag}") if e.get(f"{W}id") == key)
            made = etree.Element(f"{W}{tag}")
            made.set(f"{W}id", number)
            place.addnext(made)

    def note(self, words: str, text: str, at: str = "2026-03-02T10:00:00Z") -> None:
        """Write a comment of one's own on the run that holds these words."""
        number = self._written(text, at, "")
        run = next(t.getparent() for t in self._document.iter(f"{W}t") if words in (t.text or ""))
        for tag, put in (("commentRangeStart", run.addprevious), ("commentRangeEnd", run.addnext)):
            made = etree.Element(f"{W}{tag}")
            made.set(f"{W}id", number)
            put(made)
        reference = etree.SubElement(etree.Element(f"{W}r"), f"{W}commentReference")
        reference.set(f"{W}id", number)
        run.getnext().addnext(reference.getparent())

    def _written(self, text: str, at: str, parent: str) -> str:
        number = str(1 + max(int(c.get(f"{W}id")) for c in self._comments))
        key = f"{0x7A000000 + int(number):08X}"
        comment = etree.SubElement(self._comments, f"{W}comment")
        for name, value in (("id", number), ("author", self._name), ("date", at), ("initials", "EI")):
            comment.set(f"{W}{name}", value)
        paragraph = etree.SubElement(comment, f"{W}p")
        paragraph.set(f"{W14}paraId", key)
        etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = text
        state = etree.SubElement(self._states, f"{W15}commentEx")
        state.set(f"{W15}paraId", key)
        if parent:
            state.set(f"{W15}paraIdParent", parent)
        state.set(f"{W15}done", "0")
        return number

    def without_bookmarks(self) -> None:
        """What some web editors do to a file."""
        for mark in list(self._document.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            mark.getparent().remove(mark)

    def saved(self, at: str = "2026-03-03T10:00:00Z") -> bytes:
        core = self._root("docProps/core.xml")
        etree.SubElement(core, f"{CORE}lastModifiedBy").text = self._name
        modified = core.find("{http://purl.org/dc/terms/}modified")
        if modified is not None:
            modified.text = at
        roots = {
            "word/document.xml": self._document,
            "word/comments.xml": self._comments,
            "word/commentsExtended.xml": self._states,
            "docProps/core.xml": core,
        }
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self._parts.items():
                archive.writestr(name, etree.tostring(roots[name]) if name in roots else content)
        return file.getvalue()
