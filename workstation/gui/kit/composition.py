"""While an input method composes, keys belong to it: no shortcut of ours fires."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


class CompositionGuard(QObject):
    """Watches the widget that has the keys, and only that one: a filter on the application would see every event."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._composing = False
        app.focusChanged.connect(self._move)
        self._move(None, app.focusWidget())

    def _move(self, before: QWidget | None, now: QWidget | None) -> None:
        self._composing = False
        if before is not None:
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        elif self._composing and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return False


def guard_composition() -> None:
    """Have compositions guarded in this application, once."""
    app = QApplication.instance()
    if isinstance(app, QApplication) and app.findChild(CompositionGuard) is None:
        CompositionGuard(app)
