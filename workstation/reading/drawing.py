"""Pictures of a page, asked of a worker and checked."""

from collections.abc import Sequence

from workstation.domain.geometry import Box, Quad
from workstation.reading.channel import FalseClaimError
from workstation.reading.crew import CANVAS_BYTES, Crew
from workstation.reading.encoded import png_size
from workstation.reading.pages import MAX_SIDE_PX, PixelFormat, RenderedImage
from workstation.reading.source import SourceFile
from workstation.reading.worker import Role

DRAW_SECONDS = 15.0
MAX_CROP_BYTES = 32 * 1024 * 1024
MAX_CROP_SIDE_PX = 4_000


def render(
    crew: Crew, source: SourceFile, index: int, scale: float, clip: Box | None, turn: int
) -> RenderedImage:
    request = {"task": "render", "index": index, "scale": scale, "clip": _sides(clip), "turn": turn}
    answer = crew.ask(Role.SCREEN, request, DRAW_SECONDS, source, index + 1)
    try:
        width, height = answer.whole("width", 1, MAX_SIDE_PX), answer.whole("height", 1, MAX_SIDE_PX)
        stride = answer.whole("stride", 1, 4 * MAX_SIDE_PX)
        pixels = crew.canvas.read(stride * height)
        return RenderedImage(width, height, stride, PixelFormat(answer.text("format")), pixels)
    except (FalseClaimError, ValueError) as error:
        raise crew.disbelieve(Role.SCREEN, source) from error


def crop(crew: Crew, source: SourceFile, index: int, quads: Sequence[Quad]) -> bytes:
    around = quads[0].bounds
    for quad in quads[1:]:
        around = around.union(quad.bounds)
    request = {"task": "crop", "index": index, "clip": _sides(around)}
    answer = crew.ask(Role.SCREEN, request, DRAW_SECONDS, source, index + 1)
    try:
        png = crew.canvas.read(answer.whole("length", 1, min(MAX_CROP_BYTES, CANVAS_BYTES)))
        if max(png_size(png)) > MAX_CROP_SIDE_PX:
            raise FalseClaimError("length")
    except (FalseClaimError, ValueError) as error:
        raise crew.disbelieve(Role.SCREEN, source) from error
    return png


def _sides(clip: Box | None) -> list[float]:
    return [0.0, 0.0, 1.0, 1.0] if clip is None else [clip.left, clip.top, clip.right, clip.bottom]
