"""What stands on a page: its last reading with the corrections of reviewers laid over it.

Whatever shows, searches or quotes words of a page takes them from here.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from workstation.domain.corrections import Correction, Laid, lay_over
from workstation.domain.errors import NotFoundError
from workstation.domain.geometry import MILLIONTHS, Quad
from workstation.domain.page_words import DOUBTFUL_BELOW, PageWord, lines_of
from workstation.store import readings
from workstation.store.search_index import index_page, taken_apart_before
from workstation.store.search_text import join
from workstation.store.store import ReadTx, Store, WriteTx
from workstation.store.tables.readings import Correction as CorrectionRow
from workstation.store.tables.readings import Word

REACH = 40
"""So many words before and after a place are enough for its line."""


def corrections(tx: ReadTx, page_ids: Sequence[str]) -> dict[str, list[CorrectionRow]]:
    """The corrections of these pages, of whatever case they were made in, in the order in which they were made."""
    query = select(CorrectionRow).where(CorrectionRow.page_id.in_(page_ids)).order_by(CorrectionRow.id)
    found: dict[str, list[CorrectionRow]] = {}
    for row in tx.session.scalars(query):
        found.setdefault(row.page_id, []).append(row)
    return found


def correction(tx: ReadTx, correction_id: str) -> CorrectionRow:
    """The correction; NotFoundError when there is none."""
    row = tx.session.get(CorrectionRow, correction_id)
    if row is None:
        raise NotFoundError("corrections.no_such")
    return row


def as_correction(row: CorrectionRow) -> Correction:
    return Correction(row.id, Quad.from_json(row.quad), row.old_text, row.new_text)


def laid(tx: ReadTx, page_id: str) -> Laid:
    """The words of a page, and the corrections that fit nothing on it; no words while it has not been read."""
    rows = corrections(tx, [page_id]).get(page_id, [])
    return lay_over(words_as_read(tx, page_id), [as_correction(row) for row in rows])


def words_as_read(tx: ReadTx, page_id: str) -> tuple[PageWord, ...]:
    """The words of the last reading without any correction."""
    reading = readings.current_reading(tx, page_id)
    return () if reading is None else tuple(_word(word) for word in readings.words(tx, reading.id))


def _word(word: Word) -> PageWord:
    return PageWord(
        word.text,
        Quad.from_json(word.quad),
        word.confidence,
        word.line,
        word.block,
        word.engine,
        borders=tuple(at / MILLIONTHS for at in word.borders or ()),
    )


def word_lines(tx: ReadTx, page_id: str) -> list[tuple[str, int]]:
    """Text and line of the words of a page in reading order: enough to search in."""
    reading = None if corrections(tx, [page_id]) else readings.current_reading(tx, page_id)
    if reading is not None:  # without a correction, the places of the words need not be loaded
        return readings.word_lines(tx, reading.id)
    return [(word.text, word.line) for word in laid(tx, page_id).words]


def lines_of_places(
    tx: ReadTx, places: Sequence[tuple[str, int, int]]
) -> Iterator[list[tuple[int, PageWord]]]:
    """For each place (page, its first word, its last word) the words of the lines it stands on, with their positions;
    of lines without an end, `REACH` words before and after it. None of a page that has no such words."""
    page_ids = list(dict.fromkeys(page_id for page_id, _, _ in places))
    corrected, current = corrections(tx, page_ids), readings.current_readings(tx, page_ids)
    for page_id, first, last in places:
        if page_id in corrected:
            yield _on_lines(laid(tx, page_id).words, first, last)
        elif page_id in current:
            rows = readings.words_on_lines(tx, current[page_id].id, (first, last), REACH)
            yield [(row.position, _word(row)) for row in rows]
        else:
            yield []


def _on_lines(words: Sequence[PageWord], first: int, last: int) -> list[tuple[int, PageWord]]:
    lines = {words[position].line for position in (first, last) if position < len(words)}
    near = range(max(first - REACH, 0), min(last + REACH + 1, len(words)))
    return [(position, words[position]) for position in near if words[position].line in lines]


def doubtful_lines(tx: ReadTx, page_ids: Sequence[str]) -> dict[str, list[tuple[int, PageWord]]]:
    """The lines of these pages in which a word is doubtful: their words, each with its place on its page.

    Pages in the order given, without those that hold no doubtful word. Only such lines are loaded, since a case may
    have a thousand pages.
    """
    made = corrections(tx, page_ids)
    read = readings.current_readings(tx, [page for page in page_ids if page not in made])
    doubtful = readings.lines_below(tx, [reading.id for reading in read.values()], DOUBTFUL_BELOW)
    found: dict[str, list[tuple[int, PageWord]]] = {}
    for page_id in page_ids:
        if page_id in made:
            found[page_id] = _doubtful(laid(tx, page_id).words)
        elif page_id in read and read[page_id].id in doubtful:
            reading_id = read[page_id].id
            rows = readings.words_of_lines(tx, reading_id, doubtful[reading_id])
            found[page_id] = [(row.position, _word(row)) for row in rows]
    return {page_id: words for page_id, words in found.items() if words}


def _doubtful(words: Sequence[PageWord]) -> list[tuple[int, PageWord]]:
    lines = {word.line for word in words if word.is_doubtful}
    return [(place, word) for place, word in enumerate(words) if word.line in lines]


def plain_text(words: Sequence[PageWord]) -> str:
    """The words as text: a line each, an empty line between blocks."""
    text, block = "", 0
    for line in lines_of(words):
        gap = "" if not text else "\n\n" if line[0].block != block else "\n"
        text, block = text + gap + join([word.text for word in line])[0], line[0].block
    return text


def index(tx: WriteTx, page_id: str) -> None:
    """Brings the full-text index up to date after a page was read or corrected."""
    index_page(tx, page_id, word_lines(tx, page_id))


def index_anew(store: Store, user_id: str) -> int:
    """Takes the pages apart again that older rules have taken apart; answers how many there were."""
    with store.read() as tx:
        stale = taken_apart_before(tx)
    if stale:
        with store.write(user_id) as tx:
            for page_id in stale:
                index(tx, page_id)
    return len(stale)
