"""Page as text: a plain pane below the page with its lines, for keys, for screen readers and for bad scans."""

from typing import Final

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QVBoxLayout

from workstation.gui.desk.pages.accessible_page import PageNews, expose_pages
from workstation.gui.desk.pages.canvas import PageCanvas
from workstation.gui.desk.pages.open_case import OpenCase
from workstation.gui.desk.pages.page_lines import Span
from workstation.gui.desk.pages.selection import copied_text
from workstation.gui.desk.pages.spoken_page import SpokenPage
from workstation.gui.kit.buttons import IconButton
from workstation.gui.kit.frames import Label, Panel, row
from workstation.gui.kit.keymap import Keymap
from workstation.gui.kit.theme import Role, role_font, tokens
from workstation.gui.kit.tokens import Space

_OWN: Final = frozenset({"page.select_all", "page.copy", "page.down", "page.up", "page.first", "page.last"})
"""What the keys of a text do by themselves; every other action of the page acts in its text too."""


class PageText(Panel):
    """Below the canvas whose page it tells; hidden until it is asked for. It follows the page on screen."""

    def __init__(self, canvas: PageCanvas, case: OpenCase, keymap: Keymap) -> None:
        super().__init__("surface", ("top",))
        expose_pages()
        self._canvas = canvas
        self.spoken = SpokenPage(canvas, case)
        PageNews(self.spoken)
        self.lines = TextLines(self.spoken)
        self.lines.addActions([each for each in canvas.actions() if each.objectName() not in _OWN])
        self._name = Label("", Role.CAPTION, "text2")
        close = IconButton(self.tr("Close the text"), "close", keymap.shown("page.as_text"))
        body = QVBoxLayout(self)
        body.setContentsMargins(Space.M, Space.XS, Space.S, Space.S)
        body.setSpacing(Space.XS)
        body.addLayout(row(self._name, None, close))
        body.addWidget(self.lines, 1)
        close.clicked.connect(self.toggle)
        self.lines.left.connect(self.toggle)
        self.lines.page_asked.connect(self._step_page)
        self.spoken.changed.connect(self._name_page)
        self.hide()

    def toggle(self) -> None:
        """Show the text of the page on screen, with the keys in it; or no more, with the keys on the page."""
        if self.isHidden():
            self._name_page()
            self.show()
            self.lines.take()
            self.lines.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.hide()
            self._canvas.setFocus()

    def _step_page(self, step: int) -> None:
        at = self._canvas.current + step
        if 0 <= at < len(self._canvas.pages):
            self.lines.enter_page(step)
            self._canvas.go_to_page(at + 1)

    def _name_page(self) -> None:
        said = self.tr("Page as text: %1").replace("%1", self.spoken.name)
        self._name.setText(said)
        self.lines.setAccessibleName(said)


class TextLines(QPlainTextEdit):
    """The lines themselves: read-only with a caret; what is selected is chosen on the page. Down past the last line
    leads to the next page."""

    page_asked = Signal(int)
    left = Signal()

    _BEYOND: Final = {
        Qt.Key.Key_Down: 1,
        Qt.Key.Key_PageDown: 1,
        Qt.Key.Key_Up: -1,
        Qt.Key.Key_PageUp: -1,
    }

    def __init__(self, spoken: SpokenPage) -> None:
        super().__init__()
        self._spoken = spoken
        self._follows = False
        self._enters = 0
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(role_font(Role.BODY))
        spoken.changed.connect(self.take)
        spoken.canvas.chosen.connect(self._follow)
        self.selectionChanged.connect(self._choose)

    def take(self) -> None:
        """Show what is told of the page on screen; the caret stays where the page stays."""
        if not self.isVisible():
            return
        lines = self._spoken.lines
        text = lines.text or self._spoken.why_empty()
        caret = self.textCursor().position()
        self._follows = True
        if text != self.toPlainText():
            self.setPlainText(text)
            at = {1: 0, -1: len(text)}.get(self._enters, min(caret, len(text)))
            self._put(at, at)
        self._enters = 0
        self._follows = False
        self._show_marks()
        self._follow()

    def enter_page(self, step: int) -> None:
        """The next page is coming: the caret begins at its head, or at its foot on the way back."""
        self._enters = step

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._BEYOND.get(Qt.Key(event.key()), 0)
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif step and plain and self._is_at_end(step):
            self.page_asked.emit(step)
        else:
            super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied is the words, with the page they stand on, and nothing that was only told."""
        cursor, lines = self.textCursor(), self._spoken.lines
        words = lines.words_in(cursor.selectionStart(), cursor.selectionEnd())
        data = QMimeData()
        if words is not None:
            data.setText(f"{copied_text(lines.words[words[0] : words[1] + 1])} [{self._spoken.name}]")
        return data

    # Inside

    def _escape(self) -> None:
        if self.textCursor().hasSelection():
            self._spoken.canvas.clear_choice()
            at = self.textCursor().position()
            self._put(at, at)
        else:
            self.left.emit()

    def _is_at_end(self, step: int) -> bool:
        moved = self.textCursor()
        way = QTextCursor.MoveOperation.Down if step > 0 else QTextCursor.MoveOperation.Up
        return not moved.movePosition(way)

    def _choose(self) -> None:
        """What is selected here is chosen on the page, ready to be cited or corrected."""
        cursor = self.textCursor()
        if self._follows or not self.hasFocus():
            return
        self._follows = True
        if cursor.hasSelection():
            self._spoken.choose(cursor.selectionStart(), cursor.selectionEnd())
        else:
            self._spoken.canvas.clear_choice()
        self._follows = False

    def _follow(self, _chosen: object = None) -> None:
        """What is chosen on the page is selected here."""
        span = self._spoken.chosen()
        if self._follows or span is None or not self.isVisible():
            return
        self._follows = True
        self._put(*span)
        self.ensureCursorVisible()
        self._follows = False

    def _put(self, anchor: int, at: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(at, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _show_marks(self) -> None:
        lines, t = self._spoken.lines, tokens()
        doubt = QTextCharFormat()
        doubt.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        doubt.setUnderlineColor(QColor(t.borderline))
        quiet = QTextCharFormat()
        quiet.setForeground(QColor(t.text3))
        doubtful = [span for span, word in zip(lines.spans, lines.words, strict=True) if word.is_doubtful]
        self.setExtraSelections(
            [self._mark(span, doubt) for span in doubtful] + [self._mark(span, quiet) for span in lines.notes]
        )

    def _mark(self, span: Span, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(span[0])
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        mark.cursor, mark.format = cursor, look
        return mark
