"""Pixels of the page worker as images."""

from PySide6.QtGui import QImage

from workstation.reading import PixelFormat, RenderedImage

_FORMATS = {
    PixelFormat.GREY8: QImage.Format.Format_Grayscale8,
    PixelFormat.RGB888: QImage.Format.Format_RGB888,
}


def image_of(rendered: RenderedImage) -> QImage:
    """The pixels as an image of its own, on whatever thread this is called."""
    size = rendered.width, rendered.height, rendered.stride
    return QImage(rendered.pixels, *size, _FORMATS[rendered.format]).copy()
