"""What a screen reader is told of a row: label, state, value, where it was read."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.gui.desk.findings.items import AddItem, FoldItem, GroupItem, Item, RowItem, SectionItem
from workstation.gui.words import document_type, in_language, language
from workstation.messages import Catalogue
from workstation.services.views import FormRow, FormValue, RowMark

translate = QCoreApplication.translate
_MARKS = {
    RowMark.CONFIRMED: QT_TRANSLATE_NOOP("FindingsForm", "confirmed"),
    RowMark.NO_SOURCE: QT_TRANSLATE_NOOP("FindingsForm", "no source"),
    RowMark.DOUBTFUL: QT_TRANSLATE_NOOP("FindingsForm", "read with low confidence"),
    RowMark.CONFLICT: QT_TRANSLATE_NOOP("FindingsForm", "conflict"),
    RowMark.NOT_FOUND: QT_TRANSLATE_NOOP("FindingsForm", "looked for, not found"),
    RowMark.DERIVED: QT_TRANSLATE_NOOP("FindingsForm", "derived"),
}


def tell_item(item: Item, catalogue: Catalogue) -> str:
    """One sentence for an item of the form."""
    match item:
        case SectionItem():
            return in_language(item.section.section.en, item.section.section.zh)
        case GroupItem():
            group = item.group
            line = catalogue.render(group.line, language()) if group.line is not None else ""
            return ", ".join(part for part in (in_language(group.title_en, group.title_zh), line) if part)
        case RowItem():
            return tell_row(item.row)
        case AddItem():
            return translate("FindingsForm", "Add: %1").replace("%1", in_language(item.kind.en, item.kind.zh))
        case FoldItem():
            return translate("FindingsForm", "%1 more fields").replace("%1", str(item.count))


def tell_row(row: FormRow) -> str:
    """For example: Last dose, conflict, 27 Mar 2026, Discharge summary page 1."""
    parts = [row.field.label(language())]
    if row.field.derived and row.group_id is not None:
        parts.append(row.group_id)
    if row.mark in _MARKS:
        parts.append(translate("FindingsForm", str(_MARKS[row.mark])))
    for value in row.values:
        if value.finding.stands:
            parts.append(_told_value(value))
    return ", ".join(part for part in parts if part)


def _told_value(value: FormValue) -> str:
    shown = in_language(value.shown_en, value.shown_zh)
    page = translate("FindingsForm", "%1 page %2")
    places = [
        page.replace("%1", document_type(spot.document_type)).replace("%2", str(spot.page_number))
        for spot in value.spots
    ]
    return ", ".join([shown, *places])
