"""Relapse timing: how long after treatment the disease came back, by named anchor and named definition."""

from dataclasses import dataclass
from enum import StrEnum

from workstation.domain.dates import ClinicalDate, Span
from workstation.domain.events import EventDate
from workstation.domain.messages import Message
from workstation.domain.ternary import Ternary


class Anchor(StrEnum):
    """Where the time starts."""

    LAST_DOSE = "last_dose"
    END_PET = "end_pet"
    END_RADIOTHERAPY = "end_radiotherapy"
    FIRST_LINE_START = "first_line_start"
    TRANSPLANT = "transplant"


class RelapseClass(StrEnum):
    NO_TREATMENT = "no_treatment"
    ON_FIRST_LINE = "on_first_line"
    NOT_ASSESSED = "not_assessed"
    PARTIAL_AT_END = "partial_at_end"
    PRIMARY_REFRACTORY = "primary_refractory"
    EARLY = "early"
    LATE = "late"
    AFTER_SECOND_LINE = "after_second_line"
    AFTER_TRANSPLANT = "after_transplant"
    STOPPED_OTHER = "stopped_other"
    IN_REMISSION = "in_remission"


@dataclass(frozen=True)
class AnchoredSpan:
    """Time from one anchor to one date of the relapse. `within_12_months` inclusive, over all
    possibilities.
    """

    anchor: Anchor
    start: ClinicalDate
    event_date: EventDate
    event: ClinicalDate
    span: Span | None
    within_12_months: Ternary
    needs: Message | None = None


@dataclass(frozen=True)
class DefinitionReading:
    """Is the disease refractory (or the relapse early) under a named definition? `mark`: confidence of the
    definition (F, F2, M, K, ?). `needs`: the sentence that names what would decide, when unknown."""

    definition: str
    answer: Ternary
    mark: str
    reason: Message
    needs: Message | None = None
    borderline: bool = False


@dataclass(frozen=True)
class RelapseTiming:
    """`classes`: the possible classes under the default anchor (one = known)."""

    classes: tuple[RelapseClass, ...]
    reason: Message
    spans: tuple[AnchoredSpan, ...]
    readings: tuple[DefinitionReading, ...]
    finding_ids: tuple[str, ...] = ()
    borderline: bool = False
    needs: Message | None = None

    def span(self, anchor: Anchor) -> AnchoredSpan | None:
        """The span from an anchor to the relapse, or None when anchor or relapse has no date."""
        return next((span for span in self.spans if span.anchor is anchor), None)

    def reading(self, definition: str) -> DefinitionReading | None:
        return next((reading for reading in self.readings if reading.definition == definition), None)
