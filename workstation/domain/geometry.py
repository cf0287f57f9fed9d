"""Places on a page, in the one page frame: fractions 0..1 of the source page, origin top left."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
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
        for name, value in zip(("x0", "y0", "x1", "y1", "x2", "y2", "x3", "y3"), astuple(self), strict=True):
            _check_fraction(name, value)

    @property
    def bounds(self) -> Box:
        """The upright box around the corners."""
        xs, ys = (self.x0, self.x1, self.x2, self.x3), (self.y0, self.y1, self.y2, self.y3)
        return Box(min(xs), min(ys), max(xs), max(ys))

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
