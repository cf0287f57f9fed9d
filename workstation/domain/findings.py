"""What a reviewer has established, with the place on the page it was read from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from workstation.domain.dates import ClinicalDate
from workstation.domain.geometry import Quad
from workstation.domain.values import Value, value_from_json, value_to_json


class Polarity(StrEnum):
    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class FindingState(StrEnum):
    VALUE = "value"
    NOT_FOUND = "not_found"


class Standing(StrEnum):
    STANDS = "stands"
    SET_ASIDE = "set_aside"


class DecisionKind(StrEnum):
    RESOLVED = "resolved"
    EXPLAINED = "explained"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in a source. `quads` in the page frame; `quote` '' and `reading_version` None for a drawn box
    without a reading; `confidence` 0..1."""

    id: str
    page_id: str
    file_sha256: str
    quads: tuple[Quad, ...]
    quote: str
    polarity: Polarity
    confidence: float | None = None
    reading_version: str | None = None

    def __post_init__(self) -> None:
        if not self.quads:
            raise ValueError("evidence needs a place on the page")
        if self.confidence is not None and not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence is within 0..1, got {self.confidence}")

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "page_id": self.page_id,
            "file_sha256": self.file_sha256,
            "quads": [quad.to_json() for quad in self.quads],
            "quote": self.quote,
            "polarity": self.polarity.value,
            "confidence": None if self.confidence is None else round(self.confidence * 1_000_000),
            "reading_version": self.reading_version,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        confidence = data["confidence"]
        return cls(
            data["id"],
            data["page_id"],
            data["file_sha256"],
            tuple(Quad.from_json(quad) for quad in data["quads"]),
            data["quote"],
            Polarity(data["polarity"]),
            None if confidence is None else confidence / 1_000_000,
            data["reading_version"],
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer to one field. `value` is None exactly when it was looked for and not found (then `searched`
    counts the documents). Two standing findings of one field and group are a conflict."""

    id: str
    field_id: str
    group_id: str | None
    state: FindingState
    value: Value | None
    raw: str = ""
    standing: Standing = Standing.STANDS
    searched: int = 0
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    row_version: int = 1

    def __post_init__(self) -> None:
        if (self.value is None) != (self.state is FindingState.NOT_FOUND):
            raise ValueError(f"state {self.state} does not fit value {self.value!r}")
        if self.searched < 0:
            raise ValueError("searched counts documents")

    @property
    def stands(self) -> bool:
        return self.standing is Standing.STANDS

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "field_id": self.field_id,
            "group_id": self.group_id,
            "state": self.state.value,
            "value": None if self.value is None else value_to_json(self.value),
            "raw": self.raw,
            "standing": self.standing.value,
            "searched": self.searched,
            "note": self.note,
            "evidence": [item.to_json() for item in self.evidence],
            "row_version": self.row_version,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        value = data["value"]
        return cls(
            data["id"],
            data["field_id"],
            data["group_id"],
            FindingState(data["state"]),
            None if value is None else value_from_json(value),
            data["raw"],
            Standing(data["standing"]),
            data["searched"],
            data["note"],
            tuple(Evidence.from_json(item) for item in data["evidence"]),
            data["row_version"],
        )


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """One of several: an episode, a relapse, a transplant. `position` is the reviewer's order."""

    id: str
    kind: str
    position: int


@dataclass(frozen=True, slots=True)
class ConflictDecision:
    """What was decided about two values. RESOLVED: the others are set aside; EXPLAINED: both stay."""

    field_id: str
    group_id: str | None
    kind: DecisionKind
    text: str


@dataclass(frozen=True, slots=True)
class LineOverride:
    """A reviewer's own line number for an episode; 0 = not a line. A reason is required."""

    group_id: str
    line: int
    reason: str

    def __post_init__(self) -> None:
        if self.line < 0:
            raise ValueError("a line is numbered from 1; 0 = not a line")
        if not self.reason.strip():
            raise ValueError("an override needs a reason")


@dataclass(frozen=True)
class Record:
    """Everything that facts are derived from. `as_of` is today in the workspace's zone, frozen with an
    assessment.
    """

    groups: tuple[FindingGroup, ...]
    findings: tuple[Finding, ...]
    decisions: tuple[ConflictDecision, ...]
    overrides: tuple[LineOverride, ...]
    as_of: date
    birth: ClinicalDate | None = None
    sex: str | None = None

    def __post_init__(self) -> None:
        known = {group.id for group in self.groups}
        if len(known) != len(self.groups):
            raise ValueError("two groups with one id")
        for finding in self.findings:
            if finding.group_id is not None and finding.group_id not in known:
                raise ValueError(f"finding {finding.id} belongs to no group of the record")

    def groups_of(self, kind: str) -> tuple[FindingGroup, ...]:
        """The groups of a kind in the reviewer's order."""
        chosen = (group for group in self.groups if group.kind == kind)
        return tuple(sorted(chosen, key=lambda group: (group.position, group.id)))

    def standing(self, field_id: str, group_id: str | None = None) -> tuple[Finding, ...]:
        """The standing findings of a field in a group, in the order of the record."""
        return tuple(
            finding
            for finding in self.findings
            if finding.field_id == field_id and finding.group_id == group_id and finding.stands
        )

    def to_json(self) -> dict[str, Any]:
        """The canonical form, ordered by group position and finding id."""
        return {
            "groups": [
                {"id": g.id, "kind": g.kind, "position": g.position}
                for g in sorted(self.groups, key=lambda g: (g.kind, g.position, g.id))
            ],
            "findings": [f.to_json() for f in sorted(self.findings, key=lambda f: f.id)],
            "decisions": [
                {"field_id": d.field_id, "group_id": d.group_id, "kind": d.kind.value, "text": d.text}
                for d in sorted(self.decisions, key=lambda d: (d.field_id, d.group_id or "", d.kind, d.text))
            ],
            "overrides": [
                {"group_id": o.group_id, "line": o.line, "reason": o.reason}
                for o in sorted(self.overrides, key=lambda o: (o.group_id, o.line))
            ],
            "as_of": self.as_of.isoformat(),
            "birth": None if self.birth is None else self.birth.to_json(),
            "sex": self.sex,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        birth = data["birth"]
        return cls(
            tuple(FindingGroup(**group) for group in data["groups"]),
            tuple(Finding.from_json(finding) for finding in data["findings"]),
            tuple(
                ConflictDecision(d["field_id"], d["group_id"], DecisionKind(d["kind"]), d["text"])
                for d in data["decisions"]
            ),
            tuple(LineOverride(**override) for override in data["overrides"]),
            date.fromisoformat(data["as_of"]),
            None if birth is None else ClinicalDate.from_json(birth),
            data["sex"],
        )
