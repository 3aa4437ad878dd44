"""The project's own virtual environment, `.venv`: made once, and filled with exactly what `lock.txt` pins."""

import hashlib
import importlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "packaging" / "lock.txt"
STAMP = VENV / "installed-lock.txt"


def missing() -> dict[str, str]:
    """Python's own means to make `.venv`, where it is still to be made and they are a package of their own (Debian,
    Ubuntu): what is missing, and that package."""
    importlib.invalidate_caches()
    if _works() or importlib.util.find_spec("ensurepip") is not None:
        return {}
    return {"Python's ensurepip": f"python{sys.version_info.major}.{sys.version_info.minor}-venv"}


def ensure() -> None:
    """Make `.venv` where there is none, or one of a Python that is gone; install when the lock changed since."""
    if not _works():
        _create()
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not STAMP.is_file() or STAMP.read_text(encoding="ascii") != wanted:
        _install()
        STAMP.write_text(wanted, encoding="ascii")


def run(*arguments: str | Path, variables: Mapping[str, str] | None = None) -> int:
    """Run the environment's Python at the project's root, with extra environment variables; gives its exit status."""
    command = [str(PYTHON), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **(variables or {})}, check=False).returncode


def compile_the_app() -> None:
    """Keep the bytecode of the app's modules, as installing it would: where Python writes none of its own accord
    (PYTHONDONTWRITEBYTECODE), every start would compile them anew. What cannot be written is done without."""
    run("-m", "compileall", "-qq", "annotator")


def _works() -> bool:
    """Whether `.venv` has a Python that starts and still finds its own site-packages and pip."""
    if not PYTHON.exists():
        return False
    answer = subprocess.run([str(PYTHON), "-c", "import pip"], capture_output=True, check=False)
    return answer.returncode == 0


def _create() -> None:
    print(f"Making {VENV} with Python {sys.version.split()[0]}", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)


def _install() -> None:
    STAMP.unlink(missing_ok=True)
    print(f"Installing what {LOCK.relative_to(ROOT)} pins (some 500 MB; again only when it changes)", flush=True)
    # The lock names every package already: nothing is left to resolve, and pip 23 fails on two spellings of one extra.
    pip = ["-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes", "--no-deps"]
    if run(*pip, "-r", str(LOCK)) != 0:
        sys.exit("The packages could not be installed. Check the network, then run the same command again.")
    _find_the_checkout()


def _find_the_checkout() -> None:
    """Let `python -m annotator` work from any folder: a `.pth` line names this checkout."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([str(PYTHON), "-c", ask], capture_output=True, text=True, check=True).stdout.strip()
    (Path(packages) / "annotator-checkout.pth").write_text(f"{ROOT}\n", encoding="locale")
