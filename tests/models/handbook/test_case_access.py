"""Who sees a case, as its events tell it (handbook, rule 20)."""

from typing import Any

import pytest

from models.handbook import events as ev
from models.handbook.case_facts import facts_of
from tests.models.handbook.logs import Log


@pytest.mark.parametrize(("opened", "named"), [
    ({"security": "yes"}, ()), ({"security": "yes", "named": [3]}, (3,)),
    ({"security": "no"}, None), ({}, None),
])  # fmt: skip
def test_rule_20_a_security_incident_that_names_nobody_is_the_leads_alone(
    opened: dict[str, Any], named: tuple[int, ...] | None
) -> None:
    log = Log().opened("11 09:00", **opened)
    assert facts_of(log.events).named == named


def test_rule_20_its_restriction_is_lifted_as_any_other_is() -> None:
    log = Log().opened("11 09:00", security="yes")
    log.tell(ev.ACCESS_CHANGED, "11 10:00", named=None)
    assert facts_of(log.events).named is None
