"""HEIC and HEIF, as phones take photographs, through the libheif that comes with pillow-heif.

Its own plugin for Pillow cannot be used: the HEVC decoder starts a thread unless it is asked for fewer than
none, which the plugin has no word for, and a page worker may start no thread. So the few calls of libheif that
a picture needs are made here. Turned and mirrored as the file says (irot, imir); EXIF's orientation only
repeats that and is not looked at. Only inside a page worker.
"""

import ctypes
import weakref
from collections.abc import Iterator
from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_ubyte, c_uint32, c_void_p
from pathlib import Path
from typing import Any

import pillow_heif
from PIL import Image, ImageFile

FORMAT = "HEIC"
_NO_THREADS = -1
_OUT_OF_MEMORY = 6
_RGB_COLOURS = 1
_INTERLEAVED = {"RGB": 10, "RGBA": 11}
_INTERLEAVED_CHANNEL = 10
_VERSION_WITH_THREADS = 8
_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


class _Outcome(ctypes.Structure):
    _fields_ = (("code", c_int), ("subcode", c_int), ("message", c_char_p))


class _ColourConversion(ctypes.Structure):
    _fields_ = (("version", c_ubyte), ("down", c_int), ("up", c_int), ("only_preferred", c_ubyte))


class _DecodingOptions(ctypes.Structure):
    """heif_decoding_options as far as its eighth version; later versions only add to the end."""

    _fields_ = (
        ("version", c_ubyte),
        ("ignore_transformations", c_ubyte),
        ("start_progress", c_void_p),
        ("on_progress", c_void_p),
        ("end_progress", c_void_p),
        ("progress_user_data", c_void_p),
        ("convert_hdr_to_8bit", c_ubyte),
        ("strict_decoding", c_ubyte),
        ("decoder_id", c_char_p),
        ("colour_conversion", _ColourConversion),
        ("cancel_decoding", c_void_p),
        ("colour_conversion_ext", c_void_p),
        ("ignore_sequence_editlist", c_int),
        ("output_nclx_profile", c_void_p),
        ("num_library_threads", c_int),
        ("num_codec_threads", c_int),
    )


_CALLS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "heif_context_alloc": (c_void_p, ()),
    "heif_context_free": (None, (c_void_p,)),
    "heif_context_set_max_decoding_threads": (None, (c_void_p, c_int)),
    "heif_context_read_from_memory_without_copy": (_Outcome, (c_void_p, c_char_p, c_size_t, c_void_p)),
    "heif_context_get_number_of_top_level_images": (c_int, (c_void_p,)),
    "heif_context_get_list_of_top_level_image_IDs": (c_int, (c_void_p, POINTER(c_uint32), c_int)),
    "heif_context_get_image_handle": (_Outcome, (c_void_p, c_uint32, POINTER(c_void_p))),
    "heif_image_handle_get_width": (c_int, (c_void_p,)),
    "heif_image_handle_get_height": (c_int, (c_void_p,)),
    "heif_image_handle_has_alpha_channel": (c_int, (c_void_p,)),
    "heif_image_handle_release": (None, (c_void_p,)),
    "heif_decoding_options_alloc": (POINTER(_DecodingOptions), ()),
    "heif_decoding_options_free": (None, (POINTER(_DecodingOptions),)),
    "heif_decode_image": (
        _Outcome,
        (c_void_p, POINTER(c_void_p), c_int, c_int, POINTER(_DecodingOptions)),
    ),
    "heif_image_get_width": (c_int, (c_void_p, c_int)),
    "heif_image_get_height": (c_int, (c_void_p, c_int)),
    "heif_image_get_plane_readonly": (c_void_p, (c_void_p, c_int, POINTER(c_int))),
    "heif_image_release": (None, (c_void_p,)),
}


def _library() -> Any:
    """The libheif that pillow-heif was built with and has loaded already."""
    package = Path(pillow_heif.__file__).parent
    for folder in (package.with_name("pillow_heif.libs"), package / ".dylibs", package.parent):
        for path in sorted(folder.glob("libheif*")):
            library = ctypes.CDLL(str(path))
            for name, (result, arguments) in _CALLS.items():
                call = getattr(library, name)
                call.restype, call.argtypes = result, arguments
            return library
    raise ImportError("pillow-heif without its libheif")


_heif = _library()


def _check(outcome: _Outcome) -> None:
    if outcome.code == _OUT_OF_MEMORY:
        raise MemoryError
    if outcome.code:
        raise OSError(f"libheif {outcome.code}.{outcome.subcode}")


class HeicImageFile(ImageFile.ImageFile):
    """Pillow's view of such a file: a frame for each of its pictures, in the order of the file."""

    format = FORMAT
    format_description = "High Efficiency Image File"

    def _open(self) -> None:
        assert self.fp is not None
        self._data = self.fp.read()
        self._context = _heif.heif_context_alloc()
        weakref.finalize(self, _heif.heif_context_free, self._context)
        _heif.heif_context_set_max_decoding_threads(self._context, 0)
        _check(
            _heif.heif_context_read_from_memory_without_copy(self._context, self._data, len(self._data), None)
        )
        count = _heif.heif_context_get_number_of_top_level_images(self._context)
        ids = (c_uint32 * max(count, 0))()
        _heif.heif_context_get_list_of_top_level_image_IDs(self._context, ids, len(ids))
        self._ids = list(ids)
        self.n_frames = len(self._ids)
        self.tile = []
        self._show(0)

    def seek(self, frame: int) -> None:
        if frame != self._frame:
            self._show(frame)

    def tell(self) -> int:
        return self._frame

    def _show(self, frame: int) -> None:
        if not 0 <= frame < self.n_frames:
            raise EOFError("no such picture")
        self._frame = frame
        self._im = None
        for handle in self._handle():
            width = _heif.heif_image_handle_get_width(handle)
            height = _heif.heif_image_handle_get_height(handle)
            self._mode = "RGBA" if _heif.heif_image_handle_has_alpha_channel(handle) else "RGB"
            self._size = (width, height)
        if min(self._size) < 1:
            raise OSError("a picture without pixels")

    def load(self) -> Any:
        if self._im is None:
            for handle in self._handle():
                self.im = self._decoded(handle).im
        return super().load()

    def _handle(self) -> Iterator[c_void_p]:
        handle = c_void_p()
        _check(_heif.heif_context_get_image_handle(self._context, self._ids[self._frame], byref(handle)))
        try:
            yield handle
        finally:
            _heif.heif_image_handle_release(handle)

    def _decoded(self, handle: c_void_p) -> Image.Image:
        options, picture = _heif.heif_decoding_options_alloc(), c_void_p()
        try:
            if options.contents.version < _VERSION_WITH_THREADS:
                raise OSError("a libheif that starts threads")
            options.contents.convert_hdr_to_8bit = 1
            options.contents.num_codec_threads = _NO_THREADS
            chroma = _INTERLEAVED[self.mode]
            _check(_heif.heif_decode_image(handle, byref(picture), _RGB_COLOURS, chroma, options))
            return self._copied(picture)
        finally:
            _heif.heif_decoding_options_free(options)
            if picture:
                _heif.heif_image_release(picture)

    def _copied(self, picture: c_void_p) -> Image.Image:
        stride = c_int()
        rows = _heif.heif_image_get_plane_readonly(picture, _INTERLEAVED_CHANNEL, byref(stride))
        width = _heif.heif_image_get_width(picture, _INTERLEAVED_CHANNEL)
        height = _heif.heif_image_get_height(picture, _INTERLEAVED_CHANNEL)
        if not rows or (width, height) != self.size or stride.value < width * len(self.mode):
            raise OSError("not the picture that was promised")
        pixels = (c_ubyte * (stride.value * height)).from_address(rows)
        return Image.frombuffer(self.mode, self.size, pixels, "raw", self.mode, stride.value, 1).copy()


def _accept(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in _BRANDS


Image.register_open(FORMAT, HeicImageFile, _accept)
