"""What is being read: files in the order in which they come, how far each is, and how long it will take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OnScreen:
    """The page that somebody looks at, in which case."""

    case_id: str
    page_id: str


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds a page takes, by what was read last; None where too little was read to say.

    `scan`: a page of pixels. `text`: one with a text layer of its own. Pages read at the same time share them.
    """

    scan: float | None = None
    text: float | None = None

    def seconds(self, scans: int, texts: int) -> float | None:
        """How long so many pages take, None where that is not known."""
        parts = [(count, each) for count, each in ((scans, self.scan), (texts, self.text)) if count]
        if any(each is None for _, each in parts):
            return None
        return sum(count * each for count, each in parts if each is not None)


@dataclass(frozen=True, slots=True)
class FileReading:
    """A file of a case that waits. `total` pages, of which `done` are read or failed, and `failed` could not be.

    `now`: one of its pages is in a worker. `seconds_left`: until it is done, what comes before it included.
    """

    case_id: str
    file_id: str
    name: str
    done: int
    total: int
    failed: int
    now: bool
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class CaseReading:
    """A case that waits, with its files in their order; figures as of a file."""

    case_id: str
    number: str
    done: int
    total: int
    failed: int
    seconds_left: float | None
    files: tuple[FileReading, ...]


@dataclass(frozen=True, slots=True)
class ReadingList:
    """All that waits: the cases in the order in which their reading comes. `more`: files that are not listed."""

    cases: tuple[CaseReading, ...]
    done: int
    total: int
    failed: int
    seconds_left: float | None
    more: int = 0
