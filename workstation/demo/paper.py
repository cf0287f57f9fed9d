"""Prints a drawing on paper: a colour picture without any scanner's fault, and where each word's ink lies."""

import math

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from workstation.demo.drawing import Drawing, PlacedWord, Scribble, Stamp
from workstation.demo.typeface import Face, ink, is_cjk, raster_font, segments

PAPER = (252, 251, 248)
_INK_BLUE = (36, 48, 112)


def print_page(drawing: Drawing) -> Image.Image:
    """The page as an RGB picture of the drawing's size."""
    image = Image.new("RGB", (drawing.width, drawing.height), PAPER)
    canvas = ImageDraw.Draw(image)
    for panel in drawing.panels:
        canvas.rectangle((panel.left, panel.top, panel.right, panel.bottom), fill=panel.colour)
    for rule in drawing.rules:
        canvas.line((rule.x0, rule.y0, rule.x1, rule.y1), fill=rule.colour, width=max(1, round(rule.width)))
    for word in drawing.words:
        _print_word(canvas, word)
    for scribble in drawing.scribbles:
        canvas.line(
            _strokes(scribble), fill=_INK_BLUE, width=max(2, round(drawing.scale * 0.9)), joint="curve"
        )
    for stamp in drawing.stamps:
        image = _press(image, stamp)
    return image


def _print_word(canvas: ImageDraw.ImageDraw, word: PlacedWord) -> None:
    x = word.x
    for piece in segments(word.text, word.size):
        font = raster_font(word.face, piece.size)
        canvas.text((x, word.baseline - piece.raised), piece.text, font=font, fill=word.colour, anchor="ls")
        x += font.getlength(piece.text)


def ink_box(word: PlacedWord) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a word's ink in the pixels of the page."""
    left, top, right, bottom = ink(word.face, word.text, word.size)
    return word.x + left, word.baseline + top, word.x + right, word.baseline + bottom


def _strokes(scribble: Scribble) -> list[tuple[float, float]]:
    """A looping line that looks like a signature."""
    random = np.random.default_rng(scribble.seed)
    loops = random.uniform(5, 8)
    tall = random.uniform(0.10, 0.17) * scribble.width
    phase = random.uniform(0, 6)
    points = []
    for step in range(160):
        part = step / 159
        turn = part * loops * math.tau
        height = tall * (1 - part * 0.65) * math.sin(turn + phase) * (0.7 + 0.3 * math.sin(turn * 0.37))
        drift = scribble.width * part + 0.05 * scribble.width * math.cos(turn * 0.9)
        points.append((scribble.x + drift, scribble.y + height - 0.04 * scribble.width * part))
    return points


def _press(image: Image.Image, stamp: Stamp) -> Image.Image:
    """Presses a stamp: its ink darkens what lies under it and is patchy at the rim."""
    mask = _stamp_mask(stamp)
    place = (round(stamp.x - mask.width / 2), round(stamp.y - mask.height / 2))
    layer = Image.new("L", image.size, 0)
    layer.paste(mask, place)
    colour = Image.new("RGB", image.size, (255, 255, 255))
    colour.paste(stamp.colour, (0, 0), layer)
    return ImageChops.multiply(image, colour)


def _stamp_mask(stamp: Stamp) -> Image.Image:
    side = round(stamp.radius * 2.3)
    middle, radius = side / 2, stamp.radius
    mask = Image.new("L", (side, side), 0)
    canvas = ImageDraw.Draw(mask)
    for share, width in ((1.0, 0.045), (0.9, 0.018)):
        r = radius * share
        box = (middle - r, middle - r, middle + r, middle + r)
        canvas.ellipse(box, outline=215, width=max(2, round(radius * width)))
    _around(mask, stamp, middle, radius * 0.71)
    if stamp.star:
        canvas.polygon(_star(middle, radius * 0.26), fill=215)
    if stamp.across:
        size = _fitting_size(stamp.across, radius)
        y = middle + (radius * 0.52 if stamp.star else 0)
        font = raster_font(_stamp_face(stamp.across), size)
        canvas.text((middle, y), stamp.across, font=font, fill=215, anchor="mm")
    return _patchy(mask.rotate(stamp.angle, Image.Resampling.BICUBIC), stamp)


def _fitting_size(text: str, radius: float) -> float:
    """The size at which the middle line of a stamp stays within its ring."""
    full = radius * 0.22
    width = raster_font(_stamp_face(text), full).getlength(text)
    return full * min(1.0, radius * 1.15 / width)


def _stamp_face(text: str) -> Face:
    return Face("song", bold=True) if any(map(is_cjk, text)) else Face("times", bold=True)


def _around(mask: Image.Image, stamp: Stamp, middle: float, radius: float) -> None:
    """Sets the stamp's text along the upper arc, each letter standing on the ring."""
    size = stamp.radius * (0.27 if any(map(is_cjk, stamp.around)) else 0.21)
    font = raster_font(_stamp_face(stamp.around), size)
    cell = round(size * 1.7)
    span = min(
        300.0, len(stamp.around) * math.degrees(size * (1.25 if size > stamp.radius * 0.25 else 0.8) / radius)
    )
    for index, char in enumerate(stamp.around):
        degrees = -span / 2 + span * (index + 0.5) / len(stamp.around)
        glyph = Image.new("L", (cell, cell), 0)
        ImageDraw.Draw(glyph).text((cell / 2, cell / 2), char, font=font, fill=215, anchor="mm")
        glyph = glyph.rotate(-degrees, Image.Resampling.BICUBIC)
        angle = math.radians(degrees - 90)
        place = (middle + radius * math.cos(angle) - cell / 2, middle + radius * math.sin(angle) - cell / 2)
        corner = (round(place[0]), round(place[1]))
        under = mask.crop((*corner, corner[0] + cell, corner[1] + cell))
        mask.paste(ImageChops.lighter(under, glyph), corner)


def _star(middle: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.4
        angle = math.radians(corner * 36 - 90)
        points.append((middle + reach * math.cos(angle), middle + reach * math.sin(angle)))
    return points


def _patchy(mask: Image.Image, stamp: Stamp) -> Image.Image:
    random = np.random.default_rng(round(stamp.x + stamp.y))
    grain = random.uniform(0.35, 1.25, (14, 14)).clip(0, 1)
    patch = Image.fromarray((grain * 255).astype(np.uint8)).resize(mask.size, Image.Resampling.BICUBIC)
    return ImageChops.multiply(mask, patch).filter(ImageFilter.GaussianBlur(0.6))
