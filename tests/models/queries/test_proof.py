"""What a proof rests on: each stretch's event, verdicts that stood before, what a customer sees."""

from dataclasses import asdict
from functools import partial
from random import Random

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.database import Database
from models.engine import WRITING
from models.entities import Case, Clock
from models.entities.plain import plain
from models.errors import KnownError
from models.queries.explanation import explanation
from models.queries.proof import proof
from tests.conftest import MovingClock
from tests.desktop.replay.histories import History
from tests.models.queries.proofs import SECRET, Dispute, berlin


@pytest.fixture
def dispute(database: Database, clock: MovingClock) -> Dispute:
    return Dispute(database, clock)


def test_each_stretch_names_the_event_that_ends_it(dispute: Dispute) -> None:
    case_id = dispute.disputed()
    clock = dispute.proved(case_id, "resolution")
    told = [
        (s.piece.why, s.piece.seconds, s.ended_by.kind if s.ended_by else None)
        for s in clock.stretches
    ]
    assert told == [
        ("open", 5_400, "paused"),
        ("paused", 0, "customer_message"),
        ("open", 1_200, "paused"),
        ("paused", 0, "customer_message"),  # the clocks change at 02:00: 30 minutes, not 90
        ("open", 9_730, "resolved"),
    ]
    assert clock.stretches[3].piece.end - clock.stretches[3].piece.begin == (
        berlin("2026-03-29 03:20") - berlin("2026-03-29 01:50")
    )
    assert (clock.row.verdict, clock.row.elapsed_seconds) == ("breached", 4 * 3_600 + 1_930)
    assert clock.started_by is not None
    assert clock.started_by.kind == "opened"


def test_the_calendar_ends_what_no_event_ends(dispute: Dispute) -> None:
    case_id = dispute.opened("2026-03-02 16:00", "P3")
    dispute.replied(case_id, "2026-03-03 09:30")
    stretches = dispute.proved(case_id, "first_response").stretches
    assert [(s.piece.why, s.ended_by and s.ended_by.kind) for s in stretches] == [
        ("open", None), ("closed", None), ("open", "contact"),
    ]  # fmt: skip


def test_a_reopened_case_proves_both_cycles(dispute: Dispute) -> None:
    case_id = dispute.opened("2026-04-07 09:00", "P2")
    dispute.resolved(case_id, "2026-04-07 15:00")
    dispute.reopened(case_id, "2026-04-09 11:00", "2026-04-08 20:00")
    first, second = (dispute.proved(case_id, "resolution", cycle) for cycle in (1, 2))
    assert (first.row.verdict, second.row.verdict) == ("met", "running")
    assert second.started_by is not None
    assert (second.started_by.kind, second.started_by.at) == (
        "reopened",
        berlin("2026-04-08 20:00"),
    )
    assert second.started_by.recorded_at == berlin("2026-04-09 11:00")


def test_a_raised_case_counts_from_the_raise(dispute: Dispute) -> None:
    case_id = dispute.opened("2026-04-13 09:00", "P3")
    dispute.raised(case_id, "2026-04-14 10:00", "P1")
    started_by = dispute.proved(case_id, "resolution").started_by
    assert started_by is not None
    assert (started_by.kind, started_by.data["priority"]) == ("priority_changed", "P1")
    assert started_by.role == "agent"


def test_the_rule_named_is_the_one_whose_promise_binds(dispute: Dispute) -> None:
    """A raise leaves the earlier due time in force: its target is the first priority's."""
    case_id = dispute.opened("2026-03-02 10:00", "P2")
    dispute.raised(case_id, "2026-03-02 10:50", "P1")
    found = dispute.proved(case_id, "first_response").row
    assert (found.target_seconds, found.priority) == (3_600, "P1")
    assert (found.matched_rule, found.promised_for) == ("handbook, P2", "P2")
    assert found.to_json()["matched_rule"] == "handbook, P2"
    assert dispute.proved(case_id, "resolution").row.matched_rule == "handbook, P1"


def test_a_fact_recorded_late_keeps_the_verdict_that_stood_until_then(dispute: Dispute) -> None:
    case_id = dispute.opened("2026-04-13 09:00", "P1")
    dispute.replied(case_id, "2026-04-13 16:00", happened="2026-04-13 09:05")
    clock = dispute.proved(case_id, "first_response")
    (other,) = clock.others
    assert (clock.row.verdict, other.verdict) == ("met", "breached")
    assert (other.due_at, other.until) == (berlin("2026-04-13 09:15"), berlin("2026-04-13 16:00"))
    assert [fact.kind for fact in other.because] == ["contact"]


def test_a_deadline_set_by_hand_keeps_both_verdicts(dispute: Dispute) -> None:
    case_id = dispute.opened("2026-04-15 09:00", "P1")
    dispute.overridden(case_id, "2026-04-15 12:00", due="2026-04-15 20:00")
    dispute.resolved(case_id, "2026-04-15 18:00")
    clock = dispute.proved(case_id, "resolution")
    (other,) = clock.others
    assert (clock.row.verdict, other.verdict, other.until) == ("met", "breached", None)
    assert (other.due_at, other.because[0].role) == (berlin("2026-04-15 13:00"), "lead")


def test_a_pause_and_a_start_entered_afterwards_are_told_with_their_events(
    dispute: Dispute,
) -> None:
    case_id = dispute.opened("2026-04-15 09:00", "P1")
    dispute.paused_afterwards(case_id, "2026-04-15 14:00", "2026-04-15 10:00", "2026-04-15 12:00")
    dispute.started_earlier(case_id, "2026-04-15 14:05", "2026-04-15 08:30")
    dispute.resolved(case_id, "2026-04-15 14:30")
    clock = dispute.proved(case_id, "resolution")
    assert clock.started_by is not None
    assert clock.started_by.kind == "start_moved"
    assert [(s.piece.why, s.ended_by and s.ended_by.kind) for s in clock.stretches] == [
        ("open", "pause_entered"), ("paused", "pause_entered"), ("open", "resolved"),
    ]  # fmt: skip
    (other,) = clock.others
    assert (clock.row.verdict, other.verdict) == ("met", "breached")
    assert {fact.kind for fact in other.because} == {"pause_entered", "start_moved"}


def test_a_restated_case_keeps_both_verdicts_and_names_the_version(dispute: Dispute) -> None:
    case_id = dispute.opened("2026-04-15 09:00", "P1")
    dispute.replied(case_id, "2026-04-15 09:14")
    dispute.restated("2026-04-15 12:00", '"15 min"', '"12 min"')
    told = dispute.proof(case_id)
    clock = dispute.proved(case_id, "first_response")
    assert (clock.row.verdict, clock.others[0].verdict) == ("breached", "met")
    assert [fact.kind for fact in clock.others[0].because] == ["policy_applied"]
    assert [(v.number, v.since, v.restated) for v in told.versions] == [(2, None, True)]


def test_a_customer_sees_the_sla_and_roles_and_nothing_internal(dispute: Dispute) -> None:
    case_id = dispute.disputed()
    dispute.opened("2026-04-01 09:00", "P1")
    inside, outside = dispute.proof(case_id), dispute.proof(case_id, external=True)
    assert {clock.row.objective for clock in outside.clocks} == {"SLA"}
    assert all((clock.row.slo, clock.row.slo_due_at) == (None, None) for clock in outside.clocks)
    for secret in (SECRET, "Ana Ruiz", "Ben Okafor", "SLO"):
        assert secret not in repr(asdict(outside))
    assert SECRET in repr(asdict(inside))
    assert "Ana Ruiz" not in repr(asdict(inside))
    assert inside.data_hash == outside.data_hash


def test_it_carries_the_hash_that_explain_gives(dispute: Dispute) -> None:
    case_id = dispute.disputed()
    told = dispute.database.read(partial(explanation, case_id=case_id, now=dispute.clock.instant))
    assert dispute.proof(case_id).data_hash == told.data_hash


def test_nothing_is_proved_that_was_changed_behind_the_log(dispute: Dispute) -> None:
    case_id = dispute.disputed()
    clocks = plain(Clock)
    with dispute.database.engine.connect().execution_options(**WRITING) as connection:
        connection.execute(update(clocks).where(clocks.c.due_at.is_not(None)).values(due_at=9))
        connection.commit()
    with pytest.raises(KnownError, match="is not what its log says"):
        dispute.proof(case_id)


def test_a_case_that_is_gone_is_a_sentence(dispute: Dispute) -> None:
    with pytest.raises(KnownError, match="not on the desk"):
        dispute.proof(99)


@pytest.mark.parametrize("seed", [3, 4])
def test_whatever_happened_can_be_proved(database: Database, clock: MovingClock, seed: int) -> None:
    """Every clock, its stretches those of its ledger, what it began and ended with known."""
    History(database, clock, Random(seed)).live(80)

    def check(session: Session) -> int:
        count = 0
        for case_id in session.scalars(select(Case.id)):
            for one in proof(session, case_id, clock.instant).clocks:
                assert tuple(s.piece for s in one.stretches) == one.row.pieces
                assert one.started_by is not None
                assert (one.stopped_by is None) == (one.row.stopped_at is None)
                for begun, stretch in zip(
                    (one.started_by, *(s.ended_by for s in one.stretches)), one.stretches,
                    strict=False,
                ):  # fmt: skip
                    assert stretch.piece.why != "paused" or begun is not None
                count += 1
        return count

    assert database.read(check) > 40
