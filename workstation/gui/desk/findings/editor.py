"""The one live editor of the form: a line laid over the focused row; known words are offered as one types."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from workstation.domain.fields import Field, FieldType
from workstation.domain.lexicon import Lexicon
from workstation.gui.words import language


class ValueEditor(QLineEdit):
    """`finished`: what was typed, and the step to go after it (1 next row, -1 previous, 0 stay).

    Nothing typed is ever thrown away: Esc, Tab and a click elsewhere all hand it on.
    """

    finished = Signal(str, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Value"))
        self._before = ""
        self._left = False
        self._words = QStringListModel(self)
        self._offered = QCompleter(self._words, self)
        self._offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._offered.setFilterMode(Qt.MatchFlag.MatchContains)
        self._offered.setMaxVisibleItems(9)
        self.setCompleter(self._offered)
        self.hide()

    def begin(self, rect: QRectF, name: str, text: str, words: Sequence[str], typed: str = "") -> None:
        """Open over `rect` with the text as it was typed; `typed` replaces it when a key began the edit."""
        self._before, self._left = text, False
        self._words.setStringList(list(words))
        self.setAccessibleName(name)
        self.setText(typed or text)
        self.setGeometry(rect.toRect())
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if typed:
            self.setCursorPosition(len(typed))
        else:
            self.selectAll()

    @property
    def editing(self) -> bool:
        return self.isVisible()

    @property
    def was_left(self) -> bool:
        """Whether it closed because the keys went elsewhere, where they should stay."""
        return self._left

    def drop(self) -> None:
        """Close without handing anything on: its row is gone."""
        self.blockSignals(True)
        self.finish()
        self.blockSignals(False)

    def finish(self, step: int = 0) -> None:
        """Hand on what was typed and close."""
        if not self.isVisible():
            return
        self.hide()
        self.finished.emit(self.text().strip(), step)

    @property
    def changed(self) -> bool:
        """Whether something else stands here than before."""
        return self.text().strip() != self._before

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish(1)
        elif key == Qt.Key.Key_Escape:
            self.finish(0)
        elif key == Qt.Key.Key_Down and not self._offering():
            self.finish(1)
        elif key == Qt.Key.Key_Up and not self._offering():
            self.finish(-1)
        else:
            super().keyPressEvent(event)

    def _offering(self) -> bool:
        popup = self._offered.popup()
        return popup is not None and popup.isVisible()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Tab:
                self.finish(1)
                return True
            if event.key() == Qt.Key.Key_Backtab:
                self.finish(-1)
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._left = self.isVisible()
            self.finish(0)


class Completions(QObject):
    """What can be typed for a field: its own terms, or the lexicon's names."""

    def __init__(self, lexicon: Lexicon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lexicon = lexicon

    def of(self, field: Field) -> list[str]:
        """Labels in the user's language first, then the other language's."""
        if field.type not in (FieldType.CODED, FieldType.CODED_LIST) and not field.vocabulary:
            return []
        names = [
            (term.zh, term.en) if language() == "zh" else (term.en, term.zh) for term in field.vocabulary
        ]
        names += self._names(field.vocabulary_source)
        return list(dict.fromkeys([first for first, _ in names] + [second for _, second in names]))

    def _names(self, source: str | None) -> list[tuple[str, str]]:
        lexicon, chinese = self._lexicon, language() == "zh"
        if source == "drugs":
            return [(d.zh, d.generic) if chinese else (d.generic, d.zh) for d in lexicon.drugs]
        if source == "regimens":
            return [(regimen.name, regimen.name) for regimen in lexicon.regimens]
        if source == "diagnoses":
            entities = [entry for entry in lexicon.diagnoses if entry.kind != "modifier"]
            return [(d.zh, d.en) if chinese else (d.en, d.zh) for d in entities]
        return []
