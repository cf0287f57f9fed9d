"""The answers of the packet side by side: where each stands, of which day, and its pixels with the hits outlined."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workstation.gui.desk.pages.answer_pictures import (
    AnswerPictures,
    frame_around,
    scale_of,
    turned_size,
)
from workstation.gui.desk.pages.hit_list import paint_line
from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.paint import (
    key_hint_width,
    paint_key_hint,
    paint_pill,
    paint_text,
    pill_height,
    pill_width,
)
from workstation.gui.kit.theme import Role, role_font, scaled, tokens
from workstation.gui.kit.tokens import Radius, Scheme, Space, State
from workstation.gui.words import shown_date, source_pill
from workstation.services.views import Answer, Match, PageView

Index = QModelIndex | QPersistentModelIndex
ANSWER = Qt.ItemDataRole.UserRole
DIGITS = 9
WIDTH, PICTURE_HEIGHT, LINE = 320, 58, 20
"""In logical px: of a card, of its picture, and of the line of print in it. What does not fit is cut, not shrunk."""
_BEFORE_HIT = 0.25
_DIMMED = 0.14
_NOTHING = QModelIndex()
PageOf = Callable[[str], PageView | None]


class Answers(QAbstractListModel):
    """What the packet answered, and which of it has been cited."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.answers: tuple[Answer, ...] = ()
        self.cited: set[int] = set()
        self._asked = ""

    def show(self, asked: str, answers: Sequence[Answer]) -> None:
        """Show the answers to a text, none of them cited; with no text, to the names of a field."""
        self.beginResetModel()
        self._asked = asked
        self.answers = tuple(answers)
        self.cited.clear()
        self.endResetModel()

    def mark_cited(self, row: int) -> None:
        """An answer was cited."""
        self.cited.add(row)
        self.changed(row)

    def changed(self, row: int) -> None:
        """A row is to be drawn anew."""
        self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self.answers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        answer = self.answers[index.row()]
        if role == ANSWER:
            return answer
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        cited = self.tr("cited") if index.row() in self.cited else ""
        said = (where(answer), self.day(answer), answer.evidence.quote, self.reason(answer), cited)
        return ", ".join(part for part in said if part)

    def day(self, answer: Answer) -> str:
        """The date of the document, or that it has none."""
        return shown_date(answer.document_date) or self.tr("undated")

    def reason(self, answer: Answer) -> str:
        """Which word another name stands for, or how a regimen and a drug belong together; or that its letters only
        look alike."""
        if answer.match is Match.LOOK_ALIKE:
            return self.tr("looks alike")
        if answer.match is Match.OTHER_NAME and self._asked:
            return self.tr("for “%1”").replace("%1", self._asked)
        if answer.match is Match.HOLDS:
            holds = self.tr("contains “%1”").replace("%1", self._asked)
            return holds if self._asked else self.tr("regimen that contains it")
        if answer.match is Match.PART:
            return self.tr("drug of “%1”").replace("%1", self._asked)
        return ""


def where(answer: Answer) -> str:
    """The page of an answer, as a pill says it: "Path p 1"."""
    return source_pill(answer.document_type, answer.page_number)


class AnswerList(QListView):
    """`shown`: an `Answer` to be looked at on its page. `cite_asked`: the row whose digit was pressed. `left`: back to
    the words."""

    shown = Signal(object)
    cite_asked = Signal(int)
    left = Signal()

    def __init__(self, pictures: AnswerPictures, page_of: PageOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answers = Answers(self)
        self.setModel(self.answers)
        self.setItemDelegate(_Card(pictures, page_of, self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Lines of the packet"))
        pictures.ready.connect(self._picture_came)
        self.clicked.connect(self._show)

    def sizeHint(self) -> QSize:
        return QSize(3 * scaled(WIDTH), card_height() + self.horizontalScrollBar().sizeHint().height() + 2)

    def current_row(self) -> int:
        """The row of the keys; -1 when there is none."""
        return self.currentIndex().row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and 1 <= digit <= min(DIGITS, len(self.answers.answers)):
            self.cite_asked.emit(digit - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._show(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Slash, Qt.Key.Key_Up):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """A letter is no search here."""

    def _show(self, index: Index) -> None:
        answer = index.data(ANSWER)
        if isinstance(answer, Answer):
            self.shown.emit(answer)

    def _picture_came(self, answer: Answer) -> None:
        if answer in self.answers.answers:
            self.answers.changed(self.answers.answers.index(answer))


def card_height() -> int:
    """The height of a card with its gaps, in logical px."""
    return pill_height() + scaled(PICTURE_HEIGHT) + 4 * Space.S


class _Card(QStyledItemDelegate):
    """A card: digit, page pill, day and reason above, the pixels of the line below."""

    def __init__(self, pictures: AnswerPictures, page_of: PageOf, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._page_of = page_of

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(scaled(WIDTH) + Space.S, card_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, answer = index.model(), index.data(ANSWER)
        if not isinstance(answer, Answer) or not isinstance(model, Answers):
            return
        t, card = tokens(), QRectF(option.rect).adjusted(Space.S + 1, 2, -1, -2)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.accent if current else t.line), 2 if current else 1))
        painter.setBrush(QColor(t.tint if current else t.surface))
        painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), Radius.CONTROL, Radius.CONTROL)
        inner = card.adjusted(Space.S, Space.S, -Space.S, -Space.S)
        head = QRectF(inner.left(), inner.top(), inner.width(), pill_height())
        self._paint_head(painter, head, model, answer, index.row())
        picture = inner.adjusted(0, pill_height() + Space.XS, 0, 0)
        self._paint_picture(painter, picture, answer, option.widget)
        painter.restore()

    def _paint_head(self, painter: QPainter, head: QRectF, model: Answers, answer: Answer, row: int) -> None:
        t, caption = tokens(), role_font(Role.CAPTION)
        x = head.left()
        if row < DIGITS:
            digit = str(row + 1)
            spot = QRectF(x, head.top(), key_hint_width(digit), head.height())
            paint_key_hint(painter, spot, digit, t.text2, QColor(t.edge), QColor(t.surface))
            x = spot.right() + Space.S
        pill = QRectF(x, head.top(), pill_width(where(answer), True), head.height())
        paint_pill(painter, pill, where(answer), t.text2, t.unknown_tint, "page")
        right = self._paint_marks(painter, head, model, answer, row)
        day = QRectF(pill.right() + Space.S, head.top(), right - pill.right() - Space.M, head.height())
        paint_text(painter, day, model.day(answer), caption, t.text2)

    def _paint_marks(
        self, painter: QPainter, head: QRectF, model: Answers, answer: Answer, row: int
    ) -> float:
        """That it is cited, and why it is an answer; answers where they begin."""
        t, right = tokens(), head.right()
        if row in model.cited:
            paint_icon(painter, QRectF(right - 16, head.center().y() - 8, 16, 16), "check", QColor(t.accent))
            right -= 16 + Space.S
        reason = model.reason(answer)
        if reason:
            alike = answer.match is Match.LOOK_ALIKE
            ink, ground = (t.borderline, t.borderline_tint) if alike else (t.on_tint, t.tint)
            width = min(pill_width(reason, True), head.width() * 0.4)
            tag = QRectF(right - width, head.top(), width, head.height())
            paint_pill(painter, tag, reason, ink, ground, State.BORDERLINE.value if alike else "link")
            right = tag.left() - Space.S
        return right

    def _paint_picture(self, painter: QPainter, room: QRectF, answer: Answer, widget: QWidget | None) -> None:
        """The pixels on paper; until they come, and where there are none, the words of the line."""
        page, t = self._page_of(answer.page_id), tokens()
        ratio = widget.devicePixelRatioF() if widget is not None else 1.0
        image = self._pictures.picture(answer, page, scaled(LINE) * ratio) if page is not None else None
        if page is None or image is None or image.isNull():
            paint_line(painter, room, answer.evidence.quote, 0, 0)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(room, QColor("#FFFFFF"))
        painter.setClipRect(room)
        spot = _spot(answer, page, room)
        painter.drawImage(spot, image)
        frame = frame_around(answer, page.turn, spot)
        painter.setPen(QPen(QColor(t.paper_ink), 1.4))
        ground = QColor(t.paper_hit)
        painter.setBrush(ground)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for quad in answer.quads:
            painter.drawPolygon(frame.polygon(quad))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        if t.scheme is Scheme.DARK:
            painter.fillRect(room, QColor.fromRgbF(0, 0, 0, _DIMMED))


def _spot(answer: Answer, page: PageView, room: QRectF) -> QRectF:
    """Where the whole picture lies so that the hit is in the room, with some of what stands before it."""
    size = turned_size(answer, page) * scale_of(answer, page, scaled(LINE))
    whole = QRectF(room.left(), room.center().y() - size.height() / 2, size.width(), size.height())
    hit = frame_around(answer, page.turn, whole).polygon(answer.quads[0]).boundingRect()
    if whole.width() > room.width():
        left = hit.left() - _BEFORE_HIT * room.width() - room.left()
        whole.translate(-min(max(left, 0.0), whole.width() - room.width()), 0)
    if whole.height() > room.height():
        whole.translate(0, room.center().y() - hit.center().y())
    return whole
