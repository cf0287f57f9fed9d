"""Finding a text on pages: by its words, by other names of it, and through the slips that engines make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workstation.domain.dates import ClinicalDate
from workstation.domain.geometry import Quad
from workstation.domain.page_words import PageWord
from workstation.services.views import Found, Hit, Match, Place, Searched
from workstation.services.workspace import Workspace
from workstation.store import files, page_text
from workstation.store.search_index import (
    SearchedPage,
    letters_of_pages,
    pages_that_may_hold,
    pages_with,
    searched_pages,
)
from workstation.store.search_letters import Spot, Term, extent, spots, term_of
from workstation.store.search_text import is_han, join
from workstation.store.store import ReadTx
from workstation.store.tables.files import Document

MOST_PLACES = 2_000
MOST_HITS = 500
MOST_PAGES = 200
FIRST_HITS = 10
FIRST_PAGES, MORE_PAGES = 20, 500


def find(ws: Workspace, case_id: str, text: str) -> Found:
    """The places in a case where a text stands, in the order of its pages, with the hits of the first ones.

    It ends when there are enough to show, and then says that it is not complete: `find_every` tells all. Documents set
    aside are left out. Other names of the text are looked for too, in both languages.
    """
    return _find(ws, case_id, text, FIRST_HITS)


def find_every(ws: Workspace, case_id: str, text: str) -> Found:
    """The same through the whole case, up to 2,000 places."""
    return _find(ws, case_id, text, MOST_PLACES)


def _find(ws: Workspace, case_id: str, text: str, enough: int) -> Found:
    with ws.read() as tx:
        pages = searched_pages(tx, case_id)
        places = places_of(tx, pages, terms_of(ws, text), enough)
        hits = tuple(hit for hit in _hits(tx, places[:FIRST_HITS]) if hit)
    over = len(places) > enough
    return Found(
        text,
        tuple(places[:enough]),
        hits,
        searched_of(pages),
        complete=not over or enough == MOST_PLACES,
        more=over and enough == MOST_PLACES,
    )


def hits_at(ws: Workspace, places: Sequence[Place]) -> list[Hit | None]:
    """The hits at places that `find` told; None where the page has been read anew since and says something else."""
    with ws.read() as tx:
        return _hits(tx, places)


def find_in_case(ws: Workspace, case_id: str, text: str) -> tuple[Hit, ...]:
    """The hits of `find`, the first 500 of them."""
    with ws.read() as tx:
        places = places_of(tx, searched_pages(tx, case_id), terms_of(ws, text), MOST_HITS)
        return tuple(hit for hit in _hits(tx, places[:MOST_HITS]) if hit)


def search(ws: Workspace, text: str) -> tuple[Hit, ...]:
    """Every place in any case where a text stands as it is written, the pages read last first."""
    with ws.read() as tx:
        pages = [page for page_id in pages_with(tx, text, None, MOST_PAGES) for page in _shown(tx, page_id)]
        asked = [term for term in (term_of(text),) if term is not None]
        places = [place for place in _places_on(tx, pages, asked) if place.match is Match.AS_ASKED]
        return tuple(hit for hit in _hits(tx, places[:MOST_HITS]) if hit)


def _shown(tx: ReadTx, page_id: str) -> list[SearchedPage]:
    """The first place outside the bin where a page is shown and not set aside."""
    for document, number in files.places_of_page(tx, page_id):
        if document.set_aside_reason is None:
            return [SearchedPage(page_id, document.id, number, is_read=True)]
    return []


def terms_of(ws: Workspace, text: str) -> list[Term]:
    """What is looked for when a text is asked: itself, then its other names."""
    others = (term_of(name, other_name=True) for name in ws.rules.other_names.of(text))
    return [term for term in (term_of(text), *others) if term is not None]


def searched_of(pages: Sequence[SearchedPage]) -> Searched:
    """How many of the pages have been read."""
    read = sum(page.is_read for page in pages)
    return Searched(read, len(pages) - read)


def places_of(tx: ReadTx, pages: Sequence[SearchedPage], terms: Sequence[Term], enough: int) -> list[Place]:
    """Where the terms stand on the pages, in their order; more than `enough` places when there are more."""
    read = [page for page in pages if page.is_read]
    places: list[Place] = []
    start, size = 0, FIRST_PAGES
    while start < len(read) and len(places) <= enough:
        some = {page.page_id: page for page in read[start : start + size]}
        held = pages_that_may_hold(tx, tuple(some), terms)
        places += _places_on(tx, [page for page_id, page in some.items() if page_id in held], terms)
        start, size = start + size, MORE_PAGES
    return places


def _places_on(tx: ReadTx, pages: Sequence[SearchedPage], terms: Sequence[Term]) -> list[Place]:
    letters = letters_of_pages(tx, [page.page_id for page in pages])
    return [_place(page, spot) for page in pages for spot in spots(letters[page.page_id], terms)]


def _place(page: SearchedPage, spot: Spot) -> Place:
    match = Match.LOOK_ALIKE if spot.slips else Match.OTHER_NAME if spot.term.other_name else Match.AS_ASKED
    return Place(
        page.document_id, page.page_id, page.number, spot.first, spot.last, spot.offset, match, spot.term.text
    )


def _hits(tx: ReadTx, places: Sequence[Place]) -> list[Hit | None]:
    documents = documents_of(tx, places)
    lines = page_text.lines_of_places(tx, [(place.page_id, place.first, place.last) for place in places])
    return [
        _hit(place, documents[place.document_id], words) for place, words in zip(places, lines, strict=True)
    ]


def documents_of(tx: ReadTx, places: Iterable[Place]) -> dict[str, Document]:
    """The documents of places, by id."""
    ids = dict.fromkeys(place.document_id for place in places)
    return {document_id: files.document(tx, document_id) for document_id in ids}


def _hit(place: Place, document: Document, line: Sequence[tuple[int, PageWord]]) -> Hit | None:
    at = {position: index for index, (position, _) in enumerate(line)}
    there = [word for position, word in line if place.first <= position <= place.last]
    marked = marks_of(place, there)
    if marked is None:
        return None
    context, spans = join([word.text for _, word in line])
    return Hit(
        case_id=document.case_id,
        document_id=document.id,
        page_id=place.page_id,
        page_number=place.page_number,
        context=context,
        start=spans[at[place.first]][0] + marked.start,
        end=spans[at[place.last]][0] + marked.end,
        quads=marked.quads,
        match=place.match,
        name=place.name,
        document_type=document.type,
        document_date=date_of(document),
    )


@dataclass(frozen=True, slots=True)
class Marked:
    """Where a hit begins in its first word and ends in its last one, and the part of each word that it is."""

    start: int
    end: int
    quads: tuple[Quad, ...]


def marks_of(place: Place, words: Sequence[PageWord]) -> Marked | None:
    """What of the words at a place is the hit; None where they say something else by now.

    A word with Chinese in it is a run of several words, of which the hit is a part; any other is marked whole.
    """
    asked = term_of(place.name)
    there = term_of(" ".join(word.text for word in words)) if len(words) == place.length else None
    if asked is None or there is None or asked.alike not in there.alike:
        return None
    start, end = extent([word.text for word in words], place.offset, len(asked.alike))
    if not any(map(is_han, words[0].text)):
        start = 0
    if not any(map(is_han, words[-1].text)):
        end = len(words[-1].text)
    firsts = [start, *(0 for _ in words[1:])]
    lasts = [*(len(word.text) for word in words[:-1]), end]
    quads = (word.part(first, last) for word, first, last in zip(words, firsts, lasts, strict=True))
    return Marked(start, end, tuple(quads))


def date_of(document: Document) -> ClinicalDate | None:
    """The day a document is of."""
    return ClinicalDate.from_json(document.date) if document.date is not None else None
