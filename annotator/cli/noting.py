"""The verbs for what comes with a draft: authors' notes, to be listed, accepted or dismissed, and tracked changes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from annotator.cli import lines, shapes
from annotator.cli.options import FLAG, ID, Given, Option
from annotator.cli.verb import Verb
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, AuthorNote, Claim, ImportedArticle
from annotator.domain.tracked import said
from annotator.project import Project
from annotator.project.states import NAMES


def _notes(project: Project, given: Given) -> list[AuthorNote]:
    return project.notes.of(given["article"]) if "article" in given else project.notes.all()


def _articles(project: Project, given: Given) -> list[str]:
    """The articles whose notes are meant, in order."""
    return list(dict.fromkeys(note.article for note in _notes(project, given)))


def _accept(project: Project, given: Given) -> list[Claim]:
    if "note" in given:
        return [project.notes.accept(given["note"], given.get("claim", ""))]
    if "claim" in given:
        raise AnnotatorError("Only one note can be added to a claim at a time.", "Name it with --note.")
    with project.step("Accept authors' notes"):
        return [claim for article in _articles(project, given) for claim in project.notes.accept_all(article)]


def _dismiss(project: Project, given: Given) -> list[AuthorNote]:
    if "note" in given:
        return [project.notes.dismiss(given["note"])]
    with project.step("Dismiss authors' notes"):
        return [note for article in _articles(project, given) for note in project.notes.dismiss_all(article)]


_WHICH = (
    Option("note", "one note, by its id", ID),
    Option("all", "every open note, of the article or of all", FLAG),
    Option("article", "only notes in this article, by its id", ID),
)

NOTES = Verb(
    "notes",
    "List the notes that authors left in their drafts.",
    _notes,
    lambda notes: [shapes.author_note(note) for note in notes],
    lines.author_notes,
    (Option("article", "only notes in this article, by its id", ID),),
)
ACCEPT = Verb(
    "accept",
    "Make claims of authors' notes, the addresses in them attached as sources.",
    _accept,
    lambda claims: [shapes.claim(claim) for claim in claims],
    lines.claims,
    (
        *_WHICH,
        Option("claim", "no new claim: add the note to this one, by its id", ID),
    ),
    either=("note", "all"),
    details="Of all notes, one about exactly the words of a claim is added to it. With --json, prints the list of the "
    "claims.",
)
DISMISS = Verb(
    "dismiss",
    "Say that no claims are to be made of authors' notes.",
    _dismiss,
    lambda notes: [shapes.author_note(note) for note in notes],
    lines.author_notes,
    _WHICH,
    either=("note", "all"),
    details="With --json, prints the list of the notes dismissed.",
)


class _States(NamedTuple):
    """The article as it is checked, and the other state of its file."""

    article: Article
    other: ImportedArticle


def _tracked(project: Project, given: Given) -> _States:
    article, other = project.articles.get(given["article"]), project.states.other(given["article"])
    if "switch" in given:
        return _States(project.states.take(article.id, other), _read_back(article, other))
    return _States(article, other)


def _read_back(article: Article, other: ImportedArticle) -> ImportedArticle:
    """What the other state is, once the article was switched."""
    return replace(other, text=article.text, state=article.state)


def _tracked_shape(states: _States) -> dict[str, Any]:
    by = [
        {"author": one.author or None, "insertions": one.insertions, "deletions": one.deletions}
        for one in states.other.tracked
    ]
    other = {"state": str(states.other.state), "text": states.other.text}
    return {"article": states.article.id, "state": str(states.article.state), "changes": by, "other": other}


def _tracked_lines(states: _States) -> Iterator[str]:
    yield lines.plain(f"{states.article.id}  {NAMES[states.article.state]}: {said(states.other.tracked)}")
    yield f"What follows is {NAMES[states.other.state]}."
    yield from map(lines.plain, states.other.text.split("\n"))


TRACKED = Verb(
    "tracked",
    "Tell who changed a draft by tracked changes, and its text in the other state.",
    _tracked,
    _tracked_shape,
    _tracked_lines,
    (
        Option("article", "the article, by its id", ID, needed=True),
        Option("switch", "check the other text from now on: in the place of this one as long as nothing is marked, "
               "else as a new version that has the claims", FLAG),
    ),
    details="One state is the text with all changes accepted, the other the original before them. With --json, prints "
    "which of them the article is, the changes by each author, and the other text.",
)  # fmt: skip
