"""`leadline watch` as a process of its own: it tells, it stops when asked, it repeats nothing."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import IO

import pytest

from desktop.cli import main
from desktop.stopping import stoppable
from models.commands.cases import NewCase, assign, open_case
from models.commands.people import add_person
from models.database import Database
from models.desk_time import RunningClock
from models.schema import open_checked
from models.work import Work
from tests.conftest import FULL, HANDBOOK, NOW, MovingClock
from tests.desktop.notification_service import NotificationService
from tests.desktop.replay.histories import everything
from tests.desktop.test_watch import URGENT
from tests.made_desks import empty_desk

STOPS = [signal.SIGINT, signal.SIGTERM]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Database]:
    """A desk in a file, with nobody on it."""
    file = tmp_path / "desk.db"
    empty_desk(
        file, title="Test desk", zone="Europe/Berlin", handbook=HANDBOOK,
        now=datetime(2016, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    database = Database(open_checked(file), MovingClock(NOW))
    yield database
    database.close()


@contextmanager
def watching(folder: Path, *options: str) -> Iterator["subprocess.Popen[str]"]:
    """The command, until the block ends; it is expected to have ended by then."""
    command = [sys.executable, "-m", "desktop", "watch", "--database", str(folder / "desk.db")]
    with subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def holding_the_file(file: Path) -> Iterator[None]:
    """The turn to write is the test's own: nobody else is in the midst of writing."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def lines(stream: IO[str] | None, count: int) -> list[str]:
    assert stream is not None
    return [stream.readline().rstrip() for _ in range(count)]


def hand_to_ana(work: Work, case: NewCase) -> None:
    hand_to(work, add_person(work, "Ana Ruiz"), case)


def hand_to(work: Work, person_id: int, case: NewCase) -> None:
    assign(work, [open_case(work, case)], person_id)


def arrived(minutes: float) -> NewCase:
    """A P1 whose message came so many minutes ago."""
    received = datetime.now(UTC) - timedelta(minutes=minutes)
    return NewCase(**{**URGENT.__dict__, "received_at": received})


@pytest.mark.parametrize("number", STOPS)
def test_at_a_past_instant_it_replays_and_the_desk_is_only_read(
    desk: Database, tmp_path: Path, number: signal.Signals
) -> None:
    desk.write(partial(hand_to_ana, case=URGENT))
    before = everything(desk)
    just_before = NOW + timedelta(minutes=9, seconds=59)
    with watching(tmp_path, "--json", "--now", just_before.isoformat()) as process:
        (alert,) = lines(process.stdout, 1)
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert json.loads(alert) == {
        "case": "CS-1001", "commitment": "first_response", "level": "slo",
        "recipient": "Ana Ruiz", "due_at": "2026-05-12T12:38:00+00:00",
    }  # fmt: skip
    assert (process.returncode, out) == (0, "")
    assert "Replay of 12 May 2026" in err
    assert "Traceback" not in err
    assert everything(desk) == before


def test_a_line_for_each_alert_says_what_is_owed_to_whom_by_when(
    desk: Database, tmp_path: Path
) -> None:
    desk.write(partial(hand_to_ana, case=URGENT))
    late = (NOW + timedelta(minutes=12)).isoformat()
    with watching(tmp_path, "--now", late) as process:
        said = lines(process.stdout, 2)
        process.terminate()
        assert process.wait(timeout=30) == 0
    assert said == [
        "Tue 12 May 2026, 14:38 CEST  CS-1001 owes Northwind a first response by 14:43"
        " · SLO reached · Ana Ruiz",
        "Tue 12 May 2026, 14:39 CEST  CS-1001 owes Northwind a first response by 14:43"
        " · 75% of the time used · Ana Ruiz",
    ]


def test_a_person_is_told_by_the_bus_once_though_the_watch_starts_again(
    desk: Database, tmp_path: Path, service: NotificationService
) -> None:
    desk.clock = RunningClock()
    desk.write(partial(hand_to_ana, case=arrived(minutes=10.1)))
    for count in (1, 2):
        with watching(tmp_path, "--as", "Ana Ruiz") as process:
            titles = [message[3] for message in service.wait_for(count)]
            assert [title[:7] for title in titles] == ["CS-1001", "CS-1002"][:count]
            assert service.shown[-1][5][::2] == ["take", "snooze"]
            service.click(count, "snooze")
            assert process.stderr is not None
            done = f"CS-100{count} is snoozed for 15 minutes.\n"
            assert done in iter(process.stderr.readline, "")
            process.terminate()
            assert process.wait(timeout=30) == 0
        desk.write(partial(hand_to_ana, case=arrived(minutes=10.1)))


def test_what_fired_and_was_not_shown_is_shown_by_the_next_desk_of_that_person(
    desk: Database, tmp_path: Path, service: NotificationService
) -> None:
    desk.clock = RunningClock()
    desk.write(partial(hand_to_ana, case=arrived(minutes=10.1)))
    assert main(["watch", "--once", "--database", str(tmp_path / "desk.db")]) == 0
    assert service.shown == []
    with watching(tmp_path, "--as", "Ana Ruiz") as process:
        ((_, _, _, title, *_),) = service.wait_for(1)
        assert title.startswith("CS-1001 owes Northwind a first response by ")
        process.terminate()
        assert process.wait(timeout=30) == 0


def test_each_look_says_that_nobody_was_shown_what_fired_and_lines_are_in_order_of_time(
    desk: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.clock = RunningClock()
    for minutes in (10.1, 13):  # the second is the worse one, and its 75% comes as it is known
        desk.write(partial(hand_to_ana, case=arrived(minutes=minutes)))
    look = ["watch", "--once", "--database", str(tmp_path / "desk.db")]
    assert main(look) == 0
    *told, said = capsys.readouterr().out.splitlines()
    fired = told[: told.index("3 due.")]
    assert [line.split("  ")[1][:7] for line in fired] == ["CS-1002", "CS-1001", "CS-1002"]
    why, count = "no window of theirs is open, and no webhook is set", len(told) - 1
    assert said == f"{count} alerts have fired that nobody was shown yet: {why}."
    assert main(look) == 0
    assert capsys.readouterr().out.splitlines() == ["0 due.", said]
    assert main([*look, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unshown"] == {"alerts": count, "why": why}


def test_a_signal_at_any_moment_ends_the_next_wait_and_handlers_are_put_back() -> None:
    before = [signal.getsignal(number) for number in STOPS]
    with stoppable() as wait:
        assert not wait(0)
        os.kill(os.getpid(), signal.SIGTERM)
        assert wait(60)
    assert [signal.getsignal(number) for number in STOPS] == before


def test_it_can_be_stopped_with_a_thousand_files_open(thousand_files: None) -> None:
    with stoppable() as wait:
        assert not wait(0)


def test_what_comes_while_it_waits_is_heard_at_once_and_it_waits_on() -> None:
    ear, mouth = socket.socketpair()
    ear.setblocking(False)
    heard: list[bytes] = []

    class Talk:
        sockets = (ear.fileno(),)

        def listen(self) -> None:
            heard.append(ear.recv(1))
            if len(heard) == 2:
                os.kill(os.getpid(), signal.SIGTERM)

    mouth.send(b"ab")
    with stoppable(Talk()) as wait:
        assert wait(30)
    assert heard == [b"a", b"b"]
    ear.close()
    mouth.close()


@pytest.mark.skipif(not FULL, reason="a beat of ten seconds is waited for: in the full run")
def test_what_fell_due_while_it_was_stopped_is_told_once_when_it_goes_on(
    desk: Database, tmp_path: Path, service: NotificationService
) -> None:
    desk.clock = RunningClock()
    ana = desk.write(partial(add_person, name="Ana Ruiz")).result
    with watching(tmp_path, "--as", "Ana Ruiz") as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("Watching")
        with holding_the_file(tmp_path / "desk.db"):  # or it may be stopped while it writes
            process.send_signal(signal.SIGSTOP)
            _, status = os.waitpid(process.pid, os.WUNTRACED)
            assert os.WIFSTOPPED(status)
        desk.write(partial(hand_to, person_id=ana, case=arrived(minutes=10)))  # due this second
        assert service.shown == []
        process.send_signal(signal.SIGCONT)
        ((_, _, _, title, *_),) = service.wait_for(1)
        assert title.startswith("CS-1001 owes Northwind a first response by ")
        process.terminate()
        assert process.wait(timeout=30) == 0
    assert len(service.shown) == 1
    with watching(tmp_path, "--as", "Ana Ruiz", "--once") as again:
        assert again.wait(timeout=30) == 0
    assert len(service.shown) == 1
