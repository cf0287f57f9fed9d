"""The language in which somebody asked for a page to be read again."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reading_task", sa.Column("language", sa.Text(), nullable=False, server_default=""))
