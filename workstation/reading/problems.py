"""What can be wrong with a file or a page, as one sentence each.

WorkstationError
└── InputError
    └── FileProblem
"""

from collections.abc import Mapping

from workstation.domain.errors import InputError
from workstation.reading.strangers import Stranger

SENTENCES: Mapping[str, tuple[str, ...]] = {
    "reading.not_a_document": ("file",),
    "reading.empty": ("file",),
    "reading.damaged": ("file",),
    "reading.damaged_after": ("file", "page"),
    "reading.repaired": ("file",),
    "reading.needs_password": ("file",),
    "reading.wrong_password": ("file",),
    "reading.no_pages": ("file",),
    "reading.too_large": ("file", "megabytes"),
    "reading.too_many_pages": ("file", "pages"),
    "reading.not_written": ("file",),
    "reading.page_too_large": ("file", "page"),
    "reading.first_picture": ("file",),
    "reading.holds_files": ("file",),
    "reading.holds_nothing": ("file",),
    "reading.too_many_files": ("file",),
    "reading.packed_too_tightly": ("file",),
    "reading.unpacks_too_large": ("file",),
    "reading.nested_too_deep": ("file",),
    "reading.packed_otherwise": ("file",),
    "reading.zip_locked_otherwise": ("file",),
    "reading.mail_without_files": ("file",),
    "reading.mail_words_left": ("file",),
    "reading.page_reduced": ("file", "page"),
    "reading.page_unreadable": ("file", "page"),
    "reading.timed_out": ("file",),
    "reading.page_timed_out": ("file", "page"),
    "reading.worker_died": ("file",),
    "reading.page_worker_died": ("file", "page"),
    "reading.worker_lied": ("file",),
    "reading.no_worker": (),
    "reading.not_on_this_system": (),
    "reading.no_tesseract": (),
    "reading.no_language": ("languages",),
    **{f"reading.kind.{kind}": ("file",) for kind in Stranger},
}
"""Message ids of this room and their parameters; `page` counts from 1."""

PASSWORD_PROBLEMS = frozenset({"reading.needs_password", "reading.wrong_password"})


class FileProblem(InputError):  # noqa: N818 - the name the other rooms know
    """A file or one of its pages cannot be used, or only in part; the others go on."""
