"""The façade: one open project file and its desks. No SQL and no window is known here."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from annotator.domain import ratings, readiness
from annotator.domain.model import ChangeSet, Checker, Progress
from annotator.domain.readiness import Point
from annotator.domain.report import Report
from annotator.project import installation
from annotator.project.articles import Articles
from annotator.project.claims import Claims
from annotator.project.fields import needed, words
from annotator.project.history import History
from annotator.project.notes import Notes
from annotator.project.rechecks import Rechecks
from annotator.project.replies import Replies
from annotator.project.sources import EvidenceDesk, Sources
from annotator.project.states import States
from annotator.project.verdicts import Reviews, Verdicts
from annotator.storage import file, integrity, queries
from annotator.storage.ids import Clock, system_clock
from annotator.storage.log import OpenStep
from annotator.storage.store import Store

if TYPE_CHECKING:
    # Every format of reports comes with it: a project is open before the first of them is imported.
    from annotator.project.export import Written
    from annotator.project.remarks import Remarks

Listener = Callable[[ChangeSet], None]


class Project:
    """An open project. Every command of its desks is one step, on disk when the call returns; listeners hear of it."""

    def __init__(self, opened: file.OpenFile, checker: str | Checker, device: str, clock: Clock) -> None:
        self._listeners: dict[object, Listener] = {}
        self._store = Store(opened, device or installation.device_id(), clock, self._changed)
        self._log = self._store.log
        self.checker = checker if isinstance(checker, Checker) else self._recognise(checker)
        self._log.actor = self.checker
        self.articles = Articles(self._store, self.step)
        self.claims = Claims(self._store, self.step, self.articles)
        self.sources = Sources(self._store, self.step)
        self.evidence = EvidenceDesk(self._store, self.step)
        self.verdicts = Verdicts(self._store, self.step, lambda: self.scale, self.checker)
        self.reviews = Reviews(self._store, self.step, self.checker)
        self.replies = Replies(self._store, self.step)
        self.notes = Notes(self._store, self.step, self.claims, self.sources, self.evidence)
        self.rechecks = Rechecks(self._store, self.step, self.articles)
        self.states = States(self._store, self.step, self.articles)
        self.history = History(self._store)

    @classmethod
    def create(
        cls,
        path: str | Path,
        *,
        checker: str = "",
        scale: str = ratings.DEFAULT_SCALE,
        title: str = "",
        device: str = "",
        clock: Clock = system_clock,
        patience: float = file.PATIENCE,
    ) -> Self:
        """Make a new project file and open it. Raises AnnotatorError when one is there already or none can be made."""
        path = Path(path)
        first = {"title": words("title", title) or words("title", path.stem), "scale": ratings.scale(scale).key}

        def fill(opened: file.OpenFile) -> None:
            log = cls(opened, checker, device, clock)._log
            with log.step("Create project", "setup"):
                log.create("project", first)

        return cls(file.create(path, fill, patience), checker, device, clock)

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        checker: str | Checker = "",
        device: str = "",
        clock: Clock = system_clock,
        patience: float = file.PATIENCE,
    ) -> Self:
        """Open a project file; read-only when it is newer than this app or write-protected (see `read_only`). Another
        program that is writing is waited for during `patience` (seconds), here and at each step. A worker that writes
        beside a project that is open is given its `checker`, whom the file may not know yet.
        Raises AnnotatorError when it is missing, damaged, locked or not a project."""
        opened = file.open_file(Path(path), patience)
        try:
            return cls(opened, checker, device, clock)
        except BaseException:
            opened.db.close()
            raise

    def _recognise(self, checker: str) -> Checker:
        name = words("checker", checker) or installation.login_name()
        known = {checker.name: checker for checker in self._store.read(queries.checkers)}
        return known.get(name) or Checker(self._log.new_id(), name)

    def step(self, name: str) -> AbstractContextManager[OpenStep]:
        """Group commands into one step, committed on leaving and undone at once. Raises AnnotatorError when the file is
        read-only; on any exception nothing of the step is kept."""
        return self._log.step(name)

    @property
    def path(self) -> Path:
        return self._store.path

    @property
    def read_only(self) -> str:
        """Why nothing can be changed, as a sentence; "" when everything can."""
        return self._store.read_only

    @property
    def newer(self) -> bool:
        """Whether a newer version of the app made the file, so that what is read here may not be all there is."""
        return self._store.newer

    @property
    def title(self) -> str:
        return self._store.read(queries.project)[1]

    @property
    def scale(self) -> ratings.RatingScale:
        """The rating scale this project has chosen."""
        return ratings.scale(self._store.read(queries.project)[2])

    def set_scale(self, key: str) -> None:
        """Choose the rating scale for verdicts to come. Raises AnnotatorError when there is none of that key."""
        self._set_project("Choose rating scale", "scale", ratings.scale(key).key)

    def set_title(self, title: str) -> None:
        self._set_project("Rename project", "title", needed("title", title))

    def _set_project(self, name: str, field: str, value: str) -> None:
        with self.step(name):
            project, title, scale = self._store.read(queries.project)
            if value != {"title": title, "scale": scale}[field]:
                self._log.set("project", project, field, value)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with what each commit touched; the function returned stops that."""
        subscription = object()
        self._listeners[subscription] = listener

        def stop() -> None:
            self._listeners.pop(subscription, None)

        return stop

    def _changed(self, changes: ChangeSet) -> None:
        for listener in tuple(self._listeners.values()):
            listener(changes)

    def refresh(self) -> ChangeSet:
        """Notice what other processes committed; listeners hear of it. Costs next to nothing when that is nothing."""
        return self._store.refresh()

    def report(self, article: str = "") -> Report:
        """Everything to be said of the project, or of one article; confidential sources withheld."""
        from annotator.project import export

        return export.report(self._store, self.title, self.scale, article)

    def export(
        self,
        format_name: str,
        path: str | Path,
        article: str = "",
        progress: Progress | None = None,
        template: str | Path = "",
        since: str = "",
        published: bool = False,
    ) -> "Written":
        """Write a report in one of the formats; gives the files written, whose `remarks` tell what is still open, what
        the mark-up lacks and what the format could not carry. A `template` of one's own takes the place of
        the built-in one; `since`, an ISO 8601 date or time in UTC, has what changed after it told as corrections; a
        corrections notice begins where a report was `published` last, which is noted in the project.
        Raises AnnotatorError, and leaves what was there before, when the format is unknown, the template cannot be
        used or the place cannot be written."""
        from annotator.project import export

        own = Path(template) if template else None
        target, at = Path(path), self._log.now()
        if published:
            export.check_publishable(format_name, self.read_only)
        written = export.write(self._store, self.title, self.scale, format_name, target, article, progress, own, since)
        written.remarks = written.remarks.also(self.rechecks.unread(article))
        if published:
            with self.step("Publish report"):
                self._log.create("publication", {**export.publication(format_name, article, written[0]), "at": at})
        return written

    def published(self, article: str = "") -> str:
        """When a report of the project, or of one article, was published last (ISO 8601), "" if none was."""
        from annotator.project import export

        return export.last_published(self._store.read(queries.publications), article)

    def remarks(self, format_name: str, article: str = "", progress: Progress | None = None) -> "Remarks":
        """What there would be to remark on an export in that format, before anything is written. Raises AnnotatorError,
        and Cancelled when `progress` asks for it."""
        from annotator.project import export

        found = export.preview(self._store, self.title, self.scale, format_name, article, progress)
        return found.also(self.rechecks.unread(article, progress))

    def open_points(self, article: str = "") -> list[Point]:
        """What is still open before a report is published, the gravest first."""
        from annotator.project import export

        whole = export.report(self._store, self.title, self.scale, article, withhold=False)
        return readiness.ordered([*readiness.points(whole), *self.rechecks.unread(article)])

    def check(self) -> list[str]:
        """Every problem of the file, a sentence each; none when all is sound. Reads the whole file."""
        return self._store.read(integrity.problems)

    def close(self) -> None:
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
