"""Sets the blocks of a page on A4 paper.

The block language (each block is a mapping with one of these keys; `**bold**` works inside text):

    h: text                 a section head in the manner of the style
    r: [label, text]        a bold label run into its paragraph
    p: text                 a paragraph          b: text      a bold paragraph
    small: text             small print          c: text      a centred bold title
    kv: [[label, value]…]   label and value rows list: [text…]  numbered items
    table: {head, rows, widths}   a ruled table; widths are shares of the line
    sig: {name, role, date} a hand-written signature over printed lines
    stamp: {text, across, x, y, angle, colour, star, size}   x and y are shares of the page
    gap: points             empty space
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from workstation.demo.drawing import BLACK, Colour, Drawing, Panel, PlacedWord, Rule, Scribble, Stamp
from workstation.demo.script import Block, Document, Hospital, Style
from workstation.demo.typeface import Face, Family, advance, is_cjk

A4_POINTS = (595.0, 842.0)
LEAST_PRINT = 6.5
"""No print is set smaller, in points, however small that of its page."""
_NEVER_FIRST = "，。；：、）”》！？％,.;:)%"
_NEVER_LAST = "（“《("
_UNITS = re.compile(r"\s+|[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+")


class PageOverflowError(ValueError):
    """The blocks of a page do not fit on it: a mistake in the texts of the demo."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a style sets its page; sizes in points."""

    latin: Family
    han: Family
    size: float
    leading: float
    margin: float
    head: Literal["caps", "underlined", "boxed", "plain"]
    letterhead: Literal["rule", "centred", "band", "typed"]


SHEETS: dict[Style, Sheet] = {
    "serif": Sheet("times", "song", 11.0, 15.5, 60, "caps", "rule"),
    "sans": Sheet("helv", "hei", 10.4, 15.0, 54, "plain", "rule"),
    "band": Sheet("helv", "hei", 10.0, 14.6, 50, "boxed", "band"),
    "typed": Sheet("cour", "song", 10.0, 13.6, 56, "underlined", "typed"),
    "modern": Sheet("noto", "hei", 10.2, 15.0, 62, "plain", "rule"),
    "song": Sheet("times", "song", 12.0, 20.0, 56, "plain", "centred"),
    "hei": Sheet("noto", "hei", 11.0, 17.6, 52, "underlined", "centred"),
}


@dataclass(frozen=True, slots=True)
class _Unit:
    text: str
    bold: bool
    spaced: bool


def _units(text: str, bold: bool = False) -> list[_Unit]:
    """Cuts text into what never breaks: Latin words and single Han characters."""
    units: list[_Unit] = []
    spaced = False
    for index, part in enumerate(text.split("**")):
        for match in _UNITS.finditer(part):
            if match.group().isspace():
                spaced = True
                continue
            units.append(_Unit(match.group(), bold or index % 2 == 1, spaced))
            spaced = False
    return units


class Composer:
    """Puts blocks below each other on one page. Raises PageOverflowError when the page is full."""

    def __init__(self, sheet: Sheet, scale: float) -> None:
        self.sheet = sheet
        self.scale = scale
        self.drawing = Drawing(round(A4_POINTS[0] * scale), round(A4_POINTS[1] * scale), scale)
        self.left = sheet.margin
        self.right = A4_POINTS[0] - sheet.margin
        self.y = 48.0
        self._line = 0
        self._block = 0

    # One line of units

    def _face(self, unit: _Unit) -> Face:
        return Face(self.sheet.han if is_cjk(unit.text[0]) else self.sheet.latin, unit.bold)

    def _width(self, unit: _Unit, size: float) -> float:
        return advance(self._face(unit), unit.text, size * self.scale) / self.scale

    def _gap(self, size: float) -> float:
        return advance(Face(self.sheet.latin), " ", size * self.scale) / self.scale

    def _place(self, units: list[_Unit], x: float, baseline: float, size: float, colour: Colour) -> None:
        for index, unit in enumerate(units):
            if unit.spaced and index:
                x += self._gap(size)
            self.drawing.words.append(
                PlacedWord(
                    unit.text,
                    x * self.scale,
                    baseline * self.scale,
                    self._face(unit),
                    size * self.scale,
                    self._line,
                    self._block,
                    unit.spaced or not index,
                    colour,
                )
            )
            x += self._width(unit, size)
        self._line += 1

    def _measure(self, units: list[_Unit], size: float) -> float:
        gaps = sum(self._gap(size) for unit in units[1:] if unit.spaced)
        return gaps + sum(self._width(unit, size) for unit in units)

    def _wrap(self, units: list[_Unit], width: float, size: float) -> list[list[_Unit]]:
        lines: list[list[_Unit]] = [[]]
        used = 0.0
        for unit in units:
            step = self._width(unit, size) + (self._gap(size) if unit.spaced and lines[-1] else 0.0)
            glued = not unit.spaced and unit.text[0] in _NEVER_FIRST
            if lines[-1] and used + step > width and not glued:
                lines.append(self._carry(lines[-1], unit))
                used = self._measure(lines[-1], size)
                step = self._width(unit, size)
            lines[-1].append(unit)
            used += step
        return lines

    @staticmethod
    def _carry(line: list[_Unit], unit: _Unit) -> list[_Unit]:
        """What must go down with the unit: Latin pieces stuck to it, or an opening bracket."""
        carried: list[_Unit] = []
        while len(line) > 1 and (
            line[-1].text[-1] in _NEVER_LAST
            or not (unit.spaced or is_cjk(unit.text[0]) or is_cjk(line[-1].text[-1]))
        ):
            unit = line.pop()
            carried.insert(0, unit)
        return carried

    def text(
        self,
        text: str,
        *,
        size: float | None = None,
        bold: bool = False,
        left: float | None = None,
        right: float | None = None,
        align: Literal["left", "centre", "right"] = "left",
        colour: Colour = BLACK,
        after: float = 0.0,
    ) -> None:
        """A paragraph between `left` and `right` (points), wrapped."""
        size = max(size or self.sheet.size, LEAST_PRINT)
        left = self.left if left is None else left
        right = self.right if right is None else right
        leading = self.sheet.leading * size / self.sheet.size
        for line in self._wrap(_units(text, bold), right - left, size):
            self._advance(leading)
            slack = right - left - self._measure(line, size)
            shift = {"left": 0.0, "centre": slack / 2, "right": slack}[align]
            self._place(line, left + shift, self.y - leading * 0.25, size, colour)
        self._block += 1
        self.y += after

    def _advance(self, height: float) -> None:
        self.y += height
        if self.y > A4_POINTS[1] - 30:
            raise PageOverflowError(f"page is full at {self.y:.0f} of {A4_POINTS[1]:.0f} points")

    def rule(
        self, y: float, left: float | None = None, right: float | None = None, width: float = 0.8
    ) -> None:
        left = self.left if left is None else left
        right = self.right if right is None else right
        scale = self.scale
        self.drawing.rules.append(Rule(left * scale, y * scale, right * scale, y * scale, width * scale))

    def panel(
        self, top: float, bottom: float, colour: Colour, left: float = 0.0, right: float = A4_POINTS[0]
    ) -> None:
        scale = self.scale
        self.drawing.panels.append(Panel(left * scale, top * scale, right * scale, bottom * scale, colour))

    # Blocks

    def block(self, block: Block) -> None:
        """Sets one block; raises KeyError for a key the language does not have."""
        (kind, content), *_ = block.items()
        setters: dict[str, Callable[[Any], None]] = {
            "h": self._head,
            "r": lambda pair: self.text(f"**{pair[0]}** {pair[1]}", after=5),
            "p": lambda text: self.text(text, after=5),
            "b": lambda text: self.text(text, bold=True, after=5),
            "c": lambda text: self.text(text, bold=True, size=self.sheet.size + 3, align="centre", after=6),
            "small": lambda text: self.text(text, size=self.sheet.size - 2, after=4),
            "kv": self._rows,
            "list": self._items,
            "table": self._table,
            "sig": self._signature,
            "stamp": self._stamp,
            "gap": self._skip,
        }
        setters[kind](content)

    def _skip(self, points: float) -> None:
        self.y += points

    def _head(self, text: str) -> None:
        self.y += 5
        style = self.sheet.head
        if style == "boxed":
            self.panel(
                self.y + 2, self.y + self.sheet.leading + 3, (222, 226, 232), self.left - 4, self.right + 4
            )
        self.text(text.upper() if style == "caps" else text, bold=True, after=2)
        if style == "underlined":
            self.rule(self.y - 1, width=0.5)
            self.y += 2

    def _rows(self, rows: list[list[str]]) -> None:
        widest = max(self._measure(_units(label, True), self.sheet.size) for label, _ in rows)
        column = self.left + min(widest, 150.0)
        for label, value in rows:
            top = self.y
            self.text(label, bold=True, right=column + 1)
            below = self.y
            self.y = top
            self.text(value, left=column + 11)
            self.y = max(self.y, below)
        self.y += 5

    def _items(self, items: list[str]) -> None:
        for number, item in enumerate(items, 1):
            self.text(f"{number}. {item}", left=self.left + 10, after=1)
        self.y += 4

    def _table(self, table: dict[str, Any]) -> None:
        rows = [table["head"], *table["rows"]]
        shares = table.get("widths") or [1] * len(rows[0])
        total, width = sum(shares), self.right - self.left
        edges = [self.left + width * sum(shares[:index]) / total for index in range(len(shares) + 1)]
        top = self.y + 3
        self.rule(top, width=0.9)
        self.y = top
        for number, row in enumerate(rows):
            self._table_row([str(cell) for cell in row], edges, bold=number == 0)
            self.rule(self.y, width=0.9 if number in (0, len(rows) - 1) else 0.35)
        if table.get("grid"):
            self._verticals(edges, top)
        self.y += 7

    def _verticals(self, edges: list[float], top: float) -> None:
        for x in edges:
            scale = self.scale
            self.drawing.rules.append(Rule(x * scale, top * scale, x * scale, self.y * scale, 0.4 * scale))

    def _table_row(self, cells: list[str], edges: list[float], bold: bool) -> None:
        top, lowest = self.y, self.y
        for cell, left, right in zip(cells, edges, edges[1:], strict=False):
            self.y = top + 1.5
            if cell:
                self.text(cell, size=self.sheet.size - 0.8, bold=bold, left=left + 4, right=right - 2)
            lowest = max(lowest, self.y)
        self.y = lowest + 2.5

    def _signature(self, sign: dict[str, str]) -> None:
        self.y += 12
        scale = self.scale
        seed = sum(ord(char) for char in sign["name"])
        at_right = (self.right - 130) * scale
        self.drawing.scribbles.append(Scribble(at_right, (self.y + 14) * scale, 110 * scale, seed))
        if sign.get("date"):
            self.text(sign["date"])
        self.text(sign["name"] + (f", {sign['role']}" if sign.get("role") else ""), after=4)

    def _stamp(self, stamp: dict[str, Any]) -> None:
        colours: dict[str, Colour] = {"red": (186, 28, 36), "blue": (40, 66, 150), "violet": (104, 48, 128)}
        scale = self.scale
        self.drawing.stamps.append(
            Stamp(
                stamp.get("x", 0.76) * A4_POINTS[0] * scale,
                stamp.get("y", 0.8) * A4_POINTS[1] * scale,
                stamp.get("size", 48) * scale,
                stamp["text"],
                stamp.get("across", ""),
                stamp.get("angle", -12),
                colours[stamp.get("colour", "red")],
                bool(stamp.get("star", False)),
            )
        )


def _letterhead(composer: Composer, document: Document, hospital: Hospital) -> None:
    setters = {"rule": _ruled_head, "centred": _centred_head, "band": _band_head, "typed": _typed_head}
    setters[composer.sheet.letterhead](composer, document, hospital)


def _ruled_head(composer: Composer, document: Document, hospital: Hospital) -> None:
    top = composer.y
    composer.text(hospital.name, bold=True, size=composer.sheet.size + 4.5, right=composer.right - 118)
    composer.text(document.department, size=composer.sheet.size - 1, right=composer.right - 118)
    below = composer.y
    composer.y = top
    for line in document.right:
        composer.text(line, size=composer.sheet.size - 1.6, align="right", left=composer.right - 116)
    composer.y = max(below, composer.y) + 4
    composer.rule(composer.y, width=1.3)
    composer.y += 4


def _centred_head(composer: Composer, document: Document, hospital: Hospital) -> None:
    composer.text(hospital.name, bold=True, size=composer.sheet.size + 6, align="centre")
    composer.text(document.title, size=composer.sheet.size + 4, align="centre", after=3)
    for line in document.right:
        composer.text(line, size=composer.sheet.size - 1, align="right")
    composer.rule(composer.y + 2, width=0.9)
    composer.y += 4


def _band_head(composer: Composer, document: Document, hospital: Hospital) -> None:
    composer.y = 30
    composer.panel(24, 74, (38, 70, 112))
    white: Colour = (250, 250, 252)
    composer.text(hospital.name, bold=True, size=composer.sheet.size + 4, colour=white)
    composer.text(document.department, size=composer.sheet.size - 1, colour=white)
    composer.y = 80
    composer.text("   ".join(document.right), size=composer.sheet.size - 1.4, align="right", after=2)


def _typed_head(composer: Composer, document: Document, hospital: Hospital) -> None:
    composer.text(hospital.name.upper(), bold=True, size=composer.sheet.size + 2)
    for line in (document.department, hospital.address, hospital.contact):
        if line:
            composer.text(line)
    for line in document.right:
        composer.text(line, align="right")
    composer.rule(composer.y + 3, width=0.6)
    composer.y += 6


def _identity(composer: Composer, document: Document) -> None:
    """Name, birth date and numbers in columns under the letterhead."""
    columns = 3 if document.language == "zh" else 2
    width = (composer.right - composer.left) / columns
    rows = [document.ident[at : at + columns] for at in range(0, len(document.ident), columns)]
    for row in rows:
        top, below = composer.y, composer.y
        for index, (label, value) in enumerate(row):
            composer.y = top
            left = composer.left + index * width
            composer.text(f"**{label}** {value}", left=left, right=left + width - 4)
            below = max(below, composer.y)
        composer.y = below
    if rows:
        composer.rule(composer.y + 4, width=0.6)
        composer.y += 7


def _footer(composer: Composer, document: Document, hospital: Hospital, number: int) -> None:
    total = len(document.pages)
    counter = f"第 {number} 页 共 {total} 页" if document.language == "zh" else f"Page {number} of {total}"
    composer.y = A4_POINTS[1] - 74
    line = " · ".join(part for part in (hospital.address, hospital.contact) if part)
    size = composer.sheet.size - 3
    if hospital.boilerplate:
        composer.text(hospital.boilerplate, size=size, align="centre")
    composer.text(f"{line} · {counter}" if line else counter, size=size, align="centre")


def _set(composer: Composer, block: Block, document: Document, number: int) -> None:
    try:
        composer.block(block)
    except PageOverflowError as error:
        raise PageOverflowError(f"{document.id} page {number}, at {block}: {error}") from error


def compose(
    document: Document, number: int, hospital: Hospital, scale: float, sheet: Sheet | None = None
) -> Drawing:
    """Page `number` (from 1) of a document at `scale` pixels per point, set as its style or the `sheet` says.

    Raises PageOverflowError.
    """
    page = document.pages[number - 1]
    composer = Composer(sheet or SHEETS[document.style], scale)
    if not page.blocks:
        return composer.drawing
    if number == 1:
        _letterhead(composer, document, hospital)
        if composer.sheet.letterhead != "centred" and document.title:
            composer.text(document.title, bold=True, size=composer.sheet.size + 2, after=3)
        _identity(composer, document)
    elif document.running:
        composer.text(document.running, size=composer.sheet.size - 1.5, after=2)
        composer.rule(composer.y, width=0.5)
        composer.y += 5
    for block in page.blocks:
        _set(composer, block, document, number)
    if composer.y > A4_POINTS[1] - 74:
        raise PageOverflowError(f"{document.id} page {number}: text runs into the footer")
    _footer(composer, document, hospital, number)
    return composer.drawing
