"""Sentences made below the window: an id and parameters, rendered from the catalogue in either language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Union

from workstation.domain.dates import ClinicalDate, Span


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the data, in both languages."""

    en: str
    zh: str


Param = Union[str, int, "Message", ClinicalDate, Span, Label]


@dataclass(frozen=True)
class Message:
    """One sentence or phrase. A parameter is text, a number, a date or a span (both shown in the reader's
    form), a label of the data, or a message."""

    id: str
    params: Mapping[str, Param] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.id or self.id != self.id.strip():
            raise ValueError(f"a message needs an id, got {self.id!r}")
        object.__setattr__(self, "params", dict(self.params))

    def __hash__(self) -> int:
        return hash((self.id, tuple(sorted(self.params))))

    def to_json(self) -> dict[str, Any]:
        return {"id": self.id, "params": {name: _to_json(value) for name, value in self.params.items()}}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Message":
        return cls(data["id"], {name: _from_json(value) for name, value in data["params"].items()})


def _to_json(value: Param) -> Any:
    match value:
        case Message():
            return {"message": value.to_json()}
        case ClinicalDate():
            return {"date": value.to_json()}
        case Span():
            return {"span": value.to_json()}
        case Label():
            return {"label": {"en": value.en, "zh": value.zh}}
    return value


def _from_json(value: Any) -> Param:
    if not isinstance(value, dict):
        return value if isinstance(value, int) else str(value)
    ((kind, content),) = value.items()
    match kind:
        case "message":
            return Message.from_json(content)
        case "date":
            return ClinicalDate.from_json(content)
        case "span":
            return Span.from_json(content)
        case "label":
            return Label(content["en"], content["zh"])
    raise ValueError(f"not a parameter of a message: {kind!r}")
