"""Themes: tokens read from `resources/themes/*.toml`, and the palette and style sheet made from them.

Widgets ask a `Theme` for what a colour is for ("surface", "text-dim", "rating-false"), never for a colour.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PySide6.QtGui import QColor, QPalette

from annotator.domain.resources import RESOURCES


@dataclass(frozen=True)
class Theme:
    name: str
    label: str
    dark: bool
    colours: dict[str, str]
    metrics: dict[str, int]
    _made: dict[tuple[str, int], QColor] = field(default_factory=dict, repr=False, compare=False)

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


@cache
def themes(folder: Path = RESOURCES / "themes") -> dict[str, Theme]:
    """Every theme of the folder by its name."""
    found = {}
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        found[data["name"]] = Theme(data["name"], data["label"], data["dark"], data["colours"], data["metrics"])
    return found
