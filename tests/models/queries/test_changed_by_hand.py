"""Clocks changed by hand are told with the verdict the log gives without it, wherever they are."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from models.commands.by_hand import enter_pause, move_start, override_deadline
from models.commands.cases import open_case, pause, resume
from models.commands.closing import resolve
from models.commands.contacts import log_contact
from models.commands.handbook import publish_handbook
from models.commands.people import add_person
from models.database import Database
from models.handbook import events as ev
from models.handbook.periods import parse_period
from models.handbook.policy import RESOLUTION
from models.handbook.publication import Publication
from models.handbook.toml_source import with_value
from models.queries.data_quality import ChangedByHand, data_quality
from models.queries.explanation import explanation
from models.queries.figures import Figure, figure_cases
from models.queries.handbook import versions
from models.queries.proof import proof
from tests.conftest import NOW, MovingClock
from tests.models.commands.desk import WHOLE

HOUR = timedelta(hours=1)
Change = Callable[[Database, int], None]


@pytest.fixture
def desk(database: Database) -> Database:
    """Ana leads."""
    database.person_id = database.write(partial(add_person, name="Ana", role="lead")).result
    return database


def opened(desk: Database) -> int:
    return desk.write(partial(open_case, new=replace(WHOLE, priority="P1"))).result


def waiting(desk: Database, case_id: int) -> None:
    desk.write(partial(pause, case_ids=[case_id], status="waiting_customer",
                       waiting_for="Bo", reason="Logs"))  # fmt: skip


def listed(desk: Database, begin: datetime = NOW - 9 * 24 * HOUR) -> tuple[ChangedByHand, ...]:
    """Those changed by hand of a review as of the present."""
    quality = partial(data_quality, begin=begin, end=begin + 30 * 24 * HOUR,
                      as_of=desk.clock.now())  # fmt: skip
    return desk.read(quality).changed


def start_earlier(desk: Database, case_id: int) -> None:
    desk.write(partial(move_start, case_id=case_id, commitments=[RESOLUTION],
                       started_at=NOW - 3 * HOUR, reason="They had called"))  # fmt: skip


def due_earlier(desk: Database, case_id: int) -> None:
    desk.write(partial(override_deadline, case_id=case_id, commitment=RESOLUTION,
                       due_at=NOW + HOUR, reason="As agreed"))  # fmt: skip


@pytest.mark.parametrize("change", [start_earlier, due_earlier])
def test_a_clock_made_breached_while_it_is_paused_is_listed(
    desk: Database, clock: MovingClock, change: Change
) -> None:
    """Four hours from the opening, paused after two: the log knows no due time, and no breach."""
    case_id = opened(desk)
    clock.instant += 2 * HOUR
    waiting(desk, case_id)
    clock.instant += HOUR
    change(desk, case_id)
    clock.instant += HOUR
    [changed] = [one for one in listed(desk) if one.objective == "SLA"]
    assert (changed.outcome, changed.without, changed.original_due_at) == (
        "breached", "running", None,
    )  # fmt: skip
    assert changed.due_at == NOW + HOUR
    shown = desk.read(partial(proof, case_id=case_id, now=clock.instant))
    [told] = [c for c in shown.clocks if (c.row.commitment, c.row.objective) == (RESOLUTION, "SLA")]
    assert [(other.verdict, other.due_at) for other in told.others] == [("running", None)]
    assert [fact.kind for fact in told.others[0].because] in (
        [ev.START_MOVED], [ev.DEADLINE_OVERRIDDEN],
    )  # fmt: skip
    behind = partial(figure_cases, period=parse_period("2026-05"), now=clock.instant,
                     figure=Figure(outcomes=("breached",), by_hand=True))  # fmt: skip
    assert {(r.commitment, r.objective) for r in desk.read(behind).rows} >= {(RESOLUTION, "SLA")}


def test_a_wait_entered_by_hand_of_a_clock_that_is_paused_is_listed(
    desk: Database, clock: MovingClock
) -> None:
    """Paused after five of four hours: breached; an hour and a half was waited before."""
    case_id = opened(desk)
    clock.instant += 5 * HOUR
    waiting(desk, case_id)
    clock.instant += HOUR
    began_at, ended_at = NOW + HOUR, NOW + 2.5 * HOUR
    desk.write(partial(enter_pause, case_id=case_id, status="waiting_customer", waiting_for="Bo",
                       began_at=began_at, ended_at=ended_at, reason="Not noted"))  # fmt: skip
    clock.instant += HOUR
    [changed] = [one for one in listed(desk) if one.objective == "SLA"]
    assert (changed.outcome, changed.without) == ("running", "breached")
    assert (changed.due_at, changed.original_due_at) == (None, NOW + 4 * HOUR)


def test_what_is_moved_while_paused_and_not_due_yet_is_listed_before_it_goes_on(
    desk: Database, clock: MovingClock
) -> None:
    """Neither has a due time, and less is left than there was."""
    case_id = opened(desk)
    clock.instant += HOUR
    waiting(desk, case_id)
    clock.instant += HOUR
    desk.write(partial(move_start, case_id=case_id, commitments=[RESOLUTION],
                       started_at=NOW - HOUR, reason="They had called"))  # fmt: skip
    found = {one.objective: (one.outcome, one.without) for one in listed(desk)}
    assert found == {"SLA": ("running", "running"), "SLO": ("running", "running")}
    desk.write(partial(resume, case_ids=[case_id]))
    found_due = {one.objective: one.original_due_at for one in listed(desk)}
    assert found_due == {"SLA": NOW + 5 * HOUR, "SLO": NOW + 4 * HOUR}


def test_the_verdict_without_a_restatement_is_the_one_that_stood(
    desk: Database, clock: MovingClock
) -> None:
    """Answered after 31 of 15 minutes; restated, the acknowledgement counts: met, was breached.

    Both have one due time: it is the stop that is another.
    """
    [*_, version] = desk.read(lambda session: versions(session, clock.instant))
    case_id = opened(desk)
    clock.instant += timedelta(minutes=1)
    desk.write(lambda work: work.record(case_id, ev.ACKNOWLEDGED, {}))
    clock.instant += timedelta(minutes=30)
    desk.write(partial(log_contact, case_id=case_id, type="reply", text="Hello"))
    clock.instant += timedelta(minutes=30)
    source = with_value(version.source, ("acknowledgement_counts",), True)
    restated = Publication(source, "restate", None, "As agreed")
    desk.write(partial(publish_handbook, publication=restated))
    clock.instant += HOUR
    found = {one.objective: (one.outcome, one.without) for one in listed(desk)
             if one.commitment == "first_response"}  # fmt: skip
    assert found == {"SLA": ("met", "breached"), "SLO": ("met", "breached")}
    told = desk.read(partial(explanation, case_id=case_id, now=clock.instant))
    verdicts = {one.objective: one.original_verdict for one in told.clocks
                if one.commitment == "first_response"}  # fmt: skip
    assert verdicts == {"SLA": "breached", "SLO": "breached"}


def test_as_of_an_earlier_instant_the_replaced_verdict_had_not_fallen(
    desk: Database, clock: MovingClock
) -> None:
    """A period's report of before the breach says that both were running."""
    case_id = opened(desk)
    clock.instant += HOUR
    desk.write(partial(override_deadline, case_id=case_id, commitment=RESOLUTION,
                       due_at=NOW + 9 * HOUR, reason="As agreed"))  # fmt: skip
    clock.instant = NOW + 6 * HOUR
    desk.write(partial(resolve, case_ids=[case_id]))
    [one] = [c for c in listed(desk) if c.objective == "SLA"]
    assert (one.outcome, one.without) == ("met", "breached")
    quality = partial(data_quality, begin=NOW - HOUR, end=NOW + 9 * HOUR, as_of=NOW + 3 * HOUR)
    [one] = [c for c in desk.read(quality).changed if c.objective == "SLA"]
    assert (one.outcome, one.without) == ("running", "running")
