"""Sentences made below the window: an id and parameters, rendered from the catalogue in either language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Union

from workstation.domain.dates import ClinicalDate

Param = Union[str, int, "Message", ClinicalDate]


@dataclass(frozen=True)
class Message:
    """One sentence or phrase. A parameter is text, a number, a date (shown in the reader's form) or a
    message.
    """

    id: str
    params: Mapping[str, Param] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.id or self.id != self.id.strip():
            raise ValueError(f"a message needs an id, got {self.id!r}")
        object.__setattr__(self, "params", dict(self.params))

    def __hash__(self) -> int:
        return hash((self.id, tuple(sorted((name, str(value)) for name, value in self.params.items()))))

    def to_json(self) -> dict[str, Any]:
        return {"id": self.id, "params": {name: _to_json(value) for name, value in self.params.items()}}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Message":
        return cls(data["id"], {name: _from_json(value) for name, value in data["params"].items()})


def _to_json(value: Param) -> Any:
    if isinstance(value, Message):
        return {"message": value.to_json()}
    return {"date": value.to_json()} if isinstance(value, ClinicalDate) else value


def _from_json(value: Any) -> Param:
    if not isinstance(value, dict):
        return value if isinstance(value, int) else str(value)
    if "message" in value:
        return Message.from_json(value["message"])
    return ClinicalDate.from_json(value["date"])
