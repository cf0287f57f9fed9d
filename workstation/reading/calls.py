"""Which system calls a worker may still make: a list of what it needs; everything else does not exist for it.

A call that is not on the list fails as on a system that has none of that name, so the C library does without it.
Calls that take several meanings by an argument are allowed for harmless ones only. Nothing here can name another
process, start one or a thread, open a socket, write a file or lift a limit.
"""

import errno
from collections.abc import Callable, Iterable
from typing import Any

from workstation.reading.kernel import wrapper

_LOW_WORD = 0xFFFFFFFF
_WRITING = 0o1 | 0o2 | 0o100 | 0o1000  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC
_KNOWN_CONTROLS = (0x5401, 0x5421, 0x5450, 0x5451, 0x541B)  # TCGETS, FIONBIO, FIONCLEX, FIOCLEX, FIONREAD
_DESCRIPTOR_COMMANDS = (
    0,
    1,
    2,
    3,
    4,
    1030,
    1034,
)  # duplicates, flags, seals read; no owner, signal, lock or seal

_MEMORY = ("brk", "mmap", "munmap", "mremap", "mprotect", "madvise", "mincore", "membarrier")
_FILES = (
    *("read", "readv", "pread64", "preadv", "write", "writev", "lseek", "close", "close_range"),
    *(
        "fstat",
        "stat",
        "lstat",
        "newfstatat",
        "statx",
        "fstatfs",
        "statfs",
        "access",
        "faccessat",
        "faccessat2",
    ),
    *("readlink", "readlinkat", "getcwd", "getdents64", "dup", "dup2", "dup3", "fadvise64"),
)
_CHANNEL = ("recvmsg", "sendmsg", "recvfrom", "sendto", "poll", "ppoll", "select", "pselect6", "shutdown")
_WAITING = (
    *("futex", "sched_yield", "nanosleep", "clock_nanosleep", "restart_syscall", "clock_gettime"),
    *("clock_getres", "gettimeofday", "time", "getrandom"),
)
_SIGNALS_TO_ITSELF = ("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack")
_ABOUT_ITSELF = (
    *("getpid", "gettid", "getppid", "getpgrp", "getuid", "geteuid", "getgid", "getegid", "uname", "sysinfo"),
    *("getcpu", "sched_getaffinity", "getrusage", "times", "getrlimit"),
    *("set_robust_list", "set_tid_address", "rseq", "arch_prctl", "exit", "exit_group"),
)
_ALLOWED = (*_MEMORY, *_FILES, *_CHANNEL, *_WAITING, *_SIGNALS_TO_ITSELF, *_ABOUT_ITSELF)


def calls_filter() -> Callable[[], None]:
    """The act of closing, made while libraries can still be opened. Raises UnavailableError."""
    seccomp = wrapper("pyseccomp")
    rules = seccomp.SyscallFilter(seccomp.ERRNO(errno.ENOSYS))

    def allow(names: Iterable[str], *when: Any) -> None:
        for name in names:
            # Some do not exist on every architecture: a 64-bit ARM has no `open`.
            if seccomp.resolve_syscall(seccomp.Arch.NATIVE, name) >= 0:
                rules.add_rule(seccomp.ALLOW, name, *when)

    def low(place: int, value: int, mask: int = _LOW_WORD) -> Any:
        return seccomp.Arg(place, seccomp.MASKED_EQ, mask, value)

    allow(_ALLOWED)
    for command in _DESCRIPTOR_COMMANDS:
        allow(["fcntl"], low(1, command))
    for request in _KNOWN_CONTROLS:
        allow(["ioctl"], low(1, request))
    allow(["prlimit64"], low(0, 0), seccomp.Arg(2, seccomp.EQ, 0))  # its own limits, and only to read them
    allow(["open"], low(1, 0, _WRITING))
    allow(["openat"], low(2, 0, _WRITING))
    load: Callable[[], None] = rules.load
    return load
