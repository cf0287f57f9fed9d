"""The rows of the form as a flat list of items with heights: what the list paints and walks through."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from workstation.domain.fields import GroupKind
from workstation.gui.kit.theme import scaled
from workstation.gui.kit.tokens import Height
from workstation.services.views import FormGroup, FormRow, FormSection, FormView, RowMark

SECTION_HEIGHT = 30
WARNING_HEIGHT = 20
CONFLICT_FOOT = 44
TWO_COLUMNS_FROM = 900
Key = tuple[str, str | None]


@dataclass(frozen=True)
class SectionItem:
    """A section's head with its count."""

    section: FormSection


@dataclass(frozen=True)
class GroupItem:
    """One of a repeating group, folded or open."""

    group: FormGroup
    open: bool


@dataclass(frozen=True)
class RowItem:
    """A field's row; `cell` when it stands in the two-column grid of an open group."""

    row: FormRow
    cell: bool = False

    @property
    def key(self) -> Key:
        return self.row.field.id, self.row.group_id


@dataclass(frozen=True)
class AddItem:
    """The line that adds one more of a repeating group."""

    kind: GroupKind


@dataclass(frozen=True)
class FoldItem:
    """The line that shows or hides the folded fields of a section."""

    section_id: str
    count: int
    open: bool


Item = SectionItem | GroupItem | RowItem | AddItem | FoldItem


@dataclass(frozen=True)
class Placed:
    """An item and where it lies in the content."""

    item: Item
    rect: QRectF


def item_key(item: Item) -> str:
    """What an item is called while the form is rebuilt around it, so that focus stays."""
    match item:
        case SectionItem():
            return f"section:{item.section.section.id}"
        case GroupItem():
            return f"group:{item.group.group.id}"
        case RowItem():
            return row_key(*item.key)
        case AddItem():
            return f"add:{item.kind.id}"
        case FoldItem():
            return f"fold:{item.section_id}"


def row_key(field_id: str, group_id: str | None) -> str:
    """The key of a field's row."""
    return f"row:{field_id}:{group_id or ''}"


def place_items(form: FormView, kinds: tuple[GroupKind, ...], opened: set[str], width: float) -> list[Placed]:
    """Every visible item with its place. `opened`: keys of unfolded groups and folds."""
    placer = _Placer(width)
    for section in form.sections:
        placer.add(SectionItem(section), SECTION_HEIGHT)
        _place_rows(placer, section, opened)
        for kind in (kind for kind in kinds if kind.section == section.section.id):
            for group in (group for group in section.groups if group.kind.id == kind.id):
                _place_group(placer, group, opened)
            placer.add(AddItem(kind), Height.LIST_ROW)
    return placer.placed


def _place_rows(placer: "_Placer", section: FormSection, opened: set[str]) -> None:
    shown = [row for row in section.rows if is_shown(row)]
    folded = [row for row in section.rows if not is_shown(row)]
    for row in shown:
        placer.add(RowItem(row), row_height(row))
    if folded:
        fold = FoldItem(section.section.id, len(folded), item_key_of_fold(section.section.id) in opened)
        placer.add(fold, Height.LIST_ROW)
        if fold.open:
            for row in folded:
                placer.add(RowItem(row), row_height(row))


def _place_group(placer: "_Placer", group: FormGroup, opened: set[str]) -> None:
    item = GroupItem(group, f"group:{group.group.id}" in opened)
    placer.add(item, Height.FINDING_ROW)
    if item.open:
        rows = [RowItem(row, cell=True) for row in group.rows]
        placer.add_grid(rows, [row_height(row.row) for row in rows])


def item_key_of_fold(section_id: str) -> str:
    return f"fold:{section_id}"


def is_shown(row: FormRow) -> bool:
    """The form opens on the decisive fields and on whatever was answered."""
    return row.field.decisive or bool(row.values) or row.mark is RowMark.DERIVED


def standing(row: FormRow) -> int:
    """How many values stand side by side."""
    return sum(1 for value in row.values if value.finding.stands)


def row_height(row: FormRow) -> int:
    """Px at 100 %: a line a value in conflict and one for what to do, a line a warning."""
    height = Height.FINDING_ROW
    if row.mark is RowMark.CONFLICT:
        height = Height.FINDING_ROW * standing(row) + CONFLICT_FOOT
    return height + WARNING_HEIGHT * len(row.warnings)


class _Placer:
    """Stacks items from the top; grids in two columns where there is room."""

    def __init__(self, width: float) -> None:
        self.placed: list[Placed] = []
        self._width = width
        self._top = 0.0

    def add(self, item: Item, height: int) -> None:
        high = float(scaled(height))
        self.placed.append(Placed(item, QRectF(0, self._top, self._width, high)))
        self._top += high

    def add_grid(self, items: list[RowItem], heights: list[int]) -> None:
        columns = 2 if self._width >= scaled(TWO_COLUMNS_FROM) else 1
        width = self._width / columns
        for start in range(0, len(items), columns):
            high = float(max(scaled(height) for height in heights[start : start + columns]))
            for column, item in enumerate(items[start : start + columns]):
                self.placed.append(Placed(item, QRectF(column * width, self._top, width, high)))
            self._top += high
