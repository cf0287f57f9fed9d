"""What is remembered of a document that was looked at: where the view stood, how its pages looked, what lay beside."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from workstation.gui.desk.pages.choice import Place
from workstation.gui.desk.pages.layout import Fit
from workstation.gui.desk.pages.look import Look


@dataclass(frozen=True)
class Beside:
    """The document on the other side, where the view stood in it, and whether that was the left side."""

    document_id: str
    place: Place
    is_left: bool


@dataclass(frozen=True)
class KeptView:
    """As it is stored for a user and a document. `beside`: while two sides were shown."""

    place: Place
    look: Look
    beside: Beside | None = None

    def to_state(self) -> dict[str, object]:
        """JSON for the store."""
        look, beside = self.look, self.beside
        state = {**_state_of(self.place), "look": [look.brightness, look.contrast, look.inverted]}
        if beside is not None:
            other = {"document": beside.document_id, "left": beside.is_left}
            state["beside"] = {**_state_of(beside.place), **other}
        return state

    @classmethod
    def of_state(cls, state: Mapping[str, Any]) -> Self:
        """What `to_state` wrote; a view kept before looks were kept has the plain one."""
        other = state.get("beside")
        beside = Beside(other["document"], _place_of(other), other["left"]) if other is not None else None
        return cls(_place_of(state), Look(*state.get("look", ())), beside)


def _state_of(place: Place) -> dict[str, object]:
    return {"page": place.page_id, "zoom": place.zoom, "fit": place.fit.name, "share": place.share}


def _place_of(state: Mapping[str, Any]) -> Place:
    return Place(state["page"], state["zoom"], Fit[state["fit"]], state["share"])
