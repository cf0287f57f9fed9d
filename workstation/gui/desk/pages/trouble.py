"""What is said over a page that cannot be drawn: why, and a button to try again."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout

from workstation.domain.errors import WorkstationError
from workstation.domain.messages import Message
from workstation.gui.desk.pages.floating import SHADOW, Floating
from workstation.gui.desk.pages.pictures import DEATHS_BORNE, Pictures
from workstation.gui.desk.pages.scrolling import ScrollingPages
from workstation.gui.kit.buttons import SecondaryButton
from workstation.gui.kit.frames import Label
from workstation.gui.kit.messages import announce
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space
from workstation.services.views import PageView

Say = Callable[[Message | WorkstationError], str]


class Trouble(Floating):
    """Lies over the head of `canvas` while its current page cannot be drawn, or its file is shown by the stored
    pictures only. `say`: the sentence of a problem."""

    def __init__(self, canvas: ScrollingPages, pictures: Pictures, say: Say) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._pictures = pictures
        self._say = say
        self._sentence = Label("", Role.BODY, "text", wrap=True)
        self.again = SecondaryButton(self.tr("Try again"), "again")
        self.again.clicked.connect(self._try_again)
        body = QHBoxLayout(self)
        body.setContentsMargins(Space.L + SHADOW, Space.S + SHADOW, Space.S + SHADOW, Space.S + SHADOW)
        body.setSpacing(Space.M)
        body.addWidget(self._sentence, 1)
        body.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        pictures.failed.connect(self._update)
        pictures.retried.connect(self._update)
        canvas.page_changed.connect(self._update)
        canvas.pages_changed.connect(self._update)
        canvas.installEventFilter(self)

    @property
    def text(self) -> str:
        """What is said now, "" while there is no trouble."""
        return "" if self.isHidden() else self._sentence.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._canvas and event.type() is QEvent.Type.Resize and not self.isHidden():
            self._lie()
        return False

    def _update(self, *_told: object) -> None:
        page = self._page()
        said = self._said(page) if page is not None else ""
        if not said:
            if self.again.hasFocus():
                self._canvas.setFocus()
            self.hide()
        elif said != self.text:
            self._sentence.setText(said)
            self.setAccessibleName(said)
            self._lie()
            self.show()
            announce(self._canvas, said)

    def _page(self) -> PageView | None:
        pages = self._canvas.pages
        return pages[self._canvas.current] if pages else None

    def _said(self, page: PageView) -> str:
        if self._pictures.is_given_up(page):
            said = self.tr(
                "Drawing this file has stopped the drawing program %1 times. Its stored pictures are shown, and it is "
                "not drawn any more."
            )
            return said.replace("%1", str(DEATHS_BORNE))
        problem = self._pictures.problem(page)
        if problem is None:
            return ""
        said = self.tr("Page %1 could not be drawn.").replace("%1", str(page.number))
        coarse = self._pictures.coarse(page)
        small = coarse is not None and not coarse.isNull()
        parts = (said, self._say(problem), self.tr("Its stored picture is shown.") if small else "")
        return "\n".join(part for part in parts if part)

    def _try_again(self) -> None:
        page = self._page()
        if page is not None:
            self._pictures.try_again(page)

    def _lie(self) -> None:
        room = self._canvas.viewport().width() - 2 * Space.S
        width = min(room, max(self.sizeHint().width(), room * 2 // 3))
        high = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry((self._canvas.viewport().width() - width) // 2, Space.S, width, high)
        self.raise_()
