"""The ClaimReview and MediaReview mark-up of a file that is to be checked: JSON-LD, or a page that holds some."""

import json
from typing import Any

from annotator.domain import markup
from annotator.domain.errors import AnnotatorError
from annotator.domain.markup import Problem


def problems(data: bytes, name: str) -> tuple[Problem, ...]:
    """What is wrong with the mark-up. Raises AnnotatorError when there is none, or it cannot be read."""
    texts = _scripts(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else [data]
    if not texts:
        raise AnnotatorError(f"“{name}” holds no JSON-LD.", "Choose the mark-up, or the page with it.")
    values = [_parsed(text, name) for text in texts]
    reviewed = [value for value in values if markup.reviews(value)] or values[:1]
    return tuple(problem for value in reviewed for problem in markup.problems(value))


def _scripts(data: bytes) -> list[bytes]:
    """The JSON-LD that stands in the scripts of a page."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return []
    scripts = (each for each in root.iter("script") if each.get("type") == "application/ld+json")
    return [(script.text or "").encode("utf-8", "replace") for script in scripts]


def _parsed(data: bytes, name: str) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise AnnotatorError(f"“{name}” is no whole JSON.", "Check its commas, quotes and brackets.") from None
