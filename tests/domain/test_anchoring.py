"""Spans are carried over to the next draft: to the same words, to changed ones, or to none."""

import pytest

from annotator.domain.anchoring import Landing, carry
from annotator.domain.model import MentionState, Span

SAME, MOVED, CHANGED = MentionState.SAME, MentionState.MOVED, MentionState.CHANGED
UNSURE, GONE = MentionState.UNSURE, MentionState.GONE


def of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def landed(old: str, new: str, words: str) -> tuple[MentionState, str]:
    landing: Landing = carry(old, new, [of(old, words)])[0]
    return landing.state, new[landing.span.start : landing.span.end] if landing.span else ""


RIVER = "The river is 6,650 km long. It rises in the hills. In 2019 the dam held 900 people back.\n\nIt has 900 words."


@pytest.mark.parametrize(
    ("words", "draft", "state", "now"),
    [
        ("6,650 km", RIVER, SAME, "6,650 km"),
        ("6,650 km", RIVER.replace("6,650", "6,700"), CHANGED, "6,700 km"),
        ("6,650", RIVER.replace("6,650", "6,700"), CHANGED, "6,700"),
        ("900 words", RIVER.replace("900 people", "900 words"), SAME, "900 words"),
        ("It has 900 words.", "It has 900 words.\n\n" + RIVER.removesuffix("\n\nIt has 900 words."), MOVED, None),
        ("It rises in the hills.", RIVER.replace("It rises in the hills. ", ""), GONE, ""),
    ],
)
def test_a_span_lands_where_its_words_are(words: str, draft: str, state: MentionState, now: str | None) -> None:
    assert landed(RIVER, draft, words) == (state, words if now is None else now)
