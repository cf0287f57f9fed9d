"""How fast and how well pages are read here: `python -m tests.reading.speed [FOLDER OF SCANS]`.

Sixteen dense pages made here (a quarter Chinese; clean, leaning, noisy, faint), then every scan of the folder that
has its text beside it (NAME.txt; phototest.gold.txt serves all rotations of phototest).
"""

import os
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import wait
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from tests.reading.scans import CHINESE, ENGLISH, Spoiling, pdf_of_scans, scan_of
from workstation.reading import ReadingPool, SourceFile

KINDS = (
    Spoiling(),
    Spoiling(lean=1.2, noise=6),
    Spoiling(noise=18, blur=1.3, contrast=0.6, lean=-0.8),
    Spoiling(noise=4),
)
PAGES = 16
FOLDED = str.maketrans("，。：；（）", ",.:;()")
LONG_ENGLISH, LONG_CHINESE = f"{ENGLISH} {ENGLISH}", CHINESE * 3


def error_percent(found: str, wanted: str) -> float:
    """Character errors per hundred characters; blanks folded in English and left out in Chinese."""
    gap = "" if wanted.startswith(CHINESE[:4]) else " "
    first, second = (gap.join(text.translate(FOLDED).split()) for text in (found, wanted))
    return 100.0 * float(Levenshtein.distance(first, second)) / len(second)


def made_pages(pool: ReadingPool) -> Iterator[str]:
    texts = [LONG_CHINESE if number % 4 == 3 else LONG_ENGLISH for number in range(PAGES)]
    images = [
        scan_of(text, "china-s" if text is LONG_CHINESE else "helv", how=KINDS[number % 4])
        for number, text in enumerate(texts)
    ]
    with SourceFile(pdf_of_scans(*images), "packet.pdf") as source:
        started = time.monotonic()
        futures = [pool.read_page(source, number) for number in range(PAGES)]
        wait(futures)
        seconds = time.monotonic() - started
    for number, (text, future) in enumerate(zip(texts, futures, strict=True)):
        reading = future.result()
        yield f"page {number + 1:2}  {reading.language:8} CER {error_percent(reading.text, text):5.2f} %"
    yield f"{PAGES} pages in {seconds:.1f} s: {60 * PAGES / seconds:.1f} pages a minute"


def known_scans(pool: ReadingPool, folder: Path) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        stem = "phototest.gold" if path.name.startswith("phototest") else path.stem
        truth = folder / f"{stem}.txt"
        if path.suffix not in (".png", ".tif", ".jpg") or not truth.exists():
            continue
        with SourceFile(path.read_bytes(), path.name) as source:
            reading = pool.read_page(source, 0).result()
        rate = error_percent(reading.text, truth.read_text(errors="replace"))
        yield f"{path.name:26} turn {reading.turn:3}  CER {rate:5.2f} %  {reading.seconds:.2f} s"


def main() -> None:
    workers = os.cpu_count() or 1
    with ReadingPool(reading_workers=workers) as pool:
        for line in made_pages(pool):
            sys.stdout.write(f"{line}\n")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    sys.stdout.write(
        f"{(used.ru_utime + used.ru_stime) / PAGES:.2f} CPU seconds a page, start of workers included\n"
    )
    with ReadingPool(reading_workers=workers) as pool:
        for folder in sys.argv[1:]:
            for line in known_scans(pool, Path(folder)):
                sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
