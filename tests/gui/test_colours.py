"""Every theme, computed from its tokens: text and signs stand out from every fill they meet (WCAG 2.2: 4.5 to 1), and
verdicts stay apart for every kind of eye."""

import itertools

import pytest

from annotator.domain.model import ClaimState
from annotator.domain.ratings import RatingScale, scales
from annotator.gui.theme import Theme, themes
from annotator.gui.tones import STANCES, UNCHECKED, of_claim
from tests.gui.colour_vision import VISIONS, Rgb, contrast, difference, over, rgb, seen

READABLE, CALM, SHOWN = 4.5, 7.0, 3.0
"""WCAG 2.2: text (AA), text (AAA), lines and shapes."""
APART = 10.0
"""CIEDE2000. A just noticeable difference of large fields is about 1. On marks as small as a sign of 11 pixels or a
line of 2 (a third of a degree) half of all people see no difference below 6 to 8 in lightness (Stone, Szafir and
Setlur, "An Engineering Model for Color Difference as a Function of Size", 2014); 10 leaves room above that."""
VISIBLE = 4.0
"""CIEDE2000 between large fields: a fill and the page, a fill and the same one chosen."""

GROUNDS = ("window", "surface", "raised", "accent-soft")
FOUND = {"find": ("text", "text-dim"), "selection": ("selection-text",)}
EVERY = [pytest.param(theme, id=name) for name, theme in sorted(themes().items())]


def colours(theme: Theme) -> dict[str, Rgb]:
    return {token: rgb(colour) for token, colour in theme.colours.items()}


def ratings(theme: Theme) -> list[str]:
    return [token for token in theme.colours if token.startswith("rating-")]


def fills(theme: Theme) -> dict[str, Rgb]:
    """The ground of every mark: resting, under the mouse, chosen."""
    rest, chosen = theme.metrics["fill-alpha"], theme.metrics["fill-alpha-active"]
    known = colours(theme)
    alphas = {"": rest, " hovered": (rest + chosen) // 2, " chosen": chosen}
    return {
        token + state: over(known[token], alpha, known["surface"])
        for token in ratings(theme)
        for state, alpha in alphas.items()
    }


def weak(pairs: dict[tuple[str, str], tuple[Rgb, Rgb]], least: float) -> dict[tuple[str, str], float]:
    """The pairs of less contrast than that."""
    found = {names: round(contrast(*pair), 2) for names, pair in pairs.items()}
    return {names: ratio for names, ratio in found.items() if ratio < least}


@pytest.mark.parametrize("theme", EVERY)
def test_text_can_be_read_on_every_fill(theme: Theme) -> None:
    known = colours(theme)
    pairs = {(ink, fill): (known[ink], ground) for ink in ("text", "text-dim") for fill, ground in fills(theme).items()}
    assert not weak(pairs, READABLE)


@pytest.mark.parametrize("theme", EVERY)
def test_what_is_found_or_selected_can_be_read(theme: Theme) -> None:
    known = colours(theme)
    assert not weak({(i, g): (known[i], known[g]) for g, inks in FOUND.items() for i in inks}, READABLE)


@pytest.mark.parametrize("theme", EVERY)
def test_signs_and_words_of_verdicts_can_be_read_on_every_ground(theme: Theme) -> None:
    """Signs in the text have the page's own colour behind them; those in cards, lists and buttons stand on these."""
    known = colours(theme)
    pairs = {(token, ground): (known[token], known[ground]) for token in ratings(theme) for ground in GROUNDS}
    assert not weak(pairs, READABLE)


@pytest.mark.parametrize("theme", EVERY)
def test_words_on_a_row_under_the_mouse_can_be_read(theme: Theme) -> None:
    known = colours(theme)
    inks = ("text", "text-dim", *ratings(theme))
    grounds = {ground: over(known["accent-soft"], 110, known[ground]) for ground in ("surface", "raised")}
    assert not weak({(i, g): (known[i], shown) for i in inks for g, shown in grounds.items()}, READABLE)


@pytest.mark.parametrize("theme", EVERY)
def test_a_verdict_in_a_report_can_be_read_on_its_own_fill(theme: Theme) -> None:
    known, alpha = colours(theme), theme.metrics["fill-alpha"]
    pairs = {
        (token, ground): (known[token], over(known[token], alpha, known[ground]))
        for token in ratings(theme)
        for ground in ("surface", "raised")
    }
    assert not weak(pairs, READABLE)


@pytest.mark.parametrize("theme", EVERY)
def test_a_chosen_rating_can_be_read_on_its_button(theme: Theme) -> None:
    known = colours(theme)
    filled = ("accent", *ratings(theme))
    assert not weak({("accent-text", token): (known["accent-text"], known[token]) for token in filled}, READABLE)


@pytest.mark.parametrize("theme", [p for p in EVERY if str(p.id).startswith("high-contrast")])
def test_high_contrast_is_high(theme: Theme) -> None:
    known = colours(theme)
    inks = ("text", "text-dim", "accent", "danger", *ratings(theme))
    assert not weak({(i, g): (known[i], known[g]) for i in inks for g in ("window", "surface", "raised")}, CALM)
    assert not weak({("line", "window"): (known["line"], known["window"])}, SHOWN)


@pytest.mark.parametrize("theme", EVERY)
def test_fills_are_seen_and_so_is_which_is_chosen(theme: Theme) -> None:
    known, grounds = colours(theme), fills(theme)
    for token in ratings(theme):
        page, rest, chosen = (seen(c, "normal") for c in (known["surface"], grounds[token], grounds[f"{token} chosen"]))
        assert difference(page, rest) >= VISIBLE and difference(rest, chosen) >= VISIBLE, token


def tones(scale: RatingScale) -> dict[str, tuple[str, str]]:
    """Sign and colour token of every state that a claim can have under a scale."""
    told = {rating.key: (rating.sign, rating.colour) for rating in scale.ratings}
    return told | {"unchecked": (UNCHECKED.sign, UNCHECKED.token)}


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", EVERY)
def test_the_verdicts_of_a_scale_stay_apart(theme: Theme, vision: str) -> None:
    """Two ratings of one scale may share a token; then their signs tell them apart (see below)."""
    sets = [list(tones(scale).values()) for scale in scales().values()]
    sets.append([(tone.sign, tone.token) for tone in STANCES.values()])
    near = {}
    for one, other in (pair for told in sets for pair in itertools.combinations(sorted({t for _, t in told}), 2)):
        apart = difference(*(seen(rgb(theme.colours[token]), vision) for token in (one, other)))
        if apart < APART:
            near[one, other] = round(apart, 1)
    assert not near


@pytest.mark.parametrize("scale", scales().values(), ids=lambda scale: scale.key)
def test_no_two_verdicts_of_a_scale_have_one_sign(scale: RatingScale) -> None:
    signs = [sign for sign, _ in tones(scale).values()]
    assert len(set(signs)) == len(signs)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
        ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
        ((50.0, 0.0, 0.0), (50.0, 0.0, 0.0), 0.0),
    ],
)
def test_differences_are_those_of_the_published_table(
    one: tuple[float, float, float], other: tuple[float, float, float], expected: float
) -> None:
    assert difference(one, other) == pytest.approx(expected, abs=5e-5)


def test_grey_looks_the_same_to_every_eye() -> None:
    grey = rgb("#808080")
    for vision in VISIONS:
        assert difference(seen(grey, "normal"), seen(grey, vision)) < 0.1


@pytest.mark.parametrize("rating", ["confirmed", "wrong", "needs-fix"])
def test_a_verdict_of_other_words_has_no_rating_s_sign_or_colour(rating: str) -> None:
    stale, told = of_claim("editorial", rating, ClaimState.STALE), of_claim("editorial", rating, ClaimState.CHECKED)
    assert stale.sign not in {each.sign for scale in scales().values() for each in scale.ratings}
    assert stale.token == UNCHECKED.token != told.token
    assert stale.word == f"{told.word} – words changed since"
