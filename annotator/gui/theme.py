"""Themes: tokens read from `resources/themes/*.toml`, and the palette and style sheet made from them.

Widgets ask a `Theme` for what a colour is for ("surface", "text-dim", "rating-false"), never for a colour. The style
sheet names the roles of the palette and is one for all themes, since Qt takes 70 ms to put another in its place: a new
theme is a new palette, and only what is in sight is dressed anew before it is painted.
"""

import tomllib
from functools import cache
from string import Template

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from shiboken6 import isValid

from annotator.domain.resources import RESOURCES


class Theme:
    """What a theme's file says: `colours` by token as "#rrggbb", `metrics` in pixels."""

    def __init__(self, name: str, label: str, dark: bool, colours: dict[str, str], metrics: dict[str, int]) -> None:
        self.name, self.label, self.dark = name, label, dark
        self.colours, self.metrics = colours, metrics
        self._made: dict[tuple[str, int], QColor] = {}

    def colour(self, token: str, alpha: int = 255) -> QColor:
        """The colour of a token, made once. Raises KeyError for a token the theme does not have."""
        key = (token, alpha)
        made = self._made.get(key)
        if made is None:
            made = QColor(self.colours[token])
            made.setAlpha(alpha)
            self._made[key] = made
        return made

    def palette(self) -> QPalette:
        """The palette for the whole application."""
        palette = QPalette()
        for role, token in _TOKENS.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("text-dim", 150))
        return palette

    def style_sheet(self, points: float) -> str:
        """The style sheet for the whole application, around a text size in points; the same for every theme."""
        fonts: dict[str, object] = {f"font-{name}": round(points * factor, 1) for name, factor in _SIZES.items()}
        sheet = _Tokens((RESOURCES / "themes" / "window.qss").read_text(encoding="utf-8"))
        return sheet.substitute(fonts, **_ROLES, radius=self.metrics["radius"])

    def own_sheet(self, tone: str) -> str:
        """The style sheet of a widget that wears a tone (see `dress`)."""
        if tone in _DRAWN:
            drawing = RESOURCES / "icons" / f"{tone}-{'dark' if self.dark else 'light'}.svg"
            return _Tokens(_DRAWN[tone]).substitute(drawing=drawing.as_posix())
        return _Tokens(_TONE_RULES).substitute(tone=tone, ink=self.colours[tone], **_ROLES) if tone else ""


class _Tokens(Template):
    """Placeholders with the hyphens that names of tokens have."""

    idpattern = r"[a-z][a-z-]*"


_SIZES = {"small": 0.9, "large": 1.1, "title": 1.3, "display": 2.0}

_ROLE = QPalette.ColorRole
_TOKENS = {
    _ROLE.Window: "window",
    _ROLE.WindowText: "text",
    _ROLE.Base: "surface",
    _ROLE.AlternateBase: "window",
    _ROLE.Text: "text",
    _ROLE.Button: "raised",
    _ROLE.ButtonText: "text",
    _ROLE.PlaceholderText: "text-dim",
    _ROLE.ToolTipBase: "notice",
    _ROLE.ToolTipText: "text",
    _ROLE.Highlight: "selection",
    _ROLE.HighlightedText: "selection-text",
    _ROLE.BrightText: "accent-text",
    _ROLE.Link: "accent",
    _ROLE.LinkVisited: "danger",
    _ROLE.Accent: "accent",
    _ROLE.Mid: "line",
    _ROLE.Midlight: "accent-soft",
    _ROLE.Light: "raised",
    _ROLE.Dark: "line-strong",
    _ROLE.Shadow: "scroll",
}
"""The token that each role of the palette has. What Qt's own style would use a role for matters little: the style sheet
paints nearly everything."""

_ROLES = {
    "window": "palette(window)",
    "surface": "palette(base)",
    "raised": "palette(button)",
    "line": "palette(mid)",
    "line-strong": "palette(dark)",
    "scroll": "palette(shadow)",
    "text": "palette(window-text)",
    "text-dim": "palette(placeholder-text)",
    "accent": "palette(accent)",
    "accent-text": "palette(bright-text)",
    "accent-soft": "palette(midlight)",
    "selection": "palette(highlight)",
    "selection-text": "palette(highlighted-text)",
    "notice": "palette(tooltip-base)",
    "danger": "palette(link-visited)",
}
"""What the style sheet writes for a token: a role that has it."""

_TONE_RULES = """
QLabel[tone="${tone}"] { color: ${ink}; font-weight: 600; }
QPushButton[tone="${tone}"]:checked { background: ${ink}; color: ${accent-text}; border-color: ${ink}; }
QPushButton[tone="${tone}"]:checked:focus { border-color: ${text}; }
"""
_DRAWN = {
    "arrow": 'QComboBox::down-arrow { image: url("${drawing}"); }',
    "tick": 'QCheckBox::indicator:checked { image: url("${drawing}"); }',
}
"""The few colours that have no role stand in the style sheets of the widgets that wear them: those of ratings, and of
what is drawn for dark themes and for light ones."""


_FILES = {path.stem: path for path in sorted((RESOURCES / "themes").glob("*.toml"))}
"""Where each theme is, by its name."""


@cache
def theme(name: str) -> Theme:
    """A theme by its name, read when it is first wanted. Raises KeyError for one that there is not."""
    data = tomllib.loads(_FILES[name].read_text(encoding="utf-8"))
    return Theme(**data)


def themes() -> dict[str, Theme]:
    """Every theme by its name."""
    return {name: theme(name) for name in _FILES}


class Look(QObject):
    """The theme that the application wears now: chosen by name, or following the system."""

    changed = Signal(object)

    def __init__(self, application: QApplication, choice: str = "system") -> None:
        super().__init__(application)
        self._application = application
        self._choice = ""
        self.theme: Theme
        self._worn = ""
        self._waiting: list[QWidget] = []
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._dress_some)
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self.choose(choice)

    @property
    def choice(self) -> str:
        """The name of a theme, or "system"."""
        return self._choice

    @property
    def dressing(self) -> bool:
        """Whether something out of sight still wears the theme before."""
        return bool(self._waiting)

    def choose(self, choice: str) -> None:
        """Wear a theme by its name; "system" (and any name that is not known) follows the system's own."""
        self._choice = choice if choice in _FILES else "system"
        self._wear(theme(self._wanted()))

    def _wanted(self) -> str:
        if self._choice != "system":
            return self._choice
        hints = self._application.styleHints()
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "high-contrast-dark" if dark else "high-contrast"
        return "dark" if dark else "light"

    def _follow(self) -> None:
        if self._choice == "system":
            self._wear(theme(self._wanted()))

    def _wear(self, theme: Theme) -> None:
        if theme.name == self._worn:
            return
        self.theme, self._worn = theme, theme.name
        application = self._application
        application.setProperty(_WORN, theme.name)
        application.setPalette(theme.palette())
        sheet = theme.style_sheet(application.font().pointSizeF())
        if sheet != application.styleSheet():
            application.setStyleSheet(sheet)
        self._dress_in_sight()
        self.changed.emit(theme)

    def _dress_in_sight(self) -> None:
        """Qt notices the new palette where a widget has nothing of the style sheet; the others are told here."""
        self._waiting = []
        for widget in self._application.allWidgets():
            tone, shown = widget.property("tone"), widget.isVisible()
            shows_tone = tone and shown and not (isinstance(widget, QPushButton) and not widget.isChecked())
            if shows_tone:
                widget.setStyleSheet(self.theme.own_sheet(tone))
            elif shown:
                widget.style().polish(widget)
            if not shown or (tone and not shows_tone):
                self._waiting.append(widget)
        for window in self._application.topLevelWidgets():
            window.update()
        self._later.start(_UNTIL_PAINTED)

    def _dress_some(self) -> None:
        """What is out of sight waits until the rest is painted, and lets events pass in between."""
        now, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
        for widget in filter(isValid, now):
            if tone := widget.property("tone"):
                widget.setStyleSheet(self.theme.own_sheet(tone))
            elif widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
                widget.style().polish(widget)
        if self._waiting:
            self._later.start(0)


_UNTIL_PAINTED = 100
"""Milliseconds."""
_AT_ONCE = 40
"""Widgets that are dressed in one go, in about two milliseconds."""
_WORN = "theme"
"""The property of the application that names the theme that it wears."""


def dress(widget: QWidget, role: str | None = None, tone: str | None = None) -> QWidget:
    """Tell the style sheet what a widget is (`role`), and dress it in a colour that the palette does not have (`tone`):
    that of a rating, by its token, or "arrow" and "tick" of boxes; "" for none."""
    if role is not None and widget.property("role") != role:
        widget.setProperty("role", role)
        # What was never shown is polished once, when it is.
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            style = widget.style()
            style.unpolish(widget)
            style.polish(widget)
    if tone is not None and widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        application = QApplication.instance()
        worn = application.property(_WORN) if application else None
        widget.setStyleSheet(theme(worn).own_sheet(tone) if worn else "")
    return widget
