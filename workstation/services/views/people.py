"""Who: users, and what can be known at the door."""

from dataclasses import dataclass, field

from workstation.criteria.verdicts import RecommendationKind as RecommendationKind
from workstation.domain.case import Role
from workstation.domain.messages import Message


@dataclass(frozen=True, slots=True)
class UserView:
    id: str
    login: str
    printed_name: str
    initials: str
    roles: frozenset[Role]
    active: bool
    row_version: int


@dataclass(frozen=True, slots=True)
class NewUser:
    """A person to be added. The password never leaves this object but to derive a key."""

    login: str
    printed_name: str
    initials: str
    roles: frozenset[Role]
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A user of a demo workspace with the password its own door may show."""

    login: str
    printed_name: str
    password: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class DoorView:
    """What can be known of a workspace before anybody has signed in."""

    name: str
    demo_users: tuple[DemoUser, ...]
    problem: Message | None
