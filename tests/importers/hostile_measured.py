"""Adds every hostile file at its full size, as a person would, and prints what that took and what was said:
`python -m tests.importers.hostile_measured FOLDER [WORDS …]`; words choose cases. Half an hour for all; Linux."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from multiprocessing import get_context
from pathlib import Path

from tests.importers.hostile_files import CASES, Hostile

SECONDS, MEGABYTES = 20.0, 1_000
_LONGEST = 120.0
_APP = [sys.executable, "-m", "annotator"]


def main(folder: Path, words: Iterable[str]) -> int:
    """Gives how many of the cases took too long, too much, or changed a project that refused them."""
    empty = folder / "empty.factcheck"
    if not empty.exists():
        subprocess.run([*_APP, "new", str(empty)], check=True, stdout=subprocess.DEVNULL)
    faults = 0
    for case in CASES:
        if not list(words) or any(word in str(case) for word in words):
            seconds, megabytes, size, changed, said = _measured(case, folder, empty.read_bytes())
            fault = seconds > SECONDS or megabytes > MEGABYTES or changed or "Traceback" in said
            faults += fault
            told = (
                str(case),
                f"{size / 1e6:.1f}",
                f"{seconds:.1f}",
                f"{megabytes:.0f}",
                "!" if fault else "",
                said[:200],
            )
            print("\t".join(told), flush=True)
    return faults


def _measured(case: Hostile, folder: Path, empty: bytes) -> tuple[float, float, int, bool, str]:
    """Seconds, the greatest process's megabytes, the file's bytes, whether a refusal changed the project, what was
    said."""
    project, file = folder / "p.factcheck", folder / case.file
    for left in folder.glob("p.factcheck*"):
        left.unlink()
    project.write_bytes(empty)
    maker = get_context("spawn").Process(target=_make, args=(CASES.index(case), file))  # its memory is not the app's
    maker.start()
    maker.join()
    begun = time.monotonic()
    with subprocess.Popen(
        ["timeout", str(_LONGEST), *_APP, "add", str(project), str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as child:
        said = child.stdout.read().decode(errors="replace") if child.stdout else ""
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    changed = child.returncode != 0 and project.read_bytes() != empty
    size = file.stat().st_size
    file.unlink()
    return time.monotonic() - begun, used.ru_maxrss / 1024, size, changed, " ".join(said.split())


def _make(number: int, file: Path) -> None:
    case = CASES[number]
    file.write_bytes(case.make(case.full))


if __name__ == "__main__":
    sys.exit(min(1, main(Path(sys.argv[1]), sys.argv[2:])))
