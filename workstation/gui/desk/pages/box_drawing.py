"""A box drawn on a page: begun by a drag, moved and sized by its handles or by keys."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

from workstation.domain.geometry import Box, Quad
from workstation.gui.desk.pages.choice import Chosen
from workstation.gui.desk.pages.frame import PageFrame
from workstation.gui.desk.pages.marks import HANDLE_HIT, handles
from workstation.gui.desk.pages.selection import quote_of, words_in
from workstation.services.views import PageView, WordView

STEP = 0.004
SMALLEST = 0.003


class BoxDrawing:
    """At most one box at a time; `box` is None until a drag gave it a size."""

    def __init__(self) -> None:
        self.page_id = ""
        self.box: Box | None = None
        self.active = False
        self._grip = ""
        self._start = QPointF()
        self._before: Box | None = None

    def begin(self, page_id: str, frame: PageFrame, at: QPointF) -> None:
        """A drag begins on bare paper."""
        self.page_id, self.box, self.active, self._grip = page_id, None, True, "new"
        self._start = frame.fraction(at)

    def place(self, page_id: str, box: Box) -> None:
        """Lay a box on a page, for whoever draws by keys."""
        self.page_id, self.box, self.active = page_id, box, False

    def grab(self, frame: PageFrame, at: QPointF) -> bool:
        """A drag begins on the box or one of its handles; False when it is beside."""
        if self.box is None:
            return False
        rect = frame.rect_of(self.box)
        grip = next(
            (
                name
                for name, spot in handles(rect).items()
                if QRectF(
                    spot.x() - HANDLE_HIT / 2, spot.y() - HANDLE_HIT / 2, HANDLE_HIT, HANDLE_HIT
                ).contains(at)
            ),
            "move" if rect.contains(at) else "",
        )
        self._grip, self._start, self._before, self.active = grip, frame.fraction(at), self.box, bool(grip)
        return bool(grip)

    def drag(self, frame: PageFrame, at: QPointF) -> None:
        """The pointer moved."""
        place = frame.fraction(at)
        if self._grip == "new":
            self.box = _between(self._start, place)
        elif self._before is not None and self._grip == "move":
            self.box = _moved(self._before, place.x() - self._start.x(), place.y() - self._start.y())
        elif self._before is not None:
            rect = frame.rect_of(self._before)
            moved = frame.transform.map(place) - frame.transform.map(self._start)
            shaped = _shaped(rect, self._grip, moved)
            self.box = frame.box_between(shaped.topLeft(), shaped.bottomRight())

    def finish(self) -> None:
        """The button was let go; a box too small to mean anything is dropped."""
        if self.active and self.box is not None and min(self.box.width, self.box.height) < SMALLEST:
            self.box = None
        self.active = False

    def nudge(self, step: tuple[int, int], grow: bool) -> None:
        """Arrow keys: move the box, or with `grow` its far corner; held within the page."""
        box = self.box
        if box is None:
            return
        dx, dy = step[0] * STEP, step[1] * STEP
        if grow:
            right = min(max(box.right + dx, box.left + SMALLEST), 1.0)
            bottom = min(max(box.bottom + dy, box.top + SMALLEST), 1.0)
            self.box = Box(box.left, box.top, right, bottom)
        else:
            self.box = _moved(box, dx, dy)

    def chosen(self, page: PageView, words: Sequence[WordView]) -> Chosen | None:
        """The box with the words whose middle lies in it."""
        if self.box is None:
            return None
        inside = tuple(words_in(words, self.box))
        return Chosen(page, (Quad.of(self.box),), quote_of(inside), inside, drawn=True)


def _between(one: QPointF, other: QPointF) -> Box:
    return Box(
        min(one.x(), other.x()), min(one.y(), other.y()), max(one.x(), other.x()), max(one.y(), other.y())
    )


def _moved(box: Box, dx: float, dy: float) -> Box:
    """The box elsewhere on the page, as large as it was: it stops at the edge."""
    dx = min(max(dx, -box.left), 1.0 - box.right)
    dy = min(max(dy, -box.top), 1.0 - box.bottom)
    # Adding can leave a last bit outside 0..1, which a Box refuses.
    return Box(
        max(box.left + dx, 0.0), max(box.top + dy, 0.0), min(box.right + dx, 1.0), min(box.bottom + dy, 1.0)
    )


def _shaped(rect: QRectF, grip: str, moved: QPointF) -> QRectF:
    shaped = QRectF(rect)
    if "w" in grip:
        shaped.setLeft(rect.left() + moved.x())
    if "e" in grip:
        shaped.setRight(rect.right() + moved.x())
    if "n" in grip:
        shaped.setTop(rect.top() + moved.y())
    if "s" in grip:
        shaped.setBottom(rect.bottom() + moved.y())
    return shaped.normalized()
