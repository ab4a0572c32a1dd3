"""Minutes of a review: entered, never changed, taken back by name."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from models.commands.people import add_person
from models.commands.review_records import record, take_back
from models.database import Database
from models.entities import ReviewRecord
from models.errors import KnownError, Problems
from models.handbook.periods import parse_period
from models.handbook.reviews import DECISION, HELD, NOTE, WEEKLY
from models.queries.minutes import Minutes, last_decisions, minutes
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, opened
from tests.naughty import KEPT, REFUSED

WEEK = "weekly 2026W19"
LAST_WEEK = parse_period("2026W19")


def entered(database: Database, kind: str, words: str, review: str = WEEK) -> int:
    return database.write(partial(record, review=review, kind=kind, words=words)).result


def told(database: Database, week: str = "2026W19") -> Minutes:
    return database.read(partial(minutes, kind=WEEKLY, period=parse_period(week)))


def test_what_is_entered_stands_with_who_entered_it_and_who_was_there(
    database: Database, clock: MovingClock
) -> None:
    ana = database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
    database.person_id = ana
    held = partial(record, review=WEEK, kind=HELD, words="", people=[ana, ana])
    written = database.write(held)
    assert written.changes.kinds == {"review"}
    clock.instant += timedelta(minutes=5)
    entered(database, DECISION, "  Exports are watched by hand.\n")
    entered(database, NOTE, "<b>Not</b> markup & more")
    found = told(database).entries
    assert [one.kind for one in found] == [HELD, DECISION, NOTE]
    assert [one.words for one in found] == [
        "", "Exports are watched by hand.", "<b>Not</b> markup & more",
    ]  # fmt: skip
    assert [(who.name, who.role) for who in found[0].people] == [("Ana Ruiz", "lead")]
    assert all(one.by is not None and one.by.name == "Ana Ruiz" for one in found)
    assert found[1].at == clock.instant
    assert told(database, "2026W18").entries == ()


def test_an_entry_is_taken_back_once_and_stays(database: Database) -> None:
    one = entered(database, DECISION, "Wrong")
    two = entered(database, DECISION, "Right")
    database.write(partial(take_back, record_id=one))
    found = told(database)
    assert [(entry.words, entry.taken_back) for entry in found.entries] == [
        ("Wrong", True), ("Right", False),
    ]  # fmt: skip
    assert [entry.id for entry in found.of_kind(DECISION)] == [two]
    with pytest.raises(KnownError, match="before you"):
        database.write(partial(take_back, record_id=one))
    with pytest.raises(KnownError, match="not in the minutes"):
        database.write(partial(take_back, record_id=999))
    rows = database.read(lambda session: session.scalar(select(func.count(ReviewRecord.id))))
    assert rows == 3


def test_the_decisions_of_the_last_review_that_decided_anything(database: Database) -> None:
    assert database.read(partial(last_decisions, kind=WEEKLY, period=LAST_WEEK)) is None
    entered(database, DECISION, "Older", "weekly 2026W15")
    wrong = entered(database, DECISION, "Wrong", "weekly 2026W17")
    entered(database, NOTE, "Only noted", "weekly 2026W18")
    entered(database, DECISION, "Not a week's", "monthly 2026-04")
    entered(database, DECISION, "Its own")
    database.write(partial(take_back, record_id=wrong))
    found = database.read(partial(last_decisions, kind=WEEKLY, period=LAST_WEEK))
    assert found is not None
    period, kept = found
    assert (period.name, [one.words for one in kept.of_kind(DECISION)]) == ("2026-W15", ["Older"])


@pytest.mark.parametrize(
    ("review", "kind", "words"),
    [
        ("weekly 2026W21", NOTE, "Of a week that has not begun"),
        ("weekly 2026-05", NOTE, "Of a month"),
        ("yearly 2026", NOTE, "Of a year"),
        (WEEK, "verdict", "No such kind"),
        (WEEK, NOTE, "x" * 20_001),
    ],
)
def test_what_is_refused_leaves_nothing(
    database: Database, review: str, kind: str, words: str
) -> None:
    with pytest.raises(KnownError):
        entered(database, kind, words, review)
    assert told(database).entries == ()


@pytest.mark.parametrize("words", ["", " \n\t "])
def test_a_decision_says_something(database: Database, words: str) -> None:
    with pytest.raises(Problems) as error:
        entered(database, DECISION, words)
    assert list(error.value.by_field) == ["words"]


def test_a_week_begins_in_the_zone_of_the_team(database: Database, clock: MovingClock) -> None:
    clock.instant = datetime(2026, 5, 10, 22, 0, tzinfo=UTC)
    entered(database, NOTE, "Midnight in Berlin", "weekly 2026W20")
    clock.instant -= timedelta(seconds=1)
    with pytest.raises(KnownError, match="has not begun"):
        entered(database, NOTE, "A second before", "weekly 2026W20")


def test_whatever_is_written_is_kept_to_the_letter_or_refused(database: Database) -> None:
    kept = []
    for words in (*KEPT, *REFUSED.values()):
        try:
            entered(database, NOTE, words)
        except KnownError:
            continue
        kept.append(words.strip())
    assert [entry.words for entry in told(database).entries] == kept


def test_nobody_who_is_not_known_was_there(database: Database) -> None:
    with pytest.raises(KnownError, match="no person 77"):
        database.write(partial(record, review=WEEK, kind=HELD, words="", people=[77]))


def test_minutes_do_not_tell_the_number_of_a_case_that_is_not_for_the_reader(
    database: Database,
) -> None:
    database.person_id = database.write(partial(add_person, name="Ana", role="lead")).result
    opened(database, replace(WHOLE, priority="P1", security="yes"))
    entered(database, DECISION, "After CS-1001, keys are rotated.")
    reader = database.write(partial(add_person, name="Ben", role="agent")).result
    assert told(database).entries[0].words == "After CS-1001, keys are rotated."
    database.person_id = reader
    assert told(database).entries[0].words == "After a restricted case, keys are rotated."
