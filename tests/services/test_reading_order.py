"""Which page is read next, and how long all of it takes."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.services.reading_bench import PROBLEM, MakeFile, reading
from workstation.services.document_edits import retype_document
from workstation.services.intake import import_file
from workstation.services.pace import LEAST, RECENT, Measured
from workstation.services.pages import case_documents
from workstation.services.queue import create_case
from workstation.services.reading_order import next_pages, progress_and_time, read_next, reading_list
from workstation.services.readings import read_again, read_in_other_language, store_failure, store_reading
from workstation.services.rules import Rules
from workstation.services.views import (
    CaseReading,
    DocumentFacts,
    FileReading,
    NewCase,
    NewPatient,
    OnScreen,
    Pace,
    Progress,
    Urgency,
)
from workstation.services.workspace import Workspace, open_workspace

AddFile = Callable[..., list[str]]
SLOW = Pace(scan=10.0, text=1.0)


@pytest.fixture
def add_file(ws: Workspace, make_file: MakeFile) -> AddFile:
    """Puts a file of so many pages into a case; the ids of its pages."""

    def add(case_id: str, name: str, pages: int = 2, has_text: bool = False) -> list[str]:
        made = make_file(name.encode(), name=name, pages=pages)
        made = replace(made, pages=tuple(replace(page, has_text=has_text) for page in made.pages))
        outcome = import_file(ws, case_id, made)
        (document,) = (each for each in case_documents(ws, case_id) if each.id == outcome.document_id)
        return [page.id for page in document.pages]

    return add


@pytest.fixture
def later(ws: Workspace) -> str:
    """A second case, as urgent as the first."""
    return create_case(ws, NewCase(NewPatient("Bo")))


def waiting(ws: Workspace, on_screen: OnScreen | None = None) -> list[str]:
    return [task.page_id for task in next_pages(ws, on_screen, 50)]


def file_of(ws: Workspace, case_id: str, page_id: str) -> str:
    pages = (page for document in case_documents(ws, case_id) for page in document.pages)
    return next(page.file_id for page in pages if page.id == page_id)


def test_pages_come_in_the_order_of_the_case(ws: Workspace, case_id: str, add_file: AddFile) -> None:
    pages = add_file(case_id, "a.pdf") + add_file(case_id, "b.pdf", has_text=True)
    assert waiting(ws) == pages
    first, *_, last = next_pages(ws, limit=4)
    assert (first.page_id, first.index, first.case_id, first.has_text) == (pages[0], 0, case_id, False)
    assert first.languages == ("eng", "chi_sim") and last.has_text


def test_the_page_on_screen_comes_first_then_its_document_then_its_case(
    ws: Workspace, case_id: str, later: str, add_file: AddFile
) -> None:
    add_file(case_id, "a.pdf")
    first, others = add_file(later, "b.pdf"), add_file(later, "c.pdf", 3)
    urgent = create_case(ws, NewCase(NewPatient("Cy"), urgency=Urgency.URGENT, urgency_reason="rapid"))
    pressing = add_file(urgent, "d.pdf", 1)
    order = waiting(ws, OnScreen(later, others[1]))
    assert order[:5] == [others[1], others[2], others[0], *first]
    assert order[5:6] == pressing
    store_reading(ws, others[1], reading("done"))
    assert waiting(ws, OnScreen(later, others[1]))[:4] == [others[2], others[0], *first]


def test_an_urgent_case_is_read_before_others(ws: Workspace, case_id: str, add_file: AddFile) -> None:
    pages = add_file(case_id, "a.pdf")
    urgent = create_case(ws, NewCase(NewPatient("Bo"), urgency=Urgency.URGENT, urgency_reason="rapid"))
    (page,) = add_file(urgent, "urgent.pdf", 1)
    assert waiting(ws) == [page, *pages]


def test_a_page_that_is_in_no_document_of_the_case_leaves_the_order_as_it_is(
    ws: Workspace, case_id: str, later: str, add_file: AddFile
) -> None:
    pages, others = add_file(case_id, "a.pdf"), add_file(later, "b.pdf")
    assert waiting(ws, OnScreen(case_id, others[0])) == [*pages, *others]


def test_one_case_alone_can_be_asked_for(ws: Workspace, case_id: str, later: str, add_file: AddFile) -> None:
    add_file(case_id, "a.pdf")
    pages = add_file(later, "b.pdf")
    assert [task.page_id for task in next_pages(ws, limit=9, only_case=later)] == pages


def test_a_chinese_document_is_read_as_chinese(ws: Workspace, case_id: str, add_file: AddFile) -> None:
    add_file(case_id, "a.pdf")
    (document,) = case_documents(ws, case_id)
    retype_document(ws, document.id, DocumentFacts("pathology", language="zh"), document.row_version)
    assert next_pages(ws)[0].languages == ("chi_sim", "eng")


def test_what_somebody_asks_for_is_read_next_the_last_asked_first(
    ws: Workspace, case_id: str, later: str, add_file: AddFile
) -> None:
    a, b = add_file(case_id, "a.pdf"), add_file(case_id, "b.pdf")
    c, d = add_file(later, "c.pdf"), add_file(later, "d.pdf")
    read_next(ws, later, file_of(ws, later, d[0]))
    assert waiting(ws) == [*d, *a, *b, *c]
    read_next(ws, case_id, file_of(ws, case_id, b[0]))
    assert waiting(ws) == [*b, *d, *a, *c]
    read_next(ws, later)
    assert waiting(ws) == [*c, *d, *b, *a]


def test_what_was_asked_for_comes_after_the_document_on_screen_and_before_its_case(
    ws: Workspace, case_id: str, later: str, add_file: AddFile
) -> None:
    a, b, c = add_file(case_id, "a.pdf"), add_file(case_id, "b.pdf"), add_file(later, "c.pdf")
    read_next(ws, later)
    assert waiting(ws, OnScreen(case_id, b[0])) == [*b, *c, *a]


def test_a_restart_keeps_what_was_asked_for(
    ws: Workspace, case_id: str, later: str, add_file: AddFile, rules: Rules
) -> None:
    a, b = add_file(case_id, "a.pdf"), add_file(later, "b.pdf")
    read_next(ws, later)
    ws.close()
    with open_workspace(ws.folder, "hanna", "correct horse", rules) as again:
        assert waiting(again) == [*b, *a]


def test_a_page_that_is_read_again_waits_its_turn(
    ws: Workspace, case_id: str, later: str, add_file: AddFile
) -> None:
    a, b = add_file(case_id, "a.pdf"), add_file(later, "b.pdf")
    read_next(ws, later)
    store_reading(ws, b[0], reading("done"))
    read_again(ws, [b[0]])
    assert waiting(ws) == [b[1], *a, b[0]]


def rows(ws: Workspace, on_screen: OnScreen | None = None, pace: Pace = SLOW) -> tuple[CaseReading, ...]:
    return reading_list(ws, on_screen, pace).cases


def test_the_list_tells_each_file_and_when_it_will_be_done(
    ws: Workspace, case_id: str, later: str, add_file: AddFile
) -> None:
    a, b = add_file(case_id, "a.pdf", 3), add_file(case_id, "b.pdf", 2, has_text=True)
    c = add_file(later, "c.pdf", 1)
    store_reading(ws, a[0], reading("done"))
    store_failure(ws, b[0], PROBLEM)
    ws.being_read = frozenset({a[1]})
    first, second = rows(ws)
    a_file, b_file, c_file = (
        file_of(ws, case, page) for case, page in ((case_id, a[0]), (case_id, b[0]), (later, c[0]))
    )
    assert first.files == (
        FileReading(case_id, a_file, "a.pdf", 1, 3, 0, True, 20.0),
        FileReading(case_id, b_file, "b.pdf", 1, 2, 1, False, 21.0),
    )
    assert (first.done, first.total, first.failed, first.seconds_left) == (2, 5, 1, 21.0)
    assert second.files == (FileReading(later, c_file, "c.pdf", 0, 1, 0, False, 31.0),)
    whole = reading_list(ws, None, SLOW)
    assert (whole.done, whole.total, whole.failed, whole.seconds_left) == (2, 6, 1, 31.0)


def test_the_list_follows_the_page_on_screen_and_what_was_asked_for(
    ws: Workspace, case_id: str, later: str, add_file: AddFile
) -> None:
    add_file(case_id, "a.pdf", 3)
    c = add_file(later, "c.pdf", 1)
    first, second = rows(ws, OnScreen(later, c[0]))
    assert (first.case_id, first.seconds_left) == (later, 10.0)
    assert (second.case_id, second.seconds_left) == (case_id, 40.0)
    read_next(ws, later)
    assert [row.case_id for row in rows(ws)] == [later, case_id]


def test_nothing_is_said_of_the_time_before_enough_is_known(
    ws: Workspace, case_id: str, later: str, add_file: AddFile
) -> None:
    add_file(case_id, "a.pdf", 2, has_text=True)
    add_file(later, "b.pdf", 2)
    known, unknown = rows(ws, pace=Pace(text=2.0))
    assert (known.seconds_left, unknown.seconds_left) == (4.0, None)
    assert reading_list(ws, None, Pace(text=2.0)).seconds_left is None
    assert reading_list(ws, None, Pace()).cases[0].files[0].seconds_left is None


def test_the_time_of_a_case_holds_what_is_read_before_it(
    ws: Workspace, case_id: str, later: str, add_file: AddFile
) -> None:
    a = add_file(case_id, "a.pdf", 3)
    add_file(later, "b.pdf", 1)
    store_reading(ws, a[0], reading("done"))
    assert progress_and_time(ws, later, None, SLOW) == Progress(0, 1, 0, 30.0)
    assert progress_and_time(ws, None, None, SLOW) == Progress(1, 4, 0, 30.0)
    assert progress_and_time(ws, case_id, None, SLOW) == Progress(1, 3, 0, 20.0)
    read_next(ws, later)
    assert progress_and_time(ws, later, None, SLOW) == Progress(0, 1, 0, 10.0)
    assert progress_and_time(ws, later, None, Pace()) == Progress(0, 1)


def test_an_empty_list_needs_no_time(ws: Workspace, case_id: str) -> None:
    told = reading_list(ws, None, Pace())
    assert (told.cases, told.total, told.seconds_left) == ((), 0, 0.0)


def test_the_pace_is_a_moving_mean_by_kind_shared_among_workers() -> None:
    measured = Measured(at_once=2)
    for seconds in (90.0, 90.0):
        measured.note(False, seconds)  # each worker's first page: its start is in it
    for _ in range(LEAST - 1):
        measured.note(False, 4.0)
    assert measured.pace() == Pace()
    measured.note(False, 4.0)
    assert measured.pace() == Pace(scan=2.0)
    for _ in range(LEAST):
        measured.note(True, 1.0)
    assert measured.pace() == Pace(scan=2.0, text=0.5)
    for _ in range(RECENT):
        measured.note(False, 8.0)
    assert measured.pace().scan == 4.0
    measured.start_again()
    measured.note(False, 90.0)
    assert measured.pace().scan == 4.0


@pytest.mark.parametrize(
    ("scans", "texts", "seconds"), [(0, 0, 0.0), (2, 0, 20.0), (0, 3, 3.0), (2, 3, 23.0)]
)
def test_seconds_of_so_many_pages(scans: int, texts: int, seconds: float) -> None:
    assert SLOW.seconds(scans, texts) == seconds
    assert Pace(text=1.0).seconds(0, texts) == float(texts)
    assert (Pace(text=1.0).seconds(scans, texts) is None) == (scans > 0)


def test_a_page_is_read_again_in_the_language_it_was_not_read_in(
    ws: Workspace, case_id: str, add_file: AddFile
) -> None:
    (page,) = add_file(case_id, "fax.pdf", pages=1)

    def languages() -> list[tuple[str, ...]]:
        return [task.languages for task in next_pages(ws, None, 5)]

    assert languages() == [("eng", "chi_sim")]
    store_reading(ws, page, replace(reading("gibberish"), language="eng"))
    assert read_in_other_language(ws, page).id == "readings.again_as.zh"
    assert languages() == [("chi_sim",)]
    store_reading(ws, page, replace(reading("末次化疗"), language="chi_sim"))
    assert languages() == []
    assert read_in_other_language(ws, page).id == "readings.again_as.en"
    assert languages() == [("eng",)]
    read_again(ws, (page,))
    assert languages() == [("eng", "chi_sim")]
