"""The queue's filter in SQL: every part, alone and together, and text nobody expects."""

from datetime import timedelta
from functools import partial
from itertools import product

import pytest

from models.commands.cases import NewCase, assign, open_case, pause
from models.commands.closing import resolve
from models.commands.contacts import log_contact
from models.commands.people import add_person
from models.database import Database
from models.queries.queue import queue, queue_counts, queue_ids, queue_pulse, queue_start
from models.queue_filter import CHIPS, QueueFilter, happening_in
from tests.conftest import MovingClock
from tests.models.commands.desk import clock_of

ODD = "100%_ 'quoted' \"twice\" back\\slash /slash 🙂 Ärger ‮rtl"


def case(title: str, priority: str = "P2") -> NewCase:
    return NewCase(
        title=title, customer="Contoso", priority=priority, impact="All", environment="4.2",
        steps="Try it",
    )  # fmt: skip


def add(database: Database, title: str, priority: str = "P2") -> int:
    return database.write(partial(open_case, new=case(title, priority))).result


def titles(database: Database, shown: QueueFilter, me: int | None = None) -> set[str]:
    now = database.clock.now()
    rows = database.read(partial(queue, shown=shown, now=now, limit=50, me=me))
    return {row.title for row in rows}


@pytest.fixture
def ana(database: Database, clock: MovingClock) -> int:
    """Ana, and six cases in as many states."""
    ana = database.write(partial(add_person, name="Ana")).result
    old = add(database, "old P1", "P1")
    clock.instant += timedelta(minutes=30)
    new, waiting, done = (add(database, title) for title in ("new P2", "waiting P2", "done P2"))
    add(database, "quiet P4", "P4")
    database.write(partial(assign, case_ids=[old, waiting, done], person_id=ana))
    database.write(
        partial(pause, case_ids=[waiting], status="waiting_customer", waiting_for="Contoso")
    )
    database.write(partial(resolve, case_ids=[done]))
    assert new
    return ana


def test_a_row_says_which_sla_is_breached_besides_what_binds_next(
    database: Database, clock: MovingClock
) -> None:
    told = add(database, "told")
    database.write(partial(log_contact, case_id=told, type="reply", text="On it"))
    for hours, also in ((23, ()), (2, ("resolution",))):
        clock.instant += timedelta(hours=hours)
        query = partial(queue, shown=QueueFilter(), now=clock.now())
        (row,) = database.read(query)
        assert (row.commitment, row.objective, row.also_over) == ("next_update", "SLO", also)


def test_the_parts_of_a_filter_narrow_each_other(database: Database, ana: int) -> None:
    assert titles(database, QueueFilter()) == {"old P1", "new P2", "waiting P2", "quiet P4"}
    assert titles(database, QueueFilter(priorities=("P1", "P4"))) == {"old P1", "quiet P4"}
    assert titles(database, QueueFilter(assignee_id=ana)) == {"old P1", "waiting P2"}
    assert titles(database, QueueFilter(unassigned=True, text="p2")) == {"new P2"}
    assert titles(database, QueueFilter(statuses=("resolved",))) == {"done P2"}
    assert titles(database, QueueFilter(statuses=("resolved",), chip="mine"), ana) == {"done P2"}
    assert titles(database, QueueFilter(statuses=("new",), chip="paused")) == set()
    assert titles(database, QueueFilter(chip="urgent", text="contoso wait")) == {"waiting P2"}


def test_each_chip_counts_what_it_would_show_under_the_rest_of_the_filter(
    database: Database, clock: MovingClock, ana: int
) -> None:
    now = clock.now()
    parts = product(((), ("P2",)), ((), ("new", "resolved")), (None, ana), ("", "p2"))
    for priorities, statuses, assignee, text in parts:
        for chip in CHIPS:
            shown = QueueFilter(priorities, statuses, assignee, False, text, chip)
            counts = database.read(partial(queue_counts, now=now, person_id=ana, shown=shown))
            ids = database.read(partial(queue_ids, shown=shown, now=now, me=ana))
            assert counts[chip] == len(ids), shown


def test_the_pulse_tells_the_desk_from_what_is_shown(database: Database, ana: int) -> None:
    now = database.clock.now()
    seen = database.read(partial(queue_pulse, shown=QueueFilter(text="quiet"), now=now, me=None))
    assert (seen.counts["open"], seen.open_cases, seen.has_cases) == (1, 4, True)
    add(database, "one more")
    later = database.read(partial(queue_pulse, shown=QueueFilter(), now=now, me=None))
    assert later.stamp > seen.stamp
    assert (later.counts["open"], later.open_cases) == (5, 5)


@pytest.mark.parametrize("rows", [0, 2, 100])
def test_what_is_shown_first_is_the_head_of_the_queue(
    database: Database, ana: int, rows: int
) -> None:
    shown, now = QueueFilter(), database.clock.now()
    ids, first = database.read(
        partial(queue_start, shown=shown, now=now, me=ana, limit=3, rows=rows)
    )
    whole = database.read(partial(queue, shown=shown, now=now, me=ana))
    assert list(ids) == [row.id for row in whole[:3]]
    assert first == whole[: min(rows, 3)]


def test_an_empty_desk_says_so(database: Database) -> None:
    pulse = database.read(
        partial(queue_pulse, shown=QueueFilter(), now=database.clock.now(), me=None)
    )
    assert (pulse.open_cases, pulse.has_cases, pulse.stamp) == (0, False, 0)


@pytest.mark.parametrize("text", ["100%_", "'QUOTED' \"twice\"", "back\\slash", "🙂 ärger", "/SL"])
def test_wildcards_and_quotes_are_letters(database: Database, text: str) -> None:
    add(database, ODD)
    add(database, "100 quoted twice")
    assert titles(database, QueueFilter(text=text)) == {ODD}


@pytest.mark.parametrize(
    "text",
    ["plain\0 text", "plain " * 1_700, "\0"],
)
def test_text_no_database_can_hold_is_looked_for_without_it(database: Database, text: str) -> None:
    add(database, "plain text")
    assert titles(database, QueueFilter(text=text)) == {"plain text"}


@pytest.mark.parametrize(
    "text", ["x" * 10_000, " ".join(map(str, range(2_500))), "a\ud800b", "%" * 60_000]
)
def test_endless_and_broken_text_finds_nothing_and_breaks_nothing(
    database: Database, text: str
) -> None:
    add(database, "plain text")
    assert titles(database, QueueFilter(text=text)) == set()


def test_paused_cases_stand_last_and_the_next_to_breach_first(database: Database) -> None:
    waiting = add(database, "waiting", "P1")
    for priority in ("P4", "P1", "P3"):
        add(database, priority, priority)
    database.write(partial(log_contact, case_id=waiting, type="reply", text="Asked for logs"))
    database.write(
        partial(pause, case_ids=[waiting], status="waiting_customer", waiting_for="Contoso")
    )
    now = database.clock.now()
    rows = database.read(partial(queue, shown=QueueFilter(), now=now, limit=9))
    assert [row.title for row in rows] == ["P1", "P3", "P4", "waiting"]
    assert rows[-1].state == "paused"
    assert titles(database, QueueFilter(chip="paused")) == {"waiting"}


def test_what_is_over_does_not_grow_in_a_pause_and_is_the_case_pages(
    database: Database, clock: MovingClock
) -> None:
    case_id = add(database, "Exports stall", "P1")
    database.write(partial(log_contact, case_id=case_id, type="reply", text="We are on it"))
    clock.instant += timedelta(hours=6)
    database.write(
        partial(pause, case_ids=[case_id], status="waiting_customer", waiting_for="Priya")
    )
    clock.instant += timedelta(hours=40)
    (row,) = database.read(partial(queue, shown=QueueFilter(), now=clock.now(), limit=5))
    assert (row.state, row.commitment) == ("breached", "next_update")
    update = clock_of(database, case_id, "next_update", row.cycle or 1, "SLO")
    assert row.remaining_seconds == update.remaining_seconds == -5.5 * 3600
    assert -row.remaining_seconds == update.elapsed_seconds - update.target_seconds
    assert row.gauge is not None
    assert str(row.gauge.words) == "5 h 30 over, paused"


def test_where_a_case_happens_narrows_the_queue(database: Database) -> None:
    for title, version, production in (("old", "4.2.1", "yes"), ("new", "14.2", "no")):
        new = NewCase(
            title, product="Exports 100%", version=version, component="Scheduler",
            platform="Windows Server", production=production, incomplete=True,
        )  # fmt: skip
        database.write(partial(open_case, new=new))
    database.write(
        partial(open_case, new=NewCase("a text", environment="Exports 4.2", incomplete=True))
    )
    expected: tuple[tuple[dict[str, str], set[str]], ...] = (
        ({"product": "exports"}, {"old", "new"}),
        ({"product": "0%"}, {"old", "new"}),
        ({"product": "%"}, {"old", "new"}),
        ({"product": "_"}, set()),
        ({"product": "\ud800\0"}, set()),
        ({"version": "4.2"}, {"old"}),
        ({"component": "SCHED", "platform": "server"}, {"old", "new"}),
        ({"production": "yes"}, {"old"}),
        ({"production": "no", "version": "14"}, {"new"}),
    )
    for asked, found in expected:
        shown = happening_in(QueueFilter(), **asked)
        assert titles(database, shown) == found, asked
        counts = database.read(
            partial(queue_counts, now=database.clock.now(), person_id=None, shown=shown)
        )
        assert counts["open"] == len(found)


def test_the_language_that_was_said_narrows_the_queue(database: Database) -> None:
    for title, language in (("one", "German"), ("two", "fr"), ("three", "")):
        new = NewCase(title, language=language, incomplete=True)
        database.write(partial(open_case, new=new))
    assert titles(database, QueueFilter(language="de")) == {"one"}
    assert titles(database, QueueFilter(language="es")) == set()
