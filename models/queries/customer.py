"""One customer in full: who they are, what they were promised, what is open, what is known."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import String, cast, func, or_, select
from sqlalchemy.orm import Session

from models.entities import Article, Case, Contract, Customer, Event
from models.errors import KnownError
from models.handbook.articles import READABLE
from models.handbook.events import RETRACTED
from models.handbook.instants import to_seconds
from models.handbook.policy import Policy
from models.handbook.policy_contracts import under_contract
from models.policies import load_policies
from models.queries.contacts import ContactRow, contacts
from models.queries.queue import QueueRow, queue_rows
from models.queries.remedies import sees_credits
from models.typed_text import echoed, one_line

LISTED: Final = 200
"""No more open cases of one customer than a person looks through; the queue has them all."""

_KNOWN_ISSUE: Final = "known_issue"
_MOST_DIGITS: Final = 9
"""What a column of whole numbers holds in every database."""


@dataclass(frozen=True)
class Terms:
    """What some of a customer's cases are judged by: a contract, or the handbook where `contract`
    is empty. `categories` and `groups` say which cases (any, where empty); `made` with them.
    """

    contract: str
    policy: Policy
    categories: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    made: bool = False


@dataclass(frozen=True)
class KnownIssue:
    """An article on a known issue that the customer's cases name, and how many of them do."""

    key: str
    title: str
    cases: int
    open_cases: int


@dataclass(frozen=True)
class CustomerDetail:
    """Everything the customer's page shows but the quarter's figures, read at one instant.

    `open_cases` are the first `LISTED` of `open_count`, next to breach first; `credits_shown`:
    whoever looks may see what contracts credit (rule 30).
    """

    id: int
    name: str
    note: str
    cases: int
    first_at: datetime | None
    last_at: datetime | None
    terms: tuple[Terms, ...]
    contacts: tuple[ContactRow, ...]
    open_count: int
    open_cases: tuple[QueueRow, ...]
    known_issues: tuple[KnownIssue, ...]
    credits_shown: bool


def customer_detail(
    session: Session, customer_id: int, now: datetime, me: int | None = None
) -> CustomerDetail:
    """The customer's page; a `KnownError` where there is no such customer."""
    customer = customer_by_id(session, customer_id)
    cases, first_at, last_at = session.execute(
        select(func.count(), func.min(Case.opened_at), func.max(Case.opened_at))
        .where(Case.customer_id == customer_id)
    ).one()  # fmt: skip
    held = Case.customer_id == customer_id, Case.is_open
    ids = session.scalars(
        select(Case.id).where(*held).order_by(Case.sort_at, Case.id).limit(LISTED)
    ).all()
    return CustomerDetail(
        id=customer.id,
        name=customer.name,
        note=customer.note or "",
        cases=cases,
        first_at=first_at,
        last_at=last_at,
        terms=terms_of(session, customer, load_policies(session).at(to_seconds(now))),
        contacts=tuple(contacts(session, customer_id)),
        open_count=session.scalar(select(func.count()).select_from(Case).where(*held)) or 0,
        open_cases=tuple(queue_rows(session, ids, now)),
        known_issues=_known_issues(session, customer_id),
        credits_shown=sees_credits(session, me),
    )


def customer_by_id(session: Session, customer_id: int) -> Customer:
    """The customer; a `KnownError` where there is none of that number."""
    customer = session.get(Customer, customer_id)
    if customer is None:
        raise KnownError(
            "No such customer", f"There is no customer {customer_id}.", "Look in the list."
        )
    return customer


def customer_id_called(session: Session, written: str) -> int:
    """The customer that somebody means by its name or number; a `KnownError` where none is."""
    named = one_line(written)
    alike = or_(Customer.name == named, func.lower(Customer.name) == named.lower())
    if named.isdecimal() and len(named) <= _MOST_DIGITS:
        alike = or_(alike, Customer.id == int(named))
    known = select(Customer.id).where(alike).order_by(Customer.name != named, Customer.id).limit(1)
    found = session.scalar(known)
    if found is None:
        raise KnownError(
            "No such customer", f"There is no customer “{echoed(written)}”.",
            "Give its name, as “leadline case” and the Customers page show it.",
        )  # fmt: skip
    return found


def terms_of(session: Session, customer: Customer, handbook: Policy) -> tuple[Terms, ...]:
    """What the customer's next cases are judged by, the first that is for a case counts.

    A contract made with the customer counts before the handbook's own; of these, those that name
    the customer or nobody.
    """
    made = session.scalars(
        select(Contract).where(Contract.customer_id == customer.id)
        .order_by(Contract.id.desc()).limit(1)
    ).first()  # fmt: skip
    if made is not None:
        return (Terms(made.name, under_contract(handbook, made.terms, made.name), made=True),)
    return tuple(
        Terms(policy.contract, policy)
        if rule is None
        else Terms(rule.name, policy, tuple(sorted(rule.categories)), tuple(sorted(rule.groups)))
        for rule, policy in handbook.for_customer(customer.name)
    )


def _known_issues(session: Session, customer_id: int) -> tuple[KnownIssue, ...]:
    """The known issues whose keys stand in what was written in the customer's cases, the most
    frequent first; what was taken back names none."""
    gone = select(Event.data).join(Case).where(
        Case.customer_id == customer_id, Event.kind == RETRACTED
    )  # fmt: skip
    taken_back = {data["event_id"] for data in session.scalars(gone)}
    said = cast(Event.data, String)
    rows = session.execute(
        select(Article.key, Article.title, Case.id, Case.is_open, Event.id, said)
        .join(Event, said.contains(Article.key))
        .join(Case, Case.id == Event.case_id)
        .where(Case.customer_id == customer_id, Article.kind == _KNOWN_ISSUE,
               Article.status.in_(READABLE))
    )  # fmt: skip
    named: defaultdict[tuple[str, str], dict[int, bool]] = defaultdict(dict)
    for key, title, case_id, is_open, event_id, words in rows:
        if event_id not in taken_back and re.search(rf"(?<!\w){re.escape(key)}(?!\w)", words):
            named[key, title][case_id] = is_open
    found = [
        KnownIssue(key, title, len(cases), sum(cases.values()))
        for (key, title), cases in named.items()
    ]
    return tuple(sorted(found, key=lambda issue: (-issue.cases, issue.key)))
