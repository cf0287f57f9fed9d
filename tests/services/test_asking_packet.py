"""Asking the packet: lines by the dates of their documents, cut to what is worth seeing, ready to be cited."""

import pytest

from tests.services.conftest import MakeFile
from tests.services.reading_bench import reading
from workstation.domain.dates import read_date
from workstation.domain.geometry import Box, Quad
from workstation.reading import PageReading, Word
from workstation.services.asking_packet import ask_packet
from workstation.services.document_edits import set_aside
from workstation.services.intake import import_file
from workstation.services.pages import case_documents
from workstation.services.readings import store_reading
from workstation.services.views import Answer, Match
from workstation.services.workspace import Workspace
from workstation.store import files


def add(ws: Workspace, case_id: str, make_file: MakeFile, text: str | PageReading, day: str = "") -> str:
    """A document of one page, of a day or undated, that was read; answers its id."""
    known = {document.id for document in case_documents(ws, case_id)}
    import_file(ws, case_id, make_file(str((text, day)).encode(), pages=1))
    (document,) = (each for each in case_documents(ws, case_id) if each.id not in known)
    store_reading(ws, document.pages[0].id, reading(text) if isinstance(text, str) else text)
    with ws.write() as tx:
        row, shown = files.document(tx, document.id), read_date(day) if day else None
        row.type, row.date = "pathology", shown.to_json() if shown is not None else None
    return document.id


def quotes(answers: tuple[Answer, ...]) -> list[str]:
    return [answer.evidence.quote for answer in answers]


def test_answers_come_by_the_dates_of_the_documents_and_undated_ones_last(
    ws: Workspace, case_id: str, make_file: MakeFile
) -> None:
    add(ws, case_id, make_file, "undated: CD19 positive")
    add(ws, case_id, make_file, "late: CD19 negative", "8 May 2025")
    add(ws, case_id, make_file, "early: CDl9 positive", "24 Nov 2024")
    add(ws, case_id, make_file, "some month: CD19 weak", "2025-03")
    asked = ask_packet(ws, case_id, "cd19")
    assert quotes(asked.answers) == [
        "early: CDl9 positive",
        "some month: CD19 weak",
        "late: CD19 negative",
        "undated: CD19 positive",
    ]
    assert [answer.match for answer in asked.answers][:2] == [Match.LOOK_ALIKE, Match.AS_ASKED]
    assert [answer.document_date is None for answer in asked.answers] == [False, False, False, True]
    assert (asked.searched.read, asked.searched.unread, asked.more) == (4, 0, False)


def test_an_answer_is_evidence_with_its_reading_and_its_least_sure_word(
    ws: Workspace, case_id: str, make_file: MakeFile
) -> None:
    words = tuple(
        Word(text, Quad.of(Box(0.1 + place / 10, 0.2, 0.18 + place / 10, 0.22)), sure, 0, 0)
        for place, (text, sure) in enumerate((("CD20", 0.9), ("positive,", 0.6), ("weak", 0.95)))
    )
    add(ws, case_id, make_file, PageReading("tesseract", "5.3", 0, 0.0, "eng", words, 0.5))
    (answer,) = ask_packet(ws, case_id, "CD20").answers
    evidence = answer.evidence
    assert (evidence.quote, evidence.polarity, evidence.reading_version, evidence.confidence) == (
        "CD20 positive, weak",
        "supports",
        "tesseract 5.3",
        0.6,
    )
    assert evidence.quads == (Quad.of(Box(0.1, 0.2, 0.38, 0.22)),)
    assert answer.quads == (Quad.of(Box(0.1, 0.2, 0.18, 0.22)),)
    assert answer.clip.left < 0.1 < 0.38 < answer.clip.right
    assert answer.clip.top < 0.2 < 0.22 < answer.clip.bottom < 0.25


def test_of_a_long_line_the_hit_is_shown_with_what_follows(
    ws: Workspace, case_id: str, make_file: MakeFile
) -> None:
    add(
        ws,
        case_id,
        make_file,
        "one two three four five six CD20 seven eight nine ten eleven twelve thirteen fourteen",
    )
    assert quotes(ask_packet(ws, case_id, "CD20").answers) == [
        "two three four five six CD20 seven eight nine ten eleven twelve thirteen"
    ]


def test_of_a_run_of_chinese_a_part_is_shown(ws: Workspace, case_id: str, make_file: MakeFile) -> None:
    run = "患者于我院血液科住院期间一般情况可末次化疗时间为二〇二六年二月复查骨髓未见异常后续门诊随访"
    add(ws, case_id, make_file, run)
    (answer,) = ask_packet(ws, case_id, "末次化疗").answers
    at = run.index("末次化疗")
    assert answer.evidence.quote == run[at - 10 : at + 20]
    (hit,), width = answer.quads, 1 / 20
    assert hit.bounds.left == pytest.approx(width * at / len(run), abs=1e-5)
    assert hit.bounds.right == pytest.approx(width * (at + 4) / len(run), abs=1e-5)


def test_hits_beside_each_other_are_one_answer(ws: Workspace, case_id: str, make_file: MakeFile) -> None:
    add(ws, case_id, make_file, "CD20 (+), CD2O (-)")
    (answer,) = ask_packet(ws, case_id, "CD20").answers
    assert len(answer.quads) == 2


def test_with_nothing_typed_the_names_of_the_field_are_asked_for(
    ws: Workspace, case_id: str, make_file: MakeFile
) -> None:
    add(ws, case_id, make_file, "末次化疗时间 2026-02-11")
    add(ws, case_id, make_file, "last dose on 27 Mar 2025")
    add(ws, case_id, make_file, "HBsAg 阴性")
    asked = ask_packet(ws, case_id, "", "episode_last_dose")
    assert quotes(asked.answers) == ["末次化疗时间 2026-02-11", "last dose on 27 Mar 2025"]
    assert {answer.match for answer in asked.answers} == {Match.AS_ASKED}
    assert asked.names[:2] == ("last dose", "末次化疗")
    assert quotes(ask_packet(ws, case_id, " ", "hbsag").answers) == ["HBsAg 阴性"]
    assert ask_packet(ws, case_id, "").answers == ask_packet(ws, case_id, "", "no_such_field").answers == ()


def test_what_is_set_aside_or_unread_gives_no_answer_and_is_counted_honestly(
    ws: Workspace, case_id: str, make_file: MakeFile
) -> None:
    aside = add(ws, case_id, make_file, "CD19 of another patient")
    import_file(ws, case_id, make_file(b"unread", pages=2))
    (document,) = (each for each in case_documents(ws, case_id) if each.id == aside)
    set_aside(ws, case_id, "another patient's", {aside: document.row_version})
    asked = ask_packet(ws, case_id, "CD19")
    assert (asked.answers, asked.searched.read, asked.searched.unread) == ((), 0, 2)


def test_more_answers_than_are_told_are_said_to_be_there(
    ws: Workspace, case_id: str, make_file: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workstation.services.asking_packet.MOST_ANSWERS", 2)
    for number in range(3):
        add(ws, case_id, make_file, f"CD19 {number}")
    asked = ask_packet(ws, case_id, "CD19")
    assert (len(asked.answers), asked.more) == (2, True)
