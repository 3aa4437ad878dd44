"""What tests stand on: Qt off screen, a home folder of their own, a foreseeable clock, no silent errors, a project."""

import itertools
import logging
import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, Phase, settings
from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtGui import QGuiApplication

from annotator.domain.model import Article, Claim, Source, Span
from annotator.project import Project
from tests.project.making import with_article

HERE = Path(__file__).resolve().parent

settings.register_profile(
    "annotator",
    deadline=None,
    max_examples=50,
    derandomize=bool(os.environ.get("CI")),
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
    # To explain a failure, hypothesis traces every line; on Python 3.11 that ends a process with Qt's overrides in it.
    phases=[phase for phase in Phase if phase is not Phase.explain],
)
settings.load_profile("annotator")

LONGEST = (
    "gui/test_every_key.py",
    "gui/test_demo.py",
    "gui/test_notes.py",
    "gui/test_dialogs.py",
    "exporters/test_exporters.py",
    "importers/test_hostile.py",
    "domain/test_anchoring.py",
    "gui/test_keys_everywhere.py",
)
"""The files that take longest, longest first: begun last, one of them would keep a single core busy at the end."""

FOLDERS = {
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
}
"""Where the systems look for a person's settings and data, and the folder under a test's home that stands for it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    first = {HERE / name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: first.get(item.path, len(first)))


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder for this test alone, in which settings, recent projects and the device id are kept."""
    home = tmp_path_factory.mktemp("home")
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(home))
    for variable, name in FOLDERS.items():
        monkeypatch.setenv(variable, str(home / name))
    if sys.platform.startswith("linux"):
        runtime = home / "runtime"
        runtime.mkdir(mode=0o700)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, str(home / "config"))
    return home


@pytest.fixture(autouse=True)
def no_error_in_the_window(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails a test in which the window logged an error; one that provokes it on purpose ends with `caplog.clear()`."""
    yield
    phases: tuple[Literal["setup", "call", "teardown"], ...] = ("setup", "call", "teardown")
    records = itertools.chain.from_iterable(caplog.get_records(phase) for phase in phases)
    errors = [r for r in records if r.name.startswith("annotator.gui") and r.levelno >= logging.ERROR]
    assert not errors, "\n".join(logging.Formatter().format(error) for error in errors)


@pytest.fixture(scope="session", autouse=True)
def empty_clipboard() -> Iterator[None]:
    """Off screen, Qt keeps what was copied until Python is gone, and cannot free it then: the process would crash."""
    yield
    if isinstance(QCoreApplication.instance(), QGuiApplication):
        QGuiApplication.clipboard().clear()


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The application of the tests begins in the style that `gui.app.application` begins in."""
    return [sys.argv[0], "-style", "fusion"]


@pytest.fixture
def fixed_clock() -> Callable[[], datetime]:
    """A clock that starts at 2026-01-01T00:00:00Z and is a second later each time it is asked."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    seconds = itertools.count()
    return lambda: start + timedelta(seconds=next(seconds))


@pytest.fixture
def project(tmp_path: Path, fixed_clock: Callable[[], datetime]) -> Iterator[Project]:
    path = tmp_path / "desk.factcheck"
    with Project.create(path, checker="first checker", device="first", clock=fixed_clock) as project:
        yield project


@pytest.fixture
def other(project: Project, fixed_clock: Callable[[], datetime]) -> Iterator[Project]:
    """The same project, opened by another process."""
    with Project.open(project.path, checker="second checker", device="second", clock=fixed_clock) as other:
        yield other


@pytest.fixture
def article(project: Project) -> Article:
    return with_article(project, title="A headline")


@pytest.fixture
def claim(project: Project, article: Article) -> Claim:
    return project.claims.mark(article.id, Span(11, 18))


@pytest.fixture
def source(project: Project) -> Source:
    return project.sources.add("A register", url="https://example.org/register")
