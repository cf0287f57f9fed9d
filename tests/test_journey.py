"""The main journey: a packet of scans, real reading, the real widgets, to the signed and exported assessment.

It is played once by keys, mouse and files; each test says one sentence of what must have come of it. What stood on
the screen on the way is kept in `Played`; what is stored is asked afterwards, in a workspace opened anew.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from PySide6.QtWidgets import QApplication

from workstation.app import Composition
from workstation.demo.corpus import make_packets
from workstation.domain.case import CaseStatus, Role
from workstation.domain.errors import NotAllowedError
from workstation.gui.queue.queue import QueueScreen
from workstation.gui.signoff.crops import CropPicture
from workstation.services import discussion, findings, form, history, queue, signoff, verification
from workstation.services.users import add_user
from workstation.services.views import CaseHeader, FormRow, FormView, HistoryEntry, NewUser, PageState
from workstation.services.workspace import Workspace, create_workspace, open_workspace
from workstation.settings import Settings, resources_dir
from workstation.tour import journey, story
from workstation.tour.person import Person

PACKET = Path(__file__).parent / "journey" / "packet.yaml"
MARA = NewUser("mlind", "Mara Lind", "ML", frozenset({Role.REVIEWER, Role.SUPERVISOR}), "quiet-meadow-4")
HELENA = NewUser(
    "hroth", "Dr. Helena Roth", "HR", frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}), "bright-harbour-7"
)
NUMBER = "LY-0001"
WIDE = (1920, 1010)
CHOSEN = Settings(language="en", scheme="light", reduced_motion=True)


@dataclass
class Played:
    """What stood on the screen on the way, by moment; and where everything was written."""

    folder: Path
    packet: Path
    out: Path
    said: dict[str, str] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    exported: list[Path] = field(default_factory=list)


@pytest.fixture(scope="module")
def played(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The journey, played once."""
    folder = tmp_path_factory.mktemp("journey")
    made = make_packets(folder / "packets", PACKET, resources_dir())
    packet = made.cases[0].files[0].path.parent
    (packet / "notes.pdf").write_bytes(b"these are no pages")
    create_workspace(folder / "ward", "Ward", "Europe/Oslo", HELENA)
    with open_workspace(folder / "ward", HELENA.login, HELENA.password) as ws:
        add_user(ws, MARA)
    kept = Played(folder / "ward", packet, folder / "out")
    for act in (_first_day, _second_day):
        with Composition(qapp, kept.folder, CHOSEN) as composed:
            composed.window.resize(*WIDE)
            composed.window.show()
            composed.window.activateWindow()
            act(Person(composed.window), kept)
    return kept


def _first_day(person: Person, kept: Played) -> None:
    """Door, new case, files, reading, disease; then the application is closed."""
    person.enter(MARA.login, "something else")
    person.hands.until(lambda: "not right" in person.words(), "a wrong password is not refused")
    person.sign_in(MARA.login, MARA.password)
    person.new_case(*story.CASE)
    person.add_files(sorted(path for path in kept.packet.iterdir() if path.is_file()), documents=4)
    kept.said["import"] = "\n".join(person.messages())
    person.hands.press("Ctrl+Shift+I")
    kept.said["not taken"] = "\n".join(person.desk.import_report.list.lines())
    person.hands.press("Escape")
    person.until_read()
    pages = [page for document in person.desk.documents for page in document.pages]
    kept.counts["pages"] = len(pages)
    kept.counts["read"] = sum(page.state is PageState.READ for page in pages)
    person.find("axillary lymph node")
    kept.said["hits"] = person.desk.pages.finder.count_text
    person.close_find()
    journey.read_disease(person)
    kept.said["saved"] = person.words(person.desk.status_bar)
    _look_at_a_source(person, kept)
    _undo_and_redo(person, kept)


def _look_at_a_source(person: Person, kept: Played) -> None:
    """Ctrl+E shows where a value was read; Esc comes back."""
    person.go_to("biopsy_sampling_date")
    person.hands.press("Ctrl+E")
    page = person.row("biopsy_sampling_date").values[0].spots[0].page_id
    shown = person.desk.pages.active.current_page
    person.hands.until(lambda: (here := shown()) is not None and here.id == page, "the source is not shown")
    kept.counts["source shown"] = 1


def _undo_and_redo(person: Person, kept: Played) -> None:
    person.go_to("transformed_from")
    kept.counts["transformed before"] = person.sources("transformed_from")
    person.hands.press("Ctrl+Z")
    person.hands.until(lambda: person.sources("transformed_from") == 0, "the citation is not taken back")
    person.hands.press("Ctrl+Shift+Z")
    person.hands.until(lambda: person.sources("transformed_from") == 1, "the citation is not made again")
    kept.counts["transformed after"] = person.sources("transformed_from")


def _second_day(person: Person, kept: Played) -> None:
    """The application was closed in between."""
    person.sign_in(MARA.login, MARA.password)
    person.open_desk(NUMBER)
    kept.values["reopened"] = [*person.shown("diagnosis"), *person.shown("biopsy_sampling_date")]
    person.hands.press("Ctrl+Z")
    person.hands.until(lambda: person.sources("transformed_from") == 0, "undo does not survive a restart")
    person.hands.press("Ctrl+Shift+Z")
    person.hands.until(lambda: person.sources("transformed_from") == 1, "redo does not survive a restart")
    kept.counts["undone after restart"] = 1
    journey.read_therapy(person)
    journey.read_state(person)
    kept.counts["box"] = person.sources(story.BOXED.field)
    _therapy_and_timing(person, kept)
    _suitability(person, kept)
    _submit(person, kept)
    _return_and_sign(person, kept)
    _afterwards(person, kept)


def _therapy_and_timing(person: Person, kept: Played) -> None:
    kept.values["lines"] = person.shown("line_count")
    kept.values["relapse before"] = person.shown("last_dose_to_relapse")
    journey.make_conflict(person)
    kept.values["conflict"] = person.shown("episode_last_dose")
    kept.values["relapse in conflict"] = person.shown("last_dose_to_relapse")
    person.show_tab("timeline")
    panel = person.desk.record.timeline
    person.hands.until(lambda: "within 12 months" in person.words(panel), "no timing is shown")
    kept.said["timeline"] = person.words(panel)
    panel.view.setFocus()
    person.hands.press("Return")
    person.hands.until(lambda: person.canvas.hasFocus(), "a mark does not open its page")
    kept.counts["mark opens page"] = 1


def _suitability(person: Person, kept: Played) -> None:
    person.show_tab("suitability")
    panel = person.desk.record.suitability
    matrix = panel.matrix
    person.hands.until(lambda: matrix.cell() is not None, "the matrix is empty")
    model = matrix.model()
    rows = range(model.rowCount())
    kept.said["matrix"] = "\n".join(
        " | ".join(str(model.index(row, at).data()) for at in range(model.columnCount())) for row in rows
    )
    matrix.setFocus()
    person.hands.press("Return")
    person.hands.until(panel.card.isVisible, "no card")
    kept.said["card"] = person.words(panel.card)
    person.ask_to_submit()
    person.hands.until(lambda: "Choose one" in person.words(panel), "nothing stands in the way")
    kept.said["blocked"] = "\n".join(person.messages())
    kept.counts["submit offered"] = int(panel.submission.button.isEnabled())
    journey.recommend(person, "second line")


def _submit(person: Person, kept: Played) -> None:
    person.see_every_page()
    journey.submit(person)
    kept.counts["read-only after submit"] = int(not person.may_edit())
    person.back()
    person.open_signoff(NUMBER)
    kept.said["own"] = "\n".join(person.messages())
    kept.counts["own signature shown"] = int(person.signoff.decision.signature.isVisible())
    person.sign_out()


def _return_and_sign(person: Person, kept: Played) -> None:
    person.sign_in(HELENA.login, HELENA.password)
    person.open_signoff(NUMBER)
    kept.said["sign-off"] = person.words(person.signoff)
    pictures = person.signoff.findChildren(CropPicture)
    person.hands.until(lambda: any(one.has_picture for one in pictures if one.isVisible()), "no crop")
    kept.counts["crops"] = sum(one.has_picture for one in pictures)
    journey.return_it(person, story.COMMENT)
    person.sign_out()
    person.sign_in(MARA.login, MARA.password)
    person.open_desk(NUMBER)
    person.show_tab("discussion")
    discussed = person.desk.record.discussion
    person.hands.until(lambda: story.COMMENT in person.words(discussed), "the comment is not shown")
    kept.said["comment"] = person.words(discussed)
    journey.resolve_conflict(person)
    kept.values["resolved"] = person.shown("episode_last_dose")
    kept.values["relapse resolved"] = person.shown("last_dose_to_relapse")
    person.show_tab("suitability")
    journey.submit(person)
    person.sign_out()
    person.sign_in(HELENA.login, HELENA.password)
    person.open_signoff(NUMBER)
    journey.sign(person, "not the password")
    kept.said["wrong password"] = "\n".join(person.messages())
    journey.sign(person, HELENA.password)
    person.hands.until(person.signoff.decision.signed.isVisible, "not signed")
    kept.said["signed"] = person.words(person.signoff.decision.signed)
    kept.exported = journey.export(person, kept.out)


def _afterwards(person: Person, kept: Played) -> None:
    person.sign_out()
    person.sign_in(MARA.login, MARA.password)
    person.hands.press("Alt+8")
    person.hands.until(lambda: bool(person.queue.table.rows), "the signed case is in no view")
    person.open_case(NUMBER)
    person.hands.until(lambda: not person.shows(QueueScreen), "nothing opens")
    kept.said["signed case"] = person.words()


# What is stored, asked in a workspace opened anew


@pytest.fixture(scope="module")
def ws(played: Played) -> Iterator[Workspace]:
    with open_workspace(played.folder, HELENA.login, HELENA.password) as opened:
        yield opened


@pytest.fixture(scope="module")
def case(ws: Workspace) -> CaseHeader:
    return queue.case_header(ws, queue.find_case(ws, NUMBER))


@pytest.fixture(scope="module")
def stored(ws: Workspace, case: CaseHeader) -> FormView:
    return form.the_form(ws, case.case_id)


@pytest.fixture(scope="module")
def trail(ws: Workspace, case: CaseHeader) -> tuple[HistoryEntry, ...]:
    return history.history(ws, case.case_id)


@pytest.fixture(scope="module")
def pdf(played: Played) -> Path:
    return next(path for path in played.exported if path.suffix == ".pdf")


@pytest.fixture(scope="module")
def pages(pdf: Path) -> list[str]:
    with pymupdf.open(pdf) as document:
        return [" ".join(page.get_text().split()) for page in document]


@pytest.fixture(scope="module")
def record(played: Played) -> dict[str, object]:
    path = next(path for path in played.exported if path.suffix == ".json")
    loaded: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _rows(view: FormView, field_id: str) -> list[FormRow]:
    return [row for row in form.all_rows(view.sections) if row.field.id == field_id]


# Stage 1: the door


def test_a_wrong_password_opens_nothing_and_the_right_one_leads_to_the_queue(played: Played) -> None:
    assert played.said["saved"]


# Stage 2: pages


def test_files_dropped_on_the_case_come_in_and_the_broken_one_gets_one_sentence(played: Played) -> None:
    assert "1 of 5 files was not taken." in played.said["import"]
    assert "notes.pdf is a text file. Print it to PDF and add that." in played.said["not taken"]


def test_pdf_jpeg_and_tiff_are_all_taken(ws: Workspace, case: CaseHeader) -> None:
    from workstation.services.pages import case_documents

    names = {document.file_name for document in case_documents(ws, case.case_id)}
    assert {Path(name).suffix for name in names} == {".pdf", ".jpg", ".tif"}


def test_every_page_is_read_by_the_reading_workers(played: Played) -> None:
    assert played.counts["pages"] == 5
    assert played.counts["read"] == 5


def test_find_counts_its_hits(played: Played) -> None:
    assert re.fullmatch(r"\d+ of \d+", played.said["hits"])


# Stage 3: findings, therapy, timing


def test_a_value_is_taken_from_the_words_selected_on_the_scan(stored: FormView) -> None:
    (row,) = _rows(stored, "diagnosis")
    assert [value.shown_en for value in row.values] == ["Diffuse large B-cell lymphoma, NOS"]
    assert row.values[0].spots[0].quote.startswith("Diffuse large B-cell lymphoma")
    assert row.values[0].finding.evidence[0].reading_version is not None


def test_a_typed_value_takes_its_source_from_the_page(stored: FormView) -> None:
    (row,) = _rows(stored, "ecog")
    assert row.values[0].shown_en == "1, 16 Nov 2026"
    assert "ECOG" in row.values[0].spots[0].quote


def test_a_drawn_box_is_evidence(stored: FormView, played: Played) -> None:
    assert played.counts["box"] == 1
    (row,) = _rows(stored, "hbsag")
    assert len(row.values[0].spots[0].quads) == 1


def test_looked_for_and_not_found_is_an_answer(stored: FormView) -> None:
    (row,) = _rows(stored, story.MISSING)
    assert row.mark.value == "not_found"
    assert row.values[0].finding.searched > 0


def test_what_is_typed_is_saved_with_the_time_shown(played: Played) -> None:
    assert re.search(r"Saved \d\d:\d\d", played.said["saved"])


def test_a_value_leads_to_its_source(played: Played) -> None:
    assert played.counts["source shown"]


def test_undo_and_redo_go_over_citations(played: Played) -> None:
    assert played.counts["transformed before"] == played.counts["transformed after"] == 1


def test_the_record_is_there_after_a_restart(played: Played) -> None:
    assert played.values["reopened"] == ["Diffuse large B-cell lymphoma, NOS", "1 Sep 2025"]


def test_undo_and_redo_go_on_after_a_restart(played: Played) -> None:
    assert played.counts["undone after restart"]


def test_lines_of_therapy_are_derived(played: Played) -> None:
    assert played.values["lines"] == ["1"]


def test_relapse_timing_is_exact_while_the_dates_agree(played: Played) -> None:
    assert played.values["relapse before"] == ["9 mo 3 d"]


def test_two_values_both_stand_until_somebody_decides(played: Played) -> None:
    assert played.values["conflict"] == ["9 Jan 2026", "13 Jan 2026"]


def test_relapse_timing_follows_as_possibilities(played: Played) -> None:
    assert "8 mo 29 d to 9 mo 3 d" in played.said["timeline"]


def test_timing_names_its_anchor_and_its_definition(played: Played) -> None:
    assert "last dose" in played.said["timeline"].casefold()
    assert "EARLY" in played.said["timeline"]
    assert "REF-ZUMA7" in played.said["timeline"]


def test_a_mark_of_the_timeline_opens_its_page(played: Played) -> None:
    assert played.counts["mark opens page"]


# Stage 4: suitability, sign-off, export


def test_the_matrix_says_each_set_in_words(played: Played) -> None:
    lines = played.said["matrix"].splitlines()
    assert len(lines) == 3
    second = next(line for line in lines if "second line" in line)
    assert "label, met" in second.casefold()


def test_a_card_shows_facts_source_and_mark(played: Played) -> None:
    for part in ("Facts used", "Source:", "version", "Label"):
        assert part in played.said["card"]


def test_nothing_can_be_submitted_without_a_recommendation(played: Played) -> None:
    assert "Choose one of the four recommendations." in played.said["blocked"]
    assert played.counts["submit offered"] == 0


def test_pages_never_opened_are_told_before_submitting(played: Played) -> None:
    assert "Pages never opened" in played.said["blocked"]


def test_what_is_submitted_can_no_longer_be_changed(played: Played) -> None:
    assert played.counts["read-only after submit"]


def test_nobody_signs_their_own_assessment(played: Played) -> None:
    assert "You wrote this assessment. Another supervisor signs it." in played.said["own"]
    assert played.counts["own signature shown"] == 0


def test_the_supervisor_sees_the_deciding_facts_with_their_crops(played: Played) -> None:
    assert "Look at these first" in played.said["sign-off"]
    assert "DLBCL" in played.said["sign-off"] or "Diffuse large" in played.said["sign-off"]
    assert played.counts["crops"] >= 1


def test_the_comment_of_the_return_reaches_the_reviewer(played: Played) -> None:
    assert story.COMMENT in played.said["comment"]
    assert HELENA.printed_name in played.said["comment"]


def test_the_comment_stands_on_a_field(ws: Workspace, case: CaseHeader) -> None:
    found = discussion.comments(ws, case.case_id)
    assert [one.text for one in found] == [story.COMMENT]
    assert found[0].field_id


def test_a_conflict_is_resolved_with_a_reason(played: Played, stored: FormView) -> None:
    assert played.values["resolved"] == ["9 Jan 2026"]
    assert played.values["relapse resolved"] == ["9 mo 3 d"]
    (row,) = _rows(stored, "episode_last_dose")
    assert row.decision is not None
    assert row.decision.text == story.WHY_INFUSION


def test_a_wrong_password_signs_nothing(played: Played) -> None:
    assert "password is not right" in played.said["wrong password"]


def test_the_signature_has_name_meaning_and_hash(ws: Workspace, case: CaseHeader, played: Played) -> None:
    first, second = signoff.versions(ws, case.case_id)
    assert (first.state, second.state) == ("returned", "signed")
    assert first.signature is None
    assert second.signature is not None
    assert second.signature.valid
    assert second.signature.printed_name == HELENA.printed_name
    assert second.author == MARA.printed_name
    assert HELENA.printed_name in played.said["signed"]


def test_a_signed_case_is_read_only(ws: Workspace, case: CaseHeader) -> None:
    assert case.status is CaseStatus.SIGNED
    assert not case.may_edit
    with pytest.raises(NotAllowedError):
        findings.set_value(ws, case.review_id, "ecog", None, "2")


def test_page_one_of_the_summary_holds_the_sentence_and_the_signer(pages: list[str]) -> None:
    assert "Appears to match the disease criteria of" in pages[0]
    assert "axi-cel" in pages[0]
    assert HELENA.printed_name in pages[0]


def test_page_one_says_what_the_assessment_is_not(pages: list[str]) -> None:
    assert "not a treatment decision" in pages[0]


def test_the_rest_follows_with_page_references_and_crops(pdf: Path, pages: list[str]) -> None:
    assert len(pages) > 1
    assert "9 Jan 2026" in " ".join(pages)
    with pymupdf.open(pdf) as document:
        assert sum(len(page.get_images()) for page in document) >= 5


def test_the_record_is_attached_to_the_summary(pdf: Path, record: dict[str, object]) -> None:
    with pikepdf.open(pdf) as document:
        (attached,) = [json.loads(item.get_file().read_bytes()) for item in document.attachments.values()]
    for part in ("record", "record_sha256", "signature", "crops"):
        assert attached[part] == record[part]


def test_the_exported_files_hold_when_verified(played: Played) -> None:
    for path in played.exported:
        assert all(check.ok for check in verification.verify_file(path)), path


def test_the_names_of_the_exports_tell_case_and_version(played: Played) -> None:
    assert [path.name for path in played.exported] == [
        f"{NUMBER}-v2-record.json",
        f"{NUMBER}-v2-summary-en.pdf",
    ]


def test_the_trail_tells_the_journey_in_order(trail: tuple[HistoryEntry, ...]) -> None:
    verbs = [entry.verb for entry in sorted(trail, key=lambda entry: entry.seq)]
    order = [verbs.index(verb) for verb in ("import_file", "set_value", "submit", "return", "sign")]
    assert order == sorted(order)
    assert verbs.count("submit") == 2
    assert "undo" in verbs


def test_the_trail_names_who_did_it(trail: tuple[HistoryEntry, ...]) -> None:
    by = {entry.verb: entry.who for entry in trail}
    assert by["submit"] == MARA.printed_name
    assert by["sign"] == HELENA.printed_name


def test_chain_tables_and_signature_hold(ws: Workspace, case: CaseHeader) -> None:
    checks = verification.verify_case(ws, case.case_id)
    assert checks
    assert [check.name for check in checks if not check.ok] == []


def test_exports_stand_in_the_trail(trail: tuple[HistoryEntry, ...]) -> None:
    assert sum("export" in entry.verb for entry in trail) == 2
