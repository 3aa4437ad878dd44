"""Long comparing of drafts can be stopped at any time: while sentences are cut, while they are paired, and after."""

from collections.abc import Callable

import pytest

from annotator.domain.alive import alive
from annotator.domain.anchoring import carry, fresh_sentences
from annotator.domain.anchoring_align import align
from annotator.domain.anchoring_sentences import sentences
from annotator.domain.differences import differences
from annotator.domain.errors import Cancelled
from annotator.domain.model import Progress, Span

TOWNS = [
    f"The town of {chr(65 + n % 26)}{'aeiou'[n % 5]}lm{n} counted {n * 37} people in {1700 + n}." for n in range(300)
]
OLD = "\n\n".join(TOWNS)
NEW = "\n\n".join(
    line.replace("counted", "had about").replace("people", "souls, it is said,") if n % 2 else f"In {n} it rained."
    for n, line in enumerate(TOWNS)
)
WORK: dict[str, Callable[[Progress], object]] = {
    "carry": lambda progress: carry(OLD, NEW, [Span(0, 10)], progress),
    "differences": lambda progress: differences(OLD, NEW, progress),
    "fresh sentences": lambda progress: fresh_sentences(OLD, NEW, "en", progress),
}


def signs(work: Callable[[Progress], object], most: int = 0) -> int:
    """How many signs of life some work gives; at the last of them it is stopped."""
    count = 0

    def progress(done: int, total: int) -> None:
        nonlocal count
        count += 1
        if count == most:
            raise Cancelled

    work(progress)
    return count


@pytest.mark.parametrize("name", WORK)
def test_comparing_is_stopped_at_whichever_sign_of_life(name: str) -> None:
    work = WORK[name]
    for at in range(1, signs(work) + 1):
        with pytest.raises(Cancelled):
            signs(work, at)


def test_pairing_gives_signs_of_life_beside_those_of_cutting_sentences() -> None:
    cutting = signs(lambda progress: (sentences(OLD, progress), sentences(NEW, progress)))
    assert cutting >= 2 * 300 // 64
    assert signs(lambda progress: align(OLD, NEW, progress)) >= cutting + 300 // 64


def test_pairing_finds_the_same_with_and_without_somebody_to_stop_it() -> None:
    assert align(OLD, NEW, lambda done, total: None).pairings() == align(OLD, NEW).pairings()


def test_there_is_a_sign_of_life_at_once_and_then_now_and_then() -> None:
    told: list[tuple[int, int]] = []
    sign = alive(lambda done, total: told.append((done, total)))
    sign()
    assert told == [(0, 0)]
    for _ in range(1000):
        sign()
    assert 10 < len(told) < 100
