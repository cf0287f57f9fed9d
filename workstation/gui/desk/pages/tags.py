"""The name of the field on its focused evidence: where it lies on the page, and covers no word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from workstation.gui.desk.pages.frame import PageFrame
from workstation.gui.desk.pages.marks import Inks, Mark, MarkKind
from workstation.gui.kit.theme import Role, role_font
from workstation.services.views import WordView

GAP = 4.0
PAD = 10.0


@dataclass(frozen=True)
class _Found:
    """A place, and for what it was looked for; while that is the same, the tag stays where it is."""

    mark: Mark
    paper: PageFrame
    words: Sequence[WordView]
    size: QSizeF
    place: QRectF

    def holds(self, mark: Mark, paper: PageFrame, words: Sequence[WordView], size: QSizeF) -> bool:
        same = (self.mark, self.paper, self.size) == (mark, paper, size)
        return same and self.words is words


class Tags:
    """Draws the tags of a canvas. A place is looked for when mark, words or page lie otherwise, not at each paint."""

    def __init__(self) -> None:
        self._found: dict[str, _Found] = {}

    def paint(
        self,
        painter: QPainter,
        frame: PageFrame,
        marks: Sequence[Mark],
        words: Sequence[WordView],
        inks: Inks,
    ) -> None:
        """Draw the tag of the page's focused evidence, if there is any."""
        for mark in marks:
            if mark.focused and mark.label and mark.kind in (MarkKind.EVIDENCE, MarkKind.CONTRADICTS):
                colour = QColor(inks.conflict if mark.kind is MarkKind.CONTRADICTS else inks.accent)
                _paint_tag(painter, self.place(frame, mark, words), mark.label, colour)
                return

    def place(self, frame: PageFrame, mark: Mark, words: Sequence[WordView]) -> QRectF:
        """Where the tag of a mark lies, in the px of the frame."""
        metrics = QFontMetricsF(role_font(Role.CAPTION))
        size = QSizeF(metrics.horizontalAdvance(mark.label) + PAD, metrics.height() + 2)
        paper = PageFrame(QRectF(0, 0, frame.rect.width(), frame.rect.height()), frame.turn)
        found = self._found.get(mark.page_id)
        if found is None or not found.holds(mark, paper, words, size):
            marked = [paper.polygon(quad).boundingRect() for quad in mark.quads]
            taken = [paper.polygon(word.quad).boundingRect() for word in words]
            place = tag_place(marked, size, taken, paper.rect)
            found = self._found[mark.page_id] = _Found(mark, paper, words, size, place)
        return found.place.translated(frame.rect.topLeft())


def tag_place(marked: Sequence[QRectF], size: QSizeF, taken: Sequence[QRectF], paper: QRectF) -> QRectF:
    """The nearest place on the paper for a tag of that size where it covers nothing of what is `taken` or `marked`:
    beside the mark, over or under it, at an end of its line; in the margin while no word is known. Where all are
    taken, the one that covers least."""
    blocked = (*taken, *marked)
    places = [_held(place, paper) for place in _places(marked, size, taken, paper)]
    return min(places, key=lambda place: _covered(place, blocked))


def _places(
    marked: Sequence[QRectF], size: QSizeF, taken: Sequence[QRectF], paper: QRectF
) -> Iterator[QRectF]:
    first, last = marked[0], marked[-1]
    high, wide = size.height(), size.width()

    def beside(line: QRectF, left: float) -> QRectF:
        return QRectF(left, line.center().y() - high / 2, wide, high)

    if taken:
        yield beside(last, last.right() + GAP)
        yield beside(first, first.left() - GAP - wide)
        for left in (first.left(), first.right() - wide):
            yield QRectF(left, first.top() - GAP - high, wide, high)
        for left in (last.left(), last.right() - wide):
            yield QRectF(left, last.bottom() + GAP, wide, high)
        yield beside(last, max(rect.right() for rect in _on_line(last, (*taken, last))) + GAP)
        yield beside(first, min(rect.left() for rect in _on_line(first, (*taken, first))) - GAP - wide)
    yield beside(last, paper.right() - wide)
    yield beside(first, paper.left())


def _on_line(line: QRectF, rects: Sequence[QRectF]) -> list[QRectF]:
    return [rect for rect in rects if rect.top() < line.bottom() and line.top() < rect.bottom()]


def _held(place: QRectF, paper: QRectF) -> QRectF:
    """The place moved onto the paper."""
    left = max(min(place.left(), paper.right() - place.width()), paper.left())
    top = max(min(place.top(), paper.bottom() - place.height()), paper.top())
    return QRectF(left, top, place.width(), place.height())


def _covered(place: QRectF, rects: Sequence[QRectF]) -> float:
    shared = (place.intersected(rect) for rect in rects if place.intersects(rect))
    return sum(each.width() * each.height() for each in shared)


def _paint_tag(painter: QPainter, rect: QRectF, label: str, colour: QColor) -> None:
    painter.setFont(role_font(Role.CAPTION))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(rect, 3, 3)
    painter.setPen(QColor("#FFFFFF" if colour.lightnessF() < 0.6 else "#0B1524"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, label)
