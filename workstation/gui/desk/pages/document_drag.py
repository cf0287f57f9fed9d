"""Dragging pages and documents in the documents panel: where they would go, and how that is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication, QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView

from workstation.gui.desk.pages.document_rows import DocumentsModel, Head, Key, Thumb
from workstation.gui.kit.paint import CENTRE, paint_text, text_width
from workstation.gui.kit.theme import Role, role_font, scaled, tokens
from workstation.gui.kit.tokens import Radius, Space
from workstation.services.views import DocumentView

EDGE = 0.3
"""The share of a head at its upper and lower edge that means "before" and "behind"."""
SCROLL_ZONE = 28
SCROLL_EVERY_MS = 30


class Goal(Enum):
    """What letting go would do."""

    INTO = "into"
    """Pages go into a document, before a page or to its end."""
    APART = "apart"
    """Pages become a document of their own, before another one or at the end."""
    MERGE = "merge"
    """Documents are joined to another one."""
    ORDER = "order"
    """Documents stand before another one or at the end."""


@dataclass(frozen=True)
class Drop:
    """Where `moved` would go. `document_id`: the document they go into, or before which they stand (None: the end).
    `before`: the page that they stand before in it. `mark`: the line or the frame that shows it."""

    goal: Goal
    moved: tuple[Key, ...]
    document_id: str | None
    before: str | None
    mark: QRectF


class DropFinder:
    """Finds the place under the pointer. `rect_of`: where a row is drawn; `abreast`: whether pages lie beside each
    other; `width`: of the panel."""

    def __init__(
        self, model: DocumentsModel, rect_of: Callable[[int], QRectF], abreast: bool, width: float
    ) -> None:
        self._model = model
        self._rect_of = rect_of
        self._abreast = abreast
        self._width = width

    def find(self, at: QPointF, moved: Sequence[Key]) -> Drop | None:
        """What letting go here would do; None where it would change nothing."""
        pages = tuple(key for key in moved if key[1])
        documents = tuple(key for key in moved if not key[1])
        row = self._row_at(at)
        if row is None:
            return self._at_end(at, pages, documents)
        return self._pages_at(row, at, pages) if pages else self._documents_at(row, at, documents)

    def _row_at(self, at: QPointF) -> int | None:
        rects = (self._rect_of(row) for row in range(len(self._model.rows)))
        return next((row for row, rect in enumerate(rects) if rect.contains(at)), None)

    def _at_end(self, at: QPointF, pages: tuple[Key, ...], documents: tuple[Key, ...]) -> Drop | None:
        rows = self._model.rows
        last = self._rect_of(len(rows) - 1) if rows else QRectF()
        if at.y() <= last.bottom():
            return None
        line = QRectF(0, last.bottom() - 1, self._width, 0)
        return self._apart(pages, None, line) if pages else self._order(documents, None, line)

    def _pages_at(self, row: int, at: QPointF, moved: tuple[Key, ...]) -> Drop | None:
        shown, rect = self._model.rows[row], self._rect_of(row)
        document = shown.document
        if isinstance(shown, Head):
            if at.y() < rect.top() + EDGE * rect.height():
                return self._apart(moved, document.id, QRectF(0, rect.top(), self._width, 0))
            if shown.open:
                line = QRectF(0, rect.bottom(), self._width, 0)
                return self._into(moved, document, document.pages[0].id, line)
            return self._into(moved, document, None, rect)
        if self._abreast:
            behind = at.x() > rect.center().x()
            line = QRectF(rect.right() if behind else rect.left(), rect.top(), 0, rect.height())
        else:
            behind = at.y() > rect.center().y()
            line = QRectF(0, rect.bottom() if behind else rect.top(), self._width, 0)
        at_page = next(n for n, page in enumerate(document.pages) if page.id == shown.page.id) + behind
        before = document.pages[at_page].id if at_page < len(document.pages) else None
        return self._into(moved, document, before, line)

    def _documents_at(self, row: int, at: QPointF, moved: tuple[Key, ...]) -> Drop | None:
        shown, rect = self._model.rows[row], self._rect_of(row)
        document = shown.document
        if isinstance(shown, Thumb):
            return self._merge(moved, document, self._frame(document))
        if at.y() < rect.top() + EDGE * rect.height():
            return self._order(moved, document.id, QRectF(0, rect.top(), self._width, 0))
        if at.y() > rect.bottom() - EDGE * rect.height() and not shown.open:
            line = QRectF(0, rect.bottom(), self._width, 0)
            return self._order(moved, self._after(document.id), line)
        return self._merge(moved, document, self._frame(document))

    def _frame(self, document: DocumentView) -> QRectF:
        """All rows of a document."""
        frame = QRectF()
        for row, shown in enumerate(self._model.rows):
            if shown.document.id == document.id:
                frame = frame.united(self._rect_of(row))
        return frame

    def _after(self, document_id: str) -> str | None:
        ids = [document.id for document in self._model.documents]
        at = ids.index(document_id) + 1
        return ids[at] if at < len(ids) else None

    def _into(
        self, moved: tuple[Key, ...], document: DocumentView, before: str | None, mark: QRectF
    ) -> Drop | None:
        ids = [page.id for page in document.pages]
        carried = {page_id for _, page_id in moved}
        at = len(ids) if before is None else ids.index(before)
        while at < len(ids) and ids[at] in carried:
            at += 1
        before = ids[at] if at < len(ids) else None
        rest = [page_id for page_id in ids if page_id not in carried]
        place = len(rest) if before is None else rest.index(before)
        order = [page_id for _, page_id in moved]
        if [*rest[:place], *order, *rest[place:]] == ids:
            return None
        return Drop(Goal.INTO, moved, document.id, before, mark)

    def _apart(self, moved: tuple[Key, ...], before: str | None, mark: QRectF) -> Drop:
        return Drop(Goal.APART, moved, before, None, mark)

    def _merge(self, moved: tuple[Key, ...], document: DocumentView, mark: QRectF) -> Drop | None:
        if document.id in {document_id for document_id, _ in moved}:
            return None
        return Drop(Goal.MERGE, moved, document.id, None, mark)

    def _order(self, moved: tuple[Key, ...], before: str | None, mark: QRectF) -> Drop | None:
        ids = [document.id for document in self._model.documents]
        carried = {document_id for document_id, _ in moved}
        while before in carried:
            before = self._after(before)
        rest = [document_id for document_id in ids if document_id not in carried]
        place = len(rest) if before is None else rest.index(before)
        if [*rest[:place], *(document_id for document_id, _ in moved), *rest[place:]] == ids:
            return None
        return Drop(Goal.ORDER, moved, before, None, mark)


class Dragging(QObject):
    """What is being dragged over a list, where it would go, and the list moving on under it near its edges."""

    def __init__(
        self, view: QAbstractItemView, find: Callable[[QPointF, Sequence[Key]], Drop | None]
    ) -> None:
        super().__init__(view)
        self._view = view
        self._find = find
        self._at = QPointF()
        self.moved: tuple[Key, ...] = ()
        self.drop: Drop | None = None
        self._creep = QTimer(self, interval=SCROLL_EVERY_MS)
        self._creep.timeout.connect(self._scroll_on)

    def begin(self, moved: Sequence[Key]) -> None:
        """Pick rows up."""
        self.moved = tuple(moved)
        self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._creep.start()

    def move_to(self, at: QPointF) -> None:
        """The pointer is here."""
        self._at = at
        inside = self._view.viewport().rect().contains(at.toPoint())
        self.drop = self._find(at, self.moved) if inside else None
        self._view.viewport().update()

    def end(self) -> Drop | None:
        """Let go; answers where that was."""
        drop = self.drop
        self._creep.stop()
        self.moved, self.drop = (), None
        self._view.viewport().unsetCursor()
        self._view.viewport().update()
        return drop

    def paint(self, painter: QPainter) -> None:
        """The line or frame where it would go, and beside the pointer what would happen, else what is carried."""
        if self.moved:
            said = self._carried() if self.drop is None else _said(self.drop)
            room = QRectF(self._view.viewport().rect())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.drop is not None:
                _paint_mark(painter, self.drop.mark, room)
            _paint_chip(painter, said, self._at, room)

    def _carried(self) -> str:
        pages = sum(1 for _, page_id in self.moved if page_id)
        return self.tr("%n page(s)", "", pages) if pages else self.tr("%n document(s)", "", len(self.moved))

    def _scroll_on(self) -> None:
        y, high = self._at.y(), self._view.viewport().height()
        step = -12 if y < SCROLL_ZONE else 12 if y > high - SCROLL_ZONE else 0
        bar = self._view.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + step)
        if bar.value() != before:
            self.move_to(self._at)


def _paint_mark(painter: QPainter, mark: QRectF, room: QRectF) -> None:
    accent = QColor(tokens().accent)
    painter.setPen(QPen(accent, 2.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if mark.height() > 0 and mark.width() > 0:
        painter.drawRect(mark.adjusted(2, 2, -2, -2))
        return
    start, end = mark.topLeft(), mark.bottomRight()
    start.setX(max(start.x(), room.left() + 4))
    end.setX(min(max(end.x(), start.x()), room.right() - 4))
    painter.drawLine(start, end)
    painter.setBrush(accent)
    for knob in (start, end):
        painter.drawEllipse(knob, 3, 3)


def _paint_chip(painter: QPainter, said: str, at: QPointF, room: QRectF) -> None:
    t, font = tokens(), role_font(Role.CAPTION)
    wide = min(text_width(said, font) + 2 * Space.S, room.width() - 4)
    chip = QRectF(at.x() + 12, at.y() + 10, wide, scaled(24))
    chip.moveRight(min(chip.right(), room.right() - 2))
    chip.moveBottom(min(chip.bottom(), room.bottom() - 2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(t.text))
    painter.drawRoundedRect(chip, Radius.CONTROL, Radius.CONTROL)
    paint_text(painter, chip.adjusted(4, 0, -4, 0), said, font, t.surface, CENTRE)


def _said(drop: Drop) -> str:
    return {
        Goal.INTO: QCoreApplication.translate("DocumentDrag", "Move here"),
        Goal.APART: QCoreApplication.translate("DocumentDrag", "Own document"),
        Goal.MERGE: QCoreApplication.translate("DocumentDrag", "Merge"),
        Goal.ORDER: QCoreApplication.translate("DocumentDrag", "Move here"),
    }[drop.goal]
