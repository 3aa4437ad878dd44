"""A draft with notes of its author, shown in the window."""

from pytestqt.qtbot import QtBot

from annotator.domain.model import Article, Block, BlockKind, ImportedArticle, ImportedNote, NoteKind, NoteState, Span
from annotator.gui.main_window import MainWindow
from annotator.gui.project_page import ProjectPage

PARAGRAPHS = (
    "The tunnel opened in 1843 and is 396 metres long.",
    "It took eighteen years to dig. Two thousand people a day walked through it.",
    "Trains have run in it since 1869.",
)
TEXT = "\n\n".join(PARAGRAPHS)
NOTES = (
    ("opened in 1843", NoteKind.COMMENT, "From https://register.example/1843, p. 3", "Ann Author"),
    ("396 metres", NoteKind.FOOTNOTE, "Measured. See (https://survey.example/length).", ""),
    ("eighteen years", NoteKind.ENDNOTE, "I counted.", "Ann Author"),
)


def span_of(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def draft(*notes: tuple[str, NoteKind, str, str], text: str = TEXT) -> ImportedArticle:
    """The draft with a note on some of its words each."""
    blocks, at = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append(Block(at, at + len(paragraph), BlockKind.PARAGRAPH))
        at += len(paragraph) + 2
    found = tuple(
        ImportedNote(span_of(words, text), kind, said, author, "2026-01-02T09:00:00Z")
        for words, kind, said, author in notes
    )
    return ImportedArticle(text=text, blocks=tuple(blocks), title="The tunnel", notes=found, original=text.encode())


def show_draft(page: ProjectPage, *notes: tuple[str, NoteKind, str, str], text: str = TEXT) -> Article:
    """Add the draft to the page's project, and show it there."""
    article = page.project.articles.add_read(draft(*(notes or NOTES), text=text))
    page.show_article(article.id)
    page.reader.setFocus()
    return article


def wait(window: MainWindow, qtbot: QtBot) -> None:
    """Until no worker is at work."""
    qtbot.waitUntil(lambda: window.commands.job is None, timeout=20_000)


def show_facts(page: ProjectPage, count: int) -> None:
    """A draft of so many sentences, with a note on the first words of each."""
    text = "\n\n".join(f"Fact {n} is here." for n in range(count))
    show_draft(page, *((f"Fact {n} ", NoteKind.COMMENT, f"Note {n}", "") for n in range(count)), text=text)


def states(page: ProjectPage) -> list[NoteState]:
    return [note.state for note in page.project.notes.of(page.article)]
