"""Turning and opening, timed on the real window: what a key press costs until the page is sharp."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

from tests.benchmarks.measuring.figures import Figure, at_most
from tests.benchmarks.measuring.heart import percentile, resident_mib, told_memory
from tests.benchmarks.measuring.sitting import Sitting

TURN_MS, JUMP_MS = 50.0, 150.0
PICTURE_SECONDS, SHARP_SECONDS = 0.3, 1.5
MEMORY_MIB = 400.0
NEXT_CASE_MS = 200.0
DWELL_SECONDS = 0.5
PAGES_A_SECOND, WHEEL_SECONDS = 3.0, 1 / 60


@dataclass(frozen=True)
class Amount:
    """How much is done: turns and jumps, seconds of scrolling, cases gone through, read pages to find something in."""

    turns: int = 40
    jumps: int = 40
    scroll_seconds: float = 20.0
    cases: int = 12
    found: int = 1000


def open_many(sitting: Sitting, number: str) -> Iterator[Figure]:
    """The case of many pages, opened from the queue with Enter."""
    sitting.heart.during = "opening many pages"
    before = set().union(*(frame.page_ids for frame in sitting.eye.frames[-1:]))
    begun = sitting.open(number)
    is_new = sitting.page_shown(before)
    first = sitting.milliseconds_from(begun, is_new, "no picture comes")
    sharp = sitting.milliseconds_from(begun, lambda frame: is_new(frame) and frame.sharp, "no sharp page")
    yield at_most(
        f"{len(sitting.page_ids())} pages: open to first picture / sharp",
        (PICTURE_SECONDS, SHARP_SECONDS),
        (first / 1000, sharp / 1000),
        unit=" s",
    )


def turn_pages(sitting: Sitting, number: str, amount: Amount) -> Iterator[Figure]:
    """Page by page with PgDn after a moment on each; then anywhere with Ctrl+G."""
    sitting.open(number)
    sitting.rest(1.5)
    sitting.to_page()
    sitting.heart.during = "turning pages"
    turns, jumps = [], []
    for _ in range(amount.turns):
        sitting.rest(DWELL_SECONDS)
        turns.append(sitting.milliseconds_to_sharp("PgDown"))
    sitting.heart.during = "jumping"
    pages = len(sitting.desk.pages.canvas.pages)
    chance = random.Random(4)
    for _ in range(amount.jumps):
        sitting.rest(DWELL_SECONDS)
        sitting.go_to_page(chance.randint(1, pages))
        jumps.append(sitting.milliseconds_to_sharp("Return"))
    took = [[ms for ms in each if ms is not None] for each in (turns, jumps)]
    others = " (median {:.0f} / {:.0f})".format(*(percentile(each, 0.5) for each in took))
    yield at_most(
        "key press to sharp page: warm neighbour / jump, p95",
        (TURN_MS, JUMP_MS),
        [percentile(each, 0.95) for each in took],
        others,
        unit=" ms",
        digits=0,
    )


def scroll(sitting: Sitting, number: str, amount: Amount) -> Iterator[Figure]:
    """Three pages a second with the wheel, where nobody has been before."""
    sitting.open(number)
    sitting.rest(1.0)
    canvas = sitting.desk.pages.canvas
    sitting.go_to_page(len(canvas.pages) // 2)
    sitting.milliseconds_to_sharp("Return")
    sitting.heart.during = "scrolling at 3 pages a second"
    bar = canvas.verticalScrollBar()
    a_page = (bar.maximum() + bar.pageStep()) / len(canvas.pages)
    first, seen, begun = bar.value(), len(sitting.eye.frames), time.monotonic()
    while (passed := time.monotonic() - begun) < amount.scroll_seconds:
        sitting.wheel_down(first + passed * a_page * PAGES_A_SECOND - bar.value())
        sitting.rest(WHEEL_SECONDS)
    frames = sitting.eye.frames[seen:]
    pace = (bar.value() - first) / a_page / (frames[-1].at - begun)
    blank = sum(not frame.shown for frame in frames)
    others = f" of {len(frames)} at {pace:.1f} pages a second"
    yield at_most("frames with a blank page while scrolling", [0], [blank], others, unit="", digits=0)


def scroll_end_to_end(sitting: Sitting, number: str) -> Iterator[Figure]:
    """The memory of the window's process while every page comes by."""
    sitting.open(number)
    sitting.rest(1.0)
    sitting.to_page()
    sitting.press("Home")
    sitting.heart.during = "scrolling end to end"
    before = resident_mib()
    sitting.heart.memory_from_here()
    bar = sitting.desk.pages.canvas.verticalScrollBar()
    while bar.value() < bar.maximum():
        sitting.wheel_down(bar.pageStep())
        sitting.rest(WHEEL_SECONDS)
    sitting.rest(1.0)
    peak = max(sitting.heart.peak_memory, resident_mib())
    pages = len(sitting.desk.pages.canvas.pages)
    yield at_most(
        f"{pages} pages: memory of the window's process, scrolled end to end",
        [MEMORY_MIB],
        [peak],
        f" (before {before:.0f}; now {told_memory()})",
        unit=" MiB",
        digits=0,
    )


def next_cases(sitting: Sitting, amount: Amount) -> Iterator[Figure]:
    """Ctrl+PgDn from the first case of the queue to the ones after it."""
    sitting.to_queue()
    numbers = [row.number for row in sitting.person.queue.table.rows]
    sitting.open(numbers[0])
    sitting.rest(1.0)
    sitting.heart.during = "next case"
    took = []
    for _ in numbers[1 : amount.cases + 1]:
        wanted = sitting.page_shown(sitting.page_ids())
        begun = sitting.press("Ctrl+PgDown")
        took.append(sitting.milliseconds_from(begun, wanted, "the next case shows no page"))
        sitting.rest(DWELL_SECONDS)
    yield at_most(
        "next case from the queue, page visible, p95",
        [NEXT_CASE_MS],
        [percentile(took, 0.95)],
        f" (median {percentile(took, 0.5):.0f}, {len(took)} cases)",
        unit=" ms",
        digits=0,
    )
