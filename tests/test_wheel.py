"""The wheel: what travels inside, and that it works from any folder without the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by the back end itself, without network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (made,) = folder.glob("workstation-*.whl")
    return made


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(site)
    return site


@pytest.mark.parametrize("folder", ["resources", "migrations"])
def test_every_data_file_travels_inside(names: set[str], folder: str) -> None:
    files = {
        f"workstation/_data/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert files
    assert files - names == set()


def test_every_module_and_the_licence_travel_inside_and_nothing_else(names: set[str]) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "workstation").rglob("*.py")}
    assert modules - names == set()
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert [name for name in names if "__pycache__" in name or name.startswith("tests/")] == []


def run_python(site: Path, *arguments: str) -> str:
    """From a folder that is neither the checkout nor the unpacked wheel, which comes first on the path."""
    env = os.environ | {"PYTHONPATH": str(site)}
    run = subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=site.parent,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_an_installed_program_finds_its_data(installed: Path) -> None:
    program = "from workstation import settings as s; print(s.resources_dir(), s.migrations_dir(), sep='\\n')"
    resources, migrations = map(Path, run_python(installed, "-c", program).splitlines())
    assert resources == installed / "workstation" / "_data" / "resources"
    assert (resources / "messages" / "zh.yaml").is_file()
    assert (migrations / "env.py").is_file()


def test_an_installed_program_makes_a_database_by_its_own_migrations(installed: Path, tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from workstation.store import migrate;"
        "migrate.bring_up_to_date(pathlib.Path(sys.argv[1]), bytes(32), create=True)"
    )
    run_python(installed, "-c", program, str(tmp_path / "workspace.db"))
    assert (tmp_path / "workspace.db").stat().st_size > 0


def test_the_command_is_there_under_its_name(wheel: Path, installed: Path) -> None:
    (entry,) = (name for name in zipfile.ZipFile(wheel).namelist() if name.endswith("entry_points.txt"))
    assert "workstation = workstation.__main__:main" in (installed / entry).read_text(encoding="utf-8")
    assert run_python(installed, "-m", "workstation", "--version").startswith("workstation ")
