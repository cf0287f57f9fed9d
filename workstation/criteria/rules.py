"""The rules a criterion is made of: a tree of AND, OR, NOT over leaves. Data only, no formula in text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from workstation.domain.facts import UnknownReason
from workstation.domain.relapse import Anchor


class Quantifier(StrEnum):
    """How a field of a repeating group is asked; ONE = a field that stands once per case."""

    ONE = "one"
    ANY = "any"
    ALL = "all"
    LATEST = "latest"
    COUNT = "count"


class Operator(StrEnum):
    LESS = "<"
    AT_MOST = "<="
    EQUAL = "=="
    AT_LEAST = ">="
    MORE = ">"


class Mark(StrEnum):
    """How well a rule is known, weakest last; UNVERIFIED = looked for and not found."""

    FOUND = "F"
    SECONDARY = "F2"
    KNOWLEDGE = "K"
    UNVERIFIED = "?"


@dataclass(frozen=True, slots=True)
class Age:
    """A longest age against the as-of day: days or calendar months, exactly one of them."""

    days: int | None = None
    months: int | None = None

    def __post_init__(self) -> None:
        if (self.days is None) == (self.months is None):
            raise ValueError("an age is given in days or in months")


@dataclass(frozen=True)
class InCodes:
    """The value is one of `codes`. `unknown`: codes that answer nothing, with the reason. `borderline`: codes
    whose answer stands but is borderline. `marks`: codes known less well than the criterion."""

    codes: frozenset[str]
    unknown: Mapping[str, UnknownReason] = field(default_factory=dict)
    borderline: frozenset[str] = frozenset()
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True)
class Compared:
    """The number compared with `value`: in `unit`, or in multiples of the laboratory's upper limit, or a
    plain count. `near`: distance from the limit, in its unit, that counts as borderline (None = never)."""

    operator: Operator
    value: Decimal
    unit: str | None = None
    upper_limits: bool = False
    unsupported: bool = False
    near: Decimal | None = None


@dataclass(frozen=True)
class Undetectable:
    """A viral load below the detection limit of its test (reported with <) or zero."""


@dataclass(frozen=True)
class MonthsAgo:
    """The date lies at least `months` calendar months before the as-of day."""

    months: int


@dataclass(frozen=True)
class Fresh:
    """The value (or the date itself) is not older than `age`."""

    age: Age


@dataclass(frozen=True)
class Stated:
    """Any value at all answers it."""


Test = InCodes | Compared | Undetectable | MonthsAgo | Fresh | Stated


@dataclass(frozen=True)
class Leaf:
    """One question about one field. `where`: only groups whose field has one of the codes. `latest_by`: date
    field that orders the groups. `count`: what the number of groups is compared with. `beside`: fields asked
    the same and shown; they make the answer borderline when they disagree. `unless_stated`: holds when nobody
    has stated anything; only for a modifier that a stated diagnosis would carry. `silence_borderline`: it
    holds then, but borderline."""

    field_id: str
    test: Test
    quantifier: Quantifier = Quantifier.ONE
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    latest_by: str | None = None
    count: tuple[Operator, int] | None = None
    max_age: Age | None = None
    unless_stated: bool = False
    beside: tuple[str, ...] = ()
    silence_borderline: bool = False


@dataclass(frozen=True)
class WithinMonths:
    """The relapse came within `months` of the anchor, inclusive; `beside` anchors are shown and make the
    answer borderline when they disagree. `asks`: the facts that would answer it, each as the fields of which
    one is enough, the best first. `biopsied`: a relapse that no biopsy proves is borderline."""

    anchor: Anchor
    months: int
    beside: tuple[Anchor, ...]
    asks: tuple[tuple[str, ...], ...]
    biopsied: bool = False


@dataclass(frozen=True)
class Defined:
    """The disease is refractory by a named definition. `asks` as in WithinMonths."""

    definition: str
    asks: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Open:
    """Never answered: the source itself is not verified, or a person has to judge."""

    reason: UnknownReason


@dataclass(frozen=True)
class AllOf:
    parts: tuple["Rule", ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple["Rule", ...]


@dataclass(frozen=True)
class Not:
    part: "Rule"


Rule = Leaf | WithinMonths | Defined | Open | AllOf | AnyOf | Not
Atom = Leaf | WithinMonths | Defined | Open


def atoms(rule: Rule) -> Iterator[Atom]:
    """The leaves of a rule from left to right."""
    match rule:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from atoms(part)
        case Not(part):
            yield from atoms(part)
        case _:
            yield rule


def fields_of(rule: Rule) -> tuple[str, ...]:
    """The fields a rule asks, each once, in order."""
    found: dict[str, None] = {}
    for atom in atoms(rule):
        if isinstance(atom, Leaf):
            found.update(dict.fromkeys((atom.field_id, *atom.where, *atom.beside)))
        elif isinstance(atom, WithinMonths | Defined):
            found.update(dict.fromkeys(name for choice in atom.asks for name in choice))
    return tuple(found)
