"""The command line as a process: streams, signals, the window, and errors of our own."""

import json
import os
import signal
import subprocess
import sys
import types
from pathlib import Path

import pytest

import annotator.__main__ as program
from annotator import cli
from annotator.project import Project
from tests.cli.running import ROOT, Annotator, command, in_process_of_its_own, interruptible, is_one_sentence_or_two

posix_only = pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX systems")


def test_output_is_utf8_whatever_the_locale(project: Path) -> None:
    title = "白俄罗斯 👩‍🔬"
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"}
    ran = in_process_of_its_own("source", project, "--title", title, "--json", env=plain)
    assert (ran.status, ran.err) == (0, "")
    assert "\\ud83d" not in ran.out
    assert in_process_of_its_own("sources", project, env={**plain}).status == 0


def test_a_refusal_ends_with_1_and_a_wrong_command_line_with_2(project: Path) -> None:
    assert in_process_of_its_own("redo", project).status == 1
    assert in_process_of_its_own("nonsense").status == 2


def test_a_name_that_is_no_text_is_refused_in_one_sentence(tmp_path: Path) -> None:
    ran = subprocess.run(
        [*map(os.fsencode, command("claims")), os.fsencode(tmp_path) + b"/\xff.factcheck"],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
    )
    assert ran.returncode == 1
    assert is_one_sentence_or_two(ran.stderr.decode())


@posix_only
def test_a_reader_that_goes_away_ends_the_work_quietly(project: Path) -> None:
    words = command("apply", project, "-", "--json")
    with subprocess.Popen(
        words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin and running.stdout and running.stderr
        running.stdout.close()
        running.stdin.write(b'{"op": "source", "title": "t"}\n' * 3)
        running.stdin.close()
        assert running.wait(30) == cli.BROKEN_PIPE
        assert running.stderr.read() == b""


@posix_only
def test_an_interrupt_ends_the_work_quietly_and_keeps_what_was_done(project: Path) -> None:
    words = interruptible("apply", project, "-", "--json")
    with subprocess.Popen(
        words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin and running.stdout and running.stderr
        running.stdin.write(b'{"op": "source", "title": "t"}\n')
        running.stdin.flush()
        made = json.loads(running.stdout.readline())
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == cli.INTERRUPTED
        assert running.stderr.read() == b""
    with Project.open(project) as opened:
        assert [source.id for source in opened.sources.all()] == [made["id"]]
        assert opened.check() == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_output_that_finds_no_room_is_told_of(project: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        words = command("articles", project, "--json")
        ran = subprocess.run(words, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert ran.returncode == 1
    assert is_one_sentence_or_two(ran.stderr.decode())


@posix_only
def test_without_any_output_the_refusal_is_still_told(project: Path) -> None:
    words = ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *command("claims", project)]
    ran = subprocess.run(words, cwd=ROOT, stderr=subprocess.PIPE, timeout=60)
    assert ran.returncode == 1
    assert is_one_sentence_or_two(ran.stderr.decode())


def test_an_error_of_our_own_is_one_line_and_its_details_are_in_the_log(
    annotator: Annotator, project: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def fail(*words: object, **more: object) -> None:
        raise ZeroDivisionError("by\nzero")

    monkeypatch.setattr(Project, "open", fail)
    ran = annotator("claims", project)
    assert (ran.status, ran.out) == (1, "")
    assert is_one_sentence_or_two(ran.err)
    assert "went wrong inside the app" in ran.err
    (log,) = home.rglob("errors.log")
    assert "ZeroDivisionError: by" in log.read_text(encoding="utf-8")
    assert "in fail" in log.read_text(encoding="utf-8")


def test_an_error_of_our_own_is_one_line_even_when_no_log_can_be_kept(
    annotator: Annotator, project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Project, "open", lambda *words, **more: 1 / 0)
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setattr("platformdirs.user_log_path", lambda *words, **more: tmp_path / "file" / "log")
    assert is_one_sentence_or_two(annotator("claims", project).err)


@pytest.mark.parametrize(
    ("words", "opens"),
    [
        ((), True),
        (("desk.factcheck",), True),
        (("./desk",), True),
        ((f"{os.sep}tmp{os.sep}desk",), True),
        (("claims",), False),
        (("--help",), False),
        (("--version",), False),
        (("claims", "desk.factcheck"), False),
    ],
)
def test_nothing_or_a_file_opens_the_window_and_a_verb_does_not(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], opens: bool
) -> None:
    shown = shown_by_a_stand_in(monkeypatch, "app", "run")
    program.main(words)
    assert shown == ([list(words)] if opens else [])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_a_display_the_window_is_refused_in_one_sentence(project: Path) -> None:
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    for words in ((), (project,)):
        ran = in_process_of_its_own(*words, env=bare)
        assert (ran.status, ran.out) == (1, "")
        assert is_one_sentence_or_two(ran.err)


def test_a_window_that_lacks_a_library_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "annotator.gui", None)
    assert program.main([]) == 1
    assert is_one_sentence_or_two(capsys.readouterr().err)


def shown_by_a_stand_in(monkeypatch: pytest.MonkeyPatch, name: str, function: str) -> list[object]:
    """What the function of a module of the window is called with first, in place of showing it."""
    called: list[object] = []

    def stand_in(argument: object, *_: object) -> int:
        called.append(argument)
        return 0

    module = types.ModuleType(f"annotator.gui.{name}")
    setattr(module, function, stand_in)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(module.__name__, module, raising=False)
    return called


def test_the_demo_works_in_its_folder_and_opens_no_window_without_a_display(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened = shown_by_a_stand_in(monkeypatch, "app", "run")
    driven = shown_by_a_stand_in(monkeypatch, "demo", "run_demo")
    out = tmp_path / "a" / "b"
    assert program.main(["demo", str(out)]) == program.main(["demo", "--open", str(out)]) == 0
    assert (driven, opened) == ([out, out], [])
    assert out.is_dir()


def test_the_demo_goes_off_screen_where_there_is_no_display(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    driven = shown_by_a_stand_in(monkeypatch, "demo", "run_demo")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.setenv(name, "")
    assert program.main(["demo", str(tmp_path)]) == 0
    assert driven == [tmp_path]
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


def test_the_demo_opens_the_sample_where_there_is_a_display(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened = shown_by_a_stand_in(monkeypatch, "app", "run")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", ":9")
    assert program.main(["demo", "--open", str(tmp_path)]) == 0
    assert opened == [[str(tmp_path / "sample.factcheck")]]
    with Project.open(tmp_path / "sample.factcheck") as project:
        assert project.claims.all()


def test_a_demo_without_a_place_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    assert program.main(["demo", str(tmp_path / "file" / "out")]) == 1
    assert is_one_sentence_or_two(capsys.readouterr().err)


def test_the_command_line_does_without_the_window(project: Path) -> None:
    script = "import sys; from annotator import cli; cli.main(sys.argv[1:]); print('PySide6' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", script, "claims", str(project)], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert ran.stdout.splitlines()[-1] == "False"
