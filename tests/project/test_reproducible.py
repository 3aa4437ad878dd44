"""The same project gives the same bytes in every format, whatever the clock, the language, the time zone, the order of
hashes, the home folder and the working folder of the process that exports it."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotator.project import Project, sample
from annotator.project.formats import exportable

CHILD = """
import datetime, locale, sys, time

shift = float(sys.argv[3])
real = time.time
time.time = lambda: real() + shift
time.time_ns = lambda: int((real() + shift) * 1e9)
kept = time.localtime, time.gmtime, time.strftime
time.localtime = lambda seconds=None: kept[0](time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: kept[1](time.time() if seconds is None else seconds)


class Shifted(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    utcnow = today = now


datetime.datetime = Shifted
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass

from annotator.project import Project
from annotator.project.formats import exportable

with Project.open(sys.argv[1], checker="whoever") as project:
    for name, _, extension, _ in exportable():
        project.export(name, f"{sys.argv[2]}/{name}.{extension}", since=sys.argv[4])
        for other in ("pdf", "html", "md") if name == "memo" else ():
            project.export(name, f"{sys.argv[2]}/{name}-as.{other}")
"""

HERE = {"LC_ALL": "C", "LANG": "C", "TZ": "UTC", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"}
ELSEWHERE = {
    "LC_ALL": "tr_TR.UTF-8",
    "LANG": "tr_TR.UTF-8",
    "TZ": "Pacific/Kiritimati",
    "PYTHONHASHSEED": "4711",
    "SOURCE_DATE_EPOCH": "1900000000",
    "PYTHONUTF8": "0",
}
NINE_YEARS = 9 * 365 * 86_400.0


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """The sample project, with a review, an editor's reply, a confidential source and a verdict that was withdrawn."""
    path = tmp_path / "whole.factcheck"
    with sample.create(path, checker="First Checker") as project:
        claims = project.claims.all()
        rated = [claim for claim in claims if claim.verdict]
        person = project.sources.add("Somebody", kind="person", confidential=True, note="met twice")
        project.evidence.attach(rated[0].id, person.id, "supports", "I was there.", "by telephone")
        project.replies.add(rated[0].id, "reply", "An Editor", "2026-01-02T03:04:05Z", "Why?")
        project.verdicts.withdraw(project.verdicts.give(rated[1].id, "wrong", "At first.", "Zwölf").id)
        project.claims.set(rated[2].id, severity="must-fix", claimant="Ιρις", note="Ünïcode")
    with Project.open(path, checker="Second Checker") as project:
        project.reviews.give(next(v.id for claim in project.claims.all() if (v := claim.verdict)), True, "fine")
    return path


def exported(path: Path, folder: Path, given: dict[str, str], shift: float) -> dict[str, bytes]:
    """Every file that a process of its own writes with these variables, its clock off by so many seconds."""
    home, out = folder / "home", folder / "out"
    for each in (home, out):
        each.mkdir(parents=True)
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    variables = kept | given | {"HOME": str(home), "USERPROFILE": str(home), "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-c", CHILD, str(path), str(out), str(shift), "2026-01-01"]
    ran = subprocess.run(command, env=variables, cwd=home, capture_output=True, text=True, check=False)
    assert not ran.returncode, ran.stderr
    return {written.name: written.read_bytes() for written in sorted(out.iterdir())}


def test_every_format_is_the_same_bytes_everywhere(whole: Path, tmp_path: Path) -> None:
    here = exported(whole, tmp_path / "here", HERE, 0.0)
    there = exported(whole, tmp_path / "a folder elsewhere é", ELSEWHERE, NINE_YEARS)
    assert here.keys() == there.keys()
    assert {f"{name}.{extension}" for name, _, extension, _ in exportable()} <= here.keys()
    assert [name for name in here if here[name] != there[name]] == []


def test_the_clock_of_such_a_process_is_off(tmp_path: Path) -> None:
    """Otherwise the test above would prove nothing of clocks."""
    path = tmp_path / "late.factcheck"
    child = CHILD.split("with Project.open")[0] + "Project.create(sys.argv[1], checker='x').close()"
    subprocess.run([sys.executable, "-c", child, str(path), "", str(NINE_YEARS)], check=True, cwd=Path.cwd())
    with Project.open(path) as project:
        assert int(project.history.steps()[0].at[:4]) >= datetime.now(UTC).year + 8
