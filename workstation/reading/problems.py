"""What can be wrong with a file or a page, as one sentence.

    WorkstationError
    └── InputError
        └── FileProblem     message ids (parameters):
            reading.not_a_document {file}          reading.empty {file}
            reading.damaged {file}                 reading.damaged_after {file, page}
            reading.needs_password {file}          reading.wrong_password {file}
            reading.no_pages {file}                reading.too_large {file, megabytes}
            reading.too_many_pages {file, pages}   reading.page_too_large {file, page}
            reading.page_unreadable {file, page}   reading.repaired {file}
            reading.worker_died {file, page}       reading.timed_out {file, page}
            reading.worker_lied {file}             reading.no_tesseract {}

`page` counts from 1; 0 stands for "before any page".
"""

from workstation.domain.errors import InputError


class FileProblem(InputError):  # noqa: N818 - the name the other rooms know
    """A file or one of its pages cannot be used, or only in part; the others go on."""
