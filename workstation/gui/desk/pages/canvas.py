"""The page itself: continuous scroll, words selectable on scans, marks drawn where they were read."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from workstation.domain.geometry import Quad
from workstation.gui.desk.pages.choice import Chosen, Place
from workstation.gui.desk.pages.choosing import ARROWS, Choosing, Sheet
from workstation.gui.desk.pages.frame import PageFrame
from workstation.gui.desk.pages.layout import GAP, PX_PER_POINT, Column, Fit, PageSize, fitting_zoom, held
from workstation.gui.desk.pages.marks import (
    Mark,
    MarkKind,
    paint_drawn_box,
    paint_flash,
    paint_mark,
    paint_selection,
)
from workstation.gui.desk.pages.motion import Flash, Glide
from workstation.gui.desk.pages.paper import paint_paper
from workstation.gui.desk.pages.pictures import Pictures
from workstation.gui.desk.pages.selection import word_at
from workstation.gui.kit.theme import tokens
from workstation.services.views import PageState, PageView, WordView

ZOOM_STEP = 1.15
SEEN_AFTER_MS = 1000
SETTLED_AFTER_MS = 60


class PageCanvas(QAbstractScrollArea):
    """Pages of one document under each other.

    `page_changed`: the page in the middle. `words_wanted`: a page whose words are needed. `chosen`: a `Chosen`,
    or None. `mark_clicked`: the key of an evidence mark. `seen`: pages that stood on the screen for a second.
    `zoom_changed`: in per cent of 96 px an inch. `left`: Esc with nothing to undo on the page.
    """

    page_changed = Signal(int)
    words_wanted = Signal(str)
    chosen = Signal(object)
    mark_clicked = Signal(str)
    seen = Signal(list)
    zoom_changed = Signal(int)
    box_mode_changed = Signal(bool)
    copied = Signal(str)
    left = Signal()

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(self.tr("Page"))
        self._pictures = pictures
        self._pages: tuple[PageView, ...] = ()
        self._words: dict[str, tuple[WordView, ...]] = {}
        self._asked_words: set[str] = set()
        self._marks: dict[str, list[Mark]] = {}
        self._column = Column((), 1.0, QSizeF(1, 1))
        self._fit = Fit.WIDTH
        self._zoom = 1.0
        self._current = 0
        self._choosing = Choosing(self._sheet_of)
        self._box_mode = False
        self._inverted = False
        self._flash = Flash(self)
        self._flash.changed.connect(self.viewport().update)
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
            self.clear_choice()
            self._current = 0
            self._words.clear()
            self._asked_words.clear()
            self.verticalScrollBar().setValue(0)
        self._lay_out(keep=same)
        if not same:
            self.page_changed.emit(0)

    def take_words(self, page_id: str, words: tuple[WordView, ...]) -> None:
        """The words of a page, as answer to `words_wanted` or after it was read again; words that were chosen
        among others are let go."""
        chosen = self.choice()
        stale = chosen is not None and chosen.page.id == page_id and not chosen.drawn
        if stale and words != self._words.get(page_id):
            self.clear_choice()
        self._words[page_id] = words
        self._asked_words.add(page_id)
        self.viewport().update()

    def forget_words(self, page_id: str) -> None:
        """The page was read again or corrected: its words are asked for anew; until they come, the old ones stand."""
        self._asked_words.discard(page_id)
        self._need_words(page_id)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """All marks of the document, drawn in the order given."""
        self._marks = {}
        for mark in marks:
            self._marks.setdefault(mark.page_id, []).append(mark)
        self.viewport().update()

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

    @property
    def box_mode(self) -> bool:
        return self._box_mode

    def choice(self) -> Chosen | None:
        """The selection or the drawn box, ready to become evidence."""
        return self._choosing.chosen()

    def choice_rect(self) -> QRectF | None:
        """Where the choice lies in the viewport, so that nothing is laid over it."""
        chosen = self.choice()
        if chosen is None:
            return None
        rect = QRectF()
        for quad in chosen.quads:
            rect = rect.united(self.polygon(chosen.page.id, quad).boundingRect())
        return rect

    def word_under(self, position: QPointF) -> tuple[PageView, WordView] | None:
        """The word at a place of the viewport, and its page."""
        sheet = self._sheet_at(position)
        if sheet is None:
            return None
        place = sheet.frame.fraction(position)
        found = word_at(sheet.words, place.x(), place.y())
        return None if found is None else (sheet.page, sheet.words[found])

    def polygon(self, page_id: str, quad: Quad) -> QPolygonF:
        """Where a place of a page of this document lies in the viewport now."""
        return self._view_frame(self._place_of(page_id)).polygon(quad)

    def clear_choice(self) -> None:
        """Nothing chosen, no box drawn."""
        self._choosing.clear()
        self._choice_changed()

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

    def show_source(self, page_id: str, quads: tuple[Quad, ...]) -> None:
        """Scroll to a source and flash it."""
        at = next((at for at, page in enumerate(self._pages) if page.id == page_id), None)
        if at is None or not quads:
            return
        frame = self._column.frames[at]
        rect = frame.polygon(quads[0]).boundingRect()
        view = self.viewport().height()
        target = rect.center().y() - view * 0.4
        near = abs(target - self.verticalScrollBar().value()) <= 2 * frame.rect.height()
        self._scroll_to(target, moving=near)
        across = rect.center().x() - self.viewport().width() / 2
        self.horizontalScrollBar().setValue(round(across))
        self._flash.start(page_id, quads)

    # Zoom and turn

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

    def set_box_mode(self, on: bool) -> None:
        """In box mode a drag draws a box instead of choosing words."""
        if on != self._box_mode:
            self._box_mode = on
            self.viewport().setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)
            self.box_mode_changed.emit(on)

    def invert(self) -> None:
        """Dark paper, light ink; asked for by the reviewer only."""
        self._inverted = not self._inverted
        self.viewport().update()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_C:
            self._copy()
        elif not control and self._choosing_key(Qt.Key(event.key()), shift):
            self._choice_changed()
        elif not control and self._moving_key(event, shift):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _choosing_key(self, key: Qt.Key, shift: bool) -> bool:
        return self._drawn_by_key(key) or self._choosing.key(key, shift, self._current_sheet())

    def _drawn_by_key(self, key: Qt.Key) -> bool:
        """In box mode, the first arrow lays a box in the middle; the next ones move and size it."""
        if not self._box_mode or key not in ARROWS or self._choosing.drawing.box is not None:
            return False
        middle = QPointF(self.viewport().rect().center())
        sheet = self._sheet_at(middle) or self._current_sheet()
        if sheet is not None:
            self._choosing.lay_box(sheet, middle)
        return sheet is not None

    def _moving_key(self, event: QKeyEvent, shift: bool) -> bool:
        bar = self.verticalScrollBar()
        page = max(40, round(self.viewport().height() * 0.9))
        steps = {Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page, Qt.Key.Key_Down: 60, Qt.Key.Key_Up: -60}
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            self._scroll_to(bar.value() + (-page if shift else page), moving=True)
        elif key in steps:
            self._scroll_to(bar.value() + steps[key], moving=abs(steps[key]) == page)
        elif key == Qt.Key.Key_Home:
            self._scroll_to(0, moving=False)
        elif key == Qt.Key.Key_End:
            self._scroll_to(self._column.height, moving=False)
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            return False
        return True

    def _escape(self) -> None:
        if self.choice() is not None:
            self.clear_choice()
        elif self._box_mode:
            self.set_box_mode(False)
        else:
            self.left.emit()

    def _copy(self) -> None:
        chosen = self.choice()
        if chosen is not None and chosen.quote:
            self.copied.emit(chosen.quote)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        if self._choosing.grab(event.position()):
            return
        sheet = self._sheet_at(event.position())
        if sheet is None:
            self.clear_choice()
            return
        self._choosing.press(sheet, event.position(), draw=self._box_mode)
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._choosing.dragging:
            self._show_cursor(event.position())
            return
        self._choosing.drag(event.position())
        self._scroll_near_edge(event.position())
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._choosing.dragging:
            super().mouseReleaseEvent(event)
            return
        self._choosing.release()
        if self._choosing.clicked:
            mark = self._mark_at(event.position())
            if mark is not None or self.word_under(event.position()) is None:
                self._choosing.clear()
            if mark is not None and mark.key:
                self.mark_clicked.emit(mark.key)
        self._choice_changed()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        sheet = self._sheet_at(event.position())
        if sheet is not None and self._choosing.take_word(sheet, event.position()):
            self._choice_changed()

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
            self._need_words(page.id)
            paint_paper(painter, frame, page, self._pictures, self._inverted)
            painter.save()
            painter.setClipRect(frame.rect.adjusted(-2, -2, 200, 2))
            self._paint_over(painter, frame, page)
            painter.restore()

    def _paint_over(self, painter: QPainter, frame: PageFrame, page: PageView) -> None:
        for mark in self._marks.get(page.id, ()):
            paint_mark(painter, frame, mark)
        chosen = self.choice()
        drawing = self._choosing.drawing
        if drawing.box is not None and drawing.page_id == page.id:
            paint_drawn_box(painter, frame, drawing.box)
        elif chosen is not None and chosen.page.id == page.id:
            paint_selection(painter, frame, chosen.quads)
        if self._flash.page_id == page.id:
            paint_flash(painter, frame, self._flash.quads, self._flash.strength)

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

    def _need_words(self, page_id: str) -> None:
        if page_id not in self._asked_words:
            self._asked_words.add(page_id)
            self.words_wanted.emit(page_id)

    def _picture_came(self, page_id: str) -> None:
        if any(self._pages[at].id == page_id for at in self._visible()):
            self.viewport().update()

    def _choice_changed(self) -> None:
        self.viewport().update()
        self.chosen.emit(self.choice())

    def _show_cursor(self, position: QPointF) -> None:
        if self._box_mode:
            return
        shape = Qt.CursorShape.ArrowCursor
        if self._mark_at(position) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif self.word_under(position) is not None:
            shape = Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def _mark_at(self, position: QPointF) -> Mark | None:
        sheet = self._sheet_at(position)
        if sheet is None:
            return None
        for mark in reversed(self._marks.get(sheet.page.id, [])):
            if mark.kind in (MarkKind.EVIDENCE, MarkKind.CONTRADICTS) and any(
                sheet.frame.polygon(quad).containsPoint(position, Qt.FillRule.WindingFill)
                for quad in mark.quads
            ):
                return mark
        return None

    def _scroll_near_edge(self, position: QPointF) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if position.y() > height - 24:
            bar.setValue(bar.value() + 20)
        elif position.y() < 24:
            bar.setValue(bar.value() - 20)

    def _scroll_to(self, y: float, moving: bool) -> None:
        bar = self.verticalScrollBar()
        target = min(max(round(y), bar.minimum()), bar.maximum())
        self._glide.go(bar.value(), target, moving and self.isVisible())

    def _sheet_of(self, page_id: str) -> Sheet | None:
        for at, page in enumerate(self._pages):
            if page.id == page_id:
                # On a page that was read by eye, what an engine made of it is not to be chosen: a drag draws a box.
                words = () if page.state is PageState.BY_EYE else self._words.get(page_id, ())
                return Sheet(page, self._view_frame(at), words)
        return None

    def _sheet_at(self, position: QPointF) -> Sheet | None:
        at = self._column.page_at(self._to_content(position))
        return None if at is None else self._sheet_of(self._pages[at].id)

    def _current_sheet(self) -> Sheet | None:
        return self._sheet_of(self._pages[self._current].id) if self._pages else None

    def _place_of(self, page_id: str) -> int:
        return next(at for at, page in enumerate(self._pages) if page.id == page_id)

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _to_content(self, position: QPointF) -> QPointF:
        return position + QPointF(self._offset())

    def _view_frame(self, at: int) -> PageFrame:
        frame = self._column.frames[at]
        return PageFrame(frame.rect.translated(-QPointF(self._offset())), frame.turn)
