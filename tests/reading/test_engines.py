"""What the engines bring along must neither talk to anybody nor escape the sandbox."""

from pathlib import Path

import onnxruntime

from tests.reading.scans import ENGLISH, encoded, scan_of
from workstation.reading import ReadingPool, SourceFile


def test_onnxruntime_has_no_code_that_reports_to_its_makers() -> None:
    """From 1.29 on it can send events over the network; the pin in pyproject.toml stays below."""
    libraries = list(Path(onnxruntime.__file__).parent.glob("capi/*.so"))
    assert libraries
    for library in libraries:
        assert b"ORT_DISABLE_TELEMETRY" not in library.read_bytes()


def test_workers_have_one_thread(pool: ReadingPool) -> None:
    """Landlock and the filter of calls bind the thread that closes the sandbox: there must be no other."""
    with SourceFile(encoded(scan_of(ENGLISH)), "scan.png") as source:
        pool.read_page(source, 0).result(timeout=120)
    found = [path for path in Path("/proc").glob("[0-9]*") if _is_worker(path)]
    assert len(found) >= 2
    for path in found:
        assert len(list((path / "task").iterdir())) == 1


def _is_worker(process: Path) -> bool:
    try:
        return b"workstation.reading.inside" in (process / "cmdline").read_bytes()
    except OSError:
        return False
