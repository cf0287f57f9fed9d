"""The letters of pages, by which `find` compares them. Pages read before are taken apart as a workspace opens."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("page_index", sa.Column("rules", sa.Integer(), nullable=False, server_default="0"))
    for name in ("alike", "written"):
        op.add_column("page_index", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("page_index", sa.Column("starts", sa.LargeBinary(), nullable=False, server_default=""))
