"""Customers and their people who are known from some cases alone: where those are restricted, whose
trouble it is, is as much of a secret as the trouble (handbook, rule 20)."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Column, Integer, Select, exists, select
from sqlalchemy.orm import Session

from models.entities import Case, Contact, Contract, Customer, Event


class KnownFrom(NamedTuple):
    """The ids of customers and of contacts."""

    customers: frozenset[int] = frozenset()
    contacts: frozenset[int] = frozenset()


def known_only_from(session: Session, cases: Collection[int]) -> KnownFrom:
    """Who is at the desk for these cases, and nothing else.

    A contact was made as one of them named them, and nobody wrote anything of them since. A
    customer has no other case, contact or contract, and no note.
    """
    told = select(Case.customer_id, _contact_of(Case)).where(Case.id.in_(cases))
    rows = session.execute(told).all()
    customers, contacts = ({row[at] for row in rows} - {None} for at in (0, 1))
    if not customers:
        return KnownFrom()
    only = _contacts(session, cases, customers, contacts) if contacts else frozenset[int]()
    return KnownFrom(frozenset(session.scalars(_customers(cases, customers, only))), only)


def _contacts(
    session: Session, cases: Collection[int], customers: set[Any], contacts: set[Any]
) -> frozenset[int]:
    made = exists().where(
        Case.customer_id == Contact.customer_id, Case.id.in_(cases), Event.case_id == Case.id,
        Event.recorded_at == Contact.added_at,
    )  # fmt: skip
    found = set(
        session.scalars(
            select(Contact.id).where(Contact.id.in_(contacts), Contact.version == 1, made)
        )
    )
    if not found:
        return frozenset()
    elsewhere = Case.customer_id.in_(customers), Case.id.not_in(cases)
    return frozenset(found - set(session.scalars(select(_contact_of(Case)).where(*elsewhere))))


def _customers(
    cases: Collection[int], customers: set[Any], contacts: frozenset[int]
) -> Select[int]:
    theirs = (
        exists().where(Case.customer_id == Customer.id, Case.id.not_in(cases)),
        exists().where(Contact.customer_id == Customer.id, Contact.id.not_in(contacts)),
        exists().where(Contract.customer_id == Customer.id),
    )
    untold = Customer.note.is_(None) | (Customer.note == "")
    return select(Customer.id).where(Customer.id.in_(customers), untold, *(~one for one in theirs))


def _contact_of(case: type[Case]) -> Column[Any] | Any:
    return case.fields["contact_id"].as_string().cast(Integer)
