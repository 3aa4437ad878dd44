"""The rating scales that ship with the app, and what a scale says of its ratings."""

import tomllib
from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.ratings import DEFAULT_SCALE, Rating, RatingScale, scale, scales
from annotator.domain.resources import RESOURCES


def test_the_scales_promised_are_there_the_default_first() -> None:
    assert next(iter(scales())) == DEFAULT_SCALE == "editorial"
    assert set(scales()) >= {"editorial", "truth", "three", "averitec"}
    assert [rating.key for rating in scale("editorial").ratings] == [
        *("confirmed", "needs-fix", "wrong", "unverifiable", "not-checkable")
    ]
    assert len(scale("truth").ratings) == 6
    assert len(scale("three").ratings) == 3


@pytest.mark.parametrize("key", scales())
def test_every_rating_is_told_by_a_word_a_sign_and_a_colour_of_the_themes(key: str) -> None:
    chosen = scale(key)
    assert chosen.key == key and chosen.label and chosen.description
    themes = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (RESOURCES / "themes").glob("*.toml")]
    assert themes
    for rating in chosen.ratings:
        assert rating.label and rating.sign and rating.meaning
        assert all(rating.colour in repr(theme) for theme in themes)
    for told in ("key", "label", "sign"):
        values = [getattr(rating, told) for rating in chosen.ratings]
        assert len(set(values)) == len(values), told


def test_a_rating_is_found_by_its_key() -> None:
    editorial = scale("editorial")
    assert editorial.find("wrong") == editorial.rating("wrong")
    assert editorial.find("nothing") is None
    with pytest.raises(AnnotatorError, match="“nothing” is not a rating") as told:
        editorial.rating("nothing")
    assert "confirmed, needs-fix" in told.value.what_to_do


def test_an_unknown_scale_is_told_with_those_there_are() -> None:
    with pytest.raises(AnnotatorError, match="no rating scale “nothing”") as told:
        scale("nothing")
    assert "editorial" in told.value.what_to_do


@pytest.mark.parametrize(
    ("numbers", "bounds"),
    [((3, 1, None), (1, 3)), ((None,), None), ((2,), None), ((2, 2), None), ((), None), ((0, 5, 2), (0, 5))],
)
def test_a_scale_has_bounds_when_at_least_two_ratings_are_ordered(
    numbers: tuple[int | None, ...], bounds: tuple[int, int] | None
) -> None:
    ratings = tuple(Rating(str(n), "L", "s", "c", number) for n, number in enumerate(numbers))
    assert RatingScale("k", "K", ratings).bounds == bounds


def test_another_folder_may_hold_other_scales(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(
        'key = "one"\nlabel = "One"\n[[rating]]\nkey = "a"\nlabel = "A"\nsign = "+"\ncolour = "c"\n', encoding="utf-8"
    )
    assert scales(tmp_path) == {"one": RatingScale("one", "One", (Rating("a", "A", "+", "c"),))}
