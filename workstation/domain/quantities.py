"""Quantities in the unit their field is compared in. The original is never changed."""

from dataclasses import replace
from decimal import Decimal

from workstation.domain.fields import Field
from workstation.domain.values import Quantity


def unit_fits(quantity: Quantity, field: Field) -> bool:
    """A unit is stated and belongs to the field."""
    return bool(quantity.unit.strip()) and field.find_unit(quantity.unit) is not None


def in_field_unit(quantity: Quantity, field: Field) -> Quantity | None:
    """The same quantity, upper limit included, in the field's unit; None when no fitting unit is stated."""
    unit = field.find_unit(quantity.unit) if quantity.unit.strip() else None
    if unit is None or field.unit is None:
        return None
    upper = None if quantity.upper_limit is None else quantity.upper_limit * unit.factor
    return replace(quantity, number=quantity.number * unit.factor, unit=field.unit, upper_limit=upper)


def plain(number: Decimal) -> str:
    """Without exponent and trailing zeros: 880, 1.5."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
