"""Asking the packet: every line that holds what is asked, by the dates of the documents, ready to be looked at and
cited."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from workstation.domain.findings import Polarity
from workstation.domain.geometry import Box, Quad
from workstation.domain.page_words import PageWord, joined
from workstation.services.finding_text import (
    MOST_PLACES,
    Marked,
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
WIDTH, WIDTH_BEFORE = 60, 20
"""How much of a line an answer shows, and of that at most before the hit, in letters; Chinese ones count twice."""


def ask_packet(ws: Workspace, case_id: str, text: str, field_id: str = "") -> Asked:
    """The lines of a case that hold a text, another name of it or what answers it; with no text, those that hold a name
    of the field or what answers it.

    Documents set aside are left out.
    """
    names = () if text.strip() else ws.rules.other_names.of_field(field_id)
    terms = _terms_of_names(ws, names) if names else terms_of(ws, text)
    answers = _answers_to(ws, names or (text,))
    terms += _terms_of_answers(terms, answers)
    with ws.read() as tx:
        pages = searched_pages(tx, case_id)
        places = [_as_answered(place, answers) for place in places_of(tx, pages, terms, MOST_PLACES)]
        documents = documents_of(tx, places)
        order = {document_id: number for number, document_id in enumerate(documents)}
        places.sort(key=lambda place: (_day(documents[place.document_id]), order[place.document_id]))
        told, more = _answers(tx, places, documents, frozenset(names))
    return Asked(tuple(term.text for term in terms), tuple(told), searched_of(pages), more)


def names_of_field(ws: Workspace, field_id: str) -> tuple[str, ...]:
    """What documents call a field, the likeliest first: what is asked for it with one key."""
    return ws.rules.other_names.of_field(field_id)


def _terms_of_names(ws: Workspace, names: Sequence[str]) -> list[Term]:
    """The names of a field and their other names, each whole: a field is asked for, not typed."""
    every = dict.fromkeys(each for name in names for each in (name, *ws.rules.other_names.of(name)))
    terms = (term_of(name, other_name=True) for name in every)
    return [term for term in terms if term is not None]


def _answers_to(ws: Workspace, names: Sequence[str]) -> dict[str, Match]:
    """What answers any of the names, and how."""
    found: dict[str, Match] = {}
    for name in names:
        found = {**ws.rules.questions.answers(name), **found}
    return found


def _terms_of_answers(known: Sequence[Term], answers: Iterable[str]) -> list[Term]:
    """The answers as terms, without those that are looked for already."""
    looked_for = {term.text for term in known}
    terms = (term_of(name, other_name=True) for name in answers if name not in looked_for)
    return [term for term in terms if term is not None]


def _as_answered(place: Place, answers: Mapping[str, Match]) -> Place:
    """A place with how it answers: a regimen that holds what was asked is told as that, however it is written."""
    how = answers.get(place.name)
    return replace(place, match=how) if how in (Match.HOLDS, Match.PART) else place


def _day(document: Document) -> date:
    """Where a document stands among the others: without a date, behind them."""
    shown = date_of(document)
    return shown.hull.earliest if shown is not None and shown.hull is not None else date.max


@dataclass
class _Line:
    """An answer in the making: the part of a line that is shown, and the hits in it."""

    place: Place
    parts: Sequence["_Part"]
    quads: list[Quad]

    def takes(self, place: Place, quads: Sequence[Quad]) -> bool:
        """Whether another hit lies in what is shown already; then it is marked here."""
        shown = {part.at for part in self.parts}
        if place.page_id != self.place.page_id or not shown.issuperset(range(place.first, place.last + 1)):
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
    found = page_text.lines_of_places(tx, [(place.page_id, place.first, place.last) for place in places])
    for place, line in zip(places, found, strict=False):
        marked = marks_of(place, [word for at, word in line if place.first <= at <= place.last])
        if marked is None or (lines and lines[-1].takes(place, marked.quads)):
            continue
        if len(lines) == MOST_ANSWERS:
            return _told(tx, lines, documents, asked), True
        lines.append(_shown(place, line, marked))
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
    """Word `at` of the page, shown from letter `start` to `end`."""

    at: int
    word: PageWord
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.word.text[self.start : self.end]

    @property
    def quad(self) -> Quad:
        return self.word.part(self.start, self.end)

    @property
    def width(self) -> int:
        return sum(2 if is_han(char) else 1 for char in self.text)


def _shown(place: Place, line: Sequence[tuple[int, PageWord]], marked: Marked) -> _Line:
    """What is shown of the line that a hit begins on: the hit, what follows, and a little before."""
    number = next(word.line for at, word in line if at == place.first)
    words = [_Part(at, word, 0, len(word.text)) for at, word in line if word.line == number]
    core = [part for part in words if place.first <= part.at <= place.last]
    before = [part for part in words if part.at < place.first]
    after = [part for part in words if part.at > place.last]
    if core[-1].at == place.last:  # else it goes on in the next line, which is not shown
        core[-1], rest = _cut(core[-1], marked.end)
        after = [rest, *after]
    opening, core[0] = _cut(core[0], marked.start)
    room = WIDTH - sum(part.width for part in core)
    left = _fill([opening, *reversed(before)], min(WIDTH_BEFORE, room), at_end=True)
    right = _fill(after, room - sum(part.width for part in left))
    return _Line(place, _merged([*reversed(left), *core, *right]), list(marked.quads))


def _cut(part: _Part, at: int) -> tuple[_Part, _Part]:
    return replace(part, end=at), replace(part, start=at)


def _fill(parts: Sequence[_Part], room: int, *, at_end: bool = False) -> list[_Part]:
    """As many of the parts as there is room for, the first ones first; of a run of Chinese a piece, `at_end` or at its
    beginning."""
    taken: list[_Part] = []
    for part in parts:
        kept = part
        while kept.start < kept.end and kept.width > room:
            kept = replace(kept, start=kept.start + 1) if at_end else replace(kept, end=kept.end - 1)
        if kept != part and not any(map(is_han, part.word.text)):
            break
        if kept.start < kept.end:
            taken.append(kept)
            room -= kept.width
        if kept != part:
            break
    return taken


def _merged(parts: Sequence[_Part]) -> list[_Part]:
    """Neighbouring parts of one word as one."""
    kept: list[_Part] = []
    for part in parts:
        if kept and kept[-1].at == part.at:
            kept[-1] = replace(kept[-1], end=part.end)
        else:
            kept.append(part)
    return kept


def _with_margin(box: Box) -> Box:
    margin = min(box.width, box.height) / 2 + 0.002
    return Box(
        max(box.left - margin, 0.0),
        max(box.top - margin, 0.0),
        min(box.right + margin, 1.0),
        min(box.bottom + margin, 1.0),
    )
