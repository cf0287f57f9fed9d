"""The left side: how far the looking is, the list of points, the discussion under it."""

from PySide6.QtWidgets import QVBoxLayout

from workstation.gui.kit.frames import Label, Panel, Rule
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space
from workstation.gui.screen import Session
from workstation.gui.signoff.attention_list import AttentionList
from workstation.gui.signoff.discussion import DiscussionBox
from workstation.services.views import SignoffView


class PointsSide(Panel):
    """Points and discussion."""

    def __init__(self, session: Session) -> None:
        super().__init__("surface", ("right",))
        self.list = AttentionList()
        self.discussion = DiscussionBox(session)
        self.progress = Label("", Role.BODY, "text2", wrap=True)
        head = QVBoxLayout()
        head.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        head.setSpacing(2)
        head.addWidget(Label(self.tr("Look at these first"), Role.TITLE))
        head.addWidget(self.progress)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 1, 0)
        self._body.setSpacing(0)
        self._body.addLayout(head)
        self._body.addWidget(Rule())
        self._body.addWidget(self.list)
        self._body.addWidget(self.discussion, 1)
        self.list.arranged.connect(self._fit)

    def show_view(self, view: SignoffView) -> None:
        """The points of a version."""
        self.list.show_view(view)

    def show_seen(self, seen: frozenset[str], checked: int, points: int, facts: int) -> None:
        """Tick what was looked at and say how far it is."""
        self.list.show_seen(seen)
        done = self.tr("%1 of %2 checked.").replace("%1", str(checked)).replace("%2", str(points))
        rest = self.tr("Then %n undisputed facts.", "", facts)
        self.progress.setText(f"{done} {rest}" if points else rest)

    def _fit(self) -> None:
        """The list is as high as its lines, so that the discussion stands right under it."""
        self.list.setMaximumHeight(self.list.height_wish() + 1)
