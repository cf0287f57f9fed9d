"""Where the letters of a word begin, for words of which parts are picked. Pages read before have none."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("word", sa.Column("borders", sa.JSON(none_as_null=True), nullable=True))
