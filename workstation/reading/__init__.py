"""From file to words. Documents come from strangers: every byte of one is opened in a sandboxed process.

    with ReadingPool(reading_workers=2) as pool, SourceFile(data, "packet.pdf") as file:
        report = pool.probe(file).result()                  # FileReport: kind, pages, a picture of each
        picture = pool.render(file, 0, scale=2.0).result()  # RenderedImage: pixels for a QImage
        reading = pool.read_page(file, 0).result()          # PageReading: words with boxes and confidence
        png = pool.crop(file, 0, [word.quad for word in reading.words[:3]]).result()
        pdf = pool.searchable(file, {0: reading}).result()  # the same pages, with text to select

Every call returns a `concurrent.futures.Future` at once and may come from any thread. `future.cancel()` works
while the work waits and while it runs (the worker is killed and replaced). Callbacks run on a thread of the
pool: a window passes the result on by a signal. What a user can act on is raised as `FileProblem`.

Places are fractions of the *source page* (PDF CropBox with its own /Rotate, image with EXIF applied), before
any turn or deskew of ours; see `workstation.domain.geometry`.

Three lanes, one process or pair of processes each, so that the screen never waits for reading:

    screen    render, crop      one page worker that keeps the open document
    import    probe, searchable one page worker
    reading   read_page         `reading_workers` pairs of page worker and text worker, nice 10

    page worker   hostile bytes in, pixels out    PyMuPDF, Pillow, OpenCV; no exec, fork, socket or file
    text worker   pixels in, words out            Tesseract; no exec, fork, socket or file

`sandbox_level()` tells which protective layers hold on this machine; what cannot be enforced is listed. `tell_layers`
tells the same of the workers that have started anyway. On a system without such layers nothing is opened.
"""

from workstation.reading.names import name_of
from workstation.reading.pages import (
    Condition,
    Engine,
    FileKind,
    FileReport,
    Member,
    PageReading,
    PageReport,
    PixelFormat,
    RenderedImage,
    Step,
    Word,
    join_words,
)
from workstation.reading.pool import ReadingPool
from workstation.reading.problems import PASSWORD_PROBLEMS, FileProblem
from workstation.reading.sandbox import Layer
from workstation.reading.source import SourceFile
from workstation.reading.tesseract import TesseractInstall

__all__ = [
    "PASSWORD_PROBLEMS",
    "Condition",
    "Engine",
    "FileKind",
    "FileProblem",
    "FileReport",
    "Layer",
    "Member",
    "PageReading",
    "PageReport",
    "PixelFormat",
    "ReadingPool",
    "RenderedImage",
    "SourceFile",
    "Step",
    "TesseractInstall",
    "Word",
    "join_words",
    "name_of",
]
