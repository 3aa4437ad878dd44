"""Bad input: one clear sentence, exit status 1, and nothing changed."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli import bad_files
from tests.cli.running import Annotator, Ran, command, contents, in_process_of_its_own, is_one_sentence_or_two

Make = Callable[[Path], Path]

READING = ("articles", "claims", "sources", "verdicts", "check")
CHANGING = ("undo", "redo")

HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute(sys.argv[2])
held.execute("BEGIN EXCLUSIVE")
held.execute("SELECT count(*) FROM sqlite_schema").fetchone()
print("held", flush=True)
sys.stdin.read()
"""
"""Takes hold of a file until its standard input ends."""


def refuses(ran: Ran, *words: str) -> None:
    assert (ran.status, ran.out) == (1, "")
    assert is_one_sentence_or_two(ran.err), ran.err
    assert "inside the app" not in ran.err, ran.err
    for word in words:
        assert word in ran.err


@contextlib.contextmanager
def unchanged(folder: Path) -> Iterator[None]:
    before = contents(folder)
    yield
    assert contents(folder) == before


@contextlib.contextmanager
def held_by_another(project: Path, pragma: str) -> Iterator[None]:
    """The project while another process holds its lock."""
    words = [sys.executable, "-c", HOLD, str(project), pragma]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield
        holder.communicate("")


@pytest.mark.parametrize(
    ("make", "name", "words"),
    [
        (bad_files.empty, "empty.txt", "empty"),
        (bad_files.binary, "noise.txt", ""),
        (bad_files.binary, "noise.docx", ""),
        (bad_files.truncated_docx, "half.docx", ""),
        (bad_files.inflating_docx, "bomb.docx", ""),
    ],
)
def test_a_bad_article_is_refused(
    annotator: Annotator, project: Path, tmp_path: Path, make: Make, name: str, words: str
) -> None:
    path = make(tmp_path / name)
    with unchanged(project.parent):
        refuses(annotator("add", project, path), words)


@pytest.mark.parametrize("typed", [b"", b" \n ", b"\xff\xfe\x00words"])
def test_bad_text_on_standard_input_is_refused(annotator: Annotator, project: Path, typed: bytes) -> None:
    with unchanged(project.parent):
        refuses(annotator("add", project, "-", typed=typed))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (bad_files.empty, "is empty"),
        (bad_files.binary, "not a project"),
        (bad_files.not_a_project, "not a project"),
        (bad_files.garbled_project, "damaged"),
        (bad_files.cut_project, "damaged"),
        (bad_files.newer_project, "newer version"),
    ],
)
@pytest.mark.parametrize(
    "verb", [*READING, *CHANGING, "add", "mark", "source", "attach", "rate", "set", "review", "export", "apply"]
)
def test_a_bad_project_is_refused_by_every_verb(
    annotator: Annotator, desk: Path, story: Path, make: Make, words: str, verb: str
) -> None:
    path = make(desk / "bad.factcheck")
    rest: dict[str, tuple[object, ...]] = {
        "add": (story,),
        "mark": ("--article", "a", "--quote", "q"),
        "source": ("--title", "t"),
        "attach": ("--claim", "c", "--source", "s", "--stance", "context"),
        "rate": ("--claim", "c", "--rating", "wrong", "--rationale", "r"),
        "set": ("--claim", "c", "--note", "n"),
        "review": ("--verdict", "v", "--approve"),
        "export": ("--format", "html", "--out", desk / "report.html"),
        "apply": ("-",),
    }
    with unchanged(desk):
        refuses(annotator(verb, path, *rest.get(verb, ())), words)


@pytest.mark.parametrize("words", [("new",), ("claims",), ("undo",), ("check",)])
def test_a_path_through_a_file_is_refused(annotator: Annotator, desk: Path, words: tuple[str]) -> None:
    (desk / "file").write_text("no folder", encoding="utf-8")
    with unchanged(desk):
        refuses(annotator(*words, desk / "file" / "p.factcheck"))


@pytest.mark.parametrize("verb", [*READING, *CHANGING])
def test_a_missing_project_is_refused_and_not_made(annotator: Annotator, desk: Path, verb: str) -> None:
    with unchanged(desk):
        refuses(annotator(verb, desk / "none.factcheck"), "no file")


def test_a_missing_article_is_refused(annotator: Annotator, project: Path) -> None:
    with unchanged(project.parent):
        refuses(annotator("add", project, project.parent / "none.txt"), "none.txt")


def test_a_folder_is_refused(annotator: Annotator, project: Path) -> None:
    with unchanged(project.parent):
        refuses(annotator("claims", project.parent), "folder")
        ran = annotator("add", project, project.parent)
        assert (ran.status, ran.out) == (1, "") and "The folder holds no file" in ran.err
        refuses(annotator("export", project, "--format", "html", "--out", project.parent), "folder")


def test_a_new_project_never_replaces_a_file(annotator: Annotator, project: Path) -> None:
    with unchanged(project.parent):
        refuses(annotator("new", project), "already")


def test_a_new_project_needs_a_known_scale(annotator: Annotator, desk: Path) -> None:
    with unchanged(desk):
        refuses(annotator("new", desk / "p.factcheck", "--scale", "nonsense"), "nonsense", "editorial")


@pytest.mark.parametrize("verb", [*READING, *CHANGING])
def test_a_locked_project_is_waited_for_and_then_refused(annotator: Annotator, project: Path, verb: str) -> None:
    with held_by_another(project, "PRAGMA locking_mode = EXCLUSIVE"), unchanged(project.parent):
        refuses(annotator(verb, project, "--wait", "0.1"), "in use")


def test_a_project_that_another_program_is_writing_can_be_read_but_not_changed(
    annotator: Annotator, project: Path, claim: str
) -> None:
    with held_by_another(project, "PRAGMA locking_mode = NORMAL"):
        assert len(annotator("claims", project, "--json", "--wait", "0.1").value) == 1
        refuses(annotator("undo", project, "--wait", "0.1"), "in use")
    assert annotator("undo", project).status == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="sizes are limited by a call of POSIX systems")
def test_a_full_disk_is_told_of_and_the_project_stays_as_it_was(project: Path, tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("\n\n".join(f"Paragraph {n} of a long text." for n in range(12_000)), encoding="utf-8")

    with unchanged(project.parent):
        refuses(in_process_of_its_own("add", project, long, preexec_fn=limited_to(400_000)), "full")
    assert in_process_of_its_own("check", project).status == 0
    assert in_process_of_its_own("add", project, long).status == 0
    with unchanged(project.parent):
        refuses(in_process_of_its_own("new", project.parent / "q.factcheck", preexec_fn=limited_to(1000)), "full")
        out = ("--out", project.parent / "report.html")
        refuses(in_process_of_its_own("export", project, "--format", "html", *out, preexec_fn=limited_to(400_000)))


def limited_to(size: int) -> Callable[[], None]:
    """What makes a process fail to write any file beyond so many bytes, as on a full disk."""
    import resource

    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.fixture
def read_only_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own that can be mounted as read-only, with a project on it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if shutil.which("mount") is None or mount("-t", "tmpfs", "tmpfs", str(disk)):
        pytest.skip("only root may mount a disk")
    try:
        bad_files.sound(disk / "p.factcheck")
        mount("-o", "remount,ro", str(disk))
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def mount(*words: str) -> int:
    return subprocess.run(["mount", *words], capture_output=True).returncode


def test_a_write_protected_project_can_be_read_but_not_changed(annotator: Annotator, read_only_disk: Path) -> None:
    project = read_only_disk / "p.factcheck"
    for verb in READING:
        assert annotator(verb, project).status == 0
    assert len(annotator("claims", project, "--json").value) == 50
    with unchanged(read_only_disk):
        for verb in CHANGING:
            refuses(annotator(verb, project), "write-protected")
        refuses(annotator("export", project, "--format", "html", "--out", read_only_disk / "r.html"))
        refuses(annotator("new", read_only_disk / "q.factcheck"))
    out = read_only_disk.parent / "report.html"
    assert annotator("export", project, "--format", "html", "--out", out).status == 0


def test_an_unwritable_target_is_refused(annotator: Annotator, project: Path) -> None:
    (project.parent / "file").write_text("no folder", encoding="utf-8")
    with unchanged(project.parent):
        for out in (project.parent / "file" / "report.html", project.parent / "none" / "report.html"):
            refuses(annotator("export", project, "--format", "html", "--out", out))
        refuses(annotator("export", project, "--format", "html", "--out", project), "project")


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="there is no /proc here")
def test_a_target_that_not_even_root_may_write_is_refused(annotator: Annotator, project: Path) -> None:
    with unchanged(project.parent):
        refuses(annotator("export", project, "--format", "html", "--out", "/proc/report.html"))
        refuses(annotator("new", "/proc/p.factcheck"))


@pytest.mark.parametrize("place", ["0:99999", "99999:100000", "5:3", "-5:3", "4:4", "1:-1"])
def test_a_span_outside_the_text_is_refused(annotator: Annotator, project: Path, article: str, place: str) -> None:
    with unchanged(project.parent):
        refuses(annotator("mark", project, "--article", article, f"--span={place}"), "span")


@pytest.mark.parametrize(
    "words",
    [
        ("--quote", "words that are nowhere"),
        ("--quote", ""),
        ("--quote", "27 million", "--occurrence", "3"),
        ("--quote", "27 million", "--occurrence", "0"),
        ("--quote", "27 million", "--kind", "nonsense"),
        ("--quote", "27 million", "--claim", "nonsense"),
        ("--quote", "27 million", "--claim", "nonsense", "--note", "n"),
    ],
)
def test_a_mark_that_makes_no_sense_is_refused(
    annotator: Annotator, project: Path, article: str, words: tuple[str, ...]
) -> None:
    with unchanged(project.parent):
        refuses(annotator("mark", project, "--article", article, *words))


def test_an_unknown_rating_or_scale_is_refused(annotator: Annotator, project: Path, claim: str) -> None:
    rate = ("rate", project, "--claim", claim, "--rationale", "r", "--rating")
    with unchanged(project.parent):
        refuses(annotator(*rate, "splendid"), "splendid", "needs-fix")
        refuses(annotator(*rate, "wrong", "--scale", "nonsense"), "nonsense")


def test_an_unknown_stance_kind_or_date_is_refused(
    annotator: Annotator, project: Path, claim: str, source: str
) -> None:
    with unchanged(project.parent):
        refuses(annotator("attach", project, "--claim", claim, "--source", source, "--stance", "maybe"), "supports")
        refuses(annotator("source", project, "--title", "t", "--kind", "rumour"), "person")
        refuses(annotator("source", project, "--title", "t", "--published", "the other day"))
        refuses(annotator("source", project, "--title", "t", "--snapshot", project.parent / "none"), "none")
        refuses(annotator("source", project, "--title", "  "), "title")


@pytest.mark.parametrize("unknown", ["nonsense", "", "' OR 1=1 --", "\udcff", "two\nlines"])
def test_an_unknown_id_is_refused(annotator: Annotator, project: Path, claim: str, source: str, unknown: str) -> None:
    with unchanged(project.parent):
        for words in (
            ("mark", project, "--article", unknown, "--quote", "27 million"),
            ("rate", project, "--claim", unknown, "--rating", "wrong", "--rationale", "r"),
            ("attach", project, "--claim", unknown, "--source", source, "--stance", "context"),
            ("attach", project, "--claim", claim, "--source", unknown, "--stance", "context"),
        ):
            refuses(annotator(*words))


@pytest.mark.parametrize("verb", ["articles", "claims", "sources", "verdicts"])
def test_a_list_of_an_unknown_article_is_refused(annotator: Annotator, project: Path, verb: str) -> None:
    refuses(annotator(verb, project, "--article", "nonsense", "--json"), "nonsense")


def test_an_unknown_format_is_refused(annotator: Annotator, project: Path) -> None:
    with unchanged(project.parent):
        refuses(annotator("export", project, "--format", "nonsense", "--out", project.parent / "r"), "claimreview")


def test_undoing_nothing_is_refused(annotator: Annotator, project: Path) -> None:
    assert annotator("undo", project).status == 0
    with unchanged(project.parent):
        refuses(annotator("undo", project), "nothing to undo")
    assert annotator("redo", project).status == 0
    with unchanged(project.parent):
        refuses(annotator("redo", project), "nothing to redo")


def test_check_tells_what_is_wrong(annotator: Annotator, project: Path, claim: str) -> None:
    with contextlib.closing(sqlite3.connect(project)) as db, db:
        db.execute("UPDATE claim SET statement = 'altered behind our back'")
    ran = annotator("check", project)
    assert ran.status == 1
    assert "claim" in ran.out
    assert is_one_sentence_or_two(ran.err)


def test_help_for_the_locked_out_reaches_a_shell(project: Path) -> None:
    with held_by_another(project, "PRAGMA locking_mode = EXCLUSIVE"):
        ran = subprocess.run(command("claims", project, "--wait", "0"), capture_output=True, timeout=60)
    assert ran.returncode == 1
    assert b"in use" in ran.stderr
