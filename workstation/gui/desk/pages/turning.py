"""Turning pages: the view turns with the key, the store follows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from workstation.domain.errors import WorkstationError
from workstation.gui.client import Client
from workstation.services.pages import turn_pages
from workstation.services.views import DocumentView, PageView

QUARTER = 90


class Turning(QObject):
    """What was turned counts from the key on, also for the next key, whatever the store has answered so far.

    `changed`: pages lie another way. `stored`: all that was turned is stored. `refused`: why it is not.
    """

    changed = Signal()
    stored = Signal()
    refused = Signal(object)

    def __init__(self, client: Client, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._lying: dict[str, int] = {}
        self._under_way: Counter[str] = Counter()

    def turn(self, case_id: str, pages: Sequence[PageView]) -> None:
        """Turn pages by a quarter, each from the way it lies; one step of undo."""
        turns = {page.id: (self._lying.get(page.id, page.turn) + QUARTER) % 360 for page in pages}
        self._lying.update(turns)
        self._under_way.update(turns.keys())
        ended = partial(self._ended, tuple(turns))
        args = (case_id, turns)
        self._client.call(turn_pages, *args, done=ended, failed=partial(self._failed, ended), owner=self)
        self.changed.emit()

    def laid(self, documents: Iterable[DocumentView]) -> tuple[DocumentView, ...]:
        """Documents as the store knew them, their pages as they lie now."""
        if not self._lying:
            return tuple(documents)
        return tuple(
            replace(document, pages=tuple(self._laid(page) for page in document.pages))
            for document in documents
        )

    def _laid(self, page: PageView) -> PageView:
        turn = self._lying.get(page.id, page.turn)
        return page if turn == page.turn else replace(page, turn=turn)

    def _ended(self, page_ids: tuple[str, ...], _answer: object = None) -> None:
        """The store answers in order: what it tells of these pages from now on holds."""
        self._under_way.subtract(page_ids)
        for page_id in page_ids:
            if self._under_way[page_id] <= 0:
                del self._under_way[page_id], self._lying[page_id]
        if not self._lying:
            self.stored.emit()

    def _failed(self, ended: "partial[None]", error: WorkstationError) -> None:
        ended()
        self.refused.emit(error)
