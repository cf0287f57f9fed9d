import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.services.bench import (
    RATIONALE,
    add_page,
    fill_second_line,
    new_group,
    recommend,
    review_of,
    row_of,
    set_new,
    submit,
    submitted,
)
from workstation.criteria.verdicts import RecommendationKind
from workstation.domain.case import CaseStatus
from workstation.domain.errors import (
    InputError,
    NotAllowedError,
    StaleError,
    WrongPasswordError,
)
from workstation.exports.record_json import canonical, sha256
from workstation.messages import LANGUAGES
from workstation.reading import ReadingPool
from workstation.services import assessment, findings
from workstation.services.discussion import comments
from workstation.services.pages import mark_seen
from workstation.services.queue import case_header
from workstation.services.views import NewComment
from workstation.services.workspace import Workspace
from workstation.store import assessments


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(reading_workers=1) as opened:
        yield opened


def record_of(ws: Workspace, version_id: str) -> dict[str, object]:
    with ws.read() as tx:
        read: dict[str, object] = json.loads(assessments.version(tx, version_id).record)
        return read


# The draft


def test_a_draft_is_saved_as_it_is_typed_and_refuses_a_stale_hand(ws: Workspace, case_id: str) -> None:
    review = review_of(ws, case_id)
    first = assessment.record_recommendation(ws, review, None, (), "half a sent", "", 0)
    again = assessment.record_recommendation(
        ws, review, RecommendationKind.MATCHES, ("axi_cel_cn_2l",), "a sentence.", "", first.row_version
    )
    assert assessment.draft_recommendation(ws, case_id) == again
    with pytest.raises(StaleError):
        assessment.record_recommendation(ws, review, None, (), "late", "", first.row_version)
    with pytest.raises(InputError):
        assessment.record_recommendation(ws, review, None, ("no_set",), "", "", again.row_version)


def test_what_stands_in_the_way_is_named(ws: Workspace, pool: ReadingPool, case_id: str) -> None:
    def blocking() -> list[str]:
        return [message.id for message in assessment.submission_check(ws, case_id).blocking]

    assert blocking() == ["assessment.check.status.new", "assessment.check.no_recommendation"]
    fill_second_line(ws, case_id)
    assert blocking() == ["assessment.check.no_recommendation"]
    recommend(ws, case_id, sets=(), rationale=" ")
    assert blocking() == ["assessment.check.no_set", "assessment.check.no_rationale"]
    recommend(ws, case_id, RecommendationKind.DOES_NOT_MATCH)
    assert blocking() == ["assessment.check.no_differing_reason"]
    with pytest.raises(NotAllowedError) as refused:
        submit(ws, pool, case_id)
    assert refused.value.message_id == "assessment.check.no_differing_reason"
    recommend(ws, case_id, RecommendationKind.DOES_NOT_MATCH, differing="The biopsy is in doubt.")
    assert blocking() == []


def test_what_is_open_is_listed_but_does_not_block(ws: Workspace, pool: ReadingPool, case_id: str) -> None:
    seen, unseen = add_page(ws, pool, case_id), add_page(ws, pool, case_id, 200)
    fill_second_line(ws, case_id)
    mark_seen(ws, case_id, [seen])
    findings.add_value(ws, review_of(ws, case_id), "ecog", None, "2")
    recommend(ws, case_id)
    check = assessment.submission_check(ws, case_id)
    assert (check.unseen, check.conflicts, check.blocking) == ((unseen,), 1, ())
    assert check.unsupported > 10
    assert [message.id.rsplit(".", 1)[1] for message in check.advisory] == [
        "unseen",
        "conflicts",
        "unsupported",
    ]


# Submission


def test_a_submitted_version_is_canonical_and_holds_everything(
    ws: Workspace, pool: ReadingPool, case_id: str
) -> None:
    version = submitted(ws, pool, case_id)
    assert (version.number, version.state) == (1, "submitted")
    assert case_header(ws, case_id).status is CaseStatus.AWAITING_SIGNOFF
    with ws.read() as tx:
        row = assessments.version(tx, version.id)
        record = json.loads(row.record)
        crops = assessments.crops_of(tx, version.id)
    assert canonical(record) == row.record
    assert sha256(row.record) == version.sha256 == row.sha256
    assert record["recommendation"]["sentence"]["en"].startswith(
        "Appears to match the disease criteria of axi-cel"
    )
    assert record["recommendation"]["sentence"]["zh"].startswith("看来符合")
    assert record["recommendation"]["rationale"] == RATIONALE
    assert [rule["package"] for rule in record["rules"]][:4] == [
        "fields",
        "lexicon",
        "lines of therapy",
        "definitions",
    ]
    assert all(len(rule["sha256"]) == 64 for rule in record["rules"])
    assert record["app"]["version"]
    assert record["files"][0]["sha256"] == record["documents"][0]["pages"][0]["file_sha256"]
    assert record["pages_seen"] == {"seen": 1, "of": 1}
    assert [crop["sha256"] for crop in record["crops"]] == sorted(crops)
    assert all(data.startswith(b"\x89PNG") for data in crops.values())
    diagnosis = next(row for row in record["form"][0]["rows"] if row["field"] == "diagnosis")
    source = diagnosis["values"][0]["sources"][0]
    assert (source["page"], source["crop"] in crops, source["confidence"]) == ("A1", True, 970_000)
    assert all(isinstance(number, int) for quad in source["quads"] for number in quad)


def test_every_text_of_the_record_is_there_in_both_languages(
    ws: Workspace, pool: ReadingPool, case_id: str
) -> None:
    record = record_of(ws, submitted(ws, pool, case_id).id)

    def texts(node: object) -> Iterator[dict[str, str]]:
        if isinstance(node, dict):
            if set(node) == set(LANGUAGES):
                yield node
            else:
                for inner in node.values():
                    yield from texts(inner)
        elif isinstance(node, list):
            for inner in node:
                yield from texts(inner)

    found = list(texts(record))
    assert len(found) > 200
    assert all(bool(text["en"]) == bool(text["zh"]) for text in found)


def test_a_version_can_be_neither_changed_nor_deleted(ws: Workspace, pool: ReadingPool, case_id: str) -> None:
    from sqlalchemy.exc import DBAPIError

    version = submitted(ws, pool, case_id)
    for statement in (
        "UPDATE assessment_version SET sha256 = 'x'",
        "DELETE FROM assessment_version",
        "UPDATE crop SET data = x'00'",
        "DELETE FROM version_crop",
    ):
        with pytest.raises(DBAPIError, match="append-only"), ws.write() as tx:
            tx.session.connection().exec_driver_sql(statement)
    assert assessment.versions(ws, case_id) == (version,)


def test_nothing_old_is_evaluated_again_to_be_shown(ws: Workspace, pool: ReadingPool, case_id: str) -> None:
    submitted(ws, pool, case_id)
    before = assessment.signoff(ws, case_id)
    ws.rules = replace(ws.rules, sets=())
    after = assessment.signoff(ws, case_id)
    assert after == before
    assert after.sets


def test_a_case_that_changed_meanwhile_is_not_submitted(
    ws: Workspace, pool: ReadingPool, case_id: str
) -> None:
    fill_second_line(ws, case_id)
    recommend(ws, case_id)
    seen = case_header(ws, case_id).row_version
    with pytest.raises(StaleError):
        assessment.submit_assessment(ws, pool, case_id, seen - 1)
    assert assessment.versions(ws, case_id) == ()
    assert case_header(ws, case_id).status is CaseStatus.IN_REVIEW


def test_a_reviewer_may_ask_for_discussion_or_name_what_is_missing(
    ws: Workspace, pool: ReadingPool, case_id: str
) -> None:
    new_group(ws, case_id, "episode", {"episode_regimen": "R-CHOP", "episode_status": "given"})
    recommend(ws, case_id, RecommendationKind.INFORMATION_MISSING, ())
    record = record_of(ws, submit(ws, pool, case_id).id)
    said = record["recommendation"]
    assert isinstance(said, dict)
    assert said["sentence"]["en"].startswith("Information missing: ")
    assert "Diagnosis" in said["sentence"]["en"]


@pytest.mark.parametrize(
    ("diagnosis", "reason"),
    [
        (
            "PMBCL",
            "Diagnosis, Primary mediastinal large B-cell lymphoma: reached only through the general words",
        ),
        ("DLBCL, NOS", "see the rationale"),
    ],
)
def test_a_call_for_discussion_says_what_is_to_be_discussed(
    ws: Workspace, pool: ReadingPool, case_id: str, diagnosis: str, reason: str
) -> None:
    """What the rules leave to a specialist; where they leave nothing, the rationale says it."""
    fill_second_line(ws, case_id)
    typed = row_of(findings.the_form(ws, case_id), "diagnosis").values[0].finding
    findings.clear_value(ws, review_of(ws, case_id), typed.id)
    set_new(ws, case_id, "diagnosis", diagnosis)
    differing = "" if diagnosis == "PMBCL" else "Slow tempo, to be discussed"
    recommend(ws, case_id, RecommendationKind.NEEDS_DISCUSSION, ("axi_cel_cn_2l",), differing=differing)
    said = record_of(ws, submit(ws, pool, case_id).id)["recommendation"]
    assert isinstance(said, dict)
    assert said["sentence"]["en"].startswith(f"Needs specialist discussion: {reason}")


# The supervisor


def test_the_whole_way_submit_return_submit_sign_and_then_read_only(
    ws: Workspace, supervisor: Workspace, pool: ReadingPool, case_id: str
) -> None:
    first = submitted(ws, pool, case_id)
    with pytest.raises(InputError):
        assessment.return_assessment(supervisor, case_id, (), case_header(supervisor, case_id).row_version)
    note = NewComment("Whose ECOG is this?", field_id="ecog")
    seen = case_header(supervisor, case_id).row_version
    returned = assessment.return_assessment(supervisor, case_id, (note,), seen)
    assert returned.state == "returned"
    assert case_header(ws, case_id).status is CaseStatus.RETURNED
    assert [comment.field_id for comment in comments(ws, case_id)] == ["ecog"]
    assert row_of(findings.the_form(ws, case_id), "ecog").comments == 1
    set_new(ws, case_id, "hiv", "negative, 20 May 2025")
    second = submit(ws, pool, case_id)
    assert second.number == 2
    version = record_of(ws, second.id)["version"]
    assert version == {"number": 2, "previous_sha256": first.sha256}
    with pytest.raises(StaleError):
        assessment.sign_assessment(supervisor, first.id, "a third horse", "approval")
    signature = assessment.sign_assessment(supervisor, second.id, "a third horse", "approval")
    assert (signature.printed_name, signature.valid) == ("Mara Keller", True)
    assert signature.shown_time == "2 Jun 2025, 10:00 UTC+2"
    assert signature.signed_at == ws.store.now()
    assert [v.state for v in assessment.versions(ws, case_id)] == ["returned", "signed"]
    assert case_header(ws, case_id).status is CaseStatus.SIGNED
    with pytest.raises(NotAllowedError):
        set_new(ws, case_id, "biopsy_site", "neck")
    with pytest.raises(NotAllowedError):
        recommend(ws, case_id, rationale="changed")
    with pytest.raises(NotAllowedError):
        assessment.sign_assessment(supervisor, second.id, "a third horse", "approval")


def test_nobody_signs_or_returns_their_own(ws: Workspace, pool: ReadingPool, case_id: str) -> None:
    version = submitted(ws, pool, case_id)
    with pytest.raises(NotAllowedError) as refused:
        assessment.sign_assessment(ws, version.id, "correct horse", "approval")
    assert refused.value.message_id == "case.own_assessment"
    with pytest.raises(NotAllowedError):
        assessment.return_assessment(ws, case_id, (NewComment("mine"),), case_header(ws, case_id).row_version)
    closed = assessment.signoff(ws, case_id).closed
    assert closed is not None
    assert closed.id == "case.own_assessment"
    assert assessment.versions(ws, case_id)[0].signature is None


def test_a_reviewer_does_not_sign(ws: Workspace, other: Workspace, pool: ReadingPool, case_id: str) -> None:
    version = submitted(ws, pool, case_id)
    with pytest.raises(NotAllowedError) as refused:
        assessment.sign_assessment(other, version.id, "another horse", "approval")
    assert refused.value.message_id == "case.needs_role.supervisor"


def test_signing_takes_the_password_again_and_a_meaning(
    ws: Workspace, supervisor: Workspace, pool: ReadingPool, case_id: str
) -> None:
    version = submitted(ws, pool, case_id)
    with pytest.raises(WrongPasswordError):
        assessment.sign_assessment(supervisor, version.id, "wrong horse", "approval")
    with pytest.raises(InputError):
        assessment.sign_assessment(supervisor, version.id, "a third horse", "because")
    assert assessment.versions(ws, case_id)[0].state == "submitted"


def test_what_the_supervisor_sees_comes_in_order_of_need(
    ws: Workspace, supervisor: Workspace, pool: ReadingPool, case_id: str
) -> None:
    page = add_page(ws, pool, case_id)
    episode = fill_second_line(ws, case_id)
    review = review_of(ws, case_id)
    from tests.services.bench import evidence

    findings.cite(ws, review, "ecog", None, evidence(page, "ECOG l", 0.2, 0.6))
    findings.add_value(ws, review, "episode_last_dose", episode, "Apr 2025")
    findings.explain_conflict(ws, review, "episode_last_dose", episode, "Either date will do.")
    recommend(ws, case_id)
    submit(ws, pool, case_id)
    view = assessment.signoff(supervisor, case_id)
    assert view.closed is None
    kinds = [item.kind for item in view.attention]
    assert kinds[:2] == ["conflict", "doubtful"]
    assert kinds[-1] == "missing"
    conflict, doubtful = view.attention[:2]
    assert conflict.row is not None and doubtful.row is not None
    assert "Either date will do." in conflict.note.en
    assert len(conflict.row.values) == 2
    crop = doubtful.row.values[0].sources[0].crop_sha256
    assert assessment.version_crop(supervisor, crop).startswith(b"\x89PNG")
    assert [fact.label.en for fact in view.deciding][:3] == ["Diagnosis", "Line 1", "Best response"]
    assert view.deciding[1].shown.en == "R-CHOP × 6, 12 Dec 2024 to 27 Mar 2025 or Apr 2025"
    lasting = next(fact for fact in view.deciding if fact.field_id == "last_dose_to_relapse")
    assert " mo " in lasting.shown.en and " to " in lasting.shown.en
    assert (view.findings, view.pages_seen, view.pages, view.files) == (19, 0, 1, 1)
