"""The past of a desk under another handbook: what flips, and what stays as it was."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from models.commands.cases import open_case
from models.commands.closing import reopen, resolve
from models.commands.contacts import log_contact
from models.commands.customers import add_contract, customer_named
from models.commands.facts import edit_facts
from models.commands.handbook import publish_handbook
from models.database import Database
from models.errors import KnownError
from models.handbook.attainment import AttainmentRow
from models.handbook.backtest import BackTest, Past, back_test
from models.handbook.policy_file import read_policy
from models.handbook.publication import publication
from models.queries.attainment import attainment
from models.queries.backtest import read_past
from models.work import Work
from tests.conftest import NOW, MovingClock
from tests.full_desks import demo_at
from tests.models.commands.desk import WHOLE
from tests.models.handbook.policies import SOURCE

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGIN, END = NOW - DAY, NOW + 10 * DAY
P2 = 'resolution = { sla = "24 h", slo = "18 h", calendar = "round_the_clock" }'


def resolution(sla: str, slo: str, calendar: str = "round_the_clock") -> str:
    return SOURCE.replace(
        P2, f'resolution = {{ sla = "{sla}", slo = "{slo}", calendar = "{calendar}" }}'
    )


def past(
    database: Database, source: str = SOURCE, begin: datetime = BEGIN, end: datetime = END
) -> Past:
    read = partial(read_past, begin=begin, end=end, as_of=database.clock.now(),
                   handbook=read_policy(source, 9))  # fmt: skip
    return database.read(read)


def trial(database: Database, source: str) -> BackTest:
    return back_test(past(database, source), read_policy(source, 9))


def flips(test: BackTest) -> set[tuple[str, str, str, str]]:
    return {
        (flip.key, f"{flip.commitment} {flip.cycle} {flip.objective}", flip.before, flip.after)
        for flip in test.flips()
    }


def counts(rows: Sequence[AttainmentRow]) -> dict[tuple[str, str, str], tuple[int, int]]:
    return {
        (row.priority, row.commitment, row.objective): (row.met, row.breached)
        for row in rows
        if row.decided
    }


@pytest.fixture
def desk(database: Database, clock: MovingClock) -> Database:
    """Two cases of P2: one resolved after 5 hours, one after 30; and one that is open still."""

    def contract(work: Work) -> None:
        own: dict[str, object] = {
            "targets": {"P2": {"resolution": {"sla": "2 h", "calendar": "team"}}}
        }
        add_contract(work, customer_named(work, "Gold Ltd"), "Gold", own)

    database.write(contract)
    quick, slow, _ = (database.write(partial(open_case, new=WHOLE)).result for _ in range(3))
    clock.instant += HOUR / 2
    for case_id in (quick, slow):
        database.write(partial(log_contact, case_id=case_id, type="reply", text="On it"))
    clock.instant += 4.5 * HOUR
    database.write(partial(resolve, case_ids=[quick]))
    clock.instant += 25 * HOUR
    database.write(partial(resolve, case_ids=[slow]))
    return database


def test_under_the_handbook_in_force_nothing_differs_and_the_figures_are_the_reviews(
    desk: Database,
) -> None:
    test = trial(desk, SOURCE)
    assert flips(test) == set()
    rows = desk.read(partial(attainment, begin=BEGIN, end=END, as_of=desk.clock.now()))
    decided = [
        (r.priority, r.commitment, r.objective, r.met, r.breached) for r in rows if r.decided
    ]
    for side in ("now", "then"):
        counted = [getattr(row, side) for row in test.rows]
        assert decided == [
            (r.priority, r.commitment, r.objective, r.met, r.breached) for r in counted
        ]


def test_a_tighter_target_breaches_and_a_looser_one_rescues(desk: Database) -> None:
    assert flips(trial(desk, resolution("4 h", "3 h"))) == {
        ("CS-1001", "resolution 1 SLA", "met", "breached"),
        ("CS-1001", "resolution 1 SLO", "met", "breached"),
    }
    rescued = trial(desk, resolution("31 h", "30 h"))
    assert flips(rescued) == {
        ("CS-1002", "resolution 1 SLA", "breached", "met"),
        ("CS-1002", "resolution 1 SLO", "breached", "met"),
        ("CS-1003", "resolution 1 SLA", "breached", "running"),
        ("CS-1003", "resolution 1 SLO", "breached", "running"),
    }
    row = next(
        r for r in rescued.rows if (r.now.commitment, r.now.objective) == ("resolution", "SLA")
    )
    assert (row.now.met, row.now.breached, row.now.running) == (1, 2, 0)
    assert (row.then.met, row.then.breached, row.then.running) == (2, 0, 1)
    assert (row.rescued, row.lost) == (1, 0)


def test_other_hours_count_otherwise(desk: Database) -> None:
    """From 14:28 to 20:28 the next day are 2:32 and 8 hours of work."""
    assert ("CS-1002", "resolution 1 SLA", "breached", "met") in flips(
        trial(desk, resolution("12 h", "11 h", "team"))
    )
    shorter = resolution("12 h", "11 h", "team").replace('["09:00", "17:00"]', '["09:00", "24:00"]')
    assert ("CS-1002", "resolution 1 SLA", "breached", "met") not in flips(trial(desk, shorter))


def test_what_is_promised_newly_counts_where_it_stopped_and_what_is_no_more_is_listed(
    desk: Database,
) -> None:
    promised = SOURCE.replace(
        'next_update = { slo = "4 h", calendar = "team" }',
        'next_update = { sla = "1 h", calendar = "team" }',
    )
    assert flips(trial(desk, promised)) >= {
        ("CS-1001", "next_update 1 SLA", "not promised", "met"),
        ("CS-1002", "next_update 2 SLA", "not promised", "breached"),
        ("CS-1002", "next_update 1 SLO", "met", "not promised"),
    }


def test_a_contract_keeps_its_own_targets(desk: Database, clock: MovingClock) -> None:
    golden = replace(WHOLE, customer="Gold Ltd", title="Golden")
    case_id = desk.write(partial(open_case, new=golden)).result
    clock.instant = NOW + 3 * DAY
    desk.write(partial(resolve, case_ids=[case_id]))
    test = trial(desk, resolution("300 h", "200 h"))
    keys = {flip.key for flip in test.flips() if flip.objective == "SLA"}
    assert "CS-1002" in keys
    assert "CS-1004" not in keys
    assert [part.agreement.contract for part in test.past.cases] == ["", "Gold"]


def test_a_version_that_was_applied_meanwhile_counts_no_more(
    desk: Database, clock: MovingClock
) -> None:
    case_id = desk.write(partial(open_case, new=WHOLE)).result
    clock.instant += HOUR
    looser = publication(resolution("90 h", "80 h"), "open")
    desk.write(partial(publish_handbook, publication=looser))
    clock.instant += 29 * HOUR
    desk.write(partial(resolve, case_ids=[case_id]))
    assert ("CS-1004", "resolution 1 SLA", "met", "breached") in flips(trial(desk, SOURCE))


def test_the_past_fits_handbooks_that_differ_in_targets_and_no_others(desk: Database) -> None:
    read = past(desk)
    assert read.fits(read_policy(resolution("9 business days", "8 h", "team")))
    assert read.fits(read_policy(SOURCE.replace('edge = "closing"', 'edge = "opening"')))
    assert not read.fits(read_policy(SOURCE.replace('reopen = "new_cycle"', 'reopen = "continue"')))
    assert not read.fits(
        read_policy(
            SOURCE.replace("waiting_third_party = []", 'waiting_third_party = ["resolution"]')
        )
    )


def test_a_cycle_that_would_go_on_is_no_longer_one_of_its_own(
    desk: Database, clock: MovingClock
) -> None:
    clock.instant += HOUR
    desk.write(partial(reopen, case_id=1))
    clock.instant += HOUR
    desk.write(partial(resolve, case_ids=[1]))
    found = flips(trial(desk, SOURCE.replace('reopen = "new_cycle"', 'reopen = "continue"')))
    assert ("CS-1001", "resolution 2 SLA", "met", "not promised") in found


def test_a_contract_is_tried_on_what_a_case_was_first_said_to_be(
    desk: Database, clock: MovingClock
) -> None:
    own = 'targets.P2.resolution = { sla = "96 h", calendar = "round_the_clock" }'
    billing = f'{SOURCE}\n[[contracts]]\nname = "Billing"\ncategories = ["Billing"]\n{own}'
    early = desk.write(partial(open_case, new=replace(WHOLE, category="Billing"))).result
    clock.instant += 30 * HOUR
    desk.write(partial(resolve, case_ids=[early]))
    for case_id, category in ((early, "Exports"), (2, "Billing")):
        desk.write(partial(edit_facts, case_id=case_id, facts={"category": category}))
    assert flips(trial(desk, billing)) == {
        ("CS-1004", "resolution 1 SLA", "breached", "met"),
        ("CS-1004", "resolution 1 SLO", "breached", "not promised"),
    }


def test_a_handbook_that_a_contract_does_not_fit_is_refused(desk: Database) -> None:
    without = SOURCE.replace('team_calendar = "team"', 'team_calendar = "office"')
    without = without.replace("[calendars.team]", "[calendars.office]").replace(
        'calendar = "team"', 'calendar = "office"'
    )
    with pytest.raises(KnownError, match="Gold"):
        past(desk, without)


def test_the_demo_under_its_own_handbook_is_what_it_is(tmp_path: Path) -> None:
    database = demo_at(tmp_path / "desk.db")
    begin, end = NOW - 120 * DAY, NOW
    test = back_test(past(database, SOURCE, begin, end), read_policy(SOURCE, 9))
    rows = database.read(partial(attainment, begin=begin, end=end, as_of=NOW))
    assert counts(rows) == counts([row.now for row in test.rows])
    assert test.past.count > 20
    database.close()
