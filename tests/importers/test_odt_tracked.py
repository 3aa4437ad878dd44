"""Both states of an OpenDocument draft with tracked changes, and the author's notes in each of them."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator import importers
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ImportedArticle
from annotator.domain.tracked import TrackedBy, TrackedState
from tests.importers import made_files as made
from tests.importers.hostile_files import CASES, Hostile
from tests.importers.invariants import assert_sound, kinds
from tests.importers.tracked_text import (
    DELETED,
    END,
    KEPT,
    PUT_IN,
    Word,
    begun,
    deletion,
    draft,
    ended,
    gone,
    info,
    insertion,
    made_of,
    paragraphs,
)


def both(data: bytes) -> tuple[ImportedArticle, ImportedArticle]:
    """The draft with all its changes accepted, and with all rejected."""
    accepted, original = importers.read_bytes(data, "a.odt"), importers.read_original(data, "a.odt")
    assert isinstance(accepted, ImportedArticle)
    assert_sound(accepted)
    assert_sound(original)
    return accepted, original


def words(data: bytes) -> tuple[list[str], list[str]]:
    accepted, original = both(data)
    return [text for _, text in kinds(accepted)], [text for _, text in kinds(original)]


def told(article: ImportedArticle) -> list[tuple[str, str, str]]:
    return [(str(n.kind), article.text[n.span.start : n.span.end], n.text) for n in article.notes]


CHANGED = draft(
    f"<text:p>The {gone('c1')}{begun('c2')}new {ended('c2')}rule.</text:p><text:p>Two {gone('c3')}halves.</text:p>"
    f"<text:p>Split {begun('c4')}</text:p><text:p>{ended('c4')}here.</text:p>",
    deletion("c1", "<text:p>old </text:p>"),
    insertion("c2"),
    deletion("c3", "<text:p/><text:p/>"),
    insertion("c4"),
)


def test_both_states_are_read_and_told_of() -> None:
    accepted, original = both(CHANGED)
    assert [text for _, text in kinds(accepted)] == ["The new rule.", "Two halves.", "Split", "here."]
    assert [text for _, text in kinds(original)] == ["The old rule.", "Two", "halves.", "Split here."]
    assert accepted.tracked == original.tracked == (TrackedBy("Flo", 0, 2), TrackedBy("Ed", 2, 0))
    assert (accepted.state, original.state) == (TrackedState.ACCEPTED, TrackedState.ORIGINAL)
    assert accepted.remarks == ("The file holds 4 tracked changes by Flo, Ed, read as accepted.",)
    assert original.remarks == ("The file holds 4 tracked changes by Flo, Ed, read as rejected.",)


def test_a_draft_without_tracked_changes_has_one_state() -> None:
    accepted, original = both(made.odt())
    assert (accepted.text, accepted.state, accepted.tracked) == (original.text, TrackedState.NONE, ())
    assert accepted.remarks == original.remarks == ()


fates = st.sampled_from([KEPT, PUT_IN, DELETED])


@given(st.lists(st.tuples(st.sampled_from(["one ", "two ", "😀 ", "e\u0301 ", END]), fates), max_size=16))
@settings(max_examples=150)
def test_each_state_has_exactly_its_words_and_paragraphs(changed: list[Word]) -> None:
    """Whatever was put in and deleted, also ends of paragraphs, beside and after each other."""
    data = made_of([("Start ", KEPT), *changed, ("end", KEPT)])
    whole = [("Start ", KEPT), *changed, ("end", KEPT)]
    assert words(data) == (paragraphs(whole, KEPT, PUT_IN), paragraphs(whole, KEPT, DELETED))


def test_words_that_were_put_in_and_deleted_again_are_in_no_state_and_not_counted() -> None:
    region = deletion("c1", "<text:p>Never seen. </text:p>").replace(
        "</text:deletion>", f"</text:deletion><text:insertion>{info('Ed')}</text:insertion>"
    )
    accepted, original = both(draft(f"<text:p>{gone('c1')}Tail.</text:p>", region))
    assert accepted.text == original.text == "Tail."
    assert (accepted.tracked, accepted.state) == ((), TrackedState.NONE)


def test_a_deletion_within_an_insertion_is_in_no_state() -> None:
    data = draft(
        f"<text:p>A {begun('c1')}new {gone('c2')}thing {ended('c1')}ends.</text:p>",
        insertion("c1"),
        deletion("c2", "<text:p>silly </text:p>"),
    )
    assert words(data) == (["A new thing ends."], ["A ends."])


def test_another_look_of_words_is_no_change_of_them() -> None:
    region = f'<text:changed-region xml:id="c1"><text:format-change>{info()}</text:format-change></text:changed-region>'
    accepted, original = both(draft(f"<text:p>A {begun('c1')}bold{ended('c1')} word.</text:p>", region))
    assert accepted.text == original.text == "A bold word."
    assert accepted.tracked == ()


def test_changes_that_no_mark_tells_of_are_not_counted() -> None:
    accepted, original = both(draft("<text:p>Words.</text:p>", deletion("c1", "<text:p>x</text:p>"), insertion("c2")))
    assert (accepted.text, original.text, accepted.tracked) == ("Words.", "Words.", ())


def test_deleted_words_that_a_file_keeps_in_its_text_are_in_the_original_alone() -> None:
    """As LibreOffice writes them to flat files."""
    both_ways = deletion("c3", "").replace(
        "</text:deletion>", f"</text:deletion><text:insertion>{info()}</text:insertion>"
    )
    data = draft(
        f"<text:p>The {begun('c1')}old {ended('c1')}{begun('c2')}new {ended('c2')}rule"
        f"{begun('c3')}s{ended('c3')}.</text:p>",
        deletion("c1", ""),
        insertion("c2"),
        both_ways,
    )
    assert words(data) == (["The new rule."], ["The old rule."])
    assert both(data)[0].tracked == (TrackedBy("Flo", 0, 1), TrackedBy("Ed", 1, 0))


def flat(data: bytes) -> str:
    """The file in one piece of XML, without what stands before its root."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content, meta = package.read("content.xml").decode(), package.read("meta.xml").decode()
    told = meta[meta.index("<office:meta>") : meta.index("</office:document-meta>")]
    return content.replace("document-content", "document").replace("<office:automatic", f"{told}<office:automatic", 1)


def test_a_file_in_one_piece_is_read_as_one_of_parts() -> None:
    whole = flat(CHANGED)
    for head in ('<?xml version="1.0" encoding="UTF-8"?>\n', '<?xml version="1.0"?><!-- a -->\n\n'):
        for one, other in zip(both((head + whole).encode()), both(CHANGED), strict=True):
            assert (one.text, one.title, one.byline, one.tracked) == (
                other.text,
                other.title,
                other.byline,
                other.tracked,
            )
            assert one.media_type == other.media_type


@pytest.mark.parametrize(
    "xml", ['<?xml version="1.0"?><rss><item>x</item></rss>', "\ufeff<?xml version='1.0'?>\n<svg/>"]
)
def test_other_xml_is_refused(xml: str) -> None:
    with pytest.raises(AnnotatorError, match="XML of a kind that holds no article"):
        importers.read_bytes(xml.encode(), "a.xml")


ITEM = "<text:list-item><text:p>{}</text:p></text:list-item>"


def test_a_deletion_that_ends_within_a_list_keeps_the_rest_of_its_item() -> None:
    content = (
        f"<text:p>rest.</text:p><text:h>Head</text:h><text:list>{ITEM.format('one')}{ITEM.format('tw')}</text:list>"
    )
    data = draft(
        f"<text:p>The {gone('c1')}o</text:p><text:list>{ITEM.format('three')}</text:list>", deletion("c1", content)
    )
    accepted, original = both(data)
    assert kinds(accepted) == [("paragraph", "The o"), ("item", "three")]
    assert kinds(original) == [
        ("paragraph", "The rest."),
        ("heading", "Head"),
        ("item", "one"),
        ("item", "two"),
        ("item", "three"),
    ]


def test_items_deleted_within_a_list_come_back_at_their_level() -> None:
    content = f"<text:list>{ITEM.format('e')}{ITEM.format('two')}{ITEM.format('thr')}</text:list>"
    body = f"<text:list>{ITEM.format('on' + gone('c1') + 'ee')}{ITEM.format('four')}</text:list><text:p>End.</text:p>"
    accepted, original = both(draft(body, deletion("c1", content)))
    assert kinds(accepted) == [("item", "onee"), ("item", "four"), ("paragraph", "End.")]
    assert kinds(original) == [("item", name) for name in ("one", "two", "three", "four")] + [("paragraph", "End.")]
    assert [block.level for block in original.blocks] == [1, 1, 1, 1, 0]


def test_items_put_into_a_list_are_left_out_again() -> None:
    items = ("one" + begun("c1"), "two" + ended("c1"), "three")
    body = f"<text:list>{''.join(map(ITEM.format, items))}</text:list>"
    assert words(draft(body, insertion("c1"))) == (["one", "two", "three"], ["one", "three"])


CELL = "<table:table-cell><text:p>{}</text:p></table:table-cell>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(CELL.format(cell) for cell in cells)}</table:table-row>"


def table(*rows: str) -> str:
    return f"<table:table>{''.join(rows)}</table:table>"


def test_rows_and_tables_put_in_are_left_out_again() -> None:
    body = table(row("a", "b" + begun("c1")), row("c", "d" + ended("c1")), row("e", "f")) + "<text:p>End.</text:p>"
    assert words(draft(body, insertion("c1"))) == (["a\tb\nc\td\ne\tf", "End."], ["a\tb\ne\tf", "End."])
    body = f"<text:p>One {begun('c1')}</text:p>{table(row('a', 'b'))}<text:p>x{ended('c1')}end.</text:p>"
    assert words(draft(body, insertion("c1"))) == (["One", "a\tb", "xend."], ["One end."])


def test_a_deleted_table_comes_back_between_its_paragraphs() -> None:
    content = f"<text:p>is </text:p>{table(row('a', 'b'), row('c', 'd'))}<text:p>not </text:p>"
    data = draft(f"<text:p>This {gone('c1')}text.</text:p>", deletion("c1", content))
    assert words(data) == (["This text."], ["This is", "a\tb\nc\td", "not text."])
    data = draft(f"<text:p>This {gone('c1')}text.</text:p>", deletion("c1", table(row("a", "b"))))
    assert words(data) == (["This text."], ["This", "a\tb", "text."])


def test_marks_between_paragraphs_are_of_whole_ones() -> None:
    body = f"<text:p>One.</text:p>{begun('c1')}<text:p>New.</text:p>{ended('c1')}{gone('c2')}<text:p>Two.</text:p>"
    data = draft(body, insertion("c1"), deletion("c2", "<text:p>Old.</text:p><text:p>Older.</text:p>"))
    assert words(data) == (["One.", "New.", "Two."], ["One.", "Old.", "Older.", "Two."])


def test_bold_words_and_links_stay_so_when_a_paragraph_is_parted() -> None:
    body = f'<text:p>A <text:span text:style-name="B">bold {gone("c1")}word</text:span> and more.</text:p>'
    _, original = both(draft(body, deletion("c1", "<text:p>old</text:p><text:p>new </text:p>")))
    marked = [original.text[inline.start : inline.end] for block in original.blocks for inline in block.inlines]
    assert kinds(original) == [("paragraph", "A bold old"), ("paragraph", "new word and more.")]
    assert marked == ["bold old", "word"]


def test_a_heading_whose_end_was_deleted_comes_back_as_heading() -> None:
    content = '<text:h text:outline-level="2"/><text:p>The body </text:p>'
    _, original = both(
        draft(f'<text:h text:outline-level="2">Head {gone("c1")}goes on.</text:h>', deletion("c1", content))
    )
    assert kinds(original) == [("heading", "Head"), ("paragraph", "The body goes on.")]


def annotation(name: str, text: str, author: str = "Ann Author", more: str = "") -> str:
    return (
        f'<office:annotation office:name="{name}"{more}><dc:creator>{author}</dc:creator>'
        f"<dc:date>2026-01-01T09:00:00</dc:date><text:p>{text}</text:p></office:annotation>"
    )


def over(name: str) -> str:
    return f'<office:annotation-end office:name="{name}"/>'


def test_comments_are_notes_on_exactly_their_words() -> None:
    body = (
        f"<text:p>The bridge {annotation('a', 'City plan, p. 3')}is 412 {annotation('b', 'Sure?')}metres 😀{over('a')}"
        f" long{over('b')}.</text:p><text:p>It rained{annotation('c', 'When?')}.</text:p>"
    )
    accepted, original = both(made.odt(body))
    assert (
        told(accepted)
        == told(original)
        == [
            ("comment", "is 412 metres 😀", "City plan, p. 3"),
            ("comment", "metres 😀 long", "Sure?"),
            ("comment", "", "When?"),
        ]
    )
    first, *_, last = accepted.notes
    assert (first.author, first.at) == ("Ann Author", "2026-01-01T09:00:00")
    assert accepted.text[: last.span.start].endswith("It rained")
    assert [inline for block in accepted.blocks for inline in block.inlines] == []


def test_links_in_comments_are_written_out_and_answers_go_with_what_they_answer() -> None:
    link = '<text:a xlink:href="https://plan.example/">the plan</text:a>'
    answer = annotation("b", "The police.", "Flo", ' xmlns:l="urn:l" l:parent-name="a"')
    body = f"<text:p>{annotation('a', f'Who counted? {link}')}{answer}Ten{over('a')} people.</text:p>"
    accepted, _ = both(made.odt(body))
    assert told(accepted) == [("comment", "Ten", "Who counted? the plan (https://plan.example/)\nFlo: The police.")]


def test_comments_are_anchored_in_both_states() -> None:
    """On changed words, on deleted ones alone, on ones put in alone, and from deleted words on."""
    data = draft(
        f"<text:p>{annotation('a', 'A?')}It {gone('c1')}{begun('c2')}is {ended('c2')}so{over('a')}. "
        f"Then {gone('c3')}{begun('c4')}{annotation('d', 'D?')}new{over('d')} {ended('c4')}end{over('e')}.</text:p>",
        deletion("c1", "<text:p>was </text:p>"),
        insertion("c2"),
        deletion("c3", f"<text:p>{annotation('b', 'B?')}old{over('b')} {annotation('e', 'E?')}very </text:p>"),
        insertion("c4"),
    )
    accepted, original = both(data)
    assert told(accepted) == [
        ("comment", "It is so", "A?"),
        ("comment", "", "B?"),
        ("comment", "new", "D?"),
        ("comment", "new end", "E?"),
    ]
    assert told(original) == [
        ("comment", "It was so", "A?"),
        ("comment", "old", "B?"),
        ("comment", "very end", "E?"),
        ("comment", "", "D?"),
    ]
    assert [n.span.start for n in accepted.notes if n.text == "B?"] == [accepted.text.index("Then") + 4]


def test_footnotes_and_endnotes_are_notes_on_the_words_of_their_sentence_in_the_states_that_have_them() -> None:
    note = '<text:note text:note-class="{}"><text:note-body><text:p>{}</text:p></text:note-body></text:note>'
    data = draft(
        f"<text:p>It began. The council agreed{note.format('footnote', 'Minutes.')}, he says"
        f"{begun('c1')}{note.format('endnote', 'A call.')}{ended('c1')}.{gone('c2')}</text:p>",
        insertion("c1"),
        deletion("c2", f"<text:p> They left{note.format('footnote', 'Nobody saw it.')}.</text:p>"),
    )
    accepted, original = both(data)
    first = ("footnote", "The council agreed", "Minutes.")
    assert told(accepted) == [first, ("endnote", "he says", "A call.")]
    assert told(original) == [first, ("footnote", "They left", "Nobody saw it.")]
    assert original.text.endswith("[1] Minutes.\n[2] Nobody saw it.")


def test_an_insertion_whose_end_is_not_told_of_is_taken_for_none() -> None:
    data = draft(f"<text:p>One {begun('c1')}two.</text:p><text:p>{ended('c2')}Three.</text:p>", insertion("c1"))
    assert words(data) == (["One two.", "Three."], ["One two.", "Three."])


def test_a_deletion_is_put_back_once_and_never_into_itself() -> None:
    data = draft(
        f"<text:p>One {gone('c1')}two {gone('c1')}three.</text:p>", deletion("c1", f"<text:p>x {gone('c1')}</text:p>")
    )
    assert words(data) == (["One two three."], ["One two x three."])


def test_deletions_within_deletions_without_end_are_refused() -> None:
    regions = [deletion(f"c{n}", f"<text:p>x{gone(f'c{n + 1}')}</text:p>") for n in range(50)]
    with pytest.raises(AnnotatorError, match="nested too deeply"):
        importers.read_original(draft(f"<text:p>{gone('c0')}Words.</text:p>", *regions))


@pytest.mark.parametrize("case", [case for case in CASES if case.what.startswith("tracked changes,")], ids=str)
def test_hostile_changes_are_put_back_or_refused(case: Hostile) -> None:
    try:
        assert_sound(importers.read_original(case.make(case.small)))
    except AnnotatorError as refusal:
        assert "nested too deeply" in refusal.what_happened


def test_kinds_of_a_parted_paragraph_are_those_of_its_halves() -> None:
    body = f'<text:p text:style-name="Q">We saw {gone("c1")}it.</text:p>'
    _, original = both(
        draft(body, deletion("c1", '<text:p text:style-name="Q">all.</text:p><text:p>She left </text:p>'))
    )
    assert [block.kind for block in original.blocks] == [BlockKind.QUOTATION, BlockKind.PARAGRAPH]
