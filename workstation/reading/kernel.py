"""What is asked of the system's kernel by hand. Where the system is not Linux, `UnavailableError` says so."""

import ctypes
import importlib
import os
import sys
from pathlib import Path
from typing import Any

_SET_DEATH_SIGNAL = 1
_SET_NO_NEW_PRIVILEGES = 38
_KILL = 9
_CAPABILITIES_VERSION_3 = 0x20080522


class UnavailableError(Exception):
    """The machine lacks what a protective layer is made of; the text says what, in the system's own words."""


def wrapper(name: str) -> Any:
    """A thin wrapper around a kernel facility, imported. Raises UnavailableError."""
    _only_on_linux()
    try:
        return importlib.import_module(name)
    except (ImportError, RuntimeError) as error:
        raise UnavailableError(str(error)) from error


def die_with_parent() -> None:
    """Be killed when the application goes away. Elsewhere the closed channel ends us."""
    if sys.platform == "linux":
        _call("prctl", _SET_DEATH_SIGNAL, _KILL, 0, 0, 0)


def drop_privileges() -> None:
    """Gain none by starting a program, and lose those of a superuser. Raises UnavailableError, OSError."""
    _only_on_linux()
    _call("prctl", _SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _call("capset", (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION_3, 0), (ctypes.c_uint32 * 6)())


def running_threads() -> int:
    """How many threads this process has, those of libraries too; 1 where that cannot be told."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else 1


def _only_on_linux() -> None:
    if sys.platform != "linux":
        raise UnavailableError(f"not available on {sys.platform}")


def _call(name: str, *arguments: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
