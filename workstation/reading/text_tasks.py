"""What a text worker does: strips of pixels from the canvas in, Tesseract's words out. Inside the sandbox only.

Tesseract is asked through its library: the worker starts no program, and keeps no file.
"""

import mmap
import re
import time
from pathlib import Path
from typing import Any

import tesserocr
from PIL import Image, ImageFile

from workstation.reading.channel import Claims, FalseClaimError
from workstation.reading.pages import MAX_SIDE_PX, MAX_WORDS
from workstation.reading.sandbox import Allowance

MOST_LINES = 2_000
LINE_DPI = 300
MARGIN_PX = 8
VERSION = f"Tesseract {tesserocr.tesseract_version().split()[1]}"
_LOADED_EARLY = (ImageFile,)
"""Pillow loads it with the first picture, when no file of Python can be opened any more."""

_NAME = re.compile(r"[A-Za-z_]{2,20}")
_ORIENTATION = "osd"


class TextTasks:
    """One reader per language, and one of the direction, each made when it is first asked for."""

    def __init__(self, orders: Claims, canvas: int, size: int) -> None:
        self._canvas = mmap.mmap(canvas, size, prot=mmap.PROT_READ)
        self._tessdata = Path(orders.text("tessdata", 4_096))
        self.allowance = Allowance(readable=(self._tessdata,))
        self._readers: dict[str, Any] = {}

    def do(self, request: Claims, descriptors: list[int]) -> dict[str, Any]:
        task = request.text("task")
        if task == "orient":
            return self._orient(request)
        if task != "read":
            raise FalseClaimError(task)
        started = time.process_time()
        reader = self._reader(request.text("language", 60))
        lines = [{"words": _words(reader, self._strip(line))} for line in request.each("lines", MOST_LINES)]
        spent = time.process_time() - started
        return {"lines": lines, "version": VERSION, "cpu": {"tesseract": spent}}

    def _reader(self, language: str, mode: int = tesserocr.PSM.SINGLE_LINE) -> Any:
        if not all(_NAME.fullmatch(part) for part in language.split("+")):
            raise FalseClaimError("language")
        if language not in self._readers:
            reader = tesserocr.PyTessBaseAPI(path=str(self._tessdata), lang=language, psm=mode)
            reader.SetVariable("debug_file", "")  # by itself it opens /dev/null for its complaints, or ends
            self._readers[language] = reader
        return self._readers[language]

    def _orient(self, request: Claims) -> dict[str, Any]:
        """Degrees clockwise that make the picture upright as Tesseract guesses, and how sure it is."""
        started = time.process_time()
        reader, picture = self._reader(_ORIENTATION, tesserocr.PSM.OSD_ONLY), self._picture(request)
        reader.SetImageBytes(picture.tobytes(), picture.width, picture.height, 1, picture.width)
        reader.SetSourceResolution(request.whole("dpi", 1, 5_000))
        found = reader.DetectOrientationScript()
        turn = -int(found["orient_deg"]) % 360 if found else 0
        sure = float(found["orient_conf"]) if found else 0.0
        return {"turn": turn, "sure": sure, "cpu": {"osd": time.process_time() - started}}

    def _picture(self, request: Claims) -> Image.Image:
        width, height = request.whole("width", 1, MAX_SIDE_PX), request.whole("height", 1, MAX_SIDE_PX)
        at = request.whole("at", 0, len(self._canvas) - width * height)
        return Image.frombuffer(
            "L", (width, height), self._canvas[at : at + width * height], "raw", "L", 0, 1
        )

    def _strip(self, line: Claims) -> Image.Image:
        """The pixels of a line with a white margin, without which the first and last letters suffer."""
        strip = self._picture(line)
        ground = max(range(256), key=strip.histogram().__getitem__)
        sheet = Image.new("L", (strip.width + 2 * MARGIN_PX, strip.height + 2 * MARGIN_PX), ground)
        sheet.paste(strip, (MARGIN_PX, MARGIN_PX))
        return sheet


def _words(reader: Any, strip: Image.Image) -> list[dict[str, Any]]:
    """Text, where it starts and ends along the strip (0..1), and confidence of each word."""
    reader.SetImageBytes(strip.tobytes(), strip.width, strip.height, 1, strip.width)
    reader.SetSourceResolution(LINE_DPI)
    if not reader.Recognize():
        return []
    found = reader.GetIterator()
    if found is None:
        return []
    width = strip.width - 2 * MARGIN_PX
    words: list[dict[str, Any]] = []
    for word in tesserocr.iterate_level(found, tesserocr.RIL.WORD):
        box = word.BoundingBox(tesserocr.RIL.WORD)
        text = _text(word)
        if box is None or not text or len(words) >= MAX_WORDS:
            continue
        start, end = ((edge - MARGIN_PX) / width for edge in (box[0], box[2]))
        sure = word.Confidence(tesserocr.RIL.WORD) / 100.0
        words.append(
            {
                "text": text,
                "start": min(1.0, max(0.0, start)),
                "end": min(1.0, max(0.0, end)),
                "conf": min(1.0, max(0.0, sure)),
            }
        )
    words.sort(key=lambda word: word["start"])
    return words


def _text(word: Any) -> str:
    try:
        return "".join(word.GetUTF8Text(tesserocr.RIL.WORD).split())
    except RuntimeError:
        return ""
