"""The verbs that change what is said of a claim, and that look at a colleague's verdict; `apply` takes them in bulk."""

from annotator.cli import lines, shapes
from annotator.cli.making import CLAIM, FIELDS
from annotator.cli.options import FLAG, ID, TEXT, Given, Option
from annotator.cli.verb import Verb
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Claim, Verdict
from annotator.project import Project


def _set(project: Project, given: Given) -> Claim:
    fields = {name: value for name, value in given.items() if name != "claim"}
    if not fields:
        raise AnnotatorError("Nothing is given that is to be changed.", "Name a field, such as --severity.")
    return project.claims.set(given["claim"], **fields)


def _review(project: Project, given: Given) -> Verdict:
    note = given.get("return", "")
    if "return" in given and not note.strip():
        raise AnnotatorError("There is no note yet.", "Say what is to be looked at again.")
    if "return" not in given and not given["approve"]:
        raise AnnotatorError("The verdict is neither approved nor returned.", "Give a note to return it with.")
    project.reviews.give(given["verdict"], "return" not in given, note)
    return project.verdicts.get(given["verdict"])


SET = Verb(
    "set",
    "Change fields of a claim: its severity, statement, kind, claimant and more.",
    _set,
    shapes.claim,
    lines.claim,
    (CLAIM, *FIELDS),
    details='A field that is given empty ("") is emptied; a claim without severity is as urgent as the rating of its '
    "verdict says. With --json, prints the claim as an object of the shape that `claims` lists.",
)
REVIEW = Verb(
    "review",
    "Approve a colleague's verdict, or return it with a note.",
    _review,
    shapes.verdict,
    lines.verdict,
    (
        Option("verdict", "the verdict, by its id", ID, needed=True, refers=True),
        Option("approve", "it holds", FLAG),
        Option("return", "it is to be looked at again, for this reason", TEXT, metavar="NOTE"),
    ),
    either=("approve", "return"),
    details="Nobody reviews their own verdict. With --json, prints the verdict as an object of the shape that "
    "`verdicts` lists.",
)
