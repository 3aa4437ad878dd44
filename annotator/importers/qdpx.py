"""REFI-QDA projects (QDPX), read back: texts with their selections as claims. Codings with a rating of ours are
verdicts; other codes, which say what a passage is about, become notes for colleagues."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Any

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Checker, Claim, Mention, Span, Verdict
from annotator.domain.qda import CLAIM, CONTINUES, CORRECTION, RATIONALE, VARIABLES
from annotator.domain.ratings import DEFAULT_SCALE, scales
from annotator.domain.report import Report
from annotator.domain.selectors import make
from annotator.domain.text import BOM
from annotator.importers.encoding import text_of
from annotator.importers.foreign import LONGEST_ARTICLE, as_parts, made, paragraphs, report, text
from annotator.importers.office import Form, Package, damaged

_FORM = Form("REFI-QDA project", "project.qde")
_REMOVED = re.compile(r"\r(?=\n)")


@dataclass(frozen=True, slots=True)
class _Code:
    """A code by its name; `scale` and `rating` where it is one of ours, "" elsewhere."""

    name: str
    scale: str = ""
    rating: str = ""


@dataclass(frozen=True, slots=True)
class _Note:
    name: str
    text: str


def read(data: bytes, name: str) -> Report:
    """Read a project. Raises AnnotatorError when it is damaged, or holds no text with a selection in it."""
    package = Package(data, _FORM)
    root = package.xml(_FORM.main)
    if root is None or _name(root) != "Project":
        raise damaged(_FORM)
    reader = _Reader(package, root)
    for source in root.iterfind("{*}Sources/{*}TextSource"):
        reader.source(source)
    if not reader.articles:
        raise AnnotatorError("The REFI-QDA project holds no text.", "Export it with its text sources.")
    return report(
        text(root.get("name")),
        reader.articles,
        reader.claims(),
        checkers=reader.checkers.values(),
        scale=reader.scale,
    )


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


class _Reader:
    def __init__(self, package: Package, root: Any) -> None:
        self._package = package
        self.checkers = {
            guid: Checker(guid, text(user.get("name")))
            for user in root.iterfind("{*}Users/{*}User")
            if (guid := text(user.get("guid")))
        }
        self.scale = DEFAULT_SCALE
        self._codes: dict[str, _Code] = {}
        self._read_codes(root)
        self._notes = {
            text(note.get("guid")): _Note(text(note.get("name")), text(note.findtext("{*}PlainTextContent")))
            for note in root.iterfind("{*}Notes/{*}Note")
        }
        self._variables = {text(v.get("guid")): text(v.get("name")) for v in root.iterfind("{*}Variables/{*}Variable")}
        self._heads = {
            text(link.get("originGUID")): text(link.get("targetGUID"))
            for link in root.iterfind("{*}Links/{*}Link")
            if link.get("name") == CONTINUES
        }
        self.articles: list[Article] = []
        self._claims: dict[str, Claim] = {}
        self._mentions: dict[str, list[Mention]] = {}
        self._seen: set[str] = set()

    def _read_codes(self, root: Any) -> None:
        """Every code; those below a code that describes itself as one of our scales are its ratings."""
        known: list[str] = []
        for code in root.iterfind("{*}CodeBook/{*}Codes//{*}Code"):
            guid, said = text(code.get("guid")), text(code.findtext("{*}Description"))
            parent = code.getparent()
            scale = text(parent.findtext("{*}Description")) if parent is not None and _is_group(parent) else None
            if scale is not None and guid:
                self._codes[guid] = _Code(text(code.get("name")), scale, said)
            elif guid:
                self._codes[guid] = _Code(text(code.get("name")))
            if _is_group(code) and said in scales():
                known.append(said)
        self.scale = known[0] if known else DEFAULT_SCALE

    def source(self, source: Any) -> None:
        """A text with its selections. Positions are of the text as it lies in the file: a byte order mark and the
        carriage returns before line feeds count there, and not here."""
        raw = self._text(source)
        whole = text(raw, LONGEST_ARTICLE).lstrip(BOM)
        guid = text(source.get("guid"))
        if not whole.strip() or not guid or guid in self._seen:
            return
        self._seen.add(guid)
        dropped = [0] if raw.startswith(BOM) else []
        dropped += [found.start() for found in _REMOVED.finditer(raw)]
        facts: dict[str, Any] = self._facts(source)
        article = Article(guid, text(source.get("name")), whole, paragraphs(whole), **facts)
        self.articles.append(article)
        for selection in source.iterfind("{*}PlainTextSelection"):
            start, end = (_position(selection.get(name)) for name in ("startPosition", "endPosition"))
            if start is not None and end is not None:
                span = Span(*sorted(min(p - bisect_left(dropped, p), len(whole)) for p in (start, end)))
                if whole[span.start : span.end].replace(BOM, "").strip():
                    self._select(selection, article, span)

    def _text(self, source: Any) -> str:
        content = source.findtext("{*}PlainTextContent")
        if content is not None:
            return str(content)
        path = (source.get("plainTextPath") or "").removeprefix("internal://")
        for name in (f"sources/{path}", f"Sources/{path}"):
            if path and name in self._package.names():
                return _decoded(self._package.part(name))
        return ""

    def _facts(self, source: Any) -> dict[str, str]:
        facts: dict[str, str] = {}
        for value in source.iterfind("{*}VariableValue"):
            reference = value.find("{*}VariableRef")
            name = self._variables.get(reference.get("targetGUID"), "") if reference is not None else ""
            if name in VARIABLES:
                facts[name] = text(value.findtext("{*}TextValue"))
        return facts

    def _select(self, selection: Any, article: Article, span: Span) -> None:
        """A selection: one more passage of the claim whose note it refers to, or a claim of its own."""
        guid = text(selection.get("guid"))
        if not guid or guid in self._seen:
            return
        self._seen.add(guid)
        named = [key for key in _references(selection) if key in self._notes and self._notes[key].name == CLAIM]
        key = named[0] if named else made("claim", guid)
        selector = make(article.text, span)
        mention = Mention(guid, key, article.id, selector, continues=self._heads.get(guid, ""))
        self._mentions.setdefault(key, []).append(mention)
        if key in self._claims:
            return
        statement = self._notes[key].text if named else ""
        statement = statement or selector.exact
        verdicts, about = self._codings(selection, key, statement)
        remarks = [*about, *(self._notes[k].text for k in _references(selection) if k in self._notes and k != key)]
        self._claims[key] = Claim(key, statement, note="\n".join(remarks), verdicts=verdicts)

    def _codings(self, selection: Any, claim: str, statement: str) -> tuple[tuple[Verdict, ...], list[str]]:
        """The verdict among the codings, and the names of the other codes."""
        verdicts: list[Verdict] = []
        about: list[str] = []
        for coding in selection.iterfind("{*}Coding"):
            reference = coding.find("{*}CodeRef")
            code = self._codes.get(reference.get("targetGUID")) if reference is not None else None
            guid = text(coding.get("guid"))
            if code is None:
                continue
            if code.rating and not verdicts and guid and guid not in self._seen:
                self._seen.add(guid)
                verdicts.append(self._verdict(coding, guid, code, claim, statement))
            elif not code.rating and code.name not in ("", CLAIM):
                about.append(code.name)
        return tuple(verdicts), about

    def _verdict(self, coding: Any, guid: str, code: _Code, claim: str, statement: str) -> Verdict:
        notes = [self._notes[key] for key in _references(coding) if key in self._notes]
        reasons = {note.name: note.text for note in notes}
        user = text(coding.get("creatingUser")) or made("checker")
        signer = self.checkers.get(user) or Checker(user, "")
        return Verdict(
            guid,
            claim,
            code.scale,
            code.rating,
            code.name,
            reasons.get(RATIONALE, ""),
            reasons.get(CORRECTION, ""),
            statement,
            signer,
            text(coding.get("creationDateTime")),
        )

    def claims(self) -> list[Claim]:
        return [replace(claim, mentions=tuple(as_parts(self._mentions[key]))) for key, claim in self._claims.items()]


def _is_group(code: Any) -> bool:
    """Whether a code is one of our scales, whose children are its ratings."""
    parent = code.getparent()
    ours = parent is not None and _name(parent) == "Code" and parent.get("name") == CLAIM
    return _name(code) == "Code" and ours and code.get("isCodable") == "false"


def _references(element: Any) -> list[str]:
    return [text(reference.get("targetGUID")) for reference in element.iterfind("{*}NoteRef")]


def _position(value: Any) -> int | None:
    written = isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 12
    return int(value) if written else None


def _decoded(data: bytes) -> str:
    """The text as it lies in the file, byte order mark and line ends included, since positions count them."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return text_of(data)
