"""Bulk edit: all or nothing, every refused case named."""

from collections.abc import Sequence
from functools import partial

import pytest

from models.commands.bulk import MOST, Refused, together
from models.commands.cases import NewCase, change_priority, open_case, pause
from models.commands.closing import resolve
from models.database import Database
from models.database_errors import Contended
from models.errors import KnownError
from models.queries.queue import queue
from models.queue_filter import QueueFilter
from models.work import Work

WHOLE = NewCase(
    title="Exports stall", customer="Contoso", priority="P2", impact="All exports",
    environment="4.2", steps="Export everything",
)  # fmt: skip


def opened(database: Database, *cases: NewCase) -> list[int]:
    return [database.write(partial(open_case, new=case)).result for case in cases]


def statuses(database: Database) -> set[str]:
    shown = QueueFilter(statuses=("new", "waiting_customer", "resolved"))
    rows = database.read(partial(queue, shown=shown, now=database.clock.now(), limit=9))
    return {row.status for row in rows}


def test_all_of_them_at_once(database: Database) -> None:
    ids = opened(database, WHOLE, WHOLE, WHOLE)
    written = database.write(
        together(pause, ids, status="waiting_customer", waiting_for="Contoso", reason="logs")
    )
    assert written.changes.cases == set(ids)
    assert statuses(database) == {"waiting_customer"}


def test_one_refused_case_stops_all_and_every_refused_one_is_named(database: Database) -> None:
    thin = NewCase("Help", customer="Contoso", priority="P3", incomplete=True)
    ids = opened(database, WHOLE, thin, WHOLE, thin)
    with pytest.raises(Refused) as told:
        database.write(together(resolve, ids))
    assert told.value.case_ids == {ids[1], ids[3]}
    assert "CS-1002 still lacks" in told.value.sentence
    assert "CS-1004 still lacks" in told.value.sentence
    assert statuses(database) == {"new"}
    database.write(together(resolve, [i for i in ids if i not in told.value.case_ids]))
    assert statuses(database) == {"new", "resolved"}


def test_what_is_about_no_single_case_is_said_once(database: Database) -> None:
    ids = opened(database, WHOLE, WHOLE)
    with pytest.raises(KnownError, match="A pause says whom we wait for") as told:
        database.write(together(pause, ids, status="waiting_customer", waiting_for=" "))
    assert not isinstance(told.value, Refused)


def test_a_desk_is_not_changed_by_one_careless_key() -> None:
    with pytest.raises(KnownError, match="1,001 cases are selected"):
        together(change_priority, range(MOST + 1), priority="P1")


def test_what_the_database_refuses_is_no_case_s_fault_and_is_tried_again(
    database: Database,
) -> None:
    ids = opened(database, WHOLE, WHOLE)
    tried: list[int] = []

    def pause_once_contended(work: Work, case_ids: Sequence[int]) -> None:
        tried.extend(case_ids)
        if len(tried) == 2:
            raise Contended("Somebody was faster", "Two people wrote at the same time.")
        pause(work, case_ids, "waiting_customer", "Contoso")

    database.write(together(pause_once_contended, ids))
    assert tried == [*ids, *ids]
    assert statuses(database) == {"waiting_customer"}
