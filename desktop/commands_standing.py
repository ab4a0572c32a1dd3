"""`leadline team skills`, `capacity`, `status`, `handover` and `gaps`."""

import argparse
from collections.abc import Callable
from functools import partial
from typing import Any

from desktop.connection import desk_at
from desktop.options import address, moment, show

Action = Callable[..., argparse.ArgumentParser]
Change = Callable[[Any, Callable[[Callable[[str], int]], Any]], int]


def add_actions(action: Action, change: Change) -> None:
    """Add them to `leadline team`; `change` does something to whoever is named."""
    skills = action("skills", partial(change_skills, change), "Say what somebody can do")
    skills.add_argument("skills", nargs="*", metavar="SKILL",
                        help="all of them: “payments 4”, “sync 3 since 2025-03-01”")  # fmt: skip
    skills.add_argument("--none", action="store_true", help="they have none")
    room = action("capacity", partial(change_capacity, change), "Say how much somebody holds")
    room.add_argument("capacity", help="a whole number, or “usual” for what the handbook says")
    status = action("status", partial(change_status, change), "Say whether somebody takes cases")
    status.add_argument("status", help="available, busy, away or off")
    action(
        "handover", hand_over, "What is to be handed over while somebody is on leave"
    ).set_defaults(writes=False)


def change_skills(change: Change, options: Any) -> int:
    """All of somebody's skills at once."""
    from models.commands.standing import set_skills
    from models.errors import KnownError
    from models.handbook.typed_skills import typed_skills
    from models.queries.people import anybody_named
    from models.work import Work

    if not options.skills and not options.none:
        raise KnownError("Which skills?", "No skill is named.", "Name them, or give --none.")

    def write(work: Work) -> None:
        skills = typed_skills("\n".join(options.skills), work.now.date())
        set_skills(work, anybody_named(work.session, options.name), skills)

    return change(options, lambda _: write)


def change_capacity(change: Change, options: Any) -> int:
    """Their own, or the handbook's."""
    from models.commands.standing import set_capacity
    from models.handbook.typed_capacity import typed_capacity

    capacity = typed_capacity(options.capacity)
    return change(options, lambda who: partial(
        set_capacity, person_id=who(options.name), capacity=capacity
    ))  # fmt: skip


def change_status(change: Change, options: Any) -> int:
    """Busy and away last until the next shift begins."""
    from models.commands.standing import set_status

    return change(options, lambda who: partial(
        set_status, person_id=who(options.name), status=options.status.casefold()
    ))  # fmt: skip


def hand_over(options: Any) -> int:
    """The open cases of whoever is, or will be, on leave."""
    from models.errors import KnownError
    from models.handbook.zones import zone
    from models.queries.handover import hand_over
    from models.queries.people import anybody_named
    from models.queries.team import team_now
    from models.team_words import hand_over_lines

    with desk_at(address(options), moment(options), options.person) as database:
        now = database.clock.now()
        person = database.read(partial(anybody_named, name=options.name))
        team = database.read(partial(team_now, now=now))
        leave = next((one for one in team.leaves if one.person_id == person), None)
        found = leave and database.read(partial(hand_over, absence_id=leave.id, now=now))
    if not found:
        raise KnownError("No leave", f"{options.name} is not on leave, and will not be.",
                         "Enter the leave first.")  # fmt: skip
    local = zone(team.zone)
    data = {
        "person": found.person, "begins_at": found.begins_at.isoformat(),
        "ends_at": found.ends_at.isoformat(), "stand_in": found.to or None,
        "cases": [
            {"case": row.key, "title": row.title, "priority": row.priority,
             "due_at": row.due_at and row.due_at.isoformat()}
            for row in found.cases
        ],
    }  # fmt: skip
    show(options, data, lambda: [str(line) for line in hand_over_lines(found, now, local)])
    return 0
