"""What is attached to a case, and what is in it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contents import parts
from models.entities import Event, Person
from models.errors import KnownError
from models.handbook import events as ev


@dataclass(frozen=True)
class AttachmentRow:
    """A file attached to a case: `id` is that of its event; `by` is None where nobody is named."""

    id: int
    name: str
    size: int
    media_type: str
    sha256: str
    at: datetime
    by: str | None

    def to_json(self) -> dict[str, Any]:
        """As `leadline case --json` gives it."""
        return {
            "name": self.name,
            "size": self.size,
            "media_type": self.media_type,
            "sha256": self.sha256,
            "attached_at": self.at.isoformat(),
            "by": self.by,
        }


def attachments(session: Session, case_id: int) -> tuple[AttachmentRow, ...]:
    """Those in force, in the order they were attached."""
    rows = session.execute(
        select(Event.id, Event.kind, Event.data, Event.recorded_at, Person.name)
        .outerjoin(Person, Person.id == Event.actor_id)
        .where(Event.case_id == case_id, Event.kind.in_((ev.ATTACHED, ev.RETRACTED)))
    ).all()
    gone = {row.data["event_id"] for row in rows if row.kind == ev.RETRACTED}
    return tuple(
        AttachmentRow(
            row.id, row.data["name"], row.data["size"], row.data["media_type"],
            row.data["sha256"], row.recorded_at, row.name,
        )
        for row in sorted(rows, key=lambda row: int(row.id))
        if row.kind == ev.ATTACHED and row.id not in gone
    )  # fmt: skip


def content(session: Session, sha256: str) -> bytes:
    """What a file holds, and exactly that: a `KnownError` where it is gone or damaged."""
    data = b"".join(parts(session, sha256))
    if hashlib.sha256(data).hexdigest() != sha256:
        raise KnownError(
            "The attachment is damaged", "What is stored is not what was attached.",
            "Look with “leadline db check”; a backup may hold it whole.",
        )  # fmt: skip
    return data
