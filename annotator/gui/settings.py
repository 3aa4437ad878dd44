"""Settings: one table of what is kept between two runs, in an ini file of the person's own folder."""

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths, QTimer

_T = TypeVar("_T")


class Setting(NamedTuple):
    """`key` is also its name in the file."""

    key: str
    kind: type
    default: Any
    label: str


SETTINGS = (
    Setting("theme", str, "system", "Theme: one of those there are, or as the system has it"),
    Setting("text_scale", int, 100, "Size of the article's text, in percent"),
    Setting("text_font", str, "", "Font of the article's text; none for a serif that is there"),
    Setting("line_spacing", int, 100, "Distance of the article's lines, in percent"),
    Setting("keys", str, "{}", "Keys that were changed, by command, as JSON"),
    Setting("checker", str, "", "The name that signs verdicts"),
    Setting("last_project", str, "", "The project to open at the start"),
    Setting("recent", str, "[]", "Projects opened last, newest first, as JSON"),
    Setting("places", str, "{}", "Where each project was left, as JSON"),
    Setting("drafts", str, "{}", "Verdicts written but not yet signed, as JSON"),
    Setting("corrections", str, "{}", "Corrections of articles begun but not made, as JSON"),
    Setting("export_folder", str, "", "Where reports were written last"),
    Setting("open_folder", str, "", "Where files were opened last"),
    Setting("geometry", bytes, b"", "Size and place of the window"),
    Setting("panes", bytes, b"", "Widths of the window's panes"),
    Setting("articles_shown", bool, True, "Whether the list of articles is shown"),
    Setting("desk_shown", bool, True, "Whether the claim panel is shown"),
)

READING = ("text_font", "text_scale", "line_spacing")
"""The settings of how articles are set."""

_TABLE = {setting.key: setting for setting in SETTINGS}
_MOST_RECENT = 12
_MOST_PLACES = 50
_MOST_CORRECTIONS = 50


class Recent(NamedTuple):
    """A project opened lately, and how far it was when it was closed."""

    path: str
    title: str = ""
    claims: int = 0
    checked: int = 0


class Place(NamedTuple):
    """Where a project was left: article, first visible character (code points), claim."""

    article: str = ""
    position: int = 0
    claim: str = ""


class Draft(NamedTuple):
    """A verdict that is written but not signed."""

    scale: str
    rating: str
    rationale: str = ""
    correction: str = ""


class Correction(NamedTuple):
    """Words typed in place of those at a span of an article (code points), not kept yet."""

    start: int
    end: int
    words: str


WRITTEN_AFTER = 1000
"""Milliseconds after which what was set is on disk: a slow disk is not to be felt at every change."""


class Settings:
    """What is kept, by key; whatever cannot be read has its default."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or _usual()
        self._file = QSettings(str(self.path), QSettings.Format.IniFormat)
        self._unwritten: dict[str, Any] = {}
        self._later = QTimer(interval=WRITTEN_AFTER, singleShot=True)
        self._later.timeout.connect(self.save)

    def get(self, key: str) -> Any:
        setting = _TABLE[key]
        if key in self._unwritten:
            return self._unwritten[key]
        stored = self._file.value(key)
        try:
            return setting.default if stored is None else _read(setting.kind, stored)
        except (TypeError, ValueError):
            return setting.default

    def default(self, key: str) -> Any:
        """What a setting is when nobody chose."""
        return _TABLE[key].default

    def set(self, key: str, value: Any) -> None:
        self._unwritten[key] = _TABLE[key].kind(value)
        self._later.start()

    def save(self) -> None:
        """Write to disk now."""
        self._later.stop()
        for key, value in self._unwritten.items():
            self._file.setValue(key, QByteArray(value) if isinstance(value, bytes) else value)
        self._unwritten = {}
        self._file.sync()

    def recents(self) -> list[Recent]:
        rows = (_made(Recent, row) for row in self._json("recent", list))
        return [recent for recent in rows if recent is not None]

    def remember(self, recent: Recent) -> None:
        """Put a project first in the list of recent ones."""
        others = [other for other in self.recents() if other.path != recent.path]
        self.set("recent", json.dumps([r._asdict() for r in (recent, *others)[:_MOST_RECENT]]))

    def forget(self, path: str) -> None:
        """Take a project out of the list of recent ones."""
        self.set("recent", json.dumps([r._asdict() for r in self.recents() if r.path != path]))

    def place(self, path: Path) -> Place:
        """Where this project was left."""
        return _made(Place, self._json("places", dict).get(_key(path), {})) or Place()

    def keep_place(self, path: Path, place: Place) -> None:
        places = self._json("places", dict)
        places.pop(_key(path), None)
        kept = dict(list(places.items())[-_MOST_PLACES + 1 :])
        self.set("places", json.dumps({**kept, _key(path): place._asdict()}))

    def drafts(self) -> dict[str, Draft]:
        """Unsigned verdicts by the id of their claim."""
        rows = ((claim, _made(Draft, row)) for claim, row in self._json("drafts", dict).items())
        return {claim: draft for claim, draft in rows if draft is not None}

    def keep_drafts(self, drafts: dict[str, Draft]) -> None:
        """Write these down, on disk when it returns."""
        self.set("drafts", json.dumps({claim: draft._asdict() for claim, draft in drafts.items()}))
        self.save()

    def corrections(self) -> dict[str, Correction]:
        """Corrections that are not made yet, by the id of their article."""
        rows = ((article, _made(Correction, row)) for article, row in self._json("corrections", dict).items())
        return {article: kept for article, kept in rows if kept is not None}

    def keep_corrections(self, corrections: dict[str, Correction]) -> None:
        """Write the newest of these down, on disk when it returns."""
        newest = list(corrections.items())[-_MOST_CORRECTIONS:]
        self.set("corrections", json.dumps({article: kept._asdict() for article, kept in newest}))
        self.save()

    def _json(self, key: str, kind: type) -> Any:
        try:
            found = json.loads(self.get(key))
        except ValueError:
            found = None
        return found if isinstance(found, kind) else kind()


def _usual() -> Path:
    """As `platformdirs` has it, which takes ten times as long to import as Qt takes to answer."""
    place = QStandardPaths.StandardLocation
    kind = place.GenericDataLocation if sys.platform == "darwin" else place.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(kind)) / "annotator" / "settings.ini"


def _read(kind: type, stored: Any) -> Any:
    if kind is bool:
        return stored in (True, "true", "1")
    if kind is bytes:
        return bytes(stored)
    return kind(stored)


def _made(kind: type[_T], row: Any) -> _T | None:
    """A value from its row in the file, None when the row is not one."""
    try:
        return kind(**row)
    except TypeError:
        return None


def _key(path: Path) -> str:
    import hashlib  # late: loads the system's cryptography

    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
