"""The documents of a case on the left: heads that fold, thumbnails with their marks, chosen and dragged."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

from workstation.gui.desk.pages.document_drag import Dragging, Drop, DropFinder
from workstation.gui.desk.pages.document_painting import DocumentPainter
from workstation.gui.desk.pages.document_rows import DocumentsModel, Head, Index, Key, Row, Thumb
from workstation.gui.desk.pages.pictures import Pictures
from workstation.gui.kit.theme import scaled
from workstation.services.views import DocumentView

RAIL_WIDTH = 44
ABREAST_FROM = 232
WIDEST_THUMBNAIL = 126


class DocumentsPanel(QListView):
    """The list itself. `picked`: (document id, page id) was chosen by mouse or key. `name_asked`: F2 on a document.
    `again_asked`: a page to be read once more. `dropped`: a `Drop`. `menu_asked`: where. `keys_moved`: they are on
    another row. `left`: Esc."""

    picked = Signal(str, str)
    name_asked = Signal(str)
    again_asked = Signal(str)
    dropped = Signal(object)
    menu_asked = Signal(QPoint)
    keys_moved = Signal()
    left = Signal()

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.current_page_id = ""
        self.name_key = QKeySequence()
        self._documents = DocumentsModel(self)
        self._painting = DocumentPainter(pictures, self, self)
        self._laid_for = 0
        self._measure()
        self._wanted: Key | None = None
        self._pressed: tuple[QPointF, Key] | None = None
        self._dragging = Dragging(self, self._drop_at)
        self.setModel(self._documents)
        self.setItemDelegate(self._painting)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(False)
        self.setAccessibleName(self.tr("Documents"))
        pictures.ready.connect(self._picture_came)
        self._documents.look_changed.connect(self.viewport().update)

    # What is shown

    @property
    def documents(self) -> tuple[DocumentView, ...]:
        """The documents, as last shown."""
        return self._documents.documents

    def show_documents(self, documents: Sequence[DocumentView]) -> None:
        """Show the documents of the case; the keys stay on their row, or on the one that took its place."""
        self._end_drag()
        wanted, self._wanted = self._wanted, None
        self._keeping(lambda: self._documents.show_documents(documents), wanted)

    def name_others(self, others: Mapping[str, str]) -> None:
        """The pages that name another patient than the case's, and whom: marked, and left to the reviewer."""
        self._keeping(lambda: self._documents.name_others(others))

    def show_current(self, document_id: str, page_id: str) -> None:
        """Frame the page on screen, unfolding its document."""
        self._keeping(lambda: self._documents.unfold(document_id))
        self.current_page_id = page_id
        row = self._documents.row_of_page(page_id)
        if row is not None and not self._dragging.moved:
            self.scrollTo(self._documents.index(row))
            if not self.hasFocus() and len(self.selectedIndexes()) < 2:  # keys act on what is looked at
                self.setCurrentIndex(self._documents.index(row))
        self.viewport().update()

    def want(self, key: Key) -> None:
        """Where the keys go when other documents are shown next."""
        self._wanted = key

    def name_of(self, document: DocumentView) -> str:
        """What a document is called: "Pathology, 24 Nov 2024"."""
        return self._documents.name_of(document)

    # What is chosen

    def current_row(self) -> Row | None:
        """The row that the keys are on."""
        at = self.currentIndex().row()
        rows = self._documents.rows
        return rows[at] if 0 <= at < len(rows) else None

    def chosen_rows(self) -> list[Row]:
        """The rows that are chosen, from the top; that of the keys where none is."""
        chosen = sorted({index.row() for index in self.selectedIndexes()} | {self.currentIndex().row()})
        rows = self._documents.rows
        return [rows[at] for at in chosen if 0 <= at < len(rows)]

    def chosen_pages(self) -> list[Thumb]:
        """The pages chosen, while the keys are on a page."""
        rows = self.chosen_rows() if isinstance(self.current_row(), Thumb) else []
        return [row for row in rows if isinstance(row, Thumb)]

    def chosen_documents(self) -> list[DocumentView]:
        """The documents whose heads are chosen; that of the page while the keys are on a page."""
        current = self.current_row()
        if not isinstance(current, Head):
            return [] if current is None else [current.document]
        return [row.document for row in self.chosen_rows() if isinstance(row, Head)]

    def choose(self, key: Key) -> None:
        """Put the keys on a row, unfolding its document for a page."""
        if key[1]:
            self._keeping(lambda: self._documents.unfold(key[0]))
        row = self._documents.row_of(key)
        if row is not None:
            self.setCurrentIndex(self._documents.index(row))

    def choose_one(self) -> bool:
        """Choose the row of the keys alone; False when nothing else was chosen."""
        if len(self.selectedIndexes()) < 2:
            return False
        self.setCurrentIndex(self.currentIndex())
        return True

    # Room

    def is_rail(self) -> bool:
        """Whether only the short names of the documents fit."""
        return self._rail

    def is_abreast(self) -> bool:
        """Whether two pages lie beside each other."""
        return self._abreast

    def row_width(self) -> int:
        return self._row_width

    def cell_width(self) -> int:
        return self._row_width // (2 if self._abreast else 1)

    def thumbnail_width(self) -> int:
        return self._thumbnail_width

    def row(self, at: int) -> Row:
        return self._documents.rows[at]

    def _measure(self) -> None:
        """Once for each layout: the room is asked for with every page of a case."""
        wide = self.width()
        self._rail, self._abreast = wide <= scaled(RAIL_WIDTH) + 8, wide >= scaled(ABREAST_FROM) - 2
        self._row_width = self.viewport().width()
        # The same with its scroll bar and without, where pages do not lie abreast.
        room = self.cell_width() - 16 if self._abreast else max(28, wide - 40)
        self._thumbnail_width = min(WIDEST_THUMBNAIL, room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
        if self._laid_for == self.width():  # its own scroll bar, which comes and goes, does not count
            return
        self._laid_for = self.width()
        abreast, bars = self.is_abreast(), Qt.ScrollBarPolicy
        self.setFlow(QListView.Flow.LeftToRight if abreast else QListView.Flow.TopToBottom)
        self.setWrapping(abreast)
        # Two abreast need to know their width: there the bar has its place whether it is needed or not. The rail has
        # none: its words need the room.
        rail = bars.ScrollBarAlwaysOff if self.is_rail() else bars.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(bars.ScrollBarAlwaysOn if abreast else rail)
        self._keeping(lambda: self._documents.show_rail(self.is_rail()))
        self.scheduleDelayedItemsLayout()

    def doItemsLayout(self) -> None:
        self._measure()
        super().doItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.scheduleDelayedItemsLayout()

    # Keys

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            row = self._documents.row_of_page(self.current_page_id)
            self.setCurrentIndex(self._documents.index(row or 0))
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        # F2 names the document of the row here, not the one on screen as everywhere else on the desk.
        override = event.type() is QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._is_name_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.current_row(), event.key()
        if key == Qt.Key.Key_Escape:
            if self._dragging.moved:
                self._end_drag()
            elif not self.choose_one():
                self.left.emit()
        elif row is not None and self._is_name_key(event):
            self.name_asked.emit(row.document.id)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._activate(row)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self._step_aside(row, -1 if key == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    def _is_name_key(self, event: QKeyEvent) -> bool:
        return (
            self.name_key.matches(QKeySequence(event.keyCombination()))
            is QKeySequence.SequenceMatch.ExactMatch
        )

    def _step_aside(self, row: Row | None, step: int) -> None:
        """Left and right: fold and unfold on a head; to the page beside, or to the head, on a page."""
        if isinstance(row, Head):
            if row.open == (step < 0) and not self.is_rail():
                self._toggle(row.document.id)
        elif row is not None and self.is_abreast():
            at = self.currentIndex().row() + step
            if 0 <= at < len(self._documents.rows):
                self.setCurrentIndex(self._documents.index(at))
        elif row is not None and step < 0:
            self.choose((row.document.id, ""))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.keys_moved.emit()

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        plain = event.button() is Qt.MouseButton.LeftButton and not event.modifiers()
        if not plain or not index.isValid():
            super().mousePressEvent(event)
            return
        row = self._documents.rows[index.row()]
        self._pressed = (event.position(), row.key)
        if not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        elif index != self.currentIndex():
            self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.NoUpdate)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        far = (event.position() - self._pressed[0]).manhattanLength() >= QApplication.startDragDistance()
        if not self._dragging.moved and far and not self.is_rail():
            self._begin_drag()
        if self._dragging.moved:
            self._dragging.move_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            super().mouseReleaseEvent(event)
            return
        was_dragged = bool(self._dragging.moved)
        drop = self._end_drag()
        if was_dragged:
            if drop is not None:
                self.dropped.emit(drop)
            return
        row = self._documents.row_of(pressed[1])
        if row is None or not self.visualRect(self._documents.index(row)).contains(
            event.position().toPoint()
        ):
            return
        self.setCurrentIndex(self._documents.index(row))
        self._click(row, event.position())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            at = self.visualRect(self.currentIndex()).center()
        else:
            at = event.pos()
        if self.indexAt(at).isValid():
            self.menu_asked.emit(self.viewport().mapToGlobal(at))

    def _click(self, row: int, at: QPointF) -> None:
        shown, rect = self._documents.rows[row], self.visualRect(self._documents.index(row))
        if isinstance(shown, Thumb) and self._painting.again(rect, shown.page).contains(at):
            self.again_asked.emit(shown.page.id)
        else:
            self._activate(shown)

    # Dragging

    def _begin_drag(self) -> None:
        pages = [row.key for row in self.chosen_pages()]
        self._dragging.begin(pages or [(document.id, "") for document in self.chosen_documents()])

    def _drop_at(self, at: QPointF, moved: Sequence[Key]) -> Drop | None:
        rows = self._documents
        finder = DropFinder(
            rows,
            lambda row: QRectF(self.visualRect(rows.index(row))),
            self.is_abreast(),
            self.viewport().width(),
        )
        return finder.find(at, moved)

    def _end_drag(self) -> Drop | None:
        self._pressed = None
        return self._dragging.end()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._dragging.paint(QPainter(self.viewport()))

    # Inside

    def _activate(self, row: Row | None) -> None:
        if isinstance(row, Thumb):
            self.picked.emit(row.document.id, row.page.id)
        elif isinstance(row, Head) and self.is_rail() and row.document.pages:
            self.picked.emit(row.document.id, row.document.pages[0].id)
        elif isinstance(row, Head):
            self._toggle(row.document.id)

    def _toggle(self, document_id: str) -> None:
        self._keeping(lambda: self._documents.toggle(document_id))

    def _picture_came(self, page_id: str) -> None:
        self._painting.forget(page_id)
        row = self._documents.row_of_page(page_id)
        if row is not None:
            self.update(self._documents.index(row))

    def _keeping(self, change: Callable[[], None], wanted: Key | None = None) -> None:
        """Change the rows; the keys go where they are `wanted`, else they, what is chosen and the place in the list
        stay where they were."""
        current, at = self.current_row(), self.currentIndex().row()
        chosen = [self._documents.rows[index.row()].key for index in self.selectedIndexes()]
        scrolled = self.verticalScrollBar().value()
        change()
        was_kept = self.currentIndex().isValid() or current is None
        if wanted is None and was_kept:
            return
        row = self._row_for(wanted) if wanted is not None else None
        if row is None and current is not None:
            row = self._row_for(current.key)
        if row is None:
            row = min(max(at, 0), len(self._documents.rows) - 1)
        self._put_keys(row, chosen if wanted is None else [])
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(scrolled)
        if wanted is not None:
            self.scrollTo(self._documents.index(row))

    def _put_keys(self, row: int, chosen: Sequence[Key]) -> None:
        """On a row, with others chosen, without scrolling."""
        self.setAutoScroll(False)
        self.setCurrentIndex(self._documents.index(row))
        for key in chosen:
            self._choose_also(key)
        self.setAutoScroll(True)

    def _row_for(self, key: Key) -> int | None:
        """Where a row is now: a page that went to another document is found there."""
        found = self._documents.row_of(key)
        holder = self._documents.holder_of(key[1]) if found is None and key[1] else None
        if holder is None:
            return found
        self._documents.unfold(holder)
        found = self._documents.row_of((holder, key[1]))
        return self._documents.row_of((holder, "")) if found is None else found

    def _choose_also(self, key: Key) -> None:
        row = self._row_for(key)
        if row is not None:
            model = self.selectionModel()
            model.select(self._documents.index(row), model.SelectionFlag.Select)
