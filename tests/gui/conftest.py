"""A dressed application, and a real workspace behind a real door."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from workstation.domain.case import Role
from workstation.gui import language
from workstation.gui.kit import theme
from workstation.gui.kit.tokens import Scheme
from workstation.services.rules import Rules, load_rules
from workstation.services.users import add_user
from workstation.services.views import NewUser
from workstation.services.workspace import create_workspace, open_workspace
from workstation.settings import resources_dir
from workstation.store.keys import KdfCost

CHEAP = KdfCost(passes=1, memory_kib=64, lanes=1)
HANNA = NewUser(
    "hroth", "Dr. Hanna Roth", "HR", frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}), "demo-hanna"
)
MARK = NewUser("mkeller", "Mark Keller", "MK", frozenset({Role.REVIEWER}), "demo-mark")


@pytest.fixture(scope="session")
def fonts(qapp: QApplication) -> tuple[str, ...]:
    """The bundled families, registered once."""
    return theme.load_fonts(resources_dir() / "fonts")


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Scheme:
    return Scheme(request.param)


@pytest.fixture
def dressed(qapp: QApplication, fonts: tuple[str, ...]) -> Iterator[QApplication]:
    """The application in light colours at 100 %, in English with its plurals."""
    theme.apply(qapp, Scheme.LIGHT)
    language.speak(qapp, "en", resources_dir() / "translations")
    yield qapp
    theme.apply(qapp, Scheme.LIGHT)


@pytest.fixture(scope="session")
def loaded_rules() -> Rules:
    return load_rules()


@pytest.fixture
def demo_folder(tmp_path: Path, loaded_rules: Rules) -> Path:
    """A demo workspace with a supervisor and a reviewer."""
    folder = tmp_path / "demo"
    create_workspace(folder, "Nordhaven demo", "Europe/Oslo", HANNA, demo=True, cost=CHEAP)
    with open_workspace(folder, HANNA.login, HANNA.password, rules=loaded_rules) as ws:
        add_user(ws, MARK)
    return folder


@pytest.fixture
def plain_folder(tmp_path: Path) -> Path:
    """A workspace that is no demo."""
    folder = tmp_path / "ward"
    create_workspace(folder, "Ward 4", "Europe/Oslo", HANNA, cost=CHEAP)
    return folder
