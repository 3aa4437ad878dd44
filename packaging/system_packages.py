"""What the system itself must have: Qt's shared libraries, a font, and (for `environment.py`) Debian's venv package.

Only Linux needs any of it. Where apt may be used without a password it is; else the exact line to type is printed.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

OFF_SCREEN = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
}
"""Shared libraries that Qt loads even without a display, and the Debian and Ubuntu packages that hold them."""

WINDOW = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What a window on an X11 display takes besides."""

ACCESSIBILITY = {
    "xvfb-run": "xvfb",
    "xauth": "xauth",
    "dbus-run-session": "dbus",
    "at-spi2-registryd": "at-spi2-core",
    "AT-SPI for Python": "gir1.2-atspi-2.0 python3-gi",
}
"""What the tests of accessibility take besides a window: a screen nobody sees, the bus, and a client's bindings."""
REGISTRY_FOLDERS = ("/usr/libexec", "/usr/lib/at-spi2-core")
BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
FONT_PACKAGE = "fonts-dejavu-core"


def missing_for_qt(*, window: bool) -> dict[str, str]:
    """What Qt needs and this system lacks, with a `window` on a display or without, and the package that holds it."""
    if not sys.platform.startswith("linux"):
        return {}
    libraries = OFF_SCREEN | (WINDOW if window else {})
    fonts = {} if _has_font() else {"a font": FONT_PACKAGE}
    return {soname: package for soname, package in libraries.items() if not _loads(soname)} | fonts


def missing_for_accessibility() -> dict[str, str]:
    """What the tests of accessibility need and this system lacks, and the packages that hold it; nothing where there
    is no such bus."""
    if not sys.platform.startswith("linux"):
        return {}
    packages = {name: package for name, package in ACCESSIBILITY.items() if not _has_program(name)}
    return packages | missing_for_qt(window=True)


def wish(missing: Mapping[str, str], what_for: str) -> None:
    """Install the packages that hold what is missing where that can be done, else say what goes without."""
    if missing and not _installed(list(missing.values())):
        print(f"{what_for} will be skipped. This system does not have yet: {', '.join(missing)}.")
        print(f"This installs it:\n{line(missing.values())}", flush=True)


def require(missing: Mapping[str, str]) -> None:
    """Install the packages that hold what is missing, or end the program with the line that installs them."""
    if missing and not _installed(list(missing.values())):
        lacking = f"This system does not have yet: {', '.join(missing)}."
        advice = "Type this, or what your system has for it, then the same command again:"
        sys.exit(f"{lacking}\n{advice}\n{line(missing.values())}")


def line(packages: Iterable[str]) -> str:
    """The line for a person to type."""
    return f"    sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def _installed(packages: Sequence[str]) -> bool:
    """Install with apt where that asks nobody for a password; False when it may not or did not work."""
    prefix = _root()
    if prefix is None or shutil.which("apt-get") is None:
        return False
    print(f"Installing with apt: {' '.join(packages)}", flush=True)
    quiet = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    subprocess.run([*quiet, "update"], check=False)
    names = " ".join(packages).split()
    install = [*quiet, "install", "-y", "--no-install-recommends", *names]
    return subprocess.run(install, stdout=subprocess.DEVNULL, check=False).returncode == 0


def _root() -> list[str] | None:
    """What to put before a command to run it as root: nothing, sudo without a password, or None when neither is."""
    if os.name == "posix" and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _has_font() -> bool:
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    return any(next(folder.rglob(f"*.{kind}"), None) for folder in folders for kind in ("ttf", "otf", "ttc"))


def _has_program(name: str) -> bool:
    if name == "AT-SPI for Python":
        python = "/usr/bin/python3"
        return Path(python).exists() and subprocess.run([python, "-c", BINDINGS], capture_output=True).returncode == 0
    return any(shutil.which(name, path=path) for path in (None, *REGISTRY_FOLDERS))
