"""Somebody sits at the window: keys and wheel go in, and the frames that come of it are timed."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.benchmarks.measuring.eye import Eye, Frame
from tests.benchmarks.measuring.heart import Heart
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.queue.queue import QueueScreen
from workstation.tour.hands import StuckError
from workstation.tour.person import Person

LOGIN = "mkeller"
REST_SECONDS = 0.25
PATIENCE_SECONDS = 20.0


@dataclass
class Sitting:
    """`person` acts, `eye` sees frames, `heart` tells how the GUI thread does."""

    person: Person
    eye: Eye
    heart: Heart

    # Waiting

    def until(self, seen: Callable[[], object], what: str, seconds: float = PATIENCE_SECONDS) -> None:
        self.person.hands.until(seen, what, seconds)

    def rest(self, seconds: float) -> None:
        self.person.hands.rest(seconds)

    def milliseconds_from(self, begun: float, wanted: Callable[[Frame], bool], what: str) -> float:
        """From a moment to the first frame that is as wanted. Raises StuckError, naming `what`."""
        self.until(lambda: any(wanted(frame) for frame in self.eye.since(begun)), what)
        return (next(frame for frame in self.eye.since(begun) if wanted(frame)).at - begun) * 1000

    def milliseconds_to_sharp(self, *chords: str) -> float | None:
        """From a key press to the first frame with everything sharp where it stays; None where nothing moved."""
        before, begun = self.eye.last, self.press(*chords)
        self.until(lambda: self._is_still_and_sharp(begun), "no sharp page comes")
        frames = self.eye.since(begun)
        final = frames[-1].place
        if before is not None and before.place == final:
            return None
        return (next(frame for frame in frames if frame.sharp and frame.place == final).at - begun) * 1000

    def page_shown(self, before: set[str]) -> Callable[[Frame], bool]:
        """Whether a frame shows pages, none of them blank and none of those."""
        return lambda frame: frame.shown and not before & frame.page_ids

    def _is_still_and_sharp(self, begun: float) -> bool:
        """The last frame is sharp, and nothing has moved since a moment."""
        now, frames = time.monotonic(), self.eye.since(begun)
        if not frames or not frames[-1].sharp or now - begun < REST_SECONDS:
            return False
        moving = [frame for frame in frames if frame.place != frames[-1].place]
        return not moving or now - moving[-1].at > REST_SECONDS

    # Acting

    @property
    def desk(self) -> DeskScreen:
        return self.person.desk

    def press(self, *chords: str) -> float:
        """Press keys; the moment at which that began."""
        begun = time.monotonic()
        self.person.hands.press(*chords)
        return begun

    def open(self, number: str) -> float:
        """Open a case with Enter on its row in the queue; the moment at which that was pressed."""
        self.to_queue()
        self.choose_in_queue(number)
        begun = self.press("Return")
        self.until(lambda: self.person.shows(DeskScreen) and self.desk.title() == number, f"no {number}")
        return begun

    def wheel(self, angle: int, control: bool = False) -> None:
        """Turn the wheel over the middle of the page; 120 is a notch, away from one."""
        view = self.desk.pages.canvas.viewport()
        at = QPointF(view.rect().center())
        held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(
            at, QPointF(view.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, angle), none, held, phase, False
        )
        QCoreApplication.sendEvent(view, event)

    def wheel_down(self, pixels: float) -> None:
        """Turn the wheel so far that the page goes up by so much."""
        a_notch = self.desk.pages.canvas.verticalScrollBar().singleStep() * QApplication.wheelScrollLines()
        self.wheel(-round(120 * pixels / a_notch))

    def to_page(self) -> None:
        """The keys act on the page."""
        self.press("Alt+1")

    def go_to_page(self, number: int) -> None:
        """Ctrl+G and the number; Enter is still to be pressed."""
        self.press("Ctrl+G")
        self.person.hands.type(str(number))

    def to_queue(self) -> None:
        if not self.person.shows(QueueScreen):
            self.person.back()
        self.until(lambda: self.person.queue.table.rows, "the queue is empty")

    def choose_in_queue(self, number: str) -> None:
        """Down to the row of a case; Enter is still to be pressed."""
        table = self.person.queue.table
        self.until(lambda: any(row.number == number for row in table.rows), f"{number} is not in the queue")
        self.person.hands.click(table.viewport())
        self.press("Home", "Ctrl+Home")
        for _ in table.rows:
            row = table.current_row()
            if row is not None and row.number == number:
                return
            self.press("Down")
        raise StuckError(f"{number} is not reached")

    def page_ids(self) -> set[str]:
        """Pages of the case on the desk."""
        return {page.id for document in self.desk.documents for page in document.pages}
