"""A team's own commitments: what starts, pauses, resumes, stops and resets their clocks."""

from dataclasses import replace

import pytest
from hypothesis import given

from models.handbook import events as ev
from models.handbook.conditions import DEFAULTS, Conditions
from models.handbook.file_node import FileError
from models.handbook.policy import COMMITMENTS, Policy
from models.handbook.policy_file import read_policy
from tests.conftest import HANDBOOK
from tests.models.handbook.histories import History, histories
from tests.models.handbook.logs import DEFAULT, FR, NU, RES, Log, said

SOURCE = HANDBOOK.replace("@team_zone@", "Europe/Berlin")
PROMISED = """
[targets.P3.workaround]
sla = "8 h"
calendar = "round_the_clock"
"""


def policy(conditions: str, of: str = "workaround") -> Policy:
    return read_policy(f"{SOURCE}{PROMISED}\n[commitments.{of}]\n{conditions}\n", 1)


def opened(conditions: str, at: str = "11 10:00", of: str = "workaround", **data: str) -> Log:
    """A P3 case under one commitment with these conditions."""
    return Log({1: policy(conditions, of)}).opened(at, **data)


def cycles(log: Log, name: str = "workaround") -> list[tuple[str | None, str | None, str | None]]:
    """(started, stopped, verdict) of each cycle under the SLA or, without one, the SLO."""
    found = {key: clock for key, clock in log.clocks().items() if key[0] == name}
    shown = {key: clock for key, clock in found.items() if key[2] == "SLA"} or found
    return [
        (said(clock.started_at), said(clock.stopped_at), clock.verdict)
        for _, clock in sorted(shown.items())
    ]


def pauses(log: Log, name: str = "workaround") -> list[tuple[str | None, str | None]]:
    return [(said(begin), said(end)) for begin, end in log.clock(name).pauses]


# ---- the defaults ------------------------------------------------------------------------------


def test_the_shipped_handbook_writes_no_conditions() -> None:
    assert DEFAULT.own_conditions == {}
    assert {name: DEFAULT.conditions(name) for name in COMMITMENTS} == DEFAULTS


WRITTEN = """
[commitments.first_response]
start = ["opened"]
pause = []
resume = []
stop = ["response"]
reset = []
[commitments.next_update]
start = ["opened", "reopened"]
reset = ["update"]
[commitments.resolution]
start = ["opened", "reopened"]
stop = []
"""


@given(history=histories())
def test_the_defaults_written_out_give_the_same_clocks(history: History) -> None:
    written = read_policy(SOURCE + WRITTEN, 1).own_conditions
    assert set(written) == set(COMMITMENTS)
    history.policies[1] = replace(history.policies[1], own_conditions={})
    before = history.clocks()
    history.policies[1] = replace(history.policies[1], own_conditions=written)
    assert history.clocks() == before


def test_a_named_commitment_runs_from_the_opening_to_the_end() -> None:
    log = Log({1: read_policy(SOURCE + PROMISED, 1)}).opened("11 10:00")
    log.contact("11 10:10")
    log.tell(ev.RESOLVED, "11 12:00")
    log.tell(ev.REOPENED, "11 13:00")
    assert cycles(log) == [("11 10:00", "11 12:00", "met")]


# ---- each happening ----------------------------------------------------------------------------


def test_assigning_starts_a_clock_and_unassigning_ends_it() -> None:
    log = opened('start = ["assigned"]\nstop = ["unassigned"]')
    assert cycles(log) == []
    log.tell(ev.ASSIGNED, "11 11:00", person_id=1)
    log.tell(ev.ASSIGNED, "11 11:30", person_id=2)
    log.tell(ev.UNASSIGNED, "11 20:00")
    log.tell(ev.ASSIGNED, "12 09:00", person_id=1)
    assert cycles(log) == [("11 11:00", "11 20:00", "breached"), ("12 09:00", None, None)]


def test_a_status_entered_and_left() -> None:
    log = opened(
        'start = ["status entered waiting_engineering"]\nstop = ["status left waiting_engineering"]'
    )
    log.waits("11 11:00", "waiting_engineering")
    log.works("11 12:00")
    log.waits("12 09:00", "waiting_engineering")
    log.waits("12 10:00", "waiting_third_party")
    assert cycles(log) == [
        ("11 11:00", "11 12:00", "met"), ("12 09:00", "12 10:00", "met"),
    ]  # fmt: skip


def test_a_reply_moves_a_new_case_into_work_which_is_a_status_entered_too() -> None:
    log = opened('start = ["status left new"]\nstop = ["contact from customer"]')
    log.contact("11 10:20")
    log.tell(ev.CUSTOMER_MESSAGE, "11 10:50")
    assert cycles(log) == [("11 10:20", "11 10:50", "met")]


@pytest.mark.parametrize(
    ("stop", "stopped"),
    [
        ("contact to customer", "11 10:20"),
        ("contact to customer by call", "11 10:40"),
        ("response", "11 10:20"),
        ("update", "11 10:20"),
        ("acknowledged", "11 10:05"),
        ("contact from customer", "11 10:50"),
        ("contact from customer by chat", "11 11:00"),
        ("field set workaround", "11 11:10"),
        ("field changed category", "11 11:30"),
        ("field changed priority to P3", "11 11:50"),
        ("field set environment to staging", "11 11:20"),
        ("status entered in_progress", "11 10:20"),
    ],
)
def test_what_stops_a_clock(stop: str, stopped: str) -> None:
    log = opened(f'stop = ["{stop}"]', category="Login")
    log.tell(ev.ACKNOWLEDGED, "11 10:05")
    log.contact("11 10:20")
    log.contact("11 10:40", type="call")
    log.tell(ev.CUSTOMER_MESSAGE, "11 10:50")
    log.tell(ev.CUSTOMER_MESSAGE, "11 11:00", type="chat")
    log.tell(ev.FIELDS_CHANGED, "11 11:10", closing={"workaround": "Restart it"})
    log.tell(ev.FIELDS_CHANGED, "11 11:20", environment="staging")
    log.tell(ev.FIELDS_CHANGED, "11 11:30", category="Billing")
    log.priority("11 11:40", "P2")
    log.priority("11 11:50", "P3")
    assert said(log.clock("workaround").stopped_at) == stopped


def test_a_field_that_was_given_at_the_opening_was_set_then() -> None:
    log = opened('start = ["field set environment"]', environment="production")
    assert cycles(log) == [("11 10:00", None, None)]


# ---- pausing, resetting ------------------------------------------------------------------------


def test_a_clock_pauses_and_resumes_by_its_own_conditions() -> None:
    log = opened('pause = ["unassigned"]\nresume = ["assigned"]\nstop = ["update"]')
    log.tell(ev.UNASSIGNED, "11 11:00")
    log.tell(ev.UNASSIGNED, "11 11:30")
    assert log.due("workaround") is None
    log.tell(ev.ASSIGNED, "11 12:00", person_id=1)
    assert (pauses(log), log.due("workaround")) == ([("11 11:00", "11 12:00")], "11 19:00")


def test_a_status_of_its_own_keeps_a_clock_paused_that_is_resumed() -> None:
    written = f'{PROMISED}\n[commitments.workaround]\npause = ["unassigned"]\nresume = ["assigned"]'
    source = SOURCE.replace(
        'waiting_customer = ["resolution",', 'waiting_customer = ["workaround", "resolution",'
    )
    log = Log({1: read_policy(source + written, 1)}).opened("11 10:00")
    log.waits("11 11:00")
    log.tell(ev.UNASSIGNED, "11 11:30")
    log.tell(ev.ASSIGNED, "11 12:00", person_id=1)
    log.works("11 13:00")
    assert pauses(log) == [("11 11:00", "11 13:00")]


def test_a_pause_lasts_into_the_next_cycle() -> None:
    log = opened('pause = ["unassigned"]\nresume = ["assigned"]\nreset = ["update"]')
    log.tell(ev.UNASSIGNED, "11 11:00")
    log.contact("11 12:00")
    log.tell(ev.ASSIGNED, "11 13:00", person_id=1)
    assert cycles(log) == [("11 10:00", "11 12:00", "met"), ("11 12:00", None, None)]
    assert said(log.clock("workaround", 2).due_at) == "11 21:00"


def test_one_event_resets_a_clock_once() -> None:
    log = opened('reset = ["response", "update", "contact to customer", "status left new"]')
    log.contact("11 12:00")
    assert cycles(log) == [("11 10:00", "11 12:00", "met"), ("11 12:00", None, None)]


def test_a_reset_starts_nothing_that_did_not_run() -> None:
    log = opened('start = ["assigned"]\nreset = ["update"]')
    log.contact("11 12:00")
    assert cycles(log) == []


def test_what_has_ended_is_started_by_nothing() -> None:
    log = opened('start = ["assigned"]')
    log.tell(ev.RESOLVED, "11 12:00")
    log.tell(ev.ASSIGNED, "11 13:00", person_id=1)
    assert cycles(log) == []


def test_a_clock_goes_on_after_reopening_where_the_policy_says_so() -> None:
    own = replace(policy('start = ["opened", "reopened"]'), reopen="continue")
    log = Log({1: own}).opened("11 10:00")
    log.tell(ev.RESOLVED, "11 12:00")
    log.tell(ev.REOPENED, "11 13:00")
    assert cycles(log) == [("11 10:00", None, None)]
    assert pauses(log) == [("11 12:00", "11 13:00")]


def test_the_handbooks_own_clocks_take_other_conditions_too() -> None:
    log = opened('stop = ["contact to customer by call"]', of="first_response")
    log.contact("11 10:20")
    assert log.clock(FR).stopped_at is None
    log.contact("11 10:40", type="call")
    assert said(log.clock(FR).stopped_at) == "11 10:40"
    assert {name for name, _, _ in log.clocks()} >= {FR, NU, RES}


def test_another_version_brings_its_own_conditions_from_then_on() -> None:
    first = policy('pause = ["unassigned"]\nresume = ["assigned"]')
    second = replace(policy('stop = ["update"]'), number=2)
    log = Log({1: first, 2: second}).opened("11 10:00")
    log.tell(ev.UNASSIGNED, "11 11:00")
    log.tell(ev.POLICY_APPLIED, "11 12:00", version=2, mode="open")
    log.contact("11 13:00")
    assert cycles(log) == [("11 10:00", "11 13:00", "met")]
    assert pauses(log) == [("11 11:00", "11 12:00")]


# ---- bad files ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conditions", "key", "words"),
    [
        ("begin = []", "begin", "“begin” is not known here"),
        ('start = ["opend"]', "start[0]", "nothing that happens to a case"),
        ("start = []", "start", "Nothing would ever start"),
        ('start = "opened"', "start", "not a list"),
        ('start = ["opened", "opened"]', "start", "stands there twice"),
        ('stop = ["status entered resolved"]', "stop[0]", "known are new, in_progress"),
        ('stop = ["status entered"]', "stop[0]", "is not one of the words"),
        ('stop = ["contact to customer by cal"]', "stop[0]", "did you mean “call”?"),
        ('stop = ["contact to customer via call"]', "stop[0]", "and a contact type"),
        ('stop = ["field set colour"]', "stop[0]", "is not one of the words"),
        ('stop = ["status left new to closed"]', "stop[0]", "entered or left, and that is all"),
    ],
)
def test_a_condition_that_cannot_be_met_is_named_by_line_and_key(
    conditions: str, key: str, words: str
) -> None:
    source = f"{SOURCE}{PROMISED}\n[commitments.workaround]\n{conditions}\n"
    with pytest.raises(FileError) as caught:
        read_policy(source)
    assert caught.value.key == f"commitments.workaround.{key}"
    assert caught.value.line == source.count("\n")
    assert words in caught.value.said


def test_a_commitment_that_nothing_promises_has_no_conditions() -> None:
    with pytest.raises(FileError) as caught:
        policy("stop = []", of="workround")
    assert (caught.value.key, "did you mean “workaround”?" in caught.value.said) == (
        "commitments.workround", True,
    )  # fmt: skip


def test_a_first_response_never_pauses() -> None:
    with pytest.raises(FileError, match="A first response never pauses"):
        policy('pause = ["unassigned"]', of=FR)
    assert policy("pause = []", of=FR).conditions(FR) == DEFAULTS[FR]


def test_conditions_left_out_are_the_handbooks() -> None:
    own = policy('reset = ["contact to customer"]', of=NU).conditions(NU)
    assert own.start == DEFAULTS[NU].start
    assert Conditions().start == DEFAULTS[FR].start
