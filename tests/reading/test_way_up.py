"""Tesseract's guess of the way up: through its library it says what the program says."""

from collections.abc import Iterator

import numpy as np
import pytesseract
import pytest
from PIL import Image

from tests.reading.scans import CHINESE, ENGLISH, scan_of
from workstation.reading import TesseractInstall
from workstation.reading.crew import CANVAS_BYTES
from workstation.reading.source import Canvas
from workstation.reading.worker import Role, Worker

DPI = 150
PAGES = {
    "english": scan_of(ENGLISH, dpi=DPI),
    "chinese": scan_of(CHINESE, "china-s", DPI),
}


@pytest.fixture(scope="module")
def canvas() -> Iterator[Canvas]:
    made = Canvas(CANVAS_BYTES)
    yield made
    made.close()


@pytest.fixture(scope="module")
def worker(canvas: Canvas, tesseract: TesseractInstall) -> Iterator[Worker]:
    made = Worker(Role.TEXT, canvas, 0, tesseract)
    made.make_ready()
    yield made
    made.close()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("name", PAGES)
def test_library_guesses_as_the_program_does(canvas: Canvas, worker: Worker, name: str, turn: int) -> None:
    picture = PAGES[name].convert("L").rotate(turn, expand=True)
    canvas.write(np.asarray(picture).tobytes())
    size = {"at": 0, "width": picture.width, "height": picture.height}
    ours = worker.ask({"task": "orient", "dpi": DPI, **size}, 60.0)
    theirs = pytesseract.image_to_osd(picture, config=f"--dpi {DPI}", output_type=pytesseract.Output.DICT)
    assert ours.whole("turn", 0, 270) == theirs["rotate"] == turn
    assert ours.number("sure", 0, 1e6) == pytest.approx(theirs["orientation_conf"], abs=0.01)


def test_blank_sheet_is_no_guess(canvas: Canvas, worker: Worker) -> None:
    sheet = Image.new("L", (600, 800), 255)
    canvas.write(sheet.tobytes())
    ours = worker.ask({"task": "orient", "dpi": DPI, "at": 0, "width": 600, "height": 800}, 60.0)
    assert (ours.whole("turn", 0, 270), ours.number("sure", 0, 1e6)) == (0, 0.0)
