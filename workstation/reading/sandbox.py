"""What a worker gives up before it sees a stranger's bytes, and which of it this machine enforces.

Four layers, each reported: limits (rlimits), privileges (no new ones), files (Landlock), calls (seccomp).
A worker finishes every import first: afterwards it can open next to nothing.
"""

import ctypes
import errno
import importlib
import os
import resource
import sys
import sysconfig
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any

MEMORY_BYTES = 2 * 1024**3
CPU_SECONDS = 3_600
OPEN_FILES = 64
TEXT_FILE_BYTES = 128 * 1024**2

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_SIGKILL = 9
_CLONE_NEWUSER = 0x10000000
_TIOCSTI = 0x5412
_TIOCLINUX = 0x541C


class LayerName(StrEnum):
    LIMITS = "limits"
    PRIVILEGES = "privileges"
    FILES = "files"
    CALLS = "calls"


@dataclass(frozen=True, slots=True)
class Layer:
    """One protective layer of one kind of worker ("page" or "text").

    `enforced`: it holds on this machine. `why`: if not, the reason in the system's own words, else "".
    """

    worker: str
    name: LayerName
    enforced: bool
    why: str


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a worker may still do.

    `readable`: files and folders. `runnable`: programs; none means that nothing may be started, not even a
    thread. `private`: the one folder where files may be written.
    """

    readable: tuple[Path, ...] = ()
    runnable: tuple[Path, ...] = ()
    private: Path | None = None


def python_folders(*packages: ModuleType) -> tuple[Path, ...]:
    """The standard library and the packages' folders, for modules that import a part of themselves late."""
    standard = Path(sysconfig.get_path("stdlib")).resolve()
    folders = {Path(package.__file__).resolve().parent for package in packages if package.__file__}
    return (standard, *sorted(folders))


def close_sandbox(allowance: Allowance) -> list[tuple[LayerName, bool, str]]:
    """Give everything up but the allowance; name, enforced and reason of each layer. Cannot be undone."""
    calls = _prepared(_calls_filter, allowance)
    return [
        (LayerName.LIMITS, *_enforced(lambda: _limit(allowance))),
        (LayerName.PRIVILEGES, *_enforced(_drop_privileges)),
        (LayerName.FILES, *_enforced(lambda: _close_files(allowance))),
        (LayerName.CALLS, *_enforced(calls)),
    ]


class _UnavailableError(Exception):
    pass


def _enforced(close: Callable[[], None]) -> tuple[bool, str]:
    try:
        close()
    except (_UnavailableError, OSError, ValueError) as error:
        return False, str(error) or type(error).__name__
    return True, ""


def _prepared(make: Callable[[Allowance], Callable[[], None]], allowance: Allowance) -> Callable[[], None]:
    """The closing act, made while files can still be opened; what prevents it is raised when it is called."""
    try:
        return make(allowance)
    except (_UnavailableError, OSError, ValueError) as error:
        reason = error

        def fail() -> None:
            raise reason

        return fail


def _limit(allowance: Allowance) -> None:
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: TEXT_FILE_BYTES if allowance.private else 0,
    }
    if not allowance.runnable:
        limits[resource.RLIMIT_NPROC] = 0
    for kind, value in limits.items():
        resource.setrlimit(kind, (value, value))


def _prctl(option: int, value: int) -> None:
    if sys.platform != "linux":
        raise _UnavailableError(f"not available on {sys.platform}")
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, value, 0, 0, 0) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def die_with_parent() -> None:
    """Be killed when the application goes away. Elsewhere the closed channel ends us."""
    if sys.platform == "linux":
        _prctl(_PR_SET_PDEATHSIG, _SIGKILL)


def _drop_privileges() -> None:
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def _wrapper(name: str) -> Any:
    """A thin wrapper around a kernel facility; its absence is a layer that cannot be enforced."""
    if sys.platform != "linux":
        raise _UnavailableError(f"not available on {sys.platform}")
    try:
        return importlib.import_module(name)
    except (ImportError, RuntimeError) as error:
        raise _UnavailableError(str(error)) from error


def _close_files(allowance: Allowance) -> None:
    landlock = _wrapper("landlock")
    access = _wrapper("landlock.plumbing").FSAccess
    try:
        rules = landlock.Ruleset()
        for path in _existing(allowance.readable):
            folder = access.READ_FILE | access.READ_DIR
            rules.allow(path, rules=folder if path.is_dir() else access.READ_FILE)
        for path in _existing(allowance.runnable):
            rules.allow(path, rules=access.READ_FILE | access.EXECUTE)
        if allowance.private:
            rules.allow(allowance.private, rules=_writing(access))
        rules.apply()
    except landlock.LandlockError as error:
        raise _UnavailableError(getattr(error, "reason", None) or str(error)) from error


def _writing(access: Any) -> Any:
    files = access.all_file() & ~access.EXECUTE
    return files | access.READ_DIR | access.MAKE_REG | access.REMOVE_FILE


def _existing(paths: Iterable[Path]) -> list[Path]:
    return [path for path in paths if path.exists()]


_NETWORK = ("socket", "socketpair", "connect", "bind", "listen", "accept", "accept4")
_OTHER_PROCESSES = (
    *("ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "setsid", "setpgid"),
    *("kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"),
    *("pidfd_open", "pidfd_getfd", "pidfd_send_signal"),
)
_KERNEL = (
    *("bpf", "io_uring_setup", "io_uring_enter", "io_uring_register", "perf_event_open", "userfaultfd"),
    *("init_module", "finit_module", "delete_module", "kexec_load", "reboot", "swapon", "swapoff"),
    *("add_key", "request_key", "keyctl", "quotactl", "acct", "personality", "syslog"),
)
_VIEW_OF_THE_SYSTEM = (
    *("mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "open_tree", "move_mount", "fsopen"),
    *("open_by_handle_at", "name_to_handle_at", "settimeofday", "clock_settime", "sethostname"),
)
_MARKS_OF_FILES = (
    *("chmod", "fchmod", "fchmodat", "chown", "fchown", "lchown", "fchownat"),
    *("utime", "utimes", "utimensat", "mknod", "mknodat", "truncate"),
    *("setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr"),
)
_STARTING = ("execve", "execveat", "fork", "vfork", "clone")
_REFUSED = _NETWORK + _OTHER_PROCESSES + _KERNEL + _VIEW_OF_THE_SYSTEM + _MARKS_OF_FILES


def _calls_filter(allowance: Allowance) -> Callable[[], None]:
    seccomp = _wrapper("pyseccomp")
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    refuse, unknown = seccomp.ERRNO(errno.EPERM), seccomp.ERRNO(errno.ENOSYS)
    for name in _REFUSED if allowance.runnable else _REFUSED + _STARTING:
        if _is_known(seccomp, name):
            rules.add_rule(refuse, name)
    rules.add_rule(unknown, "clone3")  # its flags cannot be seen: the C library then uses `clone`
    rules.add_rule(refuse, "prlimit64", seccomp.Arg(0, seccomp.NE, 0))
    for request in (_TIOCSTI, _TIOCLINUX):
        rules.add_rule(refuse, "ioctl", seccomp.Arg(1, seccomp.MASKED_EQ, 0xFFFFFFFF, request))
    if allowance.runnable:
        new_user = seccomp.Arg(0, seccomp.MASKED_EQ, _CLONE_NEWUSER, _CLONE_NEWUSER)
        rules.add_rule(refuse, "clone", new_user)
    load: Callable[[], None] = rules.load
    return load


def _is_known(seccomp: Any, name: str) -> bool:
    """Some calls do not exist on every architecture (a 64-bit ARM has no `fork`)."""
    return bool(seccomp.resolve_syscall(seccomp.Arch.NATIVE, name) >= 0)
