"""What window and terminal say of a team."""

from datetime import UTC, datetime
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from models.handbook.roster import shifts_from
from models.handbook.roster_findings import Kind
from models.queries.team import FindingRow, LeaveRow, TurnRow
from models.team_words import finding_words, hand_over_words, span_words, week_words

DAY = [("09:00", "17:00")]


@pytest.mark.parametrize(
    ("shifts", "words"),
    [
        ({}, ""),
        ({"mon": DAY, "tue": DAY}, "Mon–Tue 09:00–17:00"),
        ({"tue": DAY, "mon": DAY, "thu": DAY}, "Mon–Tue 09:00–17:00, Thu 09:00–17:00"),
        ({"sat": [("08:00", "12:00"), ("13:00", "14:00")]}, "Sat 08:00–12:00, 13:00–14:00"),
        ({"mon": [("00:00", "08:00"), ("08:00", "16:00")]}, "Mon 00:00–16:00"),
    ],
)
def test_a_week_in_words(shifts: dict[str, list[tuple[str, str]]], words: str) -> None:
    assert week_words(shifts_from(shifts)) == words


FOUND = {
    "hole": "Nobody has the turn as comms lead, Thu 14 May: the lead is told.",
    "overlap": "Ana and Ben both have the turn as comms lead, Thu 14 May: both are told.",
    "away": "Ana has the turn as comms lead and is away, Thu 14 May: nobody stands in.",
    "circle": "Ana and Ben stand in for each other while all are away, Thu 14 May: the role is "
              "told.",
}  # fmt: skip


@pytest.mark.parametrize("kind", get_args(Kind))
def test_what_was_not_meant_in_words(kind: Kind) -> None:
    begins, ends = (datetime(2026, 5, day, 22, tzinfo=UTC) for day in (13, 14))
    row = FindingRow(kind, begins, ends, "comms_lead", ("Ana", "Ben")[: 1 + (kind != "away")])
    assert str(finding_words(row, begins, ZoneInfo("Europe/Berlin"))) == FOUND[kind]


@pytest.mark.parametrize(
    ("begins", "ends", "words"),
    [
        ("2026-05-13T22:00", "2026-05-15T22:00", "Thu 14 May – Fri 15 May"),
        ("2026-05-13T22:00", "2026-05-14T22:00", "Thu 14 May"),
        ("2026-05-14T07:00", "2026-05-14T22:00", "Thu 09:00 – Thu 14 May"),
        ("2026-10-24T22:00", "2026-10-25T23:00", "Sun 25 Oct"),
        ("2026-05-12T12:00", "2026-05-12T15:30", "14:00 – 17:30"),
        ("2026-12-30T23:00", "2027-01-01T23:00", "Thu 31 Dec – Fri 1 Jan 2027"),
    ],
)
def test_whole_days_are_told_by_name_the_last_included(
    begins: str, ends: str, words: str
) -> None:  # fmt: skip
    first, last = (datetime.fromisoformat(at).replace(tzinfo=UTC) for at in (begins, ends))
    turn = TurnRow(1, 1, "lead", 1, "Ana", first, last)
    now = datetime(2026, 5, 12, 8, tzinfo=UTC)
    assert span_words(turn, now, ZoneInfo("Europe/Berlin")) == words


@pytest.mark.parametrize(("stand_in", "relief", "words"), [
    ("Chen Wei", None, "Chen Wei stands in · open cases to hand over: 2"),
    ("Chen Wei", "Ben Okafor",
     "Chen Wei stands in, then Ben Okafor while Chen is away · open cases to hand over: 2"),
    ("Chen Wei", "", "Chen Wei stands in, nobody while Chen is away: the role is told"
     " · open cases to hand over: 2"),
    ("", None, "Nobody stands in: the role is told · open cases to hand over: 2"),
])  # fmt: skip
def test_who_really_stands_in(stand_in: str, relief: str | None, words: str) -> None:
    at = datetime(2026, 5, 12, 12, tzinfo=UTC)
    row = LeaveRow(1, 1, 1, "Dina Levi", at, at, 2, stand_in, 2, relief)
    assert str(hand_over_words(row)) == words
