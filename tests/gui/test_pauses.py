"""What Python does of itself while somebody works at the window."""

import gc
import sys
import weakref
from collections.abc import Iterator

import pytest

from workstation.gui.pauses import Pauses


class _Knot:
    """Reaches itself, so that only a collection frees it."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def pauses() -> Iterator[Pauses]:
    made = Pauses()
    yield made
    made.close()


def _old_knot() -> "weakref.ref[_Knot]":
    knot = _Knot()
    gc.collect(0)
    gc.collect(1)
    return weakref.ref(knot)


def test_old_objects_are_collected_only_when_asked(pauses: Pauses) -> None:
    seen = _old_knot()
    kept = [[number] for number in range(200_000)]  # enough for many collections of the young
    assert seen() is not None
    assert kept
    pauses.collect()
    assert seen() is None


def test_what_is_settled_is_left_alone_by_collections(pauses: Pauses) -> None:
    seen = _old_knot()
    pauses.settle()
    pauses.collect()
    assert seen() is not None


def test_afterwards_everything_is_as_before() -> None:
    before = sys.getswitchinterval(), gc.get_threshold(), gc.get_freeze_count()
    made = Pauses()
    assert sys.getswitchinterval() < before[0]
    made.settle()
    made.close()
    assert (sys.getswitchinterval(), gc.get_threshold(), gc.get_freeze_count()) == before
