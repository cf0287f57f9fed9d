"""Lists and counts of the queue, each one query over `queue_row`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy import case as sql_case
from sqlalchemy.orm import InstrumentedAttribute

from workstation.store.search_text import fold
from workstation.store.store import ReadTx
from workstation.store.tables.audit import AuditEvent
from workstation.store.tables.queue import QueueEntry as Row

Condition = ColumnElement[bool]

IN_BIN = and_(Row.in_bin)
KEPT = ~Row.in_bin
OPEN = and_(KEPT, Row.status != "signed")
WITH_REVIEWER = and_(KEPT, Row.status.in_(("new", "in_review", "waiting", "returned")))
CLAIMABLE = and_(KEPT, Row.status.in_(("new", "in_review", "returned")))
FINISHING_VERBS = ("submit", "sign", "return")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the chips above the table say; an empty field does not narrow."""

    statuses: frozenset[str] = frozenset()
    urgencies: frozenset[str] = frozenset()
    owner_id: str | None = None
    text: str = ""

    def condition(self) -> Condition:
        parts: list[Condition] = [true()]
        if self.statuses:
            parts.append(Row.status.in_(sorted(self.statuses)))
        if self.urgencies:
            parts.append(Row.urgency.in_(sorted(self.urgencies)))
        if self.owner_id is not None:
            parts.append(Row.owner_id == self.owner_id)
        parts += [Row.search_text.contains(word, autoescape=True) for word in fold(self.text).split()]
        return and_(*parts)


def _is_deferred(today: date) -> Condition:
    return func.coalesce(Row.deferred_until > today, false())


def view_conditions(user_id: str, today: date) -> dict[str, Condition]:
    """What stands in each saved view, by its name."""
    return {
        "mine": and_(Row.owner_id == user_id, WITH_REVIEWER),
        "unassigned": and_(Row.owner_id.is_(None), WITH_REVIEWER),
        "awaiting_signoff": and_(KEPT, Row.status == "awaiting_signoff"),
        "returned": and_(KEPT, Row.status == "returned"),
        "overdue": and_(Row.due_on < today, OPEN),
        "waiting": and_(OPEN, or_(Row.status == "waiting", _is_deferred(today))),
        "all_open": OPEN,
        "signed": and_(KEPT, Row.status == "signed"),
        "bin": IN_BIN,
    }


_BY_URGENCY: tuple[ColumnElement[Any], ...] = (
    Row.urgency_rank.asc(),
    Row.due_on.is_(None).asc(),
    Row.due_on.asc(),
    Row.received_at.asc(),
    Row.number.asc(),
)
_SORTS: dict[str, InstrumentedAttribute[Any]] = {
    "patient": Row.patient_name,
    "number": Row.number,
    "question": Row.question,
    "status": Row.status,
    "owner": Row.owner_initials,
    "age": Row.received_at,
    "due": Row.due_on,
    "documents": Row.documents,
    "pages": Row.pages,
    "missing": Row.missing,
    "conflicts": Row.conflicts,
    "computed": Row.computed,
}
_READ_SHARE = sql_case((Row.pages > 0, Row.pages_read * 1.0 / Row.pages), else_=1.0)
SORTS = ("urgency", "reading", *_SORTS)


def rows(
    tx: ReadTx, condition: Condition, sort: str = "urgency", descending: bool = False
) -> tuple[Row, ...]:
    """The rows that meet a condition. `sort`: one of SORTS; empty values come last either way."""
    return tuple(tx.session.scalars(select(Row).where(condition).order_by(*_order(sort, descending))))


def _order(sort: str, descending: bool) -> tuple[ColumnElement[Any], ...]:
    if sort == "urgency":
        first = Row.urgency_rank.desc() if descending else Row.urgency_rank.asc()
        return (first, *_BY_URGENCY[1:])
    column = _READ_SHARE if sort == "reading" else _SORTS[sort]
    return (column.is_(None), column.desc() if descending else column.asc(), *_BY_URGENCY)


def next_claimable(tx: ReadTx, narrowing: Narrowing, today: date) -> str | None:
    """The most urgent case that nobody has, that waits for nothing and is not put off."""
    query = (
        select(Row.case_id)
        .where(Row.owner_id.is_(None), CLAIMABLE, ~_is_deferred(today), narrowing.condition())
        .order_by(*_BY_URGENCY)
        .limit(1)
    )
    return tx.session.scalar(query)


def total(tx: ReadTx) -> int:
    """Cases outside the bin."""
    return tx.session.scalar(select(func.count()).select_from(Row).where(KEPT)) or 0


def counts(tx: ReadTx, conditions: dict[str, Condition]) -> dict[str, int]:
    """How many rows meet each condition, in one pass."""
    columns = [func.count().filter(condition).label(name) for name, condition in conditions.items()]
    found = tx.session.execute(select(*columns).select_from(Row)).one()
    return dict(zip(conditions, found, strict=True))


def finished_since(tx: ReadTx, user_id: str, since: datetime, verbs: Iterable[str] = FINISHING_VERBS) -> int:
    """Cases this user has submitted, signed or returned since an instant."""
    query = select(func.count(AuditEvent.chain.distinct())).where(
        AuditEvent.user_id == user_id,
        AuditEvent.kind == "case",
        AuditEvent.verb.in_(tuple(verbs)),
        AuditEvent.at >= since,
    )
    return tx.session.scalar(query) or 0
