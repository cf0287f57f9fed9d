"""A screen to measure on: Xvfb where it is installed, else Qt's off-screen platform."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

SIZE = "1920x1080x24"


def kind() -> str:
    """Which it will be, in words."""
    return f"Xvfb {SIZE}" if shutil.which("Xvfb") else "Qt off-screen"


@contextmanager
def virtual_screen() -> Iterator[dict[str, str]]:
    """The environment for a program that shows its windows there."""
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    if not shutil.which("Xvfb"):
        yield {**bare, "QT_QPA_PLATFORM": "offscreen"}
        return
    reads, writes = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writes), "-screen", "0", SIZE, "-nolisten", "tcp"],
        pass_fds=[writes],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writes)
    try:
        with os.fdopen(reads, encoding="ascii") as told:
            number = told.readline().strip()
        if not number:
            raise RuntimeError("Xvfb does not start")
        yield {**bare, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()
