"""A part of the page read again: how, what it says beside what stood there, and whether to take it."""

from html import escape

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from workstation.domain.page_words import PageWord, text_of
from workstation.domain.rereading import LinePair, differing, lacking
from workstation.gui.desk.pages.floating import SHADOW, Floating
from workstation.gui.kit.buttons import IconButton, PrimaryButton, QuietButton, SecondaryButton
from workstation.gui.kit.flow import Flow
from workstation.gui.kit.frames import Label
from workstation.gui.kit.messages import announce
from workstation.gui.kit.segments import SegmentedControl
from workstation.gui.kit.theme import Role, scaled
from workstation.gui.kit.tokens import Space
from workstation.reading import Engine
from workstation.services.region import ENLARGEMENTS, RegionText, Spot, Way

WIDTH = 620
TALLEST_TABLE = 190
LOWEST_TABLE = 60
MOST_LINES = 16


class RegionCard(Floating):
    """`asked`: a `Way` to read the spot. `taken`, `cited`: the `RegionText`. `left`: Esc, or nothing to take."""

    asked = Signal(object)
    taken = Signal(object)
    cited = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.spot: Spot | None = None
        self.text: RegionText | None = None
        self._engine = SegmentedControl(
            self.tr("Engine"),
            ((Engine.TESSERACT.value, "Tesseract", ""), (Engine.RAPIDOCR.value, "RapidOCR", "")),
        )
        self._language = SegmentedControl(
            self.tr("Language"), (("eng", self.tr("English"), ""), ("chi_sim", self.tr("Chinese"), ""))
        )
        sizes = tuple((str(size), f"{size:g} ×", "") for size in ENLARGEMENTS)
        self._size = SegmentedControl(self.tr("Enlarged"), sizes)
        self._told = Label("", Role.BODY, "text2", wrap=True)
        self._table = _Table()
        self._take = PrimaryButton(self.tr("Use these words"), "check", "↵")
        self._cite = SecondaryButton(self.tr("Cite them only"), "cite")
        self._leave = QuietButton(self.tr("Leave as it is"), "", "Esc")
        self._lay_out()
        for control in (self._engine, self._language, self._size):
            control.chosen.connect(self._ask)
        self._take.clicked.connect(self.take)
        self._cite.clicked.connect(self.cite)
        self._leave.clicked.connect(self.left)

    def set_key(self, key: str) -> None:
        """The key that cites, printed on its button."""
        self._cite.set_key(key)

    def open_on(self, spot: Spot, way: Way) -> None:
        """Ask for the first reading of a spot."""
        self.spot = spot
        self._engine.choose(way.engine.value)
        self._language.choose(way.language)
        self._size.choose(str(way.enlarge))
        self.show()
        self._engine.setFocus()
        self._ask()

    def lie_at_edge(self, choice: QRectF | None) -> None:
        self._fit()
        super().lie_at_edge(choice)

    def way(self) -> Way:
        """How the spot is read now."""
        return Way(Engine(self._engine.value()), self._language.value(), float(self._size.value()))

    def show_text(self, text: RegionText) -> None:
        """The answer to `asked`."""
        self.text = text
        self._table.show_lines(text.lines[:MOST_LINES])
        said, many = "", len(text.lines) > MOST_LINES
        if many:
            said = self.tr("Draw a smaller box: at most %1 lines can be compared and used at once.")
            said = said.replace("%1", str(MOST_LINES))
        elif not text.read:
            said = self.tr("Nothing was read here. Leave it and type what you read by eye.")
        elif not text.differs:
            said = self.tr("It reads the same as what stands there.")
        self._say(said)
        same = "" if text.differs else self.tr("There is nothing new to use.")
        self._take.explain(said if many else same)
        self._cite.explain("" if text.read else self.tr("Nothing was read here."))
        self._fit()

    def show_problem(self, sentence: str) -> None:
        """Why the spot could not be read, or its words not be taken."""
        self._say(sentence)
        self._fit()

    def take(self) -> None:
        """Use the words read now, if they differ."""
        if self._take.isEnabled() and self.text is not None:
            self.taken.emit(self.text)

    def cite(self) -> None:
        """Cite the words read now, if there are some."""
        if self._cite.isEnabled() and self.text is not None:
            self.cited.emit(self.text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        self.text = None
        both = self._engine.value() == Engine.RAPIDOCR.value
        self._language.setEnabled(not both)
        self._language.setToolTip(self.tr("RapidOCR reads both languages at once.") if both else "")
        self._take.explain(self.tr("Being read…"))
        self._cite.explain(self.tr("Being read…"))
        self._table.show_lines(())
        self._say(self.tr("Being read…"))
        self._fit()
        self.asked.emit(self.way())

    def _say(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))
        if sentence and self.isVisible():
            announce(self, sentence)

    def _fit(self) -> None:
        parent = self.parentWidget()
        room = parent.width() - 2 * Space.S if parent is not None else WIDTH
        width = min(scaled(WIDTH) + 2 * SHADOW, room)
        self.setFixedWidth(width)
        inner = width - 2 * (Space.M + SHADOW)
        self._table.fit(inner, scaled(TALLEST_TABLE))
        over = self.heightForWidth(width) - (parent.height() - 2 * Space.S if parent is not None else 0)
        if parent is not None and over > 0:
            self._table.fit(inner, max(scaled(LOWEST_TABLE), self._table.height() - over))
        self.setFixedHeight(self.heightForWidth(width))

    def _lay_out(self) -> None:
        body = QVBoxLayout(self)
        margin = Space.M + SHADOW
        body.setContentsMargins(margin, Space.S + SHADOW, margin, Space.S + SHADOW)
        body.setSpacing(Space.S)
        title = Label(self.tr("Read again"), Role.BODY, "text", QFont.Weight.DemiBold)
        close = IconButton(self.tr("Leave as it is"), "close", "Esc")
        close.clicked.connect(self.left)
        body.addWidget(Flow(title, self._engine, self._language, self._size, close, last_right=True))
        body.addWidget(self._table)
        body.addWidget(self._told)
        body.addWidget(Flow(self._take, self._cite, self._leave, last_right=True))


class _Table(QScrollArea):
    """Two columns: lines as they stood and as they read now, with what differs set off by weight and a line."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(self.tr("What stood here and what is read now"))

    def show_lines(self, lines: tuple[LinePair, ...]) -> None:
        """Show these lines; none leaves the table empty and flat."""
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        if lines:
            grid.addWidget(Label(self.tr("Stands there"), Role.CAPTION, "text3"), 0, 0)
            grid.addWidget(Label(self.tr("Reads now"), Role.CAPTION, "text3"), 0, 1)
        for number, pair in enumerate(lines, 1):
            sides = zip(
                (pair.stood, pair.read), differing(pair), lacking(pair), ("text2", "text"), strict=True
            )
            for side, (words, differs, gaps, colour) in enumerate(sides):
                grid.addWidget(
                    self._line(words, differs, gaps, colour), number, side, Qt.AlignmentFlag.AlignTop
                )
        grid.setRowStretch(len(lines) + 1, 1)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)  # the scroll area has just turned it on
        self.setVisible(bool(lines))

    def _line(
        self, words: tuple[PageWord, ...], differs: frozenset[int], gaps: frozenset[int], colour: str
    ) -> Label:
        """A line with what differs from the other set off, and a blank where a word of the other is lacking."""
        parts = []
        for place, word in enumerate(words):
            parts += [GAP] if place in gaps else []
            parts.append(_set_off(escape(word.text)) if place in differs else escape(word.text))
        parts += [GAP] if words and len(words) in gaps else []
        label = Label("", Role.BODY, colour, wrap=True)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setText(" ".join(parts) or "–")
        label.setAccessibleName(text_of(words))
        other = " ".join(words[place].text for place in sorted(differs))
        told = [self.tr("differs: %1").replace("%1", other)] if differs else []
        told += [self.tr("lacks words of the other reading")] if gaps else []
        label.setAccessibleDescription("; ".join(told))
        return label

    def fit(self, width: int, tallest: int) -> None:
        """As high as its lines are at this width, up to a few; the rest is scrolled to."""
        inside = self.widget()
        high = inside.heightForWidth(width) if inside is not None else 0
        self.setFixedHeight(min(max(high, 0) + 2, tallest))


def _set_off(shown: str) -> str:
    return f"<b><u>{shown}</u></b>"


GAP = _set_off("&nbsp;" * 4)
