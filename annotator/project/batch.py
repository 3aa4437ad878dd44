"""Adds many files, folders and addresses one after the other. Each is a step of its own and on disk before the next is
read, so that stopping keeps what is in, one bad file stops nothing, and only one is in memory."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from annotator import importers
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, ImportedArticle, Progress
from annotator.domain.report import Report
from annotator.importers import apart, folders
from annotator.importers.folders import Skipped
from annotator.project.project import Project

_READ_BY_ONE = 200
"""Files after which another process reads on: what libraries keep of each does not add up."""

MESSAGE = "message/rfc822"
"""The media type of an article that files may have come with."""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that came with a message which is an article already: the how manieth, from 0, its name and bytes.
    `readable` says whether it looks like an article."""

    article: str
    number: int
    name: str
    size: int
    readable: bool


Place = str | AttachedFile
"""Where an article comes from: a file, a folder, an http(s) address, or a message."""


@dataclass(frozen=True, slots=True)
class How:
    """What a person wants of all that is added: addresses in the local network, files that the project has already, the
    files that come with messages, drafts as they were before their tracked changes. A draft of what it `supersedes`
    goes onto the newest version of that."""

    allow_private: bool = False
    again: bool = False
    attachments: bool = False
    original: bool = False
    title: str = ""
    supersedes: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one place: an article (`known` when the project had it before), or why there is none. `remarks`
    are what its importer has to tell, `attached` the files that came with it. `given` is the place of one that was
    known, to add it all the same."""

    place: str
    name: str
    article: Article | None = None
    refused: AnnotatorError | None = None
    known: bool = False
    remarks: tuple[str, ...] = ()
    attached: tuple[AttachedFile, ...] = ()
    given: Place = ""


Telling = Callable[[int, int, str], object]
"""Called before each place is read: the how manieth it is, of how many, and its name. May raise Cancelled."""


class Batch:
    """One adding of many. `skipped` counts what was passed by in folders and messages."""

    def __init__(self, project: Project, places: Iterable[Place], how: How | None = None) -> None:
        self.skipped: Counter[Skipped] = Counter()
        self._project = project
        self._places = list(places)
        self._how = how or How()
        self._opened: tuple[str, tuple[importers.SourceFile, ...]] = ("", ())

    def run(self, tell: Telling | None = None, progress: Progress | None = None) -> Iterator[Outcome]:
        """Add one after the other; gives what became of each. Raises AnnotatorError when the project cannot be written,
        Cancelled when `tell` or `progress` asks for it; what was added till then stays."""
        found = list(self._spread(progress))
        waiting = deque(each for each in found if not isinstance(each, Outcome))
        yield from (each for each in found if isinstance(each, Outcome))
        at = 0
        with apart.Reader() as reader:
            while waiting:
                place, name = waiting.popleft()
                at += 1
                if at % _READ_BY_ONE == 0:
                    reader.end()
                if tell is not None:
                    tell(at, at + len(waiting), name)
                outcome = self._added(reader, place, name, progress)
                if self._how.attachments:
                    waiting.extendleft(reversed([(each, each.name) for each in self._wanted(outcome.attached)]))
                yield outcome

    def _spread(self, progress: Progress | None) -> Iterator[tuple[Place, str] | Outcome]:
        """Each place once, by a name to show; folders as the files in them."""
        paths = {place: Path(place) for place in self._places if isinstance(place, str) and "://" not in place[:20]}
        pages = {path.absolute() for path in paths.values()}
        seen: set[Path] = set()
        for given in dict.fromkeys(self._places):
            path = paths.get(given) if isinstance(given, str) else None
            if path is None:
                yield given, given.name if isinstance(given, AttachedFile) else given
            elif path.is_dir():
                yield from self._in_folder(path, pages, seen, progress)
            elif path.absolute() not in seen:
                seen.add(path.absolute())
                yield str(path), path.name

    def _in_folder(
        self, folder: Path, pages: set[Path], seen: set[Path], progress: Progress | None
    ) -> Iterator[tuple[Place, str] | Outcome]:
        page = folders.page_beside(folder.absolute())
        if page in pages:
            self.skipped[Skipped.PARTS] += 1
            return
        if page is not None:
            parts = AnnotatorError(f"The folder holds the parts of the saved page “{page.name}”.", "Add that page.")
            yield Outcome(str(folder), folder.name, refused=parts)
            return
        walked = folders.walk(folder, progress)
        self.skipped += walked.skipped
        for path, refusal in walked.refused:
            yield Outcome(str(path), str(path.relative_to(folder.parent)), refused=refusal)
        if not walked.files and not walked.refused:
            empty = AnnotatorError("The folder holds no file of a format that articles come in.", "Choose another.")
            yield Outcome(str(folder), folder.name, refused=empty)
        for path in walked.files:
            if path.absolute() not in seen:
                seen.add(path.absolute())
                yield str(path), str(path.relative_to(folder))

    def _wanted(self, attached: tuple[AttachedFile, ...]) -> list[AttachedFile]:
        wanted = [each for each in attached if each.readable]
        if len(wanted) < len(attached):
            self.skipped[Skipped.UNKNOWN] += len(attached) - len(wanted)
        return wanted

    def _added(self, reader: apart.Reader, place: Place, name: str, progress: Progress | None) -> Outcome:
        where, how, articles = place if isinstance(place, str) else name, self._how, self._project.articles
        try:
            source = self._source(reader, place, progress)
        except AnnotatorError as refusal:
            return Outcome(where, name, refused=refusal)
        if not (how.again or how.original or how.supersedes) and (known := articles.with_original(source.data)):
            return Outcome(where, name, articles.get(known), known=True, given=place)
        try:
            read, attached = self._read(reader, source, progress)
            if not isinstance(read, ImportedArticle):
                return Outcome(where, name, articles.add_read(read))
        except AnnotatorError as refusal:
            return Outcome(where, name, refused=refusal)
        newest = how.supersedes and (articles.newest(how.supersedes) or how.supersedes)
        article = articles.add_read(read, newest, how.title)
        files = tuple(
            AttachedFile(article.id, number, each.name or f"File {number + 1}", len(each.data), _looks_readable(each))
            for number, each in enumerate(attached)
        )
        return Outcome(where, name, article, remarks=read.remarks, attached=files)

    def _read(
        self, reader: apart.Reader, source: importers.SourceFile, progress: Progress | None
    ) -> tuple[ImportedArticle | Report, tuple[importers.SourceFile, ...]]:
        """What a file holds, and the files that came with it."""
        read = reader.read_source(source, progress)
        if self._how.original:
            read = reader.read_original(read)
        is_message = isinstance(read, ImportedArticle) and read.media_type == MESSAGE
        return read, reader.attachments(source.data) if is_message else ()

    def _source(self, reader: apart.Reader, place: Place, progress: Progress | None) -> importers.SourceFile:
        if isinstance(place, str):
            return importers.fetch_source(place, progress, allow_private=self._how.allow_private)
        message = self._project.articles.get(place.article)
        if self._opened[0] != message.original:
            data = self._project.articles.original(message.id)
            self._opened = message.original, reader.attachments(data)
        files = self._opened[1]
        if place.number >= len(files):
            raise AnnotatorError("The message has no such file.", "Add the message anew.")
        return replace(files[place.number], remarks=(f"It came with the message “{message.title}”.",))


def _looks_readable(file: importers.SourceFile) -> bool:
    return importers.holds_article(file.data, file.name)


_WORDS = {
    Skipped.HIDDEN: ("1 hidden", "{} hidden"),
    Skipped.LINK: ("1 link to elsewhere", "{} links to elsewhere"),
    Skipped.PARTS: ("the parts of 1 saved page", "the parts of {} saved pages"),
    Skipped.UNKNOWN: ("1 of no format that articles come in", "{} of no format that articles come in"),
}


def passed_by(skipped: Counter[Skipped]) -> str:
    """What was passed by, in a sentence; "" when nothing was."""
    told = [_WORDS[why][count > 1].format(count) for why in Skipped if (count := skipped[why])]
    return f"Passed by: {', '.join(told)}." if told else ""
