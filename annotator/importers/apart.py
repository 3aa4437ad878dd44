"""Reads files in a process of its own, which is ended when it takes too long, needs too much memory, or is not wanted
any more: what a stranger's file does to a parser cannot harm the window or the project.

Parent and child talk in JSON over pipes, never in objects that would run code when read. Each message is its length, a
line end, and its bytes; a file's bytes follow the message that names it.
"""

import json
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import IO, Any

from annotator import importers
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import (
    Block,
    BlockKind,
    ImportedArticle,
    ImportedNote,
    Inline,
    InlineKind,
    NoteKind,
    Progress,
    Span,
)
from annotator.domain.report import Report

LONGEST = 20.0
"""Seconds a file may take to be read."""
LARGEST = 1_000_000_000
"""Bytes of memory the process may take, where the system can limit it (Linux)."""
VERB = "_read"
"""What the app is started with to be such a process."""

_LOOKED_AT = 0.05
"""Seconds after which a cancellation is noticed."""
_LONGEST_ANSWER = 1_000_000_000
_SLOW = AnnotatorError(
    f"The file takes longer than {LONGEST:.0f} seconds to read.", "Save its text as DOCX or plain text and add that."
)
_LARGE = AnnotatorError("Reading the file needs too much memory.", "Split it and add the part that you check.")
_BROKEN = AnnotatorError(
    "The file broke the program that reads it.", "Save its text as DOCX or plain text and add that."
)


def read(path_or_url: str | Path, progress: Progress | None = None) -> ImportedArticle | Report:
    """As `importers.read`, in a process of its own. What holds a project, and not a text, is read here."""
    with Reader() as reader:
        return reader.read(path_or_url, progress)


class Reader:
    """A process that reads one file after the other; a new one is started when one had to be ended."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def read(self, path_or_url: str | Path, progress: Progress | None = None) -> ImportedArticle | Report:
        """Raises AnnotatorError when the file cannot be read, Cancelled when `progress` asks for it."""
        source = importers.fetch_source(path_or_url, progress)
        if importers.importer_of(source.data, source.name).holds_project:
            return importers.read_source(source)
        try:
            answer = self._ask(source, progress)
        except BaseException:
            self.end()
            raise
        if "refused" in answer:
            raise AnnotatorError(*answer["refused"])
        return replace(from_plain(answer["article"]), original=source.data)

    def end(self) -> None:
        """End the process, whatever it does."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            for stream in (child.stdin, child.stdout):
                with suppress(OSError):
                    stream.close()  # type: ignore[union-attr]
            child.wait()

    def _ask(self, source: "importers.SourceFile", progress: Progress | None) -> dict[str, Any]:
        if self._child is None or self._child.poll() is not None:
            self.end()
            self._child = subprocess.Popen(
                _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        answers: list[dict[str, Any]] = []
        talk = threading.Thread(target=_talk, args=(self._child, source, answers), daemon=True)
        talk.start()
        until = time.monotonic() + LONGEST
        while talk.is_alive():
            talk.join(_LOOKED_AT)
            if progress is not None:
                progress(len(source.data), len(source.data))
            if talk.is_alive() and time.monotonic() > until:
                raise _SLOW
        if not answers:
            raise _BROKEN
        return answers[0]


def _command() -> list[str]:
    """The app itself: packed as one program it has no interpreter beside it."""
    return [sys.executable, VERB] if getattr(sys, "frozen", False) else [sys.executable, "-m", "annotator", VERB]


def _talk(child: subprocess.Popen[bytes], source: "importers.SourceFile", answers: list[dict[str, Any]]) -> None:
    asked = {"name": source.name, "charset": source.charset, "page": source.is_page, "size": len(source.data)}
    with suppress(OSError, ValueError, EOFError):
        assert child.stdin is not None and child.stdout is not None
        _send(child.stdin, asked)
        child.stdin.write(source.data)
        child.stdin.flush()
        answers.append(_receive(child.stdout))


def serve() -> int:
    """What the child does: answer until nobody asks any more."""
    _limit_memory()
    asking, answering = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            asked = _receive(asking)
        except EOFError:
            return 0
        data = asking.read(asked["size"])
        _send(answering, _answer(importers.SourceFile(data, asked["name"], asked["charset"], asked["page"])))


def _answer(source: "importers.SourceFile") -> dict[str, Any]:
    try:
        found = importers.read_source(source)
        assert isinstance(found, ImportedArticle)
        return {"article": asdict(replace(found, original=b""))}
    except AnnotatorError as refusal:
        return {"refused": [refusal.what_happened, refusal.what_to_do]}
    except MemoryError:
        return {"refused": [_LARGE.what_happened, _LARGE.what_to_do]}
    except Exception:  # a parser's own fault: the file is refused, as when it ends the process
        return {"refused": [_BROKEN.what_happened, _BROKEN.what_to_do]}


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        if sys.platform.startswith("linux"):
            resource.setrlimit(resource.RLIMIT_DATA, (LARGEST, LARGEST))


def _send(stream: IO[bytes], message: dict[str, Any]) -> None:
    packed = json.dumps(message, default=lambda value: value.decode()).encode()
    stream.write(b"%d\n%s" % (len(packed), packed))
    stream.flush()


def _receive(stream: IO[bytes]) -> dict[str, Any]:
    line = stream.readline(20)
    if not line.strip().isdigit() or int(line) > _LONGEST_ANSWER:
        raise EOFError
    packed = stream.read(int(line))
    if len(packed) != int(line):
        raise EOFError
    message = json.loads(packed)
    if not isinstance(message, dict):
        raise EOFError
    return message


def from_plain(plain: dict[str, Any]) -> ImportedArticle:
    """The article that a child tells of; raises KeyError, TypeError or ValueError when it is none."""
    fields: dict[str, Any] = {name: str(plain[name]) for name in _LINES}
    return ImportedArticle(
        blocks=tuple(_block(block) for block in plain["blocks"]),
        notes=tuple(_note(note) for note in plain["notes"]),
        remarks=tuple(str(remark) for remark in plain["remarks"]),
        **fields,
    )


_LINES = ("text", "title", "byline", "publisher", "url", "language", "published", "media_type")


def _block(plain: dict[str, Any]) -> Block:
    inlines = tuple(
        Inline(int(i["start"]), int(i["end"]), InlineKind(i["kind"]), str(i["href"]), str(i["label"]))
        for i in plain["inlines"]
    )
    return Block(int(plain["start"]), int(plain["end"]), BlockKind(plain["kind"]), int(plain["level"]), inlines)


def _note(plain: dict[str, Any]) -> ImportedNote:
    span = Span(int(plain["span"]["start"]), int(plain["span"]["end"]))
    return ImportedNote(span, NoteKind(plain["kind"]), str(plain["text"]), str(plain["author"]), str(plain["at"]))
