"""Whoever owns a corrective action is reminded once of each day, at whichever desk looks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop.action_watch import ACTIONS, message
from desktop.looking_aside import LookingAside
from models.commands.corrective_actions import finish_action
from models.database import Database
from models.queries.action_chores import ActionChore
from tests.conftest import MovingClock
from tests.models.commands.actions import NO_STALL, a_team, do, made


def test_a_window_s_watch_reminds_the_owner_a_week_before_on_the_day_and_weekly_after(
    database: Database, clock: MovingClock
) -> None:
    team = a_team(database)
    made(database)
    aside, told = LookingAside(database, replays=False), []
    for day in range(40):
        clock.instant = datetime(2026, 5, 20, 9, tzinfo=UTC) + timedelta(days=day)
        database.person_id = team["Ana"]
        assert aside.look([], tells=True).untold_actions == []
        database.person_id = team["Ben"]
        assert aside.look([], tells=False).untold_actions == []
        for chore in aside.look([], tells=True).untold_actions:
            said = message(chore)
            told.append((f"{clock.instant:%d.%m.}", said.title, said.body))
        assert aside.look([], tells=True).untold_actions == []
    what = NO_STALL.title
    assert told == [
        ("25.05.", "An action of yours is due in 7 days", what),
        ("01.06.", "An action of yours is due today", what),
        ("02.06.", "An action of yours is overdue since yesterday", what),
        ("08.06.", "An action of yours is overdue for 7 days", what),
        ("15.06.", "An action of yours is overdue for 14 days", what),
        ("22.06.", "An action of yours is overdue for 21 days", what),
    ]


def test_what_is_done_reminds_nobody(database: Database, clock: MovingClock) -> None:
    team = a_team(database)
    one = made(database, replace(NO_STALL, owner_id=team["Cy"]))
    do(database, finish_action, one, "Seen")
    clock.instant += timedelta(days=90)
    assert ACTIONS.claim(database) == []


@pytest.mark.parametrize(
    ("days", "more", "title"),
    [
        (1, 0, "An action of yours is due tomorrow"), (0, 0, "An action of yours is due today"),
        (-1, 0, "An action of yours is overdue since yesterday"),
        (3, 1, "This action and 1 more are due or overdue"),
        (3, 4, "This action and 4 more are due or overdue"),
    ],
)  # fmt: skip
def test_what_is_due_is_said_by_its_day(days: int, more: int, title: str) -> None:
    chore = ActionChore(1, "Cut parts", "2026-06-01", days, "due 2026-06-01", more)
    assert (message(chore).title, message(chore).body) == (title, "Cut parts")
