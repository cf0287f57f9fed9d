"""How the pages of a document are shown: brighter, with more contrast, inverted. Their pictures stay as they are."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QImage, qRgb

MOST = 100
STRONGEST = 8.0
_WHITE = 255
_BAND = 1 << 20


@dataclass(frozen=True)
class Look:
    """`brightness` and `contrast` from -100 to 100, 0 as scanned.

    Brightness lifts or lowers all of the page as it is seen; contrast then moves the ink away from the paper, so that
    grey paper is cleared by the one and faint ink strengthened by the other. An inverted page has black paper.
    """

    brightness: int = 0
    contrast: int = 0
    inverted: bool = False

    @property
    def is_plain(self) -> bool:
        """As scanned."""
        return self == Look()

    def table(self) -> bytes:
        """The shade shown for each of the 256 shades of the picture."""
        return _table(self)


@lru_cache(8)
def _table(look: Look) -> bytes:
    lift = look.brightness * _WHITE / (2 * MOST)
    strength = STRONGEST ** (look.contrast / MOST)
    if look.inverted:
        shades = [max(_WHITE - shade + lift, 0) * strength for shade in range(_WHITE + 1)]
    else:
        shades = [_WHITE - (_WHITE - min(shade + lift, _WHITE)) * strength for shade in range(_WHITE + 1)]
    return bytes(round(min(max(shade, 0), _WHITE)) for shade in shades)


def is_quick(image: QImage) -> bool:
    """Whether `looked` takes no longer than a copy: a grey picture gets other colours for its shades."""
    return image.format() == QImage.Format.Format_Grayscale8


def looked(image: QImage, look: Look) -> QImage:
    """A Grayscale8 or RGB888 picture as it looks; the one given is not changed."""
    table = look.table()
    if is_quick(image):
        shown = QImage(image)
        shown.reinterpretAsFormat(QImage.Format.Format_Indexed8)
        shown.setColorTable([qRgb(shade, shade, shade) for shade in table])
        return shown
    pixels = image.constBits()
    # Band by band: each is one call that no other thread can interrupt.
    bands = (bytes(pixels[at : at + _BAND]).translate(table) for at in range(0, len(pixels), _BAND))
    size = image.width(), image.height(), image.bytesPerLine()
    return QImage(b"".join(bands), *size, QImage.Format.Format_RGB888).copy()
