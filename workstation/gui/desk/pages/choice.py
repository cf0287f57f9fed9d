"""What the reviewer has chosen on a page, and where the view stands: values that the pane hands on."""

from dataclasses import dataclass

from workstation.domain.geometry import Quad
from workstation.gui.desk.pages.layout import Fit
from workstation.services.views import PageView, WordView


@dataclass(frozen=True)
class Chosen:
    """Words, or a drawn box (then `quote` is what was read inside it, perhaps nothing). `cut`: the words, the first and
    the last cut to the letters chosen."""

    page: PageView
    quads: tuple[Quad, ...]
    quote: str
    words: tuple[WordView, ...]
    drawn: bool
    cut: tuple[WordView, ...] = ()

    @property
    def confidence(self) -> float | None:
        """The least sure word, 0..1; None where nothing was read."""
        return min((word.confidence for word in self.words), default=None)


@dataclass(frozen=True)
class Place:
    """Where the view stands: enough to come back to it after a jump or a restart.

    `share`: how far down the page the top of the window stands, in page heights.
    """

    page_id: str
    zoom: float
    fit: Fit
    share: float
