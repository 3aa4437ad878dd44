"""The fonts in which a row is set: that of its kind, and what is emphasised in it."""

from PySide6.QtGui import QTextCharFormat, QTextLayout

from annotator.domain.model import InlineKind
from annotator.gui.reader.sheet import Sheet
from annotator.gui.reader.typography import RowStyle, Typography


def formats_of(
    sheet: Sheet, row: int, typography: Typography, style: RowStyle, length: int
) -> list[QTextLayout.FormatRange]:
    """The formats of a row of so many units; none for one that is in the body font throughout."""
    formats = []
    if not style.plain:
        base = QTextCharFormat()
        base.setFont(typography.font(style))
        formats.append(_range(0, length, base))
    of = sheet.rows[row]
    if of.block < 0 or not sheet.article.blocks:
        return formats
    for inline in sheet.article.blocks[of.block].inlines:
        if inline.kind in _EMPHASIS:
            start, end = sheet.positions.in_row(row, inline.start, inline.end)
            if start < end:
                formats.append(_range(start, end - start, _EMPHASIS[inline.kind]()))
    return formats


def _strong() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontWeight(700)
    return made


def _emphasis() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontItalic(True)
    return made


def _code() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontFamilies(["DejaVu Sans Mono", "Menlo", "Consolas", "monospace"])
    made.setFontFixedPitch(True)
    return made


_EMPHASIS = {InlineKind.STRONG: _strong, InlineKind.EMPHASIS: _emphasis, InlineKind.CODE: _code}


def _range(start: int, length: int, how: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, how
    return made
