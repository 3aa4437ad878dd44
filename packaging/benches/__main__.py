"""Runs one bench or all of them: prints the table, writes the JSON, ends with 1 when a limit is passed."""

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benches import BENCHES
from benches.rows import Row, table


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("name", nargs="?", choices=sorted(BENCHES))
    parser.add_argument("--json", type=Path)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args(arguments)
    rows = measured(options.name, options.small, options.folder)
    print(table(rows))
    if options.json is not None:
        written = {"bench": options.name or "all", "rows": [row.cells() for row in rows]}
        options.json.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    return 0 if all(row.keeps_its_limit for row in rows) else 1


def measured(name: str | None, small: bool, folder: Path | None = None) -> list[Row]:
    """The rows of one bench; of all of them, with the bench named in each case, when `name` is None. A `folder` is for
    the bench that reads one."""
    if name is not None:
        module = importlib.import_module(BENCHES[name])
        rows: list[Row] = module.measure(small, folder) if folder else module.measure(small)
        return rows
    return [replace(row, case=f"{each}: {row.case}") for each in BENCHES for row in measured(each, small)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
