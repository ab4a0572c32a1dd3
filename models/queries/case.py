"""One case in full: facts, clocks with their ledgers, the end of its timeline."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case, Contact, Customer, Person, PolicyVersion
from models.errors import KnownError
from models.handbook.closing_draft import Drafted
from models.handbook.events import ACKNOWLEDGED, CONTACT
from models.handbook.intake import CLOSING
from models.handbook.policy import Policy
from models.handbook.suggestion import new_suggestion
from models.policies import policy_of
from models.queries.attachments import AttachmentRow, attachments
from models.queries.case_clocks import CaseClockRow, is_warned, last_clocks
from models.queries.closing_draft import Alike, alike_cases, drafted_note
from models.queries.cycles import EarlierCycles, earlier_cycles
from models.queries.incident import Incident, affected_ids, incident_of
from models.queries.links import Link, case_links
from models.queries.ownership import NOBODY_YET, Ownership, ownership
from models.queries.playbooks import Checklist, article_keys, checklists
from models.queries.queue import QueueRow, queue_rows, reader_at
from models.queries.sight import sees_figures_of
from models.queries.timeline import (
    SHOWN_FIRST,
    TimelineRow,
    count_events,
    timeline,
    unsettled_messages,
)
from models.queries.undo import Step, last_step
from models.queries.untouched_alerts import untouched_alerts
from models.typed_text import echoed, keys_meant

_TOLD = (
    "impact", "environment", "steps", "category", "urgency", "workaround", "impact_level",
    "workaround_known", "expected", "actual", "language",
)  # fmt: skip


@dataclass(frozen=True)
class ContactWay:
    """A way of reaching the customer, with the two switches of rule 11."""

    name: str
    counts_as_response: bool
    counts_as_update: bool


@dataclass(frozen=True)
class CaseDetail:
    """Everything the case page shows, read at one instant.

    `clocks` are those of each commitment's last cycle; `events` counts the whole timeline, of which
    `timeline` is the end; `warned` says that a first warning has passed (rule 14); `unsettled` are
    the customer's messages since the resolution of which nobody said what they are (rule 15);
    `ownership` is who held it since its last reopening; `untouched`, where it is theirs to know,
    that the lead was told that who has it has not touched it; `last_step` is what can be undone;
    `drafted` are parts of the closing note as they might be, `alike` the cases that the same note
    may close (rule 22); `named` are those who see a restricted case, None where everybody does;
    `incident` is None where a case has nothing to do with any.
    """

    row: QueueRow
    fields: dict[str, Any]
    contact: str | None
    contract: str | None
    group: str | None
    opened_at: datetime
    resolved_at: datetime | None
    closed_at: datetime | None
    policy_number: int
    policy_since: datetime
    clocks: tuple[CaseClockRow, ...]
    earlier: tuple[EarlierCycles, ...]
    timeline: tuple[TimelineRow, ...]
    events: int
    people: dict[int, str]
    contact_ways: tuple[ContactWay, ...]
    acknowledgement_counts: bool
    links: tuple[Link, ...]
    warned: bool
    unsettled: tuple[TimelineRow, ...]
    last_step: Step
    drafted: tuple[Drafted, ...]
    alike: tuple[Alike, ...]
    named: tuple[int, ...] | None = None
    attachments: tuple[AttachmentRow, ...] = ()
    incident: Incident | None = None
    checklists: tuple[Checklist, ...] = ()
    ownership: Ownership = NOBODY_YET
    untouched: bool = False

    @property
    def closing(self) -> dict[str, str]:
        """What is known of the closing note so far."""
        kept = self.fields.get("closing", {})
        return {name: kept[name] for name in CLOSING if kept.get(name)}

    @property
    def untold(self) -> bool:
        """Whether the customer has heard nothing of it yet, not even that it came."""
        told = (CONTACT, ACKNOWLEDGED)
        return self.events == len(self.timeline) and not any(
            row.kind in told and not row.retracted for row in self.timeline
        )

    @property
    def seen_by(self) -> list[str]:
        """The names of those who see a restricted case; the leads do too."""
        return [self.people[one] for one in self.named or ()]

    @property
    def suggestion(self) -> str | None:
        """The priority the handbook suggests, where it is another and nobody said why (rule 20)."""
        return new_suggestion(self.fields, None if self.row.provisional else self.row.priority)

    def to_json(self) -> dict[str, Any]:
        """The case as `leadline case --json` gives it; `leadline explain` has its clocks."""
        row = self.row
        return {
            "case": row.key,
            "title": row.title,
            "customer": row.customer or None,
            "contact": self.contact,
            "priority": row.priority,
            "provisional": row.provisional,
            "status": row.status,
            "restricted_to": self.seen_by or None,
            "assignee": row.assignee,
            "contract": self.contract,
            "opened_at": self.opened_at.isoformat(),
            "resolved_at": self.resolved_at.isoformat() if self.resolved_at else None,
            "closed_at": self.closed_at.isoformat() if self.closed_at else None,
            "fields": {name: self.fields.get(name) for name in _TOLD if self.fields.get(name)},
            "suggested_priority": self.suggestion,
            "missing": list(row.missing),
            "closing": self.closing,
            "links": [link.to_json() for link in self.links],
            "attachments": [row.to_json() for row in self.attachments],
            "incident": self.incident.to_json() if self.incident else None,
            "checklists": [one.to_json() for one in self.checklists],
            "ownership": self.ownership.to_json(),
            "timeline": [event.to_json() for event in self.timeline],
        }


def case_id_of(session: Session, key: str) -> int:
    """The id of a case by its key as somebody writes it; a `KnownError` where there is none."""
    meant = keys_meant(key)
    known = select(Case.id).where(Case.key.in_(meant)).order_by(Case.key != meant[0], Case.key)
    found = session.scalar(known.limit(1))
    if found is None:
        raise KnownError("No such case", f"There is no case “{echoed(key)}”.", "Look in the queue.")
    return found


def case_key(session: Session, case_id: int) -> str:
    """The key of a case by its id; a `KnownError` where there is none."""
    return case_of(session, case_id).key


def holder_of(session: Session, case_id: int) -> str | None:
    """Who has a case, by name."""
    holder = case_of(session, case_id).assignee_id
    return None if holder is None else session.get_one(Person, holder).name


def case_detail(
    session: Session,
    case_id: int,
    now: datetime,
    me: int | None = None,
    events: int | None = SHOWN_FIRST,
) -> CaseDetail:
    """The case page's rows, with so many of its last events; a `KnownError` where it is gone."""
    case = case_of(session, case_id)
    policy = policy_of(session, case)
    version = session.get_one(PolicyVersion, policy.number)
    resolved_at, links = case.resolved_at, case_links(session, case_id)
    row, *affected = queue_rows(session, [case_id, *affected_ids(links)], now)
    people = {one.id: one.name for one in session.execute(select(Person.id, Person.name))}
    clocks = last_clocks(session, case, reader_at(session, now))
    return CaseDetail(
        row=row,
        fields=dict(case.fields),
        contact=_contact(session, case),
        contract=policy.contract or None,
        group=case.group_name,
        opened_at=case.opened_at,
        resolved_at=resolved_at,
        closed_at=case.closed_at,
        policy_number=policy.number,
        policy_since=version.effective_at,
        clocks=clocks,
        earlier=earlier_cycles(session, case_id),
        timeline=timeline(session, case_id, events),
        events=count_events(session, case_id),
        people=people,
        contact_ways=_contact_ways(policy),
        acknowledgement_counts=policy.acknowledgement_counts,
        links=links,
        warned=is_warned(session, case_id, now),
        unsettled=unsettled_messages(session, case_id) if resolved_at else (),
        last_step=last_step(session, case_id, me, now),
        drafted=drafted_note(session, case, links),
        alike=alike_cases(session, case, links),
        named=None if case.named is None else tuple(map(int, case.named.split())),
        attachments=attachments(session, case_id),
        incident=incident_of(session, case, policy, links, affected, people, now),
        checklists=checklists(session, case, article_keys(links)),
        ownership=ownership(session, case, clocks, now, me),
        untouched=bool(untouched_alerts(session, case))
        and sees_figures_of(session, me, case.assignee_id),
    )


def customer_names(session: Session) -> list[str]:
    """Every customer, for a field that completes what is typed."""
    return list(session.scalars(select(Customer.name).order_by(Customer.name)))


def case_of(session: Session, case_id: int) -> Case:
    """A case by its id; a `KnownError` where there is none."""
    case = session.get(Case, case_id)
    if case is None:
        raise KnownError("No such case", "This case is not on the desk.", "Reload the queue.")
    return case


def _contact(session: Session, case: Case) -> str | None:
    """Who of the customer's it is about, where that is known."""
    contact_id = case.fields.get("contact_id")
    query = select(Contact.name).where(Contact.id == contact_id)
    return session.scalar(query) if contact_id else None


def _contact_ways(policy: Policy) -> tuple[ContactWay, ...]:
    return tuple(
        ContactWay(name, kind.counts_as_response, kind.counts_as_update)
        for name, kind in policy.contact_types.items()
    )
