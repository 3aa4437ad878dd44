"""Reads files in a process of its own, which is ended when it takes too long, needs too much memory, or is not wanted
any more: what a stranger's file does to a parser cannot harm the window or the project.

Parent and child talk in JSON over pipes, never in objects that would run code when read. Each message is its length, a
line end, and its bytes; the bytes of files follow the message that tells their sizes.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, TypeVar

from annotator import importers
from annotator.domain.errors import AnnotatorError
from annotator.domain.garbage import uncollected
from annotator.domain.markup import Problem
from annotator.domain.model import ImportedArticle, Progress
from annotator.domain.report import Report
from annotator.domain.returned import Known, Returned
from annotator.importers.handing import given, taken

LONGEST = 18.0
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

_T = TypeVar("_T", ImportedArticle, Returned)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the process is to do with a file: `known` are the mentions that a returned copy may tell of."""

    task: str
    name: str
    charset: str = ""
    is_page: bool = False
    known: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class _Answer:
    """One of what may have been found, or the two sentences of a refusal."""

    refused: tuple[str, ...] = ()
    article: ImportedArticle | None = None
    report: Report | None = None
    returned: Returned | None = None
    attachments: tuple[importers.SourceFile, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(path_or_url: str | Path, progress: Progress | None = None) -> ImportedArticle | Report:
    """As `importers.read`, in a process of its own."""
    with Reader() as reader:
        return reader.read(path_or_url, progress)


def read_original(read: ImportedArticle | Report) -> ImportedArticle:
    """A draft that was read, as it was before its tracked changes, in a process of its own."""
    with Reader() as reader:
        return reader.read_original(read)


def read_returned(path: str | Path, known: Iterable[Known]) -> Returned:
    """As `importers.returned.read`, of a file, in a process of its own."""
    with Reader() as reader:
        return reader.read_returned(path, known)


def problems(path: str | Path) -> tuple[Problem, ...]:
    """As `importers.markup_file.problems`, of a file, in a process of its own."""
    with Reader() as reader:
        return reader.problems(path)


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
        return self.read_source(importers.fetch_source(path_or_url, progress), progress)

    def read_source(self, source: "importers.SourceFile", progress: Progress | None = None) -> ImportedArticle | Report:
        """What bytes hold that are here already. Raises as `read` does."""
        asked = _Asked("read", source.name, source.charset, source.is_page)
        answer = self._ask(asked, source.data, progress)
        if answer.report is not None:
            return answer.report
        found = _there(answer.article)
        return replace(found, original=source.data, remarks=(*source.remarks, *found.remarks))

    def attachments(self, message: bytes) -> tuple["importers.SourceFile", ...]:
        """The files that come with a message, unread. Raises AnnotatorError."""
        return self._ask(_Asked("attachments", ""), message, None).attachments

    def read_original(self, read: ImportedArticle | Report) -> ImportedArticle:
        """A draft that was read, as it was before its tracked changes. Raises AnnotatorError when its format has
        none."""
        if not isinstance(read, ImportedArticle):
            raise importers.without_original()
        answer = self._ask(_Asked("original", ""), read.original, None)
        return replace(_there(answer.article), original=read.original)

    def read_returned(self, path: str | Path, known: Iterable[Known]) -> Returned:
        """What an editor did on a copy of a project with these mentions. Raises AnnotatorError."""
        data = importers.contents(Path(path), None)
        answer = self._ask(_Asked("returned", str(path), known=tuple(known)), data, None)
        return replace(_there(answer.returned), original=data)

    def problems(self, path: str | Path) -> tuple[Problem, ...]:
        """What is wrong with the mark-up of a file. Raises AnnotatorError when it cannot be read."""
        data = importers.contents(Path(path), None)
        try:
            return self._ask(_Asked("problems", Path(path).name), data, None).problems
        except AnnotatorError as refusal:
            if refusal.what_to_do in (_SLOW.what_to_do, _LARGE.what_to_do):  # which speak of articles
                raise AnnotatorError(refusal.what_happened, "Check its claims in smaller files.") from None
            raise

    def end(self) -> None:
        """End the process, whatever it does."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            for stream in (child.stdin, child.stdout):
                with suppress(OSError):
                    stream.close()  # type: ignore[union-attr]
            child.wait()

    def _ask(self, asked: _Asked, data: bytes, progress: Progress | None) -> _Answer:
        try:
            answer = self._answer(asked, data, progress)
        except BaseException:
            self.end()
            raise
        if answer.refused:
            if answer.refused in (_refusal(_LARGE).refused, _refusal(_BROKEN).refused):
                self.end()  # nobody knows what that has left of it
            raise AnnotatorError(*answer.refused)
        return answer

    def _answer(self, asked: _Asked, data: bytes, progress: Progress | None) -> _Answer:
        if self._child is None or self._child.poll() is not None:
            self.end()
            self._child = subprocess.Popen(
                _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        answers: list[_Answer] = []
        talk = threading.Thread(target=_talk, args=(self._child, asked, data, answers), daemon=True)
        talk.start()
        until = time.monotonic() + LONGEST
        while talk.is_alive():
            talk.join(_LOOKED_AT)
            if progress is not None:
                progress(len(data), len(data))
            if talk.is_alive() and time.monotonic() > until:
                raise _SLOW
        if not answers:
            raise _BROKEN
        return answers[0]


def _there(found: _T | None) -> _T:
    """What was asked for. Raises AnnotatorError when the process answered something else."""
    if found is None:
        raise _BROKEN
    return found


def _command() -> list[str]:
    """The app itself: packed as one program it has no interpreter beside it."""
    return [sys.executable, VERB] if getattr(sys, "frozen", False) else [sys.executable, "-m", "annotator", VERB]


def _talk(child: subprocess.Popen[bytes], asked: _Asked, data: bytes, answers: list[_Answer]) -> None:
    with suppress(OSError, ValueError, EOFError, TypeError, LookupError, RecursionError):
        assert child.stdin is not None and child.stdout is not None
        _send(child.stdin, asked, data)
        answers.append(_receive(child.stdout, _Answer)[0])


def serve() -> int:
    """What the child does: answer until nobody asks any more."""
    _limit_memory()
    while True:
        try:
            asked, files = _receive(sys.stdin.buffer, _Asked)
        except EOFError:
            return 0
        try:
            _send(sys.stdout.buffer, _answer(asked, files.pop()))
        except MemoryError:
            _send(sys.stdout.buffer, _refusal(_LARGE))


def _answer(asked: _Asked, data: bytes) -> _Answer:
    try:
        return _TASKS[asked.task](asked, data)
    except AnnotatorError as refusal:
        return _refusal(refusal)
    except MemoryError:
        return _refusal(_LARGE)
    except Exception:  # a parser's own fault: the file is refused, as when it ends the process
        return _refusal(_BROKEN)


def _refusal(refusal: AnnotatorError) -> _Answer:
    return _Answer((refusal.what_happened, refusal.what_to_do))


def _read(asked: _Asked, data: bytes) -> _Answer:
    found = importers.read_source(importers.SourceFile(data, asked.name, asked.charset, asked.is_page))
    return _Answer(report=found) if isinstance(found, Report) else _Answer(article=replace(found, original=b""))


def _read_original(asked: _Asked, data: bytes) -> _Answer:
    return _Answer(article=replace(importers.read_original(data, asked.name), original=b""))


def _read_returned(asked: _Asked, data: bytes) -> _Answer:
    from annotator.importers import returned

    return _Answer(returned=returned.read(data, asked.known))


def _attachments(asked: _Asked, data: bytes) -> _Answer:
    from annotator.importers import mail

    return _Answer(attachments=mail.attachments(data))


def _problems(asked: _Asked, data: bytes) -> _Answer:
    from annotator.importers import markup_file

    return _Answer(problems=markup_file.problems(data, asked.name))


_TASKS: dict[str, Callable[[_Asked, bytes], _Answer]] = {
    "attachments": _attachments,
    "problems": _problems,
    "read": _read,
    "original": _read_original,
    "returned": _read_returned,
}


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        if sys.platform.startswith("linux"):
            resource.setrlimit(resource.RLIMIT_DATA, (LARGEST, LARGEST))


def _send(stream: IO[bytes], message: _Asked | _Answer, *files: bytes) -> None:
    apart = list(files)
    with uncollected():
        packed = json.dumps([given(message, apart), list(map(len, apart))]).encode()
    stream.write(b"%d\n%s" % (len(packed), packed))
    for data in apart:
        stream.write(data)
    stream.flush()


def _receive(stream: IO[bytes], kind: Any) -> tuple[Any, list[bytes]]:
    """A message of that kind, and the bytes that follow it. Raises EOFError when there is none; TypeError, ValueError
    or LookupError when it is of another kind."""
    line = stream.readline(20)
    if not line.strip().isdigit():
        raise EOFError
    packed = _exactly(stream, int(line))
    with uncollected():
        plain, sizes = json.loads(packed)
        apart = [_exactly(stream, size) for size in sizes]
        return taken(kind, plain, apart), apart


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size) if 0 <= size <= _LONGEST_ANSWER else b""
    if len(data) != size:
        raise EOFError
    return data
