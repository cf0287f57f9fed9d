"""Cases to test with: a page that is really a picture, a record that matches axi-cel in second line."""

import struct
import zlib

from workstation.domain.geometry import Box, Quad
from workstation.reading import ReadingPool
from workstation.services import assessment, findings
from workstation.services.intake import import_file, look_into
from workstation.services.pages import case_documents, mark_seen
from workstation.services.queue import case_header
from workstation.services.views import (
    FormChange,
    FormRow,
    FormView,
    NewEvidence,
    RecommendationKind,
    VersionView,
)
from workstation.services.workspace import Workspace

EPISODE = {
    "episode_regimen": "R-CHOP",
    "episode_status": "given",
    "episode_disease": "lbcl",
    "episode_start": "12 Dec 2024",
    "episode_last_dose": "27 Mar 2025",
    "episode_cycles": "6 of 6",
    "episode_intent": "induction",
    "episode_best_response": "CR",
    "episode_response_date": "8 May 2025",
    "episode_end_reason": "completed",
}
RATIONALE = "Biopsy-proven relapse of DLBCL within a year of R-CHOP."


def png(width: int = 400, height: int = 560, shade: int = 230) -> bytes:
    """A grey page with darker lines, as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    line = b"\0" + bytes(shade if x % 7 else 60 for x in range(width))
    blank = b"\0" + bytes([shade]) * width
    rows = b"".join(line if y % 20 < 8 else blank for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packed = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + packed


def add_page(ws: Workspace, pool: ReadingPool, case_id: str, shade: int = 230) -> str:
    """Imports a one-page picture and gives the page's id."""
    outcome = import_file(ws, case_id, look_into(pool, f"scan-{shade}.png", png(shade=shade)))
    documents = case_documents(ws, case_id)
    return next(d for d in documents if d.id == outcome.document_id).pages[0].id


def evidence(page_id: str, quote: str, top: float = 0.1, confidence: float | None = 0.97) -> NewEvidence:
    quad = Quad.of(Box(0.1, top, 0.6, top + 0.05))
    return NewEvidence(page_id, (quad,), quote, "supports", "tesseract 5", confidence)


def review_of(ws: Workspace, case_id: str) -> str:
    return case_header(ws, case_id).review_id


def set_new(ws: Workspace, case_id: str, field_id: str, raw: str, group_id: str | None = None) -> FormChange:
    """Types into an empty field."""
    return findings.set_value(ws, review_of(ws, case_id), field_id, group_id, raw)


def row_of(form: FormView, field_id: str, group_id: str | None = None) -> FormRow:
    rows = [row for section in form.sections for row in section.rows]
    rows += [row for section in form.sections for group in section.groups for row in group.rows]
    return next(row for row in rows if row.field.id == field_id and row.group_id == group_id)


def new_group(ws: Workspace, case_id: str, kind: str, answers: dict[str, str]) -> str:
    group_id = findings.add_group(ws, review_of(ws, case_id), kind).group_id
    assert group_id is not None
    for field_id, raw in answers.items():
        set_new(ws, case_id, field_id, raw, group_id)
    return group_id


def fill_second_line(ws: Workspace, case_id: str) -> str:
    """DLBCL, R-CHOP with complete response, relapse after seven months; gives the episode's id."""
    for field_id, raw in (
        ("diagnosis", "DLBCL, NOS"),
        ("diagnosis_certainty", "definite"),
        ("biopsy_sampling_date", "24 Nov 2024"),
        ("ecog", "1, 20 May 2025"),
        ("cd19_therapy_given", "no"),
        ("transplant_given", "no"),
    ):
        set_new(ws, case_id, field_id, raw)
    episode = new_group(ws, case_id, "episode", EPISODE)
    relapse = {"relapse_kind": "relapse", "relapse_biopsy": "29 May 2025"}
    new_group(ws, case_id, "relapse", relapse)
    return episode


def recommend(
    ws: Workspace,
    case_id: str,
    kind: RecommendationKind = RecommendationKind.MATCHES,
    sets: tuple[str, ...] = ("axi_cel_cn_2l",),
    rationale: str = RATIONALE,
    differing: str = "",
) -> None:
    seen = assessment.draft_recommendation(ws, case_id)
    assessment.record_recommendation(
        ws, review_of(ws, case_id), kind, sets, rationale, differing, seen.row_version
    )


def submit(ws: Workspace, pool: ReadingPool, case_id: str) -> VersionView:
    return assessment.submit_assessment(ws, pool, case_id, case_header(ws, case_id).row_version)


def submitted(ws: Workspace, pool: ReadingPool, case_id: str) -> VersionView:
    """A case with a cited diagnosis, all pages seen, recommended and submitted."""
    page_id = add_page(ws, pool, case_id)
    fill_second_line(ws, case_id)
    findings.cite(ws, review_of(ws, case_id), "diagnosis", None, evidence(page_id, "DLBCL, NOS"))
    mark_seen(ws, case_id, [page_id])
    recommend(ws, case_id)
    return submit(ws, pool, case_id)
