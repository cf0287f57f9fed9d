"""How one page is read: its lines found, each read by one engine, and once more by the other where that is poor.

Latin script: Tesseract reads every line, RapidOCR those that Tesseract read badly; of two readings of a line the
better one stands, sign by sign (`merging`). Chinese: RapidOCR reads every line, since Tesseract's Chinese is worse
wherever it was compared. Which script it is, and which way is up, is asked only where something looks wrong.
"""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from workstation.domain.geometry import Box
from workstation.reading import judging
from workstation.reading.channel import Claims, FalseClaimError
from workstation.reading.crew import Crew
from workstation.reading.lines import Line, parted, tightened, unbarred
from workstation.reading.merging import merged
from workstation.reading.order import Rule, in_order
from workstation.reading.pages import (
    MAX_SIDE_PX,
    TURNS,
    Condition,
    Engine,
    PageReading,
    Step,
    Word,
)
from workstation.reading.problems import FileProblem
from workstation.reading.source import SourceFile
from workstation.reading.spelling import spelled
from workstation.reading.variants import as_printed
from workstation.reading.words import Frame, Strip, lines_of, own_words, rules_of, strips_of, words_of
from workstation.reading.worker import Role

PREPARE_SECONDS = 25.0
READ_SECONDS = 90.0
ORIENT_SECONDS = 25.0
PREPARATION = "2"
"""Counts the ways in which pages are made ready and read; part of the version, to tell readings apart."""

BOTH = (Engine.TESSERACT, Engine.RAPIDOCR)
HAN, LATIN = "chi_sim", "eng"
HAN_STROKES = 1.7
SAMPLE_LINES, LIKELY_HAN = 6, 0.6
SURE_WORTH, SURE_MARGIN, SURE_GUESS, LEAST_SAMPLES = 0.60, 0.12, 2.0, 2


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page to be read by itself, as somebody asks: enlarged, in a language, by an engine."""

    box: Box
    turn: int
    language: str
    engine: Engine
    enlarge: float


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A page whose lines wait on the canvas."""

    turn: int
    width: int
    skew: float
    frame: Frame
    strokes: float
    strips: tuple[Strip, ...]
    rules: tuple[Rule, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of each line of a prepared page."""

    page: _Prepared
    language: str
    lines: list[Line | None]

    @property
    def known(self) -> list[Line]:
        return [line for line in self.lines if line is not None]


def read_page(
    crew: Crew, source: SourceFile, index: int, languages: Sequence[str], engines: Sequence[Engine] = BOTH
) -> PageReading:
    """Raises FileProblem."""
    return _PageReader(crew, source, index, tuple(languages), tuple(engines)).read()


def read_region(crew: Crew, source: SourceFile, index: int, region: Region) -> tuple[Word, ...]:
    """The words in a part of a page, as asked. Raises FileProblem."""
    reader = _PageReader(crew, source, index, (region.language,), (region.engine,))
    return reader.read_region(region)


class _PageReader:
    def __init__(
        self,
        crew: Crew,
        source: SourceFile,
        index: int,
        languages: tuple[str, ...],
        engines: tuple[Engine, ...],
    ) -> None:
        self._crew = crew
        self._source = source
        self._index = index
        self._languages = languages
        self._engines = engines
        self._steps: Counter[str] = Counter()
        self._versions: set[str] = set()
        self._started = time.monotonic()

    def read(self) -> PageReading:
        answer = self._ask_page("prepare", turn=0, enlarge=1.0, clip=[0.0, 0.0, 1.0, 1.0])
        if "words" in answer:
            return self._own(answer)
        page = self._believed(answer, 0)
        if not page.strips:
            return self._blank(page)
        self._check_languages()
        if judging.run_down(page.strips):
            page = self._upright(page)
        read = self._read_lines(page)
        if page.turn == 0 and judging.is_doubtful(read.known, len(page.strips)):
            other = self._upright(page)
            if other.turn != page.turn:
                read = self._read_lines(other)
        lines = judging.kept(list(unbarred(read.known)))
        return self._told(read, lines) if lines else self._blank(read.page)

    def read_region(self, region: Region) -> tuple[Word, ...]:
        self._check_languages()
        box = region.box
        clip = [box.left, box.top, box.right, box.bottom]
        turn = region.turn if region.turn in TURNS else 0
        page = self._believed(self._ask_page("prepare", turn=turn, enlarge=region.enlarge, clip=clip), turn)
        lines = (
            self._tesseract(page, region.language) if region.engine is Engine.TESSERACT else self._rapid(page)
        )
        return self._words(list(unbarred(line for line in lines if line is not None)), page)

    def _check_languages(self) -> None:
        """Leave out what Tesseract has not learned here."""
        there = tuple(name for name in self._languages if name in self._crew.tesseract.languages)
        if not there:
            raise FileProblem("reading.no_language", languages=", ".join(self._languages))
        self._languages = there

    def _upright(self, page: _Prepared) -> _Prepared:
        """The page turned so that its lines read best; as it lies where they do not say clearly."""
        turn = self._turn()
        if turn == 0:
            return page
        answer = self._ask_page("prepare", turn=turn, enlarge=1.0, clip=[0.0, 0.0, 1.0, 1.0])
        return self._believed(answer, turn)

    def _turn(self) -> int:
        answer = self._ask_page("orient")
        try:
            turns = answer.wholes("turns", 270)
            worths = answer.numbers("worths", len(turns), 0.0, 1.0)
            samples = answer.whole("samples", 0, 100)
        except FalseClaimError as error:
            raise self._crew.disbelieve(Role.PAGE, self._source) from error
        if samples < LEAST_SAMPLES or len(turns) != 2 or not set(turns) <= set(TURNS):
            return 0
        (best, turn), (other, _) = sorted(zip(worths, turns, strict=True), reverse=True)
        if best >= SURE_WORTH and best - other >= SURE_MARGIN:
            return turn
        return turn if turn == self._guessed_turn() else 0

    def _guessed_turn(self) -> int | None:
        """What Tesseract's program guesses of the whole page, if it is sure of it."""
        small = self._ask_page("small")
        try:
            sides = {name: small.whole(name, 1, MAX_SIDE_PX) for name in ("width", "height", "dpi")}
        except FalseClaimError as error:
            raise self._crew.disbelieve(Role.PAGE, self._source) from error
        answer = self._ask_text({"task": "orient", "at": 0, **sides}, ORIENT_SECONDS)
        try:
            turn, sure = answer.whole("turn", 0, 270), answer.number("sure", -1e6, 1e6)
        except FalseClaimError as error:
            raise self._crew.disbelieve(Role.TEXT, self._source) from error
        return turn if sure >= SURE_GUESS else None

    def _read_lines(self, page: _Prepared) -> _Read:
        language = self._likely_language(page)
        if Engine.TESSERACT not in self._engines or (language == HAN and Engine.RAPIDOCR in self._engines):
            return self._rapid_first(page, language)
        if Engine.RAPIDOCR in self._engines:
            first = self._first_look(page, language)
            return self._rapid_first(page, language) if first is None else self._second_look(first)
        read = _Read(page, language, self._tesseract(page, language))
        other = next((each for each in self._languages if each != language), None)
        if other is None or not judging.is_doubtful(read.known, len(page.strips)):
            return read
        again = _Read(page, other, self._tesseract(page, other))
        return max(read, again, key=lambda each: judging.worth(each.known))

    def _first_look(self, page: _Prepared, language: str) -> _Read | None:
        """Tesseract's lines; None where a few of them make so little sense that the page is likely Chinese."""
        count = len(page.strips)
        sample = range(0, count, max(1, count // SAMPLE_LINES))
        lines = dict(zip(sample, self._tesseract(page, language, sample), strict=True))
        if (
            HAN in self._languages
            and judging.confidence([line for line in lines.values() if line]) < LIKELY_HAN
        ):
            return None
        rest = [number for number in range(count) if number not in lines]
        lines |= dict(zip(rest, self._tesseract(page, language, rest), strict=True))
        return _Read(page, language, [lines[number] for number in range(count)])

    def _rapid_first(self, page: _Prepared, language: str) -> _Read:
        read = _Read(page, language, self._rapid(page))
        if judging.is_han(read.known) or not read.known:
            return replace(read, language=HAN if HAN in self._languages else language)
        if Engine.TESSERACT not in self._engines or LATIN not in self._languages:
            return read
        first = self._tesseract(page, LATIN)
        both = [merged(a, b) if a and b else a or b for a, b in zip(first, read.lines, strict=True)]
        return _Read(page, LATIN, both)

    def _second_look(self, read: _Read) -> _Read:
        """RapidOCR reads what was read badly; a page that turns out to be Chinese it reads whole."""
        spans = judging.weak(read.lines)
        if not spans:
            return read
        second = self._rapid(read.page, [(span.number, span.start, span.end) for span in spans])
        seen = [line for line in second if line]
        mostly = sum(line.letters for line in seen) > sum(line.letters for line in read.known) / 2
        if HAN in self._languages and mostly and judging.is_han(seen):
            return _Read(read.page, HAN, self._rapid(read.page))
        return replace(read, lines=_mended(read.lines, spans, second))

    def _likely_language(self, page: _Prepared) -> str:
        by_look = HAN if page.strokes >= HAN_STROKES else LATIN
        return by_look if by_look in self._languages else self._languages[0]

    def _tesseract(
        self, page: _Prepared, language: str, numbers: Sequence[int] | None = None
    ) -> list[Line | None]:
        chosen = page.strips if numbers is None else [page.strips[number] for number in numbers]
        request = {"task": "read", "language": language, "lines": [strip.pixels for strip in chosen]}
        answer = self._ask_text(request, READ_SECONDS)
        try:
            lines = lines_of(answer, chosen, Engine.TESSERACT)
            return [line and tightened(line) for line in lines]
        except FalseClaimError as error:
            raise self._crew.disbelieve(Role.TEXT, self._source) from error

    def _ask_text(self, request: dict[str, Any], seconds: float) -> Claims:
        page = self._index + 1
        answer = self._crew.ask(Role.TEXT, request, seconds, self._source, page, document=False)
        try:
            self._spend(answer)
        except FalseClaimError as error:
            raise self._crew.disbelieve(Role.TEXT, self._source) from error
        return answer

    def _rapid(
        self, page: _Prepared, spans: Sequence[tuple[int, float, float]] | None = None
    ) -> list[Line | None]:
        """RapidOCR's reading of stretches of lines (number, start, end); of every line unless told."""
        chosen = [(number, 0.0, 1.0) for number in range(len(page.strips))] if spans is None else spans
        answer = self._ask_page("again", spans=[list(span) for span in chosen])
        try:
            return lines_of(answer, [page.strips[number] for number, _, _ in chosen], Engine.RAPIDOCR)
        except FalseClaimError as error:
            raise self._crew.disbelieve(Role.PAGE, self._source) from error

    def _ask_page(self, task: str, **more: Any) -> Claims:
        request = {"task": task, "index": self._index, **more}
        answer = self._crew.ask(Role.PAGE, request, PREPARE_SECONDS, self._source, self._index + 1)
        try:
            self._spend(answer)
        except FalseClaimError as error:
            raise self._crew.disbelieve(Role.PAGE, self._source) from error
        return answer

    def _spend(self, answer: Claims) -> None:
        """Counts what an answer cost, and which engine gave it."""
        self._steps.update(answer.shares("cpu", 20))
        if "version" in answer:
            self._versions.add(answer.text("version", 60))

    def _told(self, read: _Read, lines: Sequence[Line]) -> PageReading:
        words = self._words(lines, read.page)
        engine = Counter(word.engine for word in words).most_common(1)[0][0]
        conditions = [each for each in read.page.conditions if each is not Condition.BLANK]
        if judging.is_poor(lines):
            conditions.append(Condition.POOR)
        return self._reading(engine, self._version, read.page, words, tuple(conditions), read.language)

    def _blank(self, page: _Prepared) -> PageReading:
        return self._reading(Engine.NONE, "", page, (), page.conditions)

    def _reading(
        self,
        engine: Engine,
        version: str,
        page: _Prepared,
        words: tuple[Word, ...],
        conditions: tuple[Condition, ...],
        language: str = "",
    ) -> PageReading:
        turn = page.turn if words else 0
        seconds = time.monotonic() - self._started
        return PageReading(
            engine, version, turn, page.skew, language, words, seconds, conditions, self._told_steps
        )

    @property
    def _told_steps(self) -> tuple[Step, ...]:
        return tuple(Step(name, spent) for name, spent in self._steps.items())

    @property
    def _version(self) -> str:
        """The engines that took part, as they name themselves, and how pages are made ready."""
        return f"{', '.join(sorted(self._versions))} / {PREPARATION}"

    def _words(self, lines: Sequence[Line], page: _Prepared) -> tuple[Word, ...]:
        try:
            in_lines = list(parted(map(spelled, as_printed(lines))))
            gutter = page.width / 2 if Condition.SPREAD in page.conditions else None
            placed = in_order(in_lines, page.rules, gutter)
            return words_of(placed, page.frame)
        except (FalseClaimError, ValueError) as error:
            raise self._crew.disbelieve(Role.PAGE, self._source) from error

    def _own(self, answer: Claims) -> PageReading:
        try:
            words = own_words(answer)
            version = answer.text("engine_version")
            seconds = time.monotonic() - self._started
            return PageReading(Engine.TEXT_LAYER, version, 0, 0.0, "", words, seconds, steps=self._told_steps)
        except (FalseClaimError, ValueError) as error:
            raise self._crew.disbelieve(Role.PAGE, self._source) from error

    def _believed(self, answer: Claims, turn: int) -> _Prepared:
        try:
            width = answer.whole("width", 1, 2 * MAX_SIDE_PX)
            height = answer.whole("height", 1, 2 * MAX_SIDE_PX)
            return _Prepared(
                turn=turn,
                width=width,
                skew=answer.number("skew", -45.0, 45.0),
                frame=Frame.claimed(answer, width, height),
                strokes=answer.number("strokes", 0.0, 1e6),
                strips=strips_of(answer),
                rules=rules_of(answer),
                conditions=tuple(Condition(name) for name in answer.texts("conditions", 10, 20)),
            )
        except (FalseClaimError, ValueError) as error:
            raise self._crew.disbelieve(Role.PAGE, self._source) from error


def _mended(
    lines: Sequence[Line | None], spans: Sequence[judging.Span], second: Sequence[Line | None]
) -> list[Line | None]:
    """The lines, with what both engines read of the weak stretches."""
    mended = list(lines)
    for span, other in reversed(list(zip(spans, second, strict=True))):
        line = mended[span.number]
        if other is None or line is None:
            mended[span.number] = line or other
            continue
        before, part, after = (
            line.pieces[: span.first],
            line.pieces[span.first : span.last],
            line.pieces[span.last :],
        )
        within = merged(replace(line, pieces=part), other)
        mended[span.number] = replace(line, pieces=(*before, *within.pieces, *after))
    return mended
