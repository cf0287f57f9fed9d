"""Pictures through Pillow: one page, or a page for each frame of a TIFF or HEIC. Only inside a page worker."""

import struct
from dataclasses import dataclass

from PIL import AvifImagePlugin, Image

from workstation.reading import heif
from workstation.reading.documents import WHOLE, Clip, fitting_scale, pixel_frame, stream_of
from workstation.reading.pages import MAX_PAGES, MAX_PIXELS, MAX_SIDE_PX, POINTS_PER_INCH, FileKind
from workstation.reading.problems import FileProblem

MAX_DECODED_BYTES = 600_000_000
_BYTES_A_PIXEL = {"1": 1, "L": 1, "P": 1, "I;16": 2}
A4_LENGTH_POINTS = 842.0
_BELIEVABLE_DPI = (50.0, 1_250.0)
_TALLEST_PIXEL = 4.0
_SHORTEST_SIDE, _LONGEST_SIDE = 0.5, 100_000.0
LONGEST_PAGE_INCHES = 30.0
"""What gives a longer page is not a resolution: cameras write 72 dpi and mean nothing by it."""

_DAMAGE = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    AttributeError,
    LookupError,
    EOFError,
    ArithmeticError,
    RuntimeError,
    struct.error,
)
_HAVE_PAGES = (FileKind.TIFF, FileKind.HEIC)
_MAY_MOVE = (FileKind.PNG, FileKind.GIF, FileKind.WEBP, FileKind.AVIF)
_MOST_BROKEN_FRAMES = 20
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = (5, 6, 7, 8)
_WITH_ALPHA = ("LA", "PA", "RGBA", "La", "RGBa")

Image.MAX_IMAGE_PIXELS = None  # our own limit comes before any decoding, and says so in our own sentence
Image.init()
AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # a page worker may start none


@dataclass(frozen=True, slots=True)
class _Frame:
    """Pixels across and down after EXIF, pixels per point in either direction, EXIF's orientation."""

    width: int
    height: int
    across: float
    down: float
    orientation: int


class ImageDocument:
    """One frame per page; the frame last decoded is kept."""

    is_repaired = False

    def __init__(self, descriptor: int, kind: FileKind) -> None:
        self.kind = kind
        self._frames: dict[int, _Frame] = {}
        self._broken: set[int] = set()
        self._decoded: tuple[int, Image.Image] | None = None
        form = heif.FORMAT if kind is FileKind.HEIC else kind.name
        try:
            self._image = Image.open(stream_of(descriptor), formats=(form,))
            self.is_moving = kind in _MAY_MOVE and bool(getattr(self._image, "is_animated", False))
        except MemoryError as error:
            raise FileProblem("reading.page_too_large", page=1) from error
        except _DAMAGE as error:
            raise FileProblem("reading.damaged") from error
        self.page_count, self.is_cut = self._count() if kind in _HAVE_PAGES else (1, False)
        if self.page_count > MAX_PAGES:
            raise FileProblem("reading.too_many_pages", pages=self.page_count)

    def _count(self) -> tuple[int, bool]:
        """Frames there are, and whether they break off. A broken one is left out only where none follows it."""
        sound = in_a_row = 0
        for index in range(MAX_PAGES + 1):
            try:
                self._image.seek(index)
            except EOFError:
                break
            except _DAMAGE:
                self._broken.add(index)
                in_a_row += 1
                if in_a_row == _MOST_BROKEN_FRAMES:
                    break
            else:
                sound, in_a_row = index + 1, 0
        return sound, in_a_row > 0

    def size(self, index: int) -> tuple[float, float]:
        frame = self._frame(index)
        return frame.width / frame.across, frame.height / frame.down

    def has_text(self, index: int) -> bool:
        return False

    def is_reduced(self, index: int) -> bool:
        frame = self._frame(index)
        return max(frame.width, frame.height) > MAX_SIDE_PX or frame.width * frame.height > MAX_PIXELS

    def native_scale(self, index: int) -> float | None:
        frame = self._frame(index)
        return max(frame.across, frame.down)

    def draw(self, index: int, scale: float, clip: Clip = WHOLE, grey: bool = False) -> Image.Image:
        image = self._picture(index)
        width, height = self.size(index)
        left, top, right, bottom = pixel_frame(width, height, scale, clip)
        whole_width, whole_height = max(1, round(width * scale)), max(1, round(height * scale))
        box = (
            left / whole_width * image.width,
            top / whole_height * image.height,
            right / whole_width * image.width,
            bottom / whole_height * image.height,
        )
        if grey and image.mode != "L":
            image = image.convert("L")
        target = (right - left, bottom - top)
        if box == (0, 0, *target):
            return image
        return image.resize(target, Image.Resampling.BICUBIC, box=box, reducing_gap=2.0)

    def _seek(self, index: int) -> Image.Image:
        if index in self._broken:  # Pillow would show the frame before it
            raise FileProblem("reading.page_unreadable", page=index + 1)
        try:
            self._image.seek(index)
        except _DAMAGE as error:
            raise FileProblem("reading.page_unreadable", page=index + 1) from error
        return self._image

    def _frame(self, index: int) -> _Frame:
        if index not in self._frames:
            frame = _frame_of(self._seek(index))
            sides = frame.width / frame.across, frame.height / frame.down
            if min(sides) < _SHORTEST_SIDE or max(sides) > _LONGEST_SIDE:
                raise FileProblem("reading.page_unreadable", page=index + 1)
            self._frames[index] = frame
        return self._frames[index]

    def _picture(self, index: int) -> Image.Image:
        if self._decoded is None or self._decoded[0] != index:
            self._decoded = None
            self._decoded = (index, self._decode(index))
        return self._decoded[1]

    def _decode(self, index: int) -> Image.Image:
        frame = self._frame(index)
        try:
            plain = _plain(_reduced(self._seek(index), index))
        except MemoryError as error:
            raise FileProblem("reading.page_too_large", page=index + 1) from error
        except _DAMAGE as error:
            raise FileProblem("reading.page_unreadable", page=index + 1) from error
        turn = None if self.kind is FileKind.TIFF else _UPRIGHT.get(frame.orientation)
        upright = plain if turn is None else plain.transpose(turn)
        if (upright.width > upright.height) != (frame.width > frame.height) and frame.width != frame.height:
            raise FileProblem("reading.page_unreadable", page=index + 1)
        return upright


def _frame_of(image: Image.Image) -> _Frame:
    """Read before the pixels are: Pillow turns a TIFF itself, and tells its size as turned."""
    width, height = image.size
    across, down = _dots_per_inch(image)
    orientation = _orientation(image)
    if orientation in _SIDEWAYS:
        across, down = down, across
        if image.format != "TIFF":
            width, height = height, width
    return _Frame(width, height, across / POINTS_PER_INCH, down / POINTS_PER_INCH, orientation)


def _orientation(image: Image.Image) -> int:
    if image.format == "PNG" and "exif" not in image.info:
        return 1  # asked all the same, the whole picture would be decoded
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except _DAMAGE:
        return 1


def _dots_per_inch(image: Image.Image) -> tuple[float, float]:
    """Of the frame as stored. One that does not say, or says something absurd, is as long as an A4 page."""
    across, down = _told(image, "dpi")
    low, high = _BELIEVABLE_DPI
    believable = low <= across <= high and low <= down <= high
    if believable and max(image.width / across, image.height / down) <= LONGEST_PAGE_INCHES:
        return across, down
    tall = _tallness(image)
    across = max(image.width, image.height * tall) / A4_LENGTH_POINTS * POINTS_PER_INCH
    return across, across / tall


def _tallness(image: Image.Image) -> float:
    """How much longer than wide a pixel is: a fax may have half as many down the page as across."""
    for name in ("dpi", "resolution"):
        across, down = _told(image, name)
        if across > 0 and down > 0 and 1 / _TALLEST_PIXEL <= across / down <= _TALLEST_PIXEL:
            return across / down
    return 1.0


def _told(image: Image.Image, name: str) -> tuple[float, float]:
    try:
        across, down = (float(value) for value in image.info.get(name, (0, 0)))
    except _DAMAGE:
        return 0.0, 0.0
    return across, down


def _reduced(image: Image.Image, index: int) -> Image.Image:
    """The frame within the limits of pixels, by a whole factor; a JPEG is decoded no larger than that needs."""
    kept = fitting_scale(image.width, image.height, 1.0)
    if kept == 1.0:
        image.load()
        return image
    target = (int(image.width * kept), int(image.height * kept))
    image.draft(None, target)
    if image.width * image.height * _BYTES_A_PIXEL.get(image.mode, 4) > MAX_DECODED_BYTES:
        raise FileProblem("reading.page_too_large", page=index + 1)
    if image.mode in ("1", "P"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    factor = max(1, -(-max(image.width * 1000 // target[0], image.height * 1000 // target[1]) // 1000))
    return image.reduce(factor)


def _plain(image: Image.Image) -> Image.Image:
    """ "L" or "RGB", on white where it is transparent. Always a picture of its own."""
    if image.mode in _WITH_ALPHA or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image).convert("RGB")
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value * (1 / 256) + 0).convert("L")
    if image.mode in ("I", "F"):
        return _stretched(image)
    if image.mode in ("1", "L"):
        return image.convert("L") if image.mode == "1" else image.copy()
    return image.convert("RGB") if image.mode != "RGB" else image.copy()


def _stretched(image: Image.Image) -> Image.Image:
    """Whole or real numbers without a known white: the full range becomes 0..255."""
    low, high = image.getextrema()
    span = (float(high) - float(low)) or 1.0  # type: ignore[arg-type]
    return image.point(lambda value: value * (255.0 / span) + (-float(low) * 255.0 / span)).convert("L")  # type: ignore[arg-type]
