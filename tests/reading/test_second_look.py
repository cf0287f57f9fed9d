"""Which engine is asked what of a page: told by the answers alone, here given by hand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest

from tests.reading.typed import typed
from workstation.reading import Engine, PageReading, SourceFile, TesseractInstall
from workstation.reading.channel import Claims
from workstation.reading.crew import Crew
from workstation.reading.page_reader import BOTH, HAN_STROKES, read_page
from workstation.reading.worker import Role

FRAME = [0.001, 0.0, 0.0, 0.0, 0.001, 0.0]
Answer = Callable[[Mapping[str, Any]], Mapping[str, Any]]
Words = Sequence[tuple[str, float]]


class TellingCrew(Crew):
    """A crew whose workers answer as they are told; `asked` keeps every request."""

    def __init__(self, answers: Mapping[str, Answer], tesseract: TesseractInstall) -> None:
        super().__init__(0, lambda: tesseract, lambda layers: None)
        self._answers = answers
        self.asked: list[Mapping[str, Any]] = []

    def _worker(self, role: Role) -> Any:
        return self

    def ask(self, role: Role, request: Mapping[str, Any], *rest: Any, **more: Any) -> Claims:
        self.asked.append(request)
        name = "guess" if (role, request["task"]) == (Role.TEXT, "orient") else request["task"]
        return Claims({"cpu": {}, **self._answers[name](request)})

    @property
    def tasks(self) -> list[str]:
        return [request["task"] for request in self.asked]


def words(told: Words) -> dict[str, Any]:
    """Words side by side along a strip, as a worker tells them."""
    line = typed(" ".join(text for text, _ in told))
    rows = zip(line.pieces, told, strict=True)
    return {
        "words": [{"text": p.text, "start": p.start, "end": p.end, "conf": sure} for p, (_, sure) in rows]
    }


def sentence(text: str, sure: float = 0.95) -> Words:
    return [(word, sure) for word in text.split()]


def page(count: int, strokes: float = 1.5, *, on_end: bool = False) -> Answer:
    """A level page of so many lines; every line's place on the canvas is its number."""

    def prepared(request: Mapping[str, Any]) -> Mapping[str, Any]:
        lines = []
        for number in range(count):
            top, bottom = 50.0 + 40 * number, 75.0 + 40 * number
            across = [100, top, 700, top, 700, bottom, 100, bottom]
            down = [bottom, 100, bottom, 700, top, 700, top, 100]
            corners = down if on_end and request["turn"] == 0 else across
            lines.append({"corners": corners, "at": number, "width": 900, "height": 40})
        return {
            "width": 1_000,
            "height": 1_000,
            "frame": FRAME,
            "skew": 0.0,
            "marks": 500,
            "dpi": 300,
            "strokes": strokes,
            "lines": lines,
            "rules": [],
            "conditions": [],
        }

    return prepared


def tesseract_reads(*lines: Words) -> Answer:
    return lambda request: {"lines": [words(lines[strip["at"]]) for strip in request["lines"]]}


def rapid_reads(*lines: Words) -> Answer:
    """Of a stretch, the words whose middles lie in it."""

    def read(request: Mapping[str, Any]) -> Mapping[str, Any]:
        told = []
        for number, start, end in request["spans"]:
            whole = words(lines[int(number)])["words"] if lines[int(number)] else []
            told.append({"words": [w for w in whole if start <= (w["start"] + w["end"]) / 2 <= end]})
        return {"lines": told}

    return read


@pytest.fixture
def crew_of(tesseract: TesseractInstall) -> Iterator[Callable[..., TellingCrew]]:
    made: list[TellingCrew] = []

    def make(**answers: Answer) -> TellingCrew:
        made.append(TellingCrew(answers, tesseract))
        return made[-1]

    yield make
    for crew in made:
        crew.close()


def read(crew: Crew, engines: Sequence[Engine] = BOTH) -> PageReading:
    with SourceFile(b"%PDF-", "page.pdf") as source:
        return read_page(crew, source, 0, ("eng", "chi_sim"), engines)


def engines_of(reading: PageReading) -> list[str]:
    return [word.engine for word in reading.words]


GOOD = [sentence(f"line {number} of the letter was read without doubt") for number in range(9)]
CHINESE = sentence("诊断：弥漫大细胞淋巴瘤，非生发中心型。", 0.98)


def test_page_that_tesseract_reads_well_is_read_once(crew_of: Callable[..., TellingCrew]) -> None:
    crew = crew_of(prepare=page(9), read=tesseract_reads(*GOOD))
    reading = read(crew)
    assert len(reading.words) == 81
    assert set(crew.tasks) == {"prepare", "read"}
    lines_read = [strip["at"] for request in crew.asked[1:] for strip in request["lines"]]
    assert sorted(lines_read) == list(range(9)), "every line once"


def test_weak_word_alone_is_looked_at_again_and_the_rest_stays(crew_of: Callable[..., TellingCrew]) -> None:
    doubtful = [*GOOD[0][:4], ("Bab", 0.3), *GOOD[0][5:]]
    better = [(text, 0.98) for text, _ in [*GOOD[0][:4], ("2.1", 0.98), *GOOD[0][5:]]]
    crew = crew_of(
        prepare=page(9), read=tesseract_reads(doubtful, *GOOD[1:]), again=rapid_reads(better, *GOOD[1:])
    )
    reading = read(crew)
    assert [word.text for word in reading.words[:9]] == [text for text, _ in better]
    assert engines_of(reading).count("rapidocr") == 1
    assert reading.words[4].engine == "rapidocr"
    (span,) = crew.asked[-1]["spans"]
    assert span[0] == 0
    assert 0.0 < span[1] < span[2] < 1.0


def test_weak_word_that_the_other_reads_no_better_stays(crew_of: Callable[..., TellingCrew]) -> None:
    doubtful = [*GOOD[0][:4], ("letter", 0.6), *GOOD[0][5:]]
    crew = crew_of(prepare=page(9), read=tesseract_reads(doubtful, *GOOD[1:]), again=rapid_reads(*[[]] * 9))
    reading = read(crew)
    assert [word.text for word in reading.words[:9]] == [text for text, _ in doubtful]
    assert set(engines_of(reading)) == {"tesseract"}


def test_line_that_tesseract_did_not_see_comes_from_the_other(crew_of: Callable[..., TellingCrew]) -> None:
    blind = [[], *GOOD[1:]]
    answers = {"read": lambda request: {"lines": [_seen(blind[strip["at"]]) for strip in request["lines"]]}}
    crew = crew_of(prepare=page(9), again=rapid_reads(*GOOD), **answers)
    reading = read(crew)
    assert [word.text for word in reading.words[:9]] == [text for text, _ in GOOD[0]]
    assert engines_of(reading)[:9] == ["rapidocr"] * 9
    assert reading.engine == "tesseract"


def _seen(told: Words) -> dict[str, Any]:
    return words(told) if told else {"words": []}


def test_nothing_that_either_reads_is_a_page_without_words(crew_of: Callable[..., TellingCrew]) -> None:
    nothing: Answer = lambda request: {"lines": [{"words": []} for _ in request["lines"]]}  # noqa: E731
    crew = crew_of(
        prepare=page(3),
        read=nothing,
        again=rapid_reads([], [], []),
        orient=lambda request: {"turns": [0, 180], "worths": [0.0, 0.0], "samples": 0},
    )
    reading = read(crew)
    assert (reading.is_blank, reading.engine, reading.turn) == (True, "none", 0)


@pytest.mark.parametrize(("engines", "never"), [((Engine.TESSERACT,), "again"), ((Engine.RAPIDOCR,), "read")])
def test_engine_that_may_not_read_is_not_asked(
    crew_of: Callable[..., TellingCrew], engines: Sequence[Engine], never: str
) -> None:
    poor = [sentence("l|ne ~ of the letter", 0.79)] * 9
    crew = crew_of(prepare=page(9), read=tesseract_reads(*poor), again=rapid_reads(*GOOD))
    assert set(engines_of(read(crew, engines))) == set(engines)
    assert never not in crew.tasks


def test_page_that_looks_chinese_is_read_by_the_second_engine_alone(
    crew_of: Callable[..., TellingCrew],
) -> None:
    crew = crew_of(prepare=page(3, HAN_STROKES + 0.2), again=rapid_reads(CHINESE, CHINESE, CHINESE))
    reading = read(crew)
    assert (reading.language, reading.engine) == ("chi_sim", "rapidocr")
    assert crew.tasks == ["prepare", "again"]


def test_page_that_only_looked_chinese_is_read_by_both(crew_of: Callable[..., TellingCrew]) -> None:
    crew = crew_of(prepare=page(9, HAN_STROKES + 0.2), read=tesseract_reads(*GOOD), again=rapid_reads(*GOOD))
    reading = read(crew)
    assert (reading.language, reading.engine) == ("eng", "tesseract")
    assert crew.tasks == ["prepare", "again", "read"]


def test_chinese_page_that_did_not_look_so_is_found_out_early(crew_of: Callable[..., TellingCrew]) -> None:
    """After a few lines that make no sense, not after all of them."""
    nonsense = [sentence("me SUPA RA", 0.3)] * 30
    crew = crew_of(prepare=page(30), read=tesseract_reads(*nonsense), again=rapid_reads(*[CHINESE] * 30))
    reading = read(crew)
    assert (reading.language, set(engines_of(reading))) == ("chi_sim", {"rapidocr"})
    assert sum(len(request["lines"]) for request in crew.asked if request["task"] == "read") < 15


def turns(worths: Sequence[float], pair: Sequence[int] = (0, 180), samples: int = 5) -> Answer:
    return lambda request: {"turns": list(pair), "worths": list(worths), "samples": samples}


def guess(turn: int, sure: float) -> Mapping[str, Answer]:
    return {
        "small": lambda request: {"width": 500, "height": 700, "dpi": 150},
        "guess": lambda request: {"turn": turn, "sure": sure},
    }


DOUBTFUL, OTHERWISE = [sentence("sas w4q a1", 0.65)] * 9, [sentence("ees mbw te", 0.6)] * 9


@pytest.mark.parametrize(
    ("worths", "guessed", "sure", "turn"),
    [
        ((0.40, 0.95), 0, 0.0, 180),
        ((0.95, 0.40), 180, 9.0, 0),
        ((0.70, 0.75), 180, 9.0, 180),
        ((0.70, 0.75), 180, 0.5, 0),
        ((0.70, 0.75), 90, 9.0, 0),
        ((0.20, 0.50), 0, 9.0, 0),
        ((0.00, 0.00), 180, 0.1, 0),
    ],
)
def test_page_is_turned_where_its_lines_say_so_clearly_or_both_engines_agree(
    crew_of: Callable[..., TellingCrew], worths: Sequence[float], guessed: int, sure: float, turn: int
) -> None:
    crew = crew_of(
        prepare=page(9),
        read=tesseract_reads(*DOUBTFUL),
        again=rapid_reads(*OTHERWISE),
        orient=turns(worths),
        **guess(guessed, sure),
    )
    assert read(crew).turn == turn


def test_direction_is_asked_only_where_something_looks_wrong(crew_of: Callable[..., TellingCrew]) -> None:
    crew = crew_of(prepare=page(9), read=tesseract_reads(*GOOD))
    assert read(crew).turn == 0
    assert "orient" not in crew.tasks


@pytest.mark.parametrize(("worths", "turn"), [((0.95, 0.3), 90), ((0.3, 0.95), 270)])
def test_page_whose_lines_run_down_is_turned_before_it_is_read(
    crew_of: Callable[..., TellingCrew], worths: Sequence[float], turn: int
) -> None:
    crew = crew_of(prepare=page(9, on_end=True), read=tesseract_reads(*GOOD), orient=turns(worths, (90, 270)))
    assert read(crew).turn == turn
    assert crew.tasks[:3] == ["prepare", "orient", "prepare"]
    assert crew.asked[2]["turn"] == turn
