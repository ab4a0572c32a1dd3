"""The monthly health check: attainment by contract, the month ahead, what it compares."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from models.commands.handbook import publish_handbook
from models.commands.people import add_person, leave_team
from models.commands.working_times import add_absence, add_turn, set_shifts
from models.database import Database
from models.errors import KnownError
from models.handbook.instants import to_seconds
from models.handbook.periods import midnight, parse_period
from models.handbook.policy import PRIORITIES
from models.handbook.publication import publication
from models.handbook.zones import zone
from models.queries.by_contract import Kept
from models.queries.monthly_review import MonthlyReview, monthly_review
from tests.conftest import HANDBOOK, MovingClock
from tests.full_desks import AFTER_THE_LOG, needs_sample, read_sample
from tests.models.commands.desk import WHOLE, opened

DAY = timedelta(days=1)
BERLIN = zone("Europe/Berlin")
WEEKDAYS = {"mon": [("09:00", "17:00")]}


def review(database: Database, month: str = "2026-05", **more: Any) -> MonthlyReview:
    query = partial(monthly_review, period=parse_period(month), now=database.clock.now(), **more)
    return database.read(query)


MET = """SELECT COUNT(*) FROM clocks WHERE objective = 'SLA' AND commitment = :commitment
  AND priority = :priority AND verdict = 'met' AND verdict_at >= :begin AND verdict_at < :end"""


def counted(session: Session, values: dict[str, Any]) -> int:
    return int(session.execute(text(MET), values).scalar_one())


def published(database: Database, source: str) -> None:
    wanted = publication(source.replace("@team_zone@", "Europe/Berlin"), "new", None, "")
    database.write(partial(publish_handbook, publication=wanted))


@needs_sample
@pytest.mark.on_a_file
def test_its_attainment_is_what_plain_sql_counts(database: Database, clock: MovingClock) -> None:
    read_sample(database)
    clock.instant = AFTER_THE_LOG
    for month in ("2016-03", "2016-04"):
        span = parse_period(month)
        values = {"begin": to_seconds(span.begin(BERLIN)), "end": to_seconds(span.end(BERLIN))}
        found = review(database, month)
        for priority in PRIORITIES:
            row = next(
                one for one in found.attainment
                if (one.priority, one.commitment, one.objective) == (priority, "resolution", "SLA")
            )  # fmt: skip
            asked = values | {"priority": priority, "commitment": "resolution"}
            assert row.met == database.read(partial(counted, values=asked))
        assert sum(one.decided for one in found.budgets) == sum(
            one.decided for one in found.attainment if one.objective == "SLO"
        )
    assert found.previous, "April is compared with March"
    assert not review(database, "2016-03").previous, "February was not on the desk"


def test_contracts_are_told_apart_and_add_up_to_the_sla(
    database: Database, clock: MovingClock
) -> None:
    gold = '\n[[contracts]]\nname = "Gold"\ncustomers = ["Contoso"]\n'
    published(database, HANDBOOK + gold)
    clock.instant += timedelta(minutes=1)
    opened(database)
    opened(database, replace(WHOLE, customer="Northwind"))
    clock.instant += 3 * DAY
    found = review(database)
    assert [(row.contract, row.customers) for row in found.contracts] == [("", 1), ("Gold", 1)]
    assert all(row.whole == Kept(0, 2) for row in found.contracts)
    sla = [one for one in found.attainment if one.objective == "SLA"]
    assert sum(row.whole.decided for row in found.contracts) == sum(one.decided for one in sla)
    slo = [one for one in found.attainment if one.objective == "SLO"]
    assert sum(row.spent for row in found.contracts) == sum(one.breached for one in slo) > 0


def test_each_contract_has_the_error_budget_of_its_own_slos(
    database: Database, clock: MovingClock
) -> None:
    """Half of two resolutions may miss the one's SLO; of the other's a twentieth."""
    gold = """
[[contracts]]
name = "Gold"
customers = ["Contoso"]
[contracts.targets.P2.resolution]
sla = "24 h"
slo = "18 h"
calendar = "round_the_clock"
slo_share = 0.5
"""
    published(database, HANDBOOK + gold)
    clock.instant += timedelta(minutes=1)
    for customer in ("Contoso", "Contoso", "Northwind", "Northwind"):
        opened(database, replace(WHOLE, customer=customer))
    clock.instant += 3 * DAY
    found = {row.contract: (row.spent, row.allowed) for row in review(database).contracts}
    missed, _ = found[""]
    assert missed >= 4
    assert found == {"": (missed, 0), "Gold": (missed, 1)}


def test_a_desk_without_contracts_has_none_and_one_without_cases_has_its_review(
    database: Database,
) -> None:
    found = review(database)
    assert (found.contracts, found.attainment, found.volume.total) == ((), (), 0)
    assert (found.ahead.team, found.ahead.unheld, found.ahead.without_shifts) == (0, (), ())
    with pytest.raises(KnownError, match="has not begun"):
        review(database, "2026-06")


def test_the_month_ahead_tells_who_is_missing(database: Database) -> None:
    def person(name: str, role: str) -> int:
        return database.write(partial(add_person, name=name, role=role)).result

    lead, ana = person("Lee", "lead"), person("Ana", "squad_lead")
    ben, gone = person("Ben", "agent"), person("Gone", "comms_lead")
    database.write(partial(leave_team, person_id=gone))
    for one in (lead, ana):
        database.write(partial(set_shifts, person_id=one, shifts=WEEKDAYS))
    at = partial(midnight, zone=BERLIN)
    for one, first, last in (
        (lead, date(2026, 5, 28), date(2026, 6, 3)), (ana, date(2026, 6, 2), date(2026, 6, 8)),
        (ben, date(2026, 7, 1), date(2026, 7, 9)),
    ):  # fmt: skip
        database.write(partial(add_absence, person_id=one, begins_at=at(first), ends_at=at(last)))
    june = [(date(2026, 6, 1), date(2026, 6, 5)), (date(2026, 6, 9), date(2026, 6, 30))]
    for first, last in june:
        database.write(
            partial(add_turn, role="incident_commander", person_id=ben, begins_at=at(first),
                    ends_at=at(last))
        )  # fmt: skip
    ahead = review(database).ahead
    assert (ahead.period.name, ahead.team, ahead.away) == ("2026-06", 3, 2)
    assert ahead.unheld == ("engineering_on_call", "comms_lead", "lead", "feature_owner")
    (both,) = ahead.overlaps
    assert (both.begins_at, both.ends_at) == (at(date(2026, 6, 2)), at(date(2026, 6, 3)))
    assert [one.role for one in ahead.without_shifts] == ["agent"]
    (hole,) = ahead.gaps
    assert (hole.kind, hole.role, hole.begins_at) == (
        "hole", "incident_commander", at(date(2026, 6, 5)),
    )  # fmt: skip
    assert not any(name in repr(ahead) for name in ("Lee", "Ana", "Ben"))
    named = review(database, named=True).ahead
    assert [one.name for one in named.overlaps[0].people] == ["Lee", "Ana"]


def test_special_days_of_the_next_month_alone_are_told(
    database: Database, clock: MovingClock
) -> None:
    days = 'holidays = ["2026-05-14", "2026-06-04", "2026-07-14"]'
    source = HANDBOOK.replace("holidays = []", days, 1)
    assert source != HANDBOOK
    published(database, source)
    clock.instant += DAY
    (day,) = review(database).ahead.days
    assert (day.calendar, day.day.day) == ("team", date(2026, 6, 4))


def test_findings_are_those_of_the_handbook_in_force_then(
    database: Database, clock: MovingClock
) -> None:
    clock.instant = datetime(2026, 5, 12, tzinfo=UTC)
    before = review(database, "2026-04")
    source = f"# The second one\n{HANDBOOK}"
    published(database, source)
    clock.instant += DAY
    assert review(database, "2026-04").version == before.version == 1
    assert review(database, "2026-05").version == 2
