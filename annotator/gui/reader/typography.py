"""How each kind of row is set: fonts, sizes, indents and the air around it, in ems of the body font."""

from dataclasses import dataclass, replace

from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF

from annotator.domain.model import BlockKind
from annotator.gui import fonts
from annotator.gui.reader.rows import Row

SERIFS = (fonts.SERIF, fonts.SIGNS, "Noto Serif", "Georgia", "DejaVu Serif")
LINE = 1.68
"""Distance of two baselines, in ems: fonts of one size differ much in the height they claim."""
_TIGHTEST = 1.12
"""The same at the least, in heights of the font, so that no script's letters touch those of the next line."""
_PROSE = "it is in the common words of a text that the length of its lines is felt "
_MEASURE = 84
"""Letters of a line at the most, as in wide books; some 40 signs of Chinese or Japanese."""


@dataclass(frozen=True, slots=True)
class RowStyle:
    """Indent and spaces in ems of the body font; `size` multiplies its size, `line` is in ems of that."""

    indent: float = 0.0
    above: float = 0.0
    below: float = 0.85
    size: float = 1.0
    bold: bool = False
    italic: bool = False
    line: float = LINE
    dim: bool = False
    sans: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is set in the body font just as it is."""
        return self.size == 1.0 and not (self.bold or self.italic or self.sans)


_HEADINGS = (
    RowStyle(above=0.6, below=0.75, size=1.7, bold=True, line=1.34),
    RowStyle(above=1.1, below=0.6, size=1.35, bold=True, line=1.4),
    RowStyle(above=0.9, below=0.5, size=1.15, bold=True, line=1.5),
    RowStyle(above=0.7, below=0.4, size=1.0, bold=True),
)
_STYLES = {
    BlockKind.PARAGRAPH: RowStyle(),
    BlockKind.ITEM: RowStyle(indent=1.6, below=0.4),
    BlockKind.QUOTATION: RowStyle(indent=1.6, above=0.15, below=1.0, italic=True),
    BlockKind.CAPTION: RowStyle(below=0.85, size=0.85, dim=True, sans=True),
    BlockKind.CREDIT: RowStyle(below=0.85, size=0.85, dim=True, sans=True),
    BlockKind.TABLE: RowStyle(above=0.2, below=1.0, size=0.9, sans=True),
    BlockKind.FURNITURE: RowStyle(indent=1.1, below=0.5, size=0.9, dim=True),
}
_FOLD = RowStyle(indent=1.1, below=0.85, size=0.85, dim=True, sans=True)


def style_of(row: Row) -> RowStyle:
    """The style of a row; pieces of one long block stand together without air."""
    if row.label:
        return _FOLD
    style = _HEADINGS[min(max(row.level, 1), 4) - 1] if row.kind is BlockKind.HEADING else _STYLES[row.kind]
    if row.kind is BlockKind.ITEM and row.level > 1:
        style = replace(style, indent=style.indent * min(row.level, 8))
    if not (row.first and row.last):
        style = replace(style, above=style.above if row.first else 0.0, below=style.below if row.last else 0.0)
    return style


class Typography:
    """Fonts and measures at one family, size and scale; a new one is made when any of them changes."""

    def __init__(
        self, family: str = "", points: float = 12.0, percent: int = 100, text_width: int = 720, spacing: int = 100
    ) -> None:
        """`percent` scales everything, `spacing` the distance of lines; `text_width` is the widest column in pixels at
        12 points and 100 percent."""
        fonts.load_all()
        scale = percent / 100
        self.body = QFont([family, *SERIFS] if family else list(SERIFS))
        self.body.setStyleHint(QFont.StyleHint.Serif)
        self.body.setHintingPreference(fonts.HINTING)
        self.body.setPointSizeF(points * scale)
        self._sans = QFont()
        self._sans.setPointSizeF(points * scale)
        self._spacing = spacing / 100
        self._fonts: dict[tuple[float, bool, bool, bool], tuple[QFont, QFontMetricsF]] = {}
        self.em = float(QFontInfo(self.body).pixelSize())
        self.unit = max(1.0, 1 + 0.6 * (self.em / 16 - 1))
        """How much larger than in text of the usual size underlines and signs are drawn."""
        letter = QFontMetricsF(self.body).horizontalAdvance(_PROSE) / len(_PROSE)
        self.text_width = min(text_width * scale * points / 12, _MEASURE * letter)

    def font(self, style: RowStyle) -> QFont:
        return self._made(style)[0]

    def metrics(self, style: RowStyle) -> QFontMetricsF:
        return self._made(style)[1]

    def estimate(self, length: int, style: RowStyle, width: float) -> float:
        """About how high a row of so many code points will be, in pixels."""
        per_line, pitch, air = self.measures(style, width)
        return (int(length / per_line) + 1) * pitch + air

    def measures(self, style: RowStyle, width: float) -> tuple[float, float, float]:
        """About how many code points a line holds; the height of a line, and the air around a row, in pixels."""
        letters = (width - style.indent * self.em) / self.metrics(style).averageCharWidth()
        return max(8.0, letters * 1.05), self.pitch(style), (style.above + style.below) * self.em

    def pitch(self, style: RowStyle) -> float:
        """The distance of two baselines, in pixels."""
        return max(style.line * self._spacing * style.size * self.em, _TIGHTEST * self.metrics(style).height())

    def _made(self, style: RowStyle) -> tuple[QFont, QFontMetricsF]:
        key = (style.size, style.bold, style.italic, style.sans)
        made = self._fonts.get(key)
        if made is None:
            font = QFont(self._sans if style.sans else self.body)
            font.setPointSizeF(font.pointSizeF() * style.size)
            font.setBold(style.bold)
            font.setItalic(style.italic)
            made = self._fonts[key] = (font, QFontMetricsF(font))
        return made
