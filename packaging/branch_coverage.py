"""The floor under branch coverage, for each part of the app that keeps people's work."""

import json
from collections import Counter
from pathlib import Path

PARTS = ("domain", "project", "storage")
FLOOR = 95.0
"""Per cent of the branches of each part that the tests must take."""


def branches(report: Path) -> dict[str, float]:
    """Per cent of branches taken in each of PARTS, from coverage.py's JSON report; 100 where there is none."""
    taken: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for name, file in json.loads(report.read_text(encoding="utf-8"))["files"].items():
        part = Path(name.replace("\\", "/")).parts[1]
        taken[part] += file["summary"]["covered_branches"]
        there[part] += file["summary"]["num_branches"]
    return {part: 100 * taken[part] / there[part] if there[part] else 100.0 for part in PARTS}


def verdict(percentages: dict[str, float]) -> tuple[str, bool]:
    """One line for people, and whether every part reaches the FLOOR."""
    told = ", ".join(f"{part} {percentage:.1f} %" for part, percentage in percentages.items())
    return f"Branches covered: {told} (floor {FLOOR:g} %).", all(p >= FLOOR for p in percentages.values())
