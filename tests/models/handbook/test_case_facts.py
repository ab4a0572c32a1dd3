"""What a case is, as its log tells (handbook, rules 9 to 13, 15, 19 and 22)."""

import pytest

from models.handbook import events as ev
from models.handbook.case_facts import facts_of
from models.handbook.intake import REQUIRED
from tests.models.handbook.logs import Log, secs

FULL = {
    "title": "Exports fail", "customer_id": 7, "impact": "All exports",
    "environment": "Production", "steps": "Press Export",
}  # fmt: skip


def test_a_case_that_was_never_opened_is_nothing_yet() -> None:
    facts = facts_of([])
    assert (facts.status, facts.fields, facts.missing) == ("new", {}, REQUIRED)


def test_rule_9_it_begins_when_the_message_was_received_and_has_no_priority_until_one_is_set() -> (
    None
):
    log = Log()
    log.tell(ev.OPENED, "11 09:00", recorded="11 11:30", **FULL)
    facts = log.facts()
    assert facts.opened_at == secs("11 09:00")
    assert facts.fields.get("priority") is None
    assert facts.missing == ("priority",)
    log.priority("11 12:00", "P3")
    assert (log.facts().fields["priority"], log.facts().missing) == ("P3", ())


def test_rule_19_a_field_that_is_emptied_again_is_missing_again() -> None:
    log = Log().opened("11 09:00", "P3", **FULL)
    assert log.facts().missing == ()
    log.tell(ev.FIELDS_CHANGED, "11 10:00", steps="", customer_id=None)
    assert log.facts().missing == ("customer", "steps")
    log.tell(ev.FIELDS_CHANGED, "11 10:30", steps="Press it twice", title="Exports fail at night")
    facts = log.facts()
    assert facts.missing == ("customer",)
    assert facts.fields["title"] == "Exports fail at night"


def test_only_fields_of_a_case_become_its_fields() -> None:
    log = Log().opened("11 09:00", "P3", colour="green", status="in_progress")
    assert log.facts().fields == {"priority": "P3"}


def test_it_is_with_whom_it_was_given_to_last_and_a_group_stays() -> None:
    log = Log().opened("11 09:00")
    log.tell(ev.ASSIGNED, "11 09:10", person_id=3, group="Exports")
    log.tell(ev.ASSIGNED, "11 09:20", person_id=4)
    assert (log.facts().assignee_id, log.facts().fields["group"]) == (4, "Exports")
    log.tell(ev.UNASSIGNED, "11 09:30")
    assert (log.facts().assignee_id, log.facts().fields["group"]) == (None, "Exports")


def test_a_contact_takes_a_new_case_into_work_and_leaves_any_other_status() -> None:
    log = Log().opened("11 09:00")
    log.contact("11 09:10")
    assert log.facts().status == "in_progress"
    log.waits("11 09:20", "waiting_third_party")
    log.contact("11 09:30")
    assert log.facts().status == "waiting_third_party"


def test_rule_13_a_pause_says_whom_we_wait_for_until_it_ends() -> None:
    log = Log().opened("11 09:00")
    log.waits("11 09:10")
    assert (log.facts().status, log.facts().waiting_for) == ("waiting_customer", "Priya")
    log.tell(ev.CUSTOMER_MESSAGE, "11 10:00")
    assert (log.facts().status, log.facts().waiting_for) == ("in_progress", "")
    log.waits("11 11:00", "waiting_engineering")
    log.tell(ev.CUSTOMER_MESSAGE, "11 12:00")  # it is not the customer we wait for
    assert (log.facts().status, log.facts().waiting_for) == ("waiting_engineering", "Priya")
    log.works("11 13:00")
    assert log.facts().waiting_for == ""
    log.waits("11 14:00")
    log.tell(ev.RESOLVED, "11 15:00")
    assert log.facts().waiting_for == ""


def test_rules_12_and_22_resolved_is_not_closed_and_the_closing_note_grows_bit_by_bit() -> None:
    log = Log().opened("11 09:00")
    log.tell(ev.RESOLVED, "11 10:00", root_cause="A full disk")
    log.tell(ev.FIELDS_CHANGED, "11 11:00", closing={"workaround": "none"})
    facts = log.facts()
    assert (facts.status, facts.resolved_at, facts.closed_at) == (
        "resolved", secs("11 10:00"), None,
    )  # fmt: skip
    log.tell(ev.CLOSED, "12 09:00", prevention="An alert at 80 %")
    facts = log.facts()
    assert (facts.status, facts.closed_at) == ("closed", secs("12 09:00"))
    assert facts.closing == {
        "root_cause": "A full disk", "workaround": "none", "prevention": "An alert at 80 %",
    }  # fmt: skip


@pytest.mark.parametrize("reason", ["cancelled", "duplicate", "spam", "merged"])
def test_rule_12_an_excluded_case_has_the_reason_as_its_status(reason: str) -> None:
    log = Log().opened("11 09:00")
    log.waits("11 10:00")
    log.tell(ev.EXCLUDED, "11 11:00", reason=reason)
    facts = log.facts()
    assert (facts.status, facts.resolved_at, facts.waiting_for) == (reason, secs("11 11:00"), "")


def test_rule_15_reopened_it_is_open_again_and_says_how_often() -> None:
    log = Log().opened("11 09:00")
    log.tell(ev.RESOLVED, "11 10:00")
    log.tell(ev.CLOSED, "11 11:00")
    log.tell(ev.REOPENED, "11 12:00")
    facts = log.facts()
    assert (facts.status, facts.resolved_at, facts.closed_at) == ("in_progress", None, None)
    log.tell(ev.RESOLVED, "11 13:00")
    log.tell(ev.REOPENED, "11 14:00")
    assert log.facts().times_reopened == 2


def test_what_leaves_no_trace_in_the_facts() -> None:
    log = Log().opened("11 09:00", "P3", **FULL)
    before = log.facts()
    log.tell(ev.NOTE, "11 10:00", text="Looks like DNS")
    log.tell(ev.ACKNOWLEDGED, "11 10:00")
    log.overridden("11 10:00", "11 18:00")
    log.tell(ev.POLICY_APPLIED, "11 10:00", version=1, mode="open")
    assert log.facts() == before


def test_rule_14_contracts_look_at_the_first_values_set_before_the_case_was_resolved() -> None:
    log = Log().opened("11 09:00", "P3", customer_id=7, contract_id=2, category="")
    log.tell(ev.FIELDS_CHANGED, "11 10:00", category="Billing", customer_id=8, contract_id=3)
    log.tell(ev.FIELDS_CHANGED, "11 10:30", category="Exports")
    first = {"customer_id": 7, "contract_id": 2, "category": "Billing"}
    assert log.facts().matched == first
    log.tell(ev.RESOLVED, "11 11:00")
    log.tell(ev.ASSIGNED, "11 12:00", person_id=1, group="Night")
    log.tell(ev.REOPENED, "11 13:00")
    log.tell(ev.ASSIGNED, "11 14:00", person_id=1, group="Night")
    assert log.facts().matched == first
    assert (log.facts().fields["group"], log.facts().fields["category"]) == ("Night", "Exports")


def test_a_first_group_that_comes_with_an_assignment_is_matched() -> None:
    log = Log().opened("11 09:00", "P3")
    log.tell(ev.ASSIGNED, "11 09:30", person_id=1, group="Night")
    log.tell(ev.ASSIGNED, "11 10:00", person_id=1, group="Day")
    assert log.facts().matched == {"group": "Night"}
