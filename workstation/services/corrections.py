"""Corrections of what was read: made on the words as they were seen, laid over every reading, taken back at will."""

from collections.abc import Sequence

from workstation.domain.corrections import Laid
from workstation.domain.errors import InputError, StaleError
from workstation.domain.page_words import PageWord
from workstation.domain.rereading import Change, changes_of, compared, confirmed, typed_change
from workstation.services.editing import Edit, editing_case, require_page
from workstation.services.views import CorrectionView, FormChange, WordView
from workstation.services.workspace import Workspace
from workstation.store import page_text, people, record
from workstation.store.store import ReadTx
from workstation.store.tables.readings import Correction as CorrectionRow

MOST_CHARACTERS = 1_000


def corrections(ws: Workspace, case_id: str) -> tuple[CorrectionView, ...]:
    """Every correction of the pages of a case, page by page; those that no longer fit say so in `placed`."""
    with ws.read() as tx:
        pages = dict.fromkeys(place.page_id for place in record.page_places(tx, case_id))
        return corrections_of(tx, tuple(pages))


def corrections_of(tx: ReadTx, page_ids: Sequence[str]) -> tuple[CorrectionView, ...]:
    """The corrections of these pages, in the order of the pages and then as they were made."""
    made = page_text.corrections(tx, page_ids)
    pages = [page_id for page_id in page_ids if page_id in made]
    return tuple(
        view
        for page_id in pages
        for view in corrections_shown(tx, made[page_id], page_text.laid(tx, page_id))
    )


def corrections_shown(tx: ReadTx, rows: Sequence[CorrectionRow], laid: Laid) -> tuple[CorrectionView, ...]:
    """The corrections of a page, given its words with all of them laid over."""
    listed = {correction.id for correction in laid.not_placed}
    return tuple(
        CorrectionView(
            id=row.id,
            case_id=row.case_id,
            page_id=row.page_id,
            quad=page_text.as_correction(row).quad,
            old_text=row.old_text,
            new_text=row.new_text,
            made_by=people.user(tx, row.made_by).printed_name,
            made_at=row.made_at,
            placed=row.id not in listed,
            row_version=row.row_version,
        )
        for row in rows
    )


def correct_words(
    ws: Workspace, case_id: str, page_id: str, words: Sequence[WordView], text: str
) -> FormChange:
    """Puts a text in the place of neighbouring words of one line; "" says that nothing is written there.

    `words`: as they were seen; StaleError when something else stands there now. Raises InputError when nothing
    was changed or the words are of several lines, NotFoundError for a page of another case, NotAllowedError.
    """
    typed = _clean(text)
    with editing_case(ws, case_id, "correct_words") as edit:
        _require_run(edit, page_id, words)
        change = typed_change(words, typed)
        if change is None:
            raise InputError("corrections.unchanged")
        _add(edit, page_id, [change])
    return edit.change


def confirm_words(ws: Workspace, case_id: str, page_id: str, words: Sequence[WordView]) -> FormChange:
    """Says that neighbouring words of one line are right as they were read: they stand as a reviewer's words, in doubt
    no more, whatever reads the page next. Undone and withdrawn as a correction. Raises as `correct_words`."""
    with editing_case(ws, case_id, "confirm_words") as edit:
        _require_run(edit, page_id, words)
        _add(edit, page_id, [confirmed(words)])
    return edit.change


def take_region(
    ws: Workspace, case_id: str, page_id: str, stood: Sequence[WordView], read: Sequence[PageWord]
) -> FormChange:
    """Takes what was read again of a part of a page, in place of what stood there: a correction for every run of
    words that differs, all of them one step of undo. Raises as `correct_words`."""
    with editing_case(ws, case_id, "take_region") as edit:
        _require_seen(edit, page_id, stood)
        changes = [change for pair in compared(stood, read) for change in changes_of(pair)]
        if not changes:
            raise InputError("corrections.unchanged")
        _add(edit, page_id, changes)
    return edit.change


def withdraw_correction(ws: Workspace, correction_id: str, row_version: int) -> FormChange:
    """Takes a correction away: what the reading says stands again. Undo brings it back."""
    with ws.read() as tx:
        case_id = page_text.correction(tx, correction_id).case_id
    with editing_case(ws, case_id, "withdraw_correction") as edit:
        row = page_text.correction(edit.tx, correction_id)
        page_id = row.page_id
        edit.step.delete(row, row_version)
        page_text.index(edit.tx, page_id)
    return edit.change


def _clean(text: str) -> str:
    """The text in one line, without characters that cannot be seen."""
    shown = "".join(character for character in text if character.isprintable() or character.isspace())
    line = " ".join(shown.split())
    if len(line) > MOST_CHARACTERS:
        raise InputError("corrections.too_long", most=MOST_CHARACTERS)
    return line


def _require_run(edit: Edit, page_id: str, words: Sequence[WordView]) -> None:
    """Raises InputError unless these words stand beside each other in one line, else as `_require_seen`."""
    places = _require_seen(edit, page_id, words)
    if len({word.line for word in words}) != 1 or places != list(range(places[0], places[-1] + 1)):
        raise InputError("corrections.one_line")


def _require_seen(edit: Edit, page_id: str, words: Sequence[WordView]) -> list[int]:
    """The places of these words on the page. StaleError unless all stand there, NotFoundError for a strange page."""
    require_page(edit, page_id)
    seen = [(word.text, word.quad) for word in words]
    now = [(word.text, word.quad) for word in page_text.laid(edit.tx, page_id).words]
    places = [now.index(word) for word in seen if word in now]
    if len(places) < len(seen):
        raise StaleError("corrections.changed_since")
    return places


def _add(edit: Edit, page_id: str, changes: Sequence[Change]) -> None:
    made = set()
    for change in changes:
        row = CorrectionRow(
            case_id=edit.case.id,
            page_id=page_id,
            quad=change.quad.to_json(),
            old_text=change.old_text,
            new_text=change.new_text,
            made_by=edit.ws.user.id,
            made_at=edit.tx.now,
        )
        edit.step.add(row)
        made.add(row.id)
    if made & {correction.id for correction in page_text.laid(edit.tx, page_id).not_placed}:
        raise InputError("corrections.do_not_fit")
    page_text.index(edit.tx, page_id)
