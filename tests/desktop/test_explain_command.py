"""`leadline explain`: the ledger of ordinary and of unusual cases, for people and as JSON."""

import json
import re
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from models.commands.cases import open_case
from models.commands.closing import exclude
from models.database import Database
from models.handbook import events as ev
from models.handbook.instants import to_seconds
from models.schema import open_checked
from models.work import Work
from tests.conftest import HANDBOOK, NOW, MovingClock
from tests.desktop.command_line import Typist
from tests.made_desks import empty_desk
from tests.models.commands.desk import WHOLE, opened
from tests.models.queries.proofs import Dispute

_P4 = re.compile(r"\[targets\.P4\]\n(?:.+\n)+")
_UNITS = {"h": 3600, "min": 60, "s": 1}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.db"


@pytest.fixture
def desk(path: Path, clock: MovingClock) -> Database:
    """A desk whose handbook promises nothing for P4."""
    handbook = _P4.sub("", HANDBOOK)
    empty_desk(path, title="Desk", zone="Europe/Berlin", handbook=handbook, now=NOW)
    return Database(open_checked(path), clock)


@pytest.fixture
def explained(path: Path, typed: Typist, clock: MovingClock) -> Callable[[str], list[str]]:
    """What it says of a case, at the desk's instant."""

    def lines(key: str) -> list[str]:
        at = "--database", str(path), "--now", clock.instant.isoformat()
        said = typed("explain", key, *at)
        assert (said.status, said.err) == (0, "")
        told = json.loads(typed("explain", key, "--json", *at).out)
        for one in told["clocks"]:
            assert sum(piece["seconds"] for piece in one["intervals"]) == one["elapsed_seconds"]
        return said.out.splitlines()

    return lines


def seconds(words: str) -> int:
    """“1 h 36 min 30 s” in seconds."""
    return sum(int(n) * _UNITS[unit] for n, unit in re.findall(r"(\d+) (h|min|s)\b", words))


def counted(lines: list[str]) -> list[int]:
    """What the stretches of a clock's lines count."""
    spans = (line.split("  ")[-2] for line in lines if " – " in line and ", until: " in line)
    return [seconds(span) for span in spans]


def test_the_parts_add_up_and_each_says_why_and_what_ended_it(
    desk: Database, clock: MovingClock, explained: Any
) -> None:
    dispute = Dispute(desk, clock)
    dispute.disputed()
    lines = explained("CS-1001")
    at = next(i for i, line in enumerate(lines) if line.startswith("Resolution, SLA: breached"))
    own = lines[at + 1 : at + 7]
    assert "4 h 32 min 10 s of 4 h" in lines[at]
    assert own[0].startswith("    Counted from Sat 28 Mar 22:10 CET: Message received")
    assert sum(counted(own)) == seconds("4 h 32 min 10 s")
    assert "not counted  Waiting on customer, until: Message from the customer · #" in own[2]
    assert "Round the clock, until: Resolved by an agent · #" in own[-1]
    assert lines[at + 8].strip() == "Counts the same time as the SLA."


def test_a_verdict_that_stood_until_a_call_was_logged_is_told(
    desk: Database, clock: MovingClock, explained: Any
) -> None:
    dispute = Dispute(desk, clock)
    case_id = dispute.opened("2026-06-01 09:00", "P1")
    dispute.replied(case_id, "2026-06-01 16:00", happened="2026-06-01 09:05")
    said = "\n".join(explained("CS-1001"))
    assert "First response, SLA: met · 5 min of 15 min" in said
    assert "Breached by what was known until Mon 1 Jun 16:00 CEST" in said


def test_programs_are_told_the_verdict_that_stood_until_then(
    desk: Database, path: Path, clock: MovingClock, typed: Typist
) -> None:
    dispute = Dispute(desk, clock)
    case_id = dispute.opened("2026-06-01 09:00", "P1")
    asked = ("explain", "CS-1001", "--json", "--database", str(path))
    assert "corrections" not in json.loads(typed(*asked, "--now", clock.instant.isoformat()).out)
    dispute.replied(case_id, "2026-06-01 16:00", happened="2026-06-01 09:05")
    told = json.loads(typed(*asked, "--now", clock.instant.isoformat()).out)
    assert {
        "commitment": "first_response", "cycle": 1, "objective": "SLA", "verdict": "breached",
        "due_at": "2026-06-01T07:15:00+00:00", "until": "2026-06-01T14:00:00+00:00",
    } in told["corrections"]  # fmt: skip
    (response,) = [
        one for one in told["clocks"]
        if (one["commitment"], one["objective"]) == ("first_response", "SLA")
    ]  # fmt: skip
    assert response["verdict"] == "met"


@pytest.mark.parametrize("reason", ["spam", "cancelled", "duplicate"])
def test_a_case_left_out_says_why_and_judges_nothing(
    desk: Database, clock: MovingClock, explained: Any, reason: str
) -> None:
    case_id = opened(desk)
    clock.instant += timedelta(hours=30)
    desk.write(partial(exclude, case_id=case_id, reason=reason))
    lines = explained("CS-1001")
    heads = [line for line in lines if not line.startswith((" ", "Held"))][1:]
    assert len(heads) == 5
    assert all(f": excluded ({reason}) · " in line for line in heads)
    assert not any("due" in line for line in heads)
    assert f"Left out of figures: {reason} · #" in "\n".join(lines)


def test_a_case_left_out_at_once_has_clocks_of_no_time(desk: Database, explained: Any) -> None:
    desk.write(partial(exclude, case_id=opened(desk), reason="spam"))
    lines = explained("CS-1001")
    assert lines[1] == "First response, SLA: excluded (spam) · 0 s of 1 h · handbook, P2"
    assert len(lines) == 6


def test_a_merged_cases_clocks_count_from_the_earlier_start(
    desk: Database, clock: MovingClock, explained: Any
) -> None:
    case_id = opened(desk)
    clock.instant += timedelta(minutes=10)
    start = to_seconds(NOW - timedelta(hours=2))
    data = {"clocks": {"resolution": start}}

    def merge(work: Work) -> None:
        work.record(case_id, ev.MERGED_FROM, data)

    desk.write(merge)
    said = "\n".join(explained("CS-1001"))
    assert "Resolution, SLA: running · 2 h 10 min of 24 h" in said
    assert "an earlier start, of a case merged into this one" in said
    assert "First response, SLA: running · 10 min of 1 h" in said


def test_a_case_that_nothing_was_promised_says_so(
    desk: Database, explained: Any, typed: Typist, path: Path
) -> None:
    from dataclasses import replace

    desk.write(partial(open_case, new=replace(WHOLE, priority="P4")))
    assert explained("CS-1001")[1:] == ["No clock runs or ran: nothing was promised for this case."]
    told = json.loads(typed("explain", "CS-1001", "--json", "--database", str(path)).out)
    assert told["clocks"] == []


def test_five_hundred_cycles_are_all_told_and_add_up(
    desk: Database, clock: MovingClock, explained: Any
) -> None:
    case_id = opened(desk)
    clock.instant += timedelta(hours=501)

    def again_and_again(work: Work) -> None:
        for number in range(500):
            at = NOW + timedelta(hours=number, minutes=30)
            work.record(case_id, ev.RESOLVED, {"text": ""}, at, at)
            back = at + timedelta(minutes=30)
            work.record(case_id, ev.REOPENED, {}, back, back)

    desk.write(again_and_again)
    lines = explained("CS-1001")
    heads = [line for line in lines if line.startswith("Resolution") and ", SLA: " in line]
    assert len(heads) == 501
    assert [line for line in heads if ": met · 30 min of 24 h" in line] == heads[:-1]
    assert ": running · 1 h of 24 h" in heads[-1]
    assert heads[-1].startswith("Resolution 501, SLA")


def test_what_was_changed_behind_the_log_is_not_explained_away(
    desk: Database, path: Path, typed: Typist
) -> None:
    opened(desk)
    desk.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE clocks SET due_at = due_at + 3600")
    said = typed("explain", "CS-1001", "--database", str(path)).out
    assert "What is stored of it is not what its log says: see “leadline db check”." in said
    assert "First response, SLA" in said
