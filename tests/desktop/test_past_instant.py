"""`--now` in the past: queue, case, explain and attainment as they were known then."""

import json
from typing import Any

import pytest

from desktop.cli import main
from models.database import Database
from tests.conftest import MovingClock
from tests.models.queries.proofs import Dispute

BEFORE, AFTER = "2026-04-13T15:59:59+02:00", "2026-04-13T16:00:00+02:00"
"""A second before the call of 09:05 was logged, and when it was."""


class Told:
    """Commands of one desk, their JSON read."""

    def __init__(self, address: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.address = address
        self.capsys = capsys

    def __call__(self, *arguments: str, now: str) -> Any:
        self.capsys.readouterr()
        assert main([*arguments, "--json", "--now", now, "--database", self.address]) == 0
        return json.loads(self.capsys.readouterr().out)

    def clock(self, commitment: str, now: str) -> dict[str, Any]:
        clocks = self("explain", "CS-1001", now=now)["clocks"]
        found: list[dict[str, Any]] = [
            c for c in clocks if (c["commitment"], c["objective"]) == (commitment, "SLA")
        ]
        return found[0]

    def attained(self, now: str) -> tuple[int, int]:
        """(met, breached) of first responses under the SLA on that day."""
        rows = self("attainment", "--from", "2026-04-13", "--to", "2026-04-14", now=now)["rows"]
        (row,) = [r for r in rows if (r["commitment"], r["objective"]) == ("first_response", "SLA")]
        return row["met"], row["breached"]


@pytest.fixture
def told(
    database: Database, clock: MovingClock, desk_address: str, capsys: pytest.CaptureFixture[str]
) -> Told:
    """A P1 of 09:00, answered at 09:05 as was logged at 16:00; restated the day after."""
    dispute = Dispute(database, clock)
    case_id = dispute.opened("2026-04-13 09:00", "P1")
    dispute.replied(case_id, "2026-04-13 16:00", happened="2026-04-13 09:05")
    dispute.raised(dispute.opened("2026-04-13 17:00", "P3"), "2026-04-13 18:00", "P1")
    dispute.restated("2026-04-14 09:00", '"15 min"', '"4 min"')
    dispute.resolved(case_id, "2026-04-14 10:00")
    return Told(desk_address, capsys)


def test_a_verdict_is_by_what_was_recorded_by_then(told: Told) -> None:
    before, after = told.clock("first_response", BEFORE), told.clock("first_response", AFTER)
    assert (before["verdict"], before["stopped_at"]) == ("breached", None)
    assert (after["verdict"], after["elapsed_seconds"]) == ("met", 300)
    restated = told.clock("first_response", "2026-04-16T00:00:00+02:00")
    assert (restated["verdict"], restated["target_seconds"]) == ("breached", 240)


def test_a_version_published_later_is_not_seen(told: Told) -> None:
    numbers = [
        told("explain", "CS-1001", now=now)["policy_version"]
        for now in ("2026-04-14T08:59:59+02:00", "2026-04-14T09:00:00+02:00")
    ]
    assert numbers == [1, 2]


@pytest.mark.on_a_file
def test_attainment_is_as_it_stood_then(told: Told) -> None:
    assert told.attained(BEFORE) == (0, 1)
    assert told.attained(AFTER) == (1, 0)
    assert told.attained("2026-04-14T08:59:59+02:00") == (1, 1)
    assert told.attained("2026-04-14T09:00:00+02:00") == (0, 2)


def test_the_case_is_as_it_was_and_its_timeline_ends_there(told: Told) -> None:
    before, after = (told("case", "CS-1001", now=now) for now in (BEFORE, AFTER))
    assert [event["kind"] for event in before["timeline"]] == ["opened"]
    assert [event["kind"] for event in after["timeline"]] == ["opened", "contact"]
    assert (before["status"], after["status"]) == ("new", "in_progress")
    assert after["resolved_at"] is None


def test_the_queue_holds_what_was_open_then(told: Told) -> None:
    def shown(now: str) -> list[tuple[str, str, str]]:
        rows = told("queue", now=now)
        return [(row["case"], row["priority"], row["commitment"]) for row in rows]

    assert shown(BEFORE) == [("CS-1001", "P1", "first_response")]
    assert shown(AFTER) == [("CS-1001", "P1", "next_update")]
    assert ("CS-1002", "P3", "first_response") in shown("2026-04-13T17:59:59+02:00")
    assert ("CS-1002", "P1", "first_response") in shown("2026-04-13T18:00:00+02:00")
    assert [key for key, _, _ in shown("2026-04-14T10:00:00+02:00")] == ["CS-1002"]
    assert shown("2026-04-13T08:59:59+02:00") == []


def test_a_case_that_was_not_opened_yet_is_no_case(
    told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    past = ["--now", "2026-04-13T08:59:59+02:00", "--database", told.address]
    assert main(["explain", "CS-1001", *past]) == 3
    assert "There is no case “CS-1001”." in capsys.readouterr().err


def test_the_hash_is_over_what_was_known_then(told: Told) -> None:
    hashes = [told("explain", "CS-1001", now=now)["data_hash"] for now in (BEFORE, BEFORE, AFTER)]
    assert hashes[0] == hashes[1] != hashes[2]
