"""What moves on the page: the scroll to a source and the flash that shows it."""

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal

from workstation.domain.geometry import Quad
from workstation.gui.kit.theme import reduced_motion
from workstation.gui.kit.tokens import Motion

STRONG, FAINT = 0.45, 0.25


class Glide(QObject):
    """A short scroll; at once where less motion is asked for. `moved` gives the height to scroll to."""

    moved = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._animation = QVariantAnimation(self)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.setDuration(Motion.SCROLL)
        self._animation.valueChanged.connect(self._tell)

    def _tell(self, height: int) -> None:
        self.moved.emit(height)

    def go(self, start: int, end: int, moving: bool) -> None:
        """From one height to another."""
        self._animation.stop()
        if not moving or reduced_motion():
            self.moved.emit(end)
            return
        self._animation.setStartValue(start)
        self._animation.setEndValue(end)
        self._animation.start()

    def stop(self) -> None:
        self._animation.stop()


class Flash(QObject):
    """The flash of a source: `page_id`, `quads` and `strength` of its fill. `changed`: paint again."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.page_id = ""
        self.quads: tuple[Quad, ...] = ()
        self.strength = 0.0
        self._animation = QVariantAnimation(self)
        self._animation.valueChanged.connect(self._step)
        self._animation.finished.connect(self._over)

    def start(self, page_id: str, quads: tuple[Quad, ...]) -> None:
        """Flash these places; where less motion is asked for, a frame stands for a while instead."""
        still = reduced_motion()
        self._animation.stop()
        self.page_id, self.quads = page_id, quads
        self._animation.setDuration(Motion.FLASH_STILL if still else Motion.FLASH)
        self._animation.setStartValue(0.0 if still else STRONG)
        self._animation.setEndValue(0.0 if still else FAINT)
        self._animation.start()

    def _step(self, strength: float) -> None:
        self.strength = strength
        self.changed.emit()

    def _over(self) -> None:
        self.page_id, self.quads = "", ()
        self.changed.emit()
