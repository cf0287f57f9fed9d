"""Every component of the kit on one sheet, for looking at and for the tests that draw it. Not shipped."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton, QVBoxLayout, QWidget

from workstation.gui.kit import icons
from workstation.gui.kit.bars import AppBar, StatusBar
from workstation.gui.kit.buttons import (
    Button,
    IconButton,
    LinkButton,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
)
from workstation.gui.kit.current import Role, tokens
from workstation.gui.kit.fields import Choice, LineField, PasswordField, SearchField, TextArea
from workstation.gui.kit.frames import Card, ElidedLabel, Label, Panel, SectionHead, Splitter, column, row
from workstation.gui.kit.messages import EmptyState, InlineMessage
from workstation.gui.kit.pills import (
    Avatar,
    Chip,
    EvidencePill,
    KeyHint,
    Pill,
    StatePill,
    StatusLabel,
)
from workstation.gui.kit.segments import SegmentedControl
from workstation.gui.kit.tabs import Tab, TabRow
from workstation.gui.kit.tokens import State

WORDS = {
    State.MET: "Met",
    State.NOT_MET: "Not met",
    State.UNKNOWN: "Unknown: not tested",
    State.BORDERLINE: "Borderline",
    State.CONFLICT: "Conflict",
    State.DISCUSSION: "Needs discussion",
    State.CONFIRMED: "Confirmed",
}


class Icons(QWidget):
    """The whole icon set at 16 px."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(64)
        self.setAccessibleName("icons")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for at, name in enumerate((*icons.NAMES, *icons.SHAPES)):
            spot = QRectF(4 + at % 24 * 28, 4 + at // 24 * 28, 16, 16)
            icons.paint_icon(painter, spot, name, QColor(tokens().text2))


class Gallery(QWidget):
    """Bars above and below, controls left, messages and cards right."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("gallery")
        self.setAutoFillBackground(True)
        self.app_bar = _app_bar()
        self.status_bar = _status_bar()
        self.splitter = Splitter()
        self.splitter.addWidget(_controls())
        self.splitter.addWidget(_messages())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.app_bar)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.status_bar)
        self.splitter.setSizes([700, 500])


def _app_bar() -> AppBar:
    bar = AppBar()
    bar.show_case("Wren, Adela", "61 F · born 12 Apr 1965 · LY-0147", "In review", "edit")
    bar.show_place("1 of 17 in All open", False, True)
    bar.set_actions(
        (SecondaryButton("Request documents", "comment", "Ctrl R"),),
        PrimaryButton("Submit…", "sign"),
    )
    bar.show_user("MK", "M. Keller")
    return bar


def _status_bar() -> StatusBar:
    bar = StatusBar()
    bar.show_saved("Saved 10:42")
    bar.show_pages("22 of 31 pages seen")
    bar.show_reading("Page 1 read by engine 1, 97 % sure, 2 doubtful words")
    return bar


def _disabled(button: Button) -> Button:
    button.explain("Only a supervisor signs")
    return button


def _controls() -> QWidget:
    panel = Panel("surface")
    checked = QCheckBox("I have read the assessment and the open points")
    checked.setChecked(True)
    radio = QRadioButton("27 Mar 2026")
    radio.setChecked(True)
    segments = SegmentedControl(
        "Your assessment",
        (("a", "Appears to match", "met"), ("b", "Does not", ""), ("c", "Information missing", "")),
    )
    segments.choose("a")
    choice = Choice("Meaning")
    choice.addItems(["Approval of the assessment", "Authorship"])
    states = [StatePill(state, word) for state, word in WORDS.items()]
    body = column(
        row(
            PrimaryButton("Accept", "check", "A"),
            SecondaryButton("Edit", "edit", "E"),
            SecondaryButton("Reject", "close", "R"),
            QuietButton("Skip", "", "S"),
            None,
        ),
        row(
            IconButton("Filter", "filter"),
            IconButton("Add", "plus"),
            IconButton("Fit", "fit"),
            LinkButton("Show all"),
            _disabled(PrimaryButton("Sign as Helena Roth", "", "↵")),
            _disabled(SecondaryButton("Comment", "comment")),
            None,
        ),
        row(*states[:4], None),
        row(*states[4:], None),
        row(
            Pill("In review", "edit"),
            EvidencePill("Path p 1", 2),
            EvidencePill("2 docs", icon_name="not-found"),
            KeyHint("Ctrl K"),
            Avatar("MK", "M. Keller", own=True),
            Avatar("HR", "H. Roth"),
            StatusLabel("clock", "Waiting for documents"),
            None,
        ),
        row(Chip("Status", "not signed", True), Chip("Urgency", "any"), Chip("Owner", "anyone"), None),
        SearchField("Search all pages, notes and findings", "Ctrl K"),
        row(LineField("Value", "Value"), PasswordField("Password"), choice),
        segments,
        row(checked, None),
        row(radio, QRadioButton("Apr 2026"), None),
        Icons(),
        TextArea("Rationale", "Why, in your own words"),
        spacing=12,
        margins=(16, 16, 16, 16),
    )
    panel.setLayout(body)
    return panel


def _messages() -> QWidget:
    panel = Panel("bg")
    tabs = TabRow(
        "Record",
        (Tab("f", "Findings", 31), Tab("t", "Timeline"), Tab("s", "Suitability", 3), Tab("h", "History")),
    )
    card = Card(dashed=True)
    card.body.addWidget(Label("Ki-67  80 %", Role.TITLE))
    card.body.addWidget(
        Label("Read as “8O”, taken as 80. Please check the digit.", Role.CAPTION, "text2", wrap=True)
    )
    plain = Card()
    plain.body.addWidget(Label("Decisive facts", Role.TITLE))
    plain.body.addWidget(
        ElidedLabel("DLBCL, NOS, non-germinal centre, excision biopsy of a left inguinal lymph node")
    )
    conflict = InlineMessage("problem", "Not saved: the disk is full. What you typed is kept here.")
    conflict.add_action("Try again")
    notes = (
        conflict,
        InlineMessage("warning", "31 Feb 2026 is not a date. Kept as written, not used."),
        InlineMessage("note", "HR has had this case open since 10:12. You can read and comment."),
        InlineMessage("good", "Read back and verified."),
    )
    body = column(
        *notes,
        card,
        plain,
        EmptyState("Nothing has been added yet. Drop files here or press Ctrl+O.", "Add documents", "Ctrl O"),
        spacing=12,
        margins=(16, 12, 16, 12),
    )
    outer = column(tabs, SectionHead("Disease", "12 of 14"), spacing=0)
    outer.addLayout(body, 1)
    panel.setLayout(outer)
    panel.setMinimumWidth(360)
    return panel


def all_focusable(root: QWidget) -> list[QWidget]:
    """The controls Tab reaches."""
    tab = Qt.FocusPolicy.TabFocus
    return [w for w in root.findChildren(QWidget) if w.focusPolicy() & tab and w.isVisibleTo(root)]
