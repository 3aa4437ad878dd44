"""The author's notes of a Word draft at exactly their words, and both states of its tracked changes."""

import io
import zipfile

import docx as python_docx
import pytest
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator import importers
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle, NoteKind
from annotator.domain.tracked import TrackedBy, TrackedState, said
from annotator.exporters.docx import render
from annotator.importers.docx import read_original
from tests.exporters.reading import QUIET
from tests.exporters.reports import full
from tests.fuzz.test_importers import damaged
from tests.importers.invariants import assert_sound, kinds
from tests.importers.word_files import HYPERLINK, saved, with_body, with_part

W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'


def read(data: bytes) -> ImportedArticle:
    article = importers.read_bytes(data, "a.docx")
    assert isinstance(article, ImportedArticle)
    assert_sound(article)
    return article


def told(article: ImportedArticle) -> list[tuple[str, str, str]]:
    return [(str(n.kind), article.text[n.span.start : n.span.end], n.text) for n in article.notes]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def begin(key: int) -> str:
    return f'<w:commentRangeStart w:id="{key}"/>'


def end(key: int) -> str:
    return f'<w:commentRangeEnd w:id="{key}"/><w:r><w:commentReference w:id="{key}"/></w:r>'


def comment(key: int, text: str, author: str = "Ann Author", paragraph: str = "") -> str:
    named = f' w14:paraId="{paragraph}"' if paragraph else ""
    return (
        f'<w:comment w:id="{key}" w:author="{author}" w:date="2026-01-0{key + 1}T09:00:00Z">'
        f"<w:p{named}><w:r><w:annotationRef/></w:r>{run(text)}</w:p></w:comment>"
    )


def draft(body: str, *comments: str) -> bytes:
    part = f"<w:comments {nsdecls('w', 'w14')}>{''.join(comments)}</w:comments>"
    return with_part(with_body(body), "word/comments.xml", part.encode())


def test_comments_are_notes_on_exactly_their_words_with_author_and_time() -> None:
    article = read(
        draft(
            f"<w:p>{run('The bridge ')}{begin(0)}{run('is 412 ')}{begin(1)}{run('metres 😀')}{end(0)}"
            f"{run(' long')}{end(1)}{run('.')}</w:p>",
            comment(0, "City plan, p. 3"),
            comment(1, "See https://plan.example/"),
        )
    )
    assert told(article) == [
        ("comment", "is 412 metres 😀", "City plan, p. 3"),
        ("comment", "metres 😀 long", "See https://plan.example/"),
    ]
    first = article.notes[0]
    assert (first.author, first.at, first.kind) == ("Ann Author", "2026-01-01T09:00:00Z", NoteKind.COMMENT)
    assert [inline for block in article.blocks for inline in block.inlines] == []


def test_a_comment_over_several_paragraphs_and_cells_goes_from_its_first_word_to_its_last() -> None:
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    article = read(
        draft(
            f"<w:p>{run('One ')}{begin(0)}{run('two.')}</w:p><w:p>{run('Three ')}{end(0)}{run('four.')}</w:p>"
            f"<w:tbl><w:tr>{cell.format(run('a') + begin(1) + run('b'))}{cell.format(run('c') + end(1) + run('d'))}"
            f"</w:tr></w:tbl>",
            comment(0, "Both."),
            comment(1, "Cells."),
        )
    )
    assert told(article) == [("comment", "two.\n\nThree", "Both."), ("comment", "b\tc", "Cells.")]


def test_a_comment_without_a_range_is_about_the_place_of_its_sign() -> None:
    article = read(draft(f"<w:p>{run('It rained.')}{end(0)}{run(' It snowed.')}</w:p>", comment(0, "When?")))
    (note,) = article.notes
    assert (note.span.start, note.span.end) == (10, 10)


def test_replies_go_with_the_comment_they_answer() -> None:
    states = (
        f'<w15:commentsEx {W15}><w15:commentEx w15:paraId="00000001" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/></w15:commentsEx>'
    )
    data = draft(
        f"<w:p>{begin(0)}{begin(1)}{run('Ten')}{end(0)}{end(1)}{run(' people.')}</w:p>",
        comment(0, "Who counted?", paragraph="00000001"),
        comment(1, "The police.", "Flo", "00000002"),
    )
    article = read(with_part(data, "word/commentsExtended.xml", states.encode()))
    assert told(article) == [("comment", "Ten", "Who counted?\nFlo: The police.")]


def test_a_comment_on_nothing_that_is_read_is_told_of() -> None:
    article = read(draft(f"<w:p>{run('Words.')}</w:p>", comment(0, "Lost.")))
    assert article.notes == ()
    assert article.remarks == ("1 of the file's comments is on no words of the text, and left out.",)


def test_footnotes_and_endnotes_are_notes_on_the_words_of_their_sentence() -> None:
    word = python_docx.Document()
    paragraph = word.add_paragraph()
    link = word.part.relate_to("https://minutes.example/3", HYPERLINK, is_external=True)
    notes = (
        f'<w:footnotes {nsdecls("w", "r")}><w:footnote w:id="2"><w:p>{run("Minutes: ")}<w:hyperlink r:id="{link}">'
        f'{run("here")}</w:hyperlink></w:p></w:footnote><w:footnote w:id="3"><w:p>{run("A call.")}</w:p></w:footnote>'
        "</w:footnotes>"
    )
    ends = f'<w:endnotes {nsdecls("w")}><w:endnote w:id="2"><w:p>{run("The archive.")}</w:p></w:endnote></w:endnotes>'
    body = (
        f'{run("It began early. The council agreed in March")}<w:r><w:footnoteReference w:id="2"/></w:r>'
        f'{run(", the mayor says.")}<w:r><w:footnoteReference w:id="3"/></w:r>'
        f'<w:r><w:endnoteReference w:id="2"/></w:r>{run(" Then it ended.")}'
    )
    del paragraph
    data = with_part(with_body(f"<w:p>{body}</w:p>"), "word/footnotes.xml", notes.encode())
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        f'Id="{link}" Type="{HYPERLINK}" Target="https://minutes.example/3" TargetMode="External"/></Relationships>'
    )
    data = with_part(data, "word/_rels/footnotes.xml.rels", rels.encode())
    article = read(with_part(data, "word/endnotes.xml", ends.encode()))
    assert article.text.startswith(
        "It began early. The council agreed in March[1], the mayor says.[2][3] Then it ended."
    )
    assert told(article) == [
        ("footnote", "The council agreed in March", "Minutes: here (https://minutes.example/3)"),
        ("footnote", "the mayor says.", "A call."),
        ("endnote", "the mayor says.", "The archive."),
    ]


CHANGED = (
    f'<w:p>{run("The ")}<w:del w:id="1" w:author="Flo"><w:r><w:delText>old </w:delText></w:r></w:del>'
    f'<w:ins w:id="2" w:author="Ed">{run("new ")}</w:ins>{run("rule.")}</w:p>'
    f'<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="Flo"/></w:rPr></w:pPr>{run("Two ")}</w:p><w:p>{run("halves.")}</w:p>'
    f'<w:p><w:pPr><w:rPr><w:ins w:id="4" w:author="Ed"/></w:rPr></w:pPr>{run("Split ")}</w:p><w:p>{run("here.")}</w:p>'
    '<w:tbl><w:tr><w:trPr><w:ins w:id="5" w:author="Ed"/></w:trPr>'
    f"<w:tc><w:p>{run('a')}</w:p></w:tc><w:tc><w:p>{run('b')}</w:p></w:tc></w:tr>"
    f"<w:tr><w:tc><w:p>{run('c')}</w:p></w:tc><w:tc><w:p>{run('d')}</w:p></w:tc></w:tr></w:tbl>"
)


def test_tracked_changes_are_read_as_accepted_and_told_of() -> None:
    article = read(with_body(CHANGED))
    assert [words for _, words in kinds(article)] == ["The new rule.", "Two halves.", "Split", "here.", "a\tb\nc\td"]
    assert article.remarks == ("The file holds 5 tracked changes by Flo, Ed, read as accepted.",)


def test_the_original_state_is_read_when_asked_for() -> None:
    article = read_original(with_body(CHANGED))
    assert_sound(article)
    assert [words for _, words in kinds(article)] == ["The old rule.", "Two", "halves.", "Split here.", "c\td"]
    assert article.remarks == ("The file holds 5 tracked changes by Flo, Ed, read as rejected.",)


def test_a_file_without_changes_and_notes_has_nothing_to_remark() -> None:
    article = read(saved(python_docx.Document(io.BytesIO(with_body(f"<w:p>{run('Words.')}</w:p>")))))
    assert (article.notes, article.remarks) == ((), ())


def test_our_own_annotated_copy_comes_back_as_an_article_with_its_comments_as_notes() -> None:
    article = read(render(full(), QUIET)[0].data)
    found = {words: text.split("\n")[0] for _, words, text in told(article)}
    assert found["only natural satellite"] == "Claim 2: ○ Not yet checked"
    assert found["light needs 1.3 seconds"].startswith("Claim 5: ✕ Wrong")
    assert [b.kind for b in article.blocks][:3] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


@given(st.data())
@settings(max_examples=60)
def test_any_ranges_at_all_are_held_to_the_character(data: st.DataObject) -> None:
    """Ranges that cross, nest, span paragraphs: each note has the words between its marks."""
    words = data.draw(st.lists(st.sampled_from(["one", "two ", " 😀", "ربي", "e\u0301"]), min_size=2, max_size=12))
    breaks = data.draw(st.sets(st.integers(1, len(words) - 1)))
    ranges = data.draw(st.lists(st.tuples(st.integers(0, len(words) - 1), st.integers(1, len(words))), max_size=4))
    ranges = [(start, max(start + 1, stop)) for start, stop in ranges]
    body = "<w:p>"
    for at, word in enumerate(words):
        body += "</w:p><w:p>" if at in breaks else ""
        body += "".join(begin(key) for key, (start, _) in enumerate(ranges) if start == at)
        body += run(word)
        body += "".join(end(key) for key, (_, stop) in enumerate(ranges) if stop == at + 1)
    article = read(draft(f"{body}</w:p>", *(comment(key, f"note {key}") for key in range(len(ranges)))))
    found = {note.text: article.text[note.span.start : note.span.end] for note in article.notes}
    for key, (start, stop) in enumerate(ranges):
        assert "".join(found[f"note {key}"].split()) == "".join("".join(words[start:stop]).split())


@pytest.mark.parametrize("count", [2_000])
def test_thousands_of_open_and_crossing_comments_are_read_soon(count: int) -> None:
    body = "".join(f"{begin(key)}{run('word ')}" for key in range(count)) + "".join(end(key) for key in range(count))
    article = read(draft(f"<w:p>{body}</w:p>", *(comment(key % 8, "x") for key in range(count))))
    assert article.text.startswith("word word")


@pytest.mark.parametrize("part", ["word/comments.xml", "word/document.xml"])
@given(st.data())
@settings(max_examples=30)
def test_damaged_parts_are_read_or_refused_in_both_states(part: str, data: st.DataObject) -> None:
    whole = draft(f"<w:p>{begin(0)}{run('Ten')}{end(0)}</w:p>{CHANGED}", comment(0, "Who counted?"))
    with zipfile.ZipFile(io.BytesIO(whole)) as word:
        broken = with_part(whole, part, data.draw(damaged(word.read(part))))
    for reading in (lambda found: read(found), read_original):
        try:
            assert_sound(reading(broken))
        except AnnotatorError as refusal:
            assert refusal.what_happened.endswith(".")


def test_who_changed_how_much_is_told_and_which_state_was_read() -> None:
    accepted, original = read(with_body(CHANGED)), read_original(with_body(CHANGED))
    assert accepted.tracked == original.tracked == (TrackedBy("Flo", 0, 2), TrackedBy("Ed", 3, 0))
    assert (accepted.state, original.state) == (TrackedState.ACCEPTED, TrackedState.ORIGINAL)
    assert said(accepted.tracked) == "2 deletions by Flo, 3 insertions by Ed"
    plain = read(with_body(f"<w:p>{run('Words.')}</w:p>"))
    assert (plain.tracked, plain.state) == ((), TrackedState.NONE)


def test_a_stretch_in_several_pieces_is_one_change() -> None:
    pieces = "".join(f'<w:ins w:id="{n}" w:author="Ed">{run("new ")}</w:ins>' for n in range(3))
    mark = '<w:pPr><w:rPr><w:ins w:id="9" w:author="Ed"/></w:rPr></w:pPr>'
    taken = '<w:moveFrom w:id="7"><w:r><w:t>gone </w:t></w:r></w:moveFrom>'
    found = read(with_body(f"<w:p>{mark}{pieces}{run('old ')}{taken}</w:p><w:p>{run('Words.')}</w:p>"))
    assert found.tracked == (TrackedBy("Ed", 1, 0), TrackedBy("", 0, 1))
    assert said(found.tracked) == "1 insertion by Ed, 1 deletion by somebody not named"


def test_however_many_people_changed_a_file_some_are_named() -> None:
    changes = "".join(f'<w:ins w:id="{n}" w:author="P{n}">{run("w ")}</w:ins>' for n in range(200))
    found = read(with_body(f"<w:p>{changes}</w:p>"))
    assert sum(one.insertions for one in found.tracked) == 200 and len(found.tracked) == 51
    assert said(found.tracked).endswith("1 insertion by P4, and more by 46 others")
