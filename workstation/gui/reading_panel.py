"""The list of what is being read, over the status bar: order, time left, stop and go on, read next."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from workstation.gui.client import Client
from workstation.gui.kit.buttons import SecondaryButton
from workstation.gui.kit.current import Role, scaled, tokens
from workstation.gui.kit.frames import Label, Rule, column, row
from workstation.gui.kit.messages import announce
from workstation.gui.kit.tokens import Space
from workstation.gui.reading import BackgroundReading
from workstation.gui.reading_list import LINE, ReadingView
from workstation.gui.reading_words import ReadingWords
from workstation.services import reading_order as verbs
from workstation.services.views import Progress, ReadingList

WIDTH: Final = 520
MOST_LINES: Final = 12
REFRESH_AFTER_MS: Final = 300


class ReadingPanel(QFrame):
    """Opens above a bar and closes with Esc or a press beside it. What was read stays, whatever is done here."""

    def __init__(self, client: Client, reading: BackgroundReading, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._client, self._reading = client, reading
        self._over: QWidget | None = None
        self.said = Label("", Role.BODY, "text", wrap=True)
        self.list = ReadingView()
        self.list.wanted.connect(self._read_next)
        self.next = SecondaryButton(self.tr("Read next"), "", "↵")
        self.next.clicked.connect(self.list.ask)
        self.toggle = SecondaryButton("", "", "P")
        self.toggle.clicked.connect(self._toggle)
        self._more = Label("", Role.CAPTION, "text2")
        head = row(self.said, margins=(Space.L, Space.M, Space.L, Space.M))
        foot = row(self._more, None, self.next, self.toggle, margins=(Space.L, Space.M, Space.L, Space.M))
        self.setLayout(column(head, Rule(), self.list, Rule(), foot, spacing=0, margins=(1, 1, 1, 1)))
        self.setAccessibleName(self.tr("Reading"))
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(REFRESH_AFTER_MS)
        self._refresh.timeout.connect(self.reload)
        reading.page_read.connect(lambda _page: self._later())
        reading.paused_changed.connect(self._later)
        self._show_toggle()
        self.hide()

    def open_above(self, bar: QWidget) -> None:
        """Show the list over the left end of a bar."""
        self._over = bar
        self.reload()
        self._place(0)
        self.show()
        self.list.setFocus()

    def reload(self) -> None:
        """Ask for the list again."""
        order = (self._reading.on_screen, self._reading.pace)
        self._client.read(verbs.reading_list, *order, done=self._show)

    def _later(self) -> None:
        if self.isVisible():
            self._refresh.start()

    def _show(self, found: ReadingList) -> None:
        self.list.show_list(found, self._reading.is_paused())
        self.said.setText(self._sentence(found))
        more = self.tr("and %n more file(s)", "", found.more) if found.more else ""
        self._more.setText(more)
        nothing = not found.cases
        self.next.explain(self.tr("Nothing waits to be read.") if nothing else "")
        self._show_toggle()
        self._place(sum(1 + len(case.files) for case in found.cases))

    def _sentence(self, found: ReadingList) -> str:
        progress = Progress(found.done, found.total, found.failed, found.seconds_left)
        said = ReadingWords().progress(progress, self._reading.is_paused(), of_case=False)
        return said or self.tr("Everything is read.")

    def _show_toggle(self) -> None:
        paused = self._reading.is_paused()
        self.toggle.setText(self.tr("Go on reading") if paused else self.tr("Stop reading"))
        self.toggle.setAccessibleName(self.toggle.text())
        self.toggle.updateGeometry()

    def _toggle(self) -> None:
        toggle = self._reading.resume if self._reading.is_paused() else self._reading.pause
        toggle()
        self._show_toggle()
        self.reload()

    def _read_next(self, case_id: str, file_id: str) -> None:
        self._client.call(verbs.read_next, case_id, file_id, done=self._asked)

    def _asked(self, _answer: None) -> None:
        self._reading.look_again()
        announce(self.list, self.tr("It is read next."))
        self.reload()

    def _place(self, lines: int) -> None:
        """As high as its lines need, its foot on the bar."""
        if self._over is None:
            return
        self.list.setFixedHeight(scaled(LINE) * max(1, min(lines, MOST_LINES)))
        layout = self.layout()
        if layout is not None:
            layout.activate()
        size = QSize(min(scaled(WIDTH), self._over.width()), self.sizeHint().height())
        self.resize(size)
        self.move(self._over.mapToGlobal(QPoint(0, 0)) - QPoint(0, size.height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_P and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._toggle()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(tokens().edge), 1))
        painter.setBrush(QColor(tokens().surface))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
