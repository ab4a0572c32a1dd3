"""What publishing would do is what it then does, case by case and verdict by verdict."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from models.commands.cases import open_case, pause
from models.commands.closing import resolve
from models.commands.contacts import log_contact
from models.commands.customers import add_contract, customer_named
from models.commands.handbook import publish_handbook
from models.commands.people import add_person
from models.database import Database
from models.entities import Case, Clock, Event, PolicyVersion
from models.errors import KnownError
from models.handbook.file_node import FileError
from models.handbook.publication import Publication, To, publication
from models.queries.blast_radius import BlastRadius, blast_radius
from models.queries.case_clocks import CaseClockRow
from models.queries.queue import QueueRow, queue
from models.queue_filter import QueueFilter
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, clock_of
from tests.models.handbook.policies import SOURCE

HOUR = timedelta(hours=1)
OWN = {"targets": {"P2": {"resolution": {"sla": "2 h", "calendar": "team"}}}}
STRICTER = SOURCE.replace('sla = "24 h", slo = "18 h"', 'sla = "3 h", slo = "2 h"')
LOOSER = SOURCE.replace('first_response = { sla = "1 h"', 'first_response = { sla = "30 h"')
LOOSER = LOOSER.replace('slo = "45 min"', 'slo = "20 h"')


@pytest.fixture
def desk(database: Database, clock: MovingClock) -> dict[str, int]:
    """Cases of every state, by what they are; four hours have passed since they were opened."""

    def contract(work: Work) -> None:
        add_contract(work, customer_named(work, "Gold Ltd"), "Gold", dict(OWN))

    lead = database.write(partial(add_person, name="Ana", role="lead")).result
    database.write(contract)
    cases = {
        **dict.fromkeys(("unanswered", "answered", "paused", "resolved", "late"), WHOLE),
        "urgent": replace(WHOLE, priority="P1"), "slow": replace(WHOLE, priority="P4"),
        "gold": replace(WHOLE, customer="Gold Ltd"),
    }  # fmt: skip
    opened = {
        name: database.write(partial(open_case, new=new)).result for name, new in cases.items()
    }
    clock.instant += HOUR / 2
    for name in ("answered", "paused", "resolved", "gold"):
        database.write(partial(log_contact, case_id=opened[name], type="reply", text="On it"))
    database.write(
        partial(pause, case_ids=[opened["paused"]], status="waiting_customer",
                reason="Asked for logs", waiting_for="Kim")
    )  # fmt: skip
    clock.instant += HOUR
    database.write(partial(log_contact, case_id=opened["late"], type="reply", text="Sorry"))
    database.write(partial(resolve, case_ids=[opened["resolved"], opened["late"]]))
    clock.instant += 2.5 * HOUR
    database.person_id = lead
    return opened


def told(database: Database, source: str, to: To) -> BlastRadius:
    wanted = publication(source, to, reason="Agreed with the customer")
    return database.read(partial(blast_radius, publication=wanted, now=database.clock.now()))


def published(database: Database, source: str, to: To) -> int:
    wanted = publication(source, to, reason="Agreed with the customer")
    return database.write(partial(publish_handbook, publication=wanted)).result


def shown(database: Database) -> dict[int, QueueRow]:
    rows = database.read(partial(queue, shown=QueueFilter(), now=database.clock.now(), limit=99))
    return {row.id: row for row in rows}


def verdicts(database: Database) -> dict[tuple[int, str, int, str], str]:
    now = database.clock.now()

    def over(row: Clock) -> bool:
        return row.due_at is not None and row.due_at < now

    with_verdict = database.read(lambda session: session.scalars(select(Clock)).all())
    return {
        (row.case_id, row.commitment, row.cycle, row.objective): row.verdict
        or ("breached" if over(row) else "running")
        for row in with_verdict
    }


@pytest.mark.parametrize("to", ["new", "open", "restate"])
@pytest.mark.parametrize("source", [STRICTER, LOOSER], ids=["stricter", "looser"])
def test_what_is_said_is_what_happens(
    to: To, source: str, database: Database, desk: dict[str, int]
) -> None:
    radius = told(database, source, to)
    before, was = shown(database), verdicts(database)
    assert published(database, source, to) == radius.version == 2
    after, becomes = shown(database), verdicts(database)
    assert database.read(differences) == []
    assert radius.open_cases == len(before)
    for case in radius.moved:
        assert (case.before, case.due_before) == (
            before[case.case_id].state, before[case.case_id].due_at,
        )  # fmt: skip
        assert (case.after, case.due_after) == (
            after[case.case_id].state, after[case.case_id].due_at,
        )  # fmt: skip
    still = before.keys() - {case.case_id for case in radius.moved}
    assert [before[i].due_at for i in still] == [after[i].due_at for i in still]
    changed = {
        (v.case_id, v.commitment, v.cycle, v.objective): (v.before, v.after)
        for v in radius.verdicts
    }
    assert changed == {
        key: (word, becomes.get(key, "not promised"))
        for key, word in was.items()
        if word != becomes.get(key, "not promised")
    }


def test_new_cases_only_moves_nothing(database: Database, desk: dict[str, int]) -> None:
    radius = told(database, STRICTER, "new")
    assert (radius.judged, radius.moved, radius.verdicts) == (0, (), ())
    published(database, STRICTER, "new")
    fresh = database.write(partial(open_case, new=WHOLE)).result
    numbers = database.read(lambda s: {c.id: c.policy_number for c in s.scalars(select(Case))})
    assert {numbers[case_id] for case_id in desk.values()} == {1}
    assert numbers[fresh] == 2


def test_open_cases_come_at_risk_but_no_publishing_breaches_one_at_once(
    database: Database, desk: dict[str, int]
) -> None:
    radius = told(database, STRICTER, "open")
    moved = {case.case_id: case for case in radius.moved}
    assert desk["answered"] in moved
    assert desk["resolved"] not in moved
    assert desk["gold"] not in moved  # its contract says otherwise
    assert radius.breached == 0
    due = moved[desk["answered"]].due_after
    assert due == database.clock.now() + 3 * HOUR


def test_a_restatement_rescues_and_keeps_both_verdicts(
    database: Database, desk: dict[str, int]
) -> None:
    before = clock_of(database, desk["unanswered"], "first_response")
    radius = told(database, LOOSER, "restate")
    assert radius.rescued >= 1
    assert {(v.before, v.after) for v in radius.verdicts} >= {("breached", "running")}
    published(database, LOOSER, "restate")
    after: CaseClockRow = clock_of(database, desk["unanswered"], "first_response")
    assert (before.verdict, after.verdict) == ("breached", "running")
    assert after.original_due_at == before.due_at
    event = database.read(
        lambda s: s.scalars(select(Event).where(Event.kind == "policy_applied")).first()
    )
    assert event is not None
    assert event.data == {"version": 2, "mode": "restate", "reason": "Agreed with the customer"}
    assert event.actor_id == database.person_id


def test_a_clock_that_only_a_restatement_promises_is_among_what_changes(
    database: Database, desk: dict[str, int]
) -> None:
    promising = SOURCE.replace(
        'next_update = { slo = "4 h", calendar = "team" }',
        'next_update = { sla = "1 h", slo = "30 min", calendar = "round_the_clock" }',
    )
    assert promising != SOURCE
    radius = told(database, promising, "restate")
    was = verdicts(database)
    published(database, promising, "restate")
    decided = {
        key: word
        for key, word in verdicts(database).items()
        if key not in was and word != "running"
    }
    assert decided
    assert decided == {
        (v.case_id, v.commitment, v.cycle, v.objective): v.after
        for v in radius.verdicts
        if v.before == "not promised"
    }


def test_a_restatement_reaches_closed_cases_opened_since(
    database: Database, clock: MovingClock, desk: dict[str, int]
) -> None:
    now = clock.now()
    only_open = publication(STRICTER, "restate", reason="Agreed")
    since = publication(STRICTER, "restate", int((now - 9 * HOUR).timestamp()), reason="Agreed")
    few, all_ = (
        database.read(partial(blast_radius, publication=wanted, now=now))
        for wanted in (only_open, since)
    )
    assert (few.judged, all_.judged) == (len(desk) - 2, len(desk))
    database.write(partial(publish_handbook, publication=since))
    applied = database.read(
        lambda s: set(s.scalars(select(Event.case_id).where(Event.kind == "policy_applied")))
    )
    assert applied == set(desk.values())
    assert database.read(differences) == []


def test_a_version_published_since_is_not_undone(
    database: Database, clock: MovingClock, desk: dict[str, int]
) -> None:
    first = second = Publication(STRICTER, "new", base=1)
    assert database.write(partial(publish_handbook, publication=first)).result == 2
    clock.instant += HOUR
    with pytest.raises(KnownError, match=r"Version 2 was published since.*publish again"):
        database.write(partial(publish_handbook, publication=second))
    assert (
        database.write(partial(publish_handbook, publication=replace(second, base=2))).result == 3
    )


def test_a_restatement_takes_a_name(database: Database, desk: dict[str, int]) -> None:
    database.person_id = None
    with pytest.raises(KnownError, match="takes a name"):
        published(database, STRICTER, "restate")
    assert database.read(lambda s: s.scalar(select(func.count(PolicyVersion.number)))) == 1


def test_what_cannot_be_published_has_no_blast_radius(
    database: Database, desk: dict[str, int]
) -> None:
    """A contract counts on a calendar of the handbook: the version that lacks it is refused."""
    renamed = SOURCE.replace("calendars.team", "calendars.crew").replace('"team"', '"crew"')
    for attempt in (told, published):
        with pytest.raises(KnownError, match=r"“Gold”.*no calendar “team”"):
            attempt(database, renamed, "open")
        with pytest.raises(FileError, match="Versions follow one another"):
            attempt(database, f"effective_from = 2015-01-01\n{SOURCE}", "restate")
    assert database.read(lambda s: s.scalar(select(func.count(PolicyVersion.number)))) == 1
    assert database.read(differences) == []


def test_progress_is_told_and_one_transaction_holds_it_all(
    database: Database, desk: dict[str, int]
) -> None:
    looked: list[tuple[int, int | None]] = []
    written: list[tuple[int, int | None]] = []
    wanted = publication(STRICTER, "open")
    query = partial(blast_radius, publication=wanted, now=database.clock.now(),
                    progress=lambda done, total: looked.append((done, total)))  # fmt: skip
    database.read(query)

    def tell(done: int, total: int | None) -> None:
        written.append((done, total))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        database.write(partial(publish_handbook, publication=wanted, progress=tell))
    assert looked[-1] == written[-1] == (6, 6)
    assert database.read(lambda s: s.scalar(select(func.count(PolicyVersion.number)))) == 1
    assert database.read(differences) == []
