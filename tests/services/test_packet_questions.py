"""The record's own questions asked of the demo's packets: what the cases say is the answer must be among the answers,
in whichever language it is asked."""

from dataclasses import dataclass

import numpy as np
import pytest

from tests.services.conftest import MakeFile
from workstation import settings
from workstation.demo.layout import A4_POINTS, compose
from workstation.demo.script import Case, Document, load_folder, load_hospitals
from workstation.demo.truth import PageTruth, TruthWord, page_truth
from workstation.domain.page_words import joined
from workstation.extraction.lexicon import load_lexicon
from workstation.reading import PageReading, Word
from workstation.services.asking_packet import ask_packet
from workstation.services.intake import import_file
from workstation.services.pages import case_documents
from workstation.services.readings import store_reading
from workstation.services.rules import Rules
from workstation.services.views import Answer, Match
from workstation.services.workspace import Workspace

SCALE, MANY = 1.0, 60
CASES = {case.number: case for case in load_folder(settings.resources_dir() / "demo" / "cases")}
HOSPITALS = load_hospitals(settings.resources_dir() / "demo" / "hospitals.yaml")


def truth(document: Document, number: int) -> PageTruth:
    drawing = compose(document, number, HOSPITALS[document.hospital], SCALE)
    return page_truth(document.id, number, drawing, np.eye(3), (round(A4_POINTS[0]), round(A4_POINTS[1])))


def as_read(page: PageTruth) -> PageReading:
    """What stands on a page, as if read without a slip: what is written without a blank is one word."""
    runs: list[list[TruthWord]] = []
    for word in page.words:
        if runs and not word.spaced and word.line == runs[-1][0].line:
            runs[-1].append(word)
        else:
            runs.append([word])
    words = (
        Word(
            "".join(word.text for word in run),
            joined([word.quad for word in run]),
            0.9,
            run[0].line,
            run[0].block,
        )
        for run in runs
    )
    return PageReading("tesseract", "5.3", 0, 0.0, "", tuple(words), 0.5)


@dataclass(frozen=True)
class Packet:
    """A case of the demo whose pages are read: the page ids by document and page number."""

    case: Case
    page_ids: dict[tuple[str, int], str]
    truths: dict[tuple[str, int], PageTruth]

    def places(self, field: str, group: str = "") -> list[tuple[str, int, str]]:
        """Where the case says that a field stands; of all its groups unless one is told."""
        facts = (fact for fact in self.case.facts if fact.field == field and group in ("", fact.group))
        return [place for fact in facts for place in fact.evidence]

    def holds(self, answer: Answer, document: str, number: int, quote: str) -> bool:
        """Whether an answer stands on a line that a quote stands on, or beside one: there a reviewer looks."""
        if answer.page_id != self.page_ids[document, number]:
            return False
        lines = [quad.middle[1] for quad in self.truths[document, number].locate(quote)]
        beside = answer.clip.height
        return any(answer.clip.top - beside <= y <= answer.clip.bottom + beside for y in lines)


def read_packet(ws: Workspace, case_id: str, make_file: MakeFile, number: str) -> Packet:
    case = CASES[number]
    ids, truths = dict[tuple[str, int], str](), dict[tuple[str, int], PageTruth]()
    for document in case.documents:
        known = {each.id for each in case_documents(ws, case_id)}
        import_file(ws, case_id, make_file(document.id.encode(), pages=len(document.pages)))
        (added,) = (each for each in case_documents(ws, case_id) if each.id not in known)
        for at, page in enumerate(added.pages, 1):
            ids[document.id, at], truths[document.id, at] = page.id, truth(document, at)
            store_reading(ws, page.id, as_read(truths[document.id, at]))
    return Packet(case, ids, truths)


QUESTIONS = {
    "episode_last_dose": ("末次化疗", "末次用药", "last chemotherapy", "last dose", "Last actual dose"),
    "stage": ("分期", "stage"),
    "relapse_kind": ("复发", "relapse"),
    "lvef": ("射血分数", "LVEF", "左室射血分数（LVEF）"),
    "cd19_status": ("CD19", "cd19"),
    "ecog": ("体能评分", "ECOG"),
    "hbsag": ("乙肝表面抗原", "HBsAg"),
}


@pytest.mark.parametrize("number", ["LY-0147", "LY-0155", "LY-0156", "LY-0162", "LY-0144", "LY-0158"])
def test_what_the_case_says_is_the_answer_is_among_the_answers(
    ws: Workspace, case_id: str, make_file: MakeFile, number: str
) -> None:
    packet = read_packet(ws, case_id, make_file, number)
    missed = []
    for field, texts in QUESTIONS.items():
        places = packet.places(field)
        for text in texts if places else ():
            answers = ask_packet(ws, case_id, text).answers
            if not any(packet.holds(answer, *place) for answer in answers for place in places):
                missed.append((field, text, [answer.evidence.quote for answer in answers]))
            assert len(answers) <= MANY, text
    assert missed == []


@pytest.mark.parametrize("number", ["LY-0147", "LY-0155", "LY-0156", "LY-0162", "LY-0144", "LY-0158"])
@pytest.mark.parametrize("text", ["一线方案", "first-line regimen"])
def test_the_regimen_of_the_first_line_is_found_by_its_name(
    ws: Workspace, case_id: str, make_file: MakeFile, number: str, text: str
) -> None:
    packet = read_packet(ws, case_id, make_file, number)
    answers = ask_packet(ws, case_id, text).answers
    places = packet.places("episode_regimen", "episode:1")
    assert all(any(packet.holds(answer, *place) for answer in answers) for place in places)


@pytest.mark.parametrize("text", ["末次化疗", "last chemotherapy"])
def test_both_statements_of_the_last_dose_are_found_where_they_differ(
    ws: Workspace, case_id: str, make_file: MakeFile, text: str
) -> None:
    """The discharge summary tells the day, the letter another month: a reviewer must see both."""
    packet = read_packet(ws, case_id, make_file, "LY-0147")
    answers = ask_packet(ws, case_id, text).answers
    days = [(document, number) for document, number, _ in packet.places("episode_last_dose")]
    pages = {packet.page_ids[day] for day in days}
    assert pages <= {answer.page_id for answer in answers}
    assert [answer.document_date for answer in answers] == sorted(
        (answer.document_date for answer in answers), key=str
    )


@pytest.mark.parametrize("asked", ["利妥昔单抗", "美罗华", "rituximab"])
def test_a_drug_is_answered_by_the_regimens_that_hold_it_and_told_apart(
    ws: Workspace, case_id: str, make_file: MakeFile, asked: str
) -> None:
    packet = read_packet(ws, case_id, make_file, "LY-0147")
    answers = ask_packet(ws, case_id, asked).answers
    holding = [answer for answer in answers if answer.match is Match.HOLDS]
    for place in packet.places("episode_regimen", "episode:1"):
        assert any(packet.holds(answer, *place) for answer in holding), place
    literal = [answer for answer in answers if answer.match in (Match.AS_ASKED, Match.OTHER_NAME)]
    assert literal
    assert all("rituximab" in answer.evidence.quote for answer in literal)
    assert all("CHOP" in answer.evidence.quote for answer in holding)


def test_a_regimen_is_answered_by_its_drugs_and_told_apart(
    ws: Workspace, case_id: str, make_file: MakeFile
) -> None:
    read_packet(ws, case_id, make_file, "LY-0147")
    answers = ask_packet(ws, case_id, "R-CHOP").answers
    drugs = [answer for answer in answers if answer.match is Match.PART]
    assert any("rituximab" in answer.evidence.quote for answer in drugs)
    assert all("CHOP" in answer.evidence.quote for answer in answers if answer.match is Match.AS_ASKED)


def test_every_name_that_is_asked_is_known_and_no_short_regimen_is_looked_for(rules: Rules) -> None:
    for asked in ("末次化疗", "last chemotherapy", "一线方案", "蒽环类", "激素"):
        assert rules.questions.answers(asked)
    assert rules.questions.answers("nothing of the kind") == {}
    lexicon = load_lexicon(settings.resources_dir() / "lexicon")
    for drug in lexicon.drugs:
        held = [name for name, how in rules.questions.answers(drug.generic).items() if how is Match.HOLDS]
        assert all(sum(map(str.isalnum, name)) >= 3 for name in held)
