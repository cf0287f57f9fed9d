"""What is found on pages: hits with their line, and the answers of the packet."""

from dataclasses import dataclass
from enum import StrEnum

from workstation.domain.dates import ClinicalDate
from workstation.domain.geometry import Box, Quad
from workstation.services.views.record import NewEvidence


class Match(StrEnum):
    """How what stands there is what was asked: as it was written, by another name, or by the look of its letters. Of an
    answer also: a regimen that holds the drug asked for, or a drug of the regimen."""

    AS_ASKED = "as_asked"
    OTHER_NAME = "other_name"
    LOOK_ALIKE = "look_alike"
    HOLDS = "holds"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Place:
    """Words `first` to `last` of a page are a hit, so many letters of the first one left out; `name`: the name that
    stands there."""

    document_id: str
    page_id: str
    page_number: int
    first: int
    last: int
    offset: int
    match: Match
    name: str

    @property
    def length(self) -> int:
        """In words."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Hit:
    """A found passage: a line of context with the hit between `start` and `end`."""

    case_id: str
    document_id: str
    page_id: str
    page_number: int
    context: str
    start: int
    end: int
    quads: tuple[Quad, ...]
    match: Match = Match.AS_ASKED
    name: str = ""
    document_type: str = "other"
    document_date: ClinicalDate | None = None


@dataclass(frozen=True, slots=True)
class Searched:
    """How many pages of a case could be searched, and how many have not been read yet."""

    read: int
    unread: int


@dataclass(frozen=True, slots=True)
class Found:
    """The places of a text in a case in the order of its pages, and the hits of the first ones.

    `complete`: the whole case has been gone through; else there are first places only. `more`: there are more places
    than are told.
    """

    text: str
    places: tuple[Place, ...]
    hits: tuple[Hit, ...]
    searched: Searched
    complete: bool = True
    more: bool = False

    def count(self, match: Match) -> int:
        """How many of the places match so."""
        return sum(place.match is match for place in self.places)


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of the packet with what was asked in it: `clip` is the part of the page to show, `quads` are the hits in
    it, `evidence` its words."""

    document_id: str
    document_type: str
    document_date: ClinicalDate | None
    page_id: str
    page_number: int
    clip: Box
    quads: tuple[Quad, ...]
    evidence: NewEvidence
    match: Match
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the packet answers, by the dates of its documents, undated ones last. `names`: what was looked for."""

    names: tuple[str, ...]
    answers: tuple[Answer, ...]
    searched: Searched
    more: bool = False
