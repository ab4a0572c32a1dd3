"""`leadline team`: who works when, who is away and who stands in, whose turn a role is; and who
is what on it."""

import argparse
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from desktop.commands_standing import add_actions
from desktop.commands_turns import add_turn_actions
from desktop.connection import desk_at
from desktop.options import address, moment, shared_options, show

if TYPE_CHECKING:
    from models.queries.team import TeamNow

Add = Callable[..., argparse.ArgumentParser]


def _team(command: Add) -> None:
    parser = command(
        "team", team, "Who works when, leave with stand-ins, turns, and who holds which role"
    )
    actions = parser.add_subparsers(metavar="ACTION")

    def action(name: str, run: Callable[[Any], int], text: str) -> argparse.ArgumentParser:
        sub = actions.add_parser(name, help=text, description=text, parents=[shared_options()])
        sub.add_argument("name", metavar="NAME")
        sub.set_defaults(run=run, writes=True)
        return sub

    role = action("role", change_role, "Change what somebody is on the team")
    role.add_argument("role", help="agent, lead, or a role of the escalation paths")
    gone = action("gone", leave, "Somebody has left the team")
    whose = "who takes their open cases; left out, these wait to be assigned"
    gone.add_argument("--cases-to", default="", metavar="NAME", help=whose)
    action("back", come_back, "Somebody is on the team again")
    days = action("days", change_days, "Say on which days somebody works other hours")
    days.add_argument("lines", nargs="*", metavar="DAYS",
                      help="all of them: “every second Saturday 10-14”, “24 Dec off”")  # fmt: skip
    days.add_argument("--none", action="store_true", help="every week is as its hours say")
    add_actions(action, _change)
    add_turn_actions(action, _change)
    gaps = actions.add_parser("gaps", help="Which skill has one person, or nobody at work on a day",
                              parents=[shared_options()])  # fmt: skip
    gaps.set_defaults(run=show_gaps)
    crossed = actions.add_parser(
        "thresholds", help="Which thresholds of the queue were crossed, and who was told",
        parents=[shared_options()],
    )  # fmt: skip
    crossed.set_defaults(run=show_crossings)


COMMANDS = (_team,)


def show_gaps(options: Any) -> int:
    """Skills that cases need by the handbook; status 1 where there is a gap."""
    from models.queries.skill_gaps import skill_gaps

    with desk_at(address(options), moment(options), options.person) as database:
        found = database.read(partial(skill_gaps, now=database.clock.now()))
    data = [
        {"skill": one.skill, "level": one.level, "people": list(one.people),
         "days": [day.isoformat() for day in one.days], "words": str(one.words)}
        for one in found
    ]  # fmt: skip
    show(options, data, lambda: [str(one.words) for one in found] or ["No gap was found."])
    return 1 if found else 0


def show_crossings(options: Any) -> int:
    """The last crossings, the newest first; status 1 where one stands."""
    from models.crossing_words import listed_words
    from models.handbook.zones import zone
    from models.policies import load_policies
    from models.queries.crossings import past_crossings

    with desk_at(address(options), moment(options), options.person) as database:
        now, me = database.clock.now(), database.person_id
        found = database.read(partial(past_crossings, person_id=me, now=now))
        local = zone(database.read(load_policies).newest.team.zone)
    show(options, [row.to_json() for row in found], lambda: [
        str(listed_words(row, now, local)) for row in found
    ] or ["No threshold of the queue was crossed."])  # fmt: skip
    return int(any(row.fell_at is None for row in found))


def team(options: Any) -> int:
    """The same rows as the Team page."""
    from models.handbook.zones import zone
    from models.queries.team import team_now

    with desk_at(address(options), moment(options), options.person) as database:
        now = database.clock.now()
        found = database.read(partial(team_now, now=now))
    local = zone(found.zone)
    show(options, _data(found, now, local), lambda: _lines(found, now, local))
    return 0


def change_role(options: Any) -> int:
    """Alerts of the role go to whoever has it now, in the same write."""
    from models.commands.people import set_role

    role = "_".join(options.role.replace("-", " ").casefold().split())
    return _change(options, lambda who: partial(set_role, person_id=who(options.name), role=role))


def leave(options: Any) -> int:
    """Their open cases are somebody else's, or nobody's."""
    from models.commands.people import leave_team

    return _change(options, lambda who: partial(
        leave_team, person_id=who(options.name),
        cases_to=who(options.cases_to) if options.cases_to else None,
    ))  # fmt: skip


def come_back(options: Any) -> int:
    """With the role and the hours they had."""
    from models.commands.people import rejoin_team

    return _change(options, lambda who: partial(rejoin_team, person_id=who(options.name)))


def change_days(options: Any) -> int:
    """All of somebody's days that differ; without any, the team is shown."""
    from models.commands.working_times import set_days
    from models.errors import KnownError
    from models.handbook.typed_days import typed_lines
    from models.handbook.zones import zone
    from models.policies import load_policies
    from models.queries.people import anybody_named
    from models.typed_text import echoed
    from models.work import Work

    if not options.lines and not options.none:
        return team(options)
    if options.lines and options.none:
        raise KnownError(
            "Which of them?",
            f"“--none” says that no day differs, and “{echoed(options.lines[0])}” is one.",
            "Leave out the one or the other.",
        )

    def write(work: Work) -> None:
        local = zone(load_policies(work.session).newest.team.zone)
        days = typed_lines("\n".join(options.lines), work.now.astimezone(local).date())
        set_days(work, anybody_named(work.session, options.name), () if options.none else days)

    return _change(options, lambda _: write)


def _change(options: Any, command: Callable[[Callable[[str], int]], Any]) -> int:
    """Do it to whoever is named, and show the team as it is then."""
    from models.queries.people import anybody_named

    with desk_at(address(options), None, options.person) as database:
        database.write(command(lambda name: database.read(partial(anybody_named, name=name))))
    options.now = None
    return team(options)


def _data(found: "TeamNow", now: datetime, local: ZoneInfo) -> dict[str, Any]:
    from models.handbook.typed_days import days_words
    from models.team_words import finding_words

    return {
        "zone": found.zone,
        "people": [
            {
                "name": row.name, "role": row.role, "at_work": row.at_work,
                "away_until": row.away_until and row.away_until.isoformat(),
                "shifts": {day: list(spans) for day, spans in row.shifts},
                "days": [days_words(one) for one in row.days],
                "open_cases": row.open_cases, "status": row.status, "capacity": row.capacity,
                "skills": {one.name: one.level for one in row.skills},
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
        "unheld_roles": [row.role for row in found.roles if row.unheld],
        "findings": [str(finding_words(row, now, local)) for row in found.findings],
        "former": [row.name for row in found.former],
    }  # fmt: skip


def _lines(found: "TeamNow", now: datetime, local: ZoneInfo) -> list[str]:
    from models.handbook.typed_days import days_words
    from models.team_words import (
        finding_words,
        hand_over_words,
        span_words,
        status_words,
        told_words,
        week_words,
    )
    from models.wording import role_name

    if not found.members:
        return ["Nobody is on this desk yet. Whoever opens its window is asked for their name."]
    lines = [
        f"{row.name:<20} {role_name(row.role):<20} {status_words(row, now, local)!s:<24} "
        f"{week_words(row.shifts) or 'hours not entered: always at work'}"
        f"{'' if row.capacity is None else f' · capacity {row.capacity}'}"
        for row in found.members
    ]
    if found.leaves:
        lines += ["", "Leave"]
        lines += [
            f"{row.person:<20} {span_words(row, now, local):<34} {hand_over_words(row)}"
            for row in found.leaves
        ]
    if found.findings:
        lines += [
            "",
            "To look at",
            *(str(finding_words(row, now, local)) for row in found.findings),
        ]
    if found.days:
        today = now.astimezone(local).date()
        lines += ["", "Days that differ"]
        lines += [f"{row.person:<20} {days_words(row.days, today)}" for row in found.days]
    if found.turns:
        lines += ["", "Turns"]
        lines += [
            f"{role_name(row.role):<24} {row.person:<20} {span_words(row, now, local)}"
            for row in found.turns
        ]
    told = (f"{role_name(row.role):<24} {told_words(row)}" for row in found.roles)
    lines += ["", f"Told just now (times in {found.zone})", *told]
    gone = ["", "Left the team", *(row.name for row in found.former)] if found.former else []
    return lines + gone
