"""One change of a review's record: who may make it, the step that undoes it, and the queue row it moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from workstation.domain.case import Move, Role
from workstation.domain.dates import ClinicalDate
from workstation.domain.errors import InputError, NotFoundError
from workstation.domain.fields import Field
from workstation.domain.messages import Message
from workstation.services import queue
from workstation.services.derived import load_draft, refresh_queue
from workstation.services.form import form_of
from workstation.services.typed_values import ValueReader
from workstation.services.users import require_role
from workstation.services.views import FormChange, FormView
from workstation.services.workspace import Workspace
from workstation.store import cases, files, record, undo
from workstation.store.store import WriteTx
from workstation.store.tables.cases import Case, Review


class Edit:
    """A change in the making. Every row goes through `step`; once the block has ended `change` says what came
    of it."""

    def __init__(self, ws: Workspace, tx: WriteTx, case: Case, review: Review, step: undo.Step) -> None:
        self.ws = ws
        self.tx = tx
        self.case = case
        self.review = review
        self.step = step
        self._change: FormChange | None = None
        self._finding_id: str | None = None
        self._warning: Message | None = None

    @cached_property
    def reader(self) -> ValueReader:
        """Reads what is typed about this patient."""
        patient = cases.patient(self.tx, self.case.patient_id)
        birth = None if patient.birth is None else ClinicalDate.from_json(patient.birth)
        return ValueReader(self.ws.rules.lexicon, birth=birth)

    def touched(
        self,
        field_id: str | None,
        group_id: str | None,
        finding_id: str | None = None,
        warning: Message | None = None,
    ) -> None:
        """Says where the change was made, and what is odd about what was typed."""
        self.step.field_id, self.step.group_id = field_id, group_id
        self._finding_id, self._warning = finding_id, warning

    @property
    def change(self) -> FormChange:
        """What the window is told; there once the block has ended."""
        if self._change is None:
            raise ValueError("the change has not ended")
        return self._change

    def finish(self, form: FormView) -> None:
        self._change = FormChange(
            form, self.step.field_id, self.step.group_id, self._finding_id, self._warning
        )


@contextmanager
def editing(ws: Workspace, review_id: str, verb: str) -> Iterator[Edit]:
    """One transaction that changes the record of a review as one step of undo.

    The first change of a case that nobody works on claims it. Raises NotAllowedError with the reason when the
    case is signed, awaits sign-off or belongs to somebody else.
    """
    with ws.write() as tx:
        review = cases.review(tx, review_id)
        case = open_for_change(ws, tx, review.case_id)
        with undo.step(tx, review.case_id, verb) as step:
            edit = Edit(ws, tx, case, review, step)
            yield edit
        edit.finish(settle(ws, tx, review))


@contextmanager
def editing_case(ws: Workspace, case_id: str, verb: str) -> Iterator[Edit]:
    """The same for what belongs to the case rather than to a review: its step stands among the current review's."""
    with ws.read() as tx:
        review_id = cases.current_review(tx, case_id).id
    with editing(ws, review_id, verb) as edit:
        yield edit


def require_page(edit: Edit, page_id: str) -> None:
    """Raises NotFoundError unless the page stands in a document of the case."""
    if edit.case.id not in files.cases_of_page(edit.tx, page_id):
        raise NotFoundError("findings.page_not_in_case")


def settle(ws: Workspace, tx: WriteTx, review: Review) -> FormView:
    """Brings the queue row up to date after a change and gives the fresh form."""
    draft = load_draft(ws, tx, review)
    refresh_queue(ws, tx, draft)
    return form_of(ws, tx, draft)


def open_for_change(ws: Workspace, tx: WriteTx, case_id: str) -> Case:
    """The case, if its record may be changed by the signed-in user; one that nobody owns becomes theirs."""
    require_role(ws, Role.REVIEWER)
    case = queue.require_editable(ws, tx, case_id)
    if case.owner_id is None:
        with tx.changing(case_id, "claim", case):
            case.owner_id, case.owned_since = ws.user.id, tx.now
    if case.status == "new":
        queue.change_status(ws, tx, case, Move.START)
    return case


def field_of(ws: Workspace, edit: Edit, field_id: str, group_id: str | None) -> Field:
    """The field, if it can be answered at this place. Raises InputError or NotFoundError."""
    if field_id not in ws.rules.dictionary:
        raise InputError("findings.no_such_field", field=field_id)
    field = ws.rules.dictionary.field(field_id)
    if field.derived:
        raise InputError("findings.derived", field=field.en)
    kind = None if group_id is None else record.group(edit.tx, edit.review.id, group_id).kind
    if kind != field.group:
        raise InputError("findings.wrong_group", field=field.en)
    return field
