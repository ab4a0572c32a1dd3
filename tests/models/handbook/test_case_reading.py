"""Which clocks start, pause and stop when (handbook, rules 8 to 13 and 15)."""

import pytest

from models.handbook import events as ev
from models.handbook.policy import ContactType
from tests.models.handbook.logs import DEFAULT, FR, NU, RES, Log, log_under, said, secs

# ---- rules 8 and 9: what runs from the opening


def test_rule_8_three_commitments_judged_under_sla_and_slo() -> None:
    log = Log().opened("11 10:00", "P3")
    assert {key: said(clock.due_at) for key, clock in log.clocks().items()} == {
        (FR, 1, "SLA"): "11 14:00",
        (FR, 1, "SLO"): "11 13:00",
        (NU, 1, "SLO"): "12 10:00",
        (RES, 1, "SLA"): "14 10:00",
        (RES, 1, "SLO"): "13 10:00",
    }


@pytest.mark.parametrize(
    ("priority", "due"),
    [
        ("P1", {FR: "16 12:15", "FR SLO": "16 12:10", "NU SLO": "16 12:30", RES: "16 16:00"}),
        ("P2", {FR: "16 13:00", "FR SLO": "16 12:45", "NU SLO": "18 13:00", RES: "17 12:00"}),
        ("P3", {FR: "18 13:00", "FR SLO": "18 12:00", "NU SLO": "18 17:00", RES: "20 17:00"}),
        ("P4", {FR: "18 17:00", "FR SLO": "18 15:00", RES: "22 17:00"}),
    ],
)
def test_rules_7_and_9_on_a_saturday(priority: str, due: dict[str, str]) -> None:
    names = {FR: (FR, "SLA"), "FR SLO": (FR, "SLO"), "NU SLO": (NU, "SLO"), RES: (RES, "SLA")}
    clocks = Log().opened("16 12:00", priority).clocks()
    assert {
        name: said(clock.due_at)
        for name, key in names.items()
        for clock in clocks.values()
        if (clock.commitment, clock.objective) == key
    } == due


def test_rule_9_clocks_start_when_the_message_was_received_not_when_it_was_noticed() -> None:
    log = Log()
    log.tell(ev.OPENED, "11 09:00", recorded="11 11:30", priority="P2")
    assert log.due(FR) == "11 10:00"


def test_rule_9_without_a_priority_a_case_runs_under_the_provisional_one() -> None:
    log = Log().opened("11 09:00", None)
    assert (log.clock(FR).priority, log.due(FR)) == ("P2", "11 10:00")
    other = log_under(provisional_priority="P4").opened("11 09:00", None)
    assert (other.clock(FR).priority, other.due(FR)) == ("P4", "11 17:00")


def test_rule_9_the_first_real_priority_replaces_the_provisional_one_from_the_opening() -> None:
    log = Log().opened("11 09:00", None)
    log.priority("11 13:00", "P4")  # by then the provisional first response was over
    assert log.verdict(FR) == (None, None)
    assert (log.due(FR), log.due(RES), log.clock(FR).priority) == ("11 17:00", "15 17:00", "P4")
    assert (NU, 1, "SLO") not in log.clocks()
    strict = Log().opened("11 09:00", None)
    strict.priority("11 09:20", "P1")  # no change of priority: this may breach at once
    assert strict.due(FR) == "11 09:15"


def test_rule_9_what_had_stopped_under_the_provisional_priority_is_judged_by_the_real_one() -> None:
    late = Log().opened("11 09:00", None)
    late.contact("11 11:00")
    assert late.verdict(FR) == ("breached", "11 10:00")
    late.priority("11 11:30", "P4")
    assert late.verdict(FR) == ("met", "11 11:00")
    early = Log().opened("11 09:00", None)
    early.contact("11 09:30")
    early.priority("11 11:30", "P1")
    assert early.verdict(FR) == ("breached", "11 09:15")
    assert early.clock(FR).priority == "P1"


def test_the_first_real_priority_may_be_the_provisional_one() -> None:
    log = Log().opened("11 09:00", None)
    log.priority("11 10:30", "P2")
    log.priority("11 10:45", "P1")
    assert log.verdict(FR) == (None, None)
    assert (log.due(FR), log.clock(FR).priority) == ("11 10:00", "P2")


def test_a_priority_set_among_other_fields_counts_like_any() -> None:
    log = Log().opened("11 09:00", None)
    log.tell(ev.FIELDS_CHANGED, "11 09:10", priority="P1", impact="All")
    assert log.due(RES) == "11 13:00"
    assert log.facts().fields["priority"] == "P1"
    log.tell(ev.FIELDS_CHANGED, "11 09:20", impact="Some")
    assert log.due(RES) == "11 13:00"


# ---- rule 11: first response and updates


def test_rule_11_the_first_contact_by_a_person_stops_the_first_response() -> None:
    log = Log().opened("11 09:00")
    log.tell(ev.ASSIGNED, "11 09:05", person_id=1)
    log.tell(ev.NOTE, "11 09:10", text="Looks like DNS")
    log.tell(ev.STATUS_CHANGED, "11 09:15", status="in_progress")
    log.tell(ev.CUSTOMER_MESSAGE, "11 09:20", text="Hello?")
    log.tell(ev.ACKNOWLEDGED, "11 09:21")
    assert log.verdict(FR) == (None, None)
    log.contact("11 10:00")
    log.contact("11 11:00")
    assert log.verdict(FR) == ("met", "11 10:00")


def test_rule_11_the_acknowledgement_counts_where_the_policy_says_so() -> None:
    log = log_under(acknowledgement_counts=True).opened("11 09:00")
    log.tell(ev.ACKNOWLEDGED, "11 09:01")
    assert log.verdict(FR) == ("met", "11 09:01")
    assert log.due(NU, 1, "SLO") == "11 17:00"


@pytest.mark.parametrize(
    ("response", "update"), [(True, True), (True, False), (False, True), (False, False)]
)
def test_rule_11_each_contact_type_carries_two_switches(response: bool, update: bool) -> None:
    kinds = {"page": ContactType(response, update)}
    log = log_under(contact_types=kinds).opened("11 09:00")
    log.contact("11 10:00", "page")
    assert log.verdict(FR) == (("met", "11 10:00") if response else (None, None))
    assert ((NU, 2, "SLO") in log.clocks()) is update


def test_rule_11_the_default_status_page_is_an_update_but_no_response() -> None:
    log = Log().opened("11 09:00")
    log.contact("11 10:00", "status_page")
    assert log.verdict(FR) == (None, None)
    assert log.verdict(NU, 1, "SLO") == ("met", "11 10:00")
    log.contact("11 10:30", "fax")  # a type the handbook does not know counts as both
    assert log.verdict(FR) == ("met", "11 10:30")


def test_rule_11_a_contact_logged_late_counts_from_when_it_happened() -> None:
    log = Log().opened("11 09:00", "P2")
    log.contact("11 11:00")
    assert log.verdict(FR) == ("breached", "11 10:00")
    log.contact("11 09:50", "call", recorded="11 12:00")
    assert log.verdict(FR) == ("met", "11 09:50")
    assert log.clock(NU, 2, "SLO").stopped_at == secs("11 11:00")


def test_rule_11_a_call_from_before_the_opening_is_a_response_at_the_opening() -> None:
    log = Log().opened("11 09:00", "P1")
    log.contact("11 08:45", "call", recorded="11 09:10")
    assert log.verdict(FR) == ("met", "11 09:00")
    assert log.clock(FR).elapsed_seconds == 0
    assert log.due(NU, 2, "SLO") == "11 09:30"
    assert log.facts().status == "in_progress"


def test_each_update_starts_the_next_cycle_of_the_cadence() -> None:
    log = Log().opened("11 09:00", "P1")
    log.contact("11 09:10")
    log.contact("11 09:50")
    log.contact("11 10:00")
    verdicts = [log.verdict(NU, cycle, "SLO") for cycle in (1, 2, 3, 4)]
    assert verdicts == [
        ("met", "11 09:10"), ("breached", "11 09:40"), ("met", "11 10:00"), (None, None),
    ]  # fmt: skip
    assert log.due(NU, 4, "SLO") == "11 10:30"


def test_a_contact_after_the_end_starts_nothing() -> None:
    log = Log().opened("11 09:00", "P1")
    log.tell(ev.RESOLVED, "11 09:10")
    log.contact("11 09:30")
    assert [clock.stopped_at for clock in log.clocks().values()] == [secs("11 09:10")] * 5


# ---- rule 12: resolved, closed, excluded, merged, not in the source


def test_rule_12_resolved_ends_every_clock() -> None:
    log = Log().opened("11 09:00", "P2")
    log.tell(ev.RESOLVED, "11 09:40")
    log.tell(ev.CLOSED, "12 09:00", root_cause="DNS")
    assert {clock.stopped_at for clock in log.clocks().values()} == {secs("11 09:40")}
    assert log.verdict(FR) == ("met", "11 09:40")


def test_rule_12_closed_without_being_resolved_ends_them_too() -> None:
    log = Log().opened("11 09:00", "P2")
    log.tell(ev.CLOSED, "11 12:00")
    assert log.verdict(RES) == ("met", "11 12:00")
    assert log.facts().resolved_at == secs("11 12:00")


@pytest.mark.parametrize("reason", ["cancelled", "duplicate", "spam", "merged"])
def test_rule_12_excluded_cases_count_nowhere_and_say_why(reason: str) -> None:
    log = Log().opened("11 09:00", "P2")
    log.contact("11 09:30")
    log.tell(ev.EXCLUDED, "11 12:00", reason=reason)
    for clock in log.clocks().values():
        assert (clock.verdict, clock.reason, clock.verdict_at) == ("excluded", reason, None)
        assert not clock.running
    assert log.facts().status == reason


def test_rule_12_resolved_first_and_found_to_be_spam_later_is_excluded() -> None:
    log = Log().opened("11 09:00", "P2")
    log.tell(ev.RESOLVED, "11 10:00")
    log.tell(ev.EXCLUDED, "11 12:00", reason="spam")
    assert log.verdict(RES) == ("excluded", None)


def test_an_exclusion_taken_back_by_a_reopening_leaves_out_only_what_it_ended() -> None:
    log = Log().opened("11 09:00", "P2")
    log.contact("11 09:30")
    log.tell(ev.EXCLUDED, "11 12:00", reason="duplicate")
    log.tell(ev.REOPENED, "11 13:00")
    assert log.verdict(FR) == ("met", "11 09:30")
    assert log.verdict(RES) == ("excluded", None)
    assert (log.verdict(RES, 2), log.due(RES, 2)) == ((None, None), "12 13:00")


def test_rule_12_a_merged_cases_running_clocks_go_on_from_the_earlier_start() -> None:
    log = Log().opened("11 10:00", "P2")
    earlier = {FR: secs("11 09:30"), RES: secs("11 09:30"), "own": 0}
    log.tell(ev.MERGED_FROM, "11 10:20", case_id=7, clocks=earlier)
    assert (log.due(FR), log.due(RES)) == ("11 10:30", "12 09:30")
    log = Log().opened("11 10:00", "P2")
    log.contact("11 10:05")
    others = {FR: secs("11 09:00"), NU: secs("11 09:00"), RES: secs("11 11:00")}
    log.tell(ev.MERGED_FROM, "11 10:20", case_id=7, clocks=others)
    assert log.verdict(FR) == ("met", "11 10:05")
    assert log.due(NU, 2, "SLO") == "11 13:00"
    assert log.due(RES) == "12 10:00"


def test_rule_12_a_merged_case_keeps_what_a_raise_had_promised() -> None:
    log = Log().opened("11 10:00", "P3")
    log.priority("11 11:00", "P1")
    log.tell(ev.MERGED_FROM, "11 11:30", case_id=7, clocks={RES: secs("11 09:00")})
    assert log.due(RES) == "11 15:00"
    log.tell(ev.MERGED_FROM, "11 11:40", case_id=8, clocks={RES: secs("06 14:00")})
    assert log.due(RES) == "11 14:00"


def test_rule_12_what_the_source_cannot_hold_is_unknown() -> None:
    log = Log().opened("11 09:00", "P2", contacts_unknown=True)
    assert log.verdict(FR) == log.verdict(NU, 1, "SLO") == ("unknown", None)
    assert log.clock(FR).reason == "not in the source"
    assert log.verdict(RES) == (None, None)
    log.contact("11 11:00")  # from here on the desk's own: an earlier one may still have been
    assert log.verdict(FR) == ("unknown", None)
    assert log.due(NU, 2, "SLO") == "11 15:00"


# ---- rule 13: pauses belong to statuses


def test_rule_13_waiting_on_the_customer_pauses_resolution_and_cadence_only() -> None:
    log = Log().opened("11 09:00", "P2")
    log.waits("11 09:30")
    assert (log.due(RES), log.due(NU, 1, "SLO"), log.due(FR)) == (None, None, "11 10:00")
    assert log.clock(RES).paused_since == secs("11 09:30")
    assert log.clock(RES).elapsed_seconds == 1800
    log.works("11 11:30")
    assert (log.due(RES), log.due(NU, 1, "SLO"), log.due(FR)) == (
        "12 11:00", "11 15:00", "11 10:00",
    )  # fmt: skip


@pytest.mark.parametrize("status", ["waiting_third_party", "waiting_engineering"])
def test_rule_13_other_waits_pause_only_where_the_policy_says_so(status: str) -> None:
    log = Log().opened("11 09:00", "P2")
    log.waits("11 09:30", status)
    assert log.due(RES) == "12 09:00"
    own = log_under(pausing={status: frozenset({RES, NU, FR})}).opened("11 09:00", "P2")
    own.waits("11 09:30", status)
    assert (own.due(RES), own.due(NU, 1, "SLO"), own.due(FR)) == (None, None, "11 10:00")
    own.waits("11 10:00")  # the customer, whom this policy does not name
    assert own.due(RES) == "12 09:30"


def test_rule_13_the_customers_reply_ends_the_wait_when_it_was_received() -> None:
    log = Log().opened("11 09:00", "P2")
    log.waits("11 10:00")
    log.tell(ev.CUSTOMER_MESSAGE, "11 12:00", recorded="11 16:00", text="Here it is")
    assert log.due(RES) == "12 11:00"
    assert log.facts().status == "in_progress"
    log.waits("11 13:00")
    assert log.clock(RES).paused_since == secs("11 13:00")
    third = Log().opened("11 09:00", "P2")
    third.waits("11 10:00", "waiting_third_party")
    third.tell(ev.CUSTOMER_MESSAGE, "11 12:00", text="Any news?")
    assert third.facts().status == "waiting_third_party"


def test_rule_13_a_case_may_open_waiting() -> None:
    log = Log().opened("11 09:00", "P2", status="waiting_customer")
    assert (log.due(RES), log.clock(RES).elapsed_seconds, log.due(FR)) == (None, 0, "11 10:00")
    log.works("11 12:00")
    assert log.due(RES) == "12 12:00"


def test_rule_13_from_one_wait_to_another_is_one_pause() -> None:
    both = {"waiting_customer": frozenset({RES}), "waiting_third_party": frozenset({RES})}
    log = log_under(pausing=both).opened("11 09:00", "P2")
    log.waits("11 10:00")
    log.waits("11 11:00", "waiting_third_party")
    log.works("11 12:00")
    assert log.clock(RES).pauses == ((secs("11 10:00"), secs("11 12:00")),)


def test_rule_13_a_new_cycle_of_the_cadence_is_born_paused() -> None:
    log = Log().opened("11 09:00", "P2")
    log.waits("11 10:00")
    log.contact("11 11:00")
    assert log.verdict(NU, 1, "SLO") == ("met", "11 11:00")
    assert (log.due(NU, 2, "SLO"), log.clock(NU, 2, "SLO").paused_since) == (None, secs("11 11:00"))
    log.works("11 12:00")
    assert log.due(NU, 2, "SLO") == "11 16:00"


def test_rule_13_resolved_within_a_wait_ends_it() -> None:
    log = Log().opened("11 09:00", "P1")
    log.waits("11 10:00")
    log.tell(ev.RESOLVED, "11 18:00")
    clock = log.clock(RES)
    assert (clock.verdict, clock.elapsed_seconds, clock.paused_seconds) == ("met", 3600, 8 * 3600)
    assert clock.paused_since is None


def test_rule_13_a_breach_before_the_wait_is_not_taken_back_by_it() -> None:
    log = Log().opened("11 09:00", "P1")
    log.waits("11 14:00")
    assert (log.due(RES), log.clock(RES).paused_since) == ("11 13:00", secs("11 14:00"))
    log.tell(ev.RESOLVED, "11 15:00")
    assert log.verdict(RES) == ("breached", "11 13:00")


def test_a_status_the_policy_pauses_before_anybody_answered() -> None:
    log = log_under(pausing={"new": frozenset({RES})}).opened("11 09:00", "P2")
    assert log.due(RES) is None
    log.contact("11 10:00")  # then somebody works on it
    assert log.due(RES) == "12 10:00"


# ---- rule 15: reopening


def test_rule_15_a_reopening_starts_resolution_and_cadence_anew() -> None:
    log = Log().opened("11 09:00", "P2")
    log.contact("11 09:30")
    log.tell(ev.RESOLVED, "11 10:00")
    log.tell(ev.REOPENED, "11 12:00")
    assert log.verdict(RES) == ("met", "11 10:00")
    assert (log.due(RES, 2), log.due(NU, 3, "SLO")) == ("12 12:00", "11 16:00")
    assert (FR, 2, "SLA") not in log.clocks()
    log.tell(ev.RESOLVED, "12 13:00")
    assert (log.verdict(RES), log.verdict(RES, 2)) == (
        ("met", "11 10:00"), ("breached", "12 12:00"),
    )  # fmt: skip


def test_rule_15_a_contract_may_say_that_the_cycle_continues() -> None:
    log = log_under(reopen="continue").opened("11 09:00", "P1")
    log.tell(ev.RESOLVED, "11 10:00")
    log.tell(ev.REOPENED, "11 18:00")
    assert (log.verdict(RES), log.due(RES)) == ((None, None), "11 21:00")
    assert (RES, 2, "SLA") not in log.clocks()
    assert log.due(NU, 2, "SLO") == "11 18:30"
    log.priority("11 18:10", "P2")
    assert log.clock(RES).priority == "P2"
    log.tell(ev.RESOLVED, "11 20:00")
    clock = log.clock(RES)
    assert (clock.verdict, clock.elapsed_seconds, clock.priority) == ("met", 3 * 3600, "P2")


def test_rules_14_and_15_what_goes_on_goes_on_under_the_priority_in_force() -> None:
    raised = log_under(reopen="continue").opened("11 09:00", "P2")
    raised.tell(ev.RESOLVED, "11 10:00")
    raised.tell(ev.FIELDS_CHANGED, "11 11:00", priority="P1")
    raised.tell(ev.REOPENED, "11 18:00")
    assert (raised.due(RES), raised.clock(RES).priority) == ("11 22:00", "P1")
    lowered = log_under(reopen="continue").opened("11 09:00", "P1")
    lowered.tell(ev.RESOLVED, "11 10:00")
    lowered.tell(ev.FIELDS_CHANGED, "11 11:00", priority="P2")
    lowered.tell(ev.REOPENED, "11 18:00")
    assert lowered.due(RES) == "12 17:00"
    breached = log_under(reopen="continue").opened("11 09:00", "P1")
    breached.tell(ev.RESOLVED, "11 14:00")
    breached.tell(ev.FIELDS_CHANGED, "11 15:00", priority="P2")
    breached.tell(ev.REOPENED, "11 18:00")
    assert (breached.due(RES), breached.clock(RES).priority) == ("11 13:00", "P1")


def test_rule_15_an_exclusion_taken_back_where_the_cycle_continues() -> None:
    log = log_under(reopen="continue").opened("11 09:00", "P2")
    log.tell(ev.EXCLUDED, "11 12:00", reason="duplicate")
    log.tell(ev.REOPENED, "11 13:00")
    assert (log.verdict(RES), log.due(RES)) == ((None, None), "12 10:00")


@pytest.mark.parametrize(("again", "cycle"), [("11 12:00", 1), ("11 12:00:01", 2)])
def test_rule_15_a_contract_may_give_a_grace_window(again: str, cycle: int) -> None:
    log = log_under(reopen_grace_seconds=7200).opened("11 09:00", "P2")
    log.tell(ev.RESOLVED, "11 10:00")
    log.tell(ev.REOPENED, again)
    assert max(key[1] for key in log.clocks() if key[0] == RES) == cycle


def test_rule_15_the_cycle_starts_when_the_message_was_received() -> None:
    log = Log().opened("11 09:00", "P2")
    log.tell(ev.RESOLVED, "11 10:00")
    log.tell(ev.CUSTOMER_MESSAGE, "11 11:00", text="Still broken")
    log.tell(ev.CLOSED, "11 12:00", root_cause="DNS")  # before anybody read it
    log.tell(ev.REOPENED, "11 11:00", recorded="11 13:00")
    assert (log.verdict(RES), log.due(RES, 2)) == (("met", "11 10:00"), "12 11:00")
    assert (log.facts().status, log.facts().closed_at) == ("in_progress", None)
    log.tell(ev.RESOLVED, "11 14:00")
    log.tell(ev.CLOSED, "11 15:00")
    assert log.verdict(RES, 2) == ("met", "11 14:00")
    assert log.facts().closed_at == secs("11 15:00")


def test_rule_15_a_message_from_before_the_end_reopens_as_of_the_end() -> None:
    log = Log().opened("11 09:00", "P2")
    log.tell(ev.RESOLVED, "11 10:00")
    log.tell(ev.REOPENED, "11 09:55", recorded="11 10:30")
    assert (log.verdict(RES), log.due(RES, 2)) == (("met", "11 10:00"), "12 10:00")


def test_rule_15_a_customers_message_alone_starts_nothing() -> None:
    log = Log().opened("11 09:00", "P2")
    log.tell(ev.RESOLVED, "11 10:00")
    log.tell(ev.CUSTOMER_MESSAGE, "11 11:00", text="Thanks!")
    assert not any(clock.running for clock in log.clocks().values())


def test_a_case_may_be_reopened_waiting() -> None:
    log = Log().opened("11 09:00", "P2")
    log.tell(ev.RESOLVED, "11 10:00")
    log.tell(ev.REOPENED, "11 11:00", status="waiting_customer")
    assert (log.facts().status, log.due(RES, 2)) == ("waiting_customer", None)
    goes_on = log_under(reopen="continue").opened("11 09:00", "P2")
    goes_on.tell(ev.RESOLVED, "11 10:00")
    goes_on.tell(ev.REOPENED, "11 11:00", status="waiting_customer")
    assert goes_on.clock(RES).paused_since == secs("11 10:00")
    goes_on.works("11 12:00")
    assert goes_on.due(RES) == "12 11:00"


def test_what_ends_or_reopens_twice_does_so_once() -> None:
    log = Log().opened("11 09:00", "P2")
    log.tell(ev.REOPENED, "11 09:30")
    assert (RES, 2, "SLA") not in log.clocks()
    log.tell(ev.RESOLVED, "11 10:00")
    log.tell(ev.RESOLVED, "11 11:00")
    log.tell(ev.STATUS_CHANGED, "11 11:30", status="in_progress")
    assert log.verdict(RES) == ("met", "11 10:00")
    assert (log.facts().resolved_at, log.facts().status) == (secs("11 10:00"), "resolved")
    log.tell(ev.REOPENED, "11 12:00")
    log.tell(ev.REOPENED, "11 13:00")
    assert log.due(RES, 2) == "12 12:00"
    assert log.facts().times_reopened == 1


def test_a_commitment_of_the_teams_own_runs_to_the_end_of_the_case() -> None:
    own = {**DEFAULT.targets["P2"], "workaround": DEFAULT.targets["P2"][FR]}
    log = log_under(targets={**DEFAULT.targets, "P2": own}).opened("11 09:00", "P2")
    log.contact("11 09:10")
    assert log.due("workaround") == "11 10:00"
    log.tell(ev.RESOLVED, "11 11:00")
    assert log.verdict("workaround") == ("breached", "11 10:00")
