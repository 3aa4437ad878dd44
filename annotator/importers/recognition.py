"""What kind of file bytes are, by their own signs: which format, or why they cannot be read as an article."""

import re

from annotator.domain.errors import AnnotatorError
from annotator.domain.report import FORMAT
from annotator.importers.encoding import looks_utf16, marked

PAGES = (".html", ".htm", ".xhtml")
MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")

_HEAD = 65_536

_SAVE_AS = "Save its text as DOCX, HTML, Markdown or plain text and add that."
_DESCRIBE = "Add the article's text; pictures and recordings belong to the sources."

# Signature → what the file is, and what to do about it.
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF", _SAVE_AS),
    (b"\x89PNG", "a picture (PNG)", _DESCRIBE),
    (b"\xff\xd8\xff", "a picture (JPEG)", _DESCRIBE),
    (b"GIF8", "a picture (GIF)", _DESCRIBE),
    (b"II*\0", "a picture (TIFF)", _DESCRIBE),
    (b"MM\0*", "a picture (TIFF)", _DESCRIBE),
    (b"RIFF", "a picture or recording (RIFF)", _DESCRIBE),
    (b"ID3", "a recording (MP3)", _DESCRIBE),
    (b"OggS", "a recording (Ogg)", _DESCRIBE),
    (b"{\\rtf", "a Rich Text (RTF) file", _SAVE_AS),
    (b"SQLite format 3\0", "a database", "Open it as a project; it cannot be added to one as an article."),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file", "Save it as a DOCX without a password."),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it and add the article inside."),
    (b"BZh", "a compressed file (bzip2)", "Unpack it and add the article inside."),
    (b"\xfd7zXZ\0", "a compressed file (xz)", "Unpack it and add the article inside."),
    (b"7z\xbc\xaf'\x1c", "an archive (7z)", "Unpack it and add the article inside."),
    (b"Rar!", "an archive (RAR)", "Unpack it and add the article inside."),
    (b"\x7fELF", "a program", "Choose a file with the article's text."),
    (b"MZ\x90", "a program", "Choose a file with the article's text."),
)  # fmt: skip
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")

_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1b"))
# Above these shares of control bytes a file is not text: the first where it is UTF-8 all the same.
_MOST_CONTROLS_UTF8 = 0.3
_MOST_CONTROLS = 0.02

_PAGE = re.compile(rb"(?:<!--.*?-->|<\?xml[^>]*>|\s)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_PIECE = re.compile(
    rb"\s*<(?:title|meta|main|article|section|header|nav|div|p|h[1-6]|ul|ol|table|blockquote|figure)\b[^>]*>", re.I
)


def refuse_unreadable(data: bytes) -> None:
    """Raises AnnotatorError when the bytes are empty, or of a kind that holds no readable article."""
    if not data:
        raise AnnotatorError("The file is empty.", "Choose a file with the article's text.")
    for sign, what, what_to_do in _MAGIC:
        if data.startswith(sign) and (_is_telling(sign) or b"\0" in data[:_HEAD]):
            if what.startswith("an old") and _ENCRYPTED_OFFICE in data[: 1 << 20]:
                what = "a password-protected Office file"
            raise AnnotatorError(f"The file is {what}, which cannot be read as an article.", what_to_do)
    if not is_zip(data) and _is_binary(data[:_HEAD]):
        raise AnnotatorError("The file is binary and holds no readable text.", "Choose a file with the article's text.")
    if not data.strip(b"\0 \t\n\v\f\r\xef\xbb\xbf\xfe\xff"):
        raise AnnotatorError("The file holds no words.", "Choose a file with the article's text.")


def _is_telling(sign: bytes) -> bool:
    """Whether no article can begin like that; some signatures are mere letters."""
    return sign in (b"%PDF", b"{\\rtf", b"GIF8") or not (sign.isascii() and sign.decode().isprintable())


def is_zip(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_page(data: bytes, name: str) -> bool:
    """Whether bytes are HTML: by how they begin, or, where the beginning is a mere piece, not against the name."""
    head = _ascii(data)
    if _PAGE.match(head):
        return True
    if ending(name) in PAGES:
        return True
    return ending(name) not in (*MARKDOWN, ".txt") and bool(_PIECE.match(head))


def is_markdown(data: bytes, name: str) -> bool:
    return ending(name) in MARKDOWN


def is_project(data: bytes, name: str) -> bool:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"{") and f'"{FORMAT}"'.encode() in head


def is_foreign_json(data: bytes, name: str) -> bool:
    return ending(name) == ".json" and not is_project(data, name)


def ending(name: str) -> str:
    """The extension of a file name or of an address's path, in lower case, with its dot."""
    path = re.split(r"[?#]", name)[0] if "://" in name else name
    found = re.search(r"\.[^./\\]{1,10}$", path)
    return found[0].lower() if found else ""


def _ascii(data: bytes) -> bytes:
    """The beginning of the bytes with each UTF-16 or UTF-32 sign as one byte, no byte order mark."""
    head = data[:4096]
    if marked(head) in ("utf-16", "utf-32") or looks_utf16(head):
        head = head.replace(b"\0", b"")
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe")


def _is_binary(head: bytes) -> bool:
    if marked(head) or looks_utf16(head):
        return False
    share = (len(head) - len(head.translate(None, _CONTROLS))) / len(head)
    if share <= _MOST_CONTROLS:
        return False
    try:
        head.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as problem:
        return problem.start < len(head) - 4
    return share > _MOST_CONTROLS_UTF8
