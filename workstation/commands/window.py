"""Verbs of the window and of the demo it opens on."""

from argparse import Namespace
from pathlib import Path

from workstation import settings
from workstation.commands.console import Console


def open_window(asked: Namespace, console: Console) -> int:
    """The application on a named workspace, on the demo (made when it is not there), or where it was left."""
    from workstation import app
    from workstation.services.workspace import DATABASE_NAME

    folder: Path | None = asked.workspace
    if asked.demo:
        folder = settings.demo_workspace_dir()
        if not (folder / DATABASE_NAME).exists():
            _make_demo(folder, console)
    return app.run(folder)


def demo(asked: Namespace, console: Console) -> int:
    """Makes the demo workspace in a folder and says who can sign in."""
    from workstation.services.workspace import describe

    _make_demo(asked.folder, console)
    for user in describe(asked.folder).demo_users:
        console.write(
            console.text(
                "command.demo.user", name=user.printed_name, login=user.login, password=user.password
            )
        )
    return 0


def tour(asked: Namespace, console: Console) -> int:
    """Plays the whole journey through the real widgets, off-screen where there is no display."""
    import os

    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from workstation.tour.play import play

    play(asked.out, console.write)
    return 0


def _make_demo(folder: Path, console: Console) -> None:
    from workstation.demo.build import make_demo

    console.write(console.text("command.demo.making", folder=str(folder)))
    make_demo(folder, lambda number: console.write(f"  {number}"))
