"""Dated events of a case: relapses with their four dates, and transplants."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from workstation.domain.dates import ClinicalDate
from workstation.domain.findings import Record
from workstation.domain.possible import possible_codes, possible_date
from workstation.domain.ternary import Ternary


class EventDate(StrEnum):
    """Which of the four dates of a relapse; in the order of preference. The biopsy date is the
    sampling date.
    """

    BIOPSY = "biopsy"
    IMAGING = "imaging"
    SUSPICION = "suspicion"
    REPORT = "report"


EVENT_FIELDS: Mapping[EventDate, str] = {
    EventDate.BIOPSY: "relapse_biopsy",
    EventDate.IMAGING: "relapse_imaging",
    EventDate.SUSPICION: "relapse_suspected",
    EventDate.REPORT: "relapse_report",
}


@dataclass(frozen=True)
class RelapseEvent:
    """One `relapse` group. `kind`: possibilities of 'relapse' and 'progression'."""

    group_id: str
    kind: tuple[str, ...]
    dates: Mapping[EventDate, ClinicalDate] = field(default_factory=dict)

    @property
    def chosen(self) -> tuple[EventDate, ClinicalDate] | None:
        """The first of biopsy sampling, imaging, suspicion, report that has a date."""
        for kind in EventDate:
            date = self.dates.get(kind)
            if date is not None and date.is_known:
                return kind, date
        return None

    @property
    def date(self) -> ClinicalDate | None:
        return None if self.chosen is None else self.chosen[1]


@dataclass(frozen=True)
class Transplant:
    """One `transplant` group. `given`: whether it took place."""

    group_id: str
    kind: tuple[str, ...]
    date: ClinicalDate | None
    given: Ternary


def read_relapses(record: Record) -> tuple[RelapseEvent, ...]:
    """The relapses and progressions, earliest first; those without a date keep the reviewer's order, last."""
    events = []
    for group in record.groups_of("relapse"):
        dates = {kind: possible_date(record, name, group.id) for kind, name in EVENT_FIELDS.items()}
        known = {kind: date for kind, date in dates.items() if date is not None}
        events.append(RelapseEvent(group.id, possible_codes(record, "relapse_kind", group.id), known))
    return tuple(sorted(events, key=lambda event: _order(event.date)))


def read_transplants(record: Record) -> tuple[Transplant, ...]:
    """The transplants in the order of their dates."""
    found = []
    for group in record.groups_of("transplant"):
        date = possible_date(record, "transplant_date", group.id)
        status = possible_codes(record, "transplant_status", group.id)
        kind = possible_codes(record, "transplant_kind", group.id)
        found.append(Transplant(group.id, kind, date, given_status(status)))
    return tuple(sorted(found, key=lambda transplant: _order(transplant.date)))


def given_status(status: tuple[str, ...]) -> Ternary:
    """Was it given? `planned`, `refused` and `cancelled` were not; not stated or differing is unknown."""
    if not status or len({code == "given" for code in status}) > 1 or "" in status:
        return Ternary.UNKNOWN
    return Ternary.of(status[0] == "given")


def _order(date: ClinicalDate | None) -> tuple[int, int]:
    hull = None if date is None else date.hull
    return (1, 0) if hull is None else (0, hull.earliest.toordinal())
