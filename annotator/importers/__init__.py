"""Reads articles in from files, addresses and pasted text: one module a format, all of them in the table IMPORTERS.

A format's module, and the libraries it needs, are loaded when something of that format is read for the first time.
"""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from annotator.domain.errors import AnnotatorError
from annotator.domain.garbage import uncollected
from annotator.domain.model import ImportedArticle, Progress
from annotator.domain.report import Report
from annotator.domain.text import canonical
from annotator.importers import recognition

Reader = Callable[[bytes, str], ImportedArticle | Report]

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Importer:
    """A format: how it is told by its bytes and name, and the module whose `read(data, name)` reads it. `limit` is in
    bytes; a name may be "" or an address. What `holds_project` brings claims and verdicts, read as a Report."""

    name: str
    description: str
    extensions: tuple[str, ...]
    module: str
    limit: int
    recognises: Callable[[bytes, str], bool]
    holds_project: bool = False

    def read(self, data: bytes, name: str) -> ImportedArticle | Report:
        """What the bytes hold. Raises AnnotatorError when they are too many or not sound."""
        if len(data) > self.limit:
            raise too_large(self.limit)
        read_format: Reader = import_module(f"{__name__}.{self.module}").read
        # A project is many values; the libraries that texts are read by leave circles behind.
        with uncollected() if self.holds_project else nullcontext():
            return read_format(data, name)


def _anything(data: bytes, name: str) -> bool:
    return True


def _zip(data: bytes, name: str) -> bool:
    return recognition.is_zip(data)


_MB = 1_000_000
_ARCHIVES = (".mhtml", ".mht")
_TIMED = (".srt", ".vtt")

# Files that hold claims and verdicts: name, description, extension, megabytes, and how they are told. The module has
# the format's name but for our own.
_PROJECTS = (
    ("json", "A whole project, exported as JSON", ".json", 280, recognition.is_project),
    ("claimreview", "ClaimReview mark-up: claims with verdicts", ".jsonld", 50, recognition.is_claim_review),
    ("webannotation", "Web Annotations: passages with verdicts", ".jsonld", 100, recognition.is_annotation),
    ("averitec", "Claims with labels and evidence of AVeriTeC", ".json", 100, recognition.is_averitec),
    ("qdpx", "REFI-QDA projects: texts with codings", ".qdpx", 100, recognition.is_research_project),
)

# The first that recognises the bytes reads them.
IMPORTERS: tuple[Importer, ...] = (
    *(
        Importer(name, said, (extension,), "project_json" if name == "json" else name, size * _MB, knows, True)
        for name, said, extension, size, knows in _PROJECTS
    ),
    Importer("odt", "OpenDocument text", (".odt", ".ott", ".fodt"), "odt", 100 * _MB, recognition.is_open_text),
    Importer("epub", "E-books (EPUB)", (".epub",), "epub", 100 * _MB, recognition.is_book),
    Importer("docx", "Word files", (".docx", ".docm"), "docx", 100 * _MB, _zip),
    Importer("rtf", "Rich Text", (".rtf",), "rtf", 50 * _MB, recognition.is_rich_text),
    Importer("mhtml", "Pages saved as one file", _ARCHIVES, "page_archive", 50 * _MB, recognition.is_page_archive),
    Importer("eml", "Messages", (".eml",), "mail", 50 * _MB, recognition.is_message),
    Importer("pdf", "PDF that holds text", (".pdf",), "pdf", 200 * _MB, recognition.is_pdf),
    Importer("transcript", "Transcripts with times", _TIMED, "transcript", 20 * _MB, recognition.is_transcript),
    Importer("html", "Web pages", recognition.PAGES, "html", 20 * _MB, recognition.is_page),
    Importer("markdown", "Markdown", recognition.MARKDOWN, "markdown", 5 * _MB, recognition.is_markdown),
    Importer("text", "Plain text, also as scraped from a page", (".txt", ".text"), "plain", 50 * _MB, _anything),
)

_LARGEST = max(importer.limit for importer in IMPORTERS)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The bytes to read and what was told of them: a name or an address; of a page from a server, its charset, and
    `remarks` on how it was come by."""

    data: bytes
    name: str
    charset: str = ""
    is_page: bool = False
    remarks: tuple[str, ...] = ()


def read(path_or_url: str | Path, progress: Progress | None = None) -> ImportedArticle | Report:
    """What a file or an http(s) address holds: an article, or a whole project when it is our own JSON.

    Raises AnnotatorError with one clear sentence when it cannot be read, and Cancelled when `progress` asks for it."""
    return read_source(fetch_source(path_or_url, progress))


def fetch_source(
    path_or_url: str | Path, progress: Progress | None = None, *, allow_private: bool = False
) -> SourceFile:
    """The bytes of a file or of an http(s) address, which may lie in the local network when that is allowed, unread.
    Raises AnnotatorError, or Cancelled."""
    if isinstance(path_or_url, str) and "://" in path_or_url[:20]:
        from annotator.importers.fetch import source_at

        return source_at(path_or_url, progress, allow_private=allow_private)
    return SourceFile(contents(Path(path_or_url), progress), str(path_or_url))


def read_source(source: SourceFile) -> ImportedArticle | Report:
    """What fetched bytes hold. Raises AnnotatorError."""
    if source.is_page:
        from annotator.importers import html

        recognition.refuse_unreadable(source.data)
        found: ImportedArticle | Report = html.read(source.data, source.name, source.charset)
    else:
        found = read_bytes(source.data, source.name)
    if not isinstance(found, ImportedArticle):
        return found
    url = source.name if "://" in source.name[:20] else found.url
    return replace(found, url=url, remarks=(*source.remarks, *found.remarks))


def read_bytes(data: bytes, name: str = "") -> ImportedArticle | Report:
    """What bytes hold, by their content first and by the extension of `name` second. Raises AnnotatorError."""
    return importer_of(data, name).read(data, name)


def read_original(data: bytes, name: str = "") -> ImportedArticle:
    """The draft as it was before its tracked changes. Raises AnnotatorError as `read_bytes` does, and for a file of a
    format that has none."""
    module = import_module(f"{__name__}.{importer_of(data, name).module}")
    if not hasattr(module, "read_original"):
        raise without_original()
    original: ImportedArticle = module.read_original(data)
    return original


def importer_of(data: bytes, name: str) -> Importer:
    """Which importer reads these bytes. Raises AnnotatorError when none can."""
    recognition.refuse_unreadable(data)
    if recognition.is_foreign_json(data, name):
        raise AnnotatorError("The file is JSON, but no project of this app.", "Add the article's text instead.")
    if recognition.is_foreign_xml(data, name):
        raise AnnotatorError("The file is XML of a kind that holds no article.", "Save its text as DOCX or plain text.")
    return next(importer for importer in IMPORTERS if importer.recognises(data, name))


def holds_article(head: bytes, name: str) -> bool:
    """Whether a file of that name that begins with those bytes is, by its look, of a format that an article comes in. A
    name that no format has needs a beginning that tells."""
    texts = [importer for importer in IMPORTERS if not importer.holds_project]
    if any(recognition.ending(name) in importer.extensions for importer in texts):
        return True
    return recognition.is_word_file(head) or any(
        importer.recognises(head, name) for importer in texts if importer.recognises not in (_zip, _anything)
    )


def read_text(text: str) -> ImportedArticle:
    """Pasted text. Raises AnnotatorError when it holds no words."""
    from annotator.importers.plain import read_canonical

    if not text.strip():
        raise AnnotatorError("The pasted text holds no words.", "Copy the article's text and paste it again.")
    words = canonical(text)
    return read_canonical(words, words.encode("utf-8"))


def without_original() -> AnnotatorError:
    """The refusal of a file of a format that has no tracked changes."""
    return AnnotatorError(
        "Only a Word, OpenDocument or Rich Text file has a state before its tracked changes.", "Add it as it is."
    )


def too_large(limit: int) -> AnnotatorError:
    """The refusal of more than `limit` bytes."""
    return AnnotatorError(
        f"The file is too large: it may have at most {limit // 1_000_000} MB.", "Add the part that holds the article."
    )


def contents(path: Path, progress: Progress | None) -> bytes:
    """The bytes of a file. Raises AnnotatorError when there is none, or it is too large or may not be read."""
    try:
        if path.is_dir():
            raise AnnotatorError(f"“{path}” is a folder.", "Choose a file.")
        if not path.exists():
            raise AnnotatorError(f"There is no file “{path}”.", "Check the path.")
        if not path.is_file():
            raise AnnotatorError(f"“{path}” is not an ordinary file.", "Choose a file.")
        size = path.stat().st_size
        if size > _LARGEST:
            raise too_large(_LARGEST)
        return _in_chunks(path, size, progress)
    except PermissionError:
        raise AnnotatorError(f"You may not read “{path}”.", "Change its permissions, or copy it elsewhere.") from None
    except (OSError, ValueError) as problem:
        raise AnnotatorError(f"“{path}” cannot be read: {problem}.", "Check the path and the disk.") from None


def _in_chunks(path: Path, size: int, progress: Progress | None) -> bytes:
    data = bytearray()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            data += chunk
            if len(data) > _LARGEST:
                raise too_large(_LARGEST)
            if progress is not None:
                progress(min(len(data), size), size)
    return bytes(data)
