"""Settings are there at once and on disk soon after, so that no change waits for the disk."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from annotator.gui.settings import Settings


def test_what_is_set_is_there_at_once_and_on_disk_soon_after(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    settings.set("theme", "dark")
    settings.set("panes", b"\x00\x01")
    assert settings.get("theme") == "dark" and not settings.path.exists()
    qtbot.waitUntil(settings.path.exists)
    again = Settings(settings.path)
    assert (again.get("theme"), again.get("panes"), again.get("text_scale")) == ("dark", b"\x00\x01", 100)


def test_what_is_saved_is_on_disk_when_that_is_done(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    settings.set("articles_shown", False)
    settings.save()
    assert "articles_shown=false" in settings.path.read_text(encoding="utf-8")
    assert Settings(settings.path).get("articles_shown") is False
