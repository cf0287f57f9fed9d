"""Pages of one document under each other: where the view stands, how close, what of it is on screen."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPolygonF, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from workstation.domain.geometry import Box, Quad
from workstation.gui.desk.pages.choice import Place
from workstation.gui.desk.pages.frame import PageFrame
from workstation.gui.desk.pages.layout import GAP, PX_PER_POINT, Column, Fit, PageSize, fitting_zoom, held
from workstation.gui.desk.pages.ledger import SeenLedger
from workstation.gui.desk.pages.look import Look
from workstation.gui.desk.pages.motion import Glide
from workstation.gui.desk.pages.paper import paint_paper
from workstation.gui.desk.pages.pictures import Pictures
from workstation.gui.desk.pages.prints import Prints
from workstation.gui.kit.paint import paint_focus_frame
from workstation.gui.kit.theme import tokens
from workstation.services.views import PageView

ZOOM_STEP = 1.15
LINE = 60
LEGIBLE = 0.35
"""The zoom from which on a page on screen can be read."""
SPOTS = (0.1, 0.3, 0.5, 0.7, 0.9)
"""Where, in shares of what is visible of a page, it is looked whether something lies over it."""
SHARP_AFTER_MS = 40
AHEAD_AFTER_MS = 100
COARSE_AHEAD, COARSE_BEHIND = 5, 2


class ScrollingPages(QAbstractScrollArea):
    """The pages as paper that is scrolled, zoomed and looked at; what lies on the paper is drawn by `_paint_over`.

    `page_changed`: the page in the middle. `seen`: pages that count as seen. `zoom_changed`:
    in per cent of 96 px an inch. `look_changed`: the `Look` of the document. `pages_changed`: other pages, or other
    states of the same.
    """

    page_changed = Signal(int)
    seen = Signal(list)
    zoom_changed = Signal(int)
    look_changed = Signal(object)
    pages_changed = Signal()

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Page"))
        self._prints = Prints(pictures, self)
        self._pages: tuple[PageView, ...] = ()
        self._column = Column((), 1.0, QSizeF(1, 1))
        self._fit = Fit.WIDTH
        self._zoom = 1.0
        self._current = 0
        self._top = 0
        self._glide = Glide(self)
        self._glide.moved.connect(self.verticalScrollBar().setValue)
        self._sharpen = self._timer(SHARP_AFTER_MS, self._ask_sharp)
        self._looking_ahead = self._timer(AHEAD_AFTER_MS, self._fetch_ahead)
        self._ledger = SeenLedger(self._legible, self)
        self._ledger.seen.connect(self.seen)
        self._ledger.open()
        self._prints.ready.connect(self._picture_came)
        pictures.retried.connect(lambda _page_id: self._ask_sharp())

    # What is shown

    def show_pages(self, pages: Sequence[PageView]) -> None:
        """Show a document's pages; the place is kept when they are the same pages with other states."""
        same = [page.id for page in pages] == [page.id for page in self._pages]
        lie_alike = same and all(_lies_as(one, other) for one, other in zip(pages, self._pages, strict=True))
        if not same:
            self._pages, self._current = (), 0
            self._column = Column((), self._zoom, QSizeF(1, 1))
            self.verticalScrollBar().setValue(0)
        self._pages = tuple(pages)
        if lie_alike and pages:
            self.viewport().update()
        else:
            self._lay_out(keep=same)
        if not self._pages:
            self._ledger.open()
        if not same:
            self.page_changed.emit(0)
        self.pages_changed.emit()

    @property
    def pages(self) -> tuple[PageView, ...]:
        return self._pages

    @property
    def current(self) -> int:
        """The page in the middle of the window, counted from 0."""
        return self._current

    @property
    def zoom_percent(self) -> int:
        return round(self._zoom * 100)

    def polygon(self, page_id: str, quad: Quad) -> QPolygonF:
        """Where a place of a page of this document lies in the viewport now."""
        return self._view_frame(self._place_of(page_id)).polygon(quad)

    # Going places

    def place(self) -> Place | None:
        """Where the view stands now."""
        if not self._pages:
            return None
        top = self.verticalScrollBar().value()
        at = self._column.nearest(top + 1.0)
        rect = self._column.frames[at].rect
        return Place(self._pages[at].id, self._zoom, self._fit, (top - rect.top()) / rect.height())

    def go_to_place(self, place: Place) -> None:
        """Back to a remembered place; a page that is gone is ignored."""
        at = next((at for at, page in enumerate(self._pages) if page.id == place.page_id), None)
        if at is None:
            return
        self._fit, self._zoom = place.fit, place.zoom
        self._lay_out()
        rect = self._column.frames[at].rect
        self._scroll_to(rect.top() + place.share * rect.height())

    def go_to_page(self, number: int) -> None:
        """Scroll to a page, counted from 1; held within the document."""
        if self._pages:
            at = min(max(number, 1), len(self._pages)) - 1
            self._scroll_to(self._top_of(at))

    # Zoom and look

    def fit(self, fit: Fit) -> None:
        """Let the zoom follow the window's width or the whole page."""
        self._fit = fit
        self._lay_out(keep=True)

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom (1.0 = 96 px an inch) and keep the place under `at` (viewport px; None = the middle)."""
        self._fit = Fit.FREE
        anchor = at or QPointF(self.viewport().width() / 2, self.viewport().height() / 2)
        page = self._column.nearest(self._to_content(anchor).y())
        if not self._pages:
            return
        before = self._view_frame(page)
        place = before.fraction(anchor)
        self._zoom = held(
            zoom, fitting_zoom(self._column.sizes, page, Fit.PAGE, QSizeF(self.viewport().size()))
        )
        self._lay_out()
        after = self._column.frames[page].transform.map(place)
        self.verticalScrollBar().setValue(round(after.y() - anchor.y()))
        self.horizontalScrollBar().setValue(round(after.x() - anchor.x()))

    def zoom_in(self) -> None:
        self.set_zoom(self._zoom * ZOOM_STEP)

    def zoom_out(self) -> None:
        self.set_zoom(self._zoom / ZOOM_STEP)

    @property
    def look(self) -> Look:
        """How the document's pages are shown."""
        return self._prints.look

    def set_look(self, look: Look) -> None:
        """Show the document's pages brighter, with more contrast, inverted; the file stays as it is."""
        if look != self.look:
            self._prints.set_look(look)
            self.viewport().update()
            self.look_changed.emit(look)

    def invert(self) -> None:
        """Dark paper, light ink; asked for by the reviewer only."""
        self.set_look(replace(self.look, inverted=not self.look.inverted))

    # Keys and wheel

    def move_by_key(self, key: Qt.Key, shift: bool = False) -> bool:
        """Move as a key of the page does; False for a key that moves nothing."""
        height = self.verticalScrollBar().value()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Space):
            back = key == Qt.Key.Key_PageUp or (key == Qt.Key.Key_Space and shift)
            self._scroll_to(self._page_on(-1 if back else 1))
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._scroll_to(height + (LINE if key == Qt.Key.Key_Down else -LINE))
        elif key == Qt.Key.Key_Home:
            self._scroll_to(0)
        elif key == Qt.Key.Key_End:
            self._scroll_to(self._column.height)
        else:
            return False
        return True

    def _page_on(self, step: int) -> float:
        """The height a page key goes to: the next page where a whole one fits the window, else most of a window
        on."""
        view = self.viewport().height()
        at = self._current + step
        if 0 <= at < len(self._pages) and self._column.frames[self._current].rect.height() <= view:
            return self._top_of(at)
        return self.verticalScrollBar().value() + step * max(LINE, view * 0.9)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * ZOOM_STEP ** (event.angleDelta().y() / 120), event.position())
            event.accept()
            return
        self._glide.stop()
        super().wheelEvent(event)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), QColor(tokens().canvas))
        for at in self._visible():
            frame, page = self._view_frame(at), self._pages[at]
            paint_paper(painter, frame, page, self._prints.of(page))
            painter.save()
            painter.setClipRect(frame.rect.adjusted(-2, -2, 200, 2))
            self._paint_over(painter, frame, page)
            painter.restore()
        if self.hasFocus():
            paint_focus_frame(painter, QRectF(self.viewport().rect()), tokens().canvas)

    def _paint_over(self, painter: QPainter, frame: PageFrame, page: PageView) -> None:
        """Draw what lies on a page; clipped to it and to what may hang out at its right."""

    # Events of the widget

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(keep=True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        self._moved()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.viewport().update()

    # Inside

    def _timer(self, after: int, run: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(run)
        return timer

    def _lay_out(self, keep: bool = False) -> None:
        place = self.place() if keep else None
        alike = lru_cache(None)(PageSize)  # most pages of a document are of one size
        sizes = tuple(alike(page.width, page.height, page.turn) for page in self._pages)
        view = QSizeF(self.viewport().size())
        if self._fit is not Fit.FREE:
            self._zoom = fitting_zoom(sizes, self._current, self._fit, view)
        self._column = Column(sizes, self._zoom, view)
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(0, round(self._column.height - view.height())))
        vertical.setPageStep(round(view.height()))
        vertical.setSingleStep(40)
        horizontal.setRange(0, max(0, round(self._column.width - view.width())))
        horizontal.setPageStep(round(view.width()))
        if place is not None:
            rect = self._column.frames[self._place_of(place.page_id)].rect
            vertical.setValue(round(rect.top() + place.share * rect.height()))
        self.zoom_changed.emit(self.zoom_percent)
        self.viewport().update()
        self._sharpen.start()
        self._moved()

    def _moved(self) -> None:
        """The view stands elsewhere. Sharp pictures are asked for also while it goes on moving, unless it is zoomed:
        each step of the zoom would need others."""
        for timer in (self._sharpen, self._looking_ahead):
            if not timer.isActive():
                timer.start()
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        current = self._column.nearest(middle) if self._pages else 0
        if current != self._current:
            self._current = current
            self.page_changed.emit(current)

    def _fetch_ahead(self) -> None:
        """Coarse pictures of what comes on screen when scrolling goes on; later than what is on screen, for after a
        jump nothing may compete with that."""
        top = self.verticalScrollBar().value()
        down, self._top = top >= self._top, top
        seen, last = self._visible(), len(self._pages)
        after = range(seen.stop, min(seen.stop + (COARSE_AHEAD if down else COARSE_BEHIND), last))
        before = range(max(seen.start - (COARSE_BEHIND if down else COARSE_AHEAD), 0), seen.start)
        order = (*after, *reversed(before)) if down else (*reversed(before), *after)
        self._prints.fetch([self._pages[at] for at in order])

    def _visible(self, top: float | None = None) -> range:
        top = self.verticalScrollBar().value() if top is None else top
        return self._column.visible(QRectF(0, top, self._column.width, self.viewport().height()))

    @property
    def _scale(self) -> float:
        """Device px a point."""
        return self._zoom * PX_PER_POINT * self.devicePixelRatioF()

    def is_sharp(self, at: int) -> bool:
        """Whether what is on screen of a page, counted from 0, can be painted sharp."""
        visible = self._part_seen(at, self.verticalScrollBar().value())
        return self._prints.is_sharp(self._pages[at], self._scale, visible)

    def _ask_sharp(self, top: float | None = None) -> None:
        """Ask for sharp pictures of what is on screen, or will be when the view stands at `top`; then of the page
        after it and the one before."""
        at = self.verticalScrollBar().value() if top is None else top
        seen = self._visible(at)
        near = [place for place in (seen.stop, seen.start - 1) if seen and 0 <= place < len(self._pages)]
        parts = [(self._pages[place], self._part_seen(place, at)) for place in seen]
        self._prints.want(self._scale, parts, [self._pages[place] for place in near])

    def _part_seen(self, at: int, top: float) -> Box:
        """What is on screen of a page when the view stands at `top`."""
        view = QRectF(QPointF(self.horizontalScrollBar().value(), top), QSizeF(self.viewport().size()))
        frame = self._column.frames[at]
        part = frame.rect.intersected(view)
        return frame.box_between(part.topLeft(), part.bottomRight())

    def _legible(self) -> dict[str, Box]:
        """What somebody can read on screen now, by page; nothing of a page without a picture or under something else,
        and nothing while another window has the keys."""
        if (
            not (self.isVisible() and self.isActiveWindow())
            or self.window().isMinimized()
            or self._zoom < LEGIBLE
        ):
            return {}
        top = self.verticalScrollBar().value()
        shown = (at for at in self._visible() if self._prints.has_picture(self._pages[at]))
        return {self._pages[at].id: self._part_seen(at, top) for at in shown if self._lies_open(at)}

    def _lies_open(self, at: int) -> bool:
        """Whether most of what the window shows of a page is covered by nothing."""
        rect = self._view_frame(at).rect.intersected(QRectF(self.viewport().rect()))
        spots = [
            QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height())
            for x in SPOTS
            for y in SPOTS
        ]
        view, window = self.viewport(), self.window()
        free = [window.childAt(view.mapTo(window, spot.toPoint())) is view for spot in spots]
        return sum(free) > len(free) / 2

    def _picture_came(self, page_id: str) -> None:
        if any(self._pages[at].id == page_id for at in self._visible()):
            self.viewport().update()

    def _scroll_to(self, y: float, moving: bool = False) -> None:
        """Go to a height at once, or gliding; what will be seen there is asked for now."""
        bar = self.verticalScrollBar()
        target = min(max(round(y), bar.minimum()), bar.maximum())
        self._ask_sharp(target)
        self._glide.go(bar.value(), target, moving and self.isVisible())

    def _top_of(self, at: int) -> float:
        return self._column.frames[at].rect.top() - GAP / 2

    def _place_of(self, page_id: str) -> int:
        return next(at for at, page in enumerate(self._pages) if page.id == page_id)

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _to_content(self, position: QPointF) -> QPointF:
        return position + QPointF(self._offset())

    def _view_frame(self, at: int) -> PageFrame:
        frame = self._column.frames[at]
        return PageFrame(frame.rect.translated(-QPointF(self._offset())), frame.turn)


def _lies_as(page: PageView, other: PageView) -> bool:
    """Whether two pages take the same place."""
    return (page.width, page.height, page.turn) == (other.width, other.height, other.turn)
