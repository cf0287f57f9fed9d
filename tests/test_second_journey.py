"""The journey repeated on ten new pages of other wording, layout and seed: two patients, English and Chinese."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from workstation.app import Composition
from workstation.demo.corpus import CorpusCase, make_packets
from workstation.domain.case import Role
from workstation.services import derived, queue, signoff, verification
from workstation.services.users import add_user
from workstation.services.views import NewUser
from workstation.services.workspace import create_workspace, open_workspace
from workstation.settings import Settings, resources_dir
from workstation.tour import journey
from workstation.tour.hands import StuckError
from workstation.tour.person import Person
from workstation.tour.story import Reading

pytestmark = pytest.mark.long

PACKET = Path(__file__).parent / "journey" / "second_packet.yaml"
MARA = NewUser("mlind", "Mara Lind", "ML", frozenset({Role.REVIEWER}), "quiet-meadow-4")
HELENA = NewUser(
    "hroth", "Dr. Helena Roth", "HR", frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}), "bright-harbour-7"
)
CHOSEN = Settings(language="en", scheme="light", reduced_motion=True)

BRUNO = (
    Reading("diagnosis", "High-grade B-cell lymphoma, NOS", "HGBL, NOS", "confirmed"),
    Reading("diagnosis_certainty", "is confirmed", "definite"),
    Reading("biopsy_sampling_date", "16-MAR-2026"),
    Reading("fish_myc", "Single hit of MYC", "rearranged"),
)
BRUNO_LINE = (
    Reading("episode_regimen", "R-CHOP", context="6 courses"),
    Reading("episode_status", "treated with", "given", "R-CHOP"),
    Reading("episode_disease", "High-grade B-cell lymphoma", "LBCL", "gastric"),
    Reading("episode_start", "27-APR-2026"),
    Reading("episode_last_dose", "12-AUG-2026", context="administered"),
    Reading("episode_cycles", "6 courses", "6"),
    Reading("episode_intent", typed="induction"),
    Reading("episode_best_response", "partial metabolic response", "PR"),
    Reading("episode_response_date", "22-SEP-2026", "22-SEP-2026"),
    Reading("episode_response_timing", "end-of-treatment", "end of treatment"),
    Reading("episode_end_reason", typed="completed"),
    Reading("episode_residual", "contained viable", "biopsied, lymphoma found"),
)
BRUNO_STATE = (
    Reading("response_to_latest_line", "Partial metabolic response", "PR"),
    Reading("transplant_given", "Never transplanted", "no"),
    Reading("cd19_therapy_given", "cellular therapy", "no"),
    Reading("ecog", "ECOG 1", "1, 18-NOV-2026"),
    Reading("anti_hbc", "Anti-HBc", "positive, 12-NOV-2026"),
    Reading("hbv_dna", "HBV DNA", "<10 IU/mL, 12-NOV-2026"),
)
ZHAO = (
    Reading("diagnosis", "弥漫性大B细胞淋巴瘤", "弥漫大B细胞淋巴瘤，非特指型"),
    Reading("diagnosis_certainty", typed="definite"),
    Reading("biopsy_sampling_date", typed="2025-02-21"),
    Reading("cns_state", typed="not examined"),
)
ZHAO_FIRST = (
    Reading("episode_regimen", "R-CHOP"),
    Reading("episode_status", typed="given"),
    Reading("episode_disease", typed="LBCL"),
    Reading("episode_start", "2025年3月10日"),
    Reading("episode_last_dose", "2025年6月27日", "2025年6月27日", "末次化疗"),
    Reading("episode_cycles", typed="6"),
    Reading("episode_intent", typed="induction"),
    Reading("episode_best_response", typed="PR"),
    Reading("episode_response_date", "2025年8月5日"),
    Reading("episode_end_reason", typed="completed"),
)
ZHAO_SECOND = tuple(
    Reading(one.field, one.words, one.typed, one.context, 2)
    for one in (
        Reading("episode_regimen", typed="Pola-BR"),
        Reading("episode_status", typed="given"),
        Reading("episode_disease", typed="LBCL"),
        Reading("episode_start", "2026年1月9日"),
        Reading("episode_last_dose", "2026年5月8日"),
        Reading("episode_cycles", typed="6"),
        Reading("episode_intent", typed="salvage"),
        Reading("episode_best_response", typed="CR"),
        Reading("episode_response_date", "2026年6月11日"),
        Reading("episode_end_reason", typed="completed"),
    )
)
ZHAO_RELAPSE = (
    Reading("relapse_kind", typed="relapse"),
    Reading("relapse_imaging", "2026年10月20日"),
    Reading("response_to_latest_line", typed="CR"),
    Reading("transplant_given", typed="no"),
    Reading("cd19_therapy_given", typed="no"),
)


@dataclass
class Repeated:
    """What came of it: readings that could not be cited on their page, exports by case number."""

    folder: Path
    not_cited: list[str] = field(default_factory=list)
    tried: int = 0
    numbers: list[str] = field(default_factory=list)
    exported: list[Path] = field(default_factory=list)
    pages: int = 0


@pytest.fixture(scope="module")
def repeated(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Repeated:
    folder = tmp_path_factory.mktemp("second")
    bruno, zhao = make_packets(folder / "packets", PACKET, resources_dir()).cases
    create_workspace(folder / "ward", "Ward", "Europe/Oslo", HELENA)
    with open_workspace(folder / "ward", HELENA.login, HELENA.password) as ws:
        add_user(ws, MARA)
    kept = Repeated(folder / "ward")
    with Composition(qapp, kept.folder, CHOSEN) as composed:
        composed.window.resize(1920, 1010)
        composed.window.show()
        composed.window.activateWindow()
        person = Person(composed.window)
        person.sign_in(MARA.login, MARA.password)
        _bring_in(person, bruno, kept)
        _read(person, kept, BRUNO)
        person.new_episode()
        _read(person, kept, BRUNO_LINE + BRUNO_STATE)
        _assess(person, "second line")
        person.back()
        _bring_in(person, zhao, kept)
        _read(person, kept, ZHAO)
        person.new_episode()
        _read(person, kept, ZHAO_FIRST)
        person.new_episode()
        _read(person, kept, ZHAO_SECOND)
        person.new_relapse()
        _read(person, kept, ZHAO_RELAPSE)
        _assess(person, "third line")
        person.sign_out()
        person.sign_in(HELENA.login, HELENA.password)
        for number in kept.numbers:
            person.open_signoff(number)
            journey.sign(person, HELENA.password)
            person.hands.until(person.signoff.decision.signed.isVisible, "not signed")
            kept.exported += journey.export(person, folder / number)
            person.back()
    return kept


def _bring_in(person: Person, case: CorpusCase, kept: Repeated) -> None:
    patient = case.case.patient
    person.new_case(patient.name, str(patient.birth_date), "m", patient.record_number, "CAR-T?", "Referrer")
    kept.numbers.append(person.desk.title())
    person.add_files([file.path for file in case.files], documents=len(case.files))
    person.until_read()
    kept.pages += sum(len(document.pages) for document in person.desk.documents)


def _read(person: Person, kept: Repeated, readings: tuple[Reading, ...]) -> None:
    for reading in readings:
        kept.tried += bool(reading.words)
        try:
            person.record(reading)
        except StuckError as problem:
            kept.not_cited.append(f"{reading.field}: {problem}")
            person.close_find()
            if not person.shown(reading.field, reading.group):
                person.enter_value(reading.field, reading.typed or reading.words, reading.group)


def _assess(person: Person, product: str) -> None:
    journey.recommend(person, product)
    person.see_every_page()
    journey.submit(person)


def test_all_ten_pages_are_read(repeated: Repeated) -> None:
    assert repeated.pages == 10


def test_nearly_every_quote_is_found_and_cited_on_its_page(repeated: Repeated) -> None:
    assert len(repeated.not_cited) <= repeated.tried // 5, repeated.not_cited


def test_both_assessments_are_signed_and_hold(repeated: Repeated) -> None:
    with open_workspace(repeated.folder, HELENA.login, HELENA.password) as ws:
        for number in repeated.numbers:
            case_id = queue.find_case(ws, number)
            assert signoff.versions(ws, case_id)[-1].state == "signed"
            assert all(check.ok for check in verification.verify_case(ws, case_id))


def test_the_computed_sentences_are_those_a_person_expects(repeated: Repeated) -> None:
    with open_workspace(repeated.folder, HELENA.login, HELENA.password) as ws:
        second, third = (derived.suitability(ws, queue.find_case(ws, number)) for number in repeated.numbers)
    sentence = {one.set_id: one.recommendation for one in second.verdicts}["axi_cel_cn_2l"]
    assert sentence is not None
    assert sentence.kind.value == "matches"
    assert third.facts.lines.total == (2,)


def test_the_exports_hold(repeated: Repeated) -> None:
    assert len(repeated.exported) == 4
    assert all(check.ok for path in repeated.exported for check in verification.verify_file(path))
