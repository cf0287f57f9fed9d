"""The page itself: words selectable on scans, boxes drawn, marks where they were read."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from workstation.domain.geometry import Quad
from workstation.gui.desk.pages.choice import Chosen
from workstation.gui.desk.pages.choosing import ARROWS, Choosing, Sheet
from workstation.gui.desk.pages.frame import PageFrame
from workstation.gui.desk.pages.marks import (
    Inks,
    Mark,
    MarkKind,
    framed,
    paint_drawn_box,
    paint_flash,
    paint_marks,
    paint_selection,
)
from workstation.gui.desk.pages.motion import Flash
from workstation.gui.desk.pages.pictures import Pictures
from workstation.gui.desk.pages.scrolling import ScrollingPages
from workstation.gui.desk.pages.selection import copied_text, word_at
from workstation.gui.desk.pages.tags import Tags
from workstation.services.views import PageState, PageView, WordView


class PageCanvas(ScrollingPages):
    """Pages of one document under each other, to choose on.

    `words_wanted`: a page whose words are needed. `chosen`: a `Chosen`, or None. `mark_clicked`: the key of an
    evidence mark. `left`: Esc with nothing to let go of. `back_asked`, `forward_asked`: the buttons at the side of the
    mouse.
    """

    words_wanted = Signal(str)
    chosen = Signal(object)
    mark_clicked = Signal(str)
    box_mode_changed = Signal(bool)
    copied = Signal(str)
    left = Signal()
    back_asked = Signal()
    forward_asked = Signal()

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(pictures, parent)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self._words: dict[str, tuple[WordView, ...]] = {}
        self._asked_words: set[str] = set()
        self._marks: dict[str, list[Mark]] = {}
        self._tags = Tags()
        self._choosing = Choosing(self._sheet_of)
        self._box_mode = False
        self._flash = Flash(self)
        self._flash.changed.connect(self.viewport().update)

    # What is shown

    def show_pages(self, pages: Sequence[PageView]) -> None:
        """Show a document's pages; choice and words are kept when they are the same pages with other states."""
        if [page.id for page in pages] != [page.id for page in self._pages]:
            self.clear_choice()
            self._words.clear()
            self._asked_words.clear()
        super().show_pages(pages)

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

    def has_choice_in_sight(self) -> bool:
        """Whether something is chosen and can be seen. What is out of sight is brought back, and nothing is done with
        it before it was looked at."""
        chosen, rect = self.choice(), self.choice_rect()
        if chosen is None or rect is None:
            return False
        if rect.intersects(QRectF(self.viewport().rect())):
            return True
        self.show_source(chosen.page.id, chosen.quads)
        return False

    def word_under(self, position: QPointF) -> tuple[PageView, WordView] | None:
        """The word at a place of the viewport, and its page."""
        sheet = self._sheet_at(position)
        if sheet is None:
            return None
        place = sheet.frame.fraction(position)
        found = word_at(sheet.words, place.x(), place.y())
        return None if found is None else (sheet.page, sheet.words[found])

    def choose(self, page_id: str, first: int, last: int) -> None:
        """Choose a run of words of a page by their places, both ends included."""
        self._choosing.take(page_id, first, last)
        self._choice_changed()

    def choose_all(self) -> None:
        """Choose every word of the page in the middle of the window."""
        sheet = self._current_sheet()
        if sheet is not None and sheet.words:
            self.choose(sheet.page.id, 0, len(sheet.words) - 1)

    def clear_choice(self) -> None:
        """Nothing chosen, no box drawn."""
        self._choosing.clear()
        self._choice_changed()

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

    def set_box_mode(self, on: bool) -> None:
        """In box mode a drag draws a box instead of choosing words."""
        if on != self._box_mode:
            self._box_mode = on
            self.viewport().setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)
            self.box_mode_changed.emit(on)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not control and self._choosing_key(Qt.Key(event.key()), shift):
            self._choice_changed()
            self.has_choice_in_sight()
        elif not control and self.move_by_key(Qt.Key(event.key()), shift):
            event.accept()
        elif not control and event.key() == Qt.Key.Key_Escape:
            self._escape()
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

    def _escape(self) -> None:
        if self.choice() is not None:
            self.clear_choice()
        elif self._box_mode:
            self.set_box_mode(False)
        else:
            self.left.emit()

    def copy(self) -> None:
        """Hand on the chosen words to be copied; nothing happens without any."""
        chosen = self.choice()
        if chosen is not None and chosen.quote:
            self.copied.emit(copied_text(chosen.cut or chosen.words))

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.BackButton:
            self.back_asked.emit()
            return
        if event.button() == Qt.MouseButton.ForwardButton:
            self.forward_asked.emit()
            return
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        if self._choosing.grab(event.position()):
            return
        sheet = self._sheet_at(event.position())
        if sheet is None:
            self.clear_choice()
            return
        extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not (extends and self._choosing.extend(sheet, event.position())):
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

    # Painting

    def _paint_over(self, painter: QPainter, frame: PageFrame, page: PageView) -> None:
        self._need_words(page.id)
        marks, inks = self._marks.get(page.id, ()), Inks.on(self.look.inverted)
        paint_marks(painter, frame, marks, inks)
        bare = framed(marks)
        chosen = self.choice()
        drawing = self._choosing.drawing
        if drawing.box is not None and drawing.page_id == page.id:
            paint_drawn_box(painter, frame, drawing.box, inks)
        elif chosen is not None and chosen.page.id == page.id and chosen.quads != bare:
            paint_selection(painter, frame, chosen.quads, inks)
        if self._flash.page_id == page.id and self._flash.quads != bare:
            paint_flash(painter, frame, self._flash.quads, self._flash.strength, inks)
        self._tags.paint(painter, frame, marks, self._words.get(page.id, ()), inks)

    # Inside

    def _need_words(self, page_id: str) -> None:
        if page_id not in self._asked_words:
            self._asked_words.add(page_id)
            self.words_wanted.emit(page_id)

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
