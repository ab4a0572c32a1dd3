"""A contract that is found late: it judges what had no verdict yet, and nothing that had one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from models.commands.by_hand import override_deadline
from models.commands.cases import NewCase, change_priority, open_case
from models.commands.closing import resolve
from models.commands.contacts import log_contact
from models.commands.customers import add_contract, customer_named
from models.commands.facts import edit_facts
from models.commands.handbook import publish_handbook
from models.commands.people import add_person
from models.database import Database
from models.handbook import events as ev
from models.handbook.backtest import back_test
from models.handbook.policy_file import read_policy
from models.handbook.publication import Publication
from models.queries.backtest import read_past
from models.queries.case_clocks import CaseClockRow
from models.queries.explanation import explanation
from models.queries.proof import proof
from models.verification import differences
from tests.conftest import NOW, MovingClock
from tests.models.commands.desk import WHOLE
from tests.models.handbook.policies import SOURCE

HOUR = timedelta(hours=1)
CONTRACTS = """
[[contracts]]
name = "Slow"
categories = ["Billing"]
targets.P2.first_response = { sla = "5 h", slo = "4 h", calendar = "round_the_clock" }
targets.P4.first_response = { sla = "5 h", slo = "4 h", calendar = "round_the_clock" }
targets.P1.first_response = { sla = "5 h", slo = "4 h", calendar = "round_the_clock" }
targets.P2.resolution = { sla = "96 h", slo = "90 h", calendar = "round_the_clock" }

[[contracts]]
name = "Fast"
groups = ["Night"]
targets.P2.first_response = { sla = "20 min", slo = "10 min", calendar = "round_the_clock" }
targets.P2.resolution = { sla = "4 h", slo = "3 h", calendar = "round_the_clock" }
"""


@pytest.fixture
def desk(database: Database, clock: MovingClock) -> Database:
    """Ana leads; what is billing has time, what the night shift does has little."""
    database.person_id = database.write(partial(add_person, name="Ana", role="lead")).result
    database.write(partial(publish_handbook, publication=Publication(SOURCE + CONTRACTS, "new")))
    clock.instant = NOW + HOUR
    return database


def opened(desk: Database, new: NewCase = WHOLE) -> int:
    return desk.write(partial(open_case, new=new)).result


def learn(desk: Database, case_id: int, **facts: str) -> None:
    desk.write(partial(edit_facts, case_id=case_id, facts=facts))


def by_night(desk: Database, case_id: int) -> None:
    desk.write(lambda work: work.record(case_id, ev.ASSIGNED, {"person_id": 1, "group": "Night"}))


def judged(desk: Database, case_id: int) -> dict[str, CaseClockRow]:
    """The SLA clocks as of the present; whatever is stored is what the log says."""
    assert desk.read(differences) == []
    told = desk.read(partial(explanation, case_id=case_id, now=desk.clock.now()))
    return {one.commitment: one for one in told.clocks if one.objective == "SLA"}


def said(clock: CaseClockRow) -> tuple[str, int, str]:
    """Its verdict, its target in minutes, and the rule."""
    return clock.verdict, clock.target_seconds // 60, clock.matched_rule


def flips(desk: Database, source: str) -> set[tuple[str, str, str, str]]:
    """The SLA verdicts of the past that would be others under a handbook."""
    handbook, now = read_policy(source, 9), desk.clock.now()
    past = desk.read(partial(read_past, begin=NOW, end=now + HOUR, as_of=now, handbook=handbook))
    return {(f.key, f.commitment, f.before, f.after)
            for f in back_test(past, handbook).flips() if f.objective == "SLA"}  # fmt: skip


def test_a_contract_found_after_a_breach_does_not_undo_it(
    desk: Database, clock: MovingClock
) -> None:
    """An hour for the first response was over when somebody wrote “billing”; the rest of the case
    had no verdict, and is judged by the contract from the opening on."""
    case_id = opened(desk)
    clock.instant += 2 * HOUR
    learn(desk, case_id, category="Billing")
    desk.write(partial(log_contact, case_id=case_id, type="reply", text="Here"))
    found = judged(desk, case_id)
    assert said(found["first_response"]) == ("breached", 60, "handbook, P2")
    assert said(found["resolution"]) == ("running", 96 * 60, "contract Slow, P2")
    assert found["resolution"].due_at == NOW + HOUR + 96 * HOUR
    shown = desk.read(partial(proof, case_id=case_id, now=clock.instant))
    assert {one.row.commitment: one.row.matched_rule for one in shown.clocks
            if one.row.objective == "SLA"} == {
        name: one.matched_rule for name, one in found.items()
    }  # fmt: skip


def test_nor_does_it_worsen_a_verdict_that_was_met(desk: Database, clock: MovingClock) -> None:
    """Answered after half an hour of one: that the night shift had 20 minutes is learnt later."""
    case_id = opened(desk)
    clock.instant += HOUR / 2
    desk.write(partial(log_contact, case_id=case_id, type="reply", text="Here"))
    by_night(desk, case_id)
    found = judged(desk, case_id)
    assert said(found["first_response"]) == ("met", 60, "handbook, P2")
    assert said(found["resolution"]) == ("running", 4 * 60, "contract Fast, P2")


def test_what_has_no_verdict_is_judged_from_the_opening(desk: Database, clock: MovingClock) -> None:
    """Nobody had answered in half an hour: by the contract that was late after 20 minutes. A clock
    starts when the customer wrote, not when a desk noticed (rule 9)."""
    case_id = opened(desk)
    clock.instant += HOUR / 2
    by_night(desk, case_id)
    found = judged(desk, case_id)
    assert said(found["first_response"]) == ("breached", 20, "contract Fast, P2")
    assert found["first_response"].due_at == NOW + HOUR + HOUR / 3


def test_each_objective_keeps_its_own_verdict(desk: Database, clock: MovingClock) -> None:
    """After 50 minutes the SLO of 45 was missed, the SLA of an hour was not."""
    case_id = opened(desk)
    clock.instant += timedelta(minutes=50)
    learn(desk, case_id, category="Billing")
    told = desk.read(partial(explanation, case_id=case_id, now=clock.instant))
    first = {one.objective: one for one in told.clocks if one.commitment == "first_response"}
    assert said(first["SLO"]) == ("breached", 45, "handbook, P2")
    assert said(first["SLA"]) == ("running", 5 * 60, "contract Slow, P2")


def test_the_verdict_stays_through_raises_and_a_second_fact(
    desk: Database, clock: MovingClock
) -> None:
    case_id = opened(desk)
    clock.instant += 2 * HOUR
    by_night(desk, case_id)
    desk.write(partial(change_priority, case_ids=[case_id], priority="P1", note="Down"))
    clock.instant += HOUR
    learn(desk, case_id, category="Billing")
    desk.write(partial(log_contact, case_id=case_id, type="reply", text="Here"))
    found = judged(desk, case_id)["first_response"]
    assert (found.verdict, found.due_at, found.priority) == ("breached", NOW + 2 * HOUR, "P2")


@pytest.mark.parametrize("first", ["category", "priority"])
@pytest.mark.parametrize(("priority", "after", "expected"), [
    ("P4", 2, ("running", 5 * 60, "contract Slow, P4")),
    ("P1", 0.5, ("breached", 15, "handbook, P1")),
])  # fmt: skip
def test_a_provisional_priority_decides_nothing(
    desk: Database, clock: MovingClock, first: str, priority: str, after: float,
    expected: tuple[str, int, str],
) -> None:  # fmt: skip
    """After two hours a P2 was late, which P4 is not; after half an hour a P1 was, which P2 is not.
    The first priority set counts from the opening (rule 9), whichever is typed first."""
    case_id = opened(desk, replace(WHOLE, priority=None, incomplete=True))
    clock.instant += after * HOUR
    change = partial(change_priority, case_ids=[case_id], priority=priority, note="Looked at")
    steps: list[Callable[[], object]] = [
        lambda: learn(desk, case_id, category="Billing"),
        lambda: desk.write(change),
    ]
    for step in steps if first == "category" else reversed(steps):
        step()
        clock.instant += timedelta(seconds=5)
    assert said(judged(desk, case_id)["first_response"]) == expected


def test_a_restatement_brings_the_contract_in_with_both_verdicts_kept(
    desk: Database, clock: MovingClock
) -> None:
    """It judges what was learnt before it from the opening, and nothing that is learnt after it."""
    before, after = opened(desk), opened(desk)
    clock.instant += 2 * HOUR
    learn(desk, before, category="Billing")
    clock.instant += timedelta(minutes=5)
    changed = SOURCE + CONTRACTS + "\n# Said again\n"
    restated = Publication(changed, "restate", reason="By their contract")
    desk.write(partial(publish_handbook, publication=restated))
    clock.instant += timedelta(minutes=5)
    learn(desk, after, category="Billing")
    found = judged(desk, before)["first_response"]
    assert said(found) == ("running", 5 * 60, "contract Slow, P2")
    assert found.original_verdict == "breached"
    assert said(judged(desk, after)["first_response"]) == ("breached", 60, "handbook, P2")
    for case_id in (before, after):
        desk.write(partial(log_contact, case_id=case_id, type="reply", text="Here"))
    assert judged(desk, before)["first_response"].verdict == "met"
    assert flips(desk, changed) == set()


def test_a_deadline_set_by_hand_undoes_it_with_both_verdicts_kept(
    desk: Database, clock: MovingClock
) -> None:
    case_id = opened(desk)
    clock.instant += 2 * HOUR
    learn(desk, case_id, category="Billing")
    desk.write(partial(override_deadline, case_id=case_id, commitment="first_response",
                       due_at=NOW + 9 * HOUR, reason="Their contract"))  # fmt: skip
    desk.write(partial(log_contact, case_id=case_id, type="reply", text="Here"))
    found = judged(desk, case_id)["first_response"]
    assert (found.verdict, found.original_verdict) == ("met", "breached")


def test_so_it_is_with_a_contract_made_with_the_customer(
    desk: Database, clock: MovingClock
) -> None:
    terms: dict[str, object] = {
        "targets": {"P2": {"first_response": {"sla": "5 h", "calendar": "round_the_clock"}}}
    }
    desk.write(lambda work: add_contract(work, customer_named(work, "Contoso"), "Gold", terms))
    new = replace(WHOLE, customer="", incomplete=True)
    case_id = opened(desk, new)
    clock.instant += 2 * HOUR
    learn(desk, case_id, customer="Contoso")
    first = judged(desk, case_id)["first_response"]
    assert said(first) == ("breached", 60, "handbook, P2")


def test_the_same_handbook_flips_nothing_in_a_back_test(desk: Database, clock: MovingClock) -> None:
    """The past under another handbook keeps what had fallen too: under its own promises."""
    late, known = opened(desk), opened(desk)
    learn(desk, known, category="Billing")
    clock.instant += 2 * HOUR
    learn(desk, late, category="Billing")
    clock.instant += HOUR
    for case_id in (late, known):
        desk.write(partial(log_contact, case_id=case_id, type="reply", text="Here"))
    clock.instant += 30 * HOUR
    desk.write(partial(resolve, case_ids=[late, known]))
    assert flips(desk, SOURCE + CONTRACTS) == set()
    longer = 'first_response = { sla = "1 h"', 'first_response = { sla = "150 min"'
    assert longer[0] in SOURCE
    assert flips(desk, SOURCE.replace(*longer) + CONTRACTS) == {
        ("CS-1001", "first_response", "breached", "met"),
    }  # fmt: skip
