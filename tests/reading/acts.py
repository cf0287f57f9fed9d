"""What a stranger's bytes might try if they took over a worker. Each act succeeds for an ordinary program.

An act raises OSError or MemoryError when it is refused. They are grouped as the table of the benchmark shows them.
"""

import base64
import ctypes
import fcntl
import mmap
import os
import resource
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

_SIZE = 3 << 30
_PR_SET_PDEATHSIG = 1
_PTRACE_TRACEME = 0
_CLONE_NEWUSER = 0x10000000
_F_SETSIG = 10
_SYS_CLONE3, _SYS_IO_URING_SETUP = 435, 425
_LOADER = next(
    str(path) for folder in ("/lib64", "/lib") for path in sorted(Path(folder).glob("ld-linux-*.so.*"))
)


@dataclass(frozen=True, slots=True)
class Scene:
    """What there is to harm: a user's file, a workspace's database, a display, a server, a program's bytes."""

    letter: str
    database: str
    display: str
    port: int
    program: str

    @property
    def program_bytes(self) -> bytes:
        return base64.b64decode(self.program)


def _call(name: str, *arguments: object) -> int:
    """A function of the C library; its error raised."""
    libc = ctypes.CDLL(None, use_errno=True)
    result = int(getattr(libc, name)(*arguments))
    if result == -1:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def _run(*command: str, kept: tuple[int, ...] = ()) -> None:
    done = subprocess.run(command, check=False, capture_output=True, timeout=10, pass_fds=kept)
    if done.returncode:
        raise ChildProcessError(f"{command[0]} ended with {done.returncode}")


# Network


def open_internet_socket(_: Scene) -> None:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()


def connect_to_a_server(scene: Scene) -> None:
    socket.create_connection(("127.0.0.1", scene.port), 5).close()


def open_socket_pair(_: Scene) -> None:
    for end in socket.socketpair():
        end.close()


def ask_the_kernel_about_the_network(_: Scene) -> None:
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close()


# Programs


def become_another_program(_: Scene) -> None:
    """The program says what the caller would say."""
    os.execv("/bin/echo", ["echo", "done"])


def run_a_program(_: Scene) -> None:
    _run("/bin/true")


def run_through_the_loader(_: Scene) -> None:
    _run(_LOADER, "/bin/true")


def run_own_interpreter(_: Scene) -> None:
    _run("/proc/self/exe", "-c", "")


def run_from_memory(scene: Scene) -> None:
    with os.fdopen(_memory_file(), "wb", buffering=0) as file:
        file.write(scene.program_bytes)
        os.execv(f"/proc/self/fd/{file.fileno()}", ["echo", "done"])


def run_memory_through_the_loader(scene: Scene) -> None:
    descriptor = _memory_file()
    os.pwrite(descriptor, scene.program_bytes, 0)
    os.set_inheritable(descriptor, True)
    _run(_LOADER, f"/proc/self/fd/{descriptor}", kept=(descriptor,))


def run_what_was_written(scene: Scene) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(scene.program_bytes)
        file.flush()
        _run(_LOADER, file.name)


def _memory_file() -> int:
    """One that the process has already, else a new one."""
    for descriptor in range(1, 64):
        try:
            if "memfd:" in str(Path(f"/proc/self/fd/{descriptor}").readlink()):
                return descriptor
        except OSError:
            continue
    return os.memfd_create("program")


# Processes and threads


def fork(_: Scene) -> None:
    _ended(os.fork())


def fork_by_the_newer_call(_: Scene) -> None:
    arguments = (ctypes.c_uint64 * 8)(0, 0, 0, 0, signal.SIGCHLD, 0, 0, 0)
    _ended(_call("syscall", _SYS_CLONE3, arguments, ctypes.sizeof(arguments)))


def _ended(child: int) -> None:
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def start_a_thread(_: Scene) -> None:
    try:
        thread = threading.Thread(target=int)
        thread.start()
    except RuntimeError as error:
        raise OSError(str(error)) from error
    thread.join()


def make_a_namespace(_: Scene) -> None:
    _call("unshare", _CLONE_NEWUSER)


# Reading


def read_accounts(_: Scene) -> None:
    Path("/etc/passwd").read_bytes()


def read_a_users_file(scene: Scene) -> None:
    Path(scene.letter).read_bytes()


def read_it_through_the_application(scene: Scene) -> None:
    Path(f"/proc/{os.getppid()}/root{scene.letter}").read_bytes()


def list_a_users_folder(scene: Scene) -> None:
    list(Path(scene.letter).parent.iterdir())


def read_the_application(_: Scene) -> None:
    Path(f"/proc/{os.getppid()}/environ").read_bytes()


def make_shared_memory(_: Scene) -> None:
    """Memory that programs of one user share by number, a display's pictures among them."""
    number = _call("shmget", 0, 4_096, 0o1600)
    _call("shmctl", number, 0, None)


# Writing


def write_a_users_file(scene: Scene) -> None:
    with Path(scene.letter).open("ab") as file:
        file.write(b"")


def write_beside_it(scene: Scene) -> None:
    beside = Path(scene.letter).with_name("new")
    beside.write_bytes(b"x")
    beside.unlink()


def shorten_it(scene: Scene) -> None:
    os.truncate(scene.letter, Path(scene.letter).stat().st_size)


def rename_it(scene: Scene) -> None:
    Path(scene.letter).rename(scene.letter)


def link_it(scene: Scene) -> None:
    beside = Path(scene.letter).with_name("new")
    beside.hardlink_to(scene.letter)
    beside.unlink()


def change_its_mode(scene: Scene) -> None:
    Path(scene.letter).chmod(0o600)


def date_it(scene: Scene) -> None:
    os.utime(scene.letter)


def make_a_folder(scene: Scene) -> None:
    beside = Path(scene.letter).with_name("new")
    beside.mkdir()
    beside.rmdir()


# Memory


def take_much_memory(_: Scene) -> None:
    mmap.mmap(-1, _SIZE).close()


def take_it_after_raising_the_limit(_: Scene) -> None:
    try:
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except ValueError as error:
        raise OSError(str(error)) from error
    take_much_memory(_)


def take_it_as_a_file(_: Scene) -> None:
    descriptor = os.memfd_create("much")
    try:
        os.truncate(descriptor, _SIZE)
    finally:
        os.close(descriptor)


# The application


def signal_it(_: Scene) -> None:
    os.kill(os.getppid(), signal.SIGCONT)


def signal_it_by_a_handle(_: Scene) -> None:
    signal.pidfd_send_signal(os.pidfd_open(os.getppid()), signal.SIGCONT)


def signal_it_through_a_descriptor(_: Scene) -> None:
    """The kernel itself signals whoever is named as the owner when something arrives."""
    fcntl.fcntl(0, _F_SETSIG, signal.SIGCONT)
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getppid())


def slow_it_down(_: Scene) -> None:
    parent = os.getppid()
    os.setpriority(os.PRIO_PROCESS, parent, os.getpriority(os.PRIO_PROCESS, parent))


def limit_it(_: Scene) -> None:
    parent = os.getppid()
    resource.prlimit(parent, resource.RLIMIT_CORE, resource.prlimit(parent, resource.RLIMIT_CORE))


def trace(_: Scene) -> None:
    _call("ptrace", _PTRACE_TRACEME, 0, 0, 0)


def outlive_it(_: Scene) -> None:
    _call("prctl", _PR_SET_PDEATHSIG, 0, 0, 0, 0)


# The database


def open_the_database(scene: Scene) -> None:
    Path(scene.database).open("rb").close()


def write_the_database(scene: Scene) -> None:
    Path(scene.database).open("r+b").close()


def lock_the_database(scene: Scene) -> None:
    with Path(scene.database).open("r+b") as file:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


# The display


def reach_the_display(scene: Scene) -> None:
    _connect(scene.display)


def reach_the_display_by_its_abstract_name(scene: Scene) -> None:
    _connect(f"\0{scene.display}")


def _connect(address: str) -> None:
    with socket.socket(socket.AF_UNIX) as end:
        end.connect(address)


# The kernel


def queue_calls(_: Scene) -> None:
    """Calls put in a ring are not seen by a filter of calls."""
    os.close(_call("syscall", _SYS_IO_URING_SETUP, 1, (ctypes.c_uint32 * 30)()))


GROUPS: Mapping[str, tuple[Callable[[Scene], None], ...]] = {
    "use the network": (
        open_internet_socket,
        connect_to_a_server,
        open_socket_pair,
        ask_the_kernel_about_the_network,
    ),
    "run a program": (
        become_another_program,
        run_a_program,
        run_through_the_loader,
        run_own_interpreter,
        run_from_memory,
        run_memory_through_the_loader,
        run_what_was_written,
    ),
    "start a process or thread": (fork, fork_by_the_newer_call, start_a_thread, make_a_namespace),
    "read what is the user's": (
        read_accounts,
        read_a_users_file,
        read_it_through_the_application,
        list_a_users_folder,
        read_the_application,
        make_shared_memory,
    ),
    "write": (
        write_a_users_file,
        write_beside_it,
        shorten_it,
        rename_it,
        link_it,
        change_its_mode,
        date_it,
        make_a_folder,
    ),
    "take 3 GB": (take_much_memory, take_it_after_raising_the_limit, take_it_as_a_file),
    "harm the application": (
        signal_it,
        signal_it_by_a_handle,
        signal_it_through_a_descriptor,
        slow_it_down,
        limit_it,
        trace,
        outlive_it,
    ),
    "open the database": (open_the_database, write_the_database, lock_the_database),
    "reach the display": (reach_the_display, reach_the_display_by_its_abstract_name),
    "get round the filter": (queue_calls,),
}
ACTS: Mapping[str, Callable[[Scene], None]] = {act.__name__: act for acts in GROUPS.values() for act in acts}


def outcome(act: str, scene: Scene) -> str:
    """ "done", or the name of the error."""
    try:
        ACTS[act](scene)
    except (OSError, MemoryError) as error:
        return type(error).__name__
    return "done"
