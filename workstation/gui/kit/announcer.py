"""What changed, told to screen readers no more than once a second: what comes in between is told together."""

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QWidget

from workstation.gui.kit.messages import announce

PAUSE_MS = 1000


class Announcer:
    """Speaks for one widget. The last sentence of a kind stands for those before it: "Saved 10:42" once is enough."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._waiting: dict[str, str] = {}
        self._since = QElapsedTimer()
        self._timer = QTimer(widget, singleShot=True)
        self._timer.timeout.connect(self._say)

    def tell(self, kind: str, sentence: str) -> None:
        """Say a sentence now, or as soon as a second has passed since the last one."""
        self._waiting.pop(kind, None)
        self._waiting[kind] = sentence
        left = PAUSE_MS - self._since.elapsed() if self._since.isValid() else 0
        if left <= 0:
            self._say()
        elif not self._timer.isActive():
            self._timer.start(left)

    def _say(self) -> None:
        said = ". ".join(self._waiting.values())
        self._waiting.clear()
        self._timer.stop()
        self._since.start()
        announce(self._widget, said)
