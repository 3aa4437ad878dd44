"""Themes: tokens read from `resources/themes/*.toml`, and the palette and style sheet made from them.

Widgets ask a `Theme` for what a colour is for ("surface", "text-dim", "rating-false"), never for a colour.
"""

import tomllib
from functools import cache
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

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
        roles = {
            QPalette.ColorRole.Window: "window",
            QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "window",
            QPalette.ColorRole.Text: "text",
            QPalette.ColorRole.Button: "raised",
            QPalette.ColorRole.ButtonText: "text",
            QPalette.ColorRole.PlaceholderText: "text-dim",
            QPalette.ColorRole.ToolTipBase: "raised",
            QPalette.ColorRole.ToolTipText: "text",
            QPalette.ColorRole.Highlight: "selection",
            QPalette.ColorRole.HighlightedText: "selection-text",
            QPalette.ColorRole.BrightText: "accent-text",
            QPalette.ColorRole.Link: "accent",
            QPalette.ColorRole.Accent: "accent",
            QPalette.ColorRole.Mid: "line",
            QPalette.ColorRole.Light: "raised",
            QPalette.ColorRole.Dark: "line-strong",
        }
        for role, token in roles.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("text-dim", 150))
        return palette

    def style_sheet(self, points: float) -> str:
        """The style sheet for the whole application, around a text size in points."""
        tokens: dict[str, object] = {f"font-{name}": round(points * factor, 1) for name, factor in _SIZES.items()}
        tone = "dark" if self.dark else "light"
        tokens |= {name: (RESOURCES / "icons" / f"{name}-{tone}.svg").as_posix() for name in ("arrow", "tick")}
        base = _Tokens((RESOURCES / "themes" / "window.qss").read_text(encoding="utf-8"))
        rules = [base.substitute(tokens, **self.metrics, **self.colours)]
        for name, colour in self.colours.items():
            if name.startswith("rating-"):
                rules.append(_Tokens(_TONE_RULES).substitute(self.colours, tone=name, ink=colour))
        return "".join(rules)


class _Tokens(Template):
    """Placeholders with the hyphens that names of tokens have."""

    idpattern = r"[a-z][a-z-]*"


_SIZES = {"small": 0.9, "large": 1.1, "title": 1.3, "display": 2.0}

_TONE_RULES = """
QLabel[tone="${tone}"] { color: ${ink}; font-weight: 600; }
QPushButton[tone="${tone}"]:checked { background: ${ink}; color: ${accent-text}; border-color: ${ink}; }
QPushButton[tone="${tone}"]:checked:focus { border-color: ${text}; }
"""
"""What a widget that tells a rating wears (see `dress`)."""


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
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self.choose(choice)

    @property
    def choice(self) -> str:
        """The name of a theme, or "system"."""
        return self._choice

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
        self._application.setPalette(theme.palette())
        self._application.setStyleSheet(theme.style_sheet(self._application.font().pointSizeF()))
        self.changed.emit(theme)


def dress(widget: QWidget, role: str | None = None, tone: str | None = None) -> QWidget:
    """Tell the style sheet what a widget is (`role`) and which rating's colour it wears (`tone`, a token or "")."""
    for name, value in (("role", role), ("tone", tone)):
        if value is not None and widget.property(name) != value:
            widget.setProperty(name, value)
            # What was never shown is polished once, when it is.
            if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
                style = widget.style()
                style.unpolish(widget)
                style.polish(widget)
    return widget
