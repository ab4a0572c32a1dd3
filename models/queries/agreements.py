"""What each case of a SELECT is judged by beside the handbook."""

from typing import Any, Final

from sqlalchemy import Select

from models.entities import Case, Contract, Customer
from models.handbook.agreement import Agreement
from models.handbook.policy import Policy
from models.projection import MATCHED, stored_matter

Told = tuple[int | None, str]
"""What tells agreements apart: the id of a contract made, or the name of the handbook's own."""

AGREED: Final = (
    Case.category, Case.group_name, Customer.name.label("customer"),
    Contract.id.label("contract_id"), Contract.name.label("contract"), Contract.terms,
    Case.fields[MATCHED].label(MATCHED),
)  # fmt: skip
"""The columns that `agreement_of` reads."""


def with_agreements(query: Select[Any]) -> Select[Any]:
    """Joins what `AGREED` needs to a SELECT from cases."""
    return query.outerjoin(Customer, Customer.id == Case.customer_id).outerjoin(
        Contract, Contract.id == Case.contract_id
    )


def agreement_of(row: Any, handbook: Policy) -> tuple[Told, Agreement]:
    """The agreement of a row, and what tells it from others.

    A contract made with the customer counts before the handbook's own.
    """
    if row.contract_id is not None:
        return (row.contract_id, ""), Agreement(row.contract, row.terms)
    matter = stored_matter(row.matched, row.customer, row.category, row.group_name)
    own = handbook.for_case(matter).contract
    return (None, own), Agreement(own, None, matter)
