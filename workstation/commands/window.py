"""Verbs that open the window."""

from argparse import Namespace

from workstation import settings
from workstation.commands.console import Console


def open_window(asked: Namespace, console: Console) -> int:
    """The application on the demo workspace, on a named one, or (neither named) where it was left."""
    from workstation import app

    return app.run(settings.demo_workspace_dir() if asked.demo else asked.workspace)
