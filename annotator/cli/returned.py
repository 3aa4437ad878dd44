"""The verb for a copy that comes back from an editor."""

from collections.abc import Iterator
from typing import Any

from annotator.cli import lines
from annotator.cli.options import Given
from annotator.cli.verb import Positional, Verb
from annotator.domain.returned import Returned
from annotator.project import Project


def _read(project: Project, given: Given) -> Returned:
    return project.replies.read_returned(given["copy"])


def _shape(found: Returned) -> dict[str, Any]:
    return {
        "replies": [
            {
                "claim": reply.claim,
                "mention": reply.mention,
                "kind": str(reply.kind),
                "author": reply.author,
                "at": reply.at,
                "text": reply.text,
            }
            for reply in found.replies
        ],
        "reworded": [{"claim": one.claim, "mention": one.mention, "words": one.words} for one in found.reworded],
        "notes": [{"author": n.author, "at": n.at, "text": n.text, "words": n.words} for n in found.notes],
        "open": found.open,
        "unknown": found.unknown,
    }


def _lines(found: Returned) -> Iterator[str]:
    rows = [(r.claim, str(r.kind), r.author, r.text) for r in found.replies]
    rows += [(one.claim, "reworded", "", one.words) for one in found.reworded]
    rows += [("", "note", note.author, f"{note.text} (on “{note.words}”)") for note in found.notes]
    if rows:
        yield from lines.table(("CLAIM", "WHAT", "BY", "WORDS"), rows)
    else:
        yield "Nothing new came back."
    if found.open:
        yield f"Suggested corrections not decided yet: {found.open}"
    if found.unknown:
        yield f"Comments on claims that are not in this project: {found.unknown}"


RETURNED = Verb(
    "returned",
    "Read an editor's replies, closed comments and decisions from an annotated copy that came back.",
    _read,
    _shape,
    _lines,
    positional=Positional("copy", "FILE.docx", "the Word file that came back"),
    details="What was read before is not told again. The editor's comments on other words are listed, and offered as "
    "authors' notes where these words are in one place alone.",
)
