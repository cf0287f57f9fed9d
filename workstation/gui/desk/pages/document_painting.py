"""How the rows of the documents panel look: heads with what their document is, pages with their marks."""

from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workstation.domain.date_types import ClinicalDate, Precision
from workstation.gui.desk.pages.document_rows import DocumentsModel, Head, Index, Row, Thumb
from workstation.gui.desk.pages.paper import DIMMED_IN_THE_DARK
from workstation.gui.desk.pages.pictures import Pictures
from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.paint import CENTRE, LEFT, hairline, paint_text, text_width
from workstation.gui.kit.theme import Role, role_font, scaled, tokens
from workstation.gui.kit.tokens import Scheme
from workstation.gui.words import shown_date
from workstation.services.views import PageState, PageView

HEAD_HEIGHT = 44
RAIL_ROW_HEIGHT = 40
LINE_HEIGHT = 17
WORDS_FROM = 21
NOTE_HEIGHT = 18
FOOT_HEIGHT = 26
BAND_HEIGHT = 28
TOP = 6
PAPER = "#FFFFFF"


class Measures(Protocol):
    """What the panel knows of its own room."""

    current_page_id: str

    def is_rail(self) -> bool:
        """Whether only the short names of the documents fit."""

    def cell_width(self) -> int:
        """Logical px of a page's place."""

    def row_width(self) -> int:
        """Logical px of a head."""

    def thumbnail_width(self) -> int:
        """Logical px of the paper in a page's place."""

    def row(self, at: int) -> Row:
        """What stands in a row."""

    def verticalOffset(self) -> int:
        """Logical px that are scrolled away."""

    def devicePixelRatioF(self) -> float:
        """Device px a logical px."""


class DocumentPainter(QStyledItemDelegate):
    """Paints heads and thumbnails."""

    def __init__(self, pictures: Pictures, room: Measures, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._room = room
        self._small: dict[tuple[str, int, int], QImage] = {}

    def forget(self, page_id: str) -> None:
        """The picture of a page is another one now."""
        for key in [key for key in self._small if key[0] == page_id]:
            del self._small[key]

    def paper(self, rect: QRect, page: PageView) -> QRectF:
        """Where the paper of a page lies in its place."""
        wide, high = self._size(page)
        return QRectF(rect.left() + (rect.width() - wide) / 2, rect.top() + TOP, wide, high)

    def again(self, rect: QRect, page: PageView) -> QRectF:
        """Where a page that could not be read offers to try again; empty for any other."""
        paper = self.paper(rect, page)
        if page.state is not PageState.FAILED:
            return QRectF()
        high = min(scaled(BAND_HEIGHT), paper.height())
        return QRectF(paper.left(), paper.bottom() - high, paper.width(), high)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = self._room.row(index.row())
        if isinstance(row, Head):
            if self._room.is_rail():
                return QSize(self._room.row_width(), scaled(RAIL_ROW_HEIGHT))
            high = scaled(HEAD_HEIGHT) + len(self._notes(row)) * scaled(NOTE_HEIGHT)
            return QSize(self._room.row_width(), high)
        return QSize(self._room.cell_width(), self._size(row.page)[1] + TOP + scaled(FOOT_HEIGHT) + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = index.data(DocumentsModel.RowRole)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if isinstance(row, Head):
            self._paint_head(painter, QRectF(option.rect), row, chosen or focused, focused)
        else:
            self._paint_thumb(painter, option.rect, row, chosen, focused)
        painter.restore()

    def _size(self, page: PageView) -> tuple[int, int]:
        wide = self._room.thumbnail_width()
        return wide, _height(wide, page.width, page.height, page.turn)

    # Heads

    def _paint_head(self, painter: QPainter, rect: QRectF, row: Head, tinted: bool, focused: bool) -> None:
        t = tokens()
        painter.fillRect(rect, QColor(t.tint if tinted else t.surface))
        if focused:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(t.accent))
        if rect.top() > -self._room.verticalOffset():
            hairline(painter, rect.left(), rect.top(), rect.right(), rect.top())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._room.is_rail():
            self._paint_short(painter, rect, row)
            return
        line = QRectF(rect.left(), rect.top(), rect.width(), scaled(HEAD_HEIGHT))
        spot = QRectF(line.left() + 5, line.center().y() - 6, 12, 12)
        paint_icon(painter, spot, "down" if row.open else "forward", QColor(t.text2))
        for at, (words, role, ink) in enumerate(self.head_lines(row)):
            room = QRectF(line.left() + WORDS_FROM, line.center().y(), self._head_room(), scaled(LINE_HEIGHT))
            room.translate(0, (at - 1) * room.height())
            paint_text(painter, room, words, role_font(role), getattr(t, ink), LEFT)
        top = line.bottom() - 5
        for icon, ink, said, short in self._notes(row):
            spot = QRectF(line.left() + 5, top + (scaled(NOTE_HEIGHT) - 12) / 2, 12, 12)
            paint_icon(painter, spot, icon, QColor(getattr(t, ink)))
            room = QRectF(line.left() + WORDS_FROM, top, self._head_room(), scaled(NOTE_HEIGHT))
            told = _fitting((said, short), Role.CAPTION, room.width())
            paint_text(painter, room, told, role_font(Role.CAPTION), getattr(t, ink))
            top += scaled(NOTE_HEIGHT)

    def _notes(self, row: Head) -> list[tuple[str, str, str, str]]:
        """What is said under a document's name: shape, ink, words, and the same in short."""
        other = self.tr("Other patient")
        notes = [("conflict", "conflict", other, other)] if row.document.set_aside is not None else []
        if row.other:
            named = self.tr("Names %1").replace("%1", row.other)
            notes.append(("conflict", "conflict", named, self.tr("Other name")))
        return [*notes, *(("link", "text2", said, short) for said, short in row.links)]

    def head_lines(self, row: Head) -> list[tuple[str, Role, str]]:
        """What tells a document from the others, as words, text role and ink: its type over date and pages."""
        room, dated = self._head_room(), shown_date(row.document.date)
        if self._room.is_rail():
            names = (row.name, row.short)
            under = _fitting((dated, _without_year(row.document.date), ""), Role.CAPTION, room)
            return [
                (_fitting(names, Role.CAPTION, room), Role.CAPTION, "text"),
                (under, Role.CAPTION, "text2"),
            ]
        count = len(row.document.pages)
        pages = self.tr("%n p", "pages", count) if dated else self.tr("%n page(s)", "", count)
        both = " · ".join(part for part in (dated, pages) if part)
        return [
            (_fitting((row.name, row.short), Role.BODY, room), Role.BODY, "text"),
            (_fitting((both, dated), Role.CAPTION, room), Role.CAPTION, "text2"),
        ]

    def _head_room(self) -> float:
        """Logical px of the words of a head."""
        return self._room.row_width() - (0.0 if self._room.is_rail() else WORDS_FROM + 4.0)

    def _paint_short(self, painter: QPainter, rect: QRectF, row: Head) -> None:
        t, notes = tokens(), self._notes(row)[:2]
        lines = [line for line in self.head_lines(row) if line[0]]
        room = QRectF(rect.left(), 0, self._head_room(), scaled(LINE_HEIGHT))
        room.moveTop(rect.center().y() - len(lines) * room.height() / 2)
        for words, role, ink in lines:
            paint_text(painter, room, words, role_font(role), getattr(t, ink), CENTRE)
            room.translate(0, room.height())
        for at, (icon, ink, _, _) in enumerate(notes):
            spot = QRectF(rect.right() - 11 - 11 * at, rect.top() + 1, 10, 10)
            paint_icon(painter, spot, icon, QColor(getattr(t, ink)))

    # Pages

    def _paint_thumb(self, painter: QPainter, rect: QRect, row: Thumb, chosen: bool, focused: bool) -> None:
        t, page = tokens(), row.page
        paper = self.paper(rect, page)
        if chosen or focused:
            painter.fillRect(rect, QColor(t.tint))
        if focused:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(t.accent))
        painter.fillRect(paper, QColor(PAPER))
        picture = self._picture(page)
        if picture is not None:
            painter.drawImage(paper, picture)
        if t.scheme is Scheme.DARK:
            painter.fillRect(paper, QColor(0, 0, 0, round(255 * DIMMED_IN_THE_DARK)))
        if row.document.set_aside is not None:
            band = QRectF(paper.left(), paper.top(), paper.width(), scaled(NOTE_HEIGHT) + 2)
            self._paint_band(painter, band, self.tr("Other patient"), "conflict", "conflict", "conflict_tint")
        elif row.other:
            band = QRectF(paper.left(), paper.top(), paper.width(), scaled(NOTE_HEIGHT) + 2)
            self._paint_band(painter, band, self.tr("Other name"), "conflict", "conflict", "conflict_tint")
        if page.state is PageState.FAILED:
            said = self.tr("Try again")
            self._paint_band(painter, self.again(rect, page), said, "again", "on_tint", "tint")
        self._paint_frame(painter, paper, row)
        if page.state is PageState.READING:
            painter.fillRect(QRectF(paper.left(), paper.top(), paper.width(), 2), QColor(t.accent))
        foot = QRectF(rect.left(), paper.bottom() + 2, rect.width(), scaled(FOOT_HEIGHT) - 2)
        self._paint_foot(painter, foot, page)

    def _paint_frame(self, painter: QPainter, paper: QRectF, row: Thumb) -> None:
        t = tokens()
        current = row.page.id == self._room.current_page_id
        foreign = row.document.set_aside is not None
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if foreign:
            painter.setPen(QPen(QColor(t.conflict), 2.5))
            painter.drawRect(paper)
        if current or not foreign:
            around = paper.adjusted(-3, -3, 3, 3) if foreign else paper
            painter.setPen(QPen(QColor(t.accent if current else t.edge), 2.5 if current else 1))
            painter.drawRect(around)

    def _paint_band(
        self, painter: QPainter, band: QRectF, said: str, icon: str, ink: str, ground: str
    ) -> None:
        """Words across the paper: a shape, and the word where it fits."""
        t = tokens()
        painter.fillRect(band, QColor(getattr(t, ground)))
        font = role_font(Role.CAPTION)
        words = text_width(said, font)
        if words + 16 > band.width() - 8:
            paint_text(painter, band.adjusted(3, 0, -3, 0), said, font, getattr(t, ink), CENTRE)
            return
        left = band.center().x() - (words + 16) / 2
        paint_icon(painter, QRectF(left, band.center().y() - 6, 12, 12), icon, QColor(getattr(t, ink)))
        beside = QRectF(left + 16, band.top(), words + 1, band.height())
        paint_text(painter, beside, said, font, getattr(t, ink))

    def _paint_foot(self, painter: QPainter, rect: QRectF, page: PageView) -> None:
        t, font = tokens(), role_font(Role.CAPTION)
        marks = _marks(page)
        widths = [
            (14 if icon else 0) + (2 if icon and text else 0) + (text_width(text, font) if text else 0)
            for icon, text, _ in marks
        ]
        gap = max(2.0, min(6.0, (rect.width() - sum(widths)) / max(1, len(marks))))
        x = rect.center().x() - (sum(widths) + gap * (len(marks) - 1)) / 2
        for (icon, text, colour), width in zip(marks, widths, strict=True):
            ink = QColor(getattr(t, colour))
            if icon == "ring":
                painter.setPen(QPen(ink, 1.2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QRectF(x + 3, rect.center().y() - 3.5, 7, 7))
            elif icon:
                paint_icon(painter, QRectF(x, rect.center().y() - 7, 14, 14), icon, ink)
            if text:
                room = QRectF(x + (16 if icon else 0), rect.top(), width + 2, rect.height())
                paint_text(painter, room, text, font, ink)
            x += width + gap

    def _picture(self, page: PageView) -> QImage | None:
        wide, high = self._size(page)
        ratio = self._room.devicePixelRatioF()
        key = (page.id, round(wide * ratio), page.turn)
        if key not in self._small:
            coarse = self._pictures.coarse(page)
            if coarse is None or coarse.isNull():
                return None
            size = QSize(round(wide * ratio), round(high * ratio))
            self._small[key] = coarse.scaled(
                size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        return self._small[key]


def _fitting(forms: tuple[str, ...], role: Role, room: float) -> str:
    """The first that has room, else the last."""
    return next((form for form in forms if text_width(form, role_font(role)) <= room), forms[-1])


def _without_year(date: ClinicalDate | None) -> str:
    """A day without its year, for where the whole date has no room; it stands in the tooltip."""
    if date is None or date.precision is not Precision.DAY:
        return ""
    shown = shown_date(date)
    return shown.rsplit(" ", 1)[0] if " " in shown else shown.split("-", 1)[-1]


@lru_cache(maxsize=256)
def _height(wide: int, width: float, height: float, turn: int) -> int:
    """Of the paper of a page of this size and turn, drawn so wide; neither a strip nor a line."""
    if turn in (90, 270):
        width, height = height, width
    return round(wide * min(max(height / max(width, 1.0), 0.3), 2.2))


def _marks(page: PageView) -> list[tuple[str, str, str]]:
    """What stands under a page: icon, text, ink."""
    marks = [("", str(page.number), "text2")]
    state = {
        PageState.FAILED: ("warning", "", "borderline"),
        PageState.BY_EYE: ("by-eye", "", "text2"),
        PageState.NOT_READ: ("clock", "", "text3"),
    }.get(page.state)
    if state is not None:
        marks.append(state)
    marks.append(("eye", "", "text2") if page.seen else ("ring", "", "text3"))
    if page.cited:
        marks.append(("cite", str(page.cited), "accent"))
    return marks
