"""Words that reviewers corrected or found right, gone through by key in reading order over the whole case."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from workstation.gui.client import Client
from workstation.gui.desk.pages.open_case import OpenCase
from workstation.gui.desk.pages.side import PageSide
from workstation.gui.kit.messages import announce
from workstation.services.corrections import corrections
from workstation.services.views import CorrectionView, PageView

Rank = tuple[int, float, float]
"""A page in the order of the case, and how far down and across it."""


class CorrectedWords(QObject):
    """They are asked for at each step: there are few, and somebody else may have made one."""

    def __init__(self, client: Client, case: OpenCase, side: Callable[[], PageSide], parent: QObject) -> None:
        super().__init__(parent)
        self._client = client
        self._case = case
        self._side = side
        self._at: Rank | None = None

    def begin(self) -> None:
        """Another case."""
        self._at = None

    def step(self, by: int) -> None:
        """Show the next corrected word, or with -1 the previous one."""
        asked = partial(self._go, self._case.case_id, by)
        self._client.read(corrections, self._case.case_id, done=asked, owner=self)

    def _go(self, case_id: str, by: int, made: tuple[CorrectionView, ...]) -> None:
        order = {page.id: at for at, page in enumerate(self._pages())}
        ranked = {_rank(order[one.page_id], one): one for one in made if one.placed and one.page_id in order}
        if case_id != self._case.case_id:
            return
        if not ranked:
            self._side().correcting.tell(self.tr("No word of this case was corrected."))
            return
        here = self._at or (self._page_on_screen(order), -1.0, -1.0)
        beyond = sorted(rank for rank in ranked if (rank > here if by > 0 else rank < here))
        every = sorted(ranked)
        self._at = (beyond if beyond else every)[0 if by > 0 else -1]
        self._show(ranked[self._at], every.index(self._at), len(every))

    def _show(self, correction: CorrectionView, at: int, count: int) -> None:
        side = self._side()
        side.mark_jump()
        side.show_place(correction.page_id, (correction.quad,))
        side.take_focus()
        same = correction.new_text == correction.old_text
        said = self.tr("Right as it is") if same else self.tr("was read as “%1”")
        told = self.tr("Corrected %1 of %2").replace("%1", str(at + 1)).replace("%2", str(count))
        said = said.replace("%1", correction.old_text or "–")
        sentence = f"{told}: {correction.new_text or '–'} · {said} · {correction.made_by}"
        side.correcting.tell(sentence)
        announce(side.canvas, sentence)

    def _pages(self) -> list[PageView]:
        return [page for document in self._case.documents.values() for page in document.pages]

    def _page_on_screen(self, order: dict[str, int]) -> int:
        page = self._side().current_page()
        return order.get(page.id, 0) if page is not None else 0


def _rank(page: int, correction: CorrectionView) -> Rank:
    box = correction.quad.bounds
    return page, box.top, box.left
