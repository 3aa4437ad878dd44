"""The window: start page or project, menus and toolbar from the table of actions, notices, and what is remembered.

It is there before most of the app is: what only a project needs, or a command, is imported when it is first wanted.
"""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QSizePolicy, QStackedWidget, QToolBar, QWidget

from annotator.gui import icons
from annotator.gui.actions import ACTIONS, Menu, Needs
from annotator.gui.desk.start_page import StartPage
from annotator.gui.guard import guarded
from annotator.gui.keys import Keys
from annotator.gui.layouts import column
from annotator.gui.messages import Level, Messages, Notice
from annotator.gui.notices import Banner, StatusBar, progress_words
from annotator.gui.settings import Recent, Settings
from annotator.gui.theme import Look, Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from annotator.gui.bridge import Bridge
    from annotator.gui.commands import Commands
    from annotator.gui.project_page import ProjectPage
    from annotator.project import Project

NAME = "Annotator"
SMALLEST = (880, 560)
"""Pixels below which the window does not shrink."""


class MainWindow(QMainWindow):
    """Holds the project that is open, if one is, and its page."""

    def __init__(self, settings: Settings, messages: Messages, look: Look) -> None:
        super().__init__()
        self.settings, self.messages, self.look = settings, messages, look
        self.page: ProjectPage | None = None
        self.bridge: Bridge | None = None
        self.actions_by_id: dict[str, QAction] = {}
        self.keys = Keys(settings, self)
        self._tinted: Theme | None = None
        self.banner = Banner(look, self._show_details)
        self.start_page = StartPage(look, self.keys)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.start_page)
        middle = QWidget()
        middle.setLayout(column(self.banner, self.pages, space=0))
        self.setCentralWidget(middle)
        self.status = StatusBar()
        self.setStatusBar(self.status)
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self._make_actions()
        self._make_menus()
        self._make_toolbar()
        for row in ACTIONS:
            self._wear_keys(row.id)
        self._connect()
        self._restore()
        self.show_start()

    def _make_actions(self) -> None:
        for row in ACTIONS:
            action = QAction(row.text, self)
            action.setObjectName(row.id)
            action.setToolTip(row.tip)
            action.setStatusTip("")
            action.setCheckable(row.checkable)
            action.triggered.connect(self.messages.safely(lambda _=False, name=row.id: getattr(self.commands, name)()))
            self.addAction(action)
            self.actions_by_id[row.id] = action
        self.actions_by_id["quit"].setMenuRole(QAction.MenuRole.QuitRole)
        self.actions_by_id["about"].setMenuRole(QAction.MenuRole.AboutRole)
        self.actions_by_id["project_settings"].setMenuRole(QAction.MenuRole.NoRole)

    @cached_property
    def commands(self) -> "Commands":
        """What the actions do."""
        from annotator.gui.commands import Commands

        return Commands(self)

    def _make_menus(self) -> None:
        for menu in Menu:
            made = QMenu(menu, self)
            made.setToolTipsVisible(True)
            group = 0
            for row in ACTIONS:
                if row.menu is menu:
                    if group and row.group != group:
                        made.addSeparator()
                    group = row.group
                    made.addAction(self.actions_by_id[row.id])
            made.aboutToShow.connect(self.renew_actions)
            self.menuBar().addMenu(made)

    def _make_toolbar(self) -> None:
        self.toolbar = QToolBar("Toolbar", self, movable=False, floatable=False)
        self.toolbar.setIconSize(QSize(icons.SIZE, icons.SIZE))
        self.toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toolbar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        for row in sorted((row for row in ACTIONS if row.toolbar), key=lambda row: row.toolbar):
            if row.toolbar == 7:
                self.toolbar.addWidget(gap)
            action = self.actions_by_id[row.id]
            action.setIconText(row.text.removesuffix("…"))
            self.toolbar.addAction(action)
            self.toolbar.widgetForAction(action).setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.addToolBar(self.toolbar)

    def _wear_keys(self, name: str) -> None:
        """Give an action its keys, and tell of them on the toolbar."""
        action = self.actions_by_id[name]
        action.setShortcuts([QKeySequence(keys) for keys in self.keys.of(name)])
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        on_toolbar = self.toolbar.widgetForAction(action)
        if on_toolbar is not None:
            on_toolbar.setToolTip(f"{action.toolTip()} ({keys})" if keys else action.toolTip())

    def _connect(self) -> None:
        self.keys.changed.connect(self._wear_keys)
        self.messages.said.connect(self._said)
        self.look.changed.connect(self._tint_again)
        start, do = self.start_page, self.messages.safely
        start.new_wanted.connect(self.actions_by_id["new_project"].trigger)
        start.open_wanted.connect(self.actions_by_id["open_project"].trigger)
        start.sample_wanted.connect(self.actions_by_id["open_sample"].trigger)
        start.project_chosen.connect(do(lambda path: self.open_project(Path(path))))
        start.project_forgotten.connect(do(self._forget))
        start.dropped.connect(do(lambda paths: self.commands.take_files(paths)))

    def _restore(self) -> None:
        screen = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(1440, screen.width() - 40), min(900, screen.height() - 60))
        if geometry := self.settings.get("geometry"):
            self.restoreGeometry(geometry)

    # ---- projects

    def show_start(self) -> None:
        """Show the start page."""
        self.start_page.show_recents(self.settings.recents())
        self.pages.setCurrentWidget(self.start_page)
        self.toolbar.hide()
        self.status.count.clear()
        self.status.bar.hide()
        self.setWindowTitle(NAME)
        self._enable()
        self.start_page.new.setFocus()

    def open_project(self, path: Path) -> None:
        """Open a project file in place of the one that is open. Raises AnnotatorError, and leaves that one open."""
        from annotator.project import Project

        self.take(Project.open(path, checker=self.settings.get("checker")))

    def take(self, project: "Project") -> None:
        """Show a project that was just opened or made."""
        from annotator.gui.bridge import Bridge
        from annotator.gui.project_page import ProjectPage

        self.leave_project()
        self.banner.hide()
        self.bridge = Bridge(project, self.messages, self)
        page = ProjectPage(self.bridge, self.settings, self.messages, self.look, self.keys)
        page.panes.arrange(
            self.settings.get("panes"), self.settings.get("articles_shown"), self.settings.get("desk_shown")
        )
        self.page = page
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        self.toolbar.show()
        page.moved.connect(self.renew)
        page.selected.connect(self._enable)
        page.action_wanted.connect(lambda name: self.actions_by_id[name].trigger())
        page.attach_wanted.connect(self.actions_by_id["attach_source"].trigger)
        page.copy_wanted.connect(self.messages.safely(self.commands.keep_copy_of))
        page.saving_wanted.connect(self.messages.safely(self.commands.save_copy_of))
        page.source_wanted.connect(self.messages.safely(self.commands.edit_source))
        page.comparing.wanted.connect(self.messages.safely(self.commands.compare))
        page.link_wanted.connect(self.messages.safely(self.commands.follow_link))
        page.dropped.connect(self.messages.safely(self.commands.take_onto_article))
        page.correcting.wanted.connect(self.messages.safely(self.commands.keep_correction))
        for made, name in page.nothing.ways.items():
            made.clicked.connect(self.actions_by_id[name].trigger)
            made.setDisabled(bool(project.read_only))
        page.start(self.settings.place(project.path))
        if project.read_only:
            self.banner.show_notice(Notice(Level.INFO, "This project is read-only.", project.read_only))
        self.settings.set("last_project", str(project.path.resolve()))
        self._remember()
        self.settings.save()
        self.renew()
        page.reader.setFocus()

    def leave_project(self) -> None:
        """Commit what was typed, remember the place, close the file."""
        page, bridge = self.page, self.bridge
        if page is None or bridge is None:
            return
        self.messages.safely(page.leave)()
        self.settings.keep_place(page.project.path, page.place())
        self._remember()
        self._remember_panes()
        self.settings.save()
        self.page = self.bridge = None
        bridge.close()
        self.pages.removeWidget(page)
        page.deleteLater()
        bridge.deleteLater()
        self.commands.leave()

    def _remember(self) -> None:
        if self.page is not None:
            checked, claims = self.page.progress
            project = self.page.project
            self.settings.remember(Recent(str(project.path.resolve()), project.title, claims, checked))

    def _remember_panes(self) -> None:
        if self.page is not None:
            self.settings.set("panes", self.page.panes.saveState().data())
            self.settings.set("articles_shown", self.page.panes.articles_wanted)
            self.settings.set("desk_shown", not self.page.desk.isHidden())

    def _forget(self, path: str) -> None:
        self.settings.forget(path)
        self.start_page.show_recents(self.settings.recents())

    # ---- what is shown

    def renew(self) -> None:
        """Bring title, progress and actions up to date."""
        page = self.page
        if page is None:
            return
        checked, claims = page.progress
        self.status.show_progress(checked, claims, progress_words(checked, claims))
        title = next((s.title for s in page.summaries if s.id == page.article), "")
        self.setWindowTitle(" — ".join(part for part in (page.project.title, title, NAME) if part))
        self.renew_actions()

    def renew_actions(self) -> None:
        """Enable what can be done now, and name what undo would take back."""
        self._enable()
        self._tint()
        self.commands.renew(self.actions_by_id)

    def _enable(self) -> None:
        able = self._able()
        for row in ACTIONS:
            self.actions_by_id[row.id].setEnabled(row.needs in able)

    def _able(self) -> set[Needs]:
        able = {Needs.NOTHING}
        page = self.page
        if page is None:
            return able
        writable = not page.project.read_only
        claim, text = page.claim is not None, page.reader.selection() is not None and not page.comparing.is_open
        facts = {
            Needs.PROJECT: True,
            Needs.WRITABLE: writable,
            Needs.ARTICLE: bool(page.article),
            Needs.TEXT: writable and text,
            Needs.CLAIM: claim,
            Needs.EDIT_CLAIM: writable and claim,
        }
        return able | {need for need, true in facts.items() if true}

    def _said(self, notice: Notice) -> None:
        if notice.level is Level.INFO:
            self.status.tell(notice)
            if self.banner.notice is not None and self.banner.notice.level is Level.PROBLEM:
                self.banner.hide()  # what went wrong before is past once something went well
        else:
            self.banner.show_notice(notice)

    def _tint(self) -> None:
        """Icons in the colours of the theme; first drawn when a menu or the toolbar is to be seen."""
        if self._tinted is self.look.theme:
            return
        self._tinted = self.look.theme
        for row in ACTIONS:
            if row.icon:
                self.actions_by_id[row.id].setIcon(icons.icon(row.icon, self.look.theme))

    def _tint_again(self) -> None:
        if self._tinted is not None:
            self._tint()
        if self.banner.notice is not None:
            self.banner.show_notice(self.banner.notice)

    def _show_details(self, notice: Notice) -> None:
        from annotator.gui.dialogs.small import DetailsDialog

        DetailsDialog(self, notice).open()

    # ---- Qt

    @guarded()
    def closeEvent(self, event: "QCloseEvent") -> None:
        if self.commands.job is not None:
            self.commands.job.cancel()
        self.settings.set("geometry", self.saveGeometry().data())
        self.leave_project()
        self.settings.save()
        super().closeEvent(event)

    @guarded()
    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @guarded()
    def dropEvent(self, event: "QDropEvent") -> None:
        event.acceptProposedAction()
        paths = [url.toLocalFile() or url.toString() for url in event.mimeData().urls()]
        self.messages.safely(self.commands.take_files)(paths)
