"""Correcting one paragraph of the article shown: opening the editor, telling what it would do to claims, and keeping
what was typed until it is wanted or given up."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import MentionState, Span
from annotator.gui.messages import Messages
from annotator.gui.reader.correction import CorrectionEditor
from annotator.gui.settings import Correction, Settings
from annotator.gui.theme import Look
from annotator.project.carrying import Foreseen

if TYPE_CHECKING:
    from annotator.gui.project_page import ProjectPage

_PAUSE = 150
"""Milliseconds without a key after which it is told what the words would do to claims, and they are written down."""


def told(foreseen: Foreseen, checked: bool) -> str:
    """What would become of the words of a claim, in a line."""
    if foreseen.now:
        again = " – to be checked again" if checked else ""
        return f"A claim changes: “{foreseen.was}” → “{foreseen.now}”{again}"
    if foreseen.state is MentionState.GONE:
        return f"A claim loses its words: “{foreseen.was}”"
    return f"A claim may lose its words: “{foreseen.was}”"


class Correcting(QObject):
    """`wanted` carries the article, the span (code points) and the words to put there. What is typed belongs to its
    article: it is there again when that is shown again, in this run of the app or the next."""

    wanted = Signal(str, object, str)

    def __init__(self, page: "ProjectPage", settings: Settings, messages: Messages, look: Look) -> None:
        super().__init__(page)
        self._page, self._settings, self._messages, self._look = page, settings, messages, look
        self.editor: CorrectionEditor | None = None
        self._article = self._shown = ""
        self._timer = QTimer(self, interval=_PAUSE, singleShot=True)
        self._timer.timeout.connect(messages.safely(self._paused))
        page.moved.connect(messages.safely(self._moved))
        page.reader.correction_wanted.connect(messages.safely(self.begin))

    def begin(self, point: int | None = None) -> None:
        """Open the editor over the paragraph at a point of the article, else at the caret. Raises AnnotatorError where
        there is none, or another correction is not finished, or nothing can be changed."""
        page = self._page
        if page.project.read_only:
            raise AnnotatorError("This project cannot be changed.", page.project.read_only)
        if page.versions.newest != page.article:
            raise AnnotatorError("This is an older draft of the article.", "Correct the newest one.")
        span = page.reader.paragraph(point)
        if span is None:
            raise AnnotatorError("No paragraph is here.", "Put the caret into the one to be corrected.")
        editor = self.editor
        if editor is not None and editor.span != span:
            self.finished()
        if editor is None or editor.span != span:
            self._close()
            editor = self._open(span)
        selected = page.reader.selection() or page.reader.caret()
        if not editor.changed:
            editor.put_caret(selected.start, selected.end)
        editor.field.setFocus()

    def finished(self) -> None:
        """Raises AnnotatorError, with the keyboard in the editor, while words are typed there that are not kept yet."""
        if self.editor is not None and self.editor.changed:
            self.editor.field.setFocus()
            raise AnnotatorError("Another correction is not finished yet.", "Make it or cancel it first.")

    def _open(self, span: Span) -> CorrectionEditor:
        page = self._page
        page.have_all()
        self._article = page.article
        marks = page.project.articles.marks(page.article)
        self.editor = editor = CorrectionEditor(page.reader.view, self._look, span, marks)
        editor.edited.connect(self._timer.start)
        editor.kept.connect(self._messages.safely(self._keep))
        editor.left.connect(self._messages.safely(self._leave))
        editor.show()
        editor.place()
        return editor

    def _close(self) -> None:
        editor, self.editor = self.editor, None
        self._timer.stop()
        if editor is not None:
            editor.hide()
            editor.deleteLater()

    def _moved(self) -> None:
        """Another article may be shown: its own correction is taken up."""
        page = self._page
        if page.article == self._shown:
            return
        self.write_down()
        self._close()
        self._shown = page.article
        self._take_up()

    def _take_up(self) -> None:
        """Open the editor with what was typed for the article shown, if something was."""
        page = self._page
        kept = self._settings.corrections().get(page.article) if page.article else None
        if self.editor is None and kept is not None and self._fits(kept):
            self._open(Span(kept.start, kept.end)).write(kept.words)

    def _fits(self, kept: Correction) -> bool:
        project = self._page.project
        whole = isinstance(kept.start, int) and isinstance(kept.end, int) and isinstance(kept.words, str)
        length = len(project.articles.get(self._page.article).text)
        return whole and 0 <= kept.start < kept.end <= length and not project.read_only

    def write_down(self) -> None:
        """Keep what was typed so far, on disk when this returns."""
        editor = self.editor
        if editor is None:
            return
        kept = self._settings.corrections()
        before = kept.pop(self._article, None)
        if editor.changed:
            kept[self._article] = Correction(editor.span.start, editor.span.end, editor.value())
        if kept.get(self._article) != before:
            self._settings.keep_corrections(kept)

    def _forget(self, article: str) -> None:
        kept = self._settings.corrections()
        if kept.pop(article, None) is not None:
            self._settings.keep_corrections(kept)

    def _paused(self) -> None:
        self.write_down()
        editor = self.editor
        if editor is None:
            return
        try:
            found = self._page.project.articles.foresee(self._article, editor.span, editor.value())
        except AnnotatorError as error:
            editor.foresee([])
            editor.say(str(error) if editor.changed else "")
        else:
            editor.say("")
            editor.foresee([(each.mention, told(each, editor.checked(each.mention)), each.span) for each in found])

    # ---- the end

    def _keep(self) -> None:
        editor = self.editor
        if editor is None or editor.field.isReadOnly():
            return
        if not editor.changed:
            self._end()
            return
        self.write_down()
        editor.set_busy(True)
        self.wanted.emit(self._article, editor.span, editor.value())

    def go_on(self) -> None:
        """The correction was not made: it can be typed on."""
        if self.editor is not None:
            self.editor.set_busy(False)
            self.editor.field.setFocus()

    def done(self, article: str) -> None:
        """The correction of an article was made."""
        self._forget(article)
        if article == self._article:
            self._close()

    def _leave(self) -> None:
        """Give up what was typed, and offer it back."""
        editor, article, page = self.editor, self._article, self._page
        if editor is None or editor.field.isReadOnly():
            return
        typed = Correction(editor.span.start, editor.span.end, editor.value()) if editor.changed else None
        self._end()
        if typed is not None:

            def bring_back() -> None:
                self._settings.keep_corrections({**self._settings.corrections(), article: typed})
                if page.article == article:
                    self._take_up()
                    self.go_on()

            self._messages.tell("Correction given up.", "Bring it back", self._messages.safely(bring_back))

    def _end(self) -> None:
        self._close()
        self._forget(self._article)
        self._page.reader.setFocus()
