"""Asking the packet: every line that holds what is asked, by the dates of the documents, ready to be looked at and
cited."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workstation.domain.findings import Polarity
from workstation.domain.geometry import Box, Quad
from workstation.domain.page_words import PageWord, joined
from workstation.services.finding_text import (
    date_of,
    documents_of,
    marks_of,
    places_of,
    searched_of,
    terms_of,
)
from workstation.services.views import Answer, Asked, Match, NewEvidence, Place
from workstation.services.workspace import Workspace
from workstation.store import page_text, readings
from workstation.store.search_index import searched_pages
from workstation.store.search_letters import Term, term_of
from workstation.store.search_text import is_han, join
from workstation.store.store import ReadTx
from workstation.store.tables.files import Document

MOST_ANSWERS = 120
WIDTH, WIDTH_BEFORE = 46, 12
"""How much of a line an answer shows, and of that at most before the hit, in letters; Chinese ones count twice."""


def ask_packet(ws: Workspace, case_id: str, text: str, field_id: str = "") -> Asked:
    """The lines of a case that hold a text or another name of it; with no text, those that hold a name of the field.

    Documents set aside are left out.
    """
    names = () if text.strip() else ws.rules.other_names.of_field(field_id)
    terms = _terms_of_names(ws, names) if names else terms_of(ws, text)
    with ws.read() as tx:
        pages = searched_pages(tx, case_id)
        places = places_of(tx, pages, terms)
        documents = documents_of(tx, places)
        order = {document_id: number for number, document_id in enumerate(documents)}
        places.sort(key=lambda place: (_day(documents[place.document_id]), order[place.document_id]))
        answers, more = _answers(tx, places, documents, frozenset(names))
    return Asked(tuple(term.text for term in terms), tuple(answers), searched_of(pages), more)


def _terms_of_names(ws: Workspace, names: Sequence[str]) -> list[Term]:
    """The names of a field and their other names, each whole: a field is asked for, not typed."""
    every = dict.fromkeys(each for name in names for each in (name, *ws.rules.other_names.of(name)))
    terms = (term_of(name, other_name=True) for name in every)
    return [term for term in terms if term is not None]


def _day(document: Document) -> date:
    """Where a document stands among the others: without a date, behind them."""
    shown = date_of(document)
    return shown.hull.earliest if shown is not None and shown.hull is not None else date.max


@dataclass
class _Line:
    """An answer in the making: the part of a line that is shown, and the hits in it."""

    place: Place
    parts: Sequence["_Part"]
    first: int
    quads: list[Quad]

    def takes(self, place: Place, quads: Iterable[Quad]) -> bool:
        """Whether another hit lies in what is shown already; then it is marked here."""
        if place.page_id != self.place.page_id:
            return False
        if not self.first <= place.first <= place.last < self.first + len(self.parts):
            return False
        box = self.box
        if not all(box.contains(*quad.middle) for quad in quads):
            return False
        self.quads += quads
        return True

    @property
    def box(self) -> Box:
        return joined([part.quad for part in self.parts]).bounds


def _answers(
    tx: ReadTx, places: Sequence[Place], documents: dict[str, Document], asked: frozenset[str]
) -> tuple[list[Answer], bool]:
    """The answers of sorted places, and whether there are more."""
    lines: list[_Line] = []
    around = page_text.words_around(tx, [(place.page_id, place.first, place.last) for place in places])
    for place, (start, words) in zip(places, around, strict=False):
        first, last = place.first - start, place.last - start
        marked = marks_of(place, words[first : last + 1])
        if marked is None or (lines and lines[-1].takes(place, marked.quads)):
            continue
        if len(lines) == MOST_ANSWERS:
            return _told(tx, lines, documents, asked), True
        parts, before = _shown(words, (first, last), (marked.start, marked.end))
        lines.append(_Line(place, parts, start + before, list(marked.quads)))
    return _told(tx, lines, documents, asked), False


def _told(
    tx: ReadTx, lines: Sequence[_Line], documents: dict[str, Document], asked: frozenset[str]
) -> list[Answer]:
    page_ids = list({line.place.page_id for line in lines})
    versions = {
        page_id: readings.reading_version(reading)
        for page_id, reading in readings.current_readings(tx, page_ids).items()
    }
    return [_answer(line, documents[line.place.document_id], versions, asked) for line in lines]


def _answer(line: _Line, document: Document, versions: dict[str, str], asked: frozenset[str]) -> Answer:
    place = line.place
    evidence = NewEvidence(
        place.page_id,
        (joined([part.quad for part in line.parts]),),
        join([part.text for part in line.parts])[0],
        Polarity.SUPPORTS.value,
        versions.get(place.page_id),
        min(part.word.confidence for part in line.parts),
    )
    named = place.match is Match.OTHER_NAME and place.name in asked
    return Answer(
        document_id=document.id,
        document_type=document.type,
        document_date=date_of(document),
        page_id=place.page_id,
        page_number=place.page_number,
        clip=_with_margin(line.box),
        quads=tuple(line.quads),
        evidence=evidence,
        match=Match.AS_ASKED if named else place.match,
        name=place.name,
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A word that is shown, from letter `start` to `end`."""

    word: PageWord
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.word.text[self.start : self.end]

    @property
    def quad(self) -> Quad:
        length = len(self.word.text)
        whole = self.start == 0 and self.end == length
        return self.word.quad if whole else self.word.quad.part(self.start / length, self.end / length)


def _shown(
    words: Sequence[PageWord], hit: tuple[int, int], marked: tuple[int, int]
) -> tuple[list[_Part], int]:
    """What of the hit's line is shown: the hit, what follows and a little before, as wide as an answer is; and at
    which word that begins."""
    first, line = hit[0], words[hit[0]].line
    last = max(at for at in range(first, hit[1] + 1) if words[at].line == line)
    before = [word for word in words[:first] if word.line == line]
    after = [word for word in words[last + 1 :] if word.line == line]
    opening, closing = words[first], words[last]
    if last < hit[1]:  # it goes on in the next line, which is not shown
        marked = (marked[0], len(closing.text))
    if first == last:
        core = [_Part(opening, *marked)]
    else:
        middle = [_Part(word, 0, len(word.text)) for word in words[first + 1 : last]]
        core = [
            _Part(opening, marked[0], len(opening.text)),
            *middle,
            _Part(closing, 0, marked[1]),
        ]
    room = WIDTH - sum(_width(part.text) for part in core)
    left = _fill(
        [(word, 0, len(word.text)) for word in before] + [(opening, 0, marked[0])],
        min(WIDTH_BEFORE, room),
        backwards=True,
    )
    room -= sum(_width(part.text) for part in left)
    right = _fill(
        [(closing, marked[1], len(closing.text))] + [(word, 0, len(word.text)) for word in after], room
    )
    parts = _merged([*left, *core, *right])
    return parts, first - len({id(part.word) for part in left if part.word is not opening})


def _fill(spans: Sequence[tuple[PageWord, int, int]], room: int, *, backwards: bool = False) -> list[_Part]:
    """As many of the spans as there is room for, the nearest first; of a run of Chinese a part."""
    taken: list[_Part] = []
    for word, start, end in reversed(spans) if backwards else spans:
        fits = end - start
        while (
            fits
            and _width(word.text[end - fits : end] if backwards else word.text[start : start + fits]) > room
        ):
            fits -= 1
        if fits < end - start and not any(map(is_han, word.text)):
            break
        if fits:
            taken.append(_Part(word, end - fits, end) if backwards else _Part(word, start, start + fits))
            room -= _width(taken[-1].text)
        if fits < end - start:
            break
    return taken[::-1] if backwards else taken


def _merged(parts: Sequence[_Part]) -> list[_Part]:
    """Neighbouring parts of one word as one."""
    kept: list[_Part] = []
    for part in parts:
        if kept and kept[-1].word is part.word and kept[-1].end == part.start:
            kept[-1] = _Part(part.word, kept[-1].start, part.end)
        else:
            kept.append(part)
    return kept


def _width(text: str) -> int:
    return sum(2 if is_han(char) else 1 for char in text)


def _with_margin(box: Box) -> Box:
    margin = min(box.width, box.height) / 2 + 0.002
    return Box(
        max(box.left - margin, 0.0),
        max(box.top - margin, 0.0),
        min(box.right + margin, 1.0),
        min(box.bottom + margin, 1.0),
    )
