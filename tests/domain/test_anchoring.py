"""Spans are carried over to the next draft: to the same words, to changed ones, or to none."""

import random
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotator.domain.anchoring import carry, changes
from annotator.domain.anchoring_words import same_words
from annotator.domain.model import MentionState, Span
from annotator.domain.text import is_whole, whole
from tests.strategies import marked
from tests.work import calls

SAME, MOVED, CHANGED = MentionState.SAME, MentionState.MOVED, MentionState.CHANGED
UNSURE, GONE = MentionState.UNSURE, MentionState.GONE

RIVER = (
    "The river is 6,650 km long. It rises in the hills of the north. In 2019 the dam held 900 people back.\n\n"
    "The book about the dam has 900 words. “No,” said the engineers: nobody had asked them.\n\n"
    "Three towns lie on the eastern bank. The oldest of them has a market."
)

LINES = (
    *("The moon is 384,400 km away.", "Twelve people walked on it.", "“Nobody” went back 🚀.", "Гребля має 60 метрів."),
    *("长城的长度是8,851公里。", "頂上には郵便局がある。", "يبلغ ارتفاع السد 111 مترًا.", "עומק האגם הוא 300 מטרים."),
    *("नदी 2,525 किलोमीटर लंबी है।", "แม่น้ำสายนี้ยาว 372 กิโลเมตร", "Cafe\u0301 No. 6 is 👩\u200d🔬 closed.", "He said no."),
)


def of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def landed(old: str, new: str, words: str) -> tuple[MentionState, str]:
    landing = carry(old, new, [of(old, words)])[0]
    return landing.state, new[landing.span.start : landing.span.end] if landing.span else ""


@pytest.mark.parametrize(
    ("words", "draft", "state", "now"),
    [
        ("6,650 km", RIVER, SAME, "6,650 km"),
        ("6,650 km", RIVER.replace("6,650", "6,700"), CHANGED, "6,700 km"),
        ("6,650", RIVER.replace("6,650", "some 6,700"), CHANGED, "6,700"),
        ("900 words", RIVER.replace("900 people", "900 words"), SAME, "900 words"),
        ("It rises in the hills of the north.", RIVER.replace("It rises in the hills of the north. ", ""), GONE, ""),
        ("hills of the north", RIVER.replace("It rises in the hills of the north. ", ""), GONE, ""),
        ("of the north", RIVER.replace(" of the north", ""), GONE, ""),
        ("The book about the dam has 900 words.", RIVER.replace("\n\n", " "), SAME, None),
        ("“No,” said the engineers", RIVER.replace("“", '"').replace("”", '"'), SAME, '"No," said the engineers'),
        ("the dam held", RIVER.replace(" ", "\u00a0"), SAME, "the\u00a0dam\u00a0held"),
        ("It rises", RIVER.replace("long. It", "long and it"), SAME, "it rises"),
        ("rises in", RIVER.replace("It rises", "It Rises"), CHANGED, "Rises in"),
        ("900 people", RIVER.replace("900 people", "1,900 people"), CHANGED, "1,900 people"),
        ("900 people", RIVER.replace("900 people", "-900 people"), CHANGED, "-900 people"),
        ("900 people", RIVER.replace("900 people", "300–900 people"), CHANGED, "300–900 people"),
        ("900", RIVER.replace("900 people", "US$900"), CHANGED, "US$900"),
        ("bank", RIVER.replace("eastern bank", "eastern bank-side"), CHANGED, "bank-side"),
        ("Three towns", RIVER.replace("Three towns", "Some twenty-three towns"), CHANGED, "twenty-three towns"),
        ("held 900 people", RIVER.replace("held 900", "held back 900"), CHANGED, "held back 900 people"),
        ("Three towns", "Three towns lie on the eastern bank.\n\n" + RIVER.partition("\n\nThree")[0], MOVED, None),
    ],
)
def test_a_span_lands_where_its_words_are(words: str, draft: str, state: MentionState, now: str | None) -> None:
    assert landed(RIVER, draft, words) == (state, words if now is None else now)


def test_a_span_does_not_reach_into_another_paragraph() -> None:
    old = RIVER + "\n\nIn Lyon, 45 people were arrested on Friday."
    new = RIVER + (
        "\n\nIn Lyon, 45 people were freed on Friday by police."
        "\n\nIn Lyon, 46 people were arrested on Sunday by police."
    )
    assert "\n" not in landed(old, new, "45 people were arrested")[1]


def test_a_sentence_cut_short_is_the_same_one_with_another_figure() -> None:
    start = RIVER + "\n\nNearly 160 students were detained"
    old, new = start + " over the past weekend in the latest raid on a college.", start.replace("160", "260") + "."
    assert landed(old, new, "Nearly 160 students were detained") == (CHANGED, "Nearly 260 students were detained")


def test_a_span_keeps_the_names_that_changed_places_in_it() -> None:
    old = RIVER + " Ivanova beat Petrova in three sets."
    new = RIVER + " In the final, Petrova beat Ivanova in three sets."
    assert landed(old, new, "Ivanova beat Petrova in") == (CHANGED, "Petrova beat Ivanova in")


LAKES = [
    *(
        "It holds a fifth of the fresh water.",
        "The mirror of the lake stands 430 metres below the sea.",
        "Its water is clear.",
    ),
    *("More than 300 rivers flow into it.", "Only one flows out.", "Two dams were built there.", "The seal is old."),
    *("Nobody knows how it came here.", "The ice is thick enough for cars.", "The railway runs along the shore."),
]


@pytest.mark.parametrize(
    ("words", "elsewhere", "state", "now"),
    [
        (LAKES[1], "The mirror of the pond stands 210 metres below the sea.", GONE, ""),
        ("430", "The mirror of the pond stands 210 metres below the sea.", GONE, ""),
        ("below the sea", "The mirror of the pond stands 210 metres below the sea.", GONE, ""),
        ("430", "The mirror of the lake stands 440 metres below the sea.", CHANGED, "440"),
        ("the lake", "The mirror of the great lake stands 430 metres below the sea.", CHANGED, "the great lake"),
        (LAKES[1], LAKES[1], MOVED, LAKES[1]),
    ],
)
def test_a_sentence_is_found_in_other_surroundings_only_where_it_surely_is_the_same(
    words: str, elsewhere: str, state: MentionState, now: str
) -> None:
    new = [line for line in LAKES if line != LAKES[1]]
    assert landed(" ".join(LAKES), " ".join([*new[:7], elsewhere, *new[7:]]), words) == (state, now)


def test_a_figure_that_stands_in_many_sentences_stays_with_its_own() -> None:
    years = [
        f"In {year} the mill ground {grain} tons." for year, grain in zip(range(1990, 1999), "121213121", strict=True)
    ]
    old, new = " ".join(years), " ".join(["The mill is old.", *years[:4], *years[5:7], "It burnt.", *years[7:]])
    spans = [Span(at, at + len(year) - len("In ")) for year in years for at in [old.index(year[3:])]]
    landings = carry(old, new, spans)
    assert [landing.state for landing in landings] == [SAME] * 4 + [GONE] + [SAME] * 4
    for span, landing in zip(spans, landings, strict=True):
        assert landing.span is None or new[landing.span.start : landing.span.end] == old[span.start : span.end]


def test_the_copy_of_a_sentence_does_not_take_its_mark() -> None:
    old = "Alpha came first. Nobody knew why. Beta came second. Gamma came last."
    new = "Alpha came first. Nobody knew why. Beta came second. Gamma came last. Nobody knew why."
    assert carry(old, new, [of(old, "Nobody knew")])[0].span == of(new, "Nobody knew")


def test_words_torn_apart_are_left_to_a_person_with_both_places() -> None:
    old = "The ferry sank in the harbour. All the passengers were saved. The harbour was closed.\n\nIt was Monday."
    new = "The ferry sank in the harbour. The harbour was closed.\n\nIt was Monday. All the passengers were saved."
    landing = carry(old, new, [of(old, "sank in the harbour. All the passengers")])[0]
    assert (landing.state, landing.span) == (UNSURE, None)
    assert [new[each.start : each.end] for each in landing.candidates] == ["sank in the harbour.", "All the passengers"]


def test_a_figure_for_which_words_stand_is_left_to_a_person() -> None:
    old = "The committee of the parliament said that 900 letters had arrived."
    landing = carry(old, old.replace("900", "countless"), [of(old, "900")])[0]
    assert landing.state is UNSURE
    assert landing.candidates == (of(old.replace("900", "countless"), "countless"),)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("« Oui — non »…", '"Oui-non"...', True),
        ("１２ ％，", "12 %,", True),
        ("caf\u00e9\u00ad", "cafe\u0301", True),
        ("The dam", "the dam", True),
        ("US", "us", False),
        ("1.000", "1,000", False),
        ("m²", "m2", False),
        ('5"', "5'", False),
        ("no", "not", False),
    ],
)
def test_only_the_manner_of_writing_makes_no_difference(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) is same


@given(marked())
def test_nothing_changes_where_nothing_changed(case: tuple[str, Span]) -> None:
    text, span = case
    landing = carry(text, text, [span])[0]
    assert (landing.state, landing.span) == (SAME, whole(text, span))


@st.composite
def drafts(draw: st.DrawFn) -> tuple[str, str, list[Span]]:
    """An old and a new text of lines in many scripts, and spans of the old one."""
    lines = st.lists(st.sampled_from(LINES), min_size=1, max_size=9)
    old = draw(st.sampled_from(["\n\n", " "])).join(draw(lines))
    new = draw(st.sampled_from(["\n\n", " "])).join(draw(lines))
    cut = draw(st.tuples(*[st.integers(0, len(new))] * 2))
    new = new[: min(cut)] + draw(st.sampled_from(["", "\u0301", "not ", "\n\n", "👩\u200d"])) + new[max(cut) :]
    ends = draw(st.lists(st.tuples(*[st.integers(0, len(old))] * 2), min_size=1, max_size=6))
    return old, new, [Span(*sorted(end)) for end in ends]


@settings(max_examples=100)
@given(drafts())
@example(
    (
        "“Nobody” went back 🚀.\n\nГребля має 60 метрів.\n\nThe moon is 384,400 km away.",
        "The moon is 384,400 km away. The moon is 384,400 km away. Twelve people walked on it. "
        "Twelve people walked on it. Гребля має 60 \u0301метрів.",
        [Span(36, 47)],
    )
)
def test_landings_lie_in_the_text_on_whole_characters_and_are_the_same_each_time(
    case: tuple[str, str, list[Span]],
) -> None:
    old, new, spans = case
    landings = carry(old, new, spans)
    assert landings == carry(old, new, spans)
    assert len(landings) == len(spans)
    for span, landing in zip(spans, landings, strict=True):
        assert (landing.span is not None) == (landing.state in (SAME, MOVED, CHANGED))
        assert bool(landing.candidates) == (landing.state is UNSURE)
        for place in (*landing.candidates, *([landing.span] if landing.span else [])):
            assert place.end <= len(new)
            assert is_whole(new, place.start) and is_whole(new, place.end)
        if landing.span is not None and landing.state is not CHANGED:
            words = whole(old, span)
            assert same_words(old[words.start : words.end], new[landing.span.start : landing.span.end])


@given(st.lists(st.sampled_from(LINES), min_size=1, unique=True), st.sampled_from(LINES), st.data())
def test_a_text_put_before_moves_nothing_but_the_places(lines: list[str], first: str, data: st.DataObject) -> None:
    old = "\n\n".join(line for line in lines if line != first) or "Nothing."
    new = f"{first}\n\n{old}"
    ends = sorted(data.draw(st.tuples(*[st.integers(0, len(old))] * 2)))
    span = whole(old, Span(*ends))
    if old[span.start : span.end].strip():
        landing = carry(old, new, [span])[0]
        assert (landing.state, landing.span) == (SAME, Span(span.start + len(first) + 2, span.end + len(first) + 2))


@given(st.lists(st.sampled_from(LINES), min_size=2, unique=True), st.randoms(use_true_random=False))
def test_paragraphs_in_another_order_keep_their_marks(lines: list[str], chance: random.Random) -> None:
    others = list(lines)
    chance.shuffle(others)
    old, new = "\n\n".join(lines), "\n\n".join(others)
    for line, landing in zip(lines, carry(old, new, [of(old, line) for line in lines]), strict=True):
        assert landing.state in (SAME, MOVED)
        assert landing.span == of(new, line)


SIZES = 50_000, 100_000

HOSTILE: dict[str, Callable[[int], str]] = {
    "one word": lambda size: "a" * size,
    "one line": lambda size: "ab " * (size // 3),
    "paragraphs all alike": lambda size: "x\n\n" * (size // 3),
    "stops": lambda size: "." * size,
    "spaced stops": lambda size: ". " * (size // 2),
    "quotation marks": lambda size: '"' * size,
    "accents": lambda size: "\u0301" * size,
    "figures": lambda size: " ".join(map(str, range(size // 6))),
    "a mould": lambda size: " ".join(f"The room {n} is {n * 7 % 13} wide." for n in range(size // 24)),
    "no spaces": lambda size: "中文" * (size // 2),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_work_grows_with_the_text_and_no_faster(name: str) -> None:
    def cost(size: int) -> int:
        old, new = HOSTILE[name](size), "b" + HOSTILE[name](size - 90)[3:]
        spans = [Span(at, at + 20) for at in range(0, len(old) - 20, len(old) // 20)]
        return calls(lambda: (carry(old, new, spans), changes(old, new)))

    costs = [cost(size) for size in SIZES]
    assert costs[1] < 2.5 * costs[0], costs


def test_long_work_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []
    carry(RIVER, RIVER, [of(RIVER, "dam")] * 100, lambda done, total: told.append((done, total)))
    assert told == sorted(told), "pairing comes first, of which nobody knows how long it takes"
    counted = [each for each in told if each != (0, 0)]
    assert counted[0] == (0, 100) and counted[-1] == (100, 100)

    class StopError(Exception): ...

    def stop(done: int, total: int) -> None:
        raise StopError

    with pytest.raises(StopError):
        carry(RIVER, RIVER, [of(RIVER, "dam")], stop)
