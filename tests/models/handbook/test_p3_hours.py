"""Rule 7's question: what each answer does to a case received on Friday at 16:00."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from models.commands.cases import NewCase, open_case
from models.database import Database
from models.handbook.p3_hours import P3Hours, p3_answer_due, with_p3_hours
from models.handbook.policy_file import read_policy
from models.handbook.zones import zone
from models.queries.case import case_detail
from models.schema import create_desk, open_checked
from tests.conftest import HANDBOOK, MovingClock

BERLIN = zone("Europe/Berlin")
FRIDAY = datetime(2026, 5, 15, 16, 0, tzinfo=BERLIN)
DUE: list[tuple[P3Hours, datetime]] = [
    ("business", datetime(2026, 5, 18, 12, 0, tzinfo=BERLIN)),
    ("clock", datetime(2026, 5, 15, 20, 0, tzinfo=BERLIN)),
]


@pytest.mark.parametrize(("hours", "due"), DUE)
def test_the_consequence_is_what_the_handbook_counts(hours: P3Hours, due: datetime) -> None:
    assert p3_answer_due(HANDBOOK, "Europe/Berlin", hours, FRIDAY) == due


def test_only_the_first_response_of_p3_is_asked_about() -> None:
    before, after = (
        read_policy(with_p3_hours(HANDBOOK, hours).replace("@team_zone@", "Europe/Berlin"))
        for hours in ("business", "clock")
    )
    changed = {
        (priority, name)
        for priority, targets in before.targets.items()
        for name, target in targets.items()
        if after.targets[priority][name] != target
    }
    assert changed == {("P3", "first_response")}
    assert with_p3_hours(HANDBOOK, "business") == HANDBOOK


@pytest.mark.parametrize(("hours", "due"), DUE)
def test_a_desk_made_with_the_answer_judges_by_it(
    tmp_path: Path, hours: P3Hours, due: datetime
) -> None:
    path = tmp_path / "desk.db"
    create_desk(
        path, title="Support", zone="Europe/Berlin", handbook=with_p3_hours(HANDBOOK, hours),
        now=FRIDAY - timedelta(days=1), lead="Ana Ruiz",
    )  # fmt: skip
    desk = Database(open_checked(path), MovingClock(FRIDAY))
    new = NewCase("Wrong currency", "Northwind", "P3", "one office", "production", "print")
    case_id = desk.write(partial(open_case, new=new)).result
    told = desk.read(partial(case_detail, case_id=case_id, now=FRIDAY))
    first = next(clock for clock in told.clocks if clock.commitment == "first_response")
    assert first.due_at == due
    desk.close()


def test_a_handbook_without_the_line_is_refused() -> None:
    with pytest.raises(ValueError, match="P3"):
        with_p3_hours("name = 'mine'\n", "clock")
