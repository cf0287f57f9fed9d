"""The demo from end to end: its corpus, and the workspace a newcomer opens."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from workstation import settings
from workstation.demo import corpus as packets
from workstation.demo.corpus import Corpus
from workstation.demo.plan import Person, Plan, load_plan
from workstation.demo.seed import Cast, Seeder, StoryClock
from workstation.reading import ReadingPool
from workstation.services.rules import load_rules
from workstation.services.users import add_user
from workstation.services.views import NewUser
from workstation.services.workspace import Workspace, create_workspace, open_workspace
from workstation.store.files_on_disk import told_plainly_on_disk

Progress = Callable[[str], None]


def make_corpus(folder: Path) -> Corpus:
    """Writes the packets of the demo, one folder per case, with the truth of each file under `truth`."""
    return packets.make_corpus(folder, settings.resources_dir())


def make_demo(folder: Path, on_progress: Progress | None = None) -> Path:
    """Makes the demo workspace in a folder (made if need be) and answers the folder.

    `on_progress` hears the number of each case as it is ready. Raises InputError for a folder in use; then
    and on any other failure nothing is left behind.
    """
    plan = load_plan(settings.resources_dir() / "demo" / "states.yaml")
    clock = StoryClock()
    first, *others = plan.people
    create_workspace(folder, plan.workspace, plan.time_zone, _new_user(first), demo=True)
    try:
        with told_plainly_on_disk(folder), TemporaryDirectory(dir=folder) as scratch:
            made = make_corpus(Path(scratch))
            _seed(folder, plan, clock, made, others, on_progress or (lambda _: None))
    except BaseException:
        for left in folder.glob("workspace.*"):
            left.unlink()
        raise
    return folder


def _new_user(person: Person) -> NewUser:
    return NewUser(
        person.login, person.printed_name, person.initials, frozenset(person.roles), person.password
    )


def _seed(
    folder: Path, plan: Plan, clock: StoryClock, made: Corpus, others: list[Person], told: Progress
) -> None:
    rules = load_rules()
    with ExitStack() as stack:
        pool = ReadingPool(reading_workers=1)
        stack.callback(pool.close)

        def signed_in(person: Person) -> Workspace:
            opened = open_workspace(folder, person.login, person.password, rules, clock)
            return stack.enter_context(opened)

        people = {plan.people[0].login: signed_in(plan.people[0])}
        for person in others:
            add_user(people[plan.people[0].login], _new_user(person))
        people |= {person.login: signed_in(person) for person in others}
        cast = Cast(people, {person.login: person.password for person in plan.people})
        seeder = Seeder(plan, cast, pool, clock, clerk=plan.clerk)
        _play(seeder, plan, made, told)


def _play(seeder: Seeder, plan: Plan, made: Corpus, told: Progress) -> None:
    """Opens every case in the order of receipt, then plays what was done with it."""
    opened = {}
    for case in sorted(made.cases, key=lambda case: case.case.received):
        opened[case.case.number] = seeder.open_case(case)
    seeder.clock.go_to(plan.as_of, 7)
    for case in made.cases:
        seeder.play(case, opened[case.case.number], plan.cases[case.case.number])
        told(case.case.number)
