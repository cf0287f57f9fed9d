"""A sharp page through our sealed worker against MuPDF in the same process as its caller."""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pymupdf

from tests.benchmarks.measuring.figures import Figure, at_most
from workstation.reading import ReadingPool, SourceFile

RATIO = 1.3
SCALE = 1.5
"""Pixels a point; about what fitting the width of the page's pane asks for."""


def run(file: Path, pages: int) -> Iterator[Figure]:
    """Page by page in turn, each drawn once by either: grey, whole, at the same scale."""
    ours, bare = [], []
    with (
        ReadingPool(1) as pool,
        SourceFile(file.read_bytes(), file.name) as source,
        pymupdf.open(file) as document,
    ):
        count = min(pages, document.page_count - 1)
        pool.render(source, count, scale=SCALE).result()
        for index in range(count):
            began = time.perf_counter()
            picture = pool.render(source, index, scale=SCALE).result()
            between = time.perf_counter()
            pixmap = document[index].get_pixmap(
                matrix=pymupdf.Matrix(SCALE, SCALE), colorspace=pymupdf.csGRAY, alpha=False
            )
            bare.append(time.perf_counter() - between)
            ours.append(between - began)
            if max(abs(picture.width - pixmap.width), abs(picture.height - pixmap.height)) > 1:
                raise RuntimeError("the two pictures are not of the same size")
    told = f" (median of a page {median(ours) * 1000:.0f} and {median(bare) * 1000:.0f} ms, {count} pages)"
    yield at_most(
        "render time by bare MuPDF's on the same pages", [RATIO], [sum(ours) / sum(bare)], told, unit=" ×"
    )
