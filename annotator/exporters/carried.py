"""What each format can tell of a report, by the kinds of `domain.losses`; `tests/exporters/test_losses.py` holds every
format to it, both ways."""

from annotator.domain.losses import EVERYTHING, all_but, only

__all__ = [
    "AS_LINES",
    "EVERYTHING",
    "FOR_READERS",
    "IN_ANNOTATIONS",
    "IN_AVERITEC",
    "IN_BRAT",
    "IN_CITATIONS",
    "IN_CLAIM_REVIEWS",
    "IN_MEDIA_REVIEWS",
    "IN_MEMOS",
    "IN_NOTICES",
    "IN_QDA",
    "IN_TABLES",
    "IN_UIMA",
]

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
        "author-notes",
    )
    - _NOTES
    - _KEPT_FILES
)

_OF_ARTICLES = only("headlines", "bylines", "publishers", "addresses", "languages", "article-dates")
_OF_CLAIMS = only(
    "claims", "statements", "kinds", "claimants", "claim-dates", "typed-dates", "assignees", "severities", "claim-notes"
)
_PASSAGES = only("passages", "further-passages", "parts")
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
_STATED = only("claims", "statements")
_DATED = only("claimants", "claim-dates")

IN_TABLES = _OF_CLAIMS | _PASSAGES | _OF_VERDICTS | _OF_EVIDENCE | _OF_SOURCES | only("headlines", "orphans", "stale")
IN_CLAIM_REVIEWS = (_ANY_TEXT | _OF_ARTICLES | _STATED | _DATED | _OF_VERDICTS) - only("corrections")
IN_MEDIA_REVIEWS = IN_CLAIM_REVIEWS | only("passages", "corrections")
IN_ANNOTATIONS = (
    (_ANY_TEXT | _STATED | _PASSAGES | _OF_VERDICTS)
    | only("project-title", "texts", "headlines", "addresses", "languages", "orphans")
)  # fmt: skip
IN_AVERITEC = (
    (_ANY_TEXT | _STATED | _DATED)
    | only("publishers", "addresses", "verdicts", "rationales", "evidence", "excerpts")
    | only("sources", "source-kinds", "source-addresses", "archive-addresses")
)  # fmt: skip
IN_QDA = _OF_ARTICLES | _STATED | _PASSAGES | _OF_VERDICTS | only("project-title", "texts", "long-texts")
IN_BRAT = (
    (_ANY_TEXT | _STATED | _PASSAGES)
    | only("texts", "kinds", "claimants", "verdicts", "rationales", "corrections", "stale")
)  # fmt: skip
IN_UIMA = (
    (_OF_ARTICLES | _STATED | _DATED | _PASSAGES | _OF_VERDICTS)
    | only("texts", "blocks", "furniture", "kinds", "stale", "long-texts")
)  # fmt: skip
IN_CITATIONS = (_ANY_TEXT | _OF_SOURCES) - _NOTES
AS_LINES = (
    (_ANY_TEXT | _OF_ARTICLES | _OF_CLAIMS | _PASSAGES | _OF_VERDICTS | _OF_EVIDENCE | _OF_SOURCES)
    | only("orphans", "stale", "earlier-verdicts", "reviews")
) - (_NOTES | only("unused-sources", "assignees"))
_ORIGIN = only("headlines", "bylines", "publishers", "addresses", "article-dates")
IN_MEMOS = (
    _ORIGIN
    | _OF_VERDICTS
    | only("claims", "statements", "severities", "passages", "further-passages", "parts", "orphans", "stale", "reviews")
    | only("evidence", "stances", "excerpts", "locators", "sources", "source-publishers", "source-addresses")
    | only("archive-addresses", "long-texts")
)
IN_NOTICES = _ORIGIN | only("claims", "statements", "verdicts", "rationales", "verdict-dates", "long-texts")
