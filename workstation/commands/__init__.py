"""What each verb of the `workstation` command does: ask the services, print what they say.

A verb takes the parsed arguments and a console, and returns the exit code. It imports the rooms it needs when
it is called, because no verb should wait for libraries that only another one needs.
"""

from argparse import Namespace
from collections.abc import Callable

from workstation.commands.cases import evaluate
from workstation.commands.console import Console
from workstation.commands.machine import check
from workstation.commands.read import read
from workstation.commands.reading import import_files
from workstation.commands.records import export, verify
from workstation.commands.window import demo, open_window, tour

Verb = Callable[[Namespace, Console], int]

VERBS: dict[str, Verb] = {
    "app": open_window,
    "check": check,
    "demo": demo,
    "evaluate": evaluate,
    "export": export,
    "import": import_files,
    "read": read,
    "tour": tour,
    "verify": verify,
}
