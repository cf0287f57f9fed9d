"""The doubtful words of a case, so that a reviewer can go through them: where they stand and whether they decide."""

from collections.abc import Collection, Sequence

from workstation.domain.page_words import PageWord, lines_of
from workstation.services.views import Doubt
from workstation.services.workspace import Workspace
from workstation.store import files, page_text, readings
from workstation.store.store import ReadTx


def doubtful_words(ws: Workspace, case_id: str, page_ids: Collection[str] | None = None) -> tuple[Doubt, ...]:
    """Every word that was read with little confidence and that nobody corrected or confirmed, in reading order.

    `page_ids`: of these pages alone. Documents set aside and pages that are read by eye are left out.
    """
    with ws.read() as tx:
        pages = [page for page in _used_pages(tx, case_id) if page_ids is None or page in page_ids]
        by_eye = readings.by_eye(tx, case_id, pages)
        lines = page_text.doubtful_lines(tx, [page for page in pages if page not in by_eye])
    return tuple(doubt for page_id, words in lines.items() for doubt in _doubts(ws, page_id, words))


def _used_pages(tx: ReadTx, case_id: str) -> list[str]:
    """The pages of the case in their order, each once."""
    used = [row.id for row in files.documents(tx, case_id) if row.set_aside_reason is None]
    order = {document_id: at for at, document_id in enumerate(used)}
    placed = sorted(files.document_pages(tx, used), key=lambda pair: order[pair[0].document_id])
    return list(dict.fromkeys(place.page_id for place, _ in placed))


def _doubts(ws: Workspace, page_id: str, words: Sequence[tuple[int, PageWord]]) -> list[Doubt]:
    """`words`: the lines with a doubtful word in them, each word with its place on the page."""
    places = {id(word): place for place, word in words}
    found = []
    for line in lines_of([word for _, word in words]):
        kinds = ws.rules.decisive_words.kinds([word.text for word in line])
        found += [
            Doubt(page_id, places[id(word)], word, kind.value if kind is not None else "")
            for word, kind in zip(line, kinds, strict=True)
            if word.is_doubtful
        ]
    return found
