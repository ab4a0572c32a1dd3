"""Customers: found or made by name."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Contract, Customer
from models.handbook.policy_contracts import under_contract
from models.policies import freeze, load_policies
from models.typed_text import clean_name
from models.work import Work


def customer_named(work: Work, name: str) -> int:
    """The customer of that name, made if new; names are told apart exactly."""
    wanted = clean_name("customer", name)
    found = work.session.scalar(select(Customer.id).where(Customer.name == wanted))
    if found is not None:
        return found
    customer = Customer(name=wanted)
    work.session.add(customer)
    work.session.flush()
    work.kinds.add("customer")
    return customer.id


def contract_of(session: Session, customer_id: int | None) -> int | None:
    """The contract that binds a customer's cases: the one made last, where there are several."""
    if customer_id is None:
        return None
    query = select(Contract.id).where(Contract.customer_id == customer_id)
    return session.scalar(query.order_by(Contract.id.desc()).limit(1))


def add_contract(work: Work, customer_id: int, name: str, terms: dict[str, object]) -> int:
    """A contract with terms of its own; wrong terms are refused as a wrong handbook is."""
    policy = under_contract(load_policies(work.session).newest, terms)
    freeze(work.session, policy.calendars.values())
    own = terms.get("calendars")
    if isinstance(own, dict):
        terms = terms | {"calendars": {name: policy.calendars[name].to_data() for name in own}}
    contract = Contract(customer_id=customer_id, name=clean_name("contract", name), terms=terms)
    work.session.add(contract)
    work.session.flush()
    work.kinds.add("contract")
    return contract.id
