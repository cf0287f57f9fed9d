"""Pixels on their way out of a worker: written into the memory that the application made and sized."""

import mmap
from typing import Any

from PIL import Image


def write_pixels(canvas: mmap.mmap, image: Image.Image) -> dict[str, Any]:
    """The picture on the canvas, rows of a multiple of 4 bytes; what the application needs to read it."""
    depth = 1 if image.mode == "L" else 3
    stride = (image.width * depth + 3) // 4 * 4
    canvas[: stride * image.height] = image.tobytes("raw", image.mode, stride, 1)
    form = "grey8" if depth == 1 else "rgb888"
    return {"width": image.width, "height": image.height, "stride": stride, "format": form}
