"""The two exceptions thrown on purpose; only `cli` and `gui/messages.py` turn them into words for people."""


class AnnotatorError(Exception):
    """Something a person can understand and act on: what happened, and what to do about it."""

    def __init__(self, what_happened: str, what_to_do: str = "") -> None:
        super().__init__(what_happened, what_to_do)
        self.what_happened = what_happened
        self.what_to_do = what_to_do

    def __str__(self) -> str:
        return f"{self.what_happened} {self.what_to_do}".strip()


class Cancelled(Exception):
    """The person stopped a long piece of work; whoever catches it leaves nothing half-written."""
