"""Pages of one document under each other: where the view stands, how close, what of it is on screen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from workstation.domain.geometry import Quad
from workstation.gui.desk.pages.choice import Place
from workstation.gui.desk.pages.frame import PageFrame
from workstation.gui.desk.pages.layout import GAP, PX_PER_POINT, Column, Fit, PageSize, fitting_zoom, held
from workstation.gui.desk.pages.motion import Glide
from workstation.gui.desk.pages.paper import paint_paper
from workstation.gui.desk.pages.pictures import Pictures
from workstation.gui.kit.theme import tokens
from workstation.services.views import PageView

ZOOM_STEP = 1.15
SEEN_AFTER_MS = 1000
SETTLED_AFTER_MS = 60


class ScrollingPages(QAbstractScrollArea):
    """The pages as paper that is scrolled, zoomed and looked at; what lies on the paper is drawn by `_paint_over`.

    `page_changed`: the page in the middle. `seen`: pages that stood on the screen for a second. `zoom_changed`:
    in per cent of 96 px an inch.
    """

    page_changed = Signal(int)
    seen = Signal(list)
    zoom_changed = Signal(int)

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Page"))
        self._pictures = pictures
        self._pages: tuple[PageView, ...] = ()
        self._column = Column((), 1.0, QSizeF(1, 1))
        self._fit = Fit.WIDTH
        self._zoom = 1.0
        self._current = 0
        self._inverted = False
        self._glide = Glide(self)
        self._glide.moved.connect(self.verticalScrollBar().setValue)
        self._settled = self._timer(SETTLED_AFTER_MS, self._ask_sharp)
        self._looking = self._timer(SEEN_AFTER_MS, self._tell_seen)
        pictures.ready.connect(self._picture_came)
        pictures.failed.connect(self._picture_came)

    # What is shown

    def show_pages(self, pages: Sequence[PageView]) -> None:
        """Show a document's pages; the place is kept when they are the same pages with other states."""
        same = [page.id for page in pages] == [page.id for page in self._pages]
        self._pages = tuple(pages)
        if not same:
            self._current = 0
            self.verticalScrollBar().setValue(0)
        self._lay_out(keep=same)
        if not same:
            self.page_changed.emit(0)

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
        self._scroll_to(rect.top() + place.share * rect.height(), moving=False)

    def go_to_page(self, number: int) -> None:
        """Scroll to a page, counted from 1; held within the document."""
        if self._pages:
            at = min(max(number, 1), len(self._pages)) - 1
            self._scroll_to(self._column.frames[at].rect.top() - GAP / 2, moving=abs(at - self._current) <= 2)

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
        self._zoom = held(zoom)
        self._lay_out()
        after = self._column.frames[page].transform.map(place)
        self.verticalScrollBar().setValue(round(after.y() - anchor.y()))
        self.horizontalScrollBar().setValue(round(after.x() - anchor.x()))

    def zoom_in(self) -> None:
        self.set_zoom(self._zoom * ZOOM_STEP)

    def zoom_out(self) -> None:
        self.set_zoom(self._zoom / ZOOM_STEP)

    def invert(self) -> None:
        """Dark paper, light ink; asked for by the reviewer only."""
        self._inverted = not self._inverted
        self.viewport().update()

    # Keys and wheel

    def _moving_key(self, key: Qt.Key, shift: bool) -> bool:
        bar = self.verticalScrollBar()
        page = max(40, round(self.viewport().height() * 0.9))
        steps = {Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page, Qt.Key.Key_Down: 60, Qt.Key.Key_Up: -60}
        if key == Qt.Key.Key_Space:
            self._scroll_to(bar.value() + (-page if shift else page), moving=True)
        elif key in steps:
            self._scroll_to(bar.value() + steps[key], moving=abs(steps[key]) == page)
        elif key == Qt.Key.Key_Home:
            self._scroll_to(0, moving=False)
        elif key == Qt.Key.Key_End:
            self._scroll_to(self._column.height, moving=False)
        else:
            return False
        return True

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
            paint_paper(painter, frame, page, self._pictures, self._inverted)
            painter.save()
            painter.setClipRect(frame.rect.adjusted(-2, -2, 200, 2))
            self._paint_over(painter, frame, page)
            painter.restore()

    def _paint_over(self, painter: QPainter, frame: PageFrame, page: PageView) -> None:
        """Draw what lies on a page; clipped to it and to what may hang out at its right."""

    # Events of the widget

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(keep=True)

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
        sizes = tuple(PageSize(page.width, page.height, page.turn) for page in self._pages)
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
        self._moved()

    def _moved(self) -> None:
        self._settled.start()
        self._looking.start()
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        current = self._column.nearest(middle) if self._pages else 0
        if current != self._current:
            self._current = current
            self.page_changed.emit(current)

    def _visible(self) -> range:
        top = self.verticalScrollBar().value()
        return self._column.visible(QRectF(0, top, self._column.width, self.viewport().height()))

    def _ask_sharp(self) -> None:
        scale = self._zoom * PX_PER_POINT * self.devicePixelRatioF()
        wanted = set()
        view = QRectF(self.viewport().rect())
        for at in self._visible():
            page, frame = self._pages[at], self._view_frame(at)
            part = frame.rect.intersected(view)
            wanted.add(page.id)
            self._pictures.want(page, scale, frame.box_between(part.topLeft(), part.bottomRight()))
        self._pictures.forget_wishes(wanted)

    def _tell_seen(self) -> None:
        view = QRectF(self.viewport().rect())
        pages = []
        for at in self._visible():
            rect = self._view_frame(at).rect
            shown = rect.intersected(view).height()
            if shown >= min(rect.height(), view.height()) * 0.5:
                pages.append(self._pages[at].id)
        if pages and self.isVisible():
            self.seen.emit(pages)

    def _picture_came(self, page_id: str) -> None:
        if any(self._pages[at].id == page_id for at in self._visible()):
            self.viewport().update()

    def _scroll_to(self, y: float, moving: bool) -> None:
        bar = self.verticalScrollBar()
        target = min(max(round(y), bar.minimum()), bar.maximum())
        self._glide.go(bar.value(), target, moving and self.isVisible())

    def _place_of(self, page_id: str) -> int:
        return next(at for at, page in enumerate(self._pages) if page.id == page_id)

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _to_content(self, position: QPointF) -> QPointF:
        return position + QPointF(self._offset())

    def _view_frame(self, at: int) -> PageFrame:
        frame = self._column.frames[at]
        return PageFrame(frame.rect.translated(-QPointF(self._offset())), frame.turn)
