"""Rating scales: TOML files in `resources/scales`, read once and handed about as values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Claim, ClaimState, MemoGroup, Severity
from annotator.domain.resources import RESOURCES

DEFAULT_SCALE = "editorial"


@dataclass(frozen=True, slots=True)
class Rating:
    """One value of a scale. `colour` names a theme token, `number` orders it (1 is worst), None outside the order.
    `group` is where a memo to the editor tells of the claims so rated."""

    key: str
    label: str
    sign: str
    colour: str
    number: int | None = None
    meaning: str = ""
    group: MemoGroup = MemoGroup.OPEN


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


def memo_group(claim: Claim, scales: Mapping[str, RatingScale]) -> MemoGroup:
    """Where a memo to the editor tells of the claim: open unless it has a verdict of what it states now; then as its
    own severity says, or else as its rating does. A rating that no scale here knows leaves it open too."""
    verdict = claim.verdict
    if verdict is None or claim.state is not ClaimState.CHECKED:
        return MemoGroup.OPEN
    if claim.severity is not Severity.AS_RATED:
        return MemoGroup(claim.severity)
    scale = scales.get(verdict.scale)
    rating = scale.find(verdict.rating) if scale else None
    return rating.group if rating else MemoGroup.OPEN


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
    ratings = tuple(Rating(**{**row, "group": MemoGroup(row.get("group", MemoGroup.OPEN))}) for row in data["rating"])
    return RatingScale(data["key"], data["label"], ratings, data.get("description", ""))
