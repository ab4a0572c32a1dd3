"""A desk with a dispute on it, for the tests of what is proved and of its page."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from models.commands.by_hand import enter_pause, move_start, override_deadline
from models.commands.cases import NewCase, change_priority, open_case, pause
from models.commands.closing import reopen, resolve
from models.commands.contacts import log_contact, log_customer_message
from models.commands.handbook import publish_handbook
from models.commands.people import add_person
from models.database import Database
from models.handbook.publication import Publication
from models.queries.proof import Proof, ProofClock, proof
from tests.conftest import HANDBOOK, MovingClock

_BERLIN = ZoneInfo("Europe/Berlin")
SECRET = "Ben says the gateway is ours"
"""Words that no customer may read; the names “Ana Ruiz” and “Ben Okafor” are two more."""


@dataclass
class Dispute:
    """Cases told in Berlin time: "2026-03-28 22:10"."""

    database: Database
    clock: MovingClock

    def __post_init__(self) -> None:
        self.at("2026-03-02 09:00")
        self.ana = self.database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
        self.ben = self.database.write(partial(add_person, name="Ben Okafor")).result

    def at(self, moment: str, person_id: int | None = None) -> datetime:
        """Go to a moment, as a person."""
        self.clock.instant = berlin(moment)
        self.database.person_id = person_id
        return self.clock.instant

    def opened(self, moment: str, priority: str, title: str = "Payments fail") -> int:
        self.at(moment, self.ben)
        new = NewCase(title, "Contoso", priority, "All", "4.2", "Pay")
        return self.database.write(partial(open_case, new=new)).result

    def replied(self, case_id: int, moment: str, happened: str | None = None) -> None:
        self.at(moment, self.ben)
        at = berlin(happened) if happened else None
        self.database.write(
            partial(log_contact, case_id=case_id, type="call", text=SECRET, occurred_at=at)
        )

    def waited(self, case_id: int, begin: str, end: str) -> None:
        self.at(begin, self.ben)
        wait = partial(pause, case_ids=[case_id], status="waiting_customer")
        self.database.write(partial(wait, waiting_for="Ben Okafor’s log", reason=SECRET))
        self.at(end)
        self.database.write(partial(log_customer_message, case_id=case_id, text="Here"))

    def resolved(self, case_id: int, moment: str) -> None:
        self.at(moment, self.ben)
        self.database.write(partial(resolve, case_ids=[case_id]))

    def reopened(self, case_id: int, moment: str, received: str) -> None:
        self.at(moment, self.ben)
        self.database.write(partial(reopen, case_id=case_id, received_at=berlin(received)))

    def raised(self, case_id: int, moment: str, priority: str) -> None:
        self.at(moment, self.ben)
        command = partial(change_priority, case_ids=[case_id], priority=priority, note=SECRET)
        self.database.write(command)

    def overridden(self, case_id: int, moment: str, due: str) -> None:
        self.at(moment, self.ana)
        command = partial(override_deadline, case_id=case_id, commitment="resolution")
        self.database.write(partial(command, due_at=berlin(due), reason=SECRET))

    def paused_afterwards(self, case_id: int, moment: str, begin: str, end: str) -> None:
        self.at(moment, self.ana)
        command = partial(enter_pause, case_id=case_id, status="waiting_customer")
        told = partial(command, waiting_for="Ben Okafor", reason=SECRET)
        self.database.write(partial(told, began_at=berlin(begin), ended_at=berlin(end)))

    def started_earlier(self, case_id: int, moment: str, start: str) -> None:
        self.at(moment, self.ana)
        command = partial(move_start, case_id=case_id, commitments=["resolution"])
        self.database.write(partial(command, started_at=berlin(start), reason=SECRET))

    def restated(self, moment: str, old: str, new: str) -> None:
        self.at(moment, self.ana)
        source = HANDBOOK.replace("@team_zone@", "Europe/Berlin").replace(old, new)
        told = Publication(source, "restate", None, SECRET)
        self.database.write(partial(publish_handbook, publication=told))

    def disputed(self) -> int:
        """A P1 over the night in which the clocks change, paused twice, 32 min 10 s too late."""
        case_id = self.opened("2026-03-28 22:10", "P1")
        self.replied(case_id, "2026-03-28 22:18")
        self.waited(case_id, "2026-03-28 23:40", "2026-03-29 01:30")
        self.waited(case_id, "2026-03-29 01:50", "2026-03-29 03:20")
        self.resolved(case_id, "2026-03-29 06:02:10")
        return case_id

    def proof(self, case_id: int, *, external: bool = False) -> Proof:
        query = partial(proof, case_id=case_id, now=self.clock.instant, external=external)
        return self.database.read(query)

    def proved(self, case_id: int, commitment: str, cycle: int = 1) -> ProofClock:
        """One of its clocks under the SLA."""
        (found,) = [
            clock for clock in self.proof(case_id).clocks
            if (clock.row.commitment, clock.row.cycle, clock.row.objective)
            == (commitment, cycle, "SLA")
        ]  # fmt: skip
        return found


def berlin(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=_BERLIN).astimezone(UTC)
