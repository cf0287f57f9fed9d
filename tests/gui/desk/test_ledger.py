"""What counts as seen: enough of a page, long enough. The looks are made by hand, a quarter of a second each."""

from PySide6.QtWidgets import QApplication

from workstation.domain.geometry import Box
from workstation.gui.desk.pages.ledger import SeenLedger

WHOLE = Box(0, 0, 1, 1)
TOP, MIDDLE, FOOT = Box(0, 0, 1, 0.35), Box(0, 0.3, 1, 0.7), Box(0, 0.65, 1, 1)
SPOT = Box(0.4, 0.4, 0.6, 0.5)


class Screen:
    """What is on screen, and what the ledger said."""

    def __init__(self) -> None:
        self.shown: dict[str, Box] = {}
        self.said: list[str] = []
        self.ledger = SeenLedger(lambda: self.shown)
        self.ledger.seen.connect(self.said.extend)

    def show(self, seconds: float, **pages: Box) -> None:
        self.shown = pages
        for _ in range(round(seconds * 4)):
            self.ledger.look()


def test_a_page_on_screen_for_a_second_counts_once() -> None:
    screen = Screen()
    screen.show(5, first=WHOLE)
    assert screen.said == ["first"]


def test_a_glance_does_not_count() -> None:
    screen = Screen()
    screen.show(0.75, first=WHOLE)
    assert screen.said == []


def test_a_strip_at_the_edge_of_the_window_does_not_count_however_long() -> None:
    screen = Screen()
    screen.show(60, first=TOP, second=WHOLE)
    assert screen.said == ["second"]


def test_parts_looked_at_one_after_the_other_add_up() -> None:
    screen = Screen()
    screen.show(1, first=TOP)
    assert screen.said == []
    screen.show(1, first=MIDDLE)
    assert screen.said == ["first"]


def test_a_spot_at_a_deep_zoom_is_not_the_page() -> None:
    screen = Screen()
    screen.show(120, first=SPOT)
    assert screen.said == []


def test_a_page_that_slides_past_counts_when_it_was_there_long_enough() -> None:
    slow, fast = Screen(), Screen()
    for screen, step in ((slow, 0.05), (fast, 0.6)):
        top = -1.0
        while top < 1.0:
            visible = Box(0, min(1.0, max(0.0, top)), 1, min(1.0, max(0.0, top + 1.0)))
            screen.show(0.25, page=visible)
            top += step
    assert slow.said == ["page"]
    assert fast.said == []


def test_another_case_is_looked_at_anew(qapp: QApplication) -> None:
    screen = Screen()
    screen.show(1, first=WHOLE)
    screen.ledger.open()
    screen.show(1, first=WHOLE)
    screen.ledger.close()
    assert screen.said == ["first", "first"]
