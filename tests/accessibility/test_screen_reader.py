"""The window as a screen reader meets it: over the accessibility bus, on a screen that nobody sees.

The bus, that screen and a client's bindings are packages of the system (`packaging/system_packages.py` names them);
where they are missing the tests are skipped, and say what is missing.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import system_packages

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PATIENCE = 200
"""Seconds after which everything is stopped."""

Seen = dict[str, Any]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """What a client saw and did, from reading the article to the find bar."""
    if not sys.platform.startswith("linux"):
        pytest.skip("AT-SPI is the accessibility bus of Linux")
    if missing := system_packages.missing_for_accessibility():
        pytest.skip(f"not installed: {', '.join(missing)}")
    folder = tmp_path_factory.mktemp("accessibility")
    display = ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24", "dbus-run-session", "--"]
    client = ["/usr/bin/python3", str(HERE / "client.py"), str(folder / "seen.json")]
    window = [sys.executable, str(HERE / "stage.py"), str(folder)]
    variables = {
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(ROOT),
        "XDG_CONFIG_HOME": str(folder),
        "LC_ALL": "C.UTF-8",
    }
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [*display, *client, *window], env=environment | variables, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stderr
    found: Seen = json.loads((folder / "seen.json").read_text(encoding="utf-8"))
    return found


def test_the_article_is_a_text_that_can_be_read_by_word_sentence_and_line(seen: Seen) -> None:
    article = seen["read_article"]
    text = article["text"]
    assert text.splitlines()[0] == "The bridge"
    at = text.index("1149")
    assert article["word"] == ["1149", at, at + 4]
    sentence, start, end = article["sentence"]
    assert sentence.strip() == "The bridge opened in 1932 and is 1149 metres long."
    assert text[start:end] == sentence
    assert article["line"][1] <= at < article["line"][2]
    assert {"focusable", "multi-line", "read-only"} <= set(article["states"])


def test_what_is_folded_away_is_not_read_out(seen: Seen) -> None:
    text = seen["read_article"]["text"]
    assert "1 passage outside the article" in text and "Share this page" not in text


def test_each_character_says_where_it_is_on_the_screen(seen: Seen) -> None:
    extents = seen["read_article"]["extents"]
    left, top, width, height = seen["read_article"]["article extents"]
    for x, y, wide, high in extents:
        assert left <= x < x + wide <= left + width and top <= y < y + high <= top + height
    assert [x for x, *_ in extents] == sorted({x for x, *_ in extents}), "each stands right of the one before"
    assert len({y for _, y, *_ in extents}) == 1


def test_the_article_tells_how_many_claims_it_has(seen: Seen) -> None:
    assert seen["read_article"]["description"] == "2 claims marked"


def test_each_claim_is_a_button_named_by_its_verdict_its_statement_and_what_is_missing(seen: Seen) -> None:
    cards = seen["press_a_card"]["before"]
    assert [card["name"] for card in cards] == [
        "Claim, Wrong: 1149 metres long, 1 source",
        "Claim, Unchecked: About 1400 people worked on it, no source",
    ]
    for card in cards:
        assert card["role"] == "push button"
        assert {"focusable", "enabled", "showing"} <= set(card["states"])
        assert {"Press", "SetFocus"} <= set(card["actions"])


def test_pressing_a_card_makes_its_claim_the_current_one_and_offers_what_is_next(seen: Seen) -> None:
    assert seen["press_a_card"]["current"]["name"] == "Current claim, Wrong: 1149 metres long, 1 source"
    offered = seen["press_a_card"]["offered"]
    assert [button["name"] for button in offered] == ["Attach source", "Rate", "Next unchecked"]
    assert all("Press" in button["actions"] for button in offered)


def test_a_card_takes_the_focus(seen: Seen) -> None:
    assert "focused" in seen["focus_a_card"]


def test_a_claim_is_announced_with_its_verdict_when_the_caret_comes_into_it(seen: Seen) -> None:
    assert seen["listen_to_caret"] == ["Current claim, Wrong: 1149 metres long, 1 source", "End of claim"]


def test_lists_have_names_and_items_that_say_what_they_are(seen: Seen) -> None:
    lists = seen["look_around"]["lists"]
    assert lists["Articles"][0].startswith("The bridge")
    assert any("Wrong" in item for item in lists["Claims"])
    assert seen["look_around"]["overview"]


def test_no_control_in_sight_is_without_a_name(seen: Seen) -> None:
    assert seen["look_around"]["nameless"] == []


def test_the_find_bar_says_what_its_controls_do(seen: Seen) -> None:
    named = {control["name"] for control in seen["find"]}
    assert {"Find in article", "Match case", "Whole words only", "Find results"} <= named
