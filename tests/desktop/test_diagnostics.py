"""What stands between an alert and a person: the facts, in a terminal and as JSON."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.autostart import FileEntry, xdg_text
from desktop.bus_facts import BusFacts, bus_facts
from desktop.diagnostics import Here, clock_fact, diagnose, message_facts
from desktop.paths import runtime_folder
from desktop.single_instance import SingleInstance, lock_state
from models.database import Database
from models.diagnosis import Fact, as_lines, ways_words
from models.errors import Unreachable
from tests.desktop.command_line import Typist

ABLE = BusFacts(True, "dunst 1.12", ("actions", "body"), tray=True, locks=True)


def states(facts: list[Fact]) -> dict[str, str]:
    return {fact.id: fact.state for fact in facts}


def test_where_all_is_there_nothing_stands_in_the_way() -> None:
    facts = list(message_facts(ABLE, None, "linux"))
    assert set(states(facts).values()) == {"good"}
    assert as_lines(facts) == [
        "● Tray           There is one.",
        "● Bus            The session's bus answers.",
        "● Notifications  dunst 1.12: actions, body",
        "● Permission     None is needed on this system.",
        "● Screen lock    It is known when the screen is locked.",
    ]


@pytest.mark.parametrize(("bus", "tray", "platform", "says"), [
    (ABLE, None, "linux", "Alerts are shown as messages of your system"),
    (BusFacts(), False, "linux", "Alerts are told in this window only"),
    (BusFacts(there=True), False, "linux", "Alerts are told in this window only"),
    (BusFacts(), True, "linux", "Alerts are handed to the tray"),
    (BusFacts(), False, "darwin", "Alerts are handed to your system, which decides"),
])  # fmt: skip
def test_how_alerts_are_told_follows_from_what_was_found(
    bus: BusFacts, tray: bool | None, platform: str, says: str
) -> None:
    assert str(ways_words(list(message_facts(bus, tray, platform)))).startswith(says)


def test_without_a_bus_what_would_be_on_it_is_not_told_of() -> None:
    assert states(list(message_facts(BusFacts(), False, "linux"))) == {
        "tray": "doubt", "bus": "bad",
    }  # fmt: skip


def test_a_bus_without_a_service_shows_nothing() -> None:
    facts = states(list(message_facts(BusFacts(there=True), True, "linux")))
    assert (facts["service"], facts["lock"], facts["tray"]) == ("bad", "doubt", "good")


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_the_system_s_permission_is_named(platform: str) -> None:
    assert states(list(message_facts(BusFacts(), True, platform))) == {
        "tray": "good", "permission": "doubt",
    }  # fmt: skip


@pytest.mark.parametrize(("seconds", "state", "says"), [
    (1, "good", "It agrees with the database's."),
    (-30, "doubt", "It is 30 s fast; the database's time is used."),
    (7200, "bad", "It is 2 h slow; the database's time is used."),
])  # fmt: skip
def test_how_far_the_clock_is_off(seconds: int, state: str, says: str) -> None:
    fact = clock_fact(timedelta(seconds=seconds))
    assert (fact.state, str(fact.says)) == (state, says)


def test_the_bus_is_asked_what_is_on_it(bus: str) -> None:
    assert bus_facts() == BusFacts(there=True)


def test_without_a_bus_there_is_nothing_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    for address in ("", "unix:path=/nowhere", "nonsense"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert bus_facts() == BusFacts()


def test_a_database_that_is_gone_is_a_fact_and_the_others_are_still_told(
    database: Database, monkeypatch: pytest.MonkeyPatch, runtime: Path
) -> None:
    here = Here(tray=True, swept_at=database.clock.now() - timedelta(minutes=2))

    def gone(_: object) -> None:
        raise Unreachable("Gone", "The database is gone.", "Wait.")

    monkeypatch.setattr(database, "read", gone)
    facts = diagnose(database, "desk.db", ABLE, here)
    told = {fact.id: str(fact.says) for fact in facts}
    assert told["database"] == "The database is gone. Wait."
    assert told["sweep"] == "120 s ago"
    assert states(facts)["sweep"] == "bad"


def test_a_desk_that_is_held_is_told_from_one_that_is_not(tmp_path: Path, runtime: Path) -> None:
    instance, address = SingleInstance(), str(tmp_path / "desk.db")
    assert lock_state(address) == "free"
    assert instance.enter(address)
    assert lock_state(address) == "held"
    instance.leave()
    assert lock_state(address) == "free"
    (lock,) = (runtime / "leadline").glob("*.lock")
    lock.unlink()
    lock.mkdir()  # no file that could be opened
    assert lock_state(address) == "nowhere"


def test_a_window_that_starts_while_somebody_looks_holds_its_desk(
    tmp_path: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking, starting, address = SingleInstance(), SingleInstance(), str(tmp_path / "desk.db")
    assert looking.enter(address)
    monkeypatch.setattr("desktop.single_instance.time.sleep", lambda _: looking.leave())
    monkeypatch.setattr("desktop.single_instance._PATIENCE", 0.0)
    assert starting.enter(address)
    assert starting.channel
    starting.leave()


def test_without_a_folder_of_the_session_locks_are_the_user_s_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_runtime_dir", lambda *_, **__: "/tmp/runtime-7/leadline")
    assert runtime_folder() == tmp_path / "leadline" / "run"
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/tmp/runtime-7")
    assert runtime_folder() == Path("/tmp/runtime-7/leadline")


def test_doctor_says_it_all_and_ends_with_1_where_alerts_do_not_arrive(
    desk: Path, typed: Typist, monkeypatch: pytest.MonkeyPatch, runtime: Path
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    said = typed("doctor", "--database", str(desk))
    assert said.status == 1
    assert "● Database" in said.out
    assert "■ Bus            There is no session bus" in said.out
    told = typed("doctor", "--database", str(desk), "--json")
    facts = {fact["fact"]: fact for fact in json.loads(told.out)["facts"]}
    assert facts["clock"] == {
        "fact": "clock", "state": "good", "says": "It agrees with the database's.",
    }  # fmt: skip


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("a file where a folder belongs")
    with pytest.raises(OSError, match="autostart"):
        FileEntry(tmp_path / "autostart" / "leadline.desktop", xdg_text).make(["x"])
