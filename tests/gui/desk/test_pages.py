"""The page by mouse and keys: choosing, citing, drawing, zoom, places, find, jumps."""

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, click, drag, key, letter_of, wheel
from tests.gui.desk.conftest import OpenDesk
from tests.services.bench import row_of
from workstation.domain.dates import Precision
from workstation.domain.geometry import Box
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.pages import sharp
from workstation.gui.desk.pages.canvas import PageCanvas
from workstation.gui.desk.pages.marks import handles
from workstation.services import findings
from workstation.services.pages import case_documents, view_states
from workstation.services.views import DocumentView, FormRow


@pytest.fixture
def canvas(qtbot: QtBot, desk: DeskScreen) -> PageCanvas:
    """The letter with its words in hand."""
    canvas = desk.pages.canvas
    qtbot.waitUntil(lambda: bool(canvas._words.get(canvas.pages[0].id)))
    canvas.setFocus()
    return canvas


def middle(canvas: PageCanvas, text: str, page: int = 0) -> QPointF:
    """Where a word stands in the viewport."""
    page_id = canvas.pages[page].id
    word = next(word for word in canvas._words[page_id] if word.text == text)
    return canvas._view_frame(page).polygon(word.quad).boundingRect().center()


def stored(stay: Stay, field_id: str) -> FormRow:
    return row_of(stay.thread.call(findings.the_form, stay.ward.ada).result(10), field_id)


def scan(desk: DeskScreen) -> None:
    """Open the page that has not been read."""
    other = next(d for d in desk.documents if d.type != "pathology")
    desk.pages.open_document(other.id)


# Choosing words


def test_dragging_over_words_quotes_them_in_reading_order(canvas: PageCanvas) -> None:
    drag(canvas, middle(canvas, "biopsy"), middle(canvas, "lymphoma,"))
    chosen = canvas.choice()
    assert chosen is not None
    assert chosen.quote == "lymphoma, NOS, germinal centre type. The biopsy"
    first, second = chosen.quads
    assert first.bounds.top < second.bounds.top
    assert not chosen.drawn


def test_shift_and_arrows_extend_and_esc_lets_go(canvas: PageCanvas) -> None:
    click(canvas, middle(canvas, "Northfield"))
    for _ in range(2):
        key(canvas, Qt.Key.Key_Right, shift=True)
    chosen = canvas.choice()
    assert chosen is not None
    assert chosen.quote == "Northfield Hospital, Department"
    key(canvas, Qt.Key.Key_Down, shift=True)
    chosen = canvas.choice()
    assert chosen is not None
    assert len(chosen.quads) == 2
    key(canvas, Qt.Key.Key_Escape)
    assert canvas.choice() is None


def test_a_double_click_takes_a_word(canvas: PageCanvas) -> None:
    at = middle(canvas, "cervical").toPoint()
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    chosen = canvas.choice()
    assert chosen is not None
    assert chosen.quote == "cervical"


def test_copy_names_the_page(canvas: PageCanvas) -> None:
    drag(canvas, middle(canvas, "CD20"), middle(canvas, "CD19"))
    key(canvas, Qt.Key.Key_C, ctrl=True)
    assert QGuiApplication.clipboard().text() == "CD20 positive, CD19 [Path p 1, 24 Nov 2024]"


# Citing


def test_the_cite_bar_names_the_field_and_never_covers_the_choice(
    qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas
) -> None:
    desk.record.focus_field("cell_of_origin", None)
    cite = desk.pages.cite_bar
    drag(canvas, middle(canvas, "Diffuse"), middle(canvas, "large"))
    assert cite.isVisible()
    assert cite._field.text() == "Cell of origin"
    key(canvas, Qt.Key.Key_Escape)
    assert not cite.isVisible()
    canvas.set_zoom(1.0)
    for top in (0.02, 0.3, 0.5, 0.7):
        frame = canvas._view_frame(0)
        canvas.set_box_mode(True)
        box = frame.rect_of(Box(0.3, top, 0.6, top + 0.08)).intersected(QRectF(canvas.viewport().rect()))
        drag(canvas, box.topLeft() + QPointF(1, 1), box.bottomRight() - QPointF(1, 1))
        rect = canvas.choice_rect()
        assert rect is not None
        assert not QRectF(cite.geometry()).intersects(rect)
        assert canvas.rect().contains(cite.geometry())


def test_ctrl_enter_cites_words_for_the_focused_field(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas
) -> None:
    desk.record.focus_field("biopsy_sampling_date", None)
    before = len(stored(stay, "biopsy_sampling_date").values[0].spots)
    drag(canvas, middle(canvas, "24"), middle(canvas, "2024"))
    key(canvas, Qt.Key.Key_Return, ctrl=True)
    stay.settle(qtbot)
    spots = stored(stay, "biopsy_sampling_date").values[0].spots
    assert len(spots) == before + 1
    assert spots[-1].quote == "24 Nov 2024"
    assert canvas.choice() is None


def test_words_fill_an_empty_field_and_a_contradiction_is_told(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas
) -> None:
    desk.record.focus_field("cd20_status", None)
    drag(canvas, middle(canvas, "CD20"), middle(canvas, "positive,"))
    click(desk.pages.cite_bar._supports)
    stay.settle(qtbot)
    drag(canvas, middle(canvas, "First"), middle(canvas, "treatment"))
    click(desk.pages.cite_bar._contradicts)
    stay.settle(qtbot)
    spots = [spot for value in stored(stay, "cd20_status").values for spot in value.spots]
    assert [spot.polarity for spot in spots] == ["supports", "contradicts"]


def test_a_derived_field_is_not_cited_for(desk: DeskScreen, canvas: PageCanvas) -> None:
    desk.record.focus_field("line_count", None)
    drag(canvas, middle(canvas, "Diffuse"), middle(canvas, "large"))
    assert not desk.pages.cite_bar._supports.isEnabled()
    assert "derived" in desk.pages.cite_bar._lead.text()


# Boxes


def test_a_box_is_drawn_where_nothing_was_read_and_cited_without_a_quote(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas
) -> None:
    desk.record.focus_field("ecog", None)
    scan(desk)
    stay.settle(qtbot)
    drag(canvas, QPointF(300, 200), QPointF(500, 260))
    assert (chosen := canvas.choice()) is not None
    assert chosen.drawn
    key(canvas, Qt.Key.Key_Return, ctrl=True)
    stay.settle(qtbot)
    spot = stored(stay, "ecog").values[0].spots[-1]
    assert (spot.quote, spot.confidence) == ("", None)
    with qtbot.waitSignal(canvas.mark_clicked) as clicked:
        click(canvas, QPointF(400, 230))
    assert clicked.args == [spot.evidence_id]


def test_a_box_is_sized_by_handles_and_arrows(canvas: PageCanvas) -> None:
    key(canvas, Qt.Key.Key_B)
    assert canvas.box_mode
    drag(canvas, QPointF(300, 200), QPointF(500, 300))
    before = canvas.choice_rect()
    assert before is not None
    corner = handles(before)["se"]
    drag(canvas, corner, corner + QPointF(40, 30))
    after = canvas.choice_rect()
    assert after is not None
    assert abs(after.width() - before.width() - 40) < 1.5
    assert abs(after.height() - before.height() - 30) < 1.5
    key(canvas, Qt.Key.Key_Right)
    key(canvas, Qt.Key.Key_Down, shift=True)
    moved = canvas.choice_rect()
    assert moved is not None
    assert moved.left() > after.left()
    assert moved.height() > after.height()


def test_esc_undoes_a_layer_at_a_time(desk: DeskScreen, canvas: PageCanvas) -> None:
    key(canvas, Qt.Key.Key_B)
    drag(canvas, QPointF(300, 200), QPointF(500, 300))
    key(canvas, Qt.Key.Key_Escape)
    assert canvas.choice() is None
    assert canvas.box_mode
    key(canvas, Qt.Key.Key_Escape)
    assert not canvas.box_mode
    key(canvas, Qt.Key.Key_Escape)
    assert canvas.hasFocus()


# Zoom, turn, places


def test_the_wheel_zooms_at_the_pointer(canvas: PageCanvas) -> None:
    canvas.set_zoom(2.0)
    canvas.go_to_page(2)
    canvas._glide.stop()
    at = QPointF(420, 310)
    for notches in (1, 2, -1, -1):
        page = canvas._column.nearest(canvas._to_content(at).y())
        before = canvas._view_frame(page).fraction(at)
        wheel(canvas, at, notches, ctrl=True)
        there = canvas._view_frame(page).transform.map(before)
        assert abs(there.x() - at.x()) <= 1
        assert abs(there.y() - at.y()) <= 1


def test_fits_and_full_size(qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas) -> None:
    key(canvas, Qt.Key.Key_1)
    assert canvas.zoom_percent == 100
    key(canvas, Qt.Key.Key_3)
    assert canvas._view_frame(0).rect.height() <= canvas.viewport().height()
    key(canvas, Qt.Key.Key_2)
    assert canvas._view_frame(0).rect.width() <= canvas.viewport().width()
    wide = canvas.zoom_percent
    desk.resize(1600, 1010)
    qtbot.waitUntil(lambda: canvas.zoom_percent < wide)


def test_the_place_is_kept_when_the_window_changes(
    qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas
) -> None:
    key(canvas, Qt.Key.Key_1)
    canvas.verticalScrollBar().setValue(1500)
    before = canvas.place()
    desk.resize(1500, 800)
    desk.resize(1920, 1010)
    after = canvas.place()
    assert before is not None
    assert after is not None
    assert before.page_id == after.page_id
    assert abs(before.share - after.share) < 0.005


def test_each_document_is_where_it_was_left_also_the_next_day(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas, open_desk: OpenDesk
) -> None:
    key(canvas, Qt.Key.Key_1)
    canvas.verticalScrollBar().setValue(1500)
    left = canvas.place()
    scan(desk)
    desk.pages.open_document(letter_of(stay.ws, stay.ward.ada).id)
    assert canvas.place() == left
    desk.leaving()
    stay.settle(qtbot)
    again = open_desk()
    place = again.pages.canvas.place()
    assert left is not None
    assert place is not None
    assert (place.page_id, place.zoom) == (left.page_id, left.zoom)
    assert abs(place.share - left.share) < 0.005


def test_a_page_asked_for_is_not_left_for_the_page_of_yesterday(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas, open_desk: OpenDesk
) -> None:
    canvas.verticalScrollBar().setValue(40)
    desk.leaving()
    stay.settle(qtbot)
    assert stay.thread.call(view_states, stay.ward.ada).result(10)
    other = next(d for d in desk.documents if d.type != "pathology")
    again = open_desk(document_id=other.id, page_id=other.pages[0].id)
    assert again.pages.canvas.pages[0].id == other.pages[0].id


def test_turning_a_page_turns_no_other_and_moves_no_evidence(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas
) -> None:
    spots = stored(stay, "diagnosis").values[0].spots
    key(canvas, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: canvas.pages[0].turn == 90)
    assert [page.turn for page in canvas.pages] == [90, 0, 0]
    assert stored(stay, "diagnosis").values[0].spots == spots
    rect = canvas._view_frame(0).rect
    assert rect.width() > rect.height()
    drag(canvas, middle(canvas, "Diffuse"), middle(canvas, "B-cell"))
    chosen = canvas.choice()
    assert chosen is not None
    assert chosen.quote == "Diffuse large B-cell"


def test_keys_go_through_the_pages(qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas) -> None:
    bar = canvas.verticalScrollBar()
    key(canvas, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    key(canvas, Qt.Key.Key_Home)
    assert bar.value() == 0
    key(canvas, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bar.value() > 600)
    key(canvas, Qt.Key.Key_Space, shift=True)
    qtbot.waitUntil(lambda: bar.value() == 0)
    key(canvas, Qt.Key.Key_G, ctrl=True)
    number = desk.pages.bar._page
    assert number.hasFocus()
    QTest.keyClicks(number, "3")
    key(number, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: canvas.current == 2)
    assert canvas.hasFocus()
    key(canvas, Qt.Key.Key_Left, alt=True)
    qtbot.waitUntil(lambda: canvas.current == 0)
    key(canvas, Qt.Key.Key_Right, alt=True)
    qtbot.waitUntil(lambda: canvas.current == 2)


# Evidence


def test_a_click_on_evidence_focuses_its_field(qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas) -> None:
    desk.record.focus_field("ecog", None)
    click(canvas, canvas._view_frame(0).transform.map(QPointF(0.3, 0.14)))
    row = desk.record.findings.list.focused_row
    assert row is not None
    assert row.field.id == "diagnosis"


def test_one_word_that_is_evidence_is_chosen_again_by_dragging_over_it(canvas: PageCanvas) -> None:
    at = middle(canvas, "lymphoma,")
    aside = QPointF(QApplication.startDragDistance() + 2, 0)
    drag(canvas, at - aside, at + aside)
    chosen = canvas.choice()
    assert chosen is not None
    assert chosen.quote == "lymphoma,"


def test_comma_and_full_stop_step_through_evidence(desk: DeskScreen, canvas: PageCanvas) -> None:
    def focused() -> str:
        row = desk.record.findings.list.focused_row
        return row.field.id if row is not None else ""

    desk.record.focus_field("fish_myc", None)
    seen = []
    for pressed in (Qt.Key.Key_Period, Qt.Key.Key_Period, Qt.Key.Key_Period, Qt.Key.Key_Comma):
        canvas.setFocus()
        key(canvas, pressed)
        seen.append(focused())
    assert seen == ["diagnosis", "biopsy_sampling_date", "ecog", "biopsy_sampling_date"]


def test_all_sources_of_one_field_are_stepped_through(
    qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas
) -> None:
    desk.record.focus_field("fish_myc", None)
    for page in (0, 0, 1, 2, 0):
        canvas.setFocus()
        key(canvas, Qt.Key.Key_Period)

        def there(page: int = page) -> bool:
            return canvas.current == page

        qtbot.waitUntil(there)


# Find


def find(qtbot: QtBot, desk: DeskScreen, text: str) -> QLineEdit:
    key(desk, Qt.Key.Key_F, ctrl=True)
    field = desk.pages.finder._field
    assert field.hasFocus()
    QTest.keyClicks(field, text)
    return field


def test_find_counts_moves_and_returns(qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas) -> None:
    canvas.verticalScrollBar().setValue(33)
    finder = desk.pages.finder
    field = find(qtbot, desk, "R-CHOP")
    qtbot.waitUntil(lambda: finder.count_text == "1 of 4")
    assert finder._list.hits.rowCount() == 4
    key(field, Qt.Key.Key_Return)
    assert finder.count_text == "2 of 4"
    qtbot.waitUntil(lambda: canvas.current == 1)
    key(field, Qt.Key.Key_Return, shift=True)
    key(field, Qt.Key.Key_Return, shift=True)
    assert finder.count_text == "4 of 4"
    key(canvas, Qt.Key.Key_F3)
    assert finder.count_text == "1 of 4"
    key(canvas, Qt.Key.Key_F3, shift=True)
    assert finder.count_text == "4 of 4"
    click(finder._list, finder._list.visualRect(finder._list.hits.index(2)).center())
    assert finder.count_text == "3 of 4"
    key(field, Qt.Key.Key_Escape)
    assert not finder.isVisible()
    qtbot.waitUntil(lambda: canvas.verticalScrollBar().value() == 33)
    assert canvas.hasFocus()


def test_what_is_not_there_is_said(qtbot: QtBot, desk: DeskScreen) -> None:
    find(qtbot, desk, "xylophone")
    qtbot.waitUntil(lambda: desk.pages.finder.count_text == "no hits")


def test_an_answer_that_comes_after_esc_moves_nothing(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas
) -> None:
    field = find(qtbot, desk, "axilla")
    key(field, Qt.Key.Key_Return)
    key(field, Qt.Key.Key_Escape)
    stay.settle(qtbot)
    assert canvas.current == 0
    assert desk.pages.finder.hits == ()


# Documents


def test_seen_pages_are_told_and_stored(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas
) -> None:
    qtbot.waitUntil(lambda: desk.status_bar.pages.text() == "1 of 4 pages seen", timeout=4000)
    pages = [page for d in case_documents(stay.ws, stay.ward.ada) for page in d.pages]
    assert [page.seen for page in pages] == [True, False, False, False]


def test_a_thumbnail_opens_its_page_by_key(qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas) -> None:
    side = desk.side.documents
    key(desk, Qt.Key.Key_2, alt=True)
    assert side.hasFocus()
    model = side.model()
    assert str(model.index(0, 0).data()).startswith("Pathology, 24 Nov 2024, 3 page")
    side.setCurrentIndex(model.index(3, 0))
    key(side, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: canvas.current == 2)


def test_documents_open_as_tabs_and_close(desk: DeskScreen, stay: Stay, canvas: PageCanvas) -> None:
    scan(desk)
    tabs = desk.pages.bar.tabs
    assert len(tabs._documents) == 2
    key(tabs, Qt.Key.Key_Left)
    assert len(canvas.pages) == 3
    key(tabs, Qt.Key.Key_Delete)
    assert len(tabs._documents) == 1
    assert len(canvas.pages) == 1
    key(tabs, Qt.Key.Key_Delete)
    assert len(tabs._documents) == 1


def test_pictures_stay_within_their_memory(qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas) -> None:
    qtbot.waitUntil(lambda: canvas.is_sharp(0), timeout=15_000)
    for zoom in (4.0, 8.0, 0.5, 2.0):
        canvas.set_zoom(zoom)
        qtbot.waitUntil(lambda: canvas.is_sharp(canvas.current), timeout=15_000)
    kept = canvas._prints._sharp._kept.values()
    assert sum(picture.image.sizeInBytes() for picture in kept) <= sharp.MEMORY


def test_a_sharp_picture_lies_as_the_page_is_turned(
    qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas
) -> None:
    key(canvas, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: canvas.pages[0].turn == 90)
    qtbot.waitUntil(lambda: canvas.is_sharp(0), timeout=15_000)
    shown = canvas._prints.of(canvas.pages[0])
    assert shown.sharp is not None
    image = shown.sharp.image
    assert image.width() > image.height()
    assert min(image.pixelColor(x, y).lightness() for x in range(5) for y in range(5)) > 200
    coarse = desk.pages.pictures.coarse(canvas.pages[0])
    assert coarse is not None
    assert coarse.width() > coarse.height()


# What a document is


def test_a_document_is_named_and_set_aside_in_place(
    qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas, stay: Stay
) -> None:
    letter = desk.documents[0].id

    def kept() -> DocumentView:
        documents = stay.thread.call(case_documents, stay.ward.ada).result(10)
        return next(document for document in documents if document.id == letter)

    desk.pages.open_document(letter)
    key(canvas, Qt.Key.Key_F2)
    bar = desk.pages.document_bar
    assert bar.isVisible()
    kind = bar.findChild(QComboBox)
    assert kind is not None
    kind.setCurrentIndex(kind.findData("discharge_summary"))
    date, hospital = (
        field for field in bar.findChildren(QLineEdit) if not isinstance(field.parent(), QComboBox)
    )
    date.setText("03/2026")
    hospital.setText("Kalvik District Hospital")
    key(hospital, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kept().type == "discharge_summary")
    named = kept()
    assert named.hospital == "Kalvik District Hospital"
    assert named.date is not None and named.date.precision is Precision.MONTH
    qtbot.waitUntil(lambda: desk.documents[0].row_version == named.row_version)
    key(canvas, Qt.Key.Key_F2)
    aside = next(button for button in bar.findChildren(QPushButton) if "patient" in button.text())
    QTest.mouseClick(aside, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kept().set_aside is not None)
