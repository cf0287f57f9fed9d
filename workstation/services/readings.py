"""Reading: keeping what was read, and how far it is."""

from collections.abc import Sequence

from workstation.domain.case import Role
from workstation.domain.geometry import MILLIONTHS
from workstation.domain.messages import Message
from workstation.reading import PageReading, Word
from workstation.services.reading_order import LANGUAGES
from workstation.services.users import require_role
from workstation.services.views import Progress
from workstation.services.workspace import Workspace
from workstation.store import files, page_text, readings
from workstation.store.queue import refresh_queue_row
from workstation.store.readings import WordRecord
from workstation.store.store import WriteTx


def store_reading(ws: Workspace, page_id: str, reading: PageReading) -> None:
    """Keeps what was read of a page: one row per page, engine and version; the text index follows."""
    facts = {
        "engine": reading.engine,
        "engine_version": reading.engine_version,
        "language": reading.language,
        "turn": reading.turn,
        "skew": reading.skew,
        "seconds": reading.seconds,
        "confidence": None if reading.is_blank else reading.confidence,
        "text": reading.text,
        "conditions": [condition.value for condition in reading.conditions],
    }
    words = [_record(word) for word in reading.words]
    with ws.write() as tx:
        files.page(tx, page_id)
        readings.store_reading(tx, page_id, facts, words)
        page_text.index(tx, page_id)
        _refresh_cases(tx, page_id)


def _record(word: Word) -> WordRecord:
    borders = [round(at * MILLIONTHS) for at in word.borders] or None
    return WordRecord(
        word.text, word.quad.to_json(), word.confidence, word.line, word.block, word.engine, borders
    )


def store_failure(ws: Workspace, page_id: str, problem: Message) -> None:
    """Keeps the sentence that says why a page could not be read; it waits until somebody tries again."""
    with ws.write() as tx:
        files.page(tx, page_id)
        readings.add_failure(tx, page_id, problem.to_json())
        _refresh_cases(tx, page_id)


def read_again(ws: Workspace, page_ids: Sequence[str]) -> None:
    """Puts pages on the list again: those that failed, or those to be read anew."""
    require_role(ws, Role.REVIEWER)
    with ws.write() as tx:
        readings.add_tasks(tx, [files.page(tx, page_id).id for page_id in page_ids])
        for page_id in page_ids:
            _refresh_cases(tx, page_id)


def read_in_other_language(ws: Workspace, page_id: str) -> Message:
    """Puts a page on the list to be read as Chinese if it was last read as English, else as English, and only so;
    the sentence that says which. Corrections are laid over the new reading too."""
    require_role(ws, Role.REVIEWER)
    with ws.write() as tx:
        last = readings.current_readings(tx, [files.page(tx, page_id).id]).get(page_id)
        other = "en" if last is not None and last.language == LANGUAGES["zh"][0] else "zh"
        readings.add_tasks(tx, [page_id], other)
        _refresh_cases(tx, page_id)
    return Message(f"readings.again_as.{other}")


def _refresh_cases(tx: WriteTx, page_id: str) -> None:
    for case_id in files.cases_of_page(tx, page_id):
        refresh_queue_row(tx, case_id)


def reading_progress(ws: Workspace, case_id: str | None = None) -> Progress:
    """Pages read of a case, or of all cases; failed pages count as done."""
    with ws.read() as tx:
        return Progress(*readings.progress(tx, case_id))
