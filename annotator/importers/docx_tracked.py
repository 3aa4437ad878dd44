"""The tracked changes of a Word file, counted as a person sees them: a stretch is one change, in however many pieces
the file has it."""

from collections.abc import Iterable
from typing import Any

from annotator.domain.tracked import TrackedBy
from annotator.importers.docx_styles import W
from annotator.importers.tracked import counted

PUT_IN, TAKEN_OUT = ("ins", "moveTo"), ("del", "moveFrom")


def tracked(roots: Iterable[Any]) -> tuple[TrackedBy, ...]:
    """Who changed how much in the parts of a file, those who come first in it first."""
    return counted(
        (_author(change), _local(change) in PUT_IN)
        for root in roots
        for change in root.iter(*(f"{W}{tag}" for tag in (*PUT_IN, *TAKEN_OUT)))
        if not _goes_on(change)
    )


def _goes_on(change: Any) -> bool:
    """Whether a change is the rest of one that was counted: beside it, or the end of a paragraph with words of it."""
    marks = change.getparent()
    if marks is not None and marks.tag == f"{W}rPr":
        paragraph = marks.getparent().getparent() if marks.getparent() is not None else None
        if paragraph is None or paragraph.tag != f"{W}p":
            return False
        return any(_author(other) == _author(change) for other in paragraph.iterchildren(change.tag))
    before = change.getprevious()
    return before is not None and before.tag == change.tag and _author(before) == _author(change)


def _author(change: Any) -> str:
    return str(change.get(f"{W}author") or "")


def _local(change: Any) -> str:
    return str(change.tag).rpartition("}")[2]
