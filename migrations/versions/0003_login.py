"""Which database login is whose, so that a shared desk knows who is at the window."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Which database login is whose, so that a shared desk knows who is at the window."""
    op.add_column("people", sa.Column("login", sa.String(), nullable=True))
    op.create_index("uq_people_login", "people", ["login"], unique=True)
