"""What is painted over a page leaves its words to be read: measured on the pixels of the window."""

import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, key
from workstation.domain.geometry import Quad
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.pages.canvas import PageCanvas
from workstation.gui.desk.pages.marks import Mark, MarkKind
from workstation.gui.kit import theme
from workstation.gui.kit.tokens import Scheme, contrast


def on_screen(canvas: PageCanvas, page_id: str, quad: Quad) -> QImage:
    """The pixels of a place of a page as the window shows them."""
    shot = canvas.viewport().grab().toImage()
    rect, ratio = canvas.polygon(page_id, quad).boundingRect(), shot.devicePixelRatio()
    place = QRect(rect.topLeft().toPoint() * ratio, rect.size().toSize() * ratio)
    return shot.copy(place.adjusted(2, 2, -2, -2)).convertToFormat(QImage.Format.Format_RGB32)


def shades(image: QImage) -> list[QColor]:
    """Its pixels, the lightest first."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return sorted(pixels, key=lambda pixel: contrast(pixel.name(), "#000000"), reverse=True)


def legibility(image: QImage) -> tuple[float, QColor]:
    """The contrast of the ink to its ground, and the ground, which is most of what is there."""
    found = shades(image)
    ground = (
        found[len(found) // 4]
        if contrast(found[len(found) // 2].name(), "#000000") > 6
        else found[-len(found) // 4]
    )
    inks = (found[len(found) // 100], found[-len(found) // 100])
    return max(contrast(ink.name(), ground.name()) for ink in inks), ground


def marks(canvas: PageCanvas, kind: MarkKind) -> list[Mark]:
    return [mark for each in canvas._marks.values() for mark in each if mark.kind is kind]


@pytest.mark.parametrize("inverted", [False, True], ids=["plain", "inverted"])
def test_a_hit_on_evidence_is_read_on_yellow(
    inverted: bool, qtbot: QtBot, dressed: QApplication, desk: DeskScreen, stay: Stay, scheme: Scheme
) -> None:
    theme.apply(dressed, scheme)
    canvas = desk.pages.canvas
    canvas.setFocus()
    if inverted:
        key(canvas, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: canvas.is_sharp(0) and bool(marks(canvas, MarkKind.EVIDENCE)), timeout=15_000)
    key(canvas, Qt.Key.Key_F, ctrl=True)
    QTest.keyClicks(desk.pages.finder._field, "large")
    qtbot.waitUntil(lambda: any(mark.focused for mark in marks(canvas, MarkKind.HIT)))
    qtbot.waitUntil(lambda: not canvas._flash.page_id)
    (hit,) = [mark for mark in marks(canvas, MarkKind.HIT) if mark.focused]
    around = [quad for mark in marks(canvas, MarkKind.EVIDENCE) for quad in mark.quads]
    assert any(quad.x0 <= hit.quads[0].x0 and quad.y0 <= hit.quads[0].y2 <= quad.y2 + 0.01 for quad in around)
    seen, ground = legibility(on_screen(canvas, hit.page_id, hit.quads[0]))
    assert seen >= 4.5
    view = canvas._view_frame(0)
    bare = canvas.viewport().grab().toImage().pixelColor(view.transform.map(QPointF(0.5, 0.02)).toPoint())
    yellow = QColor(theme.tokens().paper_hit)
    wanted = met(bare, yellow, inverted)
    parts = (QColor.red, QColor.green, QColor.blue)
    assert max(abs(part(ground) - part(wanted)) for part in parts) <= 8, "no fill under it"


def met(paper: QColor, yellow: QColor, inverted: bool) -> QColor:
    """What the yellow makes of the paper and nothing else."""
    pairs = [(paper.red(), yellow.red()), (paper.green(), yellow.green()), (paper.blue(), yellow.blue())]
    return QColor(*(abs(a - b) if inverted else a * b // 255 for a, b in pairs))
