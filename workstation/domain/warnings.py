"""What looks wrong in a record: shown beside the value, never changed and never dropped."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from workstation.domain.dates import ClinicalDate, is_before
from workstation.domain.events import EVENT_FIELDS, read_relapses
from workstation.domain.fields import Field, FieldDictionary, FieldType
from workstation.domain.findings import Finding, Record
from workstation.domain.messages import Label, Message, Param
from workstation.domain.possible import possible_codes, possible_date, standing_ids
from workstation.domain.quantities import in_field_unit, plain
from workstation.domain.ternary import Ternary
from workstation.domain.values import Coded, Quantity, Text

# (earlier field, later field, sentence), within one group.
_ORDERS = (
    ("episode_start", "episode_last_dose", "end_before_start"),
    ("episode_start", "episode_response_date", "response_before_start"),
)
_STATUS_FIELDS = {"episode": "episode_status", "transplant": "transplant_status"}


@dataclass(frozen=True)
class RecordWarning:
    """One doubt. `field_id` and `group_id` say where to show it; `finding_ids` what it is about."""

    field_id: str
    group_id: str | None
    finding_ids: tuple[str, ...]
    message: Message


def check(record: Record, dictionary: FieldDictionary) -> tuple[RecordWarning, ...]:
    """Every doubt about the standing findings: dates that are none, in the future, before birth or
    out of order; numbers far from the usual; units that are missing or do not fit (ruling 15: softly)."""
    found: list[RecordWarning] = []
    for finding in record.findings:
        if finding.stands and finding.field_id in dictionary:
            field = dictionary.field(finding.field_id)
            found.extend(_about(finding, message) for message in _doubts(finding, field, record))
    found.extend(_out_of_order(record))
    found.extend(_relapse_before_diagnosis(record))
    return tuple(found)


def label_of(field: Field) -> Label:
    return Label(field.en, field.zh)


def _about(finding: Finding, message: Message) -> RecordWarning:
    return RecordWarning(finding.field_id, finding.group_id, (finding.id,), message)


def _doubts(finding: Finding, field: Field, record: Record) -> Iterator[Message]:
    date = _date_of(finding)
    if date is not None:
        yield from _date_doubts(date, field, finding, record)
    if isinstance(finding.value, Text) and field.type in (FieldType.QUANTITY, FieldType.COUNT):
        yield Message("warnings.not_a_number", {"written": finding.value.text})
    if isinstance(finding.value, Quantity):
        yield from _number_doubts(finding.value, field)


def _date_of(finding: Finding) -> ClinicalDate | None:
    value = finding.value
    if isinstance(value, ClinicalDate):
        return value
    return value.date if isinstance(value, Coded | Quantity) else None


def _date_doubts(date: ClinicalDate, field: Field, finding: Finding, record: Record) -> Iterator[Message]:
    if not date.is_known:
        yield Message("warnings.not_a_date", {"written": date.raw})
        return
    today = ClinicalDate.of_day(record.as_of)
    if is_before(today, date) is Ternary.YES and not _is_planned(finding, record):
        yield Message("warnings.in_the_future", {"field": label_of(field), "date": date})
    if record.birth is not None and is_before(date, record.birth) is Ternary.YES:
        yield Message("warnings.before_birth", {"field": label_of(field), "date": date})


def _is_planned(finding: Finding, record: Record) -> bool:
    kind = next((group.kind for group in record.groups if group.id == finding.group_id), None)
    status_field = _STATUS_FIELDS.get(kind or "")
    return status_field is not None and "planned" in possible_codes(record, status_field, finding.group_id)


def _number_doubts(quantity: Quantity, field: Field) -> Iterator[Message]:
    if not quantity.unit.strip():
        yield Message("warnings.unit_missing", {"field": label_of(field)})
        return
    converted = in_field_unit(quantity, field)
    if converted is None:
        yield Message("warnings.unit_does_not_fit", {"field": label_of(field), "unit": quantity.unit})
        return
    if field.plausible is not None:
        yield from _implausible(quantity, converted.number, field, field.plausible)


def _implausible(
    quantity: Quantity, number: Decimal, field: Field, usual: tuple[Decimal, Decimal]
) -> Iterator[Message]:
    low, high = usual
    if low <= number <= high:
        return
    params: dict[str, Param] = {
        "number": plain(quantity.number),
        "unit": quantity.unit,
        "field": label_of(field),
    }
    other = _unit_that_would_fit(quantity, field, usual)
    if other is not None:
        yield Message("warnings.other_unit", {**params, "other": other})
    elif number >= high * 10:
        yield Message("warnings.ten_times", params)
    else:
        limits: dict[str, Param] = {"low": plain(low), "high": plain(high), "usual_unit": field.unit or ""}
        yield Message("warnings.unusual", {**params, **limits})


def _unit_that_would_fit(quantity: Quantity, field: Field, usual: tuple[Decimal, Decimal]) -> str | None:
    written = field.find_unit(quantity.unit)
    for unit in field.units:
        if (
            written is not None
            and unit.id != written.id
            and usual[0] <= quantity.number * unit.factor <= usual[1]
        ):
            return unit.id
    return None


def _out_of_order(record: Record) -> Iterator[RecordWarning]:
    for group in record.groups_of("episode"):
        for earlier, later, message in _ORDERS:
            first = possible_date(record, earlier, group.id)
            second = possible_date(record, later, group.id)
            if first is not None and second is not None and is_before(second, first) is Ternary.YES:
                ids = standing_ids(record, earlier, group.id) + standing_ids(record, later, group.id)
                params = {"first": first, "second": second}
                yield RecordWarning(later, group.id, ids, Message(f"warnings.{message}", params))


def _relapse_before_diagnosis(record: Record) -> Iterator[RecordWarning]:
    """By the preferred date of the relapse, since the suspicion may well precede the biopsy of one
    relapse.
    """
    diagnosis = possible_date(record, "biopsy_sampling_date")
    if diagnosis is None:
        return
    for event in read_relapses(record):
        if event.chosen is None:
            continue
        kind, date = event.chosen
        if is_before(date, diagnosis) is Ternary.YES:
            field = EVENT_FIELDS[kind]
            ids = standing_ids(record, field, event.group_id) + standing_ids(record, "biopsy_sampling_date")
            params = {"relapse": date, "diagnosis": diagnosis}
            yield RecordWarning(
                field, event.group_id, ids, Message("warnings.relapse_before_diagnosis", params)
            )
