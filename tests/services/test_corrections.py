"""Words corrected by a reviewer: shown, searched, quoted, kept over every later reading, undone, refused."""

from collections.abc import Callable

import pytest

from tests.services.test_pages import reading
from workstation.domain.errors import InputError, NotAllowedError, NotFoundError, StaleError
from workstation.domain.geometry import Box, Quad
from workstation.domain.messages import Message
from workstation.domain.page_words import CORRECTED, PageWord
from workstation.services import findings
from workstation.services.corrections import (
    MOST_CHARACTERS,
    correct_words,
    corrections,
    take_region,
    withdraw_correction,
)
from workstation.services.finding_text import find_in_case, search
from workstation.services.history import history
from workstation.services.intake import ImportedFile, import_file
from workstation.services.pages import case_documents, page_words
from workstation.services.queue import case_header, claim, create_case
from workstation.services.readings import store_failure, store_reading
from workstation.services.verification import verify_case
from workstation.services.views import DocumentView, Match, NewCase, NewPatient, WordView
from workstation.services.workspace import Workspace

MakeFile = Callable[..., ImportedFile]


@pytest.fixture
def page_id(ws: Workspace, case_id: str, make_file: MakeFile) -> str:
    """The first of two pages; it says CD2O where CD20 is printed."""
    import_file(ws, case_id, make_file())
    page: str = case_documents(ws, case_id)[0].pages[0].id
    store_reading(ws, page, reading("Large B-cell lymphoma", "CD2O positive, Ki-67 8O %"))
    return page


def said(ws: Workspace, page_id: str) -> list[str]:
    return [word.text for word in page_words(ws, page_id).words]


def seen(ws: Workspace, page_id: str, *texts: str) -> list[WordView]:
    return [next(word for word in page_words(ws, page_id).words if word.text == text) for text in texts]


def hits(ws: Workspace, case_id: str, text: str) -> list[str]:
    """Where the text stands as it was asked, letter by letter."""
    found = find_in_case(ws, case_id, text)
    return [hit.context for hit in found if hit.match is Match.AS_ASKED]


def test_a_corrected_word_is_shown_found_and_told(ws: Workspace, case_id: str, page_id: str) -> None:
    place = seen(ws, page_id, "CD2O")[0].quad
    assert hits(ws, case_id, "CD20") == []
    change = correct_words(ws, case_id, page_id, seen(ws, page_id, "CD2O"), " CD20 ")
    assert change.form.may_undo
    text = page_words(ws, page_id)
    word = text.words[3]
    assert (word.text, word.quad, word.engine, word.confidence) == ("CD20", place, CORRECTED, 1.0)
    assert text.text.splitlines() == ["Large B-cell lymphoma", "CD20 positive, Ki-67 8O %"]
    (made,) = text.corrections
    assert (made.old_text, made.new_text, made.made_by, made.placed) == ("CD2O", "CD20", "Hanna Roth", True)
    assert word.correction_id == made.id
    assert corrections(ws, case_id) == (made,)
    assert hits(ws, case_id, "CD20 positive") == ["CD20 positive, Ki-67 8O %"]
    assert find_in_case(ws, case_id, "CD20")[0].quads == (place,)
    assert [hit.page_id for hit in search(ws, "cd20")] == [page_id]
    assert hits(ws, case_id, "CD2O") == []
    told = next(entry for entry in history(ws, case_id) if entry.kind == "correction")
    assert (told.verb, told.was, told.now) == ("correct_words", "CD2O", "CD20")
    assert ws.rules.catalogue.render(told.summary, "en") == "Words corrected"


def test_a_correction_outlives_every_later_reading(ws: Workspace, case_id: str, page_id: str) -> None:
    correct_words(ws, case_id, page_id, seen(ws, page_id, "CD2O"), "CD20")
    store_reading(ws, page_id, reading("Large B-cell lymphoma", "CDZ0 positive, Ki-67 80 %", version="6"))
    assert said(ws, page_id)[3:] == ["CD20", "positive,", "Ki-67", "80", "%"]
    assert hits(ws, case_id, "CD20") == ["CD20 positive, Ki-67 80 %"]
    assert hits(ws, case_id, "CDZ0") == []
    store_reading(ws, page_id, reading("Something else is read now", version="7"))
    assert "CD20" not in said(ws, page_id)
    assert hits(ws, case_id, "CD20") == []
    (listed,) = corrections(ws, case_id)
    assert not listed.placed
    store_reading(ws, page_id, reading("Large B-cell lymphoma", "CD2O positive", version="8"))
    assert corrections(ws, case_id)[0].placed
    assert hits(ws, case_id, "CD20") == ["CD20 positive"]


def test_undo_redo_and_withdrawal_bring_text_and_search_along(
    ws: Workspace, case_id: str, page_id: str
) -> None:
    before = page_words(ws, page_id)
    correct_words(ws, case_id, page_id, seen(ws, page_id, "CD2O", "positive,"), "CD20 negative,")
    undone = findings.undo(ws, case_id)
    assert (undone.done, undone.page_ids) == (True, (page_id,))
    assert ws.rules.catalogue.render(undone.message, "zh") == "已撤销：文字更正"
    assert page_words(ws, page_id) == before
    assert hits(ws, case_id, "CD20") == [] and hits(ws, case_id, "CD2O")
    findings.redo(ws, case_id)
    assert said(ws, page_id)[3:5] == ["CD20", "negative,"]
    assert hits(ws, case_id, "CD20 negative")
    (made,) = corrections(ws, case_id)
    with pytest.raises(StaleError):
        withdraw_correction(ws, made.id, made.row_version + 1)
    withdraw_correction(ws, made.id, made.row_version)
    assert page_words(ws, page_id) == before
    assert hits(ws, case_id, "CD2O")
    findings.undo(ws, case_id)
    assert said(ws, page_id)[3:5] == ["CD20", "negative,"]
    with pytest.raises(NotFoundError):
        withdraw_correction(ws, "nothing", 1)
    assert all(check.ok for check in verify_case(ws, case_id))


def test_what_was_seen_must_still_stand(ws: Workspace, case_id: str, page_id: str) -> None:
    words = seen(ws, page_id, "CD2O")
    correct_words(ws, case_id, page_id, words, "CD20")
    with pytest.raises(StaleError):
        correct_words(ws, case_id, page_id, words, "CD19")
    corrected = seen(ws, page_id, "CD20")
    correct_words(ws, case_id, page_id, corrected, "CD79a")
    assert said(ws, page_id)[3] == "CD79a"
    assert hits(ws, case_id, "CD79a")
    store_reading(ws, page_id, reading("Nothing of that", version="6"))
    with pytest.raises(StaleError):
        correct_words(ws, case_id, page_id, corrected, "CD20")


def test_what_makes_no_correction_is_refused(
    ws: Workspace, case_id: str, page_id: str, make_file: MakeFile
) -> None:
    one, other = seen(ws, page_id, "lymphoma", "CD2O")
    first, last = seen(ws, page_id, "CD2O", "Ki-67")
    for words, text, why in (
        ([other], "CD2O", "corrections.unchanged"),
        ([one, other], "x", "corrections.one_line"),
        ([first, last], "x", "corrections.one_line"),
        ([other], "x" * (MOST_CHARACTERS + 1), "corrections.too_long"),
    ):
        with pytest.raises(InputError) as refused:
            correct_words(ws, case_id, page_id, words, text)
        assert refused.value.message_id == why
    elsewhere = create_case(ws, NewCase(NewPatient("Bo Chen"), "?"))
    with pytest.raises(NotFoundError):
        correct_words(ws, elsewhere, page_id, [other], "CD20")
    assert corrections(ws, case_id) == ()


def test_what_cannot_be_seen_is_not_kept(ws: Workspace, case_id: str, page_id: str) -> None:
    correct_words(ws, case_id, page_id, seen(ws, page_id, "CD2O"), "CD\u202e2\x070\n")
    assert said(ws, page_id)[3] == "CD20"


def test_a_case_in_other_hands_is_not_corrected(
    ws: Workspace, other: Workspace, supervisor: Workspace, case_id: str, page_id: str
) -> None:
    words = seen(ws, page_id, "CD2O")
    with pytest.raises(NotAllowedError):
        correct_words(supervisor, case_id, page_id, words, "CD20")
    claim(ws, case_id, case_header(ws, case_id).row_version)
    correct_words(ws, case_id, page_id, words, "CD20")
    with pytest.raises(NotAllowedError):
        correct_words(other, case_id, page_id, seen(ws, page_id, "CD20"), "CD19")
    (made,) = corrections(ws, case_id)
    with pytest.raises(NotAllowedError):
        withdraw_correction(other, made.id, made.row_version)


def test_the_first_correction_takes_the_case(ws: Workspace, case_id: str, page_id: str) -> None:
    correct_words(ws, case_id, page_id, seen(ws, page_id, "CD2O"), "CD20")
    assert case_header(ws, case_id).owner is not None


def test_a_word_that_is_not_there_is_taken_away(ws: Workspace, case_id: str, page_id: str) -> None:
    correct_words(ws, case_id, page_id, seen(ws, page_id, "%"), "")
    assert said(ws, page_id)[-1] == "8O"
    store_reading(ws, page_id, reading("Large B-cell lymphoma", "CD2O positive, Ki-67 80 %", version="6"))
    assert said(ws, page_id)[-1] == "80"


# A part read again


def word(text: str, place: int, line: int = 1) -> PageWord:
    """Where `reading` puts the word of this number, as another engine reads it."""
    box = Box(place / 20, line / 20, (place + 1) / 20, (line + 1) / 20)
    return PageWord(text, Quad.of(box), 0.95, 0, 0, "rapidocr")


def test_a_part_read_again_is_taken_in_one_step(ws: Workspace, case_id: str, page_id: str) -> None:
    stood = page_words(ws, page_id).words[3:]
    again = [word("CD20", 0), word("positive,", 1), word("Ki-67", 2), word("80", 3), word("%", 4)]
    take_region(ws, case_id, page_id, stood, again)
    assert said(ws, page_id)[3:] == ["CD20", "positive,", "Ki-67", "80", "%"]
    assert [(made.old_text, made.new_text) for made in corrections(ws, case_id)] == [
        ("CD2O", "CD20"),
        ("8O", "80"),
    ]
    assert hits(ws, case_id, "ki-67 80")
    findings.undo(ws, case_id)
    assert corrections(ws, case_id) == ()
    with pytest.raises(InputError) as refused:
        take_region(ws, case_id, page_id, stood, stood)
    assert refused.value.message_id == "corrections.unchanged"
    correct_words(ws, case_id, page_id, stood[:1], "CD20")
    with pytest.raises(StaleError):
        take_region(ws, case_id, page_id, stood, again)


def test_a_page_that_could_not_be_read_gets_the_words_of_its_parts(
    ws: Workspace, case_id: str, page_id: str
) -> None:
    second = case_documents(ws, case_id)[0].pages[1].id
    store_failure(ws, second, Message("reading.timed_out", {"file": "path.pdf", "page": 2}))
    take_region(ws, case_id, second, (), [word("ECOG", 4), word("1", 5)])
    assert page_words(ws, second).text == "ECOG 1"
    assert hits(ws, case_id, "ECOG 1") == ["ECOG 1"]
    store_reading(ws, second, reading("", "x x x x ECOG l", version="6"))
    assert said(ws, second)[-2:] == ["ECOG", "1"]


def test_a_page_of_two_cases_is_corrected_for_both(
    ws: Workspace, case_id: str, page_id: str, make_file: MakeFile
) -> None:
    elsewhere = create_case(ws, NewCase(NewPatient("Bo Chen"), "?"))
    import_file(ws, elsewhere, make_file(), even_if_elsewhere=True)
    document: DocumentView = case_documents(ws, elsewhere)[0]
    assert document.pages[0].id == page_id
    correct_words(ws, elsewhere, page_id, seen(ws, page_id, "CD2O"), "CD20")
    assert hits(ws, case_id, "CD20") and hits(ws, elsewhere, "CD20")
    assert [made.case_id for made in corrections(ws, case_id)] == [elsewhere]
