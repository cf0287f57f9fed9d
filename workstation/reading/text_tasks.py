"""What a text worker does: pixels from the canvas in, Tesseract's words out. Runs inside the sandbox only."""

import mmap
import re
from pathlib import Path
from typing import Any

import pytesseract
from PIL import Image, ImageFile

from workstation.reading.channel import Claims, FalseClaimError
from workstation.reading.pages import MAX_SIDE_PX
from workstation.reading.sandbox import Allowance

ORIENTATION_DPI = 150
_LOADED_EARLY = (ImageFile,)
"""Pillow loads it with the first picture, when no file of Python can be opened any more."""

_NAME = re.compile(r"[A-Za-z_]{2,20}")
_MACHINE = ("/dev/null", "/dev/urandom", "/etc/ld.so.cache")
_NO_ANSWER = {"turn": 0, "turn_confidence": 0.0, "script": "", "script_confidence": 0.0}


class TextTasks:
    """Each page is one file in the private folder in memory while Tesseract reads it."""

    def __init__(self, orders: Claims, canvas: int, size: int) -> None:
        self._canvas = mmap.mmap(canvas, size, prot=mmap.PROT_READ)
        self._folder = Path(orders.text("folder", 4_096))
        program, tessdata = Path(orders.text("program", 4_096)), Path(orders.text("tessdata", 4_096))
        pytesseract.pytesseract.tesseract_cmd = str(program)
        self._options = f'--tessdata-dir "{tessdata}"'
        libraries = [Path(name) for name in orders.texts("libraries", 500, 4_096)]
        loaders = tuple(path for path in libraries if path.name.startswith("ld-"))
        machine = tuple(Path(name) for name in _MACHINE)
        self.allowance = Allowance(
            readable=(tessdata, *libraries, *machine),
            runnable=(program, *loaders),
            private=self._folder,
        )
        pytesseract.get_tesseract_version()

    def do(self, request: Claims, descriptors: list[int]) -> dict[str, Any]:
        image = self._image(request)
        task = request.text("task")
        dpi = request.whole("dpi", 1, 5_000)
        try:
            if task == "read":
                return {"words": self._read(image, request.text("language", 60), dpi)}
            if task == "orient":
                return self._orient(image, dpi)
        finally:
            self._page.unlink(missing_ok=True)
        raise FalseClaimError(task)

    @property
    def _page(self) -> Path:
        return self._folder / "page.pgm"

    def _image(self, request: Claims) -> Image.Image:
        width, height = request.whole("width", 1, MAX_SIDE_PX), request.whole("height", 1, MAX_SIDE_PX)
        stride = request.whole("stride", width, MAX_SIDE_PX + 4)
        return Image.frombuffer("L", (width, height), self._canvas[: stride * height], "raw", "L", stride, 1)

    def _read(self, image: Image.Image, language: str, dpi: int) -> list[dict[str, Any]]:
        if not all(_NAME.fullmatch(part) for part in language.split("+")):
            raise FalseClaimError("language")
        self._save(image)
        found = pytesseract.image_to_data(
            str(self._page),
            lang=language,
            config=f"{self._options} --dpi {min(dpi, 2_400)} --psm 3",
            output_type=pytesseract.Output.DICT,
        )
        names = ("text", "left", "top", "width", "height", "conf", "block_num", "par_num", "line_num")
        rows = zip(*(found[name] for name in names), strict=True) if found else ()
        return [dict(zip(names, row, strict=True)) for row in rows if row[0].strip() and float(row[5]) >= 0]

    def _orient(self, image: Image.Image, dpi: int) -> dict[str, Any]:
        factor = max(1, round(dpi / ORIENTATION_DPI))
        self._save(image.reduce(factor) if factor > 1 else image)
        try:
            found = pytesseract.image_to_osd(
                str(self._page),
                config=f"{self._options} --dpi {ORIENTATION_DPI}",
                output_type=pytesseract.Output.DICT,
            )
        except pytesseract.TesseractError:
            return dict(_NO_ANSWER)
        return {
            "turn": int(found["rotate"]) % 360,
            "turn_confidence": float(found["orientation_conf"]),
            "script": str(found["script"]),
            "script_confidence": float(found["script_conf"]),
        }

    def _save(self, image: Image.Image) -> None:
        """As a plain pixel map: compressing the page would cost more than reading it back saves."""
        self._page.write_bytes(b"P5\n%d %d\n255\n" % image.size + image.tobytes())
