"""What a worker gives up before it sees a stranger's bytes, and which of it this machine enforces.

Four layers, each reported: limits (rlimits), privileges (none, and no new ones), files (Landlock), calls (seccomp).
A worker finishes every import first: afterwards it can open next to nothing. Each layer holds without the others; what
Landlock of an older kernel lacks (shortening of files, network, signals), the calls layer refuses everywhere.
"""

import ctypes
import sys
import sysconfig
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from os import close
from pathlib import Path
from types import ModuleType
from typing import Any

from workstation.reading.calls import calls_filter
from workstation.reading.kernel import UnavailableError, drop_privileges, running_threads, wrapper

if sys.platform != "win32":
    import resource

MEMORY_BYTES = 2 * 1024**3
CPU_SECONDS = 3_600
OPEN_FILES = 64

_NETWORK_SINCE, _SCOPES_SINCE = 4, 6
_BIND_AND_CONNECT = 0b11
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11


class LayerName(StrEnum):
    LIMITS = "limits"
    PRIVILEGES = "privileges"
    FILES = "files"
    CALLS = "calls"


@dataclass(frozen=True, slots=True)
class Layer:
    """One protective layer of one kind of worker ("page" or "text").

    `enforced`: it holds on this machine. `why`: if not, the reason in the system's own words, else "". `made_of`: what
    enforces it, with its version where that matters: "Landlock 2".
    """

    worker: str
    name: LayerName
    enforced: bool
    why: str
    made_of: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """A layer as the worker itself tells of it."""

    name: LayerName
    made_of: str
    why: str = ""

    def to_json(self) -> Mapping[str, str | bool]:
        why = self.why[:500]
        return {"name": self.name, "enforced": not why, "why": why, "made_of": self.made_of}


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a worker may still do: read these files and folders. It starts nothing and writes nothing."""

    readable: tuple[Path, ...] = ()


def python_folders(*packages: ModuleType) -> tuple[Path, ...]:
    """The standard library and the packages' folders, for modules that import a part of themselves late."""
    standard = Path(sysconfig.get_path("stdlib")).resolve()
    folders = {Path(package.__file__).resolve().parent for package in packages if package.__file__}
    return (standard, *sorted(folders))


def close_sandbox(allowance: Allowance) -> list[Closed]:
    """Give everything up but the allowance; each layer, whether it closed or not. Cannot be undone."""
    threads = running_threads()
    files = _prepared(lambda: _files(allowance))
    calls = _prepared(calls_filter)
    return [
        _closed(LayerName.LIMITS, _limit),
        _closed(LayerName.PRIVILEGES, drop_privileges),
        _for_all(threads, _closed(LayerName.FILES, files)),
        _for_all(threads, _closed(LayerName.CALLS, calls)),
    ]


def _closed(name: LayerName, close_it: Callable[[], str | None]) -> Closed:
    try:
        return Closed(name, close_it() or "")
    except (UnavailableError, OSError, ValueError) as error:
        return Closed(name, "", str(error) or type(error).__name__)


def _for_all(threads: int, layer: Closed) -> Closed:
    """These layers close for the thread that asks for them; another that runs already stays free."""
    return layer if threads == 1 or layer.why else replace(layer, why=f"{threads} threads were running")


def _prepared(make: Callable[[], Callable[[], str | None]]) -> Callable[[], str | None]:
    """The closing act, made while files can still be opened; what prevents it is raised when it is called."""
    try:
        return make()
    except (UnavailableError, OSError, ValueError) as error:
        reason = error

        def fail() -> None:
            raise reason

        return fail


def _limit() -> None:
    if sys.platform == "win32":
        raise UnavailableError(f"not available on {sys.platform}")
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    for kind, value in limits.items():
        resource.setrlimit(kind, (value, value))


def _files(allowance: Allowance) -> Callable[[], str]:
    """Landlock: files of the allowance alone; and, where the kernel is new enough, no TCP, no abstract socket and no
    signal to anybody outside."""
    landlock = wrapper("landlock")
    plumbing = wrapper("landlock.plumbing")
    access = plumbing.FSAccess
    try:
        version = landlock.landlock_abi_version()
        rules = landlock.Ruleset()
        for path in _existing(allowance.readable):
            folder = access.READ_FILE | access.READ_DIR
            rules.allow(path, rules=folder if path.is_dir() else access.READ_FILE)
    except landlock.LandlockError as error:
        raise UnavailableError(getattr(error, "reason", None) or str(error)) from error

    def restrict() -> str:
        rules.apply()
        close(rules._fd)
        _close_what_is_no_file(plumbing, version)
        return f"Landlock {version}"

    return restrict


def _close_what_is_no_file(plumbing: Any, version: int) -> None:
    """Rules that the wrapper does not know: a set without files, for network and signals."""
    if version < _NETWORK_SINCE:
        return

    class Handled(plumbing.RulesetAttr):  # type: ignore[misc]
        _fields_ = (("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))

    scoped = _ABSTRACT_SOCKETS_AND_SIGNALS if version >= _SCOPES_SINCE else 0
    handled = Handled(0, _BIND_AND_CONNECT, scoped)
    size = ctypes.sizeof(Handled) - (0 if scoped else ctypes.sizeof(ctypes.c_uint64))
    rules = plumbing.get_create_ruleset()(ctypes.byref(handled), size, 0)
    plumbing.get_restrict_self()(rules, 0)
    close(rules)


def _existing(paths: Iterable[Path]) -> list[Path]:
    return [path for path in paths if path.exists()]
