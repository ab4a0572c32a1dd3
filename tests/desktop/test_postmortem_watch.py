"""Whoever a postmortem waits for is told once, at whichever desk looks."""

from datetime import date, timedelta

from desktop.looking_aside import LookingAside
from desktop.postmortem_watch import REVIEWS, message
from models.commands.people import add_person
from models.commands.postmortems import move_postmortem
from models.database import Database
from models.handbook.postmortems import IN_REVIEW
from tests.conftest import MovingClock
from tests.models.commands.breached import breached, do, give_action, started


def asked(database: Database, clock: MovingClock, reviewer_id: int, due_on: date | None) -> None:
    postmortem_id = started(database, breached(database, clock))
    do(database, give_action, postmortem_id)
    do(database, move_postmortem, postmortem_id, IN_REVIEW, reviewer_id, due_on)


def test_a_window_s_watch_tells_the_reviewer_once(database: Database, clock: MovingClock) -> None:
    ana = do(database, add_person, "Ana Ruiz", "lead")
    database.person_id = do(database, add_person, "Ben Okafor", "agent")
    asked(database, clock, ana, date(2026, 6, 1))
    aside = LookingAside(database, replays=False)
    assert aside.look([], tells=True).untold_reviews == []
    database.person_id = ana
    assert aside.look([], tells=False).untold_reviews == []
    [chore] = aside.look([], tells=True).untold_reviews
    told = message(chore)
    assert (told.title, told.body) == (
        "You are asked to review PM-1", "Exports stall at 90 %. Due by 2026-06-01.",
    )  # fmt: skip
    clock.instant += timedelta(hours=2)
    assert aside.look([], tells=True).untold_reviews == []


def test_of_many_one_message_stands_for_all(database: Database, clock: MovingClock) -> None:
    ana = do(database, add_person, "Ana Ruiz", "lead")
    for _ in range(4):
        asked(database, clock, ana, None)
    database.person_id = ana
    [chore] = REVIEWS.claim(database)
    assert message(chore).title == "PM-1 and 3 more wait for you"
