"""How the desk shares its width between documents, page and record; see the table in the design language."""

from dataclasses import dataclass
from enum import Enum

from workstation.gui.desk.pages.documents import RAIL_WIDTH
from workstation.gui.kit.tabs import TABBED_BELOW

WIDE_TABS = ("timeline", "suitability")
NARROWEST_RECORD = 420


class Front(Enum):
    """Which of the two tabs of a narrow window is shown."""

    PAGE = "page"
    RECORD = "record"


class Balance(Enum):
    """F9 goes round: page wide, balanced, record wide."""

    PAGE = "page"
    BALANCED = "balanced"
    RECORD = "record"

    @property
    def next(self) -> "Balance":
        order = list(Balance)
        return order[(order.index(self) + 1) % len(order)]


@dataclass(frozen=True)
class Widths:
    """Logical px; a page or a record of 0 is hidden."""

    documents: int
    page: int
    record: int


def plan(
    width: int,
    tab: str,
    balance: Balance,
    sides: int = 1,
    front: Front = Front.RECORD,
    text: int = 100,
) -> Widths:
    """The widths for a window of `width` with a record tab chosen and one or two sides of pages; `text`: its size in
    per cent, with which the documents grow.

    Where two sides would get too narrow to read, the documents give way; in a narrow window all the room goes to
    what is in `front`.
    """
    small = width < 1400
    rail = round(RAIL_WIDTH * text / 100)
    documents = round((132 if small else 232 if width >= 2400 else 188) * text / 100)
    if width < TABBED_BELOW:
        wide = sides > 1 if front is Front.PAGE else tab in WIDE_TABS
        documents = rail if wide else documents
        rest = width - documents
        return Widths(documents, *((rest, 0) if front is Front.PAGE else (0, rest)))
    if tab in WIDE_TABS:
        page = {Balance.PAGE: 520, Balance.BALANCED: 424, Balance.RECORD: 0}[balance]
        page = 0 if small and balance is not Balance.PAGE else page
        if width >= 2400:
            page = 600
        return Widths(rail, page, width - rail - page)
    if small and sides > 1:
        narrowest = round(NARROWEST_RECORD * text / 100)
        return Widths(rail, width - rail - narrowest, narrowest)
    record = 496 if small else 760 if width >= 2400 else round(684 * min(1.0, max(width, 1400) / 1920))
    if balance is Balance.PAGE:
        record = max(NARROWEST_RECORD, record - 140)
    elif balance is Balance.RECORD:
        record = min(width - documents - 320, record + 220)
    return Widths(documents, width - documents - record, record)
