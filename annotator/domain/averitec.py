"""The words of AVeriTeC (Schlichtkrull, Guo and Vlachos, 2023) and what they are here, for exporter and importer."""

from annotator.domain.model import ClaimKind, SourceKind, Stance

SCALE = "averitec"

_LABELS = {
    "supported": "Supported",
    "refuted": "Refuted",
    "not-enough": "Not Enough Evidence",
    "conflicting": "Conflicting Evidence/Cherrypicking",
}

# The ratings of other scales that mean what a label means. A rating that means something else has none.
_OF_OTHER_SCALES = {
    ("editorial", "confirmed"): "supported",
    ("editorial", "wrong"): "refuted",
    ("editorial", "unverifiable"): "not-enough",
    ("three", "true"): "supported",
    ("three", "false"): "refuted",
    ("three", "unproven"): "not-enough",
    ("truth", "true"): "supported",
    ("truth", "mostly-true"): "supported",
    ("truth", "half-true"): "conflicting",
    ("truth", "mostly-false"): "conflicting",
    ("truth", "false"): "refuted",
    ("truth", "absurd"): "refuted",
}

TYPES = {
    ClaimKind.FIGURE: "Numerical Claim",
    ClaimKind.COMPARISON: "Numerical Claim",
    ClaimKind.QUOTATION: "Quote Verification",
    ClaimKind.ATTRIBUTION: "Quote Verification",
    ClaimKind.CAUSAL: "Causal Claim",
    ClaimKind.DATE: "Event/Property Claim",
    ClaimKind.NAME: "Event/Property Claim",
    ClaimKind.OTHER: "Event/Property Claim",
}
KINDS = {
    "Numerical Claim": ClaimKind.FIGURE,
    "Quote Verification": ClaimKind.QUOTATION,
    "Causal Claim": ClaimKind.CAUSAL,
}
"""The kind of claim that each claim type becomes; all others are of no special kind."""

MEDIUMS = {
    SourceKind.PAGE: "Web text",
    SourceKind.PAPER: "PDF",
    SourceKind.DATASET: "Web table",
    SourceKind.RECORDING: "Video",
    SourceKind.PHOTOGRAPH: "Image/graphic",
    SourceKind.BOOK: "Other",
    SourceKind.PERSON: "Metadata",
}
SOURCE_KINDS = {medium: kind for kind, medium in MEDIUMS.items()} | {"Audio": SourceKind.RECORDING}

EXTRACTIVE, ABSTRACTIVE = "Extractive", "Abstractive"
MOST_ANSWERS = 4

QUESTION = "What does “{}” say of the claim?"
"""Asked of a source where nobody wrote down a question of their own."""

STANCES = {
    Stance.SUPPORTS: "It supports the claim.",
    Stance.REFUTES: "It refutes the claim.",
    Stance.CONTEXT: "It gives context to the claim.",
}
"""The answer where the source's own words were not kept."""


def label_of(scale: str, rating: str) -> str:
    """The label of a rating, "" where none means the same."""
    return _LABELS.get(rating if scale == SCALE else _OF_OTHER_SCALES.get((scale, rating), ""), "")


def rating_of(label: str) -> str:
    """The key of the rating in the scale `averitec` that a label names, however it is spelt; "" for an unknown one."""
    folded = _folded(label)
    return next((key for key, known in _LABELS.items() if _folded(known) == folded), "")


def _folded(label: str) -> str:
    return "".join(sign for sign in label.lower() if sign.isalpha())
