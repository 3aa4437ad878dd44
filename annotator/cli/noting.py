"""The verbs for authors' notes: listing them, and accepting or dismissing them."""

from annotator.cli import lines, shapes
from annotator.cli.options import FLAG, ID, Given, Option
from annotator.cli.verb import Verb
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import AuthorNote, Claim
from annotator.project import Project


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
