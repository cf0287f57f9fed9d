"""How far the people of the demo have come with each case, read from `resources/demo/states.yaml`."""

from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from workstation.domain.case import Role
from workstation.domain.errors import DataFileError


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Person(_Data):
    login: str
    printed_name: str
    initials: str
    roles: tuple[Role, ...]
    password: str


class Comment(_Data):
    text: str
    field: str = ""
    group: str = ""


class Explained(_Data):
    field: str
    group: str = ""
    text: str


class SetAside(_Data):
    document: str
    reason: str


class Recommended(_Data):
    kind: Literal["matches", "does_not_match", "information_missing", "needs_discussion"]
    sets: tuple[str, ...]
    rationale: str
    differing: str = ""


class CasePlan(_Data):
    """What has happened to one case. `facts`: the fields whose facts are on record, or all."""

    state: Literal["new", "in_review", "waiting", "awaiting_signoff", "returned", "signed"]
    by: str = ""
    facts: tuple[str, ...] | Literal["all"] = ()
    not_found: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    set_aside: SetAside | None = None
    comment: Comment | None = None
    explained: Explained | None = None
    waiting_for: tuple[str, ...] = ()
    recommendation: Recommended | None = None
    returned_by: str = ""
    returned: Comment | None = None
    signed_by: str = ""


class Plan(_Data):
    """The people (the first one makes the workspace and adds the others), who opens the cases, and the cases."""

    clerk: str
    people: tuple[Person, ...]
    workspace: str
    time_zone: str
    as_of: str
    cases: dict[str, CasePlan]

    def person(self, login: str) -> Person:
        """Raises KeyError for a login the demo does not have."""
        for person in self.people:
            if person.login == login:
                return person
        raise KeyError(login)


def load_plan(path: Path) -> Plan:
    """Raises DataFileError naming the file and what is wrong in it."""
    try:
        return Plan.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise DataFileError("criteria.bad_file", file=path.name, entry="demo", problem=str(error)) from error
