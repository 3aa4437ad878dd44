"""The verbs that make claims, sources, evidence and verdicts: one at a time, or in bulk by `apply`."""

from typing import Any

from annotator.cli import lines, shapes
from annotator.cli.options import FILE, FLAG, ID, NUMBER, SPANS, TEXT, Given, Option
from annotator.cli.verb import Verb
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Claim, Evidence, Source, Span, Verdict
from annotator.project import Project


def _own(given: Given, *others: str) -> dict[str, Any]:
    """What was given, without the options that the verb sees to itself."""
    return {name: value for name, value in given.items() if name not in others}


def _mark(project: Project, given: Given) -> Claim:
    own = ("article", "span", "quote", "occurrence", "claim")
    article, fields = given["article"], _own(given, *own)
    if "claim" in given and fields:
        raise AnnotatorError("Another mention of a claim takes no fields of the claim.", "Leave them out.")
    if "span" in given:
        places = [_span(*pair) for pair in given["span"]]
    else:
        places = [project.claims.find(article, given["quote"], given.get("occurrence", 1))]
    if "claim" not in given:
        return project.claims.mark(article, *places, **fields)
    project.claims.add_mention(given["claim"], article, *places)
    return project.claims.get(given["claim"])


def _span(start: int, end: int) -> Span:
    try:
        return Span(start, end)
    except ValueError:
        problem = f"The span {start}:{end} is none: it begins before the text, or ends before it begins."
        raise AnnotatorError(problem, "Give START:END in characters of the text, counted from 0.") from None


def _source(project: Project, given: Given) -> Source:
    if "snapshot" not in given:
        return project.sources.add(**given)
    with project.step("Add source"):
        source = project.sources.add(**_own(given, "snapshot"))
        return project.sources.keep_snapshot(source.id, given["snapshot"])


def _attach(project: Project, given: Given) -> Evidence:
    return project.evidence.attach(given["claim"], given["source"], **_own(given, "claim", "source"))


def _rate(project: Project, given: Given) -> Verdict:
    return project.verdicts.give(given["claim"], **_own(given, "claim"))


ARTICLE = Option("article", "the article, by its id", ID, needed=True, refers=True)
CLAIM = Option("claim", "the claim, by its id", ID, needed=True, refers=True)
FIELDS = (
    Option("statement", "the claim in your own words", TEXT),
    Option("kind", "figure, quotation, date, name, attribution, causal, comparison or other", TEXT, metavar="KIND"),
    Option("claimant", "who claims it", TEXT),
    Option("claim_date", "when it was claimed, in any words: “last Tuesday” counts from the article's date", TEXT),
    Option("assignee", "who checks it", TEXT),
    Option("note", "anything else", TEXT),
    Option("severity", "must-fix or should-fix; without it, as the verdict's rating says", TEXT, metavar="SEVERITY"),
)
"""What is said of a claim itself."""

MARK = Verb(
    "mark",
    "Make a claim of some words of an article.",
    _mark,
    shapes.claim,
    lines.claim,
    (
        ARTICLE,
        Option("quote", "the words, as the article has them", TEXT),
        Option(
            "span",
            "the words by their place, in code points; the end is the place after the last one; after a comma the "
            "next part of a passage in several parts",
            SPANS,
        ),
        Option("occurrence", "which of several places that hold the quote; 1 is the first and the default", NUMBER),
        *FIELDS,
        Option("claim", "no new claim, but another place where this one appears, by its id", ID, refers=True),
    ),
    either=("quote", "span"),
    details="Without a statement the claim is in the words of the article. With --json, prints the claim as an object "
    "of the shape that `claims` lists.",
)
SOURCE = Verb(
    "source",
    "Keep a source: a page, paper, dataset, recording, photograph, book or person.",
    _source,
    shapes.source,
    lines.source,
    (
        Option("title", "its title, or the person's name", TEXT, needed=True),
        Option(
            "kind", "page (the default), paper, dataset, recording, photograph, book or person", TEXT, metavar="KIND"
        ),
        Option("author", "who made it", TEXT),
        Option("publisher", "who published it", TEXT),
        Option("url", "its address", TEXT, metavar="URL"),
        Option("archive_url", "the address of an archived copy", TEXT, metavar="URL"),
        Option("published", "when it was published", TEXT, metavar="DATE"),
        Option("accessed", "when you consulted it", TEXT, metavar="DATE"),
        Option("confidential", "withhold it from every report", FLAG),
        Option("note", "anything else", TEXT),
        Option("snapshot", "a file of which a copy is kept in the project", FILE),
    ),
    details="With --json, prints the source as an object of the shape that `sources` lists.",
)
ATTACH = Verb(
    "attach",
    "Say what a source says of a claim.",
    _attach,
    shapes.evidence,
    lines.evidence,
    (
        CLAIM,
        Option("source", "the source, by its id", ID, needed=True, refers=True),
        Option("stance", "supports, refutes or context", TEXT, needed=True, metavar="STANCE"),
        Option("excerpt", "what the source says, word for word", TEXT),
        Option("locator", "where it says so: a page, paragraph or timestamp", TEXT),
        Option("note", "anything else", TEXT),
    ),
    details="With --json, prints the evidence as an object of the shape that `claims` lists.",
)
RATE = Verb(
    "rate",
    "Give a verdict on a claim; an earlier one is kept as replaced.",
    _rate,
    shapes.verdict,
    lines.verdict,
    (
        CLAIM,
        Option("rating", "a rating of the scale, by its key: confirmed, needs-fix, wrong …", TEXT, True, metavar="KEY"),
        Option("rationale", "why", TEXT, needed=True),
        Option("correction", "what the article should say instead", TEXT),
        Option("scale", "another rating scale than the project's own, by its key", TEXT, metavar="NAME"),
    ),
    details="With --json, prints the verdict as an object of the shape that `verdicts` lists.",
)
