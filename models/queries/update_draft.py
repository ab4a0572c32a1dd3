"""An update that is owed soon: a draft of it with what happened since the last one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case, Person
from models.handbook.instants import from_seconds
from models.handbook.since_update import since_update
from models.policies import policy_of
from models.queries.next_update import customer_zone, promise_words
from models.queries.reply_templates import reply_values
from models.refresh import read_logs
from models.update_words import update_draft


@dataclass(frozen=True)
class UpdateDraft:
    """The words for the customer, and the next update as it stands in them (empty: none owed)."""

    text: str
    promised: str


def drafted_update(
    session: Session, case_id: int, way: str, now: datetime, me: int | None
) -> UpdateDraft:
    """For a contact of this way, made now."""
    case = session.get_one(Case, case_id)
    policy = policy_of(session, case)
    log = read_logs(session, [case_id])[case_id]
    since = since_update(log, lambda kind: policy.contact(kind).counts_as_update)
    values = reply_values(session, case, way, now, me)
    when = promise_words(from_seconds(since.at), customer_zone(session, case))
    people = {row.id: row.name for row in session.execute(select(Person.id, Person.name))}
    return UpdateDraft(update_draft(since, values, when, people), values["next_update"])
