"""Runs a step on the connection it is handed, inside the caller's transaction."""

from alembic import context

from models.entities import Base
from models.entities.search_words import is_index

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=False,
    include_name=lambda name, _type, _parents: not is_index(name),
)
context.run_migrations()
