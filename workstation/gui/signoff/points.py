"""What of a version a supervisor looks at, in order: the points that need a look, then the rest, folded."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from workstation.domain.messages import Label
from workstation.gui.kit.tokens import State
from workstation.gui.words import in_language
from workstation.services.views import AttentionItem, RowMark, SignoffRow, SignoffView

translate = QCoreApplication.translate
FACT = "fact"
CONFLICT = "conflict"
MISSING = "missing"
OVERRIDE = "override"
_STATES = {
    CONFLICT: State.CONFLICT,
    "doubtful": State.BORDERLINE,
    "borderline": State.BORDERLINE,
    OVERRIDE: State.BORDERLINE,
    "warning": State.BORDERLINE,
    "no_source": State.UNKNOWN,
    MISSING: State.UNKNOWN,
}
_MARKS = {
    RowMark.CONFLICT: State.CONFLICT,
    RowMark.DOUBTFUL: State.BORDERLINE,
    RowMark.NO_SOURCE: State.UNKNOWN,
    RowMark.NOT_FOUND: State.UNKNOWN,
}


class Group(StrEnum):
    """The folded groups under the points."""

    UNDISPUTED = "undisputed"
    OVERRIDES = "overrides"
    PAGES = "pages"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at. `key` is the same each time the version is read."""

    key: str
    kind: str  # of AttentionItem, or "fact"
    title: str
    note: str
    row: SignoffRow | None

    @property
    def state(self) -> State:
        """The shape that stands before it."""
        if self.kind != FACT:
            return _STATES.get(self.kind, State.UNKNOWN)
        return State.CONFIRMED if self.row is None else _MARKS.get(self.row.mark, State.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list: a point, a fact of an open group, a caption over some facts, or the head of a group."""

    point: Point | None = None
    caption: str = ""
    group: Group | None = None
    count: str = ""
    foldable: bool = False
    is_open: bool = False


def said(label: Label) -> str:
    """A label of the version in the window's language."""
    return in_language(label.en, label.zh)


def kind_of_point(point: Point) -> str:
    """Why it needs a look, for its pill."""
    return {
        CONFLICT: translate("SignoffPoint", "Conflict"),
        "doubtful": translate("SignoffPoint", "Read with low confidence"),
        "borderline": translate("SignoffPoint", "Borderline"),
        OVERRIDE: translate("SignoffPoint", "Overridden by the reviewer"),
        "warning": translate("SignoffPoint", "Looks wrong"),
        "no_source": translate("SignoffPoint", "No source"),
        MISSING: translate("SignoffPoint", "Missing"),
    }.get(point.kind) or _fact_word(point)


def _fact_word(point: Point) -> str:
    mark = RowMark.CONFIRMED if point.row is None else point.row.mark
    return {
        RowMark.NOT_FOUND: translate("SignoffPoint", "Looked for, not found"),
        RowMark.DERIVED: translate("SignoffPoint", "Derived"),
        RowMark.CONFLICT: translate("SignoffPoint", "Conflict"),
        RowMark.DOUBTFUL: translate("SignoffPoint", "Read with low confidence"),
        RowMark.NO_SOURCE: translate("SignoffPoint", "No source"),
    }.get(mark, translate("SignoffPoint", "Confirmed"))


def group_word(group: Group) -> str:
    """The head of a folded group."""
    return {
        Group.UNDISPUTED: translate("SignoffPoint", "Undisputed facts"),
        Group.OVERRIDES: translate("SignoffPoint", "Overrides by the reviewer"),
        Group.PAGES: translate("SignoffPoint", "Pages never opened"),
    }[group]


def attention_points(view: SignoffView) -> tuple[Point, ...]:
    """What needs a look first, in the order the version gives."""
    return tuple(_point(number, item) for number, item in enumerate(view.attention))


def _point(number: int, item: AttentionItem) -> Point:
    title = said(item.title)
    return Point(f"{number}", item.kind, title[:1].upper() + title[1:], said(item.note), item.row)


def undisputed_facts(view: SignoffView) -> tuple[Point, ...]:
    """Facts with a source that nothing above speaks of."""
    spoken_of = [item.row for item in view.attention if item.row is not None]
    marks = (RowMark.CONFIRMED, RowMark.NOT_FOUND)
    return tuple(
        fact_point(row) for row in view.rows if row.mark in marks and row.values and row not in spoken_of
    )


def fact_point(row: SignoffRow) -> Point:
    """A row of the record as something to look at."""
    values = translate("SignoffPoint", " or ").join(said(value.shown) for value in row.values)
    return Point(f"{row.field_id}/{row.group_id or ''}", FACT, said(row.label), values, row)


def entries(view: SignoffView, opened: frozenset[Group]) -> Iterator[Entry]:
    """Every line of the list, with the facts of the groups that are open."""
    points = attention_points(view)
    for point in points:
        yield Entry(point=point)
    facts = undisputed_facts(view)
    overrides = tuple(point for point in points if point.kind == OVERRIDE)
    folded = ((Group.UNDISPUTED, facts, str(len(facts))), (Group.OVERRIDES, overrides, str(view.overrides)))
    for group, members, count in folded:
        is_open = group in opened and bool(members)
        yield Entry(group=group, count=count, foldable=bool(members), is_open=is_open)
        if is_open:
            yield from _members(group, members)
    never = translate("SignoffPoint", "%1 of %2").replace("%1", str(view.pages - view.pages_seen))
    yield Entry(group=Group.PAGES, count=never.replace("%2", str(view.pages)))


def _members(group: Group, members: tuple[Point, ...]) -> Iterator[Entry]:
    """The points of an open group under the place in the record they stand at."""
    above = ""
    for point in members:
        place = place_words(point.row) if point.row is not None else ""
        if place != above:
            above = place
            yield Entry(caption=place, group=group)
        yield Entry(point=point, group=group)


def place_words(row: SignoffRow) -> str:
    """Where a row stands in the record: "Therapy · R-CHOP, 12 Dec 2025"."""
    return " · ".join(part for part in (said(row.section), said(row.group_title)) if part)
