"""The print preview: the pages as they will be printed, painted only when they come into sight."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPageLayout, QPageSize, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QProgressBar, QWidget

from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.fields import ChoiceField
from annotator.gui.guard import guarded
from annotator.gui.layouts import column, label, row
from annotator.gui.reader.paper import Paper
from annotator.gui.reader.printing import Printout
from annotator.gui.work import Slices

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_SIZES = {
    "A4": QPageSize.PageSizeId.A4,
    "A5": QPageSize.PageSizeId.A5,
    "Letter": QPageSize.PageSizeId.Letter,
    "Legal": QPageSize.PageSizeId.Legal,
}
_WAYS = {"Portrait": QPageLayout.Orientation.Portrait, "Landscape": QPageLayout.Orientation.Landscape}
_ZOOMS = (50, 75, 100, 125, 150, 200)
"""Percent of the paper's own size."""
_GAP = 18
"""Pixels around a page."""
_KEPT = 6
"""Painted pages that are kept."""


class PagesView(QAbstractScrollArea):
    """Pages one below the other. `turned` carries the number of the page that is looked at, from 1."""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._printout: Printout | None = None
        self._page = self._margins = QRectF()
        self._zoom = 100
        self._painted: dict[int, QPixmap] = {}
        self.current = 1
        self.setAccessibleName("Pages")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setBackgroundRole(self.backgroundRole())

    def show_printout(self, printout: Printout, layout: QPageLayout, resolution: int) -> None:
        """Show the pages of a printout, from the first on; sizes are those of the device it is laid out for."""
        self._printout = printout
        self._page = QRectF(layout.fullRectPixels(resolution))
        self._margins = QRectF(layout.paintRectPixels(resolution))
        self.renew()
        self.verticalScrollBar().setValue(0)

    def renew(self) -> None:
        """All pages are known, and say how many they are."""
        self._painted.clear()
        self._arrange()

    def grow(self) -> None:
        """More pages are known."""
        self._arrange()

    def count(self) -> int:
        return self._printout.pages if self._printout else 0

    def set_zoom(self, percent: int) -> None:
        """Show the pages larger or smaller, and stay at the one that is looked at."""
        page, self._zoom = self.current, percent
        self._painted.clear()
        self._arrange()
        self.go_to(page)

    def go_to(self, page: int) -> None:
        """Bring the head of a page (from 1) into view."""
        self.verticalScrollBar().setValue(round((page - 1) * self._pitch()))

    def _size(self) -> QSize:
        """Pixels of a page on this screen."""
        if self._page.isEmpty() or self._printout is None:
            return QSize(1, 1)
        scale = self.logicalDpiY() / 72 / self._printout.paper.point * self._zoom / 100
        return (self._page.size() * scale).toSize()

    def _pitch(self) -> int:
        return self._size().height() + _GAP

    def _arrange(self) -> None:
        room, size = self.viewport().size(), self._size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, self.count() * self._pitch() + _GAP - room.height()))
        down.setPageStep(max(1, room.height()))
        down.setSingleStep(40)
        across.setRange(0, max(0, size.width() + 2 * _GAP - room.width()))
        across.setPageStep(max(1, room.width()))
        self._tell()
        self.viewport().update()

    def _tell(self) -> None:
        at = (self.verticalScrollBar().value() + self.viewport().height() // 3) // self._pitch() + 1
        self.current = max(1, min(self.count(), at))
        self.turned.emit(self.current)

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        size, pitch = self._size(), self._pitch()
        top, left = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        room = self.viewport().width()
        x = _GAP - left if size.width() + 2 * _GAP > room else (room - size.width()) // 2
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().mid())
        first = max(1, (top - _GAP) // pitch + 1)
        last = min(self.count(), (top + self.viewport().height()) // pitch + 1)
        for page in range(first, last + 1):
            painter.drawPixmap(x, _GAP + (page - 1) * pitch - top, self._pixmap(page))
        painter.end()

    def _pixmap(self, page: int) -> QPixmap:
        made = self._painted.pop(page, None) or self._paint(page)
        self._painted[page] = made
        for old in list(self._painted)[:-_KEPT]:
            del self._painted[old]
        return made

    def _paint(self, page: int) -> QPixmap:
        size, ratio = self._size(), self.devicePixelRatioF()
        made = QPixmap(size * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.white)
        painter = QPainter(made)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        scale = size.height() / self._page.height()
        painter.scale(scale, scale)
        painter.translate(self._margins.topLeft())
        if self._printout is not None:
            self._printout.paint_page(painter, page)
        painter.end()
        return made

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    @guarded()
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._tell()
        self.viewport().update()

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Down turn pages; Home and End go to the first and the last."""
        wanted = {
            Qt.Key.Key_PageUp: self.current - 1,
            Qt.Key.Key_PageDown: self.current + 1,
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: self.count(),
        }.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        else:
            self.go_to(wanted)


class PrintPreview(Sheet):
    """`make` gives the printout for a paper; `ask_printer` is called with the printer to go on to the printing."""

    def __init__(
        self,
        parent: QWidget | None,
        printer: "QPrinter",
        make: Callable[[Paper], Printout],
        ask_printer: Callable[["QPrinter"], None],
    ) -> None:
        super().__init__(parent, "Print preview", 900)
        self._printer, self._make = printer, make
        self._laying: Slices | None = None
        self.pages = PagesView()
        self.size_of = ChoiceField("Paper", {name: name for name in _SIZES})
        self.way = ChoiceField("Orientation", {name: name for name in _WAYS})
        self.zoom = ChoiceField("Size on screen", {str(percent): f"{percent} %" for percent in _ZOOMS})
        self.told = label("", "dim")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedWidth(120)
        self.bar.setAccessibleName("Pages laid out")
        layout = printer.pageLayout()
        known = next((n for n, one in _SIZES.items() if one == layout.pageSize().id()), "A4")
        self.size_of.show_value(known)
        self.way.show_value(next(name for name, one in _WAYS.items() if one == layout.orientation()))
        self.zoom.show_value("100")
        top = row(self.size_of, self.way, self.zoom, None, self.bar, self.told)
        contents = column(top, self.pages, space=10)
        contents.setStretch(1, 1)
        self.fill(contents, "Print…", self._stop)
        self.accepted.connect(lambda: ask_printer(printer))
        self.size_of.committed.connect(self._lay)
        self.way.committed.connect(self._lay)
        self.zoom.committed.connect(lambda percent: self.pages.set_zoom(int(percent)))
        self.pages.turned.connect(self._tell)
        self.finished.connect(self._stop)
        room = parent.size() if parent else QSize(1200, 900)
        self.resize(min(980, room.width() - 40), room.height() - 40)
        self.pages.setFocus()
        self._lay()

    def _lay(self, *_: object) -> None:
        """Lay out anew, for the paper that is chosen."""
        self._stop()
        self._printer.setPageSize(QPageSize(_SIZES[self.size_of.value()]))
        self._printer.setPageOrientation(_WAYS[self.way.value()])
        printout = self._make(Paper.of(self._printer))
        steps = printout.lay()
        next(steps, None)
        self.pages.show_printout(printout, self._printer.pageLayout(), self._printer.resolution())
        self._laying = Slices("Laying out…", steps, self._laid, lambda error: None, self)
        self._laying.progressed.connect(self._progressed)
        self.bar.show()
        self._laying.start()

    def _progressed(self, done: int, total: int) -> None:
        self.bar.setMaximum(total // 2)
        self.bar.setValue(done)
        self.pages.grow()

    def _laid(self, _: object) -> None:
        self._laying = None
        self.bar.hide()
        self.pages.renew()

    def _stop(self, *_: object) -> None:
        if self._laying is not None:
            laying, self._laying = self._laying, None
            laying.cancel()

    def _tell(self, page: int) -> None:
        count, more = self.pages.count(), "…" if self._laying is not None else ""
        self.told.setText(f"Page {page} of {count}{more}" if count else "")
