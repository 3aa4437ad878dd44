"""A program of its own: sets the report that lies in a folder as PDF. It can be killed, and its memory goes with it."""

import json
import sys
from pathlib import Path


def press(folder: Path, *fonts: str) -> None:
    """Set `folder/report.typ` as `folder/report.pdf`, tagged as PDF/UA-1 asks, with these folders' fonts alone. After
    the app's own families come those of the faces in `folder/fonts.json`, which lie in the last folder."""
    import typst

    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(map(Path, fonts)))
    families = {(Path(f.path).name, f.index): f.family for f in known.fonts() if f.path}
    lent = [(name, index) for name, index in json.loads((folder / "fonts.json").read_bytes())]
    further = list(dict.fromkeys(families[face] for face in lent if face in families))
    typst.Compiler(folder / "report.typ", root=folder, font_paths=known).compile(
        output=folder / "report.pdf", pdf_standards="ua-1", sys_inputs={"further": json.dumps(further)}
    )


if __name__ == "__main__":
    press(Path(sys.argv[1]), *sys.argv[2:])
