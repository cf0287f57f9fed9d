"""How large a picture says it is, told from its first bytes without decoding it.

The window decodes pictures that a worker made; a few bytes could else ask it for gigabytes.
"""

import struct

_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
_PNG_SIZE = struct.Struct(">II")
_JPEG = b"\xff\xd8"
_SEGMENT = struct.Struct(">BBH")
_FRAME_SIZE = struct.Struct(">BHH")
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def png_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels. Raises ValueError where it is no PNG."""
    if not data.startswith(_PNG) or len(data) < len(_PNG) + _PNG_SIZE.size:
        raise ValueError("not a PNG")
    width, height = _PNG_SIZE.unpack_from(data, len(_PNG))
    return width, height


def jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels. Raises ValueError where it is no JPEG."""
    if not data.startswith(_JPEG):
        raise ValueError("not a JPEG")
    at = len(_JPEG)
    try:
        while True:
            mark, kind, length = _SEGMENT.unpack_from(data, at)
            if mark != 0xFF or kind in (0x00, 0xFF, 0xD8, 0xD9, 0xDA) or length < 2:
                raise ValueError("not a JPEG")
            if kind in _FRAMES:
                _, height, width = _FRAME_SIZE.unpack_from(data, at + _SEGMENT.size)
                return width, height
            at += 2 + length
    except struct.error as error:
        raise ValueError("not a JPEG") from error
