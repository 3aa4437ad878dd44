"""A REFI-QDA project keeps the schema of the standard, and every position holds the words it is of."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from annotator.domain.model import BlockKind
from annotator.domain.report import Report
from annotator.exporters import EXPORTERS
from tests.exporters.reading import QUIET
from tests.exporters.reports import HOSTILE, Draft, full, hostile, scripts

GUID = re.compile("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
MADE = {"creatingUser", "creationDateTime", "modifyingUser", "modifiedDateTime"}

# Of Project.xsd (REFI-QDA 1.5): the children of each element in their order, the attributes it needs, and those it may
# have besides.
RULES: dict[str, tuple[str, set[str], set[str]]] = {
    "Project": (
        "(Users )?(CodeBook )?(Variables )?(Cases )?(Sources )?(Notes )?(Links )?(Sets )?(Graphs )?(Description )?",
        {"name"},
        {"origin", "creatingUserGUID", "creationDateTime", "modifyingUserGUID", "modifiedDateTime", "basePath"},
    ),
    "Users": ("(User )+", set(), set()),
    "User": ("", {"guid"}, {"name", "id"}),
    "CodeBook": ("Codes (Sets )?", set(), set()),
    "Codes": ("(Code )+", set(), set()),
    "Code": ("(Description )?(NoteRef )*(Code )*", {"guid", "name", "isCodable"}, {"color"}),
    "Variables": ("(Variable )+", set(), set()),
    "Variable": ("(Description )?", {"guid", "name", "typeOfVariable"}, set()),
    "Sources": ("(TextSource )+", set(), set()),
    "TextSource": (
        "(Description )?(PlainTextContent )?(PlainTextSelection )*(Coding )*(NoteRef )*(VariableValue )*",
        {"guid"},
        MADE | {"name", "richTextPath", "plainTextPath"},
    ),
    "PlainTextSelection": (
        "(Description )?(Coding )*(NoteRef )*",
        {"guid", "startPosition", "endPosition"},
        MADE | {"name"},
    ),
    "Coding": ("CodeRef (NoteRef )*", {"guid"}, {"creatingUser", "creationDateTime"}),
    "CodeRef": ("", {"targetGUID"}, set()),
    "NoteRef": ("", {"targetGUID"}, set()),
    "VariableRef": ("", {"targetGUID"}, set()),
    "VariableValue": ("VariableRef (TextValue )?", set(), set()),
    "TextValue": ("", set(), set()),
    "Notes": ("(Note )+", set(), set()),
    "PlainTextContent": ("", set(), set()),
    "Description": ("", set(), set()),
    "Links": ("(Link )+", set(), set()),
    "Link": ("(NoteRef )*", {"guid"}, {"name", "direction", "color", "originGUID", "targetGUID"}),
}
RULES["Note"] = RULES["TextSource"]


def opened(report: Report) -> tuple[Any, dict[str, str]]:
    """The project's XML, and the texts of its sources by their paths."""
    (part,) = EXPORTERS["qdpx"].render(report, QUIET)
    with zipfile.ZipFile(io.BytesIO(part.data)) as packed:
        names = packed.namelist()
        assert names[0] == "project.qde"
        assert all(re.fullmatch(rf"sources/{GUID.pattern}\.txt", name) for name in names[1:])
        texts = {name.removeprefix("sources/"): packed.read(name).decode("utf-8") for name in names[1:]}
        return etree.fromstring(packed.read("project.qde")), texts


def named(element: Any) -> str:
    return str(etree.QName(element).localname)


def check(root: Any, texts: dict[str, str]) -> None:
    assert root.tag == "{urn:QDA-XML:project:1.0}Project"
    ids: list[str] = []
    for element in root.iter():
        children, needed, allowed = RULES[named(element)]
        assert re.fullmatch(children, "".join(f"{named(child)} " for child in element)), named(element)
        assert needed <= set(element.attrib) <= needed | allowed, element.attrib
        ids += [element.get("guid")] if "guid" in element.attrib else []
        for name in ("guid", "targetGUID", "originGUID", "creatingUser"):
            assert GUID.fullmatch(element.get(name, ids[0] if ids else GUID_LIKE)), element.attrib
    assert len(ids) == len(set(ids))
    for element in root.iter():
        for name in ("targetGUID", "originGUID", "creatingUser"):
            assert element.get(name, ids[0]) in ids
    for source in root.iter("{*}TextSource"):
        text = texts[source.get("plainTextPath").removeprefix("internal://")]
        assert source.find("{*}PlainTextContent") is None
        for selection in source.iter("{*}PlainTextSelection"):
            start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
            assert 0 <= start < end <= len(text)
    for note in root.iter("{*}Note"):
        assert note.find("{*}PlainTextContent") is not None and note.get("plainTextPath") is None


GUID_LIKE = "0190a000-0000-7000-8000-000000000000"


@pytest.mark.parametrize("report", [full(), scripts(), Draft().report(), *map(hostile, HOSTILE)], ids=str)
def test_a_project_keeps_the_schema(report: Report) -> None:
    check(*opened(report))


def test_selections_hold_the_words_of_the_claims_in_code_points() -> None:
    root, texts = opened(scripts())
    words = [mention.selector.exact for claim in scripts().claims for mention in claim.mentions]
    found = []
    for source in root.iter("{*}TextSource"):
        text = texts[source.get("plainTextPath").removeprefix("internal://")]
        for selection in source.iter("{*}PlainTextSelection"):
            found.append(text[int(selection.get("startPosition")) : int(selection.get("endPosition"))])
    assert sorted(found) == sorted(words)


def test_a_verdict_is_a_coding_by_its_checker_with_its_reasons_as_notes() -> None:
    root, _ = opened(full())
    codes = {code.get("guid"): code.get("name") for code in root.iter("{*}Code")}
    users = {user.get("guid"): user.get("name") for user in root.iter("{*}User")}
    notes = {note.get("guid"): note.findtext("{*}PlainTextContent") for note in root.iter("{*}Note")}
    told = [
        (
            codes[coding.find("{*}CodeRef").get("targetGUID")],
            users.get(coding.get("creatingUser")),
            coding.get("creationDateTime"),
            [notes[reference.get("targetGUID")] for reference in coding.iter("{*}NoteRef")],
        )
        for coding in root.iter("{*}Coding")
    ]
    wrong = ("Wrong", "First Checker", "2026-02-04T08:00:00Z", ["Light needs 1.3 seconds.", "light needs 1.3 seconds"])
    assert wrong in told
    assert ("Claim", None, None, []) in told
    assert list(codes.values())[:3] == ["Claim", "Editorial", "Confirmed"]


def test_the_passages_of_one_claim_share_its_note_and_their_parts_are_linked() -> None:
    draft = Draft()
    article = draft.article((BlockKind.PARAGRAPH, "The minister, who was ill, resigned on Monday. Monday it was."))
    first, second = draft.mention(article, "The minister"), draft.mention(article, "resigned")
    draft.claim(first, replace(second, continues=first.id), draft.mention(article, "Monday it was"), statement="So.")
    root, _ = opened(draft.report())
    shared = {s.find("{*}NoteRef").get("targetGUID") for s in root.iter("{*}PlainTextSelection")}
    assert len(shared) == 1
    (link,) = root.iter("{*}Link")
    assert (link.get("originGUID"), link.get("targetGUID")) == (second.id, first.id)
    check(*opened(draft.report()))
