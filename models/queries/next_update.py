"""The next update that words to a customer promise: the due time of the clock they set going."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case, Customer
from models.handbook import events as ev
from models.handbook.instants import maybe_from_seconds, to_seconds
from models.handbook.policy import NEXT_UPDATE
from models.handbook.verdict import CaseClock
from models.handbook.zones import zone
from models.policies import load_policies
from models.refresh import projections
from models.wording import full_words

_NOT_WRITTEN: Final = 2**62
"""The id of an event that is not written: after all that are."""


def clocks_after(
    session: Session, case_id: int, kind: str, data: dict[str, Any], at: datetime, now: datetime
) -> list[CaseClock]:
    """A case's clocks as they would be once an event were recorded now; it is not."""
    event = ev.Event(_NOT_WRITTEN, kind, to_seconds(at), to_seconds(now), data)
    policies = load_policies(session)
    return projections(session, [case_id], policies, [event])[case_id].projection.clocks


def promised_update(clocks: Sequence[CaseClock], commitment: str = NEXT_UPDATE) -> datetime | None:
    """When the customer hears from us at the latest: by the SLA, or the SLO where there is none.

    None where no update is owed, or none while a pause lasts. The same of a first response, where
    that is the `commitment`.
    """
    running = [clock for clock in clocks if clock.commitment == commitment and clock.running]
    binding = min(running, key=lambda clock: (-clock.cycle, clock.objective), default=None)
    return maybe_from_seconds(binding.due_at) if binding is not None else None


def customer_zone(session: Session, case: Case) -> ZoneInfo:
    """The customer's zone where it is known, or else the team's."""
    query = select(Customer.zone).where(Customer.id == case.customer_id)
    known = session.scalar(query) if case.customer_id is not None else None
    return zone(known or load_policies(session).newest.team.zone)


def promise_words(due_at: datetime | None, place: ZoneInfo) -> str:
    """A promise as it stands in a text: Tue 12 May 2026, 16:28 CEST; empty where there is none."""
    return full_words(due_at, place) if due_at is not None else ""


def next_promise(session: Session, case_id: int, way: str, now: datetime) -> str:
    """The next update as a contact of this way, made now, may promise it; empty where none is owed
    after it.
    """
    clocks = clocks_after(session, case_id, ev.CONTACT, {"type": way}, now, now)
    return promise_words(
        promised_update(clocks), customer_zone(session, session.get_one(Case, case_id))
    )
