"""Who wishes for quiet has it, but for what the policy lets through; what was shown is recorded."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desktop.bus_questions import Told
from desktop.bus_state import BusState
from desktop.gathering import Gathering
from desktop.message import Message
from desktop.preferences import FilePreferences
from desktop.telling import BAR, NOTIFICATION, Telling, wall_clock
from desktop.telling_person import TellingPerson
from desktop.watch import claim, sweep
from desktop.wishes import Whose, keep_quiet_hours, keep_sound, read_wishes
from models.database import Database
from models.entities import AlertDelivery
from models.errors import Problems
from models.queries.alerts import PATIENCE
from models.quiet_hours import Wishes
from tests.conftest import MovingClock
from tests.desktop.test_watch import URGENT, opened, person

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = datetime(2026, 5, 12, 23, 30, tzinfo=BERLIN)
DAY = datetime(2026, 5, 12, 14, 30, tzinfo=BERLIN)
ANA, BEN = Whose("desk.db", 1, "Ana Ruiz"), Whose("desk.db", 2, "Ben")
LESS_URGENT = replace(URGENT, priority="P2")


@dataclass
class Service:
    """A service that keeps what it was shown; `takes` says which messages it takes."""

    state: BusState = field(default_factory=lambda: BusState(reachable=True))
    takes: Callable[[Message], bool] = lambda message: True
    shown: list[Message] = field(default_factory=list)
    sounds: list[bool] = field(default_factory=list)

    def show(self, message: Message, then: Told, sound: bool = False) -> None:
        self.shown.append(message)
        self.sounds.append(sound)
        then(self.takes(message))

    def retain(self, alert_ids: frozenset[int]) -> None:
        self.shown = [one for one in self.shown if not alert_ids.isdisjoint(one.alert_ids)]

    @property
    def titles(self) -> list[str]:
        return [message.title for message in self.shown]


@dataclass
class Nothing:
    """No tray."""

    can_notify: bool = False
    reachable: bool = False

    def notify(self, message: Message) -> bool:
        return False


def to_ana(database: Database, telling: Telling) -> TellingPerson:
    """Ana is at the desk; what is written is written at once."""
    if database.person_id is None:
        database.person_id = person(database, "Ana Ruiz")

    def write(job: Callable[[], object], done: Callable[[object], None]) -> None:
        done(job())

    return TellingPerson(database, Gathering(BERLIN), telling, write)


def look(database: Database, ana: TellingPerson, since: datetime | None = None) -> None:
    sweep(database)
    now = database.clock.now()
    ana.tell(claim(database), since or now, now)


def channels(database: Database) -> list[str]:
    rows = database.read(lambda session: list(session.query(AlertDelivery.channel)))
    return sorted(channel for (channel,) in rows)


def test_quiet_hours_hold_back_all_but_what_may_break_them_until_they_end(
    database: Database, clock: MovingClock
) -> None:
    service, wall = Service(), [NIGHT]
    wishes = keep_nothing(quiet="22:00–07:00")
    telling = Telling(service, Nothing(), lambda: wishes, lambda: wall[0])
    ana = to_ana(database, telling)
    opened(database, database.person_id, LESS_URGENT)
    opened(database, database.person_id)
    clock.instant += timedelta(minutes=70)
    look(database, ana)
    assert {title.split(" ", 1)[0] for title in service.titles} == {"CS-1002"}
    assert all(message.urgent for message in service.shown)
    service.shown.clear()
    wall[0] = DAY
    clock.instant += PATIENCE + timedelta(seconds=1)
    look(database, ana)
    assert {title.split(" ", 1)[0] for title in service.titles} == {"CS-1001"}
    assert not any(message.urgent for message in service.shown)
    assert set(channels(database)) == {NOTIFICATION}


def keep_nothing(quiet: str = "", sound: bool = False) -> Wishes:
    class Values:
        def __init__(self) -> None:
            self.values: dict[str, str] = {}

        def get(self, name: str, default: str = "") -> str:
            return self.values.get(name, default)

        def set(self, name: str, value: str) -> None:
            self.values[name] = value

    values = Values()
    keep_quiet_hours(values, ANA, quiet)
    return keep_sound(values, ANA, sound)


@dataclass
class Tray(Nothing):
    """A tray that shows what it is given."""

    shown: list[Message] = field(default_factory=list)

    def notify(self, message: Message) -> bool:
        self.shown.append(message)
        return True


@pytest.mark.parametrize("knows_lock", [False, True])
def test_a_balloon_names_no_customer_where_nothing_knows_of_the_lock(
    database: Database, clock: MovingClock, knows_lock: bool
) -> None:
    service = Service(BusState(known=True, knows_lock=knows_lock), takes=lambda message: False)
    tray = Tray(can_notify=True)
    ana = to_ana(database, Telling(service, tray, Wishes, lambda: DAY))
    opened(database, database.person_id)
    clock.instant += timedelta(minutes=10)
    look(database, ana)
    (shown,) = tray.shown
    assert ("Northwind" in shown.title) == knows_lock
    assert shown.case_id == 1
    assert channels(database) == [NOTIFICATION]


@pytest.mark.parametrize(("state", "tray", "only_here"), [
    (BusState(), False, False), (BusState(known=True), False, True),
    (BusState(known=True), True, False), (BusState(known=True, reachable=True), False, False),
])  # fmt: skip
def test_that_nothing_shows_messages_is_said_once_it_is_known(
    state: BusState, tray: bool, only_here: bool
) -> None:
    balloon = Nothing()
    balloon.reachable = tray
    assert Telling(Service(state), balloon, Wishes, lambda: DAY).only_here == only_here


def test_do_not_disturb_of_the_desktop_counts_too_and_a_policy_may_name_nobody() -> None:
    service = Service(BusState(reachable=True, inhibited=True))
    telling = Telling(service, Nothing(), Wishes, lambda: DAY)
    assert telling.quiet
    telling.breaking = ()
    assert telling.now_for([]) == []


def test_a_message_that_is_not_taken_is_recorded_as_the_bars_and_only_that(
    database: Database, clock: MovingClock
) -> None:
    service = Service(takes=lambda message: "CS-1001" in message.title)
    ana = to_ana(database, Telling(service, Nothing(), Wishes, lambda: DAY))
    opened(database, database.person_id)
    opened(database, database.person_id)
    clock.instant += timedelta(minutes=10)
    look(database, ana)
    assert len(service.shown) == 2
    assert channels(database) == [BAR, NOTIFICATION]


def test_what_could_not_be_recorded_is_recorded_later_and_not_told_twice(
    database: Database, clock: MovingClock
) -> None:
    service = Service()
    ana = to_ana(database, Telling(service, Nothing(), Wishes, lambda: DAY))
    opened(database, database.person_id)
    clock.instant += timedelta(minutes=10)
    sweep(database)
    waiting, now = claim(database), clock.now()
    honest, ana.write = ana.write, lambda job, done: None
    ana.tell(waiting, now, now)
    ana.write = honest
    clock.instant += PATIENCE + timedelta(seconds=1)
    look(database, ana)
    told = [alert_id for message in service.shown for alert_id in message.alert_ids]
    assert len(told) == len(set(told)) > 0
    assert set(channels(database)) == {NOTIFICATION}
    assert claim(database) == []


def test_what_came_while_asleep_is_told_in_one(database: Database, clock: MovingClock) -> None:
    service = Service()
    ana = to_ana(database, Telling(service, Nothing(), Wishes, lambda: DAY))
    opened(database, database.person_id)
    since = clock.instant
    clock.instant += timedelta(minutes=3)
    opened(database, database.person_id)
    clock.instant += timedelta(minutes=13)
    ana.gathering.slept = True
    look(database, ana, since)
    (message,) = service.shown
    assert message.title == "1 went red while asleep, 1 in 2 min"
    assert message.case_id is None


def test_the_message_of_a_storm_tells_only_what_still_is(
    database: Database, clock: MovingClock
) -> None:
    service = Service()
    ana = to_ana(database, Telling(service, Nothing(), Wishes, lambda: DAY))
    for _ in range(5):
        opened(database, database.person_id)
    clock.instant += timedelta(minutes=10)
    look(database, ana)
    now = clock.instant
    late = replace(URGENT, received_at=now - timedelta(minutes=10))
    opened(database, database.person_id, late)
    sweep(database)
    ana.tell(claim(database), now, now, frozenset(service.shown[0].alert_ids[:1]))
    assert [len(message.rows) for message in service.shown] == [5, 2]


@pytest.mark.parametrize("seconds", [1, 3600, 86_400 * 3650])
def test_a_clock_set_back_makes_no_catch_up_and_loses_nothing(
    database: Database, clock: MovingClock, seconds: int
) -> None:
    service = Service()
    ana = to_ana(database, Telling(service, Nothing(), Wishes, lambda: DAY))
    opened(database, database.person_id)
    opened(database, database.person_id)
    clock.instant += timedelta(minutes=10)
    look(database, ana, clock.instant + timedelta(seconds=seconds))
    assert [message.case_id for message in service.shown] == [1, 2]


def test_sound_is_off_until_somebody_wishes_it() -> None:
    service, wishes = Service(), [Wishes()]
    telling = Telling(service, Nothing(), lambda: wishes[0], lambda: DAY)
    telling.show(Message("One", "", None), lambda channel: None)
    wishes[0] = keep_nothing(sound=True)
    telling.show(Message("Two", "", None), lambda channel: None)
    assert service.sounds == [False, True]


def test_wishes_are_kept_for_each_person_by_who_they_are(tmp_path: Path) -> None:
    preferences = FilePreferences(tmp_path / "preferences.json")
    keep_quiet_hours(preferences, ANA, "22:00-07:00")
    kept = keep_sound(preferences, ANA, True)
    again = FilePreferences(tmp_path / "preferences.json")
    assert read_wishes(again, ANA) == read_wishes(again, replace(ANA, name="Ana Sol")) == kept
    for other in (BEN, replace(BEN, name="Ana Ruiz"), replace(ANA, desk="another.db")):
        assert read_wishes(preferences, other) == Wishes()
    with pytest.raises(Problems):
        keep_quiet_hours(preferences, ANA, "tonight")
    assert read_wishes(preferences, ANA) == kept
    preferences.set("told.1@desk.db.quiet_hours", "whenever")
    assert read_wishes(preferences, ANA) == Wishes(None, True)


def test_what_was_kept_by_name_before_is_found_once_and_no_more_after_a_change(
    tmp_path: Path,
) -> None:
    preferences = FilePreferences(tmp_path / "preferences.json")
    preferences.set("told.Ana Ruiz.quiet_hours", "22:00–07:00")
    preferences.set("told.Ana Ruiz.sound", "yes")
    kept = keep_nothing(quiet="22:00–07:00", sound=True)
    assert read_wishes(preferences, ANA) == kept
    assert read_wishes(preferences, replace(ANA, name="Ana Sol")) == kept
    keep_quiet_hours(preferences, ANA, "")
    keep_sound(preferences, ANA, False)
    assert read_wishes(preferences, ANA) == Wishes()


def test_another_time_zone_of_the_machine_is_the_walls_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = []
    for zone in ("UTC", "Asia/Tokyo"):
        monkeypatch.setenv("TZ", zone)
        shown.append(wall_clock())
    assert timedelta(hours=8, minutes=59) < shown[1] - shown[0] < timedelta(hours=9, minutes=1)
    monkeypatch.undo()
    wall_clock()
