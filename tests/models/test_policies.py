"""Dated versions of the handbook on a desk: in order, and with their calendars frozen."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import update

from models.commands.customers import add_contract, customer_named
from models.database import Database
from models.entities import Contract, PolicyVersion
from models.errors import KnownError
from models.handbook.file_node import FileError
from models.handbook.instants import to_seconds
from models.policies import load_policies, publish
from models.work import Work
from tests.conftest import HANDBOOK, NOW

SOURCE = HANDBOOK.replace("@team_zone@", "Europe/Berlin")
DAY = timedelta(days=1)


def put(work: Work, source: str, effective_at: datetime) -> int:
    return publish(work.session, source, effective_at, work.now, None)


def test_a_version_is_in_force_from_its_date(database: Database) -> None:
    database.write(partial(put, source=SOURCE, effective_at=NOW + DAY))
    policies = database.read(load_policies)
    instants = [NOW - 5000 * DAY, NOW, NOW + DAY - timedelta(seconds=1), NOW + DAY]
    assert [policies.number_at(to_seconds(at)) for at in instants] == [1, 1, 1, 2]


@pytest.mark.parametrize("earlier", [timedelta(), timedelta(seconds=1), 9 * DAY])
def test_a_version_dated_before_the_last_one_is_refused(
    database: Database, earlier: timedelta
) -> None:
    database.write(partial(put, source=SOURCE, effective_at=NOW))
    with pytest.raises(KnownError, match="Versions follow one another"):
        database.write(partial(put, source=SOURCE, effective_at=NOW - earlier))
    assert len(database.read(load_policies).rows) == 2


def test_where_the_file_names_the_date_its_line_is_named(database: Database) -> None:
    source = SOURCE.replace('edge = "closing"', 'effective_from = 2015-01-01\nedge = "closing"')
    dated = datetime(2014, 12, 31, 23, tzinfo=UTC)
    with pytest.raises(FileError) as caught:
        database.write(partial(put, source=source, effective_at=dated))
    line = source.splitlines().index("effective_from = 2015-01-01") + 1
    assert (caught.value.line, caught.value.key) == (line, "effective_from")


def test_a_published_version_keeps_its_calendars_whatever_its_file_would_say(
    database: Database,
) -> None:
    """Public holidays come from a library that changes: the dates are stored (rule 1)."""
    holidays = 'holidays_of = { country = "DE", subdivision = "BE", from = 2026, to = 2026 }'
    source = SOURCE.replace("holidays = []", holidays, 1)
    number = database.write(partial(put, source=source, effective_at=NOW)).result
    before = database.read(load_policies).newest.team

    def edit(work: Work) -> None:
        changed = source.replace('subdivision = "BE"', 'subdivision = "BY"')
        work.session.execute(
            update(PolicyVersion).where(PolicyVersion.number == number).values(source=changed)
        )

    database.write(edit)
    assert database.read(load_policies).newest.team == before
    assert "2026-03-08" in before.to_data()["holidays"]


def test_a_contracts_public_holidays_are_stored_as_dates(database: Database) -> None:
    holidays = {"country": "DE", "subdivision": "BE", "from": 2026, "to": 2026}
    calendar = {"zone": "UTC", "hours": {"mon": [["09:00", "17:00"]]}, "holidays_of": holidays}

    def add(work: Work) -> int:
        return add_contract(
            work, customer_named(work, "Contoso"), "Gold", {"calendars": {"own": calendar}}
        )

    number = database.write(add).result
    terms = database.read(lambda session: session.get_one(Contract, number).terms)
    assert "2026-03-08" in terms["calendars"]["own"]["holidays"]
    assert "holidays_of" not in terms["calendars"]["own"]
