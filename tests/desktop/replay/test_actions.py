"""A past desk has the corrective actions of then; what was done later arrives as its time comes."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from desktop.replay.feed import Feed
from models.commands.action_reminders import claim_action_chores
from models.commands.corrective_actions import (
    change_action,
    drop_action,
    finish_action,
    reopen_action,
    take_back_action,
)
from models.database import Database
from models.entities import Postmortem
from models.queries.action_history import ActionStep, action_history
from models.queries.corrective_actions import ActionRow, action, actions
from models.work import Work
from tests.conftest import MovingClock
from tests.desktop.replay.conftest import Copied
from tests.models.commands.actions import NO_STALL, a_team, do, made

HOUR = timedelta(hours=1)
Told = tuple[ActionRow | None, tuple[ActionStep, ...]]


def told(desk: Database, now: datetime) -> Told:
    """The action and what became of it, as it is read at an instant."""
    row = desk.read(partial(action, now=now, action_id=1))
    return row, desk.read(partial(action_history, action_id=1))


def lived(database: Database, clock: MovingClock) -> list[tuple[datetime, Told]]:
    """After each step of its life, when that was and what it was then."""
    team, found = a_team(database), list[tuple[datetime, Told]]()
    cy = team["Cy"]
    for step in (
        lambda: made(database),
        partial(do, database, change_action, 1, {"due_on": "2026-05-13", "owner_id": cy}, 1, "Now"),
        partial(do, database, claim_action_chores, cy),
        partial(do, database, change_action, 1, {"due_on": "2026-08-01"}, 2, "Late"),
        partial(do, database, finish_action, 1, "Seen"),
        partial(do, database, reopen_action, 1, "Not yet"),
        partial(do, database, take_back_action, 1, 5),
        partial(do, database, reopen_action, 1, "It broke"),
        partial(do, database, drop_action, 1, "The product ends"),
    ):
        clock.instant += HOUR
        step()
        found.append((clock.instant, told(database, clock.instant)))
    return found


def test_it_is_as_it_was_at_every_step_and_arrives_step_by_step(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    before = clock.instant
    steps = lived(database, clock)
    past = copied(before)
    assert past.read(partial(actions, now=before)) == ()
    feed = Feed(database, past, before)
    for at, then in steps:
        assert told(copied(at), at) == then
        assert "action" in feed.bring(at).kinds
        assert told(past, at) == then
        assert "action" not in feed.bring(at).kinds


def test_what_is_done_in_the_copy_knows_what_was_seen(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    steps = lived(database, clock)
    at, (then, _) = steps[3]
    assert then is not None
    past = copied(at)
    do(past, change_action, 1, {"title": "Another"}, then.version)
    row, _ = told(past, at)
    assert row is not None
    assert (row.title, row.moved) == ("Another", 1)


def test_of_a_postmortem_that_the_past_does_not_know_it_is_of_none(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    a_team(database)

    def old(work: Work) -> int:
        found = Postmortem(title="Old", status="reviewed", body="", case_ids=[],
                           written_at=work.now, changed_at=work.now)  # fmt: skip
        work.session.add(found)
        work.session.flush()
        return found.id

    postmortem_id = database.write(old).result
    made(database, replace(NO_STALL, postmortem_id=postmortem_id))
    past = copied(clock.instant)
    row, _ = told(past, clock.instant)
    assert row is not None
    assert (row.postmortem_id, row.title) == (None, NO_STALL.title)
