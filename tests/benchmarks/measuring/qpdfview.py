"""QPdfView, timed: run by the peers' Python as a program of its own, on a file, with so many turns and jumps.

Prints JSON: milliseconds from a key press (PgDn), or from a jump, until what is visible is drawn, one list each. It is
drawn where patches at the top, in the middle and at the foot of the view hold the noise of a scan and not plain paper.
"""

import json
import random
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEventLoop, QPointF, QRect, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

SIZE = (1000, 900)
PATCH = 24
DWELL_SECONDS, PATIENCE_SECONDS = 0.5, 20.0


def _is_drawn(view: QPdfView) -> bool:
    place = view.viewport()
    for share in (0.1, 0.5, 0.9):
        patch = QRect(place.width() // 2, round(place.height() * share) - PATCH // 2, PATCH, PATCH)
        image = place.grab(patch).toImage()
        shades = {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
        if len(shades) < 8:
            return False
    return True


def _live(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 4)
        time.sleep(0.001)


def _milliseconds(view: QPdfView, act: Callable[[], object]) -> float:
    _live(DWELL_SECONDS)
    begun = time.monotonic()
    act()
    QCoreApplication.processEvents()
    while not _is_drawn(view):
        if time.monotonic() - begun > PATIENCE_SECONDS:
            raise TimeoutError("a page is not drawn")
        _live(0.003)
    return (time.monotonic() - begun) * 1000


def main(path: str, turns: str, jumps: str) -> None:
    app = QApplication(sys.argv[:1])
    document, view = QPdfDocument(), QPdfView()
    view.setPageMode(QPdfView.PageMode.MultiPage)
    view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
    view.resize(*SIZE)
    view.show()
    document.load(path)
    view.setDocument(document)
    chance, to_page = random.Random(4), view.pageNavigator()
    took = {
        "open": [_milliseconds(view, lambda: None)],
        "turn": [
            _milliseconds(view, lambda: QTest.keyClick(view, Qt.Key.Key_PageDown)) for _ in range(int(turns))
        ],
        "jump": [
            _milliseconds(view, lambda: to_page.jump(chance.randrange(document.pageCount()), QPointF(), 0))
            for _ in range(int(jumps))
        ],
    }
    sys.stdout.write(json.dumps(took))
    view.close()
    app.quit()


if __name__ == "__main__":
    main(*sys.argv[1:])
