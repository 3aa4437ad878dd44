"""What each format can tell of a report, by the kinds of `domain.losses`; `tests/exporters/test_losses.py` holds every
format to it, both ways."""

from annotator.domain.losses import EVERYTHING, all_but, only

__all__ = ["EVERYTHING", "FOR_READERS", "IN_ANNOTATIONS", "IN_CLAIM_REVIEWS", "IN_TABLES"]

_NOTES = only("claim-notes", "evidence-notes", "source-notes", "review-notes")
_KEPT_FILES = only("originals", "snapshots", "captures", "versions")

FOR_READERS = (
    all_but(
        "project-title",
        "languages",
        "kinds",
        "typed-dates",
        "assignees",
        "severities",
        "earlier-verdicts",
        "replies",
        "parts",
        "confidential",
        "control-signs",
    )
    - _NOTES
    - _KEPT_FILES
)

_OF_CLAIMS = only(
    "claims", "statements", "kinds", "claimants", "claim-dates", "typed-dates", "assignees", "severities", "claim-notes"
)
_OF_VERDICTS = only("verdicts", "rationales", "corrections", "signatures", "verdict-dates")
_OF_EVIDENCE = only("evidence", "stances", "excerpts", "locators", "evidence-notes")
_OF_SOURCES = only(
    "sources",
    "unused-sources",
    "source-kinds",
    "source-authors",
    "source-publishers",
    "source-addresses",
    "archive-addresses",
    "source-dates",
    "access-dates",
    "source-notes",
)
_ANY_TEXT = only("long-texts", "control-signs")

IN_TABLES = (
    _OF_CLAIMS
    | _OF_VERDICTS
    | _OF_EVIDENCE
    | _OF_SOURCES
    | only("headlines", "passages", "further-passages", "parts", "orphans", "stale")
)
IN_CLAIM_REVIEWS = _ANY_TEXT | only(
    "headlines",
    "bylines",
    "publishers",
    "addresses",
    "languages",
    "article-dates",
    "claims",
    "statements",
    "claimants",
    "claim-dates",
    "verdicts",
    "rationales",
    "signatures",
    "verdict-dates",
)
IN_ANNOTATIONS = _ANY_TEXT | only(
    "project-title",
    "addresses",
    "claims",
    "statements",
    "passages",
    "further-passages",
    "orphans",
    "verdicts",
    "rationales",
    "corrections",
    "signatures",
    "verdict-dates",
)
