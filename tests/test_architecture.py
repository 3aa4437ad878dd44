"""The house rules that a machine can check: floors, sizes, guards, and where things may be said or styled."""

import ast
import importlib
import importlib.metadata
import inspect
import pkgutil
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import annotator
from annotator.gui.guard import guarded

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "annotator"

MAY_IMPORT = {
    "domain": set(),
    "storage": {"domain"},
    "importers": {"domain"},
    "exporters": {"domain"},
    "project": {"domain", "storage", "importers", "exporters"},
    "gui": {"domain", "project"},
    "cli": {"domain", "project"},
    "__main__": {"domain", "project", "gui", "cli"},
}
"""What each part may import of the others: lower floors only, and from the top floor by the façade alone."""

ONLY_IN = {
    "PySide6": {"gui"},
    "shiboken6": {"gui"},
    "sqlite3": {"storage"},
    "sqlite_utils": {"storage"},
    "urllib3": {"importers"},
    "socket": {"importers"},
    "http": set(),
    "pickle": set(),
}
"""Libraries and the only parts that may use them."""

DOMAIN_LIBRARIES = {"dateutil", "rapidfuzz", "regex", "sentencex"}
NEEDED_BY_OTHERS = {"lxml-html-clean"}
"""Runtime dependencies that no module of ours imports, but that one of our dependencies does."""

FILE_LINES, FUNCTION_LINES = 450, 60

SOURCES = sorted(PACKAGE.rglob("*.py"))
ALL_FILES = [*SOURCES, *sorted((ROOT / "packaging").rglob("*.py")), *sorted((ROOT / "tests").rglob("*.py"))]


def called(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def part(path: Path) -> str:
    """The part of the app a file belongs to: `storage`, `gui`, `cli` …"""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> Iterator[str]:
    """Full names of the modules a file imports, anywhere in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                here = path.relative_to(ROOT).with_suffix("").parts
                base = ".".join([*here[: len(here) - node.level], *([base] if base else [])])
            yield base
            yield from (f"{base}.{name.name}" for name in node.names)


def parts_imported(path: Path) -> set[str]:
    names = (name.split(".") for name in imports(path))
    return {name[1] for name in names if name[0] == "annotator" and len(name) > 1 and name[1] in MAY_IMPORT}


def libraries_imported(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(path)} - {"annotator", "__future__"}


def test_every_module_belongs_to_a_floor() -> None:
    assert {part(path) for path in SOURCES} - set(MAY_IMPORT) == {"__init__"}


@pytest.mark.parametrize("path", SOURCES, ids=called)
def test_a_module_imports_lower_floors_only(path: Path) -> None:
    own = part(path)
    assert parts_imported(path) - {own} <= MAY_IMPORT.get(own, set())


@pytest.mark.parametrize("path", SOURCES, ids=called)
def test_a_library_is_used_where_it_belongs(path: Path) -> None:
    own = part(path)
    used = libraries_imported(path)
    assert not {name for name in used & set(ONLY_IN) if own not in ONLY_IN[name]}
    if own == "domain":
        assert used <= sys.stdlib_module_names | DOMAIN_LIBRARIES


def test_every_library_imported_is_a_dependency_and_every_dependency_is_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {normal(re.split(r"[<>=!~; \[]", wanted)[0]) for wanted in project["dependencies"]}
    providers = importlib.metadata.packages_distributions()
    used = set[str]().union(*map(libraries_imported, SOURCES)) - sys.stdlib_module_names
    distributions = {normal(name) for library in used for name in providers.get(library, [library])}
    distributions -= {"shiboken6"}
    assert distributions <= declared
    assert declared - distributions <= NEEDED_BY_OTHERS


def normal(name: str) -> str:
    """The name of a distribution as PEP 503 normalises it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("path", ALL_FILES, ids=called)
def test_a_file_and_its_functions_can_be_taken_in_at_a_glance(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES
    functions = [n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions if f.end_lineno is not None}
    assert not {name: lines for name, lines in long.items() if lines > FUNCTION_LINES}


@pytest.mark.parametrize("path", SOURCES, ids=called)
def test_a_module_says_why_it_exists(path: Path) -> None:
    assert ast.get_docstring(tree(path))


@pytest.mark.parametrize("path", SOURCES, ids=called)
def test_only_the_top_floor_speaks_to_people(path: Path) -> None:
    if part(path) not in ("cli", "__main__"):
        calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
        assert not {call.id for call in calls if isinstance(call, ast.Name)} & {"print", "input"}


@pytest.mark.parametrize("path", [path for path in SOURCES if part(path) == "gui"], ids=called)
def test_style_sheets_are_set_by_the_theme_alone(path: Path) -> None:
    attributes = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    assert path.name == "theme.py" or "setStyleSheet" not in attributes


def gui_modules() -> list[str]:
    folder = PACKAGE / "gui"
    return [module.name for module in pkgutil.walk_packages([str(folder)], f"{annotator.__name__}.gui.")]


@pytest.mark.parametrize("name", gui_modules())
def test_every_override_of_a_qt_virtual_wears_the_guard(name: str) -> None:
    module = importlib.import_module(name)
    classes = [value for value in vars(module).values() if inspect.isclass(value) and value.__module__ == name]
    assert not [f"{kind.__name__}.{method}" for kind in classes for method in unguarded_overrides(kind)]


def unguarded_overrides(kind: type) -> list[str]:
    """Methods of a class whose name a Qt base class has too, and that an exception could leave (see `gui/guard.py`)."""
    bases = [base for base in kind.__mro__[1:] if base.__module__.startswith(("PySide6.", "Shiboken"))]
    methods = {name: value for name, value in vars(kind).items() if isinstance(value, FunctionType)}
    overrides = {n: m for n, m in methods.items() if not n.startswith("__") and any(n in vars(b) for b in bases)}
    return [name for name, method in overrides.items() if not wears_the_guard(method)]


def wears_the_guard(method: FunctionType) -> bool:
    """Whether the guard is the outermost wrapper: all its wrappers share one code object."""
    return method.__code__ is guarded()(lambda: None).__code__


def test_the_search_for_overrides_finds_one() -> None:
    class Careless(QWidget):
        def sizeHint(self) -> None:  # type: ignore[override]
            raise ZeroDivisionError

        def own(self) -> None: ...

    class Careful(QWidget):
        @guarded()
        def sizeHint(self) -> None:  # type: ignore[override]
            raise ZeroDivisionError

    assert unguarded_overrides(Careless) == ["sizeHint"]
    assert unguarded_overrides(Careful) == []


def test_updating_a_widget_leaves_the_references_to_none_alone(qtbot: QtBot) -> None:
    # PySide6 6.12 on Python 3.11 loses one at each call, and the process aborts after some thousands.
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(20_000):
        widget.update()
    assert abs(sys.getrefcount(None) - before) < 100
