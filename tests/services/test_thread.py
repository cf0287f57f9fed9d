import threading
from collections.abc import Iterator

import pytest

from workstation.domain.errors import NotFoundError
from workstation.services.queue import case_header, list_queue, set_urgency
from workstation.services.thread import StoreThread
from workstation.services.views import Urgency
from workstation.services.workspace import Workspace


@pytest.fixture
def thread(ws: Workspace) -> Iterator[StoreThread]:
    opened = StoreThread(ws)
    yield opened
    opened.close()


def test_verbs_run_in_the_order_of_their_calls(thread: StoreThread, case_id: str) -> None:
    seen = thread.call(case_header, case_id).result().row_version
    futures = [
        thread.call(set_urgency, case_id, Urgency.HIGH, f"reason {step}", seen + step) for step in range(5)
    ]
    assert [future.result() for future in futures] == [None] * 5
    assert thread.call(case_header, case_id).result().urgency_reason == "reason 4"


def test_an_error_comes_back_with_its_future_and_stops_nothing(thread: StoreThread, case_id: str) -> None:
    failing = thread.call(case_header, "nothing")
    assert isinstance(failing.exception(), NotFoundError)
    assert len(thread.call(list_queue).result().rows) == 1


def test_a_long_read_does_not_hold_up_a_change(thread: StoreThread, ws: Workspace, case_id: str) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def long_read(ws: Workspace) -> int:
        with ws.read() as tx:
            tx.session.connection()
            begun.set()
            assert go_on.wait(30)
            return len(list_queue(ws).rows)

    reading = thread.read(long_read)
    assert begun.wait(30)
    thread.call(set_urgency, case_id, Urgency.HIGH, "reason", case_header(ws, case_id).row_version).result(30)
    go_on.set()
    assert reading.result(30) == 1


def test_what_is_read_does_not_wait_for_a_whole_file(thread: StoreThread, case_id: str) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def whole_file(ws: Workspace) -> str:
        with ws.read() as tx:
            tx.session.connection()
            begun.set()
            assert go_on.wait(30)
        return "file"

    loading = thread.load(whole_file)
    assert begun.wait(30)
    assert len(thread.read(list_queue).result(30).rows) == 1
    assert thread.call(case_header, case_id).result(30).case_id == case_id
    go_on.set()
    assert loading.result(30) == "file"


def test_closing_finishes_every_change(ws: Workspace, case_id: str) -> None:
    thread = StoreThread(ws)
    seen = case_header(ws, case_id).row_version
    futures = [
        thread.call(set_urgency, case_id, Urgency.HIGH, f"reason {step}", seen + step) for step in range(5)
    ]
    thread.close()
    assert all(future.done() and future.exception() is None for future in futures)
    assert case_header(ws, case_id).urgency_reason == "reason 4"
