"""Where a picture stood a frame says what it showed; nothing is loaded, and the text knows nothing of it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from annotator.domain.model import Article, BlockKind, Span
from annotator.gui.reader import Reader
from annotator.gui.reader.pictures import Frame, name_of, tip, told
from annotator.gui.theme import themes
from tests.gui.reader.conftest import Shows
from tests.gui.reader.samples import article, long_article, mark, picture, pictured, span_of

BARE = article(
    ["Words before it.", ("A caption that goes with it.", BlockKind.CAPTION), "Words after it, and the last of them."],
    gap="\n\n",
)
CAPTION = BARE.blocks[1]
SHOWN = pictured(BARE, picture(CAPTION.start, "An <arch> over water"), picture(BARE.blocks[2].end, "The end"))


@pytest.fixture
def reader(shows: Shows) -> Reader:
    return shows(SHOWN)


def frames(reader: Reader) -> list[Frame]:
    """All frames in sight, in the viewport."""
    view = reader.view
    found = []
    for row in view.visible_rows():
        y = view.lines.heights.top(row) - view.top
        found += [frame._replace(box=frame.box.translated(0, y)) for frame in view.lines.frames(row)]
    return found


def _top(reader: Reader, words: str) -> float:
    assert reader.article
    return reader.view.rects_of(span_of(reader.article, words))[0].top()


def _bottom(reader: Reader, words: str) -> float:
    assert reader.article
    return reader.view.rects_of(span_of(reader.article, words))[-1].bottom()


@pytest.mark.parametrize("percent", [100, 200])
def test_a_frame_stands_between_the_words_around_its_picture(reader: Reader, percent: int) -> None:
    reader.set_text_scale(percent)
    above, below = frames(reader)
    assert _bottom(reader, "before it") < above.box.top() < above.box.bottom() < _top(reader, "A caption")
    assert _bottom(reader, "last of them") < below.box.top()
    left, width = reader.view.lines.column
    assert (above.box.left(), above.box.width()) == (left, width)
    assert above.box.height() > 2 * reader.view.lines.typography.em


def test_a_long_article_has_room_for_pictures_before_they_are_laid(shows: Shows) -> None:
    bare = long_article(400)
    full = pictured(bare, *(picture(block.start) for block in bare.blocks))
    plain, framed = (shows(shown).view.lines.heights for shown in (bare, full))
    high = shows(full).view.lines.frames(0)[0].box.height()
    assert framed.total - plain.total > 400 * high


def test_a_frame_is_painted_where_it_is_said_to_be_in_every_theme(reader: Reader) -> None:
    for name, theme in themes().items():
        reader.set_theme(theme)
        image = reader.view.viewport().grab().toImage()
        box = frames(reader)[0].box
        middle = image.pixelColor(int(box.left()) + 4, int(box.center().y()))
        assert middle.rgb() == theme.colour("raised").rgb(), name
        assert image.pixelColor(int(box.left()) + 4, int(box.top()) - 4).rgb() == theme.colour("surface").rgb(), name


def test_the_words_of_a_frame_begin_where_those_of_its_paragraph_do(shows: Shows) -> None:
    for words in ("Words that run to the right.", "מילים שרצות שמאלה."):
        bare = article([words])
        reader = shows(pictured(bare, picture(0, "I")))
        image, box = reader.view.viewport().grab().toImage(), frames(reader)[0].box
        ground = themes()["light"].colour("raised").rgb()
        half = int(box.width() / 2)
        left, right = (
            sum(image.pixel(x, int(box.center().y())) != ground for x in range(start, start + half - 4))
            for start in (int(box.left()) + 2, int(box.center().x()) + 2)
        )
        assert (left > right) is words.isascii()


def test_a_frame_is_no_text(reader: Reader) -> None:
    box, area = frames(reader)[0].box.toRect(), reader.view.viewport()
    QTest.mouseDClick(area, Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 60, box.center().y()))
    assert reader.mark_at(box.center()) == []
    reader.clear_selection()
    reader.select(Span(0, len(SHOWN.text)))
    data = reader.view.createMimeDataFromSelection()
    assert data.text() == SHOWN.text


def test_what_is_copied_as_a_quotation_tells_of_the_pictures_inside(reader: Reader) -> None:
    def copied(span: Span) -> str:
        reader.select(span)
        return str(reader.view.createMimeDataFromSelection().html())

    whole = copied(Span(0, len(SHOWN.text)))
    words = (">Words before it.<", "<p>[Picture: An &lt;arch&gt; over water]</p>", ">A caption that goes with it.<")
    places = [whole.index(one) for one in words]
    assert places == sorted(places)
    assert "The end" not in whole
    assert "Picture" not in copied(Span(CAPTION.start, CAPTION.end))


def test_a_tip_tells_the_address(reader: Reader) -> None:
    spot = frames(reader)[0].box.center().toPoint()
    area = reader.view.viewport()
    QApplication.sendEvent(area, QHelpEvent(QHelpEvent.Type.ToolTip, spot, area.mapToGlobal(spot)))
    assert "https://example.org/a%20bridge.jpg" in QToolTip.text() and "An &lt;arch&gt; over water" in QToolTip.text()
    beside = QPoint(spot.x(), int(_top(reader, "before it")))
    QApplication.sendEvent(area, QHelpEvent(QHelpEvent.Type.ToolTip, beside, area.mapToGlobal(beside)))
    assert reader.view.picture_at(beside) is None


def test_the_address_can_be_copied(reader: Reader) -> None:
    spot = frames(reader)[0].box.center().toPoint()
    (offered,) = [one for one in reader.menu_at(spot).actions() if "Picture" in one.text()]
    offered.trigger()
    assert QGuiApplication.clipboard().text() == "https://example.org/a%20bridge.jpg"


def test_the_caret_is_told_of_pictures(reader: Reader) -> None:
    reader.voice.pictures()
    reader.view.put_caret(CAPTION.start)
    assert reader.voice.pictures() == "Picture: An <arch> over water"
    reader.view.put_caret(CAPTION.start + 3)
    assert reader.voice.pictures() == ""


def test_pictures_behind_a_fold_wait_for_it_to_open(shows: Shows) -> None:
    bare = article(["First words.", ("Menu", BlockKind.FURNITURE), "Last words."], gap="\n\n")
    reader = shows(pictured(bare, picture(bare.blocks[1].start, "A logo")))
    assert frames(reader) == []
    reader.view.fold_toggled.emit(reader.view.sheet.folds[0])
    reader.grab()
    (frame,) = frames(reader)
    assert frame.box.bottom() < _top(reader, "Menu")


def test_marks_are_hit_where_they_are_beside_a_frame(reader: Reader) -> None:
    one = mark(SHOWN, "A caption", "wrong")
    reader.set_marks([one])
    (rect,) = reader.rects_of(one.mention)
    assert reader.mark_at(rect.center()) == [one]
    assert abs(rect.top() - _top(reader, "A caption")) <= 1


@pytest.mark.parametrize(
    ("label", "href", "name"),
    [
        ("An arch", "https://example.org/a.jpg", "An arch"),
        (" ", "https://example.org/photos/a%20bridge.jpg?width=3", "a bridge.jpg"),
        ("", "data:image/png;base64,AAAA", ""),
        ("", "https://example.org/", ""),
        ("", "", ""),
    ],
)
def test_a_picture_is_named_by_its_words_else_by_its_file(label: str, href: str, name: str) -> None:
    one = picture(0, label, href)
    assert name_of(one) == name
    assert told(one) == (f"[Picture: {name}]" if name else "[Picture]")
    assert "base64" not in tip(one)


def test_the_first_picture_of_an_empty_article_is_shown(shows: Shows) -> None:
    shown = Article(id="a", title="", text=" ", blocks=pictured(article([" "]), picture(0, "Alone")).blocks)
    assert len(frames(shows(shown))) == 1
