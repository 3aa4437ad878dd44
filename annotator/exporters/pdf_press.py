"""A program of its own: sets the report that lies in a folder as PDF. It can be killed, and its memory goes with it."""

import sys
from pathlib import Path


def press(folder: Path, *fonts: str) -> None:
    """Set `folder/report.typ` as `folder/report.pdf`, tagged as PDF/UA-1 asks, with these folders' fonts alone."""
    import typst

    typst.compile(
        folder / "report.typ",
        output=folder / "report.pdf",
        root=folder,
        font_paths=[Path(each) for each in fonts],
        ignore_system_fonts=True,
        pdf_standards="ua-1",
    )


if __name__ == "__main__":
    press(Path(sys.argv[1]), *sys.argv[2:])
