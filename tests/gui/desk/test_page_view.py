"""The view of a page by keys and mouse: fit, zoom, paging, turning, how it looks, back and forward."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.desk import papers
from tests.gui.desk.bench import Stay, key, wheel
from tests.gui.desk.conftest import OpenDesk
from tests.services.bench import row_of
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.pages.canvas import PageCanvas
from workstation.gui.desk.pages.look import Look, looked
from workstation.gui.desk.pages.look_strip import LEAP, STEP
from workstation.gui.kit.buttons import Button
from workstation.reading import ReadingPool
from workstation.services.form import the_form
from workstation.services.pages import case_documents, view_states


@pytest.fixture
def canvas(desk: DeskScreen) -> PageCanvas:
    """The letter of three pages, with the keys on it."""
    desk.pages.canvas.setFocus()
    return desk.pages.canvas


def shade(canvas: PageCanvas, at: QPointF) -> int:
    """How light the viewport is at a place, 0..255, as painted."""
    return canvas.viewport().grab().toImage().pixelColor(at.toPoint()).lightness()


def corner(canvas: PageCanvas) -> QPointF:
    """A place on the first page where nothing is written."""
    return canvas._view_frame(0).transform.map(QPointF(0.5, 0.02))


# Fit and zoom


def test_fit_page_fit_width_and_full_size_by_their_keys(canvas: PageCanvas) -> None:
    view = canvas.viewport()
    key(canvas, Qt.Key.Key_3)
    assert canvas._view_frame(0).rect.height() <= view.height()
    key(canvas, Qt.Key.Key_2)
    assert view.width() * 0.9 < canvas._view_frame(0).rect.width() <= view.width()
    key(canvas, Qt.Key.Key_1)
    assert canvas.zoom_percent == 100
    assert abs(canvas._view_frame(0).rect.width() - 595 * 96 / 72) < 1


def test_ctrl_and_wheel_zoom_at_the_pointer_and_are_sharp_after(qtbot: QtBot, canvas: PageCanvas) -> None:
    at = QPointF(300, 400)
    place = canvas._view_frame(0).fraction(at)
    for _ in range(4):
        wheel(canvas, at, 1, ctrl=True)
    there = canvas._view_frame(0).transform.map(place)
    assert (there - at).manhattanLength() <= 2
    qtbot.waitUntil(lambda: canvas.is_sharp(0), timeout=15_000)


def test_page_keys_go_from_page_to_page_where_a_whole_page_fits(canvas: PageCanvas) -> None:
    key(canvas, Qt.Key.Key_3)
    steps = [(Qt.Key.Key_PageDown, 1), (Qt.Key.Key_Space, 2), (Qt.Key.Key_PageUp, 1), (Qt.Key.Key_End, 2)]
    for pressed, page in [*steps, (Qt.Key.Key_Home, 0)]:
        key(canvas, pressed)
        assert canvas.current == page
        rect = canvas._view_frame(page).rect
        assert rect.top() >= 0 and rect.bottom() <= canvas.viewport().height() + 1


def test_page_keys_leave_a_line_of_what_was_there_where_a_page_is_longer(canvas: PageCanvas) -> None:
    key(canvas, Qt.Key.Key_2)
    bar, view = canvas.verticalScrollBar(), canvas.viewport().height()
    key(canvas, Qt.Key.Key_PageDown)
    assert bar.value() == round(view * 0.9)
    key(canvas, Qt.Key.Key_Space, shift=True)
    assert bar.value() == 0
    key(canvas, Qt.Key.Key_Down)
    assert 0 < bar.value() < view * 0.2


def test_a_page_is_there_at_once_when_it_is_gone_to(canvas: PageCanvas) -> None:
    canvas.go_to_page(3)
    assert canvas.current == 2


# Turning


def test_all_pages_turn_from_the_way_each_lies_and_no_file_is_touched(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas
) -> None:
    def lie(*turns: int) -> Callable[[], bool]:
        return lambda: [page.turn for page in canvas.pages] == list(turns)

    key(canvas, Qt.Key.Key_T)
    qtbot.waitUntil(lie(90, 0, 0))
    key(canvas, Qt.Key.Key_T, shift=True)
    qtbot.waitUntil(lie(180, 90, 90))
    for after in ((270, 180, 180), (0, 270, 270)):
        key(canvas, Qt.Key.Key_T, shift=True)
        qtbot.waitUntil(lie(*after))
    kept = next(d for d in case_documents(stay.ws, stay.ward.ada) if d.id == desk.pages.active.current)
    assert [(page.width, page.height) for page in kept.pages] == [(595.0, 842.0)] * 3


def lie(canvas: PageCanvas, turned: list[int]) -> bool:
    return [page.turn for page in canvas.pages] == turned


def turns(stay: Stay, desk: DeskScreen) -> list[int]:
    """How the pages of the letter lie, as the store knows."""
    kept = next(d for d in case_documents(stay.ws, stay.ward.ada) if d.id == desk.pages.active.current)
    return [page.turn for page in kept.pages]


def test_every_press_counts_however_quick_and_at_once(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas
) -> None:
    for pressed in range(1, 8):
        key(canvas, Qt.Key.Key_T)
        assert canvas.pages[0].turn == pressed * 90 % 360
    for pressed in range(1, 4):
        key(canvas, Qt.Key.Key_T, shift=True)
        assert [page.turn for page in canvas.pages[1:]] == [pressed * 90, pressed * 90]
    shown: set[int] = set()
    for _ in range(6):
        stay.settle(qtbot)
        shown.add(canvas.pages[0].turn)
    assert shown == {10 * 90 % 360}, "what the store tells late turns nothing back"
    assert turns(stay, desk) == [180, 270, 270]


def test_undo_on_the_page_turns_it_back_and_says_so(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas
) -> None:
    key(canvas, Qt.Key.Key_T)
    key(canvas, Qt.Key.Key_T, shift=True)
    canvas.go_to_page(3)
    toast = desk.pages.correcting.toast
    for lying in ([90, 0, 0], [0, 0, 0]):
        key(canvas, Qt.Key.Key_Z, ctrl=True)
        qtbot.waitUntil(partial(lie, canvas, lying))
        assert (toast.isVisible(), toast.accessibleName()) == (True, "Undone: page turned")
    assert canvas.current == 0, "the page that was turned back is shown"
    assert canvas.hasFocus()
    assert turns(stay, desk) == [0, 0, 0]
    key(canvas, Qt.Key.Key_Z, ctrl=True, shift=True)
    qtbot.waitUntil(partial(lie, canvas, [90, 0, 0]))


def test_undo_on_the_page_says_and_shows_which_finding_it_took_back(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas
) -> None:
    def ecog() -> list[object]:
        row = row_of(stay.thread.call(the_form, stay.ward.ada).result(10), "ecog")
        return [value.finding.value for value in row.values]

    desk.record.focus_field("ecog", None)
    before = ecog()
    QTest.keyClicks(desk.record.findings.list, "2")
    key(desk.focusWidget(), Qt.Key.Key_Return)
    stay.settle(qtbot)
    assert ecog() != before
    desk.record.show_tab("timeline")
    canvas.setFocus()
    key(canvas, Qt.Key.Key_Z, ctrl=True)
    qtbot.waitUntil(lambda: ecog() == before)
    toast = desk.pages.correcting.toast
    qtbot.waitUntil(lambda: toast.isVisible() and toast.accessibleName().startswith("Undone: ECOG"))
    row = desk.record.findings.list.focused_row
    assert row is not None
    assert (desk.record.tab, row.field.id) == ("findings", "ecog")
    assert canvas.hasFocus()


# How it looks


def test_a_page_is_inverted_by_its_key_and_back(qtbot: QtBot, canvas: PageCanvas) -> None:
    qtbot.waitUntil(lambda: canvas.is_sharp(0), timeout=15_000)
    at = corner(canvas)
    assert shade(canvas, at) > 240
    key(canvas, Qt.Key.Key_I)
    assert canvas.look == Look(inverted=True)
    qtbot.waitUntil(lambda: shade(canvas, at) < 20)
    key(canvas, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: shade(canvas, at) > 240)


def test_the_strip_is_opened_worked_and_left_by_keys(desk: DeskScreen, canvas: PageCanvas) -> None:
    strip = desk.pages.active.look_strip
    key(canvas, Qt.Key.Key_L)
    assert strip.isVisible()
    brightness, contrast = strip.brightness.slider, strip.contrast.slider
    assert brightness.hasFocus()
    assert brightness.accessibleName() == "Brightness"
    key(brightness, Qt.Key.Key_Right)
    key(brightness, Qt.Key.Key_Tab)
    assert contrast.hasFocus()
    key(contrast, Qt.Key.Key_PageUp)
    assert canvas.look == Look(brightness=STEP, contrast=LEAP)
    key(contrast, Qt.Key.Key_T)
    key(contrast, Qt.Key.Key_I)
    assert not canvas.look.inverted
    key(contrast, Qt.Key.Key_Escape)
    assert not strip.isVisible()
    assert canvas.hasFocus()
    assert canvas.look == Look(brightness=STEP, contrast=LEAP)


def test_all_that_changes_the_view_is_reached_by_mouse(
    qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas
) -> None:
    bar = desk.pages.bar
    look = next(button for action, button in bar._tools if action.objectName() == "page.look")
    assert sum(button.isVisible() for _, button in bar._tools) <= 7, "and the one that opens the rest"
    QTest.mouseClick(look, Qt.MouseButton.LeftButton)
    assert desk.pages.active.look_strip.isVisible()
    QTest.mouseClick(look, Qt.MouseButton.LeftButton)
    pick(bar._more, "Fit page")
    assert canvas._view_frame(0).rect.height() <= canvas.viewport().height()
    pick(bar._more, "100 %")
    assert canvas.zoom_percent == 100
    pick(bar._more, "Turn all pages")
    assert lie(canvas, [90, 90, 90])
    for inverted in (True, False):
        pick(bar._more, "Invert")
        assert canvas.look.inverted is inverted


def test_the_menu_of_the_page_holds_what_can_be_done_with_it(
    qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas
) -> None:
    qtbot.waitUntil(lambda: bool(canvas._words.get(canvas.pages[0].id)))
    assert groups(point_at(canvas)) == [
        ["page.draw_box", "page.select_all"],
        ["page.fit_width", "page.fit_page", "page.full_size"],
        ["page.turn", "page.turn_all", "page.look", "page.invert"],
        ["page.read_part", "page.again", "page.again_other", "page.by_eye", "page.as_text"],
        ["evidence.previous", "evidence.next"],
    ]
    close_menu()
    canvas.choose(canvas.pages[0].id, 0, 0)
    menu = point_at(canvas)
    assert groups(menu)[:2] == [
        ["page.correct", "page.right", "page.read_part", "page.copy"],
        ["cite.supports", "cite.contradicts"],
    ]
    assert all(each.isShortcutVisibleInContextMenu() and each.shortcut() for each in named(menu))
    close_menu()
    assert canvas.choice() is not None


def test_the_menu_of_the_page_by_key_does_what_is_chosen_and_gives_the_keys_back(
    desk: DeskScreen, canvas: PageCanvas
) -> None:
    for pressed, shift in ((Qt.Key.Key_Menu, False), (Qt.Key.Key_F10, True)):
        canvas.setFocus()
        key(canvas, pressed, shift=shift)
        menu = menu_shown()
        menu.setActiveAction(next(each for each in named(menu) if each.objectName() == "page.turn"))
        key(menu, Qt.Key.Key_Return)
        come_back(desk)
        assert canvas.hasFocus()
    assert canvas.pages[0].turn == 180


def test_the_menu_of_the_page_takes_the_keys_to_its_side(desk: DeskScreen, canvas: PageCanvas) -> None:
    desk.pages.toggle_second()
    left, right = desk.pages.sides
    assert desk.pages.active is right
    point_at(left.canvas)
    close_menu()
    come_back(desk)
    assert desk.pages.active is left and left.canvas.hasFocus()


def test_the_menu_of_a_closed_case_says_so_first(desk: DeskScreen, canvas: PageCanvas) -> None:
    desk.pages.allow("Signed. A change is an amendment.")
    menu = point_at(canvas)
    first = menu.actions()[0]
    assert first.text() == "Signed. A change is an amendment." and not first.isEnabled()
    can = {each.objectName() for each in named(menu) if each.isEnabled()}
    assert "page.turn" in can and "page.by_eye" not in can
    close_menu()


def come_back(desk: DeskScreen) -> None:
    """What a desktop does when a menu closes: its window has the keys again."""
    desk.activateWindow()
    QApplication.processEvents()


def named(menu: QMenu) -> list[QAction]:
    return [action for action in menu.actions() if action.objectName()]


def groups(menu: QMenu) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for action in menu.actions():
        if action.isSeparator():
            found.append([])
        else:
            found[-1].append(action.objectName())
    return found


@pytest.mark.parametrize("width", [1366, 1920])
def test_the_strip_lies_within_its_side(width: int, open_desk: OpenDesk) -> None:
    desk = open_desk(width, 698)
    desk.pages.toggle_second()
    canvas, strip = desk.pages.canvas, desk.pages.active.look_strip
    key(canvas, Qt.Key.Key_L)
    QApplication.processEvents()
    room = canvas.viewport().rect()
    for part in (strip.brightness.slider, strip.contrast.slider, *strip.findChildren(Button)):
        place = QRect(part.mapTo(canvas, QPoint(0, 0)), part.size())
        assert room.contains(place), part.accessibleName()
        assert min(place.width(), place.height()) >= 28


def menu_shown() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def close_menu() -> None:
    menu_shown().close()
    QApplication.processEvents()


def pick(button: QWidget, name: str) -> None:
    """Open a menu and choose from it, by mouse."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = menu_shown()
    (wanted,) = [action for action in menu.actions() if action.text() == name]
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(wanted).center())
    QApplication.processEvents()


def point_at(canvas: PageCanvas) -> QMenu:
    """The menu that the right button opens in the middle of the page."""
    at = canvas.viewport().rect().center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, canvas.viewport().mapToGlobal(at))
    QApplication.sendEvent(canvas.viewport(), asked)
    return menu_shown()


def test_reset_by_mouse_keeps_what_is_inverted(desk: DeskScreen, canvas: PageCanvas) -> None:
    strip = desk.pages.active.look_strip
    canvas.set_look(Look(40, -20, inverted=True))
    key(canvas, Qt.Key.Key_L)
    assert (strip.brightness.slider.value(), strip.contrast.slider.value()) == (40, -20)
    QTest.mouseClick(strip.reset, Qt.MouseButton.LeftButton)
    assert canvas.look == Look(inverted=True)
    assert not strip.reset.isEnabled()


def test_a_document_looks_the_next_day_as_it_was_left_and_others_do_not(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas, open_desk: OpenDesk
) -> None:
    letter = desk.pages.active.current
    canvas.set_look(Look(15, 35, inverted=True))
    other = next(document for document in desk.documents if document.id != letter)
    desk.pages.open_document(other.id)
    assert canvas.look == Look()
    desk.pages.open_document(letter)
    assert canvas.look == Look(15, 35, inverted=True)
    desk.leaving()
    stay.settle(qtbot)
    assert stay.thread.call(view_states, stay.ward.ada).result(10)
    again = open_desk()
    qtbot.waitUntil(lambda: again.pages.canvas.look == Look(15, 35, inverted=True))


def test_contrast_darkens_ink_and_brightness_clears_the_paper() -> None:
    plain, faint = Look().table(), Look(brightness=20, contrast=60).table()
    assert list(plain) == list(range(256))
    paper, ink = 232, 190
    assert faint[paper] == 255
    assert faint[ink] < ink - 40
    assert list(faint) == sorted(faint)
    assert [255 - shade for shade in Look(-20, 60, inverted=True).table()] == list(faint)


def test_brightness_lightens_what_is_seen_on_an_inverted_page_too() -> None:
    for inverted in (False, True):
        dark, plain, light = (Look(brightness, inverted=inverted).table() for brightness in (-50, 0, 50))
        assert all(a <= b <= c for a, b, c in zip(dark, plain, light, strict=True))
        assert sum(dark) < sum(plain) < sum(light)
    ink, grey_paper = 40, 225
    cleared = Look(-20, 60, inverted=True).table()
    assert (cleared[ink], cleared[grey_paper]) == (255, 16)


def test_grey_pictures_stay_grey_and_colours_follow_the_same_table() -> None:
    grey = QImage(3, 1, QImage.Format.Format_Grayscale8)
    for x, value in enumerate((0, 128, 255)):
        grey.setPixelColor(x, 0, grey.pixelColor(0, 0).fromRgb(value, value, value))
    look = Look(contrast=30)
    assert [looked(grey, look).pixelColor(x, 0).red() for x in range(3)] == [
        look.table()[v] for v in (0, 128, 255)
    ]
    assert grey.pixelColor(1, 0).red() == 128
    colour = QImage(2, 2, QImage.Format.Format_RGB888)
    colour.fill(grey.pixelColor(0, 0).fromRgb(200, 100, 50))
    shown = looked(colour, look).pixelColor(1, 1)
    assert (shown.red(), shown.green(), shown.blue()) == tuple(look.table()[v] for v in (200, 100, 50))


def test_a_coloured_page_is_inverted_off_the_window_s_thread(
    qtbot: QtBot, stay: Stay, pool: ReadingPool, open_desk: OpenDesk
) -> None:
    document = papers.imported(stay, pool, "red.pdf", papers.coloured())
    canvas = open_desk(document_id=document.id, page_id=document.pages[0].id).pages.canvas
    qtbot.waitUntil(lambda: canvas.is_sharp(0), timeout=15_000)
    canvas.setFocus()
    key(canvas, Qt.Key.Key_I)

    def colour() -> QColor:
        return canvas.viewport().grab().toImage().pixelColor(corner(canvas).toPoint())

    qtbot.waitUntil(lambda: colour().red() < 80)
    assert colour().blue() > 180


# Back and forward


def test_the_buttons_at_the_side_of_the_mouse_go_back_and_forward(qtbot: QtBot, desk: DeskScreen) -> None:
    canvas = desk.pages.canvas
    desk.pages.bar.page_asked.emit(3)
    qtbot.waitUntil(lambda: canvas.current == 2)
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.BackButton)
    qtbot.waitUntil(lambda: canvas.current == 0)
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.ForwardButton)
    qtbot.waitUntil(lambda: canvas.current == 2)
