"""Runs a step on the connection it is handed, inside the caller's transaction."""

from alembic import context

from models.entities import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=False,
)
context.run_migrations()
