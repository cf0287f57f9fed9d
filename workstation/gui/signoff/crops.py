"""The pixels a value was read from, as cards side by side: document, date, page, the words, what was taken."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workstation.gui.kit.frames import Card, Label, Rule
from workstation.gui.kit.pills import StatePill
from workstation.gui.kit.theme import Role, role_font, scaled, tokens
from workstation.gui.kit.tokens import Scheme, Space, State
from workstation.gui.screen import Session
from workstation.gui.signoff.parts import Icon
from workstation.gui.signoff.points import said
from workstation.services.signoff import version_crop
from workstation.services.views import SignoffRow, SignoffSource, SignoffValue

DIMMED_IN_THE_DARK: Final = 0.14
PAPER: Final = "#FFFFFF"
DOUBTFUL_BELOW: Final = 0.85
TWO_ABREAST: Final = 560
_SCALE: Final = 0.62  # a crop has about twice the pixels that words need on screen
_TALLEST: Final = 260


@dataclass(frozen=True, slots=True)
class Shown:
    """One source of one value."""

    value: SignoffValue
    source: SignoffSource


class CropPicture(QWidget):
    """A piece of a page on paper, as large as it reads well; what is said where there is none."""

    def __init__(self, spoken: str) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._note = ""
        self._paper = QColor(PAPER)
        self.setAccessibleName(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, png: bytes) -> None:
        """Show the pixels."""
        self._image = QImage.fromData(png)
        self._paper = paper_of(self._image)
        self.updateGeometry()
        self.update()

    def show_note(self, note: str) -> None:
        """Say why there is no picture."""
        self._note = note
        self.update()

    @property
    def has_picture(self) -> bool:
        """Whether the pixels are here."""
        return self._image is not None and not self._image.isNull()

    def _size(self, width: int) -> QSize:
        if self._image is None or self._image.isNull():
            return QSize(0, scaled(36))
        scale = min(_SCALE, (width - 2 * Space.L) / self._image.width(), _TALLEST / self._image.height())
        return QSize(round(self._image.width() * scale), round(self._image.height() * scale))

    def sizeHint(self) -> QSize:
        return QSize(240, self._size(max(self.width(), 240)).height() + 2 * Space.L)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is None or self._image.isNull():
            painter.setFont(role_font(Role.BODY))
            painter.setPen(QColor(tokens().text2))
            room = self.rect().adjusted(Space.L, 0, -Space.L, 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), self._note)
            return
        painter.fillRect(self.rect(), self._paper)
        size = self._size(self.width())
        spot = QRectF(Space.L, (self.height() - size.height()) / 2, size.width(), size.height())
        painter.drawImage(spot, self._image)
        painter.fillRect(
            QRectF(spot.left(), spot.bottom() + 1, spot.width(), 2), QColor(tokens().paper_accent)
        )
        if tokens().scheme is Scheme.DARK:
            painter.fillRect(self.rect(), QColor.fromRgbF(0, 0, 0, DIMMED_IN_THE_DARK))


class CropCard(Card):
    """A source: where it stands, its pixels, and the value taken from it."""

    def __init__(self, session: Session, shown: Shown, several: bool) -> None:
        super().__init__()
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.picture = CropPicture(self._spoken(shown))
        self.body.addLayout(self._head(shown))
        self.body.addWidget(Rule())
        self.body.addWidget(self.picture)
        if several or shown.source.polarity == "contradicts":
            self.body.addWidget(Rule())
            self.body.addLayout(self._foot(shown))
        self._ask_picture(session, shown.source)

    def _head(self, shown: Shown) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        head.setSpacing(Space.S)
        head.addWidget(Icon("document"))
        named = said(shown.source.document)
        head.addWidget(Label(named, Role.BODY, "text", QFont.Weight.Medium, wrap=True), 1)
        page = self.tr("page %1").replace("%1", page_number(shown.source.page))
        head.addWidget(Label(page, Role.CAPTION, "text2"))
        confidence = shown.source.confidence
        if confidence is not None and confidence < DOUBTFUL_BELOW:
            head.addWidget(StatePill(State.BORDERLINE, f"{int(confidence * 100)} %"))
        return head

    def _foot(self, shown: Shown) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.L, Space.S, Space.M, Space.S)
        foot.setSpacing(Space.S)
        taken = Label(said(shown.value.shown), Role.BODY, "text", QFont.Weight.DemiBold, wrap=True)
        foot.addWidget(taken, 1)
        if shown.source.polarity == "contradicts":
            foot.addWidget(StatePill(State.CONFLICT, self.tr("contradicts")))
        return foot

    def _spoken(self, shown: Shown) -> str:
        words = self.tr("Picture of the source: %1, page %2. Taken: %3")
        words = words.replace("%1", said(shown.source.document))
        words = words.replace("%2", page_number(shown.source.page))
        return words.replace("%3", said(shown.value.shown))

    def _ask_picture(self, session: Session, source: SignoffSource) -> None:
        if not source.crop_sha256:
            quote = self.tr("“%1”").replace("%1", source.quote)
            none = self.tr("No picture of this place was kept.")
            self.picture.show_note(quote if source.quote else none)
            return
        session.client.read(version_crop, source.crop_sha256, done=self.picture.show_picture)


class CropRow(QWidget):
    """The cards of a row's sources, two abreast where there is room."""

    def __init__(self, session: Session, row: SignoffRow) -> None:
        super().__init__()
        shown = [Shown(value, source) for value in row.values for source in value.sources]
        several = len(row.values) > 1
        self.cards = [CropCard(session, one, several) for one in shown]
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.L)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addLayout(self._grid)
        self._place(2 if len(shown) > 1 else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(2 if len(self.cards) > 1 and self.width() >= TWO_ABREAST else 1)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for at, card in enumerate(self.cards):
            self._grid.addWidget(card, at // columns, at % columns, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)


def paper_of(image: QImage) -> QColor:
    """The colour of the paper: the lightest corner; white without pixels."""
    if image.isNull():
        return QColor(PAPER)
    right, bottom = image.width() - 1, image.height() - 1
    corners = [image.pixelColor(x, y) for x in (0, right) for y in (0, bottom)]
    return max(corners, key=lambda colour: colour.lightness())


def page_number(page: str) -> str:
    """The number in "A1", the name of a page: document A, page 1."""
    return page.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
