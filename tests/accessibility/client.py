"""What an assistive technology sees and does: `client.py FILE COMMAND...` starts the window by COMMAND and writes JSON.

Runs on the system's Python, which has the bindings of AT-SPI, and needs nothing else.
"""

import json
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import gi  # type: ignore[import-untyped,import-not-found,unused-ignore]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-untyped,import-not-found,unused-ignore]  # noqa: E402

warnings.simplefilter("ignore", DeprecationWarning)  # the bindings deprecate what older ones need
PATIENCE = 40.0
"""Seconds that anything may take to show up."""
CONTROLS = (
    "push button",
    "toggle button",
    "check box",
    "radio button",
    "combo box",
    "text",
    "list",
    "page tab",
    "slider",
)


def turn() -> None:
    """Let events of the bus arrive."""
    context = GLib.MainContext.default()
    while context.pending():
        context.iteration(False)
    time.sleep(0.02)


def until(found: Callable[[], Any], what: str) -> Any:
    """What `found` gives once that is true; ends the program if it never is."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            value = found()
        except GLib.Error:
            value = None
        if value:
            return value
        turn()
    sys.exit(f"waited in vain for {what}")


def children(node: Any) -> list[Any]:
    return [child for i in range(node.get_child_count()) if (child := node.get_child_at_index(i)) is not None]


def walk(node: Any) -> Iterator[Any]:
    yield node
    for child in children(node):
        yield from walk(child)


def first(root: Any, role: str, name: str) -> Any:
    """The first object of a role whose name begins so."""
    return next((n for n in walk(root) if n.get_role_name() == role and n.get_name().startswith(name)), None)


def states(node: Any) -> list[str]:
    return sorted(state.value_nick for state in node.get_state_set().get_states())


def actions(node: Any) -> list[str]:
    return [Atspi.Action.get_action_name(node, i) for i in range(Atspi.Action.get_n_actions(node))]


def act(node: Any, name: str) -> None:
    Atspi.Action.do_action(node, actions(node).index(name))


def showing(node: Any) -> bool:
    return bool(node.get_state_set().contains(Atspi.StateType.SHOWING))


def string_at(node: Any, offset: int, unit: str) -> list[Any]:
    """The text of a unit around an offset, where it begins and ends."""
    found = Atspi.Text.get_string_at_offset(node, offset, getattr(Atspi.TextGranularity, unit))
    return [found.content, found.start_offset, found.end_offset]


def box(extents: Any) -> list[int]:
    return [extents.x, extents.y, extents.width, extents.height]


def read_article(window: Any) -> dict[str, Any]:
    article = until(lambda: first(window, "text", "Article"), "the article")
    until(lambda: Atspi.Text.get_character_count(article) > 100, "its text")
    text = Atspi.Text.get_text(article, 0, -1)
    at, screen = text.index("1149"), Atspi.CoordType.SCREEN
    return {
        "description": article.get_description(),
        "text": text,
        "word": string_at(article, at + 1, "WORD"),
        "sentence": string_at(article, at, "SENTENCE"),
        "line": string_at(article, at, "LINE"),
        "extents": [box(Atspi.Text.get_character_extents(article, at + i, screen)) for i in range(4)],
        "article extents": box(Atspi.Component.get_extents(article, screen)),
        "states": states(article),
    }


def reached(said: list[str], count: int) -> bool:
    return len(said) >= count


def listen_to_caret(window: Any) -> list[str]:
    """What is said while the caret goes into a claim and out of it."""
    article, said = first(window, "text", "Article"), []
    Atspi.Text.set_caret_offset(article, 0)  # the card that was pressed has brought it into its claim
    until(lambda: Atspi.Text.get_caret_offset(article) == 0, "the caret at the start")
    listener = Atspi.EventListener.new(lambda event: said.append(event.any_data))
    listener.register("object:announcement")
    text = Atspi.Text.get_text(article, 0, -1)
    for count, words in enumerate(("1149", "It is painted"), 1):
        Atspi.Text.set_caret_offset(article, text.index(words) + 1)
        until(partial(reached, said, count), "an announcement")
    listener.deregister("object:announcement")
    return said


def describe(node: Any) -> dict[str, Any]:
    return {"name": node.get_name(), "role": node.get_role_name(), "states": states(node), "actions": actions(node)}


def press_a_card(window: Any) -> dict[str, Any]:
    margin = until(lambda: first(window, "panel", "Claims beside the text"), "the cards")
    cards = until(lambda: [n for n in children(margin) if n.get_name() and showing(n)], "cards")
    before = [describe(card) for card in cards]
    act(next(card for card in cards if "1149" in card.get_name()), "Press")
    current = until(lambda: first(margin, "push button", "Current claim"), "a current claim")
    statement = until(lambda: first(window, "text", "Statement"), "the claim panel")
    until(lambda: Atspi.Text.get_text(statement, 0, -1) == "1149 metres long", "the statement of the claim")
    return {
        "before": before,
        "current": describe(current),
        "offered": [describe(n) for n in walk(current) if n.get_role_name() == "push button"][1:],
    }


def focus_a_card(window: Any) -> list[str]:
    other = first(first(window, "panel", "Claims beside the text"), "push button", "Claim, Unchecked")
    act(other, "SetFocus")
    return list(until(lambda: "focused" in states(other) and states(other), "the focus"))


def look_around(window: Any) -> dict[str, Any]:
    """The lists, and the controls in sight that have no name."""
    lists = [n for n in walk(window) if n.get_role_name() == "list" and n.get_name() in ("Articles", "Claims")]
    nameless = [n for n in walk(window) if n.get_role_name() in CONTROLS and showing(n) and not n.get_name()]
    strip = next((n for n in walk(window) if n.get_name() == "Overview of the article"), None)
    return {
        "lists": {found.get_name(): [item.get_name() for item in children(found)] for found in lists},
        "nameless": [" / ".join(f"{n.get_role_name()} {n.get_name()}".strip() for n in lineage(n)) for n in nameless],
        "overview": strip is not None and showing(strip),
    }


def lineage(node: Any) -> list[Any]:
    parent = node.get_parent()
    return [*lineage(parent), node] if parent is not None else [node]


def find(window: Any) -> list[dict[str, Any]]:
    """Open the find bar by its menu entry; its controls."""
    act(until(lambda: first(window, "menu item", "Find in Article"), "the menu entry"), "Press")
    field = until(
        lambda: next((n for n in walk(window) if n.get_name() == "Find in article" and showing(n)), None), "it"
    )
    until(lambda: "focused" in states(field), "the focus in the field")
    return [describe(n) for n in children(field.get_parent()) if showing(n)]


def main(out: Path, command: list[str]) -> None:
    window = subprocess.Popen(command)
    try:
        applications = Atspi.get_desktop(0)
        app = until(lambda: next((n for n in children(applications) if n.get_name() == "annotator"), None), "the app")
        frame = until(lambda: next((n for n in children(app) if n.get_role_name() == "frame"), None), "its window")
        acts = (read_article, press_a_card, focus_a_card, listen_to_caret, look_around, find)
        seen = {act.__name__: act(frame) for act in acts}
        out.write_text(json.dumps(seen, ensure_ascii=False), encoding="utf-8")
    finally:
        window.terminate()
        window.wait(PATIENCE)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
