"""A real encrypted workspace with two people in it; only the password's derivation is made cheap."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workstation.domain.case import Role
from workstation.domain.dates import read_date
from workstation.reading import PageReport
from workstation.services.intake import ImportedFile
from workstation.services.queue import create_case
from workstation.services.rules import Rules, load_rules
from workstation.services.users import add_user
from workstation.services.views import NewCase, NewPatient, NewUser
from workstation.services.workspace import CreatedWorkspace, Workspace, create_workspace, open_workspace
from workstation.store.keys import KdfCost

PASSWORD = "correct horse"
MOMENT = datetime(2025, 6, 2, 8, 0, tzinfo=UTC)
REVIEWER = frozenset({Role.REVIEWER})


class Clock:
    """A clock that stands where a test puts it."""

    def __init__(self) -> None:
        self.moment = MOMENT

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The real fields, lexicon, criteria sets and sentences."""
    return load_rules()


@pytest.fixture
def cost() -> KdfCost:
    return KdfCost(1, 8, 1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hanna() -> NewUser:
    """The first user: every role."""
    return NewUser("hanna", "Hanna Roth", "HR", frozenset(Role), PASSWORD)


@pytest.fixture
def created(tmp_path: Path, hanna: NewUser, cost: KdfCost) -> CreatedWorkspace:
    return create_workspace(tmp_path / "ward", "Ward 4", "Europe/Berlin", hanna, cost=cost)


@pytest.fixture
def ws(created: CreatedWorkspace, rules: Rules, clock: Clock) -> Iterator[Workspace]:
    with open_workspace(created.folder, "hanna", PASSWORD, rules, clock) as opened:
        yield opened


@pytest.fixture
def other(ws: Workspace, rules: Rules, clock: Clock) -> Iterator[Workspace]:
    """The same workspace, opened by a second reviewer."""
    add_user(ws, NewUser("li", "Li Na", "LN", REVIEWER, "another horse"))
    with open_workspace(ws.folder, "li", "another horse", rules, clock) as opened:
        yield opened


@pytest.fixture
def supervisor(ws: Workspace, rules: Rules, clock: Clock) -> Iterator[Workspace]:
    """The same workspace, opened by someone who only signs."""
    add_user(ws, NewUser("mk", "Mara Keller", "MK", frozenset({Role.SUPERVISOR}), "a third horse"))
    with open_workspace(ws.folder, "mk", "a third horse", rules, clock) as opened:
        yield opened


@pytest.fixture
def patient() -> NewPatient:
    return NewPatient("Ada Lindt", read_date("14 Mar 1960"), "F", "88-412", ("Lindt, Ada",))


@pytest.fixture
def case_id(ws: Workspace, patient: NewPatient) -> str:
    return create_case(ws, NewCase(patient, "Second-line CAR-T?", "Dr Odum", "Northfield"))


MakeFile = Callable[..., ImportedFile]


@pytest.fixture
def make_file() -> MakeFile:
    """A file that has been looked into: any bytes, so many A4 pages."""

    def make(
        data: bytes = b"%PDF invented", name: str = "path.pdf", pages: int = 2, password: str | None = None
    ) -> ImportedFile:
        reports = tuple(PageReport(index, 595.0, 842.0, b"jpeg %d" % index, False) for index in range(pages))
        return ImportedFile(name, data, "pdf", reports, password)

    return make
