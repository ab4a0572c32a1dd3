"""Customers: found or made by name, renamed, and noted down."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from models.commands.meanwhile import refuse_overwriting
from models.entities import Case, Contract, Customer
from models.errors import KnownError, Problems
from models.handbook.policy_contracts import under_contract
from models.kept import Kept
from models.policies import freeze, load_policies
from models.projection import MATCHED
from models.restricted import fetch
from models.typed_text import LONGEST_NAME, check_length, clean_name, one_line
from models.work import Work

_NAMED: Final = Kept(select(Customer.id).where(Customer.name == bindparam("name")))
_CONTRACT_OF: Final = Kept(
    select(func.max(Contract.id)).where(Contract.customer_id == bindparam("customer_id"))
)
CUSTOMER_FIELDS: Final = ("name", "note")
LONGEST_NOTE: Final = 20_000


def customer_named(work: Work, name: str) -> int:
    """The customer of that name, made if new; names are told apart exactly."""
    wanted = clean_name("customer", name)
    for found in fetch(work.session, _NAMED, {"name": wanted}):
        return int(found.id)
    work.kinds.add("customer")
    return int(work.add(Customer, name=wanted))


def edit_customer(
    work: Work, customer_id: int, facts: Mapping[str, str], seen: Mapping[str, str] | None = None
) -> None:
    """Change fields of `CUSTOMER_FIELDS`; what somebody else changed since `seen` is refused.

    A name by which contracts of the handbook find cases stays, for another would undo verdicts.
    Raises `Problems` by field.
    """
    customer = work.session.scalar(
        select(Customer).where(Customer.id == customer_id).with_for_update()
    )
    if customer is None:
        raise KnownError("No such customer", "This customer is gone.", "Choose another.")
    now = {"name": customer.name, "note": customer.note or ""}
    wanted = {
        name: one_line(said) if name == "name" else said.strip() for name, said in facts.items()
    }
    changed = {name: said for name, said in wanted.items() if said != now[name]}
    refuse_overwriting(now, changed, seen or {})
    if "note" in changed:
        check_length("note", changed["note"], LONGEST_NOTE)
        customer.note = changed["note"]
    if "name" in changed:
        _rename(work, customer, changed["name"])
    work.kinds.add("customer")


def _rename(work: Work, customer: Customer, name: str) -> None:
    """Give a customer another name, in all that is cached of its cases too."""
    wrong = _refusal(work.session, customer.name, name)
    if wrong:
        raise Problems("The name stays", {"name": wrong})
    check_length("name", name, LONGEST_NAME)
    matched = Case.fields[(MATCHED, "customer")].as_string() == customer.name
    named = select(Case.id).where(or_(Case.customer_id == customer.id, matched))
    work.touched.update(work.session.scalars(named))
    customer.name = name
    work.session.flush()


def _refusal(session: Session, old: str, new: str) -> str:
    """Why a customer cannot be called so; "" where it can."""
    if not new:
        return "A customer needs a name."
    if session.scalar(select(Customer.id).where(Customer.name == new)) is not None:
        return f"There is a customer called “{new}”."
    for policy in load_policies(session).versions.values():
        for rule, _ in policy.contracts:
            if rule.is_for(old) != rule.is_for(new):
                named = old if rule.is_for(old) else new
                return f"The handbook’s contract “{rule.name}” finds its cases by “{named}”."
    return ""


def contract_of(session: Session, customer_id: int | None) -> int | None:
    """The contract that binds a customer's cases: the one made last, where there are several."""
    if customer_id is None:
        return None
    ((found,),) = fetch(session, _CONTRACT_OF, {"customer_id": customer_id})
    return None if found is None else int(found)


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
