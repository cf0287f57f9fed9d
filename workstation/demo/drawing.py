"""A page as a list of things to draw, before paper, printer and scanner touch it.

All lengths are pixels of the page at its resolution; the origin is the top left.
"""

from dataclasses import dataclass, field

from workstation.demo.typeface import Face

Colour = tuple[int, int, int]
BLACK: Colour = (28, 28, 30)


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word where it is printed; `line`, `block` count in reading order, `spaced`: a blank before it."""

    text: str
    x: float
    baseline: float
    face: Face
    size: float
    line: int
    block: int
    spaced: bool
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Panel:
    """A filled rectangle under the text."""

    left: float
    top: float
    right: float
    bottom: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Stamp:
    """A round rubber stamp, text around the ring; it lies over the print and is no part of the text."""

    x: float
    y: float
    radius: float
    around: str
    across: str
    angle: float
    colour: Colour
    star: bool


@dataclass(frozen=True, slots=True)
class Scribble:
    """A signature by hand."""

    x: float
    y: float
    width: float
    seed: int


@dataclass(slots=True)
class Drawing:
    """What `layout` hands to `paper` or `vector`."""

    width: int
    height: int
    scale: float
    words: list[PlacedWord] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    panels: list[Panel] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    scribbles: list[Scribble] = field(default_factory=list)
