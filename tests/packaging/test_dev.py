"""The set-up: what it pins, what it asks of the system, and what it does when something is missing."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import branch_coverage
import dev
import environment
import system_packages

LOCKED = environment.LOCK.read_text(encoding="utf-8")
PINS = [pin for pin in re.split(r"\n(?=\S)", LOCKED) if not pin.startswith("#")]


def test_every_pin_has_hashes_and_no_address() -> None:
    assert all(re.match(r"[a-z0-9-]+==\S+", pin) and "--hash=sha256:" in pin for pin in PINS)
    assert "://" not in LOCKED


def test_everything_the_project_asks_for_is_pinned() -> None:
    asked = tomllib.loads((environment.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = asked["project"]["dependencies"] + asked["dependency-groups"]["dev"]
    names = {re.split(r"[<>=!~; \[]", requirement)[0] for requirement in wanted}
    assert names <= {pin.partition("==")[0] for pin in PINS}


def test_python_3_11_gets_the_qt_that_counts_references_right() -> None:
    markers = {match[1]: match[2] for match in re.finditer(r"^pyside6-essentials==(\S+) ; (.*) \\$", LOCKED, re.M)}
    old, new = sorted(markers)
    assert old.startswith("6.11.") and markers[old] == "python_full_version < '3.12'"
    assert new >= "6.12" and markers[new] == "python_full_version >= '3.12'"


def test_an_environment_is_made_once_and_filled_again_only_when_the_lock_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    venv = tmp_path / ".venv"
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "PYTHON", venv / environment.PYTHON.relative_to(environment.PYTHON.parents[1]))
    monkeypatch.setattr(environment, "STAMP", venv / "stamp")
    monkeypatch.setattr(environment, "LOCK", tmp_path / "lock.txt")
    environment.LOCK.write_text("# nothing\n", encoding="utf-8")

    environment.ensure()
    assert "Making" in capfd.readouterr().out
    ask = f"import sys; sys.exit({str(tmp_path)!r} not in sys.path)"
    assert subprocess.run([environment.PYTHON, "-c", ask], cwd=tmp_path.parent, check=False).returncode == 0

    environment.ensure()
    assert capfd.readouterr().out == ""

    environment.LOCK.write_text("# nothing, said anew\n", encoding="utf-8")
    environment.ensure()
    assert "Installing" in (said := capfd.readouterr().out) and "Making" not in said


def test_the_app_is_compiled_even_where_python_writes_no_bytecode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "PYTHON", Path(sys.executable))
    (tmp_path / "annotator").mkdir()
    (tmp_path / "annotator" / "module.py").write_text("", encoding="utf-8")
    environment.compile_the_app()
    assert list((tmp_path / "annotator" / "__pycache__").glob("module.*.pyc"))
    assert capfd.readouterr() == ("", "")


def test_a_missing_library_is_noticed() -> None:
    assert not system_packages._loads("libnothing-of-this-name.so.1")


def test_without_the_right_to_install_the_line_to_type_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "_root", lambda: None)
    with pytest.raises(SystemExit) as ended:
        system_packages.require({"libEGL.so.1": "libegl1", "a font": "fonts-dejavu-core"})
    assert str(ended.value).splitlines() == [
        "This system does not have yet: libEGL.so.1, a font.",
        "Type this, or what your system has for it, then the same command again:",
        "    sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 fonts-dejavu-core",
    ]


def test_nothing_missing_asks_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "_root", lambda: pytest.fail("asked for the right to install"))
    system_packages.require({})


def test_a_window_takes_more_of_the_system_than_working_off_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system_packages, "_loads", lambda soname: soname == "libEGL.so.1")
    monkeypatch.setattr(system_packages, "_has_font", lambda: False)
    off_screen = system_packages.missing_for_qt(window=False)
    window = system_packages.missing_for_qt(window=True)
    assert "libEGL.so.1" not in window and off_screen["a font"] == "fonts-dejavu-core"
    assert off_screen.items() < window.items() and window["libxcb-cursor.so.0"] == "libxcb-cursor0"


def test_elsewhere_than_on_linux_the_system_has_what_qt_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert system_packages.missing_for_qt(window=True) == {}


def test_what_only_some_tests_take_is_wished_for_and_not_required(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system_packages, "_has_program", lambda name: name != "AT-SPI for Python")
    monkeypatch.setattr(system_packages, "missing_for_qt", lambda window: {})
    monkeypatch.setattr(system_packages, "_root", lambda: None)
    system_packages.wish(system_packages.missing_for_accessibility(), "The tests of accessibility")
    said = capsys.readouterr().out
    assert said.startswith("The tests of accessibility will be skipped.")
    assert "--no-install-recommends gir1.2-atspi-2.0 python3-gi" in said
    system_packages.wish({}, "Nothing")
    assert capsys.readouterr().out == ""


def test_a_program_is_found_where_it_is_kept() -> None:
    assert system_packages._has_program("sh")
    assert not system_packages._has_program("no-program-of-this-name")


@pytest.mark.parametrize(
    ("variables", "seen"),
    [
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({}, False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen:fontengine=freetype"}, False),
    ],
)
def test_a_display_is_what_the_system_says(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], seen: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert dev._has_display() is seen


def test_the_sample_never_goes_into_a_folder_that_is_there(tmp_path: Path) -> None:
    wanted = tmp_path / "demo-out"
    assert dev._fresh_folder(wanted) == wanted
    wanted.mkdir()
    assert dev._fresh_folder(wanted) == tmp_path / "demo-out-2"


def test_arguments_after_test_go_to_pytest_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[str, ...]] = []

    def record(*arguments: str, variables: dict[str, str]) -> int:
        ran.append(arguments)
        return 0

    monkeypatch.setattr(dev, "_prepare", lambda missing: None)
    monkeypatch.setattr(environment, "run", record)
    assert dev.main(["test", "-k", "span", "tests/domain", "--lf"]) == 0
    assert ran == [("-m", "pytest", "-k", "span", "tests/domain", "--lf")]


@pytest.mark.parametrize(("covered", "status"), [(9, 1), (10, 0)])
def test_the_whole_suite_runs_on_all_cores_and_must_reach_the_floor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, covered: int, status: int
) -> None:
    report = tmp_path / "coverage.json"
    files = {"annotator/storage/a.py": {"summary": {"covered_branches": covered, "num_branches": 10}}}

    def leave_a_report(*arguments: str, variables: dict[str, str]) -> int:
        assert {*dev.ALL_CORES, "--cov", f"--cov-report=json:{report}"} < set(arguments)
        report.write_text(json.dumps({"files": files}), encoding="utf-8")
        return 0

    monkeypatch.setattr(dev, "_prepare", lambda missing: None)
    monkeypatch.setattr(dev, "COVERAGE_REPORT", report)
    monkeypatch.setattr(system_packages, "missing_for_accessibility", dict)
    monkeypatch.setattr(environment, "run", leave_a_report)
    assert dev.main(["test"]) == status


def test_another_verb_takes_no_stray_argument(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        dev.main(["lint", "--fast"])
    assert ended.value.code == 2
    assert "--fast" in capsys.readouterr().err


def test_help_needs_no_environment() -> None:
    script = environment.ROOT / "packaging" / "dev.py"
    answer = subprocess.run([sys.executable, "-S", str(script), "--help"], capture_output=True, text=True, check=True)
    assert all(verb in answer.stdout for verb in ("run", "test", "lint", "bench", "lock"))


def test_branches_are_counted_for_each_part(tmp_path: Path) -> None:
    def summary(covered: int, there: int) -> dict[str, dict[str, int]]:
        return {"summary": {"covered_branches": covered, "num_branches": there}}

    report = tmp_path / "coverage.json"
    files = {
        "annotator/domain/a.py": summary(9, 10),
        "annotator/domain/b.py": summary(10, 10),
        "annotator\\storage\\c.py": summary(3, 4),
    }
    report.write_text(json.dumps({"files": files}), encoding="utf-8")

    percentages = branch_coverage.branches(report)

    assert percentages == {"domain": 95.0, "project": 100.0, "storage": 75.0}
    assert branch_coverage.verdict(percentages) == (
        "Branches covered: domain 95.0 %, project 100.0 %, storage 75.0 % (floor 95 %).",
        False,
    )
