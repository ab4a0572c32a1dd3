"""No paper, and none of its data, tells of a case that is not for whoever prints it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desktop.papers import KINDS
from models.commands.access import change_access
from models.commands.corrective_actions import add_action, change_action, finish_action
from models.commands.people import add_person
from models.commands.postmortems import comment_postmortem, move_postmortem, save_postmortem
from models.commands.review_records import record
from models.database import Database
from models.handbook.postmortems import IN_REVIEW
from models.handbook.reviews import DECISION
from models.snapshot import canonical
from tests.conftest import MovingClock
from tests.models.commands.actions import NO_STALL, made
from tests.models.commands.breached import breached, do, read, started

ASKED: dict[str, dict[str, Any]] = {
    "quarterly": {"period": "2026Q2"}, "weekly": {"period": "2026W20", "named": False},
    "monthly": {"period": "2026-05", "named": False}, "actions": {}, "postmortem": {"id": 1},
}  # fmt: skip


def data_of(database: Database, kind: str, me: int) -> str:
    """What is attached to a paper that somebody prints."""
    its, asked, database.person_id = KINDS[kind], ASKED[kind], me
    now = database.clock.now()
    rows = database.read(lambda session: its.read(session, asked, now, me))
    return canonical(its.data(kind, asked, rows, "a4")).decode()


@pytest.mark.parametrize("kind", ASKED)
def test_whoever_may_not_see_a_case_finds_it_in_no_paper(
    database: Database, clock: MovingClock, kind: str
) -> None:
    lead = do(database, add_person, "Ana Ruiz", "lead")
    other = do(database, add_person, "Cy Twombly", "agent")
    database.person_id = lead
    seen = breached(database, clock, title="Exports stall", customer="Contoso", cause="")
    secret = breached(database, clock, title="Zzyzx tokens leaked", customer="Zzyzx GmbH",
                      category="zzyzx", cause="The zzyzx key  is public")  # fmt: skip
    both, alone = started(database, seen, secret), started(database, secret)
    key = next(case.key for case in read(database, both).cases if case.id == secret)
    for one in (both, alone):
        said = read(database, one).said
        more = replace(said, body=f"{key}: the zzyzx key is public", title=f"About {key}")
        do(database, save_postmortem, one, more, 1, key)
        do(database, comment_postmortem, one, key)
        do(database, add_action, replace(NO_STALL, title=f"After {key}", postmortem_id=one))
        do(database, move_postmortem, one, IN_REVIEW, other)
    one = do(database, add_action, replace(NO_STALL, title=f"Watch {key}"))
    do(database, change_action, one, {"due_on": "2026-08-01"}, 1, key)
    do(database, finish_action, one, key)
    made(database, replace(NO_STALL, title=f"After {key} too", due_on="2026-05-01"))
    do(database, record, "weekly 2026W19", DECISION, f"After {key}")
    do(database, record, "weekly 2026W20", DECISION, f"After {key}")
    do(database, record, "monthly 2026-05", DECISION, f"After {key}")
    do(database, change_access, secret, [lead])
    clock.instant += timedelta(days=60)
    found, whole = (data_of(database, kind, me) for me in (other, lead))
    assert "zzyzx" not in found.casefold()
    assert key not in found
    assert key in whole or kind == "quarterly"
    assert not any(name in one for name in ("Ana", "Cy") for one in (found, whole))
