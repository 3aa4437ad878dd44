"""Messages (EML), read with the standard library's own parser. What a message quotes from earlier ones is furniture;
files that come with it are named, and given when they are asked for. Nothing it refers to is fetched."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.errors import CloseBoundaryNotFoundDefect, InvalidBase64LengthDefect, MessageError
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from itertools import pairwise
from typing import Any

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle
from annotator.importers import SourceFile, endings, furniture
from annotator.importers.composer import Passage, plain_run
from annotator.importers.encoding import text_of
from annotator.importers.manuscript import field, manuscript

_MOST_PARTS = 500
_LONGEST_HEAD = 1_000_000
"""Bytes of the headers before the first empty line."""

_QUOTE_LEAD = re.compile(
    r"^(?:On|Le|Am|El|Il|Em|Op|W dniu|Den|Dne|На|В)\b.{4,200}"
    r"(?:wrote|écrit|schrieb|escribió|ha scritto|escreveu|schreef"
    r"|napisał|skrev|napsal|пише|написал)[^\n]{0,40}:\s*$|^-{2,}\s?(?:Original Message|Forwarded message|Ursprüngliche "
    r"Nachricht|Message d'origine|Mensaje original)\s?-{2,}$|^_{20,}$",
    re.I,
)
_QUOTED = "//blockquote[@type='cite'] | //*[contains(@class, 'gmail_quote')]"
_SIGNATURE = "-- "
_MOSTLY = 0.3
"""The share of the page's length above which plain text is the message's own, no mere notice."""


def attachments(data: bytes) -> tuple[SourceFile, ...]:
    """The files that come with a message, a message forwarded whole among them; pictures within its own text are not.
    Their names are never used as paths. Raises AnnotatorError when the bytes are no sound message."""
    with sound():
        return tuple(SourceFile(_bytes_of(part), _name_of(part)) for part in _files_of(message_of(data)))


def _files_of(message: EmailMessage) -> Iterator[EmailMessage]:
    waiting, count = [message], 0
    while waiting:
        part = waiting.pop()
        count += 1
        if count > _MOST_PARTS:
            raise AnnotatorError("The message has too many parts.", "Add the part that holds the article.")
        forwarded = part is not message and part.get_content_type() == "message/rfc822"
        if part.is_multipart() and not forwarded:
            waiting += reversed(part.get_payload())  # type: ignore[arg-type]
        elif forwarded or _is_file(part):
            yield part


def _is_file(part: EmailMessage) -> bool:
    shown = part.get_content_maintype() == "image" and part.get("Content-ID")
    return part.get_content_disposition() == "attachment" or bool(part.get_filename() and not shown)


def _forwarded(part: EmailMessage) -> Any:
    """The message that a part holds whole, None where it holds none."""
    inner = part.get_payload()
    return inner[0] if part.get_content_type() == "message/rfc822" and isinstance(inner, list) and inner else None


def _name_of(part: EmailMessage) -> str:
    """The last part of the name that the sender gave, "" where there is none."""
    given, inner = field(part.get_filename() or ""), _forwarded(part)
    if inner is not None and not given:
        given = (field(str(inner.get("Subject", ""))).replace("/", " ") or "Message") + ".eml"
    return re.split(r"[/\\]", given)[-1]


def _bytes_of(part: EmailMessage) -> bytes:
    inner = _forwarded(part)
    if inner is None:
        return content_of(part)
    try:
        return bytes(inner.as_bytes())
    except (ValueError, LookupError, AttributeError):
        return b""


def read(data: bytes, name: str) -> ImportedArticle:
    """Read a message. Raises AnnotatorError when it is damaged or holds no words."""
    with sound():
        return _read(data)


@contextmanager
def sound() -> Iterator[None]:
    """What goes on with a message: the standard library reads its headers late, and trips over hostile ones. Raises
    AnnotatorError then."""
    try:
        yield
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError):
        raise AnnotatorError("The message is damaged.", "Save it anew from your mail program.") from None


def _read(data: bytes) -> ImportedArticle:
    message = message_of(data)
    words, page = _bodies(message)
    passages = list(_plain(words)) if words.strip() and len(words) >= len(page) * _MOSTLY / 10 else []
    if not any(passage.kind is not BlockKind.FURNITURE for passage in passages) and page:
        passages = list(_page(page))
    sender = field(str(message.get("From", "")))
    about = ImportedArticle(
        "",
        (),
        title=field(str(message.get("Subject", ""))),
        byline=re.sub(r"\s*<[^<>]*>", "", sender).strip('"') or sender,
        published=_date(message),
        media_type="message/rfc822",
        original=data,
        remarks=(*cut_short(message), *_attached(message)),
    )
    return manuscript(passages, about, "message", headed=True)


def message_of(data: bytes) -> EmailMessage:
    """Raises AnnotatorError when the bytes are no sound message."""
    head = re.search(rb"\r?\n\r?\n", data[: _LONGEST_HEAD + 4])
    if head is None and len(data) > _LONGEST_HEAD:
        raise AnnotatorError("The message has no sound beginning.", "Save it anew from your mail program.")
    with sound():
        return message_from_bytes(data, policy=policy.default)


def parts_of(message: EmailMessage) -> Iterator[EmailMessage]:
    for count, part in enumerate(message.walk()):
        if count >= _MOST_PARTS:
            raise AnnotatorError("The message has too many parts.", "Add the part that holds the article.")
        if not part.is_multipart():
            yield part


def _bodies(message: EmailMessage) -> tuple[str, str]:
    """The words of the message as plain text and as a page, "" where it has none; attached files are not among them."""
    found = {"text/plain": "", "text/html": ""}
    for part in parts_of(message):
        kind = part.get_content_type()
        if kind in found and not found[kind] and part.get_content_disposition() != "attachment":
            found[kind] = (
                text_of(content_of(part), part.get_content_charset() or "") if content_of(part).strip() else ""
            )
    return found["text/plain"], found["text/html"]


def cut_short(message: EmailMessage) -> tuple[str, ...]:
    """A sentence that says so when the end of a message's parts is missing."""
    signs = (CloseBoundaryNotFoundDefect, InvalidBase64LengthDefect)
    missing = any(isinstance(defect, signs) for part in message.walk() for defect in part.defects)
    return (endings.CUT,) if missing else ()


def _attached(message: EmailMessage) -> tuple[str, ...]:
    """A sentence that names the files which come with a message."""
    named = ", ".join(f"“{_name_of(part) or 'without a name'}”" for part in _files_of(message))
    return (f"Files came with the message, each to be added as an article of its own: {named}.",) if named else ()


def content_of(part: EmailMessage) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return content if isinstance(content, bytes) else b""


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))[:100]).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _plain(words: str) -> Iterator[Passage]:
    """Paragraphs of plain text; what is quoted from an earlier message, and a signature, is furniture."""
    below = False
    for paragraph in re.split(r"\n[ \t]*\n", words):
        lines = paragraph.split("\n")
        for quoted, group in _grouped(lines):
            below = below or bool(_QUOTE_LEAD.match(" ".join(group).strip())) or group[0] == _SIGNATURE
            text = "\n".join(line.lstrip("> \t").rstrip() for line in group) if quoted else _unwrapped(group)
            kind = BlockKind.FURNITURE if quoted or below else BlockKind.PARAGRAPH
            if text.strip():
                yield Passage(kind, plain_run(text.strip()))


def _grouped(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    group: list[str] = []
    for line in lines:
        if group and (line.startswith(">") != group[-1].startswith(">") or line == _SIGNATURE):
            yield group[0].startswith(">"), group
            group = []
        group.append(line)
    if group:
        yield group[0].startswith(">"), group


def _unwrapped(lines: list[str]) -> str:
    """The lines of a paragraph as one where the sender's program has wrapped them; addresses and lists stay."""
    longest = max(map(len, lines))
    joined = lines[0].rstrip()
    for before, line in pairwise(lines):
        wrapped = len(before) > max(50, longest - 20) and not furniture.ends_sentence(before.strip())
        joined += (" " if wrapped or len(before) > longest - 12 else "\n") + line.strip()
    return joined


def _page(markup: str) -> Iterator[Passage]:
    """The passages of a message written as a page; what it quotes from earlier ones is furniture."""
    from annotator.importers import html, page

    root = html.tree(markup)
    quotes = [quote for quote in root.xpath(_QUOTED) if quote is not root]
    outer = [quote for quote in quotes if not any(up in quotes for up in quote.iterancestors())]
    for quote in outer:
        quote.set("role", "complementary")
    for seen in page.passages(root, ""):
        yield Passage(BlockKind.FURNITURE, seen.passage.runs) if seen.apart else seen.passage
