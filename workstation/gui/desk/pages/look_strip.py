"""The strip over the page with which faint scans are made legible: two sliders for keys and mouse."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSlider, QWidget

from workstation.gui.desk.pages.floating import SHADOW, Floating
from workstation.gui.desk.pages.look import MOST, Look
from workstation.gui.desk.pages.scrolling import ScrollingPages
from workstation.gui.kit.buttons import IconButton, SecondaryButton
from workstation.gui.kit.frames import Label, row
from workstation.gui.kit.theme import Role, scaled
from workstation.gui.kit.tokens import Space

STEP, LEAP = 5, 20


class LookStrip(Floating):
    """Lies over the head of `canvas`, under `above` while that is shown, and changes how its document looks. Esc
    closes it."""

    def __init__(self, canvas: ScrollingPages, above: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._above = above
        self.brightness = _Share(self.tr("Brightness"))
        self.contrast = _Share(self.tr("Contrast"))
        self.reset = SecondaryButton(self.tr("Reset"), "undo")
        close = IconButton(self.tr("Close"), "close", "Esc")
        self._sliders = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sliders.setSpacing(Space.L)
        self._sliders.addWidget(self.brightness)
        self._sliders.addWidget(self.contrast)
        self._body = body = row(self._sliders, self.reset, close, spacing=Space.L)
        body.setContentsMargins(Space.L + SHADOW, Space.S + SHADOW, Space.S + SHADOW, Space.S + SHADOW)
        self.setLayout(body)
        longest = max(share.name.sizeHint().width() for share in (self.brightness, self.contrast))
        for share in (self.brightness, self.contrast):
            share.name.setMinimumWidth(longest)
        self.setAccessibleName(self.tr("Brightness and contrast"))
        self.brightness.moved.connect(self._change)
        self.contrast.moved.connect(self._change)
        self.reset.clicked.connect(self._reset)
        close.clicked.connect(self.leave)
        canvas.look_changed.connect(self._show)
        canvas.installEventFilter(self)
        above.installEventFilter(self)

    def toggle(self) -> None:
        """Open on the first slider, or close."""
        if not self.isHidden():
            self.leave()
            return
        self._show(self._canvas.look)
        self._lie()
        self.show()
        self.brightness.slider.setFocus()

    def leave(self) -> None:
        """Close; the keys act on the page again."""
        self.hide()
        self._canvas.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.ShowToParent, QEvent.Type.HideToParent)
        if watched in (self._canvas, self._above) and event.type() in moved and not self.isHidden():
            self._lie()
        return False

    def _lie(self) -> None:
        """At the head of the page; where it is too narrow for that, the sliders stand one over the other, then they
        are shorter and the button is its icon."""
        room = self._canvas.viewport().width()
        for beside, named in ((True, True), (False, True), (False, False)):
            side = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
            self._sliders.setDirection(side)
            self.reset.set_compact(not named)
            self._sliders.setSpacing(Space.L if beside else Space.S)
            self._body.activate()
            if self.sizeHint().width() <= room:
                break
        size = self.sizeHint().boundedTo(QSize(room, self._canvas.height()))
        top = Space.S if self._above.isHidden() else self._above.geometry().bottom() + 1 - SHADOW
        self.setGeometry(max((room - size.width()) // 2, 0), top, size.width(), size.height())
        self.raise_()

    def _show(self, look: Look) -> None:
        self.brightness.show_value(look.brightness)
        self.contrast.show_value(look.contrast)
        self.reset.setEnabled(bool(look.brightness or look.contrast))

    def _change(self) -> None:
        brightness, contrast = self.brightness.slider.value(), self.contrast.slider.value()
        self._canvas.set_look(replace(self._canvas.look, brightness=brightness, contrast=contrast))

    def _reset(self) -> None:
        self.brightness.slider.setFocus()
        self._canvas.set_look(replace(self._canvas.look, brightness=0, contrast=0))


class _Slider(QSlider):
    """Gives way where room is short."""

    def sizeHint(self) -> QSize:
        return QSize(scaled(150), super().sizeHint().height())


class _Share(QWidget):
    """A named slider with its value beside it. `moved`: by the user."""

    moved = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(-MOST, MOST)
        self.slider.setSingleStep(STEP)
        self.slider.setPageStep(LEAP)
        self.slider.setMinimumWidth(scaled(48))
        self.slider.setMinimumHeight(scaled(28))
        self.slider.setAccessibleName(name)
        self.name = Label(name, Role.BODY, "text2")
        self._value = Label("0", Role.BODY, "text")
        self._value.setFixedWidth(scaled(34))
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(Space.S)
        for widget in (self.name, self.slider, self._value):
            body.addWidget(widget)
        self.slider.valueChanged.connect(self._tell)

    def show_value(self, value: int) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(value)
        self.slider.blockSignals(False)
        self._value.setText(f"{value:+d}".replace("-", "−") if value else "0")

    def _tell(self, _value: int) -> None:
        self.moved.emit()
