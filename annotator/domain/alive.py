"""Signs of life from long work of which nobody knows how much is left: through them it can be stopped."""

from collections.abc import Callable

from annotator.domain.model import Progress

_EVERY = 64


def alive(progress: Progress | None) -> Callable[[], None]:
    """What to call for each small piece of work: now and then, from the first time on, it calls `progress`, which may
    raise to stop the work."""
    if progress is None:
        return _nothing
    tell, count = progress, 0

    def sign() -> None:
        nonlocal count
        if count % _EVERY == 0:
            tell(0, 0)
        count += 1

    return sign


def _nothing() -> None:
    pass
