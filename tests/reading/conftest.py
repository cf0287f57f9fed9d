"""One pool for the tests that only use it; tests that break workers make their own."""

from collections.abc import Iterator

import pytest

from workstation.reading import ReadingPool, TesseractInstall


@pytest.fixture(scope="session")
def tesseract() -> TesseractInstall:
    return TesseractInstall.find()


@pytest.fixture(scope="session")
def pool(tesseract: TesseractInstall) -> Iterator[ReadingPool]:
    with ReadingPool(reading_workers=1, tesseract=tesseract) as shared:
        yield shared
