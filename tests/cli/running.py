"""How the tests run the command line and look at what it did."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    status: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The JSON that it printed."""
        assert self.status == 0, self.err
        return json.loads(self.out)

    @property
    def values(self) -> list[Any]:
        """The JSON lines that it printed."""
        return [json.loads(line) for line in self.out.splitlines()]


Annotator = Callable[..., Ran]
"""Runs a command line; its words are made text, `typed` is what standard input holds."""


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "annotator", *map(str, words)]


def interruptible(*words: object) -> list[str]:
    """A command line that heeds interrupts: a shell that starts a job in the background has it ignore them, and what
    it starts as well."""
    program = "import os, sys; from signal import *; signal(SIGINT, SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
    return [sys.executable, "-c", program, *command(*words)]


def in_process_of_its_own(*words: object, **more: Any) -> Ran:
    """Run a command line as a shell does."""
    ran = subprocess.run(command(*words), cwd=ROOT, capture_output=True, timeout=60, **more)
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, byte for byte."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def is_one_sentence_or_two(text: str) -> bool:
    """One line, begun with a capital or a quotation, ended as sentences end, and no traceback."""
    line = text.removesuffix("\n")
    return bool(line) and "\n" not in line and line.endswith((".", "!")) and "Traceback" not in line
