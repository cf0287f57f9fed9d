"""How one page is read: by the two workers of a crew, as often as it needs, the best of it kept.

Most pages are read once or twice. Tesseract is asked for turn and script only where something looks wrong, since that
costs a third of a reading and a wrong turn is worse than none.
"""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from workstation.reading.channel import Claims, FalseClaimError
from workstation.reading.crew import Crew
from workstation.reading.pages import MAX_SIDE_PX, TURNS, PageReading, Word, is_han
from workstation.reading.problems import FileProblem
from workstation.reading.source import SourceFile
from workstation.reading.words import WEAK_CONFIDENCE, Frame, improved, own_words, words_of
from workstation.reading.worker import Role

PREPARE_SECONDS = 25.0
READ_SECONDS = 90.0
ORIENT_SECONDS = 25.0
PREPARATION = "1"
"""Counts the ways in which pages are made ready; part of the engine's version, to tell readings apart."""

LEAST_MARKS = 3
SIDEWAYS, CLEARLY_SIDEWAYS = 1.5, 6.0
HAN_STROKES = 1.72
GOOD_CONFIDENCE = 0.78
HOPELESS_CONFIDENCE = 0.5
WEAK_SHARE = 0.01
LEAST_LETTERS_PER_MARK = 0.35
LEAST_HAN_SHARE = 0.05
SURE_TURN = 1.0
SURE_SCRIPT = {"Han": 0.5, "Latin": 5.0}
"""Tesseract says Latin of much that is Han, never the other way round."""
HAN, LATIN = "chi_sim", "eng"


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An image that waits on the canvas, and what is known of it."""

    turn: int
    width: int
    height: int
    stride: int
    dpi: int
    skew: float
    frame: Frame
    marks: int
    sidewaysness: float
    strokes: float

    @property
    def pixels(self) -> dict[str, int]:
        return {"width": self.width, "height": self.height, "stride": self.stride, "dpi": self.dpi}


@dataclass(frozen=True, slots=True)
class _Attempt:
    page: _Prepared
    language: str
    words: tuple[Word, ...]

    @property
    def letters(self) -> int:
        return sum(len(word.text) for word in self.words)

    @property
    def confidence(self) -> float:
        return sum(word.confidence * len(word.text) for word in self.words) / max(1, self.letters)

    @property
    def worth(self) -> float:
        """How much was read with more than half a confidence: little on the wrong turn or script."""
        return sum(max(0.0, word.confidence - 0.5) * len(word.text) for word in self.words)

    @property
    def is_doubtful(self) -> bool:
        few = self.letters < LEAST_LETTERS_PER_MARK * self.page.marks
        return few or self.confidence < GOOD_CONFIDENCE

    @property
    def han_share(self) -> float:
        han = sum(1 for word in self.words for character in word.text if is_han(character))
        return han / max(1, self.letters)


@dataclass(frozen=True, slots=True)
class _Advice:
    """What Tesseract says of turn and script; turn 0 and no script where it is not sure of its guess."""

    turn: int
    guess: int
    script: str


def read_page(crew: Crew, source: SourceFile, index: int, languages: Sequence[str]) -> PageReading:
    started = time.monotonic()
    return _PageReader(crew, source, index, tuple(languages)).read(started)


class _PageReader:
    def __init__(self, crew: Crew, source: SourceFile, index: int, languages: tuple[str, ...]) -> None:
        self._crew = crew
        self._source = source
        self._index = index
        self._languages = languages
        self._on_canvas: _Prepared | None = None

    def read(self, started: float) -> PageReading:
        answer = self._ask_page(0)
        if "words" in answer:
            return self._own(answer, started)
        page = self._believed(answer, 0)
        if page.marks < LEAST_MARKS:
            return PageReading("none", "", 0, page.skew, "", (), time.monotonic() - started)
        self._check_languages()
        best = self._second_look(self._best(page))
        if not best.words:
            return PageReading("none", "", 0, page.skew, "", (), time.monotonic() - started)
        version = f"{self._crew.tesseract.version}/{PREPARATION}"
        return PageReading(
            "tesseract",
            version,
            best.page.turn,
            best.page.skew,
            best.language,
            best.words,
            time.monotonic() - started,
        )

    def _check_languages(self) -> None:
        """Leave out what Tesseract has not learned here."""
        there = tuple(name for name in self._languages if name in self._crew.tesseract.languages)
        if not there:
            raise FileProblem("reading.no_language", languages=", ".join(self._languages))
        self._languages = there

    def _best(self, page: _Prepared) -> _Attempt:
        """Read; where that is doubtful, read as Tesseract advises; where it still is, in the other language."""
        language = self._likely_language(page)
        if page.sidewaysness > SIDEWAYS:
            page = self._turned(page, self._turn_of_sideways(page))
        best = self._attempt(page, language)
        if best.is_doubtful:
            best = self._advised(best)
        other = self._other_language(best)
        return best if other is None else max(best, self._attempt(best.page, other), key=_worth)

    def _turn_of_sideways(self, page: _Prepared) -> int:
        """As advised; where lines run down the page beyond doubt, a quarter turn however weak the advice."""
        advice = self._advice(page)
        if page.sidewaysness < CLEARLY_SIDEWAYS:
            return advice.turn
        return advice.guess if advice.guess in (90, 270) else 90

    def _advised(self, first: _Attempt) -> _Attempt:
        advice = self._advice(first.page)
        page = self._turned(first.page, advice.turn)
        language = self._language_of(advice.script) or first.language
        if page is first.page and language == first.language:
            return self._upside_down(first)
        return max(first, self._attempt(page, language), key=_worth)

    def _upside_down(self, first: _Attempt) -> _Attempt:
        """Without advice a page that hardly reads at all may still stand on its head."""
        if first.confidence >= HOPELESS_CONFIDENCE:
            return first
        return max(first, self._attempt(self._turned(first.page, 180), first.language), key=_worth)

    def _second_look(self, first: _Attempt) -> _Attempt:
        """Read once more with full contrast where some words are weak, and take over what reads better there.

        Not in Chinese, where it gained nothing: thin strokes close together run into each other.
        """
        if first.language == HAN:
            return first
        weak = sum(len(word.text) for word in first.words if word.confidence < WEAK_CONFIDENCE)
        if weak < WEAK_SHARE * max(1, first.letters):
            return first
        page = self._believed(self._ask_page(first.page.turn, strong=True), first.page.turn)
        second = self._attempt(page, first.language)
        return replace(first, words=improved(first.words, second.words))

    def _likely_language(self, page: _Prepared) -> str:
        by_look = HAN if page.strokes >= HAN_STROKES else LATIN
        return by_look if by_look in self._languages else self._languages[0]

    def _other_language(self, attempt: _Attempt) -> str | None:
        """Where a page reads badly, or was read as Chinese and has hardly a Han character."""
        bad = attempt.confidence < GOOD_CONFIDENCE
        wrong = attempt.language == HAN and attempt.han_share < LEAST_HAN_SHARE
        others = [language for language in self._languages if language != attempt.language]
        return others[0] if others and (bad or wrong) else None

    def _language_of(self, script: str) -> str | None:
        language = {"Han": HAN, "Latin": LATIN}.get(script)
        return language if language in self._languages else None

    def _turned(self, page: _Prepared, turn: int) -> _Prepared:
        if turn == 0:
            return page
        turn = (page.turn + turn) % 360
        return self._believed(self._ask_page(turn), turn)

    def _ask_page(self, turn: int, strong: bool = False) -> Claims:
        request = {"task": "prepare", "index": self._index, "turn": turn, "strong": strong}
        return self._crew.ask(Role.PAGE, request, PREPARE_SECONDS, self._source, self._index + 1)

    def _ask_text(self, task: str, page: _Prepared, seconds: float, **more: str) -> Claims:
        request: dict[str, Any] = {"task": task, **page.pixels, **more}
        return self._crew.ask(Role.TEXT, request, seconds, self._source, self._index + 1, document=False)

    def _attempt(self, page: _Prepared, language: str) -> _Attempt:
        if page is not self._on_canvas:
            page = self._believed(self._ask_page(page.turn), page.turn)
        answer = self._ask_text("read", page, READ_SECONDS, language=language)
        try:
            return _Attempt(page, language, words_of(answer, page.frame, page.width, page.height))
        except (FalseClaimError, ValueError) as error:
            raise self._crew.disbelieve(Role.TEXT, self._source) from error

    def _advice(self, page: _Prepared) -> _Advice:
        answer = self._ask_text("orient", page, ORIENT_SECONDS)
        try:
            turn = answer.whole("turn", 0, 270)
            turn_is_sure = answer.number("turn_confidence", -1e6, 1e6) >= SURE_TURN and turn in TURNS
            script = answer.text("script").removesuffix("_vert")
            least = SURE_SCRIPT.get(script, math.inf)
            script_is_sure = answer.number("script_confidence", -1e6, 1e6) >= least
            return _Advice(turn if turn_is_sure else 0, turn, script if script_is_sure else "")
        except FalseClaimError as error:
            raise self._crew.disbelieve(Role.TEXT, self._source) from error

    def _own(self, answer: Claims, started: float) -> PageReading:
        try:
            words = own_words(answer)
            version = answer.text("engine_version")
            return PageReading("text-layer", version, 0, 0.0, "", words, time.monotonic() - started)
        except (FalseClaimError, ValueError) as error:
            raise self._crew.disbelieve(Role.PAGE, self._source) from error

    def _believed(self, answer: Claims, turn: int) -> _Prepared:
        try:
            width, height = answer.whole("width", 1, MAX_SIDE_PX), answer.whole("height", 1, MAX_SIDE_PX)
            self._on_canvas = _Prepared(
                turn=turn,
                width=width,
                height=height,
                stride=answer.whole("stride", width, MAX_SIDE_PX + 3),
                dpi=answer.whole("dpi", 1, 5_000),
                skew=answer.number("skew", -45.0, 45.0),
                frame=Frame.claimed(answer, width, height),
                marks=answer.whole("marks", 0, 1 << 31),
                sidewaysness=answer.number("sidewaysness", 0.0, 1e6),
                strokes=answer.number("strokes", 0.0, 1e6),
            )
        except FalseClaimError as error:
            raise self._crew.disbelieve(Role.PAGE, self._source) from error
        return self._on_canvas


def _worth(attempt: _Attempt) -> float:
    return attempt.worth
