"""A workspace with two submitted cases, made once and copied for each test; the sign-off screen of one of them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.conftest import CHEAP, HANNA, MARK
from tests.gui.desk.bench import make_session
from tests.services.bench import add_page, evidence, fill_second_line, recommend, review_of, submit
from workstation.domain.case import Role
from workstation.domain.dates import read_date
from workstation.gui.signoff.signoff import SignoffScreen
from workstation.reading import ReadingPool
from workstation.services import findings
from workstation.services.pages import mark_seen
from workstation.services.queue import create_case
from workstation.services.rules import Rules
from workstation.services.thread import StoreThread
from workstation.services.users import add_user
from workstation.services.views import NewCase, NewPatient, NewUser
from workstation.services.workspace import Workspace, create_workspace, open_workspace

DORA = NewUser("dvoss", "Dora Voss", "DV", frozenset({Role.REVIEWER, Role.SUPERVISOR}), "demo-dora")
MOMENT = datetime(2025, 6, 2, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Submitted:
    """Where the workspace lies; a case that Mark submitted and one that Dora did."""

    folder: Path
    of_mark: str
    of_dora: str


@dataclass(frozen=True)
class Seat:
    """The screen of somebody signed in, and the workspace on the side to look at what was written."""

    screen: SignoffScreen
    ws: Workspace


@pytest.fixture(scope="session")
def pool() -> Iterator[ReadingPool]:
    """The real workers, started once."""
    with ReadingPool(1) as opened:
        yield opened


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, loaded_rules: Rules, pool: ReadingPool) -> Submitted:
    folder = tmp_path_factory.mktemp("signoff") / "ward"
    create_workspace(folder, "Ward 4", "Europe/Oslo", HANNA, cost=CHEAP)
    with open_workspace(folder, HANNA.login, HANNA.password, rules=loaded_rules) as ws:
        add_user(ws, MARK)
        add_user(ws, DORA)
    cases = []
    for author, name, shade in ((MARK, "Ada Lindt", 230), (DORA, "Bo Chen", 210)):
        with open_workspace(folder, author.login, author.password, loaded_rules, lambda: MOMENT) as ws:
            cases.append(submit_case(ws, pool, name, shade))
    return Submitted(folder, *cases)


def submit_case(ws: Workspace, pool: ReadingPool, name: str, shade: int) -> str:
    """A case with a conflict, a doubtful word and a page that was opened, submitted."""
    patient = NewPatient(name, read_date("14 Mar 1960"), "female", "88-412")
    case_id = create_case(ws, NewCase(patient, "Second-line CAR-T?"))
    page_id = add_page(ws, pool, case_id, shade)
    episode = fill_second_line(ws, case_id)
    review = review_of(ws, case_id)
    findings.cite(ws, review, "diagnosis", None, evidence(page_id, "DLBCL, NOS", confidence=0.64))
    findings.cite(ws, review, "episode_cycles", episode, evidence(page_id, "six cycles", 0.3))
    findings.cite(ws, review, "ecog", None, evidence(page_id, "ECOG 1", 0.5))
    findings.add_value(ws, review, "episode_cycles", episode, "5 of 6")
    mark_seen(ws, case_id, [page_id])
    recommend(ws, case_id)
    submit(ws, pool, case_id)
    return case_id


@pytest.fixture
def submitted(made: Submitted, tmp_path: Path) -> Submitted:
    """A copy of its own."""
    shutil.copytree(made.folder, tmp_path / "ward")
    return Submitted(tmp_path / "ward", made.of_mark, made.of_dora)


@pytest.fixture
def sit(
    qtbot: QtBot, dressed: QApplication, submitted: Submitted, loaded_rules: Rules, pool: ReadingPool
) -> Iterator[Callable[[NewUser, str], Seat]]:
    """Signs somebody in and opens a case for them, at 1920 px."""
    ends: list[Callable[[], object]] = []

    def open_for(user: NewUser, case_id: str) -> Seat:
        ws = open_workspace(submitted.folder, user.login, user.password, rules=loaded_rules)
        thread = StoreThread(ws)
        session = make_session(qtbot, ws, thread, lambda: pool)
        screen = SignoffScreen(session)
        qtbot.addWidget(screen)
        ends.extend((session.client.close, thread.close, ws.close, session.client.deleteLater))
        screen.resize(1920, 1010)
        screen.show()
        screen.activateWindow()
        screen.opened(case_id=case_id)
        qtbot.waitUntil(
            lambda: bool(screen.decision.summary.sentence.text()) and screen.points.list.hasFocus()
        )
        return Seat(screen, ws)

    yield open_for
    for end in ends:
        end()


@pytest.fixture
def seat(sit: Callable[[NewUser, str], Seat], submitted: Submitted) -> Seat:
    """Hanna, a supervisor, before the case that Mark submitted."""
    return sit(HANNA, submitted.of_mark)
