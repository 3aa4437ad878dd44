"""What became of the mentions of one version of an article in the next, as a plain value."""

from dataclasses import dataclass

from annotator.domain.model import Mention, MentionState, Span


@dataclass(frozen=True, slots=True)
class Carried:
    """One mention of an earlier version (`old`), and the one in the newer version that was made of it; `new` is None
    while it is unsure or gone."""

    state: MentionState
    old: Mention
    new: Mention | None

    @property
    def claim(self) -> str:
        return self.old.claim


@dataclass(frozen=True, slots=True)
class Revision:
    """How the version `article` differs from the one it `supersedes`: what became of each mention, in the order of the
    old text, and the sentences that are new, in the order of the new one (code points)."""

    article: str
    supersedes: str
    carried: tuple[Carried, ...]
    fresh: tuple[Span, ...]

    def of(self, state: MentionState) -> tuple[Carried, ...]:
        """The mentions that fared so."""
        return tuple(each for each in self.carried if each.state is state)

    @property
    def counts(self) -> dict[MentionState, int]:
        """How many mentions fared how; every state is there."""
        return {state: len(self.of(state)) for state in MentionState}
