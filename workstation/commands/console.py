"""What the command line says, and in which language; what it asks for."""

import getpass
import locale
import os
import sys
import unicodedata
import warnings
from collections.abc import Sequence
from functools import cached_property

from workstation import settings
from workstation.domain.errors import InputError, WorkstationError
from workstation.domain.messages import Message, Param
from workstation.messages import Catalogue


class Console:
    """Prints sentences of the catalogue in one language. `asked`: 'en', 'zh', or '' for the user's own."""

    def __init__(self, asked: str = "") -> None:
        self.language = language_of(asked)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The sentences. A verb that speaks of fields and criteria sets the one that knows their labels."""
        return Catalogue.load(settings.resources_dir() / "messages")

    def render(self, message: Message) -> str:
        return self.catalogue.render(message, self.language)

    def text(self, message_id: str, **params: Param) -> str:
        return self.render(Message(message_id, params))

    def say(self, message: Message) -> None:
        self.write(self.render(message))

    def write(self, *lines: str) -> None:
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()

    def complain(self, problem: WorkstationError) -> None:
        """A known error: one sentence on stderr."""
        self._warn(self.catalogue.render_error(problem, self.language))

    def warn(self, message: Message) -> None:
        """Something that is not as it should be, while the verb goes on: one sentence on stderr."""
        self._warn(self.render(message))

    def _warn(self, sentence: str) -> None:
        sys.stderr.write(f"workstation: {sentence}\n")

    def password(self, descriptor: int | None) -> str:
        """The first line of an open descriptor, else typed without being shown.

        Raises InputError for a descriptor that is not open, and where nobody can type.
        """
        if descriptor is None:
            return self._typed_password()
        try:
            with os.fdopen(descriptor, encoding="utf-8") as file:
                return file.readline().rstrip("\r\n")
        except OSError as error:
            raise InputError("command.password_fd", number=descriptor) from error

    def _typed_password(self) -> str:
        # Without a terminal getpass would fall back to echoing what is typed: refused instead.
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", getpass.GetPassWarning)
                return getpass.getpass(self.text("command.password"))
        except (EOFError, getpass.GetPassWarning) as error:
            raise InputError("command.password_no_terminal") from error


def language_of(asked: str) -> str:
    """'en' or 'zh': as asked for, else as chosen in the window, else as the system speaks."""
    chosen = asked or settings.Settings.load().language
    if chosen:
        return chosen
    system = (locale.getlocale()[0] or "").casefold()
    return "zh" if system.startswith(("zh", "chinese")) else "en"


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
