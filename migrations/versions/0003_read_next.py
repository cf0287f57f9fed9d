"""Pages that somebody asks to be read next."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reading_task", sa.Column("wanted", sa.Integer(), nullable=False, server_default="0"))
