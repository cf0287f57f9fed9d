"""The matrix: a row a criteria set, a column a layer; arrows move, Enter opens the card."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from workstation.criteria.verdicts import Layer, LayerSummary, Result, SetVerdict
from workstation.gui.desk.suitability.states import RESULT_STATES, applies, layer_word, result_word
from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.paint import RIGHT, hairline, paint_text, text_width
from workstation.gui.kit.shapes import paint_state
from workstation.gui.kit.theme import Role, role_font, scaled, tokens
from workstation.gui.kit.tokens import Height, State
from workstation.gui.words import language
from workstation.messages import Catalogue

Index = QModelIndex | QPersistentModelIndex
LAYERS = tuple(Layer)
LEAST_NAME, WORD_MARGINS = 150, 52
"""Px: of the column of names, and of a verdict around its words, the shape included."""


@dataclass(frozen=True)
class Cell:
    """A layer of a set."""

    verdict: SetVerdict
    layer: Layer

    @property
    def summary(self) -> LayerSummary:
        return self.verdict.layer(self.layer)


class MatrixModel(QAbstractTableModel):
    """Column 0 is the set; the others are its layers. `CellRole` gives a `Cell`."""

    CellRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self.verdicts: tuple[SetVerdict, ...] = ()

    def show_verdicts(self, verdicts: tuple[SetVerdict, ...]) -> None:
        """Show these sets, those that apply first."""
        self.beginResetModel()
        self.verdicts = tuple(sorted(verdicts, key=lambda verdict: not applies(verdict.applicability)))
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.verdicts)

    def columnCount(self, parent: Index | None = None) -> int:
        return 1 + len(LAYERS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self.name(self.verdicts[section])
        return self.tr("Product and indication") if section == 0 else layer_word(LAYERS[section - 1])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        verdict = self.verdicts[index.row()]
        layer = LAYERS[max(0, index.column() - 1)]
        if role == self.CellRole:
            return Cell(verdict, layer)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.name(verdict) if index.column() == 0 else self._told(verdict, layer)
        if role == Qt.ItemDataRole.ToolTipRole:
            reason = verdict.applicability_reason
            why = self._catalogue.render(reason, language()) if reason is not None else ""
            return "\n".join(part for part in (self.name(verdict) if not index.column() else "", why) if part)
        return None

    def name(self, verdict: SetVerdict) -> str:
        """The set in words."""
        return self._catalogue.render(verdict.name, language())

    def _told(self, verdict: SetVerdict, layer: Layer) -> str:
        summary = verdict.layer(layer)
        if not applies(verdict.applicability):
            return self.tr("not applicable")
        if summary.result is None:
            return self.tr("none")
        parts = [layer_word(layer), result_word(summary.result)]
        if summary.borderline:
            parts.append(self.tr("borderline"))
        parts.append(counts(summary))
        return ", ".join(parts)


def counts(summary: LayerSummary) -> str:
    """For example: 6/10."""
    return f"{summary.met}/{summary.total}"


class MatrixDelegate(QStyledItemDelegate):
    """Shape, word, borderline diamond, count. The chosen cell is framed in accent while the matrix has the keys."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, t = QRectF(option.rect), tokens()
        cell: Cell = index.data(MatrixModel.CellRole)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and index.column() > 0
        has_keys = option.widget is not None and option.widget.hasFocus()
        painter.fillRect(rect, QColor(t.surface if not chosen else t.tint if has_keys else t.bg))
        hairline(painter, rect.left(), rect.bottom(), rect.right(), rect.bottom())
        inner = rect.adjusted(14, 0, -12, 0)
        if index.column() == 0:
            self._name(painter, inner, index.data(), applies(cell.verdict.applicability))
        elif applies(cell.verdict.applicability):
            self._layer(painter, inner, cell.summary)
        elif index.column() == 1:
            paint_icon(painter, QRectF(inner.left(), inner.center().y() - 7, 14, 14), "lock", QColor(t.text3))
            said = index.data()
            paint_text(painter, inner.adjusted(22, 0, 0, 0), said, role_font(Role.BODY), t.text3)
        else:
            paint_text(painter, inner, "–", role_font(Role.BODY), t.text3)
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.accent if has_keys else t.edge), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(150), scaled(Height.CRITERION_ROW))

    def _name(self, painter: QPainter, rect: QRectF, name: str, on: bool) -> None:
        t = tokens()
        product, _, rest = name.replace("，", ", ", 1).partition(", ")
        font = role_font(Role.BODY, QFont.Weight.DemiBold)
        ink = t.text if on else t.text3
        taken = paint_text(painter, rect, product, font, ink)
        paint_text(
            painter, rect.adjusted(taken + 8, 0, 0, 0), rest, role_font(Role.BODY), t.text2 if on else t.text3
        )

    def _layer(self, painter: QPainter, rect: QRectF, summary: LayerSummary) -> None:
        t = tokens()
        if summary.result is None:
            paint_text(painter, rect, self.tr("– none"), role_font(Role.BODY), t.text3)
            return
        state = RESULT_STATES[summary.result]
        paint_state(painter, QRectF(rect.left(), rect.center().y() - 8, 16, 16), state)
        said = result_word(summary.result)
        font = role_font(Role.BODY, QFont.Weight.Medium)
        left = rect.left() + 24
        paint_text(
            painter, QRectF(left, rect.top(), rect.right() - left, rect.height()), said, font, t.ink(state)
        )
        if summary.borderline:
            spot = QRectF(left + text_width(said, font) + 8, rect.center().y() - 7, 14, 14)
            paint_state(painter, spot, State.BORDERLINE)
        taken = left + text_width(said, font) + (24 if summary.borderline else 6)
        if rect.right() - text_width(counts(summary), role_font(Role.CAPTION)) >= taken:
            paint_text(painter, rect, counts(summary), role_font(Role.CAPTION), t.text2, RIGHT)


class Matrix(QTableView):
    """`moved`: the cell that has the keys. `opened`: Enter or a click on it. `left`: Esc."""

    moved = Signal(object)
    opened = Signal(object)
    left = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._sets = MatrixModel(catalogue)
        self.setModel(self._sets)
        self.setItemDelegate(MatrixDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scaled(Height.CRITERION_ROW))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.setAccessibleName(self.tr("Suitability by product and layer"))
        self.clicked.connect(self._clicked)

    def show_verdicts(self, verdicts: tuple[SetVerdict, ...]) -> None:
        """Show these sets; the cell that had the keys keeps them."""
        before, column = self.cell(), max(1, self.currentIndex().column())
        self._sets.show_verdicts(verdicts)
        self.clearSpans()
        self._share_width()
        for at, verdict in enumerate(self._sets.verdicts):
            if not applies(verdict.applicability):
                self.setSpan(at, 1, 1, len(LAYERS))
        ids = [verdict.set_id for verdict in self._sets.verdicts]
        same = before is not None and before.verdict.set_id in ids
        row = ids.index(before.verdict.set_id) if before is not None and same else 0
        if verdicts:
            self.blockSignals(same)  # the keys did not move: who shows this cell goes on where it was
            self.setCurrentIndex(self._sets.index(row, column))
            self.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Names whole where they take a third at most; the layers share the rest, each with room for its words, which a
        shape alone does not replace. The line of therapy in a name gives way first, and is in its tip."""
        font, said = role_font(Role.BODY, QFont.Weight.DemiBold), role_font(Role.BODY, QFont.Weight.Medium)
        wide = self.viewport().width()
        widest = max((text_width(self._sets.name(one), font) for one in self._sets.verdicts), default=0.0)
        word = max(text_width(result_word(result), said) for result in Result)
        left = round(wide - len(LAYERS) * (word + WORD_MARGINS))
        self.setColumnWidth(0, max(LEAST_NAME, min(round(widest) + 44, round(wide * 0.36), left)))

    def height_wanted(self) -> int:
        """Px that show every row."""
        return (
            self.horizontalHeader().sizeHint().height()
            + self._sets.rowCount() * scaled(Height.CRITERION_ROW)
            + 2
        )

    def cell(self) -> Cell | None:
        """The cell that has the keys."""
        index = self.currentIndex()
        return index.data(MatrixModel.CellRole) if index.isValid() else None

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        cell = self.cell()
        if cell is not None:
            self.moved.emit(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.cell())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _clicked(self, _index: QModelIndex) -> None:
        self.opened.emit(self.cell())
