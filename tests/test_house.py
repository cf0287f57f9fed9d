"""The rules of the house, each proved by a planted violation, and what no file here may hold."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "workstation"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {contract["id"]: contract for contract in PYPROJECT["tool"]["importlinter"]["contracts"]}
GENERATED = {".git", ".venv", ".bench", "build", "dist", "__pycache__"}
SOURCES = (".py", ".toml", ".yaml", ".csv", ".json", ".typ", ".mako", ".ts", ".svg")
TEXT_SUFFIXES = {"", ".md", ".txt", ".in", ".lock", *SOURCES}


@pytest.fixture(scope="module")
def copied_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = tmp_path_factory.mktemp("house")
    shutil.copytree(PACKAGE, house / "workstation", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", house)
    return house


def broken_contracts(house: Path) -> set[str]:
    """The names of the contracts that lint-imports calls broken in this copy."""
    program = "import sys; from importlinter.cli import lint_imports_command as c; c([])"
    env = os.environ | {"PYTHONPATH": str(house), "NO_COLOR": "1", "COLUMNS": "200"}
    run = subprocess.run(
        [sys.executable, "-P", "-c", program], cwd=house, env=env, capture_output=True, text=True, timeout=120
    )
    assert "Contracts:" in run.stdout, run.stdout + run.stderr
    broken = set(re.findall(r"^(.+?) BROKEN", run.stdout, re.MULTILINE))
    assert (run.returncode != 0) == bool(broken)
    return broken


def test_the_house_keeps_its_own_import_rules(copied_house: Path) -> None:
    assert broken_contracts(copied_house) == set()


@pytest.mark.parametrize(
    ("contract", "module", "line"),
    [
        ("rooms", "domain/planted.py", "import workstation.criteria"),
        ("rooms", "reading/planted.py", "import workstation.store"),
        ("rooms", "demo/planted.py", "import workstation.gui"),
        ("rooms", "services/planted.py", "import workstation.gui"),
        ("qt", "services/planted.py", "import PySide6.QtCore"),
        ("database", "services/planted.py", "import sqlalchemy.orm"),
        ("pixels", "gui/planted.py", "import pymupdf"),
        ("pixels", "exports/planted.py", "import PIL.Image"),
        ("paper", "services/planted.py", "import pikepdf"),
        ("domain", "domain/planted.py", "import pydantic"),
        ("domain", "domain/planted.py", "import pathlib"),
    ],
)
def test_a_planted_import_breaks_exactly_its_contract(
    copied_house: Path, contract: str, module: str, line: str
) -> None:
    planted = copied_house / "workstation" / module
    planted.write_text(f"{line}\n", encoding="utf-8")
    try:
        assert broken_contracts(copied_house) == {CONTRACTS[contract]["name"]}
    finally:
        planted.unlink()


def test_a_new_room_must_be_given_its_place(copied_house: Path) -> None:
    room = copied_house / "workstation" / "helpers"
    room.mkdir()
    (room / "__init__.py").touch()
    try:
        assert broken_contracts(copied_house) == {CONTRACTS["rooms"]["name"]}
    finally:
        shutil.rmtree(room)


def rooms() -> set[str]:
    inside = {path.parent.name for path in PACKAGE.glob("*/__init__.py")} - {"_data"}
    return inside | {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}


@pytest.mark.parametrize(
    ("contract", "allowed"),
    [
        ("qt", {"gui", "app", "tour"}),
        ("database", {"store"}),
        ("pixels", {"reading", "demo"}),
        ("paper", {"exports"}),
    ],
)
def test_a_contract_binds_every_room_but_those_allowed(contract: str, allowed: set[str]) -> None:
    bound = {name.removeprefix("workstation.") for name in CONTRACTS[contract]["source_modules"]}
    assert bound == rooms() - allowed


def test_the_domain_contract_knows_every_declared_library() -> None:
    project = PYPROJECT["project"]
    wanted = {re.split(r"[<>=;\[ ]", text)[0].lower() for text in project["dependencies"]}
    aliases = {"cv2": "opencv-python-headless"}
    modules = {
        module
        for module, names in packages_distributions().items()
        if wanted & {aliases.get(module, name).lower().replace("_", "-") for name in names}
        and not module.startswith("_")
    }
    known = set(CONTRACTS["domain"]["forbidden_modules"])
    assert {name for name in modules if name.isidentifier()} - known - IMPORT_ALIASES == set()


def test_every_library_that_is_imported_is_declared() -> None:
    declared = {re.split(r"[<>=;\[ ]", text)[0].lower() for text in PYPROJECT["project"]["dependencies"]}
    brought_along = {"shiboken6"}  # a part of PySide6-Essentials
    distributions = packages_distributions()
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in imported_modules(path):
            top = name.split(".")[0]
            if top != "workstation" and top not in sys.stdlib_module_names | brought_along:
                names = {found.lower().replace("_", "-") for found in distributions.get(top, [top])}
                assert names & declared, f"{path.relative_to(ROOT)} imports {top}, which is not declared"


# Second names of libraries that are forbidden under their first, and parts that none of us imports.
IMPORT_ALIASES = {"fitz", "shiboken6", "Shiboken"}


def test_domain_imports_nothing_but_itself_and_the_standard_library() -> None:
    for path in sorted((PACKAGE / "domain").rglob("*.py")):
        for name in imported_modules(path):
            top = name.split(".")[0]
            own = name == "workstation.domain" or name.startswith("workstation.domain.")
            assert own or top in sys.stdlib_module_names, f"{path.name} imports {name}"


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            yield node.module or ""


def own_files() -> Iterator[Path]:
    for folder, names, files in os.walk(ROOT):
        names[:] = [name for name in names if name not in GENERATED and not name.endswith("_cache")]
        names[:] = [name for name in names if name != ".hypothesis"]
        yield from (Path(folder, name) for name in files)


def own_texts() -> Iterator[tuple[Path, str]]:
    for path in own_files():
        if path.suffix in TEXT_SUFFIXES:
            yield path.relative_to(ROOT), path.read_text(encoding="utf-8")


FORBIDDEN_WIDGETS = ["QMessageBox", "QProgressDialog", "QGroupBox", "QToolBar", "QDockWidget"]


@pytest.mark.parametrize("widget", FORBIDDEN_WIDGETS)
def test_no_screen_uses_a_widget_the_design_rules_out(widget: str) -> None:
    users = [
        path.name for path in (PACKAGE / "gui").rglob("*.py") if re.search(rf"\b{widget}\b", path.read_text())
    ]
    assert users == []


# Written so that this file does not find itself.
MACHINE_PATH = re.compile(r"(?<![\w.~}/])/(?:wor" r"k|roo" r"t|tmp/w)(?![\w-])")
REGISTRY = re.compile(r"--(?:extra-)?index" r"-url|--find" r"-links\s|pypi\." r"org|debian\." r"org")
ADDRESS = re.compile(r"https?://|file:|@ ")


def test_no_file_names_a_place_on_a_machine_of_ours() -> None:
    found = [f"{path}: {hit}" for path, text in own_texts() for hit in MACHINE_PATH.findall(text)]
    assert found == []


def test_no_error_is_caught_broadly() -> None:
    found = [
        f"{path}:{line}"
        for path, text in own_texts()
        if path.suffix == ".py"
        for line in broad_handlers(ast.parse(text))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("handler", "is_broad"),
    [
        ("except: pass", True),
        ("except Exception: pass", True),
        ("except (OSError, BaseException) as e: log(e)", True),
        ("except Exception: raise ValueError", True),
        ("except BaseException: close(); raise", False),
        ("except OSError: pass", False),
    ],
)
def test_a_broad_handler_is_known_by_what_it_swallows(handler: str, is_broad: bool) -> None:
    assert bool(list(broad_handlers(ast.parse(f"try: work()\n{handler}")))) == is_broad


def broad_handlers(tree: ast.Module) -> Iterator[int]:
    """Lines of handlers for every error that do not end by raising the same error again."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            names = {kind.id for kind in caught if isinstance(kind, ast.Name)}
            is_broad = node.type is None or bool(names & {"Exception", "BaseException"})
            last = node.body[-1]
            if is_broad and not (isinstance(last, ast.Raise) and last.exc is None):
                yield node.lineno


def test_no_file_names_the_host_of_a_registry() -> None:
    found = [f"{path}: {hit}" for path, text in own_texts() for hit in REGISTRY.findall(text)]
    assert found == []


@pytest.mark.parametrize("lock", ["requirements.lock", "tests/benchmarks/peers.lock"])
def test_a_lock_names_versions_and_hashes_only(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if line and not line.startswith(" ")]
    assert [line for line in lines if ADDRESS.search(line)] == []
    assert [line for line in pinned if not re.match(r"[\w.-]+(\[[\w,]+\])?==\S+ ", line)] == []
    assert sum("--hash=sha256:" in line for line in lines) >= len(pinned)


def test_the_lock_holds_every_declared_library() -> None:
    project = PYPROJECT["project"]
    declared = project["dependencies"] + project["optional-dependencies"]["dev"]
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
    assert {re.split(r"[<>=;\[ ]", text)[0].lower() for text in declared} <= locked


def test_the_commands_of_the_readme_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    verbs = set(re.findall(r"^(?:\./run|workstation) ?([a-z]*)", readme, re.MULTILINE)) - {""}
    known = verbs_of_run() | verbs_of_the_command()
    assert {"test", "check", "tour"} <= verbs
    assert verbs - known == set()


def verbs_of_run() -> set[str]:
    return set(re.findall(r"^    ([a-z]+)\) ", (ROOT / "run").read_text(encoding="utf-8"), re.MULTILINE))


def verbs_of_the_command() -> set[str]:
    shown = subprocess.run(
        [sys.executable, "-m", "workstation", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(re.findall(r"^    ([a-z]+)\s", shown.stdout, re.MULTILINE))
