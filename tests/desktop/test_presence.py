"""A process among the running desks: windows and watches are heard of, a replay is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from desktop.attendance import Attendance
from desktop.bus_state import BusState
from desktop.live_presence import LivePresence
from desktop.open_desk import as_known_at, look_into
from desktop.preferences import FilePreferences
from desktop.presence import DeskPresence
from desktop.telling import Telling
from desktop.watch_loop import WatchLoop
from models.commands.articles import NewArticle, write_article
from models.commands.people import add_person
from models.database import Database
from models.errors import Unreachable
from models.queries.coverage import coverage_now
from models.queries.presence import Company, company_at, running_desks
from models.quiet_hours import Wishes
from models.schema import open_checked
from tests.conftest import NOW, MovingClock
from tests.desktop.desks import close_window, open_window, settle
from tests.desktop.test_telling import DAY, Nothing, Service
from tests.desktop.test_watch import BERLIN
from tests.desktop.test_watch_loop import Report
from tests.models.commands.desk import opened
from tests.one_theme import light
from ui.tasks import Tasks
from ui.widgets.company_line import CompanyLine


@dataclass
class Steady:
    """The machine's seconds, moved by the test."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


def desks(database: Database) -> list[tuple[str, bool]]:
    return [(row.person, row.has_window) for row in database.read(running_desks)]


@pytest.fixture
def kim(database: Database, desk_address: str) -> Iterator[Database]:
    """Kim's own connection to Ana's desk."""
    database.person_id = database.write(partial(add_person, name="Ana Ruiz")).result
    person_id = database.write(partial(add_person, name="Kim Lund")).result
    made = Database(open_checked(desk_address), database.clock, person_id)
    yield made
    made.close()


def test_that_a_service_came_or_went_or_quiet_began_is_said_at_once(database: Database) -> None:
    presence = DeskPresence(database, has_window=False, can_notify=False, steady=Steady())
    presence.keep_up()
    said = []
    for can, quiet in ((True, False), (True, False), (False, False), (False, True)):
        news = presence.say(can_notify=can, quiet=quiet)
        presence.keep_up()
        said += [(news, row.can_notify, row.quiet) for row in database.read(running_desks)]
    assert said == [
        (True, True, False), (False, True, False), (True, False, False), (True, False, True),
    ]  # fmt: skip


def test_at_a_screen_that_was_locked_ten_minutes_ago_nobody_watches(database: Database) -> None:
    """Whoever fetches a coffee is back at once; whoever is at lunch hears no message."""
    database.person_id = database.write(partial(add_person, name="Lea Brandt", role="lead")).result
    steady = Steady()
    presence = DeskPresence(database, has_window=False, can_notify=False, steady=steady)
    watched = []
    for seconds, locked in (
        (0, False), (10, True), (609, True), (610, True), (900, False), (901, True)
    ):  # fmt: skip
        steady.seconds = seconds
        presence.say(can_notify=True, quiet=False, locked=locked)
        presence.keep_up()
        watched.append(not database.read(partial(coverage_now, now=NOW)).unseen)
    assert watched == [True, True, True, False, True, True]


def telling(**state: bool) -> Telling:
    service = Service(BusState(known=True, **state))
    return Telling(service, Nothing(), Wishes, lambda: DAY)


def test_somebody_counts_as_there_until_ten_minutes_after_they_used_the_window(
    qtbot: QtBot,
) -> None:
    window, steady = QWidget(), Steady()
    qtbot.addWidget(window)
    attendance = Attendance(window, steady)
    assert not attendance.lately
    window.show()
    handle = window.windowHandle()
    attendance.watch(handle)
    there = [attendance.lately]  # they have just opened it
    for seconds, event in (
        (599, None), (600, None), (600, QEvent(QEvent.Type.UpdateRequest)),
        (601, QEvent(QEvent.Type.FocusIn)), (1200, None), (1201, None),
    ):  # fmt: skip
        steady.seconds = seconds
        if event is not None:
            QApplication.sendEvent(handle, event)
        there.append(attendance.lately)
    assert there == [True, True, False, False, True, True, False]
    with qtbot.waitSignal(attendance.returned):
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("ran", "jump", "there"),
    [
        (30, timedelta(minutes=9), True), (30, timedelta(minutes=10), False),
        (30, timedelta(hours=8), False), (599, timedelta(hours=-1), True),
        (600, timedelta(hours=-1), False),
    ],
    ids=["a short sleep", "a long one", "a night", "set back", "set back, and nobody there"],
)  # fmt: skip
def test_who_left_a_laptop_that_slept_is_not_there_when_it_wakes(
    qtbot: QtBot, ran: int, jump: timedelta, there: bool
) -> None:
    """While it sleeps, its seconds stand still; its time of day does not, but may be set."""
    window, steady, clock = QWidget(), Steady(), MovingClock(NOW)
    qtbot.addWidget(window)
    attendance = Attendance(window, steady, clock.now)
    window.show()
    attendance.watch(window.windowHandle())
    steady.seconds += ran
    clock.instant += timedelta(seconds=ran) + jump
    assert attendance.lately is there


def test_a_window_says_how_its_person_may_be_told_and_that_a_locked_screen_is_none(
    qtbot: QtBot, database: Database
) -> None:
    window, tasks, mood = QWidget(), Tasks(), telling(reachable=True)
    qtbot.addWidget(window)
    window.show()
    presence = LivePresence(
        DeskPresence(database, has_window=True, can_notify=True), tasks, window, mood
    )
    with qtbot.waitSignal(presence.beaten):
        presence.start()
    heard = []
    for state in (
        BusState(known=True, reachable=True, inhibited=True),
        BusState(known=True, reachable=True, locked=True),
        BusState(known=True),
    ):
        assert isinstance(mood.service, Service)
        mood.service.state = state
        with qtbot.waitSignal(presence.beaten):
            presence.look()
        qtbot.waitUntil(lambda: not tasks.busy)
        (here,) = database.read(running_desks)
        heard.append((here.has_window, here.can_notify, here.quiet, here.attended))
    assert heard == [
        (True, True, True, True), (False, True, False, False), (True, False, False, True),
    ]  # fmt: skip
    presence.end()
    tasks.shutdown()


def test_a_window_kept_in_the_tray_is_none_and_has_no_case_open(
    qtbot: QtBot, database: Database
) -> None:
    window, tasks = QWidget(), Tasks()
    qtbot.addWidget(window)
    window.show()
    presence = LivePresence(
        DeskPresence(database, has_window=True, can_notify=True), tasks, window,
        telling(reachable=True),
    )  # fmt: skip
    case_id = opened(database)
    presence.at_case(case_id)
    heard = []
    for act in (presence.start, window.hide, window.show):
        with qtbot.waitSignal(presence.beaten):
            act()
        qtbot.waitUntil(lambda: not tasks.busy)
        (here,) = database.read(running_desks)
        company = partial(company_at, case_id=case_id, desk="another", me=None)
        heard.append((here.has_window, bool(database.read(company))))
    assert heard == [(True, True), (False, False), (True, True)]
    presence.end()
    tasks.shutdown()


def test_a_watch_is_heard_of_every_thirty_seconds_and_leaves_at_its_end(database: Database) -> None:
    steady = Steady()
    presence = DeskPresence(database, has_window=False, can_notify=True, steady=steady)
    beats: list[float] = []

    def keep_up() -> None:
        before = presence._heard_at
        presence.keep_up()
        if presence._heard_at != before:
            beats.append(steady())

    loop = WatchLoop(database, BERLIN, Report(), None, presence=keep_up)

    def wait(_: float) -> bool:
        assert desks(database) == [("", False)]
        steady.seconds += 10
        return steady.seconds > 100

    loop.run(wait)
    assert beats == [0.0, 30.0, 60.0, 90.0]
    presence.end()
    presence.beat()  # one that was still on its way
    assert desks(database) == []


def test_a_beat_that_was_missed_is_made_up_for_at_the_next_look(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    presence = DeskPresence(database, has_window=True, can_notify=False, steady=Steady())

    def gone(*_: object) -> None:
        raise Unreachable("Gone", "The database is gone.", "")

    with monkeypatch.context() as patched:
        patched.setattr("desktop.presence.beat", gone)
        with pytest.raises(Unreachable):
            presence.keep_up()
        presence.end()  # asks nothing of a database that is gone
    other = DeskPresence(database, has_window=True, can_notify=False, steady=Steady())
    other.keep_up()
    assert desks(database) == [("", True)]


def test_two_windows_see_each_other_at_a_case_and_one_that_closes_is_gone(
    qapp: QApplication, qtbot: QtBot, database: Database, kim: Database, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    case_id = opened(database)
    mine, theirs = (open_window(qapp, one, tmp_path) for one in (database, kim))
    for desk in (mine, theirs):
        settle(qtbot, desk)
        desk.window.open_case(case_id)
    (line,) = mine.window.findChildren(CompanyLine)
    page = mine.window.page("case")

    def look() -> bool:
        page.activated()
        settle(qtbot, mine)
        return line.isVisible()

    qtbot.waitUntil(look)
    assert line.accessibleName() == "Kim Lund also has this open"
    theirs.window.show_place("queue")
    qtbot.waitUntil(lambda: not look())
    theirs.window.open_case(case_id)
    qtbot.waitUntil(look)
    close_window(qtbot, theirs)
    qtbot.waitUntil(lambda: not look())
    close_window(qtbot, mine)
    assert desks(database) == []


def test_a_replay_says_nothing_of_itself(
    qapp: QApplication, qtbot: QtBot, database: Database, kim: Database, tmp_path: Path,
    clock: MovingClock,
) -> None:  # fmt: skip
    case_id = opened(database)
    past = as_known_at(look_into(kim, str(tmp_path / "desk.db")), NOW)
    desk = Desk(light(qapp), FilePreferences(tmp_path / "preferences.json"))
    desk.arrive(past)
    desk.window.show()
    desk.window.open_case(case_id)
    settle(qtbot, desk)
    assert desks(database) == []
    assert desks(past.database) == []
    query = partial(company_at, case_id=case_id, desk="", me=None)
    assert database.read(query) == list[Company]()
    desk.tasks.shutdown()
    desk.backstage.close()
    desk.window.close()
    past.close()


def test_a_window_closes_though_the_database_does_not_answer_its_leave(
    qapp: QApplication, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered, left = Event(), Event()

    def leave(*_: object) -> None:
        answered.wait(30)
        left.set()

    monkeypatch.setattr("desktop.presence.leave", leave)
    presence = DeskPresence(database, has_window=True, can_notify=True)
    presence.beat()
    tasks = Tasks()
    LivePresence(presence, tasks, qapp, telling()).end()
    tasks.shutdown()
    assert not left.is_set()  # nobody waited for it
    answered.set()
    assert left.wait(30)


def test_two_who_write_one_article_see_each_other_and_one_who_leaves_the_page_is_gone(
    qapp: QApplication, qtbot: QtBot, database: Database, kim: Database, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    database.write(partial(write_article, new=NewArticle("how_to", "Rotate a key", "First.")))
    mine, theirs = (open_window(qapp, one, tmp_path) for one in (database, kim))
    for desk in (mine, theirs):
        settle(qtbot, desk)
        desk.window.show_place("knowledge", "HT-1")
        settle(qtbot, desk)
        desk.actions.action("knowledge.edit").trigger()
        settle(qtbot, desk)
    page = mine.window.page("knowledge")
    (line,) = page.findChildren(CompanyLine)

    def look() -> bool:
        page.activated()
        settle(qtbot, mine)
        return line.isVisible()

    qtbot.waitUntil(look)
    assert line.accessibleName() == "Kim Lund also has this open"
    theirs.window.show_place("queue")
    qtbot.waitUntil(lambda: not look())
    theirs.window.show_place("knowledge")
    qtbot.waitUntil(look)
    for desk in (theirs, mine):
        close_window(qtbot, desk)
