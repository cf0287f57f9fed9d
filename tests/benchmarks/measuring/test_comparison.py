"""Programs side by side, what they cost, turns and documents: the arithmetic of the table."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pymupdf
import pytest

from tests.benchmarks.corpus.pages import MadePage, PageName
from tests.benchmarks.measuring import borders, figures, turns
from tests.benchmarks.measuring.comparison import BATCH, Record, compared
from tests.benchmarks.measuring.costs import Cost, measured
from tests.benchmarks.measuring.errors import Seen
from tests.benchmarks.measuring.programs import Read, Tesseract, joined
from workstation.demo.truth import PageTruth, TruthWord
from workstation.domain.geometry import Box, Quad
from workstation.reading import PageReading

WORD = TruthWord("lymphoma", Quad.of(Box(0.1, 0.1, 0.3, 0.12)), 0, 0, True)


def page(number: int, kind: str = "clean", turn: int = 0, words: tuple[TruthWord, ...] = (WORD,)) -> MadePage:
    truth = PageTruth("report", 1, words)
    return MadePage(PageName("tuning", "en", kind, number, turn), Path(), truth, (), turn, truth.text)


def read(text: str, seconds: float = 0.0) -> Read:
    return Read((Seen(text, 0.2, 0.11),), seconds)


class Parrot:
    """A program that always says the same, and remembers when it was asked."""

    def __init__(self, name: str, says: str, asked: list[str]) -> None:
        self.name = name
        self._says = says
        self._asked = asked
        self._count = 0

    def prepare(self, batch: Sequence[Path], language: str) -> None:
        self._count = len(batch)

    def read(self) -> list[Read]:
        self._asked.append(self.name)
        return [read(self._says)] * self._count


def test_programs_read_in_turn_and_another_begins_each_time() -> None:
    asked: list[str] = []
    programs = [Parrot("right", "lymphoma", asked), Parrot("wrong", "lynphoma", asked)]
    records = compared(programs, [page(number) for number in range(2 * BATCH + 1)], "en")
    assert asked == ["right", "wrong", "wrong", "right", "right", "wrong"]
    assert (records["right"].mean, records["wrong"].median) == (0.0, 12.5)
    assert len(records["wrong"].results) == 2 * BATCH + 1


def test_a_page_has_its_share_of_the_time_of_its_batch() -> None:
    record = Record()
    record.add([page(0), page(1)], [read("a", 1.0), read("b", 3.0)], Cost(2.0, 3.0))
    record.add([page(2), page(3)], [read("c"), read("d")], Cost(4.0, 1.0))
    assert [result.wall for result in record.results] == [0.5, 1.5, 2.0, 2.0]
    assert record.wall_of([page(1).name.slug, page(2).name.slug]) == 3.5
    assert (record.per_minute, record.cpu_per_page) == (40.0, 1.0)


def test_tokens_are_counted_on_good_scans_and_on_all() -> None:
    drug = (TruthWord("Rituximab", WORD.quad, 0, 0, True),)
    record = Record()
    record.add(
        [page(0, words=drug), page(0, "fax", words=drug)],
        [read("rituximab"), read("Rituximab")],
        Cost(1.0, 1.0),
    )
    assert (record.tokens(clean=True), record.tokens(clean=False), record.tokens()) == (0.0, 100.0, 50.0)


def test_the_cost_holds_that_of_programs_started() -> None:
    burn = "import time\nuntil = time.process_time() + 0.4\nwhile time.process_time() < until: pass"
    with measured() as cost:
        subprocess.run([sys.executable, "-c", burn], check=True)
    assert 0.3 <= cost.cpu <= cost.wall + 0.5


@pytest.mark.parametrize(
    ("kind", "turn", "answer", "wrong"),
    [
        ("clean", 90, 270, False),
        ("clean", 90, 90, True),
        ("clean", 0, 0, False),
        ("clean", 0, 180, True),
        ("clean", 180, 0, True),
        ("stamp-only", 180, 0, False),
        ("stamp-only", 180, 90, True),
        ("stamp-only", 180, 180, False),
    ],
)
def test_what_is_turned_wrong(kind: str, turn: int, answer: int, wrong: bool) -> None:
    lying = page(0, kind, turn, () if kind == "stamp-only" else (WORD,))
    reading = PageReading("tesseract", "5", answer, 0.0, "eng", (), 0.1)
    told = {figure.measure: figure for figure in turns.figures([lying], [reading], whole=True)}
    assert told["turned wrong, or left with text not upright"].ok is not wrong
    assert told["pages in every quarter turn"].ok is False


def test_a_page_that_could_not_be_read_is_not_upright() -> None:
    told = {figure.measure: figure.reached for figure in turns.figures([page(0)], [None], whole=False)}
    assert told["turned wrong, or left with text not upright"] == "1"
    assert told["  could not be read"] == "1 (en clean 1)"


def test_borders_links_and_whole_documents() -> None:
    score = borders.Score()
    score.add([(0, 1), (2, 3, 4), (5,)], [(0, 1), (2, 3), (4, 5)])
    assert str(score.firsts) == "precision 66.7 %, recall 66.7 %"
    assert str(score.links) == "precision 66.7 %, recall 66.7 %"
    assert str(score.whole) == "precision 33.3 %, recall 33.3 %"
    assert set(borders.links([(3, 1, 2), (0,)])) == {(3, 1), (1, 2)}


def test_words_are_spoiled_as_often_as_said() -> None:
    many = [TruthWord("0123456789", WORD.quad, 0, 0, True)] * 2000
    spoiled = list(borders.spoiled(many, np.random.default_rng(1)))
    wrong = sum(each.text != many[0].text for each in spoiled)
    assert wrong / len(many) == pytest.approx(10 * borders.SPOILED, rel=0.25)
    assert all(each.text for each in spoiled)


def test_the_table_tells_what_is_missed() -> None:
    lines = figures.table(
        [
            figures.at_most("error", (0.5, 1.5), (0.4, 1.6)),
            figures.at_least("speed", 3, 3.01),
            figures.printed("words", "12"),
        ]
    ).splitlines()
    assert [line.split()[-1] for line in lines[2:]] == ["MISSED", "ok", "12"]
    assert "0.40 % / 1.60 %" in lines[2] and "≥ 3 ×" in lines[3]


def test_tesseract_reads_pages_with_places_in_the_page(tmp_path: Path) -> None:
    paths = []
    for text in ("Diffuse lymphoma", "Complete remission"):
        with pymupdf.open() as file:
            sheet = file.new_page(width=300, height=200)
            sheet.insert_text((30, 100), text, fontsize=24)
            paths.append(tmp_path / f"{text}.pdf")
            file.save(paths[-1])
    with pymupdf.open(stream=joined(paths)) as both:
        assert [each.get_text().strip() for each in both] == ["Diffuse lymphoma", "Complete remission"]
    program = Tesseract(tmp_path)
    program.prepare(paths, "en")
    first, second = program.read()
    assert [word.text for word in first.words] == ["Diffuse", "lymphoma"]
    assert [word.text for word in second.words] == ["Complete", "remission"]
    assert first.seconds > 0 and all(0.4 < word.y < 0.55 for word in first.words)
    assert first.words[0].x < 0.35 < first.words[1].x
