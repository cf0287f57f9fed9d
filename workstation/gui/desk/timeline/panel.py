"""The timeline tab: the chart, and under it why it reads as it does."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.gui.desk.timeline.chart import Mark, chart_of
from workstation.gui.desk.timeline.reasons import Reasons
from workstation.gui.desk.timeline.view import TimelineView
from workstation.gui.kit.buttons import IconButton
from workstation.gui.kit.frames import Label, Panel, UprightScroll, row
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space
from workstation.messages import Catalogue
from workstation.services.views import FormView

FIELDS = {
    "diagnosis": "biopsy_sampling_date",
    "relapse": "relapse_kind",
    "episode": "episode_regimen",
    "response": "episode_best_response",
    "transplant": "transplant_date",
    "cd19": "cd19_last_dose",
}


class TimelinePanel(QWidget):
    """`source_asked`: a spot to show on the page. `field_asked`: (field id, group id) of a mark without one."""

    source_asked = Signal(object)
    field_asked = Signal(str, object)

    def __init__(self, catalogue: Catalogue, with_reasons: bool = True) -> None:
        super().__init__()
        self.view = TimelineView()
        self._count = Label("", Role.BODY, "text2")
        self._reasons = Reasons(catalogue) if with_reasons else None
        head = Panel("surface", ("bottom",))
        shrink = IconButton(self.tr("Shrink time"), "zoom-out")
        stretch = IconButton(self.tr("Stretch time"), "zoom-in")
        whole = IconButton(self.tr("Show all of it"), "fit")
        title = Label(self.tr("Therapy and relapse"), Role.BODY, "text", QFont.Weight.DemiBold)
        margins = (Space.L, Space.XS, Space.S, Space.XS)
        head.setLayout(row(title, self._count, None, shrink, stretch, whole, margins=margins))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(head)
        self._scroll = UprightScroll(self.view) if self._reasons is not None else None
        body.addWidget(
            self._scroll or self.view, 100
        )  # as high as it is before the reasons get more than their least
        if self._reasons is not None:
            body.addWidget(self._reasons, 1)
        shrink.clicked.connect(lambda: self.view.zoom(1 / 1.4))
        stretch.clicked.connect(lambda: self.view.zoom(1.4))
        whole.clicked.connect(self.view.fit)
        self.view.picked.connect(self._picked)

    def show_form(self, form: FormView) -> None:
        """Draw the facts of a form."""
        self.view.setFixedHeight(self.view.sizeHint().height())
        if self._scroll is not None:
            self._scroll.setMaximumHeight(self.view.height())
        self.view.show_chart(chart_of(form))
        total = form.facts.lines.total
        if len(total) == 1:
            self._count.setText(self.tr("%n line(s) of therapy", "", total[0]))
        elif total:
            said = self.tr("%1 or %2 lines of therapy")
            self._count.setText(said.replace("%1", str(total[0])).replace("%2", str(total[-1])))
        if self._reasons is not None:
            self._reasons.show_facts(form.facts)

    def _picked(self, mark: Mark) -> None:
        if mark.spot is not None:
            self.source_asked.emit(mark.spot)
        else:
            kind, _, group = mark.key.partition(":")
            self.field_asked.emit(FIELDS[kind], None if kind == "diagnosis" else group)
