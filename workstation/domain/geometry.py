"""Places on a page, in the one page frame: fractions 0..1 of the source page, origin top left."""

from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass
from typing import Self

MILLIONTHS = 1_000_000


def _check_fraction(name: str, value: float) -> None:
    if not 0.0 <= value <= 1.0:
        raise ValueError(f"{name} must be within 0..1 of the page, got {value!r}")


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle; left <= right and top <= bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        for name in ("left", "top", "right", "bottom"):
            _check_fraction(name, getattr(self, name))
        if self.left > self.right or self.top > self.bottom:
            raise ValueError(f"box is turned inside out: {self}")

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return self.width * self.height

    def contains(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def union(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def intersection(self, other: "Box") -> "Box | None":
        """What both cover, or None where they do not meet."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Box(left, top, right, bottom) if left <= right and top <= bottom else None

    def overlap(self, other: "Box") -> float:
        """Intersection over union, 0..1; 0 for two boxes without area."""
        shared = self.intersection(other)
        if shared is None:
            return 0.0
        whole = self.area + other.area - shared.area
        return shared.area / whole if whole > 0 else 0.0

    def to_json(self) -> list[int]:
        return [round(value * MILLIONTHS) for value in astuple(self)]

    @classmethod
    def from_json(cls, data: Sequence[int]) -> Self:
        if len(data) != 4:
            raise ValueError(f"a box has 4 numbers, got {len(data)}")
        return cls(*(value / MILLIONTHS for value in data))


@dataclass(frozen=True, slots=True)
class Quad:
    """The four corners of a word as it was read: top left, top right, bottom right, bottom left of the
    word.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    x2: float
    y2: float
    x3: float
    y3: float

    def __post_init__(self) -> None:
        if not all(0.0 <= value <= 1.0 for corner in self.corners for value in corner):
            for name, value in asdict(self).items():
                _check_fraction(name, value)

    @property
    def bounds(self) -> Box:
        """The upright box around the corners."""
        xs, ys = (self.x0, self.x1, self.x2, self.x3), (self.y0, self.y1, self.y2, self.y3)
        return Box(min(xs), min(ys), max(xs), max(ys))

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1 + self.x2 + self.x3) / 4, (self.y0 + self.y1 + self.y2 + self.y3) / 4

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        return (self.x0, self.y0), (self.x1, self.y1), (self.x2, self.y2), (self.x3, self.y3)

    def holds(self, x: float, y: float) -> bool:
        """Whether a place lies in the quad or on its edge."""
        sides = _sides(self.corners, x, y)
        return any(sides) and (min(sides) >= 0.0 or max(sides) <= 0.0)

    def overlap(self, other: "Quad") -> float:
        """Intersection over union, 0..1; 0 where one of them has no area. Both are taken as convex."""
        mine, theirs = _area(self.corners), _area(other.corners)
        if mine <= 0.0 or theirs <= 0.0:
            return 0.0
        shared = _area(_clipped(_clockwise(self.corners), _clockwise(other.corners)))
        return min(1.0, shared / (mine + theirs - shared))

    def part(self, start: float, end: float) -> "Quad":
        """The stretch from `start` to `end` (0..1) along the word."""
        return Quad(
            *_between(self, start, top=True),
            *_between(self, end, top=True),
            *_between(self, end, top=False),
            *_between(self, start, top=False),
        )

    def along(self, x: float, y: float) -> float:
        """How far along the word a place lies, from its first corner: 0 at its begin, 1 at its end; beyond them too."""
        across, down = self.x1 - self.x0, self.y1 - self.y0
        length = across * across + down * down
        return ((x - self.x0) * across + (y - self.y0) * down) / length if length else 0.0

    def off(self, x: float, y: float) -> float:
        """How far above or below the word, carried on as it leans, a place lies; 0 between its upper and lower edge."""
        share = self.along(x, y)
        top = self.y0 + share * (self.y1 - self.y0)
        bottom = self.y3 + share * (self.y2 - self.y3)
        return max(min(top, bottom) - y, 0.0, y - max(top, bottom))

    @classmethod
    def of(cls, box: Box) -> Self:
        return cls(box.left, box.top, box.right, box.top, box.right, box.bottom, box.left, box.bottom)

    def to_json(self) -> list[int]:
        """Eight integers, millionths of the page, in the order of the fields."""
        return [round(value * MILLIONTHS) for value in astuple(self)]

    @classmethod
    def from_json(cls, data: Sequence[int]) -> Self:
        if len(data) != 8:
            raise ValueError(f"a quad has 8 numbers, got {len(data)}")
        return cls(*(value / MILLIONTHS for value in data))


Point = tuple[float, float]


def _between(quad: Quad, share: float, *, top: bool) -> Point:
    (left, high), (right, low) = (
        (quad.corners[0], quad.corners[1]) if top else (quad.corners[3], quad.corners[2])
    )
    x, y = left + share * (right - left), high + share * (low - high)
    return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)


def _sides(corners: Sequence[Point], x: float, y: float) -> list[float]:
    """For each edge, on which side of it a place lies: above 0 within a polygon that runs clockwise."""
    edges = zip(corners, (*corners[1:], corners[0]), strict=True)
    return [(x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) for (x0, y0), (x1, y1) in edges]


def _signed_area(corners: Sequence[Point]) -> float:
    edges = zip(corners, (*corners[1:], *corners[:1]), strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in edges) / 2


def _area(corners: Sequence[Point]) -> float:
    return abs(_signed_area(corners))


def _clockwise(corners: Sequence[Point]) -> Sequence[Point]:
    """In the order in which the page's axes turn: right, then down."""
    return corners if _signed_area(corners) >= 0.0 else tuple(reversed(corners))


def _clipped(corners: Sequence[Point], by: Sequence[Point]) -> list[Point]:
    """What of one convex polygon lies within another (Sutherland and Hodgman); both run clockwise."""
    left = list(corners)
    for (x0, y0), (x1, y1) in zip(by, (*by[1:], by[0]), strict=True):
        before, left = left, []
        for one, other in zip(before, (*before[1:], *before[:1]), strict=True):
            here = (x1 - x0) * (one[1] - y0) - (y1 - y0) * (one[0] - x0)
            there = (x1 - x0) * (other[1] - y0) - (y1 - y0) * (other[0] - x0)
            if here >= 0.0:
                left.append(one)
            if (here < 0.0) != (there < 0.0):
                share = here / (here - there)
                left.append((one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])))
    return left
