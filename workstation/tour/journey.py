"""The journey from an empty case to a signed, exported assessment, in stages that each leave a finished screen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox

from workstation.gui.signoff.decision import RETURN
from workstation.tour import story
from workstation.tour.person import Person

# Told the name of each moment worth a picture.
Camera = Callable[[str], object]


def no_camera(_name: str) -> None:
    """Takes no pictures."""


def read_disease(person: Person, shot: Camera = no_camera) -> None:
    """Diagnosis and its modifiers, each from its words on the scan."""
    for reading in story.DISEASE:
        person.record(reading)
    shot("findings")


def read_therapy(person: Person, shot: Camera = no_camera) -> None:
    """One treatment episode and the relapse after it."""
    person.new_episode()
    for reading in story.FIRST_LINE:
        person.record(reading)
    person.new_relapse()
    for reading in story.RELAPSE:
        person.record(reading)
    shot("therapy")


def read_state(person: Person) -> None:
    """Earlier cell therapy, laboratory, organs; one value from a drawn box, one looked for and not found."""
    for reading in story.EARLIER_CELL_THERAPY + story.STATE:
        person.record(reading)
    cite_by_box(person, story.BOXED)
    person.not_found(story.MISSING)


def cite_by_box(person: Person, reading: story.Reading) -> str:
    """Type a value and cite it by a box drawn around its line; what is read in the box."""
    person.enter_value(reading.field, reading.typed)
    person.go_to(reading.field)
    before = person.sources(reading.field)
    quote = person.draw_box(person.find(reading.words).quads, wider=6)
    person.hands.press("Ctrl+Return")
    person.hands.until(lambda: person.sources(reading.field) > before, "the box is not cited")
    person.close_find()
    return quote


def make_conflict(person: Person, shot: Camera = no_camera) -> None:
    """Two documents give two last doses: both stay, explained."""
    other = story.OTHER_LAST_DOSE
    person.add_value(other.field, other.typed)
    person.go_to(other.field)
    shot("conflict")
    person.hands.press("Return")
    person.hands.type(story.WHY_BOTH)
    person.hands.click(person.button("Leave open, explained"))
    person.hands.until(lambda: person.row(other.field).decision is not None, "the conflict is not explained")


def resolve_conflict(person: Person) -> None:
    """Choose the first of the two values and say why."""
    field = story.OTHER_LAST_DOSE.field
    person.choose_value(field, 0)
    person.hands.press("Return")
    person.hands.press("Ctrl+A")
    person.hands.type(story.WHY_INFUSION)
    person.hands.click(person.button("Keep chosen"))
    person.hands.until(lambda: len(person.shown(field)) == 1, "the conflict is not resolved")


def recommend(person: Person, product: str, shot: Camera = no_camera) -> None:
    """One of the four sentences, for one product, with the rationale."""
    person.show_tab("suitability")
    person.choose_recommendation(0)
    box = next(one for one in person.desk.record.findChildren(QCheckBox) if product in one.text())
    if not box.isChecked():
        person.hands.click(box)
    person.write_rationale(story.RATIONALE)
    shot("recommendation")


def submit(person: Person, shot: Camera = no_camera) -> None:
    """Submit, past the list of what is open."""
    person.ask_to_submit()
    button = person.desk.record.suitability.submission.button
    person.hands.until(button.isEnabled, f"cannot be submitted: {person.messages()}")
    shot("submit")
    person.hands.click(button)
    person.hands.until(lambda: not person.may_edit(), f"not submitted: {person.messages()}", 60)


def return_it(person: Person, comment: str, shot: Camera = no_camera) -> None:
    """Return the version with a comment on the point that is looked at."""
    decision = person.signoff.decision
    person.hands.press("Ctrl+Shift+R")
    person.hands.until(
        lambda: decision.choice.value() == RETURN and decision.returning.isVisible(), "no return"
    )
    person.hands.click(decision.returning.comments[0].text.viewport())
    person.hands.type(comment)
    shot("return")
    person.hands.click(decision.returning.button)
    person.hands.until(decision.returning.isHidden, f"not returned: {person.messages()}")


def sign(person: Person, password: str) -> None:
    """Tick, type the password, Enter; until something is said of it."""
    form = person.signoff.decision.signature
    person.hands.until(form.isVisible, "nothing to sign")
    if not form.agreed.box.isChecked():
        person.hands.click(form.agreed.box)
    person.hands.click(form.password)
    person.hands.type(password)
    person.hands.press("Return")
    signed = person.signoff.decision.signed
    person.hands.until(lambda: signed.isVisible() or form.message.text(), "nothing comes of the signature")


def export(person: Person, folder: Path) -> list[Path]:
    """Ctrl+Shift+O and a folder; the files that are there then."""
    folder.mkdir(parents=True, exist_ok=True)
    before = set(folder.iterdir())
    person.hands.press("Ctrl+Shift+O")
    person.choose_folder(folder)
    person.hands.until(lambda: len(set(folder.iterdir()) - before) >= 2, "nothing is written", 60)
    person.hands.until(
        lambda: any("Written" in said or "已" in said for said in person.messages()), "not told"
    )
    return sorted(set(folder.iterdir()) - before)
