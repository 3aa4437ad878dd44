"""The bench of anchoring knows the truth from the edits alone, and its text is what it says."""

import pytest

from benches import anchoring
from benches.drafts import Article, articles
from benches.edits import KINDS
from benches.revisions import pair

TEXTS = articles()


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_the_truth_fits_both_drafts(text: Article) -> None:
    for kind in KINDS:
        made = pair(text, kind, 1)
        assert made == pair(text, kind, 1)
        assert made.truths
        for truth in made.truths:
            assert made.old[truth.old.start : truth.old.end].strip()
            assert truth.new is None or made.new[truth.new.start : truth.new.end].strip()


def test_edits_that_change_no_words_leave_every_span_its_words() -> None:
    for kind in ("move paragraphs", "merge paragraphs", "reorder sentences", "repeat sentences", "insert sentences"):
        made = pair(TEXTS[0], kind, 1)
        for truth in made.truths:
            assert truth.new is not None
            was, now = made.old[truth.old.start : truth.old.end], made.new[truth.new.start : truth.new.end]
            assert was.split() == now.split()


def test_deleted_sentences_are_gone_and_changed_figures_are_not() -> None:
    assert any(truth.new is None for truth in pair(TEXTS[2], "delete sentences", 1).truths)
    made = pair(TEXTS[2], "change figures", 1)
    assert all(truth.new is not None for truth in made.truths)
    assert made.old != made.new


def test_there_are_enough_pairs_and_languages() -> None:
    assert len(TEXTS) * len(KINDS) >= 400
    assert {text.language for text in TEXTS} >= {"en", "ru", "ar", "he", "zh", "ja", "th", "hi", "ko"}


def test_small_is_a_quick_run_of_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchoring, "CODE_POINTS", 200_000)
    rows = anchoring.measure(small=True)
    assert len(rows) == 3 * len(anchoring.QUESTIONS) + 2
    assert [row.limit for row in rows if row.limit is not None] == [3.0, 10.0, 2.0, 0.5] * 2 + [2.0]
    assert rows[-1].floor and rows[-1].value  # which of them is faster, the bench itself tells
