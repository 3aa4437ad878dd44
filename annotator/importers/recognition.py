"""What kind of file bytes are, by their own signs: which format, or why they cannot be read as an article."""

import re

from annotator.domain.errors import AnnotatorError
from annotator.domain.report import FORMAT
from annotator.importers.encoding import looks_utf16, marked

PAGES = (".html", ".htm", ".xhtml")
PARTS = re.compile(
    r"(.+)(?:[_.]files|[_-](?:archivos|arquivos|bestanden|bylos|dateien|datoteke|dosyalar|elemei|failid|fails|fajlovi"
    r"|ficheiros|fichiers|file|filer|fitxategiak|fitxers|pliki|soubory|tiedostot))",
    re.I,
)
"""What browsers and word processors call the folder with the pictures and styles of a page that they save, after the
page's own name, in the languages that have another word for it than English."""
MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")

_HEAD = 65_536

_DESCRIBE = "Add the article's text; pictures and recordings belong to the sources."

# Signature → what the file is, and what to do about it.
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "a picture (PNG)", _DESCRIBE),
    (b"\xff\xd8\xff", "a picture (JPEG)", _DESCRIBE),
    (b"GIF8", "a picture (GIF)", _DESCRIBE),
    (b"II*\0", "a picture (TIFF)", _DESCRIBE),
    (b"MM\0*", "a picture (TIFF)", _DESCRIBE),
    (b"RIFF", "a picture or recording (RIFF)", _DESCRIBE),
    (b"ID3", "a recording (MP3)", _DESCRIBE),
    (b"OggS", "a recording (Ogg)", _DESCRIBE),
    (b"SQLite format 3\0", "a database", "Open it as a project; it cannot be added to one as an article."),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file", "Save it as a DOCX without a password."),
    (b"bplist00", "a web archive of Safari", "Save the page as page source, or print it as PDF, and add that."),
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

_CUE = re.compile(rb"\d+[ \t]*\r?\n\d{1,3}:\d{2}:\d{2}[,.]\d+[ \t]*-->")
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?", re.M)
_HEADERS = frozenset((
    b"from", b"to", b"date", b"subject", b"message-id", b"received", b"return-path", b"mime-version", b"content-type",
    b"delivered-to", b"snapshot-content-location",
))  # fmt: skip
_UNWRITTEN = frozenset((b"message-id", b"received", b"return-path", b"mime-version", b"delivered-to"))

# No comment is gone back into: many of them before a page would take time beyond all measure.
_PAGE = re.compile(rb"(?:<!--(?>.*?-->)|<\?xml[^>]*>|\s)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,100}<\?xml\b")
_FLAT = re.compile(_XML.pattern + rb"[^>]{0,200}>\s*+(?:<!--(?>.*?-->)\s*+)*+<office:document\b", re.S)
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
    if not (is_zip(data) or is_pdf(data, "")) and _is_binary(data[:_HEAD]):
        raise AnnotatorError("The file is binary and holds no readable text.", "Choose a file with the article's text.")
    if not data.strip(b"\0 \t\n\v\f\r\xef\xbb\xbf\xfe\xff"):
        raise AnnotatorError("The file holds no words.", "Choose a file with the article's text.")


def _is_telling(sign: bytes) -> bool:
    """Whether no article can begin like that; some signatures are mere letters."""
    return sign == b"GIF8" or not (sign.isascii() and sign.decode().isprintable())


def is_zip(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_open_text(data: bytes, name: str) -> bool:
    return is_flat(data) or _is_package(data, b"application/vnd.oasis.opendocument.text", "content.xml")


def is_flat(data: bytes) -> bool:
    """Whether bytes are a whole OpenDocument file in one piece of XML (OpenDocument 1.3, part 3, 3.1.2)."""
    return bool(_FLAT.match(data[:_HEAD]))


def is_foreign_xml(data: bytes, name: str) -> bool:
    """Whether bytes are XML of a kind that holds no article."""
    return bool(_XML.match(_ascii(data))) and not (is_page(data, name) or is_flat(data))


def is_book(data: bytes, name: str) -> bool:
    return _is_package(data, b"application/epub+zip", "META-INF/container.xml")


def _is_package(data: bytes, mimetype: bytes, main: str) -> bool:
    """Whether bytes are a zip that says so in its first part, or that has the main part of such a file."""
    if not is_zip(data):
        return False
    if data[30:38] == b"mimetype" and mimetype in data[38:200]:
        return True
    names = data[:_HEAD] + data[-_HEAD:]
    return b"word/document.xml" not in names and main.encode() in names


def is_word_file(head: bytes) -> bool:
    """Whether a zip that begins with these bytes is a Word file; the order of its parts is not laid down."""
    return is_zip(head) and b"word/" in head


def is_pdf(data: bytes, name: str) -> bool:
    return data.startswith(b"%PDF-") or (b"%PDF-" in data[:1024] and b"%%EOF" in data[-2048:])


def is_rich_text(data: bytes, name: str) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{\\rtf")


def is_transcript(data: bytes, name: str) -> bool:
    head = _ascii(data).lstrip()
    return head.startswith(b"WEBVTT") or bool(_CUE.match(head))


def is_message(data: bytes, name: str) -> bool:
    """Whether bytes begin with the headers of a message (RFC 5322): by its name two are enough, else some that no
    person writes."""
    known = {found[1].lower() for found in _HEADER.finditer(data[:_HEAD].split(b"\n\n")[0].split(b"\r\n\r\n")[0])}
    if not _HEADER.match(data) or len(known & _HEADERS) < 2:
        return False
    return ending(name) in (".eml", ".mht", ".mhtml") or bool(known & _UNWRITTEN)


def is_page_archive(data: bytes, name: str) -> bool:
    """Whether a message is a web page saved with its parts (RFC 2557)."""
    related = re.search(rb"^content-type:\s*multipart/related", data[:_HEAD], re.I | re.M)
    saved = re.search(rb"^(?:snapshot-content-location|from:\s*<saved by)", data[:_HEAD], re.I | re.M)
    return is_message(data, name) and bool(related) and (bool(saved) or ending(name) in (".mht", ".mhtml"))


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


def is_claim_review(data: bytes, name: str) -> bool:
    return _is_json_with(data, b'"ClaimReview"', b'"https://schema.org/ClaimReview"', b'"schema:ClaimReview"')


def is_annotation(data: bytes, name: str) -> bool:
    return _is_json_with(data, b'"http://www.w3.org/ns/anno.jsonld"')


def is_averitec(data: bytes, name: str) -> bool:
    """Whether bytes are a list of claims, each with what only this data set has."""
    listed = _head_of(data).startswith(b"[")
    return listed and b'"claim"' in data[:_HEAD] and _is_json_with(data, b'"questions"', b'"fact_checking_article"')


def is_research_project(data: bytes, name: str) -> bool:
    """Whether bytes are a zip with the main part of a REFI-QDA project, which may stand anywhere in it."""
    return is_zip(data) and (b"project.qde" in data[:_HEAD] or b"project.qde" in data[-_HEAD:])


def is_foreign_json(data: bytes, name: str) -> bool:
    known = (is_project, is_claim_review, is_annotation, is_averitec)
    return ending(name) in (".json", ".jsonld", ".jsonl") and not any(knows(data, name) for knows in known)


def _is_json_with(data: bytes, *signs: bytes) -> bool:
    return _head_of(data)[:1] in (b"{", b"[") and any(sign in data[:_HEAD] for sign in signs)


def _head_of(data: bytes) -> bytes:
    return data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()


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
