"""CSAT: what was scored in a period, each case once, and how many of those resolved answered."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from models.commands.closing import exclude, reopen, resolve
from models.commands.satisfaction import enter_score
from models.commands.undo import undo
from models.database import Database
from models.errors import KnownError, Problems
from models.handbook.periods import quarter_of
from models.queries.figures import Figure, Kind, figure_cases
from models.queries.review import quarterly_review
from models.queries.satisfaction import Satisfaction
from models.review_words import satisfaction_words
from models.verification import differences
from tests.conftest import NOW, MovingClock
from tests.models.commands.desk import detail, opened

QUARTER = quarter_of(NOW.date())


def resolved(database: Database, count: int) -> list[int]:
    ids = [opened(database) for _ in range(count)]
    database.write(partial(resolve, case_ids=ids))
    return ids


def score(database: Database, case_id: int, number: int, at: datetime | None = None) -> None:
    given = partial(enter_score, case_id=case_id, score=number, comment=" Fine ", answered_at=at)
    database.write(given)


def told(database: Database) -> Satisfaction:
    now = database.clock.now()
    review = database.read(partial(quarterly_review, period=QUARTER, now=now))
    return review.satisfaction


def behind(database: Database, kind: Kind) -> list[int]:
    figure = partial(
        figure_cases, period=QUARTER, figure=Figure(kind=kind), now=database.clock.now()
    )
    return [row.case_id for row in database.read(figure).rows]


def test_share_of_4_and_5_with_the_response_rate(database: Database, clock: MovingClock) -> None:
    ids = resolved(database, 5)
    for case_id, number in zip(ids, (5, 4, 3), strict=False):
        score(database, case_id, number)
    assert told(database) == Satisfaction(scored=3, good=2, resolved=5, answered=3)
    assert behind(database, "scored") == ids[:3]
    assert behind(database, "good") == ids[:2]
    assert behind(database, "answered") == ids[:3]
    review = database.read(partial(quarterly_review, period=QUARTER, now=clock.now()))
    assert [str(words) for words in satisfaction_words(review)] == [
        "Of the scores given in the period, 4 or 5: 2 of 3 (66 %)",
        "Of the cases resolved in the period, scored in it or since: 3 of 5 (60 %)",
    ]
    assert database.read(differences) == []


def test_nobody_asked_nothing_said(database: Database) -> None:
    resolved(database, 2)
    assert told(database) == Satisfaction(0, 0, 2, 0)
    now = database.clock.now()
    review = database.read(partial(quarterly_review, period=QUARTER, now=now))
    assert str(satisfaction_words(review)[0]) == "No customer has scored a case"


def test_the_last_score_of_a_case_counts_and_one_taken_back_was_never_given(
    database: Database, clock: MovingClock
) -> None:
    (case_id,) = resolved(database, 1)
    score(database, case_id, 5)
    clock.instant += timedelta(hours=1)
    score(database, case_id, 1)
    assert told(database) == Satisfaction(1, 0, 1, 1)
    database.write(partial(undo, case_id=case_id))
    assert told(database) == Satisfaction(1, 1, 1, 1)


def test_a_score_belongs_to_the_period_it_was_given_in(
    database: Database, clock: MovingClock
) -> None:
    clock.instant = datetime(2026, 3, 30, tzinfo=UTC)
    (case_id,) = resolved(database, 1)
    clock.instant = NOW
    score(database, case_id, 4)
    assert told(database) == Satisfaction(scored=1, good=1, resolved=0, answered=0)


def test_entered_later_than_it_was_given_and_after_the_case_came_back(
    database: Database, clock: MovingClock
) -> None:
    (case_id,) = resolved(database, 1)
    clock.instant += timedelta(days=2)
    given = clock.now() - timedelta(days=1)
    database.write(partial(reopen, case_id=case_id))
    score(database, case_id, 2, given)
    last = next(e for e in detail(database, case_id).timeline if e.kind == "surveyed")
    assert (last.occurred_at, last.recorded_at) == (given, clock.now())
    assert last.data == {"score": 2, "comment": "Fine"}
    assert told(database).resolved == told(database).answered == 1


@pytest.mark.parametrize("number", [0, 6, -1])
def test_there_are_five_scores(database: Database, number: int) -> None:
    (case_id,) = resolved(database, 1)
    with pytest.raises(Problems) as refused:
        score(database, case_id, number)
    assert refused.value.by_field == {"score": "A score is a whole number from 1 to 5."}


def test_what_was_never_resolved_or_is_spam_has_no_score(database: Database) -> None:
    fresh, spam = opened(database), opened(database)
    with pytest.raises(KnownError, match="was never resolved"):
        score(database, fresh, 5)
    database.write(partial(exclude, case_id=spam, reason="spam"))
    with pytest.raises(KnownError, match="is spam"):
        score(database, spam, 5)
