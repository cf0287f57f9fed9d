"""What a document of a case can be, and how two documents can belong together."""

from enum import StrEnum

DOCUMENT_TYPES = (
    "pathology",
    "treatment_history",
    "discharge_summary",
    "pet_ct",
    "laboratory",
    "echocardiogram",
    "other",
)


class LinkKind(StrEnum):
    """What a document is of another one."""

    COPY_OF = "copy_of"
    TRANSLATION_OF = "translation_of"
    SUPERSEDES = "supersedes"
