"""What leaves the reader: words that are copied, and pages."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QPageSize, QPdfWriter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Block, BlockKind, ClaimState, Inline, InlineKind, Mark, Span
from annotator.domain.ratings import scales
from annotator.gui.reader import Reader
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.paper import Paper
from annotator.gui.reader.printing import Printout
from annotator.gui.reader.sheet import Sheet
from annotator.gui.theme import themes
from tests.gui.reader.conftest import Shows
from tests.gui.reader.samples import AWKWARD, article, long_article, many_marks, mark, span_of

HOSTILE = replace(
    article(
        ["Before <b>it</b> & after.", ("Year\tRate\n1932\t<14%>", BlockKind.TABLE), "قالت الوزارة", "line\nbreak"],
        gap="\n\n",
    ),
    title="A <script>title</script> & more",
    publisher='Public "Archive"',
    published="2021-01-27",
    url='https://example.org/?a=1&b="2"',
)


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "cite")]

    def handle_data(self, data: str) -> None:
        self.words += data


def copied(reader: Reader, span: Span) -> QMimeData:
    reader.select(span)
    QTest.keyClick(reader.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return QGuiApplication.clipboard().mimeData()


def test_copying_gives_the_plain_words_and_a_quotation_with_its_source(shows: Shows) -> None:
    reader = shows(HOSTILE)
    data = copied(reader, Span(0, len(HOSTILE.text)))
    assert data.text() == HOSTILE.text
    html = Tags(data.html())
    assert html.tags[0] == "blockquote" and html.tags[-3:] == ["p", "cite", "a"]
    assert html.tags.count("table") == 1 and html.tags.count("td") == 4
    assert "script" not in html.tags and "b" not in html.tags
    assert html.links == [HOSTILE.url, HOSTILE.url]
    for words in ("Before <b>it</b> & after.", "<14%>", "قالت الوزارة", HOSTILE.title, HOSTILE.publisher, "2021-01-27"):
        assert words in html.words


def test_a_part_of_a_paragraph_is_copied_as_that_part(shows: Shows) -> None:
    reader = shows(HOSTILE)
    html = Tags(copied(reader, span_of(HOSTILE, "it</b> &")).html())
    assert html.words.startswith("it</b> &—")
    assert html.tags[:2] == ["blockquote", "p"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", ""])
def test_only_addresses_of_the_web_are_linked(shows: Shows, url: str) -> None:
    shown = replace(HOSTILE, url=url)
    html = Tags(copied(shows(shown), span_of(shown, "after")).html())
    assert html.links == [] and "a" not in html.tags


def test_an_article_without_details_is_quoted_without_a_source_line(shows: Shows) -> None:
    shown = article(AWKWARD)
    assert Tags(copied(shows(shown), span_of(shown, "42 percent")).html()).tags == ["blockquote", "p"]


PAPER = Paper(4000, 6000, 300, 10)


def _printout(shown: Article | None, *marks: Mark, notes: dict[str, str] | None = None) -> Printout:
    return Printout(Sheet(shown, marks), Inks(themes()["light"], scales()), notes or {}, PAPER)


def _pdf(path: Path) -> QPdfWriter:
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    return writer


def _count(path: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


def test_every_page_is_in_the_pdf(shows: Shows, tmp_path: Path) -> None:
    shown = long_article(60)
    writer = _pdf(tmp_path / "all.pdf")
    printout = shows(shown, many_marks(shown, 40)).printout(Paper.of(writer))
    told = list(printout.print(writer))
    assert printout.pages > 5
    assert _count(tmp_path / "all.pdf") == printout.pages
    assert told == sorted(told) and told[-1] == (1000, 1000)


def test_only_the_wanted_pages_are_painted(qtbot: QtBot, tmp_path: Path) -> None:
    list(_printout(long_article(60)).print(_pdf(tmp_path / "some.pdf"), (2, 3)))
    assert _count(tmp_path / "some.pdf") == 2


def test_nothing_to_print_is_one_page(qtbot: QtBot) -> None:
    printout = _printout(None)
    list(printout.lay())
    assert printout.pages == 1


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_device_that_cannot_be_painted_on_is_told_of(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError, match="cannot be printed"):
        list(_printout(article(AWKWARD)).print(_pdf(tmp_path / "no" / "folder.pdf")))


def test_what_changes_while_pages_are_laid_out_is_not_printed(qtbot: QtBot) -> None:
    shown = long_article(60)
    sheet = Sheet(shown, many_marks(shown, 40))
    printout = Printout(sheet, Inks(themes()["light"], scales()), {}, PAPER)
    steps = printout.lay()
    next(steps)
    sheet.marks.put(mark(shown, Span(5, 9)))
    for one in list(sheet.marks)[:20]:
        sheet.marks.drop(one.mention)
    list(steps)
    assert len(printout.numbers) == 40


def test_no_line_is_lost_or_printed_twice_between_pages(qtbot: QtBot) -> None:
    """Each page takes up where the one before it left off, and is as high as the paper at the most."""
    shown = article([("Word " * 900), ("A\tB\n" * 300, BlockKind.TABLE), *AWKWARD * 30], gap="\n\n")
    printout = _printout(shown)
    list(printout.lay())
    strips = [make() for make in printout._strips]
    ends = dict.fromkeys(range(len(strips)), 0.0)
    for page in range(1, printout.pages + 1):
        height = 0.0
        for number, start, end in printout._pages.parts(page):
            assert start == ends[number]
            ends[number] = strips[number].height if end is None else end
            assert start == 0.0 or start in strips[number].breaks
            height += ends[number] - start
        assert 0 < height <= PAPER.height
    assert [ends[number] for number in range(len(strips))] == [strip.height for strip in strips]


def _printed(shown: Article, *marks: Mark, notes: dict[str, str] | None = None) -> str:
    """The words of all strips, cells parted by tabs."""
    printout = _printout(shown, *marks, notes=notes)
    list(printout.lay())
    made = (make() for make in printout._strips)
    return "\n".join("\t".join(layout.text() for _, _, layout in strip.parts) for strip in made)


def test_marks_are_numbered_where_they_end_and_have_a_note_each(qtbot: QtBot) -> None:
    shown = article(["The family paid 42 percent more.", "It paid less."], gap="\n\n")
    first, second = mark(shown, "42 percent", "wrong"), mark(shown, "paid less", "confirmed", ClaimState.STALE)
    again = replace(first, mention="again", start=0, end=3)
    words = _printed(shown, first, second, again, notes={first.claim: "The table says 24."})
    text, _, notes = words.partition("Notes")
    assert "The\u20091✕ family paid 42 percent\u20091✕ more." in text
    assert "paid less\u20092↻" in text
    assert "1\u2003✕ Wrong\u200342 percent\nThe table says 24." in notes
    assert "2\u2003↻ Was Confirmed\u2003paid less" in notes


def test_paper_has_the_title_once_the_list_its_bullets_and_no_furniture(qtbot: QtBot) -> None:
    blocks: list[str | tuple[str, BlockKind]] = [
        ("A title", BlockKind.HEADING),
        ("Log in", BlockKind.FURNITURE),
        ("An item", BlockKind.ITEM),
        "The end.",
    ]
    shown = replace(article(blocks, gap="\n\n"), title="A title", publisher="Public Archive")
    assert _printed(shown) == "Public Archive\nA title\n•\u2002An item\nThe end."


def test_a_table_is_a_table_on_paper_and_keeps_its_marks(qtbot: QtBot) -> None:
    shown = article(["Before.", ("Year\tRate\n1932\t14.9%\n1933", BlockKind.TABLE), "After."], gap="\n\n")
    words = _printed(shown, mark(shown, "14.9%", "wrong"))
    assert words.splitlines()[:5] == ["Before.", "Year\tRate", "1932\t14.9%\u20091✕", "1933\t", "After."]


def test_emphasis_inside_a_mark_is_kept(qtbot: QtBot) -> None:
    inlines = (Inline(4, 10, InlineKind.STRONG), Inline(6, 14, InlineKind.EMPHASIS), Inline(0, 3, InlineKind.CODE))
    shown = Article("a", "", "The report says so.", (Block(0, 19, BlockKind.PARAGRAPH, 0, inlines),))
    assert _printed(shown, mark(shown, Span(5, 12), "wrong")).startswith("The report s\u20091✕ays so.")


def test_a_passage_in_several_parts_goes_on_to_its_last(qtbot: QtBot) -> None:
    shown = article(["The family paid, it said, 42 percent more.", "It paid less."], gap="\n\n")
    head = mark(shown, "The family paid", "wrong")
    parts = [
        replace(head, mention=f"part {words}", continues=head.mention, start=span.start, end=span.end)
        for words in ("42 percent", "less")
        for span in (span_of(shown, words),)
    ]
    again = replace(head, mention="again", start=16, end=24)
    words = _printed(shown, head, *parts, again)
    assert "The family paid\u20091…, it said\u20091✕, 42 percent\u20091… more." in words
    assert "It paid less\u20091✕." in words


def test_a_word_stands_where_a_picture_stood(qtbot: QtBot) -> None:
    inlines = (
        Inline(4, 4, InlineKind.IMAGE, "https://example.org/a.png", "A bridge\nin fog"),
        Inline(10, 10, InlineKind.IMAGE),
    )
    blocks = (
        Block(0, 10, BlockKind.PARAGRAPH, 0, inlines),
        Block(12, 12, BlockKind.PARAGRAPH, 0, (Inline(12, 12, InlineKind.IMAGE, "", "Alone"),)),
    )
    shown = Article("a", "", "The bridge\n\n", blocks)
    assert _printed(shown) == "The [Picture: A bridge in fog]bridge[Picture]\n[Picture: Alone]"


def test_a_picture_in_a_table_stays_in_its_cell(qtbot: QtBot) -> None:
    picture = Inline(4, 4, InlineKind.IMAGE, "", "Flag")
    shown = Article("a", "", "Year\tRate\n1\t2", (Block(0, 13, BlockKind.TABLE, 0, (picture,)),))
    assert _printed(shown) == "Year[Picture: Flag]\tRate\n1\t2"


def test_a_picture_between_the_pieces_of_a_long_paragraph_is_told_once(qtbot: QtBot) -> None:
    text = "Word " * 3000
    places = sorted({0, *(row.end for row in Sheet(article([text])).rows)})
    inlines = tuple(Inline(place, place, InlineKind.IMAGE) for place in places)
    shown = Article("a", "", text, (Block(0, len(text), BlockKind.PARAGRAPH, 0, inlines),))
    assert _printed(shown).count("[Picture]") == len(places) > 3


def test_a_long_statement_and_a_long_rationale_are_printed_whole_in_portions(qtbot: QtBot) -> None:
    shown = article(["Word " * 4000])
    over_all = mark(shown, Span(0, len(shown.text)), "wrong")
    reason = "Reason" * 3000
    notes = _printed(shown, over_all, notes={over_all.claim: reason}).partition("Notes\n")[2]
    lines = notes.split("\n")
    assert max(map(len, lines)) < 6100
    assert "".join(lines) == f"1\u2003✕ Wrong\u2003{shown.text}{reason}"


def test_the_innermost_of_marks_that_overlap_gives_the_ground(qtbot: QtBot) -> None:
    shown = article(["abcdefghij"])
    marks = [
        mark(shown, Span(*at), rating) for at, rating in (((0, 10), "wrong"), ((2, 8), "confirmed"), ((6, 10), ""))
    ]
    printout = _printout(shown, *marks)
    list(printout.lay())
    ranges = printout._strips[0]().parts[0][2].formats()
    tokens = {printout._inks.tone(one).token: one for one in marks}
    colours = {printout._inks.colour(token, 26).name(): token for token in tokens}
    grounds = [
        colours[one.format.background().color().name()] for one in ranges if one.format.background().style().value
    ]
    assert grounds == [printout._inks.tone(marks[n]).token for n in (0, 1, 2, 2)]
