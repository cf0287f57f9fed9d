import pytest
from sqlalchemy import func, select

from tests.services.reading_bench import PROBLEM, MakeFile, reading
from workstation.domain.errors import NotFoundError
from workstation.reading import PageReading
from workstation.services.finding_text import search
from workstation.services.intake import import_file
from workstation.services.pages import case_documents, page_words
from workstation.services.queue import list_queue
from workstation.services.reading_order import next_pages
from workstation.services.readings import (
    read_again,
    reading_progress,
    store_failure,
    store_reading,
)
from workstation.services.rules import Rules
from workstation.services.views import (
    PageState,
    Progress,
)
from workstation.services.workspace import Workspace, open_workspace
from workstation.store import audit
from workstation.store.tables.readings import Reading
from workstation.store.tables.readings import Word as StoredWord


@pytest.fixture
def page_ids(ws: Workspace, case_id: str, make_file: MakeFile) -> list[str]:
    """Two documents of two pages each."""
    for name in ("a.pdf", "b.pdf"):
        import_file(ws, case_id, make_file(name.encode(), name=name))
    return [page.id for document in case_documents(ws, case_id) for page in document.pages]


def waiting(ws: Workspace) -> list[str]:
    return [task.page_id for task in next_pages(ws, limit=50)]


def test_the_same_engine_version_replaces_and_another_is_kept_beside(
    ws: Workspace, page_ids: list[str]
) -> None:
    for text, version in (("first try", "5.3"), ("second try here", "5.3"), ("newer engine", "5.4")):
        store_reading(ws, page_ids[0], reading(text, version=version))
    assert page_words(ws, page_ids[0]).text == "newer engine"
    with ws.read() as tx:
        assert tx.session.scalar(select(func.count()).select_from(Reading)) == 2
        assert tx.session.scalar(select(func.count()).select_from(StoredWord)) == 5
        assert audit.verify_tables(tx.session, audit.WORKSPACE) == ()
    assert search(ws, "second try") == () and len(search(ws, "newer")) == 1


def test_a_blank_page_is_read(ws: Workspace, page_ids: list[str]) -> None:
    store_reading(ws, page_ids[0], PageReading("none", "1", 0, 0.0, "", (), 0.1))
    assert page_words(ws, page_ids[0]).text == ""
    assert reading_progress(ws) == Progress(1, 4)


def test_a_reading_of_no_page_is_refused(ws: Workspace) -> None:
    with pytest.raises(NotFoundError):
        store_reading(ws, "nothing", reading("text"))


def test_a_failure_is_kept_with_its_sentence_until_tried_again(
    ws: Workspace, case_id: str, page_ids: list[str]
) -> None:
    store_failure(ws, page_ids[0], PROBLEM)
    page = case_documents(ws, case_id)[0].pages[0]
    assert (page.state, page.problem) == (PageState.FAILED, PROBLEM)
    assert waiting(ws) == page_ids[1:]
    assert reading_progress(ws, case_id) == Progress(1, 4, 1)
    assert list_queue(ws).rows[0].reading == Progress(1, 4, 1)
    read_again(ws, [page_ids[0]])
    assert set(waiting(ws)) == set(page_ids)
    assert case_documents(ws, case_id)[0].pages[0].state is PageState.NOT_READ
    store_reading(ws, page_ids[0], reading("at last"))
    assert list_queue(ws).rows[0].reading == Progress(1, 4)


def test_reading_goes_on_where_it_was_after_a_restart(
    ws: Workspace, case_id: str, page_ids: list[str], rules: Rules
) -> None:
    store_reading(ws, page_ids[0], reading("kept"))
    store_failure(ws, page_ids[1], PROBLEM)
    ws.close()
    with open_workspace(ws.folder, "hanna", "correct horse", rules) as again:
        assert waiting(again) == page_ids[2:]
        assert page_words(again, page_ids[0]).text == "kept"
        assert reading_progress(again, case_id) == Progress(2, 4, 1)
