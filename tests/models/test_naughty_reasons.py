"""Every naughty string as the reason of a deed: it comes back to the letter, or is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, Final

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.commands.access import change_access, lift_restriction
from models.commands.alerts import fire_due
from models.commands.by_hand import enter_pause, move_start
from models.commands.case_alerts import snooze_case
from models.commands.cases import NewCase
from models.commands.channel import set_channel
from models.commands.escalation import escalate
from models.commands.merging import merge
from models.commands.people import add_person
from models.commands.working_times import add_absence, add_turn
from models.database import Database
from models.entities import Event
from models.errors import KnownError
from models.handbook import events as ev
from models.handbook.escalation import ROLES
from models.queries.alert_ledger import ledger_of_case
from models.queries.team import team_now
from models.typed_text import one_line
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import detail, opened
from tests.naughty import REFUSED, SHORT

pytestmark = pytest.mark.on_a_file

MINUTE: Final = timedelta(minutes=1)
URGENT: Final = NewCase(title="Payments fail", customer="Contoso", priority="P1", incomplete=True)
Do = Callable[[Database, int, str], Callable[[Work], Any]]


@dataclass(frozen=True)
class Deed:
    """Done to a case with words: events of a kind keep them under each of these names, on several
    lines (True) or on one.
    """

    do: Do
    kind: str
    names: Mapping[str, bool]

    def kept(self, text: str) -> list[str]:
        """What should come back."""
        return [text.strip() if lines else one_line(text) for lines in self.names.values()]


def said(database: Database, deed: Deed) -> list[list[str]]:
    """What the events of its kind say, in the order in which they were recorded."""

    def read(session: Session) -> list[list[str]]:
        query = select(Event.data).where(Event.kind == deed.kind).order_by(Event.id)
        told = [data for data in session.scalars(query) if next(iter(deed.names)) in data]
        return [[data[name] for name in deed.names] for data in told]

    return database.read(read)


def another_into_it(database: Database, case_id: int, text: str) -> Callable[[Work], Any]:
    key = detail(database, case_id).row.key
    return partial(merge, case_id=opened(database, URGENT), to=key, note=text)


def a_wait(database: Database, case_id: int, text: str) -> Callable[[Work], Any]:
    ended_at = database.clock.now()
    return partial(
        enter_pause, case_id=case_id, status="waiting_customer", waiting_for=text, reason=text,
        began_at=ended_at - MINUTE, ended_at=ended_at,
    )  # fmt: skip


def an_earlier_start(database: Database, case_id: int, text: str) -> Callable[[Work], Any]:
    return partial(
        move_start, case_id=case_id, commitments=["resolution"], reason=text,
        started_at=database.clock.now() - 60 * MINUTE,
    )  # fmt: skip


def restricted_no_more(database: Database, case_id: int, text: str) -> Callable[[Work], Any]:
    database.write(partial(change_access, case_id=case_id, add=[database.person_id or 0]))
    return partial(lift_restriction, case_id=case_id, reason=text)


DEEDS: Final = {
    "escalate": Deed(
        lambda _, case_id, text: partial(
            escalate, case_id=case_id, roles=[], whom=text, reason=text
        ),
        ev.ESCALATED, {"reason": True, "whom": False},
    ),
    "merge": Deed(another_into_it, ev.EXCLUDED, {"note": True}),
    "channel": Deed(
        lambda _, case_id, text: partial(set_channel, case_id=case_id, channel=text),
        ev.FIELDS_CHANGED, {"channel": False},
    ),
    "access": Deed(restricted_no_more, ev.ACCESS_CHANGED, {"reason": False}),
    "start": Deed(an_earlier_start, ev.START_MOVED, {"reason": True}),
    "wait": Deed(a_wait, ev.PAUSE_ENTERED, {"waiting_for": True, "reason": True}),
}  # fmt: skip


def begun(database: Database, clock: MovingClock) -> int:
    """A case of a desk that Ana leads, open for so long that its first alerts have come."""
    database.person_id = database.write(partial(add_person, name="Ana", role="lead")).result
    case_id = opened(database, URGENT)
    clock.instant += 12 * MINUTE
    database.write(fire_due)
    return case_id


@pytest.mark.parametrize("name", DEEDS)
def test_the_words_of_a_deed_come_back(name: str, database: Database, clock: MovingClock) -> None:
    deed, case_id = DEEDS[name], begun(database, clock)
    for text in SHORT:
        clock.instant += timedelta(seconds=1)
        database.write(deed.do(database, case_id, text))
    assert said(database, deed) == [deed.kept(text) for text in SHORT]
    assert database.read(differences) == []


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_is_refused_with_its_words(
    name: str, database: Database, clock: MovingClock
) -> None:
    deed, case_id = DEEDS[name], begun(database, clock)
    refused = [deed.do(database, case_id, text) for text in REFUSED.values()]
    before = detail(database, case_id).timeline
    for command in refused:
        with pytest.raises(KnownError) as told:
            database.write(command)
        assert 0 < len(told.value.sentence) < 300
    assert detail(database, case_id).timeline == before
    assert said(database, deed) == []


def test_why_an_alert_is_put_off_comes_back_or_is_refused(
    database: Database, clock: MovingClock
) -> None:
    case_id = begun(database, clock)
    until = clock.instant + MINUTE

    def put_off(text: str) -> str:
        database.write(partial(snooze_case, case_id=case_id, until=until, reason=text))
        told = database.read(partial(ledger_of_case, case_id=case_id, now=database.clock.now()))
        return next(row.snooze_reason for row in told if row.snooze_reason)

    for text in SHORT:
        assert put_off(text) == one_line(text)
    for text in REFUSED.values():
        with pytest.raises(KnownError) as error:
            put_off(text)
        assert 0 < len(error.value.sentence) < 300
    assert put_off("Ben looks into it") == "Ben looks into it"


def test_leave_and_turns_name_people_to_the_letter(database: Database) -> None:
    ana = database.write(partial(add_person, name="Ana", role="lead")).result
    begins_at = database.clock.now() + MINUTE
    span: dict[str, Any] = {"begins_at": begins_at, "ends_at": begins_at + MINUTE}
    for text in SHORT:
        who = database.write(partial(add_person, name=text)).result
        database.write(partial(add_absence, person_id=ana, stand_in_id=who, **span))
        database.write(partial(add_turn, role=ROLES[0], person_id=who, **span))
        with pytest.raises(KnownError):
            database.write(partial(add_turn, role=text, person_id=who, **span))
    for text in REFUSED.values():
        with pytest.raises(KnownError):
            database.write(partial(add_person, name=text))
        with pytest.raises(KnownError):
            database.write(partial(add_turn, role=text, person_id=ana, **span))
    told, names = database.read(partial(team_now, now=database.clock.now())), set(SHORT)
    wanted = sorted(one_line(text) for text in names)
    assert sorted(leave.stand_in for leave in told.leaves) == wanted
    assert sorted(turn.person for turn in told.turns) == wanted
