"""Fonts of this computer, borrowed for the characters that no shipped font has: a checker writes in any script, and no
app can bring all of them."""

import json
import mmap
import os
import shutil
import struct
import sys
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_HOME = Path.home()
_AT_HOME = Path(os.environ.get("LOCALAPPDATA", _HOME))
_WINDOWS = Path(os.environ.get("SYSTEMROOT", "C:/Windows"))
_BY_SYSTEM: dict[str, tuple[Path, ...]] = {
    "win32": (_WINDOWS / "Fonts", _AT_HOME / "Microsoft" / "Windows" / "Fonts"),
    "darwin": (Path("/System/Library/Fonts"), Path("/Library/Fonts"), _HOME / "Library" / "Fonts"),
    "linux": (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        Path("/run/host/fonts"),
        _HOME / ".local" / "share" / "fonts",
        _HOME / ".fonts",
    ),
}
FOLDERS = _BY_SYSTEM.get(sys.platform, _BY_SYSTEM["linux"])
"""Where fonts are installed."""

LENT = "fonts"
"""The folder in which the typesetter finds what is lent to it."""

_SUFFIXES = frozenset((".ttf", ".otf", ".ttc", ".otc"))
_MOST_FILES = 20_000
_DRAWN = (b"glyf", b"CFF ", b"CBDT", b"sbix")
_MAY_NOT_BE_EMBEDDED = 0x0002
_LAST_RESORT = ("unifont", "last resort", "lastresort", "code2000", "fallback")
_REGIONS = (("HIRAGANA", "JP"), ("KATAKANA", "JP"), ("HANGUL", "KR"), ("CJK", "SC"))
"""Whose forms of the signs that Chinese, Japanese and Korean share are taken: the first of which letters are there."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a font file; `letters` are those of the wanted ones that it has."""

    path: Path
    index: int
    family: str
    letters: frozenset[str]


@dataclass(frozen=True, slots=True)
class Borrowed:
    """Faces of this computer, family by family in the order in which they are to be asked, and what they have."""

    faces: tuple[Face, ...] = ()
    letters: frozenset[str] = frozenset()

    @property
    def families(self) -> list[str]:
        return list(dict.fromkeys(face.family for face in self.faces))


def borrow(letters: Iterable[str]) -> Borrowed:
    """As few families as have the letters, as far as there are any: the same ones whenever the same are installed."""
    missing = frozenset(letters)
    if not missing:
        return Borrowed()
    families: dict[str, list[Face]] = {}
    for face in _installed(missing):
        families.setdefault(face.family, []).append(face)
    # Of whichever face of a family a text is set in, upright or bold, all its letters have to be there.
    offered = {family: frozenset.intersection(*(face.letters for face in faces)) for family, faces in families.items()}
    region, chosen, found = _region(missing), list[Face](), frozenset[str]()

    def rank(family: str) -> tuple[bool, int, bool, int, str]:
        """The plainest of those that have most: its name tells no more than whose letters these are."""
        is_last = any(word in family.lower() for word in _LAST_RESORT)
        return is_last, -len(offered[family]), not family.endswith(region), len(family), family

    while offered := {family: left for family, letters in offered.items() if (left := letters - found)}:
        best = min(offered, key=rank)
        chosen += families[best]
        found |= offered[best]
    return Borrowed(tuple(chosen), found)


def lend(borrowed: Borrowed, folder: Path) -> None:
    """Put the font files into `folder / LENT`, and beside it the list of the faces, in their order, for the press."""
    lent = folder / LENT
    lent.mkdir()
    files = list(dict.fromkeys(face.path for face in borrowed.faces))
    names = {path: f"{number:03}{path.suffix.lower()}" for number, path in enumerate(files)}
    for path, name in names.items():
        shutil.copyfile(path, lent / name)
    faces = [[names[face.path], face.index] for face in borrowed.faces]
    (folder / f"{LENT}.json").write_text(json.dumps(faces), encoding="utf-8")


def scripts(letters: Collection[str]) -> list[str]:
    """What people call the scripts of the letters, as Unicode's names of them begin: Thai, Devanagari, CJK."""
    written = [letter for letter in letters if unicodedata.category(letter)[0] in "LM"]
    found = sorted(name if name == "CJK" else name.capitalize() for name in _names(written))
    return [*found, "signs"] if len(written) < len(letters) else found


def _names(letters: Iterable[str]) -> set[str]:
    """The first words of Unicode's names of the letters."""
    return {name.split()[0] for letter in letters if (name := unicodedata.name(letter, ""))}


def _region(letters: frozenset[str]) -> str:
    names = _names(letters)
    return next((region for script, region in _REGIONS if script in names), "SC")


def _installed(letters: frozenset[str]) -> Iterator[Face]:
    """The faces of the installed fonts that have any of the letters; a file that is no font has none."""
    wanted = sorted(map(ord, letters))
    for path in _files():
        try:
            with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                yield from list(_faces(path, data, wanted))
        except (OSError, ValueError, IndexError, KeyError, struct.error):
            continue


def _files() -> list[Path]:
    found: list[Path] = []
    for folder in FOLDERS:
        for parent, _, names in os.walk(folder):
            found += [Path(parent, name) for name in names if Path(name).suffix.lower() in _SUFFIXES]
            if len(found) > _MOST_FILES:
                return sorted(found[:_MOST_FILES])
    return sorted(found)


def _faces(path: Path, data: mmap.mmap, wanted: Sequence[int]) -> Iterator[Face]:
    """The faces of one file, a collection or not (OpenType, `TTC Header` and `Table Directory`)."""
    starts = [0]
    if data[:4] == b"ttcf":
        starts = list(struct.unpack_from(f">{struct.unpack_from('>I', data, 8)[0]}I", data, 12))
    known: dict[int, frozenset[str]] = {}
    for index, start in enumerate(starts):
        count = struct.unpack_from(">H", data, start + 4)[0]
        tables = {data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0] for at in range(
            start + 12, start + 12 + 16 * count, 16)}  # fmt: skip
        if not any(name in tables for name in _DRAWN):
            continue
        if b"OS/2" in tables and struct.unpack_from(">H", data, tables[b"OS/2"] + 8)[0] & 0xF == _MAY_NOT_BE_EMBEDDED:
            continue
        at = tables[b"cmap"]
        known[at] = known[at] if at in known else frozenset(map(chr, _mapped(data, at, wanted)))
        if known[at]:
            yield Face(path, index, _family(data, tables[b"name"]), known[at])


def _family(data: mmap.mmap, start: int) -> str:
    """The English name of the family, the typographic one where there is one (OpenType, `name`)."""
    count, strings = struct.unpack_from(">HH", data, start + 2)
    found: dict[int, str] = {}
    for number in range(count):
        platform, _, language, kind, length, offset = struct.unpack_from(">6H", data, start + 6 + 12 * number)
        if kind in (1, 16) and (platform, language) in ((3, 0x409), (1, 0)):
            at = start + strings + offset
            found.setdefault(kind, data[at : at + length].decode("utf-16-be" if platform == 3 else "mac-roman"))
    return found.get(16) or found.get(1) or "unnamed font"


def _mapped(data: mmap.mmap, start: int, wanted: Sequence[int]) -> Iterator[int]:
    """Those of the wanted code points, which are sorted, that the face has a glyph for (OpenType, `cmap` formats 4 and
    12)."""
    for number in range(struct.unpack_from(">H", data, start + 2)[0]):
        at = start + struct.unpack_from(">I", data, start + 8 + 8 * number)[0]
        form = struct.unpack_from(">H", data, at)[0]
        if form == 12:
            count = struct.unpack_from(">I", data, at + 12)[0]
            groups = struct.unpack_from(f">{3 * count}I", data, at + 16)
            yield from (point for _, point in _within(groups[0::3], groups[1::3], wanted))
        elif form == 4:
            yield from _in_segments(data, at, wanted)


def _in_segments(data: mmap.mmap, at: int, wanted: Sequence[int]) -> Iterator[int]:
    """Those that a map by segments has (OpenType, `cmap` format 4)."""
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    offsets_at = at + 16 + 6 * count
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", data, place)
        for place in (at + 14, at + 16 + 2 * count, at + 16 + 4 * count, offsets_at)
    )
    for which, point in _within(starts, ends, wanted):
        glyph = point
        if offsets[which]:
            place = offsets_at + 2 * which + offsets[which] + 2 * (point - starts[which])
            glyph = struct.unpack_from(">H", data, place)[0]
        if glyph and (glyph + deltas[which]) & 0xFFFF:
            yield point


def _within(starts: Sequence[int], ends: Sequence[int], wanted: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each wanted code point that is within one of the stretches, all of them in order, with that one's number: the
    fewer are looked up among the more."""
    if len(wanted) < len(ends):
        for point in wanted:
            which = bisect_left(ends, point)
            if which < len(ends) and starts[which] <= point:
                yield which, point
    else:
        for which, (first, last) in enumerate(zip(starts, ends, strict=True)):
            for point in wanted[bisect_left(wanted, first) : bisect_right(wanted, last)]:
                yield which, point
