"""The tour itself: the demo workspace and a packet of scans, played to the signed export, with numbered pictures."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtWidgets import QApplication

from workstation import settings
from workstation.app import Composition, application
from workstation.demo.build import make_demo
from workstation.demo.corpus import make_packets
from workstation.domain.errors import InputError
from workstation.services.views import DemoUser
from workstation.services.workspace import describe
from workstation.settings import Settings
from workstation.tour import journey, story
from workstation.tour.hands import StuckError
from workstation.tour.person import Person

# Client areas of a window on a screen of 1920×1080 and of 1366×768, without title bar and task bar.
WIDE: Final = (1920, 1010)
SMALL: Final = (1366, 698)
REVIEWER: Final = "mkeller"
SUPERVISOR: Final = "hroth"
SETTLE: Final = 0.6
PLAIN: Final = Settings(language="en", scheme="light", reduced_motion=True)
LOOKS: Final = (
    ("zh light wide", replace(PLAIN, language="zh"), WIDE),
    ("en dark wide", replace(PLAIN, scheme="dark"), WIDE),
    ("zh dark small", replace(PLAIN, language="zh", scheme="dark"), SMALL),
    ("en light small", PLAIN, SMALL),
)
Told = Callable[[str], object]


def packet_script() -> Path:
    """The script of the packet that is played: the one of the main journey."""
    return settings.data_root() / "tests" / "journey" / "packet.yaml"


class Album:
    """Numbered pictures of the window in a folder."""

    def __init__(self, folder: Path, told: Told) -> None:
        self._folder, self._told = folder, told
        self._number = 0

    @property
    def stuck(self) -> Path:
        """Where a picture goes when the tour can't go on."""
        return self._folder / "stuck.png"

    def take(self, person: Person, name: str) -> None:
        """Let the screen come to rest and keep its picture."""
        person.hands.rest(SETTLE)
        self._number += 1
        file = self._folder / f"{self._number:02}-{name.replace(' ', '-')}.png"
        person.window.grab().save(str(file))
        self._told(file.name)

    def camera(self, person: Person) -> journey.Camera:
        """Pictures of this person's window."""
        return lambda name: self.take(person, name)


def play(out: Path, told: Told) -> None:
    """Play the journey and leave pictures and exports in `out`. Raises InputError when it can't be written to."""
    pictures, exports = out / "screens", out / "exports"
    try:
        for folder in (pictures, exports):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("command.export.no_folder", folder=str(out)) from error
    app = _application()
    with TemporaryDirectory(prefix="tour-") as scratch:
        made = make_packets(Path(scratch) / "packets", packet_script(), settings.resources_dir())
        folder = make_demo(Path(scratch) / "demo")
        album = Album(pictures, told)
        files = [file.path for file in made.cases[0].files]
        broken = files[0].parent / "notes.pdf"
        broken.write_bytes(b"these are no pages")
        _play_all(app, folder, [*files, broken], exports, album)


def _application() -> QApplication:
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else application(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    return app


def _play_all(app: QApplication, folder: Path, files: list[Path], exports: Path, album: Album) -> None:
    users = {user.login: user for user in describe(folder).demo_users}
    with _window(app, folder, PLAIN, WIDE, album.stuck) as person:
        album.take(person, "door")
        number = _review(person, users[REVIEWER], files, album)
    with _window(app, folder, PLAIN, WIDE, album.stuck) as person:
        _decide(person, users, number, exports, album)
    for name, chosen, size in LOOKS:
        with _window(app, folder, chosen, size, album.stuck) as person:
            _look_round(person, users, name, album)


@contextmanager
def _window(
    app: QApplication, folder: Path, chosen: Settings, size: tuple[int, int], stuck: Path
) -> Iterator[Person]:
    """Somebody at a new window; where the tour gets stuck, its last picture is kept in `stuck`."""
    with Composition(app, folder, chosen) as composed:
        composed.window.resize(*size)
        composed.window.show()
        composed.window.activateWindow()
        try:
            yield Person(composed.window)
        except StuckError:
            composed.window.grab().save(str(stuck))
            raise


def _review(person: Person, user: DemoUser, files: list[Path], album: Album) -> str:
    """From the queue to the submitted assessment; the number of the case."""
    shot = album.camera(person)
    person.sign_in(user.login, user.password)
    shot("queue")
    person.hands.press("Ctrl+N")
    shot("new case")
    person.hands.press("Escape")
    person.new_case(*story.CASE)
    number = person.desk.title()
    person.add_files(files, documents=len(files) - 1)
    shot("files added")
    person.until_read()
    person.find("October 2026")
    shot("find")
    person.close_find()
    journey.read_disease(person, shot)
    journey.read_therapy(person, shot)
    journey.read_state(person)
    journey.make_conflict(person, shot)
    for tab in ("timeline", "suitability"):
        person.show_tab(tab)
        shot(tab)
    person.desk.record.suitability.matrix.setFocus()
    person.hands.press("Right", "Return")
    shot("criterion card")
    journey.recommend(person, "second line", shot)
    person.see_every_page()
    journey.submit(person, shot)
    person.show_tab("history")
    shot("history")
    return number


def _decide(person: Person, users: dict[str, DemoUser], number: str, exports: Path, album: Album) -> None:
    """Returned with a comment, corrected, submitted again, signed, exported."""
    shot = album.camera(person)
    reviewer, supervisor = users[REVIEWER], users[SUPERVISOR]
    person.sign_in(supervisor.login, supervisor.password)
    shot("supervisor queue")
    person.open_signoff(number)
    shot("sign-off")
    journey.return_it(person, story.COMMENT, shot)
    person.sign_out()
    person.sign_in(reviewer.login, reviewer.password)
    person.open_desk(number)
    person.show_tab("discussion")
    shot("comment")
    journey.resolve_conflict(person)
    journey.submit(person)
    person.sign_out()
    person.sign_in(supervisor.login, supervisor.password)
    person.open_signoff(number)
    journey.sign(person, "not the password")
    shot("wrong password")
    journey.sign(person, supervisor.password)
    person.hands.until(person.signoff.decision.signed.isVisible, "not signed")
    shot("signed")
    journey.export(person, exports)
    shot("exported")


def _look_round(person: Person, users: dict[str, DemoUser], name: str, album: Album) -> None:
    """Every screen once more in another language, scheme and size."""

    def shot(what: str) -> None:
        album.take(person, f"{name} {what}")

    reviewer, supervisor = users[REVIEWER], users[SUPERVISOR]
    shot("door")
    person.sign_in(reviewer.login, reviewer.password)
    shot("queue")
    person.open_desk("LY-0147")
    person.hands.rest(SETTLE)
    for tab in ("findings", "timeline", "suitability", "discussion", "history"):
        person.show_tab(tab)
        shot(tab)
    person.hands.press("F1")
    shot("keys")
    person.hands.press("Escape", "Ctrl+Shift+K")
    person.hands.until(person.window.is_locked, "the window is not locked")
    shot("locked")
    person.unlock(reviewer.password)
    person.sign_out()
    person.sign_in(supervisor.login, supervisor.password)
    person.open_signoff("LY-0155")
    shot("sign-off")
