"""Has a part of the page read again as the card over it asks; one reading at a time, dropped when nobody waits."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QObject, QRectF

from workstation.domain.errors import WorkstationError
from workstation.domain.geometry import Box
from workstation.domain.messages import Message
from workstation.gui.client import Client
from workstation.gui.desk.pages.case_source import CaseSource
from workstation.gui.desk.pages.choice import Chosen
from workstation.gui.desk.pages.region_card import RegionCard
from workstation.reading import Word
from workstation.services.region import Spot, Way, first_way, region_text, spot_of
from workstation.services.views import WordView

Say = Callable[[Message | WorkstationError], str]
LEAST_SIZE = 0.002


class PartReading(QObject):
    """Answers what `card` asks for. The card says what became of it."""

    def __init__(self, card: RegionCard, client: Client, source: CaseSource, say: Say) -> None:
        super().__init__(card)
        self._card = card
        self._client = client
        self._source = source
        self._say = say
        self._running: Future[tuple[Word, ...]] | None = None
        self._around: QRectF | None = None
        card.asked.connect(self._ask)

    def begin(self, chosen: Chosen, words: Sequence[WordView], around: QRectF | None) -> None:
        """Read the chosen words or box, the way that promises most first; `around`: where they lie."""
        box = chosen.quads[0].bounds
        for quad in chosen.quads[1:]:
            box = box.union(quad.bounds)
        spot = spot_of(chosen.page, words, _with_size(box))
        self._around = around
        self._card.open_on(spot, first_way(spot))
        self._card.lie_at_edge(around)

    def stop(self) -> None:
        """Nobody waits any more."""
        if self._running is not None:
            self._running.cancel()
            self._running = None
        self._card.hide()

    def _ask(self, way: Way) -> None:
        spot = self._card.spot
        if spot is None:
            return
        if self._running is not None:
            self._running.cancel()
        self._running = self._source.again(spot, way)
        done, failed = partial(self._read, spot, way), partial(self._not_read, spot, way)
        self._client.deliver(self._running, done, failed, owner=self)

    def _read(self, spot: Spot, way: Way, words: tuple[Word, ...]) -> None:
        if self._is_asked(spot, way):
            self._card.show_text(region_text(spot, way, words))
            self._card.lie_at_edge(self._around)

    def _not_read(self, spot: Spot, way: Way, error: WorkstationError) -> None:
        if self._is_asked(spot, way):
            self._card.show_problem(self._say(error))
            self._card.lie_at_edge(self._around)

    def _is_asked(self, spot: Spot, way: Way) -> bool:
        return not self._card.isHidden() and self._card.spot is spot and self._card.way() == way


def _with_size(box: Box) -> Box:
    """A box that has an area, for a word without one."""
    right, bottom = max(box.right, box.left + LEAST_SIZE), max(box.bottom, box.top + LEAST_SIZE)
    return Box(min(box.left, 1.0), min(box.top, 1.0), min(right, 1.0), min(bottom, 1.0))
