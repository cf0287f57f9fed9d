"""Finding a text on pages: by its words, by other names of it, and through the slips that engines make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workstation.domain.dates import ClinicalDate
from workstation.domain.geometry import Quad
from workstation.domain.page_words import PageWord
from workstation.services.views import Found, Hit, Match, Place, Searched
from workstation.services.workspace import Workspace
from workstation.store import files, page_text
from workstation.store.search_index import SearchedPage, letters_of_pages, pages_with, searched_pages
from workstation.store.search_letters import Spot, Term, extent, may_hold, spots, term_of
from workstation.store.search_text import is_han, join
from workstation.store.store import ReadTx
from workstation.store.tables.files import Document

MOST_PLACES = 2_000
MOST_HITS = 500
MOST_PAGES = 200
FIRST_HITS = 24
_AT_ONCE = 100


def find(ws: Workspace, case_id: str, text: str) -> Found:
    """Every place in a case where a text stands, in the order of its pages, with the hits of the first ones.

    Documents set aside are left out. Other names of the text are looked for too, in both languages.
    """
    with ws.read() as tx:
        pages = searched_pages(tx, case_id)
        places = places_of(tx, pages, terms_of(ws, text))
        hits = tuple(hit for hit in _hits(tx, places[:FIRST_HITS]) if hit)
    return Found(text, tuple(places[:MOST_PLACES]), hits, searched_of(pages), more=len(places) > MOST_PLACES)


def hits_at(ws: Workspace, places: Sequence[Place]) -> list[Hit | None]:
    """The hits at places that `find` told; None where the page has been read anew since and says something else."""
    with ws.read() as tx:
        return _hits(tx, places)


def find_in_case(ws: Workspace, case_id: str, text: str) -> tuple[Hit, ...]:
    """The hits of `find`, the first 500 of them."""
    with ws.read() as tx:
        places = places_of(tx, searched_pages(tx, case_id), terms_of(ws, text))
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
            return [SearchedPage(page_id, document.id, number, "")]
    return []


def terms_of(ws: Workspace, text: str) -> list[Term]:
    """What is looked for when a text is asked: itself, then its other names."""
    others = (term_of(name, other_name=True) for name in ws.rules.other_names.of(text))
    return [term for term in (term_of(text), *others) if term is not None]


def searched_of(pages: Sequence[SearchedPage]) -> Searched:
    """How many of the pages have been read."""
    read = sum(page.alike is not None for page in pages)
    return Searched(read, len(pages) - read)


def places_of(tx: ReadTx, pages: Sequence[SearchedPage], terms: Sequence[Term]) -> list[Place]:
    """Where the terms stand on the pages, in their order; one more than can be told when there are more."""
    held = (page for page in pages if page.alike is not None and may_hold(page.alike, terms))
    return _places_on(tx, list(held), terms)


def _places_on(tx: ReadTx, held: Sequence[SearchedPage], terms: Sequence[Term]) -> list[Place]:
    places: list[Place] = []
    for start in range(0, len(held), _AT_ONCE):
        some = held[start : start + _AT_ONCE]
        letters = letters_of_pages(tx, [page.page_id for page in some])
        for page in some:
            places += (_place(page, spot) for spot in spots(letters[page.page_id], terms))
        if len(places) > MOST_PLACES:
            return places[: MOST_PLACES + 1]
    return places


def _place(page: SearchedPage, spot: Spot) -> Place:
    match = Match.LOOK_ALIKE if spot.slips else Match.OTHER_NAME if spot.term.other_name else Match.AS_ASKED
    return Place(
        page.document_id, page.page_id, page.number, spot.first, spot.last, spot.offset, match, spot.term.text
    )


def _hits(tx: ReadTx, places: Sequence[Place]) -> list[Hit | None]:
    documents = documents_of(tx, places)
    around = page_text.words_around(tx, [(place.page_id, place.first, place.last) for place in places])
    return [
        _hit(place, documents[place.document_id], start, words)
        for place, (start, words) in zip(places, around, strict=True)
    ]


def documents_of(tx: ReadTx, places: Iterable[Place]) -> dict[str, Document]:
    """The documents of places, by id."""
    ids = dict.fromkeys(place.document_id for place in places)
    return {document_id: files.document(tx, document_id) for document_id in ids}


def _hit(place: Place, document: Document, start: int, words: Sequence[PageWord]) -> Hit | None:
    first, last = place.first - start, place.last - start
    marked = marks_of(place, words[first : last + 1])
    if marked is None:
        return None
    lines = {word.line for word in words[first : last + 1]}
    around = [index for index, word in enumerate(words) if word.line in lines]
    context, spans = join([words[index].text for index in around])
    return Hit(
        case_id=document.case_id,
        document_id=document.id,
        page_id=place.page_id,
        page_number=place.page_number,
        context=context,
        start=spans[around.index(first)][0] + marked.start,
        end=spans[around.index(last)][0] + marked.end,
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
    there = term_of(" ".join(word.text for word in words))
    if asked is None or there is None or asked.alike not in there.alike:
        return None
    start, end = extent([word.text for word in words], place.offset, len(asked.alike))
    if not any(map(is_han, words[0].text)):
        start = 0
    if not any(map(is_han, words[-1].text)):
        end = len(words[-1].text)
    parts = [(0.0, 1.0)] * len(words)
    parts[0] = (start / len(words[0].text), 1.0)
    parts[-1] = (parts[-1][0], end / len(words[-1].text))
    quads = (
        word.quad if part == (0.0, 1.0) else word.quad.part(*part)
        for word, part in zip(words, parts, strict=True)
    )
    return Marked(start, end, tuple(quads))


def date_of(document: Document) -> ClinicalDate | None:
    """The day a document is of."""
    return ClinicalDate.from_json(document.date) if document.date is not None else None
