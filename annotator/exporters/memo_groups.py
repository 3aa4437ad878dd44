"""The parts of a memo to the editor, with the claims that belong in each."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.model import MemoGroup, Review
from annotator.domain.ratings import memo_group
from annotator.domain.report import Report
from annotator.exporters.pace import Pace, Paced
from annotator.exporters.public import Entry, entries

HEADINGS = {
    MemoGroup.MUST_FIX: ("Must fix", "Wrong as it stands; it must not be printed so."),
    MemoGroup.SHOULD_FIX: ("Should fix", "Right in substance, but the words or figures should change."),
    MemoGroup.UNVERIFIED: (
        "Cannot be verified",
        "No source settles these; attribute them, soften them or leave them out.",
    ),
    MemoGroup.CONFIRMED: ("Confirmed", "Borne out by the sources; nothing to do."),
    MemoGroup.OPEN: ("Still open", "Not checked yet, or reworded since they were checked."),
}
LOST = ("No longer in the text", "A newer draft has left these out; nothing to do unless they come back.")
"""The last part: whatever their verdicts are, there is nothing that an editor could change."""


@dataclass(frozen=True, slots=True)
class Group:
    """One part of the memo: what it is called, what it means, and its claims in reading order. `brief` says that its
    claims need no more than a line each."""

    key: str
    title: str
    lead: str
    entries: Paced[Entry]
    brief: bool


def groups(report: Report, pace: Pace) -> list[Group]:
    """Every part that has a claim in it."""
    found: dict[MemoGroup, list[Entry]] = {group: [] for group in MemoGroup}
    lost: list[Entry] = []
    for entry in entries(report):
        gone = bool(entry.quotes) and all(quote.gone for quote in entry.quotes)
        (lost if gone else found[memo_group(entry.claim, report.scales)]).append(entry)
    parts = [
        Group(group.value, *HEADINGS[group], Paced(pace, members), group in (MemoGroup.CONFIRMED, MemoGroup.OPEN))
        for group, members in found.items()
        if members
    ]
    return [*parts, Group("lost", *LOST, Paced(pace, lost), True)] if lost else parts


def reviews(entry: Entry) -> Iterator[tuple[str, Review]]:
    """What second people said of the verdict, in a word."""
    for review in entry.verdict.reviews if entry.verdict else ():
        yield ("Seconded" if review.approved else "Returned"), review
