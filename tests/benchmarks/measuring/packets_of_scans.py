"""The workspace that the page is measured on: the demo, and two cases more, of a thousand pages and of heavy scans."""

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks.corpus.noisy import COARSE, FINE, commented, sheets, write_pdf
from tests.benchmarks.measuring.sitting import LOGIN
from workstation.demo.build import make_demo
from workstation.reading import ReadingPool
from workstation.services.intake import import_file, look_into
from workstation.services.queue import case_header, create_case
from workstation.services.rules import load_rules
from workstation.services.views import NewCase, NewPatient
from workstation.services.workspace import Workspace, describe, open_workspace

ALONE, OF_FOUR = 40, 10


@dataclass(frozen=True)
class Made:
    """Numbers of the two cases, the files behind them, and the files that are still to be imported."""

    workspace: str
    password: str
    many: str
    many_file: str
    heavy: str
    heavy_file: str
    waiting: tuple[str, ...]


def made(root: Path, many: int, heavy: int, again: bool) -> Made:
    """The workspace in a folder; made anew unless it may be the one of last time."""
    told = root / "made.json"
    if again and told.exists():
        kept = json.loads(told.read_text(encoding="utf-8"))
        return Made(**{**kept, "waiting": tuple(kept["waiting"])})
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    built = _build(root, many, heavy)
    told.write_text(json.dumps(asdict(built)), encoding="utf-8")
    return built


def _build(root: Path, many: int, heavy: int) -> Made:
    noisy = sheets(COARSE)
    many_file = write_pdf(root / "many.pdf", sheets(FINE), many)
    heavy_file = write_pdf(root / "heavy.pdf", noisy, heavy)
    waiting = _files_to_import(root / "waiting", noisy)
    folder = make_demo(root / "workspace")
    password = next(user.password for user in describe(folder).demo_users if user.login == LOGIN)
    with open_workspace(folder, LOGIN, password, load_rules()) as ws, ReadingPool() as pool:
        numbers = [_case(ws, pool, file) for file in (many_file, heavy_file)]
    names = tuple(str(path) for path in waiting)
    return Made(str(folder), password, numbers[0], str(many_file), numbers[1], str(heavy_file), names)


def _files_to_import(folder: Path, pictures: list[bytes]) -> list[Path]:
    """Fifty: scans of one page as they come from a scanner's button, and PDFs of four pages."""
    folder.mkdir()
    files = []
    for number in range(ALONE):
        path = folder / f"scan-{number:02}.jpg"
        path.write_bytes(commented(pictures[number % len(pictures)], path.stem))
        files.append(path)
    step = ALONE // OF_FOUR
    for number in range(OF_FOUR):
        files.insert((step + 1) * number, write_pdf(folder / f"letter-{number:02}.pdf", pictures, 4))
    return files


def _case(ws: Workspace, pool: ReadingPool, file: Path) -> str:
    case_id = create_case(ws, NewCase(NewPatient(f"Bench {file.stem}")))
    import_file(ws, case_id, look_into(pool, file.name, file.read_bytes()))
    return case_header(ws, case_id).number
