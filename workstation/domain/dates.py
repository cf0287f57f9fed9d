"""Clinical dates: the types, the reading of what was written, durations, and how they stand on screen."""

from workstation.domain.date_display import show, show_interval, show_length, show_span
from workstation.domain.date_reading import read_date, read_range
from workstation.domain.date_types import ClinicalDate, DateInterval, DayOrder, Precision
from workstation.domain.durations import (
    Length,
    Span,
    add_months,
    is_before,
    length_between,
    sooner_than_months,
    span_between,
    straddles,
    within_days,
    within_months,
)

__all__ = [
    "ClinicalDate",
    "DateInterval",
    "DayOrder",
    "Length",
    "Precision",
    "Span",
    "add_months",
    "is_before",
    "length_between",
    "read_date",
    "read_range",
    "show",
    "show_interval",
    "show_length",
    "show_span",
    "sooner_than_months",
    "span_between",
    "straddles",
    "within_days",
    "within_months",
]
