"""Fills the tables of the written documents from the app's own tables, so that neither can say what the other does not.

A table stands between the lines `<!-- NAME -->` and `<!-- end -->`; `python packaging/docs/tables.py` writes them all.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from annotator.cli.verbs import VERBS
from annotator.domain import ratings
from annotator.gui.actions import ACTIONS, Action
from annotator.gui.settings import SETTINGS
from annotator.project import formats

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = (ROOT / "README.md", ROOT / "packaging/docs/guide.md")

Cells = tuple[str, ...]
_PLACE = re.compile(r"(<!-- (?P<name>[a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def shortcuts() -> Iterator[Cells]:
    """Every command with a key, by menu; the ratings, which differ by a number only, on one line."""
    yield ("Menu", "Command", "Keys", "What it does")
    keyed = (action for action in ACTIONS if action.keys)
    for _, alike in groupby(keyed, key=lambda action: re.sub(r"\d", "", action.id)):
        actions = list(alike)
        first, last = actions[0], actions[-1]
        menu, keys = first.menu.replace("&", ""), " or ".join(map(_code, first.keys))
        if first is last:
            yield (menu, first.text, keys, first.tip)
        else:
            yield (menu, f"{first.text} … {_number(last)}", f"{keys} … {_code(last.keys[0])}", _numberless(first))


def _number(action: Action) -> str:
    return action.text.split()[-1]


def _numberless(action: Action) -> str:
    return action.tip.replace("rating 1", "the rating of that number")


def imports() -> Iterator[Cells]:
    yield ("Name", "Files", "What it is")
    for name, extensions, description in formats.importable():
        yield (_code(name), " ".join(map(_code, extensions)), description)


def exports() -> Iterator[Cells]:
    yield ("Name", "In the window", "File", "What it holds")
    for name, label, extension, description in formats.exportable():
        yield (_code(name), label, _code(f".{extension}"), description)


def verbs() -> Iterator[Cells]:
    yield ("Verb", "What it does")
    for verb in VERBS:
        yield (_code(verb.name), verb.help)


def scales() -> Iterator[Cells]:
    yield ("Scale", "Key", "Ratings (number for the keyboard, sign, label, key)", "For what")
    for scale in ratings.scales().values():
        listed = (f"{n} {r.sign} {r.label} {_code(r.key)}" for n, r in enumerate(scale.ratings, 1))
        yield (scale.label, _code(scale.key), "; ".join(listed), scale.description)


def settings() -> Iterator[Cells]:
    yield ("Key", "What it keeps")
    for setting in SETTINGS:
        yield (_code(setting.key), setting.label)


TABLES: dict[str, Callable[[], Iterable[Cells]]] = {
    made.__name__: made for made in (shortcuts, imports, exports, verbs, scales, settings)
}


def filled(document: str) -> str:
    """The document with each of its tables as the app has it now. Raises KeyError for a table nobody makes."""
    return _PLACE.sub(lambda place: f"{place[1]}{_markdown(TABLES[place['name']]())}{place[3]}", document)


def _markdown(rows: Iterable[Cells]) -> str:
    heading, *body = ([cell.replace("|", "\\|") for cell in row] for row in rows)
    lines = (heading, ["---"] * len(heading), *body)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _code(text: str) -> str:
    return f"`{text}`"


if __name__ == "__main__":
    for path in DOCUMENTS:
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
