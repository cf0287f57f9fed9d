"""Where there are no sealed workers no document is opened, and that is said; nothing else stops working for it.

The systems themselves are not here: what their Python lacks is taken away, and it says their name.
"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
import ctypes, logging, mmap, socket, subprocess, sys, tempfile, threading, shutil, sysconfig, platform, signal
import platformdirs, sqlcipher3, sqlalchemy, pydantic, yaml
for name in {lacking}:
    sys.modules[name] = None
sys.platform = {name!r}
from workstation.reading import FileProblem, ReadingPool, SourceFile
from workstation.reading.sandbox import Allowance, close_sandbox
from workstation.services.checkup import check_machine

with ReadingPool(reading_workers=1) as pool:
    try:
        SourceFile(b"%PDF-1.7", "a.pdf")
    except FileProblem as problem:
        print(problem.message_id)
    try:
        pool.warm_up().result(timeout=10)
    except FileProblem as problem:
        print(problem.message_id)
    rows = [row for row in check_machine(pool) if "sandbox" in row.subject.id]
    print(*(f"{{row.subject.id}} {{row.standing}} {{row.found.params['why'].id}}" for row in rows))
print(*(f"{{layer.name}}={{layer.why}}" for layer in close_sandbox(Allowance())), sep=";")
"""


@pytest.mark.parametrize(
    ("name", "lacking"), [("darwin", ["landlock", "pyseccomp"]), ("win32", ["fcntl", "resource", "landlock"])]
)
def test_no_document_is_opened_and_the_check_says_so(name: str, lacking: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(name=name, lacking=lacking)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        timeout=60,
    )
    file, worker, check, layers = done.stdout.decode().splitlines()
    assert file == worker == "reading.not_on_this_system"
    assert check == "checkup.sandbox missing reading.not_on_this_system"
    told = dict(each.split("=", 1) for each in layers.split(";"))
    for layer in ("privileges", "files", "calls"):
        assert told[layer] == f"not available on {name}"
    assert told["limits"] == ("not available on win32" if name == "win32" else "")
