"""The benchmark of hostile files can fail: each figure is missed where it should be; files are spoiled anew alike."""

from typing import Any

import pytest

from tests.benchmarks.hostility import verdict
from tests.benchmarks.hostility.bases import made
from tests.benchmarks.hostility.driving import Outcomes, drive
from tests.benchmarks.hostility.items import Item, spoiled
from tests.benchmarks.hostility.mutations import mutated
from tests.benchmarks.hostility.tempting import Tried
from workstation.reading.worker import Role

FINE: dict[str, Any] = {
    "item": {},
    "name": "a.pdf",
    "outcome": "pages",
    "seconds": 1.0,
    "bugs": [],
    "pages": 1,
}


def outcomes(*lines: dict[str, Any]) -> Outcomes:
    made = Outcomes()
    for line in lines:
        made.take(line)
    return made


@pytest.mark.parametrize(
    ("lines", "missed"),
    [
        ([FINE, {"sound": 0}], 0),
        ([FINE, {"sound": 1}], 1),
        ([{**FINE, "seconds": 15.1}, {"sound": 0}], 1),
        ([{**FINE, "bugs": ["KeyError: x"]}, {"sound": 0}], 1),
        ([FINE], 1),
        ([], 3),
    ],
)
def test_a_figure_of_files_is_missed_where_it_should_be(lines: list[dict[str, Any]], missed: int) -> None:
    """Also where nothing was opened or the sound document was never looked at."""
    assert sum(not figure.is_reached for figure in verdict.of_files("files", outcomes(*lines))) == missed


@pytest.mark.parametrize(("held", "space", "reached"), [(1 << 30, 2 << 30, True), (1, (2 << 30) + 1, False)])
def test_memory_beyond_two_gibibytes_is_a_miss(held: int, space: int, reached: bool) -> None:
    run = outcomes({"peaks": {"page": [held, space]}}, {"peaks": {"page": [0, 0]}})
    (figure,) = verdict.of_memory([run])
    assert figure.is_reached is reached


@pytest.mark.parametrize(
    ("inside", "outside", "reached"),
    [
        ("OSError", "done", True),
        ("done", "done", False),
        ("done, and the worker is gone", "done", False),
        ("OSError", "OSError", False),
    ],
)
def test_an_act_that_is_done_or_has_no_control_is_a_miss(inside: str, outside: str, reached: bool) -> None:
    tried = Tried("write", "act", dict.fromkeys(Role, "OSError") | {Role.TEXT: inside}, outside)
    (figure,) = verdict.of_acts([tried])
    assert figure.is_reached is reached


def test_a_spoiled_file_is_the_same_each_time_and_unlike_the_next() -> None:
    sound, again = list(made()), list(made())
    files = [mutated(sound, number, 1) for number in range(60)]
    assert files == [mutated(again, number, 1) for number in range(60)]
    assert len({data for _, data in files}) == 60
    assert not {data for _, data in files} & {data for _, data in sound}


def test_the_application_of_the_benchmark_opens_what_it_is_given_and_counts_what_goes_wrong() -> None:
    """A file that is not there is a bug of the one who asked: it is caught, counted, and the rest goes on."""
    counted: list[int] = []
    run = drive([Item("gone.pdf", "/nowhere/gone.pdf"), *spoiled(7, 4)], None, 7, counted.append)
    assert counted == list(range(1, 9))
    assert run.looks == 1 and run.lost == 0
    assert len(run.crashes) == 1 and "gone.pdf" in run.crashes[0]
    assert {"page", "screen", "text"} <= set(run.peaks)
