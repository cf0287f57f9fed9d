"""The line above the page: what makes the page on screen hard to read and what can be done about it, or that it names
another patient."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from workstation.gui.kit.buttons import Button, SecondaryButton
from workstation.gui.kit.frames import Label, Panel, row
from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.messages import announce
from workstation.gui.kit.theme import Role, scaled, tokens
from workstation.gui.kit.tokens import Space
from workstation.reading import Condition
from workstation.services.views import PageState, PageView

NOTE_HEIGHT = 40
SENTENCE_WIDTH = 320
LEFT = Space.M + 24
HARD = (Condition.CUT_OFF, Condition.GLARE, Condition.TOO_SMALL, Condition.FAINT, Condition.POOR)


class PageNote(Panel):
    """`taken_back`: the page is not reviewed by eye after all. The other buttons do what their actions do.

    It has room of its own while any page of the document has something to say, so that nothing jumps on the way
    from page to page.
    """

    taken_back = Signal()

    def __init__(
        self, again: QAction, part: QAction, by_eye: QAction, loose: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__("bg", ("bottom",), parent)
        self._icon = ""
        self._others: Mapping[str, str] = {}
        self._left_out: Collection[str] = ()
        self._sentence = Label("", Role.BODY, "text2", wrap=True)
        self._again = _button(again, "again")
        self._part = _button(part, "box-select")
        self._by_eye = _button(by_eye, "by-eye")
        self._take_back = SecondaryButton(self.tr("Not by eye"), "undo")
        self._take_back.clicked.connect(self.taken_back)
        self._loose = _button(loose, "link")
        self._loose_name = loose.text()
        self._buttons = (self._again, self._part, self._by_eye, self._take_back, self._loose)
        line = row(self._sentence, *self._buttons, spacing=Space.S, margins=(LEFT, 0, Space.S, 0))
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()

    def name_others(self, others: Mapping[str, str]) -> None:
        """The sentences of the pages that name another patient, by page; for when a page is shown next."""
        self._others = others

    def leave_out(self, page_ids: Collection[str]) -> None:
        """Pages of which it is said elsewhere what is wrong; for when a page is shown next."""
        self._left_out = page_ids

    def _has_to_say(self, page: PageView) -> bool:
        return page.id in self._others or (is_noted(page) and page.id not in self._left_out)

    def show_page(self, page: PageView | None, pages: Sequence[PageView], problem: str, loose: int) -> None:
        """The page in the middle of the window among the pages of its document; `problem`: why it could not be
        read, `loose`: how much of the case no longer fits what is read."""
        noted = [each for each in pages if self._has_to_say(each)]
        self.setVisible(bool(noted) or loose > 0)
        if page is None:
            return
        icon, sentence = self._say(page, problem)
        numbers = ", ".join(str(each.number) for each in noted if _is_open(each) or each.id in self._others)
        if not sentence and numbers:
            sentence = self.tr("Also to be looked at in this document: page %1").replace("%1", numbers)
        if sentence != self._sentence.text() and icon and self.isVisible():
            announce(self, sentence)
        self._icon = icon
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self._show_buttons(page, loose)
        self._fit()
        self.update()

    def text(self) -> str:
        """The sentence shown."""
        return self._sentence.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """As high as the sentence is beside the buttons, which show their icons alone where it has little room."""
        shown = [button for button in self._buttons if not button.isHidden()]
        for compact in (False, True):
            for button in shown:
                button.set_compact(compact)
            taken = sum(button.sizeHint().width() + Space.S for button in shown)
            room = self.width() - LEFT - Space.S - taken
            if room >= scaled(SENTENCE_WIDTH):
                break
        words = self._sentence.heightForWidth(max(room, 1)) if self._sentence.text() else 0
        self.setFixedHeight(max(scaled(NOTE_HEIGHT), words + 2 * Space.S))

    def _show_buttons(self, page: PageView, loose: int) -> None:
        failed = page.state is PageState.FAILED and page.id not in self._left_out
        self._again.setVisible(failed)
        self._part.setVisible(_is_open(page) and page.state is not PageState.FAILED)
        self._by_eye.setVisible(_is_open(page) and page.id not in self._left_out)
        self._take_back.setVisible(page.state is PageState.BY_EYE)
        self._loose.setText(f"{self._loose_name}: {loose}")
        self._loose.setVisible(loose > 0)

    def _say(self, page: PageView, problem: str) -> tuple[str, str]:
        if page.id in self._others:
            return "conflict", self._others[page.id]
        if page.id in self._left_out:
            return "", ""
        if page.state is PageState.FAILED:
            return "warning", problem
        if page.state is PageState.BY_EYE and page.by_eye is not None:
            said = self.tr("Unreadable, reviewed by eye: %1. Draw a box and type what you read.")
            return "by-eye", said.replace("%1", page.by_eye.name)
        if page.state is not PageState.READ:
            return "", ""
        said = self._conditions(page)
        return (_condition(page) if said else ""), said

    def _conditions(self, page: PageView) -> str:
        if Condition.BLANK in page.conditions:
            return self.tr("This page looks blank. What is written here all the same is read by eye.")
        words = self._words()
        found = [words[condition] for condition in HARD if condition in page.conditions]
        if found:
            told = self.tr(" and ").join(found)
            return self.tr("This page %1: check what was read").replace("%1", told)
        if Condition.SPREAD in page.conditions:
            return self.tr("Two pages lie side by side here; each was read by itself.")
        return ""

    def _words(self) -> dict[Condition, str]:
        return {
            Condition.CUT_OFF: self.tr("is cut off"),
            Condition.GLARE: self.tr("has glare"),
            Condition.TOO_SMALL: self.tr("is in very small print"),
            Condition.FAINT: self.tr("is faint"),
            Condition.POOR: self.tr("was read with doubt"),
        }

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._icon:
            painter = QPainter(self)
            t = tokens()
            ink = {"warning": t.borderline, "conflict": t.conflict}.get(self._icon, t.text2)
            spot = QRectF(Space.M, (self.height() - 16) / 2, 16, 16)
            paint_icon(painter, spot, self._icon, QColor(ink))


def is_noted(page: PageView) -> bool:
    """Whether there is something to say of how a page can be read."""
    return page.state in (PageState.FAILED, PageState.BY_EYE) or (
        page.state is PageState.READ and bool(page.conditions)
    )


def _is_open(page: PageView) -> bool:
    """Whether it is hard to read and nobody has dealt with that."""
    return is_noted(page) and page.state is not PageState.BY_EYE and not _only_spread(page)


def _only_spread(page: PageView) -> bool:
    return set(page.conditions) == {Condition.SPREAD.value}


def _condition(page: PageView) -> str:
    return "document" if _only_spread(page) or Condition.BLANK in page.conditions else "warning"


def _button(action: QAction, icon: str) -> Button:
    button = SecondaryButton("", icon)
    button.follow(action)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
