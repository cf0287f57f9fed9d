import pytest

from tests.services.bench import review_of, row_of, set_new
from workstation.domain.errors import NotFoundError
from workstation.messages import LANGUAGES
from workstation.services import findings
from workstation.services.discussion import comment
from workstation.services.history import history
from workstation.services.views import NewComment
from workstation.services.workspace import Workspace


def test_the_history_tells_who_changed_what_from_what(ws: Workspace, case_id: str) -> None:
    finding = row_of(set_new(ws, case_id, "ecog", "1").form, "ecog").values[0].finding
    findings.set_value(ws, review_of(ws, case_id), "ecog", None, "2", finding.id)
    last, before = [entry for entry in history(ws, case_id) if entry.verb == "set_value"]
    assert (last.who, last.field_id, last.was, last.now) == ("Hanna Roth", "ecog", "1", "2")
    assert (before.was, before.now) == ("", "1")
    said = ws.rules.catalogue.render(last.summary, "en")
    assert said == "Value written: ECOG performance status"


def test_every_verb_of_a_case_has_words_in_both_languages(ws: Workspace, case_id: str) -> None:
    review = review_of(ws, case_id)
    set_new(ws, case_id, "ecog", "1")
    findings.add_value(ws, review, "ecog", None, "2")
    findings.explain_conflict(ws, review, "ecog", None, "Two days.")
    findings.looked_for_not_found(ws, review, "hbsag")
    findings.add_group(ws, review, "episode")
    findings.undo(ws, case_id)
    findings.redo(ws, case_id)
    comment(ws, case_id, NewComment("Which?"))
    entries = history(ws, case_id)
    assert [entry.seq for entry in entries] == list(range(len(entries), 0, -1))
    for entry in entries:
        assert entry.summary.id != "history.verb.changed", entry.verb
        assert all(ws.rules.catalogue.render(entry.summary, language) for language in LANGUAGES)


def test_a_case_that_is_not_there_has_no_history(ws: Workspace) -> None:
    with pytest.raises(NotFoundError):
        history(ws, "no such case")
