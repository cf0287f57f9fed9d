"""What is remembered of a document that was looked at: where the view stood and how its pages looked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from workstation.gui.desk.pages.choice import Place
from workstation.gui.desk.pages.layout import Fit
from workstation.gui.desk.pages.look import Look


@dataclass(frozen=True)
class KeptView:
    """As it is stored for a user and a document."""

    place: Place
    look: Look

    def to_state(self) -> dict[str, object]:
        """JSON for the store."""
        place, look = self.place, self.look
        return {
            "page": place.page_id,
            "zoom": place.zoom,
            "fit": place.fit.name,
            "share": place.share,
            "look": [look.brightness, look.contrast, look.inverted],
        }

    @classmethod
    def of_state(cls, state: Mapping[str, Any]) -> Self:
        """What `to_state` wrote; a view kept before looks were kept has the plain one."""
        place = Place(state["page"], state["zoom"], Fit[state["fit"]], state["share"])
        return cls(place, Look(*state.get("look", ())))
