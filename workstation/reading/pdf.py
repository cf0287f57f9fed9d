"""PDF pages through PyMuPDF. Only inside a page worker."""

from dataclasses import dataclass

import pymupdf
from PIL import Image

from workstation.reading.documents import WHOLE, Clip, pixel_frame
from workstation.reading.pages import MAX_PAGES, FileKind
from workstation.reading.problems import FileProblem

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)

# What PyMuPDF raises for a damaged file; its own errors are RuntimeErrors, MuPDF's and its wrapper's are not.
DAMAGE = (
    RuntimeError,
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    IndexError,
    pymupdf.mupdf.FzErrorBase,
)

_FILLS_PAGE = 0.85
_SHORTEST_SIDE, _LONGEST_SIDE = 1.0, 100_000.0


@dataclass(frozen=True, slots=True)
class _Look:
    """What a page is made of, found without drawing it."""

    grey: bool
    native_scale: float | None


class PdfDocument:
    kind = FileKind.PDF
    is_cut = False
    is_moving = False

    def __init__(self, descriptor: int, password: str | None) -> None:
        self._looks: dict[int, _Look] = {}
        self._open(descriptor)
        self._unlock(password)
        try:
            self.page_count: int = self._file.page_count
            self.is_repaired = bool(self._file.is_repaired)
        except DAMAGE as error:
            raise FileProblem("reading.damaged") from error
        if self.page_count < 1:
            raise FileProblem("reading.damaged" if self.is_repaired else "reading.no_pages")
        if self.page_count > MAX_PAGES:
            raise FileProblem("reading.too_many_pages", pages=self.page_count)

    def _open(self, descriptor: int) -> None:
        try:
            self._file = pymupdf.open(f"/dev/fd/{descriptor}", filetype="pdf")
        except DAMAGE as error:
            raise FileProblem("reading.damaged") from error

    def _unlock(self, password: str | None) -> None:
        if not self._file.needs_pass:
            return
        if password is None:
            raise FileProblem("reading.needs_password")
        if not self._file.authenticate(password):
            raise FileProblem("reading.wrong_password")

    @property
    def file(self) -> pymupdf.Document:
        """As PyMuPDF has it, to be written anew."""
        return self._file

    def page(self, index: int) -> pymupdf.Page:
        try:
            page: pymupdf.Page = self._file.load_page(index)
            sides = sorted((page.rect.width, page.rect.height))
            if not _SHORTEST_SIDE <= sides[0] <= sides[1] <= _LONGEST_SIDE:
                raise FileProblem("reading.page_unreadable", page=index + 1)
            return page
        except DAMAGE as error:
            raise FileProblem("reading.page_unreadable", page=index + 1) from error

    def size(self, index: int) -> tuple[float, float]:
        rect = self.page(index).rect
        return rect.width, rect.height

    def has_text(self, index: int) -> bool:
        try:
            return any(kind in ("fill-text", "stroke-text") for kind, _ in self.page(index).get_bboxlog())
        except DAMAGE:
            return False

    def is_reduced(self, index: int) -> bool:
        return False

    def native_scale(self, index: int) -> float | None:
        return self._look(index).native_scale

    def draw(self, index: int, scale: float, clip: Clip = WHOLE, grey: bool = False) -> Image.Image:
        page = self.page(index)
        frame = pixel_frame(page.rect.width, page.rect.height, scale, clip)
        grey = grey or self._look(index).grey
        try:
            pixmap = page.get_pixmap(
                matrix=pymupdf.Matrix(scale, scale),
                clip=pymupdf.Rect(*(side / scale for side in frame)),
                colorspace=pymupdf.csGRAY if grey else pymupdf.csRGB,
                alpha=False,
            )
        except DAMAGE as error:
            raise FileProblem("reading.page_unreadable", page=index + 1) from error
        if not pixmap.width or not pixmap.height:
            raise FileProblem("reading.page_unreadable", page=index + 1)
        mode = "L" if grey else "RGB"
        return Image.frombuffer(
            mode, (pixmap.width, pixmap.height), pixmap.samples, "raw", mode, pixmap.stride, 1
        )

    def _look(self, index: int) -> _Look:
        if index not in self._looks:
            self._looks[index] = _look(self.page(index))
        return self._looks[index]


def _look(page: pymupdf.Page) -> _Look:
    try:
        drawn = {kind for kind, _ in page.get_bboxlog()}
        images = page.get_image_info()
    except DAMAGE:
        return _Look(grey=False, native_scale=None)
    only_images = bool(images) and drawn <= {
        "fill-image",
        "fill-imgmask",
        "ignore-text",
        "clip-path",
        "pop-clip",
    }
    grey = only_images and all(image["colorspace"] in (0, 1) for image in images)
    plain = page.first_annot is None and page.first_widget is None
    return _Look(grey=grey and plain, native_scale=_native_scale(page, images))


def _native_scale(page: pymupdf.Page, images: list[dict[str, object]]) -> float | None:
    """Pixels per point of one image that fills the page."""
    whole = abs(page.rect)
    for image in images:
        box = pymupdf.Rect(image["bbox"])
        if abs(box & page.rect.transform(page.derotation_matrix)) >= _FILLS_PAGE * whole and abs(box) > 0:
            pixels = int(str(image["width"])) * int(str(image["height"]))
            return float((pixels / abs(box)) ** 0.5)
    return None
