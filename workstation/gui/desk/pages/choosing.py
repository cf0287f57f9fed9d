"""Choosing words or drawing a box, by mouse and by keys; the canvas tells it where pages lie."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from workstation.gui.desk.pages.box_drawing import BoxDrawing
from workstation.gui.desk.pages.choice import Chosen
from workstation.gui.desk.pages.frame import PageFrame
from workstation.gui.desk.pages.selection import (
    Unit,
    WordRange,
    line_of,
    line_quads,
    nearest_word,
    quote_of,
    word_at,
)
from workstation.services.views import PageView, WordView

FIRST_BOX = (90.0, 16.0)
"""Half the width and height, in px, of a box laid by a key."""
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True)
class Sheet:
    """A page as it lies in the viewport now, with the words read on it."""

    page: PageView
    frame: PageFrame
    words: tuple[WordView, ...]


class Choosing:
    """At most one choice: a run of words of one page, or one box. `sheet` gives a page by its id."""

    def __init__(self, sheet: Callable[[str], Sheet | None]) -> None:
        self._sheet = sheet
        self._page_id = ""
        self._range: WordRange | None = None
        self.drawing = BoxDrawing()
        self.dragging = False
        self._pressed = QPointF()
        self._moved = False
        self._doubled = 0.0

    def clear(self) -> None:
        """Nothing chosen, no box drawn."""
        self._range = None
        self.drawing = BoxDrawing()
        self.dragging = False

    @property
    def clicked(self) -> bool:
        """Whether the last press was a click on one place and not a drag."""
        if self.drawing.page_id:
            return self.drawing.box is None
        one_word = self._range is not None and self._range.anchor == self._range.head
        return (
            one_word and not self._moved
        )  # dragged over, one word is chosen even where it is evidence already

    def chosen(self) -> Chosen | None:
        """What is chosen now, ready to become evidence."""
        if self.drawing.box is not None:
            sheet = self._sheet(self.drawing.page_id)
            return self.drawing.chosen(sheet.page, sheet.words) if sheet else None
        sheet = self._sheet(self._page_id) if self._range else None
        if sheet is None or self._range is None:
            return None
        words = sheet.words[self._range.first : self._range.last + 1]
        shown = self._range.of(sheet.words)
        return (
            Chosen(sheet.page, line_quads(shown), quote_of(shown), words, drawn=False, cut=shown)
            if words
            else None
        )

    def grab(self, at: QPointF) -> bool:
        """Take hold of the drawn box or one of its handles."""
        sheet = self._sheet(self.drawing.page_id) if self.drawing.box else None
        self.dragging = sheet is not None and self.drawing.grab(sheet.frame, at)
        return self.dragging

    def press(self, sheet: Sheet, at: QPointF, draw: bool) -> None:
        """A drag begins on a page: words where it has some, a box in box mode or where it has none; the third of three
        clicks takes the line."""
        self.clear()
        self.dragging = True
        is_third = time.monotonic() - self._doubled < QApplication.doubleClickInterval() / 1000
        near = (at - self._pressed).manhattanLength() < QApplication.startDragDistance()
        self._pressed, self._moved = at, False
        self._page_id = sheet.page.id
        if draw or not sheet.words:
            self.drawing.begin(sheet.page.id, sheet.frame, at)
            return
        nearest = _nearest(sheet, at)
        if nearest is not None and is_third and near:
            self._range, self._moved = line_of(sheet.words, nearest), True
        elif nearest is not None:
            self._range = WordRange(nearest, nearest)

    def drag(self, at: QPointF) -> None:
        """The pointer moved with the button held."""
        if self.drawing.active:
            sheet = self._sheet(self.drawing.page_id)
            if sheet is not None:
                self.drawing.drag(sheet.frame, at)
            return
        self._moved |= (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        sheet = self._sheet(self._page_id)
        head = _nearest(sheet, at) if sheet is not None else None
        if sheet is not None and self._range is not None and head is not None:
            anchor = self._range.anchor
            self._range = (
                WordRange(anchor, head, _unit(sheet, anchor, self._pressed), _unit(sheet, head, at))
                if self._moved
                else WordRange(anchor, head)
            )

    def release(self) -> None:
        """The button was let go."""
        self.dragging = False
        self.drawing.finish()

    def lay_box(self, sheet: Sheet, middle: QPointF) -> None:
        """A box around a place of the viewport, to be moved and sized by keys."""
        self.clear()
        reach = QPointF(*FIRST_BOX)
        self.drawing.place(sheet.page.id, sheet.frame.box_between(middle - reach, middle + reach))

    def take_word(self, sheet: Sheet, at: QPointF) -> bool:
        """Choose the one word under a place."""
        place = sheet.frame.fraction(at)
        word = word_at(sheet.words, place.x(), place.y())
        if word is not None:
            self.take(sheet.page.id, word, word)
            self._doubled, self._pressed = time.monotonic(), at
        return word is not None

    def take(self, page_id: str, first: int, last: int) -> None:
        """Choose a run of words of a page, both ends included."""
        self.clear()
        self._page_id, self._range = page_id, WordRange(first, last)

    def extend(self, sheet: Sheet, at: QPointF) -> bool:
        """Carry the chosen words on to a place of their page, and drag on from there; False without any."""
        head = _nearest(sheet, at) if sheet.page.id == self._page_id else None
        if self._range is None or head is None:
            return False
        self._range = WordRange(self._range.anchor, head, self._range.anchor_unit, _unit(sheet, head, at))
        self.dragging, self._moved = True, True
        return True

    def key(self, key: Qt.Key, shift: bool, current: Sheet | None) -> bool:
        """Arrows move or size the box; with Shift they extend the words, at first from the page's top."""
        step = ARROWS.get(key)
        if step is None:
            return False
        if self.drawing.box is not None:
            self.drawing.nudge(step, grow=shift)
            return True
        if not shift:
            return False
        if self._range is None:
            return self._begin_at_top(current)
        self._extend(self._range, step)
        return True

    def _begin_at_top(self, current: Sheet | None) -> bool:
        if current is None or not current.words:
            return False
        corner = QPointF(current.frame.rect.left() + 1, max(0.0, current.frame.rect.top()) + 1)
        at = _nearest(current, corner) or 0
        self._page_id, self._range = current.page.id, WordRange(at, at)
        return True

    def _extend(self, span: WordRange, step: tuple[int, int]) -> None:
        sheet = self._sheet(self._page_id)
        if sheet is None or not sheet.words:
            return
        steps = step[0]
        if step[1]:
            line = line_of(sheet.words, span.head)
            steps = line.last - span.head + 1 if step[1] > 0 else line.first - span.head - 1
        self._range = span.moved(steps, len(sheet.words))


def _nearest(sheet: Sheet, at: QPointF) -> int | None:
    place = sheet.frame.fraction(at)
    return nearest_word(sheet.words, place.x(), place.y())


def _unit(sheet: Sheet, word: int, at: QPointF) -> Unit:
    """What of a word a place of the viewport takes hold of."""
    place = sheet.frame.fraction(at)
    return sheet.words[word].unit_at(place.x(), place.y())
