"""The public face of the reading room: files in, futures out."""

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from types import TracebackType
from typing import Self, TypeVar

from workstation.domain.geometry import Box, Quad
from workstation.reading import drawing, page_reader, probing, searchable, unpacking
from workstation.reading.crew import Crew
from workstation.reading.lane import Lane
from workstation.reading.pages import TURNS, Engine, FileReport, Member, PageReading, RenderedImage, Word
from workstation.reading.protection import Protection
from workstation.reading.sandbox import Layer
from workstation.reading.source import SourceFile
from workstation.reading.tesseract import TesseractInstall
from workstation.reading.worker import Role

T = TypeVar("T")
READING_NICENESS = 10
FIRST = -100
DRAWING_GRACE_SECONDS = 0.5
DEFAULT_LANGUAGES = ("eng", "chi_sim")


class ReadingPool:
    """Workers for the screen, for import and for reading. Thread-safe; close it or use it in `with`.

    `reading_workers`: pages read at the same time, at nice 10. `tesseract`: looked for along PATH when first
    needed, unless given. Workers start when they are first asked; `warm_up` starts the screen's at once.
    """

    def __init__(self, reading_workers: int = 2, tesseract: TesseractInstall | None = None) -> None:
        self._install = tesseract
        self._install_lock = threading.Lock()
        self._protection = Protection()
        self._screen = Lane("screen", 1, lambda: self._crew(0), DRAWING_GRACE_SECONDS)
        self._import = Lane("import", 1, lambda: self._crew(0))
        self._reading = Lane("reading", reading_workers, lambda: self._crew(READING_NICENESS))

    def _crew(self, niceness: int) -> Crew:
        return Crew(niceness, self._tesseract, self._protection.learn)

    def _tesseract(self) -> TesseractInstall:
        with self._install_lock:
            if self._install is None:
                self._install = TesseractInstall.find()
            return self._install

    def warm_up(self) -> Future[None]:
        """Start the screen's worker, so that the first page shows without the wait."""

        def start(crew: Crew) -> None:
            crew.layers(Role.SCREEN)

        return self._screen.submit(start)

    def probe(self, source: SourceFile) -> Future[FileReport]:
        """What the file holds, with a picture of every page.

        FileProblem: not a document, damaged, needs a password (`reading.needs_password`) or another one
        (`reading.wrong_password`), no pages, too large, or its worker died or hung. A file that breaks off
        gives the pages before, and says so in `problems`.
        """
        return _held(source, lambda: self._import.submit(lambda crew: probing.probe(crew, source)))

    def unpack(self, source: SourceFile) -> Future[tuple[Member, ...]]:
        """The files in a ZIP or an e-mail (what `probe` refused with `reading.holds_files`), ready to be probed.

        ZIPs and e-mails in it are opened too, two deep in all. One that cannot be taken out is there with its
        problem. FileProblem as of `probe`, and where it holds nothing, too much, or packed too tightly.
        """
        return _held(source, lambda: self._import.submit(lambda crew: unpacking.unpack(crew, source)))

    def render(
        self,
        source: SourceFile,
        index: int,
        *,
        scale: float,
        clip: Box | None = None,
        turn: int = 0,
        priority: int = 0,
    ) -> Future[RenderedImage]:
        """Pixels of a page, or of the part within `clip` (page frame), at `scale` pixels per point.

        `turn`: degrees clockwise (0, 90, 180, 270) by which the picture is turned afterwards. Grey scans come
        as grey. A picture beyond 10,000 px a side or 40 megapixels comes smaller. Lower `priority` is first.
        FileProblem where the page cannot be drawn.
        """
        if index < 0 or not scale > 0 or turn not in TURNS:
            raise ValueError(f"index {index}, scale {scale}, turn {turn}")

        def draw(crew: Crew) -> RenderedImage:
            return drawing.render(crew, source, index, scale, clip, turn)

        return _held(source, lambda: self._screen.submit(draw, priority))

    def crop(self, source: SourceFile, index: int, quads: Sequence[Quad]) -> Future[bytes]:
        """The part of the page around the quads, with a little margin, as a PNG at reading resolution."""
        if index < 0 or not quads:
            raise ValueError(f"index {index}, {len(quads)} quads")
        return _held(
            source, lambda: self._screen.submit(lambda crew: drawing.crop(crew, source, index, quads))
        )

    def read_page(
        self,
        source: SourceFile,
        index: int,
        *,
        languages: Sequence[str] = DEFAULT_LANGUAGES,
        engines: Sequence[Engine] = page_reader.BOTH,
        priority: int = 0,
    ) -> Future[PageReading]:
        """The words of a page: its own text layer where that is good, else upright, cleaned and read.

        `languages`: Tesseract's names of what may stand there, the likeliest first; one is chosen per page.
        `engines`: those that may read. Lower `priority` is read first (the page on screen). FileProblem where the
        page cannot be read, which
        costs this page alone.
        """
        if index < 0 or not languages:
            raise ValueError(f"index {index}, languages {languages}")
        wanted = tuple(languages)

        def read(crew: Crew) -> PageReading:
            return page_reader.read_page(crew, source, index, wanted, engines)

        return _held(source, lambda: self._reading.submit(read, priority))

    def read_region(
        self,
        source: SourceFile,
        index: int,
        box: Box,
        *,
        turn: int = 0,
        language: str = "eng",
        engine: Engine = Engine.TESSERACT,
        enlarge: float = 1.0,
    ) -> Future[tuple[Word, ...]]:
        """The words in a box of the page (page frame), read by itself before anything that waits.

        `turn`: degrees clockwise that make the page upright. `language`: Tesseract's name. `enlarge`: 1 to 4
        times the resolution of other readings. FileProblem where it cannot be read.
        """
        if index < 0 or not 1.0 <= enlarge <= 4.0 or turn not in TURNS:
            raise ValueError(f"index {index}, enlarge {enlarge}, turn {turn}")
        region = page_reader.Region(box, turn, language, engine, enlarge)

        def read(crew: Crew) -> tuple[Word, ...]:
            return page_reader.read_region(crew, source, index, region)

        return _held(source, lambda: self._reading.submit(read, FIRST))

    def searchable(self, source: SourceFile, readings: Mapping[int, PageReading]) -> Future[bytes]:
        """The document as a PDF whose text can be selected and found; readings by page, from 0.

        A PDF keeps its pages as they are, a picture becomes a page. A page that had good text of its own keeps
        that, one without a reading gets none. FileProblem where the file cannot be written.
        """
        return _held(
            source, lambda: self._import.submit(lambda crew: searchable.searchable(crew, source, readings))
        )

    def sandbox_level(self) -> Future[tuple[Layer, ...]]:
        """Every protective layer of a page worker and of a text worker, as they report it from inside."""
        return self._import.submit(lambda crew: crew.layers(Role.PAGE) + crew.layers(Role.TEXT), -1)

    def tell_layers(self, listener: Callable[[tuple[Layer, ...]], None]) -> Callable[[], None]:
        """`listener` hears of the layers of the workers that have started: now, and when another kind starts.

        It is called on threads of the pool, too; once what is returned has been called, it is not any more.
        """
        return self._protection.tell(listener)

    def cancel(self) -> None:
        """Cancel all that waits or runs; what is finished stays. One future alone: its own `cancel`."""
        for lane in (self._screen, self._import, self._reading):
            lane.cancel()

    def close(self) -> None:
        """Cancel everything and end all workers."""
        for lane in (self._screen, self._import, self._reading):
            lane.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _held(source: SourceFile, submit: Callable[[], Future[T]]) -> Future[T]:
    """Hand work in, and keep the bytes for it until it is done or cancelled."""
    source.hold()
    try:
        future = submit()
    except RuntimeError:
        source.release()
        raise
    future.add_done_callback(lambda _: source.release())
    return future
