"""Words that differ, as they are painted everywhere: what was removed struck through, what was added underlined."""

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from typing import NamedTuple

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.domain.model import Span
from annotator.gui.guard import guarded
from annotator.gui.reader.geometry import begins_right
from annotator.gui.reader.shown import shown
from annotator.gui.reader.utf16 import units
from annotator.gui.theme import Look, Theme

TINT = 34
"""How opaque (of 255) the ground of removed and added words is."""


class Ink(Enum):
    """What a run of words is; away and here is what moved, where it was and where it is."""

    PLAIN = auto()
    STRONG = auto()
    DIM = auto()
    REMOVED = auto()
    ADDED = auto()
    AWAY = auto()
    HERE = auto()


class Run(NamedTuple):
    text: str
    ink: Ink = Ink.PLAIN


AIR = Run("\u2009")
"""A thin space that is in neither text."""

OF_KIND = {"same": Ink.PLAIN, "removed": Ink.REMOVED, "added": Ink.ADDED}
"""The ink of a piece by its kind."""


def differing(old: str, new: str) -> list[Run]:
    """Two wordings as one, with what was removed and what was added."""
    from annotator.domain.differences import word_differences  # late: a project without drafts compares nothing

    return parted(
        Run(old[piece.old.start : piece.old.end] or new[piece.new.start : piece.new.end], OF_KIND[piece.kind])
        for piece in word_differences(old, new)
    )


def parted(runs: Iterable[Run]) -> list[Run]:
    """The runs with some air between what was removed and what was added in its place: two figures would read as one,
    and from right to left in the wrong order."""
    found: list[Run] = []
    for run in runs:
        if found and found[-1].ink is Ink.REMOVED and run.ink is Ink.ADDED:
            found.append(AIR)
        found.append(run)
    return found


def in_context(text: str, span: Span, around: int = 70, ink: Ink = Ink.STRONG) -> list[Run]:
    """Words of a text with some of what stands before and after them."""
    start, end = max(0, span.start - around), min(len(text), span.end + around)
    return around_words(text[start : span.start], text[span.start : span.end], text[span.end : end], ink)


def around_words(before: str, words: str, after: str, ink: Ink = Ink.STRONG) -> list[Run]:
    """Words between those that stand before and after them, which are cut at whole ones."""
    lead, rest = flat(before).partition(" ")[2] or flat(before), flat(after)
    rest = rest[: rest.rfind(" ")] if " " in rest.strip() else rest
    return [Run(f"… {lead}", Ink.DIM), Run(flat(words), ink), Run(f"{rest} …", Ink.DIM)]


def flat(text: str) -> str:
    """A text on one line, the white space at its ends kept as one space."""
    inside = " ".join(text.split())
    lead = " " if text[:1].isspace() and inside else ""
    return f"{lead}{inside}{' ' if text[-1:].isspace() else ''}"


def spoken(runs: Iterable[Run]) -> str:
    """The same in words, for those who hear it."""
    names = {Ink.REMOVED: "removed: {}", Ink.ADDED: "added: {}"}
    said = [run for run in runs if run.text.strip()]
    told = (names.get(run.ink, "{}").format(run.text.strip()) for run in said)
    return ("; " if any(run.ink in names for run in said) else " ").join(told)


def look_of(ink: Ink, theme: Theme) -> QTextCharFormat:
    """How words of an ink are written: never told by colour alone."""
    made = QTextCharFormat()
    if ink is Ink.REMOVED:
        made.setFontStrikeOut(True)
        made.setForeground(theme.colour("text-dim"))
        made.setBackground(theme.colour("danger", TINT))
    elif ink is Ink.ADDED:
        made.setFontUnderline(True)
        made.setFontWeight(QFont.Weight.DemiBold)
        made.setBackground(theme.colour("accent", TINT))
    elif ink in (Ink.AWAY, Ink.HERE):
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        made.setBackground(theme.colour("line-strong", TINT))
        if ink is Ink.AWAY:
            made.setForeground(theme.colour("text-dim"))
    elif ink is Ink.STRONG:
        made.setFontWeight(QFont.Weight.DemiBold)
    elif ink is Ink.DIM:
        made.setForeground(theme.colour("text-dim"))
    return made


def layout_of(runs: Sequence[Run], font: QFont, theme: Theme) -> QTextLayout:
    """A paragraph of runs, not broken into lines yet."""
    text = shown("".join(run.text for run in runs)).replace("\n", " ")
    layout = QTextLayout(text, font)
    option = QTextOption()
    right = begins_right(text)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    formats, at = [], 0
    for run in runs:
        count = units(run.text)
        if run.ink is not Ink.PLAIN and count:
            made = QTextLayout.FormatRange()
            made.start, made.length, made.format = at, count, look_of(run.ink, theme)
            formats.append(made)
        at += count
    layout.setFormats(formats)
    return layout


def break_lines(layout: QTextLayout, width: float, most: int = 0, pitch: float = 0.0) -> float:
    """Break a paragraph into lines, at most so many (0 for all), with `pitch` pixels from one to the next where that is
    more than they need; gives its height."""
    y = 0.0
    layout.beginLayout()
    while not most or layout.lineCount() < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, y))
        y += max(pitch, line.height() * 1.15)
    layout.endLayout()
    return y


class Words(QWidget):
    """A paragraph of runs that takes the height it needs."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._runs: Sequence[Run] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(lambda _: self.update())

    def show_runs(self, runs: Sequence[Run]) -> None:
        self._runs = runs
        self.setAccessibleName(spoken(runs))
        self.updateGeometry()
        self.update()

    @property
    def runs(self) -> Sequence[Run]:
        return self._runs

    @guarded(True)
    def hasHeightForWidth(self) -> bool:
        return True

    @guarded(20)
    def heightForWidth(self, width: int) -> int:
        return round(break_lines(layout_of(self._runs, self.font(), self._look.theme), width)) + 2

    @guarded(lambda: QSize(100, 20))
    def sizeHint(self) -> QSize:
        return QSize(100, self.heightForWidth(max(100, self.width())))

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._look.theme.colour("text"))
        layout = layout_of(self._runs, self.font(), self._look.theme)
        break_lines(layout, self.width())
        layout.draw(painter, QPointF(0, 0))
        painter.end()
