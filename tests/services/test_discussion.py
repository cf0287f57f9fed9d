import pytest

from tests.services.bench import row_of
from workstation.domain.errors import InputError, StaleError
from workstation.services.discussion import comment, comments, settle_comment
from workstation.services.findings import the_form
from workstation.services.views import NewComment
from workstation.services.workspace import Workspace
from workstation.store import audit


def test_anybody_who_reads_the_case_may_comment(ws: Workspace, other: Workspace, case_id: str) -> None:
    comment(ws, case_id, NewComment("Which side?", field_id="biopsy_site"))
    found = comment(other, case_id, NewComment(" The left. ", field_id="biopsy_site"))
    assert [(c.initials, c.text) for c in found] == [("HR", "Which side?"), ("LN", "The left.")]
    assert row_of(the_form(ws, case_id), "biopsy_site").comments == 2


def test_an_empty_comment_or_one_on_no_field_is_refused(ws: Workspace, case_id: str) -> None:
    with pytest.raises(InputError):
        comment(ws, case_id, NewComment("  "))
    with pytest.raises(InputError):
        comment(ws, case_id, NewComment("text", field_id="no_such_field"))
    assert comments(ws, case_id) == ()


def test_a_settled_comment_is_counted_no_more_and_can_be_opened_again(ws: Workspace, case_id: str) -> None:
    (first,) = comment(ws, case_id, NewComment("Which side?", field_id="biopsy_site"))
    (settled,) = settle_comment(ws, first.id, first.row_version)
    assert settled.settled
    assert row_of(the_form(ws, case_id), "biopsy_site").comments == 0
    with pytest.raises(StaleError):
        settle_comment(ws, first.id, first.row_version)
    (again,) = settle_comment(ws, first.id, settled.row_version, settled=False)
    assert not again.settled
    with ws.read() as tx:
        assert audit.verify_tables(tx.session, case_id) == ()
