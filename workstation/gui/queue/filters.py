"""The filter above the table: which chips narrow, how many cases they hide."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from workstation.domain.case import CaseStatus
from workstation.gui.case_words import status_word
from workstation.gui.kit.buttons import LinkButton
from workstation.gui.kit.frames import Label, Panel, row
from workstation.gui.kit.pills import Chip
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space
from workstation.gui.queue.columns import urgency_word
from workstation.gui.queue.views_rail import view_word
from workstation.services.views import QueueFilter, QueueView, Urgency


class FilterRow(Panel):
    """`changed`: a `QueueFilter`."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", ("bottom",), parent)
        self._filter = QueueFilter()
        self._title = Label("", Role.HEADING)
        self._status = Chip(self.tr("Status"), self.tr("any"))
        self._urgency = Chip(self.tr("Urgency"), self.tr("any"))
        self._text = Chip(self.tr("Text"), "")
        self._count = Label("", Role.BODY, "text2")
        self._all = LinkButton(self.tr("Show all"))
        self.setLayout(
            row(
                self._title,
                self._status,
                self._urgency,
                self._text,
                None,
                self._count,
                self._all,
                margins=(Space.L, Space.M, Space.L, Space.M),
                spacing=Space.M,
            )
        )
        self._status.opened.connect(self._ask_status)
        self._urgency.opened.connect(self._ask_urgency)
        self._status.cleared.connect(lambda: self._set(replace(self._filter, statuses=frozenset())))
        self._urgency.cleared.connect(lambda: self._set(replace(self._filter, urgencies=frozenset())))
        self._text.cleared.connect(lambda: self._set(replace(self._filter, text="")))
        self._all.clicked.connect(self.clear)

    def show_queue(self, queue: QueueView, chosen: QueueFilter) -> None:
        """Show what is in force and what it hides."""
        self._filter = chosen
        self._title.setText(view_word(chosen.view))
        statuses = [status_word(status) for status in CaseStatus if status in chosen.statuses]
        urgencies = [urgency_word(urgency) for urgency in Urgency if urgency in chosen.urgencies]
        self._status.show_value(", ".join(statuses) or self.tr("any"), bool(statuses))
        self._urgency.show_value(", ".join(urgencies) or self.tr("any"), bool(urgencies))
        self._text.show_value(chosen.text, bool(chosen.text))
        self._text.setVisible(bool(chosen.text))
        shown = self.tr("%1 of %2 cases").replace("%1", str(len(queue.rows))).replace("%2", str(queue.total))
        hidden = self.tr("%n hidden", "", queue.hidden)
        self._count.setText(f"{shown}   {hidden}" if queue.hidden else shown)
        self._all.setVisible(self.narrows)

    @property
    def narrows(self) -> bool:
        """Whether a chip is on."""
        return bool(self._filter.statuses or self._filter.urgencies or self._filter.text)

    def clear(self) -> None:
        """Take every chip off; the view stays."""
        self._set(QueueFilter(self._filter.view, sort=self._filter.sort, descending=self._filter.descending))

    def focus_first(self) -> None:
        """Put the keys on the first chip."""
        self._status.setFocus()

    def _set(self, chosen: QueueFilter) -> None:
        self.changed.emit(chosen)

    def _ask_status(self) -> None:
        chosen = self._filter.statuses
        choices = [
            (status_word(status), status in chosen, self._toggle_status(status)) for status in CaseStatus
        ]
        self._menu(self._status, choices)

    def _toggle_status(self, status: CaseStatus) -> Callable[[], None]:
        return lambda: self._set(replace(self._filter, statuses=self._filter.statuses ^ {status}))

    def _ask_urgency(self) -> None:
        chosen = self._filter.urgencies
        choices = [(urgency_word(one), one in chosen, self._toggle_urgency(one)) for one in Urgency]
        self._menu(self._urgency, choices)

    def _toggle_urgency(self, urgency: Urgency) -> Callable[[], None]:
        return lambda: self._set(replace(self._filter, urgencies=self._filter.urgencies ^ {urgency}))

    def _menu(self, chip: Chip, choices: list[tuple[str, bool, Callable[[], None]]]) -> None:
        menu = QMenu(self)
        for word, on, act in choices:
            action = menu.addAction(word, act)
            action.setCheckable(True)
            action.setChecked(on)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))
