"""The doubtful words of a case: in reading order, those that decide told, gone once corrected or confirmed."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.services.test_pages import reading
from workstation.domain.errors import InputError, StaleError
from workstation.domain.page_words import CORRECTED
from workstation.services.by_eye import review_by_eye
from workstation.services.corrections import confirm_words, correct_words, withdraw_correction
from workstation.services.document_edits import set_aside
from workstation.services.doubts import doubtful_words
from workstation.services.history import history
from workstation.services.intake import ImportedFile, import_file
from workstation.services.pages import case_documents, page_words
from workstation.services.readings import store_reading
from workstation.services.undoing import redo, undo
from workstation.services.views import Doubt
from workstation.services.workspace import Workspace

MakeFile = Callable[..., ImportedFile]
LINES = ("Large B-cell lymphoma", "Seen by R-CH0P on Z4 Nov 2024", "a stain of coffee")
POOR = {"Large", "R-CH0P", "Z4", "coffee"}


@pytest.fixture
def pages(ws: Workspace, case_id: str, make_file: MakeFile) -> list[str]:
    """Two pages that say the same; some words were poorly read."""
    import_file(ws, case_id, make_file())
    ids = [page.id for page in case_documents(ws, case_id)[0].pages]
    for page_id in ids:
        read_poorly(ws, page_id)
    return ids


def read_poorly(ws: Workspace, page_id: str, version: str = "5.3.4") -> None:
    read = reading(*LINES)
    words = tuple(replace(word, confidence=0.4 if word.text in POOR else 0.9) for word in read.words)
    store_reading(ws, page_id, replace(read, words=words, engine_version=version))


def told(doubts: tuple[Doubt, ...]) -> list[tuple[str, str]]:
    return [(doubt.word.text, doubt.kind) for doubt in doubts]


ALL = [("Large", ""), ("R-CH0P", "drug"), ("Z4", "date"), ("coffee", "")]


def test_they_come_in_reading_order_page_after_page(ws: Workspace, case_id: str, pages: list[str]) -> None:
    doubts = doubtful_words(ws, case_id)
    assert told(doubts) == ALL * 2
    assert [doubt.page_id for doubt in doubts] == [pages[0]] * 4 + [pages[1]] * 4
    words = page_words(ws, pages[0]).words
    assert [words[doubt.place] for doubt in doubts[:4]] == [doubt.word for doubt in doubts[:4]]
    assert told(doubtful_words(ws, case_id, {pages[1]})) == ALL


def test_a_corrected_word_is_in_doubt_no_more(ws: Workspace, case_id: str, pages: list[str]) -> None:
    drug = doubtful_words(ws, case_id)[1].word
    correct_words(ws, case_id, pages[0], [drug], "R-CHOP")
    assert told(doubtful_words(ws, case_id, {pages[0]})) == [ALL[0], *ALL[2:]]


def test_a_confirmed_word_stands_over_every_later_reading_and_can_be_undone(
    ws: Workspace, case_id: str, pages: list[str]
) -> None:
    date = doubtful_words(ws, case_id)[2].word
    change = confirm_words(ws, case_id, pages[0], [date])
    assert change.form.may_undo
    left = [ALL[0], ALL[1], ALL[3]]
    assert told(doubtful_words(ws, case_id, {pages[0]})) == left
    text = page_words(ws, pages[0])
    word = next(word for word in text.words if word.text == "Z4")
    assert (word.engine, word.confidence, word.quad) == (CORRECTED, 1.0, date.quad)
    (made,) = text.corrections
    assert (made.old_text, made.new_text, made.placed) == ("Z4", "Z4", True)
    read_poorly(ws, pages[0], "5.9.9")
    assert told(doubtful_words(ws, case_id, {pages[0]})) == left
    assert any(entry.kind == "correction" for entry in history(ws, case_id))
    assert undo(ws, case_id).done
    assert told(doubtful_words(ws, case_id, {pages[0]})) == ALL
    assert redo(ws, case_id).done
    assert told(doubtful_words(ws, case_id, {pages[0]})) == left
    withdraw_correction(ws, made.id, page_words(ws, pages[0]).corrections[0].row_version)
    assert told(doubtful_words(ws, case_id, {pages[0]})) == ALL


def test_only_neighbours_of_one_line_that_still_stand_are_confirmed(
    ws: Workspace, case_id: str, pages: list[str]
) -> None:
    first, drug, date, _ = (doubt.word for doubt in doubtful_words(ws, case_id, {pages[0]}))
    with pytest.raises(InputError):
        confirm_words(ws, case_id, pages[0], [first, drug])
    with pytest.raises(InputError):
        confirm_words(ws, case_id, pages[0], [drug, date])
    correct_words(ws, case_id, pages[0], [drug], "R-CHOP")
    with pytest.raises(StaleError):
        confirm_words(ws, case_id, pages[0], [drug])


def test_pages_by_eye_and_documents_set_aside_are_left_out(
    ws: Workspace, case_id: str, pages: list[str]
) -> None:
    review_by_eye(ws, case_id, pages[0])
    assert {doubt.page_id for doubt in doubtful_words(ws, case_id)} == {pages[1]}
    document = case_documents(ws, case_id)[0]
    set_aside(ws, case_id, "another patient's", {document.id: document.row_version})
    assert doubtful_words(ws, case_id) == ()
