"""Where the view stood before each jump, so that back and forward lead through them."""

from collections.abc import Callable

from workstation.gui.desk.pages.choice import Place

Jump = tuple[str, Place]
"""A document and the place in it."""


class Jumps:
    """`here`: where the view stands now, None without a document. `go`: brings it somewhere."""

    def __init__(self, here: Callable[[], Jump | None], go: Callable[[Jump], None]) -> None:
        self._here = here
        self._go = go
        self._behind: list[Jump] = []
        self._ahead: list[Jump] = []

    def push(self) -> None:
        """A jump is made from here."""
        here = self._here()
        if here is not None:
            self._behind.append(here)
            self._ahead.clear()

    def back(self) -> bool:
        """Back to where the view stood before the last jump; False when there was none."""
        return self._jump(self._behind, self._ahead)

    def forward(self) -> bool:
        """Undo `back`."""
        return self._jump(self._ahead, self._behind)

    def clear(self) -> None:
        self._behind.clear()
        self._ahead.clear()

    def _jump(self, take: list[Jump], give: list[Jump]) -> bool:
        if not take:
            return False
        here = self._here()
        if here is not None:
            give.append(here)
        self._go(take.pop())
        return True
