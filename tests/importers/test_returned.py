"""A copy that comes back from an editor: replies, closed comments, changes taken and refused, each at its claim."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ReplyKind
from annotator.domain.report import Report
from annotator.domain.returned import Known, Returned
from annotator.exporters.docx import render
from annotator.importers import returned
from annotator.importers.office import Package
from annotator.importers.returned_file import text_of
from tests.exporters.reading import QUIET
from tests.exporters.reports import Draft, full
from tests.exporters.test_docx_package import OFFICE, through_office
from tests.fuzz.test_importers import damaged
from tests.importers.editor import Editor
from tests.importers.word_files import sample, with_body

office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")


def desk() -> Report:
    """An article with four claims: two corrected, one confirmed, and one on the same words as another."""
    draft = Draft()
    article = draft.article(
        (BlockKind.PARAGRAPH, "Light needs 13 seconds from the Moon 🌕, which is 384,400 km away."),
        (BlockKind.PARAGRAPH, "Neil Armstrong was there in July 1968, they say."),
        (BlockKind.TABLE, "Body\tDiameter\nMoon\t3,474 km"),
    )
    draft.rate(draft.claim(draft.mention(article, "13 seconds")), "wrong", "Off by ten.", "1.3 seconds")
    draft.rate(draft.claim(draft.mention(article, "384,400 km")), "confirmed")
    draft.rate(draft.claim(draft.mention(article, "July 1968")), "wrong", "", "July 1969")
    draft.claim(draft.mention(article, "384,400 km"), statement="It is that far on average.")
    draft.rate(draft.claim(draft.mention(article, "3,474 km")), "confirmed")
    return draft.report()


@cache
def exported() -> bytes:
    return render(desk(), QUIET)[0].data


def known(report: Report) -> list[Known]:
    return [
        Known(m.id, claim.id, m.selector.exact, tuple(v.correction for v in claim.verdicts if v.correction))
        for claim in report.claims
        for m in claim.mentions
    ]


def read(data: bytes) -> Returned:
    return returned.read(data, known(desk()))


def told(found: Returned) -> list[tuple[int, ReplyKind, str, str]]:
    numbers = {claim.id: number for number, claim in enumerate(desk().claims, 1)}
    return [(numbers[reply.claim], reply.kind, reply.author, reply.text) for reply in found.replies]


def test_a_copy_nobody_touched_brings_nothing_back() -> None:
    assert read(exported()) == Returned((), open=2)
    assert returned.read(render(full(), QUIET)[0].data, known(full())) == Returned((), open=1)


def test_replies_and_closed_comments_are_told_at_their_claims() -> None:
    editor = Editor(exported())
    editor.reply("Claim 1: ", "Why not 1.28?")
    editor.reply("Why not", "Never mind.", "2026-03-01T11:00:00Z")
    editor.reply("Claim 4: ", "Of the second one, on the same words.")
    editor.resolve("Claim 2: ")
    found = read(editor.saved())
    assert sorted(told(found)) == [
        (1, ReplyKind.REPLY, "Ed Itor", "Never mind."),
        (1, ReplyKind.REPLY, "Ed Itor", "Why not 1.28?"),
        (2, ReplyKind.RESOLVED, "Ed Itor", ""),
        (4, ReplyKind.REPLY, "Ed Itor", "Of the second one, on the same words."),
    ]
    assert {reply.at for reply in found.replies} == {
        "2026-03-01T10:00:00Z",
        "2026-03-01T11:00:00Z",
        "2026-03-03T10:00:00Z",
    }
    assert found.notes == () and found.unknown == 0


def test_taken_and_refused_corrections_are_told_with_the_words_that_stand() -> None:
    editor = Editor(exported())
    editor.take("1.3 seconds")
    editor.refuse("July 1968")
    found = read(editor.saved())
    assert told(found) == [
        (1, ReplyKind.ACCEPTED, "Ed Itor", "1.3 seconds"),
        (3, ReplyKind.REJECTED, "Ed Itor", "July 1968"),
    ]
    assert (found.open, found.reworded) == (0, ())


def test_a_correction_of_an_earlier_verdict_counts_as_taken() -> None:
    editor = Editor(exported())
    editor.take("1.3 seconds")
    since = [
        Known(one.mention, one.claim, one.words, (*one.corrections, "1.28 seconds")[::-1]) for one in known(desk())
    ]
    assert [reply.kind for reply in returned.read(editor.saved(), since).replies] == [ReplyKind.ACCEPTED]


def test_words_changed_by_hand_are_told_as_such() -> None:
    editor = Editor(exported())
    editor.take("1.3 seconds")
    editor.retype("1.3 seconds", "a second or so")
    editor.retype("384,400 km", "far")
    found = read(editor.saved())
    assert told(found) == []
    claims = [claim.id for claim in desk().claims]
    assert [(one.claim, one.words) for one in found.reworded] == [
        (claims[0], "a second or so"),
        (claims[1], "far"),
        (claims[3], "far"),
    ]


def test_a_claim_inside_a_taken_correction_was_not_changed_by_hand() -> None:
    draft = Draft()
    article = draft.article((BlockKind.PARAGRAPH, "one two three four"))
    draft.rate(draft.claim(draft.mention(article, "one two three")), "wrong", "", "1 2 3")
    draft.rate(draft.claim(draft.mention(article, "three four")), "confirmed")
    editor = Editor(render(draft.report(), QUIET)[0].data)
    editor.take("1 2 3")
    found = returned.read(editor.saved(), known(draft.report()))
    assert [reply.kind for reply in found.replies] == [ReplyKind.ACCEPTED]
    assert found.reworded == ()


def test_comments_on_other_words_are_kept_with_those_words() -> None:
    editor = Editor(exported())
    editor.note("they say", "Who says?")
    found = read(editor.saved())
    assert [(note.author, note.text, note.words) for note in found.notes] == [("Ed Itor", "Who says?", ", they say.")]
    assert found.replies == ()


def test_the_words_that_stand_are_without_what_an_open_change_takes_out() -> None:
    change = (
        '<w:del w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>new</w:t></w:r></w:ins>'
    )
    found = text_of(Package(with_body(f"<w:p><w:r><w:t>a </w:t></w:r>{change}<w:r><w:t> b</w:t></w:r></w:p>")))
    assert found.length == len("a oldnew b\n")
    assert (found.between(0, 10).text, found.between(0, 10).open) == ("a new b", True)
    assert (found.between(1, 3).text, found.between(8, 10).text, found.between(8, 10).open) == (" ", " b", False)


def test_without_bookmarks_comments_are_known_by_their_own_names() -> None:
    editor = Editor(exported())
    editor.reply("Claim 1: ", "Why?")
    editor.without_bookmarks()
    assert told(read(editor.saved())) == [(1, ReplyKind.REPLY, "Ed Itor", "Why?")]


def test_claims_that_are_no_longer_in_the_project_are_counted() -> None:
    found = returned.read(exported(), known(desk())[:3])
    assert found.unknown == 2


@office
def test_all_of_it_survives_being_saved_by_libreoffice(tmp_path: Path) -> None:
    editor = Editor(exported())
    editor.take("1.3 seconds")
    editor.refuse("July 1968")
    editor.resolve("Claim 2: ")
    editor.reply("Claim 5: ", "Is that the mean?")
    editor.note("they say", "Who says?")
    source = tmp_path / "copy.docx"
    source.write_bytes(editor.saved())
    found = read(through_office(source).read_bytes())
    said = [(number, kind, text) for number, kind, _, text in told(found)]
    assert sorted(said) == [
        (1, ReplyKind.ACCEPTED, "1.3 seconds"),
        (2, ReplyKind.RESOLVED, ""),
        (3, ReplyKind.REJECTED, "July 1968"),
        (5, ReplyKind.REPLY, "Is that the mean?"),
    ]
    assert [note.text for note in found.notes] == ["Who says?"]


@office
def test_open_changes_saved_by_libreoffice_are_open_still(tmp_path: Path) -> None:
    source = tmp_path / "copy.docx"
    source.write_bytes(exported())
    assert read(through_office(source).read_bytes()) == Returned((), open=2)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (sample(), "no annotated copy"),
        (with_body("<w:p><w:r><w:t>Words.</w:t></w:r></w:p>"), "no annotated copy"),
        (render(full(), QUIET)[0].data, "of another project"),
        (b"PK\x03\x04", "damaged"),
        (exported()[:-500], "damaged"),
    ],
)
def test_what_is_no_copy_of_this_project_is_refused_in_one_sentence(data: bytes, what: str) -> None:
    others = [Known("x", "y", "z")] if "another" in what else known(desk())
    with pytest.raises(AnnotatorError, match=what):
        returned.read(data, others)


@given(st.data())
@settings(max_examples=60)
def test_damaged_copies_are_read_or_refused(data: st.DataObject) -> None:
    try:
        read(data.draw(damaged(exported())))
    except AnnotatorError as refusal:
        assert refusal.what_happened.endswith(".")


def test_circles_of_replies_end() -> None:
    editor = Editor(exported())
    editor.reply("Claim 1: ", "A")
    editor.reply("A", "B")
    key, parent = editor.paragraph_of("A"), editor.paragraph_of("B")
    next(s for s in editor._states if s.get(s.keys()[0]) == key).set(
        next(k for k in editor._states[-1].attrib if k.endswith("Parent")), parent
    )
    assert len(read(editor.saved()).notes) + len(read(editor.saved()).replies) == 2
