"""Comments on a case, a field or a page: written by anybody who may read the case, settled by anybody."""

from workstation.domain.errors import InputError
from workstation.services.views import CommentView, NewComment
from workstation.services.workspace import Workspace
from workstation.store import assessments, cases, people
from workstation.store.store import ReadTx, WriteTx
from workstation.store.tables.assessment import Comment


def comment(ws: Workspace, case_id: str, new: NewComment) -> tuple[CommentView, ...]:
    """Adds a comment; the whole discussion comes back. Raises InputError for an empty one or no such field."""
    with ws.write() as tx:
        cases.case(tx, case_id)
        add_comment(ws, tx, case_id, new)
        return _views(tx, case_id)


def add_comment(ws: Workspace, tx: WriteTx, case_id: str, new: NewComment) -> None:
    """Adds a comment within a transaction."""
    if not new.text.strip():
        raise InputError("discussion.empty")
    if new.field_id is not None and new.field_id not in ws.rules.dictionary:
        raise InputError("findings.no_such_field", field=new.field_id)
    row = Comment(
        case_id=case_id,
        field_id=new.field_id,
        group_id=new.group_id,
        page_id=new.page_id,
        text=new.text.strip(),
        author_id=ws.user.id,
        written_at=tx.now,
        settled_by=None,
        settled_at=None,
    )
    tx.add(case_id, "comment", row)


def settle_comment(
    ws: Workspace, comment_id: str, row_version: int, settled: bool = True
) -> tuple[CommentView, ...]:
    """Closes a comment, or opens it again."""
    with ws.write() as tx:
        row = assessments.comment(tx, comment_id)
        with tx.changing(row.case_id, "settle_comment" if settled else "reopen_comment", row, row_version):
            row.settled_by = ws.user.id if settled else None
            row.settled_at = tx.now if settled else None
        return _views(tx, row.case_id)


def comments(ws: Workspace, case_id: str) -> tuple[CommentView, ...]:
    """The discussion, oldest first."""
    with ws.read() as tx:
        return _views(tx, case_id)


def _views(tx: ReadTx, case_id: str) -> tuple[CommentView, ...]:
    return tuple(_view(tx, row) for row in assessments.comments(tx, case_id))


def _view(tx: ReadTx, row: Comment) -> CommentView:
    author = people.user(tx, row.author_id)
    return CommentView(
        id=row.id,
        author=author.printed_name,
        initials=author.initials,
        at=row.written_at,
        text=row.text,
        field_id=row.field_id,
        group_id=row.group_id,
        page_id=row.page_id,
        settled=row.settled_at is not None,
        row_version=row.row_version,
    )
