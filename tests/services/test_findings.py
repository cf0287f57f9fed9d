from collections.abc import Iterator

import pytest

from tests.services.bench import (
    EPISODE,
    add_page,
    evidence,
    fill_second_line,
    new_group,
    recommend,
    review_of,
    row_of,
    set_new,
    submit,
)
from tests.services.conftest import MakeFile
from workstation.domain.dates import ClinicalDate, Precision
from workstation.domain.errors import InputError, NotAllowedError, NotFoundError, StaleError
from workstation.domain.findings import Standing
from workstation.domain.values import Coded, Count, Quantity, Text
from workstation.messages import LANGUAGES
from workstation.reading import ReadingPool
from workstation.services import findings
from workstation.services.document_edits import set_aside
from workstation.services.intake import import_file
from workstation.services.pages import case_documents
from workstation.services.queue import case_header, list_queue
from workstation.services.rules import Rules
from workstation.services.views import NewEvidence, RowMark
from workstation.services.workspace import Workspace, open_workspace
from workstation.store import audit


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(reading_workers=1) as opened:
        yield opened


def undo_all(ws: Workspace, case_id: str) -> int:
    done = 0
    while findings.undo(ws, case_id).done:
        done += 1
    return done


# Values as typed


def test_a_typed_date_is_kept_as_typed_and_understood(ws: Workspace, case_id: str) -> None:
    change = set_new(ws, case_id, "biopsy_sampling_date", "3 Feb 2025")
    value = row_of(change.form, "biopsy_sampling_date").values[0]
    assert isinstance(value.finding.value, ClinicalDate)
    assert value.finding.value.precision is Precision.DAY
    assert (value.finding.raw, value.shown_en, value.shown_zh) == ("3 Feb 2025", "3 Feb 2025", "2025-02-03")
    assert change.warning is None


def test_what_is_no_date_is_kept_with_a_warning_and_used_by_no_rule(ws: Workspace, case_id: str) -> None:
    change = set_new(ws, case_id, "biopsy_sampling_date", "31 Feb 2025")
    row = row_of(change.form, "biopsy_sampling_date")
    assert change.warning is not None
    assert change.warning.id == "findings.not_a_date"
    assert row.values[0].finding.raw == "31 Feb 2025"
    assert row.warnings
    assert not change.form.facts.get("biopsy_sampling_date").is_known


def test_a_number_takes_unit_day_and_support(ws: Workspace, case_id: str) -> None:
    change = set_new(ws, case_id, "platelets", "75,000/µL under G-CSF, 9 May 2025")
    value = row_of(change.form, "platelets").values[0].finding.value
    assert isinstance(value, Quantity)
    assert (str(value.number), value.unit, value.support) == ("75000", "/μL", "gcsf")
    assert value.date is not None
    assert value.date.is_exact


def test_a_number_that_is_none_is_kept_as_text_with_a_lasting_warning(ws: Workspace, case_id: str) -> None:
    change = set_new(ws, case_id, "platelets", "about normal")
    assert isinstance(row_of(change.form, "platelets").values[0].finding.value, Text)
    again = row_of(findings.the_form(ws, case_id), "platelets")
    assert [doubt.message.id for doubt in again.warnings][:1] == ["findings.not_a_number"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("6 of 8", Count(6, 8)), ("6", Count(6)), ("共6个疗程", Count(6)), ("4/6", Count(4, 6))],
)
def test_counts(ws: Workspace, case_id: str, raw: str, expected: Count) -> None:
    group = new_group(ws, case_id, "episode", {"episode_cycles": raw})
    row = row_of(findings.the_form(ws, case_id), "episode_cycles", group)
    assert row.values[0].finding.value == expected


def test_words_of_the_lexicon_become_codes_and_free_text_stays(ws: Workspace, case_id: str) -> None:
    group = new_group(ws, case_id, "episode", {"episode_regimen": "R-CHOP"})
    other = new_group(ws, case_id, "episode", {"episode_regimen": "our own mix"})
    form = findings.the_form(ws, case_id)
    known = row_of(form, "episode_regimen", group).values[0].finding.value
    free = row_of(form, "episode_regimen", other).values[0].finding.value
    assert isinstance(known, Coded) and isinstance(free, Coded)
    assert (known.code, free.code, free.text) == ("r_chop", None, "our own mix")
    doubts = [doubt.message.id for doubt in row_of(form, "episode_regimen", other).warnings]
    assert doubts == ["findings.free_text"]
    assert set_new(ws, case_id, "diagnosis", "DLBCL NOS").warning is None


def test_a_word_outside_a_closed_vocabulary_is_kept_with_a_warning(ws: Workspace, case_id: str) -> None:
    change = set_new(ws, case_id, "hbsag", "perhaps")
    assert change.warning is not None
    assert change.warning.id == "findings.not_in_vocabulary"


def test_every_sentence_of_a_warning_renders_in_both_languages(ws: Workspace, case_id: str) -> None:
    set_new(ws, case_id, "platelets", "about normal")
    set_new(ws, case_id, "hbsag", "perhaps")
    set_new(ws, case_id, "biopsy_sampling_date", "03/04/2025")
    for section in findings.the_form(ws, case_id).sections:
        for row in section.rows:
            for doubt in row.warnings:
                assert all(ws.rules.catalogue.render(doubt.message, language) for language in LANGUAGES)


def test_an_ambiguous_date_keeps_both_readings(ws: Workspace, case_id: str) -> None:
    change = set_new(ws, case_id, "biopsy_sampling_date", "03/04/2025")
    value = row_of(change.form, "biopsy_sampling_date").values[0].finding.value
    assert isinstance(value, ClinicalDate)
    assert value.is_ambiguous
    assert change.warning is not None


def test_a_year_before_the_patient_was_born_is_no_reading(ws: Workspace, case_id: str) -> None:
    change = set_new(ws, case_id, "biopsy_sampling_date", "12-Dec-25")
    value = row_of(change.form, "biopsy_sampling_date").values[0]
    assert (value.finding.raw, value.shown_en, change.warning) == ("12-Dec-25", "12 Dec 2025", None)


def test_a_drug_without_a_code_warns_for_as_long_as_it_stands(ws: Workspace, case_id: str) -> None:
    group = new_group(ws, case_id, "episode", {"episode_drugs": "rituximab, our own mix"})
    row = row_of(findings.the_form(ws, case_id), "episode_drugs", group)
    assert [doubt.message.id for doubt in row.warnings] == ["findings.free_text"]


def test_a_viral_load_may_be_a_word(ws: Workspace, case_id: str) -> None:
    value = row_of(set_new(ws, case_id, "hbv_dna", "TND, 2 May 2025").form, "hbv_dna").values[0]
    assert (value.shown_en, value.shown_zh) == ("not detected, 2 May 2025", "未检出，2025-05-02")


# Who and when


def test_the_first_change_claims_the_case_and_moves_it_into_review(ws: Workspace, case_id: str) -> None:
    set_new(ws, case_id, "diagnosis", "DLBCL")
    header = case_header(ws, case_id)
    assert header.owner is not None
    assert (header.owner.id, header.status.value) == (ws.user.id, "in_review")


def test_a_case_of_someone_else_can_be_read_but_not_changed(
    ws: Workspace, other: Workspace, case_id: str
) -> None:
    set_new(ws, case_id, "diagnosis", "DLBCL")
    with pytest.raises(NotAllowedError) as refused:
        set_new(other, case_id, "ecog", "1")
    assert refused.value.message_id == "case.locked.owner"
    assert row_of(findings.the_form(other, case_id), "diagnosis").values


def test_a_supervisor_alone_changes_nothing(ws: Workspace, supervisor: Workspace, case_id: str) -> None:
    with pytest.raises(NotAllowedError):
        set_new(supervisor, case_id, "ecog", "1")


def test_a_stale_row_version_is_refused_and_nothing_is_written(ws: Workspace, case_id: str) -> None:
    change = set_new(ws, case_id, "ecog", "1")
    finding = row_of(change.form, "ecog").values[0].finding
    review = review_of(ws, case_id)
    findings.set_value(ws, review, "ecog", None, "2", finding.id, finding.row_version)
    with pytest.raises(StaleError):
        findings.set_value(ws, review, "ecog", None, "3", finding.id, finding.row_version)
    assert row_of(findings.the_form(ws, case_id), "ecog").values[0].finding.raw == "2"


def test_a_field_that_was_filled_meanwhile_is_not_overwritten(ws: Workspace, case_id: str) -> None:
    set_new(ws, case_id, "ecog", "1")
    with pytest.raises(StaleError):
        set_new(ws, case_id, "ecog", "2")


def test_every_change_is_audited_with_what_was_and_what_is(ws: Workspace, case_id: str) -> None:
    finding = row_of(set_new(ws, case_id, "ecog", "1").form, "ecog").values[0].finding
    findings.set_value(ws, review_of(ws, case_id), "ecog", None, "2", finding.id, finding.row_version)
    with ws.read() as tx:
        last = [event for event in audit.events_of(tx.session, case_id) if event.kind == "finding"][-1]
        assert (last.verb, last.object_id, last.user_id) == ("set_value", finding.id, ws.user.id)
        assert '"raw":"1"' in str(last.before)
        assert '"raw":"2"' in str(last.after)
        assert audit.verify_tables(tx.session, case_id) == ()


def test_derived_fields_and_wrong_groups_are_refused(ws: Workspace, case_id: str) -> None:
    with pytest.raises(InputError):
        set_new(ws, case_id, "age", "60")
    with pytest.raises(InputError):
        set_new(ws, case_id, "episode_regimen", "R-CHOP")
    with pytest.raises(InputError):
        set_new(ws, case_id, "no_such_field", "x")


# Evidence


def test_citing_words_fills_an_empty_field_from_them(ws: Workspace, pool: ReadingPool, case_id: str) -> None:
    page = add_page(ws, pool, case_id)
    quote = "Relapse of diffuse large B-cell lymphoma, NOS, non-germinal centre (Hans)"
    change = findings.cite(ws, review_of(ws, case_id), "diagnosis", None, evidence(page, quote))
    row = row_of(change.form, "diagnosis")
    value = row.values[0].finding.value
    assert isinstance(value, Coded)
    assert (value.code, row.mark) == ("dlbcl_nos", RowMark.CONFIRMED)
    assert (row.values[0].spots[0].page_id, row.values[0].spots[0].page_number) == (page, 1)


def test_words_that_state_no_value_are_not_guessed_at(ws: Workspace, pool: ReadingPool, case_id: str) -> None:
    page = add_page(ws, pool, case_id)
    for quote in ("not positive", "HBsAg pending", ""):
        with pytest.raises(InputError):
            findings.cite(ws, review_of(ws, case_id), "hbsag", None, evidence(page, quote))
    assert row_of(findings.the_form(ws, case_id), "hbsag").mark is RowMark.NONE


def test_a_value_has_many_sources_and_one_can_be_taken_away(
    ws: Workspace, pool: ReadingPool, case_id: str
) -> None:
    page, review = add_page(ws, pool, case_id), review_of(ws, case_id)
    set_new(ws, case_id, "ecog", "1, 20 May 2025")
    assert row_of(findings.the_form(ws, case_id), "ecog").mark is RowMark.NO_SOURCE
    findings.cite(ws, review, "ecog", None, evidence(page, "ECOG 1", 0.1))
    change = findings.cite(ws, review, "ecog", None, evidence(page, "performance status 1", 0.3))
    spots = row_of(change.form, "ecog").values[0].spots
    assert [spot.quote for spot in spots] == ["ECOG 1", "performance status 1"]
    change = findings.remove_evidence(ws, review, spots[0].evidence_id)
    assert [s.quote for s in row_of(change.form, "ecog").values[0].spots] == ["performance status 1"]


def test_words_read_badly_make_the_value_doubtful_until_a_better_source(
    ws: Workspace, pool: ReadingPool, case_id: str
) -> None:
    page, review = add_page(ws, pool, case_id), review_of(ws, case_id)
    set_new(ws, case_id, "ki67", "80 %")
    change = findings.cite(ws, review, "ki67", None, evidence(page, "8O %", 0.1, 0.64))
    assert row_of(change.form, "ki67").mark is RowMark.DOUBTFUL
    change = findings.cite(ws, review, "ki67", None, evidence(page, "80 %", 0.3, 0.95))
    assert row_of(change.form, "ki67").mark is RowMark.CONFIRMED


def test_evidence_against_a_value_does_not_confirm_it(ws: Workspace, pool: ReadingPool, case_id: str) -> None:
    page = add_page(ws, pool, case_id)
    set_new(ws, case_id, "ecog", "1")
    place = evidence(page, "ECOG 2")
    against = NewEvidence(place.page_id, place.quads, place.quote, "contradicts", None, None)
    change = findings.cite(ws, review_of(ws, case_id), "ecog", None, against)
    row = row_of(change.form, "ecog")
    assert (row.mark, row.values[0].spots[0].polarity) == (RowMark.NO_SOURCE, "contradicts")


def test_a_page_of_another_case_or_set_aside_is_no_evidence(
    ws: Workspace, pool: ReadingPool, case_id: str
) -> None:
    page = add_page(ws, pool, case_id)
    set_new(ws, case_id, "ecog", "1")
    with pytest.raises(NotFoundError):
        findings.cite(ws, review_of(ws, case_id), "ecog", None, evidence("no such page", "ECOG 1"))
    document = case_documents(ws, case_id)[0]
    set_aside(ws, case_id, "another patient's", {document.id: document.row_version})
    with pytest.raises(NotAllowedError):
        findings.cite(ws, review_of(ws, case_id), "ecog", None, evidence(page, "ECOG 1"))


def test_what_was_read_from_a_page_set_aside_counts_for_nothing(
    ws: Workspace, pool: ReadingPool, case_id: str
) -> None:
    page = add_page(ws, pool, case_id)
    findings.cite(ws, review_of(ws, case_id), "diagnosis", None, evidence(page, "DLBCL"))
    findings.add_value(ws, review_of(ws, case_id), "diagnosis", None, "follicular lymphoma")
    assert list_queue(ws).rows[0].conflicts == 1
    document = case_documents(ws, case_id)[0]
    set_aside(ws, case_id, "another patient's", {document.id: document.row_version})
    assert list_queue(ws).rows[0].conflicts == 0
    values = row_of(findings.the_form(ws, case_id), "diagnosis").values
    assert [value.finding.raw for value in values] == ["follicular lymphoma", "DLBCL"]
    assert values[1].finding.standing is Standing.SET_ASIDE


# Conflicts


def test_a_second_value_is_a_conflict_until_it_is_resolved(ws: Workspace, case_id: str) -> None:
    review = review_of(ws, case_id)
    set_new(ws, case_id, "ecog", "1")
    form = findings.add_value(ws, review, "ecog", None, "2").form
    row = row_of(form, "ecog")
    assert (row.mark, form.open_conflicts, len(row.values)) == (RowMark.CONFLICT, 1, 2)
    assert not form.facts.get("ecog").is_known
    assert list_queue(ws).rows[0].conflicts == 1
    with pytest.raises(InputError):
        findings.resolve_conflict(ws, review, "ecog", None, row.values[0].finding.id, " ")
    chosen = row.values[1].finding.id
    form = findings.resolve_conflict(ws, review, "ecog", None, chosen, "Seen later.").form
    row = row_of(form, "ecog")
    assert [value.finding.stands for value in row.values] == [True, False]
    assert row.values[0].finding.id == chosen
    assert row.values[1].finding.note == "Seen later."
    assert (form.open_conflicts, form.facts.get("ecog").is_known) == (0, True)
    assert list_queue(ws).rows[0].conflicts == 0


def test_a_conflict_can_be_explained_and_left_open(ws: Workspace, case_id: str) -> None:
    episode = fill_second_line(ws, case_id)
    review = review_of(ws, case_id)
    findings.add_value(ws, review, "episode_last_dose", episode, "Apr 2025")
    form = findings.explain_conflict(ws, review, "episode_last_dose", episode, "Either date will do.").form
    row = row_of(form, "episode_last_dose", episode)
    assert (row.mark, form.open_conflicts) == (RowMark.CONFLICT, 0)
    assert row.decision is not None
    assert row.decision.text == "Either date will do."
    assert len(form.facts.get("episode_last_dose", episode).values) == 2


def test_a_new_value_takes_an_explanation_back(ws: Workspace, case_id: str) -> None:
    review = review_of(ws, case_id)
    set_new(ws, case_id, "ecog", "1")
    findings.add_value(ws, review, "ecog", None, "2")
    findings.explain_conflict(ws, review, "ecog", None, "Two days.")
    form = findings.add_value(ws, review, "ecog", None, "3").form
    assert form.open_conflicts == 1
    assert row_of(form, "ecog").decision is None


def test_the_same_value_twice_is_no_conflict(ws: Workspace, case_id: str) -> None:
    set_new(ws, case_id, "biopsy_sampling_date", "3 Feb 2025")
    with pytest.raises(InputError) as refused:
        findings.add_value(ws, review_of(ws, case_id), "biopsy_sampling_date", None, "2025-02-03")
    assert refused.value.message_id == "findings.same_value"


def test_there_is_nothing_to_decide_where_nothing_differs(ws: Workspace, case_id: str) -> None:
    finding = row_of(set_new(ws, case_id, "ecog", "1").form, "ecog").values[0].finding
    review = review_of(ws, case_id)
    with pytest.raises(InputError):
        findings.explain_conflict(ws, review, "ecog", None, "why")
    with pytest.raises(InputError):
        findings.resolve_conflict(ws, review, "ecog", None, finding.id, "why")


def test_a_value_set_aside_can_stand_again(ws: Workspace, case_id: str) -> None:
    finding = row_of(set_new(ws, case_id, "ecog", "1").form, "ecog").values[0].finding
    review = review_of(ws, case_id)
    form = findings.set_aside_value(ws, review, finding.id, "from a later visit").form
    assert row_of(form, "ecog").mark is RowMark.NONE
    assert not form.facts.get("ecog").is_known
    form = findings.restore_value(ws, review, finding.id).form
    assert form.facts.get("ecog").is_known


# Looked for, not found


def test_looked_for_not_found_records_how_many_documents_were_searched(
    ws: Workspace, case_id: str, make_file: MakeFile
) -> None:
    for number in range(3):
        import_file(ws, case_id, make_file(b"file %d" % number, name=f"{number}.pdf"))
    first, *_ = case_documents(ws, case_id)
    set_aside(ws, case_id, "another patient's", {first.id: first.row_version})
    change = findings.looked_for_not_found(ws, review_of(ws, case_id), "cd19_status")
    row = row_of(change.form, "cd19_status")
    assert (row.mark, row.values[0].finding.searched) == (RowMark.NOT_FOUND, 2)
    assert row.values[0].shown_en == "looked for, not found in 2 documents"
    assert row.values[0].shown_zh == "已查 2 份文件，未找到"


def test_a_value_found_after_all_takes_the_place_of_not_found(ws: Workspace, case_id: str) -> None:
    review = review_of(ws, case_id)
    change = findings.looked_for_not_found(ws, review, "cd19_status")
    finding = row_of(change.form, "cd19_status").values[0].finding
    change = findings.set_value(ws, review, "cd19_status", None, "positive", finding.id, finding.row_version)
    assert row_of(change.form, "cd19_status").mark is RowMark.NO_SOURCE
    with pytest.raises(InputError):
        findings.looked_for_not_found(ws, review, "cd19_status")


# Groups and lines


def test_groups_are_added_moved_and_removed_with_everything_in_them(ws: Workspace, case_id: str) -> None:
    first = new_group(ws, case_id, "episode", {"episode_regimen": "R-CHOP"})
    second = new_group(ws, case_id, "episode", {"episode_regimen": "R-GDP"})
    review = review_of(ws, case_id)

    def order() -> list[str]:
        sections = findings.the_form(ws, case_id).sections
        return [g.group.id for s in sections for g in s.groups if g.kind.id == "episode"]

    assert order() == [first, second]
    findings.move_group(ws, review, second, 1)
    assert order() == [second, first]
    findings.remove_group(ws, review, second)
    assert order() == [first]
    assert findings.undo(ws, case_id).done
    assert order() == [second, first]
    row = row_of(findings.the_form(ws, case_id), "episode_regimen", second)
    assert row.values[0].finding.raw == "R-GDP"


def test_the_title_and_line_of_an_episode(ws: Workspace, case_id: str) -> None:
    episode = new_group(ws, case_id, "episode", EPISODE)
    form = findings.the_form(ws, case_id)
    group = next(g for s in form.sections for g in s.groups if g.group.id == episode)
    assert group.title_en.startswith("R-CHOP")
    assert group.line is not None
    assert ws.rules.catalogue.render(group.line, "en").startswith("Line 1:")


def test_a_line_can_be_overridden_with_a_reason_and_given_back(ws: Workspace, case_id: str) -> None:
    episode = new_group(ws, case_id, "episode", EPISODE)
    review = review_of(ws, case_id)
    with pytest.raises(InputError):
        findings.override_line(ws, review, episode, 2, "")
    form = findings.override_line(ws, review, episode, 0, "Given for another disease.").form
    group = next(g for s in form.sections for g in s.groups if g.group.id == episode)
    assert group.override is not None
    assert form.facts.lines.lines == ()
    form = findings.clear_override(ws, review, episode).form
    assert len(form.facts.lines.lines) == 1


# Undo


def test_undo_and_redo_are_inverse_over_every_kind_of_change(
    ws: Workspace, pool: ReadingPool, case_id: str
) -> None:
    page, review = add_page(ws, pool, case_id), review_of(ws, case_id)
    empty = findings.the_form(ws, case_id).sections
    episode = new_group(ws, case_id, "episode", EPISODE)
    findings.cite(ws, review, "episode_regimen", episode, evidence(page, "R-CHOP"))
    findings.add_value(ws, review, "episode_last_dose", episode, "Apr 2025")
    findings.explain_conflict(ws, review, "episode_last_dose", episode, "Either will do.")
    findings.override_line(ws, review, episode, 1, "As stated.")
    findings.looked_for_not_found(ws, review, "hbsag")
    row = row_of(findings.the_form(ws, case_id), "episode_regimen", episode)
    findings.clear_value(ws, review, row.values[0].finding.id)
    full = _content(ws, case_id)
    steps = undo_all(ws, case_id)
    assert steps == len(EPISODE) + 7
    assert findings.the_form(ws, case_id).sections == empty
    while findings.redo(ws, case_id).done:
        steps -= 1
    assert steps == 0
    assert _content(ws, case_id) == full
    with ws.read() as tx:
        assert audit.verify_chain(tx.session, case_id) == ()
        assert audit.verify_tables(tx.session, case_id) == ()


def _content(ws: Workspace, case_id: str) -> list[tuple[str, str | None, tuple[str, ...], str, int]]:
    """The rows apart from their versions, which only ever rise."""
    sections = findings.the_form(ws, case_id).sections
    rows = [row for section in sections for row in section.rows]
    rows += [row for section in sections for group in section.groups for row in group.rows]
    return [
        (
            row.field.id,
            row.group_id,
            tuple(value.finding.raw for value in row.values),
            row.mark.value,
            sum(len(value.spots) for value in row.values),
        )
        for row in rows
    ]


def test_a_hundred_steps_are_undone_after_reopening(ws: Workspace, case_id: str, rules: Rules) -> None:
    review = review_of(ws, case_id)
    finding = row_of(set_new(ws, case_id, "biopsy_site", "step 0").form, "biopsy_site").values[0].finding
    for number in range(1, 101):
        findings.set_value(ws, review, "biopsy_site", None, f"step {number}", finding.id)
    ws.close()
    with open_workspace(ws.folder, "hanna", "correct horse", rules) as reopened:
        assert findings.the_form(reopened, case_id).may_undo
        for number in range(99, -1, -1):
            outcome = findings.undo(reopened, case_id)
            assert outcome.done
            assert outcome.form is not None
            assert row_of(outcome.form, "biopsy_site").values[0].finding.raw == f"step {number}"
        assert outcome.field_id == "biopsy_site"
        assert reopened.rules.catalogue.render(outcome.message, "en").startswith("Undone: ")


def test_a_new_change_forgets_what_could_be_redone(ws: Workspace, case_id: str) -> None:
    set_new(ws, case_id, "ecog", "1")
    findings.undo(ws, case_id)
    assert findings.the_form(ws, case_id).may_redo
    set_new(ws, case_id, "ecog", "2")
    assert not findings.the_form(ws, case_id).may_redo
    assert findings.redo(ws, case_id).message.id == "undo.nothing_to_redo"


def test_undo_stops_at_an_import_and_says_so(ws: Workspace, case_id: str, make_file: MakeFile) -> None:
    set_new(ws, case_id, "ecog", "1")
    import_file(ws, case_id, make_file())
    outcome = findings.undo(ws, case_id)
    assert (outcome.done, outcome.message.id) == (False, "undo.stopped_by_import")
    set_new(ws, case_id, "biopsy_site", "neck")
    assert findings.undo(ws, case_id).done
    assert findings.undo(ws, case_id).message.id == "undo.stopped_by_import"


def test_undo_stops_at_a_record_that_someone_else_changed_since(
    ws: Workspace, other: Workspace, case_id: str
) -> None:
    finding = row_of(set_new(ws, case_id, "ecog", "1").form, "ecog").values[0].finding
    _hand_over(ws, case_id, other.user.id)
    findings.set_value(other, review_of(other, case_id), "ecog", None, "2", finding.id)
    _hand_over(ws, case_id, ws.user.id)
    outcome = findings.undo(ws, case_id)
    assert (outcome.done, outcome.message.id) == (False, "undo.changed_by")
    assert outcome.message.params["name"] == "Li Na"
    assert row_of(findings.the_form(ws, case_id), "ecog").values[0].finding.raw == "2"


def _hand_over(ws: Workspace, case_id: str, user_id: str) -> None:
    from workstation.services.queue import assign

    assign(ws, case_id, user_id, case_header(ws, case_id).row_version)


def test_undo_is_each_reviewers_own(ws: Workspace, other: Workspace, case_id: str) -> None:
    set_new(ws, case_id, "ecog", "1")
    _hand_over(ws, case_id, other.user.id)
    assert findings.undo(other, case_id).message.id == "undo.nothing_to_undo"


def test_a_submitted_case_can_be_neither_changed_nor_undone(
    ws: Workspace, pool: ReadingPool, case_id: str
) -> None:
    fill_second_line(ws, case_id)
    recommend(ws, case_id)
    submit(ws, pool, case_id)
    with pytest.raises(NotAllowedError):
        set_new(ws, case_id, "biopsy_site", "neck")
    with pytest.raises(NotAllowedError):
        findings.undo(ws, case_id)


# The form as a whole


def test_the_form_counts_what_is_answered_of_what_decides(ws: Workspace, case_id: str) -> None:
    before = {s.section.id: (s.answered, s.decisive) for s in findings.the_form(ws, case_id).sections}
    set_new(ws, case_id, "diagnosis", "DLBCL")
    findings.looked_for_not_found(ws, review_of(ws, case_id), "cell_of_origin")
    after = {s.section.id: (s.answered, s.decisive) for s in findings.the_form(ws, case_id).sections}
    assert before["disease"][0] == 0
    assert after["disease"] == (2, before["disease"][1])


def test_the_form_says_when_it_was_saved(ws: Workspace, case_id: str) -> None:
    assert findings.the_form(ws, case_id).saved_at is None
    assert set_new(ws, case_id, "ecog", "1").form.saved_at == ws.store.now()
