"""What Python does of itself while somebody works at the window."""

import gc
import sys
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from workstation.gui.pauses import MOST_GROWN, Pauses


class _Knot:
    """Reaches itself, so that only a collection frees it."""

    def __init__(self, held: bytes = b"") -> None:
        self.me, self.held = self, held


@pytest.fixture
def pauses(qapp: QApplication) -> Iterator[Pauses]:
    made = Pauses()
    yield made
    made.close()


def _old_knot(held: bytes = b"") -> "weakref.ref[_Knot]":
    knot = _Knot(held)
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


def test_memory_does_not_grow_with_garbage(pauses: Pauses) -> None:
    pauses.collect()
    small = _old_knot()
    pauses.look()
    assert small() is not None
    large = _old_knot(b"x" * (2 * MOST_GROWN))
    pauses.look()
    assert large() is None


def test_afterwards_everything_is_as_before(qapp: QApplication) -> None:
    before = sys.getswitchinterval(), gc.get_threshold(), gc.get_freeze_count()
    made = Pauses()
    assert sys.getswitchinterval() < before[0]
    made.settle()
    made.close()
    assert (sys.getswitchinterval(), gc.get_threshold(), gc.get_freeze_count()) == before
