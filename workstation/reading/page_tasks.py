"""What a page worker does: hostile bytes in, pixels on the canvas out. Runs inside the sandbox only."""

import io
import json
import mmap
import os
from types import ModuleType
from typing import Any

import PIL
from PIL import Image

from workstation.reading.channel import Claims, FalseClaimError
from workstation.reading.documents import WHOLE, Clip, Document, fitting_scale, turned
from workstation.reading.opening import open_document
from workstation.reading.pages import MAX_PAGES, PICTURE_SIDE_PX, TURNS
from workstation.reading.pixels import write_pixels
from workstation.reading.problems import FileProblem
from workstation.reading.sandbox import Allowance, python_folders
from workstation.reading.unpack_tasks import UnpackTasks

PICTURE_QUALITY = 80
LARGEST_SCALE = 64.0
CROP_SCALE = 300 / 72
CROP_MARGIN_POINTS = 4.0
LARGEST_CROP_SIDE_PX = 3_000
LARGEST_ENLARGEMENT = 4.0
MOST_SPANS = 20_000


class PageTasks:
    """Keeps the documents it was handed until the application says otherwise."""

    def __init__(self, canvas: int, size: int, reads: bool) -> None:
        self._canvas = mmap.mmap(canvas, size)
        self._documents: dict[int, Document] = {}
        self._descriptors: dict[int, tuple[int, str | None]] = {}
        self._searchable_pdf = b""
        self._preparer: Any = _preparer(self._canvas) if reads else None
        self._unpack = UnpackTasks(self._canvas, self._descriptors)
        self.allowance = Allowance(readable=python_folders(*_packages(reads)))

    def do(self, request: Claims, descriptors: list[int]) -> dict[str, Any]:
        self._take(request, descriptors)
        key, task = request.whole("key", 0, 1 << 62), request.text("task")
        if task in UnpackTasks.names:
            return self._unpack.do(task, key, request)
        document = self._document(key)
        if task == "open":
            return _opened(document)
        index = request.whole("index", 0, MAX_PAGES)
        if index >= document.page_count:
            raise FileProblem("reading.page_unreadable", page=index + 1)
        if task == "picture":
            return self._picture(document, index) if request.flag("drawn") else _undrawn(document, index)
        if task == "render":
            return self._render(document, index, request)
        if task == "crop":
            return self._crop(document, index, request)
        if task == "searchable":
            return self._searchable(request)
        if self._preparer is not None:
            return self._read(task, document, index, request)
        raise FalseClaimError(task)

    def _read(self, task: str, document: Document, index: int, request: Claims) -> dict[str, Any]:
        answer: dict[str, Any]
        if task == "prepare":
            turn, enlarge = request.whole("turn", 0, 270), request.number("enlarge", 1.0, LARGEST_ENLARGEMENT)
            answer = self._preparer.prepare(document, index, turn, _clip(request), enlarge)
        elif task == "again":
            spans = request.rows("spans", MOST_SPANS, 3, MOST_SPANS)
            answer = self._preparer.again([(int(number), start, end) for number, start, end in spans])
        elif task == "orient":
            answer = self._preparer.orient()
        elif task == "small":
            answer = self._preparer.small()
        else:
            raise FalseClaimError(task)
        return answer

    def _take(self, request: Claims, descriptors: list[int]) -> None:
        if not descriptors:
            return
        password = request.text("password", 1_000) if "password" in request else None
        self._descriptors[request.whole("key", 0, 1 << 62)] = (descriptors[0], password)
        if "close" in request:
            key = request.whole("close", 0, 1 << 62)
            self._documents.pop(key, None)
            self._unpack.close(key)
            os.close(self._descriptors.pop(key)[0])

    def _document(self, key: int) -> Document:
        """Opened at first use; one that cannot be opened is tried again at the next."""
        if key not in self._documents:
            self._documents[key] = open_document(*self._descriptors[key])
        return self._documents[key]

    def _picture(self, document: Document, index: int) -> dict[str, Any]:
        width, height = document.size(index)
        scale = fitting_scale(width, height, PICTURE_SIDE_PX / max(width, height))
        answer: dict[str, Any] = {"width": width, "height": height, "has_text": document.has_text(index)}
        try:
            image = document.draw(index, scale)
            answer["length"] = self._write(_encoded(image, "JPEG", quality=PICTURE_QUALITY))
        except FileProblem as problem:
            if problem.message_id != "reading.page_too_large":
                raise
            return {**answer, "length": 0, "too_large": True}
        if document.is_reduced(index):
            answer["reduced"] = True
        return answer

    def _render(self, document: Document, index: int, request: Claims) -> dict[str, Any]:
        scale, turn = request.number("scale", 1e-4, 1e4), request.whole("turn", 0, 270)
        clip = _clip(request)
        width, height = document.size(index)
        part = (width * (clip.right - clip.left), height * (clip.bottom - clip.top))
        scale = fitting_scale(max(part[0], 1.0), max(part[1], 1.0), min(scale, LARGEST_SCALE))
        image = turned(document.draw(index, scale, clip), turn if turn in TURNS else 0)
        return write_pixels(self._canvas, image)

    def _crop(self, document: Document, index: int, request: Claims) -> dict[str, Any]:
        clip = _clip(request)
        width, height = document.size(index)
        across, down = CROP_MARGIN_POINTS / width, CROP_MARGIN_POINTS / height
        clip = Clip(
            max(0.0, clip.left - across),
            max(0.0, clip.top - down),
            min(1.0, clip.right + across),
            min(1.0, clip.bottom + down),
        )
        longest = max(width * (clip.right - clip.left), height * (clip.bottom - clip.top))
        scale = min(document.native_scale(index) or CROP_SCALE, LARGEST_CROP_SIDE_PX / longest)
        return {"length": self._write(_encoded(document.draw(index, scale, clip), "PNG"))}

    def _searchable(self, request: Claims) -> dict[str, Any]:
        """The first part of a searchable PDF of the texts on the canvas, or a further part of the last one made."""
        if "texts" in request:
            from workstation.reading.text_writer import searchable

            texts = json.loads(self._canvas[: request.whole("texts", 0, len(self._canvas))])
            descriptor, password = self._descriptors[request.whole("key", 0, 1 << 62)]
            self._searchable_pdf = searchable(
                open_document(descriptor, password), descriptor, {int(index): texts[index] for index in texts}
            )
        at = 0 if "texts" in request else request.whole("at", 0, len(self._searchable_pdf))
        part, rest = self._searchable_pdf[at : at + len(self._canvas)], len(self._searchable_pdf) - at
        if len(part) == rest:
            self._searchable_pdf = b""
        return {"rest": rest, "length": self._write(part)}

    def _write(self, data: bytes) -> int:
        self._canvas[: len(data)] = data
        return len(data)


def _undrawn(document: Document, index: int) -> dict[str, Any]:
    """A page that is only measured."""
    width, height = document.size(index)
    return {"width": width, "height": height, "has_text": False, "length": 0}


def _opened(document: Document) -> dict[str, Any]:
    return {
        "kind": document.kind,
        "pages": document.page_count,
        "repaired": document.is_repaired,
        "cut": document.is_cut,
        "moving": document.is_moving,
    }


def _clip(request: Claims) -> Clip:
    sides = request.numbers("clip", 4, 0.0, 1.0)
    return Clip(*sides) if sides[0] <= sides[2] and sides[1] <= sides[3] else WHOLE


def _encoded(image: Image.Image, form: str, **options: int) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def _preparer(canvas: mmap.mmap) -> Any:
    """OpenCV, NumPy and RapidOCR with its models are loaded by workers that read, not by those that only draw."""
    from workstation.reading.preparing import Preparer

    return Preparer(canvas)


def _packages(reads: bool) -> tuple[ModuleType, ...]:
    import pymupdf

    from workstation.reading import images, mails, pdf, zips

    packages = (pymupdf, PIL, images, pdf, zips, mails)
    if not reads:
        return packages
    import cv2
    import numpy
    import onnxruntime
    import rapidocr

    return (*packages, cv2, numpy, onnxruntime, rapidocr)
