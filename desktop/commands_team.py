"""`leadline team`: who works when, who is away and who stands in, whose turn a role is."""

import argparse
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from desktop.connection import desk_at
from desktop.options import address, moment, show

if TYPE_CHECKING:
    from models.queries.team import TeamNow

Add = Callable[..., argparse.ArgumentParser]


def _team(command: Add) -> None:
    command("team", team, "Who works when, leave with stand-ins, turns, and who holds which role")


COMMANDS = (_team,)


def team(options: Any) -> int:
    """The same rows as the Team page."""
    from models.handbook.zones import zone
    from models.queries.team import team_now

    with desk_at(address(options), moment(options), options.person) as database:
        now = database.clock.now()
        found = database.read(partial(team_now, now=now))
    show(options, _data(found), lambda: _lines(found, now, zone(found.zone)))
    return 0


def _data(found: "TeamNow") -> dict[str, Any]:
    return {
        "zone": found.zone,
        "people": [
            {
                "name": row.name, "role": row.role, "at_work": row.at_work,
                "away_until": row.away_until and row.away_until.isoformat(),
                "shifts": {day: list(spans) for day, spans in row.shifts},
                "open_cases": row.open_cases,
            }
            for row in found.members
        ],
        "leave": [
            {
                "person": row.person, "begins_at": row.begins_at.isoformat(),
                "ends_at": row.ends_at.isoformat(), "stand_in": row.stand_in or None,
                "open_cases": row.open_cases,
            }
            for row in found.leaves
        ],
        "turns": [
            {
                "role": row.role, "person": row.person, "begins_at": row.begins_at.isoformat(),
                "ends_at": row.ends_at.isoformat(),
            }
            for row in found.turns
        ],
        "roles": {row.role: list(row.holders) for row in found.roles},
    }  # fmt: skip


def _lines(found: "TeamNow", now: datetime, local: ZoneInfo) -> list[str]:
    from models.team_words import hand_over_words, span_words, status_words, week_words
    from models.wording import role_name

    if not found.members:
        return ["Nobody is on this desk yet."]
    lines = [
        f"{row.name:<20} {role_name(row.role):<20} {status_words(row, now, local)!s:<24} "
        f"{week_words(row.shifts) or 'hours not entered: always at work'}"
        for row in found.members
    ]
    if found.leaves:
        lines += ["", "Leave"]
        lines += [
            f"{row.person:<20} {span_words(row, now, local):<34} {hand_over_words(row)}"
            for row in found.leaves
        ]
    if found.turns:
        lines += ["", "Turns"]
        lines += [
            f"{role_name(row.role):<24} {row.person:<20} {span_words(row, now, local)}"
            for row in found.turns
        ]
    told = (f"{role_name(row.role):<24} {', '.join(row.holders) or 'everybody'}"
            for row in found.roles)  # fmt: skip
    return [*lines, "", f"Told just now (times in {found.zone})", *told]
