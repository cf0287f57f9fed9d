"""What a scanner, a copier, a fax machine or a telephone does to a printed page.

Every geometric fault is one projective map from the printed page to the pixels, so the place of each word
stays known exactly.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from workstation.demo.script import RecipeName

Pixels = NDArray[np.uint8]
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How strong each fault is.

    `dpi` resolution; `colour` keeps colour; `skew` degrees at most; `bend` share of the width by which
    corners wander; `blur` sigma in pixels; `noise` sigma in grey levels; `specks` dust on the page; `shade`
    strength of uneven light; `fade` how grey the ink gets (0..1); `edge` dark strip at a side; `fax` one-bit
    coarse lines; `quality` of the JPEG.
    """

    dpi: int
    colour: bool
    skew: float
    bend: float
    blur: float
    noise: float
    specks: int
    shade: float
    fade: float
    edge: bool
    fax: bool
    quality: int


RECIPES: dict[RecipeName, Recipe] = {
    "clean": Recipe(300, False, 0.12, 0.0, 0.45, 1.2, 4, 0.01, 0.0, False, False, 62),
    "office": Recipe(200, True, 0.8, 0.0, 0.40, 2.0, 25, 0.03, 0.04, True, False, 70),
    "copy": Recipe(200, False, 1.4, 0.0, 0.55, 4.0, 180, 0.05, 0.12, True, False, 66),
    "fax": Recipe(200, False, 0.6, 0.0, 0.5, 10.0, 260, 0.0, 0.0, False, True, 0),
    "phone": Recipe(190, True, 1.3, 0.022, 0.75, 3.5, 0, 0.30, 0.06, False, False, 74),
    "worn": Recipe(200, False, 1.9, 0.003, 0.75, 5.0, 120, 0.09, 0.34, True, False, 66),
}


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned page: grey or RGB pixels, or one-bit for a fax, and the map from the printed page to them."""

    pixels: Pixels
    matrix: Matrix
    one_bit: bool
    quality: int
    dpi: int


def scan_page(printed: Image.Image, recipe: Recipe, turn: int, seed: int) -> Scan:
    """Scans a printed page; same seed, same pixels. `turn`: how it lay on the glass, clockwise."""
    random = np.random.default_rng(seed)
    page = np.asarray(printed if recipe.colour else printed.convert("L"))
    matrix, size = _geometry(page.shape[1], page.shape[0], recipe, turn, random)
    desk: Any = (96, 88, 80) if recipe.bend > 0.01 and recipe.colour else (244,) * 3
    moved = np.asarray(
        cv2.warpPerspective(
            page, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=desk
        ),
        dtype=np.uint8,
    )
    light = _fade(moved, recipe).astype(np.float32)
    shade = _shade(size, recipe, random)
    np.multiply(light, shade[..., None] if light.ndim == 3 else shade, out=light)
    reach = _reach(recipe.blur)
    cv2.GaussianBlur(light, (reach, reach), recipe.blur, dst=light)
    _dust(light, recipe, random)
    light += _grain(light.shape, recipe.noise, random)
    pixels = np.clip(light, 0, 255, out=light).astype(np.uint8)
    return Scan(_fax(pixels) if recipe.fax else pixels, matrix, recipe.fax, recipe.quality, recipe.dpi)


def _reach(blur: float) -> int:
    """How many pixels wide the blur is worked out."""
    if blur < 1.0:
        return 3 if blur < 0.6 else 5
    return 2 * round(2.5 * blur) + 1


def _geometry(
    width: int, height: int, recipe: Recipe, turn: int, random: np.random.Generator
) -> tuple[Matrix, tuple[int, int]]:
    """The map from page to pixels, and the size of the picture."""
    angle = np.deg2rad(random.uniform(0.3, 1.0) * recipe.skew * random.choice([-1.0, 1.0]))
    centre = np.array([width / 2, height / 2])
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)
    spin = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    target = (corners - centre) @ spin.T * (0.965 if recipe.bend > 0.01 else 1.0) + centre
    target += random.uniform(-1, 1, (4, 2)) * recipe.bend * width
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target.astype(np.float32))
    turned = {
        0: np.eye(3),
        90: np.array([[0.0, -1.0, height], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]),
        180: np.array([[-1.0, 0.0, width], [0.0, -1.0, height], [0.0, 0.0, 1.0]]),
        270: np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, width], [0.0, 0.0, 1.0]]),
    }[turn]
    size = (height, width) if turn in (90, 270) else (width, height)
    return np.asarray(turned @ matrix, dtype=np.float64), size


def _fade(pixels: Pixels, recipe: Recipe) -> Pixels:
    """Greyer ink: every level moves towards that of pale paper."""
    if not recipe.fade:
        return pixels
    levels = np.arange(256, dtype=np.float32)
    table = (levels + (236.0 - levels) * recipe.fade).round().astype(np.uint8)
    return np.asarray(cv2.LUT(pixels, table), dtype=np.uint8)


def _shade(size: tuple[int, int], recipe: Recipe, random: np.random.Generator) -> NDArray[np.float32]:
    """Uneven light, and the dark strip beside a page that did not lie flat."""
    coarse = 1 - recipe.shade * random.uniform(0, 1, (4, 3)).astype(np.float32)
    shade = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    if recipe.edge:
        strip = max(8, round(size[0] * random.uniform(0.008, 0.022)))
        ramp = np.linspace(random.uniform(0.35, 0.7), 1, strip, dtype=np.float32)
        if random.random() < 0.5:
            shade[:, :strip] = shade[:, :strip] * ramp
        else:
            shade[:, -strip:] = shade[:, -strip:] * ramp[::-1]
    return np.asarray(shade, dtype=np.float32)


def _dust(light: NDArray[np.float32], recipe: Recipe, random: np.random.Generator) -> None:
    height, width = light.shape[:2]
    for _ in range(recipe.specks):
        x, y = int(random.integers(0, width - 4)), int(random.integers(0, height - 4))
        side = int(random.integers(1, 4))
        light[y : y + side, x : x + int(random.integers(1, 4))] *= random.uniform(0.2, 0.8)


def _grain(shape: tuple[int, ...], sigma: float, random: np.random.Generator) -> NDArray[np.float32]:
    """Sensor noise, equal in all colours; one tile repeated, since nobody sees the seam."""
    tile = random.standard_normal((733, 797), dtype=np.float32) * sigma
    repeats = (shape[0] // 733 + 1, shape[1] // 797 + 1)
    grain = np.tile(tile, repeats)[: shape[0], : shape[1]]
    return np.asarray(grain[..., None] if len(shape) == 3 else grain, dtype=np.float32)


def _fax(pixels: Pixels) -> Pixels:
    """One bit per dot; lines at three quarters of the height resolution, as a fax in fine mode."""
    height, width = pixels.shape[:2]
    coarse = cv2.resize(pixels, (width, round(height * 0.75)), interpolation=cv2.INTER_AREA)
    bits = np.where(coarse < 168, 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(bits, (width, height), interpolation=cv2.INTER_NEAREST), dtype=np.uint8)


def moved_corners(box: tuple[float, float, float, float], matrix: Matrix) -> NDArray[np.float64]:
    """The four corners (top left, top right, bottom right, bottom left as read) of a box after the map."""
    left, top, right, bottom = box
    corners = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], dtype=np.float64)
    return np.asarray(cv2.perspectiveTransform(corners, matrix)[0], dtype=np.float64)
