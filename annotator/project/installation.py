"""What belongs to this installation of the app and not to a file: the device's id and who sits before it."""

import contextlib
import getpass
import secrets
from pathlib import Path

from platformdirs import user_data_path


def device_id(folder: Path | None = None) -> str:
    """The id of this installation, made on first use; one for this run only where nothing can be written."""
    path = (folder or user_data_path("annotator", appauthor=False)) / "device"
    with contextlib.suppress(OSError, UnicodeDecodeError):
        if known := path.read_text(encoding="ascii").strip():
            return known
    made = secrets.token_hex(8)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="ascii") as file:
            file.write(made)
    return made


def login_name() -> str:
    """The name of the account, for a checker who has not said theirs."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "checker"
