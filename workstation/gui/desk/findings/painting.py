"""How the rows of the form are drawn. Text and shapes only; the one live editor lies over its row."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from workstation.domain.findings import FindingState
from workstation.gui.desk.findings.items import (
    CONFLICT_FOOT,
    WARNING_HEIGHT,
    AddItem,
    FoldItem,
    GroupItem,
    Placed,
    RowItem,
    SectionItem,
    standing,
)
from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.paint import RIGHT, hairline, paint_pill, paint_text, pill_width
from workstation.gui.kit.shapes import paint_state
from workstation.gui.kit.theme import Role, role_font, scaled, tokens
from workstation.gui.kit.tokens import Height, State
from workstation.gui.words import in_language, language, source_pill
from workstation.messages import Catalogue
from workstation.services.views import EvidenceSpot, FormRow, FormValue, RowMark

translate = QCoreApplication.translate
PAD = 16.0
LABEL_WIDTH = 148
WIDE_LABEL_WIDTH = 196
CELL_LABEL_WIDTH = 112
MARK_ROOM = 28.0
WORD_ROOM = 80
GAP = 6.0


@dataclass(frozen=True)
class PillSpot:
    """A pill of a row and what it leads to, for hit tests and the arrow keys."""

    rect: QRectF
    spot: EvidenceSpot
    value: FormValue
    more: int


class FormPainter:
    """Paints placed items; knows where values and pills lie in a row. `wide`: there is room for long labels.
    `has_keys`: whether the keys act in the list, so that its focused row is drawn as such."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.wide = False
        self.has_keys = False

    # Where things lie

    def label_width(self, item: RowItem) -> float:
        if item.cell:
            return float(scaled(CELL_LABEL_WIDTH))
        return float(scaled(WIDE_LABEL_WIDTH if self.wide else LABEL_WIDTH))

    def value_rect(self, placed: Placed, at: int = 0) -> QRectF:
        """Where the value of a row stands: the `at`-th where several do."""
        rect = placed.rect
        if not isinstance(placed.item, RowItem):
            return QRectF(rect)
        left = rect.left() + PAD + self.label_width(placed.item) + GAP
        high = scaled(Height.FINDING_ROW)
        worded = placed.item.row.mark in (RowMark.DERIVED, RowMark.NO_SOURCE)
        mark = scaled(WORD_ROOM) if worded else MARK_ROOM
        room = QRectF(left, rect.top() + at * high, rect.right() - mark - left, high)
        pills = self.pills(placed)
        mine = [pill.rect.left() for pill in pills if room.top() <= pill.rect.center().y() <= room.bottom()]
        if mine:
            room.setRight(min(mine) - GAP)
        return room

    def pills(self, placed: Placed) -> list[PillSpot]:
        """The source pills of a row, each value's own, from the right edge."""
        if not isinstance(placed.item, RowItem):
            return []
        found = []
        high = scaled(Height.FINDING_ROW)
        values = [value for value in placed.item.row.values if value.finding.stands]
        for at, value in enumerate(values):
            top = placed.rect.top() + at * high
            right = placed.rect.right() - MARK_ROOM
            found += _pills_of(value, QRectF(placed.rect.left(), top, right - placed.rect.left(), high))
        return found

    def radio_rects(self, placed: Placed) -> list[tuple[QRectF, FormValue]]:
        """The lines of the values of a conflict, each chosen by a click."""
        if not isinstance(placed.item, RowItem) or placed.item.row.mark is not RowMark.CONFLICT:
            return []
        high = scaled(Height.FINDING_ROW)
        values = [value for value in placed.item.row.values if value.finding.stands]
        return [
            (QRectF(placed.rect.left(), placed.rect.top() + at * high, placed.rect.width(), high), value)
            for at, value in enumerate(values)
        ]

    def warning_rects(self, placed: Placed) -> list[QRectF]:
        """The lines of a row's warnings, under its values."""
        if not isinstance(placed.item, RowItem):
            return []
        row, rect, high = placed.item.row, placed.rect, scaled(WARNING_HEIGHT)
        top = rect.top() + max(standing(row), 1) * scaled(Height.FINDING_ROW)
        left, right = rect.left() + PAD, rect.right() - PAD
        return [QRectF(left, top + at * high, right - left, high) for at in range(len(row.warnings))]

    def foot_rect(self, placed: Placed) -> QRectF:
        """Where a conflict is decided: the foot of its row, under everything that is told of it."""
        high = scaled(CONFLICT_FOOT)
        told = [rect for rect, _ in self.radio_rects(placed)] + self.warning_rects(placed)
        top = max((rect.bottom() for rect in told), default=placed.rect.top())
        return QRectF(placed.rect.left(), top, placed.rect.width(), high)

    # Painting

    def paint(self, painter: QPainter, placed: Placed, focused: bool, pill: int, chosen: str) -> None:
        """One item. `pill`: the one that has the keys, -1 none. `chosen`: finding id chosen in a conflict."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        match placed.item:
            case SectionItem():
                self._section(painter, placed.rect, placed.item)
            case GroupItem():
                self._ground(painter, placed.rect, focused)
                self._group(painter, placed.rect, placed.item)
            case RowItem():
                self._ground(painter, placed.rect, focused, placed.item.row)
                self._row(painter, placed, placed.item, pill, chosen)
            case AddItem():
                self._ground(painter, placed.rect, focused)
                kind = placed.item.kind
                said = translate("FindingsForm", "Add: %1").replace("%1", in_language(kind.en, kind.zh))
                self._command(painter, placed.rect, "plus", said)
            case FoldItem():
                self._ground(painter, placed.rect, focused)
                more = translate("FindingsForm", "%1 more fields")
                fold = translate("FindingsForm", "Fold %1 fields")
                said = fold if placed.item.open else more
                icon = "down" if placed.item.open else "forward"
                self._command(painter, placed.rect, icon, said.replace("%1", str(placed.item.count)))
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRectF, focused: bool, row: FormRow | None = None) -> None:
        t = tokens()
        conflict = row is not None and row.mark is RowMark.CONFLICT
        own = t.tint if self.has_keys else t.bg  # while the keys act elsewhere, the row is only remembered
        painter.fillRect(rect, QColor(t.conflict_tint if conflict else own if focused else t.surface))
        if focused:
            bar = QColor(t.accent if self.has_keys else t.edge)
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), bar)
        hairline(painter, rect.left(), rect.bottom() - 1, rect.right(), rect.bottom() - 1)

    def _section(self, painter: QPainter, rect: QRectF, item: SectionItem) -> None:
        t, section = tokens(), item.section
        painter.fillRect(rect, QColor(t.bg))
        hairline(painter, rect.left(), rect.top(), rect.right(), rect.top())
        hairline(painter, rect.left(), rect.bottom() - 1, rect.right(), rect.bottom() - 1)
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        title = in_language(section.section.en, section.section.zh)
        paint_text(painter, inner, title, role_font(Role.BODY, QFont.Weight.DemiBold), t.text)
        if section.decisive:
            said = (
                translate("FindingsForm", "%1 of %2")
                .replace("%1", str(section.answered))
                .replace("%2", str(section.decisive))
            )
            paint_text(painter, inner, said, role_font(Role.CAPTION), t.text3, RIGHT)

    def _group(self, painter: QPainter, rect: QRectF, item: GroupItem) -> None:
        t, group = tokens(), item.group
        spot = QRectF(rect.left() + PAD - 2, rect.center().y() - 6, 12, 12)
        paint_icon(painter, spot, "down" if item.open else "forward", QColor(t.text2))
        left = rect.left() + PAD + 16
        line = self._catalogue.render(group.line_label, language()) if group.line_label is not None else ""
        room = QRectF(left, rect.top(), rect.right() - PAD - left, rect.height())
        if line:
            font = role_font(Role.CAPTION)
            room.setRight(room.right() - paint_text(painter, room, line, font, t.text2, RIGHT) - GAP)
            if group.override is not None:
                mark = QRectF(room.right() - 16, rect.center().y() - 8, 16, 16)
                paint_state(painter, mark, State.BORDERLINE)
                room.setRight(mark.left() - GAP)
        title = in_language(group.title_en, group.title_zh) or in_language(group.kind.en, group.kind.zh)
        paint_text(painter, room, title, role_font(Role.BODY, QFont.Weight.Medium), t.text)

    def _command(self, painter: QPainter, rect: QRectF, icon: str, said: str) -> None:
        ink = QColor(tokens().accent)
        paint_icon(painter, QRectF(rect.left() + PAD, rect.center().y() - 7, 14, 14), icon, ink)
        paint_text(painter, rect.adjusted(PAD + 22, 0, -PAD, 0), said, role_font(Role.BODY), ink)

    def _row(self, painter: QPainter, placed: Placed, item: RowItem, pill: int, chosen: str) -> None:
        t, row, rect = tokens(), item.row, placed.rect
        high = scaled(Height.FINDING_ROW)
        label = QRectF(rect.left() + PAD, rect.top(), self.label_width(item), high)
        paint_text(painter, label, row.field.label(language()), role_font(Role.BODY), t.text2)
        values = [value for value in row.values if value.finding.stands]
        if not values:
            self._empty(painter, self.value_rect(placed), row)
        for at, value in enumerate(values):
            self._value(painter, self.value_rect(placed, at), row, value, chosen)
        for number, shown in enumerate(self.pills(placed)):
            self._pill(painter, shown, focused=number == pill)
        self._mark(painter, QRectF(rect.right() - MARK_ROOM + 4, rect.top(), 16, high), row)
        self._warnings(painter, placed, row)

    def _empty(self, painter: QPainter, room: QRectF, row: FormRow) -> None:
        t = tokens()
        if row.mark is RowMark.DERIVED and row.explanation is not None:
            said = self._catalogue.render(row.explanation, language())
            if row.group_id is not None:
                said = f"{row.group_id}: {said}"  # the definition that cannot tell
            paint_text(painter, room, said, role_font(Role.BODY), t.text3)
        else:
            paint_text(painter, room, "—", role_font(Role.BODY), t.text3)

    def _value(self, painter: QPainter, room: QRectF, row: FormRow, value: FormValue, chosen: str) -> None:
        t = tokens()
        text = in_language(value.shown_en, value.shown_zh)
        if row.field.derived and row.group_id is not None:
            text = f"{text} ({row.group_id})"  # the definition that says so
        room = QRectF(room)
        if row.mark is RowMark.CONFLICT:
            _paint_radio(painter, QPointF(room.left() + 8, room.center().y()), value.finding.id == chosen)
            room.setLeft(room.left() + 24)
        if value.finding.state is FindingState.NOT_FOUND:
            paint_text(painter, room, text, role_font(Role.BODY), t.text2)
        else:
            paint_text(painter, room, text, role_font(Role.BODY, QFont.Weight.Medium), t.text)

    def _pill(self, painter: QPainter, pill: PillSpot, focused: bool) -> None:
        t = tokens()
        contradicts = pill.spot.polarity == "contradicts"
        ink, ground = (t.conflict, t.surface) if contradicts else (t.text2, t.sunken)
        if pill.more:
            paint_pill(painter, pill.rect, f"+{pill.more}", ink, ground, "link")
        else:
            said = source_pill(pill.spot.document_type, pill.spot.page_number)
            paint_pill(painter, pill.rect, said, ink, ground, "document")
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.drawRoundedRect(pill.rect.adjusted(-2, -2, 2, 2), 6, 6)

    def _mark(self, painter: QPainter, rect: QRectF, row: FormRow) -> None:
        t = tokens()
        spot = QRectF(rect.left(), rect.center().y() - 8, 16, 16)
        shapes = {
            RowMark.CONFIRMED: State.CONFIRMED,
            RowMark.DOUBTFUL: State.BORDERLINE,
            RowMark.CONFLICT: State.CONFLICT,
            RowMark.NOT_FOUND: State.UNKNOWN,
        }
        if row.mark in shapes:
            paint_state(painter, spot, shapes[row.mark])
        elif row.mark in (RowMark.NO_SOURCE, RowMark.DERIVED):
            without = row.mark is RowMark.NO_SOURCE
            said = translate("FindingsForm", "no source") if without else translate("FindingsForm", "derived")
            colour = t.borderline if without else t.text3
            room = QRectF(rect.left() - 74, rect.top(), rect.width() + 74, rect.height())
            paint_text(painter, room, said, role_font(Role.CAPTION), colour, RIGHT)

    def _warnings(self, painter: QPainter, placed: Placed, row: FormRow) -> None:
        t = tokens()
        for line, warning in zip(self.warning_rects(placed), row.warnings, strict=True):
            paint_icon(painter, QRectF(line.left(), line.top() + 1, 14, 14), "warning", QColor(t.borderline))
            said = self._catalogue.render(warning.message, language())
            room = line.adjusted(20, -2, 0, -2)
            paint_text(painter, room, said, role_font(Role.CAPTION), t.borderline)


def _pills_of(value: FormValue, line: QRectF) -> list[PillSpot]:
    if not value.spots:
        return []
    first, rest = value.spots[0], value.spots[1:]
    right, pills = line.right(), []
    if rest:
        width = pill_width(f"+{len(rest)}", icon=True)
        rect = QRectF(right - width, line.top(), width, line.height())
        pills.append(PillSpot(rect, rest[0], value, len(rest)))
        right -= width + GAP
    width = pill_width(source_pill(first.document_type, first.page_number), icon=True)
    pills.append(PillSpot(QRectF(right - width, line.top(), width, line.height()), first, value, 0))
    return [PillSpot(_centred(pill.rect), pill.spot, pill.value, pill.more) for pill in reversed(pills)]


def _centred(rect: QRectF) -> QRectF:
    high = scaled(Height.PILL)
    return QRectF(rect.left(), rect.center().y() - high / 2, rect.width(), high)


def _paint_radio(painter: QPainter, centre: QPointF, on: bool) -> None:
    t = tokens()
    painter.setPen(QPen(QColor(t.accent if on else t.edge), 1.5))
    painter.setBrush(QColor(t.surface))
    painter.drawEllipse(centre, 7, 7)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent))
        painter.drawEllipse(centre, 3.5, 3.5)
