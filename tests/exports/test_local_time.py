from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from workstation.exports.local_time import local_time

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "language", "expected"),
    [
        ("Europe/Berlin", "en", "23 Nov 2026, 13:00 UTC+1"),
        ("Europe/Berlin", "zh", "2026-11-23 13:00 UTC+1"),
        ("Asia/Kolkata", "en", "23 Nov 2026, 17:30 UTC+5:30"),
        ("America/St_Johns", "en", "23 Nov 2026, 08:30 UTC-3:30"),
        ("UTC", "en", "23 Nov 2026, 12:00 UTC"),
        ("Pacific/Auckland", "en", "24 Nov 2026, 01:00 UTC+13"),
    ],
)
def test_an_instant_stands_in_local_time_with_its_offset(zone: str, language: str, expected: str) -> None:
    assert local_time(NOON, ZoneInfo(zone), language) == expected
