"""Many findings at once: in order, with sources and conflicts, in one step that undo takes back."""

import pytest

from tests.services.conftest import MakeFile
from workstation.domain.errors import InputError, NotFoundError
from workstation.domain.findings import Polarity
from workstation.domain.geometry import Box, Quad
from workstation.services.findings import the_form, undo
from workstation.services.form import all_rows
from workstation.services.intake import import_file
from workstation.services.many_findings import Entry, record_findings
from workstation.services.pages import case_documents
from workstation.services.queue import case_header
from workstation.services.views import FormView, NewEvidence, RowMark
from workstation.services.workspace import Workspace

GROUPS = {"first": "episode", "second": "episode"}
ENTRIES = (
    Entry("diagnosis", "", "DLBCL, NOS"),
    Entry("episode_regimen", "first", "R-CHOP"),
    Entry("episode_last_dose", "first", "27 Mar 2026"),
    Entry("episode_last_dose", "first", "April 2026"),
    Entry("episode_regimen", "second", "R-GemOx"),
)


def review_of(ws: Workspace, case_id: str) -> str:
    return case_header(ws, case_id).review_id


def marks(view: FormView) -> dict[tuple[str, str | None], RowMark]:
    rows = all_rows(view.sections)
    return {(row.field.id, row.group_id): row.mark for row in rows if row.values and not row.field.derived}


def test_entries_are_written_in_order_and_two_values_are_a_conflict(ws: Workspace, case_id: str) -> None:
    made = record_findings(ws, review_of(ws, case_id), GROUPS, ENTRIES)
    found = marks(made.change.form)
    first, second = made.groups["first"], made.groups["second"]
    assert found["episode_last_dose", first] is RowMark.CONFLICT
    assert {("diagnosis", None), ("episode_regimen", first), ("episode_regimen", second)} <= set(found)


def test_undo_takes_the_whole_list_back(ws: Workspace, case_id: str) -> None:
    record_findings(ws, review_of(ws, case_id), GROUPS, ENTRIES)
    assert undo(ws, case_id).done
    assert marks(the_form(ws, case_id)) == {}


def test_a_source_belongs_to_its_value(ws: Workspace, case_id: str, make_file: MakeFile) -> None:
    import_file(ws, case_id, make_file())
    page_id = case_documents(ws, case_id)[0].pages[1].id
    quads = (Quad.of(Box(0.1, 0.2, 0.3, 0.22)),)
    evidence = NewEvidence(page_id, quads, "", Polarity.SUPPORTS.value, None, None)
    entry = Entry("ecog", "", "1, 10 Nov 2026", (evidence,))
    made = record_findings(ws, review_of(ws, case_id), {}, [entry])
    (row,) = [row for row in all_rows(made.change.form.sections) if row.field.id == "ecog"]
    assert [spot.page_number for spot in row.values[0].spots] == [2]
    assert row.mark is RowMark.CONFIRMED


def test_one_wrong_entry_writes_nothing(ws: Workspace, case_id: str) -> None:
    review_id = review_of(ws, case_id)
    for groups, entry in (
        (GROUPS, Entry("diagnosis", "first", "DLBCL, NOS")),
        ({"first": "nonsense"}, ENTRIES[0]),
        (GROUPS, Entry("diagnosis", "", "  ")),
    ):
        with pytest.raises(InputError):
            record_findings(ws, review_id, groups, [*ENTRIES, entry])
    nowhere = NewEvidence("no page", (Quad.of(Box(0, 0, 1, 1)),), "", Polarity.SUPPORTS.value, None, None)
    with pytest.raises(NotFoundError):
        record_findings(ws, review_id, GROUPS, [*ENTRIES, Entry("ecog", "", "1", (nowhere,))])
    assert marks(the_form(ws, case_id)) == {}
