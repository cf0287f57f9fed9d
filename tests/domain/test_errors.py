"""Known problems carry their sentence, also from one process to another."""

import pickle

import pytest

from workstation.domain.errors import (
    DiskFullError,
    InputError,
    MissingKeysError,
    NewerWorkspaceError,
    ReadOnlyError,
    StoreError,
    WorkstationError,
    WrongPasswordError,
)

STORE = (DiskFullError, MissingKeysError, NewerWorkspaceError, ReadOnlyError, WrongPasswordError)


@pytest.mark.parametrize("kind", STORE)
def test_the_door_can_catch_every_problem_of_the_store(kind: type[WorkstationError]) -> None:
    assert issubclass(kind, StoreError)


def test_a_problem_survives_the_way_between_processes() -> None:
    problem = InputError("dates.not_a_date", written="31 Feb", page=3)
    again = pickle.loads(pickle.dumps(problem))
    assert type(again) is InputError
    assert (again.message_id, again.params) == ("dates.not_a_date", {"written": "31 Feb", "page": 3})
