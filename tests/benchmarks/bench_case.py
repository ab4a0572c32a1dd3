"""Saving and opening a case: against the bare transaction, and against a case with few events.

The bare transaction writes the very rows that the command added or changed, of every table, the
search index by its triggers and foreign keys looked up, in a copy of the desk with the desk's own
journal and flush (WAL, `synchronous=FULL`). Both write over a log that has its length already, as
on a desk that was open for a while. Between BEGIN and COMMIT opening a case is 13 statements, 16
where shifts are known, and a reply 9 to 13.
"""

import itertools
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Column, update

from models.commands.cases import NewCase, assign, open_case
from models.commands.contacts import log_contact
from models.commands.people import add_person
from models.database import Database
from models.desk_time import StoppedClock
from models.engine import sqlite_module
from models.entities import Person
from models.entities.base import Base
from models.handbook.working_hours import DAYS
from models.queries.case import case_detail
from models.schema import open_checked
from models.work import Work
from tests.benchmarks.bench_ledger import OPENED, STEP, busy_desk
from tests.benchmarks.desks import NOW, living_desk
from tests.benchmarks.figures import Figure, paired, timed

DESK, SAVED, ROUNDS = 1_000, 3, 41
PEOPLE, HELD, _ROOM = 8, 300, 10_000
SHIFTS = {day: [("08:00", "18:00")] for day in DAYS}
_LONGER_THAN_IT_GETS = 2_000 * 4_096
MANY, FEW, OPENINGS = 2_000, 20, 41
NEW = NewCase("Exports stall", "Contoso", "P2", "All", "4.2", "Export")
Tables = dict[str, list[tuple[Any, ...]]]


def run() -> Iterator[Figure]:
    """A case opened, a reply added, and the case page's rows."""
    with tempfile.TemporaryDirectory() as name:
        yield from _saving(Path(name) / "desk.db")
        yield _opening(Path(name))


def _saving(path: Path) -> Iterator[Figure]:
    """Each on a desk that has cases; the reference writes what the same did to others before.

    Each reply is to a case of its own, of forty kinds in turn: one case would grow for ever.
    """
    database = Database(open_checked(living_desk(path, DESK)), StoppedClock(NOW))
    cases = itertools.count(1)
    open_one, reply = partial(open_case, new=NEW), "More by tonight"
    yield _against_bare(database, path, "open one", open_one)
    yield _against_bare(
        database, path, "add a reply", lambda work: log_contact(work, next(cases), "reply", reply)
    )
    database.write(_staff)
    yield _against_bare(
        database, path, "open one, shifts known", open_one,
        f"; it goes to one of {PEOPLE} who hold {HELD} of them",
    )  # fmt: skip
    database.close()


def _against_bare(
    database: Database, path: Path, name: str, command: Callable[[Work], object], more: str = ""
) -> Figure:
    database.write(command)
    written = list(_written(path, partial(database.write, command)))
    with (
        closing(_copy(path, path.with_name(f"{name}.db"))) as bare,
        closing(_opened(path)) as beside,
    ):
        for connection in (beside, bare):
            _lengthen_log(connection)
        seconds, reference = paired(
            timed(partial(database.write, command)),
            partial(_bare_in_turn, bare, itertools.cycle(written)), ROUNDS,
        )  # fmt: skip
    counts = [sum(map(len, rows.values())) for rows in written]
    return Figure(
        f"case: {name}", seconds, reference, bound="at most", bar=SAVED,
        detail=f"SQLite file of {DESK:,} cases{more}; reference: its {min(counts)} to "
        f"{max(counts)} rows in one bare transaction, fsync included",
    )  # fmt: skip


def _staff(work: Work) -> None:
    """People at work just now, with room for all that is opened here, who hold some of the cases
    already."""
    people = [add_person(work, f"Agent {number}", shifts=SHIFTS) for number in range(PEOPLE)]
    work.session.execute(update(Person).values(capacity=_ROOM))
    for place, person in enumerate(people):
        assign(work, range(1 + place, 1 + HELD, PEOPLE), person)


def _written(path: Path, write: Callable[[], object]) -> Iterator[Tables]:
    """The rows that each of as many writes as there are rounds added or changed."""
    before = _tables(path)
    for _ in range(ROUNDS):
        write()
        after = _tables(path)
        yield _added(before, after)
        before = after


def _opening(folder: Path) -> Figure:
    now = OPENED + STEP * MANY
    asked = []
    for events in (MANY, FEW):
        database, case_id = busy_desk(folder / f"{events}.db", events)
        query = partial(case_detail, case_id=case_id, now=now)
        asked.append(partial(database.read, query))
    ours, reference = paired(timed(asked[0]), timed(asked[1]), OPENINGS)
    return Figure(
        "case: open one of 2,000 events", ours, reference, bound="at most", bar=1.5,
        detail=f"what the case page reads, {MANY:,} events against {FEW}",
    )  # fmt: skip


def _copy(desk: Path, to: Path) -> Any:
    """A connection to a copy, which keeps what it commits as a desk does."""
    with closing(sqlite_module().connect(str(desk))) as connection:
        connection.execute("VACUUM INTO ?", (str(to),))
    return _opened(to)


def _opened(desk: Path) -> Any:
    connection = sqlite_module().connect(str(desk), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _lengthen_log(connection: Any) -> None:
    """Have the next commits write over the log's file, as in a desk that was open for a while.

    A flush that makes the file longer takes twice as long, and who commits more is done with it
    sooner.
    """
    connection.execute("CREATE TABLE lengthening (page BLOB)")
    connection.execute("INSERT INTO lengthening VALUES (zeroblob(?))", (_LONGER_THAN_IT_GETS,))
    connection.execute("DROP TABLE lengthening")
    connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()


def _tables(desk: Path) -> Tables:
    """The rows of the desk's own tables; the search's index keeps itself."""
    with closing(sqlite_module().connect(str(desk))) as connection:
        return {
            name: connection.execute(f"SELECT {_named(table.columns)} FROM {name}").fetchall()
            for name, table in Base.metadata.tables.items()
        }


def _added(before: Tables, after: Tables) -> Tables:
    fresh = {name: sorted(set(rows) - set(before[name])) for name, rows in after.items()}
    return {name: rows for name, rows in fresh.items() if rows}


def _bare_in_turn(bare: Any, written: Iterator[Tables]) -> float:
    return _bare(bare, next(written))


def _bare(bare: Any, rows: Tables) -> float:
    """The seconds of one transaction that writes these rows; they are taken out before."""
    bare.execute("PRAGMA foreign_keys=OFF")
    for name, some in rows.items():
        table = Base.metadata.tables[name]
        keys = [place for place, column in enumerate(table.columns) if column.primary_key]
        match = f"({_named(table.primary_key)}) = ({','.join('?' * len(keys))})"
        taken = [tuple(row[place] for place in keys) for row in some]
        bare.executemany(f"DELETE FROM {name} WHERE {match}", taken)
    bare.execute("PRAGMA foreign_keys=ON")  # as the desk has it
    began = time.perf_counter()
    bare.execute("BEGIN IMMEDIATE")
    for name, some in rows.items():
        columns = Base.metadata.tables[name].columns
        places = ",".join("?" * len(columns))
        bare.executemany(f"INSERT INTO {name} ({_named(columns)}) VALUES ({places})", some)
    bare.execute("COMMIT")
    return time.perf_counter() - began


def _named(columns: Iterable[Column[Any]]) -> str:
    return ", ".join(column.name for column in columns)
