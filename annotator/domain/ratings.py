"""Rating scales: TOML files in `resources/scales`, read once and handed about as values."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from annotator.domain.errors import AnnotatorError
from annotator.domain.resources import RESOURCES

DEFAULT_SCALE = "editorial"


@dataclass(frozen=True, slots=True)
class Rating:
    """One value of a scale. `colour` names a theme token, `number` orders it (1 is worst), None outside the order."""

    key: str
    label: str
    sign: str
    colour: str
    number: int | None = None
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class RatingScale:
    key: str
    label: str
    ratings: tuple[Rating, ...]
    description: str = ""

    def find(self, key: str) -> Rating | None:
        return next((r for r in self.ratings if r.key == key), None)

    def rating(self, key: str) -> Rating:
        """The rating of that key. Raises AnnotatorError, naming the keys there are, when there is none."""
        found = self.find(key)
        if found is None:
            known = ", ".join(r.key for r in self.ratings)
            raise AnnotatorError(f"“{key}” is not a rating of the scale “{self.key}”.", f"Use one of: {known}.")
        return found

    @property
    def bounds(self) -> tuple[int, int] | None:
        """The lowest and highest number of the ordered ratings; None when fewer than two are ordered."""
        numbers = [r.number for r in self.ratings if r.number is not None]
        return (min(numbers), max(numbers)) if len(set(numbers)) > 1 else None


@cache
def scales(folder: Path = RESOURCES / "scales") -> dict[str, RatingScale]:
    """Every scale of the folder by its key, the default first."""
    found = [_read(path) for path in sorted(folder.glob("*.toml"))]
    found.sort(key=lambda scale: (scale.key != DEFAULT_SCALE, scale.label))
    return {scale.key: scale for scale in found}


def scale(key: str) -> RatingScale:
    """The scale of that key. Raises AnnotatorError, naming the scales there are, when there is none."""
    try:
        return scales()[key]
    except KeyError:
        raise AnnotatorError(f"There is no rating scale “{key}”.", f"Use one of: {', '.join(scales())}.") from None


def _read(path: Path) -> RatingScale:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    ratings = tuple(Rating(**row) for row in data["rating"])
    return RatingScale(data["key"], data["label"], ratings, data.get("description", ""))
