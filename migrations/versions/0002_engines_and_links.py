"""Which engine read a word, what makes a page hard to read, pages read by eye, and links between documents."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reading", sa.Column("conditions", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("word", sa.Column("engine", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "page_by_eye",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("page_id", sa.String(length=36), nullable=False),
        sa.Column("reviewed_by", sa.String(length=36), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_page_by_eye_case_id")),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=op.f("fk_page_by_eye_page_id")),
        sa.ForeignKeyConstraint(["reviewed_by"], ["user.id"], name=op.f("fk_page_by_eye_reviewed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_by_eye")),
        sa.UniqueConstraint("case_id", "page_id", name=op.f("uq_page_by_eye_case_id_page_id")),
    )
    op.create_index(op.f("ix_page_by_eye_page_id"), "page_by_eye", ["page_id"], unique=False)
    op.create_table(
        "document_link",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("other_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("linked_by", sa.String(length=36), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_document_link_case_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_link_document_id")),
        sa.ForeignKeyConstraint(["linked_by"], ["user.id"], name=op.f("fk_document_link_linked_by")),
        sa.ForeignKeyConstraint(["other_id"], ["document.id"], name=op.f("fk_document_link_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_link")),
        sa.UniqueConstraint("document_id", "other_id", name=op.f("uq_document_link_document_id_other_id")),
    )
    op.create_index(op.f("ix_document_link_case_id"), "document_link", ["case_id"], unique=False)
