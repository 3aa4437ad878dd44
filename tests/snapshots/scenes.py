"""What is pictured: `python scenes.py FOLDER [NAME...]`, in a process of its own, with the fonts of this project alone.

Every scene has a fixed size, text, clock and checker, so that nothing but a change of the app changes a picture.
"""

import itertools
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from annotator.domain.model import Article, Block, BlockKind, ClaimState, Inline, InlineKind, Mark, Span
from annotator.domain.ratings import scales
from annotator.domain.text import snap_to_words
from annotator.gui.app import application, open_window
from annotator.gui.messages import Messages
from annotator.gui.reader import Reader
from annotator.gui.settings import Settings
from annotator.gui.theme import Look, themes
from annotator.project import Project, sample

HERE = Path(__file__).resolve().parent
FOLDER = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE

_K = BlockKind
BRIDGE = (
    ("Skip to content", _K.FURNITURE),
    ("Share this page", _K.FURNITURE),
    ("How long did the bridge take to build?", _K.HEADING),
    ("From a report about the Sydney Harbour Bridge", _K.CREDIT),
    (
        "The bridge was opened in March 1932 after eight years of work. Its arch spans 503 metres, and the whole "
        "structure is 1,149 metres long, as the builders’ report says.",
        _K.PARAGRAPH,
    ),
    ("What is claimed", _K.HEADING),
    ("About 1,400 people worked on it at a time.", _K.ITEM),
    ("It was painted with 272,000 litres of paint, three coats in all.", _K.ITEM),
    ("“It is the widest bridge of its kind in the world”, the guide says.", _K.QUOTATION),
    (
        "Six million rivets hold the steel together; most of them were driven by hand. The largest weighs three and a "
        "half kilograms. Nobody knows how many of them were counted twice.",
        _K.PARAGRAPH,
    ),
    ("The arch in the year before its two halves met.", _K.CAPTION),
    ("Part\tLength\tWeight\nArch\t503 m\t39,000 t\nApproaches\t646 m\t13,800 t", _K.TABLE),
    ("It will stand for ever, and no other bridge is as beautiful.", _K.PARAGRAPH),
)
MARKED = {
    "opened in March 1932": "confirmed",
    "after eight years of work": "needs-fix",
    "1,149 metres long": "wrong",
    "About 1,400 people worked on it": "",
    "272,000 litres of paint": "stale",
    "the widest bridge of its kind in the world": "unverifiable",
    "Six million rivets hold the steel together": "confirmed",
    "driven by hand": "wrong",
    "39,000 t": "confirmed",
    "no other bridge is as beautiful": "not-checkable",
    "Nobody knows … were counted twice": "needs-fix",
}
"""Words and the rating they have; an ellipsis parts the words of one passage."""
PICTURED = {
    "The arch in the year": "Two halves of an arch over the water, seen from the shore, with cranes at both ends",
    "אורך הגשר": "הגשר",
}
"""Where pictures stood, by the words after them, and what they showed."""


def article(rows: Iterable[tuple[str, BlockKind]], language: str = "en") -> Article:
    text = ""
    blocks: list[Block] = []
    for words, kind in rows:
        text += "\n\n" if blocks else ""
        level = 0 if kind is not _K.HEADING else 1 if not any(b.kind is kind for b in blocks) else 2
        blocks.append(Block(len(text), len(text) + len(words), kind, level))
        text += words
    return Article("article", "", text, tuple(map(partial(_inlined, text), blocks)), language=language)


def _inlined(text: str, block: Block) -> Block:
    words = {"the builders’ report": InlineKind.LINK, "three and a half": InlineKind.EMPHASIS, "503": InlineKind.STRONG}
    found = []
    for said, kind in words.items():
        start = text.find(said, block.start, block.end)
        if start >= 0 and block.kind is _K.PARAGRAPH:
            href = "https://example.org/report" if kind is InlineKind.LINK else ""
            found.append(Inline(start, start + len(said), kind, href))
    for said, label in PICTURED.items():
        start = text.find(said, block.start, block.end)
        if start >= 0:
            found.append(Inline(start, start, InlineKind.IMAGE, "https://example.org/bridge.jpg", label))
    return Block(block.start, block.end, block.kind, block.level, tuple(sorted(found, key=lambda i: i.start)))


def marks(shown: Article, spans: Iterable[tuple[Span, str]]) -> list[Mark]:
    """Marks of these spans and ratings, "stale" being a confirmed one whose statement was changed."""
    made = []
    for number, (span, rating) in enumerate(spans):
        state = ClaimState.CHECKED if rating else ClaimState.UNCHECKED
        if rating == "stale":
            rating, state = "confirmed", ClaimState.STALE
        said = shown.text[span.start : span.end]
        made.append(
            Mark(f"m{number}", f"c{number}", span.start, span.end, said, "editorial", rating, state, number % 3)
        )
    return made


def reader(
    shown: Article, found: Sequence[Mark], theme: str = "light", size: tuple[int, int] = (1100, 800), active: int = -1
) -> QPixmap:
    Look(_app(), theme)
    widget = Reader(themes()[theme])
    widget.set_scales(scales())
    widget.resize(*size)
    widget.show_article(shown, found)
    if active >= 0:
        widget.activate(found[active].claim, scroll=False)
    return _picture(widget)


def bridge(theme: str = "light", size: tuple[int, int] = (1100, 800)) -> QPixmap:
    """Every kind of block, every verdict, one claim chosen."""
    shown = article(BRIDGE)
    spans = [(_span(shown, words.split(" … ")[0]), rating) for words, rating in MARKED.items()]
    made = marks(shown, sorted(spans, key=lambda pair: pair[0].start))
    further = [_span(shown, part) for words in MARKED for part in words.split(" … ")[1:]]
    at = next(at for at, mark in enumerate(made) if mark.statement == "Nobody knows")
    first = made[at] = replace(made[at], statement="Nobody knows … were counted twice")
    made += [
        replace(first, mention=f"part {n}", start=span.start, end=span.end, continues=first.mention)
        for n, span in enumerate(further)
    ]
    return reader(shown, made, theme, size, active=2)


def pages() -> QPixmap:
    """An article whose pages are known, with a claim chosen."""
    shown = article(BRIDGE)
    begins = dict(
        enumerate(shown.text.index(words) for words in ("How long", "What is claimed", "rivets", "Approaches"))
    )
    blocks = []
    for block in shown.blocks:
        here = [
            Inline(at, at, InlineKind.LOCATOR, "", f"p. {page + 1}")
            for page, at in begins.items()
            if block.start <= at < block.end
        ]
        blocks.append(replace(block, inlines=(*block.inlines, *here)))
    spans = [(_span(shown, words), MARKED[words]) for words in ("driven by hand", "39,000 t")]
    return reader(replace(shown, blocks=tuple(blocks)), marks(shown, spans), "sepia", active=0)


def dense() -> QPixmap:
    """Marks that overlap, nest and stand close together."""
    shown = article(BRIDGE[4:5] * 2 + BRIDGE[9:10] * 3)
    ratings = ("confirmed", "wrong", "", "needs-fix", "unverifiable", "stale")
    starts = range(0, len(shown.text) - 90, 23)
    spans = [(Span(start, start + 20 + (start * 7) % 60), ratings[start % 6]) for start in starts]
    return reader(shown, marks(shown, spans), active=4)


def scripts(first: int, last: int) -> QPixmap:
    """Lines of `scripts.txt`, each with two claims of whole words."""
    lines = (HERE / "scripts.txt").read_text(encoding="utf-8").splitlines()[first:last]
    shown = article([(line, _K.PARAGRAPH) for line in lines], "")
    ratings = itertools.cycle(("confirmed", "wrong", "", "needs-fix"))
    spans = []
    for block in shown.blocks:
        half = (block.start + block.end) // 2
        here = (Span(block.start, block.start + 6), Span(half, half + 8))
        spans += [(snap_to_words(shown.text, span), next(ratings)) for span in here]
    return reader(shown, marks(shown, spans), size=(1000, 460), active=3)


def window(theme: str, project: bool = True) -> QPixmap:
    """The whole window on the sample project, with a claim that is wrong chosen; or its start page."""
    settings, messages = Settings(FOLDER / f"{theme}.ini"), Messages()
    settings.set("theme", theme)
    shown = open_window(_app(), settings, messages)
    shown.resize(1440, 900)
    if project:
        shown.take(_project())
        page = shown.page
        assert page is not None
        wrong = next(m for m in page.project.articles.marks(page.article) if m.rating == "wrong")
        page.show_claim(wrong.claim)
    picture = _picture(shown)
    messages.close()
    return picture


def _project() -> Project:
    """The sample project, made by a clock that stands at noon of one day."""
    path = FOLDER / f"{next(_numbers)}.factcheck"
    times = (datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(seconds=n) for n in itertools.count())
    data = sample.described()
    about = data["project"]
    project = Project.create(
        path, checker="first checker", scale=about["scale"], title=about["title"], clock=lambda: next(times)
    )
    sample.fill(project, data)
    return project


_numbers = itertools.count()


def _span(shown: Article, words: str) -> Span:
    start = shown.text.index(words)
    return Span(start, start + len(words))


def _app() -> QApplication:
    app = application()
    app.setCursorFlashTime(0)
    return app


def _picture(widget: QWidget) -> QPixmap:
    widget.show()
    widget.activateWindow()
    widget.setFocus()
    for _ in range(20):
        QApplication.processEvents()
    picture = widget.grab()
    widget.close()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return picture


SCENES: dict[str, Callable[[], QPixmap]] = {
    "light": bridge,
    "dark": partial(bridge, "dark"),
    "sepia": partial(bridge, "sepia"),
    "high-contrast": partial(bridge, "high-contrast"),
    "high-contrast-dark": partial(bridge, "high-contrast-dark"),
    "dense": dense,
    "pages": pages,
    "narrow": partial(bridge, "light", (520, 800)),
    "right-to-left": partial(scripts, 0, 4),
    "asian": partial(scripts, 4, 8),
    "window": partial(window, "light"),
    "window-dark": partial(window, "dark"),
    "start-page": partial(window, "light", False),
    "200-percent": partial(bridge, "light", (700, 500)),
}
"""Everything pictured, at one pixel to the point but for the last, which is taken at two."""


def main(names: Sequence[str]) -> None:
    for name in names:
        SCENES[name]().save(str(FOLDER / f"{name}.png"))


if __name__ == "__main__":
    main(sys.argv[2:] or list(SCENES))
