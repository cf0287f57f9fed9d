"""The possibilities that the standing findings of a field leave open. Two that disagree are both possible."""

from collections.abc import Sequence

from workstation.domain.dates import ClinicalDate, Precision
from workstation.domain.fields import fold_unit
from workstation.domain.findings import Record
from workstation.domain.values import Coded, CodedList, Count, Quantity, Value

_COARSE = (Precision.DAY, Precision.PART, Precision.MONTH, Precision.YEAR)


def standing_values(record: Record, field_id: str, group_id: str | None = None) -> tuple[Value, ...]:
    """The different values that stand, in the order of the record."""
    values: list[Value] = []
    for finding in record.standing(field_id, group_id):
        if finding.value is not None and not any(same_value(finding.value, value) for value in values):
            values.append(finding.value)
    return tuple(values)


def same_value(one: Value, other: Value) -> bool:
    """Do two findings say the same? Codes are compared without their wording, dates by what they may be."""
    match one, other:
        case Coded(), Coded():
            same = one.code == other.code if one.code and other.code else one.text == other.text
            return same and _same_date(one.date, other.date)
        case CodedList(), CodedList():
            return {item.code or item.text for item in one.items} == {
                item.code or item.text for item in other.items
            }
        case ClinicalDate(), ClinicalDate():
            return one.alternatives == other.alternatives and (one.is_known or one.raw == other.raw)
        case Quantity(), Quantity():
            return _measured(one) == _measured(other) and _same_date(one.date, other.date)
    return one == other


def _measured(value: Quantity) -> tuple[object, ...]:
    """What was measured, without how it was spelled."""
    return value.comparator, value.number, fold_unit(value.unit), value.support


def _same_date(one: ClinicalDate | None, other: ClinicalDate | None) -> bool:
    return (one.alternatives if one else ()) == (other.alternatives if other else ())


def standing_ids(record: Record, field_id: str, group_id: str | None = None) -> tuple[str, ...]:
    return tuple(finding.id for finding in record.standing(field_id, group_id))


def possible_codes(record: Record, field_id: str, group_id: str | None = None) -> tuple[str, ...]:
    """Every code that stands; '' for a free text; () when nothing does."""
    values = standing_values(record, field_id, group_id)
    return tuple(dict.fromkeys(value.code or "" for value in values if isinstance(value, Coded)))


def possible_coded(record: Record, field_id: str, group_id: str | None = None) -> tuple[Coded, ...]:
    values = standing_values(record, field_id, group_id)
    return tuple(value for value in values if isinstance(value, Coded))


def possible_count(record: Record, field_id: str, group_id: str | None = None) -> Count | None:
    """The count, or None when it is not stated or two disagree."""
    values = [v for v in standing_values(record, field_id, group_id) if isinstance(v, Count)]
    return values[0] if len(values) == 1 else None


def possible_date(record: Record, field_id: str, group_id: str | None = None) -> ClinicalDate | None:
    """The date; two that disagree become alternatives of one, each as precise as it was written. None when
    nothing stands."""
    dates = [v for v in standing_values(record, field_id, group_id) if isinstance(v, ClinicalDate)]
    if len(dates) <= 1:
        return dates[0] if dates else None
    return either_date(dates)


def either_date(dates: Sequence[ClinicalDate]) -> ClinicalDate:
    """One date that is one of these: the alternatives of all, never merged; the coarsest precision."""
    known = [date for date in dates if date.is_known]
    precision = max((date.precision for date in known), key=_COARSE.index, default=Precision.NONE)
    intervals = (interval for date in known for interval in date.alternatives)
    return ClinicalDate.of(" / ".join(dict.fromkeys(date.raw for date in dates)), intervals, precision)
