"""Alembic's entry: the connection comes from `workstation.store.migrate`, inside its transaction."""

from alembic import context

from workstation.store.migrate import include_name
from workstation.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_name=include_name,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
