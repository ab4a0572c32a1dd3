"""An imported case may be incomplete at the end it came with, and at no other."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

_RULE: Final = (
    "source IS NULL OR missing = '' OR NOT (status IN ('resolved', 'closed'))"
    " OR excused OR (source_ended_at IS NOT NULL AND resolved_at = source_ended_at)"
)


def upgrade() -> None:
    """The end that an imported case has now is taken for the one it came with.

    On SQLite a rule comes with its column, and looks at every row there is: those that the column
    will let through are excused until it says so. No imported case was excused before.
    """
    bind = op.get_bind()
    yes, no = (value().compile(bind) for value in (sa.true, sa.false))
    op.execute(f"UPDATE cases SET excused = {yes} WHERE source IS NOT NULL AND missing <> ''")
    then = ", ADD" if bind.dialect.name == "postgresql" else ""
    rule = f"CONSTRAINT ck_cases_complete_if_ended_here CHECK ({_RULE})"
    op.execute(f"ALTER TABLE cases ADD COLUMN source_ended_at BIGINT{then} {rule}")
    op.execute(
        f"UPDATE cases SET source_ended_at = resolved_at, excused = {no} WHERE source IS NOT NULL"
    )
