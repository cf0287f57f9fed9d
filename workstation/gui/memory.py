"""How the process takes memory from the system."""

import ctypes
import sys
from typing import Final

_MMAP_THRESHOLD, _ARENA_MAX = -3, -8  # as glibc numbers them
LARGE_BLOCK: Final = 256 * 1024
ARENAS: Final = 2


def return_large_blocks() -> None:
    """Have the C library give the memory of a picture back as soon as the picture is gone.

    Left to itself, glibc keeps blocks of up to 32 MB in heaps of each thread that ever held one. Elsewhere than on
    glibc nothing is done.
    """
    if sys.platform != "linux":
        return
    adjust = getattr(ctypes.CDLL(None), "mallopt", None)
    if adjust is not None:
        adjust(_MMAP_THRESHOLD, LARGE_BLOCK)
        adjust(_ARENA_MAX, ARENAS)
