"""The weekly review: its numbers against plain SQL, what it compares, what it keeps to itself."""

import json
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import insert, text

from models.commands.article_life import ask_review
from models.commands.articles import NewArticle, write_article
from models.commands.corrective_actions import change_action, finish_action, reopen_action
from models.commands.people import add_person
from models.commands.review_records import record
from models.database import Database
from models.entities import Postmortem, QueueCrossing
from models.errors import KnownError
from models.handbook.instants import to_seconds
from models.handbook.periods import before, parse_period
from models.handbook.reviews import DECISION, MONTHLY, WEEKLY
from models.handbook.reviews import Kind as ReviewKind
from models.handbook.zones import zone
from models.queries.figures import LISTED, Figure, Kind, figure_cases
from models.queries.review_periods import ReviewPeriods, review_periods
from models.queries.weekly_review import WeeklyReview, weekly_review
from models.weekly_words import weekly_agenda, weekly_summary
from models.work import Work
from tests.conftest import MovingClock
from tests.full_desks import AFTER_THE_LOG, needs_sample, read_sample
from tests.models.commands.actions import NO_STALL, do, made
from tests.models.commands.desk import WHOLE, opened

DAY = timedelta(days=1)
BERLIN = zone("Europe/Berlin")


def review(database: Database, week: str, **more: Any) -> WeeklyReview:
    query = partial(weekly_review, period=parse_period(week), now=database.clock.now(), **more)
    return database.read(query)


def periods(database: Database, kind: ReviewKind = WEEKLY) -> ReviewPeriods:
    return database.read(partial(review_periods, kind=kind, now=database.clock.now()))


OPENED = "SELECT COUNT(*) FROM cases WHERE opened_at >= :begin AND opened_at < :end"
BREACHED = """SELECT COUNT(*) FROM clocks WHERE objective = 'SLA' AND (
  verdict = 'breached' AND verdict_at >= :begin AND verdict_at < :end
  OR verdict IS NULL AND stopped_at IS NULL AND due_at >= :begin AND due_at < :end)"""
REOPENED = """SELECT COUNT(*) FROM events WHERE kind = 'reopened'
  AND occurred_at >= :begin AND occurred_at < :end"""


@needs_sample
@pytest.mark.on_a_file
@pytest.mark.parametrize("week", ["2016W10", "2016W12", "2016W21"])
def test_its_numbers_are_what_plain_sql_counts_in_both_weeks(
    database: Database, clock: MovingClock, week: str
) -> None:
    read_sample(database)
    clock.instant = AFTER_THE_LOG
    found = review(database, week)

    def sql(statement: str, name: str) -> int:
        span = parse_period(name)
        values = {"begin": to_seconds(span.begin(BERLIN)), "end": to_seconds(span.end(BERLIN))}
        counted = database.read(lambda s: s.execute(text(statement), values).scalar_one())
        return int(counted)

    last = before(parse_period(week)).name
    assert found.previous_volume is not None
    for name, volume, rows in (
        (week, found.volume, found.attainment), (last, found.previous_volume, found.previous),
    ):  # fmt: skip
        assert volume.total == sql(OPENED, name)
        assert volume.reopened == sql(REOPENED, name)
        assert sum(r.breached for r in rows if r.objective == "SLA") == sql(BREACHED, name)
    assert found.volume.open_at_begin == found.previous_volume.open_at_end
    kinds: dict[Kind, int] = {
        "opened": found.volume.total, "resolved": found.volume.resolved,
        "came_back": found.volume.reopened, "open_at_end": found.volume.open_at_end,
    }  # fmt: skip
    for kind, count in kinds.items():
        query = partial(figure_cases, period=parse_period(week), figure=Figure(kind),
                        now=clock.instant)  # fmt: skip
        assert database.read(query).total == count <= LISTED


def test_full_weeks_alone_are_compared(database: Database, clock: MovingClock) -> None:
    now = clock.instant
    clock.instant = datetime(2026, 4, 29, 10, tzinfo=UTC)  # a Wednesday: the desk's first case
    opened(database)
    clock.instant = now
    opened(database)
    assert review(database, "2026W20").previous_volume is None, "it runs still"
    assert review(database, "2026W19").previous_volume is None, "the week before began without"
    clock.instant += 7 * DAY
    found = review(database, "2026W20")
    assert found.previous_volume is not None
    assert (found.volume.total, found.previous_volume.total) == (1, 0)


def test_a_week_that_has_not_begun_is_refused(database: Database) -> None:
    with pytest.raises(KnownError, match="has not begun"):
        review(database, "2026W21")


def test_a_week_that_runs_is_not_told_as_if_it_were_over(
    database: Database, clock: MovingClock
) -> None:
    opened(database)
    review = database.read(partial(
        weekly_review, period=parse_period("2026W20"), now=database.clock.now()))  # fmt: skip
    said = str(weekly_summary(review))
    assert said.startswith("1 case opened so far, 0 resolved, 1 open. No SLA clock breached so far")
    assert "at the end" not in repr(weekly_agenda(review)) + said
    assert "the week after" not in repr(weekly_agenda(review))
    assert "Open now" in repr(weekly_agenda(review))


def test_a_desk_without_cases_and_with_one_have_their_reviews(database: Database) -> None:
    nothing = review(database, "2026W19")
    assert (nothing.volume.total, nothing.late.breached.total, nothing.unseen) == (0, 0, 0)
    assert periods(database).to_show.name == "2026-W20"
    assert periods(database).offered == (parse_period("2026W20"),)
    opened(database)
    assert review(database, "2026W20").volume.total == 1


def test_the_week_to_show_is_the_last_full_one_or_that_of_the_last_case(
    database: Database, clock: MovingClock
) -> None:
    opened(database)
    assert periods(database).to_show.name == "2026-W20", "nothing is older"
    clock.instant += 7 * DAY
    found = periods(database)
    assert [one.name for one in found.offered] == ["2026-W21", "2026-W20"]
    assert (found.to_show.name, found.begins_after(found.to_show)) == ("2026-W20", True)
    clock.instant += 70 * DAY
    assert periods(database).to_show.name == "2026-W20"
    assert periods(database, MONTHLY).to_show.name == "2026-05"


def test_names_are_the_leads_to_switch_on(database: Database) -> None:
    lead = database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
    agent = database.write(partial(add_person, name="Ben Okafor")).result
    database.person_id = lead
    article = database.write(
        partial(write_article, new=NewArticle("known_issue", "Exports stall", "A wheel turns."))
    ).result
    database.write(
        partial(ask_review, article_id=article, reviewer_id=agent, due_on=date(2026, 5, 9))
    )
    decided = partial(record, review="weekly 2026W20", kind=DECISION, words="Watch exports")
    database.write(partial(decided, people=[agent]))
    by_role = review(database, "2026W20", asker_id=lead)
    assert (by_role.may_name, by_role.articles[0].role, by_role.articles[0].who) == (
        True, "agent", "",
    )  # fmt: skip
    assert "Okafor" not in repr(by_role)
    assert "Ruiz" not in repr(by_role)
    by_name = review(database, "2026W20", asker_id=lead, named=True)
    assert by_name.articles[0].who == "Ben Okafor"
    assert [one.name for one in by_name.minutes.entries[0].people] == ["Ben Okafor"]
    assert not review(database, "2026W20", asker_id=agent).may_name
    with pytest.raises(KnownError, match="by roles"):
        review(database, "2026W20", asker_id=agent, named=True)


def test_a_restricted_case_is_in_no_list_of_whoever_may_not_see_it(
    database: Database, clock: MovingClock
) -> None:
    lead = database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
    agent = database.write(partial(add_person, name="Ben Okafor")).result
    database.person_id = lead
    secret = replace(WHOLE, title="A break-in", security="yes", priority="P1")
    case_id = opened(database, secret)

    def write(work: Work) -> None:
        work.session.execute(
            insert(Postmortem).values(
                title="Of a break-in", status="draft", body="", case_ids=[case_id],
                written_at=work.now, changed_at=work.now,
            )
        )  # fmt: skip

    database.write(write)
    clock.instant += 2 * DAY
    seen = review(database, "2026W20", asker_id=lead)
    assert (seen.late.breached.total, len(seen.postmortems)) == (2, 1)
    database.person_id = agent
    hidden = review(database, "2026W20", asker_id=agent)
    assert (hidden.late.breached.total, hidden.postmortems, hidden.volume.total) == (0, (), 0)


def test_thresholds_crossed_in_the_week_are_told_as_they_stood_at_its_end(
    database: Database, clock: MovingClock
) -> None:
    monday = parse_period("2026W19").begin(BERLIN)

    def write(work: Work) -> None:
        for place, (at, fell) in enumerate(
            ((-DAY, 0 * DAY), (DAY, 2 * DAY), (3 * DAY, 8 * DAY), (8 * DAY, 9 * DAY))
        ):
            work.session.add(
                QueueCrossing(
                    threshold=f"t{place}", role="squad_lead", words=f"Words {place}",
                    crossed_at=monday + at, fell_at=monday + fell,
                )
            )  # fmt: skip

    database.write(write)
    found = review(database, "2026W19").crossed
    assert [(one.words, one.fell_at) for one in found] == [
        ("Words 1", monday + 2 * DAY), ("Words 2", None),
    ]  # fmt: skip


def test_the_same_log_gives_the_same_fingerprint_and_it_can_be_attached(
    database: Database, clock: MovingClock
) -> None:
    opened(database)
    clock.instant += 7 * DAY
    first = review(database, "2026W20")
    clock.instant += DAY
    again = review(database, "2026W20")
    assert first.data_hash == again.data_hash
    json.dumps(asdict(first), default=str)
    clock.instant += timedelta(minutes=1)
    database.write(partial(record, review="weekly 2026W20", kind=DECISION, words="Watch"))
    assert review(database, "2026W20").data_hash != first.data_hash


def test_actions_of_a_week_that_is_over_stand_as_they_did_at_its_end(
    database: Database, clock: MovingClock
) -> None:
    """The desk's week ends on Sunday 17 May; all of this was changed since."""
    opened(database, WHOLE)
    clock.instant = datetime(2026, 5, 12, 9, tzinfo=UTC)
    late, again, gone = (
        made(database, replace(NO_STALL, title=title, due_on="2026-05-14"))
        for title in ("Late", "Done and opened again", "Done since")
    )
    do(database, finish_action, again, "Seen")
    clock.instant = datetime(2026, 5, 20, 9, tzinfo=UTC)
    do(database, change_action, late, {"due_on": "2026-06-30"}, 1, "The part is late")
    do(database, reopen_action, again, "Not quite")
    do(database, finish_action, gone, "Seen")
    found = review(database, "2026W20").actions
    assert [(one.title, one.days_over, one.carried, one.done) for one in found] == [
        ("Late", 3, False, False), ("Done since", 3, False, True),
    ]  # fmt: skip
    now = review(database, "2026W21").actions
    assert [(one.title, one.days_over, one.carried) for one in now] == [
        ("Done and opened again", 6, False), ("Late", 0, True),
    ]  # fmt: skip
