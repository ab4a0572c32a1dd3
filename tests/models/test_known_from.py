"""What is around a restricted case: who is known from it alone, and what undo reaches (rule 20)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from models.commands.access import change_access, lift_restriction
from models.commands.customer_contacts import add_contact
from models.commands.customers import customer_named, edit_customer
from models.commands.links import add_link
from models.commands.undo import undo
from models.errors import KnownError
from models.queries.case import customer_names
from models.queries.contacts import contact_names, contacts, customer_of_address
from models.queries.customer import customer_detail
from models.queries.customers import (
    CustomerFilter,
    customer_ids,
    customers_called,
    customers_pulse,
)
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, detail, opened
from tests.models.test_restricted import SECRET, WORD, Desk, desk

__all__ = ["desk"]
LABS = replace(SECRET, customer="Zzyzx Labs", contact="Zed Zzyzx <zed@zzyzx.example>")


def test_who_is_known_from_it_alone_is_nowhere_either(desk: Desk, clock: MovingClock) -> None:
    """Whose leak it is, is as much of a secret; whom anything else tells of is listed."""
    opened(desk.as_(desk.maker), LABS)
    clock.instant += timedelta(seconds=1)
    at_home = opened(desk.database, replace(SECRET, contact="Ada Zzyzx"))  # of Contoso
    now = clock.now()
    asked: list[Callable[..., Any]] = [
        customer_names,
        partial(customers_called, words="zzy", limit=9),
        partial(customers_pulse, shown=CustomerFilter("ada"), now=now),
        partial(customer_ids, shown=CustomerFilter("zzy"), now=now),
        partial(contact_names, customer="Zzyzx Labs"),
        partial(contact_names, customer="Contoso"),
        partial(customer_of_address, written="zed@zzyzx.example"),
        partial(contacts, customer_id=1),
        partial(contacts, customer_id=2),
    ]
    for query in asked:
        told, hidden = desk.as_(desk.maker).read(query), desk.as_(desk.outsider).read(query)
        assert told != hidden
        assert WORD not in repr(hidden).casefold()
    assert desk.database.read(customer_names) == ["Contoso"]
    with pytest.raises(KnownError, match="There is no customer 2"):
        desk.database.read(partial(customer_detail, customer_id=2, now=now))
    lift = partial(lift_restriction, case_id=at_home, reason="The key is revoked")
    desk.as_(desk.maker).write(lift)
    names = partial(contact_names, customer="Contoso")
    assert desk.as_(desk.outsider).read(names) == ["Ada Zzyzx"]
    opened(desk.database, replace(WHOLE, customer="Zzyzx Labs"))
    assert "Zzyzx Labs" in desk.database.read(customer_names)


def test_who_was_at_the_desk_before_it_stays_listed(desk: Desk, clock: MovingClock) -> None:
    """By a contact that somebody added, or a note of them."""
    database = desk.as_(desk.maker)
    for name in ("Adatum", "Fabrikam"):
        database.write(partial(customer_named, name=name))
    database.write(partial(add_contact, customer_id=2, facts={"name": "Ada Long"}))
    database.write(partial(edit_customer, customer_id=3, facts={"note": "Calls on Mondays"}))
    clock.instant += timedelta(days=1)
    opened(database, replace(SECRET, customer="Adatum", contact="Ada Long"))
    opened(database, replace(SECRET, customer="Fabrikam"))
    database = desk.as_(desk.outsider)
    assert database.read(customer_names) == ["Adatum", "Contoso", "Fabrikam"]
    assert database.read(partial(contact_names, customer="Adatum")) == ["Ada Long"]


def test_undo_does_not_reach_into_it(desk: Desk) -> None:
    """Linked while both were open to whoever did it; then one of them was restricted."""
    database = desk.as_(desk.outsider)
    other = opened(database, replace(WHOLE, title="Soon restricted"))
    key = detail(database, other).row.key
    database.write(partial(add_link, case_id=desk.open_id, kind="same", to=key))
    desk.as_(desk.lead).write(partial(change_access, case_id=other, add=[desk.maker]))
    with pytest.raises(KnownError, match="in a case that you may not see"):
        desk.as_(desk.outsider).write(partial(undo, case_id=desk.open_id))
    assert len(detail(database, desk.open_id).links) == 1
    assert len(detail(desk.as_(desk.lead), other).links) == 1
