"""The claim panel says which page or time of the original a claim is from."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from annotator.domain.model import Span
from annotator.gui.desk.claim_editor import ClaimEditor
from annotator.gui.layouts import ElidedButton
from annotator.gui.messages import Messages
from annotator.project import Project

_SUBTITLES = """1
00:00:01,000 --> 00:00:04,000
The bridge was opened in 1932.

2
00:01:12,000 --> 00:01:15,000
It is 503 metres long.
"""


def test_a_mention_in_a_transcript_has_its_time(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "talk.srt"
    path.write_text(_SUBTITLES, encoding="utf-8")
    with Project.create(tmp_path / "desk.factcheck", checker="first checker") as project:
        article = project.articles.add(str(path))
        start = article.text.index("It is 503")
        claim = project.claims.mark(article.id, Span(start, start + 15))
        messages = Messages()
        editor = ClaimEditor(project, messages)
        qtbot.addWidget(editor)
        editor.show_claim(project.claims.get(claim.id))
        (place,) = editor.mentions.findChildren(ElidedButton)
        assert place.accessibleName() == "Show in the article: It is 503 metre, 00:01:12"
        assert place._full == "00:01:12 · “It is 503 metre”"
        messages.close()


def test_a_mention_whose_article_has_no_pages_has_none(qtbot: QtBot, tmp_path: Path) -> None:
    with Project.create(tmp_path / "desk.factcheck", checker="first checker") as project:
        article = project.articles.add_text("The bridge was opened in 1932.")
        claim = project.claims.mark(article.id, Span(0, 10))
        messages = Messages()
        editor = ClaimEditor(project, messages)
        qtbot.addWidget(editor)
        editor.show_claim(project.claims.get(claim.id))
        (place,) = editor.mentions.findChildren(ElidedButton)
        assert place.accessibleName() == "Show in the article: The bridge"
        messages.close()
