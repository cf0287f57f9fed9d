"""Pictures of the cited places, made from the originals by the page worker before a version is written."""

from concurrent.futures import Future
from contextlib import ExitStack

from workstation.domain.findings import Record
from workstation.reading import FileProblem, ReadingPool, SourceFile
from workstation.services.intake import open_source
from workstation.services.workspace import Workspace
from workstation.store.record import PagePlace


def make_crops(
    ws: Workspace, pool: ReadingPool, record: Record, places: tuple[PagePlace, ...]
) -> dict[str, bytes]:
    """A PNG by evidence id, for the evidence of every finding. A page that can't be opened any more has none;
    what was read from it stays."""
    pages = {place.page_id: place for place in places}
    cited = [source for finding in record.findings for source in finding.evidence if source.page_id in pages]
    made: dict[str, bytes] = {}
    with ExitStack() as opened:
        files: dict[str, SourceFile] = {}
        waiting: list[tuple[str, Future[bytes]]] = []
        for source in cited:
            place = pages[source.page_id]
            if place.file_id not in files:
                files[place.file_id] = opened.enter_context(open_source(ws, place.file_id))
            future = pool.crop(files[place.file_id], place.index, source.quads)
            waiting.append((source.id, future))
        for evidence_id, future in waiting:
            try:
                made[evidence_id] = future.result()
            except FileProblem:
                continue
    return made
