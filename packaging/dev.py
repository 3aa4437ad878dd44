"""One command for everything a developer does: `python3 packaging/dev.py run|test|lint|bench|lock`.

Needs Python 3.11 and its standard library alone; the rest it fetches into `.venv`, pinned by `lock.txt`.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said before anything an older Python could trip over
    sys.exit("Python 3.11 or newer is needed; this is {}.{}.".format(*sys.version_info[:2]))

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

import branch_coverage
import environment
import system_packages

COVERAGE_REPORT = environment.ROOT / "build" / "coverage.json"
ALL_CORES = ("--numprocesses=auto", "--maxprocesses=8", "--dist=loadfile", "--no-loadscope-reorder")
"""A process to a core takes one file of tests after the other, in the order of tests/conftest.py, so that what a file
makes for its tests is made once; more than eight would have nothing to do at the end."""
LOCK_HEADING = "# Every package, every platform, with hashes: made by `python3 packaging/dev.py lock`, not by hand.\n"


def run(options: argparse.Namespace) -> int:
    """Open the app on a sample project, or on PROJECT; without a display, do the whole job off screen into DIR."""
    display = _has_display()
    _prepare(system_packages.missing_for_qt(window=display))
    if options.project is not None:
        if not display:
            sys.exit("There is no display to open a window on. Leave PROJECT out to see the app at work off screen.")
        return environment.run("-m", "annotator", options.project.resolve())
    out = (options.out or _fresh_folder(Path.cwd() / "demo-out")).resolve()
    return environment.run("-m", "annotator", "demo", *(["--open"] if display else []), out)


def test(options: argparse.Namespace) -> int:
    """Run the tests off screen, the whole suite on all cores at once; it must also cover the branches of the parts
    that keep people's work."""
    _prepare(system_packages.missing_for_qt(window=False))
    off_screen = {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    if options.rest:
        return environment.run("-m", "pytest", *options.rest, variables=off_screen)
    system_packages.wish(system_packages.missing_for_accessibility(), "The tests of accessibility")
    COVERAGE_REPORT.parent.mkdir(exist_ok=True)
    cover = ["--cov", "--cov-report=term", f"--cov-report=json:{COVERAGE_REPORT}"]
    status = environment.run("-m", "pytest", *ALL_CORES, *cover, variables=off_screen)
    if status != 0:
        return status
    told, enough = branch_coverage.verdict(branch_coverage.branches(COVERAGE_REPORT))
    print(told)
    return 0 if enough else 1


def lint(options: argparse.Namespace) -> int:
    """Check style, format and types; all three are run, whatever the first ones find."""
    _prepare({})
    checks = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",))
    statuses = [environment.run("-m", *check) for check in checks]
    return int(any(statuses))


def bench(options: argparse.Namespace) -> int:
    """Measure; prints a table, and writes JSON when asked to."""
    _prepare(system_packages.missing_for_qt(window=False))
    arguments: list[str | Path] = [options.name] if options.name else []
    arguments += ["--json", options.json.resolve()] if options.json else []
    arguments += ["--small"] if options.small else []
    arguments += ["--folder", Path(options.folder).resolve()] if options.folder else []
    path = os.pathsep.join(map(str, (environment.ROOT / "packaging", environment.ROOT)))
    variables = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": path}
    return environment.run("-m", "benches", *arguments, variables=variables)


def lock(options: argparse.Namespace) -> int:
    """Make the lock file again from pyproject.toml, for every platform at once; --upgrade takes the newest versions."""
    _prepare({})
    arguments = ["--group", "dev", "--universal", "--python-version", "3.11", "--generate-hashes"]
    arguments += ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--quiet"]
    arguments += ["--upgrade"] if options.upgrade else []
    status = environment.run("-m", "uv", "pip", "compile", "pyproject.toml", *arguments, "-o", "packaging/lock.txt")
    if status == 0:
        pinned = environment.LOCK.read_text(encoding="utf-8").removeprefix(LOCK_HEADING)
        environment.LOCK.write_text(LOCK_HEADING + pinned, encoding="utf-8", newline="\n")
    return status


def _prepare(missing: dict[str, str]) -> None:
    """Have what is missing of the system installed, then `.venv` made and filled, and the app compiled."""
    system_packages.require(environment.missing() | missing)
    environment.ensure()
    environment.compile_the_app()


def _has_display() -> bool:
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in ("offscreen", "minimal"):
        return False
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _fresh_folder(wanted: Path) -> Path:
    """`wanted`, or the first of `wanted-2`, `wanted-3` … that is not there yet."""
    number, folder = 1, wanted
    while folder.exists():
        number += 1
        folder = wanted.with_name(f"{wanted.name}-{number}")
    return folder


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", description="Set up the project and work on it.")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    made = {}
    for verb in (run, test, lint, bench, lock):
        made[verb] = verbs.add_parser(verb.__name__, help=verb.__doc__, description=verb.__doc__)
        made[verb].set_defaults(verb=verb)
    made[run].add_argument("project", nargs="?", type=Path, metavar="PROJECT", help="a NAME.factcheck to open")
    made[run].add_argument("--out", type=Path, metavar="DIR", help="where the sample project goes (./demo-out)")
    made[test].usage = "dev.py test [arguments for pytest; without any, the whole suite]"
    made[bench].add_argument("name", nargs="?", metavar="NAME", help="one bench; all of them when left out")
    made[bench].add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    made[bench].add_argument("--folder", metavar="DIR", help="pages with expected texts, for the bench `import`")
    made[bench].add_argument("--small", action="store_true", help="a quick run of a few per cent of the work")
    made[lock].add_argument("--upgrade", action="store_true", help="take the newest versions there are")
    return parser


def main(arguments: Sequence[str]) -> int:
    parser = _parser()
    options = argparse.Namespace()
    _, options.rest = parser.parse_known_args(arguments, options)
    if options.rest and options.verb is not test:
        parser.error(f"unrecognized arguments: {' '.join(options.rest)}")
    try:
        return int(options.verb(options))
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
