"""Where a claim appears, as the claim panel lists it."""

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel

from annotator.gui.project_page import ProjectPage
from tests.gui.conftest import TEXT


def told(page: ProjectPage, claim: str) -> list[str]:
    """What is said beside the mentions of a claim."""
    page.show_claim(claim)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return [each.text() for each in page.desk.editor.mentions.findChildren(QLabel)]


def test_mentions_of_an_older_draft_say_so_and_others_how_they_fared(page: ProjectPage, tmp_path: Path) -> None:
    claims = [page.project.claims.mark_quote(page.article, words) for words in ("1932", "eight years", "Two thirds")]
    same, changed, gone = (claim.id for claim in claims)
    draft = TEXT.replace("eight years", "nine years").replace("\n\nTwo thirds of them came from the city.", "")
    (tmp_path / "new.md").write_text(f"# The bridge\n\n{draft}\n", encoding="utf-8")
    page.project.articles.add(tmp_path / "new.md", supersedes=page.article)
    assert told(page, same) == ["in an older draft"]
    assert told(page, changed) == ["in an older draft", "words changed"]
    assert told(page, gone) == ["no longer in the text"]
