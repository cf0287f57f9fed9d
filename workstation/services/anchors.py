"""What no longer fits the page it was made on: corrections without their words, sources that read otherwise now.

Both go by the same measure of likeness, so that a letter read otherwise is no alarm.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workstation.domain.corrections import SIMILAR, likeness
from workstation.domain.findings import Evidence, Finding
from workstation.domain.geometry import Quad
from workstation.domain.page_words import text_under
from workstation.services.corrections import corrections_of
from workstation.services.region import REGION
from workstation.services.views import CorrectionView
from workstation.services.workspace import Workspace
from workstation.store import cases, page_text, readings, record
from workstation.store.store import ReadTx


@dataclass(frozen=True, slots=True)
class LooseSource:
    """Evidence whose quote is not like what is read at its place now."""

    evidence_id: str
    field_id: str
    group_id: str | None
    page_id: str
    quads: tuple[Quad, ...]
    quote: str
    reads_now: str


@dataclass(frozen=True, slots=True)
class OutOfPlace:
    """What a reviewer should look at again, in the order of the pages."""

    corrections: tuple[CorrectionView, ...]
    sources: tuple[LooseSource, ...]


def out_of_place(ws: Workspace, case_id: str) -> OutOfPlace:
    """Corrections of a case that fit nothing that is read now, and standing sources at whose place nothing like their
    quote is read any more.

    A drawn box without a quote, a part read by itself and a page read by eye have nothing to compare.
    """
    with ws.read() as tx:
        review = cases.current_review(tx, case_id)
        places = record.page_places(tx, case_id)
        pages = tuple(dict.fromkeys(place.page_id for place in places if not place.set_aside))
        made = tuple(each for each in corrections_of(tx, pages) if not each.placed)
        by_eye = readings.by_eye(tx, case_id, pages)
        found = record.load_findings(tx, review.id)
        sources = [
            source for page_id in pages if page_id not in by_eye for source in _loose_on(tx, page_id, found)
        ]
        return OutOfPlace(made, tuple(sources))


def _loose_on(tx: ReadTx, page_id: str, found: Sequence[Finding]) -> list[LooseSource]:
    quoted = [
        (finding, source)
        for finding in found
        if finding.stands
        for source in finding.evidence
        if source.page_id == page_id and _is_read(source)
    ]
    if not quoted or readings.current_reading(tx, page_id) is None:
        return []
    words, raw = page_text.laid(tx, page_id).words, page_text.words_as_read(tx, page_id)
    return [
        LooseSource(
            source.id,
            finding.field_id,
            finding.group_id,
            page_id,
            source.quads,
            source.quote,
            text_under(words, source.quads),
        )
        for finding, source in quoted
        if max(likeness(source.quote, text_under(each, source.quads)) for each in (words, raw)) < SIMILAR
    ]


def _is_read(source: Evidence) -> bool:
    by_itself = source.reading_version is not None and source.reading_version.startswith(REGION)
    return bool(source.quote) and not by_itself
