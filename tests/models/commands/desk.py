"""What tests of commands share: a whole case, and short ways to read what became of it."""

from functools import partial

from models.commands.cases import NewCase, open_case
from models.database import Database
from models.queries.case import CaseDetail, case_detail
from models.queries.case_clocks import CaseClockRow
from models.queries.explanation import explanation

WHOLE = NewCase(
    title="Exports stall at 90 %", customer="Contoso", priority="P2", impact="All exports",
    environment="4.2, production", steps="Export everything",
)  # fmt: skip


def opened(database: Database, new: NewCase = WHOLE) -> int:
    """The id of a case opened now."""
    return database.write(partial(open_case, new=new)).result


def detail(database: Database, case_id: int) -> CaseDetail:
    """The case as its page shows it."""
    query = partial(case_detail, case_id=case_id, now=database.clock.now(), me=database.person_id)
    return database.read(query)


def clock_of(
    database: Database, case_id: int, commitment: str, cycle: int = 1, objective: str = "SLA"
) -> CaseClockRow:
    """One clock of the case."""
    told = database.read(partial(explanation, case_id=case_id, now=database.clock.now()))
    (found,) = [
        clock for clock in told.clocks
        if (clock.commitment, clock.cycle, clock.objective) == (commitment, cycle, objective)
    ]  # fmt: skip
    return found


def problems(error: Exception) -> dict[str, str]:
    """What is said at each field."""
    found = getattr(error, "by_field", None)
    assert isinstance(found, dict)
    return found
