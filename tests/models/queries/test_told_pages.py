"""Who may look at what whom was told of, page by page, and as a file (handbook, rule 31)."""

import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from io import StringIO
from pathlib import Path

import pytest

from models.alert_ledger_csv import ledger_csv, save_ledger
from models.commands.alerts import fire_due, mark_shown
from models.commands.cases import assign
from models.commands.escalating import escalate_unseen
from models.commands.people import add_person
from models.commands.working_times import add_turn
from models.database import Database
from models.entities import Person
from models.errors import KnownError
from models.queries import told_pages
from models.queries.alert_ledger import LedgerRow
from models.queries.told_pages import all_told, told_page
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, opened
from tests.naughty import SHORT


def told(database: Database, clock: MovingClock) -> tuple[int, int]:
    """Ana was told of three alerts, and Mara, who leads, of one of them."""
    ana, mara = (
        database.write(partial(add_person, name=name, role=role)).result
        for name, role in (("Ana", "agent"), ("Mara", "lead"))
    )
    ids = []
    for _ in range(3):
        case_id = opened(database)
        database.write(partial(assign, case_ids=[case_id], person_id=ana))
        clock.instant += timedelta(minutes=1)
    clock.instant += timedelta(minutes=44)
    ids = [row.id for row in database.write(fire_due).result if row.level == "slo"]
    assert len(ids) == 3
    for who, of in ((ana, ids), (mara, ids[:1])):
        shown = partial(mark_shown, alert_ids=of, person_id=who, channel="bar")
        database.write(shown)
    return ana, mara


def looked_at(
    database: Database, asker: int | None, whole_team: bool, page: int = 0
) -> tuple[list[LedgerRow], bool]:
    now = database.clock.now()
    return database.read(
        partial(told_page, asker_id=asker, whole_team=whole_team, begin=now - timedelta(days=30),
                end=now + timedelta(seconds=1), now=now, page=page)
    )  # fmt: skip


def shown_to(rows: list[LedgerRow]) -> list[str]:
    return [row.person for row in rows if row.shown_at is not None]


def test_own_figures_are_theirs_and_the_lead_sees_the_team_by_roles(
    database: Database, clock: MovingClock
) -> None:
    ana, mara = told(database, clock)
    assert shown_to(looked_at(database, ana, False)[0]) == ["Ana"] * 3
    assert shown_to(looked_at(database, mara, False)[0]) == ["Mara"]
    team = looked_at(database, mara, True)[0]
    assert sorted(shown_to(team)) == ["Mara", "agent", "agent", "agent"]
    assert {(row.person, row.whom) for row in team if row.shown_at is None} == {("", "agent")}
    for asker, whole_team in ((ana, True), (None, False), (None, True)):
        with pytest.raises(KnownError):
            looked_at(database, asker, whole_team)


def test_what_fired_and_was_never_shown_is_at_whom_it_was_for_then(
    database: Database, clock: MovingClock
) -> None:
    """A P1 that nobody has is the incident commander's, whose turn passes from Ana to Ben."""
    ana, ben, mara = (
        database.write(partial(add_person, name=name, role=role)).result
        for name, role in (("Ana", "agent"), ("Ben", "agent"), ("Mara", "lead"))
    )
    turn, passes = partial(add_turn, role="incident_commander"), clock.now() + timedelta(minutes=13)
    database.write(partial(turn, person_id=ana, begins_at=clock.now(), ends_at=passes))
    later = passes + timedelta(days=1)
    database.write(partial(turn, person_id=ben, begins_at=passes, ends_at=later))
    opened(database, replace(WHOLE, priority="P1"))
    for minutes in (10, 2, 3):
        clock.instant += timedelta(minutes=minutes)
        database.write(fire_due)
    mine = {
        who: [(row.level, row.whom, row.person, row.shown_at) for row in
              looked_at(database, who, False)[0]]
        for who in (ana, ben, mara)
    }  # fmt: skip
    for_role = ("incident commander", "", None)
    assert mine == {ana: [("75%", *for_role), ("slo", *for_role)], ben: [("sla", *for_role)],
                    mara: []}  # fmt: skip
    assert len(looked_at(database, mara, True)[0]) == 3
    clock.instant += timedelta(minutes=5)
    called = database.write(escalate_unseen).result
    assert {row.called for row in called} == {"engineering_on_call"}
    assert [row.level for row in looked_at(database, mara, False)[0]] == ["sla"]


def test_one_that_led_and_has_left_does_not_see_the_team(
    database: Database, clock: MovingClock
) -> None:
    _, mara = told(database, clock)
    database.write(partial(add_person, name="Lea Brandt", role="lead"))
    assert looked_at(database, mara, True)[0]

    def leave(work: Work) -> None:
        work.session.get_one(Person, mara).active = False

    database.write(leave)
    with pytest.raises(KnownError, match="and the lead's"):
        looked_at(database, mara, True)


def test_it_comes_page_by_page_the_newest_first(
    database: Database, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, _ = told(database, clock)
    monkeypatch.setattr(told_pages, "PAGE", 2)
    first, more = looked_at(database, ana, False)
    last, _ = looked_at(database, ana, False, page=1)
    rest, none = looked_at(database, ana, False, page=2)
    found = [row.case_key for row in (*first, *last, *rest)]
    assert found == [f"CS-100{number}" for number in (3, 3, 2, 2, 1, 1)]
    assert (more, none) == (True, False)


def test_the_file_has_a_line_for_each_and_no_formula(
    database: Database, clock: MovingClock, tmp_path: Path
) -> None:
    ana, _ = told(database, clock)
    now = clock.now()
    everything = partial(all_told, asker_id=ana, whole_team=False, begin=now - timedelta(days=30),
                         end=now + timedelta(seconds=1), now=now)  # fmt: skip
    rows = database.read(everything)
    rows = [row for row in rows if row.shown_at is not None]
    rows = [replace(rows[0], snooze_reason="=1+1"), *rows[1:]]
    lines = list(csv.DictReader(StringIO(ledger_csv(rows))))
    assert [line["case"] for line in lines] == ["CS-1003", "CS-1002", "CS-1001"]
    assert (lines[0]["person"], lines[0]["level"], lines[0]["snooze_reason"]) == (
        "Ana", "slo", "'=1+1",
    )  # fmt: skip
    assert lines[0]["shown_at"] == now.isoformat()
    path = tmp_path / "alerts.csv"
    save_ledger(rows, path)
    assert path.read_text("utf-8-sig").startswith("case,commitment,")
    with pytest.raises(KnownError):
        save_ledger(rows, path)


def test_the_file_has_every_word_as_it_is_but_for_formulas() -> None:
    at = datetime(2026, 5, 12, 12, 28, tzinfo=UTC)
    row = LedgerRow(1, "CS-1001", "resolution", 1, "slo", at, at, None, None, "", None, None, None,
                    None, "bar", None)  # fmt: skip
    rows = [replace(row, person=text, snooze_reason=text) for text in SHORT]
    lines = list(csv.DictReader(StringIO(ledger_csv(rows), newline="")))
    wanted = [f"'{text}" if text.startswith(("=", "+", "-", "@")) else text for text in SHORT]
    assert [line["person"] for line in lines] == wanted
    assert [line["snooze_reason"] for line in lines] == wanted
    assert wanted != list(SHORT)
