"""What each verb of the `workstation` command does: ask the services, print what they say.

A verb takes the parsed arguments and returns the exit code. Rooms are imported inside the verbs, because a
verb should not wait for libraries that only another one needs.
"""

import locale
import sys
import unicodedata
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence

from workstation import settings
from workstation.domain.errors import WorkstationError
from workstation.domain.messages import Message
from workstation.messages import Catalogue

Verb = Callable[[Namespace], int]


def language_of(option: str) -> str:
    """'en' or 'zh': as asked for, else as chosen in the window, else as the system speaks."""
    chosen = option or settings.Settings.load().language
    if chosen:
        return chosen
    system = (locale.getlocale()[0] or "").casefold()
    return "zh" if system.startswith(("zh", "chinese")) else "en"


def sentence(problem: WorkstationError, option: str) -> str:
    """What went wrong, in the chosen language."""
    return _catalogue().render_error(problem, language_of(option))


def _catalogue() -> Catalogue:
    return Catalogue.load(settings.resources_dir() / "messages")


def open_window(asked: Namespace) -> int:
    """The application; without a workspace named, where it was left."""
    from workstation import app

    return app.run(settings.demo_workspace_dir() if asked.demo else asked.workspace)


def check(asked: Namespace) -> int:
    """The table of this machine; 1 when something needed is missing."""
    from workstation.reading import ReadingPool
    from workstation.services.checkup import Standing, check_machine

    language = language_of(asked.language)
    catalogue = _catalogue()

    def say(message_id: str, params: Mapping[str, str | int] | None = None) -> str:
        return catalogue.render(Message(message_id, params or {}), language)

    with ReadingPool(reading_workers=1) as pool:
        rows = check_machine(pool)
    lines = [
        (
            catalogue.render(row.subject, language),
            say(f"checkup.state.{row.standing}"),
            catalogue.render(row.found, language),
            catalogue.render(row.advice, language) if row.advice else "",
        )
        for row in rows
    ]
    missing = sum(row.standing is Standing.MISSING for row in rows)
    closing = say("checkup.some_missing", {"count": missing}) if missing else say("checkup.all_there")
    head = tuple(say(f"checkup.head.{name}") for name in ("part", "state", "found", "advice"))
    sys.stdout.write("\n".join([say("checkup.title"), "", *table([head, *lines]), "", closing, ""]))
    return 1 if missing else 0


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines with aligned columns, the first row underlined; a Chinese character is two columns wide."""
    widths = [max(display_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    rule = "  ".join("-" * width for width in widths)
    return [line.rstrip() for line in (lines[0], rule, *lines[1:])]


def display_width(text: str) -> int:
    """Columns on a terminal: 2 for wide characters, 0 for combining ones."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - display_width(cell))


VERBS: dict[str, Verb] = {"app": open_window, "check": check}
