"""Finding in a case: what is written, what it is also called, what an engine misread, and how many pages could be
searched."""

import pytest

from tests.services.conftest import PASSWORD, Clock, MakeFile
from tests.services.reading_bench import reading
from workstation.domain.dates import read_date
from workstation.domain.messages import Message
from workstation.services.corrections import correct_words
from workstation.services.finding_text import find, find_every, find_in_case, hits_at, search
from workstation.services.intake import import_file
from workstation.services.other_names import load_other_names
from workstation.services.pages import case_documents, page_words
from workstation.services.readings import store_failure, store_reading
from workstation.services.rules import Rules
from workstation.services.views import Match, Place
from workstation.services.workspace import Workspace, open_workspace
from workstation.settings import resources_dir
from workstation.store import files
from workstation.store.search_index import taken_apart_before
from workstation.store.tables.readings import PageIndex

PAGES = (
    "CD2O positive, CD20 negative later; R-CHOP from 2024",
    "患者行美罗华治疗，末次化疗时间 2026-02-11， rituximab 375 mg",
    "MabThera was given, then BV and 未次化疗; last dose unknown, CD20",
)


@pytest.fixture
def pages(ws: Workspace, case_id: str, make_file: MakeFile) -> tuple[str, ...]:
    """Three pages that were read, and two that were not: one waits, one failed."""
    import_file(ws, case_id, make_file(pages=5))
    ids = tuple(page.id for page in case_documents(ws, case_id)[0].pages)
    for page_id, text in zip(ids, PAGES, strict=False):
        store_reading(ws, page_id, reading(text))
    store_failure(ws, ids[4], Message("reading.timed_out", {"file": "path.pdf", "page": 5}))
    return ids


def told(ws: Workspace, case_id: str, text: str) -> list[tuple[int, str, Match, str]]:
    """Page, what is marked on the line, how it matches and which name that is."""
    return [
        (hit.page_number, hit.context[hit.start : hit.end], hit.match, hit.name)
        for hit in find(ws, case_id, text).hits
    ]


def test_hits_keep_the_order_of_the_pages_and_say_how_they_match(
    ws: Workspace, case_id: str, pages: tuple[str, ...]
) -> None:
    assert told(ws, case_id, "cd20") == [
        (1, "CD2O", Match.LOOK_ALIKE, "cd20"),
        (1, "CD20", Match.AS_ASKED, "cd20"),
        (3, "CD20", Match.AS_ASKED, "cd20"),
    ]
    found = find(ws, case_id, "cd20")
    assert (found.count(Match.AS_ASKED), found.count(Match.LOOK_ALIKE), found.count(Match.OTHER_NAME)) == (
        2,
        1,
        0,
    )


@pytest.mark.parametrize("asked", ["rituximab", "RITUXIMAB", "利妥昔单抗"])
def test_a_drug_is_found_by_its_names_in_both_languages(
    ws: Workspace, case_id: str, pages: tuple[str, ...], asked: str
) -> None:
    own = Match.AS_ASKED if asked.lower() == "rituximab" else Match.OTHER_NAME
    assert told(ws, case_id, asked) == [
        (2, "美罗华", Match.OTHER_NAME, "美罗华"),
        (2, "rituximab", own, asked if own is Match.AS_ASKED else "rituximab"),
        (3, "MabThera", Match.OTHER_NAME, "MabThera"),
    ]


def test_of_a_run_of_chinese_the_hit_alone_is_marked(
    ws: Workspace, case_id: str, pages: tuple[str, ...]
) -> None:
    run = page_words(ws, pages[1]).words[0]  # 患者行美罗华治疗，末次化疗时间: 15 characters
    drug, dose = (find_in_case(ws, case_id, text)[0] for text in ("美罗华", "末次化疗"))
    assert [(hit.context[hit.start : hit.end]) for hit in (drug, dose)] == ["美罗华", "末次化疗"]
    width, left = run.quad.bounds.width, run.quad.bounds.left
    for hit, first, last in ((drug, 3, 6), (dose, 9, 13)):
        (quad,) = hit.quads
        assert quad.bounds.left == pytest.approx(left + width * first / 15, abs=1e-5)
        assert quad.bounds.right == pytest.approx(left + width * last / 15, abs=1e-5)


def test_a_short_name_of_a_drug_is_found_as_it_is_written(
    ws: Workspace, case_id: str, pages: tuple[str, ...]
) -> None:
    assert told(ws, case_id, "brentuximab vedotin") == [(3, "BV", Match.OTHER_NAME, "BV")]
    store_reading(ws, pages[3], reading("bv r chop"))
    assert [page for page, *_ in told(ws, case_id, "brentuximab vedotin")] == [3]


def test_a_phrase_is_found_in_the_other_language_and_through_a_slip(
    ws: Workspace, case_id: str, pages: tuple[str, ...]
) -> None:
    assert [(page, match, name) for page, _, match, name in told(ws, case_id, "末次化疗")] == [
        (2, Match.AS_ASKED, "末次化疗"),
        (3, Match.LOOK_ALIKE, "末次化疗"),
        (3, Match.OTHER_NAME, "last dose"),
    ]
    assert [(page, match) for page, _, match, _ in told(ws, case_id, "last dose")] == [
        (2, Match.OTHER_NAME),
        (3, Match.LOOK_ALIKE),
        (3, Match.AS_ASKED),
    ]


def test_it_is_told_how_many_pages_could_be_searched(
    ws: Workspace, case_id: str, pages: tuple[str, ...]
) -> None:
    found = find(ws, case_id, "tafasitamab")
    assert (found.places, found.hits, found.searched.read, found.searched.unread) == ((), (), 3, 2)
    assert find(ws, case_id, " ，").places == ()


def test_a_regimen_is_found_however_it_is_spaced(ws: Workspace, case_id: str, pages: tuple[str, ...]) -> None:
    store_reading(ws, pages[3], reading("RCHOP, R CHOP and Ｒ－ＣＨＯＰ"))
    assert [said for _, said, match, _ in told(ws, case_id, "R-CHOP") if match is Match.AS_ASKED] == [
        "R-CHOP",
        "RCHOP,",
        "R CHOP",
        "Ｒ－ＣＨＯＰ",
    ]


def test_a_correction_is_found_at_once_and_what_it_replaced_is_not(
    ws: Workspace, case_id: str, pages: tuple[str, ...]
) -> None:
    wrong = next(word for word in page_words(ws, pages[0]).words if word.text == "CD2O")
    correct_words(ws, case_id, pages[0], [wrong], "CD79b")
    assert [page for page, *_ in told(ws, case_id, "CD79b")] == [1]
    assert [(page, match) for page, _, match, _ in told(ws, case_id, "CD20")] == [
        (1, Match.AS_ASKED),
        (3, Match.AS_ASKED),
    ]
    hit = find_in_case(ws, case_id, "CD79b")[0]
    assert hit.quads == (wrong.quad,)


def test_a_hit_names_its_document(ws: Workspace, case_id: str, pages: tuple[str, ...]) -> None:
    with ws.write() as tx:
        row = files.document(tx, case_documents(ws, case_id)[0].id)
        day = read_date("24 Nov 2024")
        assert day is not None
        row.type, row.date = "pathology", day.to_json()
    hit = find_in_case(ws, case_id, "R-CHOP")[0]
    assert (hit.document_type, hit.document_date, hit.case_id) == ("pathology", day, case_id)


def test_many_places_are_counted_and_their_hits_come_as_they_are_asked_for(
    ws: Workspace, case_id: str, make_file: MakeFile
) -> None:
    import_file(ws, case_id, make_file(pages=3))
    for page in case_documents(ws, case_id)[0].pages:
        store_reading(ws, page.id, reading("node " * 19))
    first, found = find(ws, case_id, "node"), find_every(ws, case_id, "node")
    assert (len(first.places), first.complete, first.hits) == (10, False, found.hits)
    assert (len(found.places), len(found.hits), found.complete, found.more) == (57, 10, True, False)
    rest = hits_at(ws, found.places[10:])
    assert [hit.page_number for hit in rest if hit is not None] == [1] * 9 + [2] * 19 + [3] * 19
    assert rest[0] is not None and rest[0].context[rest[0].start : rest[0].end] == "node"


def test_more_places_than_are_told_are_said_to_be_there(
    ws: Workspace, case_id: str, make_file: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workstation.services.finding_text.MOST_PLACES", 10)
    import_file(ws, case_id, make_file(pages=1))
    page = case_documents(ws, case_id)[0].pages[0]
    store_reading(ws, page.id, reading("node " * 10))
    assert find_every(ws, case_id, "node").more is False
    store_reading(ws, page.id, reading("node " * 11))
    found = find_every(ws, case_id, "node")
    assert (len(found.places), found.complete, found.more) == (10, True, True)


def test_a_place_that_was_read_anew_meanwhile_is_no_hit(
    ws: Workspace, case_id: str, pages: tuple[str, ...]
) -> None:
    places = find(ws, case_id, "CD20").places
    store_reading(ws, pages[0], reading("Nothing of it stands here any more at all", version="6"))
    assert [hit is not None for hit in hits_at(ws, places)] == [False, False, True]
    beyond = Place(places[0].document_id, pages[0], 1, 800, 801, 0, Match.AS_ASKED, "CD20")
    assert hits_at(ws, [beyond]) == [None]


def test_the_search_of_every_case_tells_what_is_written_alone(
    ws: Workspace, case_id: str, pages: tuple[str, ...]
) -> None:
    assert [hit.page_number for hit in search(ws, "CD20")] == [3, 1]
    assert [hit.context[hit.start : hit.end] for hit in search(ws, "rituximab")] == ["rituximab"]


def test_pages_taken_apart_by_older_rules_are_found_after_the_next_opening(
    ws: Workspace, case_id: str, pages: tuple[str, ...], rules: Rules, clock: Clock
) -> None:
    with ws.write() as tx:  # as a migration leaves them
        for row in tx.session.query(PageIndex):
            row.rules, row.written, row.alike, row.starts = 0, "", "", b""
    assert find(ws, case_id, "CD20").places == ()
    with open_workspace(ws.folder, "hanna", PASSWORD, rules, clock) as again:
        with again.read() as tx:
            assert taken_apart_before(tx) == ()
        assert len(find(again, case_id, "CD20").places) == 3


def test_names_of_a_field_and_of_what_is_meant_in_two_ways(rules: Rules) -> None:
    names = load_other_names(resources_dir() / "lexicon", rules.lexicon, rules.dictionary)
    assert names.of_field("episode_last_dose")[:3] == ("last dose", "末次化疗", "末次用药")
    assert names.of_field("cd19_status")[0] == "CD19"
    assert names.of_field("hbsag")[:2] == ("HBsAg", "乙肝表面抗原")
    assert names.of_field("no_such_field") == ()
    assert "完全缓解" in names.of("CR") and "肌酐" not in names.of("CR")
    assert "肌酐" in names.of("Cr") and "完全缓解" not in names.of("Cr")
    assert set(names.of("美罗华")) >= {"rituximab", "利妥昔单抗", "MabThera"}
    assert "美罗华" not in names.of("美罗华")
    assert names.of("nothing of the kind") == ()
